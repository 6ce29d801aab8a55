//! `Sync`: what the registrar says of one domain, for WHMCS to write down (registrar facts 6.5 and 7; contract 1.8).
//!
//! It changes nothing at the registrar, and writes no date and no state itself. A domain that is not there is taken for gone only when
//! it was missing twice, a day apart at least, by an account that was checked, and only as long as few domains go that way.

use std::collections::VecDeque;

use jiff::Timestamp;

use crate::base::effect::{Load, Store, Task};
use crate::base::message::Message;
use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::ispapi::{self, Code, Response};

use super::error::{Failed, is_elsewhere, unexpected};
use super::settings::Gone;
use super::{Context, Effect, Error, Event, MODULE, Settings, domain};

pub(in crate::registrar) mod assess;
pub(in crate::registrar) mod background;
mod brake;
pub(in crate::registrar) mod confirm;
pub(in crate::registrar) mod finding;
pub(in crate::registrar) mod missing;
pub(in crate::registrar) mod now;
pub(in crate::registrar) mod snapshot;

use assess::{Measure, Standing, living};
use background::{Background, Loading};
use finding::{Finding, Kind};
use missing::Trace;
use snapshot::{Snapshot, State};

/// How long a domain must have been missing before that is believed.
const WAIT_SECONDS: i64 = 24 * 60 * 60;

/// `Sync`.
pub(super) struct Plan {
    settings: Settings,
    measure: Measure,
    trace: String,
    known: Background,
    step: Step,
    /// What must be kept before the end.
    queue: VecDeque<Effect>,
    end: Option<Outcome>,
}

/// What is waited for.
enum Step {
    Account(End),
    Background,
    Brake(End),
    Finishing,
    Reading,
    Traces { elsewhere: bool },
}

/// A state after which WHMCS does nothing more for a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// The registry is deleting it for good.
    Ended,
    /// It is gone, and nothing tells where to.
    Gone,
    /// Another registrar or another account has it.
    TransferredAway,
}

impl Plan {
    pub(super) fn new(
        params: &Params,
        settings: Settings,
        context: &Context,
    ) -> Result<Self, Error> {
        Ok(Self {
            measure: Measure {
                now: context.now,
                day_earlier: settings.expiry_day_earlier,
            },
            trace: context.trace.clone(),
            known: Background::new(params, &settings)?,
            settings,
            step: Step::Background,
            queue: VecDeque::new(),
            end: None,
        })
    }

    /// What is known may be enough.
    fn begin(&mut self) -> Effect {
        let standing = Standing::of(&self.known.shop.status);
        if standing == Standing::Other || self.known.is_busy() {
            return Effect::Done(Outcome::done());
        }
        let is_doubted = self.known.findings.age(Kind::Unlisted).is_some();
        let fresh = self.known.fresh().filter(|_| !is_doubted);
        let fresh = fresh.map(|row| row.snapshot.clone());
        if let Some(snapshot) =
            fresh.filter(|seen| seen.state == State::Active && seen.expiry.is_some())
        {
            return self.report(&snapshot);
        }
        self.step = Step::Reading;
        Effect::Ask(domain::status(&self.known.domain))
    }

    fn take_status(&mut self, answer: Result<Response, ispapi::Error>) -> Effect {
        match answer {
            Ok(response) if response.code() == Code::OK => {
                let snapshot = Snapshot::of_status(&response);
                let row = snapshot.to_params(self.known.domain.as_str());
                let keep = snapshot::keep(&self.known.scope, self.known.now, vec![row.into()]);
                self.queue.push_back(keep);
                self.report(&snapshot)
            }
            Ok(response) if is_elsewhere(&response) => self.look_for(response.code()),
            other => Effect::Done(match Failed::unless_done(other, &self.known.domain) {
                Ok(_) => return unexpected(),
                Err(failed) => failed.into(),
            }),
        }
    }

    /// The domain is in the account. What is not active is not what was ordered: not yet, or it is what the name was before.
    fn report(&mut self, snapshot: &Snapshot) -> Effect {
        let shop = self.known.shop_domain();
        if shop.standing == Standing::Ordered && snapshot.state != State::Active {
            return self.finish(&[], Outcome::done());
        }
        let assessment = self.measure.assess(snapshot, &shop, None);
        let mut findings = assessment.findings;
        let expired = assessment.expired;
        if snapshot.state == State::Ending && expired && snapshot.restorable == Some(false) {
            return self.consider(End::Ended, findings);
        }
        if snapshot.state == State::Ending {
            findings.push(Finding::new(
                Kind::Ending,
                "",
                Message::new("finding.ending"),
            ));
        }
        let is_paid = assessment.date.is_some() && !expired;
        let comes_to_life = shop.standing != Standing::Ended || is_paid;
        let is_active = snapshot.state == State::Active && comes_to_life;
        let mut value = Params::default();
        if is_active {
            value.set("active", true);
        }
        if let Some(date) = assessment.date {
            value.set("expirydate", date.to_string());
            if snapshot.state == State::Ending && expired && snapshot.restorable == Some(true) {
                value.set("expired", true);
            }
        }
        self.finish(&findings, Outcome::Done(Value::Map(value)))
    }

    /// It is not. For an order on its way that says nothing.
    fn look_for(&mut self, code: Code) -> Effect {
        if Standing::of(&self.known.shop.status) == Standing::Ordered {
            return Effect::Done(Outcome::done());
        }
        self.step = Step::Traces {
            elsewhere: code == Code::AUTHORIZATION_FAILED,
        };
        Effect::AskMany(missing::questions(&self.known.domain).into())
    }

    fn take_traces(
        &mut self,
        answers: &[Result<Response, ispapi::Error>],
        elsewhere: bool,
    ) -> Effect {
        let trace = match missing::trace(answers, &self.known.domain) {
            Ok(trace) => trace,
            Err(failed) => return Effect::Done(failed.into()),
        };
        match trace {
            Trace::Left => self.consider(End::TransferredAway, Vec::new()),
            Trace::Restorable(expiry) if !elsewhere => self.restorable(expiry),
            Trace::None | Trace::Restorable(_) if elsewhere => {
                self.consider(End::TransferredAway, Vec::new())
            }
            Trace::None | Trace::Restorable(_) => self.consider(End::Gone, Vec::new()),
        }
    }

    /// Deleted, and it can be restored: its date tells the rest, once it has passed.
    fn restorable(&mut self, expiry: Option<Timestamp>) -> Effect {
        let snapshot = Snapshot::of_deleted(expiry);
        let shop = self.known.shop_domain();
        let assessment = self.measure.assess(&snapshot, &shop, None);
        let mut findings = assessment.findings;
        findings.push(Finding::new(
            Kind::Deleted,
            "",
            Message::new("finding.deleted"),
        ));
        let date = assessment.date.filter(|_| assessment.expired);
        let value = date.map_or_else(Params::default, |date| {
            Params::default()
                .with("expirydate", date.to_string())
                .with("expired", true)
        });
        self.finish(&findings, Outcome::Done(Value::Map(value)))
    }

    /// Nothing final is said the first time, nor on the word of an account that was not checked.
    fn consider(&mut self, end: End, mut findings: Vec<Finding>) -> Effect {
        let kind = end.kind();
        let waited = self.known.findings.age(kind);
        let is_believed = waited.is_some_and(|age| age >= WAIT_SECONDS);
        if is_believed || self.known.findings.is_accepted(kind) {
            self.step = Step::Account(end);
            return Effect::Ask(missing::who_am_i());
        }
        findings.push(Finding::new(kind, "", Message::new(end.message())));
        let message = Message::new("sync.missing_first").with("domain", self.known.domain.as_str());
        let failed = Failed::because("registrar.missing", message.clone(), message);
        self.finish(&findings, failed.into())
    }

    fn take_account(&mut self, answer: Result<Response, ispapi::Error>, end: End) -> Effect {
        if let Err(failed) = missing::is_account(answer, &self.settings.account.login) {
            return Effect::Done(failed.into());
        }
        self.step = Step::Brake(end);
        self.note(end)
    }

    /// What is about to become final, written down with what it was, so that it can be counted, and reversed.
    fn note(&self, end: End) -> Effect {
        let before = Params::default().with("status", self.known.shop.status.as_str());
        let fields = Params::default()
            .with("scope", self.known.scope.as_str())
            .with("kind", brake::FINAL)
            .with("trace", self.trace.as_str())
            .with("domain_id", self.known.domain_id)
            .with("domain", self.known.domain.as_str())
            .with("before", before)
            .with("after", Params::default().with("state", end.name()));
        Effect::Store(Store::new("audit", fields))
    }

    fn take_count(&mut self, value: &Value, end: End) -> Effect {
        let is_confirmed = self.known.findings.is_accepted(end.kind());
        match brake::judge(value, is_confirmed) {
            None => Effect::Done(background::no_database()),
            Some(Ok(())) => self.conclude(end),
            Some(Err(count)) => self.stop(&count),
        }
    }

    /// It does not end, so what was written down takes that back: it counts among the ends no more.
    fn stop(&mut self, count: &str) -> Effect {
        let message = Message::new("sync.stopped").with("count", count);
        let fields = Params::default()
            .with("scope", self.known.scope.as_str())
            .with("domain_id", self.known.domain_id)
            .with("trace", self.trace.as_str());
        let taken_back = Effect::Store(Store::new("audit_stopped", fields));
        self.queue.push_back(taken_back);
        self.queue.push_back(Effect::Task(Task {
            key: format!("{} sync stopped", self.known.scope),
            title: Message::new("task.sync_stopped").english(),
            description: message.english(),
        }));
        self.step = Step::Finishing;
        self.end = Some(Failed::because("registrar.sync_stopped", message.clone(), message).into());
        self.go_on()
    }

    fn conclude(&mut self, end: End) -> Effect {
        let cancelled = |value: Params| value.with("cancelled", true);
        let value = match end {
            // WHMCS takes the end of a domain that is still there only together with this word (registrar facts 7).
            End::Ended => cancelled(Params::default().with("active", true)),
            End::Gone if self.settings.gone == Gone::Cancelled => cancelled(Params::default()),
            End::Gone => Params::default().with("expired", true),
            End::TransferredAway => Params::default().with("transferredAway", true),
        };
        self.step = Step::Finishing;
        self.end = Some(Outcome::Done(Value::Map(value)));
        self.go_on()
    }

    fn finish(&mut self, findings: &[Finding], end: Outcome) -> Effect {
        let known = &self.known;
        let effect = known.findings.settle(
            &known.scope,
            known.domain_id,
            known.domain.as_str(),
            findings,
        );
        self.queue.extend(effect);
        self.step = Step::Finishing;
        self.end = Some(end);
        self.go_on()
    }

    fn go_on(&mut self) -> Effect {
        let next = self.queue.pop_front();
        next.unwrap_or_else(|| self.end.take().map_or_else(unexpected, Effect::Done))
    }
}

impl super::Plan for Plan {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn step(&mut self, event: Event) -> Effect {
        match (&self.step, event) {
            (Step::Background, Event::Start) => self.known.start(),
            (Step::Background, event) => match self.known.step(event) {
                Loading::Ready => self.begin(),
                Loading::Stopped(outcome) => Effect::Done(outcome),
                Loading::Wants(effect) => effect,
            },
            (Step::Reading, Event::Answer(answer)) => self.take_status(answer),
            (&Step::Traces { elsewhere }, Event::Answers(answers)) => {
                self.take_traces(&answers, elsewhere)
            }
            (&Step::Account(end), Event::Answer(answer)) => self.take_account(answer, end),
            (Step::Brake(_), Event::Performed) => {
                let fields = Params::default()
                    .with("scope", self.known.scope.as_str())
                    .with("registrar", MODULE)
                    .with("statuses", living());
                Effect::Load(Load::new("finals", fields))
            }
            (&Step::Brake(end), Event::Loaded(value)) => self.take_count(&value, end),
            (Step::Finishing, Event::Performed) => self.go_on(),
            _ => unexpected(),
        }
    }
}

impl End {
    fn kind(self) -> Kind {
        match self {
            Self::Ended => Kind::Ended,
            Self::Gone | Self::TransferredAway => Kind::Missing,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::Gone => "gone",
            Self::TransferredAway => "transferred_away",
        }
    }

    fn message(self) -> &'static str {
        match self {
            Self::Ended => "finding.ended",
            Self::Gone | Self::TransferredAway => "finding.missing",
        }
    }
}

#[cfg(test)]
mod tests;
