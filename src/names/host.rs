use std::fmt;

use super::label::{self, Underscores};
use super::{DomainName, NameError};

/// A name in the DNS: a nameserver, the target of a record, the owner of one. ASCII and lower case.
///
/// Beyond a [`DomainName`] it may have a single label, underscores in its labels (`_dmarc.example.com`) and a wildcard in
/// front (`*.example.com`). The wildcard stands only there and never alone.
///
/// A single trailing dot is dropped: it says that the name is absolute, which the types of our wires never leave open. A
/// caller for whom the dot carries meaning (a zone file's relative names) looks at it before it parses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HostName(String);

impl HostName {
    /// Reads an ASCII name.
    ///
    /// # Errors
    ///
    /// [`NameError::Empty`], [`NameError::NotAscii`], [`NameError::TooLong`] past 253 characters, and
    /// [`NameError::BadLabel`] for the first label that breaks the rules.
    ///
    /// # Examples
    ///
    /// ```
    /// use ispbridge::names::HostName;
    ///
    /// assert_eq!(HostName::parse("NS1.Example.com.")?.as_str(), "ns1.example.com");
    /// assert_eq!(HostName::parse("_sip._tcp.example.com")?.as_str(), "_sip._tcp.example.com");
    /// # Ok::<(), ispbridge::names::NameError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let name = label::normalized(text)?;
        let below_wildcard = name.strip_prefix("*.").unwrap_or(&name);
        label::check_all(below_wildcard, Underscores::Allowed)?;
        Ok(Self(name))
    }

    /// The name, as it goes to a server.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it stands for every name below it.
    ///
    /// # Examples
    ///
    /// ```
    /// use ispbridge::names::HostName;
    ///
    /// assert!(HostName::parse("*.example.com")?.is_wildcard());
    /// # Ok::<(), ispbridge::names::NameError>(())
    /// ```
    pub fn is_wildcard(&self) -> bool {
        self.0.starts_with('*')
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&DomainName> for HostName {
    fn from(name: &DomainName) -> Self {
        Self(name.as_str().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::LabelFault;

    #[test]
    fn a_wildcard_stands_only_in_front_of_a_name() {
        for text in ["*", "a.*.com", "*a.com", "**.com", "*.*.com"] {
            let Err(NameError::BadLabel { fault, .. }) = HostName::parse(text) else {
                unreachable!("{text} was taken");
            };
            assert_eq!(fault, LabelFault::Character('*'), "{text}");
        }
        assert_eq!(
            HostName::parse("*.."),
            Err(NameError::bad_label("", LabelFault::Empty))
        );
    }

    #[test]
    fn one_trailing_dot_is_dropped_and_two_are_refused() {
        assert_eq!(
            HostName::parse("a.com.").map(|h| h.to_string()),
            Ok("a.com".into())
        );
        assert!(HostName::parse("a.com..").is_err());
    }
}
