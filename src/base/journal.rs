//! The journal of money operations, as plans speak of it: an intent is written down before anything is sent, and settled by
//! evidence after. The rows live in the host's database, which only PHP reaches (`docs/architecture.md`).

use std::fmt;

use super::params::{ParamError, Params, Value};

/// Which paid thing is done to a domain. Operations of one kind exclude each other for the same domain and starting point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// A registration, or an application for one.
    Register,
    /// A renewal, explicit or paid ahead, or a restore.
    Renew,
    /// A transfer to this account.
    Transfer,
}

/// How far a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowState {
    /// Carried out, and proven.
    Done,
    /// Nobody could tell yet.
    Doubt,
    /// Claimed; its process may be sending.
    Open,
    /// Accepted by the registrar, and not finished.
    Pending,
    /// Ended without effect: the same intent may be claimed again.
    Void,
}

/// What is about to be done, written down before anything is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Intent {
    /// Whose account on which system: `dialect|environment|login`.
    pub scope: String,
    /// The kind.
    pub operation: Operation,
    /// The name in ASCII.
    pub domain: String,
    /// `tbldomains.id`; 0 where the host gave none.
    pub domain_id: i64,
    /// Where the operation starts: a date of the registrar, or `new`.
    pub from: String,
    /// The expiry that the shop showed, `YYYY-MM-DD`, or empty.
    pub shop_from: String,
    /// Years that were paid for.
    pub years: i64,
    /// What the shop was paid by: the newest paid invoice item, or empty.
    pub reference: String,
    /// Seconds for which its process may still be sending.
    pub patience: u32,
    /// What the registrar said before.
    pub before: Params,
    /// A hash of the command.
    pub digest: String,
    /// The run that makes it.
    pub trace: String,
}

/// A row as it stands. Ages are seconds by the database's clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its number.
    pub id: i64,
    /// Its version, for the next compare-and-set.
    pub version: i64,
    /// The kind.
    pub operation: Operation,
    /// How far it is.
    pub state: RowState,
    /// The name in ASCII.
    pub domain: String,
    /// `tbldomains.id`, or 0.
    pub domain_id: i64,
    /// As in [`Intent::from`].
    pub from: String,
    /// As in [`Intent::shop_from`].
    pub shop_from: String,
    /// As in [`Intent::years`].
    pub years: i64,
    /// As in [`Intent::reference`].
    pub reference: String,
    /// Whether the shop has taken note of the success.
    pub reported: bool,
    /// Since then, where it has.
    pub reported_age: Option<i64>,
    /// As in [`Intent::patience`].
    pub patience: i64,
    /// As in [`Intent::before`].
    pub before: Params,
    /// What settled it.
    pub evidence: Params,
    /// The run that made it.
    pub trace: String,
    /// Since it was claimed.
    pub age: i64,
    /// Since it was settled last, where it was.
    pub settled_age: Option<i64>,
}

/// What became of a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    /// The intent stands in the journal under this number and version.
    Claimed {
        /// Its number.
        id: i64,
        /// Its version.
        version: i64,
    },
    /// The journal cannot be written: nothing may be sent.
    Impossible,
    /// Another row holds the same intent.
    Taken(Box<Row>),
}

/// How a row is to be settled.
#[derive(Clone, Debug, PartialEq)]
pub struct Settlement {
    /// The row.
    pub id: i64,
    /// Its version as it was read.
    pub version: i64,
    /// The new state.
    pub state: RowState,
    /// Why.
    pub evidence: Params,
}

/// What became of a settlement.
#[derive(Clone, Debug, PartialEq)]
pub enum Settled {
    /// Somebody else moved the row before; this is how it stands now.
    Moved(Box<Row>),
    /// The database did not answer. The row stays as it was, and the next check settles it.
    Unknown,
    /// It is settled.
    Yes,
}

impl Operation {
    /// The word in the journal.
    pub fn name(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Renew => "renew",
            Self::Transfer => "transfer",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Register, Self::Renew, Self::Transfer]
            .into_iter()
            .find(|operation| operation.name() == text)
    }
}

impl RowState {
    /// The word in the journal.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Doubt => "doubt",
            Self::Open => "open",
            Self::Pending => "pending",
            Self::Void => "void",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [
            Self::Done,
            Self::Doubt,
            Self::Open,
            Self::Pending,
            Self::Void,
        ]
        .into_iter()
        .find(|state| state.name() == text)
    }

    /// Whether somebody must still find out how it ended.
    pub fn is_unsettled(self) -> bool {
        !matches!(self, Self::Done | Self::Void)
    }
}

impl Intent {
    /// The key under which the intent is unique while it stands (design, section 6).
    pub fn key(&self) -> String {
        format!(
            "{}|{}|{}|{}",
            self.scope,
            self.operation.name(),
            self.domain,
            self.from
        )
    }

    /// The fields as PHP sees them.
    pub fn to_params(&self) -> Params {
        Params::default()
            .with("effect", "claim")
            .with("scope", self.scope.as_str())
            .with("operation", self.operation.name())
            .with("domain", self.domain.as_str())
            .with("domain_id", self.domain_id)
            .with("key", self.key())
            .with("from", self.from.as_str())
            .with("shop_from", self.shop_from.as_str())
            .with("years", self.years)
            .with("reference", self.reference.as_str())
            .with("patience", i64::from(self.patience))
            .with("before", self.before.clone())
            .with("digest", self.digest.as_str())
            .with("trace", self.trace.as_str())
    }
}

impl Settlement {
    /// The fields as PHP sees them.
    pub fn to_params(&self) -> Params {
        Params::default()
            .with("effect", "settle")
            .with("id", self.id)
            .with("version", self.version)
            .with("state", self.state.name())
            .with("evidence", self.evidence.clone())
    }
}

impl Row {
    /// The key of a before-image that names the row of a restore.
    pub const REST_OF: &str = "rest_of";

    /// The number of the restore whose rest this row renews, which the cron orders by itself; `None` for what somebody ordered.
    pub fn rest_of(&self) -> Option<i64> {
        let named = self.before.integer(Self::REST_OF, 0..=i64::MAX);
        named.ok().flatten()
    }

    /// A row out of the host's array.
    ///
    /// # Errors
    ///
    /// [`ParamError`] naming what is missing or of another form: such a row proves nothing.
    pub fn read(array: &Params) -> Result<Self, ParamError> {
        let text = |name: &str| Ok(array.text(name)?.unwrap_or_default().into_owned());
        let number = |name: &str| {
            let found = array.integer(name, i64::MIN..=i64::MAX)?;
            found.ok_or_else(|| ParamError::bad(name, "a whole number"))
        };
        let map = |name: &str| Ok(array.map(name)?.unwrap_or_default().into_owned());
        Ok(Self {
            id: number("id")?,
            version: number("version")?,
            operation: Operation::parse(&array.required("operation")?)
                .ok_or_else(|| ParamError::bad("operation", "an operation"))?,
            state: RowState::parse(&array.required("state")?)
                .ok_or_else(|| ParamError::bad("state", "a state"))?,
            domain: array.required("domain")?.into_owned(),
            domain_id: number("domain_id")?,
            from: text("from")?,
            shop_from: text("shop_from")?,
            years: number("years")?,
            reference: text("reference")?,
            reported: array.flag("reported")?,
            reported_age: array.integer("reported_age", i64::MIN..=i64::MAX)?,
            patience: number("patience")?,
            before: map("before")?,
            evidence: map("evidence")?,
            trace: text("trace")?,
            age: number("age")?,
            settled_age: array.integer("settled_age", i64::MIN..=i64::MAX)?,
        })
    }

    /// The rows of a host's list.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read), and for anything but a list: then nothing is known of the journal.
    pub fn read_list(list: &Value) -> Result<Vec<Self>, ParamError> {
        let Value::List(rows) = list else {
            return Err(ParamError::bad("journal", "a list of rows"));
        };
        let row = |value: &Value| match value {
            Value::Map(array) => Self::read(array),
            _ => Err(ParamError::bad("journal", "a list of rows")),
        };
        rows.iter().map(row).collect()
    }

    /// Whether its own process may still be at it.
    pub fn may_be_sending(&self) -> bool {
        self.state == RowState::Open && self.age < self.patience
    }
}

impl Claim {
    /// What the host answered; anything that cannot be read is [`Impossible`](Self::Impossible).
    pub fn read(answer: &Value) -> Self {
        let Value::Map(array) = answer else {
            return Self::Impossible;
        };
        let number = |name| array.integer(name, 0..=i64::MAX).ok().flatten();
        match (array.flag("claimed"), number("id"), number("version")) {
            (Ok(true), Some(id), Some(version)) => Self::Claimed { id, version },
            (Ok(false), ..) => {
                row_of(array).map_or(Self::Impossible, |row| Self::Taken(Box::new(row)))
            }
            _ => Self::Impossible,
        }
    }
}

impl Settled {
    /// What the host answered; anything that cannot be read is [`Unknown`](Self::Unknown).
    pub fn read(answer: &Value) -> Self {
        let Value::Map(array) = answer else {
            return Self::Unknown;
        };
        match array.flag("settled") {
            Ok(true) => Self::Yes,
            _ => row_of(array).map_or(Self::Unknown, |row| Self::Moved(Box::new(row))),
        }
    }
}

fn row_of(array: &Params) -> Option<Row> {
    let row = array.map("row").ok().flatten()?;
    Row::read(&row).ok()
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;

    fn array() -> Params {
        Params::default()
            .with("id", 7)
            .with("version", 2)
            .with("operation", "renew")
            .with("state", "doubt")
            .with("domain", "example.com")
            .with("domain_id", 5)
            .with("years", "1")
            .with("reported", false)
            .with("patience", 60)
            .with("age", 61)
            .with(
                "before",
                Params::default().with("paid_until", "2027-01-01 00:00:00"),
            )
    }

    #[test]
    fn a_row_is_read_whatever_types_the_database_gives() {
        let row = Row::read(&array()).unwrap();
        assert_eq!((row.id, row.years, row.settled_age), (7, 1, None));
        assert_eq!(row.operation, Operation::Renew);
        assert!(row.state.is_unsettled() && !row.may_be_sending());
    }

    #[test]
    fn a_row_that_cannot_be_read_is_no_row() {
        for (name, value) in [("state", "finished"), ("operation", ""), ("age", "soon")] {
            assert!(Row::read(&array().with(name, value)).is_err(), "{name}");
        }
        assert!(Row::read_list(&Value::Null).is_err());
        assert!(Row::read_list(&Value::List(vec![Value::Null])).is_err());
    }

    #[test]
    fn only_a_plain_yes_is_a_claim() {
        let claim = |array: Params| Claim::read(&Value::Map(array));
        let yes = Params::default()
            .with("claimed", true)
            .with("id", 1)
            .with("version", 1);
        assert_eq!(claim(yes.clone()), Claim::Claimed { id: 1, version: 1 });
        assert_eq!(claim(yes.with("id", Value::Null)), Claim::Impossible);
        assert_eq!(Claim::read(&Value::Bool(true)), Claim::Impossible);
        let taken = Params::default()
            .with("claimed", false)
            .with("row", array());
        assert!(matches!(claim(taken), Claim::Taken(row) if row.id == 7));
    }

    #[test]
    fn an_open_row_belongs_to_its_process_while_that_may_send() {
        let row = Row::read(&array().with("state", "open").with("age", 59)).unwrap();
        assert!(row.may_be_sending());
        let row = Row::read(&array().with("state", "open").with("age", 60)).unwrap();
        assert!(!row.may_be_sending());
    }
}
