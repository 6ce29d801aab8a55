//! The domain that a verb is about, and the commands that read it.

use std::borrow::Cow;

use crate::base::journal::Operation;
use crate::base::params::{ParamError, Params};
use crate::idn;
use crate::ispapi::{Command, CommandName};
use crate::names::DomainName;

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

/// What an order is about.
pub(super) fn subject(
    params: &Params,
    context: &Context,
    operation: Operation,
    years: i64,
) -> Result<Subject, Error> {
    let original = original(params)?;
    let domain = domain(params)?;
    let extension = original.required("tld")?;
    let extension = fields::extension(&extension).map_or_else(
        || domain.tld().to_string(), // never: it ends a name that was read
        |extension| extension.to_string(),
    );
    Ok(Subject {
        operation,
        domain,
        extension,
        domain_id: params
            .integer("domainid", 0..=i64::MAX)?
            .unwrap_or_default(),
        years,
        trace: context.trace.clone(),
    })
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
