//! `SettleOrders`: looks at every order that nobody has settled, and settles it by evidence. For the cron and the command line.
//!
//! It never orders anything. A row whose process may still be sending is left alone.

use std::collections::VecDeque;

use crate::base::effect::{Load, Store, Task};
use crate::base::journal::{Operation, Row, RowState, Settled};
use crate::base::message::Message;
use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::ispapi::{self, Code, Command, CommandName, Response};

use super::error::unexpected;
use super::order::{self, Ruling, rule};
use super::{Effect, Error, Event, Settings};

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
    /// What the host must do in WHMCS: one map a row that was settled.
    settled: Vec<Value>,
    looked_at: i64,
}

enum State {
    Start,
    Loading,
    /// These rows are judged by the answers, so many for each.
    Judging(Vec<(Row, usize)>, bool),
    /// The first is being settled.
    Settling(VecDeque<(Row, Ruling)>, bool),
    /// What is left to be done for the first, which is settled.
    Following(VecDeque<Effect>, VecDeque<(Row, Ruling)>, bool),
}

impl Settle {
    /// Reads `after` (the number of the last row that an earlier slice saw) and `most`.
    pub(super) fn new(params: &Params, settings: Settings) -> Result<Self, Error> {
        Ok(Self {
            settings,
            after: params.integer("after", 0..=i64::MAX)?.unwrap_or_default(),
            most: params.integer("most", 1..=10_000)?.unwrap_or(MOST),
            state: State::Start,
            settled: Vec::new(),
            looked_at: 0,
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
            if ruling.settlement(&row).is_some() {
                rulings.push_back((row, ruling));
            }
        }
        self.settle_next(rulings, is_last)
    }

    fn settle_next(&mut self, rulings: VecDeque<(Row, Ruling)>, is_last: bool) -> Effect {
        let settlement = rulings
            .front()
            .and_then(|(row, ruling)| ruling.settlement(row));
        match settlement {
            Some(settlement) => {
                self.state = State::Settling(rulings, is_last);
                Effect::Settle(settlement)
            }
            None if is_last => {
                let next = if self.looked_at >= self.most {
                    self.after
                } else {
                    0
                };
                self.done(next)
            }
            None => self.load(),
        }
    }

    /// Whoever moved the row before did so by evidence too, and follows it up.
    fn settled(
        &mut self,
        mut rulings: VecDeque<(Row, Ruling)>,
        settled: &Settled,
        is_last: bool,
    ) -> Effect {
        let Some((row, ruling)) = rulings.pop_front() else {
            return unexpected();
        };
        if *settled != Settled::Yes {
            return self.settle_next(rulings, is_last);
        }
        self.settled.push(report(&row, &ruling));
        self.follow_next(
            follow(&row, &ruling, &self.settings).into(),
            rulings,
            is_last,
        )
    }

    fn follow_next(
        &mut self,
        mut effects: VecDeque<Effect>,
        rulings: VecDeque<(Row, Ruling)>,
        is_last: bool,
    ) -> Effect {
        match effects.pop_front() {
            Some(effect) => {
                self.state = State::Following(effects, rulings, is_last);
                effect
            }
            None => self.settle_next(rulings, is_last),
        }
    }

    /// `settled`, and in `after` where the next slice goes on: 0 where every row was looked at.
    fn done(&mut self, after: i64) -> Effect {
        let settled = std::mem::take(&mut self.settled);
        let value = Params::default()
            .with("settled", settled)
            .with("looked_at", self.looked_at)
            .with("after", after);
        Effect::Done(Outcome::Done(Value::Map(value)))
    }

    /// What an application could not say at its start has to be set once the domain is there; what fails is told.
    fn completed(answer: &Result<Response, ispapi::Error>) -> Option<Effect> {
        let failed = match answer {
            Ok(response) if response.code() == Code::OK => return None,
            Ok(response) => response.safe_description().to_owned(),
            Err(error) => error.to_string(),
        };
        let admin = Message::new("settle.completion_admin").with("reason", failed);
        Some(Effect::Task(Task {
            key: "completion".to_owned(),
            title: Message::new("task.completion").english(),
            description: admin.english(),
        }))
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
            (State::Settling(rulings, is_last), Event::Settled(settled)) => {
                self.settled(rulings, &settled, is_last)
            }
            (State::Following(mut effects, rulings, is_last), Event::Answer(answer)) => {
                effects.extend(Self::completed(&answer));
                self.follow_next(effects, rulings, is_last)
            }
            (State::Following(effects, rulings, is_last), Event::Performed) => {
                self.follow_next(effects, rulings, is_last)
            }
            _ => unexpected(),
        }
    }
}

/// What the host needs to take note of a settled row in WHMCS.
fn report(row: &Row, ruling: &Ruling) -> Value {
    let until = match ruling {
        Ruling::Happened(proof) => proof.facts.get("until").cloned(),
        _ => None,
    };
    let report = Params::default()
        .with("id", row.id)
        .with("domain", row.domain.as_str())
        .with("domain_id", row.domain_id)
        .with("operation", row.operation.name())
        .with("state", ruling.state().name())
        .with("reported", row.reported)
        .with("until", until.unwrap_or(Value::Null));
    Value::Map(report)
}

/// What follows from a ruling: the to-do of the doubt is closed, an application is noted, people are told what only they can do.
fn follow(row: &Row, ruling: &Ruling, settings: &Settings) -> Vec<Effect> {
    let mut effects = Vec::new();
    if row.state != RowState::Pending {
        let key = format!("{}:{}", row.operation, row.domain);
        effects.push(Effect::Store(Store::new(
            "close_task",
            Params::default().with("key", key),
        )));
    }
    effects.extend(application(row, ruling, settings));
    let key = match (ruling, row.operation) {
        (Ruling::Void(facts), _) if facts.get("reason").is_some() => Some("settle.refuted"),
        (Ruling::Void(_), _) => Some("settle.void"),
        (Ruling::Happened(proof), Operation::Renew) if !proof.pending && !row.reported => {
            Some("settle.renewed")
        }
        _ => None,
    };
    effects.extend(key.map(|key| Effect::Task(task(key, row, ruling))));
    effects
}

fn task(key: &'static str, row: &Row, ruling: &Ruling) -> Task {
    let reason = match ruling {
        Ruling::Void(facts) => facts.text("reason").ok().flatten(),
        _ => None,
    };
    let named = |key| {
        Message::new(key)
            .with("domain", row.domain.as_str())
            .with("operation", row.operation.name())
            .with("reason", reason.as_deref().unwrap_or("-"))
            .with("trace", row.trace.as_str())
    };
    let (title, description) = match key {
        "settle.refuted" => ("task.refuted", "settle.refuted_admin"),
        "settle.void" => ("task.void", "settle.void_admin"),
        _ => ("task.renewed", "settle.renewed_admin"),
    };
    Task {
        key: format!("settled:{}:{}", row.operation, row.id),
        title: named(title).english(),
        description: named(description).english(),
    }
}

/// The application behind a row, as it stands now; and what it could not say at its start.
fn application(row: &Row, ruling: &Ruling, settings: &Settings) -> Vec<Effect> {
    let facts = match ruling {
        Ruling::Happened(proof) => &proof.facts,
        _ => &row.evidence,
    };
    let Some(number) = facts.text("application").ok().flatten() else {
        return Vec::new();
    };
    let state = match ruling.state() {
        RowState::Done => "successful",
        RowState::Void => "failed",
        _ => "open",
    };
    let fields = Params::default()
        .with("scope", settings.scope())
        .with("domain_id", row.domain_id)
        .with("domain", row.domain.as_str())
        .with("application", number.into_owned())
        .with("state", state);
    let mut effects = vec![Effect::Store(Store::new("application", fields))];
    if state == "successful" {
        effects.extend(completion(row).into_iter().map(Effect::Ask));
    }
    effects
}

/// `AddDomainApplication` takes neither a renewal mode nor a zone (registrar facts 4.2); the account's default mode may cost the shop
/// money (2.4).
fn completion(row: &Row) -> Vec<Command> {
    let of = |name| Command::of(name).with("DOMAIN", row.domain.as_str());
    let mut commands =
        vec![of(CommandName::SET_DOMAIN_RENEWAL_MODE).with("RENEWALMODE", "AUTOEXPIRE")];
    let wishes = row.before.map("wishes").ok().flatten().unwrap_or_default();
    if wishes.flag("internal_dns").unwrap_or_default() {
        commands.push(of(CommandName::MODIFY_DOMAIN).with("INTERNALDNS", "1"));
    }
    commands
}

#[cfg(test)]
mod tests;
