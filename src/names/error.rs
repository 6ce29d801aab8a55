use std::fmt;

/// Why a text is not a name.
///
/// Text from outside is kept in the error only as far as a label can be long, and `Display` escapes it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NameError {
    /// One label breaks the rules.
    BadLabel {
        /// The label, cut to 63 characters.
        label: String,
        /// What is wrong with it.
        fault: LabelFault,
    },
    /// There is no text, or only a dot.
    Empty,
    /// A character outside ASCII: the name must be converted first.
    NotAscii {
        /// The first such character.
        character: char,
    },
    /// A single label where a registrable name needs a TLD behind it.
    OneLabel,
    /// The whole name is longer than the DNS allows.
    TooLong {
        /// The longest that is allowed, in characters.
        limit: usize,
    },
}

/// What is wrong with a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LabelFault {
    /// This character may not stand in it.
    Character(char),
    /// The last label has digits only, as in an IP address.
    Digits,
    /// It is empty: two dots in a row, or a dot in front.
    Empty,
    /// It begins or ends with a hyphen.
    Hyphen,
    /// It is longer than 63 characters.
    TooLong,
}

impl NameError {
    /// An error about one label. However long the label is, only its beginning is kept.
    pub fn bad_label(label: &str, fault: LabelFault) -> Self {
        Self::BadLabel {
            label: label.chars().take(super::label::MAX_OCTETS).collect(),
            fault,
        }
    }

    /// The stable text that users of the library may compare.
    ///
    /// # Examples
    ///
    /// ```
    /// use ispbridge::names::DomainName;
    ///
    /// assert_eq!(DomainName::parse("com").unwrap_err().code(), "name.one_label");
    /// ```
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadLabel { .. } => "name.bad_label",
            Self::Empty => "name.empty",
            Self::NotAscii { .. } => "name.not_ascii",
            Self::OneLabel => "name.one_label",
            Self::TooLong { .. } => "name.too_long",
        }
    }
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadLabel { label, fault } => write!(f, "the label {label:?} {fault}"),
            Self::Empty => f.write_str("the name is empty"),
            Self::NotAscii { character } => {
                write!(f, "the name has the character {character:?}, not in ASCII")
            }
            Self::OneLabel => f.write_str("the name has no top-level domain"),
            Self::TooLong { limit } => write!(f, "the name is longer than {limit} characters"),
        }
    }
}

impl std::error::Error for NameError {}

impl fmt::Display for LabelFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character(character) => {
                write!(f, "has the character {character:?}, which is not allowed")
            }
            Self::Digits => f.write_str("has digits only and cannot stand last"),
            Self::Empty => f.write_str("is empty"),
            Self::Hyphen => f.write_str("begins or ends with a hyphen"),
            Self::TooLong => f.write_str("is longer than 63 characters"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_of_a_hostile_label_is_short_and_escaped() {
        let error = NameError::bad_label(&"\u{1b}".repeat(1 << 20), LabelFault::TooLong);
        let text = error.to_string();
        assert!(text.len() < 1_000, "{} bytes", text.len());
        assert!(!text.contains('\u{1b}'));
    }
}
