//! Turns `data/` into sorted static tables. A table that is unsorted, has a duplicate or an unknown field stops the build.

#![allow(clippy::expect_used, clippy::panic)] // a build script reports by failing

use std::fmt::Write as _;
use std::{env, fs, path::Path};

use serde::Deserialize;
use serde::de::DeserializeOwned;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    idn_policy();
    messages();
}

/// `data/idn_policy.json` to `DEVIATIONS: &[(last label, Deviations)]`.
fn idn_policy() {
    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Deviations {
        Keep,
        Map,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        tld: String,
        deviations: Deviations,
    }
    let rows: Vec<Row> = table("idn_policy");
    sorted("idn_policy", rows.iter().map(|row| row.tld.as_str()));
    let mut code = String::from("static DEVIATIONS: &[(&str, Deviations)] = &[\n");
    for row in &rows {
        let variant = match row.deviations {
            Deviations::Keep => "Keep",
            Deviations::Map => "Map",
        };
        writeln!(code, "    ({:?}, Deviations::{variant}),", row.tld).expect("writing to a string");
    }
    write("idn_policy", &(code + "];\n"));
}

/// `data/messages.json` to `MESSAGES: &[(key, English text)]`.
fn messages() {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        key: String,
        en: String,
        #[allow(dead_code)] // the other languages are PHP's
        de: Option<String>,
        #[allow(dead_code)]
        fr: Option<String>,
        #[allow(dead_code)]
        ar: Option<String>,
    }
    let rows: Vec<Row> = table("messages");
    sorted("messages", rows.iter().map(|row| row.key.as_str()));
    let mut code = String::from("static MESSAGES: &[(&str, &str)] = &[\n");
    for row in &rows {
        writeln!(code, "    ({:?}, {:?}),", row.key, row.en).expect("writing to a string");
    }
    write("messages", &(code + "];\n"));
}

/// The rows of `data/NAME.json` behind its header.
fn table<R: DeserializeOwned>(name: &str) -> Vec<R> {
    let path = format!("data/{name}.json");
    println!("cargo::rerun-if-changed={path}");
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let rows: Vec<serde_json::Value> =
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"));
    let mut rows = rows.into_iter();
    let header = rows
        .next()
        .unwrap_or_else(|| panic!("{path}: no header row"));
    assert!(
        header.get("source").is_some() && header.get("date").is_some(),
        "{path}: the first row must name source and date"
    );
    rows.enumerate()
        .map(|(i, row)| {
            serde_json::from_value(row).unwrap_or_else(|e| panic!("{path}, row {}: {e}", i + 1))
        })
        .collect()
}

fn sorted<'a>(name: &str, keys: impl Iterator<Item = &'a str> + Clone) {
    for (one, next) in keys.clone().zip(keys.skip(1)) {
        assert!(
            one < next,
            "data/{name}.json: {next:?} must not follow {one:?}"
        );
    }
}

fn write(name: &str, code: &str) {
    let folder = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let path = Path::new(&folder).join(format!("{name}.rs"));
    fs::write(&path, code).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
}
