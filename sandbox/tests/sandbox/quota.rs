//! Points, the soft and the hard limit, and 425.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{OTE, Sandbox, add_domain};

/// A sandbox that counts points, at a stopped clock.
fn counting(figures: &serde_json::Value) -> Sandbox {
    let sandbox = Sandbox::with_quirks(&["quota=on"]);
    sandbox.post(
        "clock",
        json!({"set": "2026-03-04 10:00:00", "stopped": true}),
    );
    sandbox.post("quota", figures.clone());
    sandbox
}

fn points(sandbox: &Sandbox) -> u64 {
    let quota = sandbox.server.control().get("quota").unwrap();
    quota["used"]["ote/shop"]["points"].as_u64().unwrap()
}

#[test]
fn commands_cost_points_and_minutes_take_them_away() {
    let sandbox = counting(&json!({}));
    sandbox.call("COMMAND=StatusAccount");
    sandbox.call("COMMAND=CheckDomains\nDOMAIN0=a.com\nDOMAIN1=b.com\nDOMAIN2=c.com");
    sandbox.call(&add_domain("paid.com", ""));
    assert_eq!(points(&sandbox), 14);
    sandbox.post("clock", json!({"move": "59s"}));
    sandbox.call("COMMAND=StatusAccount");
    assert_eq!(points(&sandbox), 15);
    sandbox.post("clock", json!({"move": "1s"}));
    sandbox.call("COMMAND=StatusAccount");
    assert_eq!(points(&sandbox), 13, "four fifths of 15, and 1");
}

#[test]
fn at_the_hard_limit_the_account_is_locked_until_it_has_cooled_down() {
    let sandbox = counting(&json!({"soft": 8, "hard": 10, "delay_milliseconds": 0}));
    assert_eq!(sandbox.call(&add_domain("last.com", "")).code, 200);
    let status = || sandbox.call("COMMAND=StatusAccount").code;
    assert_eq!(status(), 425);
    let order = sandbox.call(&add_domain("refused.com", ""));
    assert_eq!(order.code, 425);
    assert_eq!(sandbox.ledger().len(), 1, "refused without effect");
    sandbox.post("accounts", json!({"login": "other", "password": "pw"}));
    let other = sandbox.call_as(OTE, "other", "pw", "COMMAND=StatusAccount");
    assert_eq!(other.code, 200, "another account");
    sandbox.post("clock", json!({"move": "1m"}));
    assert_eq!(status(), 425, "8 points left");
    sandbox.post("clock", json!({"move": "1m"}));
    assert_eq!(status(), 200);
}

#[test]
fn beyond_the_soft_limit_answers_are_late() {
    let sandbox = counting(&json!({"soft": 1, "hard": 100, "delay_milliseconds": 150}));
    let started = Instant::now();
    assert_eq!(sandbox.call("COMMAND=StatusAccount").code, 200);
    assert!(started.elapsed() >= Duration::from_millis(150));
}

#[test]
fn without_the_quirk_nothing_is_counted() {
    let sandbox = Sandbox::start();
    sandbox.post("quota", json!({"soft": 1, "hard": 1}));
    for _ in 0..3 {
        assert_eq!(sandbox.call("COMMAND=StatusAccount").code, 200);
    }
    let wrong = sandbox.server.control().post("quota", json!({"softer": 1}));
    assert!(wrong.is_err());
}
