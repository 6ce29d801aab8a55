//! ValidateContact: a private person proves who they are, for names right below `.au`.

use super::write::{complete, find_or_make};
use super::{fields_of, own};
use crate::commands::{Call, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::wire_time;
use crate::zones::plus_years;

/// What each kind of document needs beside the date of birth (reference, ValidateContact).
const NEEDS: &[(&str, &[&str])] = &[
    ("X-AU-OWNER-IDNUMBER", &["1", "2", "3", "4", "5"]),
    ("X-AU-OWNER-IDDATE", &["1", "2"]),
    ("X-AU-OWNER-IDISSUER", &["3", "6"]),
];

/// Validates a handle, or data that becomes one. It is good for a year; the reference shows a date
/// without saying how far away it was.
pub(super) fn validate_contact(call: &mut Call<'_>) -> Outcome {
    check_documents(call)?;
    let handle = match call.command.filled("CONTACT") {
        Some(handle) => {
            own(call, handle)?;
            handle.to_owned()
        }
        None => find_or_make(call, complete(fields_of(call.command))?)?.0,
    };
    let until = wire_time(plus_years(call.now, 1));
    if let Some(contact) = call.book.contacts.get_mut(&handle) {
        let name = "X-AU-VALIDATED-UNTIL".to_owned();
        contact.fields.insert(name, until.clone());
    }
    Ok(Response::ok()
        .with("CONTACT", handle)
        .with("X-AU-VALIDATED", "1")
        .with("X-AU-VALIDATED-UNTIL", until))
}

/// 541 when the terms are not accepted, 504 for what the document still needs.
fn check_documents(call: &Call<'_>) -> Result<(), Refusal> {
    let terms = "X-AU-OWNER-ACCEPT-VALIDATION-TERMS";
    if !call.command.flag(terms) {
        return Err(Refusal::new(541, terms));
    }
    let kind = call.required("X-AU-OWNER-IDTYPE")?;
    call.required("X-AU-OWNER-DOB")?;
    for (parameter, kinds) in NEEDS {
        if kinds.contains(&kind) {
            call.required(parameter)?;
        }
    }
    Ok(())
}
