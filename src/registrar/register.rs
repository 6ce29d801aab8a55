//! `RegisterDomain` for plain gTLDs.
//!
//! Money rules (design rule 1): the domain is read before it is ordered, and that before-image is the evidence by which an order
//! without an answer is judged. Nothing is ever sent twice.

use crate::base::effect::Task;
use crate::base::message::Message;
use crate::base::outcome::Outcome;
use crate::base::params::{ParamError, Params, Value};
use crate::ispapi::{self, Code, Command, CommandName, Repeat, Response};
use crate::names::{DomainName, HostName};

use super::contact::Contact;
use super::error::{Failed, is_elsewhere, unexpected};
use super::{Effect, Error, Event, Settings, domain, nameservers};

/// Top-level domains that ask nothing beyond the four contacts: none of them has a row in the table of additional fields.
const PLAIN: [&str; 5] = ["biz", "com", "info", "net", "org"];

/// Reads, orders, and reads again where the order's outcome is unknown.
pub(super) struct Plan {
    settings: Settings,
    domain: DomainName,
    order: Command,
    state: State,
}

enum State {
    /// Is it already ours? Then a later read would prove nothing.
    Before,
    /// The order is out.
    Ordered,
    /// No usable answer came; what does the registrar say now?
    After(Doubt),
    /// Somebody was told to look; this is the end.
    Told(Outcome),
}

/// Why an order is in doubt.
#[derive(Clone)]
struct Doubt {
    failed: Failed,
    reason: String,
    /// The server itself said that it did not get to it (420, 421, 423, 520), so a read-back without the domain settles it.
    refused: bool,
}

impl Plan {
    pub(super) fn new(params: &Params, settings: Settings) -> Result<Self, Error> {
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
        let order = Order::read(params, &settings)?.command(&domain);
        Ok(Self {
            settings,
            domain,
            order,
            state: State::Before,
        })
    }

    fn judge_before(&mut self, answer: Result<Response, ispapi::Error>) -> Effect {
        let failed = match answer {
            Ok(response) if is_elsewhere(&response) => {
                self.state = State::Ordered;
                return Effect::Ask(self.order.clone());
            }
            Ok(response) if response.code() == Code::OK => self.already_ours(),
            Ok(response) => Failed::answer(&response),
            Err(error) => Failed::wire(&error),
        };
        Effect::Done(failed.into())
    }

    fn already_ours(&self) -> Failed {
        let named = |key| Message::new(key).with("domain", self.domain.as_str());
        Failed::because(
            "registrar.already_ours",
            named("register.already_ours"),
            named("register.already_ours_admin"),
        )
    }

    fn judge_order(&mut self, answer: Result<Response, ispapi::Error>) -> Effect {
        let doubt = match answer {
            Ok(response) if response.code() == Code::OK => {
                return Effect::Done(registered(&response));
            }
            Ok(response) if response.code().leaves_doubt() => Doubt {
                failed: Failed::answer(&response),
                reason: response.safe_description().to_owned(),
                refused: response.code().repeat() == Repeat::AtOnce,
            },
            Ok(response) => return Effect::Done(Failed::answer(&response).into()),
            Err(error) if error.outcome_unknown() => Doubt {
                failed: Failed::wire(&error),
                reason: error.to_string(),
                refused: false,
            },
            Err(error) => return Effect::Done(Failed::wire(&error).into()),
        };
        self.state = State::After(doubt);
        Effect::Ask(domain::status(&self.domain))
    }

    /// The before-image said "not ours": ours now can only come from this order.
    fn judge_after(&mut self, answer: Result<Response, ispapi::Error>, doubt: Doubt) -> Effect {
        match answer {
            Ok(response) if response.code() == Code::OK => Effect::Done(registered(&response)),
            Ok(response) if doubt.refused && is_elsewhere(&response) => {
                Effect::Done(doubt.failed.into())
            }
            _ => self.tell(&doubt),
        }
    }

    fn tell(&mut self, doubt: &Doubt) -> Effect {
        let domain = self.domain.as_str();
        let admin = Message::new("register.in_doubt_admin")
            .with("domain", domain)
            .with("reason", doubt.reason.as_str());
        let task = Task {
            key: format!("register:{domain}"),
            title: Message::new("task.in_doubt")
                .with("domain", domain)
                .english(),
            description: admin.english(),
        };
        let customer = Message::new("register.in_doubt").with("domain", domain);
        let failed = Failed::because("registrar.in_doubt", customer, admin).in_doubt();
        self.state = State::Told(failed.into());
        Effect::Task(task)
    }
}

impl super::Plan for Plan {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn step(&mut self, event: Event) -> Effect {
        match (event, &self.state) {
            (Event::Start, State::Before) => Effect::Ask(domain::status(&self.domain)),
            (Event::Answer(answer), State::Before) => self.judge_before(answer),
            (Event::Answer(answer), State::Ordered) => self.judge_order(answer),
            (Event::Answer(answer), State::After(doubt)) => {
                let doubt = doubt.clone();
                self.judge_after(answer, doubt)
            }
            (Event::Performed, State::Told(outcome)) => Effect::Done(outcome.clone()),
            _ => unexpected(),
        }
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

/// Accepted; whether it is finished too, both the flag and the state tell (wire facts 4.3).
fn registered(response: &Response) -> Outcome {
    let states = response.column("STATUS");
    let active = states.is_some_and(|words| words.iter().any(|w| w.eq_ignore_ascii_case("ACTIVE")));
    let pending = response.pending() || !active;
    Outcome::Done(Value::Map(Params::default().with("pending", pending)))
}

#[cfg(test)]
mod tests;
