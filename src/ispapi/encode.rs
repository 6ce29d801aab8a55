//! From a command to the text that goes to the server as `s_command` (`ispapi-wire`, section 2).
//!
//! This is the last step before bytes, and the only place where line breaks are kept out: a line feed inside a value would
//! start a new parameter, and the protocol has no escape for it.

use std::borrow::Cow;
use std::fmt;

use super::command::Command;

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
    let mut text = String::with_capacity(command.text_len());
    text.push_str("COMMAND=");
    text.push_str(command.name().as_str());
    let push = if command.is_plain() {
        String::push_str
    } else {
        push_clean
    };
    for (key, value) in command.properties() {
        text.push('\n');
        push(&mut text, key);
        text.push('=');
        push(&mut text, value);
    }
    text
}

/// The value as it can go out under this key: without CR and LF.
pub(super) fn checked<'a>(key: &str, value: &'a str) -> Result<Cow<'a, str>, EncodeError> {
    if key.is_empty() || !all_bytes(key, |b| b.is_ascii_graphic() && b != b'=') {
        return Err(EncodeError::BadKey { key: shown(key) });
    }
    if is_plain(value) {
        return Ok(Cow::Borrowed(value));
    }
    if value.contains(|c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n')) {
        return Err(EncodeError::ControlCharacter { key: shown(key) });
    }
    Ok(Cow::Owned(value.replace(['\r', '\n'], "")))
}

/// Whether a text has no control character, at a glance: every one but those from U+0080 on is a byte of its own, and those
/// begin with 0xC2 (as some harmless characters do).
pub(super) fn is_plain(text: &str) -> bool {
    all_bytes(text, |b| b >= 0x20 && b != 0x7F && b != 0xC2)
}

/// Whether every byte fits. It reads on behind one that does not, since a loop without a way out looks at many at once.
fn all_bytes(text: &str, fits: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(true, |all, b| all & fits(b))
}

fn push_clean(text: &mut String, part: &str) {
    for clean in part.split(|c: char| c != '\t' && c.is_control()) {
        text.push_str(clean);
    }
}

/// A key as an error may show it.
pub(super) fn shown(key: &str) -> String {
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
