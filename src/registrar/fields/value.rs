//! One answer: out of what WHMCS stored, into what the API takes.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::base::params::{Params, Value};
use crate::base::{html, time};

use super::Fault;
use super::table::{Input, Kind, Row, Rule};

/// No registry asks for more; a form may be filled with anything.
const MAX_CHARACTERS: usize = 1000;

/// What stands in WHMCS: it may be the number of a person, so it has no `Debug`.
pub(super) struct Stored {
    /// Whether any of the field's names is there, though its value may be empty.
    pub(super) present: bool,
    /// The text, HTML decoded, without blanks around it; empty for none.
    pub(super) text: String,
}

/// Reads a field under its name, else under an alias. A tick that was taken away is not looked for under an older name: consent
/// is never dug up.
pub(super) fn stored(row: &Row, values: &Params) -> Result<Stored, Fault> {
    let consent = row.input == Input::Tickbox || row.kind == Kind::Trustee;
    let mut found = Stored {
        present: false,
        text: String::new(),
    };
    for value in row.names().filter_map(|name| values.get(name)) {
        let text = text(value)?;
        found.present = true;
        if consent || !text.is_empty() {
            found.text = text;
            break;
        }
    }
    if row.input == Input::Hidden && found.text.is_empty() {
        row.default.clone_into(&mut found.text);
    }
    let legacy = row.legacy.iter().find(|(label, _)| *label == found.text);
    if let Some((_, value)) = legacy {
        (*value).clone_into(&mut found.text);
    }
    Ok(found)
}

fn text(value: &Value) -> Result<String, Fault> {
    let text = match value {
        Value::Null | Value::Bool(false) => return Ok(String::new()),
        Value::Bool(true) => return Ok("1".to_owned()),
        Value::Bytes(_) | Value::List(_) | Value::Map(_) => return Err(Fault::BadText),
        Value::Int(number) => number.to_string(),
        Value::Text(text) => html::decoded(text).trim().to_owned(),
    };
    if text.chars().any(char::is_control) {
        return Err(Fault::BadText);
    }
    if text.chars().count() > MAX_CHARACTERS {
        return Err(Fault::TooLong);
    }
    Ok(text)
}

/// The value as the API takes it; `None` where there is nothing to send.
///
/// `asked` is whether the form that was filled has the field: a box that is not ticked is then an answer, else nobody knows.
pub(super) fn sendable(
    row: &Row,
    stored: &Stored,
    asked: bool,
    now: Timestamp,
) -> Result<Option<String>, Fault> {
    let text = stored.text.as_str();
    let otherwise = |value: &str| asked.then(|| value.to_owned());
    Ok(match row.rule {
        Rule::Tick => ticked(text)?.then(|| "1".to_owned()),
        Rule::TickY => ticked(text)?.then(|| "Y".to_owned()),
        Rule::TickOr0 if ticked(text)? => Some("1".to_owned()),
        Rule::TickOr0 => otherwise("0"),
        Rule::TickNElseY if ticked(text)? => Some("N".to_owned()),
        Rule::TickNElseY => otherwise("Y"),
        Rule::TickTime if time::parse(text).is_some() => Some(text.to_owned()),
        Rule::TickTime => ticked(text)?.then(|| time::format(now)),
        _ if text.is_empty() => None,
        rule => Some(shaped(row, rule, text)?).filter(|value| !value.is_empty()),
    })
}

/// Whether a box is ticked, in the words in which browsers and WHMCS say so.
fn ticked(text: &str) -> Result<bool, Fault> {
    match text.to_ascii_lowercase().as_str() {
        "1" | "on" | "true" | "yes" => Ok(true),
        "" | "0" | "off" | "false" | "no" => Ok(false),
        _ => Err(Fault::UnknownOption),
    }
}

fn shaped(row: &Row, rule: Rule, text: &str) -> Result<String, Fault> {
    let value = match rule {
        Rule::Date => date(text)?,
        Rule::Lower => text.to_lowercase(),
        Rule::UidOrPublic if text.eq_ignore_ascii_case("PUBLIC") => "PUBLIC".to_owned(),
        Rule::Uid | Rule::UidOrPublic => uid(text)?,
        Rule::Upper => text.to_uppercase(),
        Rule::Uri => uri(text),
        // WHMCS' own .ca field of this name is a tick, and a tick is no version.
        _ if row.kind == Kind::Agreement && ticked(text).is_ok() => String::new(),
        _ => text.to_owned(),
    };
    let known = row.options.iter().any(|(option, _)| *option == value);
    if row.options.is_empty() || known {
        Ok(value)
    } else {
        Err(Fault::UnknownOption)
    }
}

/// `YYYY-MM-DD`, and a day that exists.
fn date(text: &str) -> Result<String, Fault> {
    let digits = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let date = Date::strptime("%Y-%m-%d", text).ok().filter(|_| digits);
    date.map(|date| date.to_string()).ok_or(Fault::BadDate)
}

/// A Swiss enterprise id as `CHE` and nine digits; people write it with a hyphen and points.
fn uid(text: &str) -> Result<String, Fault> {
    let plain: String = text
        .chars()
        .filter(|c| !" .-".contains(*c))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let digits = plain.strip_prefix("CHE").ok_or(Fault::BadUid)?;
    if digits.len() == 9 && digits.bytes().all(|b| b.is_ascii_digit()) {
        Ok(plain)
    } else {
        Err(Fault::BadUid)
    }
}

/// `mailto:` before an address, `https://` before what has no scheme.
fn uri(text: &str) -> String {
    if text.starts_with("mailto:") || text.contains("://") {
        text.to_owned()
    } else if text.contains('@') {
        format!("mailto:{text}")
    } else {
        format!("https://{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_day_that_exists() {
        assert_eq!(date("2001-02-28"), Ok("2001-02-28".to_owned()));
        for text in [
            "2001-02-30",
            "28.02.2001",
            "2001-2-28",
            "20010228",
            "+001-02-28",
            "x",
        ] {
            assert_eq!(date(text), Err(Fault::BadDate), "{text}");
        }
    }

    #[test]
    fn an_enterprise_id_is_read_as_people_write_it() {
        for text in ["CHE123456789", "CHE-123.456.789", "che 123 456 789"] {
            assert_eq!(uid(text), Ok("CHE123456789".to_owned()), "{text}");
        }
        for text in ["123456789", "CHE12345678", "CHE1234567890", "CHE12345678x"] {
            assert_eq!(uid(text), Err(Fault::BadUid), "{text}");
        }
    }

    #[test]
    fn a_contact_becomes_a_uri_once() {
        assert_eq!(uri("abuse@example.com"), "mailto:abuse@example.com");
        assert_eq!(uri("example.com/abuse"), "https://example.com/abuse");
        for text in [
            "mailto:a@example.com",
            "https://example.com",
            "http://example.com/@a",
        ] {
            assert_eq!(uri(text), text);
        }
    }

    #[test]
    fn a_tick_is_a_word_of_ticks() {
        assert_eq!(ticked("ON"), Ok(true));
        assert_eq!(ticked(""), Ok(false));
        assert_eq!(ticked("I accept"), Err(Fault::UnknownOption));
    }
}
