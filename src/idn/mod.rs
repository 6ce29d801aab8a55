//! Internationalised names: from what people type to what the DNS holds (A-labels), and back for their eyes (U-labels).
//!
//! Unicode's UTS #46 does the work, through the `idna` crate; this module adds the policy of each TLD, wildcards,
//! underscores, and an error that says what is wrong. It is pure: it knows [`crate::names`] and no network, clock or PHP.
//!
//! # UTS #46's flags
//!
//! | flag | here | why |
//! |---|---|---|
//! | `CheckHyphens` | first and last place only | names with hyphens in the third and fourth place exist; a registry refuses what it does not want. A label that decodes to another `xn--` label is refused |
//! | `CheckBidi` | true | the crate cannot set it; it is right for names that people read |
//! | `CheckJoiners` | true | the crate cannot set it |
//! | `UseSTD3ASCIIRules` | true, except that `_` is allowed in [`to_ascii`], [`to_unicode`] and [`host_name`] | `_dmarc` is a DNS name; [`domain_name`] refuses it |
//! | `Transitional_Processing` | by TLD, see [`Deviations`] | the crate has only `false`; the mapping of the deviation characters before it is ours. [`to_unicode`] never maps them, as the standard says |
//! | `VerifyDnsLength` | true in [`to_ascii`], [`host_name`], [`domain_name`]; a trailing dot is allowed | [`to_unicode`] does not check lengths, as the standard says |
//! | `IgnoreInvalidPunycode` | false | the crate cannot set it; a label that does not decode is nobody's name |
//!
//! Beyond the flags: a `*.` in front and ASCII labels that begin with an underscore stand outside the conversion, so that
//! `_dmarc` and `*` may stand before a right-to-left name, which the bidi rule would otherwise refuse.
//!
//! # What it does not do
//!
//! - It does not know which scripts or languages a registry takes, nor whether an emoji can be bought: the registry answers.
//! - It does not look for confusable letters.
//! - It does not round-trip every A-label. `xn--fa-hia.com` is shown as `faß.com`, which typed in means `fass.com`. So the
//!   ASCII form is the one to keep, compare and send; the Unicode form is only shown.
//! - It does not trim: a blank around a name is an error.
//! - It does not split a name at a public suffix.

use crate::names::{DomainName, HostName};

mod convert;
mod error;
mod explain;
mod policy;
mod uts46;

pub use error::IdnError;
pub use policy::Deviations;

/// The ASCII form of a whole name, in lower case, by the policy of its TLD.
///
/// `*.` in front, underscores, and one trailing dot are allowed; the dot stays. Labels that already are ASCII forms are
/// checked, not mapped again.
///
/// # Errors
///
/// Any [`IdnError`].
///
/// # Examples
///
/// ```
/// use ispbridge::idn::to_ascii;
///
/// assert_eq!(to_ascii("Faß.de")?, "xn--fa-hia.de");
/// assert_eq!(to_ascii("Faß.com")?, "fass.com");
/// assert_eq!(to_ascii("_dmarc.öbb.at.")?, "_dmarc.xn--bb-eka.at.");
/// # Ok::<(), ispbridge::idn::IdnError>(())
/// ```
pub fn to_ascii(name: &str) -> Result<String, IdnError> {
    convert::to_ascii(name, None)
}

/// The same with the treatment of the deviation characters given, whatever the TLD.
///
/// # Errors
///
/// Any [`IdnError`].
///
/// # Examples
///
/// ```
/// use ispbridge::idn::{Deviations, to_ascii_with};
///
/// assert_eq!(to_ascii_with("faß.com", Deviations::Keep)?, "xn--fa-hia.com");
/// # Ok::<(), ispbridge::idn::IdnError>(())
/// ```
pub fn to_ascii_with(name: &str, deviations: Deviations) -> Result<String, IdnError> {
    convert::to_ascii(name, Some(deviations))
}

/// The Unicode form of a whole name, for people to read.
///
/// What [`to_ascii`] allows is allowed here. To show a customer what a typed name will become, convert it to ASCII first.
///
/// # Errors
///
/// Any [`IdnError`]; lengths are not checked, except that a text too long for any name is refused unread.
///
/// # Examples
///
/// ```
/// use ispbridge::idn::to_unicode;
///
/// assert_eq!(to_unicode("XN--FA-HIA.de")?, "faß.de");
/// assert_eq!(to_unicode("*.xn--bb-eka.at.")?, "*.öbb.at.");
/// # Ok::<(), ispbridge::idn::IdnError>(())
/// ```
pub fn to_unicode(name: &str) -> Result<String, IdnError> {
    convert::to_unicode(name)
}

/// A name to register, in any spelling.
///
/// # Errors
///
/// Any [`IdnError`]; [`IdnError::Name`] when the ASCII form is none of a [`DomainName`].
///
/// # Examples
///
/// ```
/// use ispbridge::idn::domain_name;
///
/// assert_eq!(domain_name("ÖBB.at")?.as_str(), "xn--bb-eka.at");
/// assert!(domain_name("_dmarc.öbb.at").is_err());
/// # Ok::<(), ispbridge::idn::IdnError>(())
/// ```
pub fn domain_name(name: &str) -> Result<DomainName, IdnError> {
    Ok(DomainName::parse(&to_ascii(name)?)?)
}

/// A name in the DNS, in any spelling.
///
/// # Errors
///
/// Any [`IdnError`].
///
/// # Examples
///
/// ```
/// use ispbridge::idn::host_name;
///
/// assert_eq!(host_name("*.öbb.at")?.as_str(), "*.xn--bb-eka.at");
/// # Ok::<(), ispbridge::idn::IdnError>(())
/// ```
pub fn host_name(name: &str) -> Result<HostName, IdnError> {
    Ok(HostName::parse(&to_ascii(name)?)?)
}
