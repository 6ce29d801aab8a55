//! `SyncNow`: one look at the registrar for an administrator who waits for it; the date is written at once, if it passes the gates.
//! `AcceptDateConfirmed`: the same for the one date far before the shop's that was shown to the administrator, and for no other.

use std::collections::VecDeque;

use jiff::civil::Date;

use crate::base::effect::Load;
use crate::base::message::Message;
use crate::base::outcome::Outcome;
use crate::base::params::{ParamError, Params, Value};
use crate::ispapi::{self, Response};
use crate::registrar::error::{Failed, unexpected};
use crate::registrar::order::Shop;
use crate::registrar::portfolio::{self, Change};
use crate::registrar::{Context, Effect, Error, Event, Settings, domain};

use super::assess::{Measure, Standing};
use super::background::{Background, Loading};
use super::snapshot::{self, Snapshot};

/// `SyncNow`, and `AcceptDateConfirmed`.
pub(in crate::registrar) struct Plan {
    settings: Settings,
    measure: Measure,
    known: Background,
    /// The date that was shown, and to which the administrator said yes.
    accepted: Option<Date>,
    trace: String,
    step: Step,
    queue: VecDeque<Effect>,
    wanted: Option<Date>,
}

enum Step {
    Background,
    Checking,
    Keeping,
    Reading,
}

impl Plan {
    pub(in crate::registrar) fn new(
        params: &Params,
        settings: Settings,
        context: &Context,
    ) -> Result<Self, Error> {
        Ok(Self {
            measure: Measure {
                now: context.now,
                day_earlier: settings.expiry_day_earlier,
            },
            known: Background::new(params, &settings)?,
            accepted: None,
            trace: context.trace.clone(),
            settings,
            step: Step::Background,
            queue: VecDeque::new(),
            wanted: None,
        })
    }

    /// With the date that was shown in `accepted_date`, and the domain's name typed by who saw it.
    pub(in crate::registrar) fn accepting(
        params: &Params,
        settings: Settings,
        context: &Context,
    ) -> Result<Self, Error> {
        let date = params.required("accepted_date")?;
        let date = date.parse();
        let date = date.map_err(|_| ParamError::bad("accepted_date", "a date as YYYY-MM-DD"))?;
        let plan = Self::new(params, settings, context)?;
        domain::require_confirmation(params, &plan.known.domain)?;
        Ok(Self {
            accepted: Some(date),
            ..plan
        })
    }

    fn begin(&mut self) -> Effect {
        if self.known.is_busy() {
            return self.fail("registrar.order_pending", "sync.busy");
        }
        self.step = Step::Reading;
        Effect::Ask(domain::status(&self.known.domain))
    }

    fn take_status(&mut self, answer: Result<Response, ispapi::Error>) -> Effect {
        let response = match Failed::unless_done(answer, &self.known.domain) {
            Ok(response) => response,
            Err(failed) => return Effect::Done(failed.into()),
        };
        let snapshot = Snapshot::of_status(&response);
        let known = &self.known;
        let domain = known.domain.as_str();
        let shop = known.shop_domain();
        let assessment = self.measure.assess(&snapshot, &shop, self.accepted);
        let row = snapshot.to_params(domain).into();
        self.queue
            .push_back(snapshot::keep(&known.scope, known.now, vec![row]));
        let is_wanted = self.accepted.is_none() || assessment.date == self.accepted;
        let writes =
            is_wanted && shop.standing == Standing::Active && assessment.date != shop.expiry;
        if let Some(date) = assessment.date.filter(|_| writes) {
            let change = Change::of_date(known.domain_id, domain, shop.expiry, date);
            self.queue.push_back(portfolio::write(
                &known.scope,
                &self.trace,
                vec![change.into()],
            ));
            self.wanted = Some(date);
        }
        let findings =
            known
                .findings
                .settle(&known.scope, known.domain_id, domain, &assessment.findings);
        self.queue.extend(findings);
        self.step = Step::Keeping;
        self.go_on()
    }

    fn go_on(&mut self) -> Effect {
        if let Some(effect) = self.queue.pop_front() {
            return effect;
        }
        self.step = Step::Checking;
        Effect::Load(Load::domain(self.known.domain_id))
    }

    /// The row is read again: somebody may have changed it meanwhile, and then it was left alone.
    fn check(&self, value: &Value) -> Effect {
        let expiry = Shop::read(value).expiry;
        if self.wanted.is_some() && self.wanted != expiry {
            return self.fail("registrar.changed_meanwhile", "sync.changed_meanwhile");
        }
        if let Some(date) = self.accepted {
            return self.end_of_accepting(date, expiry);
        }
        let value =
            Params::default().with("expiry", expiry.map(|date| date.to_string()).as_deref());
        Effect::Done(Outcome::Done(Value::Map(value)))
    }

    /// Nothing but the shop's own row tells that it has the date.
    fn end_of_accepting(&self, date: Date, expiry: Option<Date>) -> Effect {
        let says = |key| {
            let message = Message::new(key).with("domain", self.known.domain.as_str());
            message.with("date", date.to_string())
        };
        if expiry != Some(date) {
            let message = says("sync.date_not_accepted");
            let failed = Failed::because("registrar.date_not_accepted", message.clone(), message);
            return Effect::Done(failed.into());
        }
        let value = Params::default()
            .with("state", "done")
            .with("message", says("sync.date_accepted").to_params());
        Effect::Done(Outcome::Done(Value::Map(value)))
    }

    fn fail(&self, code: &str, message: &'static str) -> Effect {
        let message = Message::new(message).with("domain", self.known.domain.as_str());
        Effect::Done(Failed::because(code, message.clone(), message).into())
    }
}

impl crate::registrar::Plan for Plan {
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
            (Step::Keeping, Event::Performed) => self.go_on(),
            (Step::Checking, Event::Loaded(value)) => self.check(&value),
            _ => unexpected(),
        }
    }
}
