//! DeleteDomain.

use super::{name_of, require_own};
use crate::commands::{Call, Outcome};
use crate::life::{self, Ended};
use crate::wire::{Refusal, Response};
use crate::world::{Domain, PendingChange};
use crate::zones;

/// Deletes a domain. PENDING with STATUS `PENDINGDELETE` where something is left of it (reference:
/// "a restore might still be possible"), with `REQUESTEDDELETE` when the registry is made to take
/// its time.
pub(super) fn delete_domain(call: &mut Call<'_>) -> Outcome {
    let name = name_of(call.required("DOMAIN")?)?;
    require_own(call, &name)?;
    let zone = zones::supported(name.zone())?;
    let scheduled = scheduled(call, &zone.tld)?;
    check_state(call, name.as_str())?;
    if scheduled {
        if let Some(domain) = call.book.domains.get_mut(name.as_str()) {
            "AUTODELETE".clone_into(&mut domain.renewal_mode);
        }
        call.log_domain(name.as_str(), "DELETE");
        return Ok(Response::ok());
    }
    call.log_domain(name.as_str(), "DELETE");
    if call.pend {
        if let Some(domain) = call.book.domains.get_mut(name.as_str()) {
            "REQUESTEDDELETE".clone_into(&mut domain.status);
            domain.pending = Some(PendingChange::Delete);
        }
        return Ok(Response::ok().with("STATUS", "REQUESTEDDELETE").pending());
    }
    Ok(match life::delete(call.book, name.as_str(), call.now) {
        Ended::Gone => Response::ok(),
        Ended::Pending => Response::ok().with("STATUS", "PENDINGDELETE").pending(),
    })
}

/// Whether the deletion waits for the end of the term: the default of .at (reference), and of no
/// other zone.
fn scheduled(call: &Call<'_>, tld: &str) -> Result<bool, Refusal> {
    match (tld, call.command.filled("X-AT-SCHEDULEDATE")) {
        ("at", None | Some("expiration")) => Ok(true),
        ("at", Some("now")) | (_, None) => Ok(false),
        ("at", Some(other)) => Err(Refusal::new(541, format!("X-AT-SCHEDULEDATE ({other})"))),
        _ => Err(Refusal::new(541, "X-AT-SCHEDULEDATE")),
    }
}

/// 552 for a domain that is not simply active, 532 while other domains use its hosts.
fn check_state(call: &Call<'_>, name: &str) -> Result<(), Refusal> {
    let Some(domain) = call.book.domains.get(name) else {
        return Err(Refusal::new(545, ""));
    };
    let prohibited = domain.flags.iter().any(|f| f == "clientDeleteProhibited");
    if domain.status != "ACTIVE" || domain.pending.is_some() || prohibited {
        return Err(Refusal::new(552, &domain.status));
    }
    let suffix = format!(".{name}");
    let uses = |other: &&Domain| {
        let servers = &other.nameservers;
        other.name != name && servers.iter().any(|server| server.ends_with(&suffix))
    };
    match call.book.domains.values().find(uses) {
        Some(other) => Err(Refusal::new(532, &other.name)),
        None => Ok(()),
    }
}
