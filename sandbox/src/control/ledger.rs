//! What the accounts were charged, and by which command.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::config::entities;
use crate::pattern;
use crate::shared::Shared;
use crate::world::Entity;

/// GET ledger: what to show, e.g. `ledger?object=*.com&entity=ote`. What is left out is no filter.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LedgerFilter {
    entity: Option<Entity>,
    /// An account, whole.
    account: Option<String>,
    /// A pattern of the command's name.
    command: Option<String>,
    /// A pattern of the object.
    object: Option<String>,
}

impl LedgerFilter {
    /// Reads what stands after the `?`.
    pub(super) fn parse(query: &str) -> Result<Self, String> {
        let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
        let fields: BTreeMap<String, String> = pairs.collect();
        serde_json::from_value(json!(fields)).map_err(|error| error.to_string())
    }
}

/// The entries, oldest first, LIVE before OT&E. Each has `caused_by`: the command in whose course it
/// was made, as the journal has it; null for what time did.
pub(super) fn ledger(shared: &Shared, filter: &LedgerFilter) -> Value {
    let mut world = shared.world.lock();
    super::catch_up(&mut world);
    let journal = shared.journal.lock();
    let fits = |wanted: &Option<String>, text: &str| {
        wanted.as_ref().is_none_or(|p| pattern::matches(p, text))
    };
    let mut shown = Vec::new();
    for entity in entities(filter.entity) {
        for entry in &world.book(entity).ledger {
            let of_account = filter.account.as_ref().is_none_or(|a| *a == entry.account);
            if !of_account
                || !fits(&filter.command, &entry.command)
                || !fits(&filter.object, &entry.object)
            {
                continue;
            }
            let mut row = match serde_json::to_value(entry) {
                Ok(Value::Object(row)) => row,
                _ => Map::new(),
            };
            let cause = entry.received.and_then(|number| journal.get(number));
            row.insert("caused_by".to_owned(), json!(cause));
            shown.push(Value::Object(row));
        }
    }
    Value::Array(shown)
}
