use crate::base::params::{Params, Value};
use crate::ispapi::{Code, Command, CommandName, Response};
use crate::names::DomainName;
use crate::registrar::domain;

use super::{Answer, Evidence, FOUND, KIND, Proof, Verdict};

/// An application for a domain (registrar facts 4.2): an application for the name that was not there before. It is done when the
/// registrar says `SUCCESSFUL`, and has failed when it says `FAILED`; every other state is running.
pub(in crate::registrar) struct Application;

/// The key of the before-image that lists the applications which were there.
const KNOWN: &str = "applications";

/// The key of the evidence that names the application.
const NUMBER: &str = "application";

impl Application {
    /// The applications for a name, whatever their state.
    pub(in crate::registrar) fn question(domain: &DomainName) -> Command {
        Command::of(CommandName::QUERY_DOMAIN_APPLICATION_LIST)
            .with("DOMAIN", domain.as_str())
            .with("USERDEPTH", "SELF")
            .with("WIDE", "1")
    }

    /// The before-image; `None` where the applications cannot be read, and then a lost answer could never be judged.
    pub(in crate::registrar) fn before(answer: Option<&Answer>) -> Option<Params> {
        let known: Vec<Value> = applications(answer)?
            .into_iter()
            .map(|application| application.number.into())
            .collect();
        Some(
            Params::default()
                .with(KIND, "application")
                .with(KNOWN, known),
        )
    }
}

impl Evidence for Application {
    fn kind(&self) -> &'static str {
        "application"
    }

    fn questions(&self, domain: &DomainName, before: &Params) -> Vec<Command> {
        let mut questions = vec![Self::question(domain), domain::status(domain)];
        if let Some(number) = number(before) {
            let status = Command::of(CommandName::STATUS_DOMAIN_APPLICATION);
            questions.push(status.with("APPLICATION", number));
        }
        questions
    }

    /// Whoever finds it in the list writes its number down first. So the one who finds it decided is always somebody who has the row,
    /// and does what follows.
    fn verdict(&self, before: &Params, _: i64, answers: &[Answer]) -> Verdict {
        let known = number(before);
        let is_followed = known.is_some();
        let found = match (known, answers.get(2)) {
            (Some(number), Some(Ok(response))) if response.code() == Code::OK => Some(Found {
                number,
                status: response.first("STATUS").unwrap_or_default().to_owned(),
            }),
            (Some(_), _) => return Verdict::Unreadable,
            (None, _) => match applications(answers.first()) {
                Some(all) => all
                    .into_iter()
                    .find(|found| !is_known(before, &found.number)),
                None => return Verdict::Unreadable,
            },
        };
        let Some(found) = found else {
            return Verdict::NoTrace;
        };
        match found.status.to_ascii_uppercase().as_str() {
            "SUCCESSFUL" if is_followed => succeeded(found.facts(), answers.get(1)),
            "FAILED" => Verdict::Refuted(format!("application {} has failed", found.number)),
            _ => Verdict::Happened(Proof {
                pending: true,
                facts: found.facts(),
            }),
        }
    }

    /// Even one that says `SUCCESSFUL` at once is followed to the domain itself.
    fn accepted(&self, _: &Params, response: &Response) -> Proof {
        let number = response.first("APPLICATION").unwrap_or_default();
        Proof {
            pending: true,
            facts: Params::default().with(NUMBER, number),
        }
    }
}

/// The domain of a successful application is there, or will be in a moment.
fn succeeded(facts: Params, domain: Option<&Answer>) -> Verdict {
    match domain {
        Some(Ok(response)) if response.code() == Code::OK => {
            let registered = super::registered(response);
            let until = registered.facts.get("until").cloned();
            Verdict::Happened(Proof {
                pending: registered.pending,
                facts: facts.with("until", until),
            })
        }
        _ => Verdict::Happened(Proof {
            pending: true,
            facts,
        }),
    }
}

struct Found {
    number: String,
    status: String,
}

impl Found {
    fn facts(&self) -> Params {
        Params::default().with(NUMBER, self.number.as_str())
    }
}

/// The number that the order's answer, or an earlier check, gave.
fn number(before: &Params) -> Option<String> {
    let found = before.map(FOUND).ok()??;
    let number = found.text(NUMBER).ok()??.into_owned();
    Some(number)
}

fn is_known(before: &Params, number: &str) -> bool {
    let Some(Value::List(known)) = before.get(KNOWN) else {
        return false;
    };
    known.iter().any(|value| match value {
        Value::Text(text) => text == number,
        Value::Int(integer) => integer.to_string() == number,
        _ => false,
    })
}

fn applications(answer: Option<&Answer>) -> Option<Vec<Found>> {
    let response = answer?.as_ref().ok()?;
    if response.code() == Code::NOT_FOUND {
        return Some(Vec::new());
    }
    if response.code() != Code::OK {
        return None;
    }
    let cell = |name, row| response.value(name, row).unwrap_or_default().to_owned();
    let rows = response
        .column("APPLICATION")
        .map_or(0, |column| column.iter().count());
    let found = |row| Found {
        number: cell("APPLICATION", row),
        status: cell("STATUS", row),
    };
    Some(
        (0..rows)
            .map(found)
            .filter(|found| !found.number.is_empty())
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;
    use crate::registrar::scripted::reply;

    const GONE: &str = "545 Entity reference not found";

    fn before() -> Params {
        let list = reply("200 ok\nAPPLICATION=7\nSTATUS=FAILED");
        Application::before(Some(&list)).unwrap()
    }

    fn verdict(before: &Params, answers: &[&str]) -> Verdict {
        let answers: Vec<Answer> = answers.iter().map(|text| reply(text)).collect();
        Application.verdict(before, 1, &answers)
    }

    #[test]
    fn only_an_application_that_was_not_there_before_is_ours() {
        let old = verdict(&before(), &["200 ok\nAPPLICATION=7\nSTATUS=FAILED", GONE]);
        assert!(matches!(old, Verdict::NoTrace));
        let list = "200 ok\nAPPLICATION=7\nAPPLICATION=8\nSTATUS=FAILED\nSTATUS=REQUESTED";
        let Verdict::Happened(proof) = verdict(&before(), &[list, GONE]) else {
            unreachable!("8 is new")
        };
        assert!(proof.pending);
        assert_eq!(proof.facts.text(NUMBER).unwrap().unwrap(), "8");
    }

    #[test]
    fn one_that_is_found_decided_is_written_down_before_it_is_followed_up() {
        let list = "200 ok\nAPPLICATION=8\nSTATUS=SUCCESSFUL";
        let Verdict::Happened(proof) = verdict(&before(), &[list, "200 ok\nSTATUS=ACTIVE"]) else {
            unreachable!("8 is new")
        };
        assert!(proof.pending);
    }

    #[test]
    fn a_known_number_is_followed_to_its_end() {
        let known = before().with(FOUND, Params::default().with(NUMBER, "8"));
        let questions = Application.questions(&DomainName::parse("a.swiss").unwrap(), &known);
        assert_eq!(questions.last().unwrap().get("APPLICATION"), Some("8"));
        let ends = [
            ("SUCCESSFUL", GONE, "pending"),
            ("ACTIVE", GONE, "pending"),
            ("FAILED", GONE, "refuted"),
        ];
        for (status, domain, end) in ends {
            let state = format!("200 ok\nSTATUS={status}");
            let found = match verdict(&known, &["200 ok", domain, &state]) {
                Verdict::Happened(proof) if proof.pending => "pending",
                Verdict::Happened(_) => "done",
                Verdict::Refuted(_) => "refuted",
                Verdict::NoTrace | Verdict::Unreadable => "unknown",
            };
            assert_eq!(found, end, "{status}");
        }
        let done = verdict(
            &known,
            &[
                "200 ok",
                "200 ok\nSTATUS=ACTIVE",
                "200 ok\nSTATUS=SUCCESSFUL",
            ],
        );
        assert!(matches!(done, Verdict::Happened(proof) if !proof.pending));
    }

    #[test]
    fn what_cannot_be_read_proves_nothing() {
        assert!(Application::before(Some(&reply("530 Authorization failed"))).is_none());
        let refused = verdict(&before(), &["530 Authorization failed", GONE]);
        assert!(matches!(refused, Verdict::Unreadable));
        let known = before().with(FOUND, Params::default().with(NUMBER, "8"));
        let lost = verdict(&known, &["200 ok", GONE, "421 Try again"]);
        assert!(matches!(lost, Verdict::Unreadable));
    }
}
