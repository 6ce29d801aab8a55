//! The parameters that CreateDNSZone and UpdateDNSZone share: the SOA fields and the forwards' own
//! targets.

use crate::commands::Call;
use crate::reference::is_host;
use crate::wire::Refusal;
use crate::world::DnsZone;

/// Sets what is given; 505 for what is no number or no name.
pub(super) fn apply(call: &Call<'_>, zone: &mut DnsZone) -> Result<(), Refusal> {
    let soa = &mut zone.soa;
    for (key, field) in [
        ("SOATTL", &mut soa.ttl),
        ("SOASERIAL", &mut soa.serial),
        ("SOAREFRESH", &mut soa.refresh),
        ("SOARETRY", &mut soa.retry),
        ("SOAEXPIRE", &mut soa.expire),
        ("SOAMINTTL", &mut soa.min_ttl),
    ] {
        if let Some(text) = call.command.filled(key) {
            *field = text.parse().map_err(|_| bad(key, text))?;
        }
    }
    for (key, field) in [("SOAMNAME", &mut soa.mname), ("SOARNAME", &mut soa.rname)] {
        if let Some(name) = call.command.filled(key) {
            let dotted = format!("{}.", name.trim_end_matches('.').to_lowercase());
            if !is_host(&dotted) {
                return Err(bad(key, name));
            }
            *field = dotted;
        }
    }
    Ok(())
}

fn bad(key: &str, text: &str) -> Refusal {
    Refusal::new(505, format!("{key} ({text})"))
}

/// Zones that are copied from another master are not simulated.
pub(super) fn refuse_slaves(call: &Call<'_>) -> Result<(), Refusal> {
    let mode = call.command.filled("ZONEMODE").unwrap_or("MASTER");
    if !mode.eq_ignore_ascii_case("MASTER") || call.command.filled("SLAVEMASTER").is_some() {
        return Err(Refusal::not_simulated("SLAVE ZONES"));
    }
    Ok(())
}
