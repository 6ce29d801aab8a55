//! The account's list of domains, one page a step (wire facts 4.2).

use std::num::NonZeroU32;

use crate::base::params::Value;
use crate::ispapi::{
    Code, Command, CommandName, Error, MAX_PAGES, Pages, PagingError, Record, Response,
};
use crate::registrar::error::Failed;
use crate::registrar::order::Answer;
use crate::registrar::sync::missing;
use crate::registrar::sync::snapshot::Snapshot;

use super::cursor::{Cursor, Phase};
use super::unstable;

/// Rows of a page: a reply of one to two megabytes.
const ROWS: NonZeroU32 = NonZeroU32::new(1000).unwrap();

/// How often a list that loses rows while it is read is begun again.
const RESTARTS: i64 = 3;

/// What a server says that does not know version 2, or one of its parameters (wire facts 5).
const NOT_KNOWN: [Code; 4] = [
    Code::new(500),
    Code::new(503),
    Code::new(505),
    Code::new(506),
];

/// The page that is due; before the first one, whose account this is.
pub(super) fn questions(cursor: &Cursor) -> Result<Vec<Command>, Failed> {
    let page =
        pages(cursor).and_then(|pages| pages.next_page_command().ok_or(PagingError::WrongPage));
    let page = page.map_err(|error| Failed::wire(&Error::Paging(error)))?;
    Ok(if cursor.list.next == 0 {
        vec![missing::who_am_i(), page]
    } else {
        vec![page]
    })
}

/// Takes the answers and moves the cursor; the rows of the page, to be kept. None where the list is asked for in another way, or
/// from its start, the next time.
pub(super) fn take(
    cursor: &mut Cursor,
    mut answers: Vec<Answer>,
    login: &str,
) -> Result<Vec<Value>, Failed> {
    let Some(page) = answers.pop() else {
        return Err(unstable());
    };
    if let Some(account) = answers.pop() {
        missing::is_account(account, login)?;
    }
    let page = match page {
        Ok(page) if page.code() == Code::OK => page,
        Ok(page)
            if cursor.is_version_two
                && cursor.list.next == 0
                && NOT_KNOWN.contains(&page.code()) =>
        {
            cursor.is_version_two = false;
            return Ok(Vec::new());
        }
        Ok(page) => return Err(Failed::answer(&page)),
        Err(error) => return Err(Failed::wire(&error)),
    };
    match advance(cursor, &page) {
        Ok(true) => Ok(page.records().filter_map(row).collect()),
        Ok(false) => Ok(Vec::new()),
        Err(PagingError::Changed) if cursor.restarts < RESTARTS => {
            cursor.restart();
            Ok(Vec::new())
        }
        Err(PagingError::Changed) => Err(unstable()),
        Err(error) => Err(Failed::wire(&Error::Paging(error))),
    }
}

/// Whether the page's rows belong to the list.
fn advance(cursor: &mut Cursor, page: &Response) -> Result<bool, PagingError> {
    let newest = page.records().next().and_then(name).unwrap_or_default();
    if !newest.is_empty() && newest == cursor.newest {
        return Err(PagingError::WrongPage);
    }
    let mut pages = pages(cursor)?;
    let belongs = pages.take(page)?;
    cursor.list = pages.mark();
    cursor.newest = newest;
    if pages.next_page_command().is_none() {
        // An empty account proves nothing about the shop's domains, so they are not looked for.
        cursor.phase = if cursor.list.next == 0 {
            Phase::Finished
        } else {
            Phase::Shop
        };
    } else if cursor.list.taken >= MAX_PAGES {
        return Err(PagingError::TooLong);
    }
    Ok(belongs)
}

fn pages(cursor: &Cursor) -> Result<Pages, PagingError> {
    let list = Command::of(CommandName::QUERY_DOMAIN_LIST)
        .with("WIDE", "1")
        .with("USERDEPTH", "SELF");
    let list = if cursor.is_version_two {
        list.with("VERSION", "2").with("ORDERBY", "OBJECTID")
    } else {
        list.with("ORDERBY", "DOMAIN")
    };
    Ok(Pages::new(list, ROWS)?.resumed(cursor.list))
}

/// The name of a row in ASCII and lower case.
fn name(record: Record<'_>) -> Option<String> {
    let name = record.get("OBJECTID").or_else(|| record.get("DOMAIN"))?;
    Some(name.trim().trim_end_matches('.').to_ascii_lowercase())
}

/// The row to keep; `None` for what is no domain, or has no name that a shop's domain could have.
fn row(record: Record<'_>) -> Option<Value> {
    let class = record.get("OBJECTCLASS").unwrap_or_default();
    let name = name(record).filter(|name| name.is_ascii() && !name.is_empty())?;
    let is_domain = class.is_empty() || class.eq_ignore_ascii_case("DOMAIN");
    is_domain.then(|| Snapshot::of_record(record).to_params(&name).into())
}

/// The name in the last of the rows to keep.
pub(super) fn last_name(rows: &[Value]) -> String {
    let name = match rows.last() {
        Some(Value::Map(row)) => row.text("domain").ok().flatten(),
        _ => None,
    };
    name.map(std::borrow::Cow::into_owned).unwrap_or_default()
}
