//! The one way of every paid operation (design rule 1; `docs/architecture.md`, the journal of money).
//!
//! What is known comes first: the journal's rows of the domain, and the shop's own row. An earlier order that nobody has settled is
//! settled by evidence, or stops this one. Then the domain is read, the intent is claimed with that before-image, and the order
//! is sent once. Its answer, or else what is read back, settles the row; a refusal is held against what is read back, too. Nothing
//! is ever sent twice, and success is only said on evidence.

use crate::base::effect::{Store, Task};
use crate::base::journal::{Operation, Row};
use crate::base::message::Message;
use crate::base::outcome::Outcome;
use crate::base::params::Params;
use crate::ispapi::{Command, Response};
use crate::names::DomainName;

use super::error::Failed;
use super::zone::ZoneFacts;
use super::{Effect, Settings};

mod again;
pub(super) mod evidence;
mod follow;
pub(super) mod log;
mod plan;
mod resolve;
mod sent;
mod shop;

pub(super) use evidence::{Answer, Evidence, Proof, Verdict};
pub(super) use follow::{Followed, Following, close_task};
pub(super) use plan::Plan;
pub(super) use resolve::{Ruling, questions, rule, would_show};
pub(super) use shop::Shop;

/// How long after an order was carried out what the registrar shows may be late, and not the end of what was bought.
const SETTLING_IN_SECONDS: i64 = 24 * 60 * 60;

/// What an order is about.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub(super) operation: Operation,
    pub(super) domain: DomainName,
    /// The extension as the shop sells it: `co.uk`.
    pub(super) extension: String,
    /// `tbldomains.id`, 0 where the host gave none.
    pub(super) domain_id: i64,
    pub(super) years: i64,
    /// The run.
    pub(super) trace: String,
}

impl Subject {
    /// Whether a row is an order of this kind for this domain of the shop. Another one of the same name may be somebody else's.
    pub(super) fn owns(&self, row: &Row) -> bool {
        let unknown = self.domain_id == 0 || row.domain_id == 0;
        row.operation == self.operation && (unknown || row.domain_id == self.domain_id)
    }
}

/// What is known when an order is prepared.
pub(super) struct Known<'a> {
    /// The answers to the last questions, in their order.
    pub(super) answers: &'a [Answer],
    pub(super) zone: &'a ZoneFacts,
    pub(super) shop: &'a Shop,
    /// The journal of the domain, newest first; nothing in it is unsettled.
    pub(super) history: &'a [Row],
}

/// What comes after the reads.
pub(super) enum Next {
    /// No order, and a person must act: the to-do, and the end.
    Call(Task, Outcome),
    /// No order: this is the end.
    End(Outcome),
    /// An order, to be claimed and sent.
    Order(Box<Order>),
    /// More has to be read first; then [`Verb::prepare`] is asked again.
    Read(Vec<Command>),
    /// A finished row stands in the way of an order that is right: it is put aside, then [`Verb::prepare`] is asked again with
    /// the same answers.
    Release(Box<Row>),
}

/// An order that is ready to go.
#[derive(Clone)]
pub(super) struct Order {
    pub(super) command: Command,
    /// How its end will be judged.
    pub(super) evidence: &'static dyn Evidence,
    /// What the registrar said before, in the words of that evidence.
    pub(super) before: Params,
    /// Where it starts: a date of the registrar, or `new`.
    pub(super) from: String,
    /// What the host must keep before it is claimed.
    pub(super) note: Option<Store>,
}

/// What differs from one paid verb to another.
pub(super) trait Verb: Send {
    fn settings(&self) -> &Settings;

    fn subject(&self) -> &Subject;

    /// Whether [`prepare`](Self::prepare) wants the zone's facts.
    fn wants_zone(&self) -> bool {
        true
    }

    /// The first questions.
    fn questions(&self) -> Vec<Command>;

    /// Judges what is known, and says what to send.
    fn prepare(&mut self, known: &Known<'_>) -> Next;

    /// An unsettled row of the same operation turned out to be carried out or accepted: is this call a repetition of it, and then
    /// what does it return? `None`: the row is history, go on.
    fn repeats(&self, row: &Row, shop: &Shop) -> Option<Params>;

    /// The registrar refused this order, without effect: the order that is right instead, if there is one. The refused one is
    /// settled first, and the other is claimed like any.
    fn instead(&mut self, _: &Order, _: &Response) -> Option<Order> {
        None
    }

    /// What the verb returns for an order that was carried out or accepted.
    fn value(&self, proof: &Proof) -> Params {
        Params::default().with("pending", proof.pending)
    }

    /// What else must be done then: tasks, applications to follow. Performed before the row is settled.
    fn follow(&mut self, _: &Order, _: &Proof) -> Vec<Effect> {
        Vec::new()
    }
}

/// Whether a row was carried out so lately that the registrar may only be slow to show it.
pub(super) fn is_settling_in(row: &Row) -> bool {
    row.settled_age.unwrap_or(row.age) < SETTLING_IN_SECONDS
}

/// What the to-do about an order is known by: one for each operation and domain. The host closes it when WHMCS hears of a success.
fn matter(operation: Operation, domain: &str) -> String {
    format!("{operation}:{domain}")
}

/// An earlier order for the domain is not settled: nothing is sent, and what is known is said.
pub(super) fn in_progress(row: &Row) -> Outcome {
    let customer = Message::new("order.in_progress").with("domain", row.domain.as_str());
    let admin = Message::new("order.in_progress_admin")
        .with("domain", row.domain.as_str())
        .with("operation", row.operation.name())
        .with("trace", row.trace.as_str())
        .with("seconds", row.age.to_string());
    Failed::because("registrar.in_progress", customer, admin)
        .in_doubt()
        .into()
}

/// The journal cannot be read or written. Nothing has been sent.
pub(super) fn no_journal() -> Outcome {
    let customer = Message::new("order.no_journal");
    let admin = Message::new("order.no_journal_admin");
    Failed::because("registrar.no_journal", customer, admin).into()
}

/// The evidence of an order that has failed after all.
fn refuted(reason: &str) -> Params {
    code("refuted").with("reason", said(reason))
}

/// A reason for people; the registrar need not give one.
fn said(reason: &str) -> &str {
    if reason.is_empty() { "-" } else { reason }
}

fn code(code: &str) -> Params {
    Params::default().with("code", code)
}
