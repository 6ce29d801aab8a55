//! Order and paging: FIRST, LIMIT, ORDERBY, and what the answer says about the page.

use super::Version;
use super::cells::Cells;
use crate::quirks::Quirks;
use crate::wire::{Command, Refusal, Response};
use crate::world::Domain;

const MOST_ROWS: usize = 10_000;

/// Which columns ORDERBY may name; `DESC` after the name turns the order round.
const ORDERS_ONE: &[&str] = &[
    "DOMAIN",
    "DOMAINSUBCLASS",
    "USER",
    "CREATEDDATE",
    "UPDATEDDATE",
    "EXPIRATIONDATE",
    "REGISTRATIONEXPIRATIONDATE",
    "PAIDUNTILDATE",
    "STATUS",
    "REGISTRAR",
];
const ORDERS_TWO: &[&str] = &[
    "OBJECTID",
    "DESCRIPTION",
    "CREATEDDATE",
    "UPDATEDDATE",
    "EXPIRATIONDATE",
    "PAIDUNTILDATE",
    "ACCOUNTINGDATE",
    "FINALIZATIONDATE",
    "FAILUREDATE",
];

/// Sorts the rows; by name when nothing is asked. Equal rows stay in the order of their names.
pub(super) fn order(
    command: &Command,
    version: Version,
    cells: &Cells<'_>,
    rows: &mut [&Domain],
) -> Result<(), Refusal> {
    let Some(asked) = command.filled("ORDERBY") else {
        return Ok(());
    };
    let asked = asked.to_uppercase();
    let name = asked.strip_suffix("DESC").unwrap_or(&asked);
    let known = match version {
        Version::One => ORDERS_ONE,
        Version::Two => ORDERS_TWO,
    };
    if !known.contains(&name) {
        return Err(Refusal::new(506, format!("ORDERBY ({asked})")));
    }
    let cell = if name == "DOMAINSUBCLASS" {
        "SUBCLASS"
    } else {
        name
    };
    rows.sort_by_cached_key(|domain| cells.sort_key(domain, cell));
    if asked != name {
        rows.reverse();
    }
    Ok(())
}

/// One page of a list.
pub(super) struct Page {
    first: usize,
    limit: usize,
    total: usize,
}

impl Page {
    pub(super) fn read(command: &Command, quirks: &Quirks, total: usize) -> Result<Self, Refusal> {
        let number = |key: &str, default: usize| match command.filled(key) {
            None => Ok(default),
            Some(text) => text
                .parse::<usize>()
                .map_err(|_| Refusal::new(541, format!("{key} ({text})"))),
        };
        let default_limit = quirks.value("list_limit").parse().unwrap_or(MOST_ROWS);
        Ok(Self {
            first: number("FIRST", 0)?,
            limit: number("LIMIT", default_limit)?.min(MOST_ROWS),
            total,
        })
    }

    pub(super) fn rows<'a, T>(&self, all: &'a [T]) -> &'a [T] {
        let from = self.first.min(all.len());
        let to = from.saturating_add(self.limit).min(all.len());
        all.get(from..to).unwrap_or_default()
    }

    /// FIRST, LAST, COUNT, LIMIT, TOTAL.
    pub(super) fn describe(
        &self,
        command: &Command,
        quirks: &Quirks,
        version: Version,
        response: Response,
    ) -> Response {
        let from = self.first.min(self.total);
        let count = self.limit.min(self.total - from);
        let mut response = response.with("FIRST", self.first.to_string());
        let last = match (count, quirks.value("empty_list_last")) {
            (0, "absent") => None,
            (0, "minus_one") => Some("-1".to_owned()),
            (0, _) => Some(self.first.to_string()),
            (count, _) => Some((self.first + count - 1).to_string()),
        };
        if let Some(last) = last {
            response = response.with("LAST", last);
        }
        response = response
            .with("COUNT", count.to_string())
            .with("LIMIT", self.limit.to_string());
        let suppressed = version == Version::Two
            && match command.filled("NOTOTAL") {
                Some("1") => quirks.is("nototal", "one_suppresses"),
                Some("0") => quirks.is("nototal", "zero_suppresses"),
                _ => false,
            };
        if suppressed {
            response
        } else {
            response.with("TOTAL", self.total.to_string())
        }
    }
}
