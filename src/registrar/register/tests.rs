#![allow(clippy::unwrap_used)] // a test may fail by panic

use super::*;
use crate::registrar::Context;
use crate::registrar::scripted::{Script, lost, not_sent, reply};

const NOT_OURS: &str = "545 Entity reference not found";
const ACCEPTED: &str = "200 Command completed successfully\nSTATUS=ACTIVE";
const OURS: &str = "200 Command completed successfully\nSTATUS=ACTIVE\nUSER=shop";

fn params() -> Params {
    let person = |params: Params, prefix: &str, country: &str| {
        [
            ("firstname", "Zoë"),
            ("lastname", "O&#039;Hara"),
            ("companyname", ""),
            ("address1", "1 High Street"),
            ("address2", "Flat 2, rear"),
            ("city", "Cork"),
            ("state", "CO"),
            ("postcode", "T12"),
            ("fullphonenumber", "+353.21 555-0100"),
            ("email", "zoe@example.com"),
            (country, "ie"),
        ]
        .iter()
        .fold(params, |params, (key, value)| {
            params.with(format!("{prefix}{key}"), *value)
        })
    };
    let params = Params::default()
        .with("Username", "shop")
        .with("Password", "s3cret")
        .with("sld", "Example")
        .with("tld", "com")
        .with("regperiod", 2)
        .with("ns1", "NS1.example.net")
        .with("ns2", "")
        .with("ns3", "ns2.example.net")
        .with("ns4", "ns1.example.net");
    person(person(params, "", "countrycode"), "admin", "country")
}

/// What the host was given to do, with the state of a settlement.
fn effects(script: &Script) -> Vec<String> {
    let word = |effect: &Params, name| effect.text(name).unwrap().unwrap_or_default().into_owned();
    let name = |effect| format!("{} {}", word(effect, "effect"), word(effect, "state"));
    script
        .effects()
        .iter()
        .map(|effect| name(effect).trim_end().to_owned())
        .collect()
}

/// Every name is an ordinary one unless the test says otherwise.
fn script(params: &Params) -> Script {
    Script::new("RegisterDomain", params, &Context::default())
        .aside("CheckDomains", "200 ok\nDOMAINCHECK=210 Available")
}

#[test]
fn an_order_is_read_sent_once_and_done() {
    let mut script = script(&params())
        .answer(reply(NOT_OURS))
        .answer(reply(ACCEPTED));
    assert_eq!(script.value().get("pending"), Some(&Value::Bool(false)));
    let asked = script.asked();
    assert_eq!(
        asked.first(),
        Some(&"COMMAND=StatusDomain\nDOMAIN=example.com")
    );
    let order = asked.get(1).unwrap();
    for line in [
        "DOMAIN=example.com",
        "PERIOD=2",
        "RENEWALMODE=AUTOEXPIRE",
        "OWNERCONTACT0FIRSTNAME=Zoë",
        "OWNERCONTACT0LASTNAME=O'Hara",
        "OWNERCONTACT0STREET=1 High Street , Flat 2, rear",
        "OWNERCONTACT0COUNTRY=IE",
        "OWNERCONTACT0PHONE=+353.215550100",
        "BILLINGCONTACT0EMAIL=zoe@example.com",
        "NAMESERVER0=ns1.example.net",
        "NAMESERVER1=ns2.example.net",
    ] {
        assert!(order.lines().any(|sent| sent == line), "{line} in\n{order}");
    }
    for key in [
        "NAMESERVER2",
        "ORGANIZATION",
        "TRANSFERLOCK",
        "INTERNALDNS",
        "X-ACCEPT",
    ] {
        assert!(!order.contains(key), "{key} in\n{order}");
    }
}

#[test]
fn what_was_bought_is_ordered() {
    let params = params()
        .with("TRANSFERLOCK", "on")
        .with("dnsmanagement", true)
        .with("idprotection", 1);
    let mut script = script(&params)
        .answer(reply(NOT_OURS))
        .answer(reply(ACCEPTED));
    script.value();
    let order = script.asked().pop().unwrap().to_owned();
    for line in [
        "TRANSFERLOCK=1",
        "INTERNALDNS=1",
        "X-ACCEPT-WHOISTRUSTEE-TAC=1",
    ] {
        assert!(order.lines().any(|sent| sent == line), "{line}");
    }
}

#[test]
fn accepted_but_unfinished_is_pending() {
    for accepted in ["200 ok\nSTATUS=REQUESTEDCREATE", "200 ok"] {
        let mut script = script(&params())
            .answer(reply(NOT_OURS))
            .answer(reply(accepted));
        assert_eq!(
            script.value().get("pending"),
            Some(&Value::Bool(true)),
            "{accepted}"
        );
    }
}

#[test]
fn a_domain_that_is_already_ours_is_not_ordered() {
    let mut script = script(&params()).answer(reply(OURS));
    assert_eq!(script.failure().code, "registrar.already_ours");
    assert_eq!(script.asked().len(), 1);
}

#[test]
fn without_a_before_image_nothing_is_ordered() {
    for before in [
        reply("421 Try again"),
        not_sent(),
        reply("530 Authentication failed"),
    ] {
        let mut script = script(&params()).answer(before);
        assert!(!script.failure().in_doubt);
        assert_eq!(script.asked().len(), 1);
    }
}

#[test]
fn a_lost_answer_is_settled_by_one_read() {
    let script = script(&params()).answer(reply(NOT_OURS)).answer(lost());
    let mut script = script.answer(reply(OURS));
    script.value();
    let names: Vec<_> = script
        .asked()
        .iter()
        .map(|c| c.lines().next().unwrap().to_owned())
        .collect();
    assert_eq!(
        names,
        [
            "COMMAND=StatusDomain",
            "COMMAND=AddDomain",
            "COMMAND=StatusDomain"
        ]
    );
    assert_eq!(effects(&script), ["cache", "claim", "settle done"]);
}

#[test]
fn what_cannot_be_settled_is_in_doubt_and_somebody_is_told() {
    for after in [reply(NOT_OURS), reply("421 Try again"), lost(), not_sent()] {
        let script = script(&params()).answer(reply(NOT_OURS)).answer(lost());
        let mut script = script.answer(after);
        let failure = script.failure();
        assert!(failure.in_doubt);
        assert_eq!(failure.customer.key(), "order.in_doubt");
        assert_eq!(effects(&script), ["cache", "claim", "task", "settle doubt"]);
        assert_eq!(
            script
                .asked()
                .iter()
                .filter(|c| c.contains("AddDomain"))
                .count(),
            1
        );
    }
}

#[test]
fn a_temporary_refusal_is_read_back_before_anybody_may_try_again() {
    let script = script(&params())
        .answer(reply(NOT_OURS))
        .answer(reply("421 Try again"));
    let mut script = script.answer(reply(NOT_OURS));
    assert!(!script.failure().in_doubt);

    let script = self::script(&params())
        .answer(reply(NOT_OURS))
        .answer(reply("421 Try again"));
    script.answer(reply(OURS)).value();
}

#[test]
fn a_code_that_nobody_knows_is_no_refusal() {
    let script = script(&params())
        .answer(reply(NOT_OURS))
        .answer(reply("399 Something new"));
    assert!(script.answer(reply(NOT_OURS)).failure().in_doubt);
}

#[test]
fn a_refusal_is_final() {
    for refusal in [
        "554 Object exists",
        "546 Credit limit exceeded",
        "425 Locked",
        "541 Invalid",
    ] {
        let mut script = script(&params())
            .answer(reply(NOT_OURS))
            .answer(reply(refusal));
        let failure = script.failure();
        assert!(!failure.in_doubt, "{refusal}");
        assert!(
            refusal.starts_with(failure.code.trim_start_matches("ispapi.")),
            "{refusal}"
        );
        assert_eq!(script.asked().len(), 2);
    }
}

#[test]
fn bad_input_is_named_and_nothing_is_sent() {
    let cases: [(&str, Value, &str); 13] = [
        ("sld", Value::Null, "registrar.missing_param"),
        ("sld", "a".repeat(300).into(), "registrar.bad_param"),
        ("sld", "exa\u{202e}mple".into(), "registrar.bad_param"),
        ("sld", vec!["example"].into(), "registrar.bad_param"),
        ("regperiod", Value::Int(-1), "registrar.bad_param"),
        ("regperiod", Value::Null, "registrar.missing_param"),
        ("countrycode", "Ireland".into(), "registrar.bad_param"),
        ("fullphonenumber", "555 0100".into(), "registrar.bad_param"),
        ("email", "zoe".into(), "registrar.bad_param"),
        ("firstname", "Zoë\u{0}".into(), "registrar.bad_param"),
        ("lastname", Value::Bytes(vec![0xff]), "registrar.bad_param"),
        ("ns1", "not a host".into(), "registrar.bad_param"),
        ("premiumCost", "cheap".into(), "registrar.bad_param"),
    ];
    for (key, value, code) in cases {
        let mut script = script(&params().with(key, value));
        let failure = script.failure();
        assert_eq!(failure.code, code, "{key}");
        assert!(
            failure.admin.english().contains(key),
            "{key}: {}",
            failure.admin.english()
        );
        assert!(script.asked().is_empty());
    }
}

const PREMIUM: &str = "200 ok\nDOMAINCHECK=211 Premium Domain name available\nCLASS=PREMIUM_COM_A\n\
     PREMIUMCHANNEL=COM\nPRICE=12.50\nCURRENCY=USD";

fn premium(cost: impl Into<Value>, years: i64) -> Script {
    let params = params().with("premiumCost", cost).with("regperiod", years);
    script(&params).aside("CheckDomains", PREMIUM)
}

#[test]
fn a_premium_name_is_applied_for_at_the_price_that_was_shown() {
    let mut script = premium("12.5", 1)
        .aside("QueryDomainApplicationList", "200 ok")
        .answer(reply(NOT_OURS))
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
fn a_zone_that_wants_applications_gets_one() {
    let mut script = script(&params().with("tld", "swiss").with("dnsmanagement", 1))
        .aside("QueryDomainApplicationList", "200 ok")
        .answer(reply(NOT_OURS))
        .answer(reply("200 ok\nAPPLICATION=9\nSTATUS=REQUESTED"));
    script.value();
    let asked = script.asked();
    assert!(asked.last().unwrap().contains("CLASS=GOLIVE"));
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
        .answer(reply(NOT_OURS)) // again, with the applications
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

#[test]
fn a_term_that_the_zone_does_not_sell_is_refused_before_it_is_ordered() {
    let mut script = script(&params())
        .aside(
            "QueryDomainOptions",
            "200 ok\nZONEREGISTRATIONPERIODS=1Y,3Y",
        )
        .answer(reply(NOT_OURS));
    let failure = script.failure();
    assert_eq!(failure.code, "registrar.period");
    assert!(
        failure.admin.english().contains("1, 3"),
        "{}",
        failure.admin.english()
    );
    assert_eq!(effects(&script), ["cache"]);
}

/// A row of the journal as the host hands it over.
fn row(state: &str, age: i64, reported: bool) -> Value {
    Value::List(vec![Value::Map(
        Params::default()
            .with("id", 7)
            .with("version", 1)
            .with("operation", "register")
            .with("state", state)
            .with("domain", "example.com")
            .with("domain_id", 0)
            .with("from", "new")
            .with("years", 2)
            .with("reported", reported)
            .with("patience", 60)
            .with("trace", "0123456789ab")
            .with("age", age)
            .with(
                "before",
                Params::default()
                    .with("kind", "registration")
                    .with("log", ""),
            ),
    )])
}

#[test]
fn while_another_process_may_be_sending_nothing_is_read_or_sent() {
    let mut script = script(&params()).load("journal", row("open", 59, false));
    assert_eq!(script.failure().code, "registrar.in_progress");
    assert!(script.asked().is_empty() && script.effects().is_empty());
}

#[test]
fn an_order_whose_process_died_is_settled_by_evidence_and_not_repeated() {
    let mut script = script(&params())
        .load("journal", row("open", 61, false))
        .answer(reply(OURS));
    assert_eq!(script.value().get("pending"), Some(&Value::Bool(false)));
    assert_eq!(effects(&script), ["settle done"]);
}

#[test]
fn without_a_trace_an_old_order_is_void_and_a_young_one_stays_in_doubt() {
    let young = |age| script(&params()).load("journal", row("doubt", age, false));
    let mut young = young(60 + 899).answer(reply(NOT_OURS));
    assert!(young.failure().in_doubt);
    assert!(young.effects().is_empty());

    let mut old = script(&params())
        .load("journal", row("doubt", 60 + 900, false))
        .answer(reply(NOT_OURS))
        .answer(reply(NOT_OURS))
        .answer(reply(ACCEPTED));
    old.value();
    assert_eq!(
        effects(&old),
        ["settle void", "cache", "claim", "settle done"]
    );
}

#[test]
fn the_log_tells_of_an_order_that_the_registry_has_not_finished() {
    let mut script = script(&params())
        .load("journal", row("doubt", 5000, false))
        .aside(
            "QueryObjectLogList",
            "200 ok\nLOGINDEX=9\nOPERATIONTYPE=CREATE\nOPERATIONSTATUS=REQUEST",
        )
        .answer(reply(NOT_OURS));
    assert_eq!(script.value().get("pending"), Some(&Value::Bool(true)));
    assert_eq!(effects(&script), ["settle pending"]);
}

#[test]
fn a_success_that_the_shop_has_not_heard_of_is_told_again() {
    let mut unheard = script(&params())
        .load("journal", row("done", 100, false))
        .answer(reply(OURS));
    unheard.value();
    let mut heard = script(&params())
        .load("journal", row("done", 100, true))
        .answer(reply(OURS));
    assert_eq!(heard.failure().code, "registrar.already_ours");
}

#[test]
fn a_name_that_was_registered_and_lost_long_ago_can_be_ordered_again() {
    let lost = |age| script(&params()).load("journal", row("done", age, true));
    let mut young = lost(24 * 3600 - 1).answer(reply(NOT_OURS));
    assert_eq!(young.failure().code, "registrar.in_progress");
    let mut old = lost(24 * 3600)
        .answer(reply(NOT_OURS))
        .answer(reply(ACCEPTED));
    old.value();
    assert_eq!(
        effects(&old),
        ["cache", "settle void", "claim", "settle done"]
    );
}

#[test]
fn without_a_journal_nothing_is_sent() {
    let mut script = script(&params()).load("journal", Value::Null);
    assert_eq!(script.failure().code, "registrar.no_journal");
    assert!(script.asked().is_empty());
}

#[test]
fn privacy_that_the_zone_lacks_is_left_out_and_somebody_is_told() {
    let mut script = script(&params().with("idprotection", 1).with("TRANSFERLOCK", "on"))
        .aside(
            "QueryDomainOptions",
            "200 ok\nX-PROXY=\nREGISTRYTRANSFERLOCK=NO",
        )
        .answer(reply(NOT_OURS))
        .answer(reply(ACCEPTED));
    script.value();
    let asked = script.asked();
    let order = asked.last().unwrap();
    assert!(!order.contains("WHOISTRUSTEE") && !order.contains("TRANSFERLOCK"));
    assert_eq!(effects(&script), ["cache", "claim", "task", "settle done"]);
}
