//! Premium names: what they cost in whose currency, how orders for them end, and the class that
//! every later order has to name.

use serde_json::json;

use crate::applications::apply;
use crate::life::{about, at, charges, go_to, status};
use crate::support::{Answer, Sandbox};

const YUAN: &str = "PREMIUM_TOP_CNY:24:2976";

fn rich(quirks: &[&str]) -> Sandbox {
    let sandbox = at("2026-01-14", quirks);
    sandbox.post(
        "balance",
        json!({"entity": "ote", "login": "shop", "amount": "9000.00"}),
    );
    sandbox
}

fn check(sandbox: &Sandbox, name: &str) -> Answer {
    sandbox.call(&format!(
        "COMMAND=CheckDomains\nDOMAIN0={name}\nPREMIUMCHANNELS=*"
    ))
}

/// Orders a name at the price that CheckDomains shows.
fn order(sandbox: &Sandbox, name: &str, more: &str) -> Answer {
    let shown = check(sandbox, name);
    let class = match shown.one("CLASS") {
        "" => format!("AFTERMARKET_PURCHASE_{}", shown.one("PREMIUMCHANNEL")),
        class => class.to_owned(),
    };
    let (price, currency) = (shown.one("PRICE"), shown.one("CURRENCY"));
    let terms = format!("\nCLASS={class}\nPRICE={price}\nCURRENCY={currency}{more}");
    apply(sandbox, name, &terms)
}

fn rate(sandbox: &Sandbox, currency: &str) -> f64 {
    let rates = sandbox.call(&format!(
        "COMMAND=QueryExchangeRates\nCURRENCYTO={currency}"
    ));
    rates.one("RATE").parse().unwrap()
}

fn near(amount: &str, expected: f64) -> bool {
    (amount.parse::<f64>().unwrap() - expected).abs() < 0.011
}

#[test]
fn a_class_that_names_its_amounts_is_marked_up_and_converted() {
    let sandbox = rich(&[]);
    let shown = check(&sandbox, "premium-yuan.top");
    assert_eq!(shown.one("CLASS"), YUAN);
    assert_eq!(
        (shown.one("PRICE"), shown.one("CURRENCY")),
        ("2976.00", "CNY")
    );
    assert_eq!(order(&sandbox, "premium-yuan.top", "").code, 200);
    let dollars = rate(&sandbox, "USD") / rate(&sandbox, "CNY");
    let paid = charges(&sandbox).pop().unwrap().1;
    assert!(near(&paid, 2976.0 * dollars), "{paid}");
    go_to(&sandbox, "2026-01-16");
    let class = format!("\nCLASS={YUAN}");
    assert_eq!(
        about(&sandbox, "RenewDomain", "premium-yuan.top", "").code,
        504
    );
    assert_eq!(
        about(&sandbox, "RenewDomain", "premium-yuan.top", &class).code,
        200
    );
    let dollars = rate(&sandbox, "USD") / rate(&sandbox, "CNY");
    let paid = charges(&sandbox).pop().unwrap().1;
    assert!(near(&paid, 24.0 * 1.25 * dollars + 5.0), "{paid}");
}

#[test]
fn relations_tell_the_markups_under_a_star() {
    let sandbox = rich(&[]);
    let user = sandbox.call("COMMAND=StatusUser");
    let relations: std::collections::BTreeMap<_, _> = user
        .all("RELATIONTYPE")
        .iter()
        .zip(user.all("RELATIONVALUE"))
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let of = |part: &str| relations[format!("PRICE_CLASS_DOMAIN_PREMIUM_TOP_*_{part}").as_str()];
    assert_eq!(of("CURRENCY"), "USD");
    assert_eq!(
        (of("ANNUAL_MARKUP_VAR"), of("ANNUAL_MARKUP_FIX")),
        ("25.00", "5.00")
    );
    assert_eq!(
        (of("SETUP_MARKUP_VAR"), of("SETUP_MARKUP_FIX")),
        ("0.00", "0.00")
    );
    let fixed = "PRICE_CLASS_DOMAIN_PREMIUM_ONLINE_GBP_B_TRANSFER";
    assert_eq!(relations[fixed], "76.00");
}

#[test]
fn prices_may_be_shown_in_the_currency_of_the_account() {
    let sandbox = rich(&["premium_currency=account"]);
    let shown = check(&sandbox, "premium-pounds.online");
    assert_eq!(shown.one("CURRENCY"), "USD");
    let dollars = rate(&sandbox, "USD") / rate(&sandbox, "GBP");
    assert!(near(shown.one("PRICE"), 75.0 * dollars), "{shown:?}");
    let own = "\nCLASS=PREMIUM_ONLINE_GBP_B\nPRICE=75.00\nCURRENCY=GBP";
    assert_eq!(apply(&sandbox, "premium-pounds.online", own).code, 541);
    assert_eq!(order(&sandbox, "premium-pounds.online", "").code, 200);
    assert_eq!(charges(&sandbox).pop().unwrap().1, shown.one("PRICE"));
}

#[test]
fn a_price_that_changed_since_it_was_shown_is_refused() {
    let sandbox = rich(&[]);
    let old = "\nCLASS=PREMIUM_BIZ_TIER 2\nPRICE=450.00\nCURRENCY=USD";
    let dearer = json!({"name": "premium-name.biz", "register": "460.00", "renew": "470.00"});
    sandbox.post("premium", dearer);
    assert_eq!(apply(&sandbox, "premium-name.biz", old).code, 541);
    assert_eq!(charges(&sandbox), []);
    assert_eq!(order(&sandbox, "premium-name.biz", "").code, 200);
    assert_eq!(charges(&sandbox).pop().unwrap().1, "460.00");
    let ordinary = json!({"name": "a.biz", "register": "1.00"});
    assert!(sandbox.server.control().post("premium", ordinary).is_err());
}

#[test]
fn years_beyond_the_first_may_cost_renewals() {
    for (quirk, paid) in [
        ("premium_years=once", "75.00"),
        ("premium_years=each", "226.00"),
    ] {
        let sandbox = rich(&[quirk]);
        let pounds = json!({"login": "pounds", "password": "secret", "balance": "900.00", "currency": "GBP"});
        sandbox.post("accounts", pounds);
        let text = format!(
            "COMMAND=AddDomainApplication\nDOMAIN=premium-pounds.online\nPERIOD=3{}\n\
             CLASS=PREMIUM_ONLINE_GBP_B\nPRICE=75.00\nCURRENCY=GBP",
            crate::support::contact("TECHCONTACT0")
        );
        let answer = sandbox.call_as(crate::support::OTE, "pounds", "secret", &text);
        assert_eq!(answer.code, 200, "{answer:?}");
        assert_eq!(charges(&sandbox).pop().unwrap().1, paid);
    }
}

#[test]
fn orders_on_the_market_take_days_and_may_fail() {
    let cases = [
        (
            "premium-market.com",
            "2026-01-16",
            "2026-01-18",
            "SUCCESSFUL",
        ),
        ("premium-slow.net", "2026-01-25", "2026-01-27", "SUCCESSFUL"),
        ("premium-lost.org", "2026-01-18", "2026-01-20", "FAILED"),
        ("premium-name.org", "2026-01-14", "2026-01-16", "SUCCESSFUL"),
    ];
    for (name, before, after, end) in cases {
        let sandbox = rich(&[]);
        let id = order(&sandbox, name, "").one("APPLICATION").to_owned();
        let query = format!("COMMAND=StatusDomainApplication\nAPPLICATION={id}");
        let state = || sandbox.call(&query).one("STATUS").to_owned();
        go_to(&sandbox, before);
        assert_eq!(state(), "ACTIVE", "{name}");
        assert_eq!(status(&sandbox, name).code, 545);
        go_to(&sandbox, after);
        assert_eq!(state(), end, "{name}");
        let code = if end == "FAILED" { 545 } else { 200 };
        assert_eq!(status(&sandbox, name).code, code);
        let given_back = charges(&sandbox).len() == 2;
        assert_eq!(given_back, end == "FAILED", "{name}");
    }
}

#[test]
fn a_premium_name_that_comes_in_keeps_its_class() {
    let sandbox = rich(&[]);
    sandbox.post("foreign", json!({"name": "premium-name.org"}));
    let transfer = |more: &str| about(&sandbox, "TransferDomain", "premium-name.org", more);
    assert_eq!(transfer("\nAUTH=code-123").code, 504);
    assert_eq!(transfer("\nAUTH=code-123\nCLASS=PREMIUM_ORG_B").code, 504);
    assert_eq!(transfer("\nAUTH=code-123\nCLASS=PREMIUM_ORG_A").code, 200);
    assert_eq!(charges(&sandbox).pop().unwrap().1, "120.30");
    go_to(&sandbox, "2026-01-25");
    assert_eq!(
        status(&sandbox, "premium-name.org").one("SUBCLASS"),
        "PREMIUM_ORG_A"
    );
    about(&sandbox, "DeleteDomain", "premium-name.org", "");
    assert_eq!(
        about(&sandbox, "RestoreDomain", "premium-name.org", "").code,
        504
    );
    let class = "\nCLASS=PREMIUM_ORG_A";
    assert_eq!(
        about(&sandbox, "RestoreDomain", "premium-name.org", class).code,
        200
    );
    assert_eq!(charges(&sandbox).pop().unwrap().1, "205.00");
}

#[test]
fn premium_names_may_look_free() {
    let sandbox = rich(&["premium_check_code=210"]);
    let shown = check(&sandbox, "premium-name.biz");
    assert_eq!(shown.one("DOMAINCHECK"), "210 Available");
    assert_eq!(shown.one("CLASS"), "PREMIUM_BIZ_TIER 2");
    let bare = sandbox.call("COMMAND=CheckDomains\nDOMAIN0=premium-name.biz");
    assert_eq!(bare.one("DOMAINCHECK"), "210 Available");
    assert!(!bare.has("CLASS"));
}
