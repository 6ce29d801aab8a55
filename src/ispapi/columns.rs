//! The columns of a reply, as positions in its text: nothing is copied but the names.

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

/// One column: its name, and its cells from index 0 to the highest.
#[derive(Clone)]
pub(super) struct ColumnData {
    pub(super) name: String,
    pub(super) cells: Vec<Span>,
}

/// Columns while they are read, cell by cell in any order.
#[derive(Default)]
pub(super) struct ColumnsDraft {
    columns: Vec<Vec<(u32, Span)>>,
    by_name: HashMap<Box<str>, usize>,
}

impl ColumnsDraft {
    /// Adds a cell to the column of this place.
    pub(super) fn add(&mut self, column: usize, index: u32, value: Span) {
        if let Some(cells) = self.columns.get_mut(column) {
            cells.push((index, value));
        }
    }

    /// The columns in order of appearance, dense up to their highest index.
    pub(super) fn finish(mut self, text: &str) -> Result<Vec<ColumnData>, Malformed> {
        let mut names = vec![String::new(); self.columns.len()];
        for (name, place) in self.by_name {
            if let Some(slot) = names.get_mut(place) {
                *slot = name.into();
            }
        }
        for (cells, name) in self.columns.iter_mut().zip(&names) {
            settle(text, name, cells)?;
        }
        let filled: usize = self.columns.iter().map(Vec::len).sum();
        let wide: usize = self.columns.iter().map(|cells| width(cells)).sum();
        if wide - filled > MAX_GAPS + MAX_GAPS_PER_CELL * filled {
            return Err(Malformed::Sparse);
        }
        let dense = |(name, cells): (String, Vec<_>)| ColumnData {
            name,
            cells: spread(cells),
        };
        Ok(names.into_iter().zip(self.columns).map(dense).collect())
    }

    /// The place of a column; its name is upper-cased and loses its white space.
    pub(super) fn column(&mut self, name: &str) -> usize {
        if let Some(place) = self.by_name.get(name) {
            return *place; // only plain names are in there
        }
        let name: Box<str> = if name
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b.is_ascii_lowercase())
        {
            name.into()
        } else {
            let spaceless: String = name.split_whitespace().collect();
            spaceless.to_ascii_uppercase().into()
        };
        let columns = &mut self.columns;
        *self.by_name.entry(name).or_insert_with(|| {
            columns.push(Vec::new());
            columns.len() - 1
        })
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
