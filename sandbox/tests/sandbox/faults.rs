//! Ordered faults: what the wire shows, and whether the command took effect.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{OTE, Reply, Sandbox, add_domain};

fn order(sandbox: &Sandbox, fault: Value) {
    sandbox.post("faults", fault);
}

fn form(command: &str) -> [(&str, &str); 4] {
    [
        ("s_entity", OTE),
        ("s_login", "shop"),
        ("s_pw", "secret"),
        ("s_command", command),
    ]
}

fn add(sandbox: &Sandbox, name: &str) -> Reply {
    sandbox.send(&form(&add_domain(name, "")))
}

#[test]
fn closed_connections_with_and_without_effect() {
    let cases = [
        ("close_on_accept", 0),
        ("close_before_reading", 0),
        ("close_before_executing", 0),
        ("close_after_executing", 1),
    ];
    for (effect, charges) in cases {
        let sandbox = Sandbox::start();
        order(&sandbox, json!({"effect": effect}));
        let reply = add(&sandbox, "fault.com");
        assert_eq!(reply.status, 0, "{effect}");
        assert!(reply.body.is_empty());
        assert_eq!(sandbox.ledger().len(), charges, "{effect}");
        assert_eq!(
            add(&sandbox, "next.com").answer().code,
            200,
            "{effect}: once only"
        );
    }
}

#[test]
fn answers_that_are_cut_short_keep_their_effect() {
    let sandbox = Sandbox::start();
    order(
        &sandbox,
        json!({"command": "AddDomain", "effect": "cut_body"}),
    );
    let cut = add(&sandbox, "cut.com");
    assert_eq!(cut.status, 200);
    assert_eq!(cut.promised, cut.body.len(), "HTTP itself is intact");
    assert!(cut.text().starts_with("[RESPONSE]") && !cut.text().contains("EOF"));
    order(
        &sandbox,
        json!({"command": "AddDomain", "effect": "short_body"}),
    );
    let short = add(&sandbox, "short.com");
    assert!(short.promised > short.body.len());
    assert_eq!(sandbox.ledger().len(), 2);
}

#[test]
fn http_errors_and_strange_bodies() {
    let cases = [
        (
            json!({"effect": "http_status", "status": 502}),
            502,
            None,
            0,
        ),
        (
            json!({"effect": "http_status", "status": 500, "execute": true}),
            500,
            None,
            1,
        ),
        (json!({"effect": "body"}), 200, Some(""), 0),
        (
            json!({"effect": "body", "text": "404"}),
            200,
            Some("404"),
            0,
        ),
        (
            json!({"effect": "body", "text": "", "execute": true}),
            200,
            Some(""),
            1,
        ),
    ];
    for (fault, status, body, charges) in cases {
        let sandbox = Sandbox::start();
        order(&sandbox, fault.clone());
        let reply = add(&sandbox, "fault.com");
        assert_eq!(reply.status, status, "{fault}");
        match body {
            Some(body) => assert_eq!(reply.text(), body, "{fault}"),
            None => assert!(reply.text().contains("<html>"), "{fault}"),
        }
        assert_eq!(sandbox.ledger().len(), charges, "{fault}");
    }
}

#[test]
fn temporary_codes_with_and_without_effect() {
    let sandbox = Sandbox::start();
    for code in [420, 421, 423, 425, 520] {
        order(&sandbox, json!({"effect": "answer", "code": code}));
        assert_eq!(add(&sandbox, "temporary.com").answer().code, code);
    }
    assert!(sandbox.ledger().is_empty());
    order(
        &sandbox,
        json!({"effect": "answer", "code": 421, "execute": true}),
    );
    assert_eq!(add(&sandbox, "temporary.com").answer().code, 421);
    assert_eq!(sandbox.ledger().len(), 1);
    let exchanges = sandbox.server.control().get("exchanges").unwrap();
    let told: Vec<(bool, u64)> = exchanges
        .as_array()
        .unwrap()
        .iter()
        .map(|e| {
            (
                e["executed"].as_bool().unwrap(),
                e["code"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(told.first(), Some(&(false, 0)));
    assert_eq!(told.last(), Some(&(true, 200)));
}

#[test]
fn a_late_answer_comes_late_and_whole() {
    let sandbox = Sandbox::start();
    order(&sandbox, json!({"effect": "delay", "milliseconds": 300}));
    let started = Instant::now();
    assert_eq!(add(&sandbox, "late.com").answer().code, 200);
    assert!(started.elapsed() >= Duration::from_millis(300));
}

#[test]
fn a_connection_can_close_after_a_whole_answer() {
    let sandbox = Sandbox::start();
    order(&sandbox, json!({"effect": "close_after_answer"}));
    let mut connection = sandbox.connect();
    let reply = connection.post_form(&form("COMMAND=StatusAccount"));
    assert_eq!(reply.answer().code, 200);
    assert!(connection.closes());
}

#[test]
fn faults_choose_command_object_and_turn() {
    let sandbox = Sandbox::start();
    order(
        &sandbox,
        json!({"command": "add*", "object": "*.net", "skip": 1, "count": 2, "effect": "answer", "code": 421}),
    );
    let codes: Vec<u16> = ["a.com", "a.net", "b.net", "b.com", "c.net", "d.net"]
        .iter()
        .map(|name| add(&sandbox, name).answer().code)
        .collect();
    assert_eq!(codes, [200, 200, 421, 200, 421, 200]);
    assert_eq!(sandbox.server.control().get("faults").unwrap(), json!([]));
}

#[test]
fn faults_that_make_no_sense_are_refused() {
    let sandbox = Sandbox::start();
    for fault in [
        json!({"effect": "meteor"}),
        json!({"effect": "cut_body", "cuont": 2}),
        json!({"effect": "cut_body", "count": 0}),
        json!({"effect": "close_on_accept", "command": "AddDomain"}),
        json!({"effect": "answer"}),
    ] {
        assert!(
            sandbox
                .server
                .control()
                .post("faults", fault.clone())
                .is_err(),
            "{fault}"
        );
    }
}

#[test]
fn a_pending_registration_is_confirmed_or_rejected_later() {
    let sandbox = Sandbox::start();
    for (name, confirmed) in [("yes.com", true), ("no.com", false)] {
        order(&sandbox, json!({"effect": "pending"}));
        let answer = add(&sandbox, name).answer();
        assert_eq!((answer.code, answer.pending), (200, true));
        assert_eq!(answer.one("STATUS"), "REQUESTEDCREATE");
        let status = format!("COMMAND=StatusDomain\nDOMAIN={name}");
        assert_eq!(sandbox.call(&status).one("STATUS"), "REQUESTEDCREATE");
        let modify = format!("COMMAND=ModifyDomain\nDOMAIN={name}\nTRANSFERLOCK=1");
        assert_eq!(sandbox.call(&modify).code, 552);
        sandbox.post(
            "settle",
            json!({"entity": "ote", "name": name, "confirmed": confirmed}),
        );
        assert_eq!(
            sandbox.call(&status).code,
            if confirmed { 200 } else { 545 }
        );
    }
    let amounts: Vec<String> = sandbox
        .ledger()
        .iter()
        .map(|entry| entry["amount"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(amounts, ["10.40", "10.40", "-10.40"]);
    assert_eq!(sandbox.call("COMMAND=StatusAccount").one("AMOUNT"), "89.60");
}

#[test]
fn a_pending_change_is_carried_out_when_confirmed() {
    let sandbox = Sandbox::start();
    add(&sandbox, "change.com");
    let lock = || {
        let answer = sandbox.call("COMMAND=StatusDomain\nDOMAIN=change.com");
        answer.one("TRANSFERLOCK").to_owned()
    };
    for (confirmed, after) in [(false, "0"), (true, "1")] {
        order(&sandbox, json!({"effect": "pending"}));
        let answer = sandbox.call("COMMAND=ModifyDomain\nDOMAIN=change.com\nTRANSFERLOCK=1");
        assert_eq!((answer.code, answer.pending), (200, true));
        assert_eq!(lock(), "0");
        sandbox.post(
            "settle",
            json!({"entity": "ote", "name": "change.com", "confirmed": confirmed}),
        );
        assert_eq!(lock(), after);
    }
    let settled_twice = json!({"entity": "ote", "name": "change.com", "confirmed": true});
    assert!(
        sandbox
            .server
            .control()
            .post("settle", settled_twice)
            .is_err()
    );
}
