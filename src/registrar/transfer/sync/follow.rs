//! What is set once a domain has come, and the end of the row: once, whatever happens meanwhile.

use std::collections::VecDeque;

use crate::base::effect::Task;
use crate::base::journal::{Row, RowState, Settled};
use crate::base::message::Message;
use crate::base::params::Value;
use crate::ispapi::Code;
use crate::registrar::Effect;
use crate::registrar::error::unexpected;
use crate::registrar::order::evidence::Answer;
use crate::registrar::order::{self, Proof};
use crate::registrar::zone::{self, ZoneFacts};

use super::{Job, State, Step, TransferSync, close_doubt, pending, settlement};

/// For so long another process may be setting what follows a transfer.
const FOLLOWING_SECONDS: i64 = 5 * 60;

/// The key of a row's evidence that says how far the things to set are.
const AFTER: &str = "after";

impl TransferSync {
    /// The domain is here.
    pub(super) fn arrived(&mut self, proof: Proof) -> Effect {
        let Some(row) = self.row.as_ref().filter(|row| row.state != RowState::Void) else {
            return self.came_by_itself();
        };
        match row.evidence.text(AFTER).ok().flatten().as_deref() {
            Some("begun") => self.interrupted(),
            Some(_) => Effect::Done(self.completed()),
            None if self.wishes.wants_zone() => {
                let (scope, extension) = (self.settings.scope(), &self.subject.extension);
                let lookup = zone::Lookup::new(&scope, extension, self.domain());
                let effect = lookup.start();
                self.state = State::Zone(lookup, proof);
                effect
            }
            None => self.claim(&proof, &ZoneFacts::default()),
        }
    }

    /// A push, or a transfer that was ordered elsewhere: it is here, but nobody wrote down what was wanted with it.
    fn came_by_itself(&mut self) -> Effect {
        let admin = Message::new("transfer.unknown_admin").with("domain", self.domain().as_str());
        let task = self.task("transfer_after", "task.transfer_after", &admin);
        let steps = self.status().map(|status| {
            self.wishes
                .steps(self.domain(), status, &ZoneFacts::default())
        });
        let effects = match steps {
            Some(steps) if !steps.is_empty() => VecDeque::from([Effect::Task(task)]),
            _ => VecDeque::new(),
        };
        let outcome = self.completed();
        self.close(effects, outcome)
    }

    /// Whoever moves the row sets what follows; everybody else finds it moved. So each thing is set once, even where two crons run.
    pub(super) fn claim(&mut self, proof: &Proof, zone: &ZoneFacts) -> Effect {
        let (Some(row), Some(status)) = (&self.row, self.status()) else {
            return unexpected();
        };
        let steps = self.wishes.steps(self.domain(), status, zone);
        let noted = close_doubt(row).map(Job::Note);
        let owed = noted.into_iter().chain(self.owed().map(Job::Tell));
        let jobs: VecDeque<Job> = owed.chain(steps.into_iter().map(Job::Set)).collect();
        let word = if jobs.is_empty() { "done" } else { "begun" };
        let settlement = settlement(row, RowState::Done, proof.facts.clone().with(AFTER, word));
        self.state = State::Claiming(jobs);
        Effect::Settle(settlement)
    }

    pub(super) fn claimed(&mut self, jobs: VecDeque<Job>, settled: &Settled) -> Effect {
        match settled {
            Settled::Yes if jobs.is_empty() => Effect::Done(self.completed()),
            Settled::Yes => self.work(jobs),
            Settled::Moved(_) => Effect::Done(pending()), // somebody else is at it; the next run completes
            Settled::Unknown => Effect::Done(order::no_journal()),
        }
    }

    pub(super) fn work(&mut self, mut jobs: VecDeque<Job>) -> Effect {
        while let Some(job) = jobs.pop_front() {
            match job {
                Job::Note(store) => {
                    self.state = State::Working(jobs, "");
                    return Effect::Store(store);
                }
                Job::Tell(task) => {
                    self.state = State::Working(jobs, "");
                    return Effect::Task(task);
                }
                Job::Set(Step { what, command }) => match command {
                    Ok(command) => {
                        self.state = State::Working(jobs, what);
                        return Effect::Ask(command);
                    }
                    Err(reason) => self.failed.push(format!("{what} ({reason})")),
                },
            }
        }
        if self.failed.is_empty() {
            return self.load_journal(State::Reloading);
        }
        let admin = Message::new("transfer.after_admin")
            .with("domain", self.domain().as_str())
            .with("list", std::mem::take(&mut self.failed).join("; "));
        self.state = State::Working(jobs, "");
        Effect::Task(self.task("transfer_after", "task.transfer_after", &admin))
    }

    pub(super) fn answered(&mut self, jobs: VecDeque<Job>, what: &str, answer: &Answer) -> Effect {
        let reason = match answer {
            Ok(response) if response.code() == Code::OK => None,
            Ok(response) => Some(format!(
                "{} {}",
                response.code(),
                response.safe_description()
            )),
            Err(error) => Some(error.to_string()),
        };
        self.failed
            .extend(reason.map(|reason| format!("{what} ({reason})")));
        self.work(jobs)
    }

    pub(super) fn reloaded(&mut self, value: &Value) -> Effect {
        let outcome = self.completed();
        let id = self.row.as_ref().map(|row| row.id);
        let rows = Row::read_list(value).unwrap_or_default();
        let row = rows.iter().find(|row| Some(row.id) == id);
        let effects = row.map(|row| {
            let facts = row.evidence.clone().with(AFTER, "done");
            Effect::Settle(settlement(row, RowState::Done, facts))
        });
        self.close(effects.into_iter().collect(), outcome)
    }

    /// An earlier run broke off while it set things. What it had set is not known, and setting it again might charge again.
    fn interrupted(&mut self) -> Effect {
        let age = self.row.as_ref().and_then(|row| row.settled_age);
        if age.is_some_and(|age| age < FOLLOWING_SECONDS) {
            return Effect::Done(pending());
        }
        let admin =
            Message::new("transfer.interrupted_admin").with("domain", self.domain().as_str());
        let task = self.task("transfer_after", "task.transfer_after", &admin);
        let tasks = self.owed().into_iter().chain([task]);
        let mut effects: VecDeque<Effect> = tasks.map(Effect::Task).collect();
        if let Some(row) = &self.row {
            let facts = row.evidence.clone().with(AFTER, "done");
            effects.push_back(Effect::Settle(settlement(row, RowState::Done, facts)));
        }
        let outcome = self.completed();
        self.close(effects, outcome)
    }

    /// The to-do for years that were paid and not brought.
    fn owed(&self) -> Option<Task> {
        let years = self.wishes.owed_years(self.row.as_ref()?, self.status()?);
        let admin = Message::new("transfer.years_admin")
            .with("domain", self.domain().as_str())
            .with("years", years.to_string());
        (years > 0).then(|| self.task("transfer_years", "task.transfer_years", &admin))
    }
}
