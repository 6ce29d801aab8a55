//! CreateDNSZone, UpdateDNSZone, StatusDNSZone, QueryDNSZoneRRList, QueryDNSZoneList.

mod create;
mod list;
mod read;
mod soa;
mod update;

use super::{Call, Handler, Kind};
use crate::reference::is_host;
use crate::wire::Refusal;
use crate::world::{DnsZone, Reading, Record};

pub(super) const HANDLERS: &[Handler] = &[
    Handler {
        name: "CreateDNSZone",
        run: create::create_dns_zone,
        kind: Kind::Write,
    },
    Handler {
        name: "QueryDNSZoneList",
        run: list::query_dns_zone_list,
        kind: Kind::Read,
    },
    Handler {
        name: "QueryDNSZoneRRList",
        run: read::query_dns_zone_rr_list,
        kind: Kind::Read,
    },
    Handler {
        name: "StatusDNSZone",
        run: read::status_dns_zone,
        kind: Kind::Read,
    },
    Handler {
        name: "UpdateDNSZone",
        run: update::update_dns_zone,
        kind: Kind::Write,
    },
];

/// DNSZONE: with or without the last dot; 506 when it is no zone's name.
fn zone_name(call: &Call<'_>) -> Result<String, Refusal> {
    let given = call.required("DNSZONE")?;
    let name = given.strip_suffix('.').unwrap_or(given).to_lowercase();
    if is_host(&name) && name.contains('.') && !name.contains('*') {
        Ok(name)
    } else {
        Err(Refusal::new(506, "Syntax error in parameter: DNSZONE"))
    }
}

/// A zone within the caller's reach: `missing` when there is none, 531 when it is another's.
fn own_zone(call: &Call<'_>, missing: u16) -> Result<DnsZone, Refusal> {
    let name = zone_name(call)?;
    match call.book.dns_zones.get(&name) {
        None => Err(Refusal::new(missing, format!("DNSZONE {name}."))),
        Some(zone) if call.reaches(&zone.account) => Ok(zone.clone()),
        Some(_) => Err(Refusal::new(531, "")),
    }
}

/// How the records of a command are to be read.
fn reading<'a>(call: &Call<'_>, zone: &'a DnsZone) -> Reading<'a> {
    Reading {
        zone: &zone.name,
        default_ttl: zone.soa.ttl,
        extended: call.command.flag("EXTENDED"),
        quote_txt: call.quirks.is("txt_without_quotes", "quoted"),
    }
}

/// The records of RRn or ADDRRn; 505 with the text of the first that is none.
fn records(call: &Call<'_>, zone: &DnsZone, base: &str) -> Result<Vec<Record>, Refusal> {
    let reading = reading(call, zone);
    texts(call, base)
        .map(|text| Record::read(text, reading).ok_or_else(|| bad_record(text)))
        .collect()
}

/// The filled values of a list, in the order of their numbers.
fn texts<'a>(call: &Call<'a>, base: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    let filled = call.command.list(base).into_iter();
    filled.map(|(_, text)| text).filter(|text| !text.is_empty())
}

fn bad_record(text: &str) -> Refusal {
    Refusal::new(505, format!("resource record [{text}]"))
}

/// A zone is consistent: nothing twice, a CNAME alone, one TTL for all records of an owner and type.
/// With `resolve` the smallest TTL is taken for all of them. (The code of the duplicate is
/// documented, those of the others are inferred.)
fn check(zone: &mut DnsZone, resolve: bool) -> Result<(), Refusal> {
    let refuse = |what: &str, zone: &DnsZone, record: &Record| {
        let text = record.text(&zone.name, false);
        Err(Refusal::new(541, format!("{what} [{text}]")))
    };
    if let Some(record) = duplicate(zone) {
        return refuse("duplicate record", zone, record);
    }
    let served = zone.served();
    let company = |alias: &Record| served.iter().filter(|r| r.host == alias.host).count() > 1;
    let mut aliases = served.iter().filter(|record| record.kind == "CNAME");
    if let Some(alias) = aliases.find(|alias| company(alias)) {
        return refuse("CNAME and other data", zone, alias);
    }
    let smallest: Vec<u32> = zone.records.iter().map(|r| smallest_ttl(zone, r)).collect();
    for (record, ttl) in zone.records.iter().zip(&smallest) {
        if record.ttl != *ttl && !resolve {
            return refuse("TTL conflict", zone, record);
        }
    }
    for (record, ttl) in zone.records.iter_mut().zip(smallest) {
        record.ttl = ttl;
    }
    Ok(())
}

/// A record that is there twice, or once written and once out of a forward.
fn duplicate(zone: &DnsZone) -> Option<&Record> {
    let expansions: Vec<Record> = zone.expansions().collect();
    let mut records = zone.records.iter().enumerate();
    let found = records.find(|(index, record)| {
        let before = zone.records.iter().take(*index);
        before.chain(&expansions).any(|other| other.is_same(record))
    });
    found.map(|(_, record)| record)
}

/// The smallest TTL of the records with the same owner and type; forwards have each their own.
fn smallest_ttl(zone: &DnsZone, record: &Record) -> u32 {
    let same = |r: &&Record| r.host == record.host && r.kind == record.kind && !r.is_pseudo();
    let ttls = zone.records.iter().filter(same).map(|r| r.ttl);
    ttls.min().unwrap_or(record.ttl)
}
