#![allow(clippy::unwrap_used)] // a test may fail by panic

use crate::base::outcome::Failure;
use crate::base::params::{Params, Value};
use crate::registrar::Context;
use crate::registrar::scripted::{Script, lost, not_sent, reply};

const OURS: &str = "200 ok\nSTATUS=ACTIVE\nTRANSFERLOCK=0";
const GONE: &str = "545 Object not found";

fn params(tld: &str, tag: &str) -> Params {
    Params::default()
        .with("Username", "shop")
        .with("Password", "s3cret")
        .with("sld", "example")
        .with("tld", tld)
        .with("domainid", 7)
        .with("transfertag", tag)
}

fn release(tld: &str, tag: &str) -> Script {
    Script::new("ReleaseDomain", &params(tld, tag), &Context::default())
        .load("open_renewals", Value::List(Vec::new()))
}

fn refused_unsent(tld: &str, tag: &str) -> Failure {
    let mut script = release(tld, tag);
    let failure = script.failure();
    assert!(
        script.asked().is_empty(),
        "{tld} {tag}: {:?}",
        script.asked()
    );
    failure
}

#[test]
fn a_tag_is_sent_and_the_end_read_back() {
    let script = release("co.uk", "NEW-TAG").answer(reply(OURS));
    let mut script = script
        .answer(reply("200 ok"))
        .answer(reply("531 Authorization failed"));
    assert_eq!(script.value().text("state").unwrap().unwrap(), "done");
    let push = "COMMAND=PushDomain\nDOMAIN=example.co.uk\nTARGET=NEW-TAG";
    assert_eq!(script.asked().get(1), Some(&push));
    assert_eq!(script.asked().len(), 3);
    assert!(script.effects().is_empty());
}

#[test]
fn what_would_go_to_the_registry_unasked_is_never_sent() {
    for tag in ["", "TRANSIT", "transit", "two words", "ü"] {
        assert_eq!(
            refused_unsent("uk", tag).code,
            "registrar.needs_tag",
            "{tag}"
        );
    }
    for tag in ["", "1API-DE", "yes"] {
        assert_eq!(
            refused_unsent("de", tag).code,
            "registrar.needs_transit",
            "{tag}"
        );
    }
}

#[test]
fn zones_without_push_are_refused_unsent() {
    for tld in ["com", "com.de", "dk", "uk.com"] {
        assert_eq!(
            refused_unsent(tld, "TRANSIT").code,
            "registrar.no_push",
            "{tld}"
        );
    }
}

#[test]
fn the_word_transit_is_sent_as_the_registrar_writes_it() {
    let script = release("de", "Transit").answer(reply(OURS));
    let mut script = script.answer(reply("200 ok")).answer(reply(GONE));
    script.value();
    assert!(script.asked().get(1).unwrap().ends_with("TARGET=TRANSIT"));
}

#[test]
fn a_locked_domain_stays() {
    let locked = "200 ok\nSTATUS=ACTIVE\nTRANSFERLOCK=1";
    let mut script = release("uk", "NEW-TAG").answer(reply(locked));
    let failure = script.failure();
    assert_eq!(failure.code, "registrar.release_locked");
    assert_eq!(failure.customer.key(), "release.locked");
    assert_eq!(script.asked().len(), 1);
}

#[test]
fn a_domain_of_somebody_else_is_not_pushed() {
    let mut script = release("uk", "NEW-TAG").answer(reply("531 Authorization failed"));
    assert_eq!(script.failure().customer.key(), "error.not_ours");
    assert_eq!(script.asked().len(), 1);
}

#[test]
fn accepted_and_still_ours_is_said_so() {
    for back in [reply(OURS), lost()] {
        let script = release("uk", "NEW-TAG").answer(reply(OURS));
        let mut script = script.answer(reply("200 ok")).answer(back);
        assert_eq!(script.value().text("state").unwrap().unwrap(), "accepted");
    }
}

#[test]
fn a_lost_answer_is_read_back() {
    let script = release("uk", "NEW-TAG").answer(reply(OURS)).answer(lost());
    assert_eq!(
        script
            .answer(reply(GONE))
            .value()
            .text("state")
            .unwrap()
            .unwrap(),
        "done"
    );
    for back in [
        reply(OURS),
        lost(),
        reply("421 Command failed due to server error"),
    ] {
        let script = release("uk", "NEW-TAG").answer(reply(OURS)).answer(lost());
        let mut script = script.answer(back);
        let failure = script.failure();
        assert!(failure.in_doubt);
        assert_eq!(failure.code, "registrar.in_doubt");
        let [task] = script.effects() else {
            unreachable!("one to-do: {:?}", script.effects())
        };
        assert_eq!(
            task.text("key").unwrap().unwrap(),
            "ispapi PushDomain example.uk"
        );
        assert_eq!(script.asked().len(), 3, "never sent twice");
    }
}

#[test]
fn a_busy_server_did_nothing_where_the_domain_is_still_ours() {
    let script = release("uk", "NEW-TAG").answer(reply(OURS));
    let script = script.answer(reply(
        "421 Command failed due to server error. Client should try again",
    ));
    let mut script = script.answer(reply(OURS));
    let failure = script.failure();
    assert_eq!(
        (failure.code.as_str(), failure.in_doubt),
        ("ispapi.421", false)
    );
    assert!(script.effects().is_empty());
}

#[test]
fn a_refusal_and_a_lost_connection_end_it_at_once() {
    for (answer, code) in [
        (reply("541 Invalid attribute value; TARGET"), "ispapi.541"),
        (not_sent(), "transport.connect"),
    ] {
        let mut script = release("uk", "NEW-TAG").answer(reply(OURS)).answer(answer);
        let failure = script.failure();
        assert_eq!((failure.code.as_str(), failure.in_doubt), (code, false));
    }
}

#[test]
fn unpaid_renewals_are_told_and_not_touched() {
    let invoices = Value::List(vec![Value::Int(31), Value::from("47")]);
    let script = release("uk", "NEW-TAG").load("open_renewals", invoices);
    let script = script.answer(reply(OURS)).answer(reply("200 ok"));
    let mut script = script.answer(reply(GONE));
    script.value();
    let [task, note] = script.effects() else {
        unreachable!("a to-do and a note: {:?}", script.effects())
    };
    assert!(
        task.text("description")
            .unwrap()
            .unwrap()
            .contains("31, 47")
    );
    assert_eq!(note.text("effect").unwrap().unwrap(), "note");
}

#[test]
fn the_button_needs_the_name_of_the_domain() {
    let confirmed = |name: &str| {
        let params = params("de", "").with("confirmed", name);
        Script::new("ReleaseTransitConfirmed", &params, &Context::default())
            .load("open_renewals", Value::List(Vec::new()))
    };
    for name in ["", "example.com", "yes"] {
        let mut script = confirmed(name);
        assert_eq!(script.failure().code, "registrar.unconfirmed", "{name}");
        assert!(script.asked().is_empty());
    }
    let script = confirmed("Example.DE").answer(reply(OURS));
    let mut script = script.answer(reply("200 ok")).answer(reply(GONE));
    assert_eq!(script.value().text("state").unwrap().unwrap(), "done");
}
