//! What is looked at or decided once more: the journal right before a claim, and an order in the place of a refused one.

use crate::base::effect::Load;
use crate::base::journal::{Row, RowState, Settled};
use crate::base::message::Message;
use crate::base::outcome::Outcome;
use crate::base::params::Value;
use crate::ispapi::Response;

use crate::registrar::Effect;
use crate::registrar::error::Failed;

use super::plan::{Plan, State};
use super::sent::Place;
use super::{Order, Verb, code, no_journal};

impl<V: Verb> Plan<V> {
    /// Loads the journal once more. Between the first look and the reads another process may have carried out the same order: the
    /// registrar then showed its result, and an order that starts from there would be a second one. Its row tells.
    pub(super) fn confirm(&mut self, order: Box<Order>) -> Effect {
        self.state = State::Confirming(order);
        let domain = self.verb.subject().domain.as_str();
        Effect::Load(Load::journal(&self.scope(), domain))
    }

    /// With a row that was not there before, everything is judged anew.
    pub(super) fn confirmed(&mut self, order: Box<Order>, value: &Value) -> Effect {
        let Ok(rows) = Row::read_list(value) else {
            return Effect::Done(no_journal());
        };
        if rows.iter().any(|row| !self.seen.contains(&row.id)) {
            return self.take_journal(value);
        }
        self.claim(order)
    }

    /// A refusal is final for its order. Where another order is right instead, it comes after.
    pub(super) fn refused(&mut self, order: &Order, place: Place, response: &Response) -> Effect {
        let facts = code(&response.code().to_string());
        match self.verb.instead(order, response) {
            None => self.close(
                place,
                RowState::Void,
                facts,
                Failed::answer(response).into(),
            ),
            Some(other) => {
                self.state = State::Replacing(Box::new(other));
                Effect::Settle(place.settlement(RowState::Void, facts))
            }
        }
    }

    fn not_replaced(&self) -> Outcome {
        let subject = self.verb.subject();
        let admin = Message::new("order.not_replaced_admin")
            .with("domain", subject.domain.as_str())
            .with("operation", subject.operation.name());
        let customer = Message::new("order.no_journal");
        Failed::because("registrar.no_journal", customer, admin).into()
    }

    /// While the refused row is not settled, its intent cannot be claimed again.
    pub(super) fn replaced(&mut self, order: Box<Order>, settled: &Settled) -> Effect {
        match settled {
            Settled::Yes => self.claim(order),
            Settled::Moved(row) if row.state == RowState::Void => self.claim(order),
            Settled::Moved(_) | Settled::Unknown => Effect::Done(self.not_replaced()),
        }
    }
}
