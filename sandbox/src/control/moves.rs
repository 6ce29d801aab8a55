//! What the others do: another registrar that wants a domain or answers, an owner who verifies.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::commands;
use crate::quirks::Quirks;
use crate::world::{Entity, Transfer, World};

/// Hours until a domain leaves by itself (gTLDs: five days).
const HOURS: i64 = 120;

/// POST outgoing: another registrar asks for a domain of an account.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outgoing {
    entity: Entity,
    name: String,
    #[serde(default)]
    registrar: String,
    answer_after_hours: Option<i64>,
}

pub(super) fn outgoing(world: &mut World, asked: &Outgoing) -> Result<Value, String> {
    let now = world.clock.now();
    let book = world.book_mut(asked.entity);
    let hours = asked.answer_after_hours.unwrap_or(HOURS);
    commands::leave(book, &asked.name, &asked.registrar, hours, now).map(|()| json!({}))
}

/// POST verifications: an owner is asked to verify, or has verified.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Verify {
    entity: Entity,
    name: String,
    #[serde(default)]
    verified: bool,
}

pub(super) fn verification(world: &mut World, asked: &Verify) -> Result<Value, String> {
    let now = world.clock.now();
    let book = world.book_mut(asked.entity);
    let done = if asked.verified {
        commands::finish_verification(book, &asked.name, now)
    } else {
        commands::start_verification(book, &asked.name, now)
    };
    done.map(|()| json!({}))
}

/// POST settle: the registry's word on what is pending.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settle {
    entity: Entity,
    name: String,
    confirmed: bool,
}

pub(super) fn settle(world: &mut World, asked: &Settle, quirks: &Quirks) -> Result<Value, String> {
    if let Some(done) = settle_transfer(world, asked.entity, &asked.name, asked.confirmed) {
        return done;
    }
    let now = world.clock.now();
    let book = world.book_mut(asked.entity);
    commands::settle(book, &asked.name, asked.confirmed, now, quirks)
        .map(|_| json!({}))
        .map_err(|refusal| refusal.parts().1)
}

/// The other side's word on a running transfer or trade; `None` when there is none.
fn settle_transfer(
    world: &mut World,
    entity: Entity,
    name: &str,
    confirmed: bool,
) -> Option<Result<Value, String>> {
    let now = world.clock.now();
    let book = world.book_mut(entity);
    book.transfers
        .get(name)
        .filter(|t| Transfer::is_running(t))?;
    let words = if confirmed { "approved" } else { "denied" };
    let words = format!("{words} by the other side");
    let done = commands::decide(book, name, confirmed, &words, now);
    Some(
        done.map(|()| json!({}))
            .map_err(|refusal| refusal.parts().1),
    )
}
