//! `ConfirmGone`: an administrator says that a domain which is not there is really gone, so that the next `Sync` need not wait, nor
//! count it among those that stop it. The account is checked all the same.

use crate::base::effect::Store;
use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::registrar::error::unexpected;
use crate::registrar::{Effect, Error, Event, Settings};

use super::finding::Kind;

/// `ConfirmGone`.
pub(in crate::registrar) struct Plan {
    settings: Settings,
    domain_id: i64,
}

impl Plan {
    pub(in crate::registrar) fn new(params: &Params, settings: Settings) -> Result<Self, Error> {
        Ok(Self {
            settings,
            domain_id: params.integer("domainid", 0..=i64::MAX)?.unwrap_or(0),
        })
    }
}

impl crate::registrar::Plan for Plan {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn step(&mut self, event: Event) -> Effect {
        match event {
            Event::Start => {
                let kinds: Vec<Value> = [Kind::Ended, Kind::Missing]
                    .map(|kind| kind.name().into())
                    .into();
                let fields = Params::default()
                    .with("scope", self.settings.scope())
                    .with("domain_id", self.domain_id)
                    .with("kinds", kinds);
                Effect::Store(Store::new("accept", fields))
            }
            Event::Performed => Effect::Done(Outcome::done()),
            _ => unexpected(),
        }
    }
}
