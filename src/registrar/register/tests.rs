#![allow(clippy::unwrap_used)] // a test may fail by panic

use super::*;
use crate::registrar::Context;
use crate::registrar::order::Verdict;
use crate::registrar::scripted::{Script, lost, not_sent, reply};

mod applications;
mod fields;
mod journal;

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
fn a_temporary_refusal_is_read_back_and_stays_in_doubt_while_nothing_shows() {
    let script = script(&params())
        .answer(reply(NOT_OURS))
        .answer(reply("421 Try again"));
    let mut script = script.answer(reply(NOT_OURS));
    assert!(script.failure().in_doubt, "it may show later");
    assert_eq!(effects(&script).last().unwrap(), "settle doubt");

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
            .answer(reply(refusal))
            .answer(reply(NOT_OURS));
        let failure = script.failure();
        assert!(!failure.in_doubt, "{refusal}");
        assert!(
            refusal.starts_with(failure.code.trim_start_matches("ispapi.")),
            "{refusal}"
        );
        assert_eq!(script.asked().len(), 3);
        assert_eq!(effects(&script).last().unwrap(), "settle void");
    }
}

/// Something on the way delivered the order twice: the first copy was carried out, the second refused.
#[test]
fn the_refusal_of_a_second_copy_is_no_refusal() {
    for refusal in [
        "540 Attribute value is not unique; DOMAIN",
        "554 Object exists",
        "546 Credit limit exceeded",
    ] {
        let script = script(&params())
            .answer(reply(NOT_OURS))
            .answer(reply(refusal));
        let mut script = script.answer(reply(OURS));
        assert_eq!(script.value().get("pending"), Some(&Value::Bool(false)));
        assert_eq!(effects(&script).last().unwrap(), "settle done");
    }
}

/// Between the two looks of a read-back the order takes effect.
#[test]
fn what_is_in_the_log_alone_is_pending() {
    let log = "200 ok\nLOGINDEX=9\nOPERATIONTYPE=CREATE\nOPERATIONSTATUS=SUCCESSFUL";
    let before = Registration::before(Some(&reply("200 ok")));
    let verdict = Registration.verdict(&before, 1, &[reply(NOT_OURS), reply(log)]);
    assert!(matches!(verdict, Verdict::Happened(proof) if proof.pending));
}

/// The row names the payment: without it, a repetition would pass for another purchase.
#[test]
fn without_the_shops_row_nothing_is_ordered() {
    let mut script = script(&params().with("domainid", 7)).load("domain", Value::Null);
    assert_eq!(script.failure().code, "registrar.no_journal");
    assert!(script.asked().is_empty());
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
