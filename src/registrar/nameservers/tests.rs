#![allow(clippy::unwrap_used)] // a test may fail by panic

use super::*;
use crate::registrar::Context;
use crate::registrar::scripted::{Script, reply};

fn params(names: &[&str]) -> Params {
    let params = Params::default()
        .with("Username", "shop")
        .with("Password", "s3cret")
        .with("sld", "example")
        .with("tld", "com");
    let named = names.iter().enumerate();
    named.fold(params, |params, (index, name)| {
        params.with(format!("ns{}", index + 1), *name)
    })
}

fn domain(names: &[&str]) -> Result<Response, crate::ispapi::Error> {
    let cells: Vec<String> = names
        .iter()
        .map(|name| format!("NAMESERVER={name}"))
        .collect();
    reply(&format!("200 ok\n{}", cells.join("\n")))
}

fn save(names: &[&str]) -> Script {
    Script::new("SaveNameservers", &params(names), &Context::default())
}

/// What a save sends beyond the name.
fn sent(script: &Script) -> Vec<String> {
    let last = script.asked().pop().unwrap().to_owned();
    let lines = last.lines().filter(|line| line.contains("NAMESERVER"));
    lines.map(str::to_owned).collect()
}

#[test]
fn five_are_shown() {
    let names = [
        "NS1.a.net",
        "ns2.a.net",
        "ns3.a.net",
        "ns4.a.net",
        "ns5.a.net",
        "ns6.a.net",
    ];
    let mut script =
        Script::new("GetNameservers", &params(&[]), &Context::default()).answer(domain(&names));
    let value = script.value();
    assert_eq!(value.get("ns1"), Some(&Value::from("ns1.a.net")));
    assert_eq!(value.iter().len(), 5);
    assert_eq!(script.asked().len(), 1);
}

#[test]
fn a_save_sends_the_difference() {
    let script = save(&["ns1.a.net", "ns9.a.net"]).answer(domain(&["ns1.a.net", "ns2.a.net"]));
    let mut script = script.answer(reply("200 ok"));
    script.value();
    assert_eq!(
        sent(&script),
        ["DELNAMESERVER0=ns2.a.net", "ADDNAMESERVER0=ns9.a.net"]
    );
}

#[test]
fn nothing_changed_is_nothing_sent() {
    let mut script = save(&["NS2.a.net", "ns1.a.net"]).answer(domain(&["ns1.a.net", "ns2.a.net"]));
    script.value();
    assert_eq!(script.asked().len(), 1);
}

#[test]
fn a_nameserver_that_whmcs_cannot_show_survives_an_edit() {
    let names = [
        "ns1.a.net",
        "ns2.a.net",
        "ns3.a.net",
        "ns4.a.net",
        "ns5.a.net",
        "ns6.a.net",
    ];
    let script = save(&["ns1.a.net", "ns2.a.net"]).answer(domain(&names));
    let mut script = script.answer(reply("200 ok"));
    script.value();
    let gone = [
        "DELNAMESERVER0=ns3.a.net",
        "DELNAMESERVER1=ns4.a.net",
        "DELNAMESERVER2=ns5.a.net",
    ];
    assert_eq!(sent(&script), gone);
}

#[test]
fn a_set_that_was_replaced_leaves_no_old_one_behind() {
    let names = [
        "ns1.a.net",
        "ns2.a.net",
        "ns3.a.net",
        "ns4.a.net",
        "ns5.a.net",
        "ns6.a.net",
    ];
    let script = save(&["x.b.net", "y.b.net"])
        .answer(domain(&names))
        .answer(reply("200 ok"));
    let mut script = script;
    script.value();
    assert_eq!(
        sent(&script)
            .iter()
            .filter(|line| line.starts_with("DEL"))
            .count(),
        6
    );
    assert_eq!(
        sent(&script)
            .iter()
            .filter(|line| line.starts_with("ADD"))
            .count(),
        2
    );
}

#[test]
fn an_empty_set_is_refused_before_anything_is_sent() {
    let mut script = save(&["", " "]);
    assert_eq!(script.failure().code, "registrar.missing_param");
    assert!(script.asked().is_empty());
}

#[test]
fn a_failed_read_saves_nothing() {
    for before in ["545 Entity reference not found", "421 Try again"] {
        let mut script = save(&["ns1.a.net"]).answer(reply(before));
        script.failure();
        assert_eq!(script.asked().len(), 1, "{before}");
    }
}
