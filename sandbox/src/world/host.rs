//! Name server hosts below the domains of this registrar.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// When a host was made and changed. Its addresses are with its domain (`Domain::hosts`), where
/// ModifyDomain reaches them too.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HostDates {
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
}
