//! The book of one entity: accounts, domains, contacts, ledger, object log.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    Account, Application, Deleted, Domain, Entity, Foreign, HostDates, Rng, Transfer, Verification,
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

/// One charge. Nothing else is ever written into the ledger.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LedgerEntry {
    pub(crate) id: u64,
    pub(crate) time: Timestamp,
    pub(crate) account: String,
    pub(crate) entity: Entity,
    pub(crate) command: String,
    pub(crate) object: String,
    /// Net; negative when a charge is given back.
    pub(crate) amount: Decimal,
    pub(crate) currency: String,
    pub(crate) balance_after: Decimal,
    /// The number of the command in whose course it was made; none: by itself.
    #[serde(default)]
    pub(crate) received: Option<u64>,
    /// The entry that is given back.
    #[serde(default)]
    pub(crate) gives_back: Option<u64>,
}

/// A charge to be made.
pub(crate) struct Charge<'a> {
    pub(crate) account: &'a str,
    pub(crate) command: &'a str,
    pub(crate) object: &'a str,
    pub(crate) amount: Decimal,
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

    /// One entry with the opposite sign for each of these charges.
    pub(crate) fn give_back(&mut self, charges: &[u64], now: Timestamp) -> Result<(), Refusal> {
        let entries = self.ledger.iter().filter(|e| charges.contains(&e.id));
        let entries: Vec<LedgerEntry> = entries.cloned().collect();
        for entry in entries {
            let charge = Charge {
                account: &entry.account,
                command: &entry.command,
                object: &entry.object,
                amount: -entry.amount,
            };
            self.charge(&charge, now)?;
            if let Some(written) = self.ledger.last_mut() {
                written.gives_back = Some(entry.id);
            }
        }
        Ok(())
    }

    /// Whether `account` may be charged `amount`; 546 if not.
    pub(crate) fn check_funds(&self, account: &str, amount: Decimal) -> Result<(), Refusal> {
        if amount > Decimal::ZERO && !self.account(account)?.can_pay(amount) {
            return Err(Refusal::new(546, ""));
        }
        Ok(())
    }

    /// Takes the money and writes it down; the number of the entry. Zero is no charge.
    pub(crate) fn charge(
        &mut self,
        charge: &Charge<'_>,
        now: Timestamp,
    ) -> Result<Option<u64>, Refusal> {
        self.check_funds(charge.account, charge.amount)?;
        if charge.amount.is_zero() {
            return Ok(None);
        }
        let id = self.next_id();
        let entity = self.entity;
        let Some(account) = self.accounts.get_mut(charge.account) else {
            return Err(Refusal::new(531, ""));
        };
        account.balance -= charge.amount;
        self.ledger.push(LedgerEntry {
            id,
            time: now,
            account: charge.account.to_owned(),
            entity,
            command: charge.command.to_owned(),
            object: charge.object.to_owned(),
            amount: charge.amount,
            currency: account.currency.clone(),
            balance_after: account.balance,
            received: self.serving,
            gives_back: None,
        });
        Ok(Some(id))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    fn book(balance: &str, credit: &str) -> Book {
        let mut book = Book::new(Entity::Ote, Rng::new(1));
        let mut account = Account::open("pw", balance.parse().unwrap(), "USD");
        account.credit = credit.parse().unwrap();
        book.accounts.insert("shop".to_owned(), account);
        book
    }

    fn buy(book: &mut Book, amount: &str) -> Result<Option<u64>, Refusal> {
        let charge = Charge {
            account: "shop",
            command: "AddDomain",
            object: "a.com",
            amount: amount.parse().unwrap(),
        };
        book.charge(&charge, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn money_goes_down_to_the_credit_limit_and_not_further() {
        let mut book = book("10.00", "5.00");
        buy(&mut book, "14.99").unwrap();
        buy(&mut book, "0.01").unwrap();
        assert!(buy(&mut book, "0.01").is_err());
        let after: Vec<String> = book
            .ledger
            .iter()
            .map(|entry| entry.balance_after.to_string())
            .collect();
        assert_eq!(after, ["-4.99", "-5.00"]);
    }

    #[test]
    fn a_free_service_leaves_no_ledger_entry() {
        let mut book = book("0.00", "0.00");
        assert_eq!(buy(&mut book, "0").unwrap(), None);
        assert!(book.ledger.is_empty());
    }
}
