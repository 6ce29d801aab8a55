//! Checks a command against the documented parameters.
//!
//! Codes: 500 unknown command, 503 unknown parameter or index too high, 504 mandatory parameter
//! missing, 505 value of the wrong form (API reference, code table). An empty value is the way to
//! clear an attribute and is accepted, except where the parameter is mandatory. The API reference
//! itself writes enumerations in mixed case, so case does not count there.

use std::collections::BTreeMap;

use super::{Documented, Parameter, Reference, Variant, kinds::fits, reference};
use crate::wire::{Command, Refusal};

/// A command that passed.
pub(crate) struct Checked {
    /// The documented spelling of the name.
    pub(crate) name: &'static str,
    /// Which documented page accepted it.
    pub(crate) variant: usize,
}

/// Checks a command text; for tools and tests outside the server.
///
/// # Errors
///
/// The code and description that the sandbox would answer.
pub fn check_command_text(text: &str) -> Result<(), (u16, String)> {
    let command = Command::parse(text).map_err(|error| (507, error.to_string()))?;
    match check(&command) {
        Ok(_) => Ok(()),
        Err(refusal) => Err(refusal.parts()),
    }
}

/// Checks name and parameters of a command.
pub(crate) fn check(command: &Command) -> Result<Checked, Refusal> {
    let reference = reference();
    let documented = reference
        .command(command.name())
        .ok_or_else(|| Refusal::new(500, command.name()))?;
    best_variant(reference, documented, command).map(|variant| Checked {
        name: &documented.name,
        variant,
    })
}

/// The first page that accepts the command; else the complaint of the page that got furthest.
fn best_variant(
    reference: &Reference,
    documented: &Documented,
    command: &Command,
) -> Result<usize, Refusal> {
    let mut fewest: Option<Vec<Refusal>> = None;
    for (number, variant) in documented.variants.iter().enumerate() {
        let complaints = complaints(reference, variant, command);
        if complaints.is_empty() {
            return Ok(number);
        }
        if fewest.as_ref().is_none_or(|f| complaints.len() < f.len()) {
            fewest = Some(complaints);
        }
    }
    match fewest.and_then(|complaints| complaints.into_iter().next()) {
        Some(refusal) => Err(refusal),
        None => Ok(0),
    }
}

fn complaints(reference: &Reference, variant: &Variant, command: &Command) -> Vec<Refusal> {
    let mut found = Vec::new();
    // What was given: parameter or list base, and whether any value of it was filled.
    let mut given: BTreeMap<&str, bool> = BTreeMap::new();
    for (key, value) in command.parameters() {
        match variant.place_of(reference, key) {
            Place::Known(base, parameter) => {
                *given.entry(base).or_default() |= !value.is_empty();
                if !parameter.allows(value) {
                    found.push(Refusal::new(505, format!("{key} ({value})")));
                }
            }
            Place::ContactData(role) => *given.entry(role).or_default() |= !value.is_empty(),
            Place::Nowhere => found.push(Refusal::new(503, key)),
        }
    }
    found.extend(variant.missing(&given));
    found
}

/// Where a parameter belongs.
enum Place<'a> {
    ContactData(&'a str),
    Known(&'a str, &'a Parameter),
    Nowhere,
}

impl Variant {
    fn place_of<'a>(&'a self, reference: &'a Reference, key: &str) -> Place<'a> {
        if let Some((name, parameter)) = self.parameters.get_key_value(key) {
            return Place::Known(name, parameter);
        }
        // A list parameter without its index is accepted; examples of the reference do it.
        if let Some((name, parameter)) = self.lists.get_key_value(key) {
            return Place::Known(name, parameter);
        }
        if let Some(place) = self.list_element(key) {
            return place;
        }
        self.contact_data(reference, key)
    }

    fn list_element(&self, key: &str) -> Option<Place<'_>> {
        let base_length = key.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        // A list's own name may end in digits: try the shortest index first.
        for cut in (base_length..key.len()).rev() {
            let (base, index) = key.split_at(cut);
            let Some((name, parameter)) = self.lists.get_key_value(base) else {
                continue;
            };
            if index.len() > 1 && index.starts_with('0') {
                continue;
            }
            let index: usize = index.parse().ok()?;
            return Some(match parameter.last_index {
                Some(last) if index > last => Place::Nowhere,
                _ => Place::Known(name, parameter),
            });
        }
        None
    }

    /// Where only one contact of a kind is documented (`OWNERCONTACT0`: transfers and trades) data
    /// passes too: the reference does not say so, but clients have always sent it.
    fn contact_data<'a>(&'a self, reference: &'a Reference, key: &str) -> Place<'a> {
        for role in &reference.contact_roles {
            let Some(rest) = key.strip_prefix(role.as_str()) else {
                continue;
            };
            let field = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let index: Option<usize> = rest.strip_suffix(field).and_then(|i| i.parse().ok());
            let Some(index) = index else {
                return Place::Nowhere;
            };
            let single = self.parameters.get_key_value(&format!("{role}0"));
            let in_range = match (self.lists.get(role), single) {
                (Some(list), _) if self.takes_contact_data => {
                    list.last_index.is_none_or(|last| index <= last)
                }
                (None, Some(_)) => index == 0,
                _ => false,
            };
            if in_range && reference.is_contact_field(field) {
                return Place::ContactData(role);
            }
        }
        Place::Nowhere
    }

    fn missing(&self, given: &BTreeMap<&str, bool>) -> Vec<Refusal> {
        let filled = |name: &String| given.get(name.as_str()).copied().unwrap_or_default();
        let mut found = Vec::new();
        for group in &self.one_of {
            if !group.iter().any(|all| all.iter().all(filled)) {
                let names: Vec<String> = group.iter().map(|all| all.join("+")).collect();
                found.push(Refusal::new(504, names.join(" OR ")));
            }
        }
        let freed = |name: &String| self.one_of.iter().flatten().flatten().any(|n| n == name);
        for (name, parameter) in self.parameters.iter().chain(&self.lists) {
            if parameter.mandatory && !filled(name) && !freed(name) {
                found.push(Refusal::new(504, missing_text(name)));
            }
        }
        found
    }
}

/// Contact lists have words of their own: `TOO FEW OWNER CONTACTS`.
fn missing_text(name: &str) -> String {
    match name.strip_suffix("CONTACT") {
        Some(role) if !role.is_empty() => format!("TOO FEW {role} CONTACTS"),
        _ => name.to_owned(),
    }
}

impl Parameter {
    fn allows(&self, value: &str) -> bool {
        if value.is_empty() || self.values.iter().any(|v| v.eq_ignore_ascii_case(value)) {
            return true;
        }
        if let Some(regex) = &self.regex {
            return regex.is_match(value);
        }
        if self.kinds.is_empty() {
            return self.values.is_empty();
        }
        self.kinds.iter().any(|kind| fits(kind, value))
    }
}

#[cfg(test)]
mod tests {
    use super::check_command_text;

    fn code(text: &str) -> u16 {
        check_command_text(text).map_or_else(|(code, _)| code, |()| 200)
    }

    const CONTACTS: &str = "OWNERCONTACT0=P-1\nADMINCONTACT0=P-1\nTECHCONTACT0=P-1\n\
                            BILLINGCONTACT0FIRSTNAME=Ada";

    #[test]
    fn names_parameters_and_values_are_checked() {
        let cases = [
            ("COMMAND=Nonsense", 500),
            ("COMMAND=statusdomain\nDOMAIN=a.com", 200),
            ("COMMAND=StatusDomain", 504),
            ("COMMAND=StatusDomain\nDOMAIN=", 504),
            ("COMMAND=StatusDomain\nDOMAIN=a.com\nX-NEW=1", 503),
            ("COMMAND=StatusDomain\nDOMAIN=a b.com", 505),
            ("COMMAND=StatusDomain\nDOMAIN=a.com\nHOSTTYPE=wrong", 505),
            ("COMMAND=StatusDomain\nDOMAIN=a.com\nHOSTTYPE=auto", 200),
            (
                "COMMAND=ModifyDomain\nDOMAIN=a.com\nNAMESERVER12=n.com",
                200,
            ),
            (
                "COMMAND=ModifyDomain\nDOMAIN=a.com\nNAMESERVER13=n.com",
                503,
            ),
            (
                "COMMAND=ModifyDomain\nDOMAIN=a.com\nNAMESERVER01=n.com",
                503,
            ),
            ("COMMAND=ModifyDomain\nDOMAIN=a.com\nNAMESERVER4=", 200),
            ("COMMAND=ModifyDomain\nAUTH=secret", 504),
            ("COMMAND=ModifyDomain\nDOMAINAUTH=a.com secret", 200),
            ("COMMAND=QueryDomainList\nVERSION=2\nNOTOTAL=1", 200),
            ("COMMAND=QueryDomainList\nUNIQUE=1", 200),
            ("COMMAND=QueryDomainList\nUNIQUE=1\nNOTOTAL=1", 503),
            ("COMMAND=CheckDomains\nDOMAIN0=a.com\nDOMAIN300=b.com", 200),
        ];
        for (text, expected) in cases {
            assert_eq!(code(text), expected, "{text}");
        }
    }

    #[test]
    fn contact_data_stands_for_a_handle_where_documented() {
        let whole = format!("COMMAND=AddDomain\nDOMAIN=a.com\n{CONTACTS}");
        assert_eq!(code(&whole), 200);
        assert_eq!(code(&format!("{whole}\nOWNERCONTACT0STREET1=x")), 200);
        assert_eq!(code(&format!("{whole}\nOWNERCONTACT0PLANET=x")), 503);
        assert_eq!(code(&format!("{whole}\nOWNERCONTACT5CITY=x")), 503);
        let without = whole.replace("TECHCONTACT0=P-1\n", "");
        let refused = check_command_text(&without);
        assert!(matches!(refused, Err((504, text)) if text.contains("TOO FEW TECH CONTACTS")));
    }
}
