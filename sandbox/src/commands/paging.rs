//! FIRST and LIMIT, and what an answer says about its page. QueryDomainList has a page of its own,
//! with the differences between its versions.

use crate::quirks::Quirks;
use crate::wire::{Command, Refusal, Response};

const MOST_ROWS: usize = 10_000;

/// One page of a list.
pub(super) struct Paging {
    first: usize,
    limit: usize,
}

impl Paging {
    /// Reads FIRST and LIMIT; 541 for what is no number of rows.
    pub(super) fn read(command: &Command, default_limit: usize) -> Result<Self, Refusal> {
        let number = |key: &str, default: usize| match command.filled(key) {
            None => Ok(default),
            Some(text) => text
                .parse::<usize>()
                .map_err(|_| Refusal::new(541, format!("{key} ({text})"))),
        };
        Ok(Self {
            first: number("FIRST", 0)?,
            limit: number("LIMIT", default_limit)?.min(MOST_ROWS),
        })
    }

    /// The rows of the page.
    pub(super) fn rows<'a, T>(&self, all: &'a [T]) -> &'a [T] {
        let from = self.first.min(all.len());
        let to = from.saturating_add(self.limit).min(all.len());
        all.get(from..to).unwrap_or_default()
    }

    /// The rows of the page, out of those that nobody else needs.
    pub(super) fn cut<T>(&self, mut all: Vec<T>) -> Vec<T> {
        let mut rows = all.split_off(self.first.min(all.len()));
        rows.truncate(self.limit);
        rows
    }

    /// FIRST, LAST, COUNT, LIMIT, for a page with `count` rows.
    pub(super) fn describe(&self, quirks: &Quirks, count: usize, response: Response) -> Response {
        let response = response.with("FIRST", self.first.to_string());
        with_last(quirks, self.first, count, response)
            .with("COUNT", count.to_string())
            .with("LIMIT", self.limit.to_string())
    }
}

/// LAST; of an empty page by quirk `empty_list_last`.
pub(super) fn with_last(
    quirks: &Quirks,
    first: usize,
    count: usize,
    response: Response,
) -> Response {
    let last = match (count, quirks.value("empty_list_last")) {
        (0, "absent") => return response,
        (0, "minus_one") => "-1".to_owned(),
        (0, _) => first.to_string(),
        (count, _) => (first + count - 1).to_string(),
    };
    response.with("LAST", last)
}
