//! Auth codes that are ordered: DENIC_CreateAuthInfo1, DENIC_DeleteAuthInfo1,
//! RequestDomainAuthInfo, and the token of RequestDomainPin.

use jiff::Timestamp;

use super::domain::{name_of, require_own, values};
use super::{Call, Handler, Kind, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::{DomainName, moment};
use crate::zones::plus_days;

pub(super) const HANDLERS: &[Handler] = &[
    Handler {
        name: "DENIC_CreateAuthInfo1",
        run: create_auth_info,
        kind: Kind::Write,
    },
    Handler {
        name: "DENIC_DeleteAuthInfo1",
        run: delete_auth_info,
        kind: Kind::Write,
    },
    Handler {
        name: "RequestDomainAuthInfo",
        run: request_auth_info,
        kind: Kind::Write,
    },
    Handler {
        name: "RequestDomainPin",
        run: request_pin,
        kind: Kind::Write,
    },
];

/// How long an AuthInfo1 is good when no date is given (DENIC: 30 days).
const AUTH_INFO_DAYS: i32 = 30;

/// Zones of the registries that make auth codes on request: CORE, DNS Belgium, nic.at, Norid
/// (reference), and EURid, which the module that was in use asked too (registrar facts, auth code).
const ON_REQUEST: &[&str] = &["at", "be", "co.at", "eu", "no", "or.at"];

/// Zones whose updates need a token.
const WITH_TOKEN: &[&str] = &["bank", "insurance"];

/// Sets a code, the caller's or a random one, until a date, the caller's or the usual one.
fn create_auth_info(call: &mut Call<'_>) -> Outcome {
    let name = german(call)?;
    let code = values::auth(call.command)?;
    let until = match call.command.filled("X-DE-AUTHINFO1-EXPIRATIONDATE") {
        None => plus_days(call.now, AUTH_INFO_DAYS),
        Some(text) => expiration(text, call.now)?,
    };
    let code = code.unwrap_or_else(|| call.book.rng.auth_code());
    call.book.auth_infos.insert(name.clone(), until);
    set_code(call, &name, &code);
    Ok(Response::ok()
        .with("AUTH", code)
        .with_all("STATUS", statuses(call, &name))
        .with(
            "X-DE-AUTHINFO1-EXPIRATIONDATE",
            until.strftime("%Y-%m-%d").to_string(),
        ))
}

/// 505 for no date, 541 for one in the past.
fn expiration(text: &str, now: Timestamp) -> Result<Timestamp, Refusal> {
    let key = "X-DE-AUTHINFO1-EXPIRATIONDATE";
    match moment(text) {
        Ok(until) if until > now => Ok(until),
        Ok(_) => Err(Refusal::new(541, format!("{key} ({text})"))),
        Err(_) => Err(Refusal::new(505, format!("{key} ({text})"))),
    }
}

/// Takes the code away; 545 when there is none.
fn delete_auth_info(call: &mut Call<'_>) -> Outcome {
    let name = german(call)?;
    if call.book.auth_infos.remove(&name).is_none() {
        return Err(Refusal::new(545, "NO AUTHINFO1"));
    }
    set_code(call, &name, "");
    Ok(Response::ok().with_all("STATUS", statuses(call, &name)))
}

/// A domain of the caller in `.de`; 541 for another zone.
fn german(call: &Call<'_>) -> Result<String, Refusal> {
    let name = asked(call)?;
    if name.zone() == "de" {
        return Ok(name.as_str().to_owned());
    }
    Err(Refusal::new(541, format!("DOMAIN ({})", name.as_str())))
}

fn asked(call: &Call<'_>) -> Result<DomainName, Refusal> {
    let name = name_of(call.required("DOMAIN")?)?;
    require_own(call, &name)?;
    Ok(name)
}

fn set_code(call: &mut Call<'_>, name: &str, code: &str) {
    let now = call.now;
    if let Some(domain) = call.book.domains.get_mut(name) {
        code.clone_into(&mut domain.auth);
        domain.updated = now;
    }
}

fn statuses(call: &Call<'_>, name: &str) -> Vec<String> {
    call.book.domains.get(name).map_or_else(Vec::new, |domain| {
        std::iter::once(&domain.status)
            .chain(&domain.flags)
            .cloned()
            .collect()
    })
}

/// The registry makes a code: it is mailed to the owner, and the answer is pending; or it comes
/// with the answer, and once only (540), as .eu did (quirk `requested_auth`). 541 elsewhere.
fn request_auth_info(call: &mut Call<'_>) -> Outcome {
    let name = asked(call)?;
    if !ON_REQUEST.contains(&name.zone()) {
        return Err(Refusal::new(541, format!("DOMAIN ({})", name.as_str())));
    }
    let name = name.as_str();
    let response = Response::ok().with("DOMAIN", name);
    if call.quirks.is("requested_auth", "mailed") {
        return Ok(response.with("STATUS", "PENDING").pending());
    }
    if call.book.auth_infos.contains_key(name) {
        return Err(Refusal::new(540, "AUTH"));
    }
    let code = call.book.rng.auth_code();
    let until = plus_days(call.now, AUTH_INFO_DAYS);
    call.book.auth_infos.insert(name.to_owned(), until);
    set_code(call, name, &code);
    Ok(response.with("AUTH", code).with("STATUS", "SUCCESSFUL"))
}

/// Mails the owner a token that authorises an update; 549 in zones that have none.
fn request_pin(call: &mut Call<'_>) -> Outcome {
    let name = asked(call)?;
    if !WITH_TOKEN.contains(&name.zone()) {
        return Err(Refusal::new(549, format!("NO TOKEN IN {}", name.zone())));
    }
    Ok(Response::ok().say("TOKEN requested"))
}
