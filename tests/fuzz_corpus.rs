//! The fuzz targets' checks over their committed corpus; `make fuzz` runs them over what the engine makes up.

#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)] // a test may fail by panic; the checks are no public API
#![allow(unreachable_pub)] // they are public for the targets

#[path = "../fuzz/checks.rs"]
mod checks;

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

/// Runs a check over each file of a corpus; fails with the names of all that did.
fn replay(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert!(files.len() > 20, "the walker sees the corpus");
    let failed = files.iter().filter(|path| {
        let bytes = fs::read(path).unwrap();
        catch_unwind(|| check(&bytes)).is_err()
    });
    let failed: Vec<_> = failed.collect();
    assert!(failed.is_empty(), "{failed:?}");
}

#[test]
fn idn() {
    replay("idn", checks::idn);
}

#[test]
fn ispapi_encode() {
    replay("ispapi_encode", checks::ispapi_encode);
}

#[test]
fn ispapi_parse() {
    replay("ispapi_parse", checks::ispapi_parse);
}

#[test]
fn every_target_has_its_corpus_and_its_replay() {
    let manifest = include_str!("../fuzz/Cargo.toml");
    let names = manifest
        .lines()
        .filter_map(|line| line.strip_prefix("name = \""));
    let mut targets: Vec<_> = names.map(|rest| rest.trim_end_matches('"')).collect();
    targets.retain(|name| *name != "ispbridge-fuzz");
    assert_eq!(
        targets,
        ["idn", "ispapi_encode", "ispapi_parse"],
        "add a replay above"
    );
}
