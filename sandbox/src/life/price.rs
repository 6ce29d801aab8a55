//! What a term costs whom.

use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::exchange::convert;
use crate::wire::Refusal;
use crate::world::{Book, Domain};
use crate::zones;

/// A year's renewal of this domain, in the currency of its account: the price of its class for a
/// premium name, of its zone for any other.
pub(crate) fn renewal_price(
    book: &Book,
    domain: &Domain,
    now: Timestamp,
) -> Result<Decimal, Refusal> {
    let premium = zones::premium_class(&domain.life.premium_class);
    let of_class = premium.and_then(|p| Some((p, book.amounts(p, now).renew?)));
    match of_class {
        Some((premium, amount)) => {
            own_currency(book, &domain.account, amount, &premium.currency, now)
        }
        None => Ok(book.price(&domain.account, domain.zone())?.renew),
    }
}

/// A restore of this domain, paid by `account`.
pub(crate) fn restore_price(
    book: &Book,
    domain: &Domain,
    account: &str,
    now: Timestamp,
) -> Result<Decimal, Refusal> {
    let premium = zones::premium_class(&domain.life.premium_class);
    match premium.and_then(|premium| Some((premium, premium.restore?))) {
        Some((premium, amount)) => own_currency(book, account, amount, &premium.currency, now),
        None => Ok(book.price(account, domain.zone())?.restore),
    }
}

/// An amount in the currency of the account, by the rates of the day (that it is converted, and by
/// which rates, is inferred).
pub(crate) fn own_currency(
    book: &Book,
    account: &str,
    amount: Decimal,
    currency: &str,
    now: Timestamp,
) -> Result<Decimal, Refusal> {
    let own = &book.account(account)?.currency;
    convert(amount, currency, own, now)
        .ok_or_else(|| Refusal::new(549, format!("NO RATE FROM {currency} TO {own}")))
}
