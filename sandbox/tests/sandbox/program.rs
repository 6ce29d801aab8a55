//! The program: command line, port file, signals, exit codes.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use ispbridge_sandbox::{QUIRKS, Server};

use crate::state::Directory;
use crate::support::{Connection, OTE, Sandbox};

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_ispbridge-sandbox"))
}

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

/// Starts the program and waits for its line with the URL; the lines so far.
fn start(arguments: &[&str]) -> (Child, Vec<String>) {
    let mut child = program()
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = Vec::new();
    for line in BufReader::new(child.stdout.as_mut().unwrap()).lines() {
        let line = line.unwrap();
        let ready = line.contains(" listens on http://127.0.0.1:");
        lines.push(line);
        if ready {
            break;
        }
    }
    (child, lines)
}

fn terminate(mut child: Child, signal: &str) -> i32 {
    let id = child.id().to_string();
    assert!(
        Command::new("kill")
            .args([signal, &id])
            .status()
            .unwrap()
            .success()
    );
    child.wait().unwrap().code().unwrap()
}

fn wait_for(path: &Path, present: bool) {
    // The file appears by itself after the line on standard output; there is nothing to sleep for
    // but the scheduler.
    while path.exists() != present {
        std::thread::yield_now();
    }
}

#[test]
fn it_tells_its_address_in_a_file_and_stops_on_signals() {
    for signal in ["-TERM", "-INT"] {
        let directory = Directory::new(&format!("port{signal}"));
        let file = directory.file("url");
        std::fs::write(&file, "http://stale/\n").unwrap();
        let (child, lines) = start(&["--port-file", file.to_str().unwrap()]);
        wait_for(&file, true);
        let url = std::fs::read_to_string(&file).unwrap();
        assert!(
            lines.last().unwrap().ends_with(url.trim_end()),
            "{lines:?} {url}"
        );
        assert_eq!(terminate(child, signal), 0);
        assert!(!file.exists());
    }
}

#[test]
fn made_up_passwords_are_printed_and_work() {
    let directory = Directory::new("random");
    let file = directory.file("state.json");
    let arguments = ["--random-passwords", "--state", file.to_str().unwrap()];
    let (child, lines) = start(&arguments);
    let password = lines[0]
        .strip_prefix("account demo password ")
        .unwrap()
        .to_owned();
    assert_eq!(password.len(), 20);
    assert_eq!(terminate(child, "-TERM"), 0);
    let config = ispbridge_sandbox::Config {
        state: Some(file.clone()),
        ..Default::default()
    };
    let again = Sandbox {
        server: Server::start(config).unwrap(),
    };
    let answer = again.call_as(OTE, "demo", &password, "COMMAND=StatusAccount");
    assert_eq!(answer.one("AMOUNT"), "1000.00");
    drop(again);
    let (child, lines) = start(&[&arguments[..], &["--account", "demo::1:USD"]].concat());
    assert_eq!(
        lines.len(),
        1,
        "the kept password is not printed: {lines:?}"
    );
    assert_eq!(terminate(child, "-TERM"), 0);
}

#[test]
fn a_port_in_use_and_a_public_address_are_refused_in_clear_words() {
    let sandbox = Sandbox::start();
    let address = sandbox.server.address().to_string();
    let cases = [
        (address.as_str(), "in use by another program"),
        ("0.0.0.0:0", "not a loopback address"),
    ];
    for (address, words) in cases {
        let output = run(&["--listen", address]);
        assert_eq!(output.status.code(), Some(2));
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains(words), "{text}");
        assert_eq!(text.lines().count(), 1, "{text}");
    }
}

#[test]
fn bad_arguments_are_refused_without_repeating_passwords() {
    let cases: [(&[&str], &str); 5] = [
        (
            &["--quirk", "nonsense=1"],
            "modify_nameservers=replace|merge",
        ),
        (&["--clock", "tomorrow"], "is no time"),
        (
            &["--account", "shop:hunter2:1:XXX"],
            "the price list does not have this currency",
        ),
        (&["--role", "shop!r:hunter2:/no/such/file"], "/no/such/file"),
        (&["--listen", "nowhere"], "--listen"),
    ];
    for (arguments, words) in cases {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn every_quirk_has_its_line_in_the_document_and_every_switch_there_exists() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/unknowns.md");
    let text = std::fs::read_to_string(path).unwrap();
    for quirk in QUIRKS.iter() {
        assert!(
            text.contains(&format!("`{}`", quirk.name)),
            "{}",
            quirk.name
        );
    }
    let rows = text
        .lines()
        .filter(|line| line.starts_with("| ") && line.matches('|').count() == 4);
    let switches = rows.filter_map(|line| line.trim_end_matches('|').rsplit('|').next());
    let switches: Vec<&str> = switches
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .collect();
    assert!(switches.len() > 70);
    for switch in switches {
        assert!(QUIRKS.iter().any(|quirk| quirk.name == switch), "{switch}");
    }
}

#[test]
fn a_plan_of_chance_is_read_from_a_file() {
    let directory = Directory::new("chaos");
    let plan = directory.file("plan.json");
    let rule = r#"{"effect": "answer", "code": 421, "per_mille": 1000}"#;
    std::fs::write(&plan, format!(r#"{{"seed": 1, "rules": [{rule}]}}"#)).unwrap();
    let arguments = [
        "--account",
        "shop:secret:1:USD",
        "--chaos",
        plan.to_str().unwrap(),
    ];
    let (child, lines) = start(&arguments);
    let address = lines
        .last()
        .unwrap()
        .rsplit("//")
        .next()
        .unwrap()
        .to_owned();
    let answer = Connection::to(&address).post_form(&[("s_command", "COMMAND=StatusAccount")]);
    assert_eq!(answer.answer().code, 421);
    assert_eq!(terminate(child, "-TERM"), 0);
    std::fs::write(&plan, r#"{"seed": 1}"#).unwrap();
    assert_eq!(
        run(&["--chaos", plan.to_str().unwrap()]).status.code(),
        Some(2)
    );
}

#[test]
fn help_explains_accounts_and_quirks() {
    let text = String::from_utf8(run(&["--help"]).stdout).unwrap();
    for words in [
        "--account",
        "LOGIN:PASSWORD:BALANCE:CURRENCY",
        "--port-file",
        "premium_column=",
    ] {
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn all_options_work_together() {
    let directory = Directory::new("options");
    let list = directory.file("acl.txt");
    std::fs::write(&list, "StatusAccount():ALLOW\n").unwrap();
    let role = format!("shop!whmcs:rolepw:{}", list.display());
    let (mut child, lines) = start(&[
        "--account",
        "live/shop:pw:5.00:EUR",
        "--account",
        "ote/shop:pw:7.00:GBP",
        "--taken",
        "example.com",
        "--clock",
        "2030-01-02 03:04:05",
        "--quirk",
        "nototal=zero_suppresses",
        "--seed",
        "7",
    ]);
    assert_eq!(lines.len(), 1);
    assert_eq!(terminate_and_read(&mut child), "");
    let (child, _) = start(&["--account", "shop:pw:5.00:EUR", "--role", &role]);
    assert_eq!(terminate(child, "-TERM"), 0);
}

fn terminate_and_read(child: &mut Child) -> String {
    let id = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .unwrap()
            .success()
    );
    let mut rest = String::new();
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut rest)
        .unwrap();
    assert!(child.wait().unwrap().success());
    rest
}
