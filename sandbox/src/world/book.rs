//! The book of one entity: accounts, domains, contacts, ledger, object log.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    Account, Application, Deleted, Domain, Entity, Foreign, HostDates, LedgerEntry, Rng, Transfer,
    Verification,
};
use super::{Agenda, DnsZone, Environment, Events, Market, Session, Tracked};
use crate::wire::Refusal;

/// All that one entity knows.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Book {
    pub(crate) entity: Entity,
    /// By name, without the last dot.
    #[serde(default)]
    pub(crate) dns_zones: BTreeMap<String, DnsZone>,
    #[serde(default)]
    pub(crate) environment: Environment,
    #[serde(default)]
    pub(crate) events: Events,
    #[serde(default)]
    pub(crate) market: Market,
    #[serde(default)]
    pub(crate) sessions: Vec<Session>,
    pub(crate) accounts: BTreeMap<String, Account>,
    /// By handle. Handles of inline data start with `AUTO-`.
    pub(crate) contacts: BTreeMap<String, Contact>,
    /// Domains of this registrar, by A-label.
    pub(crate) domains: Tracked<Domain>,
    /// Deleted domains that are not released yet, by A-label.
    #[serde(default)]
    pub(crate) deleted: Tracked<Deleted>,
    /// By number.
    #[serde(default)]
    pub(crate) applications: BTreeMap<u64, Application>,
    /// Names that other registrars hold or that nobody may have.
    pub(crate) foreign: BTreeMap<String, Foreign>,
    /// By host name.
    #[serde(default)]
    pub(crate) hosts: BTreeMap<String, HostDates>,
    /// Transfers and trades by domain, finished ones too.
    #[serde(default)]
    pub(crate) transfers: BTreeMap<String, Transfer>,
    /// Until when a domain cannot leave because its owner changed.
    #[serde(default)]
    pub(crate) trade_locks: BTreeMap<String, Timestamp>,
    /// Until when the auth code of a .de domain is good.
    #[serde(default)]
    pub(crate) auth_infos: BTreeMap<String, Timestamp>,
    /// Registrant verifications by domain.
    #[serde(default)]
    pub(crate) verifications: BTreeMap<String, Verification>,
    pub(crate) ledger: Vec<LedgerEntry>,
    pub(crate) log: Vec<LogEntry>,
    pub(crate) rng: Rng,
    last_id: u64,
    /// The number of the command that is being carried out; none while time does its work.
    #[serde(skip)]
    pub(crate) serving: Option<u64>,
    /// The last list of domains that was asked for.
    #[serde(skip)]
    pub(crate) listed: Option<Listed>,
    /// When domains do something by themselves next; behind by what [`Tracked`] has noted.
    #[serde(skip)]
    pub(crate) agenda: Agenda,
}

/// A list of domains, whole: what was asked, and the names in order.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    pub(crate) key: String,
    pub(crate) names: Arc<Vec<String>>,
}

/// A contact: the account that owns it and its fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Contact {
    pub(crate) account: String,
    pub(crate) created: Timestamp,
    #[serde(default)]
    pub(crate) updated: Option<Timestamp>,
    /// Upper-case field name (`FIRSTNAME`) to value.
    pub(crate) fields: BTreeMap<String, String>,
}

/// One line of the object log (QueryObjectLogList, StatusObjectLog).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LogEntry {
    pub(crate) index: u64,
    pub(crate) time: Timestamp,
    pub(crate) account: String,
    pub(crate) role: String,
    pub(crate) class: String,
    pub(crate) object: String,
    /// `CREATE`, `UPDATE`, ...
    pub(crate) operation: String,
    /// `SUCCESSFUL`, `PENDING`, `FAILED`.
    pub(crate) status: String,
    /// OPERATIONINFO: the command and the answer, line by line.
    #[serde(default)]
    pub(crate) info: Vec<String>,
}

/// A line for the object log.
#[derive(Default)]
pub(crate) struct NewLogEntry<'a> {
    pub(crate) account: &'a str,
    pub(crate) role: &'a str,
    pub(crate) class: &'a str,
    pub(crate) object: &'a str,
    pub(crate) operation: &'a str,
    pub(crate) status: &'a str,
    pub(crate) info: Vec<String>,
}

impl Book {
    pub(crate) fn new(entity: Entity, rng: Rng) -> Self {
        Self {
            entity,
            dns_zones: BTreeMap::new(),
            environment: Environment::default(),
            events: Events::default(),
            market: Market::default(),
            sessions: Vec::new(),
            accounts: BTreeMap::new(),
            contacts: BTreeMap::new(),
            domains: Tracked::default(),
            deleted: Tracked::default(),
            applications: BTreeMap::new(),
            foreign: BTreeMap::new(),
            hosts: BTreeMap::new(),
            transfers: BTreeMap::new(),
            trade_locks: BTreeMap::new(),
            auth_infos: BTreeMap::new(),
            verifications: BTreeMap::new(),
            ledger: Vec::new(),
            log: Vec::new(),
            rng,
            last_id: 1000,
            serving: None,
            agenda: Agenda::default(),
            listed: None,
        }
    }

    /// A number that was not used before in this book.
    pub(crate) fn next_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    pub(crate) fn account(&self, login: &str) -> Result<&Account, Refusal> {
        self.accounts
            .get(login)
            .ok_or_else(|| Refusal::new(531, format!("NO ACCOUNT {login}")))
    }

    /// Writes a line of the object log.
    pub(crate) fn log(&mut self, entry: NewLogEntry<'_>, time: Timestamp) {
        let index = self.next_id();
        self.log.push(LogEntry {
            index,
            time,
            account: entry.account.to_owned(),
            role: entry.role.to_owned(),
            class: entry.class.to_owned(),
            object: entry.object.to_owned(),
            operation: entry.operation.to_owned(),
            status: entry.status.to_owned(),
            info: entry.info,
        });
    }

    /// The last line of the object log about this object gets its final status.
    pub(crate) fn log_outcome(&mut self, object: &str, confirmed: bool) {
        let status = if confirmed { "SUCCESSFUL" } else { "FAILED" };
        let mut entries = self.log.iter_mut().rev();
        if let Some(entry) = entries.find(|entry| entry.object == object) {
            status.clone_into(&mut entry.status);
        }
    }
}
