use std::collections::VecDeque;

use jiff::Timestamp;

use crate::base::effect::{Load, Store, Task};
use crate::base::journal::{Operation, Row, RowState, Settlement};
use crate::base::message::Message;
use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::ispapi::Response;
use crate::names::DomainName;
use crate::registrar::error::{unexpected, unreadable};
use crate::registrar::order::evidence::{Answer, Transfer as Evidenced};
use crate::registrar::order::{self, Evidence, Proof, Ruling, Subject, Verdict};
use crate::registrar::zone;
use crate::registrar::{Context, Effect, Error, Event, Settings, domain, expiry};

use super::after::{Step, Wishes};
use super::reason;

mod follow;

/// A transfer that takes longer needs somebody to look: the slowest registries take two weeks.
const TOO_LONG_SECONDS: i64 = 14 * 24 * 60 * 60;

/// `TransferSync`: whether a domain has come, is on its way, or will not come.
pub(in crate::registrar) struct TransferSync {
    settings: Settings,
    subject: Subject,
    now: Timestamp,
    wishes: Wishes,
    /// The journal's newest row of a transfer of this domain.
    row: Option<Row>,
    answers: Vec<Answer>,
    failed: Vec<String>,
    state: State,
}

enum State {
    Start,
    Journal,
    Reading,
    /// The domain is here; the zone's facts are looked up.
    Zone(zone::Lookup, Proof),
    /// This process claims the things to set.
    Claiming(VecDeque<Job>),
    /// They are being set; which one the answer is about.
    Working(VecDeque<Job>, &'static str),
    /// All are done; the row is read again for its version.
    Reloading,
    /// These are left to do, then comes the end.
    Closing(VecDeque<Effect>, Outcome),
}

/// What follows a transfer.
enum Job {
    Note(Store),
    Set(Step),
    Tell(Task),
}

impl TransferSync {
    pub(in crate::registrar) fn new(
        params: &Params,
        settings: Settings,
        context: &Context,
    ) -> Result<Self, Error> {
        let subject = domain::subject(params, context, Operation::Transfer, 0)?;
        let wishes = Wishes::read(params, &settings, &subject.domain)?;
        Ok(Self {
            settings,
            subject,
            now: context.now,
            wishes,
            row: None,
            answers: Vec::new(),
            failed: Vec::new(),
            state: State::Start,
        })
    }

    fn domain(&self) -> &DomainName {
        &self.subject.domain
    }

    fn load_journal(&mut self, state: State) -> Effect {
        self.state = state;
        Effect::Load(Load::journal(
            &self.settings.scope(),
            self.domain().as_str(),
        ))
    }

    fn take_journal(&mut self, value: &Value) -> Effect {
        let Ok(history) = Row::read_list(value) else {
            return Effect::Done(order::no_journal());
        };
        let mut transfers = history
            .into_iter()
            .filter(|row| row.operation == Operation::Transfer);
        self.row = transfers.next();
        if self.row.as_ref().is_some_and(Row::may_be_sending) {
            return Effect::Done(pending());
        }
        self.state = State::Reading;
        Effect::AskMany(Evidenced.questions(self.domain(), &Params::default()))
    }

    fn judge(&mut self) -> Effect {
        let unknown = Evidenced::unknown_before();
        let (before, years) = match &self.row {
            Some(row) => (&row.before, row.years),
            None => (&unknown, 0),
        };
        match Evidenced.verdict(before, years, &self.answers) {
            Verdict::Happened(proof) if proof.pending => self.still_pending(Some(&proof)),
            Verdict::Happened(proof) => self.arrived(proof),
            Verdict::NoTrace => self.no_trace(),
            Verdict::Refuted(line) => self.refuted(&line),
            Verdict::Unreadable => Effect::Done(unreadable(self.answers.first())),
        }
    }

    /// Nothing shows the transfer. One that was accepted may only be slow to show; one that never got a trace is gone after a while.
    fn no_trace(&mut self) -> Effect {
        let Some(row) = &self.row else {
            return Effect::Done(pending());
        };
        match row.state {
            RowState::Done | RowState::Pending => self.still_pending(None),
            RowState::Void => self.ended_before(),
            RowState::Doubt | RowState::Open => match order::rule(row, &self.answers) {
                Ruling::Void(facts) => self.fail("", Some(facts)),
                _ => Effect::Done(pending()),
            },
        }
    }

    /// The row was closed by somebody else: by the cron, or by an administrator who took the transfer back.
    fn ended_before(&mut self) -> Effect {
        let evidence = self.row.as_ref().map(|row| &row.evidence);
        let text = |name| evidence.and_then(|facts| facts.text(name).ok().flatten());
        let line = match text("code").as_deref() {
            Some("cancelled") => "cancelled".to_owned(),
            Some("no_trace") => String::new(),
            Some("refuted") => text("reason").unwrap_or_default().into_owned(),
            _ => return Effect::Done(pending()), // an order that was refused: WHMCS knows, or another one is on its way
        };
        self.fail(&line, None)
    }

    fn refuted(&mut self, line: &str) -> Effect {
        let facts = Params::default()
            .with("code", "refuted")
            .with("reason", line);
        let is_open = self
            .row
            .as_ref()
            .is_some_and(|row| row.state.is_unsettled());
        self.fail(line, is_open.then_some(facts))
    }

    /// The transfer has failed: WHMCS is told why in plain words, the staff with the registrar's own, as far as they can be shown.
    fn fail(&mut self, line: &str, facts: Option<Params>) -> Effect {
        let domain = self.domain().as_str();
        let sentence = reason::sentence(line);
        let mut effects = VecDeque::new();
        if let (Some(row), Some(facts)) = (&self.row, facts) {
            let admin = Message::new("transfer.failed_admin")
                .with("domain", domain)
                .with("reason", sentence.english())
                .with("line", line);
            effects.push_back(Effect::Task(self.task(
                "transfer_failed",
                "task.transfer_failed",
                &admin,
            )));
            effects.extend(close_doubt(row).map(Effect::Store));
            effects.push_back(Effect::Settle(settlement(row, RowState::Void, facts)));
        }
        let value = Params::default()
            .with("state", "failed")
            .with("reason", sentence.to_params());
        self.close(effects, done(value))
    }

    /// On its way. The journal learns of it where it did not know; after two weeks somebody is told, once.
    fn still_pending(&mut self, proof: Option<&Proof>) -> Effect {
        let mut effects = VecDeque::new();
        if let Some(row) = self.row.as_ref().filter(|row| row.state.is_unsettled()) {
            let facts = proof.map_or_else(|| row.evidence.clone(), |proof| proof.facts.clone());
            let told = row.evidence.flag("told").unwrap_or(false);
            let is_late = row.age > TOO_LONG_SECONDS && !told;
            if is_late {
                let admin =
                    Message::new("transfer.late_admin").with("domain", self.domain().as_str());
                effects.push_back(Effect::Task(self.task(
                    "transfer_late",
                    "task.transfer_late",
                    &admin,
                )));
            }
            if is_late || (proof.is_some() && row.state != RowState::Pending) {
                let facts = facts.with("told", told || is_late);
                effects.extend(close_doubt(row).map(Effect::Store));
                effects.push_back(Effect::Settle(settlement(row, RowState::Pending, facts)));
            }
        }
        self.close(effects, pending())
    }

    fn task(&self, subject: &str, title: &'static str, description: &Message) -> Task {
        let domain = self.domain().as_str();
        Task {
            key: format!("{subject}:{domain}"),
            title: Message::new(title).with("domain", domain).english(),
            description: description.english(),
        }
    }

    fn status(&self) -> Option<&Response> {
        self.answers.first()?.as_ref().ok()
    }

    fn completed(&self) -> Outcome {
        let shown = self.status().and_then(expiry::of);
        let date = shown.and_then(|instant| expiry::expiry_date(instant, self.now));
        done(
            Params::default()
                .with("state", "completed")
                .with("expiry", date),
        )
    }

    fn close(&mut self, mut effects: VecDeque<Effect>, outcome: Outcome) -> Effect {
        match effects.pop_front() {
            None => Effect::Done(outcome),
            Some(effect) => {
                self.state = State::Closing(effects, outcome);
                effect
            }
        }
    }
}

impl crate::registrar::Plan for TransferSync {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn step(&mut self, event: Event) -> Effect {
        match (std::mem::replace(&mut self.state, State::Start), event) {
            (State::Start, Event::Start) => self.load_journal(State::Journal),
            (State::Journal, Event::Loaded(value)) => self.take_journal(&value),
            (State::Reading, Event::Answers(answers)) => {
                self.answers = answers;
                self.judge()
            }
            (State::Zone(mut lookup, proof), event) => match lookup.step(event) {
                zone::Found::Wants(effect) => {
                    self.state = State::Zone(lookup, proof);
                    effect
                }
                zone::Found::Facts(facts) => self.claim(&proof, &facts),
            },
            (State::Claiming(jobs), Event::Settled(settled)) => self.claimed(jobs, &settled),
            (State::Working(jobs, _), Event::Performed) => self.work(jobs),
            (State::Working(jobs, what), Event::Answer(answer)) => {
                self.answered(jobs, what, &answer)
            }
            (State::Reloading, Event::Loaded(value)) => self.reloaded(&value),
            (State::Closing(effects, outcome), Event::Performed | Event::Settled(_)) => {
                self.close(effects, outcome)
            }
            _ => unexpected(),
        }
    }
}

/// Not finished: WHMCS asks again.
fn pending() -> Outcome {
    done(Params::default().with("state", "pending"))
}

fn done(value: Params) -> Outcome {
    Outcome::Done(Value::Map(value))
}

/// The to-do about an order in doubt is settled with its row.
fn close_doubt(row: &Row) -> Option<Store> {
    (row.state == RowState::Doubt).then(|| order::close_task(row))
}

fn settlement(row: &Row, state: RowState, evidence: Params) -> Settlement {
    Settlement {
        id: row.id,
        version: row.version,
        state,
        evidence,
    }
}
