//! Names, parsed once and then trusted. This module knows the standard library and nothing of ours.
//!
//! | type | holds | example |
//! |---|---|---|
//! | [`DomainName`] | a name that can be registered: two labels or more, letters, digits, hyphens | `xn--bb-eka.at` |
//! | [`HostName`] | a name in the DNS: also underscores, one label, a wildcard in front | `*.example.com`, `_dmarc.example.com` |
//! | [`Tld`] | the extension under which names are sold, of one label or more | `de`, `co.uk` |
//! | [`Secret`] | text that must never be printed | |
//!
//! All three names are ASCII inside (A-labels), in lower case, without a trailing dot, so that two spellings of one name
//! are equal. Text with other letters goes through [`crate::idn`], which also checks that an `xn--` label decodes.

mod domain;
mod error;
mod host;
mod label;
mod secret;
mod tld;

pub use domain::DomainName;
pub use error::{LabelFault, NameError};
pub use host::HostName;
pub use secret::Secret;
pub use tld::Tld;
