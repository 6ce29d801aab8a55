use super::*;

const PREMIUM: &str = "200 ok\nSTATUS=ACTIVE\nSUBCLASS=premium_org_A\n\
    PAIDUNTILDATE=2026-12-01 00:00:00\nEXPIRATIONDATE=2026-12-01 00:00:00";
const PRICES: &str = "200 ok\nRELATIONTYPE=PRICE_CLASS_DOMAIN_PREMIUM_ORG_A_ANNUAL\nRELATIONVALUE=120.30\n\
    RELATIONTYPE=PRICE_CLASS_DOMAIN_PREMIUM_ORG_A_CURRENCY\nRELATIONVALUE=USD";

#[test]
fn a_premium_name_is_renewed_with_its_class_where_the_price_was_paid() {
    for cost in ["120.30", "120.3", "130"] {
        let mut script = renew(&params().with("premiumCost", cost))
            .load("domain", shop("2026-12-01", "11"))
            .answer(reply(PREMIUM))
            .answer(reply(PRICES))
            .answer(reply("200 ok"));
        script.value();
        let asked = script.asked();
        let order = asked.last().unwrap();
        assert!(
            order.lines().any(|line| line == "CLASS=premium_org_A"),
            "{order}"
        );
        assert_eq!(asked.get(1), Some(&"COMMAND=StatusUser"));
    }
}

#[test]
fn a_premium_price_that_was_not_paid_stops_the_order_with_both_prices() {
    let usd = || shop("2026-12-01", "11");
    let eur = || usd().with("cost_currency", "EUR");
    let cases = [
        (
            params().with("premiumCost", "120.29"),
            usd(),
            PRICES,
            "120.30 USD",
            "120.29 USD",
        ),
        (
            params().with("premiumCost", "500"),
            eur(),
            PRICES,
            "120.30 USD",
            "500 EUR",
        ),
        (
            params().with("premiumCost", "500"),
            usd(),
            "200 ok",
            "?",
            "500 USD",
        ),
        (
            params().with("premiumCost", "200").with("regperiod", 2),
            usd(),
            PRICES,
            "240.60 USD",
            "200 USD",
        ),
    ];
    for (params, shop, prices, now, paid) in cases {
        let mut script = renew(&params)
            .load("domain", shop)
            .answer(reply(PREMIUM))
            .answer(reply(prices));
        let failure = script.failure();
        assert_eq!(failure.code, "registrar.premium_price");
        let admin = failure.admin.english();
        assert!(
            admin.contains(&format!("now {now}")) && admin.contains(&format!("with {paid}")),
            "{admin}"
        );
        assert_eq!(effects(&script), ["task"]);
    }
}

#[test]
fn without_a_known_cost_no_premium_name_is_renewed() {
    let uncosted = [
        (params(), shop("2026-12-01", "11")),
        (params().with("premiumCost", 0), shop("2026-12-01", "11")),
        (
            params().with("premiumCost", "500"),
            shop("2026-12-01", "11").with("cost_currency", ""),
        ),
    ];
    for (params, shop) in uncosted {
        let mut script = renew(&params).load("domain", shop).answer(reply(PREMIUM));
        assert_eq!(script.failure().code, "registrar.premium_price");
        assert_eq!(script.asked().len(), 1);
        assert_eq!(effects(&script), ["task"]);
    }
    for answer in [reply("530 Forbidden"), lost()] {
        let mut script = renew(&params().with("premiumCost", "500"))
            .load("domain", shop("2026-12-01", "11"))
            .answer(reply(PREMIUM))
            .answer(answer);
        script.failure();
        assert!(effects(&script).is_empty());
    }
}
