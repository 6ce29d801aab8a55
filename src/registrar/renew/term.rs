//! Which term a renewal buys: the command, the guard, and what makes it impossible before anything is sent.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::base::time;
use crate::registrar::order::Shop;
use crate::registrar::order::evidence::{Dates, reaches};
use crate::registrar::zone::ZoneFacts;

/// As far ahead a name can be paid where a zone sells ten years.
const MOST_YEARS: i64 = 10;

/// How a term is bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// `PayDomainRenewal`: paid ahead; the registry renews by itself.
    Pay,
    /// `RenewDomain`: renewed at the registry, now.
    Renew,
}

/// A term that can be bought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) way: Way,
    /// The date that is prolonged.
    pub(super) from: Timestamp,
    /// EXPIRATION: the year of the registry's expiry. The platform answers 555 once that has changed (wire facts 9).
    pub(super) guard: i16,
    /// Nothing that was ordered reaches further than this.
    pub(super) due: Timestamp,
}

/// Why a term cannot be bought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Impossible {
    /// The registrar has prolonged the name by itself, until then, and WHMCS does not know yet.
    Ahead(Timestamp),
    /// There is no date that a guard could be made of, or none that would prove the order afterwards.
    NoGuard,
    /// The zone sells these terms only.
    Period(Vec<i64>),
    /// The zone takes the payment from that day on.
    TooEarly(Date),
    /// Nobody can pay further than that.
    TooFar(Timestamp),
}

/// What can be bought for a domain with these dates.
pub(super) fn decide(
    dates: &Dates,
    zone: &ZoneFacts,
    years: i64,
    shop: &Shop,
    now: Timestamp,
) -> Result<Term, Impossible> {
    let (Some(from), Some(expiration)) = (dates.end(), dates.expiration) else {
        return Err(Impossible::NoGuard);
    };
    check_period(zone, years)?;
    let way = way(from, expiration, zone);
    if way == Way::Pay && !can_be_paid(dates) {
        return Err(Impossible::NoGuard);
    }
    match way {
        Way::Pay => check_window(from, zone, now)?,
        Way::Renew => check_ahead(from, expiration, years, shop)?,
    }
    let due = time::add_years(from.max(expiration), years).ok_or(Impossible::NoGuard)?;
    check_horizon(due, zone, now)?;
    Ok(Term {
        way,
        from,
        guard: TimeZone::UTC.to_datetime(expiration).year(),
        due,
    })
}

/// Where a registry has renewed a name by itself and the term is not paid yet, it is paid: another renewal would come on top of that
/// one (registrar facts 6.1). Else the zone says; where it does not, `RenewDomain` is refused with 510 if it is wrong.
fn way(from: Timestamp, expiration: Timestamp, zone: &ZoneFacts) -> Way {
    let renewed_unpaid = reaches(expiration, from, 1);
    if renewed_unpaid || zone.has_explicit_renewal() == Some(false) {
        Way::Pay
    } else {
        Way::Renew
    }
}

/// Whether a payment ahead could be proven: it moves the paid time, and the registry's expiry does not tell of it.
pub(super) fn can_be_paid(dates: &Dates) -> bool {
    dates.paid_until.is_some()
}

fn check_period(zone: &ZoneFacts, years: i64) -> Result<(), Impossible> {
    let mut sold: Vec<i64> = zone
        .renewal_periods()
        .iter()
        .filter_map(|p| p.whole_years())
        .collect();
    sold.retain(|years| *years > 0);
    if sold.is_empty() || sold.contains(&years) {
        return Ok(());
    }
    sold.sort_unstable();
    sold.dedup();
    Err(Impossible::Period(sold))
}

/// The clock of this machine only decides whether to ask: the platform refuses an early payment itself (548), without effect.
fn check_window(from: Timestamp, zone: &ZoneFacts, now: Timestamp) -> Result<(), Impossible> {
    let opens = zone.renewal_payment_days().and_then(|days| {
        from.checked_sub(SignedDuration::from_hours(days.checked_mul(24)?))
            .ok()
    });
    match opens {
        Some(opens) if now < opens => Err(Impossible::TooEarly(first_whole_day(opens))),
        _ => Ok(()),
    }
}

/// The first day on which a payment cannot be too early any more.
fn first_whole_day(instant: Timestamp) -> Date {
    let opens = TimeZone::UTC.to_datetime(instant);
    let day = opens.date();
    if opens.time() == jiff::civil::Time::midnight() {
        return day;
    }
    day.tomorrow().unwrap_or(day)
}

/// A name in automatic renewal is paid ahead by the platform. A customer who pays for that very term afterwards would buy a second
/// one ("unintended two year renewals", registrar facts 6.1).
fn check_ahead(
    from: Timestamp,
    expiration: Timestamp,
    years: i64,
    shop: &Shop,
) -> Result<(), Impossible> {
    let midnight = |date: Date| TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok();
    let expiry = shop.expiry.and_then(midnight);
    let bought_already = expiry.is_some_and(|expiry| reaches(from, expiry, years));
    if bought_already && reaches(from, expiration, years) {
        return Err(Impossible::Ahead(from));
    }
    Ok(())
}

fn check_horizon(due: Timestamp, zone: &ZoneFacts, now: Timestamp) -> Result<(), Impossible> {
    let mut sold = zone.registration_periods().into_iter();
    if !sold.any(|period| period.years >= MOST_YEARS) {
        return Ok(());
    }
    match time::add_years(now, MOST_YEARS) {
        Some(latest) if due > latest => Err(Impossible::TooFar(latest)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
