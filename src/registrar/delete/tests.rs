#![allow(clippy::unwrap_used)] // a test may fail by panic

use crate::base::params::{Params, Value};
use crate::base::time;
use crate::registrar::Context;
use crate::registrar::scripted::{Script, lost, not_sent, reply};

const GONE: &str = "545 Object not found";

fn script(verb: &str, tld: &str, confirmed: &str) -> Script {
    let params = Params::default()
        .with("Username", "shop")
        .with("Password", "s3cret")
        .with("sld", "example")
        .with("tld", tld)
        .with("domainid", 7)
        .with("confirmed", confirmed);
    let context = Context {
        now: time::parse("2026-01-01 00:00:00").unwrap(),
        ..Context::default()
    };
    Script::new(verb, &params, &context).load("open_renewals", Value::List(Vec::new()))
}

fn expire(tld: &str) -> Script {
    script("RequestDelete", tld, "")
}

fn delete(tld: &str) -> Script {
    script("DeleteNowConfirmed", tld, &format!("example.{tld}"))
}

fn with_mode(mode: &str) -> String {
    format!("200 ok\nSTATUS=ACTIVE\nRENEWALMODE={mode}\nPAIDUNTILDATE=2027-03-04 05:06:07")
}

fn end(mut script: Script) -> (String, String) {
    let value = script.value();
    let message = value.map("message").unwrap().unwrap();
    (
        value.text("state").unwrap().unwrap().into_owned(),
        message.text("text").unwrap().unwrap().into_owned(),
    )
}

#[test]
fn a_requested_deletion_lets_the_domain_end_with_its_term() {
    let script = expire("com").answer(reply(&with_mode("AUTORENEW")));
    let script = script.answer(reply("200 ok\nUNRENEW=0"));
    let mut script = script.answer(reply(&with_mode("AUTODELETE")));
    let value = script.value();
    assert_eq!(value.text("state").unwrap().unwrap(), "done");
    let sent = "COMMAND=SetDomainRenewalMode\nDOMAIN=example.com\nRENEWALMODE=AUTODELETE";
    assert_eq!(script.asked().get(1), Some(&sent));
    let text = value
        .map("message")
        .unwrap()
        .unwrap()
        .text("text")
        .unwrap()
        .unwrap()
        .into_owned();
    assert!(
        text.contains("2027-03-04") && text.contains("AUTORENEW"),
        "{text}"
    );
}

#[test]
fn a_renewal_that_was_taken_back_is_told() {
    let script = expire("com").answer(reply(&with_mode("AUTORENEW")));
    let script = script.answer(reply("200 ok\nUNRENEW=1"));
    let (_, text) = end(script.answer(reply(&with_mode("AUTODELETE"))));
    assert!(text.contains("taken back"), "{text}");
}

#[test]
fn what_ends_already_is_left_alone() {
    for (tld, mode) in [
        ("com", "AUTODELETE"),
        ("com", "AUTOEXPIRE"),
        ("de", "AUTODELETE"),
    ] {
        let (state, _) = end(expire(tld).answer(reply(&with_mode(mode))));
        assert_eq!(state, "unchanged", "{tld} {mode}");
    }
    let (state, text) = end(expire("dk").answer(reply("200 ok\nSTATUS=PENDINGDELETE")));
    assert_eq!(state, "unchanged");
    assert!(text.contains("PENDINGDELETE"), "{text}");
}

#[test]
fn a_name_in_its_redemption_is_not_deleted_again() {
    let (state, text) = end(delete("com").answer(reply("200 ok\nSTATUS=REDEMPTIONPERIOD")));
    assert_eq!(state, "unchanged");
    assert!(text.contains("REDEMPTIONPERIOD"), "{text}");
}

#[test]
fn expiry_is_no_end_where_the_registry_takes_over() {
    for tld in ["de", "at", "dk"] {
        let script = expire(tld).answer(reply(&with_mode("AUTOEXPIRE")));
        let script = script
            .answer(reply("200 ok"))
            .answer(reply(&with_mode("AUTODELETE")));
        assert_eq!(end(script).0, "done", "{tld}");
        let script = expire(tld).answer(reply(&with_mode("AUTORENEW")));
        let mut script = script.answer(reply("541 Invalid attribute value; RENEWALMODE"));
        assert_eq!(script.failure().code, "ispapi.541", "{tld}");
    }
}

#[test]
fn a_zone_without_autodelete_lets_the_domain_expire() {
    let script = expire("com").answer(reply(&with_mode("AUTORENEW")));
    let script = script.answer(reply("541 Invalid attribute value; RENEWALMODE"));
    let script = script.answer(reply("200 ok"));
    let mut script = script.answer(reply(&with_mode("AUTOEXPIRE")));
    assert_eq!(script.value().text("state").unwrap().unwrap(), "done");
    assert!(
        script
            .asked()
            .get(2)
            .unwrap()
            .ends_with("RENEWALMODE=AUTOEXPIRE")
    );
}

#[test]
fn both_modes_refused_is_a_refusal() {
    let script = expire("com").answer(reply(&with_mode("AUTORENEW")));
    let script = script.answer(reply("549 Command failed"));
    let mut script = script.answer(reply("549 Command failed"));
    assert_eq!(script.failure().code, "ispapi.549");
}

#[test]
fn a_refusal_that_is_not_about_the_mode_ends_it() {
    let script = expire("com").answer(reply(&with_mode("AUTORENEW")));
    let mut script = script.answer(reply("552 Object status does not allow for operation"));
    assert_eq!(script.failure().code, "ispapi.552");
    assert_eq!(script.asked().len(), 2);
}

#[test]
fn a_mode_that_is_not_shown_was_accepted_only() {
    let script = expire("com").answer(reply(&with_mode("AUTORENEW")));
    let script = script.answer(reply("200 ok"));
    assert_eq!(
        end(script.answer(reply(&with_mode("AUTORENEW")))).0,
        "accepted"
    );
}

#[test]
fn a_lost_mode_is_read_back() {
    let start = || {
        expire("com")
            .answer(reply(&with_mode("AUTORENEW")))
            .answer(lost())
    };
    assert_eq!(
        end(start().answer(reply(&with_mode("AUTODELETE")))).0,
        "done"
    );
    for back in [reply(&with_mode("AUTORENEW")), reply(GONE), lost()] {
        let mut script = start().answer(back);
        assert!(script.failure().in_doubt);
        assert_eq!(script.effects().len(), 1, "one to-do");
    }
}

#[test]
fn delete_now_needs_the_name_of_the_domain() {
    for typed in ["", "example", "example.net", "EXAMPLE.COM.evil"] {
        let mut script = script("DeleteNowConfirmed", "com", typed);
        assert_eq!(script.failure().code, "registrar.unconfirmed", "{typed}");
        assert!(script.asked().is_empty());
    }
}

#[test]
fn a_deletion_is_read_back() {
    let start = |answer: &str| {
        delete("com")
            .answer(reply(&with_mode("AUTORENEW")))
            .answer(reply(answer))
    };
    let mut script = start("200 ok").answer(reply(GONE));
    assert_eq!(script.value().text("state").unwrap().unwrap(), "done");
    let sent = "COMMAND=DeleteDomain\nDOMAIN=example.com";
    assert_eq!(script.asked().get(1), Some(&sent));
    let (state, _) = end(start("200 ok").answer(reply(&with_mode("AUTORENEW"))));
    assert_eq!(state, "accepted");
    assert_eq!(end(start("200 ok").answer(lost())).0, "accepted");
}

#[test]
fn an_unfinished_deletion_says_its_status() {
    let pending = "[RESPONSE]\nCODE=200\nDESCRIPTION=ok\nPENDING=1\nPROPERTY[STATUS][0]=REQUESTEDDELETE\nEOF\n";
    let pending = || Ok(crate::ispapi::parse(pending.as_bytes()).unwrap());
    let script = delete("com")
        .answer(reply(&with_mode("AUTORENEW")))
        .answer(pending());
    let (state, text) = end(script.answer(reply(GONE)));
    assert_eq!(state, "pending");
    assert!(text.contains("REQUESTEDDELETE"), "{text}");
    let script = delete("com")
        .answer(reply(&with_mode("AUTORENEW")))
        .answer(reply("200 ok"));
    assert_eq!(
        end(script.answer(reply("200 ok\nSTATUS=pendingDelete"))).0,
        "pending"
    );
}

#[test]
fn at_is_told_not_to_wait() {
    for tld in ["at", "co.at"] {
        let script = delete(tld).answer(reply(&with_mode("AUTORENEW")));
        let mut script = script.answer(reply("200 ok")).answer(reply(GONE));
        script.value();
        assert!(
            script
                .asked()
                .get(1)
                .unwrap()
                .ends_with("X-AT-SCHEDULEDATE=now")
        );
    }
}

#[test]
fn a_lost_deletion_is_judged_by_what_is_seen() {
    let start = || {
        delete("com")
            .answer(reply(&with_mode("AUTORENEW")))
            .answer(lost())
    };
    assert_eq!(end(start().answer(reply(GONE))).0, "done");
    assert_eq!(
        end(start().answer(reply("200 ok\nSTATUS=REQUESTEDDELETE"))).0,
        "pending"
    );
    for back in [reply(&with_mode("AUTORENEW")), lost()] {
        let mut script = start().answer(back);
        assert!(script.failure().in_doubt);
        assert_eq!(script.asked().len(), 3, "never sent twice");
    }
}

#[test]
fn a_deletion_that_was_not_sent_had_no_effect() {
    let mut script = delete("com")
        .answer(reply(&with_mode("AUTORENEW")))
        .answer(not_sent());
    assert!(!script.failure().in_doubt);
    assert!(script.effects().is_empty());
}

#[test]
fn a_domain_that_is_being_deleted_is_not_deleted_again() {
    let mut script = delete("com").answer(reply("200 ok\nSTATUS=PENDINGDELETE"));
    assert_eq!(script.value().text("state").unwrap().unwrap(), "unchanged");
    assert_eq!(script.asked().len(), 1);
}

#[test]
fn unpaid_renewals_of_a_domain_that_ends_are_told() {
    let invoices = Value::List(vec![Value::Int(31)]);
    let script = expire("com").load("open_renewals", invoices);
    let script = script
        .answer(reply(&with_mode("AUTORENEW")))
        .answer(reply("200 ok"));
    let mut script = script.answer(reply(&with_mode("AUTODELETE")));
    script.value();
    assert_eq!(script.effects().len(), 2, "a to-do and a note");
}
