//! QueryExchangeRates.

use jiff::civil::{Date, Weekday};
use jiff::{ToSpan, tz::TimeZone};
use rust_decimal::Decimal;
use serde::Deserialize;

use super::paging::Paging;
use super::{Call, Handler, Kind, Outcome};
use crate::wire::{Refusal, Response};

pub(super) const HANDLERS: &[Handler] = &[Handler {
    name: "QueryExchangeRates",
    run: query_exchange_rates,
    kind: Kind::Read,
}];

/// As documented; there are more currencies than that.
const DEFAULT_LIMIT: usize = 100;
/// Rates older than that before the end of the asked time are not kept.
const MOST_DAYS: i64 = 400;
const FROM: &str = "EUR";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rate {
    currency: String,
    rate: Decimal,
}

struct Row {
    currency: String,
    date: Date,
    rate: Decimal,
}

/// Rates from EUR. With MINDATE or MAXDATE the rates of all working days between (the example of
/// the page has two rows for one currency, and none for a weekend); without them the last one, or
/// three, by quirk `exchange_rate_rows`.
fn query_exchange_rates(call: &mut Call<'_>) -> Outcome {
    let days = days(call)?;
    let wanted = call.command.filled("CURRENCYTO");
    let table = include_str!("../../data/exchange_rates.json");
    let rates = crate::embedded::rows_below_header::<Rate>(table);
    let rows: Vec<Row> = rates
        .into_iter()
        .filter(|rate| wanted.is_none_or(|wanted| wanted.eq_ignore_ascii_case(&rate.currency)))
        .flat_map(|rate| days.iter().map(move |date| rate.on(*date)))
        .collect();
    let paging = Paging::read(call.command, DEFAULT_LIMIT)?;
    let shown = paging.rows(&rows);
    let column = |cell: fn(&Row) -> String| shown.iter().map(cell);
    Ok(paging
        .describe(call.quirks, shown.len(), Response::ok())
        .with("TOTAL", rows.len().to_string())
        .with_all("CURRENCYFROM", column(|_| FROM.to_owned()))
        .with_all("CURRENCYTO", column(|row| row.currency.clone()))
        .with_all("DATE", column(|row| row.date.to_string()))
        .with_all("RATE", column(|row| row.rate.normalize().to_string())))
}

impl Rate {
    /// The rate moves a little from day to day, and is the same whenever it is asked for.
    fn on(&self, date: Date) -> Row {
        let step = (i64::from(date.day_of_year()) * 7 + i64::from(date.year())) % 13 - 6;
        let rate = self.rate * (Decimal::ONE + Decimal::new(step, 4));
        Row {
            currency: self.currency.clone(),
            date,
            rate: rate.round_sf(6).unwrap_or(rate),
        }
    }
}

/// The days of which rates are shown, in the order of the answer.
fn days(call: &Call<'_>) -> Result<Vec<Date>, Refusal> {
    let today = call.now.to_zoned_datetime(TimeZone::UTC).date();
    let from = date(call, "MINDATE")?;
    let to = date(call, "MAXDATE")?;
    if let Some(from) = from {
        return Ok(working_days(from, to.unwrap_or(today).min(today)));
    }
    let recent = working_days(back(today, 14), to.unwrap_or(today).min(today));
    let last = |count: usize| recent.iter().rev().take(count).copied();
    let quirk = call.quirks.value("exchange_rate_rows");
    Ok(match (to, quirk) {
        (None, "history") => last(3).rev().collect(),
        (None, "history_newest_first") => last(3).collect(),
        (None, _) => last(1).collect(),
        (Some(to), _) => working_days(back(to, 7), to.min(today))
            .into_iter()
            .rev()
            .take(1)
            .collect(),
    })
}

/// Day, or day and time; the time does not count.
fn date(call: &Call<'_>, key: &str) -> Result<Option<Date>, Refusal> {
    let Some(text) = call.command.filled(key) else {
        return Ok(None);
    };
    let day = text.get(..10).unwrap_or(text);
    let read = Date::strptime("%Y-%m-%d", day);
    read.map(Some)
        .map_err(|_| Refusal::new(505, format!("{key} ({text})")))
}

fn back(date: Date, days: i64) -> Date {
    date.checked_sub(days.days()).unwrap_or(date)
}

fn working_days(from: Date, to: Date) -> Vec<Date> {
    let from = from.max(back(to, MOST_DAYS));
    from.series(1.day())
        .take_while(|day| *day <= to)
        .filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
        .collect()
}
