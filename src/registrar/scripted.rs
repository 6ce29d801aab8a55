//! Plans under test: answers by a script, no network, no PHP, no clock.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test may fail by panic
#![allow(clippy::unnecessary_wraps)] // an answer is a reply or the lack of one

use std::fmt::Write as _;

use crate::base::journal::{Claim, Row, RowState, Settled, Settlement};
use crate::base::outcome::{Failure, Outcome};
use crate::base::params::{Params, Value};
use crate::ispapi::{Command, CommandEffect, Error, Response, encode, parse};
use crate::net::TransportError;

use super::{Context, Effect, Event, Plan};

/// From where a row may move to each state, as in `Journal.php`.
const MOVES: [(RowState, &[RowState]); 4] = {
    use RowState::{Done, Doubt, Open, Pending, Void};
    [
        (Done, &[Open, Doubt, Pending, Done, Void]),
        (Doubt, &[Open, Doubt]),
        (Pending, &[Open, Doubt, Pending, Void]),
        (Void, &[Open, Doubt, Pending, Done]),
    ]
};

/// The number of a row that is claimed; no test's journal has one so high.
const CLAIMED: i64 = 1000;

/// What the registrar says, in turn.
pub(super) struct Script {
    plan: Result<Box<dyn Plan>, super::Error>,
    answers: std::collections::VecDeque<Result<Response, Error>>,
    loads: Vec<(&'static str, Value)>,
    later: Vec<(&'static str, Value)>,
    claims: std::collections::VecDeque<Claim>,
    settled: std::collections::VecDeque<Settled>,
    aside: Vec<(&'static str, &'static str)>,
    asked: Vec<String>,
    effects: Vec<Params>,
    outcome: Option<Outcome>,
}

impl Script {
    pub(super) fn new(verb: &str, params: &Params, context: &Context) -> Self {
        Self {
            plan: super::plan(verb, params, context),
            answers: std::collections::VecDeque::new(),
            loads: vec![
                ("journal", Value::List(Vec::new())),
                ("domain", Value::Map(Params::default())),
            ],
            later: Vec::new(),
            claims: std::collections::VecDeque::new(),
            settled: std::collections::VecDeque::new(),
            aside: vec![
                ("QueryDomainOptions", "200 ok"),
                ("QueryDomainRepositoryInfo", "200 ok"),
                ("QueryObjectLogList", "200 ok"),
            ],
            asked: Vec::new(),
            effects: Vec::new(),
            outcome: None,
        }
    }

    pub(super) fn answer(mut self, answer: Result<Response, Error>) -> Self {
        self.answers.push_back(answer);
        self
    }

    /// What is answered to every command of this name, beside the script: a zone's facts and the log say nothing unless told
    /// otherwise.
    pub(super) fn aside(mut self, command: &'static str, answer: &'static str) -> Self {
        self.aside.retain(|(known, _)| *known != command);
        self.aside.push((command, answer));
        self
    }

    /// What the host's database has under a name (`journal`, `domain`, `cache` ...); nothing unless told otherwise, and an empty
    /// journal.
    pub(super) fn load(mut self, what: &'static str, value: impl Into<Value>) -> Self {
        self.loads.retain(|(known, _)| *known != what);
        self.loads.push((what, value.into()));
        self
    }

    /// What the host's database has under that name from the second look on.
    pub(super) fn later(mut self, what: &'static str, value: impl Into<Value>) -> Self {
        self.later.push((what, value.into()));
        self
    }

    /// What becomes of the next claim; it succeeds unless told otherwise.
    pub(super) fn claim(mut self, claim: Claim) -> Self {
        self.claims.push_back(claim);
        self
    }

    /// What becomes of the next settlement; unless told otherwise, it is that of the host's journal.
    pub(super) fn settled(mut self, settled: Settled) -> Self {
        self.settled.push_back(settled);
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

    /// The commands that went out, as sent, without those that were answered aside.
    pub(super) fn asked(&self) -> Vec<&str> {
        self.asked.iter().map(String::as_str).collect()
    }

    /// What the host was given to do, loads aside.
    pub(super) fn effects(&self) -> &[Params] {
        &self.effects
    }

    /// How the run ended.
    pub(super) fn outcome(&mut self) -> Outcome {
        if self.outcome.is_none() {
            self.outcome = Some(self.play());
            let outcome = self.outcome.as_ref();
            assert!(
                self.answers.is_empty(),
                "answers are left over: {outcome:?}"
            );
        }
        self.outcome.clone().unwrap()
    }

    fn play(&mut self) -> Outcome {
        let mut event = Event::Start;
        loop {
            let effect = match &mut self.plan {
                Ok(plan) => plan.step(event),
                Err(error) => return error.clone().into(),
            };
            event = match effect {
                Effect::Ask(command) => Event::Answer(self.next_answer(&command)),
                Effect::AskMany(commands) => {
                    Event::Answers(commands.iter().map(|c| self.next_answer(c)).collect())
                }
                Effect::Claim(intent) => {
                    self.effects.push(intent.to_params());
                    let claim = self.claims.pop_front();
                    Event::Claimed(claim.unwrap_or(Claim::Claimed {
                        id: CLAIMED,
                        version: 1,
                    }))
                }
                Effect::Done(outcome) => return outcome,
                Effect::Load(load) => Event::Loaded(self.loaded(&load.to_params())),
                Effect::Settle(settlement) => {
                    self.effects.push(settlement.to_params());
                    let told = self.settled.pop_front();
                    Event::Settled(told.unwrap_or_else(|| self.settle(&settlement)))
                }
                Effect::Store(store) => {
                    self.effects.push(store.to_params());
                    Event::Performed
                }
                Effect::Task(task) => {
                    self.effects.push(task.to_params());
                    Event::Performed
                }
            }
        }
    }

    /// As the host's journal does it: a row that was moved before, or that may not move so, stays. Rows that were claimed in this
    /// run are nobody else's.
    fn settle(&mut self, end: &Settlement) -> Settled {
        let journal = self.loads.iter_mut().find(|(name, _)| *name == "journal");
        let Some((_, Value::List(rows))) = journal else {
            return Settled::Yes;
        };
        let id = |row: &Value| match row {
            Value::Map(row) => row.integer("id", 0..=i64::MAX).unwrap(),
            _ => None,
        };
        let known = rows.iter_mut().find(|row| id(row) == Some(end.id));
        let Some(Value::Map(row)) = known else {
            return Settled::Yes;
        };
        let stands = Row::read(row).unwrap();
        let moves = MOVES.iter().find(|(to, _)| *to == end.state).unwrap().1;
        if stands.version != end.version || !moves.contains(&stands.state) {
            return Settled::Moved(Box::new(stands));
        }
        row.set("version", stands.version + 1);
        row.set("state", end.state.name());
        row.set("evidence", end.evidence.clone());
        Settled::Yes
    }

    fn next_answer(&mut self, command: &Command) -> Result<Response, Error> {
        let name = command.name().as_str();
        if let Some((_, answer)) = self.aside.iter().find(|(known, _)| *known == name) {
            return reply(answer);
        }
        self.asked.push(encode(command));
        let answer = self.answers.pop_front();
        answer.unwrap_or_else(|| panic!("an answer for {}", encode(command)))
    }

    fn loaded(&mut self, load: &Params) -> Value {
        let what = load.text("what").unwrap().unwrap();
        let find =
            |loads: &[(&'static str, Value)]| loads.iter().find(|(name, _)| *name == what).cloned();
        let found = find(&self.loads);
        if let Some(later) = find(&self.later) {
            self.loads.retain(|(name, _)| *name != what);
            self.loads.push(later);
        }
        found.map_or(Value::Null, |(_, value)| value)
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

#[test]
fn rows_move_here_as_in_the_hosts_journal() {
    let journal = include_str!("../../modules/ispbridge/lib/Journal.php");
    for (to, from) in MOVES {
        let from: Vec<_> = from.iter().map(|s| format!("'{}'", s.name())).collect();
        let line = format!("'{}' => [{}],", to.name(), from.join(", "));
        assert!(journal.contains(&line), "{line}");
    }
}
