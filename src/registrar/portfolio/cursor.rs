//! Where the next step begins, as the host keeps it between two runs.

use crate::base::params::{ParamError, Params};
use crate::ispapi::PageMark;

use super::compare::Compared;

/// Which pass is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Finished,
    List,
    Shop,
}

/// Where the next step begins. The default is the first step of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    pub(super) phase: Phase,
    /// When the first step was taken, by the database's clock; 0 before it.
    pub(super) started: i64,
    /// Whether the list is asked for in version 2.
    pub(super) is_version_two: bool,
    pub(super) list: PageMark,
    /// The first name of the last page: the same one again is a server that turns in a circle.
    pub(super) newest: String,
    /// How often the list was begun again because it changed.
    pub(super) restarts: i64,
    /// The last domain of the shop that was compared, by its number.
    pub(super) after: i64,
    pub(super) compared: i64,
    pub(super) written: i64,
    pub(super) found: i64,
}

impl Cursor {
    /// What the host kept; an empty map is the beginning.
    pub(super) fn read(kept: &Params) -> Result<Self, ParamError> {
        if kept.get("phase").is_none() {
            return Ok(Self::default());
        }
        let number = |name: &str| {
            let number = kept.integer(name, 0..=i64::MAX)?;
            number.ok_or_else(|| ParamError::bad(name, "a whole number"))
        };
        let optional = kept.integer("total", 0..=i64::MAX)?;
        Ok(Self {
            phase: match kept.required("phase")?.as_ref() {
                "list" => Phase::List,
                "shop" => Phase::Shop,
                "finished" => Phase::Finished,
                _ => return Err(ParamError::bad("phase", "a phase")),
            },
            started: number("started")?,
            is_version_two: number("version")? == 2,
            list: PageMark {
                next: number("first")?.unsigned_abs(),
                total: optional.map(i64::unsigned_abs),
                taken: u32::try_from(number("pages")?).unwrap_or(u32::MAX),
            },
            newest: kept.text("newest")?.unwrap_or_default().into_owned(),
            restarts: number("restarts")?,
            after: number("after")?,
            compared: number("compared")?,
            written: number("written")?,
            found: number("found")?,
        })
    }

    /// What the host keeps.
    pub(super) fn to_params(&self) -> Params {
        let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let phase = match self.phase {
            Phase::Finished => "finished",
            Phase::List => "list",
            Phase::Shop => "shop",
        };
        let kept = Params::default()
            .with("phase", phase)
            .with("started", self.started)
            .with("version", if self.is_version_two { 2 } else { 1 })
            .with("first", number(self.list.next))
            .with("pages", i64::from(self.list.taken))
            .with("newest", self.newest.as_str())
            .with("restarts", self.restarts)
            .with("after", self.after)
            .with("compared", self.compared)
            .with("written", self.written)
            .with("found", self.found);
        match self.list.total {
            Some(total) => kept.with("total", number(total)),
            None => kept,
        }
    }

    /// The list is begun again.
    pub(super) fn restart(&mut self) {
        self.list = PageMark::default();
        self.newest.clear();
        self.restarts += 1;
    }

    /// Adds up what a step compared.
    pub(super) fn count(&mut self, rows: usize, compared: &Compared) {
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        self.compared = self.compared.saturating_add(number(rows));
        self.written = self.written.saturating_add(number(compared.changes.len()));
        self.found = self.found.saturating_add(number(compared.found()));
    }
}

impl Default for Cursor {
    fn default() -> Self {
        Self {
            phase: Phase::List,
            started: 0,
            is_version_two: true,
            list: PageMark::default(),
            newest: String::new(),
            restarts: 0,
            after: 0,
            compared: 0,
            written: 0,
            found: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;

    #[test]
    fn what_is_kept_is_read_back() {
        let cursor = Cursor {
            phase: Phase::Shop,
            started: 1_800_000_000,
            is_version_two: false,
            list: PageMark {
                next: 3000,
                total: Some(2999),
                taken: 3,
            },
            newest: "a.com".to_owned(),
            restarts: 1,
            after: 7,
            compared: 6,
            written: 2,
            found: 1,
        };
        assert_eq!(Cursor::read(&cursor.to_params()).unwrap(), cursor);
        assert_eq!(Cursor::read(&Params::default()).unwrap(), Cursor::default());
        let without_total = Cursor::default();
        assert_eq!(
            Cursor::read(&without_total.to_params()).unwrap(),
            without_total
        );
    }

    #[test]
    fn what_is_not_a_cursor_begins_nothing() {
        let kept = Cursor::default().to_params();
        assert!(Cursor::read(&kept.clone().with("phase", "elsewhere")).is_err());
        assert!(Cursor::read(&kept.with("after", "soon")).is_err());
    }
}
