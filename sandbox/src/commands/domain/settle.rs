//! The registry's late word on a pending registration, change, deletion, restore or application.

use jiff::Timestamp;

use super::{application, modify};
use crate::commands::{Call, Caller, Outcome};
use crate::life;
use crate::quirks::Quirks;
use crate::wire::{Command, Refusal, Response};
use crate::world::{ApplicationStatus, Book, PendingChange, Restore};

/// Confirms or rejects what is pending for a domain. A confirmed change is carried out now; a
/// rejected registration disappears and its charges are given back.
pub(crate) fn settle(
    book: &mut Book,
    name: &str,
    confirmed: bool,
    now: Timestamp,
    quirks: &Quirks,
) -> Outcome {
    if let Some(restore) = book.deleted.get_mut(name).and_then(|d| d.restore.take()) {
        return settle_restore(book, name, restore, confirmed, now);
    }
    if let Some(id) = running_application(book, name) {
        return application::settle(book, id, confirmed, now);
    }
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
        PendingChange::Delete if confirmed => {
            life::delete(book, name, now);
        }
        PendingChange::Create { .. } if confirmed => "ACTIVE".clone_into(&mut domain.status),
        PendingChange::Create { charges } => {
            book.domains.remove(name);
            book.give_back(&charges, now)?;
        }
        PendingChange::Delete => "ACTIVE".clone_into(&mut domain.status),
        PendingChange::Update { .. } => {}
    }
    book.log_outcome(name, confirmed);
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
        ..Caller::default()
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

/// The running application of this number, or for this name.
fn running_application(book: &Book, name: &str) -> Option<u64> {
    let mut running = book
        .applications
        .values()
        .filter(|application| application.status == ApplicationStatus::Requested);
    let found = running.find(|a| a.name == name || a.id.to_string() == name);
    found.map(|application| application.id)
}

/// A restore ends, or fails and gives its charge back; then the domain can be restored again.
fn settle_restore(
    book: &mut Book,
    name: &str,
    restore: Restore,
    confirmed: bool,
    now: Timestamp,
) -> Outcome {
    if !confirmed {
        book.give_back(&restore.charges, now)?;
        book.log_outcome(name, false);
        return Ok(Response::ok());
    }
    if let Some(deleted) = book.deleted.get_mut(name) {
        deleted.restore = Some(restore);
    }
    life::restored(book, name, now);
    Ok(Response::ok())
}
