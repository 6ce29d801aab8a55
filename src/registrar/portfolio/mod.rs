//! `SyncPortfolio`: the whole account against the whole shop, in steps that can be taken in any process and at any time.
//!
//! First the account's list is read, page by page, and kept as snapshots; `Sync` answers from them for a while. Then the shop's
//! domains are read, block by block, and compared with them; differences are written, or become findings. A run takes one
//! step and says where the next begins, so that a step lost is a step repeated, and no process ever holds the portfolio. The list's order
//! and the shop's may differ: that is why there are two passes.

use crate::base::effect::{Load, Store};
use crate::base::message::Message;
use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};

use super::error::{Failed, unexpected};
use super::sync::assess::{Measure, living};
use super::sync::background::no_database;
use super::sync::snapshot::Seen;
use super::{Context, Effect, Error, Event, MODULE, Settings};

mod compare;
mod cursor;
mod list;

pub(super) use compare::Change;
use compare::{Compared, Policy, ShopRow};
use cursor::{Cursor, Phase};

/// So many domains of the shop in one step.
const BLOCK: i64 = 500;

/// `SyncPortfolio`, one step.
pub(super) struct Plan {
    settings: Settings,
    scope: String,
    trace: String,
    measure: Measure,
    policy: Policy,
    cursor: Cursor,
    step: Step,
}

enum Step {
    /// The database says what time it is, then the page is asked for.
    Clock,
    Page {
        now: i64,
    },
    Shop,
    Snapshots(Vec<ShopRow>),
    /// Keeps this before the next.
    Keeping(Vec<Effect>),
    /// Makes sure that the page was kept: `name` is the last one of it.
    Kept {
        name: String,
        now: i64,
    },
}

impl Plan {
    pub(super) fn new(
        params: &Params,
        settings: Settings,
        context: &Context,
    ) -> Result<Self, Error> {
        let cursor = params.map("cursor")?.unwrap_or_default();
        let cursor = Cursor::read(&cursor)?;
        Ok(Self {
            scope: settings.scope(),
            trace: context.trace.clone(),
            measure: Measure {
                now: context.now,
                day_earlier: settings.expiry_day_earlier,
            },
            policy: Policy::read(params)?,
            settings,
            step: match cursor.phase {
                Phase::List => Step::Clock,
                Phase::Shop | Phase::Finished => Step::Shop,
            },
            cursor,
        })
    }

    fn begin(&self) -> Effect {
        match self.cursor.phase {
            Phase::List => Effect::Load(Seen::question(&self.scope, Vec::new())),
            Phase::Shop => Effect::Load(self.shop_rows()),
            Phase::Finished => self.done(),
        }
    }

    fn take_clock(&mut self, value: &Value) -> Effect {
        let Some(seen) = Seen::read(value, "") else {
            return Effect::Done(no_database());
        };
        if self.cursor.started == 0 {
            self.cursor.started = seen.now;
        }
        self.step = Step::Page { now: seen.now };
        match list::questions(&self.cursor) {
            Ok(commands) => Effect::AskMany(commands),
            Err(failed) => Effect::Done(failed.into()),
        }
    }

    fn take_page(&mut self, answers: Vec<super::order::Answer>, now: i64) -> Effect {
        let login = &self.settings.account.login;
        match list::take(&mut self.cursor, answers, login) {
            Ok(rows) if rows.is_empty() => self.done(),
            Ok(rows) => {
                self.step = Step::Kept {
                    name: list::last_name(&rows),
                    now,
                };
                super::sync::snapshot::keep(&self.scope, now, rows)
            }
            Err(failed) => Effect::Done(failed.into()),
        }
    }

    /// A page that was not kept would make its domains look missing, so the step is then taken again.
    fn check_page(&self, value: &Value, name: &str, now: i64) -> Effect {
        let row = Seen::read(value, name).and_then(|seen| seen.row);
        if row.is_some_and(|row| row.seen >= now) {
            self.done()
        } else {
            Effect::Done(no_database())
        }
    }

    fn shop_rows(&self) -> Load {
        let fields = Params::default()
            .with("registrar", MODULE)
            .with("after", self.cursor.after)
            .with("limit", BLOCK)
            .with("statuses", living());
        Load::new("domains", fields)
    }

    fn take_shop_rows(&mut self, value: &Value) -> Effect {
        let Ok(rows) = ShopRow::read_list(value) else {
            return Effect::Done(no_database());
        };
        let Some(last) = rows.last() else {
            self.cursor.phase = Phase::Finished;
            return self.done();
        };
        self.cursor.after = last.id;
        let names = rows
            .iter()
            .filter_map(|row| row.name.clone())
            .map(Value::from);
        let question = Seen::question(&self.scope, names.collect());
        self.step = Step::Snapshots(rows);
        Effect::Load(question)
    }

    fn take_snapshots(&mut self, rows: &[ShopRow], value: &Value) -> Effect {
        let Value::Map(answer) = value else {
            return Effect::Done(no_database());
        };
        let Ok(Some(seen)) = answer.map("rows") else {
            return Effect::Done(no_database());
        };
        let mut compared = Compared::default();
        for row in rows {
            compared.add(row, &seen, &self.cursor, self.measure, self.policy);
        }
        self.cursor.count(rows.len(), &compared);
        let effects = compared.into_effects(&self.scope, &self.trace);
        self.step = Step::Keeping(effects);
        self.keep_next()
    }

    fn keep_next(&mut self) -> Effect {
        let next = match &mut self.step {
            Step::Keeping(effects) => effects.pop(),
            _ => return unexpected(),
        };
        next.unwrap_or_else(|| self.done())
    }

    fn done(&self) -> Effect {
        let value = Params::default().with("cursor", self.cursor.to_params());
        Effect::Done(Outcome::Done(Value::Map(value)))
    }
}

impl super::Plan for Plan {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn step(&mut self, event: Event) -> Effect {
        match (&mut self.step, event) {
            (Step::Clock | Step::Shop, Event::Start) => self.begin(),
            (Step::Clock, Event::Loaded(value)) => self.take_clock(&value),
            (&mut Step::Page { now }, Event::Answers(answers)) => self.take_page(answers, now),
            (Step::Shop, Event::Loaded(value)) => self.take_shop_rows(&value),
            (Step::Snapshots(rows), Event::Loaded(value)) => {
                let rows = std::mem::take(rows);
                self.take_snapshots(&rows, &value)
            }
            (Step::Keeping(_), Event::Performed) => self.keep_next(),
            (Step::Kept { name, .. }, Event::Performed) => {
                Effect::Load(Seen::question(&self.scope, vec![name.as_str().into()]))
            }
            (Step::Kept { name, now }, Event::Loaded(value)) => {
                let (name, now) = (std::mem::take(name), *now);
                self.check_page(&value, &name, now)
            }
            _ => unexpected(),
        }
    }
}

/// Writes dates into the shop's rows, each only while the row still has the date that was compared, and notes what they were.
pub(super) fn write(scope: &str, trace: &str, changes: Vec<Value>) -> Effect {
    let fields = Params::default()
        .with("scope", scope)
        .with("trace", trace)
        .with("rows", changes);
    Effect::Store(Store::new("dates", fields))
}

/// The list cannot be read whole, whatever is tried.
fn unstable() -> Failed {
    let message = Message::new("sync.list_changes");
    Failed::because("registrar.list_changes", message.clone(), message)
}

#[cfg(test)]
mod tests;
