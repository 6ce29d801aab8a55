//! What a plan wants, and what it is told. A plan is a state machine over these two; it never waits and never reads a clock.

use super::outcome::Outcome;
use super::params::Params;

/// What a plan wants next. `C` is a command of the wire that the plan speaks.
#[derive(Debug)]
pub enum Effect<C> {
    /// One command to the registrar or panel; answered by [`Event::Answer`].
    Ask(C),
    /// The plan is finished.
    Done(Outcome),
    /// A fact to keep under a key; answered by [`Event::Performed`].
    Store {
        /// The key, unique for its subject.
        key: String,
        /// The value.
        value: String,
    },
    /// Something that a person must do; answered by [`Event::Performed`].
    Task(Task),
}

/// What happened since the last step. `A` is the wire's answer.
#[derive(Debug)]
pub enum Event<A> {
    /// The answer to [`Effect::Ask`].
    Answer(A),
    /// [`Effect::Store`] or [`Effect::Task`] was carried out.
    Performed,
    /// The first step.
    Start,
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
