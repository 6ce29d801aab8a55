//! Contacts inside domain commands: a handle, or the data itself (wire facts, contacts inside
//! commands). Data becomes a new handle that starts with `AUTO-`.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::commands::Call;
use crate::reference::is_bad_contact_value;
use crate::wire::{Command, Refusal};
use crate::world::{Book, Contact, ContactRole};

/// A contact as a command gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::commands) enum Given {
    Data(BTreeMap<String, String>),
    Handle(String),
}

/// The contacts of one command, checked, nothing stored yet.
pub(in crate::commands) type GivenContacts = BTreeMap<ContactRole, Vec<Given>>;

/// Reads and checks the contacts of all four kinds. A handle must exist within the caller's reach
/// (545), data must be complete (504) and well-formed (505).
pub(in crate::commands) fn read(call: &Call<'_>) -> Result<GivenContacts, Refusal> {
    let mut all = GivenContacts::new();
    for role in ContactRole::ALL {
        let given = given(call.command, role);
        for (index, contact) in &given {
            check(call, &format!("{}{index}", role.parameter()), contact)?;
        }
        if !given.is_empty() {
            all.insert(role, given.into_values().collect());
        }
    }
    Ok(all)
}

/// Turns the contacts into handles; equal data of one command becomes one handle.
pub(in crate::commands) fn store(
    book: &mut Book,
    account: &str,
    contacts: &GivenContacts,
    now: Timestamp,
) -> BTreeMap<ContactRole, Vec<String>> {
    let mut made: Vec<(&BTreeMap<String, String>, String)> = Vec::new();
    let mut handles = BTreeMap::new();
    for (role, list) in contacts {
        let mut of_role = Vec::new();
        for contact in list {
            of_role.push(match contact {
                Given::Handle(handle) => handle.clone(),
                Given::Data(fields) => {
                    let known = made.iter().find(|(data, _)| *data == fields);
                    let known = known.map(|(_, handle)| handle.clone());
                    known.unwrap_or_else(|| {
                        let handle = new_contact(book, account, fields, now);
                        made.push((fields, handle.clone()));
                        handle
                    })
                }
            });
        }
        handles.insert(*role, of_role);
    }
    handles
}

fn new_contact(
    book: &mut Book,
    account: &str,
    fields: &BTreeMap<String, String>,
    now: Timestamp,
) -> String {
    let handle = format!("AUTO-{}", book.next_id());
    let contact = Contact {
        account: account.to_owned(),
        created: now,
        updated: None,
        fields: fields.clone(),
    };
    book.contacts.insert(handle.clone(), contact);
    handle
}

/// What the command says about one kind, by index; empty handles (`OWNERCONTACT1=`) left out.
fn given(command: &Command, role: ContactRole) -> BTreeMap<usize, Given> {
    let base = role.parameter();
    let mut found = BTreeMap::new();
    for (index, handle) in command.list(base) {
        if !handle.is_empty() {
            found.insert(index, Given::Handle(handle.to_owned()));
        }
    }
    for (key, value) in command.parameters() {
        let Some(rest) = key.strip_prefix(base) else {
            continue;
        };
        let field = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let index = rest.strip_suffix(field).and_then(|i| i.parse().ok());
        let (Some(index), false) = (index, field.is_empty()) else {
            continue;
        };
        let entry = found
            .entry(index)
            .or_insert_with(|| Given::Data(BTreeMap::new()));
        if let Given::Data(fields) = entry {
            fields.insert(field.to_owned(), value.to_owned());
        }
    }
    found
}

fn check(call: &Call<'_>, place: &str, contact: &Given) -> Result<(), Refusal> {
    match contact {
        Given::Handle(handle) => {
            let owner = call.book.contacts.get(handle).map(|c| c.account.as_str());
            match owner {
                Some(account) if call.reaches(account) => Ok(()),
                _ => Err(Refusal::new(545, format!("CONTACT {handle}"))),
            }
        }
        Given::Data(fields) => check_data(place, fields),
    }
}

/// The fields that AddContact demands: a name, street, city, zip, country, phone, e-mail.
pub(in crate::commands) fn check_data(
    place: &str,
    fields: &BTreeMap<String, String>,
) -> Result<(), Refusal> {
    let filled = |name: &str| fields.get(name).is_some_and(|value| !value.is_empty());
    let full_name = filled("FIRSTNAME") && filled("LASTNAME");
    let named = full_name || filled("NAME") || filled("ORGANIZATION");
    if !named {
        return Err(Refusal::new(504, format!("{place}NAME")));
    }
    if !filled("STREET") && !filled("STREET0") {
        return Err(Refusal::new(504, format!("{place}STREET")));
    }
    for name in ["CITY", "ZIP", "COUNTRY", "PHONE", "EMAIL"] {
        if !filled(name) {
            return Err(Refusal::new(504, format!("{place}{name}")));
        }
        let value = fields.get(name).map_or("", String::as_str);
        if is_bad_contact_value(name, value) {
            return Err(Refusal::new(505, format!("{place}{name} ({value})")));
        }
    }
    Ok(())
}
