//! State file, clock, journal, the control over HTTP.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use ispbridge_sandbox::{Config, Server, StartError};
use serde_json::{Value, json};

use crate::support::{Sandbox, add_domain};

/// A directory of this test's own, removed at the end.
pub(crate) struct Directory(PathBuf);

impl Directory {
    pub(crate) fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("ispbridge-sandbox-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn with_state(path: PathBuf) -> Config {
    Config {
        state: Some(path),
        ..Config::default()
    }
}

#[test]
fn the_state_survives_a_restart_without_a_clean_stop() {
    let directory = Directory::new("restart");
    let file = directory.file("state.json");
    let first = Sandbox::with(with_state(file.clone()));
    first.post("clock", json!({"set": "2030-01-01", "stopped": true}));
    assert_eq!(first.call(&add_domain("kept.com", "")).code, 200);
    let before = first.state();
    // What a killed process leaves behind: the file as it is now.
    let copy = directory.file("copy.json");
    fs::copy(&file, &copy).unwrap();
    let second = Sandbox::with(with_state(copy));
    assert_eq!(second.state(), before);
    assert_eq!(second.call("COMMAND=StatusAccount").one("AMOUNT"), "89.60");
    assert_eq!(second.call(&add_domain("kept.com", "")).code, 540);
    assert_eq!(second.call(&add_domain("next.com", "")).code, 200);
    let ids: Vec<u64> = second
        .ledger()
        .iter()
        .map(|e| e["id"].as_u64().unwrap())
        .collect();
    assert!(ids[0] < ids[1], "{ids:?}");
}

#[test]
fn zones_sessions_values_and_prices_survive_too_and_older_files_without_them_are_read() {
    let directory = Directory::new("more");
    let file = directory.file("state.json");
    let first = Sandbox::with(with_state(file.clone()));
    first.post(
        "prices",
        json!({"tld": "com", "currency": "USD", "register": "11.00"}),
    );
    first.post(
        "events",
        json!({"entity": "ote", "account": "shop", "class": "C", "subclass": "S", "domain": "a.com"}),
    );
    first.call(&add_domain("kept.com", "\nINTERNALDNS=1"));
    first.call("COMMAND=UpdateDNSZone\nDNSZONE=kept.com.\nADDRR0=www A 192.0.2.1");
    first.call("COMMAND=SetEnvironment\nENVIRONMENTNAME=n\nENVIRONMENTVALUE=v");
    let session = first.call("COMMAND=StartSession").one("SESSION").to_owned();
    let copy = directory.file("copy.json");
    fs::copy(&file, &copy).unwrap();
    let second = Sandbox::with(with_state(copy.clone()));
    assert_eq!(second.state(), first.state());
    assert_eq!(second.ledger()[0]["amount"], "11.00");
    let form = [
        ("s_entity", "1234"),
        ("s_session", &session),
        ("s_command", "COMMAND=StatusAccount"),
    ];
    assert_eq!(second.send(&form).answer().code, 200);
    drop(second);
    let mut old: Value = serde_json::from_slice(&fs::read(&copy).unwrap()).unwrap();
    for field in ["dns_zones", "environment", "events", "market", "sessions"] {
        let book = old["ote"].as_object_mut().unwrap();
        assert!(book.remove(field).is_some(), "{field}");
    }
    fs::write(&copy, old.to_string()).unwrap();
    let third = Sandbox::with(with_state(copy));
    assert_eq!(third.send(&form).answer().code, 530);
    assert_eq!(third.ledger().len(), 1);
}

#[test]
fn the_state_file_is_for_its_owner_and_leaves_no_rest() {
    let directory = Directory::new("mode");
    let file = directory.file("state.json");
    drop(Sandbox::with(with_state(file.clone())));
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert_eq!(fs::read_dir(&directory.0).unwrap().count(), 1);
}

#[test]
fn a_broken_or_unwritable_state_file_is_a_clear_error() {
    let directory = Directory::new("broken");
    let file = directory.file("state.json");
    let start = |path: PathBuf| Server::start(with_state(path)).map(|_| ()).unwrap_err();
    for text in ["", "{", "[]", r#"{"clock": 1}"#] {
        fs::write(&file, text).unwrap();
        let error = start(file.clone());
        assert!(matches!(error, StartError::State(_)));
        assert!(error.to_string().contains("is no sandbox state"), "{error}");
        assert_eq!(
            fs::read_to_string(&file).unwrap(),
            text,
            "the file is left alone"
        );
    }
    let nowhere = start(directory.file("no/such/folder/state.json"));
    assert!(
        nowhere.to_string().contains("cannot be written"),
        "{nowhere}"
    );
    let folder = start(directory.0.clone());
    assert!(folder.to_string().contains("cannot be read"), "{folder}");
}

#[test]
fn an_order_that_cannot_be_saved_is_421_and_took_effect() {
    let directory = Directory::new("full");
    let sandbox = Sandbox::with(with_state(directory.file("state.json")));
    drop(directory);
    assert_eq!(
        sandbox.call("COMMAND=StatusAccount").code,
        200,
        "reads do not save"
    );
    let answer = sandbox.call(&add_domain("unsaved.com", ""));
    assert_eq!(answer.code, 421);
    assert!(answer.description.contains("cannot be written"));
    assert_eq!(sandbox.ledger().len(), 1);
}

#[test]
fn the_clock_can_be_set_moved_and_stopped() {
    let sandbox = Sandbox::start();
    let now = || {
        sandbox.server.control().get("clock").unwrap()["now"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    sandbox.post(
        "clock",
        json!({"set": "2028-02-29 12:00:00", "stopped": true}),
    );
    assert_eq!(now(), "2028-02-29 12:00:00");
    sandbox.post("clock", json!({"move": "1y"}));
    assert_eq!(now(), "2029-02-28 12:00:00");
    sandbox.post("clock", json!({"move": "-P1DT2H"}));
    assert_eq!(now(), "2029-02-27 10:00:00");
    sandbox.call(&add_domain("timed.com", ""));
    let created = sandbox.call("COMMAND=StatusDomain\nDOMAIN=timed.com");
    assert_eq!(created.one("CREATEDDATE"), "2029-02-27 10:00:00");
    let before = now();
    let bad = sandbox
        .server
        .control()
        .post("clock", json!({"set": "2031-01-01", "move": "soon"}));
    assert!(bad.is_err());
    assert_eq!(now(), before, "all or nothing");
}

#[test]
fn the_journal_has_flat_commands_without_secrets() {
    let sandbox = Sandbox::start();
    sandbox.call("COMMAND=CheckAuthentication\nSUBUSER=shop\nPASSWORD=secret");
    sandbox.call(&add_domain("journal.com", "\nAUTH=auth-code-1"));
    sandbox.call("COMMAND=ModifyDomain\nDOMAINAUTH=journal.com auth-code-1\nTRANSFERLOCK=1");
    let text = sandbox.server.control().journal();
    for secret in ["secret", "auth-code-1"] {
        assert!(!text.contains(secret), "{text}");
    }
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(
        lines[0],
        json!({"COMMAND": "CheckAuthentication", "SUBUSER": "shop", "PASSWORD": "***"})
    );
    assert_eq!(lines[1]["DOMAIN"], "journal.com");
    sandbox.server.control().delete("journal").unwrap();
    assert_eq!(sandbox.server.control().journal(), "");
}

#[test]
fn the_state_shows_no_password() {
    let sandbox = Sandbox::start();
    sandbox.post(
        "roles",
        json!({"account": "shop", "role": "r", "password": "role-pw", "access": ""}),
    );
    let text = sandbox.state().to_string();
    assert!(text.contains("\"shop\"") && !text.contains("secret") && !text.contains("role-pw"));
}

#[test]
fn the_control_speaks_json_over_http() {
    let sandbox = Sandbox::start();
    let request = |method: &str, path: &str, kind: &str, body: &str| {
        sandbox.connect().request(method, path, kind, body)
    };
    let json = "application/json";
    let seeded = request("POST", "/control/foreign", json, r#"{"name": "taken.com"}"#);
    assert_eq!(seeded.status, 200);
    let state: Value =
        serde_json::from_str(&request("GET", "/control/state", "", "").text()).unwrap();
    assert_eq!(state["live"]["foreign"]["taken.com"]["registrar"], "");
    assert_eq!(request("GET", "/control/journal", "", "").status, 200);
    assert_eq!(request("DELETE", "/control/faults", "", "").status, 200);
    assert_eq!(request("GET", "/control/nonsense", "", "").status, 404);
    let refused = request("POST", "/control/foreign", json, r#"{"nam": "taken.com"}"#);
    assert_eq!(refused.status, 400);
    assert!(
        refused.text().contains("unknown field"),
        "{}",
        refused.text()
    );
    let as_form = request(
        "POST",
        "/control/foreign",
        "text/plain",
        r#"{"name": "b.com"}"#,
    );
    assert_eq!(as_form.status, 415, "a web page could send this");
    assert_eq!(
        sandbox.server.control().counters()["requests"],
        0,
        "control calls are no API calls"
    );
}

#[test]
fn unknown_quirks_are_refused_with_the_known_ones() {
    let sandbox = Sandbox::start();
    let error = sandbox
        .server
        .control()
        .post("quirks", json!({"nonsense": "1"}))
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("modify_nameservers=replace|merge")
    );
    let quirks = sandbox
        .server
        .control()
        .post("quirks", json!({"nototal": "zero_suppresses"}));
    assert_eq!(quirks.unwrap()["nototal"], "zero_suppresses");
}
