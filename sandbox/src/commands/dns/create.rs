//! CreateDNSZone.

use super::{check, records, soa, zone_name};
use crate::commands::{Call, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::{Charge, DnsZone};

/// Creates a zone; 540 when there is one. A hidden zone of one's own becomes an ordinary one, as the
/// vendor's later modules rely on (quirk `create_hidden_zone`). A zone for a domain that is not
/// managed here wants EXTERNAL=1, which costs, or DOMAINTRANSFER=1, ahead of a transfer.
pub(super) fn create_dns_zone(call: &mut Call<'_>) -> Outcome {
    let name = zone_name(call)?;
    soa::refuse_slaves(call)?;
    if let Some(present) = call.book.dns_zones.get(&name) {
        let shows = call.quirks.is("create_hidden_zone", "shown");
        if !(present.hidden && call.reaches(&present.account) && shows) {
            return Err(Refusal::new(540, "zone"));
        }
        return show(call, present.clone());
    }
    let managed = is_managed(call, &name)?;
    let external = call.command.flag("EXTERNAL");
    if !managed && !external && !call.command.flag("DOMAINTRANSFER") {
        return Err(Refusal::new(541, "EXTERNAL"));
    }
    let mut zone = DnsZone::new(&name, &call.caller.account, call.now);
    zone.external = !managed && external;
    fill(call, &mut zone)?;
    if zone.external {
        let (account, object) = (&call.caller.account, zone.dotted());
        let charge = Charge {
            account,
            command: "CreateDNSZone",
            object: &object,
            amount: call.book.external_zone_price(account, call.now)?,
        };
        call.book.charge(&charge, call.now)?;
    }
    call.book.dns_zones.insert(name, zone);
    Ok(Response::ok())
}

/// SOA fields and records as given; without records those of the provider stay.
fn fill(call: &Call<'_>, zone: &mut DnsZone) -> Result<(), Refusal> {
    soa::apply(call, zone)?;
    let given = records(call, zone, "RR")?;
    if !given.is_empty() {
        zone.records = given;
    }
    check(zone, false)
}

fn show(call: &mut Call<'_>, mut zone: DnsZone) -> Outcome {
    fill(call, &mut zone)?;
    zone.hidden = false;
    zone.updated = call.now;
    call.book.dns_zones.insert(zone.name.clone(), zone);
    Ok(Response::ok())
}

/// Whether the zone is, or is below, a domain within the caller's reach; 531 when the domain is
/// another account's.
fn is_managed(call: &Call<'_>, name: &str) -> Result<bool, Refusal> {
    let mut rest = Some(name);
    while let Some(candidate) = rest {
        match call.book.domains.get(candidate) {
            Some(domain) if call.reaches(&domain.account) => return Ok(true),
            Some(_) => return Err(Refusal::new(531, "")),
            None => rest = candidate.split_once('.').map(|(_, parent)| parent),
        }
    }
    Ok(false)
}
