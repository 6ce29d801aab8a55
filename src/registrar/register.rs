//! `RegisterDomain` for plain gTLDs.
//!
//! The domain is read before it is ordered: a name that is not ours then, and ours after, is ours by this order.

use crate::base::effect::Task;
use crate::base::journal::{Operation, Row, RowState};
use crate::base::message::Message;
use crate::base::outcome::Outcome;
use crate::base::params::{ParamError, Params, Value};
use crate::ispapi::{Code, Command, CommandName};
use crate::names::{DomainName, HostName};

use super::contact::Contact;
use super::error::{Failed, is_elsewhere, out_of_step};
use super::order::evidence::{Evidence, Registration};
use super::order::{self, Known, Next, Proof, Shop, Subject, Verb};
use super::{Context, Effect, Error, Settings, domain, nameservers};

/// Top-level domains that ask nothing beyond the four contacts: none of them has a row in the table of additional fields.
const PLAIN: [&str; 5] = ["biz", "com", "info", "net", "org"];

/// How long after a registration was carried out its absence may be a delay, and not the end of the domain.
const SETTLING_IN_SECONDS: i64 = 24 * 60 * 60;

/// Registers a domain; see [`order`] for the way.
pub(super) struct Register {
    settings: Settings,
    subject: Subject,
    order: Order,
    /// Privacy was paid for, but the zone has none.
    without_privacy: bool,
}

impl Register {
    pub(super) fn new(
        params: &Params,
        settings: Settings,
        context: &Context,
    ) -> Result<order::Plan<Self>, Error> {
        let domain = domain::domain(params)?;
        if !PLAIN.contains(&domain.tld().as_str()) {
            return Err(Error::NotOffered {
                tld: domain.tld().to_string(),
            });
        }
        if is_premium(params)? {
            return Err(Error::Premium {
                domain: domain.to_string(),
            });
        }
        let order = Order::read(params, &settings)?;
        let subject = domain::subject(params, context, Operation::Register, order.years)?;
        Ok(order::Plan::new(Self {
            settings,
            subject,
            order,
            without_privacy: false,
        }))
    }

    /// The domain is in the account: by an order of this journal that WHMCS has not heard of, or by other ways.
    fn already_ours(&self, history: &[Row]) -> Outcome {
        let own = history.iter().find(|row| self.is_own(row));
        if own.is_some_and(|row| !row.reported) {
            return Outcome::Done(Value::Map(self.value(&Proof::default())));
        }
        let domain = self.subject.domain.as_str();
        let named = |key| Message::new(key).with("domain", domain);
        Failed::because(
            "registrar.already_ours",
            named("register.already_ours"),
            named("register.already_ours_admin"),
        )
        .into()
    }

    /// The domain is not in the account. An order of this journal that was carried out long ago is history; a young one may only
    /// be slow to show.
    fn not_ours(&mut self, known: &Known<'_>) -> Next {
        match known.history.iter().find(|row| self.is_own(row)) {
            Some(row) if row.settled_age.unwrap_or(row.age) < SETTLING_IN_SECONDS => {
                Next::End(order::in_progress(row))
            }
            Some(row) => Next::Release(Box::new(row.clone())),
            None => Next::Order(Box::new(self.ordered(known))),
        }
    }

    fn is_own(&self, row: &Row) -> bool {
        row.operation == self.subject.operation && row.state == RowState::Done
    }

    fn ordered(&mut self, known: &Known<'_>) -> order::Order {
        let zone = known.zone;
        self.without_privacy = self.order.privacy && zone.has_privacy() == Some(false);
        self.order.privacy &= !self.without_privacy;
        self.order.transfer_lock &= zone.has_transfer_lock() != Some(false);
        order::Order {
            command: self.order.command(&self.subject.domain),
            evidence: &Registration,
            before: Registration::before(known.answers.get(1)),
            from: "new".to_owned(),
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
        Registration.questions(&self.subject.domain, &Params::default())
    }

    fn prepare(&mut self, known: &Known<'_>) -> Next {
        match known.answers.first() {
            Some(Ok(response)) if is_elsewhere(response) => self.not_ours(known),
            Some(Ok(response)) if response.code() == Code::OK => {
                Next::End(self.already_ours(known.history))
            }
            Some(Ok(response)) => Next::End(Failed::answer(response).into()),
            Some(Err(error)) => Next::End(Failed::wire(error).into()),
            None => Next::End(out_of_step()),
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

    fn follow(&mut self, _: &order::Order, _: &Proof) -> Vec<Effect> {
        if !self.without_privacy {
            return Vec::new();
        }
        let domain = self.subject.domain.as_str();
        let named = |key| Message::new(key).with("domain", domain).english();
        vec![Effect::Task(Task {
            key: format!("privacy:{domain}"),
            title: named("task.privacy"),
            description: named("register.without_privacy_admin"),
        })]
    }
}

/// What was ordered, beside the name.
struct Order {
    years: i64,
    owner: Contact,
    admin: Contact,
    nameservers: Vec<HostName>,
    idn_language: Option<String>,
    transfer_lock: bool,
    internal_dns: bool,
    privacy: bool,
}

impl Order {
    fn read(params: &Params, settings: &Settings) -> Result<Self, Error> {
        let people = domain::original(params)?;
        Ok(Self {
            years: params
                .integer("regperiod", 1..=10)?
                .ok_or_else(|| ParamError::Missing {
                    name: "regperiod".to_owned(),
                })?,
            owner: Contact::registrant(&people)?,
            admin: Contact::admin(&people)?,
            nameservers: nameservers::wanted(params)?,
            idn_language: params
                .text("idnlanguage")?
                .map(std::borrow::Cow::into_owned),
            transfer_lock: settings.transfer_lock,
            internal_dns: params.flag("dnsmanagement")?,
            privacy: params.flag("idprotection")?,
        })
    }

    /// `AddDomain` (registrar facts 4.1). The renewal mode is always sent: the account's default may be automatic renewal, which
    /// charges the shop for customers who did not pay (registrar facts 2.4).
    fn command(&self, domain: &DomainName) -> Command {
        let mut command = Command::of(CommandName::ADD_DOMAIN)
            .with("DOMAIN", domain.as_str())
            .with("PERIOD", self.years.to_string())
            .with("RENEWALMODE", "AUTOEXPIRE");
        command = self.owner.add_to(command, "OWNERCONTACT0");
        for role in ["ADMINCONTACT0", "TECHCONTACT0", "BILLINGCONTACT0"] {
            command = self.admin.add_to(command, role);
        }
        command = command.with_list("NAMESERVER", self.nameservers.iter().map(HostName::as_str));
        if let (Some(language), true) = (
            &self.idn_language,
            domain.labels().any(|label| label.starts_with("xn--")),
        ) {
            command = command.with("X-IDN-LANGUAGE", language.as_str());
        }
        for (asked, key) in [
            (self.transfer_lock, "TRANSFERLOCK"),
            (self.internal_dns, "INTERNALDNS"),
            (self.privacy, "X-ACCEPT-WHOISTRUSTEE-TAC"),
        ] {
            if asked {
                command = command.with(key, "1");
            }
        }
        command
    }
}

/// A premium name has a cost that the customer was shown; a plain order would be refused, or worse, charged at another price.
fn is_premium(params: &Params) -> Result<bool, Error> {
    let Some(cost) = params.text("premiumCost")? else {
        return Ok(false);
    };
    let cost: rust_decimal::Decimal = cost
        .parse()
        .map_err(|_| ParamError::bad("premiumCost", "an amount"))?;
    Ok(!cost.is_zero())
}

#[cfg(test)]
mod tests;
