//! The control of a running sandbox: look inside, seed, move the clock, order faults.
//!
//! The same words work in process ([`Control::get`], [`Control::post`], [`Control::delete`]) and
//! over HTTP (`GET`, `POST`, `DELETE /control/WORD`, JSON). HTTP bodies must be sent as
//! `application/json`: a web page cannot do that to a local port without being asked first.

mod answer;
mod http;
mod market;
mod moves;
mod seed;

use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::commands;
use crate::faults::Fault;
use crate::life;
use crate::shared::Shared;
use crate::wire::Response;
use crate::world::{Entity, StoreError, World, moment};

pub(crate) use http::router;

/// A grip on a running sandbox.
#[derive(Clone)]
pub struct Control {
    shared: Arc<Shared>,
}

/// Why a control request was not done.
#[derive(Debug)]
#[non_exhaustive]
pub enum ControlError {
    /// The body is not as wanted; the text says how.
    Bad(String),
    /// No such word.
    NotFound(String),
    /// Done, but the state file could not be written.
    State(StoreError),
}

impl fmt::Display for ControlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bad(text) => f.write_str(text),
            Self::NotFound(word) => write!(f, "no control word `{word}`"),
            Self::State(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ControlError {}

/// POST clock: what to change, in this order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockChange {
    /// `2027-01-31 10:00:00`, UTC.
    set: Option<String>,
    /// A span: `1y`, `30d`, `-2h`, `P1Y`.
    r#move: Option<String>,
    /// Stand still, or run again.
    stopped: Option<bool>,
}

/// POST settle: the registry's word on what is pending.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settle {
    entity: Entity,
    name: String,
    confirmed: bool,
}

impl Control {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// Looks at `state`, `exchanges`, `counters`, `clock`, `faults`, `quirks` or `quota`.
    ///
    /// # Errors
    ///
    /// [`ControlError::NotFound`].
    pub fn get(&self, word: &str) -> Result<Value, ControlError> {
        match word {
            "clock" => Ok(answer::clock(&self.shared)),
            "counters" => Ok(answer::counters(&self.shared)),
            "exchanges" => Ok(answer::exchanges(&self.shared)),
            "faults" => Ok(json!(self.shared.faults.lock().waiting())),
            "quirks" => Ok(json!(self.shared.quirks.lock().all())),
            "quota" => Ok(self.shared.quota.lock().shown()),
            "state" => Ok(answer::state(&self.shared)),
            _ => Err(ControlError::NotFound(word.to_owned())),
        }
    }

    /// Changes `accounts`, `balance`, `clock`, `contacts`, `domains`, `events`, `faults`, `foreign`,
    /// `outgoing`, `prices`, `quirks`, `quota`, `relations`, `remove`, `roles`, `settle` or
    /// `verifications`; `docs/sandbox.md` describes the bodies.
    ///
    /// # Errors
    ///
    /// [`ControlError`]; nothing was changed, except with [`ControlError::State`].
    pub fn post(&self, word: &str, body: Value) -> Result<Value, ControlError> {
        match word {
            "accounts" => self.change(body, seed::account),
            "balance" => self.change(body, seed::balance),
            "clock" => self.change(body, change_clock),
            "contacts" => self.change(body, seed::contact),
            "domains" => self.change(body, seed::domain),
            "events" => self.change(body, market::event),
            "faults" => self.order(Fault::from_json(body).map_err(ControlError::Bad)?),
            "foreign" => self.change(body, seed::foreign),
            "outgoing" => self.change(body, moves::outgoing),
            "prices" => self.change(body, market::price),
            "quirks" => self.set_quirks(body),
            "quota" => self.set_quota(body),
            "relations" => self.change(body, market::relations),
            "remove" => self.change(body, seed::remove),
            "roles" => self.change(body, seed::role),
            "settle" => {
                let quirks = self.shared.quirks.lock().clone();
                self.change(body, |world, settle: &Settle| {
                    let (entity, name) = (settle.entity, &settle.name);
                    if let Some(done) =
                        moves::settle_transfer(world, entity, name, settle.confirmed)
                    {
                        return done;
                    }
                    let now = world.clock.now();
                    let book = world.book_mut(settle.entity);
                    commands::settle(book, &settle.name, settle.confirmed, now, &quirks)
                        .map(|_: Response| json!({}))
                        .map_err(|refusal| refusal.parts().1)
                })
            }
            "verifications" => self.change(body, moves::verification),
            _ => Err(ControlError::NotFound(word.to_owned())),
        }
    }

    /// Empties `journal` or `faults`.
    ///
    /// # Errors
    ///
    /// [`ControlError::NotFound`].
    pub fn delete(&self, word: &str) -> Result<Value, ControlError> {
        match word {
            "faults" => self.shared.faults.lock().clear(),
            "journal" => self.shared.journal.lock().clear(),
            _ => return Err(ControlError::NotFound(word.to_owned())),
        }
        Ok(json!({}))
    }

    /// The commands received so far, one flat JSON object a line, secrets masked.
    pub fn journal(&self) -> String {
        self.shared.journal.lock().lines()
    }

    /// Connections, requests, commands by name, what was not simulated.
    pub fn counters(&self) -> Value {
        answer::counters(&self.shared)
    }

    /// Domains, accounts (without passwords), contacts, ledger, object log, of both books.
    pub fn state(&self) -> Value {
        answer::state(&self.shared)
    }

    /// Orders a fault.
    ///
    /// # Errors
    ///
    /// [`ControlError::Bad`]: the fault could never happen.
    pub fn fault(&self, fault: Fault) -> Result<(), ControlError> {
        self.order(fault).map(|_| ())
    }

    /// Whether some book has this account with this password.
    pub fn accepts(&self, login: &str, password: &str) -> bool {
        let world = self.shared.world.lock();
        Entity::ALL.iter().any(|entity| {
            let account = world.book(*entity).accounts.get(login);
            account.is_some_and(|account| account.password == password)
        })
    }

    fn order(&self, fault: Fault) -> Result<Value, ControlError> {
        let added = self.shared.faults.lock().add(fault);
        added.map(|()| json!({})).map_err(ControlError::Bad)
    }

    fn set_quirks(&self, body: Value) -> Result<Value, ControlError> {
        let wanted: std::collections::BTreeMap<String, String> = parse(body)?;
        let mut quirks = self.shared.quirks.lock();
        let mut changed = quirks.clone();
        for (name, value) in wanted {
            changed
                .set(&format!("{name}={value}"))
                .map_err(|error| ControlError::Bad(error.to_string()))?;
        }
        *quirks = changed;
        Ok(json!(quirks.all()))
    }

    fn set_quota(&self, body: Value) -> Result<Value, ControlError> {
        let figures = parse(body)?;
        let mut quota = self.shared.quota.lock();
        quota.set(figures);
        Ok(quota.shown())
    }

    fn change<T: DeserializeOwned>(
        &self,
        body: Value,
        change: impl FnOnce(&mut World, &T) -> Result<Value, String>,
    ) -> Result<Value, ControlError> {
        let wanted: T = parse(body)?;
        let mut world = self.shared.world.lock();
        let answer = change(&mut world, &wanted).map_err(ControlError::Bad)?;
        world.forget_due_times();
        catch_up(&mut world);
        self.shared.save(&world).map_err(ControlError::State)?;
        Ok(answer)
    }
}

fn parse<T: DeserializeOwned>(body: Value) -> Result<T, ControlError> {
    serde_json::from_value(body).map_err(|error| ControlError::Bad(error.to_string()))
}

/// Far enough for every test, and far from the end of the calendar, where years can no longer be
/// added.
const LAST_DAY: &str = "3000-01-01";

/// Does what time has done since the last look.
fn catch_up(world: &mut World) {
    let now = world.clock.now();
    for entity in Entity::ALL {
        life::advance(world.book_mut(entity), now);
        commands::advance(world.book_mut(entity), now);
    }
}

fn change_clock(world: &mut World, change: &ClockChange) -> Result<Value, String> {
    let mut clock = world.clock;
    if let Some(text) = &change.set {
        clock.set(moment(text)?);
    }
    if let Some(text) = &change.r#move {
        let span: jiff::Span = text.parse().map_err(|e| format!("`{text}`: {e}"))?;
        let moved = clock
            .now()
            .to_zoned_datetime(jiff::tz::TimeZone::UTC)
            .checked_add(span);
        clock.set(moved.map_err(|error| error.to_string())?.timestamp());
    }
    if clock.now() > moment(LAST_DAY)? {
        return Err(format!("the clock ends at {LAST_DAY}"));
    }
    match change.stopped {
        Some(true) => clock.stop(),
        Some(false) => clock.run(),
        None => {}
    }
    world.clock = clock;
    Ok(json!({}))
}
