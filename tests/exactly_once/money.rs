//! What a purchase costs by the registrar's own price list, and what its ledger says was charged.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde_json::Value;

use crate::operation::Operation;
use crate::world::World;

/// The price list.
static PRICES: LazyLock<Vec<Value>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../sandbox/data/prices.json")).unwrap());

/// A price of the operation's zone.
pub(crate) fn price(operation: &Operation, of: &str) -> Decimal {
    let (tld, currency) = (operation.tld, operation.cost_currency());
    let mut rows = PRICES.iter();
    let row = rows.find(|row| row["tld"] == tld && row["currency"] == currency);
    amount(&row.unwrap()[of])
}

/// The charges for the domain, smallest first, whatever command made them; without those that were given back.
pub(crate) fn charged(world: &World) -> Vec<Decimal> {
    let name = world.operation.domain();
    let ledger = world.control().get(&format!("ledger?object={name}"));
    let ledger = ledger.unwrap();
    let amounts = ledger
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| amount(&entry["amount"]));
    let (given_back, mut charged): (Vec<_>, Vec<_>) = amounts.partition(Decimal::is_sign_negative);
    for amount in given_back {
        assert!(
            take(&mut charged, -amount),
            "{amount} was given back and never charged"
        );
    }
    charged.sort_unstable();
    charged
}

/// What is charged beyond, and what is missing, where `purchases` were to be charged.
pub(crate) fn difference(world: &World, purchases: usize) -> (Vec<Decimal>, Vec<Decimal>) {
    let mut beyond = charged(world);
    let wanted = std::iter::repeat_n(cost(world), purchases).flatten();
    let missing = wanted
        .filter(|amount| !take(&mut beyond, *amount))
        .collect();
    (beyond, missing)
}

/// The charges for one purchase.
pub(crate) fn cost(world: &World) -> Vec<Decimal> {
    (world.operation.cost)(world)
}

fn take(from: &mut Vec<Decimal>, amount: Decimal) -> bool {
    let place = from.iter().position(|one| *one == amount);
    place.map(|place| from.swap_remove(place)).is_some()
}

fn amount(cell: &Value) -> Decimal {
    cell.as_str().unwrap().parse().unwrap()
}
