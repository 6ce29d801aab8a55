//! What time does to domains: renewal, expiry, redemption, release.
//!
//! Nothing runs in the background. Before a command is carried out, and whenever somebody looks,
//! [`advance`] does all that fell due since the last time, in order, each step at its own time.
//!
//! ```text
//! REQUESTEDCREATE --registry--> ACTIVE --accounting--> paid --finalization--> ACTIVE, a term later
//!                                 |failure (not paid, AUTOEXPIRE, AUTODELETE), DeleteDomain
//!                                 v
//!            deleted, restorable --RestoreDomain--> ACTIVE
//!                                 |
//!                                 v
//!            blocked (hold) ----> nobody's
//! ```
//!
//! Zones without a restorable period release at once, show PENDINGDELETE for a while, or (renewal
//! mode AUTOEXPIRE) hand the domain to the registry.

mod dates;
mod end;
mod price;
mod renewal;

use jiff::Timestamp;

use crate::world::{Book, Domain, PendingChange};
use crate::zones;

pub(crate) use dates::{dates, in_grace, registry_expiration, shown_expiration};
pub(crate) use end::{Ended, delete, hand_to_registry, restored};
pub(crate) use price::{own_currency, renewal_price, restore_price};

/// Something that happens by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// The registry finishes a registration.
    Confirm,
    /// The domain ends unrenewed.
    End,
    /// The registry renews what is paid.
    Finalize,
    /// The registrar charges the next term.
    Pay,
    /// The name is nobody's.
    Release,
    /// The registry finishes a restore.
    Restore,
}

/// Does all that was due up to `now`; whether that was anything.
pub(crate) fn advance(book: &mut Book, now: Timestamp) -> bool {
    note_touched(book, Timestamp::MIN);
    let mut changed = false;
    while let Some((time, name)) = book.agenda.take_due(now) {
        if let Some((_, step)) = next(book, &name) {
            take(book, &name, step, time);
            changed = true;
        }
        // What a late step made due before it happens right after it.
        note_touched(book, time);
    }
    changed
}

/// Notes when the names that were touched do something next, at `earliest` at the earliest.
fn note_touched(book: &mut Book, earliest: Timestamp) {
    let mut touched = book.domains.take_touched();
    touched.extend(book.deleted.take_touched());
    for name in touched {
        let time = next(book, &name).map(|(time, _)| time.max(earliest));
        book.agenda.set(&name, time);
    }
}

/// What happens to a name next, and when.
fn next(book: &Book, name: &str) -> Option<(Timestamp, Step)> {
    if let Some(domain) = book.domains.get(name) {
        return of_domain(domain);
    }
    let deleted = book.deleted.get(name)?;
    match &deleted.restore {
        // A restore under way keeps the name from being released.
        Some(restore) => restore.done_at.map(|time| (time, Step::Restore)),
        None => Some((deleted.released, Step::Release)),
    }
}

fn of_domain(domain: &Domain) -> Option<(Timestamp, Step)> {
    let life = &domain.life;
    if let Some(time) = life.gone_at {
        return Some((time, Step::Release));
    }
    match domain.pending {
        Some(PendingChange::Create { .. }) => {
            return life.confirmed_at.map(|time| (time, Step::Confirm));
        }
        Some(PendingChange::Delete) => return None,
        _ => {}
    }
    let dates = dates(domain, zones::zone(domain.zone())?);
    let rested = |time: Timestamp| life.rest_until.map_or(time, |rest| time.max(rest));
    if domain.paid_until > domain.expiration {
        return Some((rested(dates.finalization), Step::Finalize));
    }
    let end = (rested(dates.failure), Step::End);
    let pay = (rested(dates.accounting), Step::Pay);
    let renews = !matches!(domain.renewal_mode.as_str(), "AUTODELETE" | "AUTOEXPIRE");
    Some(if renews && pay.0 < end.0 { pay } else { end })
}

fn take(book: &mut Book, name: &str, step: Step, time: Timestamp) {
    match step {
        Step::Confirm => confirm(book, name),
        Step::End => end::at_failure(book, name, time),
        Step::Finalize => renewal::finalize(book, name, time),
        Step::Pay => renewal::pay(book, name, time),
        Step::Release => end::release(book, name),
        Step::Restore => end::restored(book, name, time),
    }
}

fn confirm(book: &mut Book, name: &str) {
    if let Some(domain) = book.domains.get_mut(name) {
        domain.pending = None;
        domain.life.confirmed_at = None;
        "ACTIVE".clone_into(&mut domain.status);
    }
    book.log_outcome(name, true);
}
