//! Name server hosts (glue): AddNameserver, ModifyNameserver, DeleteNameserver, StatusNameserver.
//!
//! A host belongs to the domain that its name ends in; that domain must be the caller's.

use std::net::IpAddr;

use super::{Call, Handler, Kind, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::{Domain, HostDates, wire_time};
use crate::zones;

pub(super) const HANDLERS: &[Handler] = &[
    Handler {
        name: "AddNameserver",
        run: add_nameserver,
        kind: Kind::Write,
    },
    Handler {
        name: "DeleteNameserver",
        run: delete_nameserver,
        kind: Kind::Write,
    },
    Handler {
        name: "ModifyNameserver",
        run: modify_nameserver,
        kind: Kind::Write,
    },
    Handler {
        name: "StatusNameserver",
        run: status_nameserver,
        kind: Kind::Read,
    },
];

/// Addresses per host (reference, IPADDRESS[0..12]).
const MOST_ADDRESSES: usize = 13;

/// A host that exists, and its domain.
struct Found {
    domain: String,
    /// Its place in `Domain::hosts`.
    place: usize,
    addresses: Vec<String>,
}

/// Makes a host; 540 when it is there already.
fn add_nameserver(call: &mut Call<'_>) -> Outcome {
    let host = asked(call, "NAMESERVER")?;
    let domain = parent(call, &host)?.to_owned();
    if call
        .command
        .filled("DOMAIN")
        .is_some_and(|d| !d.eq_ignore_ascii_case(&domain))
    {
        return Err(Refusal::new(541, format!("DOMAIN of {host}")));
    }
    if find(call, &host).is_ok() {
        return Err(Refusal::new(540, format!("NAMESERVER {host}")));
    }
    let addresses = checked(values(call, "IPADDRESS"))?;
    if let Some(domain) = call.book.domains.get_mut(&domain) {
        domain.hosts.push(text(&host, &addresses));
    }
    let dates = HostDates {
        created: call.now,
        updated: call.now,
    };
    call.book.hosts.insert(host.clone(), dates);
    Ok(Response::ok()
        .with("CREATEDDATE", wire_time(call.now))
        .with("HOST", host))
}

/// IPADDRESSn replaces all addresses, ADDIPADDRESSn and DELIPADDRESSn change single ones,
/// NEWNAMESERVER renames a host that no domain uses (532).
fn modify_nameserver(call: &mut Call<'_>) -> Outcome {
    let host = asked(call, "NAMESERVER")?;
    let found = find(call, &host)?;
    let addresses = changed_addresses(call, &found)?;
    let name = new_name(call, &host, &found)?;
    if let Some(domain) = call.book.domains.get_mut(&found.domain)
        && let Some(place) = domain.hosts.get_mut(found.place)
    {
        *place = text(&name, &addresses);
    }
    let known = call.book.hosts.remove(&host);
    let dates = HostDates {
        created: known.map_or(call.now, |dates| dates.created),
        updated: call.now,
    };
    call.book.hosts.insert(name, dates);
    Ok(Response::ok())
}

/// Deletes a host. 532 while domains use it, unless FORCE=1: those domains keep the name, which no
/// longer leads anywhere.
fn delete_nameserver(call: &mut Call<'_>) -> Outcome {
    let host = asked(call, "NAMESERVER")?;
    let found = find(call, &host)?;
    if !call.command.flag("FORCE") {
        check_unused(call, &host)?;
    }
    if let Some(domain) = call.book.domains.get_mut(&found.domain) {
        domain.hosts.remove(found.place);
    }
    call.book.hosts.remove(&host);
    Ok(Response::ok())
}

/// Everything about one host.
fn status_nameserver(call: &mut Call<'_>) -> Outcome {
    let host = asked(call, "NAMESERVER")?;
    let found = find(call, &host)?;
    let Some(domain) = call.book.domains.get(&found.domain) else {
        return Err(Refusal::new(545, ""));
    };
    let zone = zones::supported(domain.zone())?;
    let dates = call.book.hosts.get(&host);
    let created = dates.map_or(domain.created, |dates| dates.created);
    let updated = dates.map_or(domain.updated, |dates| dates.updated);
    Ok(Response::ok()
        .with("CREATEDBY", "SYSTEM")
        .with("CREATEDDATE", wire_time(created))
        .with("DOMAIN", &domain.name)
        .with("HOST", host)
        .with_all("IPADDRESS", found.addresses)
        .with("PEERUSER", "")
        .with("REGISTRAR", "SYSTEM")
        .with("REPOSITORY", zone.repository(call.book.entity))
        .with("REPOSITORYPEERUSER", "")
        .with("STATUS", "ACTIVE")
        .with("UPDATEDBY", "SYSTEM")
        .with("UPDATEDDATE", wire_time(updated))
        .with("USER", &domain.account))
}

fn asked(call: &Call<'_>, key: &str) -> Result<String, Refusal> {
    let host = call.required(key)?.trim_end_matches('.').to_lowercase();
    let labels = host.split('.').count();
    if labels < 3 || host.starts_with('*') {
        return Err(Refusal::new(505, format!("{key} ({host})")));
    }
    Ok(host)
}

/// The domain that the host is below: 531 when it is not the caller's, 545 when nobody has it.
fn parent<'a>(call: &'a Call<'_>, host: &str) -> Result<&'a str, Refusal> {
    let mut rest = host;
    while let Some((_, above)) = rest.split_once('.') {
        rest = above;
        match call.book.domains.get(rest) {
            Some(domain) if call.reaches(&domain.account) => return Ok(&domain.name),
            Some(_) => return Err(Refusal::new(531, "")),
            None if call.book.foreign.contains_key(rest) => return Err(Refusal::new(531, "")),
            None => {}
        }
    }
    Err(Refusal::new(545, format!("NO DOMAIN OF {host}")))
}

fn find(call: &Call<'_>, host: &str) -> Result<Found, Refusal> {
    let name = parent(call, host)?;
    let missing = || Refusal::new(545, format!("NAMESERVER {host}"));
    let domain = call.book.domains.get(name).ok_or_else(missing)?;
    let place = place_of(domain, host).ok_or_else(missing)?;
    let words = domain.hosts.get(place).map_or("", String::as_str);
    Ok(Found {
        domain: name.to_owned(),
        place,
        addresses: words.split(' ').skip(1).map(str::to_owned).collect(),
    })
}

fn place_of(domain: &Domain, host: &str) -> Option<usize> {
    domain.hosts.iter().position(|text| {
        let name = text.split(' ').next().unwrap_or_default();
        name.eq_ignore_ascii_case(host)
    })
}

fn text(host: &str, addresses: &[String]) -> String {
    let addresses = addresses.join(" ");
    format!("{host} {addresses}").trim_end().to_owned()
}

fn values(call: &Call<'_>, base: &str) -> Vec<String> {
    let list = call.command.list(base).into_iter();
    list.map(|(_, value)| value.to_owned())
        .filter(|value| !value.is_empty())
        .collect()
}

/// Addresses in their usual form: at least one (504), at most 13, none twice (541).
fn checked(addresses: Vec<String>) -> Result<Vec<String>, Refusal> {
    let mut kept: Vec<String> = Vec::new();
    for text in addresses {
        let plain = text.trim_matches(['[', ']']);
        let address: IpAddr = plain
            .parse()
            .map_err(|_| Refusal::new(505, format!("IPADDRESS ({text})")))?;
        let address = address.to_string();
        if kept.contains(&address) {
            return Err(Refusal::new(541, format!("IPADDRESS GIVEN TWICE ({text})")));
        }
        kept.push(address);
    }
    match kept.len() {
        0 => Err(Refusal::new(504, "IPADDRESS")),
        1..=MOST_ADDRESSES => Ok(kept),
        _ => Err(Refusal::new(541, "TOO MANY IPADDRESSES")),
    }
}

fn changed_addresses(call: &Call<'_>, found: &Found) -> Result<Vec<String>, Refusal> {
    let set = values(call, "IPADDRESS");
    let mut list = if set.is_empty() {
        found.addresses.clone()
    } else {
        checked(set)?
    };
    let gone = values(call, "DELIPADDRESS");
    for address in if gone.is_empty() {
        gone
    } else {
        checked(gone)?
    } {
        let place = list.iter().position(|known| *known == address);
        let place = place.ok_or_else(|| Refusal::new(541, format!("DELIPADDRESS ({address})")))?;
        list.remove(place);
    }
    list.extend(values(call, "ADDIPADDRESS"));
    checked(list)
}

/// The name after the change. It stays below the same domain (541) and must be free (540).
fn new_name(call: &Call<'_>, host: &str, found: &Found) -> Result<String, Refusal> {
    if call.command.filled("NEWNAMESERVER").is_none() {
        return Ok(host.to_owned());
    }
    let name = asked(call, "NEWNAMESERVER")?;
    if parent(call, &name)? != found.domain {
        return Err(Refusal::new(541, format!("NEWNAMESERVER ({name})")));
    }
    if name != host && find(call, &name).is_ok() {
        return Err(Refusal::new(540, format!("NEWNAMESERVER {name}")));
    }
    check_unused(call, host)?;
    Ok(name)
}

fn check_unused(call: &Call<'_>, host: &str) -> Result<(), Refusal> {
    let mut domains = call.book.domains.values();
    match domains.find(|domain| domain.nameservers.iter().any(|used| used == host)) {
        Some(_) => Err(Refusal::new(532, "")),
        None => Ok(()),
    }
}
