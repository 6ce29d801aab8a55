//! The stable texts of errors are listed in `docs/errors.md`, all of them and no other: people compare them in their code.

#![allow(clippy::expect_used, clippy::unwrap_used)] // a test may fail by panic

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const FAMILIES: [&str; 6] = [
    "idn.",
    "ispapi.",
    "name.",
    "registrar.",
    "run.",
    "transport.",
];

/// Any code of the API, in the list; the sources put its number behind the family.
const ANY_API_CODE: &str = "ispapi.NNN";

#[test]
fn every_code_is_listed_and_nothing_else() {
    let listed = listed();
    let used = used();
    assert!(used.len() > 40, "the sources' codes were not found");
    let unlisted: Vec<_> = used.difference(&listed).collect();
    let unused: Vec<_> = listed
        .difference(&used)
        .filter(|code| *code != ANY_API_CODE)
        .collect();
    assert!(
        unlisted.is_empty(),
        "missing in docs/errors.md: {unlisted:?}"
    );
    assert!(
        unused.is_empty(),
        "docs/errors.md lists what no source has: {unused:?}"
    );
}

/// The first cell of each row.
fn listed() -> BTreeSet<String> {
    let text = fs::read_to_string(root().join("docs/errors.md")).unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| row.split_once('`').unwrap().0.to_owned())
        .collect()
}

/// The codes that stand as literals in the sources, apart from keys of messages and from API codes in tests.
fn used() -> BTreeSet<String> {
    let messages: BTreeSet<&str> = ispbridge::base::message::keys().collect();
    let mut texts = Vec::new();
    read(&root().join("src"), &mut texts);
    let literals = texts
        .iter()
        .flat_map(|text| text.split('"').skip(1).step_by(2));
    literals
        .filter(|literal| FAMILIES.iter().any(|family| literal.starts_with(family)))
        .filter(|literal| {
            literal
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._".contains(&b))
        })
        .filter(|literal| {
            let last = literal.rsplit('.').next().unwrap();
            !last.is_empty() && last.parse::<u16>().is_err()
        })
        .filter(|literal| !messages.contains(literal))
        .map(str::to_owned)
        .collect()
}

fn read(folder: &Path, texts: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, texts);
        } else {
            let text = fs::read_to_string(&path).unwrap();
            // A quote as a character would shift what stands inside quotes.
            texts.push(text.replace("'\"'", "").replace("\\\"", ""));
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
