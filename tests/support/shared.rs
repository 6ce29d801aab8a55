//! The public facts that some tests compare with. They are no part of the project: they stand beside its tree, or where
//! `ISPBRIDGE_SHARED` says, and then they must be there.

#![allow(clippy::unwrap_used)] // a test may fail by panic

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use serde_json::Value;

/// A file of the facts. Where it is not at hand the test is skipped: it says so where `tools/tally.py` counts it.
pub(crate) fn shared(file: &str) -> Option<PathBuf> {
    let named = env::var_os("ISPBRIDGE_SHARED").map(PathBuf::from);
    let path = named.clone().unwrap_or_else(beside).join(file);
    if path.exists() {
        return Some(path);
    }
    assert!(named.is_none(), "ISPBRIDGE_SHARED has no {file}");
    #[allow(clippy::explicit_write)] // a passing test keeps what println! says to itself
    writeln!(io::stdout(), "skipped: {file} is not here").unwrap();
    None
}

/// The same below the data about the API reference.
pub(crate) fn reference(file: &str) -> Option<PathBuf> {
    shared(&format!("data/ispapi/{file}"))
}

/// The lines of a JSONL file.
pub(crate) fn json_lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    let lines: Vec<_> = lines.collect();
    assert!(!lines.is_empty(), "{} is empty", path.display());
    lines
}

fn beside() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tree = here.ancestors().find(|f| f.join("Cargo.lock").exists());
    tree.unwrap().join("../shared")
}
