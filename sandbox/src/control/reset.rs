//! A new start without a new process.

use std::sync::atomic::Ordering;

use serde::Deserialize;

use crate::late::Late;
use crate::shared::Shared;
use crate::world::{Entity, moment};

/// POST reset.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reset {
    /// What the clock shows then; left out, what it showed at the start.
    clock: Option<String>,
}

/// Forgets everything but accounts and quirks; a plan of chance that was there at the start begins
/// anew. The accounts have the money again that was charged to them.
pub(super) fn reset(shared: &Shared, asked: &Reset) -> Result<(), String> {
    let start = asked.clock.as_deref().map(moment).transpose()?;
    let mut world = shared.world.lock();
    let mut fresh = shared.config.new_world();
    if let Some(time) = start {
        fresh.clock.set(time);
    }
    if world.clock.is_stopped() {
        fresh.clock.stop();
        if let Some(time) = start.or(shared.config.clock) {
            fresh.clock.set(time);
        }
    }
    for entity in Entity::ALL {
        let book = world.book_mut(entity);
        let mut accounts = std::mem::take(&mut book.accounts);
        for entry in &book.ledger {
            if let Some(account) = accounts.get_mut(&entry.account) {
                account.balance += entry.amount;
            }
        }
        fresh.book_mut(entity).accounts = accounts;
    }
    shared.config.furnish(&mut fresh);
    *world = fresh;
    forget(shared);
    Ok(())
}

/// What is kept beside the world.
fn forget(shared: &Shared) {
    shared.faults.lock().clear();
    *shared.chaos.lock() = shared.config.chaos.clone();
    *shared.late.lock() = Late::default();
    shared.journal.lock().clear();
    shared.quota.lock().forget();
    shared.not_simulated.lock().clear();
    shared.received.store(0, Ordering::SeqCst);
    shared.requests.store(0, Ordering::SeqCst);
}
