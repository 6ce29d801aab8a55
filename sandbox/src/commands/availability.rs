//! CheckDomains, and who holds a name.

use rust_decimal::Decimal;

use super::{Call, Handler, Kind, Outcome};
use crate::life;
use crate::wire::{Refusal, Response};
use crate::world::{Book, DomainName};
use crate::zones::{self, Premium};

pub(super) const HANDLERS: &[Handler] = &[Handler {
    name: "CheckDomains",
    run: check_domains,
    kind: Kind::Read,
}];

/// Names per call (limits section of the wire facts: the SDKs use 250 and 255).
const MOST_NAMES: usize = 255;

/// Who holds a name.
pub(super) enum Holder {
    /// An account of this registrar.
    Account(String),
    /// Another registrar, or nobody may have it; with the reason that CheckDomains shows.
    Elsewhere(String),
    Nobody,
}

/// Looks a name up in the book.
pub(super) fn holder(book: &Book, name: &str) -> Holder {
    if let Some(domain) = book.domains.get(name) {
        return Holder::Account(domain.account.clone());
    }
    if book.deleted.contains_key(name) {
        return Holder::Elsewhere(String::new());
    }
    match book.foreign.get(name) {
        Some(foreign) => Holder::Elsewhere(foreign.reason.clone()),
        None => Holder::Nobody,
    }
}

#[derive(Default)]
struct Row {
    check: &'static str,
    reason: String,
    class: &'static str,
    channel: &'static str,
    price: String,
    currency: String,
}

/// One row a name, paired by index. The premium columns are there when PREMIUMCHANNELS was sent;
/// a taken premium name shows its CLASS only (registrar facts, premium prices).
fn check_domains(call: &mut Call<'_>) -> Outcome {
    let mut names: Vec<&str> = call
        .command
        .list("DOMAIN")
        .into_iter()
        .map(|(_, name)| name)
        .collect();
    if names.is_empty() {
        names.extend(call.command.filled("DOMAIN"));
    }
    if names.len() > MOST_NAMES {
        return Err(Refusal::new(541, "TOO MANY DOMAINS"));
    }
    let channels = call.command.filled("PREMIUMCHANNELS");
    let rows: Vec<Row> = names
        .iter()
        .map(|name| check_one(call, name, channels))
        .collect();
    let column = |cell: fn(&Row) -> String| rows.iter().map(cell);
    let mut response = Response::ok()
        .with_all("DOMAINCHECK", column(|row| row.check.to_owned()))
        .with_all("DOMAINCHECKTIME", column(|_| "0.001".to_owned()))
        .with_all("REASON", column(|row| row.reason.clone()));
    if channels.is_some() {
        response = response
            .with_all("CLASS", column(|row| row.class.to_owned()))
            .with_all("CURRENCY", column(|row| row.currency.clone()))
            .with_all(
                call.quirks.value("premium_column"),
                column(|row| row.channel.to_owned()),
            )
            .with_all("PRICE", column(|row| row.price.clone()));
    }
    Ok(response)
}

fn check_one(call: &Call<'_>, name: &str, channels: Option<&str>) -> Row {
    let answer = |check, reason: &str| Row {
        check,
        reason: reason.to_owned(),
        ..Row::default()
    };
    let Some(name) = DomainName::parse(name) else {
        return answer("505 Invalid attribute value syntax", "Invalid domain name");
    };
    if zones::zone(name.zone()).is_none() {
        return answer("549 Command failed; TLD not supported", "TLD not supported");
    }
    let premium = zones::premium(name.as_str());
    match (holder(call.book, name.as_str()), premium) {
        (Holder::Nobody, None) => answer("210 Available", ""),
        (Holder::Nobody, Some(premium)) => available_premium(call, premium, channels),
        (Holder::Account(_), _) => Row {
            class: premium.map_or("", |premium| &premium.class),
            ..answer("211 Not available", "Domain exists")
        },
        (Holder::Elsewhere(reason), _) => Row {
            class: premium.map_or("", |premium| &premium.class),
            ..answer(
                "211 Not available",
                if reason.is_empty() {
                    "Domain exists"
                } else {
                    &reason
                },
            )
        },
    }
}

/// 211 although it can be bought: text and columns after the example of the reference; or 210 (quirk
/// `premium_check_code`).
fn available_premium(call: &Call<'_>, premium: &'static Premium, channels: Option<&str>) -> Row {
    let shown = channels.is_some_and(|channels| {
        channels == "*" || channels.split_whitespace().any(|c| c == premium.channel)
    });
    let bare = match call.quirks.value("premium_check_code") {
        "210" => Row {
            check: "210 Available",
            ..Row::default()
        },
        _ => Row {
            check: "211 Premium Domain name available [PREMIUM]",
            reason: "Premium Domain Name".to_owned(),
            ..Row::default()
        },
    };
    if !shown {
        return bare;
    }
    let (price, currency) = premium_price(call, premium);
    Row {
        class: &premium.class,
        channel: &premium.channel,
        price: format!("{price:.2}"),
        currency,
        ..bare
    }
}

/// PRICE and CURRENCY of a premium name: in the currency of its class, or of the account (quirk
/// `premium_currency`).
pub(super) fn premium_price(call: &Call<'_>, premium: &Premium) -> (Decimal, String) {
    let price = call.book.amounts(premium, call.now).register;
    let account = &call.caller.account;
    if call.quirks.is("premium_currency", "account") {
        let own = life::own_currency(call.book, account, price, &premium.currency, call.now);
        let currency = call.book.account(account).map(|a| a.currency.clone());
        if let (Ok(price), Ok(currency)) = (own, currency) {
            return (price, currency);
        }
    }
    (price, premium.currency.clone())
}
