//! The tables of codes and descriptions, and their sentences in four languages.

#![allow(clippy::indexing_slicing, clippy::unwrap_used)] // a test may fail by panic

use std::collections::BTreeSet;
use std::fs;

use ispbridge::ispapi::{Code, Repeat, explain, parse};
use serde_json::Value;

fn table(name: &str) -> Vec<Value> {
    let path = format!("{}/data/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let rows: Vec<Value> = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    rows.into_iter().skip(1).collect()
}

/// The `:name` places of a sentence.
fn places(text: &str) -> BTreeSet<&str> {
    let names = text.split(':').skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        &rest[..end.unwrap_or(rest.len())]
    });
    names.filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_sentence_of_the_wire_has_four_languages_with_the_same_places() {
    let rows = table("messages");
    let ours: Vec<_> = rows
        .iter()
        .filter(|row| row["key"].as_str().unwrap().starts_with("ispapi."))
        .collect();
    assert!(ours.len() > 60);
    for row in ours {
        let english = places(row["en"].as_str().unwrap());
        for language in ["de", "fr", "ar"] {
            let text = row[language].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{} {language}", row["key"]);
            assert_eq!(places(text), english, "{} {language}", row["key"]);
        }
    }
}

#[test]
fn the_tables_hold_what_the_reference_says() {
    assert_eq!(
        (
            table("ispapi_codes").len(),
            table("ispapi_descriptions").len()
        ),
        (40, 19)
    );
    for (code, repeat, customer, admin) in [
        (200, Repeat::No, "done", "done"),
        (211, Repeat::No, "not_available", "done"),
        (219, Repeat::No, "not_possible", "not_possible"),
        (421, Repeat::AtOnce, "busy", "temporary"),
        (425, Repeat::AfterWait, "busy", "usage"),
        (504, Repeat::No, "data", "missing"),
        (530, Repeat::No, "support", "credentials"),
        (531, Repeat::No, "support", "authorization"),
        (546, Repeat::No, "support", "credit"),
        (555, Repeat::No, "renewed", "renewed"),
    ] {
        let reply = parse(format!("CODE={code}\nDESCRIPTION=text\nEOF").as_bytes()).unwrap();
        let said = explain(&reply);
        assert_eq!(reply.code().repeat(), repeat, "{code}");
        assert_eq!(said.customer.key(), format!("ispapi.customer.{customer}"));
        assert_eq!(said.admin.key(), format!("ispapi.admin.{admin}"));
        assert!(said.admin.english().contains(&code.to_string()));
    }
    assert_eq!(Code::new(599).repeat(), Repeat::No);
}
