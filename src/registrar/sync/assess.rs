//! What the registrar's word on a domain means for the shop: the one judgement behind `Sync`, the button and the whole portfolio.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::base::message::Message;
use crate::base::params::{Params, Value};
use crate::registrar::expiry::{self, Gate};

use super::finding::{Finding, Kind};
use super::snapshot::{Snapshot, State};

/// How WHMCS calls the states of a domain (contract 7.1), as far as they matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::registrar) enum Standing {
    /// `Active`.
    Active,
    /// `Grace`, `Redemption` or `Expired`.
    Ended,
    /// Ordered: `Pending` or `Pending Registration`.
    Ordered,
    /// Anything else: cancelled, moved away, a transfer on its way. Nothing is concluded for it here.
    Other,
}

/// A domain of the shop.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::registrar) struct ShopDomain {
    pub(in crate::registrar) standing: Standing,
    /// The date that WHMCS shows; `None` where it has none.
    pub(in crate::registrar) expiry: Option<Date>,
    /// Whether the customer has privacy.
    pub(in crate::registrar) privacy: Option<bool>,
}

/// By what time and settings is judged.
#[derive(Clone, Copy, Debug)]
pub(in crate::registrar) struct Measure {
    pub(in crate::registrar) now: Timestamp,
    pub(in crate::registrar) day_earlier: bool,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::registrar) struct Assessment {
    /// The date that may be written.
    pub(in crate::registrar) date: Option<Date>,
    /// Whether the name has expired by that date, as instants; without one nobody knows.
    pub(in crate::registrar) expired: bool,
    /// What a person should know.
    pub(in crate::registrar) findings: Vec<Finding>,
}

/// The states of WHMCS in which a domain has begun and is not over: those that the registrar should still know.
pub(in crate::registrar) fn living() -> Vec<Value> {
    let states = ["Active", "Grace", "Redemption", "Expired"];
    states.into_iter().map(Value::from).collect()
}

impl Standing {
    pub(in crate::registrar) fn of(status: &str) -> Self {
        match status {
            "Active" => Self::Active,
            "Grace" | "Redemption" | "Expired" => Self::Ended,
            "Pending" | "Pending Registration" => Self::Ordered,
            _ => Self::Other,
        }
    }
}

impl Measure {
    /// Judges a domain that is in the account. `accepted` is the date to which a person said yes.
    pub(in crate::registrar) fn assess(
        self,
        snapshot: &Snapshot,
        shop: &ShopDomain,
        accepted: Option<Date>,
    ) -> Assessment {
        let shown = expiry::shown(snapshot.expiry, self.day_earlier);
        let mut findings = Vec::new();
        let mut found = |kind, value: String, message: Message| {
            findings.push(Finding::new(kind, value, message));
        };
        let gate = match snapshot.state {
            State::Pending => Gate::Unknown,
            _ => expiry::gate(shown, self.now, shop.expiry, accepted),
        };
        let date = match gate {
            Gate::Passed(date) => Some(date),
            Gate::Unknown => None,
            Gate::Earlier(date) => {
                let shops = shop.expiry.map(|date| date.to_string()).unwrap_or_default();
                let message = Message::new("finding.earlier").with("date", date.to_string());
                found(Kind::Earlier, date.to_string(), message.with("shop", shops));
                None
            }
            Gate::Implausible(date) => {
                let message = Message::new("finding.implausible").with("date", date.to_string());
                found(Kind::Implausible, date.to_string(), message);
                None
            }
        };
        if snapshot.held {
            found(Kind::Held, String::new(), Message::new("finding.held"));
        }
        if snapshot.leaving {
            found(
                Kind::Leaving,
                String::new(),
                Message::new("finding.leaving"),
            );
        }
        match (snapshot.privacy, shop.privacy) {
            (Some(false), Some(true)) => found(
                Kind::Privacy,
                "off".to_owned(),
                Message::new("finding.privacy_off"),
            ),
            (Some(true), Some(false)) => found(
                Kind::Privacy,
                "on".to_owned(),
                Message::new("finding.privacy_on"),
            ),
            _ => {}
        }
        let has_passed = shown.is_some_and(|shown| expiry::has_expired(shown, self.now));
        Assessment {
            date,
            expired: date.is_some() && has_passed,
            findings,
        }
    }
}

/// WHMCS' tick for privacy; `None` where the array does not have it.
pub(in crate::registrar) fn shop_privacy(array: &Params) -> Option<bool> {
    match array.get("idprotection") {
        None | Some(Value::Null) => None,
        Some(_) => array.flag("idprotection").ok(),
    }
}
