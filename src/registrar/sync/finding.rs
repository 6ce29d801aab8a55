//! What differs between the shop and the registrar and was not put right by itself: a row each in the host's database, shown on the
//! domain's admin page until it is gone.

use crate::base::effect::{Load, Store};
use crate::base::message::Message;
use crate::base::params::{ParamError, Params, Value};
use crate::registrar::Effect;

/// What a finding is about. One of a kind for each domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::registrar) enum Kind {
    /// The dates differ, and it is not for us to write.
    Date,
    /// The due date does not follow, because an invoice for it is out.
    Due,
    /// Deleted; it can still be restored.
    Deleted,
    /// A date far before the shop's: a person must accept it.
    Earlier,
    /// Being deleted, expired, and beyond restoring.
    Ended,
    /// Being deleted.
    Ending,
    /// On hold.
    Held,
    /// A date that no registration can have.
    Implausible,
    /// Somebody has asked for its transfer.
    Leaving,
    /// Not in the account.
    Missing,
    /// The privacy service is on in one place and off in the other.
    Privacy,
    /// Not in the list of the account's domains. A list may lose a row, so this says less than [`Kind::Missing`].
    Unlisted,
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::registrar) struct Finding {
    pub(in crate::registrar) kind: Kind,
    /// What a person says yes to, such as a date; that yes is void for another value.
    pub(in crate::registrar) value: String,
    pub(in crate::registrar) message: Message,
}

/// A finding as the host has it.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::registrar) struct Known {
    kind: String,
    value: String,
    accepted: bool,
    /// Seconds since it was first found.
    age: i64,
}

/// The findings of one domain.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::registrar) struct Findings(Vec<Known>);

impl Kind {
    pub(in crate::registrar) fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Due => "due",
            Self::Deleted => "deleted",
            Self::Earlier => "earlier",
            Self::Ended => "ended",
            Self::Ending => "ending",
            Self::Held => "held",
            Self::Implausible => "implausible",
            Self::Leaving => "leaving",
            Self::Missing => "missing",
            Self::Privacy => "privacy",
            Self::Unlisted => "unlisted",
        }
    }
}

impl Finding {
    pub(in crate::registrar) fn new(
        kind: Kind,
        value: impl Into<String>,
        message: Message,
    ) -> Self {
        let value = value.into();
        Self {
            kind,
            value,
            message,
        }
    }

    /// The row that the host keeps.
    pub(in crate::registrar) fn to_params(&self, domain_id: i64, domain: &str) -> Params {
        Params::default()
            .with("domain_id", domain_id)
            .with("domain", domain)
            .with("kind", self.kind.name())
            .with("value", self.value.as_str())
            .with("message", self.message.to_params())
    }
}

impl Findings {
    /// The findings of one domain of the shop.
    pub(in crate::registrar) fn question(scope: &str, domain_id: i64) -> Load {
        let fields = Params::default()
            .with("scope", scope)
            .with("domain_id", domain_id);
        Load::new("findings", fields)
    }

    /// What the host found.
    ///
    /// # Errors
    ///
    /// [`ParamError`] where it could not look: then nobody knows what was seen before.
    pub(in crate::registrar) fn read(answer: &Value) -> Result<Self, ParamError> {
        let bad = || ParamError::bad("findings", "a list of findings");
        let Value::List(rows) = answer else {
            return Err(bad());
        };
        let known = |row: &Value| {
            let Value::Map(row) = row else {
                return Err(bad());
            };
            Ok(Known {
                kind: row.required("kind")?.into_owned(),
                value: row.text("value")?.unwrap_or_default().into_owned(),
                accepted: row.flag("accepted")?,
                age: row.integer("age", i64::MIN..=i64::MAX)?.unwrap_or(0),
            })
        };
        rows.iter().map(known).collect::<Result<_, _>>().map(Self)
    }

    /// For how long this has been so; `None` where it is new.
    pub(in crate::registrar) fn age(&self, kind: Kind) -> Option<i64> {
        self.of(kind).map(|known| known.age)
    }

    /// Whether a person has confirmed it.
    pub(in crate::registrar) fn is_accepted(&self, kind: Kind) -> bool {
        self.of(kind).is_some_and(|known| known.accepted)
    }

    /// The effect after which the domain has exactly these findings; `None` where it has.
    pub(in crate::registrar) fn settle(
        &self,
        scope: &str,
        domain_id: i64,
        domain: &str,
        now: &[Finding],
    ) -> Option<Effect> {
        let is_known = |finding: &Finding| {
            let known = self.of(finding.kind);
            known.is_some_and(|known| known.value == finding.value)
        };
        if now.len() == self.0.len() && now.iter().all(is_known) {
            return None;
        }
        let rows = now
            .iter()
            .map(|finding| finding.to_params(domain_id, domain).into());
        Some(keep(
            scope,
            &[],
            vec![Value::Int(domain_id)],
            rows.collect(),
        ))
    }

    fn of(&self, kind: Kind) -> Option<&Known> {
        self.0.iter().find(|known| known.kind == kind.name())
    }
}

/// After this, these domains have of these kinds (none named: of all) these findings and no others.
pub(in crate::registrar) fn keep(
    scope: &str,
    kinds: &[Kind],
    domain_ids: Vec<Value>,
    rows: Vec<Value>,
) -> Effect {
    let kinds: Vec<Value> = kinds.iter().map(|kind| kind.name().into()).collect();
    let fields = Params::default()
        .with("scope", scope)
        .with("kinds", kinds)
        .with("domain_ids", domain_ids)
        .with("rows", rows);
    Effect::Store(Store::new("findings", fields))
}
