//! When domains do something by themselves next, in order.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

/// One time a name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Agenda {
    by_time: BTreeSet<(Timestamp, String)>,
    by_name: BTreeMap<String, Timestamp>,
}

impl Agenda {
    /// Notes the next time of a name in place of the one before; none takes it off.
    pub(crate) fn set(&mut self, name: &str, time: Option<Timestamp>) {
        if let Some(before) = self.by_name.remove(name) {
            self.by_time.remove(&(before, name.to_owned()));
        }
        if let Some(time) = time {
            self.by_name.insert(name.to_owned(), time);
            self.by_time.insert((time, name.to_owned()));
        }
    }

    /// Takes the first entry that is not later than `now`.
    pub(crate) fn take_due(&mut self, now: Timestamp) -> Option<(Timestamp, String)> {
        if self.by_time.first().is_none_or(|(time, _)| *time > now) {
            return None;
        }
        let entry = self.by_time.pop_first()?;
        self.by_name.remove(&entry.1);
        Some(entry)
    }
}
