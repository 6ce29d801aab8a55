//! Premium names (`data/premium.json`): the registries' own, whose class fixes the prices or names the
//! amounts in itself, and those of the aftermarket.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::exchange::convert;

/// A premium name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Premium {
    pub(crate) name: String,
    /// `PREMIUM_...`; empty on the aftermarket.
    pub(crate) class: String,
    pub(crate) channel: String,
    pub(crate) currency: String,
    /// Of a class with fixed prices, and of the aftermarket.
    #[serde(default)]
    price: Option<Decimal>,
    /// Per year; none on the aftermarket, whose names are ordinary ones once they are bought.
    #[serde(default)]
    renew: Option<Decimal>,
    #[serde(default)]
    transfer: Option<Decimal>,
    #[serde(default)]
    pub(crate) restore: Option<Decimal>,
    /// Of a class that names its amounts: `PREMIUM_TOP_CNY:24:2976` (year, then registration).
    #[serde(default)]
    pub(crate) markup: Option<Markup>,
    /// Days until an order is decided without anybody's word.
    pub(crate) days: i32,
    /// It is decided against the buyer.
    #[serde(default)]
    pub(crate) fails: bool,
}

/// What the registrar puts on the amounts of a class: percent, and a fixed sum in a currency of its
/// own (registrar facts, premium prices).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Markup {
    pub(crate) currency: String,
    pub(crate) annual_var: Decimal,
    pub(crate) annual_fix: Decimal,
    pub(crate) setup_var: Decimal,
    pub(crate) setup_fix: Decimal,
    pub(crate) transfer_var: Decimal,
    pub(crate) transfer_fix: Decimal,
}

/// What a premium name costs, in the currency of its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amounts {
    pub(crate) register: Decimal,
    /// None where an ordinary renewal follows.
    pub(crate) renew: Option<Decimal>,
    pub(crate) transfer: Option<Decimal>,
}

static PREMIUM: LazyLock<BTreeMap<String, Premium>> = LazyLock::new(|| {
    let rows: Vec<Premium> =
        crate::embedded::rows_below_header(include_str!("../../data/premium.json"));
    rows.into_iter()
        .map(|row| (row.name.clone(), row))
        .collect()
});

/// The premium entry of a name.
pub(crate) fn premium(name: &str) -> Option<&'static Premium> {
    PREMIUM.get(name)
}

/// All premium entries.
pub(crate) fn premiums() -> impl Iterator<Item = &'static Premium> {
    PREMIUM.values()
}

/// The premium entry of a class, for the prices of a name that was bought with it.
pub(crate) fn premium_class(class: &str) -> Option<&'static Premium> {
    let mut entries = PREMIUM.values();
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

    /// Its prices. A markup's fixed part is converted by the rates of the day.
    pub(crate) fn amounts(&self, now: Timestamp) -> Amounts {
        let (Some(markup), Some((annual, setup))) = (&self.markup, self.named_amounts()) else {
            return Amounts {
                register: self.price.unwrap_or_default(),
                renew: self.renew,
                transfer: self.transfer.or(self.renew),
            };
        };
        let marked = |amount: Decimal, var: Decimal, fix: Decimal| {
            let fix = convert(fix, &markup.currency, &self.currency, now).unwrap_or(fix);
            (amount * (Decimal::ONE + var / Decimal::ONE_HUNDRED) + fix).round_dp(2)
        };
        Amounts {
            register: marked(setup, markup.setup_var, markup.setup_fix),
            renew: Some(marked(annual, markup.annual_var, markup.annual_fix)),
            transfer: Some(marked(annual, markup.transfer_var, markup.transfer_fix)),
        }
    }

    /// The year and the registration that the class names.
    fn named_amounts(&self) -> Option<(Decimal, Decimal)> {
        let mut parts = self.class.rsplit(':');
        let setup = parts.next()?.parse().ok()?;
        let annual = parts.next()?.parse().ok()?;
        Some((annual, setup))
    }

    /// The class with a star for what differs from name to name: `PREMIUM_TOP_*`.
    pub(crate) fn class_pattern(&self) -> Option<String> {
        let (head, _) = self.class.split_once(':')?;
        let (head, _) = head.rsplit_once('_')?;
        Some(format!("{head}_*"))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use crate::world::moment;
    use crate::zones::zone;

    #[test]
    fn every_premium_name_has_a_zone_and_a_price() {
        let now = moment("2026-01-10").unwrap();
        for premium in premiums() {
            let amounts = premium.amounts(now);
            assert!(amounts.register > Decimal::ZERO, "{}", premium.name);
            assert!(zone(premium.name.split_once('.').unwrap().1).is_some());
            assert_eq!(premium.class.is_empty(), amounts.renew.is_none());
            assert!(!premium.fails || premium.days > 0);
        }
        assert_eq!(PREMIUM.len(), 8);
    }

    #[test]
    fn a_class_may_name_its_amounts() {
        let now = moment("2026-01-10").unwrap();
        let icu = premium("premium-six.icu").unwrap().amounts(now);
        // 6 USD, 10 % and 1.50 USD on top.
        assert_eq!(icu.register.to_string(), "8.10");
        let top = premium("premium-yuan.top").unwrap();
        assert_eq!(top.class_pattern().unwrap(), "PREMIUM_TOP_*");
        let fix = convert(Decimal::new(500, 2), "USD", "CNY", now).unwrap();
        let year = Decimal::from(24) * Decimal::new(125, 2) + fix;
        assert_eq!(top.amounts(now).renew, Some(year.round_dp(2)));
        assert_eq!(top.amounts(now).register, Decimal::from(2976));
    }
}
