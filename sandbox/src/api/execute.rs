//! One command, from the door to the answer: login, access list, reference check, handler.

use std::time::Duration;

use jiff::Timestamp;

use super::login;
use crate::commands::{self, Call};
use crate::life;
use crate::reference;
use crate::shared::Shared;
use crate::wire::{Command, Form, Refusal, Response};
use crate::world::World;

/// How a command is carried out.
pub(super) struct At {
    /// The number under which it was received.
    pub(super) number: u64,
    /// When; now, if left out.
    pub(super) time: Option<Timestamp>,
    /// Accept it, but leave it unfinished.
    pub(super) pend: bool,
}

/// Carries a command out and saves what it changed; also says how long the answer is to be held
/// back. When saving fails the command has taken effect and the answer is 421, as from a registrar
/// in trouble.
pub(super) fn execute(
    shared: &Shared,
    form: &Form,
    command: &Command,
    at: &At,
) -> (Response, Duration) {
    let mut delay = Duration::ZERO;
    let mut world = shared.world.lock();
    let response = match run(shared, &mut world, form, command, at, &mut delay) {
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
    };
    (response, delay)
}

/// The answer, and whether anything may have changed; `delay` is how late it is to be. What time has
/// done since the last command is done first.
fn run(
    shared: &Shared,
    world: &mut World,
    form: &Form,
    command: &Command,
    at: &At,
    delay: &mut Duration,
) -> Result<(Response, bool), Refusal> {
    let quirks = shared.quirks.lock().clone();
    let now = at.time.unwrap_or_else(|| world.clock.now());
    let (entity, caller) = login::enter(world, form, now, &quirks)?;
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
    world.book_mut(entity).serving = Some(at.number);
    let response = handler.run(&mut Call {
        book: world.book_mut(entity),
        caller: &caller,
        command,
        variant: checked.variant,
        now,
        quirks: &quirks,
        pend: at.pend,
    });
    world.book_mut(entity).serving = None;
    let response = response?;
    Ok((response, passed || moved || handler.writes()))
}
