//! What the registrar said of a domain when it was last seen, in one line: from `StatusDomain` or from a row of the account's list,
//! kept in the host's database.

use jiff::Timestamp;

use crate::base::effect::{Load, Store};
use crate::base::params::{Params, Value};
use crate::base::time;
use crate::ispapi::{Column, Record, Response};
use crate::registrar::{Effect, deleted, expiry};

/// For how long it may stand for a look of one's own.
const FRESH_SECONDS: i64 = 6 * 60 * 60;

/// How far the registration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::registrar) enum State {
    /// Registered.
    Active,
    /// Its deletion was asked for, or done and can be taken back.
    Ending,
    /// It is being restored, or in words that nobody knows; the domain is there.
    Other,
    /// Ordered, and not there yet.
    Pending,
}

/// A domain of the account.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::registrar) struct Snapshot {
    pub(in crate::registrar) state: State,
    /// Without the shop's setting for a day earlier.
    pub(in crate::registrar) expiry: Option<Timestamp>,
    /// Whether the registry or the registrar has put it on hold.
    pub(in crate::registrar) held: bool,
    /// Whether somebody has asked for its transfer.
    pub(in crate::registrar) leaving: bool,
    /// Whether a deleted name can be restored; `None` where nothing says so.
    pub(in crate::registrar) restorable: Option<bool>,
    /// Whether the privacy service is on; `None` where nothing says so.
    pub(in crate::registrar) privacy: Option<bool>,
}

/// What is kept of a domain, and how old it is by the database's clock.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::registrar) struct Seen {
    /// When the host answered: the time of whatever is read after.
    pub(in crate::registrar) now: i64,
    /// What is kept, where anything is.
    pub(in crate::registrar) row: Option<SeenRow>,
}

/// One row that is kept.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::registrar) struct SeenRow {
    pub(in crate::registrar) snapshot: Snapshot,
    /// When it was seen, in seconds since 1970.
    pub(in crate::registrar) seen: i64,
    /// When this shop last changed the domain, or ordered something for it; 0 for never.
    pub(in crate::registrar) touched: i64,
}

impl State {
    /// Whole words are compared: `INACTIVE` is not active. A word that says more wins.
    fn of(words: &[&str]) -> Self {
        let has = |wanted: &[&str]| {
            let mut words = words.iter();
            words.any(|word| wanted.iter().any(|one| one.eq_ignore_ascii_case(word)))
        };
        if has(&["REQUESTEDCREATE", "PENDINGCREATE", "REQUESTED"]) {
            Self::Pending
        } else if has(&[deleted::RESTORING]) {
            Self::Other
        } else if has(&deleted::ENDING) {
            Self::Ending
        } else if has(&["ACTIVE"]) {
            Self::Active
        } else {
            Self::Other
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Ending => "ending",
            Self::Other => "other",
            Self::Pending => "pending",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Active, Self::Ending, Self::Other, Self::Pending]
            .into_iter()
            .find(|state| state.name() == text)
    }
}

impl Snapshot {
    /// What `StatusDomain` says.
    pub(in crate::registrar) fn of_status(response: &Response) -> Self {
        let words = response.column("STATUS").into_iter().flat_map(Column::iter);
        Self::of_cells(&words.collect::<Vec<_>>(), |name| response.first(name))
    }

    /// What a row of `QueryDomainList` says. Version 1 puts `DOMAIN` before most names (wire facts 4.2).
    pub(in crate::registrar) fn of_record(record: Record<'_>) -> Self {
        let cell = |name: &str| {
            let plain = record.get(name);
            plain.or_else(|| record.get(&format!("DOMAIN{name}")))
        };
        let words = cell("STATUS").unwrap_or_default();
        let words = words.split(|c: char| c == ',' || c.is_whitespace());
        Self::of_cells(&words.collect::<Vec<_>>(), cell)
    }

    /// A deleted domain that can be restored.
    pub(in crate::registrar) fn of_deleted(expiry: Option<Timestamp>) -> Self {
        Self {
            state: State::Ending,
            expiry,
            held: false,
            leaving: false,
            restorable: Some(true),
            privacy: None,
        }
    }

    fn of_cells<'a>(words: &[&str], cell: impl Fn(&str) -> Option<&'a str>) -> Self {
        let has = |part: &str| {
            let mut words = words.iter();
            words.any(|word| word.to_ascii_uppercase().ends_with(part))
        };
        Self {
            state: State::of(words),
            held: has("HOLD") || has("SUSPENDED"),
            leaving: has("PENDINGTRANSFER"),
            restorable: cell("DELETIONRESTORABLEPERIOD").and_then(is_a_time),
            privacy: privacy(&cell),
            expiry: expiry::of_cells(cell),
        }
    }

    /// The row to keep.
    pub(in crate::registrar) fn to_params(&self, domain: &str) -> Params {
        let flag = |value: Option<bool>| value.map_or(Value::Null, Value::Bool);
        let facts = Params::default()
            .with("state", self.state.name())
            .with("expiry", self.expiry.map(time::format).as_deref())
            .with("held", self.held)
            .with("leaving", self.leaving)
            .with("restorable", flag(self.restorable))
            .with("privacy", flag(self.privacy));
        Params::default()
            .with("domain", domain)
            .with("facts", facts)
    }

    fn read(facts: &Params) -> Option<Self> {
        let state = facts.text("state").ok()??;
        let flag = |name| match facts.get(name) {
            None | Some(Value::Null) => None,
            Some(_) => facts.flag(name).ok(),
        };
        Some(Self {
            state: State::parse(&state)?,
            expiry: facts.text("expiry").ok()?.as_deref().and_then(time::parse),
            held: flag("held").unwrap_or(false),
            leaving: flag("leaving").unwrap_or(false),
            restorable: flag("restorable"),
            privacy: flag("privacy"),
        })
    }
}

impl Seen {
    /// What is kept of these domains.
    pub(in crate::registrar) fn question(scope: &str, domains: Vec<Value>) -> Load {
        let fields = Params::default()
            .with("scope", scope)
            .with("domains", domains);
        Load::new("snapshot", fields)
    }

    /// What the host found of one domain; `None` where it could not look.
    pub(in crate::registrar) fn read(answer: &Value, domain: &str) -> Option<Self> {
        let Value::Map(answer) = answer else {
            return None;
        };
        Some(Self {
            now: answer.integer("now", 0..=i64::MAX).ok()??,
            row: answer
                .map("rows")
                .ok()?
                .as_deref()
                .and_then(|rows| SeenRow::read(rows, domain)),
        })
    }
}

impl SeenRow {
    /// The row of a domain in the host's map; a row that cannot be read is none.
    pub(in crate::registrar) fn read(rows: &Params, domain: &str) -> Option<Self> {
        let row = rows.map(domain).ok()??;
        let number = |name| row.integer(name, 0..=i64::MAX).ok().flatten();
        Some(Self {
            snapshot: Snapshot::read(row.map("facts").ok()?.as_deref()?)?,
            seen: number("seen")?,
            touched: number("touched").unwrap_or(0),
        })
    }

    /// Whether nothing that this shop did came after it. The same second counts as after.
    pub(in crate::registrar) fn is_current(&self) -> bool {
        self.seen > self.touched
    }

    /// Whether it may stand for a look of one's own.
    pub(in crate::registrar) fn is_fresh(&self, now: i64) -> bool {
        self.is_current() && now.saturating_sub(self.seen) <= FRESH_SECONDS
    }
}

/// Keeps what was seen at this time.
pub(in crate::registrar) fn keep(scope: &str, seen: i64, rows: Vec<Value>) -> Effect {
    let fields = Params::default()
        .with("scope", scope)
        .with("seen", seen)
        .with("rows", rows);
    Effect::Store(Store::new("snapshot", fields))
}

/// Whether a period of the platform (`30d`, `1Y`, `0`) is any time at all; `None` where it cannot be read.
fn is_a_time(period: &str) -> Option<bool> {
    let period = period
        .trim()
        .trim_end_matches(|c: char| c.is_ascii_alphabetic());
    period.parse::<i64>().ok().map(|length| length > 0)
}

/// Version 2 of the list has a word, everything else a flag; both may be there (wire facts 4.2). Empty says nothing.
fn privacy<'a>(cell: impl Fn(&str) -> Option<&'a str>) -> Option<bool> {
    let flag = |name| match cell(name) {
        Some("1") => Some(true),
        Some("0") => Some(false),
        _ => None,
    };
    match cell("ADDON-PROXY") {
        Some("0") => Some(false),
        Some(word) if !word.is_empty() => Some(true),
        _ => match (
            flag("X-ACCEPT-WHOISTRUSTEE-TAC"),
            flag("X-ACCEPT-WHOISTRUSTEELITE-TAC"),
        ) {
            (None, lite) => lite,
            (Some(full), lite) => Some(full || lite == Some(true)),
        },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;
    use crate::registrar::scripted::reply;

    fn status(cells: &str) -> Snapshot {
        Snapshot::of_status(&reply(&format!("200 ok\n{cells}")).unwrap())
    }

    fn listed(cells: &str) -> Snapshot {
        let page = reply(&format!("200 ok\n{cells}")).unwrap();
        Snapshot::of_record(page.records().next().unwrap())
    }

    #[test]
    fn states_are_whole_words_and_the_one_that_says_more_wins() {
        for (words, state) in [
            ("STATUS=ACTIVE", State::Active),
            (
                "STATUS=active\nSTATUS=clientTransferProhibited",
                State::Active,
            ),
            ("STATUS=INACTIVE", State::Other),
            ("STATUS=ACTIVE\nSTATUS=pendingDelete", State::Ending),
            ("STATUS=REQUESTEDDELETE", State::Ending),
            ("STATUS=redemptionPeriod", State::Ending),
            ("STATUS=PENDINGRESTORE", State::Other),
            ("STATUS=ACTIVE\nSTATUS=pendingRestore", State::Other),
            ("STATUS=PENDINGDELETE\nSTATUS=pendingRestore", State::Other),
            ("STATUS=REQUESTEDCREATE", State::Pending),
            ("STATUS=ACTIVE\nSTATUS=PENDINGCREATE", State::Pending),
            ("STATUS=", State::Other),
            ("CLASS=DOMAIN", State::Other),
        ] {
            assert_eq!(status(words).state, state, "{words}");
        }
        assert!(status("STATUS=ACTIVE\nSTATUS=clientHold").held);
        assert!(status("STATUS=ACTIVE\nSTATUS=pendingTransfer").leaving);
        assert!(!status("STATUS=ACTIVE").held);
    }

    #[test]
    fn both_versions_of_the_list_say_the_same() {
        let until = |name: &str, day: &str| format!("{name}=2027-{day} 00:00:00\n");
        // The registry's date, and the four by which the last day is found, in two orders of theirs.
        for (days, expiry) in [
            (["01-01", "02-15", "01-02", "01-01"], "2027-01-01"),
            (["09-26", "09-20", "09-16", "09-26"], "2027-09-16"),
        ] {
            let names = [
                "PAIDUNTILDATE",
                "FAILUREDATE",
                "FINALIZATIONDATE",
                "EXPIRATIONDATE",
            ];
            let version = |prefix: &str| -> String {
                let dates = names.iter().zip(days);
                dates
                    .map(|(name, day)| until(&format!("{prefix}{name}"), day))
                    .collect()
            };
            let two = listed(&format!(
                "OBJECTID=a.com\nSTATUS=ACTIVE\n{}ADDON-PROXY=WHOISTRUSTEE",
                version("")
            ));
            let one = listed(&format!(
                "DOMAIN=a.com\nDOMAINSTATUS=ACTIVE\n{}X-ACCEPT-WHOISTRUSTEE-TAC=1",
                version("DOMAIN")
            ));
            assert_eq!(one, two);
            assert_eq!(one.privacy, Some(true));
            assert_eq!(one.expiry, time::parse(&format!("{expiry} 00:00:00")));
        }
        let registry = listed("DOMAIN=a.com\nDOMAINREGISTRATIONEXPIRATIONDATE=2027-03-04 00:00:00");
        assert_eq!(registry.expiry, time::parse("2027-03-04 00:00:00"));
    }

    #[test]
    fn what_is_not_said_is_unknown() {
        let snapshot = status("STATUS=ACTIVE\nX-ACCEPT-WHOISTRUSTEE-TAC=");
        assert_eq!(
            (snapshot.privacy, snapshot.restorable, snapshot.expiry),
            (None, None, None)
        );
        assert_eq!(status("X-ACCEPT-WHOISTRUSTEE-TAC=0").privacy, Some(false));
        assert_eq!(
            status("X-ACCEPT-WHOISTRUSTEE-TAC=0\nX-ACCEPT-WHOISTRUSTEELITE-TAC=1").privacy,
            Some(true)
        );
        assert_eq!(
            status("DELETIONRESTORABLEPERIOD=0d").restorable,
            Some(false)
        );
        assert_eq!(
            status("DELETIONRESTORABLEPERIOD=30d").restorable,
            Some(true)
        );
        assert_eq!(status("DELETIONRESTORABLEPERIOD=soon").restorable, None);
    }

    #[test]
    fn what_was_kept_is_read_back_with_its_age() {
        let snapshot = status(
            "STATUS=ACTIVE\nPAIDUNTILDATE=2027-01-01 00:00:00\nDELETIONRESTORABLEPERIOD=30d",
        );
        let kept = snapshot.to_params("a.com");
        let row = Params::default()
            .with("facts", kept.map("facts").unwrap().unwrap().into_owned())
            .with("seen", "1000")
            .with("touched", 999);
        let answer = Params::default()
            .with("now", 1000 + FRESH_SECONDS)
            .with("rows", Params::default().with("a.com", row));
        let seen = Seen::read(&Value::Map(answer), "a.com").unwrap();
        let row = seen.row.unwrap();
        assert_eq!(row.snapshot, snapshot);
        assert!(row.is_fresh(seen.now) && !row.is_fresh(seen.now + 1));
        let touched = SeenRow {
            touched: 1000,
            ..row
        };
        assert!(!touched.is_current());
    }

    #[test]
    fn a_row_that_cannot_be_read_is_none_and_no_database_is_no_answer() {
        let answer = Params::default()
            .with("now", 5)
            .with("rows", Value::List(Vec::new()));
        assert_eq!(
            Seen::read(&Value::Map(answer), "a.com"),
            Some(Seen { now: 5, row: None })
        );
        assert_eq!(Seen::read(&Value::Null, "a.com"), None);
        let row = Params::default()
            .with("facts", Params::default().with("state", "new"))
            .with("seen", 5);
        assert_eq!(
            SeenRow::read(&Params::default().with("a.com", row), "a.com"),
            None
        );
    }
}
