//! What becomes of an order once it is out: its answer, or what is read back, settles its row.

use std::collections::VecDeque;

use crate::base::effect::Task;
use crate::base::journal::{RowState, Settled, Settlement};
use crate::base::message::Message;
use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::ispapi::{Code, Repeat};

use crate::registrar::Effect;
use crate::registrar::error::Failed;

use super::plan::{Plan, State};
use super::{Answer, Order, Proof, Verb, Verdict, code};

/// Where the claimed row is.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) id: i64,
    pub(super) version: i64,
}

/// Why an order is in doubt.
#[derive(Clone)]
pub(super) struct Doubt {
    failed: Failed,
    reason: String,
    /// The server itself said that it did not get to it (420, 421, 423, 520), or that the term is renewed already (555: our own
    /// command may have come twice). Then a read-back without a trace settles it.
    refused: bool,
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
            Ok(response) if response.code() == Code::ALREADY_RENEWED => Doubt {
                failed: Failed::answer(&response),
                reason: response.safe_description().to_owned(),
                refused: true,
            },
            Ok(response) if response.code().leaves_doubt() => Doubt {
                failed: Failed::answer(&response),
                reason: response.safe_description().to_owned(),
                refused: response.code().repeat() == Repeat::AtOnce,
            },
            Ok(response) => return self.refused(&order, place, &response),
            Err(error) if error.outcome_unknown() => Doubt {
                failed: Failed::wire(&error),
                reason: error.to_string(),
                refused: false,
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
        match order.evidence.verdict(&order.before, years, answers) {
            Verdict::Happened(proof) => self.happened(order, place, &proof),
            Verdict::NoTrace if doubt.refused => {
                self.close(place, RowState::Void, code("refused"), doubt.failed.into())
            }
            Verdict::Refuted(reason) => {
                let facts = code("refuted").with("reason", reason);
                self.close(
                    place,
                    RowState::Void,
                    facts,
                    doubt.failed.without_doubt().into(),
                )
            }
            Verdict::NoTrace | Verdict::Unreadable => self.in_doubt(place, &doubt),
        }
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

    fn in_doubt(&mut self, place: Place, doubt: &Doubt) -> Effect {
        let subject = self.verb.subject();
        let (domain, operation) = (subject.domain.as_str(), subject.operation);
        let admin = Message::new("order.in_doubt_admin")
            .with("domain", domain)
            .with("operation", operation.name())
            .with("reason", doubt.reason.as_str());
        let task = Task {
            key: format!("{operation}:{domain}"),
            title: Message::new("task.in_doubt")
                .with("domain", domain)
                .english(),
            description: admin.english(),
        };
        let customer = Message::new("order.in_doubt").with("domain", domain);
        let failed = Failed::because("registrar.in_doubt", customer, admin).in_doubt();
        let facts = code("doubt").with("reason", doubt.reason.as_str());
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
