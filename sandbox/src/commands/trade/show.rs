//! What a trade looks like: StatusDomainTrade, and the answer of CheckDomainTrade.

use std::collections::BTreeMap;

use crate::commands::contact::full_name;
use crate::commands::domain::NO_DATE;
use crate::commands::domain::contacts::{Given, GivenContacts};
use crate::commands::domain::name_of;
use crate::commands::transfer::{entry, running};
use crate::commands::{Call, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::{ContactRole, Domain, Transfer, TransferKind, wire_time};
use crate::zones;

/// Handles by kind.
type Handles = BTreeMap<ContactRole, Vec<String>>;

/// Everything about a running trade (a finished one: quirk `finished_transfer`).
pub(super) fn status_domain_trade(call: &mut Call<'_>) -> Outcome {
    let name = name_of(call.required("DOMAIN")?)?;
    let trade = entry(call, name.as_str(), |t| t.kind == TransferKind::Trade)?;
    let zone = zones::supported(name.zone())?;
    let after = after(trade);
    let nameservers = match call.book.domains.get(name.as_str()) {
        Some(domain) if trade.nameservers.is_empty() => &domain.nameservers,
        _ => &trade.nameservers,
    };
    let mut response = Response::ok()
        .with("CREATEDDATE", wire_time(trade.created))
        .with_all("NAMESERVER", nameservers.iter().cloned())
        .with("OLD-REGISTRAR", &trade.other)
        .with("REPOSITORY", zone.repository(call.book.entity))
        .with_all("TRANSFERLOG", trade.log.iter().cloned())
        .with("TRANSFERSTATUS", trade.status.word())
        .with("TRANSFERTYPE", "TRADE")
        .with("UPDATEDDATE", wire_time(trade.updated));
    for prefix in ["", "REPOSITORY"] {
        response = with_contacts(response, prefix, &after);
        response = with_contacts(response, &format!("{prefix}OLD-"), &trade.old_contacts);
    }
    Ok(new_owner(call, &after, response))
}

/// What StatusDomain shows about a trade: the owner to come while it runs, and the end of the lock
/// after it (undocumented; quirk `trade_lock_property`).
pub(in crate::commands) fn properties(
    call: &Call<'_>,
    domain: &Domain,
    response: Response,
) -> Response {
    let trade = running(call, &domain.name).filter(|t| t.kind == TransferKind::Trade);
    let owner = trade.and_then(|trade| trade.contacts.get(&ContactRole::Owner));
    let owner = owner.into_iter().flatten().cloned();
    let response = response.with_all("TRADE-OWNERCONTACT", owner);
    let until = call.book.trade_locks.get(&domain.name);
    match until.filter(|until| **until > call.now) {
        Some(until) if call.quirks.is("trade_lock_property", "present") => {
            response.with("TRADE-TRANSFERLOCK-EXPIRATIONDATE", wire_time(*until))
        }
        _ => response,
    }
}

/// The contacts after the trade: the old ones where no new one was named.
fn after(trade: &Transfer) -> Handles {
    let mut after = trade.old_contacts.clone();
    after.extend(trade.contacts.clone());
    after
}

fn with_contacts(mut response: Response, prefix: &str, handles: &Handles) -> Response {
    for (role, handles) in handles {
        let name = format!("{prefix}{}", role.parameter());
        response = response.with_all(&name, handles.iter().cloned());
    }
    response
}

fn new_owner(call: &Call<'_>, handles: &Handles, response: Response) -> Response {
    let owner = handles
        .get(&ContactRole::Owner)
        .and_then(|list| list.first());
    let Some(contact) = owner.and_then(|handle| call.book.contacts.get(handle)) else {
        return response;
    };
    let field = |name: &str| contact.fields.get(name).cloned().unwrap_or_default();
    response
        .with("TRADE-REGISTRANT-EMAIL", field("EMAIL"))
        .with("TRADE-REGISTRANT-NAME", full_name(&contact.fields))
        .with("TRADE-REGISTRANT-ORGANIZATION", field("ORGANIZATION"))
}

/// 218 with the domain before (OLD-) and after.
pub(super) fn possible(call: &Call<'_>, name: &str, given: &GivenContacts) -> Outcome {
    let Some(domain) = call.book.domains.get(name) else {
        return Err(Refusal::new(545, ""));
    };
    let zone = zones::supported(domain.zone())?;
    let mode = call.command.filled("MODE").unwrap_or("full").to_lowercase();
    let mut response = Response::plain(218, "Request is available")
        .with("ACTION", "check")
        .with("MODE", mode)
        .with("POLICYAPPROVECONFIRMATION", "REALTIME")
        .with("REPOSITORY", zone.repository(call.book.entity))
        .with("STATUS", "REQUESTED")
        .with("TRADEWITHINREPOSITORY", "1")
        .with("OLD-STATUS", &domain.status)
        .with(
            "OLD-TRANSFERDATE",
            domain
                .transferred
                .map_or_else(|| NO_DATE.to_owned(), wire_time),
        )
        .with(
            "OLD-ADMINCONTACTDETAILS",
            details(call, domain, ContactRole::Admin),
        )
        .with(
            "OLD-REGISTRANTDETAILS",
            details(call, domain, ContactRole::Owner),
        )
        .with(
            "OLD-TECHCONTACTDETAILS",
            details(call, domain, ContactRole::Tech),
        );
    for prefix in ["", "OLD-"] {
        response = facts(prefix, domain, response);
    }
    response = with_contacts(response, "OLD-", &domain.contacts);
    Ok(with_contacts(response, "", &planned(domain, given)))
}

/// The handles as ordered; data has no handle before it is ordered.
fn planned(domain: &Domain, given: &GivenContacts) -> Handles {
    let mut planned = domain.contacts.clone();
    for (role, list) in given {
        let handles = list.iter().map(|contact| match contact {
            Given::Handle(handle) => handle.clone(),
            Given::Data(_) => String::new(),
        });
        planned.insert(*role, handles.collect());
    }
    planned
}

fn facts(prefix: &str, domain: &Domain, response: Response) -> Response {
    let name = |name: &str| format!("{prefix}{name}");
    let mut response = response
        .with(&name("AUTH"), &domain.auth)
        .with(&name("CREATEDBY"), "SYSTEM")
        .with(&name("CREATEDDATE"), wire_time(domain.created))
        .with(&name("EXPIRATIONDATE"), wire_time(domain.expiration))
        .with_all(&name("NAMESERVER"), domain.nameservers.iter().cloned())
        .with(&name("REGISTRAR"), "SYSTEM")
        .with(
            &name("REGISTRATIONEXPIRATIONDATE"),
            wire_time(domain.expiration),
        )
        .with(&name("UPDATEDBY"), "SYSTEM")
        .with(&name("UPDATEDDATE"), wire_time(domain.updated));
    for (key, value) in &domain.extensions {
        response = response.with(&name(key), value);
    }
    response
}

/// `Example Inc., John Doe, Dulles, DE`.
fn details(call: &Call<'_>, domain: &Domain, role: ContactRole) -> String {
    let handle = domain.contacts(role).first();
    let contact = handle.and_then(|handle| call.book.contacts.get(handle));
    contact.map_or_else(String::new, |contact| {
        let field = |name: &str| contact.fields.get(name).cloned().unwrap_or_default();
        let name = full_name(&contact.fields);
        let parts = [field("ORGANIZATION"), name, field("CITY"), field("COUNTRY")];
        let filled: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        filled.join(", ")
    })
}
