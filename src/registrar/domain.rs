//! The domain that a verb is about, and the commands that read it.

use std::borrow::Cow;

use crate::base::journal::Operation;
use crate::base::params::{ParamError, Params};
use crate::idn;
use crate::ispapi::{Command, CommandName, Response};
use crate::names::{DomainName, Tld};

use super::order::Subject;
use super::{Context, Error, fields};

/// The domain of `sld` and `tld`, from the parameters as they were before WHMCS transliterated them.
pub(super) fn domain(params: &Params) -> Result<DomainName, Error> {
    let original = original(params)?;
    let (sld, tld) = (original.required("sld")?, original.required("tld")?);
    let name = format!("{sld}.{}", tld.trim_start_matches('.'));
    idn::domain_name(&name).map_err(|reason| Error::Name {
        name: "sld",
        reason,
    })
}

/// The extension as the shop sells it (`co.uk`), whatever its form in `tld`: with or without its dot, in either script.
pub(super) fn extension(params: &Params) -> Result<Tld, ParamError> {
    let text = original(params)?.required("tld")?.into_owned();
    fields::extension(&text).ok_or_else(|| ParamError::bad("tld", "a TLD"))
}

/// What an order is about.
pub(super) fn subject(
    params: &Params,
    context: &Context,
    operation: Operation,
    years: i64,
) -> Result<Subject, Error> {
    Ok(Subject {
        operation,
        domain: domain(params)?,
        extension: extension(params)?.to_string(),
        domain_id: params
            .integer("domainid", 0..=i64::MAX)?
            .unwrap_or_default(),
        years,
        trace: context.trace.clone(),
    })
}

/// What cannot be undone needs the domain's name in `confirmed`, typed by a person in whatever form of it.
pub(super) fn require_confirmation(params: &Params, domain: &DomainName) -> Result<(), Error> {
    let typed = params.text("confirmed")?.unwrap_or_default();
    match idn::domain_name(&typed) {
        Ok(name) if name == *domain => Ok(()),
        _ => Err(Error::Unconfirmed {
            domain: domain.as_str().to_owned(),
        }),
    }
}

/// The years that were ordered.
pub(super) fn years(params: &Params) -> Result<i64, ParamError> {
    let years = params.integer("regperiod", 1..=10)?;
    years.ok_or_else(|| ParamError::Missing {
        name: "regperiod".to_owned(),
    })
}

/// `original` where WHMCS passes it, else the parameters themselves.
pub(super) fn original(params: &Params) -> Result<Cow<'_, Params>, ParamError> {
    match params.map("original")? {
        Some(original) if original.get("sld").is_some() => Ok(original),
        _ => Ok(Cow::Borrowed(params)),
    }
}

/// Everything about one domain of the account (wire facts 12.3).
pub(super) fn status(domain: &DomainName) -> Command {
    Command::of(CommandName::STATUS_DOMAIN).with("DOMAIN", domain.as_str())
}

/// Whether one of the domain's states in `StatusDomain` is this one. Whole words are compared: `INACTIVE` is not active.
pub(super) fn has_state(response: &Response, word: &str) -> bool {
    let states = response.column("STATUS");
    states.is_some_and(|states| states.iter().any(|state| state.eq_ignore_ascii_case(word)))
}
