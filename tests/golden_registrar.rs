//! Golden files of the registrar's verbs: for each case below `tests/golden/registrar`, what WHMCS passes, what registrar and host
//! answer, every command that goes out, how the call ends and what the host is told to keep.
//!
//! `wire.txt` and `outcome.json` are written by a second reading of the facts (`expected.py` there), never by the engine. A
//! mismatch writes the engine's text beside the file, as `*.actual`; the facts decide which of the two is wrong.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test may fail by panic

mod wire_script;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ispbridge::base::params::{Params, Value};
use ispbridge::net::{Reply, Request, Transport, TransportError};
use ispbridge::registrar::{Context, Run};
use serde::Deserialize;
use wire_script::platform;

/// What every case has; `answers.json` only where something differs from the defaults.
const FILES: [&str; 4] = ["outcome.json", "params.json", "source.md", "wire.txt"];

/// The beginnings of the names of commands that only ask.
const QUESTIONS: [&str; 3] = ["Query", "Status", "Check"];

/// The least number of zones that every verb is written down for, but for those that are about applications.
const ZONES: usize = 40;

/// What registrar and host answer.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answers {
    #[serde(default)]
    now: Option<String>,
    #[serde(default)]
    host: BTreeMap<String, Value>,
    /// A reply by the command's name: code and description, then a line `NAME=value` for each cell. `NAME#2` is the reply to the
    /// second command of that name. Without a line the command is carried out or not, and its answer is lost.
    #[serde(default)]
    commands: BTreeMap<String, Vec<String>>,
}

impl Answers {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// These, in the place of the defaults.
    fn over(self, mut defaults: Self) -> Self {
        defaults.now = self.now.or(defaults.now);
        defaults.host.extend(self.host);
        defaults.commands.extend(self.commands);
        defaults
    }
}

/// The registrar: answers by the command's name, and keeps what came.
struct Registrar {
    replies: BTreeMap<String, Vec<String>>,
    came: Mutex<Vec<String>>,
}

impl Transport for Registrar {
    fn post(&self, request: &Request) -> Result<Reply, TransportError> {
        let form: Vec<(String, String)> =
            serde_urlencoded::from_str(request.body.expose()).unwrap();
        let (_, command) = form
            .into_iter()
            .find(|(key, _)| key == "s_command")
            .unwrap();
        let mut came = self.came.lock().unwrap();
        came.push(command.clone());
        let name = name_of(&command);
        let times = came.iter().filter(|other| name_of(other) == name).count();
        let own = self.replies.get(&format!("{name}#{times}"));
        let body = match own.or_else(|| self.replies.get(name)) {
            Some(lines) if lines.is_empty() => {
                return Err(TransportError::Body {
                    reason: "the answer was lost".to_owned(),
                });
            }
            Some(lines) => rendered(lines),
            None => "[RESPONSE]\nCODE=500\nDESCRIPTION=no reply is written down\nEOF\n".to_owned(),
        };
        Ok(Reply {
            status: 200,
            body: body.into_bytes(),
        })
    }
}

fn name_of(command: &str) -> &str {
    let first = command.lines().next().unwrap_or_default();
    first.strip_prefix("COMMAND=").unwrap_or_default()
}

fn rendered(lines: &[String]) -> String {
    let (first, cells) = lines.split_first().unwrap();
    let (code, description) = first.split_once(' ').unwrap();
    let mut text = format!("[RESPONSE]\nCODE={code}\nDESCRIPTION={description}\n");
    let mut counts = BTreeMap::<&str, usize>::new();
    for cell in cells {
        let (name, value) = cell.split_once('=').unwrap();
        let index = counts.entry(name).or_default();
        writeln!(text, "PROPERTY[{name}][{index}]={value}").unwrap();
        *index += 1;
    }
    text + "EOF\n"
}

/// The host: does what it is told, and keeps a line of it.
struct Host {
    tables: BTreeMap<String, Value>,
    told: Vec<String>,
}

impl Host {
    fn perform(&mut self, effect: &Params) -> Value {
        let text = |name| effect.text(name).unwrap().unwrap_or_default().into_owned();
        let word = text("effect");
        let (line, answer) = match word.as_str() {
            "load" => {
                return self
                    .tables
                    .get(&text("what"))
                    .cloned()
                    .unwrap_or(Value::Null);
            }
            "points" => {
                let granted = effect.get("want").cloned().unwrap_or(Value::Null);
                return Value::Map(
                    Params::default()
                        .with("granted", granted)
                        .with("blocked", 0),
                );
            }
            "cache" => (format!("cache {}", text("key")), Value::Null),
            "claim" => {
                let claimed = Params::default().with("claimed", true).with("id", 1);
                let line = format!("claim {} {}", text("operation"), text("from"));
                (line, Value::Map(claimed.with("version", 1)))
            }
            "settle" => {
                let settled = Params::default().with("settled", true).with("version", 2);
                (format!("settle {}", text("state")), Value::Map(settled))
            }
            "findings" => (format!("findings{}", found(effect)), Value::Null),
            "task" => (format!("task {}", text("key")), Value::Null),
            "application" => {
                let line = format!("application {} {}", text("application"), text("state"));
                (line, Value::Null)
            }
            _ => (word, Value::Null),
        };
        self.told.push(line);
        answer
    }
}

/// The findings that a domain has from now on, each with its value where it has one.
fn found(effect: &Params) -> String {
    let Some(Value::List(rows)) = effect.get("rows") else {
        panic!("findings without rows");
    };
    let mut found = Vec::new();
    for row in rows {
        let Value::Map(row) = row else {
            panic!("a finding is no map");
        };
        let text = |name| row.text(name).unwrap().unwrap_or_default();
        found.push(match text("value").as_ref() {
            "" => format!(" {}", text("kind")),
            value => format!(" {}={value}", text("kind")),
        });
    }
    found.sort_unstable();
    found.concat()
}

/// One case, played.
fn play(folder: &Path, defaults: &Answers) -> (String, serde_json::Value) {
    let own = folder.join("answers.json");
    let answers = if own.exists() {
        Answers::read(&own).over(defaults.clone())
    } else {
        defaults.clone()
    };
    let registrar = Arc::new(Registrar {
        replies: answers.commands,
        came: Mutex::default(),
    });
    let mut host = Host {
        tables: answers.host,
        told: Vec::new(),
    };
    let params = fs::read_to_string(folder.join("params.json")).unwrap();
    let params: Params = serde_json::from_str(&params).unwrap();
    let context = Params::default()
        .with("now", answers.now.unwrap())
        .with("trace", "000000000000");
    let verb = folder.parent().and_then(Path::file_name).unwrap();
    let mut run = Run::new(
        verb.to_str().unwrap(),
        &params,
        &Context::read(&context).unwrap(),
        platform(),
        Arc::clone(&registrar) as Arc<dyn Transport>,
        Arc::new(|| Duration::ZERO),
    )
    .unwrap();
    while let Some(effect) = run.next_effect().unwrap() {
        run.answer(&host.perform(&effect)).unwrap();
    }
    let commands = registrar.came.lock().unwrap();
    (wire(&commands), ended(&run.outcome().unwrap(), host.told))
}

/// The commands, a paragraph each: `COMMAND` first, then the lines by name. Questions go out side by side, so those that follow
/// one another stand by their text.
fn wire(commands: &[String]) -> String {
    let (mut texts, mut asked) = (Vec::new(), Vec::new());
    for command in commands {
        let (first, rest) = command.split_once('\n').unwrap_or((command, ""));
        let mut lines: Vec<&str> = rest.lines().collect();
        lines.sort_unstable();
        lines.insert(0, first);
        let text = lines.join("\n");
        if QUESTIONS
            .iter()
            .any(|word| name_of(command).starts_with(word))
        {
            asked.push(text);
            continue;
        }
        asked.sort_unstable();
        texts.append(&mut asked);
        texts.push(text);
    }
    asked.sort_unstable();
    texts.append(&mut asked);
    texts.join("\n\n")
}

/// How it ended, without the texts for people; of a message its key and values.
fn ended(outcome: &Params, told: Vec<String>) -> serde_json::Value {
    let kept = ["done", "value", "code", "in_doubt"].into_iter();
    let kept: Params = kept
        .filter_map(|name| Some((name.to_owned(), outcome.get(name)?.clone())))
        .collect();
    let told: Vec<Value> = told.into_iter().map(Value::from).collect();
    let mut ended = serde_json::to_value(kept.with("host", told)).unwrap();
    if let Some(message) = ended.pointer_mut("/value/message") {
        message.as_object_mut().unwrap().remove("text");
    }
    ended
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/registrar")
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut folders: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

/// The folders `VERB/CASE`; Python's cache is no verb.
fn cases() -> Vec<PathBuf> {
    let verbs = folders(&root()).into_iter();
    verbs
        .filter(|verb| !verb.ends_with("__pycache__"))
        .flat_map(|verb| folders(&verb))
        .collect()
}

/// The path of the actual text, where it differs from the file's.
fn differs(folder: &Path, file: &str, actual: &str, same: impl Fn(&str) -> bool) -> Option<String> {
    let beside = folder.join(format!("{file}.actual"));
    let expected = fs::read_to_string(folder.join(file)).unwrap_or_default();
    if same(&expected) {
        let _ = fs::remove_file(beside);
        return None;
    }
    fs::write(&beside, format!("{actual}\n")).unwrap();
    Some(beside.display().to_string())
}

#[test]
fn every_verb_sends_what_the_second_reading_of_the_facts_says() {
    let defaults = Answers::read(&root().join("defaults.json"));
    let mut failures = Vec::new();
    for folder in cases() {
        let (wire, outcome) = play(&folder, &defaults);
        failures.extend(differs(&folder, "wire.txt", &wire, |expected| {
            expected.trim_end() == wire.trim_end()
        }));
        let text = serde_json::to_string_pretty(&outcome).unwrap();
        failures.extend(differs(&folder, "outcome.json", &text, |expected| {
            serde_json::from_str(expected)
                .is_ok_and(|expected: serde_json::Value| expected == outcome)
        }));
    }
    assert!(failures.is_empty(), "see\n{}", failures.join("\n"));
}

/// A golden file without a source is our own output in disguise.
#[test]
fn every_case_is_whole_and_names_its_source() {
    let missing: Vec<String> = cases()
        .iter()
        .flat_map(|folder| FILES.map(|file| folder.join(file)))
        .filter(|path| fs::read(path).map_or(true, |text| text.is_empty()))
        .map(|path| path.display().to_string())
        .collect();
    assert!(missing.is_empty(), "missing or empty: {missing:?}");
    for verb in [
        "RegisterDomain",
        "ReleaseDomain",
        "RenewDomain",
        "RequestDelete",
        "Sync",
        "TransferDomain",
        "TransferSync",
    ] {
        assert!(
            folders(&root().join(verb)).len() >= ZONES,
            "zones of {verb}"
        );
    }
}
