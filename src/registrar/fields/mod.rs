//! The additional fields of a TLD: what its registry asks beyond contact data, and what each answer becomes on the wire.
//!
//! One table says both (`data/additional_fields.json`), so what a form asks and what a command carries cannot drift apart. All
//! of it is pure: a plan hands over what WHMCS stored, and gets parameters or a precise refusal.
//!
//! # What is sent
//!
//! - Empty means not sent. `0` is a value.
//! - A parameter goes only with a command whose reference page has it.
//! - A field is required only where it can be sent.
//! - With `ModifyDomain`, agreements and the trustee service go out only where the customer chose them in that very form.
//! - An answer that is none of the options stops the order; nothing is guessed in its place.

use std::fmt;

use jiff::Timestamp;

use crate::base::params::{ParamError, Params};
use crate::idn;
use crate::names::Tld;

mod definitions;
mod error;
mod table;
mod value;
mod verbs;

#[cfg(test)]
mod tests;

pub use error::{Error, Fault};
pub use table::{Language, Operation, tlds};

pub(super) use verbs::{Definitions, Validate};

use table::{Condition, Input, Kind, Required, Row};

/// Which optional fields the shop has switched on, by TLD.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Switches {
    /// Fields with a price or a duty of the shop: the trustee service, and the agreement of `.dk`.
    pub opt_in: Vec<Tld>,
    /// Fields whose parameter the API's reference lacks.
    pub undocumented: Vec<Tld>,
}

/// What an answer is judged by besides itself.
#[derive(Clone, Copy, Debug)]
pub struct FieldContext<'a> {
    /// The registrant's country, ISO 3166-1 alpha-2, where it is known.
    pub country: Option<&'a str>,
    /// Whether the registrant is an organization.
    pub organization: bool,
    /// Whether the name is internationalised.
    pub idn: bool,
    /// The time that an acceptance gets.
    pub now: Timestamp,
    /// The shop's switches.
    pub switches: &'a Switches,
    /// Whether this form had the customer's consents, and the API asks for them: only then do they go with `ModifyDomain`.
    pub consented: bool,
    /// The language of the labels in errors.
    pub language: Language,
}

/// What a command carries because of the fields. The values may be numbers of persons, so `Debug` shows the names alone.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FieldSet {
    /// Parameters, none of them empty and none twice.
    pub params: Vec<(String, String)>,
    /// Contact fields to leave out, as the contact's role and its field: `OWNERCONTACT0`, `ORGANIZATION`.
    pub remove_contact_fields: Vec<(&'static str, &'static str)>,
    /// Values that WHMCS should store in place of what was typed: a web address that got its scheme, and the time of an
    /// acceptance, which must not be made anew when an order is repeated.
    pub write_back: Vec<(&'static str, String)>,
}

impl fmt::Debug for FieldSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let params: Vec<&str> = self.params.iter().map(|(name, _)| name.as_str()).collect();
        let write_back: Vec<&str> = self.write_back.iter().map(|(name, _)| *name).collect();
        f.debug_struct("FieldSet")
            .field("params", &params)
            .field("remove_contact_fields", &self.remove_contact_fields)
            .field("write_back", &write_back)
            .finish()
    }
}

impl Switches {
    /// Reads the settings `OptInFieldTLDs` and `UndocumentedFieldTLDs`: extensions with or without dot, between commas or blanks.
    ///
    /// # Errors
    ///
    /// [`ParamError`] for a setting that names no extension.
    pub fn read(settings: &Params) -> Result<Self, ParamError> {
        let listed = |name: &str| -> Result<Vec<Tld>, ParamError> {
            let text = settings.text(name)?.unwrap_or_default();
            text.split([',', ';', ' ', '\n', '\r', '\t'])
                .filter(|part| !part.is_empty())
                .map(|part| extension(part).ok_or_else(|| ParamError::bad(name, "a list of TLDs")))
                .collect()
        };
        Ok(Self {
            opt_in: listed("OptInFieldTLDs")?,
            undocumented: listed("UndocumentedFieldTLDs")?,
        })
    }
}

/// An extension as WHMCS writes it: with or without its dot, in either form.
pub(super) fn extension(text: &str) -> Option<Tld> {
    let name = idn::to_ascii(text.trim().trim_start_matches('.')).ok()?;
    Tld::parse(&name).ok()
}

/// The parameters that `command` carries for `operation`, out of WHMCS' `additionalfields`.
///
/// The TLD is the extension under which the shop sells the name (`co.uk`), which only WHMCS knows.
///
/// # Errors
///
/// The first [`Error`]; nothing may be sent then.
///
/// # Examples
///
/// ```
/// use ispbridge::base::params::Params;
/// use ispbridge::names::Tld;
/// use ispbridge::registrar::fields::{FieldContext, Operation, Switches, wire_params};
///
/// let switches = Switches::default();
/// let context = FieldContext::new(&switches);
/// let values = Params::default().with("Nexus Category", "1");
/// let fields = wire_params(&Tld::parse("nyc")?, Operation::Register, "AddDomain", &values, &context)?;
/// assert_eq!(fields.params, [("X-NYC-REGISTRANT-NEXUS-CATEGORY".into(), "1".into())]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn wire_params(
    tld: &Tld,
    operation: Operation,
    command: &str,
    values: &Params,
    context: &FieldContext<'_>,
) -> Result<FieldSet, Error> {
    let form = Form {
        tld,
        operation,
        command,
        values,
        context,
    };
    let mut fields = FieldSet::default();
    for row in form.rows() {
        if let Some(value) = form.answer(row)? {
            form.add(&mut fields, row, value);
        }
    }
    Ok(fields)
}

/// All that is wrong with the answers, in the order of the form: for the cart, before anybody pays.
pub fn faults(
    tld: &Tld,
    operation: Operation,
    values: &Params,
    context: &FieldContext<'_>,
) -> Vec<Error> {
    let command = operation.command();
    let form = Form {
        tld,
        operation,
        command,
        values,
        context,
    };
    let rows = form.rows();
    rows.filter_map(|row| form.answer(row).err()).collect()
}

impl<'a> FieldContext<'a> {
    /// Nothing known of the registrant, at the epoch, in English.
    pub fn new(switches: &'a Switches) -> Self {
        Self {
            country: None,
            organization: false,
            idn: false,
            now: Timestamp::UNIX_EPOCH,
            switches,
            consented: false,
            language: Language::English,
        }
    }

    /// Whether a row is asked of this registrant, in this shop.
    fn concerns(&self, row: &Row, tld: &Tld) -> bool {
        let elsewhere = |country: &str| {
            let skipped = row.skip_countries.iter();
            !skipped.into_iter().any(|c| c.eq_ignore_ascii_case(country))
        };
        (!row.opt_in || self.switches.opt_in.contains(tld))
            && (!row.undocumented || self.switches.undocumented.contains(tld))
            && self.country.is_none_or(elsewhere)
            && !(row.individuals_only && self.organization)
    }
}

/// Answers, and what they are asked for.
struct Form<'a> {
    tld: &'a Tld,
    operation: Operation,
    command: &'a str,
    values: &'a Params,
    context: &'a FieldContext<'a>,
}

impl<'a> Form<'a> {
    /// The rows that are asked: those that can be sent with the command, and our own questions.
    fn rows(&self) -> impl Iterator<Item = &'static Row> + use<'_, 'a> {
        table::rows_of(self.tld, self.context.idn).filter(|row| {
            let consent = matches!(row.kind, Kind::Agreement | Kind::Trustee);
            row.operations.contains(&self.operation)
                && (row.param.is_none() || row.send_on.contains(&self.command))
                && (!consent || self.command != "ModifyDomain" || self.context.consented)
                && row.input != Input::Display
                && self.context.concerns(row, self.tld)
        })
    }

    /// The value to send, `None` for none.
    fn answer(&self, row: &'static Row) -> Result<Option<String>, Error> {
        let faulty = |fault| Error {
            tld: self.tld.to_string(),
            field: row.name,
            label: row.label.of(self.context.language),
            fault,
        };
        if !self.holds(row.only_if) {
            return Ok(None);
        }
        let stored = value::stored(row, self.values).map_err(faulty)?;
        let ordered = matches!(
            self.operation,
            Operation::Application | Operation::Register | Operation::Transfer
        );
        let asked = stored.present || ordered;
        let answer = value::sendable(row, &stored, asked, self.context.now).map_err(faulty)?;
        if answer.is_none() && self.is_required(row) {
            let tickbox = row.input == Input::Tickbox;
            let fault = if tickbox {
                Fault::NotAccepted
            } else {
                Fault::Missing
            };
            return Err(faulty(fault));
        }
        Ok(answer.filter(|value| self.is_taken(row, value)))
    }

    fn is_required(&self, row: &Row) -> bool {
        let here = row.required_on.is_empty() || row.required_on.contains(&self.operation);
        let due = match row.required {
            Required::Always => true,
            Required::If(conditions) => self.holds(conditions),
            Required::Never => false,
        };
        here && due && !(row.waived_by_trustee && self.has_trustee())
    }

    fn is_taken(&self, row: &Row, value: &str) -> bool {
        let refused = |(command, values): &(&str, &[&str])| {
            *command == self.command && values.contains(&value)
        };
        !row.not_taken.iter().any(refused)
    }

    fn has_trustee(&self) -> bool {
        let mut rows = self.rows();
        rows.any(|row| row.kind == Kind::Trustee && self.value(row).as_deref() == Some("1"))
    }

    /// Whether the other fields are as they must be. They count also where this operation does not ask them.
    fn holds(&self, conditions: &[Condition]) -> bool {
        conditions.iter().all(|(name, wanted)| {
            let mut rows = table::rows_of(self.tld, self.context.idn);
            let value = rows
                .find(|row| row.name == *name)
                .and_then(|row| self.value(row));
            value.is_some_and(|value| wanted.is_empty() || wanted.contains(&value.as_str()))
        })
    }

    /// The value of a row, where it has one that can be used.
    fn value(&self, row: &Row) -> Option<String> {
        let stored = value::stored(row, self.values).ok()?;
        value::sendable(row, &stored, false, self.context.now).ok()?
    }

    fn add(&self, fields: &mut FieldSet, row: &'static Row, value: String) {
        let removed = row.removes.iter().filter(|(when, _, _)| *when == value);
        let removed = removed.map(|(_, contact, field)| (*contact, *field));
        fields.remove_contact_fields.extend(removed);
        let Some(param) = row.param else {
            return;
        };
        let kept = matches!(row.rule, table::Rule::TickTime | table::Rule::Uri);
        if kept && value::stored(row, self.values).is_ok_and(|stored| stored.text != value) {
            fields.write_back.push((row.name, value.clone()));
        }
        fields.params.push((param.to_owned(), value));
    }
}
