//! A domain of this registrar.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Life;

/// A registrable name in lower-case ASCII: one label and a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DomainName {
    ace: String,
}

impl DomainName {
    /// Reads a name; a trailing dot and upper case are accepted, as by the registrar.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let ace = text.strip_suffix('.').unwrap_or(text).to_ascii_lowercase();
        let label = |label: &str| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        let fits = ace.len() <= 253 && ace.contains('.') && ace.split('.').all(label);
        (fits && (!ace.contains("xn--") || idna::domain_to_unicode(&ace).1.is_ok()))
            .then_some(Self { ace })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.ace
    }

    /// All after the first dot.
    pub(crate) fn zone(&self) -> &str {
        self.ace.split_once('.').map_or("", |(_, zone)| zone)
    }
}

/// The form with umlauts, for DOMAINUMLAUT and DESCRIPTION.
pub(crate) fn unicode(ace: &str) -> String {
    idna::domain_to_unicode(ace).0
}

/// The four contact kinds of a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ContactRole {
    Owner,
    Admin,
    Tech,
    Billing,
}

impl ContactRole {
    pub(crate) const ALL: [Self; 4] = [Self::Owner, Self::Admin, Self::Tech, Self::Billing];

    /// `OWNERCONTACT` and so on.
    pub(crate) fn parameter(self) -> &'static str {
        match self {
            Self::Owner => "OWNERCONTACT",
            Self::Admin => "ADMINCONTACT",
            Self::Tech => "TECHCONTACT",
            Self::Billing => "BILLINGCONTACT",
        }
    }
}

/// What the registry has still to confirm.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "lowercase", tag = "kind")]
pub(crate) enum PendingChange {
    /// The registration itself, with the ledger entries that paid for it.
    Create { charges: Vec<u64> },
    /// The deletion, where nothing can be restored afterwards.
    Delete,
    /// A ModifyDomain, kept as text until it is confirmed.
    Update { login: String, command: String },
}

/// One registered domain. No `Debug`: it holds the auth code.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "independent switches, as on the wire"
)]
pub(crate) struct Domain {
    pub(crate) name: String,
    pub(crate) account: String,
    /// `ACTIVE`, `REQUESTEDCREATE`, `REQUESTEDDELETE` or `PENDINGDELETE`.
    pub(crate) status: String,
    /// Flags such as `clientHold`, set with ADDSTATUS.
    pub(crate) flags: Vec<String>,
    pub(crate) roid: String,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    /// When the registry's registration ends.
    pub(crate) expiration: Timestamp,
    /// Until when the domain is paid at this registrar.
    pub(crate) paid_until: Timestamp,
    pub(crate) transferred: Option<Timestamp>,
    pub(crate) renewal_mode: String,
    pub(crate) contacts: BTreeMap<ContactRole, Vec<String>>,
    pub(crate) nameservers: Vec<String>,
    pub(crate) hosts: Vec<String>,
    pub(crate) ds_records: Vec<String>,
    pub(crate) key_records: Vec<String>,
    pub(crate) signature_life: String,
    pub(crate) auth: String,
    pub(crate) transfer_lock: bool,
    /// Name of the privacy service in use: X-ACCEPT-WHOISTRUSTEE-TAC.
    pub(crate) privacy: bool,
    pub(crate) privacy_lite: bool,
    pub(crate) internal_dns: bool,
    /// Values of the zone's own X- parameters.
    pub(crate) extensions: BTreeMap<String, String>,
    pub(crate) pending: Option<PendingChange>,
    #[serde(default)]
    pub(crate) life: Life,
}

impl Domain {
    pub(crate) fn unicode(&self) -> String {
        unicode(&self.name)
    }

    pub(crate) fn zone(&self) -> &str {
        self.name.split_once('.').map_or("", |(_, zone)| zone)
    }

    pub(crate) fn contacts(&self, role: ContactRole) -> &[String] {
        self.contacts.get(&role).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_or_refused() {
        let read = |text| DomainName::parse(text).map(|name| name.ace);
        assert_eq!(read("Example.COM."), Some("example.com".to_owned()));
        assert_eq!(read("xn--fa-hia.de"), Some("xn--fa-hia.de".to_owned()));
        for bad in [
            "com",
            "faß.de",
            "a_b.com",
            "-a.com",
            "a..com",
            "xn--\u{e4}.de",
            "",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert_eq!(unicode("xn--fa-hia.de"), "faß.de");
    }
}
