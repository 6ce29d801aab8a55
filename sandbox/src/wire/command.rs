//! Command text: `KEY=value` lines.
//!
//! With or without the `[COMMAND]` and `EOF` lines, blanks around `=` allowed, keys in any case
//! (the API reference writes the long form, the SDKs send the short one).

use std::fmt;

/// One command: its name and its parameters, keys upper-cased, in the order they came.
#[derive(Clone)]
pub(crate) struct Command {
    name: String,
    parameters: Vec<(String, String)>,
}

/// Why a text is no command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FormatError {
    /// The same key came twice. The reference does not say which one would count.
    Duplicate(String),
    /// A line without `=`.
    Line(usize),
    /// No `COMMAND` line.
    NoName,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Duplicate(key) => write!(f, "{key} GIVEN TWICE"),
            Self::Line(number) => write!(f, "LINE {number} HAS NO ="),
            Self::NoName => f.write_str("NO COMMAND"),
        }
    }
}

impl fmt::Debug for Command {
    /// The name only: parameters may be passwords and auth codes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Command")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Command {
    /// Reads a command text.
    pub(crate) fn parse(text: &str) -> Result<Self, FormatError> {
        let mut name = None;
        let mut parameters: Vec<(String, String)> = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.eq_ignore_ascii_case("[command]") {
                continue;
            }
            if line.eq_ignore_ascii_case("EOF") {
                break;
            }
            let (key, value) = line
                .split_once('=')
                .ok_or_else(|| FormatError::Line(number.saturating_add(1)))?;
            let key = key.trim().to_uppercase();
            let value = value.trim().to_owned();
            if key == "COMMAND" && name.is_none() {
                name = Some(value);
            } else if key == "COMMAND" || parameters.iter().any(|(known, _)| *known == key) {
                return Err(FormatError::Duplicate(key));
            } else {
                parameters.push((key, value));
            }
        }
        let name = name
            .filter(|name| !name.is_empty())
            .ok_or(FormatError::NoName)?;
        Ok(Self { name, parameters })
    }

    /// The command's name as it was sent.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// All parameters.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parameters
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// The value of a parameter; `Some("")` when it was sent empty.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.parameters()
            .find_map(|(known, value)| (known == key).then_some(value))
    }

    /// The value of a parameter, unless it is absent or empty.
    pub(crate) fn filled(&self, key: &str) -> Option<&str> {
        self.get(key).filter(|value| !value.is_empty())
    }

    /// Whether a 0/1 parameter is set to 1.
    pub(crate) fn flag(&self, key: &str) -> bool {
        self.get(key) == Some("1")
    }

    /// The values of a list parameter (`BASE0`, `BASE1`, ...), by index. Empty ones included.
    pub(crate) fn list(&self, base: &str) -> Vec<(usize, &str)> {
        let mut found: Vec<(usize, &str)> = self
            .parameters()
            .filter_map(|(key, value)| Some((index_of(key, base)?, value)))
            .collect();
        found.sort_unstable_by_key(|(index, _)| *index);
        found
    }

    /// The name of the object that the command is about, for logs and fault matching.
    pub(crate) fn object(&self) -> &str {
        [
            "DOMAIN",
            "DOMAIN0",
            "CONTACT",
            "DNSZONE",
            "NAMESERVER",
            "OBJECTID",
        ]
        .iter()
        .find_map(|key| self.filled(key))
        .unwrap_or_default()
    }
}

/// The index in `key` when it is `base` followed by digits only, without a leading zero.
fn index_of(key: &str, base: &str) -> Option<usize> {
    let digits = key.strip_prefix(base)?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    if !plain || (digits.len() > 1 && digits.starts_with('0')) {
        return None;
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[test]
    fn long_and_short_form_are_the_same_command() {
        let short = Command::parse("COMMAND=StatusDomain\ndomain=example.com").unwrap();
        let long =
            Command::parse("[COMMAND]\r\nCOMMAND = StatusDomain\r\nDOMAIN = example.com \r\nEOF")
                .unwrap();
        for command in [short, long] {
            assert_eq!(command.name(), "StatusDomain");
            assert_eq!(command.get("DOMAIN"), Some("example.com"));
        }
    }

    #[test]
    fn lists_come_by_index_and_keep_gaps_and_empty_values() {
        let command = Command::parse("COMMAND=X\nNS3=c\nNS0=a\nNS1=\nNS01=no\nNSX=no\nNS=no");
        assert_eq!(command.unwrap().list("NS"), [(0, "a"), (1, ""), (3, "c")]);
    }

    #[test]
    fn bad_texts_are_refused() {
        assert_eq!(Command::parse("").unwrap_err(), FormatError::NoName);
        assert_eq!(
            Command::parse("COMMAND=X\nnonsense").unwrap_err(),
            FormatError::Line(2)
        );
        assert_eq!(
            Command::parse("COMMAND=X\nA=1\na=1").unwrap_err(),
            FormatError::Duplicate("A".to_owned())
        );
    }
}
