//! Deleted domains, and those that can still be restored (registrar facts 6.2, 6.5 and 7).

use jiff::Timestamp;

use crate::base::time;
use crate::ispapi::{Code, Command, CommandName, Response};
use crate::names::DomainName;

use super::domain;
use super::order::Answer;

/// The states by which `StatusDomain` shows that a domain was deleted, or is about to be.
pub(super) const ENDING: [&str; 3] = ["PENDINGDELETE", "REDEMPTIONPERIOD", "REQUESTEDDELETE"];

/// The one that leads back. Such a domain does not live yet, and does not end any more; a registry may show it beside the others.
pub(super) const RESTORING: &str = "PENDINGRESTORE";

/// What the list of deleted domains says of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Listing {
    /// It is not among them. An empty list and 545 are the same.
    Absent,
    /// It is, with the registry's expiry where the list names it.
    Listed(Option<Timestamp>),
}

/// Whether a `StatusDomain` shows a domain that was deleted, is about to be, or is being restored.
pub(super) fn is_deleted(response: &Response) -> bool {
    deletion(response).is_some() || domain::has_state(response, RESTORING)
}

/// The state of a deletion that is under way, or done and not final; `None` where there is no more than a restore, or a life.
pub(super) fn deletion(response: &Response) -> Option<&'static str> {
    ENDING
        .into_iter()
        .find(|state| domain::has_state(response, state))
}

/// Whether it shows a living one.
pub(super) fn is_alive(response: &Response) -> bool {
    domain::has_state(response, "ACTIVE") && !is_deleted(response)
}

/// Asks for one name. WIDE is mandatory.
pub(super) fn question(domain: &DomainName) -> Command {
    Command::of(CommandName::QUERY_OBJECT_LIST)
        .with("WIDE", "1")
        .with("OBJECTCLASS", "DELETEDDOMAIN")
        .with("OBJECTID", domain.as_str())
}

/// The answer to [`question`]; `None` where it cannot be read. OBJECTID is a pattern, so the names are compared.
pub(super) fn listing(answer: Option<&Answer>, domain: &DomainName) -> Option<Listing> {
    let response = answer?.as_ref().ok()?;
    match response.code() {
        Code::NOT_FOUND => return Some(Listing::Absent),
        Code::OK => {}
        _ => return None,
    }
    let own = |name: &str| name.eq_ignore_ascii_case(domain.as_str());
    let mut records = response.records();
    Some(
        match records.find(|record| record.get("OBJECTID").is_some_and(own)) {
            None => Listing::Absent,
            Some(record) => Listing::Listed(record.get("EXPIRATIONDATE").and_then(time::parse)),
        },
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;
    use crate::registrar::scripted::{lost, reply};

    fn listed(answer: &Answer) -> Option<Listing> {
        listing(Some(answer), &DomainName::parse("example.com").unwrap())
    }

    #[test]
    fn only_the_very_name_is_listed() {
        let rows = "200 ok\nOBJECTID=my-example.com\nOBJECTID=EXAMPLE.COM\n\
                    EXPIRATIONDATE=2026-01-01 00:00:00\nEXPIRATIONDATE=2027-01-01 00:00:00";
        let until = time::parse("2027-01-01 00:00:00");
        assert_eq!(listed(&reply(rows)), Some(Listing::Listed(until)));
        let other = "200 ok\nOBJECTID=my-example.com";
        assert_eq!(listed(&reply(other)), Some(Listing::Absent));
        let dateless = "200 ok\nOBJECTID=example.com";
        assert_eq!(listed(&reply(dateless)), Some(Listing::Listed(None)));
    }

    #[test]
    fn nothing_found_is_absent_and_no_answer_is_neither() {
        assert_eq!(listed(&reply("545 Not found")), Some(Listing::Absent));
        assert_eq!(listed(&reply("200 ok\nCOUNT=0")), Some(Listing::Absent));
        assert_eq!(listed(&reply("530 Forbidden")), None);
        assert_eq!(listed(&lost()), None);
    }

    #[test]
    fn a_deletion_is_named_unless_it_is_being_taken_back() {
        let named = |word: &str| deletion(&reply(&format!("200 ok\nSTATUS={word}")).unwrap());
        for word in ["PENDINGDELETE", "REDEMPTIONPERIOD", "REQUESTEDDELETE"] {
            assert_eq!(named(word), Some(word));
        }
        assert_eq!(named("redemptionPeriod"), Some("REDEMPTIONPERIOD"));
        assert_eq!(named("PENDINGRESTORE"), None);
        assert_eq!(named("ACTIVE"), None);
    }

    #[test]
    fn states_are_whole_words_in_any_case() {
        let states = |words: &str| {
            let response = reply(&format!("200 ok\n{words}")).unwrap();
            (is_alive(&response), is_deleted(&response))
        };
        assert_eq!(states("STATUS=ACTIVE"), (true, false));
        assert_eq!(states("STATUS=INACTIVE"), (false, false));
        assert_eq!(states("STATUS=pendingDelete"), (false, true));
        assert_eq!(states("STATUS=ACTIVE\nSTATUS=PENDINGDELETE"), (false, true));
    }
}
