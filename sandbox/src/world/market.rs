//! What this book's accounts pay: the price list, changed by control words; and the relations in
//! which an account sees it (registrar facts, price sync).

use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Book;
use crate::wire::Refusal;
use crate::zones::{self, Amounts, Markup, Premium, Price};

/// Changes of the price list and of the relations; the later ones count.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Market {
    pub(crate) prices: Vec<PriceChange>,
    pub(crate) relations: Vec<RelationChange>,
    /// Other prices of premium names, in the currency of their class.
    pub(crate) premium: BTreeMap<String, PremiumChange>,
    /// Made-up classes, to make the relations as many as a real account's.
    pub(crate) filler_classes: u32,
}

/// Another price for one account, or for all.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PriceChange {
    pub(crate) account: Option<String>,
    pub(crate) price: Price,
}

/// Another price of a premium name, for all accounts.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PremiumChange {
    pub(crate) register: Option<Decimal>,
    pub(crate) renew: Option<Decimal>,
    pub(crate) transfer: Option<Decimal>,
}

/// Another value of a relation for one account, or for all.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RelationChange {
    pub(crate) account: Option<String>,
    pub(crate) relation: String,
    /// `None` takes the relation away; empty blocks it.
    pub(crate) value: Option<String>,
    /// Shown as RELATIONDISABLED too.
    #[serde(default)]
    pub(crate) disabled: bool,
}

/// Relations by type, and the disabled ones.
#[derive(Debug, Default)]
pub(crate) struct Relations {
    pub(crate) values: BTreeMap<String, String>,
    pub(crate) disabled: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StaticRelation {
    relation: String,
    value: String,
}

impl Book {
    /// The prices of a zone for an account, in its currency.
    pub(crate) fn price(&self, account: &str, tld: &str) -> Result<Price, Refusal> {
        let currency = &self.account(account)?.currency;
        let concerns = |of: &Option<String>| of.as_deref().is_none_or(|of| of == account);
        let changes = self.market.prices.iter().rev();
        let changed = changes
            .filter(|change| concerns(&change.account))
            .find(|change| change.price.tld == tld && change.price.currency == *currency);
        match changed {
            Some(change) => Ok(change.price.clone()),
            None => zones::price(tld, currency).cloned(),
        }
    }

    /// What a premium name costs today, in the currency of its class.
    pub(crate) fn amounts(&self, premium: &Premium, now: Timestamp) -> Amounts {
        let listed = premium.amounts(now);
        match self.market.premium.get(&premium.name) {
            None => listed,
            Some(change) => Amounts {
                register: change.register.unwrap_or(listed.register),
                renew: change.renew.or(listed.renew),
                transfer: change.transfer.or(listed.transfer),
            },
        }
    }

    /// A zone for a domain that is managed elsewhere: setup and the first year.
    pub(crate) fn external_zone_price(
        &self,
        account: &str,
        now: Timestamp,
    ) -> Result<Decimal, Refusal> {
        let relations = self.relations(account, now)?.values;
        ["SETUP", "ANNUAL"]
            .iter()
            .try_fold(Decimal::ZERO, |sum, part| {
                let relation = format!("PRICE_CLASS_DNSZONE_EXTERNAL_{part}");
                let value = relations
                    .get(&relation)
                    .and_then(|v| v.parse::<Decimal>().ok());
                value
                    .map(|value| sum + value)
                    .ok_or_else(|| Refusal::new(549, format!("NO PRICE RELATION {relation}")))
            })
    }

    /// All relations of an account.
    pub(crate) fn relations(&self, account: &str, now: Timestamp) -> Result<Relations, Refusal> {
        let currency = &self.account(account)?.currency;
        let mut relations = Relations::default();
        let table = include_str!("../../data/relations.json");
        for row in crate::embedded::rows_below_header::<StaticRelation>(table) {
            let value = row.value.replace("{currency}", currency);
            relations.values.insert(row.relation, value);
        }
        for listed in zones::prices().iter().filter(|p| p.currency == *currency) {
            relations.add_zone(&self.price(account, &listed.tld)?);
        }
        for premium in zones::premiums().filter(|p| !p.class.is_empty()) {
            match (&premium.markup, premium.class_pattern()) {
                (Some(markup), Some(pattern)) => relations.add_markup(markup, &pattern),
                _ => relations.add_premium(premium, &self.amounts(premium, now)),
            }
        }
        for number in 0..self.market.filler_classes {
            relations.add_filler(number, currency);
        }
        relations.change(&self.market.relations, account);
        Ok(relations)
    }

    /// The account above this one; the house itself for those that have none here.
    pub(crate) fn parent_user(&self, account: &str) -> String {
        let parent = self.accounts.get(account).and_then(|a| a.parent.clone());
        parent.unwrap_or_else(|| HOUSE.to_owned())
    }
}

/// The house account above all customers.
pub(crate) const HOUSE: &str = "house.sandbox";

/// A zone's name in relations: `CO.UK` is `COUK` (registrar facts, price sync).
pub(crate) fn relation_class(tld: &str) -> String {
    tld.to_uppercase().replace('.', "")
}

impl Relations {
    fn set(&mut self, class: &str, part: &str, value: String) {
        let relation = format!("PRICE_CLASS_DOMAIN_{class}_{part}");
        self.values.insert(relation, value);
    }

    /// SETUP + ANNUAL is the first year; terms of several years have rows of their own, since the
    /// sandbox charges each year alike.
    fn add_zone(&mut self, price: &Price) {
        let class = relation_class(&price.tld);
        self.set(&class, "ANNUAL", money(price.renew));
        self.set(&class, "CURRENCY", price.currency.clone());
        self.set(&class, "RESTORE", money(price.restore));
        self.set(&class, "SETUP", money(price.register - price.renew));
        self.set(&class, "TRANSFER", money(price.transfer));
        let Some(zone) = zones::zone(&price.tld) else {
            return;
        };
        for years in 2..=10_u16 {
            if zone.years(Some(&format!("{years}Y"))).is_ok() {
                let annual = price.renew * Decimal::from(years);
                let all = price.register * Decimal::from(years);
                self.set(&class, &format!("ANNUAL{years}"), money(annual));
                self.set(&class, &format!("SETUP{years}"), money(all - annual));
            }
        }
    }

    fn add_premium(&mut self, premium: &Premium, amounts: &Amounts) {
        let class = &premium.class;
        let annual = amounts.renew.unwrap_or(amounts.register);
        self.set(class, "ANNUAL", money(annual));
        self.set(class, "CURRENCY", premium.currency.clone());
        if let Some(restore) = premium.restore {
            self.set(class, "RESTORE", money(restore));
        }
        self.set(class, "SETUP", money(amounts.register - annual));
        let transfer = amounts.transfer.unwrap_or(annual);
        self.set(class, "TRANSFER", money(transfer));
    }

    /// The rows of a class whose names name their amounts.
    fn add_markup(&mut self, markup: &Markup, class: &str) {
        self.set(class, "CURRENCY", markup.currency.clone());
        for (part, var, fix) in [
            ("ANNUAL", markup.annual_var, markup.annual_fix),
            ("SETUP", markup.setup_var, markup.setup_fix),
            ("TRANSFER", markup.transfer_var, markup.transfer_fix),
        ] {
            self.set(class, &format!("{part}_MARKUP_VAR"), money(var));
            self.set(class, &format!("{part}_MARKUP_FIX"), money(fix));
        }
    }

    fn add_filler(&mut self, number: u32, currency: &str) {
        let class = format!("FILLER{number:05}");
        let cents = i64::from(number % 9_000) + 1_000;
        let price = |more: i64| money(Decimal::new(cents + more, 2));
        self.set(&class, "ANNUAL", price(0));
        self.set(&class, "CURRENCY", currency.to_owned());
        self.set(&class, "RESTORE", price(6_000));
        self.set(&class, "SETUP", money(Decimal::ZERO));
        self.set(&class, "TRANSFER", price(10));
    }

    fn change(&mut self, changes: &[RelationChange], account: &str) {
        for change in changes {
            if change.account.as_deref().is_some_and(|of| of != account) {
                continue;
            }
            self.disabled.retain(|known| *known != change.relation);
            if change.disabled {
                self.disabled.push(change.relation.clone());
            }
            match &change.value {
                Some(value) => self.values.insert(change.relation.clone(), value.clone()),
                None => self.values.remove(&change.relation),
            };
        }
    }
}

fn money(amount: Decimal) -> String {
    format!("{amount:.2}")
}
