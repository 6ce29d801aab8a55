//! How transfers and trades end: by time, by a command, or by the control endpoint.

use jiff::Timestamp;

use super::terms::LOCK_DAYS;
use crate::commands::{Call, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::{
    Answer, Book, Charge, Contact, ContactRole, Domain, Foreign, Life, NewLogEntry, Transfer,
    TransferKind, TransferStatus,
};
use crate::zones::{self, plus_days, plus_years};

/// Seconds after which a started transfer is with the registry.
const SUBMITTED_AFTER: i64 = 3_600;

/// Does what is due by now; whether anything was.
pub(crate) fn advance(book: &mut Book, now: Timestamp) -> bool {
    let submitted = submit(book, now);
    let due: Vec<(String, Answer, Timestamp)> = book
        .transfers
        .values()
        .filter(|transfer| transfer.is_running())
        .filter_map(|transfer| {
            let due = transfer.due.filter(|due| *due <= now)?;
            Some((transfer.name.clone(), transfer.answer, due))
        })
        .collect();
    for (name, answer, time) in &due {
        let approved = *answer == Answer::Approve;
        let words = if approved {
            "domain transfer completed"
        } else {
            "domain transfer denied by the other side"
        };
        // A transfer that cannot be carried out has failed, and says so itself.
        let _ = decide(book, name, approved, words, *time);
    }
    submitted || !due.is_empty()
}

/// Transfers that were started an hour ago are with the registry now.
fn submit(book: &mut Book, now: Timestamp) -> bool {
    let mut any = false;
    for transfer in book.transfers.values_mut() {
        let waited = now.as_second() - transfer.created.as_second() >= SUBMITTED_AFTER;
        if transfer.status == TransferStatus::Initiated && waited {
            let time = transfer.created.as_second() + SUBMITTED_AFTER;
            let time = Timestamp::from_second(time).unwrap_or(now);
            let words = "domain transfer requested at the registry";
            transfer.step(TransferStatus::Pending, words, time);
            any = true;
        }
    }
    any
}

/// Takes back what the caller asked for.
pub(in crate::commands) fn cancel(call: &mut Call<'_>, name: &str, words: &str) -> Outcome {
    decide(call.book, name, false, words, call.now)?;
    Ok(Response::ok())
}

/// Ends a running transfer or trade: approved, it takes effect; denied, its charges are given back
/// and nothing else changes. An approved one that can no longer be paid fails.
pub(crate) fn decide(
    book: &mut Book,
    name: &str,
    approved: bool,
    words: &str,
    time: Timestamp,
) -> Result<(), Refusal> {
    let running = book.transfers.get(name).filter(|t| t.is_running());
    let Some(mut transfer) = running.cloned() else {
        return Err(Refusal::verbatim(545, format!("no transfer of {name}")));
    };
    let done = approved && pay(book, &transfer, time).is_ok();
    if done {
        take_effect(book, &transfer, time);
        transfer.step(TransferStatus::Successful, words, time);
    } else {
        book.give_back(&transfer.charges, time)?;
        let words = if approved {
            "credit limit exceeded"
        } else {
            words
        };
        transfer.step(TransferStatus::Failed, words, time);
    }
    let operation = match transfer.kind {
        TransferKind::Incoming => "INBOUND_TRANSFER",
        TransferKind::Outgoing => "OUTBOUND_TRANSFER",
        TransferKind::Trade => "TRADE",
        TransferKind::User => "USERTRANSFER",
    };
    let status = if done { "SUCCESSFUL" } else { "FAILED" };
    log(book, &transfer, operation, status, time);
    book.transfers.insert(name.to_owned(), transfer);
    Ok(())
}

/// What was not paid when it was ordered.
fn pay(book: &mut Book, transfer: &Transfer, time: Timestamp) -> Result<(), Refusal> {
    let command = match transfer.kind {
        TransferKind::Trade => "TradeDomain",
        _ => "TransferDomain",
    };
    let charge = Charge {
        account: &transfer.account,
        command,
        object: &transfer.name,
        amount: transfer.amount_due,
    };
    book.charge(&charge, time).map(|_| ())
}

fn take_effect(book: &mut Book, transfer: &Transfer, time: Timestamp) {
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

/// Another registrar asks for a domain of ours. The registry refuses that for a locked domain and
/// within the 60 days after a change of owner.
pub(crate) fn leave(
    book: &mut Book,
    name: &str,
    registrar: &str,
    hours: i64,
    now: Timestamp,
) -> Result<(), String> {
    let domain = book.domains.get(name);
    let domain = domain.ok_or_else(|| format!("{name} is no domain of an account"))?;
    let until = book.trade_locks.get(name).filter(|until| **until > now);
    if domain.transfer_lock || until.is_some() {
        return Err(format!("{name} is locked"));
    }
    if book.transfers.get(name).is_some_and(Transfer::is_running) {
        return Err(format!("{name} is being transferred already"));
    }
    let years =
        zones::zone(domain.zone()).map_or(0, |zone| u16::from(super::terms::is_generic(zone)));
    let mut transfer = Transfer::new(name, TransferKind::Outgoing, &domain.account, now);
    registrar.clone_into(&mut transfer.other);
    transfer.years = years;
    let due = now.as_second().saturating_add(hours.saturating_mul(3_600));
    transfer.due = Timestamp::from_second(due).ok();
    let words = format!("transfer to {registrar} requested");
    transfer.step(TransferStatus::Pending, &words, now);
    book.transfers.insert(name.to_owned(), transfer);
    Ok(())
}

/// Writes a line of the object log about a transfer.
fn log(book: &mut Book, transfer: &Transfer, operation: &str, status: &str, time: Timestamp) {
    let entry = NewLogEntry {
        account: &transfer.account,
        class: "DOMAIN",
        object: &transfer.name,
        operation,
        status,
        info: transfer.log.clone(),
        ..NewLogEntry::default()
    };
    book.log(entry, time);
}
