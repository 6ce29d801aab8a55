//! Lists that a command replaces (`XN`), adds to (`ADDXN`) or takes from (`DELXN`).

use crate::wire::{Command, Refusal};

/// What a command says about one list.
pub(in crate::commands) struct Edit<'a> {
    base: &'static str,
    set: Vec<(usize, &'a str)>,
    add: Vec<&'a str>,
    delete: Vec<&'a str>,
}

/// How to read places that are filled or left out.
#[derive(Clone, Copy, Default)]
pub(in crate::commands) struct Rules {
    /// A set changes only the places it names.
    pub(in crate::commands) merge: bool,
    /// Gaps between the indexes are refused instead of closed.
    pub(in crate::commands) refuse_gaps: bool,
    /// A value given twice counts once instead of being refused.
    pub(in crate::commands) merge_duplicates: bool,
}

impl<'a> Edit<'a> {
    pub(in crate::commands) fn read(command: &'a Command, base: &'static str) -> Self {
        let values = |key: &str| -> Vec<&'a str> {
            let list = command.list(key).into_iter();
            list.map(|(_, v)| v).filter(|v| !v.is_empty()).collect()
        };
        Self {
            base,
            set: command.list(base),
            add: values(&format!("ADD{base}")),
            delete: values(&format!("DEL{base}")),
        }
    }

    /// The same without `XN`, for lists whose setting is handled elsewhere.
    pub(in crate::commands) fn without_set(mut self) -> Self {
        self.set.clear();
        self
    }

    pub(in crate::commands) fn is_empty(&self) -> bool {
        self.set.is_empty() && self.add.is_empty() && self.delete.is_empty()
    }

    /// The list after the change. Comparison ignores case. A set with nothing but empty values
    /// clears the list. 541: deletes what is not there, or a duplicate; 540: adds what is there.
    pub(in crate::commands) fn apply(
        &self,
        present: &[String],
        rules: Rules,
    ) -> Result<Vec<String>, Refusal> {
        let mut list = self.replaced(present, rules)?;
        for value in &self.delete {
            let place = position(&list, value)
                .ok_or_else(|| Refusal::new(541, format!("DEL{} ({value})", self.base)))?;
            list.remove(place);
        }
        for value in &self.add {
            if position(&list, value).is_some() {
                return Err(Refusal::new(540, format!("ADD{} ({value})", self.base)));
            }
            list.push((*value).to_owned());
        }
        self.without_duplicates(list, rules)
    }

    fn replaced(&self, present: &[String], rules: Rules) -> Result<Vec<String>, Refusal> {
        if self.set.is_empty() {
            return Ok(present.to_vec());
        }
        let filled = self.set.iter().filter(|(_, value)| !value.is_empty());
        let dense = filled
            .clone()
            .enumerate()
            .all(|(place, (index, _))| place == *index);
        if rules.refuse_gaps && !dense {
            return Err(Refusal::new(505, format!("{} INDEXES", self.base)));
        }
        if !rules.merge {
            return Ok(filled.map(|(_, value)| (*value).to_owned()).collect());
        }
        let mut places = present.to_vec();
        for (index, value) in &self.set {
            if places.len() <= *index {
                places.resize(index + 1, String::new());
            }
            if let Some(place) = places.get_mut(*index) {
                (*value).clone_into(place);
            }
        }
        places.retain(|place| !place.is_empty());
        Ok(places)
    }

    fn without_duplicates(&self, list: Vec<String>, rules: Rules) -> Result<Vec<String>, Refusal> {
        let mut kept: Vec<String> = Vec::with_capacity(list.len());
        for value in list {
            if position(&kept, &value).is_none() {
                kept.push(value);
            } else if !rules.merge_duplicates {
                return Err(Refusal::new(
                    541,
                    format!("{} GIVEN TWICE ({value})", self.base),
                ));
            }
        }
        Ok(kept)
    }
}

fn position(list: &[String], value: &str) -> Option<usize> {
    list.iter()
        .position(|known| known.eq_ignore_ascii_case(value))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    fn after(parameters: &str, rules: Rules) -> Result<Vec<String>, u16> {
        let command = Command::parse(&format!("COMMAND=ModifyDomain\n{parameters}")).unwrap();
        let present = ["a".to_owned(), "b".to_owned()];
        Edit::read(&command, "NS")
            .apply(&present, rules)
            .map_err(|refusal| refusal.parts().0)
    }

    #[test]
    fn a_set_replaces_or_merges() {
        let merge = Rules {
            merge: true,
            ..Rules::default()
        };
        let strict = Rules {
            refuse_gaps: true,
            ..Rules::default()
        };
        assert_eq!(after("NS0=c", Rules::default()).unwrap(), ["c"]);
        assert_eq!(after("NS0=c\nNS3=d", Rules::default()).unwrap(), ["c", "d"]);
        assert_eq!(after("NS0=c\nNS3=d", strict), Err(505));
        assert_eq!(
            after("NS0=", Rules::default()).unwrap(),
            Vec::<String>::new()
        );
        assert_eq!(after("NS0=c", merge).unwrap(), ["c", "b"]);
        assert_eq!(after("NS1=\nNS3=d", merge).unwrap(), ["a", "d"]);
    }

    #[test]
    fn additions_and_deletions_must_make_sense() {
        assert_eq!(
            after("ADDNS0=c\nDELNS0=A", Rules::default()).unwrap(),
            ["b", "c"]
        );
        assert_eq!(after("ADDNS0=B", Rules::default()), Err(540));
        assert_eq!(after("DELNS0=c", Rules::default()), Err(541));
        assert_eq!(after("NS0=c\nNS1=C", Rules::default()), Err(541));
        let lenient = Rules {
            merge_duplicates: true,
            ..Rules::default()
        };
        assert_eq!(after("NS0=c\nNS1=C", lenient).unwrap(), ["c"]);
    }
}
