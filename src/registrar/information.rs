//! `GetDomainInformation`: one read, everything that WHMCS' domain page shows.

use jiff::Timestamp;

use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::ispapi::Response;
use crate::names::DomainName;

use super::error::{Failed, unexpected};
use super::{Context, Effect, Error, Event, Settings, domain, expiry, nameservers};

/// Reads the domain.
pub(super) struct Plan {
    settings: Settings,
    domain: DomainName,
    now: Timestamp,
}

impl Plan {
    pub(super) fn new(
        params: &Params,
        settings: Settings,
        context: &Context,
    ) -> Result<Self, Error> {
        Ok(Self {
            settings,
            domain: domain::domain(params)?,
            now: context.now,
        })
    }

    fn information(&self, response: &Response) -> Params {
        let shown = expiry::of(response);
        let date = shown.and_then(|instant| expiry::expiry_date(instant, self.now));
        Params::default()
            .with("domain", self.domain.as_str())
            .with("nameservers", nameservers::shown(response))
            .with(
                "status",
                status(
                    response,
                    shown.is_some_and(|at| expiry::has_expired(at, self.now)),
                ),
            )
            .with("transfer_lock", flag(response, "TRANSFERLOCK"))
            .with("expiry", date)
            .with("id_protection", has_privacy(response))
    }
}

impl super::Plan for Plan {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn step(&mut self, event: Event) -> Effect {
        match event {
            Event::Start => Effect::Ask(domain::status(&self.domain)),
            Event::Answer(answer) => {
                Effect::Done(match Failed::unless_done(answer, &self.domain) {
                    Ok(response) => Outcome::Done(Value::Map(self.information(&response))),
                    Err(failed) => failed.into(),
                })
            }
            _ => unexpected(),
        }
    }
}

/// The registration's state in the words of WHMCS' domain class; `None` where the registrar's say nothing that it knows.
/// Whole words are compared: `INACTIVE` is not active.
fn status(response: &Response, expired: bool) -> Option<&'static str> {
    let has = |word: &str| {
        let words = response.column("STATUS");
        words.is_some_and(|words| words.iter().any(|w| w.eq_ignore_ascii_case(word)))
    };
    if has("pendingDelete") || has("requestedDelete") {
        Some("pending_delete")
    } else if has("clientHold") || has("serverHold") {
        Some("suspended")
    } else if expired {
        Some("expired")
    } else if has("ACTIVE") {
        Some("active")
    } else if has("requestedCreate") || has("pendingCreate") || has("requested") || has("inactive")
    {
        Some("inactive")
    } else {
        None
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

fn has_privacy(response: &Response) -> bool {
    ["X-ACCEPT-WHOISTRUSTEE-TAC", "X-ACCEPT-WHOISTRUSTEELITE-TAC"]
        .iter()
        .any(|name| flag(response, name) == Some(true))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;
    use crate::base::time;
    use crate::registrar::scripted::{Script, reply};

    fn information(cells: &str) -> Params {
        let params = Params::default()
            .with("Username", "shop")
            .with("Password", "s3cret")
            .with("sld", "example")
            .with("tld", "com");
        let now = time::parse("2018-01-01 00:00:00").unwrap();
        let context = Context {
            now,
            ..Context::default()
        };
        let answer = reply(&format!("200 Command completed successfully\n{cells}"));
        let mut script = Script::new("GetDomainInformation", &params, &context).answer(answer);
        let value = script.value();
        assert_eq!(script.asked(), ["COMMAND=StatusDomain\nDOMAIN=example.com"]);
        value
    }

    #[test]
    fn one_read_tells_everything() {
        let value = information(
            "NAMESERVER=ns1.hexonet.net\nNAMESERVER=ns2.hexonet.net\nSTATUS=ACTIVE\nTRANSFERLOCK=0\n\
             PAIDUNTILDATE=2018-09-26 14:53:20\nFAILUREDATE=2018-11-09 14:53:20\n\
             EXPIRATIONDATE=2017-09-26 14:53:20\nX-ACCEPT-WHOISTRUSTEE-TAC=1",
        );
        assert_eq!(value.text("domain").unwrap().unwrap(), "example.com");
        assert_eq!(value.text("expiry").unwrap().unwrap(), "2018-09-26");
        assert_eq!(value.text("status").unwrap().unwrap(), "active");
        assert_eq!(value.get("transfer_lock"), Some(&Value::Bool(false)));
        assert_eq!(value.get("id_protection"), Some(&Value::Bool(true)));
        assert_eq!(value.map("nameservers").unwrap().unwrap().iter().len(), 2);
    }

    #[test]
    fn what_the_registrar_does_not_say_is_unknown() {
        let value =
            information("STATUS=SOMETHING NEW\nTRANSFERLOCK=\nPAIDUNTILDATE=0000-00-00 00:00:00");
        for name in ["status", "transfer_lock", "expiry"] {
            assert_eq!(value.get(name), Some(&Value::Null), "{name}");
        }
    }

    #[test]
    fn states_are_compared_as_whole_words() {
        let status = |cells| {
            information(cells)
                .text("status")
                .unwrap()
                .map(std::borrow::Cow::into_owned)
        };
        assert_eq!(status("STATUS=INACTIVE").as_deref(), Some("inactive"));
        assert_eq!(
            status("STATUS=ACTIVE\nSTATUS=pendingDelete").as_deref(),
            Some("pending_delete")
        );
        assert_eq!(
            status("STATUS=ACTIVE\nSTATUS=clientHold").as_deref(),
            Some("suspended")
        );
        assert_eq!(
            status("STATUS=ACTIVE\nPAIDUNTILDATE=2017-12-31 23:59:59").as_deref(),
            Some("expired")
        );
    }
}
