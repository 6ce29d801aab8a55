//! What the control shows.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Map, Value, json};

use crate::commands;
use crate::shared::Shared;
use crate::world::{Entity, wire_time};

/// Both books and the clock, without passwords.
pub(super) fn state(shared: &Shared) -> Value {
    let mut world = shared.world.lock();
    super::catch_up(&mut world);
    let mut answer = Map::new();
    for entity in Entity::ALL {
        let mut book = serde_json::to_value(world.book(entity)).unwrap_or_default();
        remove_passwords(&mut book);
        if let Some(fields) = book.as_object_mut() {
            fields.remove("rng");
            fields.remove("last_id");
            // Whoever has a session id is logged in.
            fields.remove("sessions");
        }
        answer.insert(entity.name().to_owned(), book);
    }
    answer.insert("clock".to_owned(), json!(wire_time(world.clock.now())));
    Value::Object(answer)
}

fn remove_passwords(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("password");
            fields.values_mut().for_each(remove_passwords);
        }
        Value::Array(items) => items.iter_mut().for_each(remove_passwords),
        _ => {}
    }
}

pub(super) fn clock(shared: &Shared) -> Value {
    let clock = shared.world.lock().clock;
    json!({ "now": wire_time(clock.now()), "stopped": clock.is_stopped() })
}

/// All calls with their circumstances, without the commands' parameters.
pub(super) fn exchanges(shared: &Shared) -> Value {
    let journal = shared.journal.lock();
    json!(journal.exchanges().collect::<Vec<_>>())
}

pub(super) fn counters(shared: &Shared) -> Value {
    let count = |counter: &AtomicU64| counter.load(Ordering::SeqCst);
    let connections = &shared.connections;
    let accepted = count(&connections.accepted);
    let mut names: BTreeMap<String, u64> = BTreeMap::new();
    for exchange in shared.journal.lock().exchanges() {
        *names.entry(exchange.command.clone()).or_default() += 1;
    }
    json!({
        "commands": names,
        "connections": {
            "accepted": accepted,
            "open": accepted.saturating_sub(count(&connections.closed)),
            "with_api_call": count(&connections.with_api_call),
        },
        "late": shared.late.lock().len(),
        "not_simulated": *shared.not_simulated.lock(),
        "received": count(&shared.received),
        "requests": count(&shared.requests),
        "simulated": commands::simulated().collect::<Vec<_>>(),
    })
}
