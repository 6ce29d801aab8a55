//! RenewDomain and PayDomainRenewal.
//!
//! The first renews at the registry, now; the second pays the next term, which the registry renews
//! at FINALIZATIONDATE (reference, PayDomainRenewal).

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use super::{name_of, require_own, values};
use crate::commands::{Call, Outcome};
use crate::life;
use crate::wire::{Refusal, Response};
use crate::world::{Charge, Domain, moment, wire_time};
use crate::zones::{self, Zone, plus_days, plus_years};

/// The furthest that a registry's date may lie ahead.
const MOST_YEARS: u16 = 10;

/// A renewal that passed all checks.
struct Order {
    name: String,
    account: String,
    years: u16,
    amount: Decimal,
    /// Years that the registry has renewed by itself and that are charged with it.
    own_years: u16,
    own_amount: Decimal,
}

/// Renews at the registry: 510 where it has no such thing, 555 when EXPIRATION or EXPIRATIONDATE
/// names an older date than the domain's, 548 when the new date would be too far ahead.
pub(super) fn renew_domain(call: &mut Call<'_>) -> Outcome {
    values::refuse_unsimulated(call.command)?;
    let (domain, zone) = renewable(call)?;
    if !zone.explicit_renewal {
        return Err(Refusal::new(510, zone.class()));
    }
    check_guard(call, guarded_expiration(call, &domain, zone))?;
    let on_top = call.quirks.is("renew_in_grace", "on_top");
    let own_years = u16::from(on_top && life::in_grace(&domain, zone, call.now));
    let order = read(call, &domain, zone, own_years)?;
    let years = order.years + order.own_years;
    let renewed = plus_years(domain.expiration, years);
    if renewed > plus_years(call.now, MOST_YEARS) {
        return Err(Refusal::new(548, ""));
    }
    charge(call, &order, "AUTORENEW", order.own_amount)?;
    charge(call, &order, "RenewDomain", order.amount)?;
    if let Some(domain) = call.book.domains.get_mut(&order.name) {
        // A term that is paid already stays on top.
        domain.paid_until = plus_years(domain.paid_until, years);
        domain.expiration = renewed;
        domain.updated = call.now;
        domain.life.rest_until = None;
    }
    call.log_domain(&order.name, "RENEW");
    Ok(match call.quirks.value("renewal_answer") {
        "bare" => Response::ok(),
        _ => Response::ok()
            .with("DOMAIN", &order.name)
            .with("EXPIRATIONDATE", wire_time(renewed))
            .with("REGISTRATIONEXPIRATIONDATE", wire_time(renewed)),
    })
}

/// The date that EXPIRATION of RenewDomain has to name; in the grace there are two (quirk
/// `grace_guard`).
fn guarded_expiration(call: &Call<'_>, domain: &Domain, zone: &Zone) -> Timestamp {
    match call.quirks.value("grace_guard") {
        "registrar" => domain.expiration,
        "registry" => life::registry_expiration(domain, zone, call.now),
        _ => life::shown_expiration(domain, zone, call.now, call.quirks),
    }
}

/// Pays the next term, from ZONERENEWALPAYMENTPERIOD before PAIDUNTILDATE on.
pub(super) fn pay_domain_renewal(call: &mut Call<'_>) -> Outcome {
    let (domain, zone) = renewable(call)?;
    let guarded = match call.quirks.value("pay_guard") {
        "expiration" => domain.expiration,
        _ => domain.paid_until,
    };
    check_guard(call, guarded)?;
    let order = read(call, &domain, zone, 0)?;
    let too_early = call.now < plus_days(domain.paid_until, zone.payment_days);
    if too_early && !call.quirks.is("pay_too_early", "allowed") {
        let code = call.quirks.value("pay_too_early").parse().unwrap_or(548);
        return Err(Refusal::new(code, "TOO EARLY"));
    }
    if order.years > 1 && call.quirks.is("pay_years", "one") {
        return Err(Refusal::new(541, "PERIOD"));
    }
    let paid_until = plus_years(domain.paid_until, order.years);
    if paid_until > plus_years(call.now, MOST_YEARS) {
        return Err(Refusal::new(541, "PERIOD"));
    }
    charge(call, &order, "PayDomainRenewal", order.amount)?;
    if let Some(domain) = call.book.domains.get_mut(&order.name) {
        domain.paid_until = paid_until;
        domain.life.rest_until = None;
    }
    call.log_domain(&order.name, "PAY");
    let response = Response::plain(200, "OK");
    if call.quirks.is("renewal_answer", "bare") {
        return Ok(response);
    }
    Ok(response.with("EXPIRATIONDATE", wire_time(paid_until)))
}

/// A domain of the caller that may be renewed in its state; 552 if not.
fn renewable(call: &Call<'_>) -> Result<(Domain, &'static Zone), Refusal> {
    let name = name_of(call.required("DOMAIN")?)?;
    require_own(call, &name)?;
    let zone = zones::supported(name.zone())?;
    let Some(domain) = call.book.domains.get(name.as_str()) else {
        return Err(Refusal::new(545, ""));
    };
    let prohibited = domain.flags.iter().any(|f| f == "clientRenewProhibited");
    if domain.status != "ACTIVE" || prohibited {
        return Err(Refusal::new(552, &domain.status));
    }
    Ok((domain.clone(), zone))
}

fn read(call: &Call<'_>, domain: &Domain, zone: &Zone, own_years: u16) -> Result<Order, Refusal> {
    check_class(call, domain, zone)?;
    let years = zone.renewal.years(values::period(call)?)?;
    let year = life::renewal_price(call.book, domain, call.now)?;
    let order = Order {
        name: domain.name.clone(),
        account: domain.account.clone(),
        years,
        amount: year * Decimal::from(years),
        own_years,
        own_amount: year * Decimal::from(own_years),
    };
    let whole = order.amount + order.own_amount;
    call.book.check_funds(&order.account, whole)?;
    Ok(order)
}

/// A premium name is renewed and restored with its class only: 504 without, 541 with another one.
/// An ordinary name takes its zone's class or none.
pub(super) fn check_class(call: &Call<'_>, domain: &Domain, zone: &Zone) -> Result<(), Refusal> {
    let premium = domain.life.premium_class.as_str();
    match call.command.filled("CLASS") {
        None if premium.is_empty() => Ok(()),
        None => Err(Refusal::new(504, format!("CLASS={premium} required"))),
        Some(class) if class == premium => Ok(()),
        Some(class) if premium.is_empty() && class.eq_ignore_ascii_case(&zone.tld) => Ok(()),
        Some(class) => Err(Refusal::new(541, format!("CLASS ({class})"))),
    }
}

/// EXPIRATION (a year) and EXPIRATIONDATE must name the domain's present date. An older one means
/// that the renewal was done already: 555 (quirk `repeated_renewal`).
fn check_guard(call: &Call<'_>, current: Timestamp) -> Result<(), Refusal> {
    let year = |time| i64::from(TimeZone::UTC.to_datetime(time).year());
    if let Some(text) = call.command.filled("EXPIRATION") {
        let given: i64 = text
            .parse()
            .map_err(|_| Refusal::new(505, format!("EXPIRATION ({text})")))?;
        compare(call, "EXPIRATION", given, year(current))?;
    }
    if let Some(text) = call.command.filled("EXPIRATIONDATE") {
        let given =
            moment(text).map_err(|_| Refusal::new(505, format!("EXPIRATIONDATE ({text})")))?;
        // A date without time counts as that day.
        let unit = if text.len() > 10 { 1 } else { 86_400 };
        let of = |time: Timestamp| time.as_second().div_euclid(unit);
        compare(call, "EXPIRATIONDATE", of(given), of(current))?;
    }
    Ok(())
}

fn compare(call: &Call<'_>, key: &str, given: i64, current: i64) -> Result<(), Refusal> {
    match given.cmp(&current) {
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Less => {
            let code = call.quirks.value("repeated_renewal").parse();
            Err(Refusal::new(code.unwrap_or(555), ""))
        }
        std::cmp::Ordering::Greater => Err(Refusal::new(541, key)),
    }
}

fn charge(
    call: &mut Call<'_>,
    order: &Order,
    command: &str,
    amount: Decimal,
) -> Result<(), Refusal> {
    let charge = Charge {
        account: &order.account,
        command,
        object: &order.name,
        amount,
    };
    call.book.charge(&charge, call.now).map(|_| ())
}
