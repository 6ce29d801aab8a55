#![allow(clippy::indexing_slicing, clippy::unwrap_used)] // a test may fail by panic

use crate::base::params::{Params, Value};
use crate::base::time;
use crate::registrar::Context;
use crate::registrar::scripted::Script;

mod admin;
mod cart;
mod follow;
mod order;
mod refusals;
mod sync;

const GONE: &str = "545 Entity reference not found";
const POSSIBLE: &str =
    "218 Request is available\nAUTHISVALID=1\nTRANSFERLOCK=0\nUSERTRANSFERREQUIRED=0";
const ACCEPTED: &str = "200 Command completed successfully\nPENDING=1";
const CODE: &str = "aB3$x&Y-9z";

/// What WHMCS hands over for a domain.
fn params(tld: &str) -> Params {
    [
        ("Username", "shop"),
        ("Password", "s3cret-pass"),
        ("sld", "example"),
        ("tld", tld),
        ("regperiod", "1"),
        ("eppcode", "aB3$x&amp;Y-9z"),
        ("ns1", "ns1.example.net"),
        ("ns2", "ns2.example.net"),
    ]
    .iter()
    .fold(
        person(person(Params::default(), ""), "admin"),
        |params, (key, value)| params.with(*key, *value),
    )
}

fn person(params: Params, prefix: &str) -> Params {
    let country = if prefix.is_empty() {
        "countrycode"
    } else {
        "country"
    };
    [
        ("firstname", "Zoë"),
        ("lastname", "O&#039;Hara"),
        ("address1", "1 High Street"),
        ("city", "Cork"),
        ("postcode", "T12"),
        ("fullphonenumber", "+353.215550100"),
        ("email", "zoe@example.com"),
        (country, "IE"),
    ]
    .iter()
    .fold(params, |params, (key, value)| {
        params.with(format!("{prefix}{key}"), *value)
    })
}

fn context() -> Context {
    Context {
        now: time::parse("2026-01-10 00:00:00").unwrap(),
        ..Context::default()
    }
}

fn script(verb: &str, params: &Params) -> Script {
    Script::new(verb, params, &context()).aside("StatusDomainTransfer", GONE)
}

/// A row of the journal as the host hands it over.
fn row(state: &str, age: i64) -> Params {
    let before = Params::default()
        .with("kind", "transfer")
        .with("entry", "")
        .with("log", "");
    Params::default()
        .with("id", 7)
        .with("version", 3)
        .with("operation", "transfer")
        .with("state", state)
        .with("domain", "example.com")
        .with("domain_id", 0)
        .with("from", "new")
        .with("years", 1)
        .with("reported", true)
        .with("patience", 60)
        .with("trace", "0123456789ab")
        .with("age", age)
        .with("before", before)
}

fn journal(row: Params) -> Value {
    Value::List(vec![Value::Map(row)])
}

/// What the host was given to do, with the state of a settlement.
fn effects(script: &Script) -> Vec<String> {
    let word = |effect: &Params, name| effect.text(name).unwrap().unwrap_or_default().into_owned();
    let effects = script.effects().iter();
    effects
        .map(|effect| format!("{} {}", word(effect, "effect"), word(effect, "state")))
        .map(|text| text.trim_end().to_owned())
        .collect()
}

/// The titles and texts of the to-dos.
fn tasks(script: &Script) -> Vec<String> {
    let is_task = |e: &&Params| e.get("effect") == Some(&Value::from("task"));
    let text = |task: &Params, name| task.text(name).unwrap().unwrap().into_owned();
    let tasks = script.effects().iter().filter(is_task);
    tasks
        .map(|task| format!("{}: {}", text(task, "title"), text(task, "description")))
        .collect()
}

fn names(script: &Script) -> Vec<String> {
    let asked = script.asked().into_iter();
    let name = |command: &str| command.lines().next().unwrap().replace("COMMAND=", "");
    asked.map(name).collect()
}

fn has_line(command: &str, line: &str) -> bool {
    command.lines().any(|sent| sent == line)
}

/// The last settlement's evidence.
fn evidence(script: &Script, name: &str) -> Option<Value> {
    let settles = script.effects().iter().rev();
    let mut settles = settles.filter(|e| e.get("effect") == Some(&Value::from("settle")));
    let evidence = settles.next()?.map("evidence").unwrap().unwrap();
    evidence.get(name).cloned()
}
