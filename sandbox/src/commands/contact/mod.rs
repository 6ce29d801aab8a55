//! Contact handles: AddContact, ModifyContact, DeleteContact, StatusContact, QueryContactList,
//! ValidateContact.

mod list;
mod validate;
mod write;

use std::collections::BTreeMap;

use super::domain::NO_DATE;
use super::{Call, Handler, Kind, Outcome};
use crate::wire::{Command, Refusal, Response};
use crate::world::{Contact, wire_time};

pub(super) const HANDLERS: &[Handler] = &[
    Handler {
        name: "AddContact",
        run: write::add_contact,
        kind: Kind::Write,
    },
    Handler {
        name: "DeleteContact",
        run: write::delete_contact,
        kind: Kind::Write,
    },
    Handler {
        name: "ModifyContact",
        run: write::modify_contact,
        kind: Kind::Write,
    },
    Handler {
        name: "QueryContactList",
        run: list::query_contact_list,
        kind: Kind::Read,
    },
    Handler {
        name: "StatusContact",
        run: status_contact,
        kind: Kind::Read,
    },
    Handler {
        name: "ValidateContact",
        run: validate::validate_contact,
        kind: Kind::Write,
    },
];

/// Upper-case field name to value.
type Fields = BTreeMap<String, String>;

/// Fields that StatusContact always shows, empty where nothing is known.
const ALWAYS: &[&str] = &[
    "AUTH",
    "CITY",
    "COUNTRY",
    "EMAIL",
    "FAX",
    "FIRSTNAME",
    "LASTNAME",
    "ORGANIZATION",
    "PHONE",
    "STATE",
    "ZIP",
];

/// Everything about one contact. A street of several lines comes as several rows of STREET.
fn status_contact(call: &mut Call<'_>) -> Outcome {
    let handle = call.required("CONTACT")?;
    let contact = own(call, handle)?;
    let field = |name: &str| contact.fields.get(name).cloned().unwrap_or_default();
    let mut response = Response::ok()
        .with("CLASS", "CONTACT")
        .with("CREATEDBY", "SYSTEM")
        .with("CREATEDDATE", wire_time(contact.created))
        .with("DESCRIPTION", handle)
        .with("ID", handle)
        .with("NAME", full_name(&contact.fields))
        .with("PEERUSER", "")
        .with("REGISTRAR", "SYSTEM")
        .with("STATUS", "ACTIVE")
        .with_all("STREET", street(&contact.fields))
        .with("TRANSFERDATE", NO_DATE)
        .with("UPDATEDBY", "SYSTEM")
        .with("UPDATEDDATE", updated(contact))
        .with("USER", &contact.account);
    for name in ALWAYS {
        response = response.with(name, field(name));
    }
    let others = contact.fields.iter().filter(|(name, _)| {
        !ALWAYS.contains(&name.as_str()) && *name != "NAME" && !name.starts_with("STREET")
    });
    for (name, value) in others {
        response = response.with(name, value);
    }
    Ok(response)
}

/// The contact behind a handle: 545 when there is none, 531 when it is another account's.
fn own<'a>(call: &'a Call<'_>, handle: &str) -> Result<&'a Contact, Refusal> {
    match call.book.contacts.get(handle) {
        Some(contact) if call.reaches(&contact.account) => Ok(contact),
        Some(_) => Err(Refusal::new(531, "")),
        None => Err(Refusal::new(545, format!("CONTACT {handle}"))),
    }
}

/// NAME, or first, middle and last name with blanks between.
pub(super) fn full_name(fields: &Fields) -> String {
    let parts = ["FIRSTNAME", "MIDDLENAME", "LASTNAME"];
    let parts: Vec<&str> = parts
        .iter()
        .filter_map(|part| fields.get(*part).map(String::as_str))
        .filter(|part| !part.is_empty())
        .collect();
    match fields.get("NAME") {
        Some(name) if parts.is_empty() => name.clone(),
        _ => parts.join(" "),
    }
}

/// The lines of the street: STREET, or STREET0 and so on.
fn street(fields: &Fields) -> Vec<String> {
    let lines = fields
        .iter()
        .filter(|(name, value)| name.starts_with("STREET") && !value.is_empty())
        .map(|(_, value)| value.clone());
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        vec![String::new()]
    } else {
        lines
    }
}

fn updated(contact: &Contact) -> String {
    wire_time(contact.updated.unwrap_or(contact.created))
}

/// The contact fields of a command; all its other parameters are named here.
fn fields_of(command: &Command) -> Fields {
    command
        .parameters()
        .filter(|(key, _)| {
            !matches!(*key, "CONTACT" | "NEW" | "REGISTRY") && !key.starts_with("X-AU-")
        })
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect()
}
