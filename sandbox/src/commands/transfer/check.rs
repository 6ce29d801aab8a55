//! CheckDomainTransfer: 218 or 219, and what WHOIS knows.

use super::subject::{Code, Subject};
use super::{addressed, running};
use crate::commands::{Call, Outcome};
use crate::wire::Response;
use crate::world::wire_time;
use crate::zones::{self, Zone};

/// Tells whether a transfer could be asked for.
pub(super) fn check_domain_transfer(call: &mut Call<'_>) -> Outcome {
    let (name, code) = addressed(call.command)?;
    let zone = zones::supported(name.zone())?;
    let subject = Subject::find(call, &name)?;
    let code = code.as_deref();
    let obstacles = obstacles(call, zone, &subject, name.as_str(), code);
    let mut response = if obstacles.is_empty() {
        Response::plain(218, "Request is available")
    } else {
        Response::plain(219, format!("Request is not available; {obstacles}"))
    };
    if let Some(premium) = zones::premium(name.as_str()) {
        response = response.with("CLASS", &premium.class);
    }
    let statuses = subject.forbidding(running(call, name.as_str()).is_some());
    Ok(whois(call, name.as_str(), &subject, response)
        .with("AUTHISVALID", validity(call, subject.judge(code)))
        .with("AUTHREQUIRED", flag(subject.needs_code(zone)))
        .with_all(
            "PERIOD",
            zone.transfer.periods().split(',').map(str::to_owned),
        )
        .with("REPOSITORY", zone.repository(call.book.entity))
        .with_all(
            "STATUS",
            if statuses.is_empty() {
                vec!["ok".to_owned()]
            } else {
                statuses
            },
        )
        .with("TRANSFERLOCK", flag(subject.locked))
        .with("USERTRANSFERREQUIRED", flag(subject.internal)))
}

fn flag(value: bool) -> &'static str {
    if value { "1" } else { "0" }
}

/// AUTHISVALID: 1 and 0 by the table of the reference, UNKNOWN by its example, NO by the module
/// that was in use (quirk `authisvalid`).
fn validity(call: &Call<'_>, code: Code) -> &'static str {
    match (code, call.quirks.value("authisvalid")) {
        (Code::Unknown, _) | (_, "unknown") => "UNKNOWN",
        (Code::Right, "words") => "YES",
        (Code::Wrong, "words") => "NO",
        (Code::Right, _) => "1",
        (Code::Wrong, _) => "0",
    }
}

/// Why not, in the words that the clients look for (wire facts, error texts).
fn obstacles(
    call: &Call<'_>,
    zone: &Zone,
    subject: &Subject,
    name: &str,
    code: Option<&str>,
) -> String {
    let optional = call.quirks.is("usertransfer_code", "optional");
    if subject.internal && code.is_none() && !optional {
        return "USERTRANSFER - AUTH CODE REQUIRED".to_owned();
    }
    let statuses = subject.forbidding(running(call, name).is_some());
    let mut found: Vec<String> = statuses.iter().map(|s| format!("STATUS ({s})")).collect();
    if subject.judge(code) == Code::Wrong && call.quirks.is("check_wrong_auth", "219") {
        found.push("WRONG AUTH".to_owned());
    }
    if subject.too_young(zone, call.now) {
        found.push("AGE OF THE DOMAIN".to_owned());
    }
    if found.is_empty() {
        return String::new();
    }
    format!("DOMAIN TRANSFER IS PROHIBITED BY {}", found.join("/"))
}

fn whois(call: &Call<'_>, name: &str, subject: &Subject, response: Response) -> Response {
    response
        .with("ADMINCONTACT0NAME", &subject.admin)
        .with("AGEINDAYS", subject.age_days(call.now).to_string())
        .with("CREATEDDATE", wire_time(subject.created))
        .with("EXPIRATIONDATE", wire_time(subject.expiration))
        .with_all("NAMESERVER", subject.nameservers.iter().cloned())
        .with("OWNERCONTACT0NAME", &subject.owner)
        .with("REGISTRAR", &subject.registrar)
        .with(
            "REGISTRARID",
            if subject.internal { "1387" } else { "9999" },
        )
        .with("REGISTRARURL", "http://registrar.example")
        .with("UPDATEDDATE", wire_time(subject.updated))
        .with("WHOISDATE", wire_time(call.now))
        .with("WHOISQUERY", format!("domain {name}"))
        .with("WHOISSERVER", "whois.registry.example")
}
