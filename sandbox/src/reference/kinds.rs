//! The value types that the API reference names (TEXT, INT, DOMAIN, ...).

use std::net::IpAddr;

/// Whether `value` is written as the type demands. Types without a known form accept all.
pub(super) fn fits(kind: &str, value: &str) -> bool {
    match kind {
        "INT" => is_integer(value),
        "DECIMAL" => is_decimal(value),
        "DATE" => is_date(value),
        "DATETIME" => is_date_time(value),
        "PERIOD" => is_period(value),
        "COUNTRY" => value.len() == 2 && value.bytes().all(|b| b.is_ascii_alphabetic()),
        "EMAIL" => is_email(value),
        "PHONE" => is_phone(value),
        "IPADDRESS" => value.trim_matches(['[', ']']).parse::<IpAddr>().is_ok(),
        "DOMAIN" | "HOSTNAME" | "NAMESERVER" => is_host(value),
        "CONTACT" => is_handle(value),
        _ => true,
    }
}

fn digits(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_integer(value: &str) -> bool {
    digits(value.strip_prefix('-').unwrap_or(value))
}

fn is_decimal(value: &str) -> bool {
    let value = value.strip_prefix('-').unwrap_or(value);
    match value.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(value),
    }
}

/// `2026-11-23`, as a date that exists.
fn is_date(value: &str) -> bool {
    value.len() == 10 && jiff::civil::Date::strptime("%Y-%m-%d", value).is_ok()
}

/// A date, or date and time with a blank between; the null date too.
fn is_date_time(value: &str) -> bool {
    value == "0000-00-00 00:00:00"
        || is_date(value)
        || (value.len() == 19
            && jiff::civil::DateTime::strptime("%Y-%m-%d %H:%M:%S", value).is_ok())
}

/// `1Y`, `1M` or `1`; the unit is case-sensitive.
fn is_period(value: &str) -> bool {
    digits(value.strip_suffix(['Y', 'M']).unwrap_or(value))
}

fn is_email(value: &str) -> bool {
    let blank = value.chars().any(char::is_whitespace);
    matches!(value.split_once('@'), Some((local, host))
        if !blank && !local.is_empty() && !host.is_empty() && !host.contains('@'))
}

fn is_phone(value: &str) -> bool {
    let rest = value.strip_prefix('+').unwrap_or(value);
    rest.starts_with(|c: char| c.is_ascii_digit())
        && rest
            .chars()
            .all(|c| c.is_ascii_digit() || " .()/x-".contains(c))
}

/// `+CC.NNN`.
pub(super) fn is_registry_phone(value: &str) -> bool {
    matches!(value.strip_prefix('+').and_then(|rest| rest.split_once('.')),
        Some((country, number)) if digits(country) && country.len() <= 3 && digits(number))
}

fn is_handle(value: &str) -> bool {
    (1..=64).contains(&value.len())
        && value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"_.!+-".contains(&b))
}

/// An ASCII host name; underscores and a leading `*.` are allowed, as in DNS.
pub(crate) fn is_host(value: &str) -> bool {
    let name = value.strip_suffix('.').unwrap_or(value);
    let name = name.strip_prefix("*.").unwrap_or(name);
    (1..=253).contains(&name.len()) && name.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn values_are_told_apart() {
        let cases = [
            ("INT", "-12", true),
            ("INT", "1.5", false),
            ("DECIMAL", "1.50", true),
            ("DECIMAL", "1.", false),
            ("DATE", "2024-02-29", true),
            ("DATE", "2023-02-29", false),
            ("DATETIME", "2024-02-29 10:00:00", true),
            ("DATETIME", "2024-02-29T10:00:00", false),
            ("PERIOD", "1Y", true),
            ("PERIOD", "1y", false),
            ("PERIOD", "Y", false),
            ("COUNTRY", "DE", true),
            ("COUNTRY", "DEU", false),
            ("EMAIL", "a@b.example", true),
            ("EMAIL", "a b@c.example", false),
            ("PHONE", "+49.1234", true),
            ("PHONE", "call me", false),
            ("IPADDRESS", "2001:db8::1", true),
            ("IPADDRESS", "300.1.1.1", false),
            ("DOMAIN", "xn--fa-hia.de", true),
            ("DOMAIN", "faß.de", false),
            ("DOMAIN", "a..de", false),
            ("HOSTNAME", "-a.de", false),
            ("CONTACT", "P-ABC123", true),
            ("CONTACT", "P ABC", false),
            ("TEXT", "anything at all", true),
        ];
        for (kind, value, expected) in cases {
            assert_eq!(fits(kind, value), expected, "{kind} {value}");
        }
    }
}
