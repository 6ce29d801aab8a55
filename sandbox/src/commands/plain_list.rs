//! Lists without versions: USERDEPTH, ORDERBY, FIRST and LIMIT, and what the answer says of its page.

use super::Call;
use crate::wire::{Refusal, Response};

const MOST_ROWS: usize = 10_000;

/// Cuts a page out of the rows; the answer so far holds FIRST, LAST, COUNT, LIMIT and TOTAL.
pub(super) fn page<T>(call: &Call<'_>, mut rows: Vec<T>) -> Result<(Vec<T>, Response), Refusal> {
    let number = |key: &str, default: usize| match call.command.filled(key) {
        None => Ok(default),
        Some(text) => text
            .parse::<usize>()
            .map_err(|_| Refusal::new(541, format!("{key} ({text})"))),
    };
    let first = number("FIRST", 0)?;
    let default_limit = call.quirks.value("list_limit").parse().unwrap_or(MOST_ROWS);
    let limit = number("LIMIT", default_limit)?.min(MOST_ROWS);
    let total = rows.len();
    let mut rows = rows.split_off(first.min(total));
    rows.truncate(limit);
    let last = match (rows.len(), call.quirks.value("empty_list_last")) {
        (0, "absent") => None,
        (0, "minus_one") => Some("-1".to_owned()),
        (0, _) => Some(first.to_string()),
        (count, _) => Some((first + count - 1).to_string()),
    };
    let response = Response::ok()
        .with("FIRST", first.to_string())
        .with_all("LAST", last)
        .with("COUNT", rows.len().to_string())
        .with("LIMIT", limit.to_string())
        .with("TOTAL", total.to_string());
    Ok((rows, response))
}

/// Whether USERDEPTH lets the caller see objects of this account: `SELF` its own, `SUBUSER` those
/// of its sub-users, `ALL` both.
pub(super) fn within_depth(call: &Call<'_>, account: &str, default: &str) -> bool {
    let own = account == call.caller.account;
    let depth = call.command.filled("USERDEPTH").unwrap_or(default);
    match depth.to_uppercase().as_str() {
        "ALL" => call.reaches(account),
        "SUBUSER" => !own && call.reaches(account),
        _ => own,
    }
}

/// Sorts by the cell that ORDERBY names, the other way round with `DESC` after it; 506 when it is
/// not among `known`. Equal rows keep their order.
pub(super) fn order<T>(
    call: &Call<'_>,
    known: &[&str],
    rows: &mut [T],
    cell: impl Fn(&T, &str) -> String,
) -> Result<(), Refusal> {
    let Some(asked) = call.command.filled("ORDERBY") else {
        return Ok(());
    };
    let asked = asked.to_uppercase();
    let name = asked.strip_suffix("DESC").unwrap_or(&asked);
    if !known.contains(&name) {
        return Err(Refusal::new(506, format!("ORDERBY ({asked})")));
    }
    if asked == name {
        rows.sort_by_cached_key(|row| cell(row, name));
    } else {
        rows.sort_by_cached_key(|row| std::cmp::Reverse(cell(row, name)));
    }
    Ok(())
}
