//! Turns `data/` into sorted static tables. A table that is unsorted, has a duplicate or an unknown field stops the build.

#![allow(clippy::expect_used, clippy::panic)] // a build script reports by failing

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Mutex;
use std::{env, fs, path::Path};

use serde::Deserialize;
use serde::de::DeserializeOwned;

#[path = "build_fields.rs"]
mod fields;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build_fields.rs");
    fields::tables();
    idn_policy();
    messages();
    ispapi_codes();
    ispapi_descriptions();
    ispapi_points();
    leaving_zones();
    order_zones();
    transfer_reasons();
    transfer_zones();
    dates();
}

/// The tables that were read.
static READ: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// `data/idn_policy.json` to `DEVIATIONS: &[(last label, Deviations)]`.
fn idn_policy() {
    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Deviations {
        Keep,
        Map,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        tld: String,
        deviations: Deviations,
    }
    let rows: Vec<Row> = table("idn_policy");
    sorted("idn_policy", rows.iter().map(|row| row.tld.as_str()));
    let mut code = String::from("static DEVIATIONS: &[(&str, Deviations)] = &[\n");
    for row in &rows {
        let variant = match row.deviations {
            Deviations::Keep => "Keep",
            Deviations::Map => "Map",
        };
        writeln!(code, "    ({:?}, Deviations::{variant}),", row.tld).expect("writing to a string");
    }
    write("idn_policy", &(code + "];\n"));
}

/// `data/messages.json` to `MESSAGES: &[(key, English text)]`.
fn messages() {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        key: String,
        en: String,
        #[allow(dead_code)] // the other languages are PHP's
        de: Option<String>,
        #[allow(dead_code)]
        fr: Option<String>,
        #[allow(dead_code)]
        ar: Option<String>,
    }
    let rows: Vec<Row> = table("messages");
    sorted("messages", rows.iter().map(|row| row.key.as_str()));
    let mut code = String::from("static MESSAGES: &[(&str, &str)] = &[\n");
    for row in &rows {
        writeln!(code, "    ({:?}, {:?}),", row.key, row.en).expect("writing to a string");
    }
    write("messages", &(code + "];\n"));
}

/// `data/ispapi_codes.json` to `CODES: &[CodeRow]`.
fn ispapi_codes() {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        code: u16,
        class: String,
        repeat: String,
        customer: String,
        admin: String,
    }
    let rows: Vec<Row> = table("ispapi_codes");
    let numbers: Vec<String> = rows.iter().map(|row| row.code.to_string()).collect();
    sorted("ispapi_codes", numbers.iter().map(String::as_str));
    let mut code = String::from("static CODES: &[CodeRow] = &[\n");
    for row in &rows {
        let class = match row.code / 100 {
            2 => "success",
            4 => "temporary",
            _ => "permanent",
        };
        assert!(
            row.class == class,
            "data/ispapi_codes.json: {} is {class}",
            row.code
        );
        let repeat = match row.repeat.as_str() {
            "after_wait" => "AfterWait",
            "at_once" => "AtOnce",
            "no" => "No",
            other => panic!("data/ispapi_codes.json, {}: repeat {other:?}", row.code),
        };
        writeln!(
            code,
            "    CodeRow {{ code: {}, repeat: Repeat::{repeat}, customer: {:?}, admin: {:?} }},",
            row.code, row.customer, row.admin
        )
        .expect("writing to a string");
    }
    write("ispapi_codes", &(code + "];\n"));
}

/// `data/ispapi_descriptions.json` to `DESCRIPTIONS: &[DescriptionRow]`.
fn ispapi_descriptions() {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        prefix: String,
        #[serde(default)]
        contains: String,
        customer: String,
        admin: String,
    }
    let rows: Vec<Row> = table("ispapi_descriptions");
    let keys: Vec<String> = rows
        .iter()
        .map(|row| format!("{}\u{0}{}", row.prefix, row.contains))
        .collect();
    sorted("ispapi_descriptions", keys.iter().map(String::as_str));
    let mut code = String::from("static DESCRIPTIONS: &[DescriptionRow] = &[\n");
    for row in &rows {
        writeln!(
            code,
            "    DescriptionRow {{ prefix: {:?}, contains: {:?}, customer: {:?}, admin: {:?} }},",
            row.prefix, row.contains, row.customer, row.admin
        )
        .expect("writing to a string");
    }
    write("ispapi_descriptions", &(code + "];\n"));
}

/// `data/ispapi_points.json` to `POINTS: &[PointsRow]`.
fn ispapi_points() {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        command: String,
        points: u32,
        each: Option<String>,
    }
    let rows: Vec<Row> = table("ispapi_points");
    sorted("ispapi_points", rows.iter().map(|row| row.command.as_str()));
    let mut code = String::from("static POINTS: &[PointsRow] = &[\n");
    for row in &rows {
        writeln!(
            code,
            "    PointsRow {{ command: {:?}, points: {}, each: {:?} }},",
            row.command, row.points, row.each
        )
        .expect("writing to a string");
    }
    write("ispapi_points", &(code + "];\n"));
}

/// `data/leaving_zones.json` to `ZONES: &[LeavingZone]`.
fn leaving_zones() {
    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Release {
        None,
        Tag,
        Transit,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Expiry {
        Registry,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        zone: String,
        release: Release,
        expiry: Option<Expiry>,
        #[serde(default)]
        schedule: bool,
    }
    let rows: Vec<Row> = table("leaving_zones");
    sorted("leaving_zones", rows.iter().map(|row| row.zone.as_str()));
    let mut code = String::from("static ZONES: &[LeavingZone] = &[\n");
    for row in &rows {
        let release = match row.release {
            Release::None => "None",
            Release::Tag => "Tag",
            Release::Transit => "Transit",
        };
        writeln!(
            code,
            "    LeavingZone {{ zone: {:?}, release: Release::{release}, expires_to_registry: {}, schedules_deletion: {} }},",
            row.zone,
            row.expiry.is_some(),
            row.schedule
        )
        .expect("writing to a string");
    }
    write("leaving_zones", &(code + "];\n"));
}

/// `data/order_zones.json` to `ZONES: &[OrderZone]`.
fn order_zones() {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        zone: String,
        application: Option<String>,
        #[serde(default)]
        closed_postal_codes: bool,
    }
    let rows: Vec<Row> = table("order_zones");
    sorted("order_zones", rows.iter().map(|row| row.zone.as_str()));
    let mut code = String::from("static ZONES: &[OrderZone] = &[\n");
    for row in &rows {
        writeln!(
            code,
            "    OrderZone {{ zone: {:?}, application: {:?}, closed_postal_codes: {} }},",
            row.zone, row.application, row.closed_postal_codes
        )
        .expect("writing to a string");
    }
    write("order_zones", &(code + "];\n"));
}

/// `data/transfer_reasons.json` to `REASONS: &[(words, message key)]`.
fn transfer_reasons() {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        contains: String,
        customer: String,
    }
    let rows: Vec<Row> = table("transfer_reasons");
    sorted(
        "transfer_reasons",
        rows.iter().map(|row| row.contains.as_str()),
    );
    let rows: Vec<_> = rows.iter().map(|r| (&r.contains, &r.customer)).collect();
    write(
        "transfer_reasons",
        &format!("static REASONS: &[(&str, &str)] = &{rows:?};\n"),
    );
}

/// `data/transfer_zones.json` to `ZONES: &[(last label, ZoneRules)]`.
fn transfer_zones() {
    #[derive(Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Contacts {
        AdminTech,
        None,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        tld: String,
        contacts: Option<Contacts>,
        #[serde(default)]
        nameservers: bool,
        #[serde(default)]
        thin: bool,
        tag: Option<String>,
    }
    let rows: Vec<Row> = table("transfer_zones");
    sorted("transfer_zones", rows.iter().map(|row| row.tld.as_str()));
    let mut code = String::from("static ZONES: &[(&str, ZoneRules)] = &[\n");
    for row in &rows {
        let contacts = match row.contacts {
            Some(Contacts::AdminTech) => "AdminTech",
            Some(Contacts::None) => "None",
            None => "All",
        };
        writeln!(
            code,
            "    ({:?}, ZoneRules {{ contacts: Contacts::{contacts}, nameservers: {}, thin: {}, tag: {:?} }}),",
            row.tld, row.nameservers, row.thin, row.tag
        )
        .expect("writing to a string");
    }
    write("transfer_zones", &(code + "];\n"));
}

/// The date of each table above, for `phpinfo()`: `TABLES: &[(name, date)]`.
fn dates() {
    let tables = READ.lock().expect("one thread");
    let dates: Vec<(&String, String)> = tables
        .iter()
        .map(|name| (name, header(name).date))
        .collect();
    write(
        "tables",
        &format!("static TABLES: &[(&str, &str)] = &{dates:?};\n"),
    );
}

/// The first row of a table.
#[derive(Deserialize)]
struct Header {
    #[serde(rename = "source")]
    _source: String,
    date: String,
}

fn header(name: &str) -> Header {
    let first = rows(name).into_iter().next();
    let first = first.unwrap_or_else(|| panic!("data/{name}.json: no header row"));
    serde_json::from_value(first).unwrap_or_else(|e| panic!("data/{name}.json, header: {e}"))
}

/// The rows of `data/NAME.json` behind its header.
fn table<R: DeserializeOwned>(name: &str) -> Vec<R> {
    header(name);
    READ.lock().expect("one thread").insert(name.to_owned());
    let rows = rows(name).into_iter().enumerate().skip(1);
    rows.map(|(i, row)| {
        serde_json::from_value(row).unwrap_or_else(|e| panic!("data/{name}.json, row {i}: {e}"))
    })
    .collect()
}

fn rows(name: &str) -> Vec<serde_json::Value> {
    let path = format!("data/{name}.json");
    println!("cargo::rerun-if-changed={path}");
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn sorted<'a>(name: &str, keys: impl Iterator<Item = &'a str> + Clone) {
    for (one, next) in keys.clone().zip(keys.skip(1)) {
        assert!(
            one < next,
            "data/{name}.json: {next:?} must not follow {one:?}"
        );
    }
}

fn write(name: &str, code: &str) {
    let folder = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let path = Path::new(&folder).join(format!("{name}.rs"));
    fs::write(&path, code).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
}
