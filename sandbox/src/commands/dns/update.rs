//! UpdateDNSZone: all changes of one command, or none.

use super::{bad_record, check, own_zone, reading, records, soa, texts};
use crate::commands::{Call, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::{DnsZone, RecordPattern};

/// RRn replaces all records, then DELRRn deletes, then ADDRRn adds; the result is judged as a whole.
/// (The reference's own example gives one record twice and deletes it again.) Answers the serial.
pub(super) fn update_dns_zone(call: &mut Call<'_>) -> Outcome {
    let mut zone = own_zone(call, 545)?;
    soa::refuse_slaves(call)?;
    soa::apply(call, &mut zone)?;
    settings(call, &mut zone)?;
    if !call.command.list("RR").is_empty() {
        zone.records = records(call, &zone, "RR")?;
    }
    delete(call, &mut zone)?;
    let added = records(call, &zone, "ADDRR")?;
    zone.records.extend(added);
    check(&mut zone, call.command.flag("RESOLVETTLCONFLICTS"))?;
    if call.command.filled("INCSERIAL").is_some_and(|by| by != "0") {
        zone.soa.serial = zone.soa.serial.wrapping_add(1);
    }
    zone.updated = call.now;
    let serial = zone.soa.serial.to_string();
    call.book.dns_zones.insert(zone.name.clone(), zone);
    Ok(Response::ok().with("SOASERIAL", serial))
}

/// STATUS, DNSSEC-MODE, and in extended mode the targets of the forwards.
fn settings(call: &Call<'_>, zone: &mut DnsZone) -> Result<(), Refusal> {
    let command = call.command;
    if let Some(status) = command.filled("STATUS") {
        zone.status = status.to_uppercase();
    }
    if let Some(mode) = command.filled("DNSSEC-MODE") {
        zone.dnssec_mode = mode.to_uppercase();
    }
    for (key, field) in [
        ("X-HTTP-A", &mut zone.http_address),
        ("X-SMTP-MX", &mut zone.smtp_exchange),
    ] {
        match command.get(key) {
            None => {}
            Some(_) if !command.flag("EXTENDED") => return Err(Refusal::new(541, key)),
            Some(value) => value.clone_into(field),
        }
    }
    Ok(())
}

/// Takes away what DELRRn means. A pattern without a match is no mistake (the old module sends the
/// same eight with every save); a whole record that is not there is one by quirk `delrr_missing`.
fn delete(call: &Call<'_>, zone: &mut DnsZone) -> Result<(), Refusal> {
    let strict = call.quirks.is("delrr_missing", "refused");
    for text in texts(call, "DELRR") {
        let pattern =
            RecordPattern::read(text, reading(call, zone)).ok_or_else(|| bad_record(text))?;
        let before = zone.records.len();
        let extended = call.command.flag("EXTENDED");
        zone.records
            .retain(|record| (record.is_pseudo() && !extended) || !pattern.matches(record));
        if strict && pattern.is_exact() && zone.records.len() == before {
            return Err(Refusal::new(541, format!("no such record [{text}]")));
        }
    }
    Ok(())
}
