//! Plans under test: answers by a script, no network, no PHP, no clock.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test may fail by panic
#![allow(clippy::unnecessary_wraps)] // an answer is a reply or the lack of one

use std::fmt::Write as _;

use crate::base::outcome::{Failure, Outcome};
use crate::base::params::{Params, Value};
use crate::ispapi::{CommandEffect, Error, Response, encode, parse};
use crate::net::TransportError;

use super::{Context, Effect, Event, Plan};

/// What the registrar says, in turn.
pub(super) struct Script {
    plan: Result<Box<dyn Plan>, super::Error>,
    answers: std::collections::VecDeque<Result<Response, Error>>,
    asked: Vec<String>,
    effects: Vec<Params>,
    outcome: Option<Outcome>,
}

impl Script {
    pub(super) fn new(verb: &str, params: &Params, context: &Context) -> Self {
        Self {
            plan: super::plan(verb, params, context),
            answers: std::collections::VecDeque::new(),
            asked: Vec::new(),
            effects: Vec::new(),
            outcome: None,
        }
    }

    pub(super) fn answer(mut self, answer: Result<Response, Error>) -> Self {
        self.answers.push_back(answer);
        self
    }

    /// The value of a run that must succeed.
    pub(super) fn value(&mut self) -> Params {
        match self.outcome() {
            Outcome::Done(Value::Map(value)) => value,
            other => panic!("{other:?}"),
        }
    }

    /// The failure of a run that must fail.
    pub(super) fn failure(&mut self) -> Failure {
        match self.outcome() {
            Outcome::Failed(failure) => failure,
            Outcome::Done(value) => panic!("{value:?}"),
        }
    }

    /// The commands that went out, as sent.
    pub(super) fn asked(&self) -> Vec<&str> {
        self.asked.iter().map(String::as_str).collect()
    }

    /// What the host was given to do.
    pub(super) fn effects(&self) -> &[Params] {
        &self.effects
    }

    fn outcome(&mut self) -> Outcome {
        if self.outcome.is_none() {
            self.outcome = Some(self.play());
            assert!(self.answers.is_empty(), "answers are left over");
        }
        self.outcome.clone().unwrap()
    }

    fn play(&mut self) -> Outcome {
        let plan = match &mut self.plan {
            Ok(plan) => plan,
            Err(error) => return error.clone().into(),
        };
        let mut event = Event::Start;
        loop {
            event = match plan.step(event) {
                Effect::Ask(command) => {
                    self.asked.push(encode(&command));
                    Event::Answer(
                        self.answers
                            .pop_front()
                            .expect("an answer for each command"),
                    )
                }
                Effect::Done(outcome) => return outcome,
                Effect::Store { key, value } => {
                    self.effects
                        .push(Params::default().with("key", key).with("value", value));
                    Event::Performed
                }
                Effect::Task(task) => {
                    self.effects.push(task.to_params());
                    Event::Performed
                }
            }
        }
    }
}

/// A reply: `CODE DESCRIPTION`, then a line `NAME=value` for each cell, in order.
pub(super) fn reply(text: &str) -> Result<Response, Error> {
    let (first, cells) = text.split_once('\n').unwrap_or((text, ""));
    let (code, description) = first.split_once(' ').unwrap();
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    let mut raw = format!("[RESPONSE]\nCODE={code}\nDESCRIPTION={description}\n");
    for (name, value) in cells.lines().filter_map(|line| line.trim().split_once('=')) {
        let index = counts.entry(name).or_default();
        writeln!(raw, "PROPERTY[{name}][{index}]={value}").unwrap();
        *index += 1;
    }
    Ok(parse((raw + "EOF\n").as_bytes()).unwrap())
}

/// No answer to a command that changes something: it may have arrived.
pub(super) fn lost() -> Result<Response, Error> {
    let after = std::time::Duration::from_secs(45);
    let error = TransportError::Timeout {
        after,
        connecting: false,
    };
    Err(Error::Transport {
        error,
        effect: CommandEffect::Pays,
    })
}

/// No connection: nothing was sent.
pub(super) fn not_sent() -> Result<Response, Error> {
    let error = TransportError::Connect {
        reason: "refused".to_owned(),
    };
    Err(Error::Transport {
        error,
        effect: CommandEffect::Pays,
    })
}
