//! What holds for every command and every reply.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)] // a test may fail by panic

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Instant;

use ispbridge::base::params::{Params, Value};
use ispbridge::ispapi::{Command, CommandDraft, Malformed, Response, encode, parse};
use proptest::prelude::*;

/// A value as it survives the trip: no line breaks, no blanks or tabs around it.
fn cell() -> impl Strategy<Value = String> {
    "\\PC{0,12}".prop_map(|text| text.trim_matches([' ', '\t']).to_owned())
}

/// A reply: description, and columns that may be sparse, in any order of lines.
fn reply() -> impl Strategy<Value = (String, BTreeMap<String, BTreeMap<u32, String>>, u64)> {
    let column = proptest::collection::btree_map(0_u32..40, cell(), 1..6);
    let columns = proptest::collection::btree_map("[A-Z][A-Z0-9-]{0,8}", column, 0..6);
    (cell(), columns, any::<u64>())
}

fn text(description: &str, columns: &BTreeMap<String, BTreeMap<u32, String>>, seed: u64) -> String {
    let mut lines: Vec<String> = columns
        .iter()
        .flat_map(|(name, cells)| {
            cells
                .iter()
                .map(move |(index, value)| format!("PROPERTY[{name}][{index}] = {value} "))
        })
        .collect();
    lines.push("CODE = 200".to_owned());
    lines.push(format!("DESCRIPTION={description}"));
    let places = lines.len() as u64;
    for n in 0..lines.len() {
        let other = seed.rotate_left(u32::try_from(n % 64).unwrap()) % places;
        lines.swap(n, usize::try_from(other).unwrap());
    }
    format!("[RESPONSE]\r\n{}\r\nEOF\r\n", lines.join("\r\n"))
}

fn command_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        Just(Value::Null),
        "(?s).{0,12}".prop_map(Value::Text),
        proptest::collection::vec(any::<u8>(), 0..4).prop_map(Value::Bytes),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
            proptest::collection::vec(("(?s).{0,4}", inner), 0..4)
                .prop_map(|pairs| Value::Map(pairs.into_iter().collect::<Params>())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_cell_stands_where_its_index_says((description, columns, seed) in reply()) {
        let response = parse(text(&description, &columns, seed).as_bytes()).unwrap();
        prop_assert_eq!(response.description(), description);
        prop_assert_eq!(response.columns().len(), columns.len());
        for (name, cells) in &columns {
            let column = response.column(name).unwrap();
            let end = cells.keys().last().unwrap() + 1;
            prop_assert_eq!(column.len(), usize::try_from(end).unwrap());
            for (index, value) in column.iter().enumerate() {
                let sent = cells.get(&u32::try_from(index).unwrap());
                prop_assert_eq!(value, sent.map_or("", String::as_str));
            }
        }
    }

    #[test]
    fn a_reply_survives_its_own_text((description, columns, seed) in reply()) {
        let response = parse(text(&description, &columns, seed).as_bytes()).unwrap();
        prop_assert_eq!(parse(response.to_text().as_bytes()).unwrap(), response);
    }

    #[test]
    fn any_bytes_are_a_reply_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = parse(&bytes);
    }

    #[test]
    fn any_lines_are_a_reply_or_an_error(lines in proptest::collection::vec(
        prop_oneof![
            "(?i)(code|description|pending|eof|property\\[a\\]\\[[0-9]{0,9}\\]|property\\[[^=]{0,4}) ?=? ?[0-9]{0,3}",
            "\\PC{0,10}",
        ], 0..12)) {
        if let Ok(response) = parse(lines.join("\n").as_bytes()) {
            prop_assert_eq!(parse(response.to_text().as_bytes()).unwrap(), response);
        }
    }

    #[test]
    fn a_command_has_one_line_for_each_property(
        pairs in proptest::collection::vec(("[A-Za-z0-9=\\- \n]{1,6}", command_value()), 0..6)
    ) {
        let params: Params = pairs.into_iter().collect();
        let params = Params::default().with("COMMAND", "X").with("P", Value::Map(params));
        let json = serde_json::to_string(&params).unwrap();
        let draft: CommandDraft = serde_json::from_str(&json).unwrap();
        if let Ok(command) = draft.finish() {
            let text = encode(&command);
            prop_assert_eq!(text.split('\n').count(), 1 + command.properties().len());
            let clean = |c: char| c == '\n' || c == '\t' || !c.is_control();
            prop_assert!(text.chars().all(clean), "{:?}", text);
        }
    }

    #[test]
    fn a_value_never_starts_a_parameter(value in "(?s).{0,40}") {
        let text = encode(&Command::new("X").unwrap().with("A", value));
        prop_assert_eq!(text.matches('\n').count(), 1);
        prop_assert!(text.starts_with("COMMAND=X\nA="));
    }
}

/// Seconds that a parse took; far above what any of these needs, far below what a square would take.
fn parsed(text: &str) -> (Result<Response, Malformed>, f64) {
    let start = Instant::now();
    let end = parse(text.as_bytes());
    (end, start.elapsed().as_secs_f64())
}

#[test]
fn the_time_grows_with_the_length_of_the_reply() {
    let framed = |lines: &str| format!("CODE=200\nDESCRIPTION=ok\n{lines}EOF\n");
    let lines = |line: &dyn Fn(u32) -> String| {
        (0..200_000).fold(String::new(), |mut text, n| {
            let _ = writeln!(text, "{}", line(n));
            text
        })
    };
    for (case, text) in [
        (
            "one long value",
            framed(&format!("PROPERTY[A][0]={}\n", "x=[".repeat(1_700_000))),
        ),
        (
            "one long name",
            framed(&format!("{}=1\n", "PROPERTY[".repeat(500_000))),
        ),
        (
            "many columns",
            framed(&lines(&|n| format!("PROPERTY[A{n}][0]=x"))),
        ),
        (
            "many cells",
            framed(&lines(&|n| format!("PROPERTY[A][{n}]=x"))),
        ),
        (
            "cells backwards",
            framed(&lines(&|n| format!("PROPERTY[A][{}]=x", 199_999 - n))),
        ),
        (
            "row by row",
            framed(&lines(&|n| {
                format!("PROPERTY[a {}][{}]=x", n % 100, n / 100)
            })),
        ),
        (
            "one cell again and again",
            framed(&lines(&|_| "PROPERTY[A][7]=x".to_owned())),
        ),
        ("other attributes", framed(&lines(&|n| format!("X{n}=x")))),
        ("blank lines", framed(&"\n".repeat(5_000_000))),
    ] {
        let (_, seconds) = parsed(&text);
        assert!(seconds < 20.0, "{case}: {seconds} s");
    }
}
