//! StatusDomain.

use jiff::Timestamp;

use super::{name_of, require_own};
use crate::commands::{Call, Outcome, trade, verification};
use crate::life::{dates, shown_expiration};
use crate::wire::{Refusal, Response};
use crate::world::{ContactRole, Domain, DomainName, PendingChange, wire_time};
use crate::zones::{self, Zone, days_text, plus_days};

/// "No date" on the wire.
pub(in crate::commands) const NO_DATE: &str = "0000-00-00 00:00:00";

/// Addresses of the simulated provider's nameservers, out of the documentation range.
const INTERNAL_NAMESERVERS: &[(&str, &str)] = &[
    ("ns1.ispapi.net", "192.0.2.1"),
    ("ns2.ispapi.net", "192.0.2.2"),
    ("ns3.ispapi.net", "192.0.2.3"),
];

/// Whether this is a domain's first day, on which its dates may be incomplete (quirk
/// `new_domain_dates`).
pub(in crate::commands) fn is_new(domain: &Domain, now: Timestamp) -> bool {
    plus_days(domain.created, 1) > now
}

/// Everything about one domain.
pub(super) fn status_domain(call: &mut Call<'_>) -> Outcome {
    let name = name_of(call.required("DOMAIN")?)?;
    require_visible(call, &name)?;
    let zone = zones::supported(name.zone())?;
    let deleted = call.book.deleted.get(name.as_str()).map(|d| &d.domain);
    let domain = call.book.domains.get(name.as_str()).or(deleted);
    let domain = domain.ok_or_else(|| Refusal::new(545, ""))?;
    let unfinished = matches!(domain.pending, Some(PendingChange::Create { .. }));
    if unfinished && call.quirks.is("pending_registration", "545") {
        return Err(Refusal::new(545, format!("DOMAIN {}", name.as_str())));
    }
    let response = identity(call, domain, zone, Response::ok());
    let response = people(call, domain, response);
    let response = with_dates(call, domain, zone, response);
    let response = settings(domain, zone, response);
    let response = trade::properties(call, domain, response);
    Ok(verification::properties(call, domain, response))
}

/// As [`require_own`]; a deleted domain may still be shown (quirk `deleted_status`).
fn require_visible(call: &Call<'_>, name: &DomainName) -> Result<(), Refusal> {
    let deleted = call.book.deleted.get(name.as_str());
    let shown = call.quirks.is("deleted_status", "pendingdelete");
    match deleted {
        Some(deleted) if shown && call.reaches(&deleted.domain.account) => Ok(()),
        _ => require_own(call, name),
    }
}

fn identity(call: &Call<'_>, domain: &Domain, zone: &Zone, response: Response) -> Response {
    let mut status = vec![domain.status.clone()];
    if call.quirks.is("status_property", "with_flags") {
        status.extend(domain.flags.iter().cloned());
        if domain.transfer_lock {
            status.push("clientTransferProhibited".to_owned());
        }
    }
    response
        .with("CLASS", "DOMAIN")
        .with("CREATEDBY", "SYSTEM")
        .with("DESCRIPTION", &domain.name)
        .with("DOMAINUMLAUT", domain.unicode())
        .with("ID", &domain.name)
        .with("PEERUSER", "")
        .with("REGISTRAR", "SYSTEM")
        .with("REPOSITORY", zone.repository(call.book.entity))
        .with("ROID", &domain.roid)
        .with_all("STATUS", status)
        .with("SUBCLASS", subclass(domain, zone))
        .with("UPDATEDBY", "SYSTEM")
        .with("USER", &domain.account)
}

fn people(call: &Call<'_>, domain: &Domain, mut response: Response) -> Response {
    let repository = call.command.filled("REPOSITORYCONTACT").is_some();
    for role in ContactRole::ALL {
        let handles = || domain.contacts(role).iter().cloned();
        response = response.with_all(role.parameter(), handles());
        if repository {
            let name = format!("REPOSITORY{}", role.parameter());
            response = response.with_all(&name, handles());
        }
    }
    let host_type = match call.command.filled("HOSTTYPE") {
        Some(asked) if asked.eq_ignore_ascii_case("ATTRIBUTE") => "ATTRIBUTE",
        _ => "OBJECT",
    };
    let host = |text: &String| match host_type {
        "ATTRIBUTE" => text.clone(),
        _ => text.split(' ').next().unwrap_or_default().to_owned(),
    };
    response
        .with_all("HOST", domain.hosts.iter().map(host))
        .with("HOSTTYPE", host_type)
        .with_all("INTERNALNAMESERVER", internal_nameservers(domain))
        .with_all("NAMESERVER", domain.nameservers.iter().cloned())
}

pub(in crate::commands) fn internal_nameservers(domain: &Domain) -> Vec<String> {
    INTERNAL_NAMESERVERS
        .iter()
        .filter(|(name, _)| domain.nameservers.iter().any(|used| used == name))
        .map(|(name, address)| format!("{name} {address}"))
        .collect()
}

fn with_dates(call: &Call<'_>, domain: &Domain, zone: &Zone, response: Response) -> Response {
    let dates = dates(domain, zone);
    let transferred = domain
        .transferred
        .map_or_else(|| NO_DATE.to_owned(), wire_time);
    let expiration = shown_expiration(domain, zone, call.now, call.quirks);
    let mut response = response
        .with("ACCOUNTINGDATE", wire_time(dates.accounting))
        .with("ACCOUNTINGPERIOD", days_text(zone.accounting_days))
        .with("CREATEDDATE", wire_time(domain.created))
        .with("DELETIONHOLDPERIOD", days_text(zone.deletion_hold_days))
        .with(
            "DELETIONRESTORABLEPERIOD",
            days_text(zone.deletion_restorable_days),
        )
        .with("EXPIRATIONDATE", wire_time(expiration))
        .with("FAILUREPERIOD", days_text(zone.failure_days))
        .with("FINALIZATIONPERIOD", days_text(zone.finalization_days))
        .with("NEXTACTION", dates.next_action)
        .with("NEXTACTIONDATE", wire_time(dates.next_action_date))
        .with("PAIDUNTILDATE", wire_time(domain.paid_until))
        .with("PREPAIDPERIOD", prepaid_period(domain))
        .with("REGISTRARTRANSFERDATE", &transferred)
        .with("REGISTRARUPDATEDDATE", wire_time(domain.updated))
        .with("REGISTRATIONEXPIRATIONDATE", wire_time(expiration))
        .with("REGISTRATIONGRACEPERIOD", "0")
        .with("TRANSFERDATE", &transferred)
        .with("UPDATEDDATE", wire_time(domain.updated));
    let incomplete = call.quirks.is("new_domain_dates", "no_finalization");
    if !(incomplete && is_new(domain, call.now)) {
        response = response
            .with("FAILUREDATE", wire_time(dates.failure))
            .with("FINALIZATIONDATE", wire_time(dates.finalization));
    }
    if call.quirks.is("renewaldate", "present") {
        response = response.with("RENEWALDATE", wire_time(expiration));
    }
    response
}

/// How many years beyond the registry's date are paid: `1Y`, or `0`.
pub(in crate::commands) fn prepaid_period(domain: &Domain) -> String {
    let days = (domain.paid_until.as_second() - domain.expiration.as_second()) / 86_400;
    match (days + 1) / 365 {
        years if years > 0 => format!("{years}Y"),
        _ => "0".to_owned(),
    }
}

/// The zone's class, or the premium class that the name was bought with.
pub(in crate::commands) fn subclass(domain: &Domain, zone: &Zone) -> String {
    match domain.life.premium_class.as_str() {
        "" => zone.class(),
        premium => premium.to_owned(),
    }
}

fn settings(domain: &Domain, zone: &Zone, response: Response) -> Response {
    let lock = match (zone.transfer_lock, domain.transfer_lock) {
        (false, _) => "",
        (true, false) => "0",
        (true, true) => "1",
    };
    let on = |value: bool| if value { "1" } else { "0" };
    let mut response = response
        .with("AUTH", &domain.auth)
        .with("RENEWALMODE", &domain.renewal_mode)
        .with("TRANSFERLOCK", lock)
        .with("X-ACCEPT-WHOISTRUSTEE-TAC", on(domain.privacy))
        .with("X-ACCEPT-WHOISTRUSTEELITE-TAC", on(domain.privacy_lite))
        .with_all("SECDNS-DS", domain.ds_records.iter().cloned())
        .with_all("SECDNS-KEY", domain.key_records.iter().cloned());
    if !domain.signature_life.is_empty() {
        response = response.with("SECDNS-MAXSIGLIFE", &domain.signature_life);
    }
    if !domain.life.renewal_period.is_empty() {
        response = response.with("RENEWALPERIOD", &domain.life.renewal_period);
    }
    for (name, value) in &domain.extensions {
        response = response.with(name, value);
    }
    response
}
