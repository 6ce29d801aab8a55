//! One DNS record: read from text, checked by its type, shown again (wire facts, DNS record text).

use serde::{Deserialize, Serialize};

use super::record_data::checked_data;
use crate::pattern;
use crate::reference::is_host;

/// A record of a zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record {
    /// Relative to the zone, lower-case; `@` is the zone itself.
    pub(crate) host: String,
    pub(crate) ttl: u32,
    /// The type in upper case: `A`, `X-HTTP`.
    pub(crate) kind: String,
    /// Names in it are absolute, with a dot at the end.
    pub(crate) data: String,
}

/// How a record text is to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'a> {
    /// The zone's name without the last dot.
    pub(crate) zone: &'a str,
    pub(crate) default_ttl: u32,
    /// Whether the pseudo types (forwards, aliases) may be used.
    pub(crate) extended: bool,
    /// Whether a TXT without quotes gets them.
    pub(crate) quote_txt: bool,
}

/// Which records a DELRR, or the RR of a query, means. What is left out matches everything; `%` and
/// `*` stand for any text.
#[derive(Debug)]
pub(crate) struct RecordPattern {
    host: String,
    ttl: Option<u32>,
    kind: String,
    data: Option<String>,
}

/// `<host> [<ttl>] [IN] <type> [<data>]`, taken apart.
struct Parts<'a> {
    host: &'a str,
    ttl: Option<u32>,
    kind: String,
    data: &'a str,
}

impl<'a> Parts<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let (host, mut rest) = word(text)?;
        let mut ttl = None;
        loop {
            let (next, after) = word(rest)?;
            if ttl.is_none() && next.bytes().all(|byte| byte.is_ascii_digit()) {
                ttl = Some(next.parse().ok()?);
            } else if !next.eq_ignore_ascii_case("IN") {
                let (kind, data) = (next.to_uppercase(), after.trim());
                return Some(Self {
                    host,
                    ttl,
                    kind,
                    data,
                });
            }
            rest = after;
        }
    }
}

/// The first word, and what follows it.
fn word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

impl Record {
    /// Reads a record; `None` when it is no record of this zone.
    pub(crate) fn read(text: &str, reading: Reading<'_>) -> Option<Self> {
        let parts = Parts::read(text)?;
        if parts.kind.starts_with("X-") && !reading.extended {
            return None;
        }
        Some(Self {
            host: relative(parts.host, reading.zone)?,
            ttl: parts.ttl.unwrap_or(reading.default_ttl),
            data: checked_data(&parts.kind, parts.data, reading)?,
            kind: parts.kind,
        })
    }

    /// Whether it exists in this form only: the name servers know what it expands to.
    pub(crate) fn is_pseudo(&self) -> bool {
        self.kind.starts_with("X-")
    }

    /// The same owner, type and data; the TTL does not count.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.host == other.host && self.kind == other.kind && self.data == other.data
    }

    /// `www.example.com. 3600 IN A 192.0.2.1`, or `www 3600 IN A 192.0.2.1` when short.
    pub(crate) fn text(&self, zone: &str, short: bool) -> String {
        let host = if short {
            self.host.clone()
        } else {
            absolute_host(&self.host, zone)
        };
        format!("{host} {} IN {} {}", self.ttl, self.kind, self.data)
    }
}

impl RecordPattern {
    /// Reads a pattern; `None` when there is no type in it.
    pub(crate) fn read(text: &str, reading: Reading<'_>) -> Option<Self> {
        let parts = Parts::read(text)?;
        let wild = parts.host.contains(['%', '*']);
        let host = if wild && relative(parts.host, reading.zone).is_none() {
            parts.host.replace('%', "*").to_lowercase()
        } else {
            relative(parts.host, reading.zone)?
        };
        // Data that is a record's own is compared in the form in which it is kept.
        let reading = Reading {
            extended: true,
            ..reading
        };
        let data = checked_data(&parts.kind, parts.data, reading)
            .unwrap_or_else(|| parts.data.replace('%', "*"));
        Some(Self {
            host,
            ttl: parts.ttl,
            kind: parts.kind.replace('%', "*"),
            data: (!parts.data.is_empty()).then_some(data),
        })
    }

    /// Whether it names one record whole.
    pub(crate) fn is_exact(&self) -> bool {
        let data = self.data.as_deref().unwrap_or("*");
        ![&self.host, &self.kind, data]
            .iter()
            .any(|part| part.contains('*'))
    }

    /// Whether a record is meant.
    pub(crate) fn matches(&self, record: &Record) -> bool {
        // `*` as a host is the wildcard record's own name, and the pattern for all of them.
        pattern::matches(&self.host, &record.host)
            && self.ttl.is_none_or(|ttl| ttl == record.ttl)
            && pattern::matches(&self.kind, &record.kind)
            && self.data.as_ref().is_none_or(|data| {
                *data == record.data || (data.contains('*') && pattern::matches(data, &record.data))
            })
    }
}

/// The host relative to the zone; `None` when it is no host name or outside of the zone. A name
/// without a dot at its end is relative already, whatever it looks like.
fn relative(host: &str, zone: &str) -> Option<String> {
    let host = host.to_lowercase();
    let relative = match host.strip_suffix('.') {
        None => host.as_str(),
        Some(absolute) if absolute == zone => "@",
        Some(absolute) => absolute.strip_suffix(zone)?.strip_suffix('.')?,
    };
    (relative == "@" || relative == "*" || is_host(relative)).then(|| relative.to_owned())
}

/// `www` in `example.com` is `www.example.com.`.
pub(crate) fn absolute_host(host: &str, zone: &str) -> String {
    match host {
        "@" => format!("{zone}."),
        host => format!("{host}.{zone}."),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    const READING: Reading<'static> = Reading {
        zone: "example.com",
        default_ttl: 3600,
        extended: true,
        quote_txt: true,
    };

    fn kept(text: &str) -> Option<String> {
        Record::read(text, READING).map(|record| record.text("example.com", false))
    }

    #[test]
    fn records_are_kept_in_one_form() {
        for (text, expected) in [
            ("@ A 192.0.2.1", "example.com. 3600 IN A 192.0.2.1"),
            (
                "WWW 60 IN AAAA 2001:DB8:0::1",
                "www.example.com. 60 IN AAAA 2001:db8::1",
            ),
            (
                "example.com. IN 5 MX 10 mail",
                "example.com. 5 IN MX 10 mail.example.com.",
            ),
            // The dot at the end was forgotten: FAQ of the vendor.
            (
                "a CNAME b.example.com",
                "a.example.com. 3600 IN CNAME b.example.com.example.com.",
            ),
            ("* CNAME @", "*.example.com. 3600 IN CNAME example.com."),
            (
                "_sip._tcp SRV 1 2 3 sip",
                "_sip._tcp.example.com. 3600 IN SRV 1 2 3 sip.example.com.",
            ),
            (
                "@ TXT v=spf1 -all",
                "example.com. 3600 IN TXT \"v=spf1 -all\"",
            ),
            (
                "@ TXT \"a b\"   \"c\"",
                "example.com. 3600 IN TXT \"a b\" \"c\"",
            ),
            (
                "@ CAA 0 issue \"ca.example\"",
                "example.com. 3600 IN CAA 0 issue \"ca.example\"",
            ),
            (
                "@ X-HTTP /a redirect https://b.example/",
                "example.com. 3600 IN X-HTTP /a REDIRECT https://b.example/",
            ),
            (
                "@ X-SMTP @ MAILFORWARD a@b.example",
                "example.com. 3600 IN X-SMTP @ MAILFORWARD a@b.example",
            ),
        ] {
            assert_eq!(kept(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_record_of_the_zone_is_refused() {
        for text in [
            "",
            "www",
            "www A",
            "www A 300.0.0.1",
            "www.example.org. A 192.0.2.1",
            "notexample.com. A 192.0.2.1",
            "a b A 192.0.2.1",
            "@ MX mail",
            "@ MX 70000 mail",
            "_s SRV 1 2 3 .",
            "@ TXT \"\"",
            "@ TXT \"a\\\"b\"",
            "@ X-HTTP REDIRECT ftp://b.example/",
            "@ X-HTTP path REDIRECT http://b.example/",
            "@ X-SMTP info MAILFORWARD a@b.example",
            "@ NONSENSE 1",
        ] {
            assert_eq!(kept(text), None, "{text}");
        }
        let plain = Reading {
            extended: false,
            ..READING
        };
        assert!(Record::read("@ X-HTTP FRAME http://b.example/", plain).is_none());
    }

    #[test]
    fn patterns_mean_what_they_leave_open() {
        let record = Record::read("www 60 MX 10 mail", READING).unwrap();
        for (text, expected) in [
            ("% MX", true),
            ("www MX", true),
            ("www.example.com. 60 IN MX 10 mail.example.com.", true),
            ("www MX 10 mail", true),
            ("www 61 MX 10 mail", false),
            ("@ MX", false),
            ("% A", false),
            ("www MX 20 mail", false),
            ("www MX 10 %", true),
        ] {
            let pattern = RecordPattern::read(text, READING).unwrap();
            assert_eq!(pattern.matches(&record), expected, "{text}");
        }
        assert!(RecordPattern::read("www", READING).is_none());
    }
}
