//! SetDomainRenewalMode.

use super::{name_of, require_own};
use crate::commands::{Call, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::Domain;
use crate::zones::{self, Zone};

/// Sets what happens at the end of the term. UNRENEW is 1 when an automatic renewal that was paid
/// but not finalized is undone and its money given back (quirk `unrenew`).
pub(super) fn set_domain_renewal_mode(call: &mut Call<'_>) -> Outcome {
    let name = name_of(call.required("DOMAIN")?)?;
    require_own(call, &name)?;
    let zone = zones::supported(name.zone())?;
    let mode = mode(call, zone)?;
    let period = period(call, zone, &mode)?;
    let Some(domain) = call.book.domains.get_mut(name.as_str()) else {
        return Err(Refusal::new(545, ""));
    };
    let stops = matches!(mode.as_str(), "AUTODELETE" | "AUTOEXPIRE");
    domain.renewal_mode = mode;
    if let Some(period) = period {
        domain.life.renewal_period = period;
    }
    let undone = if stops && call.quirks.is("unrenew", "auto_paid") {
        unrenew(domain)
    } else {
        Vec::new()
    };
    call.book.give_back(&undone, call.now)?;
    call.log_domain(name.as_str(), "SETRENEWALMODE");
    let unrenewed = if undone.is_empty() { "0" } else { "1" };
    Ok(Response::ok().with("UNRENEW", unrenewed))
}

/// DEFAULT is AUTORENEW; AUTORENEWMONTHLY exists for .de only (reference).
fn mode(call: &Call<'_>, zone: &Zone) -> Result<String, Refusal> {
    let mode = call.required("RENEWALMODE")?.to_uppercase();
    match mode.as_str() {
        "DEFAULT" => Ok("AUTORENEW".to_owned()),
        "AUTORENEWMONTHLY" if zone.tld != "de" => {
            Err(Refusal::new(541, format!("RENEWALMODE ({mode})")))
        }
        _ => Ok(mode),
    }
}

/// RENEWALPERIOD from now on: `xY` among the zone's terms, `1M` with the monthly mode.
fn period(call: &Call<'_>, zone: &Zone, mode: &str) -> Result<Option<String>, Refusal> {
    match call.command.filled("PERIOD") {
        None => Ok(None),
        Some("DEFAULT") => Ok(Some(String::new())),
        Some("1M") if mode == "AUTORENEWMONTHLY" => Ok(Some("1M".to_owned())),
        text => Ok(Some(format!("{}Y", zone.renewal.years(text)?))),
    }
}

/// Takes the term back; the ledger entries that paid it.
fn unrenew(domain: &mut Domain) -> Vec<u64> {
    let charges = std::mem::take(&mut domain.life.auto_paid);
    if !charges.is_empty() {
        domain.paid_until = domain.expiration;
    }
    charges
}
