//! ModifyDomain: all changes of one command, or none.

use rust_decimal::Decimal;

use super::contacts::{self, GivenContacts};
use super::edit::{Edit, Rules};
use super::{name_of, require_own, values};
use crate::commands::{Call, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::{Charge, ContactRole, Domain, DomainName, PendingChange};
use crate::zones::{self, Zone};

/// Client flags that ADDSTATUS may set (EPP, RFC 5731).
const FLAGS: &[&str] = &[
    "clientDeleteProhibited",
    "clientHold",
    "clientRenewProhibited",
    "clientTransferProhibited",
    "clientUpdateProhibited",
];

/// Changes a domain; 552 while an earlier change is unfinished. PENDING with nothing changed yet
/// when the registry is made to take its time.
pub(super) fn modify_domain(call: &mut Call<'_>) -> Outcome {
    values::refuse_unsimulated(call.command)?;
    let name = addressed(call)?;
    require_own(call, &name)?;
    let zone = zones::supported(name.zone())?;
    let Some(present) = call.book.domains.get(name.as_str()).cloned() else {
        return Err(Refusal::new(545, ""));
    };
    if present.pending.is_some() {
        return Err(Refusal::new(552, present.status));
    }
    let contacts = contacts::read(call)?;
    let mut changed = present.clone();
    change_values(call, zone, &mut changed)?;
    change_lists(call, zone, &mut changed)?;
    check_contact_edits(call, &contacts, &mut changed)?;
    let amount = privacy_charge(call, &present, &changed, zone)?;
    call.book.check_funds(&present.account, amount)?;
    if call.pend {
        return Ok(postpone(call, present));
    }
    let charge = Charge {
        account: &present.account,
        command: values::PRIVACY,
        object: name.as_str(),
        amount,
    };
    call.book.charge(&charge, call.now)?;
    let stored = contacts::store(call.book, &present.account, &contacts, call.now);
    changed.contacts.extend(stored);
    changed.updated = call.now;
    if changed.internal_dns {
        call.book
            .ensure_internal_zone(&changed.name, &changed.account, call.now);
    }
    call.log_domain(name.as_str(), "UPDATE");
    call.book.domains.insert(changed.name.clone(), changed);
    Ok(Response::ok())
}

/// DOMAIN, or DOMAINAUTH with name and auth code in one value; a wrong code is 531.
fn addressed(call: &Call<'_>) -> Result<DomainName, Refusal> {
    if let Some(name) = call.command.filled("DOMAIN") {
        return name_of(name);
    }
    let both = call.required("DOMAINAUTH")?;
    let (name, code) = both
        .split_once(' ')
        .ok_or_else(|| Refusal::new(505, "DOMAINAUTH"))?;
    let name = name_of(name)?;
    match call.book.domains.get(name.as_str()) {
        Some(domain) if domain.auth != code => Err(Refusal::new(531, "DOMAINAUTH")),
        _ => Ok(name),
    }
}

fn change_values(call: &mut Call<'_>, zone: &Zone, domain: &mut Domain) -> Result<(), Refusal> {
    let command = call.command;
    if let Some(lock) = values::transfer_lock(call, zone)? {
        domain.transfer_lock = lock;
    }
    if let Some(code) = values::auth(command)? {
        domain.auth = code;
    } else if command.flag("GENERATERANDOMAUTH") {
        domain.auth = call.book.rng.auth_code();
    }
    if let Some(privacy) = values::privacy(command, values::PRIVACY, zone)? {
        domain.privacy = privacy;
    }
    if let Some(privacy) = values::privacy(command, values::PRIVACY_LITE, zone)? {
        domain.privacy_lite = privacy;
    }
    if let Some(value) = command.filled("INTERNALDNS") {
        domain.internal_dns = value == "1";
    }
    if let Some(life) = command.get("SECDNS-MAXSIGLIFE") {
        life.clone_into(&mut domain.signature_life);
    }
    domain.extensions.extend(values::extensions(command));
    domain.extensions.retain(|_, value| !value.is_empty());
    Ok(())
}

fn change_lists(call: &Call<'_>, zone: &Zone, domain: &mut Domain) -> Result<(), Refusal> {
    let command = call.command;
    let nameservers = Edit::read(command, "NAMESERVER");
    if !nameservers.is_empty() {
        let merge = call.quirks.is("modify_nameservers", "merge");
        let rules = values::nameserver_rules(call.quirks, merge);
        let list = nameservers.apply(&domain.nameservers, rules)?;
        domain.nameservers = values::check_nameservers(zone, list)?;
    }
    if command.flag("SECDNS-REMOVE-ALL") {
        domain.ds_records.clear();
        domain.key_records.clear();
    }
    for (base, list) in [
        ("HOST", &mut domain.hosts),
        ("SECDNS-DS", &mut domain.ds_records),
        ("SECDNS-KEY", &mut domain.key_records),
        ("STATUS", &mut domain.flags),
    ] {
        *list = Edit::read(command, base).apply(list, Rules::default())?;
    }
    match domain.flags.iter().find(|f| !FLAGS.contains(&f.as_str())) {
        Some(flag) => Err(Refusal::new(541, format!("STATUS ({flag})"))),
        None => Ok(()),
    }
}

/// ADD...CONTACTn and DEL...CONTACTn take handles; a set replaces the kind and is in `contacts`.
fn check_contact_edits(
    call: &Call<'_>,
    contacts: &GivenContacts,
    domain: &mut Domain,
) -> Result<(), Refusal> {
    for role in ContactRole::ALL {
        let edit = Edit::read(call.command, role.parameter()).without_set();
        if edit.is_empty() {
            continue;
        }
        if contacts.contains_key(&role) {
            return Err(Refusal::new(541, format!("{} TWICE", role.parameter())));
        }
        let list = edit.apply(domain.contacts(role), Rules::default())?;
        if let Some(unknown) = list.iter().find(|handle| !known_contact(call, handle)) {
            return Err(Refusal::new(545, format!("CONTACT {unknown}")));
        }
        if list.is_empty() {
            let words = role.parameter().trim_end_matches("CONTACT");
            return Err(Refusal::new(504, format!("TOO FEW {words} CONTACTS")));
        }
        domain.contacts.insert(role, list);
    }
    Ok(())
}

fn known_contact(call: &Call<'_>, handle: &str) -> bool {
    let contact = call.book.contacts.get(handle);
    contact.is_some_and(|contact| call.reaches(&contact.account))
}

/// Switching a privacy service on costs; asking again for what is on is free or not, by quirk.
fn privacy_charge(
    call: &Call<'_>,
    before: &Domain,
    after: &Domain,
    zone: &Zone,
) -> Result<Decimal, Refusal> {
    let again = call.quirks.is("privacy_again", "charged");
    let asked = |key| call.command.flag(key);
    let charged = (asked(values::PRIVACY) && after.privacy && (again || !before.privacy))
        || (asked(values::PRIVACY_LITE) && after.privacy_lite && (again || !before.privacy_lite));
    if charged {
        values::privacy_price(call, &before.account, zone)
    } else {
        Ok(Decimal::ZERO)
    }
}

/// Keeps the command until the registry confirms it.
fn postpone(call: &mut Call<'_>, mut domain: Domain) -> Response {
    let lines: Vec<String> = std::iter::once(format!("COMMAND={}", call.command.name()))
        .chain(call.command.parameters().map(|(k, v)| format!("{k}={v}")))
        .collect();
    domain.pending = Some(PendingChange::Update {
        login: call.caller.account.clone(),
        command: lines.join("\n"),
    });
    call.log_domain(&domain.name, "UPDATE");
    call.book.domains.insert(domain.name.clone(), domain);
    Response::ok().with("STATUS", "REQUESTEDUPDATE").pending()
}
