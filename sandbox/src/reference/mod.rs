//! The documented commands: which exist, which parameters they take, what values are allowed.
//!
//! The table is derived from the public API reference by `tools/derive_ispapi_commands.py` and
//! compiled in. The sandbox checks every command against it before it looks at the meaning.

mod check;
mod kinds;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

pub(crate) use check::check;
pub use check::check_command_text;
pub(crate) use kinds::is_host;

const TABLE: &str = include_str!("../../data/ispapi_commands.json");
/// Commands without a page, which public modules sent all the same.
const UNDOCUMENTED: &str = include_str!("../../data/undocumented.json");

/// All documented commands.
pub(crate) struct Reference {
    /// By upper-cased name.
    commands: BTreeMap<String, Documented>,
    contact_fields: Vec<String>,
    contact_roles: Vec<String>,
}

/// One command; some are documented on two pages with different parameters.
#[derive(Default)]
pub(crate) struct Documented {
    pub(crate) name: String,
    pub(crate) variants: Vec<Variant>,
}

#[cfg(test)]
impl Documented {
    /// Whether some page has this parameter.
    pub(crate) fn knows(&self, parameter: &str) -> bool {
        let mut variants = self.variants.iter();
        variants.any(|variant| variant.parameters.contains_key(parameter))
    }
}

/// The parameters of one page.
#[derive(Default)]
pub(crate) struct Variant {
    parameters: BTreeMap<String, Parameter>,
    lists: BTreeMap<String, Parameter>,
    one_of: Vec<Vec<Vec<String>>>,
    /// Contact data (`OWNERCONTACT0CITY`) may stand for a handle.
    takes_contact_data: bool,
}

struct Parameter {
    mandatory: bool,
    /// Highest index of a list; `None` is unbounded.
    last_index: Option<usize>,
    kinds: Vec<String>,
    values: Vec<String>,
    regex: Option<Regex>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Row {
    Header {
        contact_fields: Vec<String>,
        contact_roles: Vec<String>,
    },
    Page {
        command: String,
        variant: usize,
        #[serde(rename = "page")]
        _page: String,
        contacts: Option<String>,
    },
    OneOf {
        command: String,
        variant: usize,
        one_of: Vec<Vec<Vec<String>>>,
    },
    Parameter(ParameterRow),
}

#[derive(Deserialize)]
struct ParameterRow {
    command: String,
    variant: usize,
    param: String,
    min: u32,
    array: Option<(usize, Option<usize>)>,
    #[serde(default)]
    kinds: Vec<String>,
    #[serde(default, rename = "enum")]
    values: Vec<String>,
    regex: Option<String>,
}

/// The compiled-in table, read once.
pub(crate) fn reference() -> &'static Reference {
    static REFERENCE: LazyLock<Reference> = LazyLock::new(|| {
        let mut reference = Reference {
            commands: BTreeMap::new(),
            contact_fields: Vec::new(),
            contact_roles: Vec::new(),
        };
        for row in crate::embedded::rows::<Row>(TABLE) {
            reference.add(row);
        }
        for row in crate::embedded::rows_below_header::<Row>(UNDOCUMENTED) {
            reference.add(row);
        }
        reference
    });
    &REFERENCE
}

impl Reference {
    /// Looks a command up, in any case.
    pub(crate) fn command(&self, name: &str) -> Option<&Documented> {
        self.commands.get(&name.to_uppercase())
    }

    /// Whether `field` is contact data, `STREET0` for `STREET[n]` included.
    fn is_contact_field(&self, field: &str) -> bool {
        let base = field.trim_end_matches(|c: char| c.is_ascii_digit());
        self.contact_fields
            .iter()
            .any(|known| known == field || known.strip_suffix("[n]") == Some(base))
    }

    fn add(&mut self, row: Row) {
        match row {
            Row::Header {
                contact_fields,
                contact_roles,
            } => {
                self.contact_fields = contact_fields;
                self.contact_roles = contact_roles;
            }
            Row::Page {
                command,
                variant,
                contacts,
                ..
            } => self.variant(command, variant).takes_contact_data = contacts.is_some(),
            Row::OneOf {
                command,
                variant,
                one_of,
            } => self.variant(command, variant).one_of = one_of,
            Row::Parameter(row) => self.add_parameter(row),
        }
    }

    fn add_parameter(&mut self, row: ParameterRow) {
        let variant = self.variant(row.command, row.variant);
        let table = match row.array {
            Some(_) => &mut variant.lists,
            None => &mut variant.parameters,
        };
        let parameter = Parameter {
            mandatory: row.min > 0,
            last_index: row.array.and_then(|(_, last)| last),
            kinds: row.kinds,
            values: row.values,
            regex: row.regex.and_then(|pattern| Regex::new(&pattern).ok()),
        };
        table.insert(row.param, parameter);
    }

    fn variant(&mut self, command: String, number: usize) -> &mut Variant {
        let entry = self.commands.entry(command.to_uppercase()).or_default();
        entry.name = command;
        if entry.variants.len() <= number {
            entry.variants.resize_with(number + 1, Variant::default);
        }
        #[allow(
            clippy::indexing_slicing,
            reason = "resized to hold this index just above"
        )]
        &mut entry.variants[number]
    }
}

/// Whether a contact field is written against its type. Phone and country are stricter than the
/// generic types: `+CC.NNN` and upper-case ISO 3166-1 (wire facts, value types).
pub(crate) fn is_bad_contact_value(field: &str, value: &str) -> bool {
    match field {
        "COUNTRY" => !kinds::fits("COUNTRY", value) || value.to_uppercase() != value,
        "EMAIL" => !kinds::fits("EMAIL", value),
        "PHONE" => !kinds::is_registry_phone(value),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_every_documented_command() {
        let table = reference();
        assert_eq!(table.commands.len(), 177 + 1, "and one undocumented");
        for name in [
            "AddDomain",
            "statusdomain",
            "UPDATEDNSZONE",
            "RestoreDomain",
        ] {
            assert!(table.command(name).is_some(), "{name}");
        }
        assert!(table.command("FlyToTheMoon").is_none());
        assert_eq!(
            table.command("querydomainlist").map(|c| c.variants.len()),
            Some(3)
        );
        assert_eq!(table.contact_roles.len(), 4);
        assert!(table.is_contact_field("STREET1") && !table.is_contact_field("CITY0"));
    }

    #[test]
    fn every_regex_of_the_table_compiles() {
        let table: Vec<serde_json::Value> = crate::embedded::rows(TABLE);
        let patterns: Vec<&str> = table
            .iter()
            .filter_map(|row| row["regex"].as_str())
            .collect();
        assert!(patterns.len() > 20);
        for pattern in patterns {
            assert!(Regex::new(pattern).is_ok(), "{pattern}");
        }
    }
}
