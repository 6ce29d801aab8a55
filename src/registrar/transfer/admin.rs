//! What administrators do with transfers under way, beside taking one back: have its mails sent again, answer somebody else's.

use crate::base::message::Message;
use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::ispapi::{Code, Command, CommandName};
use crate::names::DomainName;
use crate::registrar::error::{Failed, is_elsewhere, unexpected};
use crate::registrar::order::evidence;
use crate::registrar::{Effect, Error, Event, Settings, domain};

use super::entry::Entry;

/// `TransferDomain` with another action than an order.
pub(super) fn action(domain: &DomainName, action: &str) -> Command {
    Command::of(CommandName::TRANSFER_DOMAIN)
        .with("DOMAIN", domain.as_str())
        .with("ACTION", action)
}

fn status(domain: &DomainName) -> Command {
    Command::of(CommandName::STATUS_DOMAIN_TRANSFER).with("DOMAIN", domain.as_str())
}

pub(super) fn refused(code: &str, key: &'static str, domain: &DomainName) -> Outcome {
    let message = Message::new(key).with("domain", domain.as_str());
    Failed::because(code, message.clone(), message).into()
}

/// Has the mails of a running transfer sent again.
pub(in crate::registrar) struct Resend {
    settings: Settings,
    domain: DomainName,
}

impl Resend {
    pub(in crate::registrar) fn new(params: &Params, settings: Settings) -> Result<Self, Error> {
        let domain = domain::domain(params)?;
        Ok(Self { settings, domain })
    }
}

impl crate::registrar::Plan for Resend {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn step(&mut self, event: Event) -> Effect {
        match event {
            Event::Start => Effect::Ask(
                Command::of(CommandName::RESEND_DOMAIN_TRANSFER_CONFIRMATION_EMAILS)
                    .with("DOMAIN", self.domain.as_str()),
            ),
            Event::Answer(Ok(response)) if response.code() == Code::NOT_FOUND => {
                Effect::Done(refused(
                    "registrar.no_transfer",
                    "transfer.none_running",
                    &self.domain,
                ))
            }
            Event::Answer(answer) => {
                Effect::Done(match Failed::unless_done(answer, &self.domain) {
                    Ok(_) => Outcome::done(),
                    Err(failed) => failed.into(),
                })
            }
            _ => unexpected(),
        }
    }
}

/// Approves or denies the transfer of a domain to somebody else: only where the registrar shows one.
pub(in crate::registrar) struct Answer {
    settings: Settings,
    domain: DomainName,
    action: &'static str,
    /// What to tell once the registrar has taken it.
    told: &'static str,
    reading: bool,
}

impl Answer {
    /// Lets it go. It does not come back by itself, so its name must be in `confirmed`.
    pub(in crate::registrar) fn approve(
        params: &Params,
        settings: Settings,
    ) -> Result<Self, Error> {
        let domain = domain::domain(params)?;
        domain::require_confirmation(params, &domain)?;
        Ok(Self {
            settings,
            domain,
            action: "APPROVE",
            told: "transfer.approved",
            reading: true,
        })
    }

    /// Keeps it.
    pub(in crate::registrar) fn deny(params: &Params, settings: Settings) -> Result<Self, Error> {
        Ok(Self {
            settings,
            domain: domain::domain(params)?,
            action: "DENY",
            told: "transfer.denied",
            reading: true,
        })
    }

    fn accepted(&self) -> Outcome {
        let message = Message::new(self.told).with("domain", self.domain.as_str());
        let value = Params::default().with("state", "accepted");
        Outcome::Done(Value::Map(value.with("message", message.to_params())))
    }

    fn judge(&mut self, answer: evidence::Answer) -> Effect {
        let is_leaving = Entry::of(Some(&answer)).is_some_and(|entry| entry.is_leaving());
        if is_leaving {
            self.reading = false;
            return Effect::Ask(action(&self.domain, self.action));
        }
        Effect::Done(match answer {
            Ok(response) if response.code() == Code::OK || is_elsewhere(&response) => refused(
                "registrar.no_transfer",
                "transfer.none_leaving",
                &self.domain,
            ),
            Ok(response) => Failed::answer(&response).into(),
            Err(error) => Failed::wire(&error).into(),
        })
    }
}

impl crate::registrar::Plan for Answer {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn step(&mut self, event: Event) -> Effect {
        match event {
            Event::Start => Effect::Ask(status(&self.domain)),
            Event::Answer(answer) if self.reading => self.judge(answer),
            Event::Answer(answer) => {
                Effect::Done(match Failed::unless_done(answer, &self.domain) {
                    Ok(_) => self.accepted(),
                    Err(failed) => failed.into(),
                })
            }
            _ => unexpected(),
        }
    }
}
