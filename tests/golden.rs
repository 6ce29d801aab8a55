//! Golden files: for each case below `tests/golden/ispapi`, an array from PHP, the command that it becomes, the body that is posted,
//! a reply, and the array that PHP gets back.
//!
//! A mismatch writes the actual text beside the file, as `*.actual`; a person reads it before it takes the file's place.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test may fail by panic

mod wire_script;

use std::fs;
use std::path::{Path, PathBuf};

use ispbridge::base::params::Params;
use ispbridge::ispapi::{Command, CommandDraft, CommandName, encode, parse};
use serde::de::DeserializeOwned;
use wire_script::{Script, client, reply};

const FILES: [&str; 6] = [
    "body.txt",
    "command.txt",
    "params.json",
    "reply.txt",
    "result.json",
    "source.md",
];

/// The inventory of `ispapi-wire`, section 12, with 12.2: what a registrar module sends.
const INVENTORY: [&str; 53] = [
    "AddDomain",
    "AddDomainApplication",
    "AddNameserver",
    "CheckAuthentication",
    "CheckDomainRegistration",
    "CheckDomainTrade",
    "CheckDomainTransfer",
    "CheckDomains",
    "CreateDNSZone",
    "DENIC_CreateAuthInfo1",
    "DeleteDomain",
    "DeleteEvent",
    "DeleteNameserver",
    "GetEnvironment",
    "ModifyContact",
    "ModifyDomain",
    "ModifyNameserver",
    "PayDomainRenewal",
    "PushDomain",
    "QueryDNSZoneList",
    "QueryDNSZoneRRList",
    "QueryDomainList",
    "QueryDomainOptions",
    "QueryDomainPendingRegistrantVerificationList",
    "QueryDomainRepositoryInfo",
    "QueryDomainSuggestionList",
    "QueryEnvironmentList",
    "QueryEventList",
    "QueryExchangeRates",
    "QueryObjectList",
    "QueryObjectLogList",
    "RenewDomain",
    "RequestDomainAuthInfo",
    "RequestDomainPin",
    "ResendDomainRegistrantVerificationEmail",
    "ResendDomainTransferConfirmationEmails",
    "RestoreDomain",
    "SetDomainRenewalMode",
    "SetEnvironment",
    "StatusAccount",
    "StatusContact",
    "StatusDNSZone",
    "StatusDomain",
    "StatusDomainApplication",
    "StatusDomainTrade",
    "StatusDomainTransfer",
    "StatusEvent",
    "StatusNameserver",
    "StatusObjectLog",
    "StatusUser",
    "TradeDomain",
    "TransferDomain",
    "UpdateDNSZone",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/ispapi")
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// `Command/case`, and its folder.
fn cases() -> Vec<(String, PathBuf)> {
    let cases = folders(&root())
        .into_iter()
        .flat_map(|command| folders(&command));
    let name = |path: &Path| path.strip_prefix(root()).unwrap().display().to_string();
    cases.map(|path| (name(&path), path)).collect()
}

/// The difference between a file and a text, if any; line ends at the end of the file aside.
fn differs(folder: &Path, file: &str, actual: &str) -> Option<String> {
    let path = folder.join(file);
    let beside = folder.join(format!("{file}.actual"));
    if fs::read_to_string(&path).unwrap().trim_end() == actual.trim_end() {
        let _ = fs::remove_file(beside);
        return None;
    }
    fs::write(&beside, format!("{actual}\n")).unwrap();
    Some(beside.display().to_string())
}

fn json<T: DeserializeOwned>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn command(folder: &Path) -> Command {
    let draft: CommandDraft = json(&folder.join("params.json"));
    draft.finish().unwrap()
}

fn failures(folder: &Path) -> Vec<String> {
    let mut failures = Vec::new();
    let command = command(folder);
    failures.extend(differs(folder, "command.txt", &encode(&command)));

    let script = Script::new([reply(fs::read(folder.join("reply.txt")).unwrap())]);
    let response = client(&script).request(&command).unwrap();
    failures.extend(differs(folder, "body.txt", &script.bodies().concat()));

    let result = response.to_params();
    assert_eq!(
        parse(&fs::read(folder.join("reply.txt")).unwrap()).unwrap(),
        response
    );
    if result != json::<Params>(&folder.join("result.json")) {
        let text = serde_json::to_string_pretty(&result).unwrap();
        failures.extend(differs(folder, "result.json", &text));
    }
    failures
}

#[test]
fn every_case_reads_and_writes_as_written_down() {
    let failures: Vec<String> = cases()
        .iter()
        .flat_map(|(_, folder)| failures(folder))
        .collect();
    assert!(failures.is_empty(), "see\n{}", failures.join("\n"));
}

/// A golden file without a source is our own output in disguise.
#[test]
fn every_case_is_whole_and_names_its_source() {
    let missing: Vec<String> = cases()
        .iter()
        .flat_map(|(name, folder)| {
            let absent =
                |file: &&str| fs::read(folder.join(file)).is_ok_and(|text| !text.is_empty());
            FILES
                .iter()
                .filter(move |file| !absent(file))
                .map(move |file| format!("{name}/{file}"))
        })
        .collect();
    assert!(missing.is_empty(), "missing or empty: {missing:?}");
    assert!(cases().len() >= 60, "the walker sees the cases");
}

#[test]
fn the_folder_bears_the_name_of_its_command() {
    for (name, folder) in cases() {
        let command = command(&folder);
        assert_eq!(
            name.split('/').next(),
            Some(command.name().as_str()),
            "{name}"
        );
    }
}

#[test]
fn every_command_of_the_inventory_and_of_ours_has_a_case() {
    let own = [CommandName::START_SESSION, CommandName::END_SESSION];
    let ours = CommandName::USED
        .iter()
        .chain(&own)
        .map(CommandName::as_str);
    let without: Vec<&str> = INVENTORY
        .into_iter()
        .chain(ours)
        .filter(|name| !root().join(name).is_dir() || folders(&root().join(name)).is_empty())
        .collect();
    assert!(without.is_empty(), "no golden case: {without:?}");
}
