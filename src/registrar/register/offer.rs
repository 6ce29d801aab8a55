use crate::ispapi::Response;
use crate::registrar::order_zones;
use crate::registrar::premium::{self, Price};

/// How the registrar sells a name that is no plain registration: a premium name, one on the aftermarket, one that is applied for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    /// The class of the application.
    pub(super) class: String,
    /// `None` where the class has its ordinary price.
    pub(super) price: Option<Price>,
}

impl Offer {
    /// A premium or aftermarket offer in the answer to [`premium::offer_question`]; `None` for an ordinary name. A premium name without
    /// a price that can be read has none here, and must not be ordered.
    pub(super) fn premium(answer: &Response) -> Option<Self> {
        let cell = |name| {
            answer
                .first(name)
                .map(str::trim)
                .filter(|text| !text.is_empty())
        };
        // The reference's table and its example differ in the name of this column.
        let channel = cell("PREMIUMCHANNEL").or_else(|| cell("PREMIUMCHANNELS"));
        let class = premium::class(cell("CLASS"));
        let class = match (class, channel) {
            (Some(class), _) => class,
            (None, Some(channel)) => format!("AFTERMARKET_PURCHASE_{channel}"),
            (None, None) => return None,
        };
        let amount = cell("PRICE").and_then(|price| price.parse().ok());
        let price = amount
            .zip(cell("CURRENCY"))
            .map(|(amount, currency)| Price {
                amount,
                currency: currency.to_ascii_uppercase(),
            });
        Some(Self { class, price })
    }

    /// The class under which every name of the zone is applied for.
    pub(super) fn of_zone(extension: &str) -> Option<Self> {
        let class = order_zones::of(extension).application?;
        Some(Self {
            class: class.to_owned(),
            price: None,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use rust_decimal::Decimal;

    use super::*;
    use crate::registrar::scripted::reply;

    fn premium(cells: &str) -> Option<Offer> {
        Offer::premium(&reply(&format!("200 ok\n{cells}")).unwrap())
    }

    #[test]
    fn an_ordinary_name_is_no_offer() {
        assert_eq!(
            premium("DOMAINCHECK=210 Available\nCLASS=\nPREMIUMCHANNEL="),
            None
        );
        assert_eq!(premium("DOMAINCHECK=210 Available\nCLASS=COM"), None);
    }

    #[test]
    fn a_premium_class_comes_with_its_price() {
        let offer = premium("CLASS=PREMIUM_DATE_F\nPREMIUMCHANNEL=DATE\nPRICE=12.50\nCURRENCY=USD");
        let offer = offer.unwrap();
        assert_eq!(offer.class, "PREMIUM_DATE_F");
        let price = offer.price.unwrap();
        assert_eq!(
            (price.amount, price.currency.as_str()),
            (Decimal::new(1250, 2), "USD")
        );
        assert_eq!(
            premium("CLASS=PREMIUM_DATE_F\nPRICE=call us")
                .unwrap()
                .price,
            None
        );
    }

    #[test]
    fn the_aftermarket_has_a_class_of_its_own() {
        let offer = premium("CLASS=\nPREMIUMCHANNELS=SEDO\nPRICE=2500.00\nCURRENCY=USD");
        assert_eq!(offer.unwrap().class, "AFTERMARKET_PURCHASE_SEDO");
    }
}
