//! StatusDNSZone and QueryDNSZoneRRList.

use super::{own_zone, reading};
use crate::commands::{Call, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::{DnsZone, Record, RecordPattern, wire_time};

/// The zone's facts; hidden zones included. USER is documented for QueryDNSZoneList only.
pub(super) fn status_dns_zone(call: &mut Call<'_>) -> Outcome {
    let zone = own_zone(call, 545)?;
    let soa = &zone.soa;
    let www = zone
        .served()
        .into_iter()
        .find(|record| record.host == "www");
    let (kind, data) = www.map_or_else(Default::default, |www| (www.kind, www.data));
    Ok(Response::ok()
        .with("CREATEDDATE", wire_time(zone.created))
        .with("DNSSEC-MODE", &zone.dnssec_mode)
        .with("PEERUSER", peer_user(call, &zone))
        .with("RRSTOTAL", shown(call, &zone).len().to_string())
        .with("SOAEXPIRE", soa.expire.to_string())
        .with("SOAMINTTL", soa.min_ttl.to_string())
        .with("SOAMNAME", &soa.mname)
        .with("SOAREFRESH", soa.refresh.to_string())
        .with("SOARETRY", soa.retry.to_string())
        .with("SOARNAME", &soa.rname)
        .with("SOASERIAL", soa.serial.to_string())
        .with("SOATTL", soa.ttl.to_string())
        .with("STATUS", &zone.status)
        .with("UPDATEDDATE", wire_time(zone.updated))
        .with("WWWTARGETDATA", data)
        .with("WWWTARGETTYPE", kind))
}

/// The chain of sub-users from the caller to the owner; empty for one's own zone.
pub(super) fn peer_user(call: &Call<'_>, zone: &DnsZone) -> String {
    if zone.account == call.caller.account {
        String::new()
    } else {
        zone.account.clone()
    }
}

/// The records of the zone: all of them on one page, SOA first. RRTYPE and RR choose; COUNT is the
/// chosen ones, TOTAL all.
pub(super) fn query_dns_zone_rr_list(call: &mut Call<'_>) -> Outcome {
    let missing = call.quirks.value("rr_list_missing_zone").parse();
    let zone = own_zone(call, missing.unwrap_or(545))?;
    let all = shown(call, &zone);
    let kind = call.command.filled("RRTYPE");
    let pattern = match call.command.filled("RR") {
        None => None,
        Some(text) => Some(
            RecordPattern::read(text, reading(call, &zone))
                .ok_or_else(|| Refusal::new(505, format!("RR ({text})")))?,
        ),
    };
    let chosen = all.iter().filter(|record| {
        kind.is_none_or(|kind| kind.eq_ignore_ascii_case(&record.kind))
            && pattern.as_ref().is_none_or(|p| p.matches(record))
    });
    let short = call.command.flag("SHORT");
    let texts: Vec<String> = chosen
        .map(|record| record.text(&zone.name, short))
        .map(|text| shorten(call, &zone, text))
        .collect();
    Ok(Response::ok()
        .with("COUNT", texts.len().to_string())
        .with("TOTAL", all.len().to_string())
        .with_all("RR", texts))
}

/// EXTENDED=1 shows forwards and aliases as such, otherwise as what they expand to. Whether MX
/// records are there in extended mode is open (quirk `extended_mx`).
fn shown(call: &Call<'_>, zone: &DnsZone) -> Vec<Record> {
    let mut records = if call.command.flag("EXTENDED") {
        zone.records.clone()
    } else {
        zone.served()
    };
    if call.command.flag("EXTENDED") && call.quirks.is("extended_mx", "hidden") {
        records.retain(|record| record.kind != "MX");
    }
    records.insert(0, zone.soa_record());
    records
}

/// By quirk `short_data`, SHORT=1 shortens the names in the data too.
fn shorten(call: &Call<'_>, zone: &DnsZone, text: String) -> String {
    if !call.command.flag("SHORT") || call.quirks.is("short_data", "absolute") {
        return text;
    }
    let suffix = format!(".{}", zone.dotted());
    let words = text
        .split(' ')
        .map(|word| match word.strip_suffix(&suffix) {
            Some(host) => host,
            None if word == zone.dotted() => "@",
            None => word,
        });
    words.collect::<Vec<&str>>().join(" ")
}
