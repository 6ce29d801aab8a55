use std::fmt;

use super::effect::{self, CommandEffect};
use super::encode::{self, EncodeError};
use super::name::CommandName;
use crate::base::params::Params;

/// One command: a name and its properties, in order.
///
/// Keys are upper-case. Values may be auth codes or passwords, so `Debug` shows the keys alone.
///
/// # Examples
///
/// ```
/// use ispbridge::ispapi::{Command, CommandName, encode};
///
/// let command = Command::of(CommandName::STATUS_DOMAIN).with("domain", "example.com");
/// assert_eq!(encode(&command), "COMMAND=StatusDomain\nDOMAIN=example.com");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Command {
    name: CommandName,
    properties: Vec<(String, String)>,
}

impl Command {
    /// A command without properties, by any name.
    ///
    /// # Errors
    ///
    /// [`EncodeError::BadCommandName`], as [`CommandName::parse`].
    pub fn new(name: &str) -> Result<Self, EncodeError> {
        CommandName::parse(name).map(Self::of)
    }

    /// A command without properties, by one of our own names.
    pub fn of(name: CommandName) -> Self {
        Self {
            name,
            properties: Vec::new(),
        }
    }

    /// A command from an array as PHP has it, by the rules of [`encode`](super::encode()).
    ///
    /// # Errors
    ///
    /// Any [`EncodeError`]; each names the key, none a value.
    pub fn from_params(params: &Params) -> Result<Self, EncodeError> {
        encode::from_params(params)
    }

    /// The same with one property set; a key that is there already gets the new value. An empty value clears the
    /// attribute on the server. A value that cannot go out is refused by [`check`](Self::check), before anything is sent.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Self {
        self.set(key, value.into());
        self
    }

    /// The same with `KEY0`, `KEY1` ... set.
    #[must_use]
    pub fn with_list<V: Into<String>>(
        mut self,
        key: &str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        for (index, value) in values.into_iter().enumerate() {
            self.set(&format!("{key}{index}"), value.into());
        }
        self
    }

    /// The same without one property; an upper-case key.
    #[must_use]
    pub fn without(mut self, key: &str) -> Self {
        self.properties.retain(|(known, _)| known != key);
        self
    }

    /// Its name.
    pub fn name(&self) -> &CommandName {
        &self.name
    }

    /// The value of an upper-case key.
    pub fn get(&self, key: &str) -> Option<&str> {
        let found = self.properties.iter().find(|(known, _)| known == key);
        found.map(|(_, value)| value.as_str())
    }

    /// All properties, in order, without `COMMAND`.
    pub fn properties(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.properties
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// What it does to the account: reads, changes, or costs money.
    pub fn effect(&self) -> CommandEffect {
        effect::of(self)
    }

    /// Whether every key and value can go to the server.
    ///
    /// # Errors
    ///
    /// [`EncodeError::BadKey`] and [`EncodeError::ControlCharacter`].
    pub fn check(&self) -> Result<(), EncodeError> {
        self.properties
            .iter()
            .try_for_each(|(key, value)| encode::check_pair(key, value))
    }

    /// The same with each value replaced by what `change` makes of it.
    pub(super) fn try_map<E>(
        &self,
        mut change: impl FnMut(&str, &str) -> Result<String, E>,
    ) -> Result<Self, E> {
        let changed = |(key, value): &(String, String)| Ok((key.clone(), change(key, value)?));
        Ok(Self {
            name: self.name.clone(),
            properties: self
                .properties
                .iter()
                .map(changed)
                .collect::<Result<_, E>>()?,
        })
    }

    /// From pairs whose keys are upper-case and differ.
    pub(super) fn from_pairs(name: CommandName, properties: Vec<(String, String)>) -> Self {
        Self { name, properties }
    }

    fn set(&mut self, key: &str, value: String) {
        let key = key.to_ascii_uppercase();
        match self.properties.iter_mut().find(|(known, _)| *known == key) {
            Some((_, old)) => *old = value,
            None => self.properties.push((key, value)),
        }
    }
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<&str> = self
            .properties
            .iter()
            .map(|(key, _)| key.as_str())
            .collect();
        f.debug_struct("Command")
            .field("name", &self.name)
            .field("keys", &keys)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_set_again_keeps_its_place() {
        let command = Command::of(CommandName::STATUS_DOMAIN)
            .with("DOMAIN", "a.com")
            .with("HOSTTYPE", "AUTO")
            .with("domain", "b.com");
        let pairs: Vec<_> = command.properties().collect();
        assert_eq!(pairs, [("DOMAIN", "b.com"), ("HOSTTYPE", "AUTO")]);
    }

    #[test]
    fn lists_get_dense_indexes() {
        let command = Command::of(CommandName::CHECK_DOMAINS).with_list("DOMAIN", ["a.de", "b.de"]);
        assert_eq!(command.get("DOMAIN1"), Some("b.de"));
    }

    #[test]
    fn debug_shows_no_value() {
        let command = Command::of(CommandName::ADD_DOMAIN).with("AUTH", "hush");
        let text = format!("{command:?}");
        assert!(text.contains("AUTH") && !text.contains("hush"), "{text}");
    }

    #[test]
    fn a_control_character_is_refused_before_sending() {
        let command = Command::of(CommandName::ADD_DOMAIN).with("X-A", "a\u{b}b");
        let key = "X-A".to_owned();
        assert_eq!(command.check(), Err(EncodeError::ControlCharacter { key }));
    }
}
