//! AddDomain, StatusDomain, ModifyDomain.

mod add;
mod contacts;
mod edit;
mod modify;
mod settle;
mod status;
mod values;

use super::{Call, Handler, Kind};
use crate::wire::Refusal;
use crate::world::DomainName;

pub(crate) use settle::settle;
pub(super) use status::{NO_DATE, dates, fresh, internal_nameservers, prepaid_period};

pub(super) const HANDLERS: &[Handler] = &[
    Handler {
        name: "AddDomain",
        run: add::add_domain,
        kind: Kind::WriteOrPend,
    },
    Handler {
        name: "ModifyDomain",
        run: modify::modify_domain,
        kind: Kind::WriteOrPend,
    },
    Handler {
        name: "StatusDomain",
        run: status::status_domain,
        kind: Kind::Read,
    },
];

/// A domain name out of a parameter; 505 when it is none.
fn name_of(text: &str) -> Result<DomainName, Refusal> {
    DomainName::parse(text).ok_or_else(|| Refusal::new(505, format!("DOMAIN ({text})")))
}

/// Makes sure that the domain exists within the caller's reach: 531 when another account or
/// another registrar holds it, 545 when nobody does (registrar facts, domains missing at the
/// provider).
fn require_own(call: &Call<'_>, name: &DomainName) -> Result<(), Refusal> {
    match call.book.domains.get(name.as_str()) {
        Some(domain) if call.reaches(&domain.account) => Ok(()),
        Some(_) => Err(Refusal::new(531, "")),
        None if call.book.foreign.contains_key(name.as_str()) => Err(Refusal::new(531, "")),
        None => Err(Refusal::new(545, format!("DOMAIN {}", name.as_str()))),
    }
}
