//! The expiry that a shop shows: the day until which the name is safe without another payment, and the gates before it is
//! written (registrar facts 6.4).

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::base::time;
use crate::ispapi::{Dates, Response, shown_expiry};

/// No registration is older than the platform.
const EARLIEST_YEAR: i16 = 2000;

/// Ten years at most can be bought at once, and the platform's grace periods stay below two more.
const LATEST_YEARS_AHEAD: i32 = 12;

/// A term is given back at most, and a few days: whatever moves a date further back than that was not read from it.
const FURTHEST_BACK_DAYS: i32 = 370;

const ONE_DAY: SignedDuration = SignedDuration::from_hours(24);

/// What may be done with an expiry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gate {
    /// It lies so far before the shop's date that a person must accept it.
    Earlier(Date),
    /// No registration can have it.
    Implausible(Date),
    /// It may be written.
    Passed(Date),
    /// The registrar gave none.
    Unknown,
}

/// The expiry of a domain that `StatusDomain` describes; `None` where its dates do not tell.
pub(super) fn of(response: &Response) -> Option<Timestamp> {
    of_cells(|name| response.first(name))
}

/// The same from wherever the dates stand, by their plain names.
pub(super) fn of_cells<'a>(cell: impl Fn(&str) -> Option<&'a str>) -> Option<Timestamp> {
    let date = |name| cell(name).and_then(time::parse);
    shown_expiry(&Dates {
        paid_until: date("PAIDUNTILDATE"),
        failure: date("FAILUREDATE"),
        finalization: date("FINALIZATIONDATE"),
        expiration: date("EXPIRATIONDATE"),
        registration_expiration: date("REGISTRATIONEXPIRATIONDATE"),
        renewal: date("RENEWALDATE"),
    })
}

/// The instant that the shop shows, by its setting.
pub(super) fn shown(expiry: Option<Timestamp>, day_earlier: bool) -> Option<Timestamp> {
    let expiry = expiry?;
    if day_earlier {
        expiry.checked_sub(ONE_DAY).ok()
    } else {
        Some(expiry)
    }
}

/// The date to write for an expiry, `YYYY-MM-DD` in UTC; `None` for one that cannot be true: before 2000, or more than
/// twelve years ahead. Such a date is unknown and is never written.
pub fn expiry_date(expiry: Timestamp, now: Timestamp) -> Option<String> {
    let date = utc_date(expiry);
    is_plausible(date, now).then(|| date.to_string())
}

/// Both gates: whether the instant that the shop shows may replace its date. `accepted` is the date to which a person said
/// yes, and counts for the second gate only.
pub(super) fn gate(
    shown: Option<Timestamp>,
    now: Timestamp,
    shop: Option<Date>,
    accepted: Option<Date>,
) -> Gate {
    let Some(date) = shown.map(utc_date) else {
        return Gate::Unknown;
    };
    if !is_plausible(date, now) {
        return Gate::Implausible(date);
    }
    let earliest = shop.map(|shop| shop.saturating_sub(FURTHEST_BACK_DAYS.days()));
    if earliest.is_some_and(|earliest| date < earliest) && accepted != Some(date) {
        return Gate::Earlier(date);
    }
    Gate::Passed(date)
}

/// Whether the name has expired, compared as instants, before anything is cut to a date.
pub fn has_expired(expiry: Timestamp, now: Timestamp) -> bool {
    now >= expiry
}

fn is_plausible(date: Date, now: Timestamp) -> bool {
    let latest = utc_date(now).saturating_add(LATEST_YEARS_AHEAD.years());
    date.year() >= EARLIEST_YEAR && date <= latest
}

fn utc_date(instant: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(instant).date()
}

#[cfg(test)]
mod tests;
