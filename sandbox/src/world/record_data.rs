//! What may stand behind a record's type, and in which form it is kept.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::Reading;
use crate::reference::is_host;

/// A name inside data: `@` and names without a dot at the end are relative to the zone.
fn target(name: &str, zone: &str) -> Option<String> {
    let name = name.to_lowercase();
    if name == "@" {
        return Some(format!("{zone}."));
    }
    let absolute = match name.strip_suffix('.') {
        Some(_) => name,
        None => format!("{name}.{zone}."),
    };
    is_host(&absolute).then_some(absolute)
}

/// The data in the form in which it is kept; `None` when it is wrong for the type.
pub(super) fn checked_data(kind: &str, data: &str, reading: Reading<'_>) -> Option<String> {
    let zone = reading.zone;
    let words: Vec<&str> = data.split_whitespace().collect();
    match (kind, words.as_slice()) {
        ("A", [address]) => Some(address.parse::<Ipv4Addr>().ok()?.to_string()),
        ("AAAA", [address]) => Some(address.parse::<Ipv6Addr>().ok()?.to_string()),
        ("CNAME" | "DNAME" | "NS" | "PTR", [name]) => target(name, zone),
        (alias, [name]) if alias.starts_with("X-ALIAS-") => target(name, zone),
        ("MX", [preference, host]) => {
            let preference: u16 = preference.parse().ok()?;
            Some(format!("{preference} {}", target(host, zone)?))
        }
        ("SRV", [numbers @ .., host]) if numbers.len() == 3 && *host != "." => {
            let numbers = numbers.iter().map(|n| n.parse::<u16>());
            let numbers: Vec<u16> = numbers.collect::<Result<_, _>>().ok()?;
            let [priority, weight, port] = numbers.as_slice() else {
                return None;
            };
            Some(format!(
                "{priority} {weight} {port} {}",
                target(host, zone)?
            ))
        }
        ("TXT" | "SPF", [_, ..]) => text_data(data, reading.quote_txt),
        ("CAA", [flags, tag, ..]) => {
            let flags: u8 = flags.parse().ok()?;
            let value = data.splitn(3, char::is_whitespace).nth(2)?.trim();
            Some(format!("{flags} {tag} {}", text_data(value, true)?))
        }
        ("DS" | "TLSA", [_, _, _, _, ..]) | ("SSHFP", [_, _, _, ..]) => Some(words.join(" ")),
        ("NAPTR", [_, _, _, _, _, _]) | ("HINFO" | "RP", [_, _]) | ("LOC", [_, _, ..]) => {
            Some(words.join(" "))
        }
        ("X-HTTP", rest) => http_forward(rest),
        ("X-SMTP", [local, verb, to]) => mail_forward(local, verb, to),
        _ => None,
    }
}

/// Quoted strings of 1 to 255 bytes, no quote inside (dnscontrol's audit of this registrar).
fn text_data(data: &str, quote: bool) -> Option<String> {
    if !data.contains('"') {
        return (quote && data.len() <= 255).then(|| format!("\"{data}\""));
    }
    let mut strings = Vec::new();
    let mut rest = data;
    while !rest.is_empty() {
        let (string, after) = rest.strip_prefix('"')?.split_once('"')?;
        let fits = (1..=255).contains(&string.len()) && !string.ends_with('\\');
        let separate = after.is_empty() || after.starts_with(char::is_whitespace);
        if !fits || !separate {
            return None;
        }
        strings.push(format!("\"{string}\""));
        rest = after.trim_start();
    }
    Some(strings.join(" "))
}

/// `[/path] REDIRECT|FRAME <url>`.
fn http_forward(words: &[&str]) -> Option<String> {
    let (path, verb, url) = match words {
        [verb, url] => ("", verb, url),
        [path, verb, url] if path.starts_with('/') => (*path, verb, url),
        _ => return None,
    };
    let verb = verb.to_uppercase();
    let web = ["http://", "https://"].iter().any(|s| url.starts_with(s));
    let known = verb == "REDIRECT" || verb == "FRAME";
    let text = format!("{path} {verb} {url}");
    (known && web).then(|| text.trim_start().to_owned())
}

/// `<local>@ MAILFORWARD <address>`; an empty local part takes all mail.
fn mail_forward(local: &str, verb: &str, to: &str) -> Option<String> {
    let fine = local.ends_with('@')
        && local.matches('@').count() == 1
        && verb.eq_ignore_ascii_case("MAILFORWARD")
        && matches!(to.split_once('@'), Some((user, host)) if !user.is_empty() && is_host(host));
    fine.then(|| format!("{local} MAILFORWARD {to}"))
}
