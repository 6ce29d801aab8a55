//! Transfers and trades: a domain, or its owner, is about to change hands.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{ContactRole, wire_time};

/// Which way a domain goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum TransferKind {
    /// From another registrar to an account here.
    Incoming,
    /// From an account here to another registrar.
    Outgoing,
    /// It stays where it is and gets another owner.
    Trade,
    /// From one account here to another one.
    User,
}

/// How far it is (reference, StatusDomainTrade).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum TransferStatus {
    Initiated,
    Requested,
    Pending,
    Successful,
    Failed,
}

/// What the other side will say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Answer {
    #[default]
    Approve,
    Deny,
}

/// A transfer or trade that was asked for, running or finished. One per domain: the latest.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Transfer {
    pub(crate) name: String,
    pub(crate) kind: TransferKind,
    pub(crate) status: TransferStatus,
    /// The account that asked for it, and pays; of an outgoing one, the account that loses.
    pub(crate) account: String,
    /// The registrar, or the account, on the other side.
    pub(crate) other: String,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) log: Vec<String>,
    /// When the other side answers; `None` waits for a command or for the control endpoint.
    pub(crate) due: Option<Timestamp>,
    pub(crate) answer: Answer,
    /// Ledger entries that are given back when it fails.
    pub(crate) charges: Vec<u64>,
    /// To be paid on success.
    pub(crate) amount_due: Decimal,
    pub(crate) years: u16,
    pub(crate) contacts: BTreeMap<ContactRole, Vec<String>>,
    /// The contacts before a trade.
    pub(crate) old_contacts: BTreeMap<ContactRole, Vec<String>>,
    pub(crate) nameservers: Vec<String>,
    pub(crate) internal_dns: bool,
    pub(crate) extensions: BTreeMap<String, String>,
    /// Whether a trade locks the domain against transfers for 60 days.
    pub(crate) locks: bool,
}

impl Transfer {
    pub(crate) fn new(name: &str, kind: TransferKind, account: &str, now: Timestamp) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            status: TransferStatus::Initiated,
            account: account.to_owned(),
            other: String::new(),
            created: now,
            updated: now,
            log: Vec::new(),
            due: None,
            answer: Answer::Approve,
            charges: Vec::new(),
            amount_due: Decimal::ZERO,
            years: 0,
            contacts: BTreeMap::new(),
            old_contacts: BTreeMap::new(),
            nameservers: Vec::new(),
            internal_dns: false,
            extensions: BTreeMap::new(),
            locks: false,
        }
    }

    pub(crate) fn is_running(&self) -> bool {
        !matches!(
            self.status,
            TransferStatus::Failed | TransferStatus::Successful
        )
    }

    /// Moves on, and writes the step into the log of the transfer.
    pub(crate) fn step(&mut self, status: TransferStatus, words: &str, time: Timestamp) {
        self.status = status;
        self.note(status.word(), words, time);
    }

    /// Writes a line of the log: time, mark, words, as in the examples of the reference.
    pub(crate) fn note(&mut self, mark: &str, words: &str, time: Timestamp) {
        self.updated = time;
        self.log
            .push(format!("{} [{mark}] {words}", wire_time(time)));
    }
}

impl TransferStatus {
    /// TRANSFERSTATUS.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Initiated => "INITIATED",
            Self::Requested => "REQUESTED",
            Self::Pending => "PENDING",
            Self::Successful => "SUCCESSFUL",
            Self::Failed => "FAILED",
        }
    }
}
