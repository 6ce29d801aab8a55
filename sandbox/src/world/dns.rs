//! A DNS zone, in the form that the customer edits and in the form that the name servers serve.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Book, Record};

/// The provider's name servers (wire facts, DNS record text).
pub(crate) const NAMESERVERS: [&str; 3] = ["ns1.ispapi.net.", "ns2.ispapi.net.", "ns3.ispapi.net."];

/// What a web forward expands to, unless the zone says otherwise. The real address is not known.
const HTTP_ADDRESS: &str = "192.0.2.80";
/// What an alias expands to. The real addresses are not known.
const ALIAS_ADDRESS: &str = "192.0.2.81";
const ALIAS_ADDRESS_V6: &str = "2001:db8::81";
/// What a mail forward expands to (registrar facts, SaveDNS).
const SMTP_EXCHANGE: &str = "mx.ispapi.net.";

/// A zone.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DnsZone {
    /// In ASCII, without the last dot.
    pub(crate) name: String,
    pub(crate) account: String,
    /// Made for a domain by INTERNALDNS: not in QueryDNSZoneList.
    pub(crate) hidden: bool,
    /// For a domain that is not managed here.
    pub(crate) external: bool,
    /// `ACTIVE`, `INACTIVE` or `HOLD`.
    pub(crate) status: String,
    /// `AUTO` or `DISABLED`.
    pub(crate) dnssec_mode: String,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) soa: Soa,
    /// X-HTTP-A and X-SMTP-MX; empty for the provider's own.
    pub(crate) http_address: String,
    pub(crate) smtp_exchange: String,
    /// Pseudo types included, SOA not.
    pub(crate) records: Vec<Record>,
}

/// The fields of the SOA record; the defaults are those of the CreateDNSZone page and its examples.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Soa {
    pub(crate) ttl: u32,
    pub(crate) mname: String,
    pub(crate) rname: String,
    pub(crate) serial: u32,
    pub(crate) refresh: u32,
    pub(crate) retry: u32,
    pub(crate) expire: u32,
    pub(crate) min_ttl: u32,
}

impl DnsZone {
    /// A zone with the provider's name servers only.
    pub(crate) fn new(name: &str, account: &str, now: Timestamp) -> Self {
        let mut zone = Self {
            name: name.to_owned(),
            account: account.to_owned(),
            hidden: false,
            external: false,
            status: "ACTIVE".to_owned(),
            dnssec_mode: "DISABLED".to_owned(),
            created: now,
            updated: now,
            soa: Soa {
                ttl: 3600,
                mname: NAMESERVERS[0].to_owned(),
                rname: format!("hostmaster.{name}."),
                serial: 1,
                refresh: 86_400,
                retry: 7_200,
                expire: 3_600_000,
                min_ttl: 172_800,
            },
            http_address: String::new(),
            smtp_exchange: String::new(),
            records: Vec::new(),
        };
        zone.records = NAMESERVERS
            .iter()
            .map(|server| zone.record("@", "NS", server))
            .collect();
        zone
    }

    /// The zone that INTERNALDNS makes: hidden, with a serial after the day (as those of the
    /// QueryDNSZoneList example).
    pub(crate) fn internal(domain: &str, account: &str, now: Timestamp) -> Self {
        let mut zone = Self::new(domain, account, now);
        zone.hidden = true;
        let day: u32 = now.strftime("%Y%m%d").to_string().parse().unwrap_or(0);
        zone.soa.serial = day.saturating_mul(100);
        zone
    }

    /// The zone with its dot.
    pub(crate) fn dotted(&self) -> String {
        format!("{}.", self.name)
    }

    /// The record that says where authority over the zone starts.
    pub(crate) fn soa_record(&self) -> Record {
        let soa = &self.soa;
        let data = format!(
            "{} {} {} {} {} {} {}",
            soa.mname, soa.rname, soa.serial, soa.refresh, soa.retry, soa.expire, soa.min_ttl
        );
        self.record("@", "SOA", &data)
    }

    /// The zone as the name servers serve it: forwards and aliases appear as what they expand to.
    /// Several forwards of one host share one record.
    pub(crate) fn served(&self) -> Vec<Record> {
        let plain = self.records.iter().filter(|r| !r.is_pseudo());
        let mut served: Vec<Record> = plain.cloned().collect();
        for expanded in self.expansions() {
            if !served.iter().any(|record| record.is_same(&expanded)) {
                served.push(expanded);
            }
        }
        served
    }

    /// What the pseudo records stand for.
    pub(crate) fn expansions(&self) -> impl Iterator<Item = Record> {
        let or = |own: &str, default: &str| if own.is_empty() { default } else { own }.to_owned();
        let http = or(&self.http_address, HTTP_ADDRESS);
        let smtp = or(&self.smtp_exchange, SMTP_EXCHANGE);
        self.records.iter().filter_map(move |record| {
            let (kind, data) = match record.kind.as_str() {
                "X-HTTP" => ("A", http.clone()),
                "X-SMTP" => ("MX", format!("10 {smtp}")),
                kind if kind.starts_with("X-ALIAS-AAAA") => ("AAAA", ALIAS_ADDRESS_V6.to_owned()),
                kind if kind.starts_with("X-ALIAS-A") => ("A", ALIAS_ADDRESS.to_owned()),
                kind if kind.starts_with("X-ALIAS-MX") => ("MX", format!("10 {}", record.data)),
                _ => return None,
            };
            Some(Record {
                host: record.host.clone(),
                ttl: record.ttl,
                kind: kind.to_owned(),
                data,
            })
        })
    }

    fn record(&self, host: &str, kind: &str, data: &str) -> Record {
        Record {
            host: host.to_owned(),
            ttl: self.soa.ttl,
            kind: kind.to_owned(),
            data: data.to_owned(),
        }
    }
}

impl Book {
    /// Makes the hidden zone of a domain that uses the provider's name servers, unless it has one.
    /// What an earlier holder of the name left is not handed on.
    pub(crate) fn ensure_internal_zone(&mut self, domain: &str, account: &str, now: Timestamp) {
        let present = self.dns_zones.get(domain);
        if present.is_none_or(|zone| zone.account != account) {
            let zone = DnsZone::internal(domain, account, now);
            self.dns_zones.insert(domain.to_owned(), zone);
        }
    }
}
