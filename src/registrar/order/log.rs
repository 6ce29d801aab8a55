//! The registrar's own log of an object (wire facts 9): what tells that something was done although nothing shows it yet.
//!
//! An entry counts only if the log did not have it before the order; no clock is compared.

use crate::base::outcome::Outcome;
use crate::base::params::Params;
use crate::ispapi::{self, Class, Code, Command, CommandName, Response};
use crate::names::DomainName;
use crate::registrar::error::Failed;

/// Far more than one order leaves behind.
const ENTRIES: &str = "20";

/// One entry: what was done, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::registrar) struct Entry {
    pub(in crate::registrar) index: String,
    pub(in crate::registrar) operation: String,
    pub(in crate::registrar) status: String,
}

impl Entry {
    /// Whether it is of this kind, in any case.
    pub(in crate::registrar) fn is(&self, operation: &str, status: &str) -> bool {
        self.operation.eq_ignore_ascii_case(operation) && self.status.eq_ignore_ascii_case(status)
    }
}

/// The newest entries of a domain.
pub(in crate::registrar) fn question(domain: &DomainName) -> Command {
    Command::of(CommandName::QUERY_OBJECT_LOG_LIST)
        .with("OBJECTCLASS", "DOMAIN")
        .with("OBJECTID", domain.as_str())
        .with("ORDERBY", "LOGDATEDESC")
        .with("USERDEPTH", "SELF")
        .with("LIMIT", ENTRIES)
}

/// The key of the before-image that holds the number of the newest entry.
const NEWEST: &str = "log";

/// A before-image that remembers where the log ended; without it where the log cannot be read (a role may lack the right), and then
/// the log proves nothing later either.
pub(in crate::registrar) fn remembered(
    before: Params,
    answer: Option<&Result<Response, ispapi::Error>>,
) -> Params {
    match entries(answer).map(|entries| entries.into_iter().next()) {
        None => before,
        Some(newest) => before.with(NEWEST, newest.map(|entry| entry.index).unwrap_or_default()),
    }
}

/// The end of an order before which the log could not be read just now; `None` where it was read, or is refused for good (a role may
/// lack the right). An order would go out without the one trace that it may leave.
pub(in crate::registrar) fn away(
    answer: Option<&Result<Response, ispapi::Error>>,
) -> Option<Outcome> {
    match answer? {
        Ok(response) => {
            let passes = response.code().class() == Class::Temporary;
            passes.then(|| Failed::answer(response).into())
        }
        Err(error) => Some(Failed::wire(error).into()),
    }
}

/// The entries that are newer than the one of the before-image; none where either log could not be read.
pub(in crate::registrar) fn since(
    before: &Params,
    answer: Option<&Result<Response, ispapi::Error>>,
) -> Vec<Entry> {
    let (Some(_), Some(entries)) = (before.get(NEWEST), entries(answer)) else {
        return Vec::new();
    };
    let newest = before.text(NEWEST).ok().flatten().unwrap_or_default(); // empty where the log was
    entries
        .into_iter()
        .take_while(|entry| entry.index != newest)
        .collect()
}

/// Whether the log could be read before and cannot be read now: then it may hold the trace that nothing else shows.
pub(in crate::registrar) fn is_lost(
    before: &Params,
    answer: Option<&Result<Response, ispapi::Error>>,
) -> bool {
    before.get(NEWEST).is_some() && entries(answer).is_none()
}

fn entries(answer: Option<&Result<Response, ispapi::Error>>) -> Option<Vec<Entry>> {
    let response = answer?.as_ref().ok()?;
    if response.code() == Code::NOT_FOUND {
        return Some(Vec::new());
    }
    if response.code() != Code::OK {
        return None;
    }
    let cell = |name: &str, row: usize| response.value(name, row).unwrap_or_default().to_owned();
    let rows = response
        .column("LOGINDEX")
        .map_or(0, |column| column.iter().count());
    let entry = |row| Entry {
        index: cell("LOGINDEX", row),
        operation: cell("OPERATIONTYPE", row),
        status: cell("OPERATIONSTATUS", row),
    };
    Some((0..rows).map(entry).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registrar::scripted::{lost, reply};

    #[test]
    fn only_entries_that_were_not_there_before_count() {
        let answer = reply(
            "200 ok\nLOGINDEX=9\nLOGINDEX=8\nLOGINDEX=7\nOPERATIONTYPE=TRANSFER\nOPERATIONTYPE=UPDATE\n\
             OPERATIONTYPE=ADD\nOPERATIONSTATUS=REQUEST\nOPERATIONSTATUS=SUCCESSFUL\nOPERATIONSTATUS=SUCCESSFUL",
        );
        let before = |index: &str| Params::default().with(NEWEST, index);
        let new = since(&before("8"), Some(&answer));
        assert_eq!(new.len(), 1);
        assert!(new.iter().all(|entry| entry.is("transfer", "request")));
        assert_eq!(since(&before(""), Some(&answer)).len(), 3);
        assert_eq!(remembered(Params::default(), Some(&answer)), before("9"));
    }

    #[test]
    fn a_log_that_cannot_be_read_proves_nothing() {
        let refused = reply("530 Authorization failed; Operation forbidden by ACL");
        let nothing = Params::default();
        assert_eq!(remembered(nothing.clone(), Some(&refused)), nothing);
        assert!(since(&nothing.clone().with(NEWEST, ""), Some(&refused)).is_empty());
        assert!(since(&nothing, Some(&reply("200 ok\nLOGINDEX=1"))).is_empty());
        assert!(is_lost(&nothing.clone().with(NEWEST, ""), Some(&refused)));
        assert!(!is_lost(&nothing, Some(&refused)), "it was never there");
        assert!(away(Some(&refused)).is_none() && away(Some(&reply("200 ok"))).is_none());
        assert!(away(Some(&reply("421 Try again"))).is_some() && away(Some(&lost())).is_some());
    }
}
