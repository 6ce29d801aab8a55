#![allow(clippy::unwrap_used)] // a test may fail by panic

use super::*;
use crate::base::journal::{Claim, Settled};
use crate::base::time;
use crate::registrar::Context;
use crate::registrar::scripted::{Script, lost, not_sent, reply};

mod premium;
mod repeated;
mod zones;

const NOW: &str = "2026-11-20 12:00:00";
const BEFORE: &str = "200 ok\nSTATUS=ACTIVE\nSUBCLASS=COM\nRENEWALMODE=AUTOEXPIRE\n\
    PAIDUNTILDATE=2026-12-01 14:53:20\nEXPIRATIONDATE=2026-12-01 14:53:20";
const AFTER: &str = "200 ok\nSTATUS=ACTIVE\nSUBCLASS=COM\n\
    PAIDUNTILDATE=2027-12-01 14:53:20\nEXPIRATIONDATE=2027-12-01 14:53:20";
const RENEWED: &str = "200 ok\nDOMAIN=example.com\nEXPIRATIONDATE=2027-12-01 14:53:20";
const EXPLICIT: &str = "200 ok\nREGISTRYEXPLICITRENEWAL=YES";
const AHEAD: &str =
    "200 ok\nREGISTRYEXPLICITRENEWAL=NO\nZONERENEWALPAYMENTPERIOD=-61d\nZONERENEWALPERIODS=1Y";

pub(super) fn params() -> Params {
    Params::default()
        .with("Username", "shop")
        .with("Password", "s3cret")
        .with("sld", "example")
        .with("tld", "com")
        .with("domainid", 5)
        .with("regperiod", 1)
}

pub(super) fn script(verb: &str, params: &Params) -> Script {
    let context = Context {
        now: time::parse(NOW).unwrap(),
        ..Context::default()
    };
    Script::new(verb, params, &context).aside("QueryDomainRepositoryInfo", EXPLICIT)
}

fn renew(params: &Params) -> Script {
    script("RenewDomain", params)
}

/// What the host was given to do, with the state of a settlement.
pub(super) fn effects(script: &Script) -> Vec<String> {
    let word = |effect: &Params, name| effect.text(name).unwrap().unwrap_or_default().into_owned();
    let name = |effect| format!("{} {}", word(effect, "effect"), word(effect, "state"));
    let all = script.effects().iter().map(name);
    all.map(|name| name.trim_end().to_owned())
        .filter(|name| name != "cache")
        .collect()
}

/// A field of the intent that was claimed last.
fn claimed(script: &Script, name: &str) -> String {
    let mut effects = script.effects().iter();
    let last = effects.rfind(|effect| effect.get("digest").is_some());
    last.unwrap()
        .text(name)
        .unwrap()
        .unwrap_or_default()
        .into_owned()
}

/// A row of the journal as the host hands it over.
pub(super) fn row(id: i64, state: &str, from: &str) -> Params {
    let before = Params::default()
        .with("kind", "renewal")
        .with("paid_until", "2026-12-01 14:53:20");
    Params::default()
        .with("id", id)
        .with("version", 1)
        .with("operation", "renew")
        .with("state", state)
        .with("domain", "example.com")
        .with("domain_id", 5)
        .with("from", from)
        .with("shop_from", "2026-12-01")
        .with("years", 1)
        .with("reference", "11")
        .with("reported", false)
        .with("patience", 60)
        .with("trace", "0123456789ab")
        .with("age", 100)
        .with("settled_age", 90)
        .with("before", before)
}

pub(super) fn journal(rows: impl IntoIterator<Item = Params>) -> Value {
    Value::List(rows.into_iter().map(Value::Map).collect())
}

fn shop(expiry: &str, reference: &str) -> Params {
    Params::default()
        .with("status", "Active")
        .with("expirydate", expiry)
        .with("reference", reference)
        .with("cost_currency", "USD")
}

#[test]
fn a_renewal_is_read_sent_once_and_done() {
    let mut script = renew(&params())
        .load("domain", shop("2026-12-01", "11"))
        .answer(reply(BEFORE))
        .answer(reply(RENEWED));
    assert_eq!(script.value().get("pending"), Some(&Value::Bool(false)));
    let order = "COMMAND=RenewDomain\nDOMAIN=example.com\nPERIOD=1\nEXPIRATION=2026";
    assert_eq!(
        script.asked(),
        ["COMMAND=StatusDomain\nDOMAIN=example.com", order]
    );
    assert_eq!(effects(&script), ["claim", "settle done"]);
    assert_eq!(claimed(&script, "from"), "2026-12-01 14:53:20");
    assert_eq!(claimed(&script, "shop_from"), "2026-12-01");
    assert_eq!(claimed(&script, "reference"), "11");
}

/// The paid time is the one date that a payment ahead moves.
#[test]
fn without_a_paid_time_nothing_is_paid_ahead() {
    let unpaid = "200 ok\nSTATUS=ACTIVE\nEXPIRATIONDATE=2026-12-01 14:53:20";
    let mut known = renew(&params())
        .aside("QueryDomainRepositoryInfo", AHEAD)
        .answer(reply(unpaid));
    assert_eq!(known.failure().code, "registrar.no_dates");
    assert!(effects(&known).iter().all(|effect| effect != "claim"));
    let mut found = renew(&params())
        .aside("QueryDomainRepositoryInfo", "200 ok")
        .answer(reply(unpaid))
        .answer(reply("510 Command not supported for this class"))
        .answer(reply(unpaid));
    assert_eq!(found.failure().code, "ispapi.510");
    assert_eq!(effects(&found), ["claim", "settle void"]);
}

#[test]
fn a_zone_that_nothing_knew_of_is_paid_ahead_after_510() {
    let mut script = renew(&params().with("regperiod", 2))
        .aside("QueryDomainRepositoryInfo", "200 ok")
        .answer(reply(BEFORE))
        .answer(reply("510 Command not supported for this class"))
        .answer(reply(BEFORE))
        .answer(reply("200 OK\nEXPIRATIONDATE=2028-12-01 14:53:20"));
    script.value();
    let asked = script.asked();
    let order = "COMMAND=PayDomainRenewal\nDOMAIN=example.com\nPERIOD=2\nEXPIRATION=2026";
    assert_eq!(asked.last(), Some(&order));
    let both = ["claim", "settle void", "claim", "settle done"];
    assert_eq!(effects(&script), both, "each has its own intent");
}

#[test]
fn after_510_nothing_is_sent_while_the_refused_order_is_not_settled() {
    for settled in [
        Settled::Unknown,
        Settled::Moved(Box::new(Row::read(&row(1, "open", "x")).unwrap())),
    ] {
        let mut script = renew(&params())
            .aside("QueryDomainRepositoryInfo", "200 ok")
            .answer(reply(BEFORE))
            .answer(reply("510 Command not supported"))
            .answer(reply(BEFORE))
            .settled(settled);
        assert_eq!(script.failure().code, "registrar.no_journal");
        assert_eq!(script.asked().len(), 3);
    }
}

#[test]
fn a_payment_that_is_refused_with_510_is_refused() {
    let mut script = renew(&params())
        .aside("QueryDomainRepositoryInfo", AHEAD)
        .answer(reply(BEFORE))
        .answer(reply("510 Command not supported"))
        .answer(reply(BEFORE));
    assert_eq!(script.failure().code, "ispapi.510");
    assert_eq!(effects(&script), ["claim", "settle void"]);
}

#[test]
fn an_answer_without_the_new_date_is_read_back() {
    for (after, pending, settled) in [
        (AFTER, false, "settle done"),
        (BEFORE, true, "settle pending"),
    ] {
        let mut script = renew(&params())
            .answer(reply(BEFORE))
            .answer(reply("200 Command completed successfully"))
            .answer(reply(after));
        assert_eq!(script.value().get("pending"), Some(&Value::Bool(pending)));
        assert_eq!(effects(&script), ["claim", settled]);
    }
}

#[test]
fn a_lost_answer_is_settled_by_one_read() {
    let mut script = renew(&params())
        .answer(reply(BEFORE))
        .answer(lost())
        .answer(reply(AFTER));
    script.value();
    assert_eq!(script.asked().len(), 3);
    assert_eq!(effects(&script), ["claim", "settle done"]);
}

#[test]
fn what_cannot_be_settled_is_in_doubt_and_somebody_is_told() {
    for after in [
        reply(BEFORE),
        reply("421 Try again"),
        reply("545 Gone"),
        lost(),
        not_sent(),
    ] {
        let mut script = renew(&params())
            .answer(reply(BEFORE))
            .answer(lost())
            .answer(after);
        assert!(script.failure().in_doubt);
        assert_eq!(effects(&script), ["claim", "task", "settle doubt"]);
        let orders = script
            .asked()
            .iter()
            .filter(|c| c.contains("RenewDomain"))
            .count();
        assert_eq!(orders, 1);
    }
}

#[test]
fn renewed_already_is_judged_by_dates() {
    let said = |after: &str| {
        let script = renew(&params())
            .answer(reply(BEFORE))
            .answer(reply("555 Already renewed"));
        script.answer(reply(after))
    };
    let mut ours = said(AFTER);
    ours.value();
    assert_eq!(effects(&ours), ["claim", "settle done"]);
    let mut not_ours = said(BEFORE);
    assert!(!not_ours.failure().in_doubt);
    assert_eq!(effects(&not_ours), ["claim", "settle void"]);
    assert!(said("423 Try again").failure().in_doubt);
}

#[test]
fn a_temporary_refusal_is_read_back_and_never_sent_again() {
    for code in ["420 Try", "421 Try again", "423 Try", "520 Try"] {
        let refused = || renew(&params()).answer(reply(BEFORE)).answer(reply(code));
        let mut without = refused().answer(reply(BEFORE));
        assert!(!without.failure().in_doubt, "{code}");
        assert_eq!(without.asked().len(), 3);
        refused().answer(reply(AFTER)).value();
    }
}

#[test]
fn a_refusal_or_no_connection_ends_the_order_without_effect() {
    for answer in [
        reply("548 Not up for renewal"),
        reply("546 Credit"),
        reply("552 Status"),
        not_sent(),
    ] {
        let is_answer = answer.is_ok();
        let mut script = renew(&params()).answer(reply(BEFORE)).answer(answer);
        if is_answer {
            script = script.answer(reply(BEFORE)); // the state is read back
        }
        assert!(!script.failure().in_doubt);
        assert_eq!(effects(&script), ["claim", "settle void"]);
    }
}

#[test]
fn without_a_before_image_nothing_is_ordered() {
    let dateless = "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=0000-00-00 00:00:00\nEXPIRATIONDATE=";
    for before in [
        reply("421 Try again"),
        reply("530 No"),
        reply(dateless),
        lost(),
        not_sent(),
    ] {
        let mut script = renew(&params()).answer(before);
        script.failure();
        assert_eq!(script.asked().len(), 1);
        assert!(effects(&script).is_empty());
    }
}

#[test]
fn without_the_journal_nothing_is_sent() {
    let mut first = renew(&params()).load("journal", Value::Null);
    assert_eq!(first.failure().code, "registrar.no_journal");
    let mut second = renew(&params())
        .later("journal", Value::Null)
        .answer(reply(BEFORE));
    assert_eq!(second.failure().code, "registrar.no_journal");
    let mut third = renew(&params())
        .claim(Claim::Impossible)
        .answer(reply(BEFORE));
    assert_eq!(third.failure().code, "registrar.no_journal");
    let taken = Claim::Taken(Box::new(Row::read(&row(7, "open", "x")).unwrap()));
    let mut fourth = renew(&params()).claim(taken).answer(reply(BEFORE));
    assert_eq!(fourth.failure().code, "registrar.in_progress");
    for script in [first, second, third, fourth] {
        assert!(
            script
                .asked()
                .iter()
                .all(|command| !command.contains("Renew"))
        );
    }
}

/// Something was sent, so "nothing was sent" is not what is said.
#[test]
fn a_refusal_that_the_journal_did_not_take_is_told_and_not_followed() {
    let refused = || {
        renew(&params())
            .aside("QueryDomainRepositoryInfo", "200 ok")
            .answer(reply(BEFORE))
            .answer(reply("510 Command not supported for this class"))
            .answer(reply(BEFORE))
    };
    let mut script = refused().settled(Settled::Unknown);
    let failure = script.failure();
    assert_eq!(failure.code, "registrar.no_journal");
    assert_eq!(failure.admin.key(), "order.not_replaced_admin");
    let void = Row::read(&row(1000, "void", "2026-12-01 14:53:20")).unwrap();
    let mut settled = refused()
        .settled(Settled::Moved(Box::new(void)))
        .answer(reply("200 OK\nEXPIRATIONDATE=2027-12-01 14:53:20"));
    settled.value();
}

#[test]
fn a_settlement_that_fails_changes_nothing_of_what_is_said() {
    let mut script = renew(&params())
        .answer(reply(BEFORE))
        .answer(reply(RENEWED))
        .settled(Settled::Unknown);
    script.value();
}

#[test]
fn what_the_dates_and_the_zone_make_impossible_is_said_before_anything_is_sent() {
    let late = "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2027-06-01 00:00:00\nEXPIRATIONDATE=2027-06-01 00:00:00";
    let ten = "200 ok\nREGISTRYEXPLICITRENEWAL=YES\nZONEREGISTRATIONPERIODS=1Y 10Y";
    let cases = [
        (AHEAD, late, 1, "registrar.renewal_too_early", "2027-04-01"),
        (AHEAD, BEFORE, 2, "registrar.renewal_period", "1"),
        (ten, late, 10, "registrar.renewal_too_far", "2036-11-20"),
    ];
    for (zone, before, years, code, said) in cases {
        let mut script = renew(&params().with("regperiod", years))
            .aside("QueryDomainRepositoryInfo", zone)
            .answer(reply(before));
        let failure = script.failure();
        assert_eq!(failure.code, code);
        assert!(
            failure.customer.english().contains(said),
            "{}",
            failure.customer.english()
        );
        assert!(!failure.in_doubt && effects(&script).is_empty());
    }
}

#[test]
fn a_term_that_comes_out_too_long_is_shown_to_somebody() {
    let until = |date: &str| {
        let answer = format!("200 ok\nEXPIRATIONDATE={date} 14:53:20");
        let mut script = renew(&params())
            .answer(reply(BEFORE))
            .answer(reply(&answer));
        script.value();
        effects(&script)
    };
    assert_eq!(until("2028-12-01"), ["claim", "task", "settle done"]);
    assert_eq!(until("2027-12-31"), ["claim", "settle done"]);
}

#[test]
fn bad_input_is_named_and_nothing_is_sent() {
    let cases: [(&str, Value, &str); 11] = [
        ("sld", Value::Null, "registrar.missing_param"),
        ("sld", vec!["example"].into(), "registrar.bad_param"),
        ("regperiod", Value::Null, "registrar.missing_param"),
        ("regperiod", Value::Int(0), "registrar.bad_param"),
        ("regperiod", Value::Int(-1), "registrar.bad_param"),
        ("regperiod", Value::Int(i64::MAX), "registrar.bad_param"),
        ("regperiod", vec!["1"].into(), "registrar.bad_param"),
        ("regperiod", "1.5".into(), "registrar.bad_param"),
        ("premiumCost", "cheap".into(), "registrar.bad_param"),
        ("premiumCost", vec!["1"].into(), "registrar.bad_param"),
        (
            "isInRedemptionGracePeriod",
            "perhaps".into(),
            "registrar.bad_param",
        ),
    ];
    for (key, value, code) in cases {
        let mut script = renew(&params().with(key, value));
        let failure = script.failure();
        assert_eq!(failure.code, code, "{key}");
        assert!(
            failure.admin.english().contains(key),
            "{}",
            failure.admin.english()
        );
        assert!(script.asked().is_empty());
    }
}
