//! The registry's late word on a pending registration or change.

use jiff::Timestamp;

use super::modify;
use crate::commands::{Call, Caller, Outcome};
use crate::quirks::Quirks;
use crate::wire::{Command, Refusal, Response};
use crate::world::{Book, Charge, PendingChange};

/// Confirms or rejects what is pending for a domain. A confirmed change is carried out now; a
/// rejected registration disappears and its charges are given back.
pub(crate) fn settle(
    book: &mut Book,
    name: &str,
    confirmed: bool,
    now: Timestamp,
    quirks: &Quirks,
) -> Outcome {
    let domain = book.domains.get_mut(name);
    let Some((domain, change)) = domain.and_then(|d| d.pending.take().map(|p| (d, p))) else {
        return Err(Refusal::verbatim(
            545,
            format!("nothing is pending for {name}"),
        ));
    };
    match change {
        PendingChange::Update { login, command } if confirmed => {
            return carry_out(book, login, &command, now, quirks);
        }
        PendingChange::Create { .. } if confirmed => "ACTIVE".clone_into(&mut domain.status),
        PendingChange::Create { charges } => {
            book.domains.remove(name);
            give_back(book, &charges, now)?;
        }
        PendingChange::Update { .. } => {}
    }
    let status = if confirmed { "SUCCESSFUL" } else { "FAILED" };
    let entries = book.log.iter_mut().rev();
    for entry in entries.filter(|entry| entry.object == name).take(1) {
        status.clone_into(&mut entry.status);
    }
    Ok(Response::ok())
}

/// The postponed ModifyDomain, as if sent now.
fn carry_out(
    book: &mut Book,
    login: String,
    command: &str,
    now: Timestamp,
    quirks: &Quirks,
) -> Outcome {
    let command =
        Command::parse(command).map_err(|error| Refusal::verbatim(507, error.to_string()))?;
    let caller = Caller {
        account: login,
        role: String::new(),
    };
    modify::modify_domain(&mut Call {
        book,
        caller: &caller,
        command: &command,
        variant: 0,
        now,
        quirks,
        pend: false,
    })
}

/// One entry with the opposite sign for each of these charges.
fn give_back(book: &mut Book, charges: &[u64], now: Timestamp) -> Result<(), Refusal> {
    let entries: Vec<_> = book
        .ledger
        .iter()
        .filter(|entry| charges.contains(&entry.id))
        .cloned()
        .collect();
    for entry in entries {
        let charge = Charge {
            account: &entry.account,
            command: &entry.command,
            object: &entry.object,
            amount: -entry.amount,
        };
        book.charge(&charge, now)?;
    }
    Ok(())
}
