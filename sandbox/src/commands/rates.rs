//! QueryExchangeRates.

use jiff::civil::Date;
use jiff::{ToSpan, tz::TimeZone};
use rust_decimal::Decimal;

use super::paging::Paging;
use super::{Call, Handler, Kind, Outcome};
use crate::exchange::{FROM, currencies, is_working_day, rate_on};
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
    let rows: Vec<Row> = currencies()
        .filter(|currency| wanted.is_none_or(|wanted| wanted.eq_ignore_ascii_case(currency)))
        .flat_map(|currency| days.iter().filter_map(move |date| Row::on(currency, *date)))
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

impl Row {
    fn on(currency: &str, date: Date) -> Option<Self> {
        Some(Self {
            currency: currency.to_owned(),
            date,
            rate: rate_on(currency, date)?,
        })
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
        .filter(|day| is_working_day(*day))
        .collect()
}
