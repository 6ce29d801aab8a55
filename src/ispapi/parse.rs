//! From the bytes of a reply to a [`Response`] (`ispapi-wire`, section 4).
//!
//! Every rule here has a reason in money: a price must meet its own domain (indexes are honoured), a cut reply must not pass
//! for a whole one (`EOF` is required), and no value may pose as a reply of ours (nothing is a template, nothing in braces is
//! touched). Time and memory grow with the length of the reply, whatever is in it.

use std::borrow::Cow;
use std::fmt;

use super::code::Code;
use super::columns::{ColumnsDraft, Span};
use super::response::Response;

/// The highest index a cell may have: more rows than any list of the platform has.
pub const MAX_INDEX: u32 = 1_048_575;

/// How many cells of a reply may be empty because no line filled them: this many, and
/// [`MAX_GAPS_PER_CELL`] more for each cell that a line filled.
pub const MAX_GAPS: usize = 1_024;

/// See [`MAX_GAPS`].
pub const MAX_GAPS_PER_CELL: usize = 16;

/// How lines with a cell begin, but for blanks and mixed case, which are rare.
const PROPERTY: [&str; 2] = ["PROPERTY[", "property["];

/// Why bytes are not a reply. After a command that writes, its outcome is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Malformed {
    /// `CODE` is not a number of three digits.
    BadCode,
    /// `PROPERTY[..][..]` without a number in the second brackets, or with one beyond [`MAX_INDEX`].
    BadIndex {
        /// The property's name, shortened.
        property: String,
    },
    /// One cell or attribute is given twice, with different values.
    Conflict {
        /// The name, shortened.
        name: String,
    },
    /// Nothing came.
    Empty,
    /// There is no `CODE`.
    NoCode,
    /// There is no `DESCRIPTION`.
    NoDescription,
    /// There is no `EOF` line: the reply was cut.
    NoEnd,
    /// A login was answered with success, and without `SESSION`.
    NoSession,
    /// Too many cells are without a line; see [`MAX_GAPS`].
    Sparse,
    /// More than 4 GiB.
    TooLong,
}

/// Reads a reply.
///
/// Lines end in LF or CRLF; names are case-insensitive; blanks and tabs around names and values do not count. Lines that are
/// no attribute, and whatever follows `EOF`, are skipped. Bytes that are not UTF-8 are replaced, see
/// [`Response::is_lossy`]. A property without any index has index 0.
///
/// # Errors
///
/// [`Malformed`].
///
/// # Examples
///
/// ```
/// use ispbridge::ispapi::parse;
///
/// let reply = b"[RESPONSE]\r\nCODE=200\r\nDESCRIPTION=ok\r\nproperty[transfer status][0] = x\r\nEOF\r\n";
/// let response = parse(reply)?;
/// assert_eq!(response.code().number(), 200);
/// assert_eq!(response.first("TRANSFERSTATUS"), Some("x"));
/// # Ok::<(), ispbridge::ispapi::Malformed>(())
/// ```
pub fn parse(reply: &[u8]) -> Result<Response, Malformed> {
    // The strict reader is several times as fast as the lossy one, and almost every reply is UTF-8.
    let text =
        std::str::from_utf8(reply).map_or_else(|_| String::from_utf8_lossy(reply), Cow::Borrowed);
    if text.trim_ascii().is_empty() {
        return Err(Malformed::Empty);
    }
    if u32::try_from(text.len()).is_err() {
        return Err(Malformed::TooLong);
    }
    let mut draft = Draft::default();
    draft.read(&text)?;
    let Attributes {
        code,
        description,
        queuetime,
        runtime,
        pending,
    } = draft.attributes;
    let code = code.ok_or(Malformed::NoCode)?;
    Ok(Response {
        code: Code::parse(code.of(&text)).ok_or(Malformed::BadCode)?,
        code_text: code,
        description: description.ok_or(Malformed::NoDescription)?,
        queuetime,
        runtime,
        pending,
        others: draft.others,
        columns: draft.columns.finish(&text)?,
        safe_description: None,
        lossy: matches!(text, Cow::Owned(_)),
        text: text.into_owned(),
    })
}

#[derive(Default)]
struct Draft<'a> {
    attributes: Attributes,
    others: Vec<(Span, Span)>,
    columns: ColumnsDraft<'a>,
    /// The last cell's line up to its index, and its column: in long replies the next line begins alike.
    last: Option<(&'a str, usize)>,
}

#[derive(Default)]
struct Attributes {
    code: Option<Span>,
    description: Option<Span>,
    queuetime: Option<Span>,
    runtime: Option<Span>,
    pending: Option<Span>,
}

impl<'a> Draft<'a> {
    /// Reads up to the `EOF` line.
    fn read(&mut self, text: &'a str) -> Result<(), Malformed> {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let mut start = 0;
        for end in ends.chain([text.len()]) {
            let line = text.get(start..end).unwrap_or_default();
            start = end + 1;
            let line = line.strip_suffix('\r').unwrap_or(line);
            if self.plain_cell(text, line).is_some() {
                continue;
            }
            match line.split_once('=') {
                Some((name, value)) => self.attribute(text, blank_free(name), blank_free(value))?,
                None if blank_free(line).eq_ignore_ascii_case("EOF") => return Ok(()),
                None => {}
            }
        }
        Err(Malformed::NoEnd)
    }

    /// Reads a cell in the spelling that servers use; `None` leaves the line to [`attribute`](Self::attribute), which takes
    /// any.
    fn plain_cell(&mut self, text: &str, line: &'a str) -> Option<()> {
        if let Some((head, column)) = self.last
            && let Some((index, value)) = line.strip_prefix(head).and_then(cell)
        {
            self.columns.add(column, index, Span::locate(text, value));
            return Some(());
        }
        let mut words = PROPERTY.into_iter();
        let rest = words.find_map(|word| line.strip_prefix(word))?;
        let mut bytes = rest.bytes();
        let (name, rest) =
            rest.split_at_checked(bytes.position(|b| matches!(b, b'=' | b'[' | b']'))?)?;
        let rest = rest.strip_prefix("][")?;
        let (index, value) = cell(rest)?;
        let column = self.columns.column(name);
        self.columns.add(column, index, Span::locate(text, value));
        let head = line.get(..line.len() - rest.len())?;
        self.last = Some((head, column));
        Some(())
    }

    fn attribute(&mut self, text: &'a str, name: &'a str, value: &str) -> Result<(), Malformed> {
        let span = Span::locate(text, value);
        if let Some((property, index)) = property(name)? {
            let column = self.columns.column(property);
            self.columns.add(column, index, span);
            return Ok(());
        }
        let Some(slot) = self.attributes.slot(name) else {
            if !name.is_empty() {
                self.others.push((Span::locate(text, name), span));
            }
            return Ok(());
        };
        match slot {
            Some(known) if known.of(text) != value => {
                Err(Malformed::Conflict { name: shown(name) })
            }
            _ => {
                *slot = Some(span);
                Ok(())
            }
        }
    }
}

impl Attributes {
    fn slot(&mut self, name: &str) -> Option<&mut Option<Span>> {
        let slots = [
            ("CODE", &mut self.code),
            ("DESCRIPTION", &mut self.description),
            ("QUEUETIME", &mut self.queuetime),
            ("RUNTIME", &mut self.runtime),
            ("PENDING", &mut self.pending),
        ];
        let known = slots
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        known.map(|(_, slot)| slot)
    }
}

/// Index and value of a cell from what follows `PROPERTY[name][`, in the spelling that servers use; anything else is left
/// to [`property`].
fn cell(rest: &str) -> Option<(u32, &str)> {
    let end = rest.bytes().position(|b| !b.is_ascii_digit())?;
    let (digits, rest) = rest.split_at_checked(end)?;
    let rest = rest.strip_prefix(']')?;
    let value = rest.trim_start_matches([' ', '\t']).strip_prefix('=')?;
    Some((index(digits)?, blank_free(value)))
}

/// Name and index from `PROPERTY[name][index]`; `None` for any other attribute.
fn property(name: &str) -> Result<Option<(&str, u32)>, Malformed> {
    let Some((word, rest)) = name.split_once('[') else {
        return Ok(None);
    };
    if !blank_free(word).eq_ignore_ascii_case("PROPERTY") {
        return Ok(None);
    }
    let Some((property, rest)) = rest.split_once(']') else {
        return Err(Malformed::BadIndex {
            property: shown(rest),
        });
    };
    let index = match blank_free(rest) {
        "" => Some(0),
        rest => rest
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            .and_then(index),
    };
    match index {
        Some(index) => Ok(Some((property, index))),
        None => Err(Malformed::BadIndex {
            property: shown(property),
        }),
    }
}

fn index(digits: &str) -> Option<u32> {
    let digits = blank_free(digits);
    let next = |index: u32, byte: u8| {
        let digit = u32::from(byte.wrapping_sub(b'0'));
        let next = index * 10 + digit; // far from 32 bits, since every step is bounded
        (digit < 10 && next <= MAX_INDEX).then_some(next)
    };
    let index = digits.bytes().try_fold(0, next);
    index.filter(|_| !digits.is_empty())
}

/// The text without blanks and tabs around it. Byte by byte: this is where most of the time would go.
fn blank_free(text: &str) -> &str {
    let blank = |b: u8| matches!(b, b' ' | b'\t');
    let start = text.bytes().position(|b| !blank(b)).unwrap_or(text.len());
    let end = text
        .bytes()
        .rposition(|b| !blank(b))
        .map_or(start, |last| last + 1);
    text.get(start..end).unwrap_or_default()
}

/// A name as an error may show it.
pub(super) fn shown(name: &str) -> String {
    name.chars().take(64).flat_map(char::escape_debug).collect()
}

impl Malformed {
    /// The stable text that users of the library may compare.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadCode => "ispapi.malformed.bad_code",
            Self::BadIndex { .. } => "ispapi.malformed.bad_index",
            Self::Conflict { .. } => "ispapi.malformed.conflict",
            Self::Empty => "ispapi.malformed.empty",
            Self::NoCode => "ispapi.malformed.no_code",
            Self::NoDescription => "ispapi.malformed.no_description",
            Self::NoEnd => "ispapi.malformed.no_end",
            Self::NoSession => "ispapi.malformed.no_session",
            Self::Sparse => "ispapi.malformed.sparse",
            Self::TooLong => "ispapi.malformed.too_long",
        }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadCode => f.write_str("CODE is not a number of three digits"),
            Self::BadIndex { property } => {
                write!(f, "property {property} has no usable index")
            }
            Self::Conflict { name } => write!(f, "{name} is given twice with different values"),
            Self::Empty => f.write_str("the reply is empty"),
            Self::NoCode => f.write_str("the reply has no CODE"),
            Self::NoDescription => f.write_str("the reply has no DESCRIPTION"),
            Self::NoEnd => f.write_str("the reply was cut: it has no EOF line"),
            Self::NoSession => f.write_str("the reply to the login has no SESSION"),
            Self::Sparse => f.write_str("too many cells of the reply are missing"),
            Self::TooLong => f.write_str("the reply is longer than 4 GiB"),
        }
    }
}

impl std::error::Error for Malformed {}

#[cfg(test)]
mod tests;
