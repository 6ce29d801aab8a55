//! What tells how an order ended: questions to the registrar, and a verdict over their answers and the before-image.
//!
//! The same evidence serves the run that sent the order, the next call for the domain, and the cron. It needs nothing but what the
//! journal keeps, so it survives the process that sent the order.

use crate::base::params::Params;
use crate::base::time;
use crate::ispapi::{self, Command, Response};
use crate::names::DomainName;
use crate::registrar::{domain, expiry};

mod application;
mod registration;
mod renewal;
mod restore;
mod transfer;

pub(in crate::registrar) use application::Application;
pub(in crate::registrar) use registration::Registration;
pub(in crate::registrar) use renewal::{Dates, Renewal, reaches};
pub(in crate::registrar) use restore::Restore;
pub(in crate::registrar) use transfer::{ARRIVED, Transfer};

/// An answer of the wire, or the lack of one.
pub(in crate::registrar) type Answer = Result<Response, ispapi::Error>;

/// The key of the before-image that says by which evidence an order is judged.
pub(in crate::registrar) const KIND: &str = "kind";

/// The key under which a before-image is handed over together with what earlier checks of the row have found.
pub(in crate::registrar) const FOUND: &str = "found";

/// What the answers prove.
#[derive(Debug)]
pub(in crate::registrar) enum Verdict {
    /// The order was carried out, or accepted: these facts say so.
    Happened(Proof),
    /// Nothing shows that it was. It may still be on its way.
    NoTrace,
    /// It was refused or has failed after all, for this reason: it will not happen any more.
    Refuted(String),
    /// The state cannot be read now.
    Unreadable,
}

/// A proof that an order was carried out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::registrar) struct Proof {
    /// Accepted and not finished: it may still fail.
    pub(in crate::registrar) pending: bool,
    /// What the journal keeps of it.
    pub(in crate::registrar) facts: Params,
}

/// How orders of one kind are judged.
pub(in crate::registrar) trait Evidence: Sync {
    /// The word in the before-image.
    fn kind(&self) -> &'static str;

    /// What to ask, in the order in which [`verdict`](Self::verdict) wants the answers.
    fn questions(&self, domain: &DomainName, before: &Params) -> Vec<Command>;

    /// What the answers prove against the before-image. `years` are those of the order.
    fn verdict(&self, before: &Params, years: i64, answers: &[Answer]) -> Verdict;

    /// Whether what an order began can be seen at once. Where it cannot, no trace after a temporary refusal proves nothing yet.
    fn shows_at_once(&self) -> bool {
        true
    }

    /// What an answer of the order itself proves; it said 200.
    fn accepted(&self, before: &Params, response: &Response) -> Proof;
}

/// Every kind that a row of the journal may name.
const ALL: &[&dyn Evidence] = &[&Application, &Registration, &Renewal, &Restore, &Transfer];

/// The evidence by which a before-image wants to be judged.
pub(in crate::registrar) fn of(before: &Params) -> Option<&'static dyn Evidence> {
    let kind = before.text(KIND).ok().flatten()?;
    ALL.iter().copied().find(|evidence| evidence.kind() == kind)
}

/// What an answer that describes a domain of ours proves: accepted is not finished (wire facts 4.3). `until` is the expiry to show.
pub(in crate::registrar) fn registered(response: &Response) -> Proof {
    let active = domain::has_state(response, "ACTIVE");
    let until = expiry::of(response).map(time::format);
    Proof {
        pending: response.pending() || !active,
        facts: Params::default().with("until", until),
    }
}
