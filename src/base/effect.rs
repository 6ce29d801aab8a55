//! What a plan wants, and what it is told. A plan is a state machine over these two; it never waits and never reads a clock.

use super::journal::{Claim, Intent, Settled, Settlement};
use super::outcome::Outcome;
use super::params::{Params, Value};

/// What a plan wants next. `C` is a command of the wire that the plan speaks.
#[derive(Debug)]
pub enum Effect<C> {
    /// One command to the registrar or panel; answered by [`Event::Answer`].
    Ask(C),
    /// Many, some of them at the same time; answered by [`Event::Answers`] in their order.
    AskMany(Vec<C>),
    /// An intent to write into the journal; answered by [`Event::Claimed`].
    Claim(Intent),
    /// The plan is finished.
    Done(Outcome),
    /// Something out of the host's database; answered by [`Event::Loaded`].
    Load(Load),
    /// A row of the journal to settle; answered by [`Event::Settled`].
    Settle(Settlement),
    /// Something to keep in the host's database; answered by [`Event::Performed`].
    Store(Store),
    /// Something that a person must do; answered by [`Event::Performed`].
    Task(Task),
}

/// What happened since the last step. `A` is the wire's answer.
#[derive(Debug)]
pub enum Event<A> {
    /// The answer to [`Effect::Ask`].
    Answer(A),
    /// The answers to [`Effect::AskMany`], in the order of the commands.
    Answers(Vec<A>),
    /// What became of [`Effect::Claim`].
    Claimed(Claim),
    /// What [`Effect::Load`] found: `Null` where the database did not answer.
    Loaded(Value),
    /// [`Effect::Store`] or [`Effect::Task`] was carried out.
    Performed,
    /// What became of [`Effect::Settle`].
    Settled(Settled),
    /// The first step.
    Start,
}

/// Something out of the host's database: its name there, and what it is asked with.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    what: &'static str,
    fields: Params,
}

/// Something to keep in the host's database.
#[derive(Clone, Debug, PartialEq)]
pub struct Store {
    effect: &'static str,
    fields: Params,
}

/// A to-do for the shop's staff.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// What it is about, the same for the same matter, so that a repetition is recognised.
    pub key: String,
    /// One line, in English.
    pub title: String,
    /// What happened and what to do, in English.
    pub description: String,
}

impl Load {
    /// Cached maps by key: a map from key to `value` and `age` in seconds.
    pub fn cache<K: Into<Value>>(scope: &str, keys: impl IntoIterator<Item = K>) -> Self {
        let keys: Vec<Value> = keys.into_iter().map(Into::into).collect();
        Self::new(
            "cache",
            Params::default().with("scope", scope).with("keys", keys),
        )
    }

    /// What the shop knows of a domain, by `tbldomains.id`.
    pub fn domain(id: i64) -> Self {
        Self::new("domain", Params::default().with("domain_id", id))
    }

    /// The journal of one domain, newest first.
    pub fn journal(scope: &str, domain: &str) -> Self {
        let fields = Params::default()
            .with("scope", scope)
            .with("domain", domain);
        Self::new("journal", fields)
    }

    /// Anything else, by the name and the fields that the host's store knows.
    pub fn new(what: &'static str, fields: Params) -> Self {
        Self { what, fields }
    }

    /// The fields as PHP sees them.
    pub fn to_params(&self) -> Params {
        let start = Params::default()
            .with("effect", "load")
            .with("what", self.what);
        merged(start, &self.fields)
    }
}

impl Store {
    /// A map to keep for a while; `seconds` is its life.
    pub fn cache(scope: &str, key: &str, value: Params, seconds: i64) -> Self {
        let fields = Params::default()
            .with("scope", scope)
            .with("key", key)
            .with("value", value)
            .with("seconds", seconds);
        Self::new("cache", fields)
    }

    /// A fact to keep under a key that is unique for its subject.
    pub fn fact(key: &str, value: &str) -> Self {
        Self::new(
            "store",
            Params::default().with("key", key).with("value", value),
        )
    }

    /// Anything else, by the name and the fields that the host's store knows.
    pub fn new(effect: &'static str, fields: Params) -> Self {
        Self { effect, fields }
    }

    /// The fields as PHP sees them.
    pub fn to_params(&self) -> Params {
        merged(Params::default().with("effect", self.effect), &self.fields)
    }
}

impl Task {
    /// The fields as PHP sees them.
    pub fn to_params(&self) -> Params {
        Params::default()
            .with("effect", "task")
            .with("key", self.key.as_str())
            .with("title", self.title.as_str())
            .with("description", self.description.as_str())
    }
}

fn merged(start: Params, fields: &Params) -> Params {
    fields
        .iter()
        .fold(start, |all, (name, value)| all.with(name, value.clone()))
}
