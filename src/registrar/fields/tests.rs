#![allow(clippy::unwrap_used, clippy::panic)] // a test may fail by panic

use super::definitions::{Asked, Customer, definitions};
use super::*;
use crate::base::params::Value;
use crate::registrar::scripted::Script;

fn tld(name: &str) -> Tld {
    Tld::parse(name).unwrap()
}

fn switches(name: &str) -> Switches {
    Switches {
        opt_in: vec![tld(name)],
        undocumented: vec![tld(name)],
    }
}

fn values(json: &str) -> Params {
    serde_json::from_str(json).unwrap()
}

fn register(name: &str, json: &str) -> Result<FieldSet, Error> {
    let switches = Switches::default();
    let context = FieldContext::new(&switches);
    wire_params(
        &tld(name),
        Operation::Register,
        "AddDomain",
        &values(json),
        &context,
    )
}

fn fault(name: &str, json: &str) -> (&'static str, Fault) {
    let error = register(name, json).unwrap_err();
    (error.field, error.fault)
}

fn defined(name: &str, asked: Asked, language: Language) -> Vec<Params> {
    let switches = switches(name);
    let context = FieldContext {
        language,
        ..FieldContext::new(&switches)
    };
    definitions(&tld(name), asked, &context, &Customer::default())
}

fn text(field: &Params, key: &str) -> String {
    field.text(key).unwrap().unwrap_or_default().into_owned()
}

fn field<'a>(list: &'a [Params], name: &str) -> &'a Params {
    let found = list.iter().find(|field| text(field, "Name") == name);
    found.unwrap_or_else(|| panic!("no field {name}"))
}

#[test]
fn a_tld_without_rows_has_no_fields() {
    assert_eq!(
        register("com", r#"{"Legal Type":"x"}"#),
        Ok(FieldSet::default())
    );
    assert!(defined("com", Asked::Any, Language::English).is_empty());
}

#[test]
fn an_answer_is_found_under_an_older_name_where_the_present_one_is_empty() {
    let json = r#"{"Nexus Category":"","NEXUS Category":"2"}"#;
    let set = register("nyc", json).unwrap();
    assert_eq!(
        set.params,
        [("X-NYC-REGISTRANT-NEXUS-CATEGORY".to_owned(), "2".to_owned())]
    );
}

#[test]
fn a_consent_that_was_taken_back_is_not_dug_up_under_an_older_name() {
    let json = r#"{"Agreement":"","FICORA Agreement":"on"}"#;
    assert_eq!(fault("fi", json), ("Agreement", Fault::NotAccepted));
}

#[test]
fn text_that_cannot_be_sent_is_named_and_never_sent() {
    for json in [
        r#"{"Nexus Category":["1"]}"#,
        r#"{"Nexus Category":{"0":"1"}}"#,
        "{\"Nexus Category\":\"1\\u0000\"}",
        "{\"Nexus Category\":\"1\\r\\nCOMMAND=DeleteDomain\"}",
        r#"{"Nexus Category":"1&#10;2"}"#,
    ] {
        assert_eq!(
            fault("nyc", json),
            ("Nexus Category", Fault::BadText),
            "{json}"
        );
    }
    let bytes = Params::default().with("Nexus Category", Value::Bytes(vec![0xFF]));
    let switches = Switches::default();
    let context = FieldContext::new(&switches);
    let found = faults(&tld("nyc"), Operation::Register, &bytes, &context);
    assert_eq!(found.first().unwrap().fault, Fault::BadText);
}

#[test]
fn long_text_and_emoji_go_out_as_they_are_up_to_a_limit() {
    let long = "\u{1F980}".repeat(1000);
    let json = format!(r#"{{"Intended Use":"{long}"}}"#);
    assert_eq!(
        register("scot", &json).unwrap().params,
        [("X-CORE-INTENDED-USE".to_owned(), long)]
    );
    let json = format!(r#"{{"Intended Use":"{}"}}"#, "x".repeat(1001));
    assert_eq!(fault("scot", &json), ("Intended Use", Fault::TooLong));
}

#[test]
fn the_trustee_service_is_never_ordered_by_itself() {
    let with = |switches: &Switches, command, operation, consented| {
        let context = FieldContext {
            consented,
            ..FieldContext::new(switches)
        };
        let values = values(r#"{"Local Presence":"1"}"#);
        wire_params(&tld("de"), operation, command, &values, &context)
            .unwrap()
            .params
            .len()
    };
    let on = switches("de");
    assert_eq!(
        with(&Switches::default(), "AddDomain", Operation::Register, true),
        0
    );
    assert_eq!(
        with(&switches("fr"), "AddDomain", Operation::Register, true),
        0
    );
    assert_eq!(with(&on, "AddDomain", Operation::Register, false), 1);
    assert_eq!(with(&on, "ModifyDomain", Operation::Update, false), 0);
    assert_eq!(with(&on, "ModifyDomain", Operation::Update, true), 1);
}

#[test]
fn the_time_of_an_acceptance_is_made_once() {
    let switches = switches("dk");
    let now = crate::base::time::parse("2026-01-02 03:04:05").unwrap();
    let context = FieldContext {
        now,
        ..FieldContext::new(&switches)
    };
    let person = r#""Registrant Legal Type":"INDIV","Admin Legal Type":"ORG","Admin VAT ID":"DK1""#;
    let order = |agreement: &str| {
        let values = values(&format!(r#"{{{person},"Agreement":"{agreement}"}}"#));
        wire_params(
            &tld("dk"),
            Operation::Register,
            "AddDomain",
            &values,
            &context,
        )
        .unwrap()
    };
    let first = order("on");
    let time = (
        "X-DK-AGREEMENT-ACCEPTEDDATE".to_owned(),
        "2026-01-02 03:04:05".to_owned(),
    );
    assert!(first.params.contains(&time));
    assert_eq!(first.write_back, [("Agreement", time.1)]);
    assert_eq!(
        first.remove_contact_fields,
        [("OWNERCONTACT0", "ORGANIZATION")]
    );
    let again = order("2025-12-31 23:59:59");
    assert!(
        again
            .params
            .iter()
            .any(|(_, value)| value == "2025-12-31 23:59:59")
    );
    assert_eq!(again.write_back, []);
}

#[test]
fn the_language_of_an_internationalised_name_is_a_field_of_every_tld() {
    let switches = Switches::default();
    let values = values(r#"{"IDN Language":"de"}"#);
    let asked = |idn| {
        let context = FieldContext {
            idn,
            ..FieldContext::new(&switches)
        };
        wire_params(
            &tld("com"),
            Operation::Register,
            "AddDomain",
            &values,
            &context,
        )
        .unwrap()
    };
    assert_eq!(asked(false).params, []);
    assert_eq!(
        asked(true).params,
        [("X-IDN-LANGUAGE".to_owned(), "de".to_owned())]
    );
}

#[test]
fn switches_are_read_as_people_write_them() {
    let read = |text: &str| Switches::read(&Params::default().with("OptInFieldTLDs", text));
    let wanted = vec![tld("eu"), tld("xn--p1ai"), tld("com.br")];
    assert_eq!(read(".eu, рф;COM.BR").unwrap().opt_in, wanted);
    assert_eq!(read("").unwrap(), Switches::default());
    assert_eq!(read("eu, de_").unwrap_err().name(), "OptInFieldTLDs");
}

#[test]
fn every_definition_has_its_words_in_each_language_and_the_same_values() {
    let values = |options: &str| -> Vec<String> {
        let lines = options
            .split(',')
            .map(|line| line.split('|').next().unwrap().to_owned());
        lines.collect()
    };
    for name in tlds().filter(|name| *name != "*idn") {
        let english = defined(name, Asked::Any, Language::English);
        for language in [Language::Arabic, Language::French, Language::German] {
            let translated = defined(name, Asked::Any, language);
            assert_eq!(english.len(), translated.len(), "{name}");
            for (one, other) in english.iter().zip(&translated) {
                assert_eq!(one.get("Name"), other.get("Name"), "{name}");
                assert_eq!(one.get("Required"), other.get("Required"), "{name}");
                assert_eq!(
                    values(&text(one, "Options")),
                    values(&text(other, "Options"))
                );
                let label = one.get("Remove").is_some() || !text(other, "DisplayName").is_empty();
                assert!(label, "{name}: {:?}", one.get("Name"));
            }
        }
    }
}

#[test]
fn a_field_stands_once_in_the_definitions_of_a_tld_and_is_no_field_to_remove() {
    for name in tlds().filter(|name| *name != "*idn") {
        for asked in [
            Asked::Any,
            Asked::For(Operation::Register),
            Asked::For(Operation::Transfer),
        ] {
            let list = defined(name, asked, Language::English);
            let mut names: Vec<String> = list.iter().map(|field| text(field, "Name")).collect();
            names.sort();
            let before = names.len();
            names.dedup();
            assert_eq!(names.len(), before, "{name}");
        }
    }
}

#[test]
fn a_declaration_is_not_chosen_from_the_start() {
    let list = defined("us", Asked::Any, Language::English);
    let options = text(field(&list, "Nexus Category"), "Options");
    assert!(
        options.starts_with("|Please choose,C11|US citizen,"),
        "{options}"
    );
    let list = defined("nl", Asked::Any, Language::German);
    let options = text(field(&list, "Legal Form"), "Options");
    assert!(options.starts_with("|Keine Angabe,PERSOON|"), "{options}");
}

#[test]
fn a_comma_in_a_label_does_not_part_the_options() {
    let list = defined("us", Asked::Any, Language::English);
    let options = text(field(&list, "Application Purpose"), "Options");
    assert!(
        options.contains("P2|Non-profit\u{201A} club\u{201A} association"),
        "{options}"
    );
    assert_eq!(options.split(',').count(), 6);
}

#[test]
fn conditions_are_whmcs_own_map_and_what_decides_is_asked_first() {
    let list = defined("fr", Asked::For(Operation::Register), Language::English);
    assert_eq!(text(list.first().unwrap(), "Name"), "Legal Type");
    let required = field(&list, "DUNS Number")
        .map("Required")
        .unwrap()
        .unwrap();
    assert_eq!(
        required.get("Legal Type"),
        Some(&Value::List(vec!["ORG3".into()]))
    );
}

#[test]
fn what_only_transfers_ask_is_optional_in_the_file_and_due_for_a_transfer() {
    let any = defined("pt", Asked::Any, Language::English);
    assert_eq!(field(&any, "ROID").get("Required"), Some(&false.into()));
    let transfer = defined("pt", Asked::For(Operation::Transfer), Language::English);
    assert_eq!(field(&transfer, "ROID").get("Required"), Some(&true.into()));
}

#[test]
fn fields_that_whmcs_ships_and_nobody_reads_are_removed() {
    let list = defined("de", Asked::Any, Language::English);
    assert_eq!(field(&list, "Tax ID").get("Remove"), Some(&true.into()));
    let list = defined("it", Asked::Any, Language::English);
    assert_eq!(field(&list, "Tax ID").get("Remove"), None);
}

#[test]
fn forms_begin_with_what_is_known_of_the_customer() {
    let switches = Switches::default();
    let context = FieldContext::new(&switches);
    let start = |name: &str, field_name: &str, customer: &Customer| {
        let list = definitions(&tld(name), Asked::Any, &context, customer);
        text(field(&list, field_name), "Default")
    };
    let customer = Customer {
        tax_id: "DE 123".to_owned(),
        company: "Example".to_owned(),
        language: "french".to_owned(),
        dk_user_id: "ab12-dk".to_owned(),
    };
    assert_eq!(start("lv", "Registrant VAT ID", &customer), "DE 123");
    assert_eq!(start("dk", "Registrant Contact", &customer), "AB12-DK");
    assert_eq!(start("ca", "Contact Language", &customer), "FR");
    assert_eq!(start("eu", "Registrant Language", &customer), "fr");
    assert_eq!(start("swiss", "Registrant Owner Type", &customer), "O");
    let other = Customer {
        tax_id: "\"><script>".to_owned(),
        language: "arabic".to_owned(),
        ..Customer::default()
    };
    assert_eq!(start("lv", "Registrant VAT ID", &other), "");
    assert_eq!(start("ca", "Contact Language", &other), "EN");
    assert_eq!(start("swiss", "Registrant Owner Type", &other), "P");
}

#[test]
fn the_definitions_of_several_tlds_come_in_one_run() {
    let params = values(r#"{"tlds":[".de","рф",".com",7,"_"],"type":"any","language":"german"}"#);
    let mut script = Script::new(
        "AdditionalDomainFields",
        &params,
        &crate::registrar::Context::default(),
    );
    let fields = script.value().map("fields").unwrap().unwrap().into_owned();
    let named: Vec<&str> = fields.iter().map(|(name, _)| name).collect();
    assert_eq!(named, [".de", "рф", ".com"]);
    assert_eq!(fields.get(".com"), Some(&Value::List(Vec::new())));
    assert!(script.asked().is_empty());
}

#[test]
fn the_cart_hears_of_every_fault_by_its_label() {
    let params = values(
        r#"{"language":"german","domains":[
            {"domain":"a.us","tld":".us","type":"register","fields":{"Nexus Category":"C99"}},
            {"domain":"b.com","tld":".com","type":"register","fields":[]},
            {"domain":"c.pt","tld":".pt","type":"transfer","fields":{}}]}"#,
    );
    let mut script = Script::new(
        "ValidateFields",
        &params,
        &crate::registrar::Context::default(),
    );
    let value = script.value();
    let Some(Value::List(domains)) = value.get("domains") else {
        panic!("no list");
    };
    let said: Vec<Vec<String>> = domains
        .iter()
        .map(|domain| {
            let Value::Map(domain) = domain else {
                panic!("no map")
            };
            let Some(Value::List(messages)) = domain.get("messages") else {
                panic!("no messages")
            };
            let texts = messages.iter().map(|message| match message {
                Value::Map(message) => text(message, "text"),
                _ => panic!("no message"),
            });
            texts.collect()
        })
        .collect();
    let us = [
        "“Verwendungszweck” is needed for a .us domain.",
        "“Nexus-Kategorie” has a value that is not offered for a .us domain. Please choose again.",
    ];
    assert_eq!(
        said,
        [
            us.to_vec(),
            vec![],
            vec!["“ROID der Domain” is needed for a .pt domain."]
        ]
    );
}

#[test]
fn a_refusal_has_a_code_and_words_for_each_reader_without_the_value() {
    let error = register("nyc", r#"{"Nexus Category":"secret-7"}"#).unwrap_err();
    let crate::base::outcome::Outcome::Failed(failure) = error.clone().into() else {
        panic!("not a failure");
    };
    assert_eq!(failure.code, "registrar.field_option");
    assert!(!failure.in_doubt);
    let said = format!(
        "{error} {error:?} {} {}",
        failure.customer.english(),
        failure.admin.english()
    );
    assert!(
        said.contains("Nexus Category") && !said.contains("secret-7"),
        "{said}"
    );
}

#[test]
fn personal_numbers_and_credentials_are_masked_in_every_log() {
    for name in tlds().filter(|name| *name != "*idn") {
        let secret = |row: &&Row| matches!(row.kind, Kind::Identity | Kind::RegistryCredential);
        for param in table::rows_of(&tld(name), false)
            .filter(secret)
            .filter_map(|row| row.param)
        {
            assert!(crate::ispapi::is_sensitive(param), "{param}");
        }
    }
}

#[test]
fn what_prints_a_form_prints_no_answer() {
    for (name, json) in [
        ("nyc", r#"{"Nexus Category":"2"}"#),
        (
            "it",
            r#"{"Tax ID":"Zq-0815","Legal Type":"1","Registrant Nationality":"IT",
            "Accept Section 3 of .IT registrar contract":"on","Accept Section 5 of .IT registrar contract":"on",
            "Accept Section 6 of .IT registrar contract":"on","Accept Section 7 of .IT registrar contract":"on"}"#,
        ),
    ] {
        let set = register(name, json).unwrap();
        let printed = format!("{set:?}");
        for (param, value) in &set.params {
            assert!(printed.contains(param.as_str()), "{printed}");
            assert!(!printed.contains(&format!("\"{value}\"")), "{printed}");
        }
        assert!(!printed.contains("Zq-0815"), "{printed}");
    }
}

/// Words that are the same in every language: legal forms and the names of Spanish numbers.
const SAME_EVERYWHERE: [&str; 6] = ["BV", "CV", "NIE", "NIF/DNI", "NV", "VOF"];

#[test]
fn no_word_that_a_customer_sees_is_left_in_english() {
    let words = |row: &'static Row| {
        let options = row.options.iter().map(|(_, label)| *label);
        options.chain([row.label]).chain(row.help)
    };
    let names = tlds().filter(|name| *name != "*idn");
    for text in names
        .flat_map(|name| table::rows_of(&tld(name), true))
        .flat_map(words)
    {
        let english = text.of(Language::English);
        let arabic = text
            .of(Language::Arabic)
            .chars()
            .any(|c| ('\u{600}'..='\u{6FF}').contains(&c));
        assert!(arabic || SAME_EVERYWHERE.contains(&english), "{english}");
        assert!(!text.of(Language::German).is_empty() && !text.of(Language::French).is_empty());
    }
}
