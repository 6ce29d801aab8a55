//! What a premium name costs, held against what the customer paid (registrar facts 3.3; users' pains 14).
//!
//! The present price is read right before the order, and not cached: such orders are rare, and an old price is what this is about.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::base::params::{ParamError, Params};
use crate::ispapi::{Command, CommandName, Response};
use crate::names::DomainName;

use super::order::Shop;

/// Classes with a price of their own begin so.
const PREFIXES: [&str; 2] = ["PREMIUM_", "AFTERMARKET"];

/// An amount in a currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Price {
    pub(super) amount: Decimal,
    /// An ISO code in upper case.
    pub(super) currency: String,
}

/// The class, if it is one with a price of its own; SUBCLASS is the zone for all other names.
pub(super) fn class(text: Option<&str>) -> Option<String> {
    let text = text?.trim();
    let begins = |prefix: &&str| {
        let start = text.get(..prefix.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    PREFIXES.iter().any(begins).then(|| text.to_owned())
}

/// `premiumCost`: what WHMCS holds for the registrar's price of this order; `None` for an ordinary name.
///
/// # Errors
///
/// [`ParamError`] for anything but an amount that is not negative.
pub(super) fn cost(params: &Params) -> Result<Option<Decimal>, ParamError> {
    let Some(text) = params.text("premiumCost")? else {
        return Ok(None);
    };
    let amount: Decimal = text
        .parse()
        .map_err(|_| ParamError::bad("premiumCost", "an amount"))?;
    if amount.is_sign_negative() && !amount.is_zero() {
        return Err(ParamError::bad(
            "premiumCost",
            "an amount that is not negative",
        ));
    }
    Ok((!amount.is_zero()).then_some(amount))
}

/// Asks whether a name has a class or a channel of its own, and how it is sold.
pub(super) fn offer_question(domain: &DomainName) -> Command {
    Command::of(CommandName::CHECK_DOMAINS)
        .with("DOMAIN0", domain.as_str())
        .with("PREMIUMCHANNELS", "*")
}

/// Asks for the account's relations, which hold its prices.
pub(super) fn question() -> Command {
    Command::of(CommandName::STATUS_USER)
}

/// The prices of one account.
pub(super) struct Relations<'a>(&'a Response);

impl<'a> Relations<'a> {
    /// Those in an answer to [`question`].
    pub(super) fn of(response: &'a Response) -> Self {
        Self(response)
    }

    /// What a renewal of the class costs for so many years.
    pub(super) fn renewal(&self, class: &str, years: i64) -> Option<Price> {
        self.listed(class, years)
            .or_else(|| self.variable(class, years, "ANNUAL"))
    }

    /// What a transfer of the class to this account costs.
    pub(super) fn transfer(&self, class: &str) -> Option<Price> {
        let listed = || {
            Some(Price {
                amount: self.amount(class, "TRANSFER")?,
                currency: self.currency(class)?,
            })
        };
        listed().or_else(|| self.variable(class, 1, "TRANSFER"))
    }

    /// What a restore of the class costs.
    pub(super) fn restore(&self, class: &str) -> Option<Price> {
        Some(Price {
            amount: self.amount(class, "RESTORE")?,
            currency: self.currency(class)?,
        })
    }

    fn listed(&self, class: &str, years: i64) -> Option<Price> {
        let of_term = || self.amount(class, &format!("ANNUAL{years}"));
        let of_year = || self.amount(class, "ANNUAL")?.checked_mul(years.into());
        let amount = match years {
            1 => of_year(),
            _ => of_term().or_else(of_year),
        };
        Some(Price {
            amount: amount?,
            currency: self.currency(class)?,
        })
    }

    /// `PREMIUM_<TLD>_<currency>:<annual>:<setup>`: the registry's price stands in the name, and the account has a markup for all
    /// such classes of the zone. A markup that is not there is none; a fixed one in another currency cannot be added.
    fn variable(&self, class: &str, years: i64, kind: &str) -> Option<Price> {
        let (zone, price) = class.rsplit_once('_')?;
        let mut parts = price.split(':');
        let (currency, annual) = (parts.next()?, parts.next()?.parse::<Decimal>().ok()?);
        parts.next()?;
        let all = format!("{zone}_*");
        let own = self.currency(&all)?;
        let markup = |part: &str| {
            let amount = self.amount(&all, &format!("{kind}_MARKUP_{part}"));
            amount.unwrap_or_default()
        };
        let (rate, fixed) = (markup("VAR"), markup("FIX"));
        if !fixed.is_zero() && !own.eq_ignore_ascii_case(currency) {
            return None;
        }
        let rate = rate
            .checked_div(Decimal::ONE_HUNDRED)?
            .checked_add(Decimal::ONE)?;
        let year = annual.checked_mul(rate)?.checked_add(fixed)?;
        let amount = year.checked_mul(years.into())?;
        Some(Price {
            amount: amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero),
            currency: currency.to_ascii_uppercase(),
        })
    }

    fn currency(&self, class: &str) -> Option<String> {
        let text = self.value(class, "CURRENCY")?.trim().to_ascii_uppercase();
        (!text.is_empty()).then_some(text)
    }

    fn amount(&self, class: &str, part: &str) -> Option<Decimal> {
        self.value(class, part)?.trim().parse().ok()
    }

    /// A relation that is switched off is none; an empty value is blocked (registrar facts 18).
    fn value(&self, class: &str, part: &str) -> Option<&'a str> {
        let wanted = format!("PRICE_CLASS_DOMAIN_{class}_{part}");
        let is = |name: &str| name.eq_ignore_ascii_case(&wanted);
        let off = self.0.column("RELATIONDISABLED");
        if off.is_some_and(|names| names.iter().any(is)) {
            return None;
        }
        let row = self.0.column("RELATIONTYPE")?.iter().position(is)?;
        self.0.value("RELATIONVALUE", row)
    }
}

impl Price {
    /// What the shop calculated with; `cost` is that of the order, without a currency where the shop has kept none.
    pub(super) fn shown(cost: Option<Decimal>, shop: &Shop) -> Option<Self> {
        cost.map(|amount| Self {
            amount,
            currency: shop.cost_currency.to_ascii_uppercase(),
        })
    }

    /// Whether so much was paid. An amount in another currency, or in one that nobody knows, covers nothing.
    pub(super) fn is_covered_by(&self, paid: &Self) -> bool {
        let is_same = self.currency.eq_ignore_ascii_case(&paid.currency);
        is_same && !self.currency.is_empty() && self.amount <= paid.amount
    }

    /// Whether a name may be ordered at this price for so many years: it must be the one that the customer was shown. What a premium
    /// price covers beyond one year is not documented.
    pub(super) fn is_agreed(&self, shown: &Self, years: i64) -> bool {
        years == 1 && self.is_covered_by(shown) && self.amount == shown.amount
    }
}

impl std::fmt::Display for Price {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let currency = if self.currency.is_empty() {
            "?"
        } else {
            &self.currency
        };
        write!(f, "{} {currency}", self.amount)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use std::fmt::Write as _;

    use super::*;
    use crate::registrar::scripted::reply;

    const MARKUP: &str = "PREMIUM_TOP_*_CURRENCY=USD,PREMIUM_TOP_*_ANNUAL_MARKUP_VAR=7.5";

    fn renewal(relations: &str, class: &str, years: i64) -> Option<String> {
        let mut text = String::from("200 ok");
        for (name, value) in relations.split(',').filter_map(|row| row.split_once('=')) {
            write!(
                text,
                "\nRELATIONTYPE=PRICE_CLASS_DOMAIN_{name}\nRELATIONVALUE={value}"
            )
            .unwrap();
        }
        let response = reply(&text).unwrap();
        let price = Relations::of(&response).renewal(class, years);
        price.map(|price| price.to_string())
    }

    #[test]
    fn a_class_counts_by_its_beginning_in_any_case() {
        for premium in [
            "PREMIUM_DATE_F",
            "premium_donuts_Price Category A",
            "AFTERMARKET_PURCHASE_SEDO",
        ] {
            assert_eq!(class(Some(premium)).as_deref(), Some(premium));
        }
        for ordinary in ["COM", "", "COUK", "NOTPREMIUM_A", "PREMIUM"] {
            assert_eq!(class(Some(ordinary)), None, "{ordinary}");
        }
        assert_eq!(class(None), None);
    }

    #[test]
    fn listed_prices() {
        let rows = "PREMIUM_A_ANNUAL=120.30,PREMIUM_A_CURRENCY=usd,PREMIUM_A_ANNUAL3=300";
        assert_eq!(renewal(rows, "premium_a", 1).as_deref(), Some("120.30 USD"));
        assert_eq!(renewal(rows, "PREMIUM_A", 2).as_deref(), Some("240.60 USD"));
        assert_eq!(renewal(rows, "PREMIUM_A", 3).as_deref(), Some("300 USD"));
        assert_eq!(renewal(rows, "PREMIUM_B", 1), None);
        assert_eq!(
            renewal("PREMIUM_A_ANNUAL=9", "PREMIUM_A", 1),
            None,
            "no currency"
        );
        let blocked = "PREMIUM_A_ANNUAL=,PREMIUM_A_CURRENCY=USD";
        assert_eq!(renewal(blocked, "PREMIUM_A", 1), None);
    }

    #[test]
    fn prices_in_the_name_of_the_class() {
        let price = |rows: &str| renewal(rows, "PREMIUM_TOP_CNY:24:2976", 1);
        assert_eq!(price(MARKUP).as_deref(), Some("25.80 CNY"));
        assert_eq!(
            price("PREMIUM_TOP_*_CURRENCY=USD").as_deref(),
            Some("24 CNY")
        );
        assert_eq!(price("PREMIUM_ICU_*_CURRENCY=USD"), None);
        let fixed = |currency: &str| {
            price(&format!(
                "PREMIUM_TOP_*_CURRENCY={currency},PREMIUM_TOP_*_ANNUAL_MARKUP_FIX=2"
            ))
        };
        assert_eq!(fixed("CNY").as_deref(), Some("26 CNY"));
        assert_eq!(fixed("USD"), None);
        let equal = "PREMIUM_ICU_*_CURRENCY=USD,PREMIUM_ICU_*_ANNUAL_MARKUP_VAR=0";
        assert_eq!(
            renewal(equal, "PREMIUM_ICU_USD:6:6", 2).as_deref(),
            Some("12 USD")
        );
    }

    #[test]
    fn a_transfer_has_a_price_of_its_own() {
        let price = |relations: &str, class: &str| {
            let rows = relations.split(',').filter_map(|row| row.split_once('='));
            let text = rows.fold(String::from("200 ok"), |text, (name, value)| {
                text + "\nRELATIONTYPE=PRICE_CLASS_DOMAIN_" + name + "\nRELATIONVALUE=" + value
            });
            let response = reply(&text).unwrap();
            let price = Relations::of(&response).transfer(class);
            price.map(|price| price.to_string())
        };
        let rows = "PREMIUM_A_ANNUAL=99,PREMIUM_A_TRANSFER=120.30,PREMIUM_A_CURRENCY=USD,PREMIUM_B_ANNUAL=9";
        assert_eq!(price(rows, "PREMIUM_A").as_deref(), Some("120.30 USD"));
        assert_eq!(price(rows, "PREMIUM_B"), None);
        let rows = "PREMIUM_TOP_*_CURRENCY=USD,PREMIUM_TOP_*_TRANSFER_MARKUP_VAR=12.5,PREMIUM_TOP_*_ANNUAL_MARKUP_VAR=50";
        assert_eq!(
            price(rows, "PREMIUM_TOP_CNY:24:2976").as_deref(),
            Some("27.00 CNY")
        );
    }

    #[test]
    fn what_is_switched_off_has_no_price() {
        let text = "200 ok\nRELATIONTYPE=PRICE_CLASS_DOMAIN_PREMIUM_A_ANNUAL\nRELATIONVALUE=9\n\
                    RELATIONTYPE=PRICE_CLASS_DOMAIN_PREMIUM_A_CURRENCY\nRELATIONVALUE=USD\n\
                    RELATIONDISABLED=PRICE_CLASS_DOMAIN_PREMIUM_A_ANNUAL";
        let response = reply(text).unwrap();
        assert_eq!(Relations::of(&response).renewal("PREMIUM_A", 1), None);
    }

    #[test]
    fn a_price_is_covered_by_as_much_in_its_own_currency() {
        let price = |amount: &str, currency: &str| Price {
            amount: amount.parse().unwrap(),
            currency: currency.to_owned(),
        };
        let now = price("120.30", "USD");
        assert!(now.is_covered_by(&price("120.3", "usd")));
        assert!(now.is_covered_by(&price("121", "USD")));
        assert!(!now.is_covered_by(&price("120.29", "USD")));
        assert!(!now.is_covered_by(&price("500", "EUR")));
        assert!(!now.is_covered_by(&price("500", "")));
    }

    #[test]
    fn a_price_is_agreed_for_one_year_and_in_a_known_currency() {
        let shop = |currency: &str| Shop {
            cost_currency: currency.to_owned(),
            ..Shop::default()
        };
        let now = Price {
            amount: "12.50".parse().unwrap(),
            currency: "USD".to_owned(),
        };
        let agreed = |cost: &str, currency: &str, years| {
            let shown = Price::shown(cost.parse().ok(), &shop(currency)).unwrap();
            now.is_agreed(&shown, years)
        };
        assert!(agreed("12.5", "usd", 1));
        assert!(!agreed("12.5", "USD", 2));
        assert!(!agreed("12.51", "USD", 1) && !agreed("12.49", "USD", 1));
        assert!(!agreed("12.5", "EUR", 1) && !agreed("12.5", "", 1));
        let unknown = Price {
            currency: String::new(),
            ..now.clone()
        };
        assert!(!unknown.is_covered_by(&unknown));
        assert_eq!(Price::shown(None, &shop("USD")), None);
    }

    #[test]
    fn a_cost_is_an_amount() {
        let cost = |text: &str| cost(&Params::default().with("premiumCost", text));
        assert_eq!(cost("12.50").unwrap(), Some("12.50".parse().unwrap()));
        for none in ["", "0", "0.00", "-0"] {
            assert_eq!(cost(none).unwrap(), None, "{none}");
        }
        for bad in ["cheap", "-1", "1,5", "NaN"] {
            assert_eq!(cost(bad).unwrap_err().name(), "premiumCost", "{bad}");
        }
    }
}
