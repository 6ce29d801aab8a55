//! The dates that follow from a domain's two stored ones.

use jiff::Timestamp;

use crate::quirks::Quirks;
use crate::world::Domain;
use crate::zones::{Zone, plus_days, plus_years};

/// Dates that the registrar derives.
pub(crate) struct Dates {
    pub(crate) accounting: Timestamp,
    pub(crate) finalization: Timestamp,
    pub(crate) failure: Timestamp,
    pub(crate) next_action: &'static str,
    pub(crate) next_action_date: Timestamp,
}

/// The rules, from the examples of the reference: accounting and failure count from PAIDUNTILDATE,
/// finalization from EXPIRATIONDATE. A term that is paid is finalized whatever the renewal mode
/// (reference, PayDomainRenewal); else the mode decides.
pub(crate) fn dates(domain: &Domain, zone: &Zone) -> Dates {
    let accounting = plus_days(domain.paid_until, zone.accounting_days);
    let finalization = plus_days(domain.expiration, zone.finalization_days);
    let failure = plus_days(domain.paid_until, zone.failure_days);
    let (next_action, next_action_date) = match domain.renewal_mode.as_str() {
        _ if domain.paid_until > domain.expiration => ("finalize", finalization),
        "AUTODELETE" => ("delete", failure),
        "AUTOEXPIRE" => ("expire", failure),
        _ => ("pay", accounting),
    };
    Dates {
        accounting,
        finalization,
        failure,
        next_action,
        next_action_date,
    }
}

/// The auto-renew grace: the registry has renewed by itself for a year, which the registrar has not
/// been paid for, and can still take back.
pub(crate) fn in_grace(domain: &Domain, zone: &Zone, now: Timestamp) -> bool {
    zone.explicit_renewal
        && zone.failure_days > 0
        && domain.expiration <= now
        && domain.paid_until <= domain.expiration
}

/// When the registry says that a domain ends.
pub(crate) fn registry_expiration(domain: &Domain, zone: &Zone, now: Timestamp) -> Timestamp {
    plus_years(domain.expiration, u16::from(in_grace(domain, zone, now)))
}

/// What EXPIRATIONDATE shows; in the grace this or that side's date (quirk `grace_date`).
pub(crate) fn shown_expiration(
    domain: &Domain,
    zone: &Zone,
    now: Timestamp,
    quirks: &Quirks,
) -> Timestamp {
    if quirks.is("grace_date", "registry") {
        registry_expiration(domain, zone, now)
    } else {
        domain.expiration
    }
}
