use super::*;
use crate::base::outcome::{Failure, Outcome};
use crate::names::{DomainName, Secret};
use crate::registrar::scripted::{lost, not_sent, reply};
use crate::registrar::transfer::check;

/// The failure of an order that got no further than its check.
fn refused(params: &Params, zone: &'static str, check: &str) -> Failure {
    let mut script = script("TransferDomain", params)
        .aside("QueryDomainOptions", zone)
        .answer(reply(GONE))
        .answer(reply(check));
    let failure = script.failure();
    assert_eq!(effects(&script), ["cache"]);
    assert!(!failure.in_doubt);
    failure
}

#[test]
fn what_stands_in_the_way_is_said_in_plain_words() {
    for (check, code, customer) in [
        (
            "218 ok\nAUTHISVALID=NO",
            "registrar.wrong_auth_code",
            "ispapi.customer.wrong_code",
        ),
        (
            "218 ok\nAUTHISVALID=0",
            "registrar.wrong_auth_code",
            "ispapi.customer.wrong_code",
        ),
        (
            "218 ok\nAUTHISVALID=1\nTRANSFERLOCK=1",
            "registrar.locked",
            "ispapi.customer.locked",
        ),
        (
            "218 ok\nTRANSFERLOCK=YES",
            "registrar.locked",
            "ispapi.customer.locked",
        ),
        (
            "219 Request is not available; DOMAIN TRANSFER IS PROHIBITED BY AGE OF THE DOMAIN",
            "ispapi.219",
            "ispapi.customer.too_young",
        ),
        (
            "219 Request is not available",
            "ispapi.219",
            "ispapi.customer.not_possible",
        ),
        ("545 Not found", "ispapi.545", "ispapi.customer.not_found"),
        ("200 ok", "ispapi.200", "ispapi.customer.done"),
    ] {
        let failure = refused(&params("com"), "200 ok", check);
        assert_eq!(
            (failure.code.as_str(), failure.customer.key()),
            (code, customer),
            "{check}"
        );
    }
}

#[test]
fn what_the_check_leaves_open_is_no_obstacle() {
    for check in [
        "AUTHISVALID=UNKNOWN",
        "AUTHISVALID=",
        "AUTHISVALID=YES\nTRANSFERLOCK=NO",
        "TRANSFERLOCK=",
    ] {
        let mut script = script("TransferDomain", &params("com"))
            .answer(reply(GONE))
            .answer(reply(&format!("218 ok\n{check}")))
            .answer(reply(ACCEPTED));
        script.value();
    }
}

#[test]
fn a_code_that_is_needed_and_missing_is_named() {
    let without = params("com").with("eppcode", "");
    for (zone, check) in [
        ("200 ok\nREGISTRYTRANSFERREQUIREAUTHCODE=YES", "218 ok"),
        ("200 ok", "218 ok\nAUTHREQUIRED=1"),
        (
            "200 ok\nREGISTRYTRANSFERREQUIREAUTHCODE=NO",
            "218 ok\nUSERTRANSFERREQUIRED=1",
        ),
    ] {
        let failure = refused(&without, zone, check);
        assert_eq!(failure.code, "registrar.missing_param");
        assert!(failure.admin.english().contains("eppcode"));
    }
    let words = "219 Request is not available; USERTRANSFER - AUTH CODE REQUIRED";
    let failure = refused(&without, "200 ok", words);
    assert_eq!(failure.customer.key(), "ispapi.customer.code_missing");
    let mut free = script("TransferDomain", &without)
        .aside(
            "QueryDomainOptions",
            "200 ok\nREGISTRYTRANSFERREQUIREAUTHCODE=YES",
        )
        .answer(reply(GONE))
        .answer(reply("218 ok\nAUTHREQUIRED=0"))
        .answer(reply(ACCEPTED));
    free.value();
}

#[test]
fn a_running_transfer_of_others_and_a_term_that_is_not_sold_are_refused() {
    let mut running = script("TransferDomain", &params("com"))
        .aside(
            "StatusDomainTransfer",
            "200 ok\nTRANSFERTYPE=INCOMING\nTRANSFERSTATUS=REQUESTED",
        )
        .answer(reply(GONE));
    assert_eq!(running.failure().code, "registrar.transfer_running");
    let failure = refused(&params("com"), "200 ok\nZONETRANSFERPERIODS=2Y", POSSIBLE);
    assert!(failure.admin.english().contains("regperiod"));
}

#[test]
fn a_premium_name_without_a_price_is_not_ordered() {
    let class = "218 ok\nCLASS=PREMIUM_COM_A";
    assert_eq!(
        refused(&params("com"), "200 ok", class).code,
        "registrar.premium"
    );
    let priced = params("com").with("premiumCost", "12.00");
    let failure = refused(&priced, "200 ok", "218 ok\nCLASS=COM");
    assert_eq!(failure.code, "registrar.premium");
    assert!(failure.admin.english().contains("12.00"));
    for relations in [
        "200 ok",
        "200 ok\nRELATIONTYPE=PRICE_CLASS_DOMAIN_PREMIUM_COM_A_ANNUAL\nRELATIONVALUE=12.00",
    ] {
        let mut unpriced = script("TransferDomain", &priced)
            .answer(reply(GONE))
            .answer(reply(class))
            .answer(reply(relations));
        assert_eq!(unpriced.failure().code, "registrar.premium");
    }
    let mut unread = script("TransferDomain", &priced)
        .answer(reply(GONE))
        .answer(reply(class))
        .answer(reply(
            "530 Authorization failed; Operation forbidden by ACL",
        ));
    assert_eq!(unread.failure().admin.key(), "ispapi.admin.acl");
}

#[test]
fn bad_input_is_named_and_nothing_is_sent() {
    let cases: [(&str, Value, &str); 13] = [
        ("sld", Value::Null, "registrar.missing_param"),
        ("sld", "a".repeat(300).into(), "registrar.bad_param"),
        ("tld", vec!["com"].into(), "registrar.bad_param"),
        ("regperiod", Value::Null, "registrar.missing_param"),
        ("regperiod", Value::Int(0), "registrar.bad_param"),
        ("regperiod", "one".into(), "registrar.bad_param"),
        ("eppcode", "a\nb".into(), "registrar.bad_param"),
        ("eppcode", "a&#10;b".into(), "registrar.bad_param"),
        ("eppcode", Value::Bytes(vec![0xff]), "registrar.bad_param"),
        ("eppcode", vec!["a"].into(), "registrar.bad_param"),
        ("eppcode", "a".repeat(256).into(), "registrar.bad_param"),
        ("premiumCost", "cheap".into(), "registrar.bad_param"),
        ("domainid", Value::Int(-1), "registrar.bad_param"),
    ];
    for (key, value, code) in cases {
        let mut script = Script::new(
            "TransferDomain",
            &params("com").with(key, value),
            &context(),
        );
        let failure = script.failure();
        assert_eq!(failure.code, code, "{key}");
        let name = if key == "tld" { "tld" } else { key };
        assert!(
            failure.admin.english().contains(name),
            "{key}: {}",
            failure.admin.english()
        );
        assert!(script.asked().is_empty() && script.effects().is_empty());
    }
    for (tld, key, bad) in [
        ("de", "email", "zoe"),
        ("fr", "admincountry", "Ireland"),
        ("be", "ns1", "not a host"),
    ] {
        let mut script = Script::new("TransferDomain", &params(tld).with(key, bad), &context());
        assert!(script.failure().admin.english().contains(key), "{key}");
        assert!(script.asked().is_empty());
    }
}

proptest::proptest! {
    /// The code goes to the registrar and nowhere else: not into the journal, a to-do, a sentence, or a debug text.
    #[test]
    fn no_code_leaves_but_to_the_registrar(code in "[A-Z0-9$#-]{8,24}", end in 0..6_usize) {
        let given = params("co.uk").with("eppcode", code.as_str());
        let answers = [
            reply(ACCEPTED), reply("421 Try again"), reply("546 Credit limit exceeded"),
            lost(), not_sent(), reply("531 WRONG AUTH"),
        ];
        let mut script = script("TransferDomain", &given).answer(reply(GONE)).answer(reply(POSSIBLE));
        script = script.answer(answers[end].clone());
        if matches!(end, 1 | 2 | 3 | 5) {
            script = script.answer(reply(GONE)); // the state is read back
        }
        let said = match script.outcome() {
            Outcome::Done(value) => serde_json::to_string(&value).unwrap(),
            Outcome::Failed(f) => format!("{f:?} {} {}", f.customer.english(), f.admin.english()),
        };
        let written: Vec<Value> = script.effects().iter().cloned().map(Value::Map).collect();
        let written = serde_json::to_string(&Value::List(written)).unwrap();
        let command = check::question(&DomainName::parse("example.com").unwrap(), Some(&Secret::new(code.as_str())));
        let debug = format!("{given:?} {command:?}");
        for text in [said, written, debug] {
            proptest::prop_assert!(!text.contains(&code), "{}", text);
        }
        proptest::prop_assert!(script.asked().iter().any(|command| command.contains(&code)));
    }
}
