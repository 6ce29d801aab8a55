//! What becomes of an order once it is out: its answer, or what is read back, settles its row.

use std::collections::VecDeque;

use crate::base::effect::Task;
use crate::base::journal::{RowState, Settled, Settlement};
use crate::base::message::Message;
use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::ispapi::{Code, Repeat, Response};

use crate::registrar::Effect;
use crate::registrar::error::Failed;

use super::plan::{Plan, State};
use super::{Answer, Order, Proof, Verb, Verdict, code, matter, refuted, said};

/// Where the claimed row is.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) id: i64,
    pub(super) version: i64,
}

/// Why an order is in doubt.
#[derive(Clone)]
pub(super) struct Doubt {
    reason: String,
    /// A refusal that counts where the read-back shows no trace of the order. Even a final one is read back: it may be the answer to a
    /// second copy of the order, which something on the way made.
    refusal: Option<Response>,
}

impl<V: Verb> Plan<V> {
    pub(super) fn judge_order(
        &mut self,
        order: Box<Order>,
        place: Place,
        answer: Answer,
    ) -> Effect {
        let doubt = match answer {
            Ok(response) if response.code() == Code::OK => {
                let proof = order.evidence.accepted(&order.before, &response);
                if order.evidence.is_complete(&proof) {
                    return self.happened(&order, place, &proof);
                }
                return self.read_back(order, place, |o, p| State::Accepted(o, p, proof));
            }
            Ok(response) => Doubt {
                reason: response.safe_description().to_owned(),
                refusal: order.is_refused_by(response.code()).then_some(response),
            },
            Err(error) if error.outcome_unknown() => Doubt {
                reason: error.to_string(),
                refusal: None,
            },
            Err(error) => {
                let facts = code(&error.code());
                return self.close(place, RowState::Void, facts, Failed::wire(&error).into());
            }
        };
        self.read_back(order, place, |order, place| {
            State::ReadBack(order, place, doubt)
        })
    }

    fn read_back(
        &mut self,
        order: Box<Order>,
        place: Place,
        next: impl FnOnce(Box<Order>, Place) -> State,
    ) -> Effect {
        let domain = &self.verb.subject().domain;
        let questions = order.evidence.questions(domain, &order.before);
        self.state = next(order, place);
        Effect::AskMany(questions)
    }

    /// What the registrar has accepted and does not show yet is pending, whatever it is called.
    pub(super) fn judge_accepted(
        &mut self,
        order: &Order,
        place: Place,
        accepted: Proof,
        answers: &[Answer],
    ) -> Effect {
        let years = self.verb.subject().years;
        let proof = match order.evidence.verdict(&order.before, years, answers) {
            Verdict::Happened(proof) => proof,
            _ => Proof {
                pending: true,
                ..accepted
            },
        };
        self.happened(order, place, &proof)
    }

    pub(super) fn judge_read_back(
        &mut self,
        order: &Order,
        place: Place,
        doubt: Doubt,
        answers: &[Answer],
    ) -> Effect {
        let years = self.verb.subject().years;
        let verdict = order.evidence.verdict(&order.before, years, answers);
        match (verdict, doubt.refusal) {
            (Verdict::Happened(proof), _) => self.happened(order, place, &proof),
            (Verdict::NoTrace, Some(refusal)) => self.refused(order, place, &refusal),
            (Verdict::Refuted(reason), refusal) => {
                let failed = match refusal {
                    Some(refusal) if !refusal.code().leaves_doubt() => Failed::answer(&refusal),
                    _ => self.refutation(&reason),
                };
                self.close(place, RowState::Void, refuted(&reason), failed.into())
            }
            (Verdict::NoTrace | Verdict::Unreadable, _) => self.in_doubt(place, &doubt.reason),
        }
    }

    /// The order arrived, and has failed since: neither the lost answer nor one that asked for patience says so.
    fn refutation(&self, reason: &str) -> Failed {
        let subject = self.verb.subject();
        let customer = Message::new("order.refuted").with("domain", subject.domain.as_str());
        let admin = Message::new("order.refuted_admin")
            .with("domain", subject.domain.as_str())
            .with("operation", subject.operation.name())
            .with("reason", said(reason));
        Failed::because("registrar.refuted", customer, admin)
    }

    fn happened(&mut self, order: &Order, place: Place, proof: &Proof) -> Effect {
        let value = self.verb.value(proof);
        let state = if proof.pending {
            RowState::Pending
        } else {
            RowState::Done
        };
        let effects = self.verb.follow(order, proof);
        let settlement = place.settlement(state, proof.facts.clone());
        self.closing(effects, settlement, Outcome::Done(Value::Map(value)))
    }

    pub(super) fn close(
        &mut self,
        place: Place,
        state: RowState,
        facts: Params,
        outcome: Outcome,
    ) -> Effect {
        self.closing(Vec::new(), place.settlement(state, facts), outcome)
    }

    fn in_doubt(&mut self, place: Place, reason: &str) -> Effect {
        let subject = self.verb.subject();
        let (domain, operation) = (subject.domain.as_str(), subject.operation);
        let admin = Message::new("order.in_doubt_admin")
            .with("domain", domain)
            .with("operation", operation.name())
            .with("reason", reason);
        let task = Task {
            key: matter(operation, domain),
            title: Message::new("task.in_doubt")
                .with("domain", domain)
                .english(),
            description: admin.english(),
        };
        let customer = Message::new("order.in_doubt").with("domain", domain);
        let failed = Failed::because("registrar.in_doubt", customer, admin).in_doubt();
        let facts = code("doubt").with("reason", reason);
        let settlement = place.settlement(RowState::Doubt, facts);
        self.closing(vec![Effect::Task(task)], settlement, failed.into())
    }

    fn closing(
        &mut self,
        effects: Vec<Effect>,
        settlement: Settlement,
        outcome: Outcome,
    ) -> Effect {
        self.close_next(effects.into(), Box::new(settlement), outcome)
    }

    pub(super) fn close_next(
        &mut self,
        mut effects: VecDeque<Effect>,
        settlement: Box<Settlement>,
        outcome: Outcome,
    ) -> Effect {
        if let Some(effect) = effects.pop_front() {
            self.state = State::Closing(effects, settlement, outcome);
            return effect;
        }
        let effect = Effect::Settle((*settlement).clone());
        self.state = State::Settling(settlement, outcome);
        effect
    }

    /// Evidence outranks whatever somebody else made of the row meanwhile. A row that cannot be settled stays open, and the next
    /// check settles it by the same evidence.
    pub(super) fn settled(
        &mut self,
        mut settlement: Box<Settlement>,
        outcome: Outcome,
        settled: Settled,
    ) -> Effect {
        let proven = matches!(settlement.state, RowState::Done | RowState::Pending);
        match settled {
            Settled::Moved(row)
                if proven && row.state != RowState::Done && row.version > settlement.version =>
            {
                settlement.version = row.version;
                self.close_next(VecDeque::new(), settlement, outcome)
            }
            _ => Effect::Done(outcome),
        }
    }
}

impl Order {
    /// Whether this code refuses the order, should no trace of it be found. After a temporary one (420, 421, 423, 520) the registrar
    /// may have begun, and what it began does not always show at once.
    fn is_refused_by(&self, code: Code) -> bool {
        let is_temporary = code.repeat() == Repeat::AtOnce;
        !code.leaves_doubt() || (is_temporary && self.evidence.shows_at_once())
    }
}

impl Place {
    pub(super) fn settlement(self, state: RowState, evidence: Params) -> Settlement {
        Settlement {
            id: self.id,
            version: self.version,
            state,
            evidence,
        }
    }
}
