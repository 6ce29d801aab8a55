//! A domain that the account does not have: what tells where it went (registrar facts 6.5).

use jiff::Timestamp;

use crate::base::message::Message;
use crate::ispapi::{self, Code, Command, CommandName, Response};
use crate::names::DomainName;
use crate::registrar::deleted::{self, Listing};
use crate::registrar::error::Failed;
use crate::registrar::leaving::{self, Release};
use crate::registrar::order::log;

/// Where it went.
pub(super) enum Trace {
    /// To another registrar or account, by the account's own log.
    Left,
    /// Nothing tells.
    None,
    /// Nowhere: it is deleted, and can be restored.
    Restorable(Option<Timestamp>),
}

/// The account's log of the name, and the deleted names that can be restored.
pub(super) fn questions(domain: &DomainName) -> [Command; 2] {
    [log::question(domain), deleted::question(domain)]
}

/// Reads their answers. Either may be refused as "nothing there" (545); any other refusal leaves the question open.
pub(super) fn trace(
    answers: &[Result<Response, ispapi::Error>],
    domain: &DomainName,
) -> Result<Trace, Failed> {
    let mut read = Vec::with_capacity(answers.len());
    for answer in answers {
        read.push(match answer {
            Ok(response) if response.code() == Code::OK => Some(response),
            Ok(response) if response.code() == Code::NOT_FOUND => None,
            Ok(response) => return Err(Failed::answer(response)),
            Err(error) => return Err(Failed::wire(error)),
        });
    }
    if let Some(Listing::Listed(date)) = deleted::listing(answers.get(1), domain) {
        return Ok(Trace::Restorable(date));
    }
    let log = read.first().copied().flatten();
    let has_left = log.is_some_and(|log| has_left(log, can_be_pushed(domain)));
    Ok(if has_left { Trace::Left } else { Trace::None })
}

/// The newest entry counts alone: what was transferred away may have come back, and be gone in another way.
fn has_left(list: &Response, can_be_pushed: bool) -> bool {
    let is = |name: &str, wanted: &str| {
        let cell = list.first(name).unwrap_or_default();
        cell.eq_ignore_ascii_case(wanted)
    };
    let is_way_out =
        is("OPERATIONTYPE", "OUTBOUND_TRANSFER") || (can_be_pushed && is("OPERATIONTYPE", "PUSH"));
    is_way_out && is("OPERATIONSTATUS", "SUCCESSFUL")
}

/// A push has no direction in the log. Where a domain cannot be pushed away it came to this account that way, from another.
fn can_be_pushed(domain: &DomainName) -> bool {
    let extension = domain.as_str().split_once('.').map(|(_, rest)| rest);
    extension.is_some_and(|extension| leaving::zone(extension).release != Release::None)
}

/// Whose account this is. `StatusAccount` has no name of the user (wire facts 12).
pub(in crate::registrar) fn who_am_i() -> Command {
    Command::of(CommandName::STATUS_USER).with("RELATIONS", "0")
}

/// Whether it is the one whose domains the shop sells: nothing is gone because somebody stored another login. A role works for the
/// account before the `!` (wire facts 1.4).
pub(in crate::registrar) fn is_account(
    answer: Result<Response, ispapi::Error>,
    login: &str,
) -> Result<(), Failed> {
    let response = match answer {
        Ok(response) if response.code() == Code::OK => response,
        Ok(response) => return Err(Failed::answer(&response)),
        Err(error) => return Err(Failed::wire(&error)),
    };
    let account = login.split('!').next().unwrap_or(login);
    let user = response.first("USER").unwrap_or_default();
    if user.eq_ignore_ascii_case(account) {
        return Ok(());
    }
    let message = Message::new("sync.wrong_account")
        .with("user", user)
        .with("login", account);
    Err(Failed::because(
        "registrar.wrong_account",
        message.clone(),
        message,
    ))
}
