//! Facts about the zones and the price list.

mod parameters;
mod premium;
mod zone;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;
pub(crate) use parameters::{check_known, check_required};
pub(crate) use premium::{Amounts, Markup, Premium, premium, premium_class, premiums};
pub(crate) use zone::Zone;

/// Prices of one zone in one currency, net, per year; privacy per order.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Price {
    pub(crate) tld: String,
    pub(crate) currency: String,
    pub(crate) register: Decimal,
    pub(crate) renew: Decimal,
    pub(crate) transfer: Decimal,
    pub(crate) restore: Decimal,
    #[serde(default)]
    pub(crate) privacy: Option<Decimal>,
}

struct Tables {
    zones: BTreeMap<String, Zone>,
    prices: Vec<Price>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let zones: Vec<Zone> =
        crate::embedded::rows_below_header(include_str!("../../data/zones.json"));
    Tables {
        zones: zones.into_iter().map(|z| (z.tld.clone(), z)).collect(),
        prices: crate::embedded::rows_below_header(include_str!("../../data/prices.json")),
    }
});

/// The zone, if it is supported.
pub(crate) fn zone(tld: &str) -> Option<&'static Zone> {
    TABLES.zones.get(tld)
}

/// The zone, or 549: what an unsupported zone answers.
pub(crate) fn supported(tld: &str) -> Result<&'static Zone, Refusal> {
    zone(tld).ok_or_else(|| Refusal::new(549, format!("TLD {tld} IS NOT SUPPORTED")))
}

/// All prices.
pub(crate) fn prices() -> &'static [Price] {
    &TABLES.prices
}

/// The prices of a zone in an account's currency.
pub(crate) fn price(tld: &str, currency: &str) -> Result<&'static Price, Refusal> {
    let key = |price: &Price| (price.tld.as_str(), price.currency.as_str()).cmp(&(tld, currency));
    let place = prices().binary_search_by(key).ok();
    place
        .and_then(|place| prices().get(place))
        .ok_or_else(|| Refusal::new(549, format!("NO PRICE RELATION FOR {tld} IN {currency}")))
}

/// `time` moved by whole days.
pub(crate) fn plus_days(time: Timestamp, days: i32) -> Timestamp {
    plus_seconds(time, i64::from(days) * 86_400)
}

/// `time` moved by seconds.
pub(crate) fn plus_seconds(time: Timestamp, seconds: i64) -> Timestamp {
    let span = SignedDuration::from_secs(seconds);
    time.checked_add(span).unwrap_or(time)
}

/// `time` moved by calendar years; 29 February becomes the 28th where there is none.
pub(crate) fn plus_years(time: Timestamp, years: u16) -> Timestamp {
    time.to_zoned_datetime(TimeZone::UTC)
        .checked_add(i32::from(years).years())
        .map_or(time, |zoned| zoned.timestamp())
}

/// `time` moved by calendar months; the last day of the month where the day does not exist.
pub(crate) fn plus_months(time: Timestamp, months: u16) -> Timestamp {
    time.to_zoned_datetime(TimeZone::UTC)
        .checked_add(i32::from(months).months())
        .map_or(time, |zoned| zoned.timestamp())
}

/// A distance as the wire writes it: `44d`, `-5d`, `0`.
pub(crate) fn days_text(days: i32) -> String {
    if days == 0 {
        "0".to_owned()
    } else {
        format!("{days}d")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use crate::world::{moment, wire_time};

    #[test]
    fn every_zone_has_every_price() {
        for zone in TABLES.zones.values() {
            for currency in ["EUR", "GBP", "USD"] {
                let price = price(&zone.tld, currency).unwrap();
                assert_eq!(price.privacy.is_some(), zone.privacy, "{}", zone.tld);
            }
        }
        assert_eq!(TABLES.zones.len() * 3, TABLES.prices.len());
    }

    #[test]
    fn prices_are_in_the_order_in_which_they_are_looked_up() {
        assert!(prices().is_sorted_by_key(|price| (&price.tld, &price.currency)));
        assert_eq!(price("com", "USD").unwrap().register.to_string(), "10.40");
        assert!(price("com", "XXX").is_err() && price("zz", "USD").is_err());
    }

    #[test]
    fn years_are_calendar_years() {
        let leap_day = moment("2028-02-29 23:59:59").unwrap();
        assert_eq!(wire_time(plus_years(leap_day, 1)), "2029-02-28 23:59:59");
        assert_eq!(wire_time(plus_years(leap_day, 4)), "2032-02-29 23:59:59");
    }

    #[test]
    fn dates_follow_the_examples_of_the_reference() {
        // AddDomain and StatusDomain examples, .com: paid - 5 d, expiration + 1 d, paid + 44 d.
        let com = zone("com").unwrap();
        let paid = moment("2018-09-26 14:53:20").unwrap();
        let expiration = moment("2017-09-26 14:53:20").unwrap();
        assert_eq!(
            wire_time(plus_days(paid, com.accounting_days)),
            "2018-09-21 14:53:20"
        );
        assert_eq!(
            wire_time(plus_days(paid, com.failure_days)),
            "2018-11-09 14:53:20"
        );
        assert_eq!(
            wire_time(plus_days(expiration, com.finalization_days)),
            "2017-09-27 14:53:20"
        );
    }
}
