//! The life of a domain: registration, renewal, deletion, restore; StatusDomain, ModifyDomain.

mod add;
mod application;
mod check;
pub(super) mod contacts;
mod delete;
pub(super) mod edit;
mod mode;
mod modify;
mod push;
mod renew;
mod restore;
mod settle;
mod status;
pub(super) mod values;

use super::{Call, Handler, Kind};
use crate::wire::Refusal;
use crate::world::DomainName;

pub(super) use application::{HANDLERS as APPLICATIONS, advance as advance_applications};
pub(crate) use settle::settle;
pub(super) use status::{NO_DATE, internal_nameservers, is_new, prepaid_period, subclass};

pub(super) const HANDLERS: &[Handler] = &[
    Handler {
        name: "AddDomain",
        run: add::add_domain,
        kind: Kind::WriteOrPend,
    },
    Handler {
        name: "CheckDomainRegistration",
        run: check::check_domain_registration,
        kind: Kind::Read,
    },
    Handler {
        name: "DeleteDomain",
        run: delete::delete_domain,
        kind: Kind::WriteOrPend,
    },
    Handler {
        name: "ModifyDomain",
        run: modify::modify_domain,
        kind: Kind::WriteOrPend,
    },
    Handler {
        name: "PayDomainRenewal",
        run: renew::pay_domain_renewal,
        kind: Kind::Write,
    },
    Handler {
        name: "PushDomain",
        run: push::push_domain,
        kind: Kind::Write,
    },
    Handler {
        name: "RenewDomain",
        run: renew::renew_domain,
        kind: Kind::Write,
    },
    Handler {
        name: "RestoreDomain",
        run: restore::restore_domain,
        kind: Kind::WriteOrPend,
    },
    Handler {
        name: "SetDomainRenewalMode",
        run: mode::set_domain_renewal_mode,
        kind: Kind::Write,
    },
    Handler {
        name: "StatusDomain",
        run: status::status_domain,
        kind: Kind::Read,
    },
];

/// A domain name out of a parameter; 505 when it is none.
pub(super) fn name_of(text: &str) -> Result<DomainName, Refusal> {
    DomainName::parse(text).ok_or_else(|| Refusal::new(505, format!("DOMAIN ({text})")))
}

/// Makes sure that the domain exists within the caller's reach: 531 when another account or
/// another registrar holds it, 545 when nobody does (registrar facts, domains missing at the
/// provider).
pub(super) fn require_own(call: &Call<'_>, name: &DomainName) -> Result<(), Refusal> {
    match call.book.domains.get(name.as_str()) {
        Some(domain) if call.reaches(&domain.account) => Ok(()),
        Some(_) => Err(Refusal::new(531, "")),
        None if deleted_elsewhere(call, name) => Err(Refusal::new(531, "")),
        None if call.book.foreign.contains_key(name.as_str()) => {
            let code = call.quirks.value("foreign_code").parse().unwrap_or(531);
            Err(Refusal::new(code, ""))
        }
        None => Err(Refusal::new(545, format!("DOMAIN {}", name.as_str()))),
    }
}

/// Whether another account deleted this domain and could still restore it.
fn deleted_elsewhere(call: &Call<'_>, name: &DomainName) -> bool {
    let deleted = call.book.deleted.get(name.as_str());
    deleted.is_some_and(|deleted| !call.reaches(&deleted.domain.account))
}
