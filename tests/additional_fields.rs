//! The additional fields of every TLD and operation, against a second reading of the facts (`tests/fields/second_reading.py`).

#![allow(clippy::panic, clippy::unwrap_used)] // a test may fail by panic

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use ispbridge::base::{params::Params, time};
use ispbridge::names::Tld;
use ispbridge::registrar::fields::{
    Error, Fault, FieldContext, Operation, Switches, faults, tlds, wire_params,
};
use proptest::prelude::*;
use serde::Deserialize;

const OPERATIONS: [(&str, Operation); 6] = [
    ("application", Operation::Application),
    ("register", Operation::Register),
    ("trade", Operation::Trade),
    ("transfer", Operation::Transfer),
    ("update", Operation::Update),
    ("whoisprivacy", Operation::Whoisprivacy),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    tlds: Vec<String>,
    operation: String,
    answers: Params,
    country: Option<String>,
    #[serde(default)]
    organization: bool,
    #[serde(default)]
    switched: bool,
    #[serde(default)]
    consented: bool,
    #[serde(default)]
    params: BTreeMap<String, String>,
    #[serde(default)]
    removed: BTreeSet<(String, String)>,
    #[serde(default)]
    kept: BTreeMap<String, String>,
    #[serde(default)]
    faults: BTreeMap<String, String>,
}

impl Case {
    fn check(&self, name: &str) {
        let tld = Tld::parse(name).unwrap();
        let switches = switches(&tld, self.switched);
        let context = FieldContext {
            country: self.country.as_deref(),
            organization: self.organization,
            now: time::parse("2026-01-02 03:04:05").unwrap(),
            consented: self.consented,
            ..FieldContext::new(&switches)
        };
        let operation = operation(&self.operation);
        let told = format!("{name} {} {:?}", self.operation, self.answers);
        let found = faults(&tld, operation, &self.answers, &context);
        let found_names = found
            .iter()
            .map(|e| (e.field.to_owned(), word(e).to_owned()));
        assert_eq!(
            found_names.collect::<BTreeMap<_, _>>(),
            self.faults,
            "{told}"
        );
        match wire_params(
            &tld,
            operation,
            operation.command(),
            &self.answers,
            &context,
        ) {
            Ok(set) => {
                assert!(found.is_empty(), "{told}");
                assert_eq!(set.params.len(), self.params.len(), "{told}");
                assert_eq!(
                    set.params.into_iter().collect::<BTreeMap<_, _>>(),
                    self.params,
                    "{told}"
                );
                let removed = set.remove_contact_fields.into_iter();
                let removed =
                    removed.map(|(contact, field)| (contact.to_owned(), field.to_owned()));
                assert_eq!(removed.collect::<BTreeSet<_>>(), self.removed, "{told}");
                let kept = set.write_back.into_iter();
                let kept = kept.map(|(field, value)| (field.to_owned(), value));
                assert_eq!(kept.collect::<BTreeMap<_, _>>(), self.kept, "{told}");
            }
            Err(error) => assert_eq!(Some(&error), found.first(), "{told}"),
        }
    }
}

#[test]
fn the_engine_reads_the_facts_as_the_second_reading_does() {
    let cases = cases();
    let seen: BTreeSet<&str> = cases
        .iter()
        .flat_map(|case| &case.tlds)
        .map(String::as_str)
        .collect();
    let missing: Vec<&str> = tlds()
        .filter(|tld| *tld != "*idn" && !seen.contains(tld))
        .collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
    for case in &cases {
        for tld in &case.tlds {
            case.check(tld);
        }
    }
}

#[test]
fn an_operation_that_a_tld_does_not_ask_carries_nothing() {
    let cases = cases();
    let asked: BTreeSet<(&str, &str)> = cases
        .iter()
        .flat_map(|case| {
            case.tlds
                .iter()
                .map(|tld| (tld.as_str(), case.operation.as_str()))
        })
        .collect();
    for case in cases.iter().filter(|case| case.switched) {
        for (tld, (name, operation)) in case
            .tlds
            .iter()
            .flat_map(|tld| OPERATIONS.map(|o| (tld, o)))
        {
            if asked.contains(&(tld, name)) {
                continue;
            }
            let tld = Tld::parse(tld).unwrap();
            let switches = switches(&tld, true);
            let context = FieldContext::new(&switches);
            let set = wire_params(
                &tld,
                operation,
                operation.command(),
                &case.answers,
                &context,
            );
            assert_eq!(set.unwrap().params, [], "{tld} {name}");
        }
    }
}

#[test]
fn a_command_that_no_row_names_carries_nothing() {
    for case in cases().iter().filter(|case| !case.params.is_empty()) {
        let tld = Tld::parse(case.tlds.first().unwrap()).unwrap();
        let switches = switches(&tld, case.switched);
        let context = FieldContext::new(&switches);
        let operation = operation(&case.operation);
        if let Ok(set) = wire_params(&tld, operation, "RenewDomain", &case.answers, &context) {
            assert_eq!(set.params, [], "{tld}");
        }
    }
}

/// What a hostile form may hold.
fn anything() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("on".to_owned()),
        Just("0".to_owned()),
        Just("1".to_owned()),
        Just("INDIV".to_owned()),
        Just("\u{1F980}".repeat(300)),
        Just("&#0;&#13;&lt;".to_owned()),
        "[A-Za-z0-9-]{1,12}",
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn no_input_yields_an_empty_parameter_or_one_that_the_tld_does_not_name(
        place in any::<prop::sample::Index>(),
        (_, operation) in prop::sample::select(&OPERATIONS[..]),
        values in prop::collection::vec(anything(), 40),
        switched in any::<bool>(),
        consented in any::<bool>(),
    ) {
        let all: Vec<_> = NAMED.iter().collect();
        let (tld, (fields, params)) = place.get(&all);
        let tld = Tld::parse(tld).unwrap();
        let mut answers = Params::default();
        for (field, value) in fields.iter().zip(values.iter().cycle()) {
            answers.set(field.as_str(), value.as_str());
        }
        let switches = switches(&tld, switched);
        let context = FieldContext { consented, ..FieldContext::new(&switches) };
        if let Ok(set) = wire_params(&tld, operation, operation.command(), &answers, &context) {
            let mut seen = BTreeSet::new();
            for (param, value) in &set.params {
                prop_assert!(!value.trim().is_empty(), "{param} is empty");
                prop_assert!(!value.chars().any(char::is_control), "{param} has a control character");
                prop_assert!(params.contains(param), "{param} is not of .{tld}");
                prop_assert!(seen.insert(param), "{param} stands twice");
            }
        }
    }
}

/// The fields of a TLD, and the parameters.
type Named = (BTreeSet<String>, BTreeSet<String>);

/// For each TLD its fields and the parameters that its cases carry, out of the second reading.
static NAMED: LazyLock<BTreeMap<String, Named>> = LazyLock::new(|| {
    let mut found = BTreeMap::<String, Named>::new();
    for case in cases() {
        for tld in case.tlds {
            let (fields, params) = found.entry(tld).or_default();
            fields.extend(case.answers.iter().map(|(name, _)| name.to_owned()));
            params.extend(case.params.keys().cloned());
        }
    }
    found
});

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("golden/fields/expected.json")).unwrap()
}

fn switches(tld: &Tld, on: bool) -> Switches {
    let tlds = if on { vec![tld.clone()] } else { Vec::new() };
    Switches {
        opt_in: tlds.clone(),
        undocumented: tlds,
    }
}

fn operation(name: &str) -> Operation {
    OPERATIONS
        .into_iter()
        .find(|(known, _)| *known == name)
        .unwrap()
        .1
}

fn word(error: &Error) -> &'static str {
    match error.fault {
        Fault::BadDate => "bad_date",
        Fault::BadUid => "bad_uid",
        Fault::Missing => "missing",
        Fault::NotAccepted => "not_accepted",
        Fault::UnknownOption => "unknown_option",
        other => panic!("{other:?}"),
    }
}
