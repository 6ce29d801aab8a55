//! A block of the shop's domains against what was seen of them.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::base::message::Message;
use crate::base::params::{ParamError, Params, Value};
use crate::idn;
use crate::registrar::Effect;
use crate::registrar::sync::assess::{Measure, ShopDomain, Standing, shop_privacy};
use crate::registrar::sync::finding::{self, Finding, Kind};
use crate::registrar::sync::snapshot::SeenRow;

use super::cursor::Cursor;
use super::write;

/// What this pass finds out, and so what it may take back. The rest is `Sync`'s, which looks closer.
const KINDS: [Kind; 8] = [
    Kind::Date,
    Kind::Due,
    Kind::Earlier,
    Kind::Held,
    Kind::Implausible,
    Kind::Leaving,
    Kind::Privacy,
    Kind::Unlisted,
];

/// What it may take back of a domain that was seen, beside that: whatever `Sync` says, it is there.
const WHERE_SEEN: Kind = Kind::Missing;

/// What the shop allows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Policy {
    /// Whether dates are written, or only reported.
    pub(super) writes: bool,
    /// How many days before the expiry the due date lies; `None` where it does not follow.
    pub(super) due_days: Option<i64>,
}

/// A domain of the shop as it is stored.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ShopRow {
    pub(super) id: i64,
    /// In ASCII; `None` where no domain can be called so.
    pub(super) name: Option<String>,
    status: String,
    expiry: Option<Date>,
    due: Option<Date>,
    invoice: Option<Date>,
    privacy: Option<bool>,
}

/// Dates to write into one row.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::registrar) struct Change(Params);

/// What a block adds up to.
#[derive(Default)]
pub(super) struct Compared {
    pub(super) changes: Vec<Value>,
    seen: Settled,
    unlisted: Settled,
}

/// Domains whose findings are known now.
#[derive(Default)]
struct Settled {
    ids: Vec<Value>,
    findings: Vec<Value>,
}

impl Policy {
    pub(super) fn read(params: &Params) -> Result<Self, ParamError> {
        let days = params.integer("due_days", 0..=365)?;
        Ok(Self {
            writes: params.flag("write_dates")?,
            due_days: if params.flag("sync_due")? { days } else { None },
        })
    }
}

impl ShopRow {
    /// The rows of a host's list.
    ///
    /// # Errors
    ///
    /// [`ParamError`] for anything else: then nothing is known of the shop.
    pub(super) fn read_list(list: &Value) -> Result<Vec<Self>, ParamError> {
        let bad = || ParamError::bad("domains", "a list of rows");
        let Value::List(rows) = list else {
            return Err(bad());
        };
        let row = |row: &Value| match row {
            Value::Map(row) => Self::read(row),
            _ => Err(bad()),
        };
        rows.iter().map(row).collect()
    }

    fn read(row: &Params) -> Result<Self, ParamError> {
        let id = row.integer("id", 1..=i64::MAX)?;
        let date = |name| {
            row.text(name)
                .ok()
                .flatten()
                .and_then(|text| text.parse().ok())
        };
        let name = row.text("domain")?.unwrap_or_default();
        Ok(Self {
            id: id.ok_or_else(|| ParamError::bad("id", "a number"))?,
            name: idn::domain_name(&name)
                .ok()
                .map(|name| name.as_str().to_owned()),
            status: row.text("status")?.unwrap_or_default().into_owned(),
            expiry: date("expirydate"),
            due: date("nextduedate"),
            invoice: date("nextinvoicedate"),
            privacy: shop_privacy(row),
        })
    }
}

impl Compared {
    /// Compares one domain. What cannot be said now is left as it is: it is looked at again the next time.
    pub(super) fn add(
        &mut self,
        row: &ShopRow,
        seen: &Params,
        cursor: &Cursor,
        measure: Measure,
        policy: Policy,
    ) {
        let Some(name) = row.name.as_deref() else {
            return;
        };
        let shop = ShopDomain {
            standing: Standing::of(&row.status),
            expiry: row.expiry,
            privacy: row.privacy,
        };
        let seen = SeenRow::read(seen, name);
        match &seen {
            Some(seen) if !seen.is_current() => {} // an order or a change came in between
            Some(seen) if seen.seen >= cursor.started => {
                let assessment = measure.assess(&seen.snapshot, &shop, None);
                let mut findings = assessment.findings;
                if let Some(date) = assessment.date.filter(|date| row.expiry != Some(*date)) {
                    findings.extend(self.move_date(row, name, shop.standing, date, policy));
                }
                self.seen.add(row.id, name, &findings);
            }
            _ if shop.standing == Standing::Active => {
                let message = Message::new("finding.unlisted");
                let finding = Finding::new(Kind::Unlisted, "", message);
                self.unlisted.add(row.id, name, &[finding]);
            }
            _ => self.unlisted.add(row.id, name, &[]), // it has expired, and the registrar has let it go
        }
    }

    /// Writes where WHMCS' own synchronisation would: into active domains.
    fn move_date(
        &mut self,
        row: &ShopRow,
        name: &str,
        standing: Standing,
        date: Date,
        policy: Policy,
    ) -> Option<Finding> {
        if !policy.writes || standing != Standing::Active {
            let message = Message::new("finding.date").with("date", date.to_string());
            return Some(Finding::new(Kind::Date, date.to_string(), message));
        }
        let mut change = Change::of_date(row.id, name, row.expiry, date);
        let mut finding = None;
        let due = policy
            .due_days
            .and_then(|days| date.checked_sub(days.days()).ok());
        if let Some(due) = due.filter(|due| row.due != Some(*due)) {
            if let Some(old) = row.due.filter(|_| row.due == row.invoice) {
                change = change.with_due(old, due);
            } else {
                // An invoice for that date is out, or there is none: moving it would invoice a term twice, or never.
                let message = Message::new("finding.due").with("date", due.to_string());
                finding = Some(Finding::new(Kind::Due, due.to_string(), message));
            }
        }
        self.changes.push(change.into());
        finding
    }

    /// How many findings there are.
    pub(super) fn found(&self) -> usize {
        self.seen.findings.len() + self.unlisted.findings.len()
    }

    /// What the host must do, last first.
    pub(super) fn into_effects(self, scope: &str, trace: &str) -> Vec<Effect> {
        let mut effects = Vec::with_capacity(3);
        let seen = [&KINDS[..], &[WHERE_SEEN]].concat();
        for (kinds, settled) in [(KINDS.to_vec(), self.unlisted), (seen, self.seen)] {
            if !settled.ids.is_empty() {
                effects.push(finding::keep(scope, &kinds, settled.ids, settled.findings));
            }
        }
        if !self.changes.is_empty() {
            effects.push(write(scope, trace, self.changes));
        }
        effects
    }
}

impl Settled {
    fn add(&mut self, id: i64, name: &str, findings: &[Finding]) {
        self.ids.push(Value::Int(id));
        let rows = findings
            .iter()
            .map(|finding| finding.to_params(id, name).into());
        self.findings.extend(rows);
    }
}

impl Change {
    /// The expiry alone. `from` is what the row must still have.
    pub(in crate::registrar) fn of_date(
        id: i64,
        domain: &str,
        from: Option<Date>,
        to: Date,
    ) -> Self {
        let from = from.map(|date| date.to_string());
        Self(
            Params::default()
                .with("id", id)
                .with("domain", domain)
                .with("from", from.unwrap_or_default())
                .with("to", to.to_string()),
        )
    }

    /// The due date and the date of the next invoice with it.
    fn with_due(self, from: Date, to: Date) -> Self {
        let due = self
            .0
            .with("due_from", from.to_string())
            .with("due_to", to.to_string());
        Self(due)
    }
}

impl From<Change> for Value {
    fn from(change: Change) -> Self {
        Self::Map(change.0)
    }
}
