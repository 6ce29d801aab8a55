//! Registrant verifications: an owner confirms the e-mail address, or the domain is suspended.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::wire_time;

/// One verification of a domain's owner.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Verification {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) requested: Timestamp,
    pub(crate) due: Timestamp,
    pub(crate) verified: bool,
    pub(crate) log: Vec<String>,
}

impl Verification {
    /// STATUS: PENDING until the due date, OVERDUE after it, SUCCESSFUL once verified.
    pub(crate) fn status(&self, now: Timestamp) -> &'static str {
        match (self.verified, now > self.due) {
            (true, _) => "SUCCESSFUL",
            (false, false) => "PENDING",
            (false, true) => "OVERDUE",
        }
    }

    /// Writes a line of the log: time, mark, words, as in the example of the reference.
    pub(crate) fn note(&mut self, mark: &str, words: &str, time: Timestamp) {
        self.log
            .push(format!("{} [{mark}] {words}", wire_time(time)));
    }
}
