#![allow(clippy::unwrap_used)] // a test may fail by panic

use crate::base::params::Params;
use crate::registrar::Context;
use crate::registrar::scripted::{Script, lost, reply};

const FREE: &str = "200 ok\nSTATUS=ACTIVE";
const HELD: &str = "200 ok\nSTATUS=ACTIVE\nSTATUS=clientHold";

fn script(verb: &str, before: &str) -> Script {
    let params = Params::default()
        .with("Username", "shop")
        .with("Password", "s3cret")
        .with("sld", "example")
        .with("tld", "com")
        .with("confirmed", "example.com");
    Script::new(verb, &params, &Context::default()).answer(reply(before))
}

fn state(script: &mut Script) -> String {
    script.value().text("state").unwrap().unwrap().into_owned()
}

#[test]
fn a_domain_is_suspended_and_released_by_a_flag() {
    for (verb, key, before, after) in [
        ("SuspendDomainConfirmed", "ADDSTATUS0", FREE, HELD),
        ("UnsuspendDomain", "DELSTATUS0", HELD, FREE),
    ] {
        let mut script = script(verb, before)
            .answer(reply("200 ok"))
            .answer(reply(after));
        assert_eq!(state(&mut script), "done");
        let sent = format!("COMMAND=ModifyDomain\nDOMAIN=example.com\n{key}=clientHold");
        assert_eq!(script.asked().get(1), Some(&sent.as_str()));
        assert!(script.effects().is_empty());
    }
}

#[test]
fn what_is_suspended_is_not_suspended_again() {
    let mut script = script("SuspendDomainConfirmed", HELD);
    assert_eq!(state(&mut script), "unchanged");
    assert_eq!(script.asked().len(), 1);
}

#[test]
fn a_registrar_that_shows_no_flags_is_taken_at_its_word() {
    for verb in ["SuspendDomainConfirmed", "UnsuspendDomain"] {
        let mut script = script(verb, FREE)
            .answer(reply("200 ok"))
            .answer(reply(FREE));
        assert_eq!(state(&mut script), "done", "{verb}");
    }
}

#[test]
fn a_zone_without_holds_refuses() {
    let refusal = reply("541 Invalid attribute value; STATUS (clientHold)");
    let mut script = script("SuspendDomainConfirmed", FREE).answer(refusal);
    let failure = script.failure();
    assert_eq!(
        (failure.code.as_str(), failure.in_doubt),
        ("ispapi.541", false)
    );
    assert!(failure.admin.english().contains("clientHold"));
}

#[test]
fn an_accepted_change_that_is_not_seen_yet_is_pending() {
    let pending = "[RESPONSE]\nCODE=200\nDESCRIPTION=ok\nPENDING=1\nEOF\n";
    let pending = || Ok(crate::ispapi::parse(pending.as_bytes()).unwrap());
    let mut waits = script("SuspendDomainConfirmed", FREE)
        .answer(pending())
        .answer(reply(FREE));
    assert_eq!(state(&mut waits), "pending");
    let mut seen = script("SuspendDomainConfirmed", FREE)
        .answer(pending())
        .answer(reply(HELD));
    assert_eq!(state(&mut seen), "done");
}

#[test]
fn a_lost_answer_is_settled_by_the_flag_alone() {
    let end = |verb, before, after| script(verb, before).answer(lost()).answer(reply(after));
    assert_eq!(
        state(&mut end("SuspendDomainConfirmed", FREE, HELD)),
        "done"
    );
    assert_eq!(state(&mut end("UnsuspendDomain", HELD, FREE)), "done");
    for (verb, before, after) in [
        ("SuspendDomainConfirmed", FREE, FREE),
        ("UnsuspendDomain", FREE, FREE),
        ("UnsuspendDomain", HELD, HELD),
    ] {
        let mut script = end(verb, before, after);
        assert!(script.failure().in_doubt, "{verb} {before} {after}");
        assert_eq!(script.effects().len(), 1, "one to-do");
    }
}

#[test]
fn a_busy_server_did_nothing_where_the_flag_proves_it() {
    let busy = || reply("423 Command failed due to server error. Client should try again");
    let mut known = script("UnsuspendDomain", HELD)
        .answer(busy())
        .answer(reply(HELD));
    assert!(!known.failure().in_doubt);
    let mut unknown = script("SuspendDomainConfirmed", FREE)
        .answer(busy())
        .answer(reply(FREE));
    assert!(unknown.failure().in_doubt);
}

#[test]
fn a_domain_is_not_suspended_without_its_name() {
    let params = Params::default()
        .with("Username", "shop")
        .with("Password", "s3cret")
        .with("sld", "example")
        .with("tld", "com");
    let context = Context::default();
    let mut script = Script::new("SuspendDomainConfirmed", &params, &context);
    assert_eq!(script.failure().code, "registrar.unconfirmed");
}
