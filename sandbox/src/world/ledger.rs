//! What was charged and given back.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Book, Entity};
use crate::wire::Refusal;

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

impl Book {
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
    use crate::world::{Account, Rng};

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
