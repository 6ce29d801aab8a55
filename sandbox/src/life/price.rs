//! What a term costs whom.

use rust_decimal::Decimal;

use crate::wire::Refusal;
use crate::world::{Book, Domain};
use crate::zones::{self, Premium};

/// A year's renewal of this domain, in the currency of its account.
pub(crate) fn renewal_price(book: &Book, domain: &Domain) -> Result<Decimal, Refusal> {
    price(
        book,
        domain,
        &domain.account,
        |zone| zone.renew,
        |premium| premium.renew,
    )
}

/// A restore of this domain, paid by `account`.
pub(crate) fn restore_price(
    book: &Book,
    domain: &Domain,
    account: &str,
) -> Result<Decimal, Refusal> {
    price(
        book,
        domain,
        account,
        |zone| zone.restore,
        |premium| premium.restore,
    )
}

/// The price of its class for a premium name, of its zone for any other.
fn price(
    book: &Book,
    domain: &Domain,
    account: &str,
    of_zone: fn(&zones::Price) -> Decimal,
    of_class: fn(&Premium) -> Option<Decimal>,
) -> Result<Decimal, Refusal> {
    let premium = zones::premium_class(&domain.life.premium_class);
    let of_class = premium.and_then(|premium| Some((premium, of_class(premium)?)));
    if let Some((premium, amount)) = of_class {
        require_currency(book, account, &premium.currency)?;
        return Ok(amount);
    }
    Ok(of_zone(&book.price(account, domain.zone())?))
}

/// Premium prices have one currency. An account in another one is refused: what the registrar
/// would convert at is not known.
pub(crate) fn require_currency(book: &Book, account: &str, currency: &str) -> Result<(), Refusal> {
    let own = &book.account(account)?.currency;
    if own == currency {
        Ok(())
    } else {
        Err(Refusal::new(
            549,
            format!("NO PRICE IN {own}; THE CLASS IS SOLD IN {currency}"),
        ))
    }
}
