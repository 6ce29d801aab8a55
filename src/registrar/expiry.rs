//! The expiry that a shop shows: the day until which the name is safe without another payment.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::base::time;
use crate::ispapi::{Dates, Response, shown_expiry};

/// No registration is older than the platform.
const EARLIEST_YEAR: i16 = 2000;

/// Ten years at most can be bought at once, and the platform's grace periods stay below two more.
const LATEST_YEARS_AHEAD: i32 = 12;

/// The expiry of a domain that `StatusDomain` describes; `None` where its dates do not tell.
pub(super) fn of(response: &Response) -> Option<Timestamp> {
    let date = |name| response.first(name).and_then(time::parse);
    shown_expiry(&Dates {
        paid_until: date("PAIDUNTILDATE"),
        failure: date("FAILUREDATE"),
        finalization: date("FINALIZATIONDATE"),
        expiration: date("EXPIRATIONDATE"),
        registration_expiration: date("REGISTRATIONEXPIRATIONDATE"),
        renewal: date("RENEWALDATE"),
    })
}

/// The date to write for an expiry, `YYYY-MM-DD` in UTC; `None` for one that cannot be true: before 2000, or more than
/// twelve years ahead. Such a date is unknown and is never written.
pub fn expiry_date(expiry: Timestamp, now: Timestamp) -> Option<String> {
    let date = utc_date(expiry);
    let latest = utc_date(now).saturating_add(LATEST_YEARS_AHEAD.years());
    let plausible = date.year() >= EARLIEST_YEAR && date <= latest;
    plausible.then(|| date.to_string())
}

/// Whether the name has expired, compared as instants, before anything is cut to a date.
pub fn has_expired(expiry: Timestamp, now: Timestamp) -> bool {
    now >= expiry
}

fn utc_date(instant: Timestamp) -> Date {
    instant.to_zoned_datetime(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;

    fn at(text: &str) -> Timestamp {
        time::parse(text).unwrap()
    }

    #[test]
    fn the_date_is_that_of_utc() {
        let now = at("2026-01-01 00:00:00");
        assert_eq!(
            expiry_date(at("2026-11-20 00:30:00"), now).as_deref(),
            Some("2026-11-20")
        );
        assert_eq!(
            expiry_date(at("2026-11-20 23:59:59"), now).as_deref(),
            Some("2026-11-20")
        );
    }

    #[test]
    fn an_implausible_date_is_unknown() {
        let now = at("2026-06-15 00:00:00");
        for text in [
            "1969-12-31 00:00:00",
            "1970-01-01 00:00:00",
            "1999-12-31 23:59:59",
        ] {
            assert_eq!(expiry_date(at(text), now), None, "{text}");
        }
        assert_eq!(
            expiry_date(at("2038-06-15 00:00:00"), now).as_deref(),
            Some("2038-06-15")
        );
        assert_eq!(expiry_date(at("2038-06-16 00:00:00"), now), None);
    }

    #[test]
    fn a_name_expires_at_its_instant_not_at_its_day() {
        let expiry = at("2026-11-20 11:35:15");
        assert!(!has_expired(expiry, at("2026-11-20 11:35:14")));
        assert!(has_expired(expiry, expiry));
    }
}
