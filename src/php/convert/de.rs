//! PHP values to anything that deserializes.

use std::borrow::Cow;

use ext_php_rs::types::{ZendHashTable, Zval};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::ConvertError;

/// Arrays nested deeper than this are refused: WHMCS sends four levels, a reference cycle has no end.
const MAX_DEPTH: u8 = 16;

/// What happens to a value that is an object or a resource.
#[derive(Clone, Copy, PartialEq)]
pub(in crate::php) enum Objects {
    /// An error that names its key.
    Refuse,
    /// Left out, key and all: WHMCS hands its models along with the parameters.
    Skip,
}

/// A PHP array as the root of a value.
pub(super) struct FromTable<'a> {
    table: &'a ZendHashTable,
    objects: Objects,
    depth: u8,
}

impl<'a> FromTable<'a> {
    pub(super) fn new(table: &'a ZendHashTable, objects: Objects) -> Self {
        Self {
            table,
            objects,
            depth: 0,
        }
    }

    fn entries(self) -> Entries<'a> {
        Entries {
            pairs: self.table.iter(),
            objects: self.objects,
            depth: self.depth,
            next: None,
        }
    }
}

impl<'de> Deserializer<'de> for FromTable<'_> {
    type Error = ConvertError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ConvertError> {
        if self.depth > MAX_DEPTH {
            return Err(ConvertError(format!(
                "arrays are nested deeper than {MAX_DEPTH}"
            )));
        }
        if is_list(self.table) {
            visitor.visit_seq(self.entries())
        } else {
            visitor.visit_map(self.entries())
        }
    }

    // An empty PHP array is a list and a map at once; whoever asks for a map gets one.
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ConvertError> {
        visitor.visit_map(self.entries())
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct struct enum identifier ignored_any
    }
}

/// One value; `key` is for the error text.
struct FromZval<'a> {
    zval: &'a Zval,
    key: &'a Zval,
    objects: Objects,
    depth: u8,
}

impl<'de> Deserializer<'de> for FromZval<'_> {
    type Error = ConvertError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ConvertError> {
        let zval = self.zval.dereference();
        if let Some(flag) = zval.bool() {
            visitor.visit_bool(flag)
        } else if let Some(number) = zval.long() {
            visitor.visit_i64(number)
        } else if let Some(number) = zval.double() {
            visitor.visit_f64(number)
        } else if let Some(text) = zval.zend_str() {
            match text.as_str() {
                Ok(text) => visitor.visit_str(text),
                Err(_) => visitor.visit_bytes(text.as_bytes()),
            }
        } else if let Some(table) = zval.array() {
            let depth = self.depth + 1;
            FromTable {
                table,
                objects: self.objects,
                depth,
            }
            .deserialize_any(visitor)
        } else if zval.is_null() {
            visitor.visit_unit()
        } else {
            Err(ConvertError(format!(
                "{} must not be an object",
                text(self.key)
            )))
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The pairs of an array. Its own iterator would copy every key, and panic at one that is not UTF-8.
pub(in crate::php) fn pairs(table: &ZendHashTable) -> impl Iterator<Item = (Zval, &Zval)> {
    let mut pairs = table.iter();
    std::iter::from_fn(move || pairs.next_zval())
}

struct Entries<'a> {
    pairs: ext_php_rs::types::array::Iter<'a>,
    objects: Objects,
    depth: u8,
    next: Option<(Zval, &'a Zval)>,
}

impl<'a> Entries<'a> {
    /// The next pair that is not left out.
    fn pair(&mut self) -> Option<(Zval, &'a Zval)> {
        let skip = self.objects == Objects::Skip;
        loop {
            let (key, zval) = self.pairs.next_zval()?;
            let value = zval.dereference();
            if !(skip && (value.is_object() || value.is_resource())) {
                return Some((key, zval));
            }
        }
    }

    fn value<'s>(&self, zval: &'s Zval, key: &'s Zval) -> FromZval<'s> {
        FromZval {
            zval,
            key,
            objects: self.objects,
            depth: self.depth,
        }
    }
}

impl<'de> SeqAccess<'de> for Entries<'_> {
    type Error = ConvertError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ConvertError> {
        let Some((key, zval)) = self.pair() else {
            return Ok(None);
        };
        seed.deserialize(self.value(zval, &key)).map(Some)
    }
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = ConvertError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, ConvertError> {
        self.next = self.pair();
        let Some((key, _)) = &self.next else {
            return Ok(None);
        };
        seed.deserialize(FromKey(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, ConvertError> {
        let pair = self.next.take();
        let (key, zval) = pair.ok_or_else(|| ConvertError("a value without its key".into()))?;
        seed.deserialize(self.value(zval, &key))
    }
}

/// A key as text.
struct FromKey<'a>(&'a Zval);

impl<'de> Deserializer<'de> for FromKey<'_> {
    type Error = ConvertError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ConvertError> {
        visitor.visit_str(&text(self.0))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// A key as text; bytes that are not UTF-8 are replaced, and so match no name that anybody asks for.
fn text(key: &Zval) -> Cow<'_, str> {
    match (key.long(), key.zend_str()) {
        (Some(number), _) => Cow::Owned(number.to_string()),
        (None, Some(text)) => match text.as_str() {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => String::from_utf8_lossy(text.as_bytes()),
        },
        (None, None) => Cow::Borrowed(""),
    }
}

/// Whether the keys are 0, 1, 2 ...
fn is_list(table: &ZendHashTable) -> bool {
    let keys = pairs(table).map(|(key, _)| key.long());
    keys.zip(0..).all(|(key, place)| key == Some(place))
}
