//! The columns of a reply, as positions in its text: nothing is copied but names in another spelling.

use std::borrow::Cow;
use std::collections::HashMap;

use super::parse::{MAX_GAPS, MAX_GAPS_PER_CELL, Malformed, shown};

/// A part of the reply's text. The default is the empty one.
#[derive(Clone, Copy, Default)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// Where `part`, a slice of `text`, stands. The parser refuses texts that 32 bits cannot index.
    pub(super) fn locate(text: &str, part: &str) -> Self {
        let start = part.as_ptr().addr().saturating_sub(text.as_ptr().addr());
        let clip = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self {
            start: clip(start),
            end: clip(start.saturating_add(part.len())),
        }
    }

    pub(super) fn of(self, text: &str) -> &str {
        let range = usize::try_from(self.start)
            .ok()
            .zip(usize::try_from(self.end).ok());
        range
            .and_then(|(start, end)| text.get(start..end))
            .unwrap_or("")
    }
}

/// A column's name: where it stands, or how it is spelled without white space and lower case.
#[derive(Clone)]
enum Name {
    Respelled(Box<str>),
    There(Span),
}

#[derive(Clone)]
struct ColumnData {
    name: Name,
    /// Where its cells begin, and how many there are: from index 0 to the highest.
    first: usize,
    len: usize,
}

/// All columns, in order of appearance, and the cells of one after those of another.
#[derive(Clone, Default)]
pub(super) struct Columns {
    columns: Vec<ColumnData>,
    cells: Vec<Span>,
}

impl Columns {
    /// Names and cells.
    pub(super) fn iter<'a>(
        &'a self,
        text: &'a str,
    ) -> impl ExactSizeIterator<Item = (&'a str, &'a [Span])> {
        self.columns.iter().map(move |column| {
            let name = match &column.name {
                Name::Respelled(name) => name,
                Name::There(span) => span.of(text),
            };
            let cells = self.cells.get(column.first..column.first + column.len);
            (name, cells.unwrap_or_default())
        })
    }

    fn push(&mut self, name: Name, cells: impl Iterator<Item = Span>) {
        let first = self.cells.len();
        self.cells.extend(cells);
        let len = self.cells.len() - first;
        self.columns.push(ColumnData { name, first, len });
    }
}

/// More columns than the reply about one domain has.
const ROOM: usize = 64;

/// Columns while they are read, cell by cell in any order.
pub(super) struct ColumnsDraft<'a> {
    names: Vec<Cow<'a, str>>,
    /// Where the cells of each begin.
    firsts: Vec<usize>,
    /// Cells that came one after another, from index 0, before another column began: all of them, from every known server.
    cells: Vec<Span>,
    /// The others: column, index, value.
    strays: Vec<(usize, u32, Span)>,
    /// Empty as long as names come in the order of the alphabet, as they mostly do: then a name is new or the last one.
    by_name: HashMap<Cow<'a, str>, usize>,
}

impl Default for ColumnsDraft<'_> {
    fn default() -> Self {
        Self {
            names: Vec::with_capacity(ROOM),
            firsts: Vec::with_capacity(ROOM),
            cells: Vec::with_capacity(ROOM),
            strays: Vec::new(),
            by_name: HashMap::new(),
        }
    }
}

impl<'a> ColumnsDraft<'a> {
    /// Adds a cell to the column of this place.
    pub(super) fn add(&mut self, column: usize, index: u32, value: Span) {
        let next = self.firsts.last().map(|first| self.cells.len() - first);
        if column + 1 == self.firsts.len() && usize::try_from(index).ok() == next {
            self.cells.push(value);
        } else {
            self.strays.push((column, index, value));
        }
    }

    /// The place of a column; its name is upper-cased and loses its white space.
    pub(super) fn column(&mut self, name: &'a str) -> usize {
        let name = spelled(name);
        if self.by_name.is_empty() {
            if self.names.last().is_none_or(|last| *last < name) {
                return self.begin(name);
            }
            self.by_name = self.names.iter().cloned().zip(0..).collect();
        }
        if let Some(place) = self.by_name.get(&name) {
            return *place;
        }
        let place = self.begin(name.clone());
        self.by_name.insert(name, place);
        place
    }

    fn begin(&mut self, name: Cow<'a, str>) -> usize {
        self.names.push(name);
        self.firsts.push(self.cells.len());
        self.names.len() - 1
    }

    /// The columns in order of appearance, dense up to their highest index.
    pub(super) fn finish(self, text: &str) -> Result<Columns, Malformed> {
        if !self.strays.is_empty() {
            return self.sorted(text);
        }
        let ends = self.firsts.iter().skip(1).copied();
        let ends = ends.chain([self.cells.len()]);
        let columns = self.names.into_iter().zip(self.firsts.iter().zip(ends));
        let columns = columns.map(|(name, (&first, end))| ColumnData {
            name: located(text, name),
            first,
            len: end - first,
        });
        Ok(Columns {
            columns: columns.collect(),
            cells: self.cells,
        })
    }

    /// The same for cells in any order, with gaps or given twice.
    fn sorted(mut self, text: &str) -> Result<Columns, Malformed> {
        let mut columns: Vec<Vec<(u32, Span)>> = Vec::new();
        for first in self.firsts.iter().rev() {
            columns.push((0..).zip(self.cells.drain(first..)).collect());
        }
        columns.reverse();
        for (column, index, value) in self.strays {
            if let Some(cells) = columns.get_mut(column) {
                cells.push((index, value));
            }
        }
        for (cells, name) in columns.iter_mut().zip(&self.names) {
            settle(text, name, cells)?;
        }
        let filled: usize = columns.iter().map(Vec::len).sum();
        let wide: usize = columns.iter().map(|cells| width(cells)).sum();
        if wide - filled > MAX_GAPS + MAX_GAPS_PER_CELL * filled {
            return Err(Malformed::Sparse);
        }
        let mut all = Columns::default();
        for (name, cells) in self.names.into_iter().zip(columns) {
            all.push(located(text, name), spread(cells).into_iter());
        }
        Ok(all)
    }
}

/// A name without white space and in upper case.
fn spelled(name: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii_graphic() && !b.is_ascii_lowercase();
    if name.bytes().all(plain) {
        return Cow::Borrowed(name);
    }
    let spaceless: String = name.split_whitespace().collect();
    Cow::Owned(spaceless.to_ascii_uppercase())
}

fn located(text: &str, name: Cow<'_, str>) -> Name {
    match name {
        Cow::Borrowed(name) => Name::There(Span::locate(text, name)),
        Cow::Owned(name) => Name::Respelled(name.into()),
    }
}

/// Sorts the cells by index and drops equal duplicates.
fn settle(text: &str, name: &str, cells: &mut Vec<(u32, Span)>) -> Result<(), Malformed> {
    if cells.is_sorted_by(|one, next| one.0 < next.0) {
        return Ok(()); // as every server sends them
    }
    cells.sort_by_key(|(index, _)| *index);
    let mut conflict = false;
    cells.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        conflict |= same && next.1.of(text) != kept.1.of(text);
        same
    });
    if conflict {
        return Err(Malformed::Conflict { name: shown(name) });
    }
    Ok(())
}

/// How many cells the column has once it is dense.
fn width(cells: &[(u32, Span)]) -> usize {
    let highest = cells
        .last()
        .and_then(|(index, _)| usize::try_from(*index).ok());
    highest.map_or(0, |index| index + 1)
}

fn spread(cells: Vec<(u32, Span)>) -> Vec<Span> {
    let width = width(&cells);
    if width == cells.len() {
        return cells.into_iter().map(|(_, span)| span).collect();
    }
    let mut dense = vec![Span::default(); width];
    for (index, span) in cells {
        if let Some(slot) = usize::try_from(index)
            .ok()
            .and_then(|index| dense.get_mut(index))
        {
            *slot = span;
        }
    }
    dense
}
