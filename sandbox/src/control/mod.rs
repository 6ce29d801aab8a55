//! The control of a running sandbox: look inside, seed, move the clock, order faults.
//!
//! The same words work in process ([`Control::get`], [`Control::post`], [`Control::delete`]) and
//! over HTTP (`GET`, `POST`, `DELETE /control/WORD`, JSON). HTTP bodies must be sent as
//! `application/json`: a web page cannot do that to a local port without being asked first.

mod answer;
mod clock;
mod domains;
mod http;
mod ledger;
mod market;
mod moves;
mod reset;
mod seed;

use std::fmt;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::chaos::Chaos;
use crate::commands;
use crate::faults::Fault;
use crate::late;
use crate::life;
use crate::shared::Shared;
use crate::world::{Entity, StoreError, World};

pub(crate) use http::router;
use ledger::LedgerFilter;

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

impl Control {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// Looks at `chaos`, `clock`, `counters`, `exchanges`, `faults`, `ledger`, `quirks`, `quota` or
    /// `state`. The ledger takes a filter: `ledger?object=*.com&entity=ote`.
    ///
    /// # Errors
    ///
    /// [`ControlError::NotFound`]; [`ControlError::Bad`] for a filter that there is not.
    pub fn get(&self, word: &str) -> Result<Value, ControlError> {
        late::by_clock(&self.shared, false);
        let (word, query) = word.split_once('?').unwrap_or((word, ""));
        if !query.is_empty() && word != "ledger" {
            return Err(ControlError::Bad(format!("{word} takes no filter")));
        }
        match word {
            "chaos" => Ok(self.shared.chaos.lock().shown()),
            "clock" => Ok(answer::clock(&self.shared)),
            "counters" => Ok(answer::counters(&self.shared)),
            "exchanges" => Ok(answer::exchanges(&self.shared)),
            "faults" => Ok(json!(self.shared.faults.lock().waiting())),
            "ledger" => {
                let filter = LedgerFilter::parse(query).map_err(ControlError::Bad)?;
                Ok(ledger::ledger(&self.shared, &filter))
            }
            "quirks" => Ok(json!(self.shared.quirks.lock().all())),
            "quota" => Ok(self.shared.quota.lock().shown()),
            "state" => Ok(answer::state(&self.shared)),
            _ => Err(ControlError::NotFound(word.to_owned())),
        }
    }

    /// Changes `accounts`, `balance`, `chaos`, `clock`, `contacts`, `domains`, `events`, `faults`,
    /// `foreign`, `outgoing`, `premium`, `prices`, `quirks`, `quota`, `relations`, `remove`, `reset`, `roles`,
    /// `settle` or `verifications`; `docs/sandbox.md` describes the bodies.
    ///
    /// # Errors
    ///
    /// [`ControlError`]; nothing was changed, except with [`ControlError::State`].
    pub fn post(&self, word: &str, body: Value) -> Result<Value, ControlError> {
        match word {
            "accounts" => self.change(body, seed::account),
            "balance" => self.change(body, seed::balance),
            "chaos" => {
                let plan = Chaos::read(body).map_err(ControlError::Bad)?;
                *self.shared.chaos.lock() = plan;
                Ok(json!({}))
            }
            "clock" => self.change_then(body, clock::change, true),
            "contacts" => self.change(body, seed::contact),
            "domains" => self.change(body, domains::domain),
            "events" => self.change(body, market::event),
            "faults" => self.order(Fault::from_json(body).map_err(ControlError::Bad)?),
            "foreign" => self.change(body, seed::foreign),
            "outgoing" => self.change(body, moves::outgoing),
            "premium" => self.change(body, market::premium),
            "prices" => self.change(body, market::price),
            "quirks" => self.set_quirks(body),
            "quota" => self.set_quota(body),
            "relations" => self.change(body, market::relations),
            "remove" => self.change(body, seed::remove),
            "reset" => {
                reset::reset(&self.shared, &parse(body)?).map_err(ControlError::Bad)?;
                let world = self.shared.world.lock();
                self.shared.save(&world).map_err(ControlError::State)?;
                Ok(json!({}))
            }
            "roles" => self.change(body, seed::role),
            "settle" => {
                let quirks = self.shared.quirks.lock().clone();
                self.change(body, |world, settle| moves::settle(world, settle, &quirks))
            }
            "verifications" => self.change(body, moves::verification),
            _ => Err(ControlError::NotFound(word.to_owned())),
        }
    }

    /// Empties `chaos`, `faults` or `journal`.
    ///
    /// # Errors
    ///
    /// [`ControlError::NotFound`].
    pub fn delete(&self, word: &str) -> Result<Value, ControlError> {
        match word {
            "chaos" => *self.shared.chaos.lock() = Chaos::default(),
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
        late::by_clock(&self.shared, false);
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
        self.change_then(body, change, false)
    }

    /// Changes the world, lets late commands and time do their work, and saves.
    fn change_then<T: DeserializeOwned>(
        &self,
        body: Value,
        change: impl FnOnce(&mut World, &T) -> Result<Value, String>,
        clock_moved: bool,
    ) -> Result<Value, ControlError> {
        let wanted: T = parse(body)?;
        let changed = change(&mut self.shared.world.lock(), &wanted);
        let answer = changed.map_err(ControlError::Bad)?;
        // Before time works on the domains: a late command has a time of its own.
        late::by_clock(&self.shared, clock_moved);
        let mut world = self.shared.world.lock();
        catch_up(&mut world);
        self.shared.save(&world).map_err(ControlError::State)?;
        Ok(answer)
    }
}

fn parse<T: DeserializeOwned>(body: Value) -> Result<T, ControlError> {
    serde_json::from_value(body).map_err(|error| ControlError::Bad(error.to_string()))
}

/// Does what time has done since the last look.
fn catch_up(world: &mut World) {
    let now = world.clock.now();
    for entity in Entity::ALL {
        life::advance(world.book_mut(entity), now);
        commands::advance(world.book_mut(entity), now);
    }
}
