//! Names that are taken elsewhere.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Answer;

/// A name that another registrar holds, or that nobody may have. All fields may be absent.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Foreign {
    /// The other registrar, or who keeps the name from being registered.
    pub(crate) registrar: String,
    /// REASON of CheckDomains, e.g. `Domain blocked`; empty for an ordinary registration.
    pub(crate) reason: String,
    /// The auth code; empty: unknown here, and every code is right.
    pub(crate) auth: String,
    /// Whether the other registrar has locked it.
    pub(crate) locked: bool,
    pub(crate) created: Option<Timestamp>,
    pub(crate) expiration: Option<Timestamp>,
    pub(crate) nameservers: Vec<String>,
    /// The owner's name, as WHOIS shows it.
    pub(crate) owner: String,
    /// What the other registrar says to a transfer.
    pub(crate) answer: Answer,
    /// How long it takes; absent: as usual in the zone.
    pub(crate) answer_after_hours: Option<i64>,
}
