//! `GetDomainInformation`: one read, everything that WHMCS' domain page shows. It writes nothing and asks for no availability
//! (registrar facts 8).
//!
//! Two reads where the shop waits for a transfer. Facts of the zone, which tell whether a change of owner is ICANN's, come from the
//! cache; they are asked for where a day has passed.

use jiff::Timestamp;

use crate::base::effect::Load;
use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::base::time;
use crate::ispapi::{self, Command, CommandName, Response};
use crate::names::DomainName;

use super::error::{Failed, unexpected};
use super::order::Shop;
use super::reading::{Looked, Reading};
use super::sync::assess::{Assessment, Measure, ShopDomain, Standing};
use super::sync::snapshot::{Snapshot, State};
use super::transfer::entry::Entry;
use super::zone::{self, ZoneFacts};
use super::{Context, Effect, Error, Event, Settings, domain, nameservers};

/// Whose policy a change of owner follows where the shop may confirm it (registrar facts 8).
const ICANN_TRADE: &str = "ICANN-TRADE";

/// What WHMCS' page of contacts calls the fields whose change is a change of owner; the labels of `GetContactDetails`.
const TRIGGERS: [&str; 4] = ["First Name", "Last Name", "Company Name", "Email"];

/// Reads the domain.
pub(super) struct Plan {
    settings: Settings,
    domain_id: i64,
    reading: Reading,
    lookup: zone::Lookup,
    measure: Measure,
    /// What the shop has of the domain.
    shop: ShopDomain,
    step: Step,
}

enum Step {
    /// What the shop has.
    Shop,
    /// Whether a transfer to this account runs.
    Transfer,
    Reading,
    Zone(Box<Response>),
}

impl Plan {
    pub(super) fn new(
        params: &Params,
        settings: Settings,
        context: &Context,
    ) -> Result<Self, Error> {
        let domain = domain::domain(params)?;
        let extension = domain::extension(params)?;
        let scope = settings.scope();
        Ok(Self {
            lookup: zone::Lookup::new(&scope, extension.as_str(), &domain),
            reading: Reading::new(&scope, domain),
            domain_id: params.integer("domainid", 0..=i64::MAX)?.unwrap_or(0),
            measure: Measure {
                now: context.now,
                day_earlier: settings.expiry_day_earlier,
            },
            shop: shop_domain(&Shop::default()),
            settings,
            step: Step::Shop,
        })
    }

    fn domain(&self) -> &DomainName {
        self.reading.domain()
    }

    fn begin(&mut self) -> Effect {
        if self.domain_id == 0 {
            return self.read(Event::Start);
        }
        Effect::Load(Load::domain(self.domain_id))
    }

    fn take_shop(&mut self, value: &Value) -> Effect {
        let shop = Shop::read(value);
        self.shop = shop_domain(&shop);
        if shop.status != "Pending Transfer" {
            return self.read(Event::Start);
        }
        self.step = Step::Transfer;
        let domain = self.domain().as_str();
        Effect::Ask(Command::of(CommandName::STATUS_DOMAIN_TRANSFER).with("DOMAIN", domain))
    }

    /// A transfer that does not run to this account says nothing: then the domain itself does.
    fn take_transfer(&mut self, answer: Result<Response, ispapi::Error>) -> Effect {
        let is_coming = Entry::of(Some(&answer)).is_some_and(|entry| entry.is_coming());
        match answer {
            Ok(response) if is_coming => {
                let value = Params::default()
                    .with("domain", self.domain().as_str())
                    .with("nameservers", nameservers::shown(&response));
                Effect::Done(Outcome::Done(Value::Map(value)))
            }
            Ok(_) => self.read(Event::Start),
            Err(error) => Effect::Done(Failed::wire(&error).into()),
        }
    }

    fn read(&mut self, event: Event) -> Effect {
        self.step = Step::Reading;
        match self.reading.step(event) {
            Looked::Failed(failed) => Effect::Done(failed.into()),
            Looked::Read(response) if self.wants_zone() => {
                self.step = Step::Zone(response);
                self.lookup.start()
            }
            Looked::Read(response) => self.done(&response, &ZoneFacts::default()),
            Looked::Wants(effect) => effect,
        }
    }

    /// ICANN has no say over country codes, which are two letters.
    fn wants_zone(&self) -> bool {
        let country = self
            .domain()
            .labels()
            .next_back()
            .is_some_and(|tld| tld.len() == 2);
        self.settings.irtp_by_agent && !country
    }

    fn look_up(&mut self, event: Event) -> Effect {
        match self.lookup.step(event) {
            zone::Found::Wants(effect) => effect,
            zone::Found::Facts(facts) => match std::mem::replace(&mut self.step, Step::Reading) {
                Step::Zone(response) => self.done(&response, &facts),
                _ => unexpected(),
            },
        }
    }

    fn done(&self, response: &Response, zone: &ZoneFacts) -> Effect {
        let snapshot = Snapshot::of_status(response);
        let assessment = self.measure.assess(&snapshot, &self.shop, None);
        let date = assessment.date.map(|date| date.to_string());
        let value = Params::default()
            .with("domain", self.domain().as_str())
            .with("nameservers", nameservers::shown(response))
            .with("status", status(response, &snapshot, &assessment))
            .with("transfer_lock", flag(response, "TRANSFERLOCK"))
            .with("expiry", date)
            .with("id_protection", snapshot.privacy)
            .with("leaving", snapshot.leaving);
        let value = owner_change(response, zone)
            .iter()
            .fold(value, |all, (name, value)| all.with(name, value.clone()));
        Effect::Done(Outcome::Done(Value::Map(value)))
    }
}

impl super::Plan for Plan {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn step(&mut self, event: Event) -> Effect {
        match (&self.step, event) {
            (Step::Shop, Event::Start) => self.begin(),
            (Step::Shop, Event::Loaded(value)) => self.take_shop(&value),
            (Step::Transfer, Event::Answer(answer)) => self.take_transfer(answer),
            (Step::Reading, event) => self.read(event),
            (Step::Zone(_), event) => self.look_up(event),
            _ => unexpected(),
        }
    }
}

/// What the page says about a change of owner and the owner's verification, as far as the domain itself tells.
fn owner_change(response: &Response, zone: &ZoneFacts) -> Params {
    let policy = zone
        .get("ZONEPOLICYREGISTRANTNAMECHANGEBY")
        .unwrap_or_default();
    let is_agent = policy.eq_ignore_ascii_case(ICANN_TRADE);
    let said = |name| response.first(name).filter(|text| !text.is_empty());
    let verification = said("X-REGISTRANT-VERIFICATION-STATUS").unwrap_or_default();
    let is_waiting = ["PENDING", "OVERDUE"]
        .iter()
        .any(|word| verification.eq_ignore_ascii_case(word));
    let locked_until = said("TRADE-TRANSFERLOCK-EXPIRATIONDATE");
    let locked_until_date = locked_until.and_then(time::parse).map(date_text);
    let is_trading = said("TRADE-OWNERCONTACT").is_some();
    let triggers: Vec<&str> = if is_agent {
        TRIGGERS.to_vec()
    } else {
        Vec::new()
    };
    Params::default()
        .with("irtp", is_agent)
        .with("irtp_lock", locked_until.is_some())
        .with("irtp_lock_until", locked_until_date)
        .with(
            "contact_change_pending",
            is_agent && is_waiting && is_trading,
        )
        .with("suspension_pending", is_agent && is_waiting)
        .with("registrant_email", said("X-REGISTRANT-VERIFICATION-EMAIL"))
        .with("irtp_fields", triggers)
}

fn date_text(instant: Timestamp) -> String {
    time::format(instant)
        .split(' ')
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// The shop's domain, as far as a date is judged by it.
fn shop_domain(shop: &Shop) -> ShopDomain {
    ShopDomain {
        standing: Standing::of(&shop.status),
        expiry: shop.expiry,
        privacy: None,
    }
}

/// The registration's state in the words of WHMCS' domain class; `None` where the registrar's say nothing that it knows.
fn status(
    response: &Response,
    snapshot: &Snapshot,
    assessment: &Assessment,
) -> Option<&'static str> {
    match snapshot.state {
        State::Ending => Some("pending_delete"),
        _ if snapshot.held => Some("suspended"),
        _ if assessment.expired => Some("expired"),
        State::Active => Some("active"),
        State::Pending => Some("inactive"),
        State::Other => domain::has_state(response, "INACTIVE").then_some("inactive"),
    }
}

/// 1 and 0; empty means that the zone has no such thing (wire facts 12.3).
fn flag(response: &Response, name: &str) -> Option<bool> {
    match response.first(name) {
        Some("1") => Some(true),
        Some("0") => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
