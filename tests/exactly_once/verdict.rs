//! What must be true of a world at every moment, and once everything has come to rest. The ledger decides.

use std::sync::Arc;

use ispbridge::base::params::Params;
use serde_json::json;

use crate::process::Process;
use crate::shop::{act, cron};
use crate::world::World;

/// How often a purchase is asked for, at the most, until it is told to be a success.
const ATTEMPTS: usize = 8;

const MINUTES: i64 = 60;

/// What was charged for the operation, less what was given back.
pub(crate) fn charges(world: &World) -> usize {
    let name = world.operation.domain();
    let ledger = world
        .control()
        .get(&format!("ledger?object={name}"))
        .unwrap();
    let entries = ledger.as_array().unwrap().iter();
    let own = entries.filter(|entry| {
        world
            .operation
            .paid
            .contains(&entry["command"].as_str().unwrap())
    });
    let (given_back, charged): (Vec<_>, Vec<_>) =
        own.partition(|entry| entry["amount"].as_str().unwrap().starts_with('-'));
    charged
        .len()
        .checked_sub(given_back.len())
        .expect("only what was charged is given back")
}

/// True in every state of the world.
pub(crate) fn check_now(world: &World) -> Result<(), String> {
    let (charges, allowed) = (charges(world), allowed(world));
    let shop = world.shop.lock();
    if charges > allowed {
        return Err(format!(
            "{charges} charges for {} purchases",
            shop.purchases()
        ));
    }
    let told = shop.told.iter().filter(|times| **times > 0).count();
    if !world.charged_later && !world.operation.fails && told > charges {
        return Err(format!(
            "{told} purchases were told to be successes, {charges} charged"
        ));
    }
    Ok(())
}

/// Nobody guards the registrar's own doubling of an order that it does not recognise.
fn allowed(world: &World) -> usize {
    let doubled = if world.operation.guarded {
        0
    } else {
        world.faults.lock().doubled_orders
    };
    world.shop.lock().purchases() + doubled
}

/// Lets everything come to rest: faults end, the cron runs, and WHMCS asks until it is told of a success. An impatient
/// administrator asks once more.
pub(crate) fn rest(world: &Arc<World>) -> Result<(), String> {
    world.faults.lock().end();
    let process = || Arc::new(Process::default());
    let ask = || {
        let outcome = process()
            .live(|process| act(world, process))
            .expect("nobody is lost any more");
        check_now(world).map(|()| outcome)
    };
    let mut last = Params::default();
    for _ in 0..ATTEMPTS {
        if world.shop.lock().is_told() {
            break;
        }
        world.pass(20 * MINUTES);
        process().live(|process| cron(world, process));
        check_now(world)?;
        if !world.shop.lock().is_told() {
            last = ask()?;
        }
    }
    if !world.shop.lock().is_told() && !is_active(world) {
        return Err(format!(
            "never a success; the last answer was {}",
            said(&last)
        ));
    }
    ask()?;
    if !world.operation.fails {
        let word = json!({"entity": "live", "name": world.operation.domain(), "confirmed": true});
        let _ = world.control().post("settle", word); // refused where nothing is pending
    }
    for _ in 0..=world.operation.days {
        world.pass(24 * 60 * MINUTES);
        process().live(|process| cron(world, process));
        check_now(world)?;
    }
    check_end(world)
}

/// WHMCS was told by the cron.
fn is_active(world: &World) -> bool {
    let is_new = world.operation.kind != "renew"; // a renewal leaves the status as it was
    is_new && world.shop.lock().status == world.operation.success
}

/// True once everything has come to rest.
fn check_end(world: &World) -> Result<(), String> {
    let (charges, allowed) = (charges(world), allowed(world));
    let purchases = world.shop.lock().purchases();
    let wanted = if world.operation.fails { 0 } else { purchases };
    if charges < wanted || (charges > wanted && charges > allowed) {
        return Err(format!("{charges} charges in the end, {wanted} wanted"));
    }
    let store = world.store.lock();
    let count =
        |is: &dyn Fn(&crate::store::Row) -> bool| store.rows.iter().filter(|row| is(row)).count();
    let unsettled = count(&|row| !["done", "void"].contains(&row.state.as_str()));
    if unsettled > 0 {
        return Err(format!("{unsettled} rows of the journal are not settled"));
    }
    let carried_out = count(&|row| row.state == "done" || row.evidence.get("released").is_some());
    if carried_out != wanted {
        return Err(format!(
            "the journal has {carried_out} orders that were carried out, the ledger {wanted}"
        ));
    }
    Ok(())
}

/// An outcome, for a person.
pub(crate) fn said(outcome: &Params) -> String {
    let text = |name| {
        outcome
            .text(name)
            .ok()
            .flatten()
            .unwrap_or_default()
            .into_owned()
    };
    let admin = outcome.map("admin").ok().flatten();
    let english = admin.map(|admin| serde_json::to_string(&*admin).unwrap());
    format!(
        "{} {} {}",
        text("done"),
        text("code"),
        english.unwrap_or_default()
    )
}
