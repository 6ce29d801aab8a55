//! Transfers: from other registrars, to them, and between accounts.

use serde_json::{Value, json};

use crate::domains::{modify, status};
use crate::support::{Answer, OTE, Sandbox, add_domain, contact};

/// A sandbox in which another registrar has `away.com`, code `right-code`.
pub(crate) fn with_foreign(quirks: &[&str], more: &[(&str, Value)]) -> Sandbox {
    let sandbox = Sandbox::with_quirks(quirks);
    sandbox.post(
        "clock",
        json!({"set": "2026-03-01 12:00:00", "stopped": true}),
    );
    let mut foreign = json!({
        "entity": "ote", "name": "away.com", "registrar": "ELSEWHERE INC", "auth": "right-code",
        "created": "2020-05-05 10:00:00", "expiration": "2026-05-05 10:00:00",
        "nameservers": ["ns1.old.net", "ns2.old.net"], "owner": "Ada Lovelace",
    });
    for (name, value) in more {
        foreign[*name] = value.clone();
    }
    sandbox.post("foreign", foreign);
    sandbox
}

pub(crate) fn transfer(sandbox: &Sandbox, name: &str, more: &str) -> Answer {
    sandbox.call(&format!("COMMAND=TransferDomain\nDOMAIN={name}\n{more}"))
}

pub(crate) fn transfer_status(sandbox: &Sandbox, name: &str) -> Answer {
    sandbox.call(&format!("COMMAND=StatusDomainTransfer\nDOMAIN={name}"))
}

fn check(sandbox: &Sandbox, more: &str) -> Answer {
    sandbox.call(&format!(
        "COMMAND=CheckDomainTransfer\nDOMAIN=away.com{more}"
    ))
}

pub(crate) fn amounts(sandbox: &Sandbox) -> Vec<String> {
    let entry = |entry: &Value| entry["amount"].as_str().unwrap().to_owned();
    sandbox.ledger().iter().map(entry).collect()
}

fn pass(sandbox: &Sandbox, span: &str) {
    sandbox.post("clock", json!({"move": span}));
}

fn two_accounts(quirks: &[&str]) -> Sandbox {
    let sandbox = Sandbox::with_quirks(quirks);
    sandbox.post(
        "clock",
        json!({"set": "2026-03-01 12:00:00", "stopped": true}),
    );
    sandbox.post(
        "accounts",
        json!({"login": "other", "password": "pw", "entity": "ote"}),
    );
    let keeper = json!({"entity": "ote", "account": "other", "handle": "P-9",
        "fields": {"FIRSTNAME": "Grace", "LASTNAME": "Hopper"}});
    sandbox.post("contacts", keeper);
    let domain = json!({"entity": "ote", "account": "other", "name": "inner.com",
        "auth": "right-code", "contacts": {"owner": ["P-9"]}});
    sandbox.post("domains", domain);
    sandbox
}

#[test]
fn a_domain_comes_when_the_other_registrar_has_had_its_time() {
    let sandbox = with_foreign(&[], &[]);
    let ordered = transfer(&sandbox, "away.com", "AUTH=right-code\nPERIOD=2Y");
    assert_eq!((ordered.code, ordered.pending), (200, true));
    assert!(ordered.description.ends_with("; domain transfer initiated"));
    assert!(ordered.properties.is_empty());
    assert_eq!(amounts(&sandbox), ["21.10"]);
    assert_eq!(
        transfer_status(&sandbox, "away.com").one("TRANSFERSTATUS"),
        "INITIATED"
    );
    assert_eq!(status_code(&sandbox, "away.com"), 531);
    pass(&sandbox, "2h");
    let running = transfer_status(&sandbox, "away.com");
    assert_eq!(running.one("TRANSFERSTATUS"), "PENDING");
    assert_eq!(running.one("TRANSFERTYPE"), "INCOMING");
    assert_eq!(running.one("CREATEDDATE"), "2026-03-01 12:00:00");
    pass(&sandbox, "5d");
    let domain = status(&sandbox, "away.com");
    assert_eq!(domain.one("TRANSFERDATE"), "2026-03-06 12:00:00");
    assert_eq!(domain.one("CREATEDDATE"), "2020-05-05 10:00:00");
    assert_eq!(
        domain.one("REGISTRATIONEXPIRATIONDATE"),
        "2028-05-05 10:00:00"
    );
    assert_eq!(domain.all("NAMESERVER"), ["ns1.old.net", "ns2.old.net"]);
    assert_eq!(transfer_status(&sandbox, "away.com").code, 545);
    assert_eq!(amounts(&sandbox), ["21.10"]);
    let log = sandbox.state()["ote"]["log"].clone();
    let lines: Vec<String> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|e| {
            format!(
                "{} {}",
                e["operation"].as_str().unwrap(),
                e["status"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(lines, ["TRANSFER REQUEST", "INBOUND_TRANSFER SUCCESSFUL"]);
}

fn status_code(sandbox: &Sandbox, name: &str) -> u16 {
    sandbox
        .call(&format!("COMMAND=StatusDomain\nDOMAIN={name}"))
        .code
}

#[test]
fn a_refused_transfer_costs_nothing_in_the_end() {
    let sandbox = with_foreign(&["finished_transfer=kept"], &[("answer", json!("deny"))]);
    transfer(&sandbox, "away.com", "AUTH=right-code");
    pass(&sandbox, "6d");
    let failed = transfer_status(&sandbox, "away.com");
    assert_eq!(failed.one("TRANSFERSTATUS"), "FAILED");
    assert!(
        failed
            .all("TRANSFERLOG")
            .last()
            .unwrap()
            .contains("[FAILED]")
    );
    assert_eq!(amounts(&sandbox), ["10.60", "-10.60"]);
    assert_eq!(status_code(&sandbox, "away.com"), 531);
}

#[test]
fn a_transfer_can_be_charged_on_completion() {
    for (balance, charged, code) in [("100.00", 1, 200), ("0.00", 0, 531)] {
        let sandbox = with_foreign(&["transfer_charged=on_completion"], &[]);
        transfer(&sandbox, "away.com", "AUTH=right-code");
        assert!(sandbox.ledger().is_empty());
        sandbox.post(
            "balance",
            json!({"entity": "ote", "login": "shop", "amount": balance}),
        );
        pass(&sandbox, "6d");
        assert_eq!(
            (amounts(&sandbox).len(), status_code(&sandbox, "away.com")),
            (charged, code)
        );
    }
}

#[test]
fn the_control_speaks_for_the_other_registrar() {
    for (confirmed, code, entries) in [(true, 200, 1), (false, 531, 2)] {
        let sandbox = with_foreign(&[], &[]);
        transfer(&sandbox, "away.com", "AUTH=right-code");
        let word = json!({"entity": "ote", "name": "away.com", "confirmed": confirmed});
        sandbox.post("settle", word.clone());
        assert_eq!(status_code(&sandbox, "away.com"), code);
        assert_eq!(amounts(&sandbox).len(), entries);
        assert!(sandbox.server.control().post("settle", word).is_err());
    }
}

#[test]
fn a_transfer_left_pending_waits_for_the_control() {
    let sandbox = with_foreign(&[], &[]);
    sandbox.post(
        "faults",
        json!({"command": "TransferDomain", "effect": "pending"}),
    );
    assert!(transfer(&sandbox, "away.com", "AUTH=right-code").pending);
    pass(&sandbox, "300d");
    assert_eq!(
        transfer_status(&sandbox, "away.com").one("TRANSFERSTATUS"),
        "PENDING"
    );
    sandbox.post(
        "settle",
        json!({"entity": "ote", "name": "away.com", "confirmed": true}),
    );
    assert_eq!(status_code(&sandbox, "away.com"), 200);
}

#[test]
fn orders_that_cannot_be_are_refused_and_free() {
    let sandbox = with_foreign(&[], &[]);
    sandbox.call(&add_domain("mine.com", ""));
    sandbox.post("foreign", json!({"name": "locked.com", "locked": true}));
    sandbox.post(
        "foreign",
        json!({"name": "young.com", "created": "2026-02-01"}),
    );
    sandbox.post(
        "foreign",
        json!({"name": "blocked.com", "reason": "Domain blocked"}),
    );
    let code = "AUTH=right-code";
    let cases = [
        ("mine.com", code, 540, "already assigned to your account"),
        ("nobody.com", code, 545, ""),
        ("blocked.com", code, 545, ""),
        (
            "locked.com",
            code,
            552,
            "BY STATUS (clientTransferProhibited)",
        ),
        ("young.com", code, 552, "BY AGE OF THE DOMAIN"),
        ("away.com", "", 504, "AUTH"),
        ("away.com", "AUTH=wrong-code", 531, "BY WRONG AUTH"),
        ("away.com", "AUTH=right-code\nPERIOD=11Y", 541, "PERIOD"),
        ("away.com", "AUTH=right-code\nCLASS=PREMIUM_X", 541, "CLASS"),
        ("away.com", "AUTH=right-code\nACTION=USERTRANSFER", 549, ""),
        (
            "away.com",
            "AUTH=right-code\nTRANSFERLOCK=1",
            503,
            "TRANSFERLOCK",
        ),
        (
            "away.com",
            "AUTH=right-code\nOWNERCONTACT0=P-404",
            545,
            "P-404",
        ),
        ("away.com", "ACTION=CANCEL", 534, ""),
        ("away.com", "ACTION=APPROVE", 534, ""),
        ("mine.com", "ACTION=DENY", 534, ""),
        ("away.tld", code, 549, ""),
    ];
    for (name, more, code, words) in cases {
        let answer = transfer(&sandbox, name, more);
        assert_eq!(answer.code, code, "{name} {more}: {answer:?}");
        assert!(
            answer.description.contains(words),
            "{name} {more}: {answer:?}"
        );
    }
    assert_eq!(amounts(&sandbox), ["10.40"]);
    sandbox.post(
        "balance",
        json!({"entity": "ote", "login": "shop", "amount": "10.59"}),
    );
    assert_eq!(transfer(&sandbox, "away.com", code).code, 546);
    sandbox.post(
        "balance",
        json!({"entity": "ote", "login": "shop", "amount": "10.60"}),
    );
    assert_eq!(transfer(&sandbox, "away.com", code).code, 200);
    assert_eq!(transfer(&sandbox, "away.com", code).code, 536);
    assert_eq!(amounts(&sandbox), ["10.40", "10.60"]);
}

#[test]
fn a_wrong_code_may_come_to_light_later() {
    let sandbox = with_foreign(&["transfer_wrong_auth=fails_later"], &[]);
    assert!(transfer(&sandbox, "away.com", "AUTH=wrong-code").pending);
    pass(&sandbox, "2h");
    assert_eq!(transfer_status(&sandbox, "away.com").code, 545);
    assert_eq!(amounts(&sandbox), ["10.60", "-10.60"]);
}

#[test]
fn an_order_brings_contacts_and_name_servers() {
    let own = contact("OWNERCONTACT0");
    let order = format!("AUTH=right-code\nNAMESERVER0=ns1.new.net\nNAMESERVER1=ns2.new.net{own}");
    let sandbox = with_foreign(&["transfer_nameservers=present"], &[]);
    assert_eq!(transfer(&sandbox, "away.com", &order).code, 200);
    let running = transfer_status(&sandbox, "away.com");
    assert_eq!(running.one("OLD-REGISTRAR"), "ELSEWHERE INC");
    assert_eq!(running.all("NAMESERVER"), ["ns1.new.net", "ns2.new.net"]);
    let owner = running.one("OWNERCONTACT").to_owned();
    pass(&sandbox, "6d");
    let domain = status(&sandbox, "away.com");
    assert_eq!(domain.one("OWNERCONTACT"), owner);
    assert!(!domain.has("TECHCONTACT"));
    assert_eq!(domain.all("NAMESERVER"), ["ns1.new.net", "ns2.new.net"]);
    let strict = with_foreign(&["transfer_contact_data=refused"], &[]);
    assert_eq!(transfer(&strict, "away.com", &order).code, 503);
    assert!(
        strict.state()["ote"]["contacts"]
            .as_object()
            .unwrap()
            .is_empty()
    );
}

#[test]
fn the_check_tells_what_stands_in_the_way() {
    let sandbox = with_foreign(&[], &[]);
    let right = check(&sandbox, "\nAUTH=right-code");
    assert_eq!((right.code, right.one("AUTHISVALID")), (218, "YES"));
    assert_eq!(right.one("USERTRANSFERREQUIRED"), "0");
    assert_eq!(right.all("PERIOD").len(), 10);
    assert_eq!(right.one("AGEINDAYS"), "2126");
    assert_eq!(check(&sandbox, "").one("AUTHISVALID"), "UNKNOWN");
    let wrong = check(&sandbox, "\nAUTH=wrong-code");
    assert_eq!((wrong.code, wrong.one("AUTHISVALID")), (219, "NO"));
    assert!(wrong.description.ends_with("PROHIBITED BY WRONG AUTH"));
    let locked = with_foreign(&["authisvalid=digits"], &[("locked", json!(true))]);
    let both = check(&locked, "\nAUTH=wrong-code");
    assert_eq!(
        both.description,
        "Request is not available; DOMAIN TRANSFER IS PROHIBITED BY STATUS \
         (clientTransferProhibited)/WRONG AUTH"
    );
    assert_eq!(
        (both.one("AUTHISVALID"), both.one("TRANSFERLOCK")),
        ("0", "1")
    );
    let mild = with_foreign(&["check_wrong_auth=218"], &[]);
    assert_eq!(check(&mild, "\nAUTH=wrong-code").code, 218);
    assert!(sandbox.ledger().is_empty());
}

#[test]
fn an_order_is_cancelled_and_its_mails_are_sent_again() {
    let sandbox = with_foreign(&["finished_transfer=kept"], &[]);
    let resend = || {
        sandbox
            .call("COMMAND=ResendDomainTransferConfirmationEmails\nDOMAIN=away.com")
            .code
    };
    assert_eq!(resend(), 545);
    transfer(&sandbox, "away.com", "AUTH=right-code");
    assert_eq!(resend(), 200);
    let log = transfer_status(&sandbox, "away.com");
    assert!(
        log.all("TRANSFERLOG")
            .iter()
            .any(|line| line.contains("[EMAIL_SENT]"))
    );
    assert_eq!(transfer(&sandbox, "away.com", "ACTION=CANCEL").code, 200);
    assert_eq!(transfer(&sandbox, "away.com", "ACTION=CANCEL").code, 534);
    assert_eq!(resend(), 552);
    assert_eq!(amounts(&sandbox), ["10.60", "-10.60"]);
}

#[test]
fn a_domain_leaves_unless_it_is_kept() {
    let order = |sandbox: &Sandbox| {
        let word = json!({"entity": "ote", "name": "goes.com", "registrar": "ELSEWHERE INC"});
        sandbox.server.control().post("outgoing", word)
    };
    for (answer, code) in [("DENY", 200), ("APPROVE", 531), ("", 531)] {
        let sandbox = with_foreign(&[], &[]);
        sandbox.call(&add_domain("goes.com", ""));
        order(&sandbox).unwrap();
        let asked = transfer_status(&sandbox, "goes.com");
        assert_eq!(asked.one("TRANSFERTYPE"), "OUTGOING");
        assert_eq!(status_code(&sandbox, "goes.com"), 200);
        if answer.is_empty() {
            pass(&sandbox, "5d");
        } else {
            let action = format!("ACTION={answer}");
            assert_eq!(transfer(&sandbox, "goes.com", &action).code, 200);
        }
        assert_eq!(status_code(&sandbox, "goes.com"), code, "{answer}");
        assert_eq!(amounts(&sandbox), ["10.40"]);
    }
    let sandbox = with_foreign(&[], &[]);
    sandbox.call(&add_domain("goes.com", "\nTRANSFERLOCK=1"));
    assert!(order(&sandbox).is_err());
}

#[test]
fn a_domain_moves_between_accounts() {
    let sandbox = two_accounts(&[]);
    let order = |more: &str| transfer(&sandbox, "inner.com", &format!("ACTION=USERTRANSFER{more}"));
    let checked = sandbox.call("COMMAND=CheckDomainTransfer\nDOMAIN=inner.com");
    assert_eq!(
        (checked.code, checked.one("USERTRANSFERREQUIRED")),
        (219, "1")
    );
    assert!(
        checked
            .description
            .ends_with("USERTRANSFER - AUTH CODE REQUIRED")
    );
    assert_eq!(transfer(&sandbox, "inner.com", "AUTH=right-code").code, 549);
    assert_eq!(order("").code, 504);
    assert_eq!(order("\nAUTH=wrong-code").code, 531);
    let done = order("\nAUTH=right-code");
    assert_eq!((done.code, done.pending), (200, false));
    let domain = status(&sandbox, "inner.com");
    assert_eq!(domain.one("USER"), "shop");
    assert_ne!(domain.one("AUTH"), "right-code");
    let owner = format!(
        "COMMAND=StatusContact\nCONTACT={}",
        domain.one("OWNERCONTACT")
    );
    assert_eq!(sandbox.call(&owner).one("NAME"), "Grace Hopper");
    assert!(sandbox.ledger().is_empty());
}

#[test]
fn an_account_may_have_to_let_a_domain_go() {
    let quirks = ["usertransfer=approved", "usertransfer_price=transfer"];
    for (action, user, entries) in [("APPROVE", "shop", 1), ("DENY", "other", 2)] {
        let sandbox = two_accounts(&quirks);
        let order = "ACTION=USERTRANSFER\nAUTH=right-code";
        assert!(transfer(&sandbox, "inner.com", order).pending);
        assert_eq!(
            transfer_status(&sandbox, "inner.com").one("TRANSFERTYPE"),
            "INCOMING"
        );
        let as_other = |text: &str| sandbox.call_as(OTE, "other", "pw", text);
        let asked = as_other("COMMAND=StatusDomainTransfer\nDOMAIN=inner.com");
        assert_eq!(asked.one("TRANSFERTYPE"), "OUTGOING");
        let answer = format!("COMMAND=TransferDomain\nDOMAIN=inner.com\nACTION={action}");
        assert_eq!(as_other(&answer).code, 200);
        assert_eq!(
            sandbox.state()["ote"]["domains"]["inner.com"]["account"],
            user
        );
        assert_eq!(amounts(&sandbox).len(), entries);
    }
}

#[test]
fn a_german_domain_comes_at_once_and_without_a_year() {
    let sandbox = with_foreign(&[], &[]);
    let ends = "2026-08-08 00:00:00";
    sandbox.post(
        "foreign",
        json!({"name": "fern.de", "auth": "right-code", "expiration": ends,
        "nameservers": ["a.net", "b.net"]}),
    );
    assert_eq!(
        transfer(&sandbox, "fern.de", "AUTH=right-code\nPERIOD=1Y").code,
        548
    );
    let done = transfer(&sandbox, "fern.de", "AUTH=right-code\nPERIOD=0Y");
    assert_eq!((done.code, done.pending), (200, false));
    assert_eq!(
        status(&sandbox, "fern.de").one("REGISTRATIONEXPIRATIONDATE"),
        ends
    );
    assert_eq!(amounts(&sandbox), ["5.80"]);
    assert_eq!(
        modify(&sandbox, "fern.de", "NAMESERVER0=a.net\nNAMESERVER1=c.net").code,
        200
    );
}

#[test]
fn a_transfer_of_a_domain_that_is_gone_fails() {
    let sandbox = with_foreign(&["finished_transfer=kept"], &[]);
    transfer(&sandbox, "away.com", "AUTH=right-code");
    sandbox.post("remove", json!({"entity": "ote", "name": "away.com"}));
    sandbox.call(&add_domain("away.com", ""));
    let roid = status(&sandbox, "away.com").one("ROID").to_owned();
    pass(&sandbox, "6d");
    assert_eq!(
        transfer_status(&sandbox, "away.com").one("TRANSFERSTATUS"),
        "FAILED"
    );
    assert_eq!(status(&sandbox, "away.com").one("ROID"), roid);
    assert_eq!(amounts(&sandbox), ["10.60", "10.40", "-10.60"]);
}
