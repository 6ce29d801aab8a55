use std::fmt;

use super::label::{self, Underscores};
use super::{NameError, Tld};

/// A name that can be registered: at least two labels of letters, digits and hyphens, in ASCII and lower case.
///
/// A hyphen stands neither first nor last in a label. Hyphens in the third and fourth place are left to the registry, and
/// an `xn--` label is not decoded here: [`crate::idn::domain_name`] does that.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DomainName(String);

impl DomainName {
    /// Reads an ASCII name. A single trailing dot is the root's, and is dropped; nothing else is.
    ///
    /// # Errors
    ///
    /// [`NameError::Empty`], [`NameError::NotAscii`], [`NameError::TooLong`] past 253 characters,
    /// [`NameError::OneLabel`], and [`NameError::BadLabel`] for the first label that breaks the rules.
    ///
    /// # Examples
    ///
    /// ```
    /// use ispbridge::names::DomainName;
    ///
    /// assert_eq!(DomainName::parse("Example.COM.")?.as_str(), "example.com");
    /// assert!(DomainName::parse("_dmarc.example.com").is_err());
    /// # Ok::<(), ispbridge::names::NameError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let name = label::normalized(text)?;
        label::check_all(&name, Underscores::Refused)?;
        if !name.contains('.') {
            return Err(NameError::OneLabel);
        }
        label::check_last(&name)?;
        Ok(Self(name))
    }

    /// The name, as it goes to a registrar.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its labels, from the left.
    ///
    /// # Examples
    ///
    /// ```
    /// use ispbridge::names::DomainName;
    ///
    /// assert!(DomainName::parse("example.co.uk")?.labels().eq(["example", "co", "uk"]));
    /// # Ok::<(), ispbridge::names::NameError>(())
    /// ```
    pub fn labels(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('.')
    }

    /// The last label. Which longer extension a shop sells the name under, only the shop knows: see [`Self::label_under`].
    ///
    /// # Examples
    ///
    /// ```
    /// use ispbridge::names::DomainName;
    ///
    /// assert_eq!(DomainName::parse("example.co.uk")?.tld().as_str(), "uk");
    /// # Ok::<(), ispbridge::names::NameError>(())
    /// ```
    pub fn tld(&self) -> Tld {
        Tld::last_of(&self.0)
    }

    /// What stands before this extension (WHMCS calls it `sld`), if the name is under it.
    ///
    /// # Examples
    ///
    /// ```
    /// use ispbridge::names::{DomainName, Tld};
    ///
    /// let name = DomainName::parse("example.co.uk")?;
    /// assert_eq!(name.label_under(&Tld::parse(".co.uk")?), Some("example"));
    /// assert_eq!(name.label_under(&Tld::parse("o.uk")?), None);
    /// # Ok::<(), ispbridge::names::NameError>(())
    /// ```
    pub fn label_under(&self, tld: &Tld) -> Option<&str> {
        self.0.strip_suffix(tld.as_str())?.strip_suffix('.')
    }
}

impl fmt::Display for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::LabelFault;

    fn fault(text: &str) -> Option<LabelFault> {
        match DomainName::parse(text) {
            Err(NameError::BadLabel { fault, .. }) => Some(fault),
            _ => None,
        }
    }

    #[test]
    fn each_broken_rule_has_its_own_fault() {
        assert_eq!(fault("a..com"), Some(LabelFault::Empty));
        assert_eq!(fault(".com"), Some(LabelFault::Empty));
        assert_eq!(fault("a.com.."), Some(LabelFault::Empty));
        assert_eq!(fault("-a.com"), Some(LabelFault::Hyphen));
        assert_eq!(fault("a.com-"), Some(LabelFault::Hyphen));
        assert_eq!(fault("a b.com"), Some(LabelFault::Character(' ')));
        assert_eq!(fault("a.com\n"), Some(LabelFault::Character('\n')));
        assert_eq!(fault("*.a.com"), Some(LabelFault::Character('*')));
        assert_eq!(fault("192.0.2.1"), Some(LabelFault::Digits));
    }

    #[test]
    fn the_longest_label_and_name_are_63_and_253() {
        let label = "a".repeat(63);
        assert!(DomainName::parse(&format!("{label}.com")).is_ok());
        assert_eq!(fault(&format!("{label}a.com")), Some(LabelFault::TooLong));

        let longest = format!("{label}.{label}.{label}.{}", "a".repeat(61));
        assert_eq!(longest.len(), 253);
        assert!(DomainName::parse(&format!("{longest}.")).is_ok());
        assert_eq!(
            DomainName::parse(&format!("{longest}a")),
            Err(NameError::TooLong { limit: 253 })
        );
    }

    #[test]
    fn no_text_one_label_and_other_alphabets_are_told_apart() {
        assert_eq!(DomainName::parse(""), Err(NameError::Empty));
        assert_eq!(DomainName::parse("."), Err(NameError::Empty));
        assert_eq!(DomainName::parse("com"), Err(NameError::OneLabel));
        assert_eq!(
            DomainName::parse("öbb.at"),
            Err(NameError::NotAscii { character: 'ö' })
        );
    }
}
