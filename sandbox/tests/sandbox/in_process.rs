//! The sandbox without sockets: what came back, what was carried out, and the same again.

use ispbridge_sandbox::{Config, Delivery, Executed, InProcess};
use serde_json::{Value, json};

use crate::support::{Answer, add_domain, percent};

pub(crate) fn start() -> InProcess {
    let accounts = vec!["shop:secret:1000000.00:USD".parse().unwrap()];
    let config = Config {
        accounts,
        ..Config::default()
    };
    InProcess::start(config).unwrap()
}

pub(crate) fn form(command: &str) -> String {
    let command = percent(command);
    format!("s_entity=1234&s_login=shop&s_pw=secret&s_command={command}")
}

pub(crate) fn body(sandbox: &InProcess, command: &str) -> String {
    match sandbox.call(form(command).as_bytes()).delivery {
        Delivery::Answer(body) => String::from_utf8(body).unwrap(),
        other => panic!("{other:?}"),
    }
}

pub(crate) fn call(sandbox: &InProcess, command: &str) -> Answer {
    Answer::read(&body(sandbox, command))
}

fn ledger(sandbox: &InProcess, query: &str) -> Vec<Value> {
    let ledger = sandbox.control().get(&format!("ledger{query}")).unwrap();
    ledger.as_array().unwrap().clone()
}

#[test]
fn every_fault_has_its_word() {
    let cases = [
        (
            json!({"effect": "close_on_accept"}),
            "NotAccepted",
            Executed::Never,
        ),
        (
            json!({"effect": "close_before_reading"}),
            "NotRead",
            Executed::Never,
        ),
        (
            json!({"effect": "close_before_executing"}),
            "Closed",
            Executed::Never,
        ),
        (
            json!({"effect": "close_after_executing"}),
            "Closed",
            Executed::AtOnce,
        ),
        (
            json!({"effect": "close_after_answer"}),
            "AnswerThenClosed",
            Executed::AtOnce,
        ),
        (json!({"effect": "execute_late"}), "Closed", Executed::Later),
        (
            json!({"effect": "execute_late", "silent": true}),
            "Silence",
            Executed::Later,
        ),
        (json!({"effect": "cut_body"}), "CutBody", Executed::AtOnce),
        (
            json!({"effect": "cut_body", "execute": false}),
            "CutBody",
            Executed::Never,
        ),
        (
            json!({"effect": "short_body"}),
            "ShortBody",
            Executed::AtOnce,
        ),
        (
            json!({"effect": "http_status", "status": 502}),
            "HttpStatus",
            Executed::Never,
        ),
        (
            json!({"effect": "delay", "milliseconds": 90_000}),
            "Late",
            Executed::AtOnce,
        ),
        (
            json!({"effect": "deliver_twice"}),
            "Answer",
            Executed::AtOnce,
        ),
        (json!({"effect": "pending"}), "Answer", Executed::AtOnce),
    ];
    for (fault, word, executed) in cases {
        let sandbox = start();
        sandbox.control().post("faults", fault.clone()).unwrap();
        let reply = sandbox.call(form(&add_domain("a.com", "")).as_bytes());
        let shown = format!("{:?}", reply.delivery);
        assert!(shown.starts_with(word), "{fault}: {shown}");
        assert_eq!(reply.executed, executed, "{fault}");
        let charged = ledger(&sandbox, "").len();
        assert_eq!(
            charged,
            usize::from(executed == Executed::AtOnce),
            "{fault}"
        );
    }
}

#[test]
fn equal_calls_get_equal_bytes_and_a_reset_is_a_new_beginning() {
    let sandbox = start();
    let run = || {
        let mut bytes = body(&sandbox, &add_domain("a.com", "\nPERIOD=2"));
        sandbox
            .control()
            .post("clock", json!({"move": "400d"}))
            .unwrap();
        bytes += &body(&sandbox, "COMMAND=StatusDomain\nDOMAIN=a.com");
        bytes + &body(&sandbox, "COMMAND=QueryObjectLogList\nOBJECTID=a.com")
    };
    let first = run();
    let quirk = json!({"answer_newline": "lf"});
    sandbox.control().post("quirks", quirk).unwrap();
    sandbox.control().post("reset", json!({})).unwrap();
    let state = sandbox.control().state();
    assert_eq!(state["ote"]["accounts"]["shop"]["balance"], "1000000.00");
    assert_eq!(state["ote"]["domains"], json!({}));
    assert_eq!(state["clock"], "2026-01-01 00:00:00");
    assert_eq!(sandbox.control().counters()["received"], 0);
    assert_eq!(
        run().replace('\n', "\r\n"),
        first,
        "the quirk is kept, and nothing else"
    );
    let later = json!({"clock": "2030-06-01"});
    sandbox.control().post("reset", later).unwrap();
    assert_eq!(
        sandbox.control().get("clock").unwrap()["now"],
        "2030-06-01 00:00:00"
    );
}

#[test]
fn a_fork_goes_its_own_way() {
    let sandbox = start();
    call(&sandbox, &add_domain("a.com", ""));
    let fault = json!({"nth": 2, "effect": "close_before_executing"});
    sandbox.control().post("faults", fault).unwrap();
    let fork = sandbox.fork();
    fork.call(form(&add_domain("b.com", "")).as_bytes());
    call(&fork, &add_domain("c.com", ""));
    let names = |sandbox: &InProcess| {
        call(sandbox, "COMMAND=QueryDomainList")
            .all("DOMAIN")
            .to_vec()
    };
    assert_eq!(names(&fork), ["a.com", "c.com"]);
    sandbox.control().delete("faults").unwrap();
    assert_eq!(names(&sandbox), ["a.com"]);
}

#[test]
fn the_ledger_is_filtered_and_says_what_was_given_back() {
    let sandbox = start();
    for name in ["a.com", "b.net"] {
        let pending = json!({"object": name, "effect": "pending"});
        sandbox.control().post("faults", pending).unwrap();
        call(&sandbox, &add_domain(name, ""));
    }
    let no = json!({"entity": "ote", "name": "a.com", "confirmed": false});
    sandbox.control().post("settle", no).unwrap();
    let entries = ledger(
        &sandbox,
        "?object=*.com&entity=ote&account=shop&command=Add*",
    );
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[1]["gives_back"], entries[0]["id"]);
    assert_eq!(entries[1]["caused_by"], json!(null));
    assert_eq!(entries[0]["caused_by"]["command"], "AddDomain");
    assert_eq!(ledger(&sandbox, "?entity=live"), [json!(null); 0]);
    assert_eq!(ledger(&sandbox, "").len(), 3);
    assert!(sandbox.control().get("ledger?color=red").is_err());
    assert!(sandbox.control().get("state?object=a.com").is_err());
}
