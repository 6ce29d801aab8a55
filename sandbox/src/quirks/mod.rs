//! Behaviours that public sources leave open. Each has a name, its possible values, and a default
//! (the first value). Suites draw them at random so that no code relies on one reading.

mod dns;
mod lists;
mod registration;
mod term;
mod transfer;
mod wire;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

/// One open question.
#[derive(Debug)]
pub struct Quirk {
    /// The name for `--quirk name=value`.
    pub name: &'static str,
    /// What it may be set to; the first is the default.
    pub values: &'static [&'static str],
    /// The question.
    pub about: &'static str,
}

const fn quirk(name: &'static str, values: &'static [&'static str], about: &'static str) -> Quirk {
    Quirk {
        name,
        values,
        about,
    }
}

const SUBJECTS: &[&[Quirk]] = &[
    dns::QUIRKS,
    lists::QUIRKS,
    registration::QUIRKS,
    term::QUIRKS,
    transfer::QUIRKS,
    wire::QUIRKS,
];

/// All open questions that the sandbox can answer in more than one way, sorted by name.
pub static QUIRKS: LazyLock<Vec<&'static Quirk>> = LazyLock::new(|| {
    let mut all: Vec<&Quirk> = SUBJECTS.iter().copied().flatten().collect();
    all.sort_by_key(|quirk| quirk.name);
    all
});

fn find(name: &str) -> Option<&'static Quirk> {
    let place = QUIRKS
        .binary_search_by_key(&name, |quirk| quirk.name)
        .ok()?;
    QUIRKS.get(place).copied()
}

/// The chosen values.
#[derive(Clone, Debug, Default)]
pub struct Quirks(BTreeMap<&'static str, &'static str>);

/// A quirk that does not exist, or not with that value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuirkError {
    given: String,
}

impl fmt::Display for QuirkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "no quirk `{}`; known quirks (first value: default):",
            self.given
        )?;
        for quirk in QUIRKS.iter() {
            writeln!(
                f,
                "  {}={}  {}",
                quirk.name,
                quirk.values.join("|"),
                quirk.about
            )?;
        }
        Ok(())
    }
}

impl std::error::Error for QuirkError {}

impl Quirks {
    /// Sets one quirk from `name=value`.
    ///
    /// # Errors
    ///
    /// Unknown name or value; the message lists the known ones.
    pub fn set(&mut self, text: &str) -> Result<(), QuirkError> {
        let error = || QuirkError {
            given: text.to_owned(),
        };
        let (name, value) = text.split_once('=').ok_or_else(error)?;
        let quirk = find(name).ok_or_else(error)?;
        let value = quirk
            .values
            .iter()
            .find(|v| **v == value)
            .ok_or_else(error)?;
        self.0.insert(quirk.name, value);
        Ok(())
    }

    /// The value of a quirk that is in the table.
    pub(crate) fn value(&self, name: &str) -> &'static str {
        let default = || {
            let quirk = find(name);
            debug_assert!(quirk.is_some(), "quirk {name} is not in the table");
            quirk.and_then(|quirk| quirk.values.first())
        };
        self.0
            .get(name)
            .or_else(default)
            .copied()
            .unwrap_or_default()
    }

    pub(crate) fn is(&self, name: &str, value: &str) -> bool {
        self.value(name) == value
    }

    /// Every quirk with its present value.
    pub(crate) fn all(&self) -> BTreeMap<&'static str, &'static str> {
        QUIRKS
            .iter()
            .map(|q| (q.name, self.value(q.name)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quirks_have_defaults_and_refuse_what_is_unknown() {
        let mut quirks = Quirks::default();
        assert!(quirks.is("modify_nameservers", "replace"));
        assert_eq!(quirks.set("modify_nameservers=merge"), Ok(()));
        assert!(quirks.is("modify_nameservers", "merge"));
        for wrong in [
            "nonsense=1",
            "modify_nameservers=sometimes",
            "modify_nameservers",
        ] {
            let text = quirks.set(wrong).map_err(|error| error.to_string());
            assert!(
                text.is_err_and(|t| t.contains("refused_acl_code=530|531")),
                "{wrong}"
            );
        }
    }

    #[test]
    fn the_table_has_no_duplicates() {
        let names: std::collections::BTreeSet<&str> = QUIRKS.iter().map(|q| q.name).collect();
        assert_eq!(names.len(), QUIRKS.len());
    }
}
