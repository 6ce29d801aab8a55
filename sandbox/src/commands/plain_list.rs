//! Lists without versions: USERDEPTH, ORDERBY, FIRST and LIMIT, and what the answer says of its page.

use super::Call;
use super::paging::Paging;
use crate::wire::{Command, Refusal, Response};

/// Cuts a page out of the rows; the answer so far holds FIRST, LAST, COUNT, LIMIT and TOTAL.
pub(super) fn page<T>(call: &Call<'_>, rows: Vec<T>) -> Result<(Vec<T>, Response), Refusal> {
    let default_limit = call.quirks.value("list_limit").parse().unwrap_or(1_000);
    let paging = Paging::read(call.command, default_limit)?;
    let total = rows.len();
    let shown = paging.cut(rows);
    let response = paging
        .describe(call.quirks, shown.len(), Response::ok())
        .with("TOTAL", total.to_string());
    Ok((shown, response))
}

/// USERDEPTH: whose objects the caller wants to see.
#[derive(Clone, Copy, Debug)]
pub(super) enum Depth {
    /// Its own, and those of its sub-users.
    All,
    /// Its own.
    Own,
    /// Those of its sub-users.
    Subusers,
}

impl Depth {
    pub(super) fn read(command: &Command, default: &str) -> Self {
        let depth = command.filled("USERDEPTH").unwrap_or(default);
        match depth.to_uppercase().as_str() {
            "ALL" => Self::All,
            "SUBUSER" => Self::Subusers,
            _ => Self::Own,
        }
    }

    /// Whether objects of this account are within it.
    pub(super) fn holds(self, call: &Call<'_>, account: &str) -> bool {
        let own = account == call.caller.account;
        match self {
            Self::All => call.reaches(account),
            Self::Own => own,
            Self::Subusers => !own && call.reaches(account),
        }
    }
}

/// Whether USERDEPTH lets the caller see objects of this account.
pub(super) fn within_depth(call: &Call<'_>, account: &str, default: &str) -> bool {
    Depth::read(call.command, default).holds(call, account)
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
