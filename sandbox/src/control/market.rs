//! Prices, relations and events that are there without a command having made them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::config::entities;
use crate::world::{Entity, NewEvent, PremiumChange, PriceChange, RelationChange, World, moment};
use crate::zones;

/// POST prices: other prices of a zone in one currency, for one account or all. What is left out
/// stays as it is in the price list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPrice {
    entity: Option<Entity>,
    account: Option<String>,
    tld: String,
    currency: String,
    #[serde(default, with = "rust_decimal::serde::str_option")]
    register: Option<Decimal>,
    #[serde(default, with = "rust_decimal::serde::str_option")]
    renew: Option<Decimal>,
    #[serde(default, with = "rust_decimal::serde::str_option")]
    transfer: Option<Decimal>,
    #[serde(default, with = "rust_decimal::serde::str_option")]
    restore: Option<Decimal>,
    #[serde(default, with = "rust_decimal::serde::str_option")]
    privacy: Option<Decimal>,
}

pub(super) fn price(world: &mut World, new: &NewPrice) -> Result<Value, String> {
    let listed = zones::price(&new.tld, &new.currency).map_err(|refusal| refusal.parts().1)?;
    let mut price = listed.clone();
    price.register = new.register.unwrap_or(price.register);
    price.renew = new.renew.unwrap_or(price.renew);
    price.transfer = new.transfer.unwrap_or(price.transfer);
    price.restore = new.restore.unwrap_or(price.restore);
    price.privacy = new.privacy.or(price.privacy);
    for entity in entities(new.entity) {
        world.book_mut(entity).market.prices.push(PriceChange {
            account: new.account.clone(),
            price: price.clone(),
        });
    }
    Ok(json!({}))
}

/// POST premium: other prices of a premium name, in the currency of its class, for all accounts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPremium {
    entity: Option<Entity>,
    name: String,
    #[serde(default, with = "rust_decimal::serde::str_option")]
    register: Option<Decimal>,
    #[serde(default, with = "rust_decimal::serde::str_option")]
    renew: Option<Decimal>,
    #[serde(default, with = "rust_decimal::serde::str_option")]
    transfer: Option<Decimal>,
}

pub(super) fn premium(world: &mut World, new: &NewPremium) -> Result<Value, String> {
    if zones::premium(&new.name).is_none() {
        return Err(format!("{} is no premium name", new.name));
    }
    let change = PremiumChange {
        register: new.register,
        renew: new.renew,
        transfer: new.transfer,
    };
    for entity in entities(new.entity) {
        let market = &mut world.book_mut(entity).market;
        market.premium.insert(new.name.clone(), change);
    }
    Ok(json!({}))
}

/// POST relations: what StatusUser shows, for one account or all. A price is not changed by it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewRelations {
    entity: Option<Entity>,
    account: Option<String>,
    /// Type to value; empty blocks, null takes away.
    #[serde(default)]
    set: BTreeMap<String, Option<String>>,
    /// Types that are shown as disabled.
    #[serde(default)]
    disabled: Vec<String>,
    /// How many made-up classes there are, of five relations each.
    filler_classes: Option<u32>,
}

/// More classes than that would be no test of a list but of memory.
const MOST_FILLERS: u32 = 100_000;

pub(super) fn relations(world: &mut World, new: &NewRelations) -> Result<Value, String> {
    if new.filler_classes.is_some_and(|count| count > MOST_FILLERS) {
        return Err(format!("at most {MOST_FILLERS} filler_classes"));
    }
    if let Some(name) = new
        .disabled
        .iter()
        .find(|name| !new.set.contains_key(*name))
    {
        return Err(format!("{name} is disabled and not set"));
    }
    for entity in entities(new.entity) {
        let market = &mut world.book_mut(entity).market;
        let changes = new.set.iter().map(|(relation, value)| RelationChange {
            account: new.account.clone(),
            relation: relation.clone(),
            value: value.clone(),
            disabled: new.disabled.contains(relation),
        });
        market.relations.extend(changes);
        market.filler_classes = new.filler_classes.unwrap_or(market.filler_classes);
    }
    Ok(json!({}))
}

/// POST events: an event in an account's queue.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GivenEvent {
    entity: Entity,
    account: String,
    class: String,
    subclass: String,
    domain: String,
    #[serde(default)]
    info: String,
    /// Now, if left out.
    time: Option<String>,
}

pub(super) fn event(world: &mut World, new: &GivenEvent) -> Result<Value, String> {
    let now = world.clock.now();
    let time = new.time.as_deref().map(moment).transpose()?.unwrap_or(now);
    let book = world.book_mut(new.entity);
    if !book.accounts.contains_key(&new.account) {
        return Err(format!("no account {}", new.account));
    }
    let event = NewEvent {
        account: &new.account,
        class: &new.class,
        subclass: &new.subclass,
        domain: &new.domain,
        info: &new.info,
    };
    Ok(json!({ "event": book.events.push(event, time) }))
}
