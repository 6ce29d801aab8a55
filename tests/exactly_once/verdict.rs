//! What must be true of a world at every moment, and once everything has come to rest. The ledger decides.

use std::sync::Arc;

use ispbridge::base::params::Params;
use rust_decimal::Decimal;
use serde_json::json;

use crate::money::{charged, cost, difference};
use crate::process::Process;
use crate::shop::{act, cron};
use crate::store::Store;
use crate::world::World;

/// How often a purchase is asked for, at the most, until it is told to be a success.
const ATTEMPTS: usize = 8;

const MINUTES: i64 = 60;

/// How the error begins where WHMCS is never told of a success.
pub(crate) const NEVER: &str = "never a success";

/// True in every state of the world.
pub(crate) fn check_now(world: &World) -> Result<(), String> {
    let (purchases, told) = {
        let shop = world.shop.lock();
        let told = shop.told.iter().filter(|times| **times > 0).count();
        (shop.purchases(), told)
    };
    let (beyond, _) = difference(world, purchases);
    if !is_excused(world, &beyond) {
        return Err(format!("{beyond:?} charged beyond {purchases} purchases"));
    }
    let charges = charged(world).len();
    if !world.charged_later && !world.operation.fails && told > charges {
        return Err(format!(
            "{told} purchases were told to be successes, {charges} charged"
        ));
    }
    Ok(())
}

/// Nobody guards the registrar's own doubling of an order that it does not recognise.
fn is_excused(world: &World, beyond: &[Decimal]) -> bool {
    let cost = cost(world);
    let doubled = world.faults.lock().doubled_orders;
    beyond.is_empty()
        || (!(world.operation.guarded)(world)
            && beyond.len() <= doubled
            && beyond.iter().all(|amount| cost.contains(amount)))
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
        return Err(format!("{NEVER}; the last answer was {}", said(&last)));
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
    let purchases = world.shop.lock().purchases();
    let wanted = if world.operation.fails { 0 } else { purchases };
    let (beyond, missing) = difference(world, wanted);
    if !missing.is_empty() || !is_excused(world, &beyond) {
        return Err(format!(
            "for {wanted} purchases {beyond:?} too much and {missing:?} too little was charged"
        ));
    }
    let store = world.store.lock();
    let count =
        |is: &dyn Fn(&crate::store::Row) -> bool| store.rows.iter().filter(|row| is(row)).count();
    let unsettled = count(&|row| !["done", "void"].contains(&row.state.as_str()));
    if unsettled > 0 {
        return Err(format!("{unsettled} rows of the journal are not settled"));
    }
    let carried_out = count(&|row| row.state == "done" || row.evidence.get("released").is_some());
    let orders = wanted * cost(world).len();
    if carried_out != orders {
        return Err(format!(
            "the journal has {carried_out} orders that were carried out, there were {orders}"
        ));
    }
    check_applications(world, &store)
}

/// An application that is decided is followed up: no list has it open, unless the database did not take that; and the domain has got
/// the renewal mode that its order could not carry, or somebody is asked to set it.
fn check_applications(world: &World, store: &Store) -> Result<(), String> {
    let open = store.applications.iter().find(|(_, s)| *s == "open");
    if let (Some((number, _)), false) = (open, store.has_failed) {
        return Err(format!(
            "application {number} is decided and still listed as open"
        ));
    }
    if !store.applications.values().any(|s| s == "successful") {
        return Ok(());
    }
    let mode = world.renewal_mode();
    let is_asked = store.tasks.iter().any(|key| key.starts_with("completion:"));
    if mode == "AUTOEXPIRE" || is_asked {
        Ok(())
    } else {
        Err(format!(
            "the domain of the application has the renewal mode {mode:?}"
        ))
    }
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
