//! Long lists, page by page (`ispapi-wire`, section 4.2).
//!
//! Older clients went on while `FIRST + LIMIT < TOTAL`: a missing `LIMIT` kept them in a circle, a server that caps `LIMIT` made
//! them leap over rows, and a missing `TOTAL` ended them after the first page. Here the next page begins behind the rows that
//! came, and a list that is not whole is an error.

use std::collections::HashSet;
use std::fmt;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};
use std::num::NonZeroU32;

use super::client::Client;
use super::command::Command;
use super::effect::CommandEffect;
use super::error::Error;
use super::response::Response;

/// No list has more pages: the end of a server that always has one more row.
pub const MAX_PAGES: u32 = 10_000;

/// Why a list could not be read whole.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PagingError {
    /// The list lost rows while it was read, so a row may have slipped from an unread page to a read one.
    Changed,
    /// Fewer rows came than the server said there are, or other ones than it counted.
    Cut {
        /// Rows that came.
        got: u64,
        /// Rows that were told.
        told: u64,
    },
    /// The command has `LAST`, which contradicts any page but one.
    LastGiven,
    /// The command does more than read.
    NotAList,
    /// `FIRST` or `LIMIT` of the command is no number, or `LIMIT` is 0.
    Parameter {
        /// Which one.
        key: &'static str,
    },
    /// More than [`MAX_PAGES`].
    TooLong,
    /// Another page came than was asked for, or the same one again.
    WrongPage,
}

/// A list on its way: which page is due, and whether all came. For plans; [`Client::list`] does it in one go.
///
/// # Examples
///
/// ```
/// use std::num::NonZeroU32;
/// use ispbridge::ispapi::{Command, Pages, parse};
///
/// let mut pages = Pages::new(Command::new("QueryDomainList")?, NonZeroU32::new(2).unwrap())?;
/// let due = pages.next_page_command().unwrap();
/// assert_eq!((due.get("FIRST"), due.get("LIMIT")), (Some("0"), Some("2")));
/// let page = "CODE=200\nDESCRIPTION=ok\nPROPERTY[TOTAL][0]=1\nPROPERTY[DOMAIN][0]=a.com\nEOF";
/// assert!(pages.take(&parse(page.as_bytes())?)?);
/// assert!(pages.next_page_command().is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Pages {
    command: Command,
    /// `None` where the list comes in one piece.
    limit: Option<NonZeroU32>,
    /// Offset of the row that is due.
    next: u64,
    /// `TOTAL` as last told.
    total: Option<u64>,
    taken: u32,
    finished: bool,
    /// Digests of the rows that came.
    seen: HashSet<u64>,
    hasher: RandomState,
}

/// How far a list was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageMark {
    /// Offset of the row that is due.
    pub next: u64,
    /// `TOTAL` as last told.
    pub total: Option<u64>,
    /// Pages that came.
    pub taken: u32,
}

impl Pages {
    /// A list in pages of so many rows. The command's own `LIMIT` goes before, and its `FIRST` is where the list begins.
    ///
    /// # Errors
    ///
    /// [`PagingError::LastGiven`], [`PagingError::NotAList`], [`PagingError::Parameter`].
    pub fn new(command: Command, rows_per_page: NonZeroU32) -> Result<Self, PagingError> {
        let given = |key| {
            let text = command.get(key);
            text.map(|text| text.trim().parse::<u32>())
                .transpose()
                .map_err(|_| PagingError::Parameter { key })
        };
        let first = given("FIRST")?.unwrap_or(0);
        let limit = match given("LIMIT")? {
            None => rows_per_page,
            Some(limit) => NonZeroU32::new(limit).ok_or(PagingError::Parameter { key: "LIMIT" })?,
        };
        Self::from(command, first, Some(limit))
    }

    /// A list that knows neither `FIRST` nor `LIMIT`, such as `QueryDNSZoneRRList`: one page that must be all.
    ///
    /// # Errors
    ///
    /// [`PagingError::LastGiven`], [`PagingError::NotAList`].
    pub fn in_one_piece(command: Command) -> Result<Self, PagingError> {
        Self::from(command, 0, None)
    }

    fn from(command: Command, first: u32, limit: Option<NonZeroU32>) -> Result<Self, PagingError> {
        if command.get("LAST").is_some() {
            return Err(PagingError::LastGiven);
        }
        if command.effect() != CommandEffect::Reads {
            return Err(PagingError::NotAList);
        }
        Ok(Self {
            command,
            limit,
            next: first.into(),
            total: None,
            taken: 0,
            finished: false,
            seen: HashSet::new(),
            hasher: RandomState::new(),
        })
    }

    /// The same list from a later row on, with the total that was told before: for one that is read by several runs, each of which
    /// takes [`mark`](Self::mark) to the next. Only a page that comes twice in a row of runs is then not recognised here.
    #[must_use]
    pub fn resumed(mut self, mark: PageMark) -> Self {
        self.next = mark.next;
        self.total = mark.total;
        self.taken = mark.taken;
        self
    }

    /// How far it is.
    pub fn mark(&self) -> PageMark {
        PageMark {
            next: self.next,
            total: self.total,
            taken: self.taken,
        }
    }

    /// The command for the page that is due; `None` once the list is whole, and after an error.
    pub fn next_page_command(&self) -> Option<Command> {
        if self.finished {
            return None;
        }
        let command = self.command.clone();
        Some(match self.limit {
            None => command,
            Some(limit) => command
                .with("FIRST", self.next.to_string())
                .with("LIMIT", limit.to_string()),
        })
    }

    /// Takes the reply to [`next_page_command`](Self::next_page_command), and says whether its rows belong to the list: they
    /// do not where a server without `TOTAL` answers "no more" by the same page again. The reply must be a success.
    ///
    /// # Errors
    ///
    /// [`PagingError::Changed`], [`PagingError::Cut`], [`PagingError::TooLong`], [`PagingError::WrongPage`]: what came so far is
    /// not the list.
    pub fn take(&mut self, page: &Response) -> Result<bool, PagingError> {
        self.finished = true; // for good, where this ends in an error
        self.taken = self.taken.saturating_add(1);
        let control = page.list_control();
        let rows = count(page.records().len());
        if let Some(told) = control.count.filter(|told| *told != rows) {
            return Err(PagingError::Cut { got: rows, told });
        }
        let total = self.total(control.total, rows)?;
        if rows == 0 {
            return self.whole(total).map(|()| true);
        }
        if control.first.is_some_and(|first| first != self.next) {
            return Err(PagingError::WrongPage);
        }
        if !self.remember(page) {
            let more = total.is_some_and(|total| total > self.next);
            return if more {
                Err(PagingError::WrongPage)
            } else {
                Ok(false)
            };
        }
        self.next = self.next.saturating_add(rows);
        self.finished = match (self.limit, total) {
            (None, _) => self.whole(total).map(|()| true)?,
            (_, Some(total)) => self.next >= total,
            // Without both, an empty page or the same one again tells the end: the server may have capped what was asked.
            (_, None) => control.limit.is_some_and(|limit| limit > 0 && rows < limit),
        };
        if !self.finished && self.taken >= MAX_PAGES {
            self.finished = true;
            return Err(PagingError::TooLong);
        }
        Ok(true)
    }

    /// What is known of the list's length. A `TOTAL` below the rows of the first page is none: `NOTOTAL` leaves a 0 on some
    /// lists.
    fn total(&mut self, told: Option<u64>, rows: u64) -> Result<Option<u64>, PagingError> {
        self.total = match (self.total, told) {
            (Some(before), Some(now)) if now < before => return Err(PagingError::Changed),
            (None, Some(now)) if rows > 0 && now < self.next.saturating_add(rows) => None,
            (before, now) => now.or(before),
        };
        Ok(self.total)
    }

    fn whole(&self, total: Option<u64>) -> Result<(), PagingError> {
        match total.filter(|total| *total > self.next) {
            None => Ok(()),
            Some(told) => Err(PagingError::Cut {
                got: self.next,
                told,
            }),
        }
    }

    /// Whether the page has a row that no page before had.
    fn remember(&mut self, page: &Response) -> bool {
        let before = self.seen.len();
        for record in page.records() {
            let mut digest = self.hasher.build_hasher();
            record.cells().for_each(|cell| cell.hash(&mut digest));
            self.seen.insert(digest.finish());
        }
        self.seen.len() > before
    }
}

impl Client {
    /// All pages of a list, in order; read anew once where it lost rows meanwhile.
    ///
    /// # Errors
    ///
    /// [`Error::Paging`] where it could not be read whole, [`Error::Command`] where a page was refused, and whatever
    /// [`request`](Self::request) gives: never a shorter list.
    pub fn list(&self, pages: &Pages) -> Result<Vec<Response>, Error> {
        match self.read(pages.clone()) {
            Err(Error::Paging(PagingError::Changed)) => self.read(pages.clone()),
            end => end,
        }
    }

    fn read(&self, mut pages: Pages) -> Result<Vec<Response>, Error> {
        let mut read = Vec::new();
        while let Some(command) = pages.next_page_command() {
            let page = self.request(&command)?.into_result()?;
            if pages.take(&page)? {
                read.push(page);
            }
        }
        Ok(read)
    }
}

fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}

impl PagingError {
    /// The stable text that users of the library may compare.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Changed => "ispapi.paging.changed",
            Self::Cut { .. } => "ispapi.paging.cut",
            Self::LastGiven => "ispapi.paging.last_given",
            Self::NotAList => "ispapi.paging.not_a_list",
            Self::Parameter { .. } => "ispapi.paging.parameter",
            Self::TooLong => "ispapi.paging.too_long",
            Self::WrongPage => "ispapi.paging.wrong_page",
        }
    }
}

impl fmt::Debug for Pages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("command", &self.command)
            .field("next", &self.next)
            .field("total", &self.total)
            .field("finished", &self.finished)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for PagingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed => f.write_str("the list became shorter while it was read"),
            Self::Cut { got, told } => {
                write!(
                    f,
                    "the list was cut: {got} rows came where {told} were told"
                )
            }
            Self::LastGiven => f.write_str("a list is read by FIRST and LIMIT, not by LAST"),
            Self::NotAList => f.write_str("only a command that reads has pages"),
            Self::Parameter { key } => write!(f, "{key} must be a number of rows"),
            Self::TooLong => write!(f, "the list has more than {MAX_PAGES} pages"),
            Self::WrongPage => f.write_str("another page came than was asked for"),
        }
    }
}

impl std::error::Error for PagingError {}
