//! The tables of additional domain fields, each text put in its place in four languages.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};

use serde::Deserialize;

use super::{sorted, table, write};

/// A text of `data/additional_field_texts.json`, or the name of a country.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    #[serde(rename = "text", alias = "code")]
    key: String,
    en: String,
    de: String,
    fr: String,
    ar: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools)] // they are columns
struct Row {
    id: String,
    tlds: Vec<String>,
    operations: Vec<String>,
    kind: String,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    label: String,
    help: Option<String>,
    #[serde(rename = "type")]
    input: String,
    #[serde(default)]
    options: Options,
    #[serde(default)]
    legacy: BTreeMap<String, String>,
    #[serde(default)]
    required: Required,
    #[serde(default)]
    required_on: Vec<String>,
    #[serde(default)]
    default: String,
    prefill: Option<String>,
    rule: Option<String>,
    param: Option<String>,
    #[serde(default)]
    send_on: Vec<String>,
    #[serde(default)]
    only_if: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    not_taken: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    undocumented: bool,
    #[serde(default)]
    opt_in: bool,
    #[serde(default)]
    skip_countries: Vec<String>,
    #[serde(default)]
    removes: BTreeMap<String, (String, String)>,
    #[serde(default)]
    waived_by_trustee: bool,
    #[serde(default)]
    individuals_only: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Options {
    Listed(Vec<(String, String)>),
    /// The word `countries`.
    Named(String),
}

impl Default for Options {
    fn default() -> Self {
        Self::Listed(Vec::new())
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Required {
    Always(bool),
    If(BTreeMap<String, Vec<String>>),
}

impl Default for Required {
    fn default() -> Self {
        Self::Always(false)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stock {
    tld: String,
    remove: Vec<String>,
}

/// `data/additional_fields.json`, `_texts` and `_stock`, and `data/countries.json`, to `ROWS`, `TLDS`, `STOCK`, `COUNTRIES` and
/// the texts of dropdowns that nobody has answered.
pub(crate) fn tables() {
    let texts: Vec<Text> = table("additional_field_texts");
    sorted(
        "additional_field_texts",
        texts.iter().map(|text| text.key.as_str()),
    );
    let text = |wanted: &str| {
        let found = texts.binary_search_by_key(&wanted, |text| text.key.as_str());
        let found = found.unwrap_or_else(|_| panic!("additional_field_texts lacks {wanted:?}"));
        texts.get(found).map(literal).unwrap_or_default()
    };
    let rows: Vec<Row> = table("additional_fields");
    sorted("additional_fields", rows.iter().map(|row| row.id.as_str()));
    let mut code = String::from("static ROWS: &[Row] = &[\n");
    for row in &rows {
        writeln!(code, "    {},", row.code(&text)).expect("writing to a string");
    }
    code += "];\n";
    code += &by_tld(&rows);
    code += &stock();
    code += &countries();
    for (name, key) in [
        ("CHOOSE", "choose:required"),
        ("NOTHING", "choose:optional"),
    ] {
        writeln!(code, "static {name}: Text = {};", text(key)).expect("writing to a string");
    }
    write("additional_fields", &code);
}

impl Row {
    fn code(&self, text: &impl Fn(&str) -> String) -> String {
        let options = match &self.options {
            Options::Listed(pairs) => list(pairs, |(value, label)| {
                format!("({value:?}, {})", text(label))
            }),
            Options::Named(name) if name == "countries" => "COUNTRIES".to_owned(),
            Options::Named(name) => panic!("{}: options {name:?}", self.id),
        };
        let required = match &self.required {
            Required::Always(always) => if *always {
                "Required::Always"
            } else {
                "Required::Never"
            }
            .to_owned(),
            Required::If(conditions) => format!("Required::If({})", condition_list(conditions)),
        };
        let help = self
            .help
            .as_ref()
            .map_or_else(|| "None".to_owned(), |key| format!("Some({})", text(key)));
        let removes = list(&self.removes, |(value, (contact, field))| {
            format!("({value:?}, {contact:?}, {field:?})")
        });
        let mut code = String::from("Row { ");
        for (field, value) in [
            ("operations", variants("Operation", &self.operations)),
            ("kind", variant("Kind", &self.kind)),
            ("name", quoted(&self.name)),
            ("aliases", list(&self.aliases, quoted)),
            ("label", text(&self.label)),
            ("help", help),
            ("input", variant("Input", &self.input)),
            ("options", options),
            ("legacy", list(&self.legacy, quoted)),
            ("required", required),
            ("required_on", variants("Operation", &self.required_on)),
            ("default", quoted(&self.default)),
            ("prefill", optional("Prefill", self.prefill.as_deref())),
            (
                "rule",
                variant("Rule", self.rule.as_deref().unwrap_or("plain")),
            ),
            ("param", quoted(&self.param)),
            ("send_on", list(&self.send_on, quoted)),
            ("only_if", condition_list(&self.only_if)),
            ("not_taken", condition_list(&self.not_taken)),
            ("undocumented", quoted(self.undocumented)),
            ("opt_in", quoted(self.opt_in)),
            ("skip_countries", list(&self.skip_countries, quoted)),
            ("removes", removes),
            ("waived_by_trustee", quoted(self.waived_by_trustee)),
            ("individuals_only", quoted(self.individuals_only)),
        ] {
            write!(code, "{field}: {value}, ").expect("writing to a string");
        }
        code + "}"
    }
}

/// `TLDS: &[(TLD, places of its rows)]`.
fn by_tld(rows: &[Row]) -> String {
    let mut places = BTreeMap::<&str, Vec<usize>>::new();
    for (place, row) in rows.iter().enumerate() {
        for tld in &row.tlds {
            places.entry(tld).or_default().push(place);
        }
    }
    let pairs = list(&places, |(tld, rows)| format!("({tld:?}, &{rows:?})"));
    format!("static TLDS: &[(&str, &[usize])] = {pairs};\n")
}

fn stock() -> String {
    let rows: Vec<Stock> = table("additional_field_stock");
    sorted(
        "additional_field_stock",
        rows.iter().map(|row| row.tld.as_str()),
    );
    let pairs = list(&rows, |row| format!("({:?}, &{:?})", row.tld, row.remove));
    format!("static STOCK: &[(&str, &[&str])] = {pairs};\n")
}

fn countries() -> String {
    let rows: Vec<Text> = table("countries");
    sorted("countries", rows.iter().map(|row| row.key.as_str()));
    let pairs = list(&rows, |row| format!("({:?}, {})", row.key, literal(row)));
    format!("static COUNTRIES: &[(&str, Text)] = {pairs};\n")
}

fn literal(text: &Text) -> String {
    for (language, words) in [
        ("en", &text.en),
        ("de", &text.de),
        ("fr", &text.fr),
        ("ar", &text.ar),
    ] {
        assert!(
            !words.is_empty(),
            "{:?} has no text in {language}",
            text.key
        );
    }
    format!(
        "Text {{ english: {:?}, german: {:?}, french: {:?}, arabic: {:?} }}",
        text.en, text.de, text.fr, text.ar
    )
}

/// `&[item, item]`.
fn list<T>(items: impl IntoIterator<Item = T>, code: impl Fn(T) -> String) -> String {
    let items: Vec<String> = items.into_iter().map(code).collect();
    format!("&[{}]", items.join(", "))
}

fn quoted<T: Debug>(value: T) -> String {
    format!("{value:?}")
}

fn condition_list(conditions: &BTreeMap<String, Vec<String>>) -> String {
    list(conditions, |(name, values)| {
        format!("({name:?}, &{values:?})")
    })
}

/// `Enum::SnakeCaseAsCamel`; the compiler refuses a word that the enum lacks.
fn variant(of: &str, word: &str) -> String {
    let parts = word.split(['_', '-']).map(|part| {
        let (first, rest) = part.split_at(part.len().min(1));
        first.to_ascii_uppercase() + rest
    });
    format!("{of}::{}", parts.collect::<String>())
}

fn variants(of: &str, words: &[String]) -> String {
    list(words, |word| variant(of, word))
}

fn optional(of: &str, word: Option<&str>) -> String {
    word.map_or_else(
        || "None".to_owned(),
        |word| format!("Some({})", variant(of, word)),
    )
}
