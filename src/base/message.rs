//! Sentences for people: a key, named values and the English text. PHP renders other languages by the same key.
//!
//! The one source is `data/messages.json`; `build.rs` turns it into [`keys`].

use super::params::{Params, Value};

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// A sentence by its key, with the values that it names as `:name`.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    key: &'static str,
    values: Vec<(&'static str, String)>,
}

impl Message {
    /// The sentence of this key. A key that the catalogue lacks is caught by a test over the sources, and shown as it is.
    pub fn new(key: &'static str) -> Self {
        Self {
            key,
            values: Vec::new(),
        }
    }

    /// The same with one more value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// Its key.
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// The English sentence with its values in place. A value is never searched for further names.
    pub fn english(&self) -> String {
        let template = english_of(self.key).unwrap_or(self.key);
        let mut text = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, after)) = rest.split_once(':') {
            text.push_str(before);
            let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let (name, tail) = after.split_at(end.unwrap_or(after.len()));
            if let Some((_, value)) = self.values.iter().find(|(key, _)| *key == name) {
                text.push_str(value);
            } else {
                text.push(':');
                text.push_str(name);
            }
            rest = tail;
        }
        text + rest
    }

    /// Key, values and English text, as PHP sees them.
    pub fn to_params(&self) -> Params {
        let values = self
            .values
            .iter()
            .map(|(k, v)| ((*k).to_owned(), Value::from(v.as_str())));
        Params::default()
            .with("key", self.key)
            .with("values", values.collect::<Params>())
            .with("text", self.english())
    }
}

/// All keys of the catalogue, sorted.
pub fn keys() -> impl Iterator<Item = &'static str> {
    MESSAGES.iter().map(|(key, _)| *key)
}

fn english_of(key: &str) -> Option<&'static str> {
    let index = MESSAGES
        .binary_search_by_key(&key, |(known, _)| known)
        .ok()?;
    MESSAGES.get(index).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_in_place_and_not_searched_again() {
        let message = Message::new("error.bad_parameter")
            .with("name", ":reason")
            .with("reason", "text");
        assert_eq!(message.english(), "The value of “:reason” must be text.");
    }

    #[test]
    fn a_missing_value_stays_visible() {
        assert!(
            Message::new("error.missing_parameter")
                .english()
                .contains(":name")
        );
    }
}
