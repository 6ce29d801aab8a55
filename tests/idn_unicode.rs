//! Unicode's own vectors for UTS #46, with this project's flags. One case a line; each case that cannot be asked is counted
//! under its reason, so that a change of either number is seen.
#![allow(clippy::unwrap_used, clippy::panic)] // a test reports by failing

use std::collections::BTreeMap;

use ispbridge::idn::{Deviations, IdnError, to_ascii_with, to_unicode};

const FILE: &str = include_str!("vectors/IdnaTestV2.txt");

/// What a line expects of one operation.
struct Expected {
    text: String,
    status: Vec<String>,
}

struct Case {
    line: usize,
    source: String,
    to_unicode: Expected,
    to_ascii_keep: Expected,
    to_ascii_map: Expected,
}

#[derive(Default)]
struct Tally {
    asked: usize,
    failures: Vec<String>,
    skipped: BTreeMap<&'static str, usize>,
}

#[test]
fn to_unicode_answers_as_the_standard_says() {
    let tally = run(|case| (&case.to_unicode, to_unicode(&case.source)));
    tally.assert();
}

#[test]
fn to_ascii_with_the_deviations_kept_answers_as_the_standard_says() {
    let tally = run(|case| {
        (
            &case.to_ascii_keep,
            to_ascii_with(&case.source, Deviations::Keep),
        )
    });
    tally.assert();
}

#[test]
fn to_ascii_with_the_deviations_mapped_answers_as_the_standard_says() {
    let tally = run(|case| {
        (
            &case.to_ascii_map,
            to_ascii_with(&case.source, Deviations::Map),
        )
    });
    tally.assert();
}

const CASES: usize = 6_389;
const NEWER_CHARACTER: &str = "CJK extension J, assigned in Unicode 17";

fn run(ask: impl Fn(&Case) -> (&Expected, Result<String, IdnError>)) -> Tally {
    let mut tally = Tally::default();
    for case in cases() {
        let (expected, got) = ask(&case);
        if let Some(reason) = skip_reason(&case) {
            *tally.skipped.entry(reason).or_default() += 1;
            continue;
        }
        tally.asked += 1;
        let status = expected.status_with_our_flags();
        let right = match &got {
            Ok(text) => status.is_empty() && *text == expected.text,
            Err(_) => !status.is_empty(),
        };
        if !right {
            tally.failures.push(format!(
                "line {}: {:?} gave {got:?}, not {:?} {status:?}",
                case.line, case.source, expected.text
            ));
        }
    }
    tally
}

/// The file is of Unicode 16; the engine's tables may be newer.
fn skip_reason(case: &Case) -> Option<&'static str> {
    let is_new = |c| matches!(c, '\u{323B0}'..='\u{33479}');
    (case.source.contains(is_new) || case.to_unicode.text.contains(is_new))
        .then_some(NEWER_CHARACTER)
}

impl Expected {
    /// The status without the codes of the checks that we leave out; the file says which flag has which codes.
    fn status_with_our_flags(&self) -> Vec<&str> {
        let root = self.text.strip_suffix('.').filter(|name| fits_dns(name));
        self.status
            .iter()
            .map(String::as_str)
            .filter(|code| *code != "V2") // hyphens in the third and fourth place are the registry's to refuse
            .filter(|code| root.is_none() || !matches!(*code, "A4_1" | "A4_2")) // one trailing dot is allowed
            .collect()
    }
}

fn fits_dns(name: &str) -> bool {
    name.len() <= 253 && name.split('.').all(|label| (1..=63).contains(&label.len()))
}

impl Tally {
    fn assert(&self) {
        assert!(
            self.failures.is_empty(),
            "{} cases fail:\n{}",
            self.failures.len(),
            self.failures.join("\n")
        );
        let skipped = BTreeMap::from([(NEWER_CHARACTER, 26)]);
        assert_eq!(self.skipped, skipped);
        assert_eq!(self.asked, CASES - skipped.values().sum::<usize>());
    }
}

fn cases() -> impl Iterator<Item = Case> {
    FILE.lines().enumerate().filter_map(|(index, line)| {
        let line_number = index + 1;
        let fields = line.split('#').next().unwrap();
        if fields.trim().is_empty() {
            return None;
        }
        Some(case(line_number, fields))
    })
}

/// Reads the seven columns that the head of the file describes: a blank means "the same as the one before".
fn case(line: usize, fields: &str) -> Case {
    let columns: Vec<&str> = fields.split(';').map(str::trim).collect();
    let [
        source,
        unicode,
        unicode_status,
        keep,
        keep_status,
        map,
        map_status,
    ] = columns[..]
    else {
        panic!("line {line} has {} columns", columns.len());
    };
    let source = unescaped(source);
    let to_unicode = Expected {
        text: text(unicode, &source),
        status: status(unicode_status, &[]),
    };
    let to_ascii_keep = Expected {
        text: text(keep, &to_unicode.text),
        status: status(keep_status, &to_unicode.status),
    };
    let to_ascii_map = Expected {
        text: text(map, &to_ascii_keep.text),
        status: status(map_status, &to_ascii_keep.status),
    };
    Case {
        line,
        source,
        to_unicode,
        to_ascii_keep,
        to_ascii_map,
    }
}

fn text(column: &str, before: &str) -> String {
    if column.is_empty() {
        before.to_owned()
    } else {
        unescaped(column)
    }
}

fn status(column: &str, before: &[String]) -> Vec<String> {
    if column.is_empty() {
        return before.to_vec();
    }
    let inside = column.strip_prefix('[').unwrap().strip_suffix(']').unwrap();
    inside
        .split(',')
        .map(|code| code.trim().to_owned())
        .filter(|code| !code.is_empty())
        .collect()
}

/// `""` is no text, `\uXXXX` and `\x{XXXX}` are characters. A lone surrogate stays as it is written: no text can hold it.
fn unescaped(column: &str) -> String {
    if column == "\"\"" {
        return String::new();
    }
    let mut text = String::new();
    let mut rest = column;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let (hex, tail) = match after.strip_prefix("x{") {
            Some(braced) => braced.split_once('}').unwrap(),
            None => after.strip_prefix('u').unwrap().split_at(4),
        };
        match char::from_u32(u32::from_str_radix(hex, 16).unwrap()) {
            Some(character) => text.push(character),
            None => text.extend(["\\u", hex]),
        }
        rest = tail;
    }
    text + rest
}
