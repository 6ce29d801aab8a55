//! Facts about the zones and the price list.

mod zone;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;
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

/// A premium name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Premium {
    pub(crate) name: String,
    /// `PREMIUM_...`; empty on the aftermarket.
    pub(crate) class: String,
    pub(crate) channel: String,
    pub(crate) price: Decimal,
    /// Per year; none on the aftermarket, whose names are ordinary ones once they are bought.
    #[serde(default)]
    pub(crate) renew: Option<Decimal>,
    #[serde(default)]
    pub(crate) restore: Option<Decimal>,
    pub(crate) currency: String,
}

struct Tables {
    zones: BTreeMap<String, Zone>,
    prices: Vec<Price>,
    premium: BTreeMap<String, Premium>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let zones: Vec<Zone> =
        crate::embedded::rows_below_header(include_str!("../../data/zones.json"));
    let premium: Vec<Premium> =
        crate::embedded::rows_below_header(include_str!("../../data/premium.json"));
    Tables {
        zones: zones.into_iter().map(|z| (z.tld.clone(), z)).collect(),
        prices: crate::embedded::rows_below_header(include_str!("../../data/prices.json")),
        premium: premium.into_iter().map(|p| (p.name.clone(), p)).collect(),
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

/// The premium entry of a name.
pub(crate) fn premium(name: &str) -> Option<&'static Premium> {
    TABLES.premium.get(name)
}

/// All premium entries.
pub(crate) fn premiums() -> impl Iterator<Item = &'static Premium> {
    TABLES.premium.values()
}

/// All prices.
pub(crate) fn prices() -> &'static [Price] {
    &TABLES.prices
}

/// The prices of a zone in an account's currency.
pub(crate) fn price(tld: &str, currency: &str) -> Result<&'static Price, Refusal> {
    prices()
        .iter()
        .find(|price| price.tld == tld && price.currency == currency)
        .ok_or_else(|| Refusal::new(549, format!("NO PRICE RELATION FOR {tld} IN {currency}")))
}

/// The premium entry of a class, for the prices of a name that was bought with it.
pub(crate) fn premium_class(class: &str) -> Option<&'static Premium> {
    let mut entries = TABLES.premium.values();
    entries.find(|premium| !premium.class.is_empty() && premium.class == class)
}

impl Premium {
    /// The class of an order; the aftermarket's follows from the channel (registrar facts, premium
    /// prices).
    pub(crate) fn order_class(&self) -> String {
        if self.class.is_empty() {
            format!("AFTERMARKET_PURCHASE_{}", self.channel)
        } else {
            self.class.clone()
        }
    }

    /// What a refusal says when an order does not name the class.
    pub(crate) fn class_wanted(&self) -> String {
        format!("CLASS={}", self.order_class())
    }
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
        assert!(
            TABLES
                .premium
                .keys()
                .all(|n| zone(n.split_once('.').unwrap().1).is_some())
        );
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
