//! Names and what becomes of them, from data files: one case a row, all failing rows reported at once.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test reports by failing

#[path = "support/shared.rs"]
mod shared;

use std::fs;
use std::path::Path;

use ispbridge::idn::{Deviations, to_ascii, to_ascii_with, to_unicode};
use ispbridge::names::Tld;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use shared::{json_lines, reference};

#[test]
fn each_name_becomes_what_the_policy_of_its_tld_says() {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        name: String,
        ascii: Option<String>,
        /// The Unicode form of the ASCII form.
        unicode: Option<String>,
        error: Option<String>,
        #[serde(rename = "note")]
        _note: Option<String>,
    }
    let rows: Vec<Row> = table("idn_policy.json");
    assert_eq!(rows.len(), 48);
    report(rows.iter().filter_map(|row| {
        let ascii = to_ascii(&row.name);
        let unicode = ascii.as_deref().ok().map(to_unicode);
        let right = match (&ascii, &unicode) {
            (Ok(ascii), Some(Ok(unicode))) => {
                Some(ascii) == row.ascii.as_ref() && Some(unicode) == row.unicode.as_ref()
            }
            (Err(error), _) => Some(error.code()) == row.error.as_deref(),
            _ => false,
        };
        (!right).then(|| format!("{:?}: {ascii:?}, {unicode:?}", row.name))
    }));
}

#[test]
fn icu_gives_the_same_answers() {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        name: String,
        keep: Option<String>,
        map: Option<String>,
        unicode: Option<String>,
    }
    let rows: Vec<Row> = table("idn_icu.json");
    assert!(rows.len() >= 100, "{} rows", rows.len());
    report(rows.iter().filter_map(|row| {
        let ours = [
            to_ascii_with(&row.name, Deviations::Keep).ok(),
            to_ascii_with(&row.name, Deviations::Map).ok(),
            to_unicode(&row.name).ok(),
        ];
        let theirs = [row.keep.clone(), row.map.clone(), row.unicode.clone()];
        (ours != theirs).then(|| format!("{:?}: {ours:?}, ICU {theirs:?}", row.name))
    }));
}

/// Where the collected behaviours of the vendor's converter are at hand, ours are compared with them.
#[test]
fn the_vendors_converter_gives_the_same_answers() {
    let Some(folder) = reference("") else {
        return;
    };
    for row in json_lines(&folder.join("idn-vendor.jsonl")) {
        let name = row["input"].as_str().unwrap();
        if row["soft"] == true {
            continue; // the file itself does not ask for these
        }
        let ours = match row["option_transitional"].as_bool() {
            Some(true) => to_ascii_with(name, Deviations::Map),
            Some(false) => to_ascii_with(name, Deviations::Keep),
            None => to_ascii(name),
        };
        compare(&row, "to_ascii", ours.ok().as_deref());
        compare(&row, "to_unicode", to_unicode(name).ok().as_deref());
    }
    for row in json_lines(&folder.join("idn-vendor-tld-detection.jsonl")) {
        let name = row["input"].as_str().unwrap().trim_end_matches('.');
        let tld = Tld::parse(name.rsplit('.').next().unwrap()).unwrap();
        let mapped = Deviations::under(&tld) == Deviations::Map;
        assert_eq!(Some(mapped), row["transitional"].as_bool(), "{row}");
    }
}

fn compare(row: &Value, operation: &str, ours: Option<&str>) {
    let Some(policy) = row[format!("{operation}_policy")].as_str() else {
        return;
    };
    let theirs = row[operation].as_str();
    let right = match policy {
        "exact" => ours == theirs,
        "error-or-exact" => ours.is_none() || ours == theirs,
        "error-or-unchanged" => ours.is_none() || ours == row["input"].as_str(),
        other => panic!("unknown policy {other}"),
    };
    assert!(right, "{operation} gave {ours:?} for {row}");
}

/// The rows of a vector file behind its header.
fn table<R: DeserializeOwned>(name: &str) -> Vec<R> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/vectors")
        .join(name);
    let rows: Vec<Value> = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let (header, rows) = rows.split_first().unwrap();
    assert!(header["source"].is_string() && header["date"].is_string());
    rows.iter()
        .map(|row| R::deserialize(row).unwrap())
        .collect()
}

fn report(failures: impl Iterator<Item = String>) {
    let failures: Vec<String> = failures.collect();
    assert!(
        failures.is_empty(),
        "{} rows fail:\n{}",
        failures.len(),
        failures.join("\n")
    );
}
