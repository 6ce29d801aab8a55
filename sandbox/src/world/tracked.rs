//! A map that knows what was touched, so that whoever derives something from its rows looks at these
//! rows only.

use std::collections::BTreeMap;
use std::collections::btree_map::Values;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Rows by name.
#[derive(Clone, Debug)]
pub(crate) struct Tracked<V> {
    rows: BTreeMap<String, V>,
    touched: Vec<String>,
    changes: u64,
}

impl<V> Tracked<V> {
    pub(crate) fn get(&self, name: &str) -> Option<&V> {
        self.rows.get(name)
    }

    pub(crate) fn contains_key(&self, name: &str) -> bool {
        self.rows.contains_key(name)
    }

    pub(crate) fn values(&self) -> Values<'_, String, V> {
        self.rows.values()
    }

    /// Touches the row, whatever the caller does with it.
    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut V> {
        let row = self.rows.get_mut(name)?;
        self.changes += 1;
        self.touched.push(name.to_owned());
        Some(row)
    }

    pub(crate) fn insert(&mut self, name: String, row: V) {
        self.changes += 1;
        self.touched.push(name.clone());
        self.rows.insert(name, row);
    }

    pub(crate) fn remove(&mut self, name: &str) -> Option<V> {
        let row = self.rows.remove(name)?;
        self.changes += 1;
        self.touched.push(name.to_owned());
        Some(row)
    }

    /// The names that were touched since the last time, some of them more than once.
    pub(crate) fn take_touched(&mut self) -> Vec<String> {
        std::mem::take(&mut self.touched)
    }

    /// Grows with every touch.
    pub(crate) fn changes(&self) -> u64 {
        self.changes
    }
}

impl<V> Default for Tracked<V> {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
            touched: Vec::new(),
            changes: 0,
        }
    }
}

impl<V: Serialize> Serialize for Tracked<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.rows.serialize(serializer)
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Tracked<V> {
    /// All rows are touched.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rows = BTreeMap::deserialize(deserializer)?;
        Ok(Self {
            touched: rows.keys().cloned().collect(),
            rows,
            changes: 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touched_rows_are_told_once() {
        let mut map: Tracked<u8> = Tracked::default();
        map.insert("a".to_owned(), 1);
        assert_eq!(map.take_touched(), ["a"]);
        assert!(map.get_mut("b").is_none() && map.remove("b").is_none());
        assert!(map.take_touched().is_empty());
        map.remove("a");
        assert_eq!(map.take_touched(), ["a"]);
        assert_eq!(map.changes(), 2);
    }
}
