#![allow(clippy::unwrap_used)] // a test may fail by panic

use super::*;
use crate::registrar::Context;
use crate::registrar::scripted::{Script, reply};

const GONE: &str = "545 Entity reference not found";

fn row(id: i64, operation: &str, state: &str, age: i64, before: Params) -> Value {
    Value::Map(
        Params::default()
            .with("id", id)
            .with("version", 1)
            .with("operation", operation)
            .with("state", state)
            .with("domain", format!("name{id}.com"))
            .with("domain_id", id)
            .with("years", 1)
            .with("reported", false)
            .with("patience", 60)
            .with("trace", "0123456789ab")
            .with("age", age)
            .with("before", before),
    )
}

fn registration() -> Params {
    Params::default()
        .with("kind", "registration")
        .with("log", "")
}

fn script(rows: Vec<Value>) -> Script {
    let params = Params::default()
        .with("Username", "shop")
        .with("Password", "s3cret");
    Script::new("SettleOrders", &params, &Context::default()).load("open", Value::List(rows))
}

/// What was done, in a word each.
fn effects(script: &Script) -> Vec<String> {
    let word = |effect: &Params, name| effect.text(name).unwrap().unwrap_or_default().into_owned();
    let name = |effect| format!("{} {}", word(effect, "effect"), word(effect, "state"));
    script
        .effects()
        .iter()
        .map(|effect| name(effect).trim_end().to_owned())
        .collect()
}

#[test]
fn each_row_is_settled_by_its_own_answers() {
    let rows = vec![
        row(1, "register", "doubt", 100, registration()),
        row(2, "register", "open", 59, registration()), // its process may be sending
        row(3, "register", "open", 60 + 900, registration()),
        row(4, "register", "doubt", 100, registration()),
    ];
    let mut script = script(rows)
        .answer(reply("200 ok\nSTATUS=ACTIVE"))
        .answer(reply(GONE))
        .answer(reply(GONE));
    let value = script.value();
    assert_eq!(script.asked().len(), 3);
    assert_eq!(
        effects(&script),
        [
            "close_task",
            "status done",
            "settle done",
            "close_task",
            "task",
            "status void",
            "settle void"
        ]
    );
    assert_eq!(value.get("settled"), Some(&Value::Int(2)));
    assert_eq!(value.get("after"), Some(&Value::Int(0)));
}

#[test]
fn an_application_is_followed_to_the_domain_and_completed() {
    let before = Params::default()
        .with("kind", "application")
        .with("applications", Vec::<String>::new())
        .with("wishes", Params::default().with("internal_dns", true));
    let Value::Map(row) = row(1, "register", "pending", 90_000, before) else {
        unreachable!("a row is a map")
    };
    let row = row.with("evidence", Params::default().with("application", "8"));
    let mut script = script(vec![Value::Map(row)])
        .answer(reply("200 ok\nAPPLICATION=8\nSTATUS=SUCCESSFUL"))
        .answer(reply("200 ok\nSTATUS=ACTIVE"))
        .answer(reply("200 ok\nSTATUS=SUCCESSFUL"))
        .answer(reply("200 ok"))
        .answer(reply("541 Invalid attribute value"));
    script.value();
    let asked = script.asked();
    assert!(asked.get(3).unwrap().contains("RENEWALMODE=AUTOEXPIRE"));
    assert!(asked.get(4).unwrap().contains("INTERNALDNS=1"));
    assert_eq!(
        effects(&script),
        [
            "application successful",
            "status done",
            "task",
            "settle done"
        ]
    );
    let told = script.effects();
    let task = told.iter().find(|effect| effect.get("title").is_some());
    assert_eq!(
        task.unwrap().text("key").unwrap().unwrap(),
        "completion:name1.com"
    );
}

#[test]
fn a_failed_application_is_void_and_somebody_is_told() {
    let before = Params::default()
        .with("kind", "application")
        .with("applications", Vec::<String>::new());
    let Value::Map(row) = row(1, "register", "pending", 90_000, before) else {
        unreachable!("a row is a map")
    };
    let row = row.with("evidence", Params::default().with("application", "8"));
    let mut script = script(vec![Value::Map(row)])
        .answer(reply("200 ok"))
        .answer(reply(GONE))
        .answer(reply("200 ok\nSTATUS=FAILED"));
    script.value();
    assert_eq!(
        effects(&script),
        ["application failed", "task", "status void", "settle void"]
    );
    let effects = script.effects();
    let task = effects.get(1).unwrap();
    assert!(
        task.text("description")
            .unwrap()
            .unwrap()
            .contains("application 8 has failed")
    );
}

#[test]
fn what_the_registrar_accepted_is_never_void_for_lack_of_a_trace() {
    let mut script = script(vec![row(
        1,
        "register",
        "pending",
        1_000_000,
        registration(),
    )])
    .answer(reply(GONE));
    script.value();
    assert!(script.effects().is_empty());
}

#[test]
fn a_renewal_that_turns_out_to_be_done_tells_what_to_do() {
    let before = Params::default()
        .with("kind", "renewal")
        .with("paid_until", "2027-01-01 00:00:00");
    let mut script = script(vec![row(1, "renew", "doubt", 100, before)])
        .answer(reply("200 ok\nPAIDUNTILDATE=2028-01-01 00:00:00"));
    script.value();
    assert_eq!(
        effects(&script),
        ["close_task", "task", "status done", "settle done"]
    );
}

/// Whoever followed such a word would buy another year.
#[test]
fn the_rest_of_a_restore_is_nobodys_to_order() {
    let before = Params::default()
        .with("kind", "renewal")
        .with("rest_of", 7)
        .with("paid_until", "2027-01-01 00:00:00");
    for answer in ["2028-01-01", "2027-01-01"] {
        let row = row(1, "renew", "open", 100_000, before.clone());
        let mut script =
            script(vec![row]).answer(reply(&format!("200 ok\nPAIDUNTILDATE={answer} 00:00:00")));
        script.value();
        let told = effects(&script);
        assert!(!told.contains(&"task".to_owned()), "{told:?}");
        assert!(told.iter().any(|effect| effect.starts_with("settle")));
    }
}

#[test]
fn without_a_journal_nothing_is_asked() {
    let mut script = script(Vec::new()).load("open", Value::Null);
    assert_eq!(script.failure().code, "registrar.no_journal");
    assert!(script.asked().is_empty());
}
