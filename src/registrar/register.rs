//! `RegisterDomain`: a registration, or an application where the registrar sells the name by one.
//!
//! The domain is read before it is ordered: a name that is not ours then, and ours after, is ours by this order.

use rust_decimal::Decimal;

use crate::base::effect::{Store, Task};
use crate::base::journal::{Operation, Row, RowState};
use crate::base::message::Message;
use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::ispapi::{Code, Command, CommandName};

use super::error::{Failed, is_elsewhere, out_of_step, unreadable};
use super::order::evidence::{Application, Evidence, Registration};
use super::order::{self, Answer, Known, Next, Proof, Shop, Subject, Verb, log};
use super::premium::Price;
use super::{Context, Effect, Error, Settings, domain, premium};

mod offer;
mod wanted;

use offer::Offer;
use wanted::Wanted;

/// The places of the answers to [`Register::questions`].
const STATUS: usize = 0;
const LOG: usize = 1;
const OFFER: usize = 2;
const APPLICATIONS: usize = 3;

/// Registers a domain; see [`order`] for the way.
pub(super) struct Register {
    settings: Settings,
    subject: Subject,
    wanted: Wanted,
    /// What the customer was shown for a premium name.
    shown_cost: Option<Decimal>,
    /// How the name is applied for, where it is.
    offer: Option<Offer>,
    /// Privacy was paid for, but the zone has none.
    without_privacy: bool,
    stage: Stage,
}

/// What the last questions were about.
#[derive(Default)]
enum Stage {
    /// The domain, its log and its offer; the applications for it too where its zone is known to want one.
    #[default]
    Domain,
    /// The applications alone: the offer turned out to be one that is applied for.
    Applications,
}

impl Register {
    pub(super) fn new(
        params: &Params,
        settings: Settings,
        context: &Context,
    ) -> Result<order::Plan<Self>, Error> {
        let years = domain::years(params)?;
        let subject = domain::subject(params, context, Operation::Register, years)?;
        let wanted = Wanted::read(params, &settings, context, &subject.extension)?;
        let shown_cost = premium::cost(params)?;
        Ok(order::Plan::new(Self {
            offer: Offer::of_zone(&subject.extension),
            settings,
            subject,
            wanted,
            shown_cost,
            without_privacy: false,
            stage: Stage::default(),
        }))
    }

    /// The domain is in the account: by an order of this journal that WHMCS has not heard of, or by other ways.
    fn already_ours(&self, history: &[Row]) -> Outcome {
        let own = |row: &&Row| self.is_own(row) && self.subject.owns(row);
        let own = history.iter().find(own);
        if own.is_some_and(|row| !row.reported) {
            return Outcome::Done(Value::Map(self.value(&Proof::default())));
        }
        self.refused(
            "registrar.already_ours",
            "register.already_ours",
            "register.already_ours_admin",
            &[],
        )
    }

    /// The domain is not in the account. An order of this journal that was carried out long ago is history; a young one may only
    /// be slow to show.
    fn not_ours(&mut self, known: &Known<'_>) -> Next {
        match known.history.iter().find(|row| self.is_own(row)) {
            Some(row) if order::is_settling_in(row) => Next::End(order::in_progress(row)),
            Some(row) => Next::Release(Box::new(row.clone())),
            None => self.judge_terms(known),
        }
    }

    fn is_own(&self, row: &Row) -> bool {
        row.operation == self.subject.operation && row.state == RowState::Done
    }

    /// Period and price, before anything is ordered.
    fn judge_terms(&mut self, known: &Known<'_>) -> Next {
        let periods = known.zone.registration_periods();
        let years = self.wanted.years;
        if !periods.is_empty() && !periods.iter().any(|p| p.whole_years() == Some(years)) {
            let sold = periods.iter().filter_map(|p| p.whole_years());
            let sold: Vec<String> = sold.map(|years| years.to_string()).collect();
            let values = [("years", years.to_string()), ("sold", sold.join(", "))];
            return Next::End(self.refused(
                "registrar.period",
                "register.period",
                "register.period_admin",
                &values,
            ));
        }
        match known.answers.get(OFFER) {
            Some(Ok(answer)) if answer.code() == Code::OK => {
                let premium = Offer::premium(answer);
                self.judge_price(premium, known)
            }
            answer => Next::End(unreadable(answer)),
        }
    }

    /// A name is only ordered at the price that the customer was shown (design rule 1).
    fn judge_price(&mut self, premium: Option<Offer>, known: &Known<'_>) -> Next {
        let shown = Price::shown(self.shown_cost, known.shop);
        let asked = match (premium, &shown) {
            (None, None) => return self.order(known),
            (None, Some(_)) => None,
            (Some(offer), shown) => {
                let asked = offer.price.clone();
                let pair = asked.as_ref().zip(shown.as_ref());
                if pair.is_some_and(|(asked, shown)| asked.is_agreed(shown, self.wanted.years)) {
                    self.offer = Some(offer);
                    return self.order(known);
                }
                asked
            }
        };
        let text =
            |price: Option<Price>| price.map_or_else(|| "-".to_owned(), |price| price.to_string());
        let values = [
            ("asked", text(asked)),
            ("shown", text(shown)),
            ("years", self.wanted.years.to_string()),
        ];
        let (customer, admin) = ("register.not_available", "register.premium_admin");
        Next::End(self.refused("registrar.premium", customer, admin, &values))
    }

    fn order(&mut self, known: &Known<'_>) -> Next {
        let zone = known.zone;
        self.without_privacy = self.wanted.privacy && zone.has_privacy() == Some(false);
        self.wanted.privacy &= !self.without_privacy;
        self.wanted.transfer_lock &= zone.has_transfer_lock() != Some(false);
        let domain = &self.subject.domain;
        let Some(offer) = &self.offer else {
            if let Some(end) = log::away(known.answers.get(LOG)) {
                return Next::End(end);
            }
            return Next::Order(Box::new(order::Order {
                command: self.wanted.registration(domain),
                evidence: &Registration,
                before: Registration::before(known.answers.get(LOG)),
                from: "new".to_owned(),
                note: self.write_back(),
            }));
        };
        if let Some(answer) = known.answers.get(APPLICATIONS) {
            return self.apply(offer, answer);
        }
        self.stage = Stage::Applications;
        Next::Read(vec![Application::question(domain)])
    }

    /// Without the applications that were there before, an accepted one could not be told from an earlier one.
    fn apply(&self, offer: &Offer, applications: &Answer) -> Next {
        let Some(before) = Application::before(Some(applications)) else {
            return Next::End(match applications {
                Ok(response) => Failed::answer(response).into(),
                Err(error) => Failed::wire(error).into(),
            });
        };
        let command = match self.wanted.application(&self.subject.domain, offer) {
            Ok(command) => command,
            Err(error) => return Next::End(error.into()),
        };
        Next::Order(Box::new(order::Order {
            command,
            evidence: &Application,
            before: before.with("wishes", self.wishes()),
            from: "new".to_owned(),
            note: self.write_back(),
        }))
    }

    /// Answers that were completed here, such as the time of an acceptance, are kept for a repeated order.
    fn write_back(&self) -> Option<Store> {
        let values = self.wanted.write_back();
        let is_known = self.subject.domain_id > 0 && values.iter().len() > 0;
        is_known.then(|| {
            let domain_id = self.subject.domain_id;
            let fields = Params::default()
                .with("domain_id", domain_id)
                .with("values", values);
            Store::new("field_values", fields)
        })
    }

    fn refused(
        &self,
        code: &str,
        customer: &'static str,
        admin: &'static str,
        values: &[(&'static str, String)],
    ) -> Outcome {
        let named = |key| {
            let message = Message::new(key).with("domain", self.subject.domain.as_str());
            values.iter().fold(message, |message, (name, value)| {
                message.with(name, value.as_str())
            })
        };
        Failed::because(code, named(customer), named(admin)).into()
    }

    /// The application to follow, with what is still owed to the customer once the domain is there.
    fn application(&self, order: &order::Order, proof: &Proof) -> Option<Store> {
        let number = proof.facts.text("application").ok().flatten()?.into_owned();
        let cell = |key| order.command.get(key).unwrap_or_default().to_owned();
        let fields = Params::default()
            .with("scope", self.settings.scope())
            .with("domain_id", self.subject.domain_id)
            .with("domain", self.subject.domain.as_str())
            .with("application", number)
            .with("class", cell("CLASS"))
            .with("price", cell("PRICE"))
            .with("currency", cell("CURRENCY"))
            .with("state", "open")
            .with("wishes", self.wishes());
        Some(Store::new("application", fields))
    }

    fn wishes(&self) -> Params {
        Params::default().with("internal_dns", self.wanted.internal_dns)
    }

    fn privacy_task(&self) -> Task {
        let domain = self.subject.domain.as_str();
        let named = |key| Message::new(key).with("domain", domain).english();
        Task {
            key: format!("privacy:{domain}"),
            title: named("task.privacy"),
            description: named("register.without_privacy_admin"),
        }
    }
}

impl Verb for Register {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn subject(&self) -> &Subject {
        &self.subject
    }

    fn questions(&self) -> Vec<Command> {
        let domain = &self.subject.domain;
        let mut questions = Registration.questions(domain, &Params::default());
        questions.push(premium::offer_question(domain));
        if self.offer.is_some() {
            questions.push(Application::question(domain));
        }
        questions
    }

    fn prepare(&mut self, known: &Known<'_>) -> Next {
        if let Stage::Applications = std::mem::take(&mut self.stage) {
            return match (&self.offer, known.answers.first()) {
                (Some(offer), Some(answer)) => self.apply(offer, answer),
                _ => Next::End(out_of_step()),
            };
        }
        match known.answers.get(STATUS) {
            Some(Ok(response)) if is_elsewhere(response) => self.not_ours(known),
            Some(Ok(response)) if response.code() == Code::OK => {
                Next::End(self.already_ours(known.history))
            }
            answer => Next::End(unreadable(answer)),
        }
    }

    /// Whoever asks again for a registration that was carried out, or accepted, is told so.
    fn repeats(&self, row: &Row, _: &Shop) -> Option<Params> {
        let pending = row.state == RowState::Pending;
        Some(self.value(&Proof {
            pending,
            ..Proof::default()
        }))
    }

    fn follow(&mut self, order: &order::Order, proof: &Proof) -> Vec<Effect> {
        let is_application = *order.command.name() == CommandName::ADD_DOMAIN_APPLICATION;
        let application = is_application
            .then(|| self.application(order, proof))
            .flatten();
        let task = self.without_privacy.then(|| self.privacy_task());
        application
            .map(Effect::Store)
            .into_iter()
            .chain(task.map(Effect::Task))
            .collect()
    }
}

#[cfg(test)]
mod tests;
