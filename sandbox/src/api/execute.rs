//! One command, from the door to the answer: login, access list, reference check, handler.

use std::time::Duration;

use super::login;
use crate::commands::{self, Call};
use crate::life;
use crate::reference;
use crate::shared::Shared;
use crate::wire::{Command, Form, Refusal, Response};
use crate::world::World;

/// Carries a command out and saves what it changed. When saving fails the command has taken effect
/// and the answer is 421, as from a registrar in trouble.
pub(super) fn execute(shared: &Shared, form: &Form, command: &Command, pend: bool) -> Response {
    let mut delay = Duration::ZERO;
    let response = with_world(shared, form, command, pend, &mut delay);
    // A thread of its own, and the world is free again: nobody else waits.
    std::thread::sleep(delay);
    response
}

fn with_world(
    shared: &Shared,
    form: &Form,
    command: &Command,
    pend: bool,
    delay: &mut Duration,
) -> Response {
    let mut world = shared.world.lock();
    match run(shared, &mut world, form, command, pend, delay) {
        Ok((response, wrote)) => {
            let saved = if wrote { shared.save(&world) } else { Ok(()) };
            saved.map_or_else(
                |error| Refusal::new(421, error.to_string()).into(),
                |()| response,
            )
        }
        Err(refusal) => {
            if refusal.is_not_simulated() {
                let mut counts = shared.not_simulated.lock();
                *counts.entry(command.name().to_owned()).or_default() += 1;
            }
            refusal.into()
        }
    }
}

/// The answer, and whether anything may have changed; `delay` is how late it is to be. What time has
/// done since the last command is done first.
fn run(
    shared: &Shared,
    world: &mut World,
    form: &Form,
    command: &Command,
    pend: bool,
    delay: &mut Duration,
) -> Result<(Response, bool), Refusal> {
    let quirks = shared.quirks.lock().clone();
    let (entity, caller) = login::enter(world, form, &quirks)?;
    let now = world.clock.now();
    if quirks.is("quota", "on") {
        let account = caller.own_account();
        *delay = shared.quota.lock().spend(entity, account, command, now)?;
    }
    let acl_code = quirks.value("refused_acl_code").parse().unwrap_or(530);
    login::check_access(world.book(entity), &caller, command, acl_code)?;
    let checked = reference::check(command)?;
    let handler = commands::handler(checked.name)
        .ok_or_else(|| Refusal::not_simulated(&format!("THE COMMAND {}", checked.name)))?;
    let passed = life::advance(world.book_mut(entity), now);
    let moved = commands::advance(world.book_mut(entity), now);
    let response = handler.run(&mut Call {
        book: world.book_mut(entity),
        caller: &caller,
        command,
        variant: checked.variant,
        now,
        quirks: &quirks,
        pend,
    })?;
    if handler.writes() {
        world.forget_due_times();
    }
    Ok((response, passed || moved || handler.writes()))
}
