//! `AdminCustomButtonArray`: which of the buttons the domain's zone has. Nothing is asked: WHMCS lists them on every view of the page.

use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};

use super::error::unexpected;
use super::{Effect, Error, Event, Settings, domain, leaving};

/// Answers by the zone's row alone.
pub(super) struct Buttons {
    settings: Settings,
    release: &'static str,
}

impl Buttons {
    pub(super) fn new(params: &Params, settings: Settings) -> Result<Self, Error> {
        let extension = domain::extension(params)?;
        Ok(Self {
            settings,
            release: leaving::zone(extension.as_str()).release.name(),
        })
    }
}

impl super::Plan for Buttons {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn step(&mut self, event: Event) -> Effect {
        match event {
            Event::Start => {
                let value = Params::default().with("release", self.release);
                Effect::Done(Outcome::Done(Value::Map(value)))
            }
            _ => unexpected(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;
    use crate::registrar::Context;
    use crate::registrar::scripted::Script;

    #[test]
    fn the_zone_is_known_without_a_question() {
        for (tld, release) in [(".de", "transit"), ("CO.UK", "tag"), ("com", "none")] {
            let params = Params::default()
                .with("Username", "shop")
                .with("Password", "s3cret")
                .with("sld", "example")
                .with("tld", tld);
            let context = Context::default();
            let mut script = Script::new("AdminCustomButtonArray", &params, &context);
            let value = script.value();
            assert_eq!(value.text("release").unwrap().unwrap(), release, "{tld}");
            assert!(script.asked().is_empty() && script.effects().is_empty());
        }
    }
}
