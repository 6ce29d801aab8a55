use std::borrow::Cow;
use std::fmt;

use super::code::{Class, Code};
use super::columns::{Columns, Span};
use super::error::Error;
use super::redact::Secrets;
use crate::base::params::{Params, Value};

/// A whole reply, parsed by [`parse`](super::parse()).
///
/// It may hold auth codes and personal data, so `Debug` shows code and sizes alone.
#[derive(Clone)]
pub struct Response {
    pub(super) text: String,
    pub(super) lossy: bool,
    pub(super) code: Code,
    pub(super) code_text: Span,
    pub(super) description: Span,
    pub(super) queuetime: Option<Span>,
    pub(super) runtime: Option<Span>,
    pub(super) pending: Option<Span>,
    pub(super) others: Vec<(Span, Span)>,
    pub(super) columns: Columns,
    /// The description without the command's secrets, where it quoted one.
    pub(super) safe_description: Option<String>,
}

/// The cells of one property.
#[derive(Clone, Copy)]
pub struct Column<'a> {
    text: &'a str,
    name: &'a str,
    cells: &'a [Span],
}

impl Response {
    /// The code; 211, 213 and 219 are successes with a negative meaning, so compare the code, not the class.
    pub fn code(&self) -> Code {
        self.code
    }

    /// The class of the code.
    pub fn class(&self) -> Class {
        self.code.class()
    }

    /// The server's own words, raw: English, may hold registry text. Never for customers, see [`explain`](super::explain).
    pub fn description(&self) -> &str {
        self.description.of(&self.text)
    }

    /// The description for logs and administrators: without secrets that it may quote. The client takes them out; a reply
    /// that was only parsed has them still.
    pub fn safe_description(&self) -> &str {
        self.safe_description
            .as_deref()
            .unwrap_or_else(|| self.description())
    }

    /// Whether the request was accepted but is not finished, and may still be refused (section 4.3). Judge "finished" from
    /// this and the `STATUS` property together.
    pub fn pending(&self) -> bool {
        let flag = self.pending.map_or("", |span| span.of(&self.text));
        !matches!(flag, "" | "0")
    }

    /// `QUEUETIME` as received.
    pub fn queuetime(&self) -> Option<&str> {
        self.queuetime.map(|span| span.of(&self.text))
    }

    /// `RUNTIME` as received.
    pub fn runtime(&self) -> Option<&str> {
        self.runtime.map(|span| span.of(&self.text))
    }

    /// Whether bytes that are not UTF-8 were replaced.
    pub fn is_lossy(&self) -> bool {
        self.lossy
    }

    /// Any other attribute outside the properties, such as `EPPCODE`; its first value.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut pairs = self.attributes();
        pairs
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// All other attributes, in order.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.others
            .iter()
            .map(|(name, value)| (name.of(&self.text), value.of(&self.text)))
    }

    /// The column of an upper-case name; `None` where the reply has no such property.
    pub fn column(&self, name: &str) -> Option<Column<'_>> {
        self.columns().find(|column| column.name == name)
    }

    /// The first cell of a column.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.value(name, 0)
    }

    /// The cell of a column at an index; an empty one where the server left it out below the column's end.
    pub fn value(&self, name: &str, index: usize) -> Option<&str> {
        self.column(name)?.get(index)
    }

    /// All columns, in the order of the reply, [list control](super::ListControl) included.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = Column<'_>> {
        let text = self.text.as_str();
        let columns = self.columns.iter(text);
        columns.map(move |(name, cells)| Column { text, name, cells })
    }

    /// The reply itself where its class is success, or [`Error::Command`]. For callers to whom any refusal is an error.
    ///
    /// # Errors
    ///
    /// [`Error::Command`] for every class but [`Class::Success`].
    pub fn into_result(self) -> Result<Self, Error> {
        if self.class() == Class::Success {
            return Ok(self);
        }
        Err(Error::Command {
            code: self.code,
            description: self.safe_description().to_owned(),
        })
    }

    /// The array that PHP sees: `CODE`, `DESCRIPTION`, `PROPERTY` (always, name => list), then `QUEUETIME`, `RUNTIME` where
    /// received, `PENDING` => `1` where set.
    pub fn to_params(&self) -> Params {
        let list = |column: Column<'_>| Value::List(column.iter().map(Value::from).collect());
        let properties = self
            .columns()
            .map(|column| (column.name().to_owned(), list(column)));
        let mut params = Params::default()
            .with("CODE", self.code.to_string())
            .with("DESCRIPTION", self.description())
            .with("PROPERTY", properties.collect::<Params>());
        for (name, value) in [("QUEUETIME", self.queuetime()), ("RUNTIME", self.runtime())] {
            if let Some(value) = value {
                params.set(name, value);
            }
        }
        if self.pending() {
            params.set("PENDING", "1");
        }
        params
    }

    /// The same, with a safe description that quotes none of these, and none of the reply's own.
    pub(super) fn shielded(mut self, secrets: &Secrets) -> Self {
        let secrets = secrets.clone().and_of(&self);
        if let Cow::Owned(masked) = secrets.text(self.description()) {
            self.safe_description = Some(masked);
        }
        self
    }
}

impl<'a> Column<'a> {
    /// Its name: upper-case, without white space.
    pub fn name(self) -> &'a str {
        self.name
    }

    /// The highest index and one.
    pub fn len(self) -> usize {
        self.cells.len()
    }

    /// Whether it has no cell; the parser makes no such column.
    pub fn is_empty(self) -> bool {
        self.cells.is_empty()
    }

    /// The cell at an index.
    pub fn get(self, index: usize) -> Option<&'a str> {
        self.cells.get(index).map(|span| span.of(self.text))
    }

    /// All cells, by index.
    pub fn iter(self) -> impl ExactSizeIterator<Item = &'a str> {
        self.cells.iter().map(move |span| span.of(self.text))
    }
}

impl PartialEq for Response {
    /// Whether both say the same, in the same order.
    fn eq(&self, other: &Self) -> bool {
        let times = |r: &Self| {
            (
                r.queuetime().map(str::to_owned),
                r.runtime().map(str::to_owned),
            )
        };
        self.code == other.code
            && self.description() == other.description()
            && self.pending() == other.pending()
            && times(self) == times(other)
            && self.attributes().eq(other.attributes())
            && self.columns().eq(other.columns())
    }
}

impl PartialEq for Column<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name() && self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("code", &self.code)
            .field("pending", &self.pending())
            .field("columns", &self.columns().len())
            .field("bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Column<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]", self.name(), self.len())
    }
}
