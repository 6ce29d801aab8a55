//! Making, changing and deleting contact handles.

use jiff::Timestamp;

use super::{Fields, fields_of, full_name, own};
use crate::commands::domain::contacts::check_data;
use crate::commands::{Call, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::{Contact, ContactRole};

/// Makes a contact. The same data again gives the handle that is there (NEW=0), unless NEW=1 asks
/// for another one; a handle of one's own that is taken is 540.
pub(super) fn add_contact(call: &mut Call<'_>) -> Outcome {
    let fields = complete(fields_of(call.command))?;
    let (handle, new) = find_or_make(call, fields)?;
    Ok(Response::ok()
        .with("CONTACT", handle)
        .with("NEW", if new { "1" } else { "0" })
        .with("STATUS", "ACTIVE"))
}

/// Changes the fields that are named. An empty value clears a field, but the contact must stay
/// complete.
pub(super) fn modify_contact(call: &mut Call<'_>) -> Outcome {
    let handle = call.required("CONTACT")?.to_owned();
    let present = own(call, &handle)?.fields.clone();
    let fields = changed(present, fields_of(call.command))?;
    let now = call.now;
    if let Some(contact) = call.book.contacts.get_mut(&handle) {
        contact.fields = fields;
        contact.updated = Some(now);
    }
    Ok(Response::ok())
}

/// Deletes a handle that no domain, transfer or trade uses; 506 else.
pub(super) fn delete_contact(call: &mut Call<'_>) -> Outcome {
    let handle = call.required("CONTACT")?.to_owned();
    own(call, &handle)?;
    if in_use(call, &handle) {
        return Err(Refusal::verbatim(506, "Object is in use"));
    }
    call.book.contacts.remove(&handle);
    Ok(Response::ok())
}

fn in_use(call: &Call<'_>, handle: &str) -> bool {
    let has = |handles: &[String]| handles.iter().any(|known| known == handle);
    call.book
        .domains
        .values()
        .any(|domain| ContactRole::ALL.iter().any(|r| has(domain.contacts(*r))))
        || call
            .book
            .transfers
            .values()
            .filter(|transfer| transfer.is_running())
            .any(|transfer| transfer.contacts.values().any(|list| has(list)))
}

/// The handle of this data, and whether it was made now.
pub(super) fn find_or_make(call: &mut Call<'_>, fields: Fields) -> Result<(String, bool), Refusal> {
    let asked = call.command.filled("CONTACT").map(str::to_owned);
    if let Some(handle) = &asked {
        if call.book.contacts.contains_key(handle) {
            return Err(Refusal::new(540, format!("CONTACT {handle}")));
        }
    } else if !call.command.flag("NEW") {
        let account = &call.caller.account;
        let same = call.book.contacts.iter().find(|(handle, contact)| {
            contact.account == *account
                && !handle.starts_with("AUTO-")
                && comparable(&contact.fields) == comparable(&fields)
        });
        if let Some((handle, _)) = same {
            return Ok((handle.clone(), false));
        }
    }
    let handle = asked.unwrap_or_else(|| new_handle(call, &fields));
    let contact = new_contact(call, fields, call.now);
    call.book.contacts.insert(handle.clone(), contact);
    Ok((handle, true))
}

/// `P-` and the initials and a number, as in the examples.
fn new_handle(call: &mut Call<'_>, fields: &Fields) -> String {
    let name = match full_name(fields) {
        name if name.is_empty() => fields.get("ORGANIZATION").cloned().unwrap_or_default(),
        name => name,
    };
    let initials: String = name
        .split(' ')
        .filter_map(|word| word.chars().find(char::is_ascii_alphanumeric))
        .take(3)
        .collect();
    format!("P-{}{}", initials.to_uppercase(), call.book.next_id())
}

fn new_contact(call: &mut Call<'_>, mut fields: Fields, created: Timestamp) -> Contact {
    if fields.get("AUTH").is_none_or(String::is_empty) {
        let code = call.book.rng.text("abcdefghijkmnpqrstuvwxyz23456789", 10);
        fields.insert("AUTH".to_owned(), code);
    }
    Contact {
        account: call.caller.account.clone(),
        created,
        updated: None,
        fields,
    }
}

/// What makes two contacts the same person.
fn comparable(fields: &Fields) -> Vec<(&String, &String)> {
    fields
        .iter()
        .filter(|(name, value)| {
            !value.is_empty() && *name != "AUTH" && !name.starts_with("X-AU-VALIDATED")
        })
        .collect()
}

/// Fields of a new contact: NAME taken apart, all that is mandatory there (504, 505).
pub(super) fn complete(mut fields: Fields) -> Result<Fields, Refusal> {
    take_name_apart(&mut fields);
    check_data("", &fields)?;
    Ok(fields)
}

/// NAME fills FIRSTNAME and LASTNAME: all before the first blank, and the rest.
fn take_name_apart(fields: &mut Fields) {
    let Some(name) = fields.get("NAME").filter(|name| !name.is_empty()) else {
        return;
    };
    if let Some((first, last)) = name.trim().split_once(' ') {
        let (first, last) = (first.to_owned(), last.trim().to_owned());
        fields.insert("FIRSTNAME".to_owned(), first);
        fields.insert("LASTNAME".to_owned(), last);
        fields.remove("NAME");
    }
}

/// The present fields with the changes; a new street replaces all lines of the old one.
fn changed(mut present: Fields, mut changes: Fields) -> Result<Fields, Refusal> {
    take_name_apart(&mut changes);
    if changes.keys().any(|name| name.starts_with("STREET")) {
        present.retain(|name, _| !name.starts_with("STREET"));
    }
    if changes.contains_key("FIRSTNAME") || changes.contains_key("LASTNAME") {
        present.remove("NAME");
    }
    present.extend(changes);
    present.retain(|_, value| !value.is_empty());
    check_data("", &present)?;
    Ok(present)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn a_name_is_taken_apart_at_its_first_blank() {
        let mut named = fields(&[("NAME", "Jan van Dyk")]);
        take_name_apart(&mut named);
        assert_eq!(
            named,
            fields(&[("FIRSTNAME", "Jan"), ("LASTNAME", "van Dyk")])
        );
        let mut single = fields(&[("NAME", "Plato")]);
        take_name_apart(&mut single);
        assert_eq!(full_name(&single), "Plato");
    }

    #[test]
    fn codes_and_validations_do_not_tell_contacts_apart() {
        let one = fields(&[("CITY", "Rome"), ("AUTH", "a"), ("FAX", "")]);
        let other = fields(&[("CITY", "Rome"), ("AUTH", "b")]);
        assert_eq!(comparable(&one), comparable(&other));
    }
}
