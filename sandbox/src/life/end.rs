//! How domains end, and how they come back.

use jiff::Timestamp;

use crate::world::{Book, Deleted, Domain, Foreign, NewLogEntry};
use crate::zones::{self, plus_days, plus_years};

/// How much is left of a domain that ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Nothing.
    Gone,
    /// Restorable, blocked, or visible for a while.
    Pending,
}

/// At FAILUREDATE: AUTOEXPIRE hands the domain to a registry that offers self management, all else
/// deletes it (reference, SetDomainRenewalMode).
pub(super) fn at_failure(book: &mut Book, name: &str, time: Timestamp) {
    let Some(domain) = book.domains.get(name) else {
        return;
    };
    let zone = zones::zone(domain.zone());
    let handed =
        domain.renewal_mode == "AUTOEXPIRE" && zone.is_some_and(|zone| zone.push == "TRANSIT");
    let account = domain.account.clone();
    let operation = if handed {
        hand_to_registry(book, name, "TRANSIT");
        "PUSH"
    } else {
        delete(book, name, time);
        "DELETE"
    };
    let entry = NewLogEntry {
        account: &account,
        class: "DOMAIN",
        object: name,
        operation,
        status: "SUCCESSFUL",
        ..NewLogEntry::default()
    };
    book.log(entry, time);
}

/// Deletes a domain: it becomes restorable, is shown as PENDINGDELETE, or disappears, as the zone
/// has it.
pub(crate) fn delete(book: &mut Book, name: &str, time: Timestamp) -> Ended {
    let Some(mut domain) = book.domains.remove(name) else {
        return Ended::Gone;
    };
    domain.pending = None;
    domain.updated = time;
    "PENDINGDELETE".clone_into(&mut domain.status);
    let Some(zone) = zones::zone(domain.zone()) else {
        return Ended::Gone;
    };
    if zone.deletion_pending_days > 0 {
        domain.life.gone_at = Some(plus_days(time, zone.deletion_pending_days));
        book.domains.insert(domain.name.clone(), domain);
        return Ended::Pending;
    }
    let restorable_until = plus_days(time, zone.deletion_restorable_days);
    let released = plus_days(restorable_until, zone.deletion_hold_days);
    if released <= time {
        return Ended::Gone;
    }
    let deleted = Deleted {
        domain,
        since: time,
        restorable_until,
        released,
        restore: None,
    };
    book.deleted.insert(name.to_owned(), deleted);
    Ended::Pending
}

/// The domain leaves this registrar; the name stays taken.
pub(crate) fn hand_to_registry(book: &mut Book, name: &str, target: &str) {
    if book.domains.remove(name).is_some() {
        let foreign = Foreign {
            registrar: target.to_owned(),
            ..Foreign::default()
        };
        book.foreign.insert(name.to_owned(), foreign);
    }
}

/// The name is nobody's any more.
pub(super) fn release(book: &mut Book, name: &str) {
    book.domains.remove(name);
    book.deleted.remove(name);
}

/// A restore that was asked for is finished: the domain is back, with the years that came with it.
/// Where none did, and the domain is overdue, five days are left to renew it.
pub(crate) fn restored(book: &mut Book, name: &str, time: Timestamp) {
    let Some(restore) = book.deleted.get(name).and_then(|d| d.restore.clone()) else {
        return;
    };
    let Some(Deleted { mut domain, .. }) = book.deleted.remove(name) else {
        return;
    };
    "ACTIVE".clone_into(&mut domain.status);
    domain.account.clone_from(&restore.account);
    domain.renewal_mode.clone_from(&restore.renewal_mode);
    domain.updated = time;
    domain.expiration = plus_years(domain.expiration, restore.years);
    domain.paid_until = domain.paid_until.max(domain.expiration);
    domain.life.auto_paid.clear();
    domain.life.rest_until = overdue(&domain, time).then(|| plus_days(time, 5));
    book.log_outcome(name, true);
    book.domains.insert(name.to_owned(), domain);
}

fn overdue(domain: &Domain, time: Timestamp) -> bool {
    zones::zone(domain.zone())
        .is_some_and(|zone| plus_days(domain.paid_until, zone.failure_days) <= time)
}
