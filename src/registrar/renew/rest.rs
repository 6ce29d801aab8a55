//! What a restore leaves of the paid years: renewed once it is over, under an intent of its own.
//!
//! The before-image of that renewal names the row of its restore. However often the cron asks, there is one for each restore.

use crate::base::journal::{Operation, Row, RowState};
use crate::base::message::Message;
use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::registrar::error::Failed;
use crate::registrar::order::{Known, Subject};

use super::after_restore;
use super::premium::Price;

/// The before-image of the rest of that restore.
pub(super) fn add_to(before: Params, rest_of: Option<i64>) -> Params {
    match rest_of {
        Some(id) => before.with(Row::REST_OF, id),
        None => before,
    }
}

/// The end of a call that has nothing to renew: it was done, nothing is left, or the journal and the registrar do not agree with what
/// the call wants. `None`: go on.
pub(super) fn end(id: i64, subject: &Subject, known: &Known<'_>) -> Option<Outcome> {
    let standing = |row: &&Row| row.state != RowState::Void;
    let mut history = known.history.iter().filter(standing);
    if history.clone().any(|row| row.rest_of() == Some(id)) {
        return Some(nothing_left());
    }
    let restore = history.find(|row| row.id == id);
    let restore =
        restore.filter(|row| row.operation == Operation::Renew && row.state == RowState::Done);
    match restore.and_then(|row| after_restore(row, known.answers)) {
        Some(0) => Some(nothing_left()),
        Some(years) if years == subject.years => None,
        _ => Some(unclear(subject)),
    }
}

fn nothing_left() -> Outcome {
    Outcome::Done(Value::Map(Params::default().with("pending", false)))
}

fn unclear(subject: &Subject) -> Outcome {
    let named = |key| Message::new(key).with("domain", subject.domain.as_str());
    let admin = named("renew.rest_admin").with("years", subject.years.to_string());
    Failed::because("registrar.rest_unclear", named("renew.by_hand"), admin).into()
}

/// A before-image of a restore that remembers what was paid for a premium name.
pub(super) fn remember(before: Params, paid: &Price) -> Params {
    before
        .with("paid_amount", paid.amount.to_string())
        .with("paid_currency", paid.currency.as_str())
}

/// What was paid with that restore.
pub(super) fn paid(id: i64, known: &Known<'_>) -> Option<Price> {
    let row = known.history.iter().find(|row| row.id == id)?;
    let text = |name| row.before.text(name).ok().flatten();
    Some(Price {
        amount: text("paid_amount")?.parse().ok()?,
        currency: text("paid_currency")?.into_owned(),
    })
}
