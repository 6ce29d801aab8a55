use crate::base::params::Params;
use crate::ispapi::{Code, Command, CommandName, Response};
use crate::names::DomainName;
use crate::registrar::domain;
use crate::registrar::error::is_elsewhere;
use crate::registrar::order::log;
use crate::registrar::transfer::entry::{Direction, Entry, Progress};

use super::{Answer, Evidence, KIND, Proof, Verdict};

/// A transfer to this account: before, the domain was not ours and nothing of it was on its way. Where it is ours now, by this
/// transfer or by a push, the order is carried out. That it is not ours says nothing: a transfer takes days.
pub(in crate::registrar) struct Transfer;

/// The operations that the registrar's log shows for it (registrar facts 5.3).
const LOGGED: [&str; 3] = ["INBOUND_TRANSFER", "TRANSFER", "USERTRANSFER"];

/// The key of the before-image that tells the entry of an earlier request: empty where there was none.
const ENTRY: &str = "entry";

/// The key, in before-images and in proofs, of the date at which the domain came into the account.
pub(in crate::registrar) const ARRIVED: &str = "transferred";

impl Transfer {
    /// The before-image out of the answers to [`questions`](Evidence::questions). `arrived` is the date at which an earlier transfer
    /// brought the domain, where one did: an answer that still shows it is stale.
    pub(in crate::registrar) fn before(answers: &[Answer], arrived: &str) -> Params {
        let entry = Entry::of(answers.get(1)).map(|entry| name_of(&entry));
        let before = Params::default()
            .with(KIND, "transfer")
            .with(ENTRY, entry.unwrap_or_default())
            .with(ARRIVED, arrived);
        log::remembered(before, answers.get(2))
    }

    /// The before-image of a transfer that this journal knows nothing of: nothing was there before.
    pub(in crate::registrar) fn unknown_before() -> Params {
        Self::before(&[], "").with("log", "")
    }

    /// The date at which the domain came into the account, as written.
    pub(in crate::registrar) fn arrived(response: &Response) -> String {
        let filled = |name| response.first(name).filter(|date| !date.trim().is_empty());
        let date = filled("TRANSFERDATE").or_else(|| filled("REGISTRARTRANSFERDATE"));
        date.unwrap_or_default().trim().to_owned()
    }

    /// Whether a transfer that was under way has ended and did not bring the domain. Its entry alone does not tell: one that succeeded is
    /// not shown any more either. The log may hold the request still.
    pub(in crate::registrar) fn is_over(before: &Params, answers: &[Answer]) -> bool {
        let is_away = match answers.first() {
            Some(Ok(response)) if response.code() == Code::OK => is_stale(before, response),
            Some(Ok(response)) => is_elsewhere(response),
            _ => false,
        };
        let entry = Entry::of(answers.get(1)).filter(|e| e.direction == Direction::Incoming);
        let has_ended = match entry {
            Some(entry) => entry.progress == Progress::Failed,
            None => is_readable(answers.get(1)),
        };
        let log = log::since(before, answers.get(2));
        let succeeded = |entry: &log::Entry| LOGGED.iter().any(|o| entry.is(o, "SUCCESSFUL"));
        let is_logged = log.iter().any(succeeded) || log::is_lost(before, answers.get(2));
        is_away && has_ended && !is_logged
    }

    fn elsewhere(before: &Params, entry: Option<&Entry>, answers: &[Answer]) -> Verdict {
        let new = entry.filter(|entry| is_new(entry, before));
        match new.map(|entry| entry.progress) {
            Some(Progress::Running | Progress::Successful) => return pending("entry"),
            Some(Progress::Failed) => return refuted(new),
            None => {}
        }
        let entries = log::since(before, answers.get(2));
        let is = |entry: &log::Entry, statuses: &[&str]| {
            let mut pairs = LOGGED
                .iter()
                .flat_map(|o| statuses.iter().map(move |s| (o, s)));
            pairs.any(|(operation, status)| entry.is(operation, status))
        };
        let mut known = entries.iter().filter_map(|entry| {
            let runs = is(entry, &["REQUEST", "PENDING", "SUCCESSFUL"]);
            (runs || is(entry, &["FAILED"])).then_some(runs)
        });
        match known.next() {
            Some(true) => pending("log"),
            Some(false) => refuted(None),
            None if is_readable(answers.get(1)) && !log::is_lost(before, answers.get(2)) => {
                Verdict::NoTrace
            }
            None => Verdict::Unreadable,
        }
    }
}

impl Evidence for Transfer {
    fn kind(&self) -> &'static str {
        "transfer"
    }

    fn questions(&self, domain: &DomainName, _: &Params) -> Vec<Command> {
        let entry = Command::of(CommandName::STATUS_DOMAIN_TRANSFER);
        vec![
            domain::status(domain),
            entry.with("DOMAIN", domain.as_str()),
            log::question(domain),
        ]
    }

    fn verdict(&self, before: &Params, _: i64, answers: &[Answer]) -> Verdict {
        let entry = Entry::of(answers.get(1));
        let entry = entry.filter(|entry| entry.direction == Direction::Incoming);
        let coming = entry.as_ref().is_some_and(Entry::is_coming);
        match answers.first() {
            Some(Ok(response)) if response.code() == Code::OK && !is_stale(before, response) => {
                if coming {
                    pending("entry") // an answer about the domain as it was here earlier
                } else {
                    Verdict::Happened(done(response))
                }
            }
            Some(Ok(response)) if response.code() == Code::OK || is_elsewhere(response) => {
                Self::elsewhere(before, entry.as_ref(), answers)
            }
            _ if coming => pending("entry"),
            _ => Verdict::Unreadable,
        }
    }

    /// Accepted is never finished: only the domain in the account proves that it came (wire facts 4.3).
    fn accepted(&self, _: &Params, response: &Response) -> Proof {
        let facts = Params::default().with("code", i64::from(response.code().number()));
        Proof {
            pending: true,
            facts,
        }
    }
}

/// Whether the answer says that there is an entry, or that there is none.
fn is_readable(answer: Option<&Answer>) -> bool {
    matches!(answer, Some(Ok(response)) if response.code() == Code::OK || is_elsewhere(response))
}

/// A running entry is the order's own, for none was there before. A finished one may be an earlier request's.
fn is_new(entry: &Entry, before: &Params) -> bool {
    let known = before.text(ENTRY).ok().flatten().unwrap_or_default();
    entry.progress == Progress::Running || known != name_of(entry)
}

fn name_of(entry: &Entry) -> String {
    if entry.created.is_empty() {
        "undated".to_owned()
    } else {
        entry.created.clone()
    }
}

fn is_stale(before: &Params, response: &Response) -> bool {
    let earlier = before.text(ARRIVED).ok().flatten();
    earlier.is_some_and(|earlier| earlier == Transfer::arrived(response))
}

fn done(response: &Response) -> Proof {
    let facts = Params::default().with(ARRIVED, Transfer::arrived(response));
    Proof {
        pending: false,
        facts,
    }
}

fn pending(seen: &str) -> Verdict {
    let facts = Params::default().with("seen", seen);
    Verdict::Happened(Proof {
        pending: true,
        facts,
    })
}

/// The registrar's own words, as far as they can be shown; empty where it says nothing.
fn refuted(entry: Option<&Entry>) -> Verdict {
    let line = entry.map(|entry| entry.last_line.as_str());
    Verdict::Refuted(crate::registrar::transfer::reason::masked(
        line.unwrap_or_default(),
    ))
}

#[cfg(test)]
mod tests;
