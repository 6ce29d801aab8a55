//! One look at a domain for a page: the host keeps the reply for the rest of its request, at most 30 seconds and until something is
//! written to the domain (design, section 6). Never for orders, saves or evidence.

use crate::base::effect::{Load, Store};
use crate::base::params::{Params, Value};
use crate::ispapi::{self, Response, parse};
use crate::names::DomainName;

use super::error::Failed;
use super::{Effect, Event, domain};

/// The way to the reply.
pub(super) struct Reading {
    scope: String,
    domain: DomainName,
    /// What came, while the host keeps it.
    read: Option<Response>,
}

/// Where it is.
pub(super) enum Looked {
    Failed(Failed),
    Read(Box<Response>),
    Wants(Effect),
}

impl Reading {
    pub(super) fn new(scope: &str, domain: DomainName) -> Self {
        Self {
            scope: scope.to_owned(),
            domain,
            read: None,
        }
    }

    pub(super) fn domain(&self) -> &DomainName {
        &self.domain
    }

    /// The first step is that of [`Event::Start`].
    pub(super) fn step(&mut self, event: Event) -> Looked {
        match event {
            Event::Start => Looked::Wants(Effect::Load(Load::new("memo", self.key()))),
            Event::Loaded(value) => match kept(&value) {
                Some(response) => Looked::Read(Box::new(response)),
                None => Looked::Wants(self.ask()),
            },
            Event::Answer(answer) => self.take(answer),
            _ => match self.read.take() {
                Some(response) => Looked::Read(Box::new(response)),
                None => Looked::Failed(Failed::out_of_step()),
            },
        }
    }

    fn ask(&self) -> Effect {
        Effect::Ask(domain::status(&self.domain))
    }

    fn take(&mut self, answer: Result<Response, ispapi::Error>) -> Looked {
        match Failed::unless_done(answer, &self.domain) {
            Ok(response) => {
                let memo = self.key().with("reply", response.to_text());
                self.read = Some(response);
                Looked::Wants(Effect::Store(Store::new("memo", memo)))
            }
            Err(failed) => Looked::Failed(failed),
        }
    }

    fn key(&self) -> Params {
        Params::default()
            .with("scope", self.scope.as_str())
            .with("domain", self.domain.as_str())
    }
}

/// The reply that the host kept.
fn kept(answer: &Value) -> Option<Response> {
    let Value::Map(answer) = answer else {
        return None;
    };
    parse(answer.text("reply").ok()??.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)] // a test may fail by panic

    use super::*;
    use crate::registrar::scripted::reply;

    fn reading() -> Reading {
        Reading::new("scope", DomainName::parse("example.com").unwrap())
    }

    fn memo(reply: Value) -> Value {
        Value::Map(Params::default().with("reply", reply))
    }

    #[test]
    fn what_one_verb_of_a_page_read_serves_the_next() {
        let mut first = reading();
        assert!(matches!(
            first.step(Event::Start),
            Looked::Wants(Effect::Load(_))
        ));
        assert!(matches!(
            first.step(Event::Loaded(Value::Null)),
            Looked::Wants(Effect::Ask(_))
        ));
        let answer = reply("200 ok\nSTATUS=ACTIVE\nNAMESERVER=ns1.a.net\nNAMESERVER=ns2.a.net");
        let Looked::Wants(Effect::Store(store)) = first.step(Event::Answer(answer)) else {
            panic!("the reply is kept")
        };
        let kept = store.to_params().get("reply").unwrap().clone();
        let Looked::Read(read) = first.step(Event::Performed) else {
            panic!("it was read")
        };
        let Looked::Read(again) = reading().step(Event::Loaded(memo(kept))) else {
            panic!("it was kept")
        };
        assert_eq!(again, read);
        assert_eq!(again.column("NAMESERVER").unwrap().len(), 2);
    }

    #[test]
    fn what_cannot_be_read_back_is_asked_for_and_a_refusal_is_not_kept() {
        assert!(matches!(
            reading().step(Event::Loaded(memo("x".into()))),
            Looked::Wants(Effect::Ask(_))
        ));
        let refused = reply("545 Entity reference not found");
        assert!(matches!(
            reading().step(Event::Answer(refused)),
            Looked::Failed(_)
        ));
    }
}
