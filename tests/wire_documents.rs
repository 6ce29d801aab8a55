//! Every example of the reference and every recorded behaviour of the public SDKs, where the collection is at hand.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)] // a test may fail by panic

#[path = "support/shared.rs"]
mod shared;

use std::fs;

use ispbridge::ispapi::{Class, CommandDraft, Malformed, Response, encode, parse};
use serde::Deserialize;
use serde_json::Value;

use shared::{json_lines, reference};

/// Where the facts demand another reading than the SDKs have, and why.
const DIFFERENCES: &[(&str, Option<Malformed>, &str)] = &[
    (
        "sdk/cnr-no-frame-crlf",
        Some(Malformed::NoEnd),
        "a reply without EOF was cut",
    ),
    (
        "sdk/cnr-no-frame-lf",
        Some(Malformed::NoEnd),
        "a reply without EOF was cut",
    ),
    (
        "sdk/cnr-trim-around-separator",
        Some(Malformed::NoEnd),
        "a reply without EOF was cut",
    ),
    (
        "sdk/cnr-first-separator-splits",
        Some(Malformed::NoEnd),
        "a reply without EOF was cut",
    ),
    (
        "sdk/cnr-property-name-blank",
        Some(Malformed::NoEnd),
        "a reply without EOF was cut",
    ),
    (
        "sdk/cnr-line-without-separator",
        Some(Malformed::NoDescription),
        "DESCRIPTION is required",
    ),
    (
        "sdk/cnr-properties",
        Some(Malformed::NoDescription),
        "DESCRIPTION is required",
    ),
    (
        "sdk/response-invalid-no-description",
        Some(Malformed::NoDescription),
        "no built-in reply poses as the server's",
    ),
    (
        "sdk/response-invalid-219-no-description",
        Some(Malformed::NoDescription),
        "no built-in reply poses as the server's",
    ),
    (
        "sdk/cnr-empty",
        Some(Malformed::Empty),
        "an empty body is no reply",
    ),
    (
        "sdk/response-empty",
        Some(Malformed::Empty),
        "no built-in reply poses as the server's",
    ),
    (
        "sdk/response-literal-zero",
        Some(Malformed::NoEnd),
        "no built-in reply poses as the server's",
    ),
    (
        "docs/DOMAIN/QUERYDOMAINSUGGESTIONLIST#1",
        None,
        "the page leaves rows out; cells stand at their index",
    ),
    (
        "docs/TMCH/CHECKTMCHMARKSMD#1",
        None,
        "the page leaves rows out; cells stand at their index",
    ),
    (
        "docs/USER/INVOICE/GETINVOICEPDF#1",
        Some(Malformed::Sparse),
        "the page leaves 6,939 of 6,942 rows out",
    ),
    (
        "sdk/response-invalid-empty-description",
        None,
        "an empty DESCRIPTION is one; the reply is whole",
    ),
];

fn str_of<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap()
}

/// What a reply says, in the collection's shape; `None` where it agrees.
fn difference(response: &Response, expect: &Value) -> Option<String> {
    let properties = |response: &Response| {
        let columns = response.columns();
        let pairs = columns.map(|column| (column.name().to_owned(), column.iter().collect()));
        Value::Object(pairs.collect())
    };
    let class = response.class();
    let number = |text: Option<&str>| text.map(|text| text.parse::<f64>().unwrap());
    let checks = [
        ("code", expect["code"] == response.code().number()),
        (
            "description",
            expect["description"] == response.description(),
        ),
        ("properties", expect["properties"] == properties(response)),
        ("success", expect["success"] == (class == Class::Success)),
        ("error", expect["error"] == (class == Class::Permanent)),
        (
            "tmperror",
            expect["tmperror"] == (class == Class::Temporary),
        ),
        (
            "pending",
            expect["pending"]
                .as_bool()
                .is_none_or(|flag| flag == response.pending()),
        ),
        (
            "runtime",
            expect["runtime"].is_null() || expect["runtime"].as_f64() == number(response.runtime()),
        ),
        (
            "queuetime",
            expect["queuetime"].is_null()
                || expect["queuetime"].as_f64() == number(response.queuetime()),
        ),
    ];
    checks
        .iter()
        .find(|(_, same)| !same)
        .map(|(what, _)| (*what).to_owned())
}

/// The same where our cells stand at their index and the collection's in order of appearance.
fn gaps_aside(response: &Response, expect: &Value) -> Option<String> {
    let properties = expect["properties"].as_object()?;
    let filled = |name: &str| -> Vec<&str> {
        let cells = response.column(name).unwrap().iter();
        cells.filter(|cell| !cell.is_empty()).collect()
    };
    let wrong = properties
        .iter()
        .find(|(name, cells)| **cells != Value::from(filled(name)));
    wrong.map(|(name, _)| name.clone())
}

#[test]
fn every_reply_of_the_documents_and_the_sdks_is_read() {
    let Some(folder) = reference("") else {
        return;
    };
    let files = ["parse-docs.jsonl", "parse-sdk.jsonl"];
    let rows = files.map(|file| json_lines(&folder.join(file)));
    let mut failures = Vec::new();
    for row in rows.into_iter().flatten() {
        let id = str_of(&row, "id");
        let parsed = parse(str_of(&row, "raw").as_bytes());
        let known = DIFFERENCES.iter().find(|(known, ..)| *known == id);
        let wrong = match (known, &parsed) {
            (Some((_, Some(error), _)), Err(found)) if error == found => None,
            (Some((_, None, _)), Ok(response)) => gaps_aside(response, &row["expect"]),
            (None, Ok(response)) => difference(response, &row["expect"]),
            _ => Some(format!("{:?}", parsed.as_ref().err())),
        };
        failures.extend(wrong.map(|wrong| format!("{id}: {wrong}")));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[derive(Deserialize)]
struct Example {
    id: String,
    command: CommandDraft, // keeps the order
    expect_s_command: String,
}

#[test]
fn every_command_of_the_documents_is_encoded() {
    let Some(path) = reference("encode-docs.jsonl") else {
        return;
    };
    let text = fs::read_to_string(path).unwrap();
    assert!(!text.is_empty());
    let mut failures = Vec::new();
    for line in text.lines() {
        let example: Example = serde_json::from_str(line).unwrap();
        let text = example.command.finish().map(|command| encode(&command));
        if text.as_ref() != Ok(&example.expect_s_command) {
            failures.push(format!("{}: {text:?}", example.id));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_list_is_read_row_by_row() {
    let Some(path) = reference("parse-list.jsonl") else {
        return;
    };
    let mut failures = Vec::new();
    for row in json_lines(&path) {
        let id = str_of(&row, "id");
        let response = parse(str_of(&row, "raw").as_bytes()).unwrap();
        let expect = &row["expect"]["cnr-33"];
        // COLUMN is about the list, and no cell of a row (section 4.2); the SDK counts it as one
        let plain = |record: &Value| {
            let mut record = record.as_object().unwrap().clone();
            record.remove("COLUMN");
            (!record.is_empty()).then_some(record)
        };
        let expected: Vec<_> = expect["records"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(plain)
            .collect();
        let cells = |(name, value): (&str, &str)| (name.to_owned(), Value::from(value));
        let records: Vec<serde_json::Map<_, _>> = response
            .records()
            .map(|record| record.cells().map(cells).collect())
            .collect();
        if records != expected {
            failures.push(format!("{id}: records"));
        }
        let control = response.list_control();
        for (name, ours) in [
            ("FIRST", control.first),
            ("LIMIT", control.limit),
            ("TOTAL", control.total),
        ] {
            let theirs = &expect["pagination"][name];
            if ours.is_some() && theirs.as_u64() != ours {
                failures.push(format!("{id}: {name} {ours:?} {theirs}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
