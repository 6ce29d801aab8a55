//! How transfers and trades end: by time, by a command, or by the control endpoint.

use jiff::Timestamp;

use super::effect::take_effect;
use crate::commands::{Call, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::{Answer, Book, Charge, NewLogEntry, Transfer, TransferKind, TransferStatus};
use crate::zones;

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
/// and nothing else changes. An approved one fails when its domain is gone by now, or the money.
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
    let possible = still_possible(book, &transfer);
    let done = approved && possible && pay(book, &transfer, time).is_ok();
    if done {
        take_effect(book, &transfer, time);
        transfer.step(TransferStatus::Successful, words, time);
    } else {
        book.give_back(&transfer.charges, time)?;
        let words = match (approved, possible) {
            (true, true) => "credit limit exceeded",
            (true, false) => "the domain is not there any more",
            (false, _) => words,
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
    book.push_transfer_event(&transfer, time);
    book.transfers.insert(name.to_owned(), transfer);
    Ok(())
}

/// Whether the domain is still where it was when the transfer began.
fn still_possible(book: &Book, transfer: &Transfer) -> bool {
    let holder = book.domains.get(&transfer.name).map(|d| &d.account);
    match transfer.kind {
        TransferKind::Incoming => book.foreign.contains_key(&transfer.name),
        TransferKind::Outgoing | TransferKind::Trade => holder == Some(&transfer.account),
        TransferKind::User => holder == Some(&transfer.other),
    }
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
    book.push_transfer_event(&transfer, now);
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
