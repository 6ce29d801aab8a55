//! `SettleOrders`: looks at every order that nobody has settled, and settles it by evidence. For the cron and the command line.
//!
//! It never orders anything. A row whose process may still be sending is left alone.

use std::collections::VecDeque;

use crate::base::effect::{Load, Store};
use crate::base::journal::{Row, Settled};
use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::ispapi::{self, Response};

use super::error::unexpected;
use super::order::{self, Followed, Following, Ruling, rule};
use super::{Effect, Error, Event, MODULE, Settings};

/// How many rows are judged at a time: each asks two or three questions, side by side.
const PAGE: i64 = 20;

/// How many rows one run judges at the most, unless told otherwise; the next run goes on after them.
const MOST: i64 = 200;

/// Settles open orders.
pub(super) struct Settle {
    settings: Settings,
    /// Rows up to this number have been looked at.
    after: i64,
    most: i64,
    state: State,
    looked_at: i64,
    settled: i64,
}

enum State {
    Start,
    Loading,
    /// These rows are judged by the answers, so many for each.
    Judging(Vec<(Row, usize)>, bool),
    /// A row is followed up and settled; then come these.
    Following(Following, VecDeque<(Row, Ruling)>, bool),
}

impl Settle {
    /// Reads `after` (the number of the last row that an earlier slice saw) and `most`.
    pub(super) fn new(params: &Params, settings: Settings) -> Result<Self, Error> {
        Ok(Self {
            settings,
            after: params.integer("after", 0..=i64::MAX)?.unwrap_or_default(),
            most: params.integer("most", 1..=10_000)?.unwrap_or(MOST),
            state: State::Start,
            looked_at: 0,
            settled: 0,
        })
    }

    fn load(&mut self) -> Effect {
        self.state = State::Loading;
        let fields = Params::default()
            .with("scope", self.settings.scope())
            .with("after", self.after)
            .with("limit", PAGE);
        Effect::Load(Load::new("open", fields))
    }

    fn judge(&mut self, list: &Value) -> Effect {
        let Ok(rows) = Row::read_list(list) else {
            return Effect::Done(order::no_journal());
        };
        let Some(last) = rows.last() else {
            return self.done(0);
        };
        self.after = last.id;
        let count = i64::try_from(rows.len()).unwrap_or(PAGE);
        self.looked_at = self.looked_at.saturating_add(count);
        let is_last = count < PAGE || self.looked_at >= self.most;
        let mut questions = Vec::new();
        let mut judged = Vec::new();
        for row in rows.into_iter().filter(|row| !row.may_be_sending()) {
            let Some(own) = order::questions(&row) else {
                continue;
            };
            judged.push((row, own.len()));
            questions.extend(own);
        }
        self.state = State::Judging(judged, is_last);
        Effect::AskMany(questions)
    }

    fn rule(
        &mut self,
        rows: Vec<(Row, usize)>,
        mut answers: VecDeque<Result<Response, ispapi::Error>>,
        is_last: bool,
    ) -> Effect {
        let mut rulings = VecDeque::new();
        for (row, count) in rows {
            let own: Vec<_> = answers.drain(..count.min(answers.len())).collect();
            let ruling = rule(&row, &own);
            rulings.push_back((row, ruling));
        }
        self.settle_next(rulings, is_last)
    }

    fn settle_next(&mut self, mut rulings: VecDeque<(Row, Ruling)>, is_last: bool) -> Effect {
        let scope = self.settings.scope();
        while let Some((row, ruling)) = rulings.pop_front() {
            let Some(following) = Following::of(&row, &ruling, &scope, true) else {
                continue;
            };
            let mut following = following.with(status(&row, &ruling));
            let effect = following.start();
            self.state = State::Following(following, rulings, is_last);
            return effect;
        }
        if !is_last {
            return self.load();
        }
        let next = if self.looked_at >= self.most {
            self.after
        } else {
            0
        };
        self.done(next)
    }

    /// Whoever moved a row before us did so by evidence too, and has followed it up.
    fn follow(
        &mut self,
        mut following: Following,
        rulings: VecDeque<(Row, Ruling)>,
        is_last: bool,
        event: Event,
    ) -> Effect {
        match following.step(event) {
            Followed::Wants(effect) => {
                self.state = State::Following(following, rulings, is_last);
                effect
            }
            Followed::Settled(settled) => {
                self.settled += i64::from(settled == Settled::Yes);
                self.settle_next(rulings, is_last)
            }
        }
    }

    /// How many rows were `looked_at` and `settled`, and in `after` where the next slice goes on: 0 where every row was looked at.
    fn done(&self, after: i64) -> Effect {
        let value = Params::default()
            .with("settled", self.settled)
            .with("looked_at", self.looked_at)
            .with("after", after);
        Effect::Done(Outcome::Done(Value::Map(value)))
    }
}

impl super::Plan for Settle {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn step(&mut self, event: Event) -> Effect {
        match (std::mem::replace(&mut self.state, State::Start), event) {
            (State::Start, Event::Start) => self.load(),
            (State::Loading, Event::Loaded(list)) => self.judge(&list),
            (State::Judging(rows, is_last), Event::Answers(answers)) => {
                self.rule(rows, answers.into(), is_last)
            }
            (State::Following(following, rulings, is_last), event) => {
                self.follow(following, rulings, is_last, event)
            }
            _ => unexpected(),
        }
    }
}

/// What the shop's domain becomes by this; the host knows from which states.
fn status(row: &Row, ruling: &Ruling) -> Store {
    let until = match ruling {
        Ruling::Happened(proof) => proof.facts.get("until").cloned(),
        _ => None,
    };
    let fields = Params::default()
        .with("registrar", MODULE)
        .with("domain_id", row.domain_id)
        .with("operation", row.operation.name())
        .with("state", ruling.state().name())
        .with("until", until.unwrap_or(Value::Null));
    Store::new("status", fields)
}

#[cfg(test)]
mod tests;
