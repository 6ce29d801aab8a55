use std::time::Duration;

use crate::base::outcome::Outcome;
use crate::base::params::{ParamError, Params, Value};
use crate::idn;
use crate::ispapi::{self, Code};
use crate::names::{DomainName, Secret};
use crate::registrar::error::unexpected;
use crate::registrar::order::evidence::Answer;
use crate::registrar::{Effect, Error, Event, Settings};

use super::{auth_code, check};

/// More names of one cart are not checked; their orders are.
const MOST: usize = 20;

/// The customer waits for the slowest of them.
const LONGEST_WAIT: Duration = Duration::from_secs(3);

/// The check of a cart's transfers before the customer pays. It only ever stops what the registrar itself says is not possible
/// (219): a check that could not be made stops nobody from buying.
pub(in crate::registrar) struct CheckTransfers {
    settings: Settings,
    items: Vec<(DomainName, Option<Secret>)>,
}

impl CheckTransfers {
    /// Reads `transfers`, a list of maps with `domain` and `eppcode`. What cannot be read there is not checked.
    pub(in crate::registrar) fn new(params: &Params, settings: Settings) -> Result<Self, Error> {
        let Some(Value::List(list)) = params.get("transfers") else {
            return Err(ParamError::bad("transfers", "a list of transfers").into());
        };
        let item = |value: &Value| {
            let Value::Map(item) = value else {
                return None;
            };
            let domain = idn::domain_name(&item.text("domain").ok()??).ok()?;
            Some((domain, auth_code(item, "eppcode").ok()?))
        };
        let items = list.iter().filter_map(item).take(MOST).collect();
        Ok(Self { settings, items })
    }

    fn refusals(&self, answers: &[Answer]) -> Vec<Value> {
        let pairs = self.items.iter().zip(answers);
        let refused = pairs.filter_map(|((domain, _), answer)| match answer {
            Ok(response) if response.code() == Code::NOT_POSSIBLE => {
                let reason = ispapi::explain(response).customer;
                let shown = idn::to_unicode(domain.as_str());
                let refusal = Params::default()
                    .with("domain", shown.unwrap_or_else(|_| domain.to_string()))
                    .with("reason", reason.to_params());
                Some(refusal.into())
            }
            _ => None,
        });
        refused.collect()
    }
}

impl crate::registrar::Plan for CheckTransfers {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn longest_wait(&self) -> Option<Duration> {
        Some(LONGEST_WAIT)
    }

    fn step(&mut self, event: Event) -> Effect {
        let answers = match event {
            Event::Start if !self.items.is_empty() => {
                let items = self.items.iter();
                let questions = items.map(|(domain, code)| check::question(domain, code.as_ref()));
                return Effect::AskMany(questions.collect());
            }
            Event::Start => Vec::new(),
            Event::Answers(answers) => answers,
            _ => return unexpected(),
        };
        let refusals = self.refusals(&answers);
        Effect::Done(Outcome::Done(Value::Map(
            Params::default().with("refusals", refusals),
        )))
    }
}
