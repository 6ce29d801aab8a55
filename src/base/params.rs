//! Parameters as PHP hands them over: an ordered map of loosely typed values, asked for by name and type.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// One value.
#[derive(Clone, PartialEq)]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// Text that is not UTF-8.
    Bytes(Vec<u8>),
    /// A whole number.
    Int(i64),
    /// An array with keys 0, 1, 2 ...
    List(Vec<Self>),
    /// Any other array, in its order.
    Map(Params),
    /// Nothing.
    Null,
    /// Text; floats arrive as their shortest decimal text.
    Text(String),
}

/// Parameters in the order in which they were given.
///
/// They may hold passwords and auth codes, so `Debug` shows the keys alone.
#[derive(Clone, Default, PartialEq)]
pub struct Params(Vec<(String, Value)>);

/// A parameter that a verb cannot work with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParamError {
    /// There, but unusable.
    Bad {
        /// Its name.
        name: String,
        /// What would be right, as a lowercase fragment.
        reason: &'static str,
    },
    /// Not there, or empty.
    Missing {
        /// Its name.
        name: String,
    },
}

impl ParamError {
    /// An error about `name`.
    pub fn bad(name: &str, reason: &'static str) -> Self {
        Self::Bad {
            name: name.to_owned(),
            reason,
        }
    }

    /// The name of the parameter.
    pub fn name(&self) -> &str {
        match self {
            Self::Bad { name, .. } | Self::Missing { name } => name,
        }
    }
}

impl Params {
    /// Appends a value, or replaces the one of the same name in its place.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        let (name, value) = (name.into(), value.into());
        match self.0.iter_mut().find(|(key, _)| *key == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }

    /// The same, for chains.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.set(name, value);
        self
    }

    /// The raw value.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// A text, with blanks around it removed; `None` where it is absent or empty.
    ///
    /// # Errors
    ///
    /// [`ParamError::Bad`] for an array or for text that is not UTF-8.
    pub fn text(&self, name: &str) -> Result<Option<Cow<'_, str>>, ParamError> {
        let text = match self.get(name) {
            None | Some(Value::Null | Value::Bool(false)) => return Ok(None),
            Some(Value::Bool(true)) => Cow::Borrowed("1"),
            Some(Value::Bytes(_)) => return Err(ParamError::bad(name, "text in UTF-8")),
            Some(Value::Int(number)) => Cow::Owned(number.to_string()),
            Some(Value::List(_) | Value::Map(_)) => {
                return Err(ParamError::bad(name, "text, not a list"));
            }
            Some(Value::Text(text)) => Cow::Borrowed(text.trim()),
        };
        Ok(if text.is_empty() { None } else { Some(text) })
    }

    /// A text as it is, blanks and all: for passwords. `None` where it is absent or empty.
    ///
    /// # Errors
    ///
    /// As [`text`](Self::text).
    pub fn exact_text(&self, name: &str) -> Result<Option<Cow<'_, str>>, ParamError> {
        match self.get(name) {
            Some(Value::Text(text)) if !text.is_empty() => Ok(Some(Cow::Borrowed(text))),
            _ => self.text(name),
        }
    }

    /// A text that must be there.
    ///
    /// # Errors
    ///
    /// As [`text`](Self::text), and [`ParamError::Missing`].
    pub fn required(&self, name: &str) -> Result<Cow<'_, str>, ParamError> {
        self.text(name)?.ok_or_else(|| ParamError::Missing {
            name: name.to_owned(),
        })
    }

    /// A tick or flag as WHMCS knows them: `on`, `1`, `true`, `yes` and 1 mean yes; absent, empty, `off`, `0`, `false`,
    /// `no` and 0 mean no.
    ///
    /// # Errors
    ///
    /// [`ParamError::Bad`] for anything else.
    pub fn flag(&self, name: &str) -> Result<bool, ParamError> {
        let Some(text) = self.text(name)? else {
            return Ok(false);
        };
        match text.to_ascii_lowercase().as_str() {
            "1" | "on" | "true" | "yes" => Ok(true),
            "0" | "off" | "false" | "no" => Ok(false),
            _ => Err(ParamError::bad(name, "on or off")),
        }
    }

    /// A whole number within bounds, `None` where absent or empty.
    ///
    /// # Errors
    ///
    /// [`ParamError::Bad`] for anything else.
    pub fn integer(
        &self,
        name: &str,
        range: std::ops::RangeInclusive<i64>,
    ) -> Result<Option<i64>, ParamError> {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        match text.parse::<i64>() {
            Ok(number) if range.contains(&number) => Ok(Some(number)),
            Ok(_) => Err(ParamError::bad(name, "a number within its range")),
            Err(_) => Err(ParamError::bad(name, "a whole number")),
        }
    }

    /// A nested array, `None` where absent. An empty array counts as an empty map.
    ///
    /// # Errors
    ///
    /// [`ParamError::Bad`] where something else stands.
    pub fn map(&self, name: &str) -> Result<Option<Cow<'_, Self>>, ParamError> {
        match self.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Map(map)) => Ok(Some(Cow::Borrowed(map))),
            Some(Value::List(list)) if list.is_empty() => Ok(Some(Cow::Owned(Self::default()))),
            Some(_) => Err(ParamError::bad(name, "a list of names and values")),
        }
    }
}

impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.0.iter().map(|(key, _)| key))
            .finish()
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bool(_) => "Bool",
            Self::Bytes(_) => "Bytes",
            Self::Int(_) => "Int",
            Self::List(_) => "List",
            Self::Map(_) => "Map",
            Self::Null => "Null",
            Self::Text(_) => "Text",
        })
    }
}

impl FromIterator<(String, Value)> for Params {
    fn from_iter<T: IntoIterator<Item = (String, Value)>>(pairs: T) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<Params> for Value {
    fn from(map: Params) -> Self {
        Self::Map(map)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Self>> From<Vec<T>> for Value {
    fn from(list: Vec<T>) -> Self {
        Self::List(list.into_iter().map(Into::into).collect())
    }
}

impl fmt::Display for ParamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bad { name, reason } => write!(f, "parameter {name} must be {reason}"),
            Self::Missing { name } => write!(f, "parameter {name} is missing"),
        }
    }
}

impl std::error::Error for ParamError {}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(flag) => serializer.serialize_bool(*flag),
            Self::Bytes(bytes) => serializer.serialize_bytes(bytes),
            Self::Int(number) => serializer.serialize_i64(*number),
            Self::List(list) => serializer.collect_seq(list),
            Self::Map(map) => map.serialize(serializer),
            Self::Null => serializer.serialize_unit(),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl Serialize for Params {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

impl<'de> Deserialize<'de> for Params {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ParamsVisitor)
    }
}

struct ParamsVisitor;

impl<'de> Visitor<'de> for ParamsVisitor {
    type Value = Params;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of names and values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Params, A::Error> {
        let mut pairs = Vec::with_capacity(map.size_hint().unwrap_or(0));
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Params(pairs))
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Int(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(i64::try_from(number).map_or_else(|_| Value::Text(number.to_string()), Value::Int))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Text(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Value, E> {
        Ok(Value::Bytes(bytes.to_vec()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut list = Vec::with_capacity(seq.size_hint().unwrap_or(0));
        while let Some(value) = seq.next_element()? {
            list.push(value);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Value, A::Error> {
        ParamsVisitor.visit_map(map).map(Value::Map)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;

    fn params(json: &str) -> Params {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn order_is_kept_both_ways() {
        let text = r#"{"z":1,"a":[true,null],"m":{"y":"1","b":"2"}}"#;
        assert_eq!(serde_json::to_string(&params(text)).unwrap(), text);
    }

    #[test]
    fn floats_become_their_shortest_decimal_text() {
        assert_eq!(params(r#"{"p":12.5}"#).text("p").unwrap().unwrap(), "12.5");
        assert_eq!(params(r#"{"p":0.1}"#).text("p").unwrap().unwrap(), "0.1");
    }

    #[test]
    fn an_array_where_text_is_due_is_named() {
        let error = params(r#"{"sld":["a"]}"#).text("sld").unwrap_err();
        assert_eq!(error.to_string(), "parameter sld must be text, not a list");
    }

    #[test]
    fn blank_text_counts_as_missing() {
        let error = params(r#"{"sld":"  "}"#).required("sld").unwrap_err();
        assert_eq!(error, ParamError::Missing { name: "sld".into() });
    }

    #[test]
    fn flags_are_read_as_whmcs_writes_them() {
        let ticks = params(r#"{"on":"on","one":1,"yes":true,"off":"","zero":"0"}"#);
        assert!(
            ["on", "one", "yes"]
                .iter()
                .all(|name| ticks.flag(name).unwrap())
        );
        assert!(
            ["off", "zero", "absent"]
                .iter()
                .all(|name| !ticks.flag(name).unwrap())
        );
        assert!(params(r#"{"x":"maybe"}"#).flag("x").is_err());
    }

    #[test]
    fn debug_shows_no_value() {
        assert_eq!(
            format!("{:?}", params(r#"{"Password":"hush"}"#)),
            r#"{"Password"}"#
        );
    }
}
