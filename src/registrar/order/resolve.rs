//! What becomes of a row that nobody has settled: its process died, its answer was lost, or the registry is not finished.

use crate::base::journal::{Row, RowState, Settlement};
use crate::base::params::Params;
use crate::ispapi::Command;
use crate::names::DomainName;

use super::evidence::{self, Answer, Proof, Verdict};

/// How long after its process has given up the lack of any trace proves that an order had no effect. The platform ends a command after
/// three minutes (wire facts 9), and its log may lag behind.
const SETTLE_AFTER_SECONDS: i64 = 15 * 60;

/// What a row's evidence amounts to.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::registrar) enum Ruling {
    /// Carried out, or accepted and pending.
    Happened(Proof),
    /// It had no effect and will have none; why.
    Void(Params),
    /// Not known yet; the row stays as it is.
    Wait(RowState),
}

/// The questions whose answers judge a row; `None` for a row that no evidence is known for, which only a person can settle.
pub(in crate::registrar) fn questions(row: &Row) -> Option<Vec<Command>> {
    let domain = DomainName::parse(&row.domain).ok()?;
    Some(evidence::of(&row.before)?.questions(&domain, &known(row)))
}

/// The before-image, with what earlier checks have found.
fn known(row: &Row) -> Params {
    row.before
        .clone()
        .with(evidence::FOUND, row.evidence.clone())
}

/// Judges a row by the answers to its [`questions`].
pub(in crate::registrar) fn rule(row: &Row, answers: &[Answer]) -> Ruling {
    let Some(evidence) = evidence::of(&row.before) else {
        return Ruling::Wait(row.state);
    };
    match evidence.verdict(&known(row), row.years, answers) {
        Verdict::Happened(proof) => Ruling::Happened(proof),
        Verdict::NoTrace if may_conclude(row) => Ruling::Void(super::code("no_trace")),
        Verdict::Refuted(reason) => Ruling::Void(super::refuted(&reason)),
        Verdict::NoTrace | Verdict::Unreadable => Ruling::Wait(row.state),
    }
}

/// What the registrar accepted is never void for lack of a trace.
fn may_conclude(row: &Row) -> bool {
    row.state != RowState::Pending && would_show(row, row.age)
}

/// Whether what a row ordered would show so many seconds later, if it had any effect.
pub(in crate::registrar) fn would_show(row: &Row, seconds: i64) -> bool {
    seconds >= row.patience.saturating_add(SETTLE_AFTER_SECONDS)
}

impl Ruling {
    /// The state of the row after this ruling.
    pub(in crate::registrar) fn state(&self) -> RowState {
        match self {
            Self::Happened(proof) if proof.pending => RowState::Pending,
            Self::Happened(_) => RowState::Done,
            Self::Void(_) => RowState::Void,
            Self::Wait(state) => *state,
        }
    }

    /// What to write into the journal; `None` where nothing is new.
    pub(in crate::registrar) fn settlement(&self, row: &Row) -> Option<Settlement> {
        let evidence = match self {
            Self::Happened(proof) => proof.facts.clone(),
            Self::Void(facts) => facts.clone(),
            Self::Wait(_) => return None,
        };
        let state = self.state();
        (state != row.state).then_some(Settlement {
            id: row.id,
            version: row.version,
            state,
            evidence,
        })
    }
}
