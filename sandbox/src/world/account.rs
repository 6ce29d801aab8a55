//! Accounts and their role users.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::AccessList;

/// One customer of the simulated registrar.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Account {
    pub(crate) password: String,
    /// The account this one is a sub-user of.
    pub(crate) parent: Option<String>,
    pub(crate) currency: String,
    /// Prepaid money; below zero when credit was used.
    pub(crate) balance: Decimal,
    /// How far the balance may go below zero.
    pub(crate) credit: Decimal,
    pub(crate) deposit: Decimal,
    /// Percent.
    pub(crate) vat: Decimal,
    /// What RENEWALMODE=DEFAULT means for new domains.
    pub(crate) renewal_mode: String,
    /// By the name after the `!`.
    pub(crate) roles: BTreeMap<String, Role>,
}

/// A role user: `account!role`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Role {
    pub(crate) password: String,
    pub(crate) access: AccessList,
}

impl Account {
    /// An account as the registrar opens it: no credit, renewing by itself.
    pub(crate) fn open(password: &str, balance: Decimal, currency: &str) -> Self {
        Self {
            password: password.to_owned(),
            parent: None,
            currency: currency.to_owned(),
            balance,
            credit: Decimal::ZERO,
            deposit: Decimal::ZERO,
            vat: Decimal::ZERO,
            renewal_mode: "AUTORENEW".to_owned(),
            roles: BTreeMap::new(),
        }
    }

    /// Whether the account can pay `amount` out of balance and credit.
    pub(crate) fn can_pay(&self, amount: Decimal) -> bool {
        self.balance + self.credit >= amount
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("currency", &self.currency)
            .field("balance", &self.balance)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Role")
            .field("access", &self.access)
            .finish_non_exhaustive()
    }
}
