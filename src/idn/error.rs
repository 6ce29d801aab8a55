use std::fmt;

use crate::names::NameError;

/// Why a text is no internationalised name.
///
/// Text from outside is kept in the error only as far as a label can be long, and `Display` escapes it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IdnError {
    /// An `xn--` label that does not decode, or decodes to what no conversion would have made.
    BadPunycode {
        /// The label, cut to 63 characters.
        label: String,
    },
    /// Left-to-right and right-to-left text in one name, against the bidi rule (RFC 5893), though each label alone is right.
    Direction,
    /// A character that may not stand in a name, or not in this place.
    Disallowed {
        /// The label, cut to 63 characters.
        label: String,
        /// The character, where one alone is to blame.
        character: Option<char>,
    },
    /// A label with the `xn--` prefix of the ASCII form and letters outside ASCII.
    Mixed {
        /// The label, cut to 63 characters.
        label: String,
    },
    /// The form of the name is wrong, whatever its letters.
    Name(NameError),
}

impl IdnError {
    /// The stable text that users of the library may compare.
    ///
    /// # Examples
    ///
    /// ```
    /// use ispbridge::idn::to_ascii;
    ///
    /// assert_eq!(to_ascii("xn--a.com").unwrap_err().code(), "idn.bad_punycode");
    /// assert_eq!(to_ascii("a..com").unwrap_err().code(), "name.bad_label");
    /// ```
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadPunycode { .. } => "idn.bad_punycode",
            Self::Direction => "idn.direction",
            Self::Disallowed { .. } => "idn.disallowed",
            Self::Mixed { .. } => "idn.mixed",
            Self::Name(error) => error.code(),
        }
    }
}

impl fmt::Display for IdnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadPunycode { label } => write!(f, "the label {label:?} does not decode"),
            Self::Direction => f.write_str(
                "the name mixes left-to-right and right-to-left labels against the rules",
            ),
            Self::Disallowed {
                label,
                character: Some(character),
            } => write!(
                f,
                "the label {label:?} has the character {character:?} (U+{:04X}), which is not allowed",
                u32::from(*character)
            ),
            Self::Disallowed {
                label,
                character: None,
            } => write!(
                f,
                "the label {label:?} has characters in an order that is not allowed"
            ),
            Self::Mixed { label } => {
                write!(
                    f,
                    "the label {label:?} is half encoded: xn-- before letters outside ASCII"
                )
            }
            Self::Name(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for IdnError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Name(error) => Some(error),
            _ => None,
        }
    }
}

impl From<NameError> for IdnError {
    fn from(error: NameError) -> Self {
        Self::Name(error)
    }
}
