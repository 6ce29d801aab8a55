//! Lists: control properties and records (`ispapi-wire`, section 4.2).

use super::response::{Column, Response};

/// Properties that tell about a list and are no columns of it.
pub const CONTROL: [&str; 6] = ["COLUMN", "COUNT", "FIRST", "LAST", "LIMIT", "TOTAL"];

/// What a list command says about its list; each `None` where the server did not say, or said no number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListControl {
    /// Rows in this reply.
    pub count: Option<u64>,
    /// Offset of the first row, from 0.
    pub first: Option<u64>,
    /// Offset of the last row. The successor platform repeats `first` here when there is no row.
    pub last: Option<u64>,
    /// Rows asked for.
    pub limit: Option<u64>,
    /// Rows in all; optional on every list.
    pub total: Option<u64>,
    /// Names of the columns, as received.
    pub columns: Vec<String>,
}

/// One row of a list.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    response: &'a Response,
    row: usize,
}

impl Response {
    /// What the reply says about its list.
    pub fn list_control(&self) -> ListControl {
        let number = |name| self.first(name).and_then(|text| text.parse().ok());
        let names = self.column("COLUMN").into_iter().flat_map(Column::iter);
        ListControl {
            count: number("COUNT"),
            first: number("FIRST"),
            last: number("LAST"),
            limit: number("LIMIT"),
            total: number("TOTAL"),
            columns: names.map(str::to_owned).collect(),
        }
    }

    /// The rows of a list. Columns of different lengths leave the later rows without their cells.
    pub fn records(&self) -> impl ExactSizeIterator<Item = Record<'_>> {
        let rows = self.data_columns().map(Column::len).max();
        (0..rows.unwrap_or(0)).map(|row| Record {
            response: self,
            row,
        })
    }

    fn data_columns(&self) -> impl Iterator<Item = Column<'_>> {
        self.columns()
            .filter(|column| !CONTROL.contains(&column.name()))
    }
}

impl<'a> Record<'a> {
    /// The row's cell in a column.
    pub fn get(self, name: &str) -> Option<&'a str> {
        self.response.value(name, self.row)
    }

    /// All cells of the row, with the names of their columns.
    pub fn cells(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let columns = self.response.data_columns();
        columns.filter_map(move |column| Some((column.name(), column.get(self.row)?)))
    }
}
