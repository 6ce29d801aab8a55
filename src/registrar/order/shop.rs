use jiff::civil::Date;

use crate::base::params::{Params, Value};

/// What the shop knows of the domain: its row of `tbldomains` (contract 7.1). Empty where the host has no such row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::registrar) struct Shop {
    /// The expiry that WHMCS shows; `None` where it has none.
    pub(in crate::registrar) expiry: Option<Date>,
    /// WHMCS' own word for the state, such as `Pending Transfer`.
    pub(in crate::registrar) status: String,
    /// The newest paid invoice item of the domain, or empty.
    pub(in crate::registrar) reference: String,
    /// The currency of the costs that WHMCS keeps for a premium name, as an ISO code (`registrarCurrency`), or empty.
    pub(in crate::registrar) cost_currency: String,
}

impl Shop {
    /// What the host loaded.
    pub(in crate::registrar) fn read(value: &Value) -> Self {
        let Value::Map(row) = value else {
            return Self::default();
        };
        let text = |row: &Params, name: &str| {
            let text = row.text(name).ok().flatten();
            text.map(std::borrow::Cow::into_owned).unwrap_or_default()
        };
        Self {
            expiry: text(row, "expirydate").parse().ok(),
            status: text(row, "status"),
            reference: text(row, "reference"),
            cost_currency: text(row, "cost_currency"),
        }
    }

    /// The expiry as the journal keeps it.
    pub(in crate::registrar) fn expiry_text(&self) -> String {
        self.expiry.map(|date| date.to_string()).unwrap_or_default()
    }
}
