//! What a change of owner costs, from `sandbox/data/trades.json`.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

/// One cell of the list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TradePrice {
    tld: String,
    currency: String,
    trade: Decimal,
}

static PRICES: LazyLock<Vec<TradePrice>> =
    LazyLock::new(|| crate::embedded::rows_below_header(include_str!("../data/trades.json")));

/// The net price; nothing for zones that are not in the list.
pub(crate) fn trade_price(tld: &str, currency: &str) -> Decimal {
    let found = PRICES
        .iter()
        .find(|price| price.tld == tld && price.currency == currency);
    found.map_or(Decimal::ZERO, |price| price.trade)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_price_differs() {
        let amounts: std::collections::BTreeSet<Decimal> =
            PRICES.iter().map(|price| price.trade).collect();
        assert_eq!((amounts.len(), PRICES.len()), (72, 72));
        assert_eq!(trade_price("be", "USD").to_string(), "22.35");
        assert_eq!(trade_price("com", "USD"), Decimal::ZERO);
    }
}
