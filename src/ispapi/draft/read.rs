//! A draft from whatever deserializes: arrays of PHP, JSON of the tests. Each value goes where it belongs as it comes.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::{CommandDraft, Scalar, is_number};

impl<'de> Deserialize<'de> for CommandDraft {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Whole)
    }
}

struct Whole;

impl<'de> Visitor<'de> for Whole {
    type Value = CommandDraft;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of parameters")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<CommandDraft, A::Error> {
        let mut draft = CommandDraft::default();
        while map.next_key_seed(Key::of(&mut draft, 0))?.is_some() {
            let draft = &mut draft;
            map.next_value_seed(Slot {
                draft,
                nested: false,
            })?;
        }
        Ok(draft)
    }
}

/// The rest of a key, behind the first `base` bytes of it; the value says whether it is a number.
struct Key<'a> {
    draft: &'a mut CommandDraft,
    base: usize,
}

impl<'a> Key<'a> {
    fn of(draft: &'a mut CommandDraft, base: usize) -> Self {
        Self { draft, base }
    }
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a parameter's name")
    }

    fn visit_str<E>(self, key: &str) -> Result<bool, E> {
        self.draft.field(self.base, key);
        Ok(is_number(key))
    }
}

/// The place of one value, whose key the draft has.
struct Slot<'a> {
    draft: &'a mut CommandDraft,
    /// Whether it stands in an array already: there is no room for a second one.
    nested: bool,
}

impl Slot<'_> {
    fn takes_array(&mut self) -> bool {
        let takes = !self.nested && !self.draft.is_name();
        if !takes {
            self.draft.nested();
        }
        takes
    }
}

impl<'de> DeserializeSeed<'de> for Slot<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Slot<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<(), E> {
        self.draft.scalar(Scalar::Bool(flag));
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.draft.scalar(Scalar::Int(number));
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.draft.scalar(Scalar::Text(&number.to_string()));
        Ok(())
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        self.draft.scalar(Scalar::Text(&number.to_string()));
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.draft.scalar(Scalar::Text(text));
        Ok(())
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<(), E> {
        self.draft.scalar(Scalar::Bytes);
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.draft.scalar(Scalar::Null);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        if !self.takes_array() {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        let (base, first) = (self.draft.key.len(), self.draft.pairs.len());
        loop {
            self.draft.element(base, first);
            let draft = &mut *self.draft;
            let slot = Slot {
                draft,
                nested: true,
            };
            if seq.next_element_seed(slot)?.is_none() {
                return Ok(());
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        if !self.takes_array() {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        let (base, first) = (self.draft.key.len(), self.draft.pairs.len());
        let mut numbers = true;
        while let Some(number) = map.next_key_seed(Key::of(self.draft, base))? {
            numbers &= number;
            let draft = &mut *self.draft;
            map.next_value_seed(Slot {
                draft,
                nested: true,
            })?;
        }
        if numbers {
            self.draft.renumber(base, first);
        }
        Ok(())
    }
}
