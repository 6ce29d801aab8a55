//! From an array to the text that goes to the server as `s_command` (`ispapi-wire`, section 2).
//!
//! This is the last step before bytes, and the only place where line breaks are kept out: a line feed inside a value would
//! start a new parameter, and the protocol has no escape for it.

use std::fmt;

use super::command::Command;
use super::name::CommandName;
use crate::base::params::{Params, Value};

/// Why a command cannot be sent. No variant holds a value, since values may be secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncodeError {
    /// `COMMAND` is not a name of letters, digits and underscores.
    BadCommandName,
    /// A key is empty or has `=`, a blank or a control character.
    BadKey {
        /// The key, shortened.
        key: String,
    },
    /// A value has a control character other than TAB, CR and LF.
    ControlCharacter {
        /// Its key.
        key: String,
    },
    /// Two keys are the same once upper-cased and flattened.
    DuplicateKey {
        /// The key.
        key: String,
    },
    /// A name cannot be converted to its ASCII form.
    Idn {
        /// The key that holds it.
        key: String,
        /// What is wrong with the name.
        reason: String,
    },
    /// There is no `COMMAND`.
    MissingCommand,
    /// An array inside an array's element, or an object.
    Nested {
        /// Its key.
        key: String,
    },
    /// A value is not UTF-8.
    NotUtf8 {
        /// Its key.
        key: String,
    },
}

/// The command's text: `COMMAND=...`, then `KEY=value`, joined by line feeds, with none at the end.
///
/// CR and LF are removed from values; so is any other control character but TAB, although
/// [`Command::check`] refuses those before a client gets here.
///
/// # Examples
///
/// ```
/// use ispbridge::ispapi::{Command, encode};
///
/// let command = Command::new("ModifyDomain")?.with("X-NOTE", "x\r\nTRANSFERLOCK=0");
/// assert_eq!(encode(&command), "COMMAND=ModifyDomain\nX-NOTE=xTRANSFERLOCK=0");
/// # Ok::<(), ispbridge::ispapi::EncodeError>(())
/// ```
pub fn encode(command: &Command) -> String {
    let mut text = String::from("COMMAND=");
    text.push_str(command.name().as_str());
    for (key, value) in command.properties() {
        text.push('\n');
        push_clean(&mut text, key);
        text.push('=');
        push_clean(&mut text, value);
    }
    text
}

/// See [`Command::from_params`]. Lists become `KEY0`, `KEY1` ... without gaps, also where PHP's own keys have some (the
/// meaning of a gap is documented nowhere); other arrays append their keys. Nulls are left out, empty texts clear.
pub(super) fn from_params(params: &Params) -> Result<Command, EncodeError> {
    let mut name = None;
    let mut draft = Draft::default();
    for (key, value) in params.iter() {
        if key.eq_ignore_ascii_case("COMMAND") {
            if name.is_some() {
                return Err(EncodeError::DuplicateKey {
                    key: "COMMAND".into(),
                });
            }
            let text = scalar("COMMAND", value)?.ok_or(EncodeError::MissingCommand)?;
            name = Some(CommandName::parse(&text)?);
            continue;
        }
        match value {
            Value::List(list) => draft.list(key, list.iter())?,
            Value::Map(map) if is_list(map) => draft.list(key, map.iter().map(|(_, v)| v))?,
            Value::Map(map) => draft.map(key, map)?,
            _ => draft.push(key.to_owned(), value)?,
        }
    }
    let name = name.ok_or(EncodeError::MissingCommand)?;
    draft
        .without_duplicates()
        .map(|pairs| Command::from_pairs(name, pairs))
}

pub(super) fn check_pair(key: &str, value: &str) -> Result<(), EncodeError> {
    let fits = |c: u8| c.is_ascii_graphic() && c != b'=';
    if key.is_empty() || !key.bytes().all(fits) {
        return Err(EncodeError::BadKey { key: shown(key) });
    }
    if value
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\t' | '\r' | '\n'))
    {
        return Err(EncodeError::ControlCharacter { key: shown(key) });
    }
    Ok(())
}

#[derive(Default)]
struct Draft {
    pairs: Vec<(String, String)>,
}

impl Draft {
    fn push(&mut self, mut key: String, value: &Value) -> Result<(), EncodeError> {
        let Some(text) = scalar(&key, value)? else {
            return Ok(());
        };
        key.make_ascii_uppercase();
        check_pair(&key, &text)?;
        self.pairs.push((key, without_line_breaks(text)));
        Ok(())
    }

    fn list<'a>(
        &mut self,
        key: &str,
        values: impl Iterator<Item = &'a Value>,
    ) -> Result<(), EncodeError> {
        let present = values.filter(|value| **value != Value::Null);
        for (index, value) in present.enumerate() {
            self.push(format!("{key}{index}"), value)?;
        }
        Ok(())
    }

    fn map(&mut self, key: &str, map: &Params) -> Result<(), EncodeError> {
        map.iter()
            .try_for_each(|(field, value)| self.push(format!("{key}{field}"), value))
    }

    /// All at once, at the end: one sort of references instead of a copy of every key.
    fn without_duplicates(self) -> Result<Vec<(String, String)>, EncodeError> {
        let mut keys: Vec<&str> = self.pairs.iter().map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        let twice = keys
            .iter()
            .zip(keys.iter().skip(1))
            .find(|(one, next)| one == next);
        match twice {
            Some((key, _)) => Err(EncodeError::DuplicateKey {
                key: (*key).to_owned(),
            }),
            None => Ok(self.pairs),
        }
    }
}

/// The text of one value; `None` for null.
fn scalar(key: &str, value: &Value) -> Result<Option<String>, EncodeError> {
    match value {
        Value::Bool(flag) => Ok(Some(u8::from(*flag).to_string())),
        Value::Bytes(_) => Err(EncodeError::NotUtf8 { key: shown(key) }),
        Value::Int(number) => Ok(Some(number.to_string())),
        Value::List(_) | Value::Map(_) => Err(EncodeError::Nested { key: shown(key) }),
        Value::Null => Ok(None),
        Value::Text(text) => Ok(Some(text.clone())),
    }
}

/// Whether an array's keys are all numbers, so that it is a list with holes or out of order.
fn is_list(map: &Params) -> bool {
    let number = |key: &str| !key.is_empty() && key.bytes().all(|b| b.is_ascii_digit());
    map.iter().all(|(key, _)| number(key))
}

fn without_line_breaks(mut text: String) -> String {
    if text.contains(['\r', '\n']) {
        text.retain(|c| !matches!(c, '\r' | '\n'));
    }
    text
}

fn push_clean(text: &mut String, part: &str) {
    for clean in part.split(|c: char| c != '\t' && c.is_control()) {
        text.push_str(clean);
    }
}

/// A key as an error may show it.
fn shown(key: &str) -> String {
    key.chars().take(64).flat_map(char::escape_debug).collect()
}

impl EncodeError {
    /// The stable text that users of the library may compare.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadCommandName => "ispapi.encode.bad_command_name",
            Self::BadKey { .. } => "ispapi.encode.bad_key",
            Self::ControlCharacter { .. } => "ispapi.encode.control_character",
            Self::DuplicateKey { .. } => "ispapi.encode.duplicate_key",
            Self::Idn { .. } => "ispapi.encode.idn",
            Self::MissingCommand => "ispapi.encode.missing_command",
            Self::Nested { .. } => "ispapi.encode.nested",
            Self::NotUtf8 { .. } => "ispapi.encode.not_utf8",
        }
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadCommandName => {
                f.write_str("COMMAND must be a name of letters, digits and underscores")
            }
            Self::BadKey { key } => write!(
                f,
                "parameter name \"{key}\" must be without \"=\", blanks and control characters"
            ),
            Self::ControlCharacter { key } => {
                write!(f, "the value of {key} has a control character")
            }
            Self::DuplicateKey { key } => write!(f, "parameter {key} is given twice"),
            Self::Idn { key, reason } => write!(f, "the name in {key} is not valid: {reason}"),
            Self::MissingCommand => f.write_str("COMMAND is missing"),
            Self::Nested { key } => {
                write!(
                    f,
                    "parameter {key} must be a text, or a list or array of texts"
                )
            }
            Self::NotUtf8 { key } => write!(f, "the value of {key} is not UTF-8"),
        }
    }
}

impl std::error::Error for EncodeError {}

#[cfg(test)]
mod tests;
