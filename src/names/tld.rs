use std::fmt;

use super::NameError;
use super::label::{self, Underscores};

/// The extension under which names are sold: `de`, but also `co.uk`. ASCII, lower case, without a leading dot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tld(String);

impl Tld {
    /// Reads an ASCII extension. One leading dot, as WHMCS writes it, and one trailing dot are dropped.
    ///
    /// # Errors
    ///
    /// [`NameError`], as [`super::DomainName::parse`], except that one label is enough.
    ///
    /// # Examples
    ///
    /// ```
    /// use ispbridge::names::Tld;
    ///
    /// assert_eq!(Tld::parse(".CO.UK")?.as_str(), "co.uk");
    /// # Ok::<(), ispbridge::names::NameError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let name = label::normalized(text.strip_prefix('.').unwrap_or(text))?;
        label::check_all(&name, Underscores::Refused)?;
        label::check_last(&name)?;
        Ok(Self(name))
    }

    /// The last label of a name that was parsed.
    pub(super) fn last_of(name: &str) -> Self {
        Self(name.rsplit('.').next().unwrap_or(name).to_owned())
    }

    /// The extension without a dot in front.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its last label: the domain at the root, whose registry's rules hold.
    ///
    /// # Examples
    ///
    /// ```
    /// use ispbridge::names::Tld;
    ///
    /// assert_eq!(Tld::parse("de.com")?.last_label(), "com");
    /// # Ok::<(), ispbridge::names::NameError>(())
    /// ```
    pub fn last_label(&self) -> &str {
        self.0.rsplit('.').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for Tld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::LabelFault;

    #[test]
    fn a_dot_alone_is_empty_and_two_dots_are_a_bad_label() {
        assert_eq!(Tld::parse("."), Err(NameError::Empty));
        assert_eq!(
            Tld::parse("..de"),
            Err(NameError::bad_label("", LabelFault::Empty))
        );
    }

    #[test]
    fn digits_alone_are_no_extension() {
        assert_eq!(
            Tld::parse("123"),
            Err(NameError::bad_label("123", LabelFault::Digits))
        );
    }
}
