use rust_decimal::Decimal;

use crate::ispapi::{Column, Command, CommandName, Response};

/// All relations of the account: the prices of premium classes are among them (registrar facts 3.3).
pub(super) fn question() -> Command {
    Command::of(CommandName::STATUS_USER)
}

/// What a transfer of a class costs the account, without rounding; `None` where the account has no price for it, or one that cannot
/// be read.
///
/// A class has a price of its own, or says the registry's (`PREMIUM_TOP_CNY:24:2976`: yearly, setup) on which the account's markups
/// come: per cent in `VAR`, an amount in `FIX`.
pub(super) fn transfer_price(class: &str, relations: &Response) -> Option<Decimal> {
    let own = relation(relations, &format!("{class}_TRANSFER"));
    if own.is_some() {
        return amount(own?);
    }
    let (head, figures) = class.split_once(':')?;
    let (family, _currency) = head.rsplit_once('_')?;
    let yearly = amount(figures.split(':').next()?)?;
    let family = format!("{family}_*");
    relation(relations, &format!("{family}_CURRENCY"))?; // the account sells this family
    let markup = |kind| match relation(relations, &format!("{family}_TRANSFER_MARKUP_{kind}")) {
        None => Some(Decimal::ZERO),
        Some(text) => amount(text),
    };
    let factor = markup("VAR")?.checked_div(Decimal::ONE_HUNDRED)?;
    let share = yearly.checked_mul(factor)?;
    yearly.checked_add(share)?.checked_add(markup("FIX")?)
}

fn relation<'a>(relations: &'a Response, name: &str) -> Option<&'a str> {
    let wanted = format!("PRICE_CLASS_DOMAIN_{name}");
    let types = relations
        .column("RELATIONTYPE")
        .into_iter()
        .flat_map(Column::iter);
    let mut rows = types.enumerate();
    let (row, _) = rows.find(|(_, kind)| kind.eq_ignore_ascii_case(&wanted))?;
    let value = relations.value("RELATIONVALUE", row)?.trim();
    Some(value).filter(|value| !value.is_empty())
}

fn amount(text: &str) -> Option<Decimal> {
    let amount: Decimal = text.trim().parse().ok()?;
    (!amount.is_sign_negative()).then_some(amount)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;
    use crate::registrar::scripted::reply;

    fn price(class: &str, relations: &[(&str, &str)]) -> Option<String> {
        let cells = relations
            .iter()
            .fold(String::new(), |cells, (name, value)| {
                cells
                    + "RELATIONTYPE=PRICE_CLASS_DOMAIN_"
                    + name
                    + "\nRELATIONVALUE="
                    + value
                    + "\n"
            });
        let reply = reply(&format!("200 ok\n{cells}")).unwrap();
        transfer_price(class, &reply).map(|price| price.normalize().to_string())
    }

    #[test]
    fn a_class_has_a_price_of_its_own() {
        let relations = [
            ("PREMIUM_DATE_F_ANNUAL", "99"),
            ("PREMIUM_DATE_F_TRANSFER", "120.30"),
            ("PREMIUM_DATE_G_TRANSFER", "dear"),
        ];
        assert_eq!(
            price("PREMIUM_DATE_F", &relations).as_deref(),
            Some("120.3")
        );
        assert_eq!(price("PREMIUM_DATE_G", &relations), None);
        assert_eq!(price("PREMIUM_DATE", &relations), None);
    }

    #[test]
    fn a_variable_fee_gets_the_accounts_markup() {
        let currency = ("PREMIUM_TOP_*_CURRENCY", "USD");
        let class = "PREMIUM_TOP_CNY:24:2976";
        assert_eq!(price(class, &[currency]).as_deref(), Some("24"));
        let marked = [
            currency,
            ("PREMIUM_TOP_*_TRANSFER_MARKUP_VAR", "12.5"),
            ("PREMIUM_TOP_*_TRANSFER_MARKUP_FIX", "0.10"),
        ];
        assert_eq!(price(class, &marked).as_deref(), Some("27.1"));
        assert_eq!(price(class, &[]), None);
    }
}
