//! Whether a paid renewal is the one that was carried out already (users' pains 2; `docs/architecture.md`, the journal of money).

use jiff::civil::Date;

use crate::base::journal::Row;
use crate::registrar::order::Shop;

/// How long a success that WHMCS has not heard of is taken for the answer to the same order.
const UNHEARD_SECONDS: i64 = 30 * 24 * 60 * 60;

/// How long a second click may come after the first.
const CLICK_SECONDS: i64 = 10 * 60;

/// What a call is, held against a renewal that was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repetition {
    /// Another term: to be ordered.
    Another,
    /// The same click a second time.
    Click,
    /// The same term, which WHMCS knows of; its own date has not moved.
    Known,
    /// The same term, of which WHMCS has not heard: to be told again, and not charged again.
    Unheard,
}

/// Holds a call for `years` against a finished row. What was paid by another, known invoice item is always another term. A shop that
/// names no item proves no new payment.
pub(super) fn repetition(row: &Row, years: i64, shop: &Shop) -> Repetition {
    let other_payment = !shop.reference.is_empty() && shop.reference != row.reference;
    if other_payment || row.years != years {
        return Repetition::Another;
    }
    let shown: Option<Date> = row.shop_from.parse().ok();
    let unmoved = shown.is_some() && shown == shop.expiry;
    match row.reported {
        false if unmoved || row.age < UNHEARD_SECONDS => Repetition::Unheard,
        true if unmoved => Repetition::Known,
        true if told_age(row) < CLICK_SECONDS => Repetition::Click,
        _ => Repetition::Another,
    }
}

/// Since the later of two moments: the order was settled, WHMCS was told. Either may be long after the other.
fn told_age(row: &Row) -> i64 {
    let settled = row.settled_age.unwrap_or(row.age);
    row.reported_age.map_or(settled, |told| told.min(settled))
}

#[cfg(test)]
mod tests {
    use super::Repetition::{Another, Click, Known, Unheard};
    use super::*;
    use crate::base::journal::{Operation, RowState};
    use crate::base::params::Params;

    const DAY: i64 = 24 * 60 * 60;

    fn row(years: i64, reference: &str, reported: bool, age: i64) -> Row {
        Row {
            id: 7,
            version: 2,
            operation: Operation::Renew,
            state: RowState::Done,
            domain: "example.com".to_owned(),
            domain_id: 5,
            from: "2026-12-01 00:00:00".to_owned(),
            shop_from: "2026-12-01".to_owned(),
            years,
            reference: reference.to_owned(),
            reported,
            reported_age: reported.then_some(age),
            patience: 60,
            before: Params::default(),
            evidence: Params::default(),
            trace: "0123456789ab".to_owned(),
            age,
            settled_age: Some(age),
        }
    }

    #[test]
    fn the_rule() {
        // The row: years, reference, reported, age. The call: years, reference, WHMCS' expiry.
        let (old, new) = ("2026-12-01", "2027-12-01");
        let cases = [
            ((1, "11", false, 5), (1, "11", old), Unheard),
            ((1, "11", false, 5), (1, "11", new), Unheard),
            ((1, "11", false, 30 * DAY - 1), (1, "11", new), Unheard),
            ((1, "11", false, 30 * DAY), (1, "11", new), Another),
            ((1, "11", false, 400 * DAY), (1, "11", old), Unheard),
            ((1, "11", true, 5), (1, "11", old), Known),
            ((1, "11", true, 400 * DAY), (1, "11", old), Known),
            ((1, "11", true, 599), (1, "11", new), Click),
            ((1, "11", true, 600), (1, "11", new), Another),
            ((1, "11", false, 5), (2, "11", old), Another),
            ((1, "11", true, 5), (1, "12", old), Another),
            ((1, "11", false, 5), (1, "12", old), Another),
            ((1, "", false, 5), (1, "12", old), Another),
            ((1, "11", true, 5), (1, "", old), Known),
            ((1, "11", false, 5), (1, "", old), Unheard),
            ((1, "", true, 5), (1, "", new), Click),
            ((1, "", true, 600), (1, "", new), Another),
            // WHMCS' date is not known: it has neither moved nor stayed.
            ((1, "11", false, 5), (1, "11", ""), Unheard),
            ((1, "11", false, 30 * DAY), (1, "11", ""), Another),
            ((1, "11", true, 600), (1, "11", ""), Another),
        ];
        for (done, (years, reference, expiry), wanted) in cases {
            let shop = Shop {
                expiry: expiry.parse().ok(),
                reference: reference.to_owned(),
                ..Shop::default()
            };
            let row = row(done.0, done.1, done.2, done.3);
            let found = repetition(&row, years, &shop);
            assert_eq!(found, wanted, "{done:?} {years} {reference} {expiry}");
        }
    }

    #[test]
    fn two_unknown_dates_are_not_the_same_date() {
        let mut row = row(1, "", false, 400 * DAY);
        row.shop_from = String::new();
        assert_eq!(repetition(&row, 1, &Shop::default()), Another);
    }

    #[test]
    fn what_is_settled_late_can_be_clicked_late() {
        let mut row = row(1, "11", true, 3 * DAY);
        row.settled_age = Some(30);
        let shop = Shop {
            reference: "11".to_owned(),
            ..Shop::default()
        };
        assert_eq!(repetition(&row, 1, &shop), Click);
    }
}
