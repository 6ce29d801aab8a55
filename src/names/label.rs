//! The rules of the DNS that all names share (RFC 1035 section 2.3.4, RFC 1123 section 2.1).

use super::{LabelFault, NameError};

/// The longest label, in octets.
pub(super) const MAX_OCTETS: usize = 63;

/// The longest name without its trailing dot, in octets: 255 on the wire less the first length and the root.
const MAX_NAME_OCTETS: usize = 253;

/// Whether underscores may stand in a label.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Underscores {
    Allowed,
    Refused,
}

/// The name in lower case and without its one trailing dot, if it is ASCII and not too long.
pub(super) fn normalized(text: &str) -> Result<String, NameError> {
    let text = text.strip_suffix('.').unwrap_or(text);
    if text.is_empty() {
        return Err(NameError::Empty);
    }
    if let Some(character) = text.chars().find(|c| !c.is_ascii()) {
        return Err(NameError::NotAscii { character });
    }
    if text.len() > MAX_NAME_OCTETS {
        return Err(NameError::TooLong {
            limit: MAX_NAME_OCTETS,
        });
    }
    Ok(text.to_ascii_lowercase())
}

/// Checks each label of a name in lower case.
pub(super) fn check_all(name: &str, underscores: Underscores) -> Result<(), NameError> {
    name.split('.').try_for_each(|label| {
        check(label, underscores).map_err(|fault| NameError::bad_label(label, fault))
    })
}

/// A last label of digits only would make the name an IP address to many a reader (RFC 3696 section 2).
pub(super) fn check_last(name: &str) -> Result<(), NameError> {
    let last = name.rsplit('.').next().unwrap_or(name);
    if last.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NameError::bad_label(last, LabelFault::Digits));
    }
    Ok(())
}

fn check(label: &str, underscores: Underscores) -> Result<(), LabelFault> {
    let allowed = |c: char| {
        c.is_ascii_lowercase()
            || c.is_ascii_digit()
            || c == '-'
            || (c == '_' && underscores == Underscores::Allowed)
    };
    if label.is_empty() {
        return Err(LabelFault::Empty);
    }
    if let Some(character) = label.chars().find(|c| !allowed(*c)) {
        return Err(LabelFault::Character(character));
    }
    if label.starts_with('-') || label.ends_with('-') {
        return Err(LabelFault::Hyphen);
    }
    if label.len() > MAX_OCTETS {
        return Err(LabelFault::TooLong);
    }
    Ok(())
}
