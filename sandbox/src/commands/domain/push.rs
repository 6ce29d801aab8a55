//! PushDomain.

use super::{name_of, require_own};
use crate::commands::{Call, Outcome};
use crate::life;
use crate::wire::{Refusal, Response};
use crate::zones;

/// This registrar's own tag at Nominet (registrar facts, release): nothing can be pushed to it.
const OWN_TAG: &str = "1API-DE";

/// Gives a domain away: to another account of this registrar when TARGET is one, to the registry
/// (`TRANSIT`, the default), or to the registrar with that tag. Zones without it refuse with 549.
pub(super) fn push_domain(call: &mut Call<'_>) -> Outcome {
    let name = name_of(call.required("DOMAIN")?)?;
    require_own(call, &name)?;
    let zone = zones::supported(name.zone())?;
    let target = call
        .command
        .filled("TARGET")
        .unwrap_or("TRANSIT")
        .to_owned();
    let Some(domain) = call.book.domains.get(name.as_str()) else {
        return Err(Refusal::new(545, ""));
    };
    if domain.transfer_lock || domain.status != "ACTIVE" || domain.pending.is_some() {
        return Err(Refusal::new(552, ""));
    }
    if call.book.accounts.contains_key(&target) {
        if target == domain.account {
            return Err(Refusal::new(541, format!("TARGET ({target})")));
        }
        call.log_domain(name.as_str(), "PUSH");
        move_to(call, name.as_str(), &target);
        return Ok(Response::ok());
    }
    let possible = match zone.push.as_str() {
        "" => return Err(Refusal::new(549, format!("NO PUSH FOR {}", zone.class()))),
        // Without a tag the domain goes to the registry, also for .uk.
        "TAG" => !target.eq_ignore_ascii_case(OWN_TAG),
        _ => target == "TRANSIT",
    };
    if !possible {
        return Err(Refusal::new(541, format!("TARGET ({target})")));
    }
    let operation = call.quirks.value("push_log");
    call.log_domain(name.as_str(), operation);
    life::hand_to_registry(call.book, name.as_str(), &target);
    Ok(Response::ok())
}

/// The other account has the domain from now on, with the contacts that it has.
fn move_to(call: &mut Call<'_>, name: &str, account: &str) {
    if let Some(domain) = call.book.domains.get_mut(name) {
        account.clone_into(&mut domain.account);
        domain.updated = call.now;
    }
}
