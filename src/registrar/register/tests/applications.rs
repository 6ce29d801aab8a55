//! Premium names and zones that want applications.

use super::*;

const PREMIUM: &str = "200 ok\nDOMAINCHECK=211 Premium Domain name available\nCLASS=PREMIUM_COM_A\n\
     PREMIUMCHANNEL=COM\nPRICE=12.50\nCURRENCY=USD";

fn premium(cost: impl Into<Value>, years: i64) -> Script {
    let params = params().with("premiumCost", cost).with("regperiod", years);
    script(&params)
        .aside("CheckDomains", PREMIUM)
        .load("domain", shop("USD"))
}

fn shop(currency: &str) -> Value {
    Value::Map(Params::default().with("cost_currency", currency))
}

#[test]
fn a_premium_name_is_applied_for_at_the_price_that_was_shown() {
    let mut script = premium("12.5", 1)
        .aside("QueryDomainApplicationList", "200 ok")
        .answer(reply(NOT_OURS))
        .answer(reply("200 ok\nAPPLICATION=8\nSTATUS=REQUESTED"));
    assert_eq!(script.value().get("pending"), Some(&Value::Bool(true)));
    let asked = script.asked();
    let order = asked.last().unwrap();
    for line in [
        "COMMAND=AddDomainApplication",
        "CLASS=PREMIUM_COM_A",
        "PRICE=12.50",
        "CURRENCY=USD",
    ] {
        assert!(order.lines().any(|sent| sent == line), "{line} in\n{order}");
    }
    assert!(!order.contains("RENEWALMODE") && !order.contains("INTERNALDNS"));
    assert_eq!(
        effects(&script),
        ["cache", "claim", "application open", "settle pending"]
    );
}

#[test]
fn a_price_that_was_not_shown_stops_the_order() {
    let cases: [(Value, i64, &str); 5] = [
        ("12.51".into(), 1, PREMIUM),
        (Value::Null, 1, PREMIUM),
        ("12.50".into(), 2, PREMIUM),
        ("12.50".into(), 1, "200 ok\nDOMAINCHECK=210 Available"),
        (
            "12.50".into(),
            1,
            "200 ok\nDOMAINCHECK=211\nCLASS=PREMIUM_COM_A\nPRICE=\nCURRENCY=",
        ),
    ];
    for (cost, years, offer) in cases {
        let mut script = premium(cost, years)
            .aside("CheckDomains", offer)
            .answer(reply(NOT_OURS));
        assert_eq!(script.failure().code, "registrar.premium");
        assert_eq!(script.asked().len(), 1);
        assert_eq!(effects(&script), ["cache"]);
    }
}

#[test]
fn the_same_figure_in_another_currency_is_another_price() {
    for (currency, shown) in [("EUR", "12.50 EUR"), ("", "12.50 ?")] {
        let mut other = premium("12.50", 1)
            .load("domain", shop(currency))
            .answer(reply(NOT_OURS));
        let failure = other.failure();
        assert_eq!(failure.code, "registrar.premium");
        assert!(failure.admin.english().contains(shown));
    }
    let mut same = premium("12.50", 1)
        .aside("QueryDomainApplicationList", "200 ok")
        .answer(reply(NOT_OURS))
        .answer(reply("200 ok\nAPPLICATION=8\nSTATUS=REQUESTED"));
    same.value();
}

#[test]
fn a_zone_that_wants_applications_gets_one() {
    let answers = Params::default()
        .with("Registrant Owner Type", "P")
        .with("Intended Use", "A personal page");
    let swiss = params()
        .with("tld", "swiss")
        .with("additionalfields", answers);
    let mut script = script(&swiss.with("dnsmanagement", 1))
        .aside("QueryDomainApplicationList", "200 ok")
        .answer(reply(NOT_OURS))
        .answer(reply("200 ok\nAPPLICATION=9\nSTATUS=REQUESTED"));
    script.value();
    let asked = script.asked();
    let order = asked.last().unwrap();
    assert!(
        order.contains("CLASS=GOLIVE") && order.contains("X-SWISS-OWNER-TYPE=P"),
        "{order}"
    );
    let effects = script.effects();
    let application = effects
        .iter()
        .find(|e| e.get("application").is_some())
        .unwrap();
    let wishes = application.map("wishes").unwrap().unwrap();
    assert_eq!(wishes.get("internal_dns"), Some(&Value::Bool(true)));
}

#[test]
fn a_lost_application_is_found_by_its_list_and_never_sent_again() {
    let mut script = premium("12.50", 1)
        .answer(reply(NOT_OURS)) // the domain
        .answer(reply("200 ok\nAPPLICATION=7\nSTATUS=FAILED"))
        .answer(lost())
        .answer(reply(
            "200 ok\nAPPLICATION=7\nAPPLICATION=8\nSTATUS=FAILED\nSTATUS=REQUESTED",
        ))
        .answer(reply(NOT_OURS));
    script.value();
    let orders = script
        .asked()
        .iter()
        .filter(|c| c.contains("AddDomainApplication"))
        .count();
    assert_eq!(orders, 1);
    assert_eq!(
        effects(&script),
        ["cache", "claim", "application open", "settle pending"]
    );
}
