//! Exchange rates, from EUR: made up, moving a little from working day to working day.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use rust_decimal::Decimal;
use serde::Deserialize;

/// The currency that all rates start from.
pub(crate) const FROM: &str = "EUR";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rate {
    currency: String,
    rate: Decimal,
}

static RATES: LazyLock<BTreeMap<String, Decimal>> = LazyLock::new(|| {
    let table = include_str!("../data/exchange_rates.json");
    let rows = crate::embedded::rows_below_header::<Rate>(table);
    rows.into_iter()
        .map(|row| (row.currency, row.rate))
        .collect()
});

/// All currencies that there are rates for.
pub(crate) fn currencies() -> impl Iterator<Item = &'static str> {
    RATES.keys().map(String::as_str)
}

/// The rate of a day, the same whenever it is asked for.
pub(crate) fn rate_on(currency: &str, date: Date) -> Option<Decimal> {
    let step = (i64::from(date.day_of_year()) * 7 + i64::from(date.year())) % 13 - 6;
    let rate = RATES.get(currency)? * (Decimal::ONE + Decimal::new(step, 4));
    Some(rate.round_sf(6).unwrap_or(rate))
}

/// An amount in another currency, in whole cents, by the rates that QueryExchangeRates gives today;
/// `None` where there is no rate.
pub(crate) fn convert(amount: Decimal, from: &str, to: &str, now: Timestamp) -> Option<Decimal> {
    if from == to {
        return Some(amount);
    }
    let day = last_working_day(now);
    let rate = |currency: &str| match currency {
        FROM => Some(Decimal::ONE),
        _ => rate_on(currency, day),
    };
    let euros = amount.checked_div(rate(from)?)?;
    Some((euros * rate(to)?).round_dp(2))
}

pub(crate) fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Today, or the Friday before a weekend.
fn last_working_day(now: Timestamp) -> Date {
    let mut day = now.to_zoned_datetime(TimeZone::UTC).date();
    while !is_working_day(day) {
        day = day.checked_sub(1.day()).unwrap_or(day);
    }
    day
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use crate::world::moment;

    #[test]
    fn amounts_go_through_euros_by_the_rates_of_the_last_working_day() {
        let sunday = moment("2026-01-11 12:00:00").unwrap();
        let friday = Date::constant(2026, 1, 9);
        let (dollar, pound) = (rate_on("USD", friday), rate_on("GBP", friday));
        let expected = Decimal::new(45_000, 2) / dollar.unwrap() * pound.unwrap();
        let converted = convert(Decimal::new(45_000, 2), "USD", "GBP", sunday).unwrap();
        assert_eq!(converted, expected.round_dp(2));
        assert!(converted > Decimal::new(300, 0) && converted < Decimal::new(450, 0));
        assert_eq!(
            convert(Decimal::ONE, "XXX", "XXX", sunday),
            Some(Decimal::ONE)
        );
        assert_eq!(convert(Decimal::ONE, "USD", "QQQ", sunday), None);
    }
}
