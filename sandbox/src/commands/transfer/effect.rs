//! What a successful transfer or trade changes.

use jiff::Timestamp;

use super::terms::LOCK_DAYS;
use crate::world::{Book, Contact, ContactRole, Domain, Foreign, Life, Transfer, TransferKind};
use crate::zones::{self, plus_days, plus_years};

pub(super) fn take_effect(book: &mut Book, transfer: &Transfer, time: Timestamp) {
    match transfer.kind {
        TransferKind::Incoming => arrive(book, transfer, time),
        TransferKind::Outgoing => depart(book, transfer),
        TransferKind::Trade => change_owner(book, transfer, time),
        TransferKind::User => move_over(book, transfer, time),
    }
}

/// The domain is on the account: the registry's dates plus the years, contacts and name servers as
/// ordered, else as they were. Where no contact was ordered there is none (thin registries).
fn arrive(book: &mut Book, transfer: &Transfer, time: Timestamp) {
    let foreign = book.foreign.remove(&transfer.name).unwrap_or_default();
    let ends = foreign
        .expiration
        .unwrap_or_else(|| plus_days(transfer.created, 180));
    let ends = plus_years(ends, transfer.years);
    let created = foreign.created;
    let mode = book.accounts.get(&transfer.account);
    let mode = mode.map_or_else(String::new, |account| account.renewal_mode.clone());
    let mut domain = Domain {
        roid: format!("{}_DOMAIN-SANDBOX", book.next_id()),
        auth: book.rng.auth_code(),
        renewal_mode: mode,
        ..blank(transfer, time)
    };
    domain.created = created.unwrap_or_else(|| plus_days(transfer.created, -730));
    domain.expiration = ends;
    domain.paid_until = ends;
    if domain.nameservers.is_empty() {
        domain.nameservers = foreign.nameservers;
    }
    if let Some(premium) = zones::premium(&domain.name) {
        domain.life.premium_class.clone_from(&premium.class);
    }
    if domain.internal_dns {
        book.ensure_internal_zone(&domain.name, &domain.account, time);
    }
    book.domains.insert(domain.name.clone(), domain);
}

fn blank(transfer: &Transfer, time: Timestamp) -> Domain {
    Domain {
        name: transfer.name.clone(),
        account: transfer.account.clone(),
        status: "ACTIVE".to_owned(),
        flags: Vec::new(),
        roid: String::new(),
        created: time,
        updated: time,
        expiration: time,
        paid_until: time,
        transferred: Some(time),
        renewal_mode: String::new(),
        contacts: transfer.contacts.clone(),
        nameservers: transfer.nameservers.clone(),
        hosts: Vec::new(),
        ds_records: Vec::new(),
        key_records: Vec::new(),
        signature_life: String::new(),
        auth: String::new(),
        transfer_lock: false,
        privacy: false,
        privacy_lite: false,
        internal_dns: transfer.internal_dns,
        extensions: transfer.extensions.clone(),
        pending: None,
        life: Life::default(),
    }
}

fn depart(book: &mut Book, transfer: &Transfer) {
    let Some(domain) = book.domains.remove(&transfer.name) else {
        return;
    };
    book.trade_locks.remove(&transfer.name);
    book.auth_infos.remove(&transfer.name);
    book.verifications.remove(&transfer.name);
    let foreign = Foreign {
        registrar: transfer.other.clone(),
        created: Some(domain.created),
        expiration: Some(plus_years(domain.expiration, transfer.years)),
        nameservers: domain.nameservers,
        ..Foreign::default()
    };
    book.foreign.insert(transfer.name.clone(), foreign);
}

/// Between accounts the dates stay; the contacts become the new account's own copies.
fn move_over(book: &mut Book, transfer: &Transfer, time: Timestamp) {
    let Some(mut domain) = book.domains.remove(&transfer.name) else {
        return;
    };
    let ordered = transfer.contacts.clone();
    for role in ContactRole::ALL {
        if !ordered.contains_key(&role) {
            let copies = domain.contacts(role).to_vec();
            let copies = copies.iter().filter_map(|h| copy(book, h, transfer, time));
            let copies: Vec<String> = copies.collect();
            domain.contacts.insert(role, copies);
        }
    }
    domain.contacts.extend(ordered);
    if !transfer.nameservers.is_empty() {
        domain.nameservers.clone_from(&transfer.nameservers);
    }
    domain.account.clone_from(&transfer.account);
    domain.transferred = Some(time);
    domain.updated = time;
    domain.auth = book.rng.auth_code();
    book.auth_infos.remove(&domain.name);
    book.domains.insert(domain.name.clone(), domain);
}

fn copy(book: &mut Book, handle: &str, transfer: &Transfer, now: Timestamp) -> Option<String> {
    let fields = book.contacts.get(handle)?.fields.clone();
    let handle = format!("AUTO-{}", book.next_id());
    let contact = Contact {
        account: transfer.account.clone(),
        created: now,
        updated: None,
        fields,
    };
    book.contacts.insert(handle.clone(), contact);
    Some(handle)
}

/// The new owner; and 60 days in which the domain cannot leave, unless they were declined.
fn change_owner(book: &mut Book, transfer: &Transfer, time: Timestamp) {
    if let Some(domain) = book.domains.get_mut(&transfer.name) {
        domain.contacts.extend(transfer.contacts.clone());
        if !transfer.nameservers.is_empty() {
            domain.nameservers.clone_from(&transfer.nameservers);
        }
        domain.extensions.extend(transfer.extensions.clone());
        domain.updated = time;
    }
    if transfer.locks {
        let until = plus_days(time, LOCK_DAYS);
        book.trade_locks.insert(transfer.name.clone(), until);
    }
}
