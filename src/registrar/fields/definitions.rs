//! The fields of a TLD as WHMCS wants them defined (contract 1.13).

use crate::base::params::{Params, Value};
use crate::names::Tld;

use super::FieldContext;
use super::table::{self, Input, Kind, Language, Operation, Prefill, Required, Row};

/// The comma separates options, so one in a label is this character, which looks like it.
const COMMA: &str = "\u{201A}";

/// What is asked where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// A file of WHMCS has one list for both: what registrations ask, and what only transfers do, which is then optional.
    Any,
    /// One operation alone.
    For(Operation),
}

/// What is known of the customer who is logged in; a form begins with it. It has no `Debug`.
#[derive(Default)]
pub(super) struct Customer {
    pub(super) tax_id: String,
    pub(super) company: String,
    /// WHMCS' name of the language.
    pub(super) language: String,
    pub(super) dk_user_id: String,
}

/// WHMCS' names of languages that have another code than their first two letters, among those that a field offers.
const LANGUAGES: &[(&str, &str)] = &[
    ("czech", "cs"),
    ("dutch", "nl"),
    ("estonian", "et"),
    ("german", "de"),
    ("portuguese-br", "pt"),
    ("portuguese-pt", "pt"),
    ("spanish", "es"),
    ("swedish", "sv"),
];

/// The definitions, in the order in which they are asked: what others depend on first, consents last.
pub(super) fn definitions(
    tld: &Tld,
    asked: Asked,
    context: &FieldContext<'_>,
    customer: &Customer,
) -> Vec<Params> {
    let mut rows: Vec<&'static Row> = table::rows_of(tld, context.idn)
        .filter(|row| row.input != Input::Hidden && context.concerns(row, tld))
        .filter(|row| asked.has(row))
        .collect();
    let deciding: Vec<&str> = rows.iter().flat_map(|row| decided_by(row)).collect();
    rows.sort_by_key(|row| (consent(row), !deciding.contains(&row.name)));
    let mut list: Vec<Params> = rows
        .into_iter()
        .map(|row| definition(row, tld, asked, context, customer))
        .collect();
    let named = |list: &[Params], name: &str| {
        let mut names = list.iter().filter_map(|field| field.get("Name"));
        names.any(|known| *known == Value::from(name))
    };
    for name in table::unused_stock(tld) {
        if !list.is_empty() && !named(&list, name) {
            list.push(Params::default().with("Name", *name).with("Remove", true));
        }
    }
    list
}

impl Asked {
    /// Whether a row is asked: it can be sent with the command of the operation, or is a question of ours.
    fn has(self, row: &Row) -> bool {
        let on = |operation: Operation| {
            row.operations.contains(&operation)
                && (row.param.is_none() || row.send_on.contains(&operation.command()))
        };
        match self {
            // A name of .swiss is applied for; WHMCS calls that a registration too.
            Self::For(Operation::Register) => on(Operation::Register) || on(Operation::Application),
            Self::For(operation) => on(operation),
            Self::Any => {
                Self::For(Operation::Register).has(row) || Self::For(Operation::Transfer).has(row)
            }
        }
    }

    /// The operation whose requirements hold for a row.
    fn operation(self, row: &Row) -> Option<Operation> {
        match self {
            Self::For(operation) => Some(operation),
            Self::Any => {
                Some(Operation::Register).filter(|_| Self::For(Operation::Register).has(row))
            }
        }
    }
}

fn consent(row: &Row) -> bool {
    row.kind == Kind::Agreement
}

fn decided_by(row: &Row) -> impl Iterator<Item = &'static str> + use<> {
    let required = match row.required {
        Required::If(conditions) => conditions,
        Required::Always | Required::Never => &[],
    };
    required.iter().chain(row.only_if).map(|(name, _)| *name)
}

fn definition(
    row: &Row,
    tld: &Tld,
    asked: Asked,
    context: &FieldContext<'_>,
    customer: &Customer,
) -> Params {
    let language = context.language;
    let required = required(row, tld, asked, context);
    let start = start(row, customer);
    let mut field = Params::default()
        .with("Name", row.name)
        .with("DisplayName", row.label.of(language))
        .with("Type", kind(row.input));
    if row.input == Input::Text {
        field.set("Size", "30");
    }
    if row.input == Input::Dropdown {
        let must = required != Value::Bool(false);
        field.set("Options", options(row, start.is_none(), must, language));
    }
    let help = row.help.map(|text| {
        let words = text.of(language);
        words.replace(":tld", &format!(".{tld}"))
    });
    if row.input == Input::Display {
        return field
            .with("Default", help.unwrap_or_default())
            .with("Required", false);
    }
    field
        .with("Default", start.unwrap_or_default())
        .with("Description", help.unwrap_or_default())
        .with("Required", required)
}

/// True, false, or WHMCS' map from another field to its values. A field that the trustee service makes superfluous is left to
/// the cart's check where that service is offered.
fn required(row: &Row, tld: &Tld, asked: Asked, context: &FieldContext<'_>) -> Value {
    let Some(operation) = asked.operation(row) else {
        return false.into();
    };
    let elsewhere = !row.required_on.is_empty() && !row.required_on.contains(&operation);
    let waived = row.waived_by_trustee && context.switches.opt_in.contains(tld);
    match row.required {
        _ if elsewhere || waived => false.into(),
        Required::Always => true.into(),
        Required::Never => false.into(),
        Required::If(conditions) => {
            let pairs = conditions
                .iter()
                .map(|(name, values)| ((*name).to_owned(), Value::from(values.to_vec())));
            Value::Map(pairs.collect())
        }
    }
}

fn kind(input: Input) -> &'static str {
    match input {
        Input::Display => "display",
        Input::Dropdown => "dropdown",
        Input::Hidden | Input::Text => "text",
        Input::Tickbox => "tickbox",
    }
}

/// `value|Label,value|Label`. Where nothing is chosen from the start, the first option is no answer: a browser would take the
/// first one for an answer otherwise, and some of these are declarations.
fn options(row: &Row, undecided: bool, required: bool, language: Language) -> String {
    let answered = row.options.iter().any(|(value, _)| value.is_empty());
    let nothing = (undecided && !answered).then(|| ("", table::nothing_chosen(required)));
    let all = nothing.into_iter().chain(row.options.iter().copied());
    let lines = all.map(|(value, label)| {
        let label = label.of(language).replace(',', COMMA).replace('|', "/");
        format!("{value}|{label}")
    });
    lines.collect::<Vec<String>>().join(",")
}

/// What the form begins with.
fn start(row: &Row, customer: &Customer) -> Option<String> {
    let offered = |value: String| {
        let known = row.options.is_empty() || row.options.iter().any(|(o, _)| *o == value);
        Some(value).filter(|value| known && !value.is_empty())
    };
    let known = match row.prefill {
        None => None,
        Some(Prefill::TaxId) => harmless(&customer.tax_id),
        Some(Prefill::DkUserId) => harmless(&customer.dk_user_id).map(|id| id.to_uppercase()),
        Some(Prefill::Language) => language_code(row, &customer.language),
        Some(Prefill::OwnerType) if customer.company.trim().is_empty() => Some("P".to_owned()),
        Some(Prefill::OwnerType) => Some("O".to_owned()),
    };
    let default = Some(row.default.to_owned()).filter(|value| !value.is_empty());
    known.and_then(offered).or(default)
}

/// A customer wrote this, and nobody says whether WHMCS escapes the default of a field.
fn harmless(text: &str) -> Option<String> {
    let text = text.trim();
    let fits = |c: char| c.is_alphanumeric() || " .-/_".contains(c);
    (!text.is_empty() && text.chars().count() <= 64 && text.chars().all(fits))
        .then(|| text.to_owned())
}

/// The code of a language, in the case in which the field has its options.
fn language_code(row: &Row, name: &str) -> Option<String> {
    let name = name.to_ascii_lowercase();
    let named = LANGUAGES.iter().find(|(known, _)| *known == name);
    let code = named.map_or_else(|| name.get(..2), |(_, code)| Some(*code))?;
    let mut values = row.options.iter().map(|(value, _)| *value);
    values
        .find(|value| value.eq_ignore_ascii_case(code))
        .map(str::to_owned)
}
