//! What a domain carries through its life: how it renews, what is left of it after its end, and
//! what an application wants it to be.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{ContactRole, Domain};

/// The part of a domain that time works on. All of it may be absent in a state file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Life {
    /// The premium class that the name was bought with; renewals and restores have to name it.
    pub(crate) premium_class: String,
    /// RENEWALPERIOD where SetDomainRenewalMode chose one: `2Y`, `1M`.
    pub(crate) renewal_period: String,
    /// Ledger entries of an automatic renewal that is paid and not finalized yet.
    pub(crate) auto_paid: Vec<u64>,
    /// Nothing happens by itself before this time: set for a day when a domain is seeded and when
    /// a renewal could not be paid, longer after a restore without a year.
    pub(crate) rest_until: Option<Timestamp>,
    /// When the registry that takes its time finishes a registration.
    pub(crate) confirmed_at: Option<Timestamp>,
    /// When a domain that is PENDINGDELETE disappears.
    pub(crate) gone_at: Option<Timestamp>,
}

/// A deleted domain that is not released yet: first it can be restored, then it is only blocked.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Deleted {
    pub(crate) domain: Domain,
    pub(crate) since: Timestamp,
    pub(crate) restorable_until: Timestamp,
    pub(crate) released: Timestamp,
    #[serde(default)]
    pub(crate) restore: Option<Restore>,
}

/// A restore that the registry has not finished.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Restore {
    /// The account that gets the domain.
    pub(crate) account: String,
    pub(crate) renewal_mode: String,
    /// The years that come with it.
    pub(crate) years: u16,
    /// Ledger entries to be given back when the registry refuses.
    pub(crate) charges: Vec<u64>,
    /// When it is finished by itself; `None` waits for the control endpoint.
    pub(crate) done_at: Option<Timestamp>,
}

/// An order for a name that is not simply registered: premium, aftermarket, launch phase.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Application {
    pub(crate) id: u64,
    pub(crate) account: String,
    pub(crate) class: String,
    pub(crate) name: String,
    pub(crate) status: ApplicationStatus,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) years: u16,
    pub(crate) price: Decimal,
    /// Ledger entries; empty while nothing was charged.
    pub(crate) charges: Vec<u64>,
    pub(crate) contacts: BTreeMap<ContactRole, Vec<String>>,
    pub(crate) nameservers: Vec<String>,
    pub(crate) auth: String,
    pub(crate) transfer_lock: bool,
    pub(crate) privacy: bool,
    pub(crate) extensions: BTreeMap<String, String>,
    /// When it is decided by itself; `None` waits for the control endpoint.
    #[serde(default)]
    pub(crate) due: Option<Timestamp>,
    /// What is decided then: against the buyer.
    #[serde(default)]
    pub(crate) fails: bool,
}

impl Application {
    pub(crate) fn unicode(&self) -> String {
        super::domain::unicode(&self.name)
    }
}

/// How far an application is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum ApplicationStatus {
    Requested,
    Successful,
    Failed,
}
