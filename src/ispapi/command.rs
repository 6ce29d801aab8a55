use std::fmt;

use super::effect::{self, CommandEffect};
use super::encode::{self, EncodeError};
use super::name::CommandName;
use super::pairs::Pairs;

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
    properties: Pairs,
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
            properties: Pairs::default(),
        }
    }

    /// The same with one property set; a key that is there already gets the new value. An empty value clears the
    /// attribute on the server. A value that cannot go out is refused by [`check`](Self::check), before anything is sent.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Self {
        self.set(key, &value.into());
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
            self.set(&format!("{key}{index}"), &value.into());
        }
        self
    }

    /// The same without one property; an upper-case key.
    #[must_use]
    pub fn without(mut self, key: &str) -> Self {
        self.properties = self
            .properties()
            .filter(|(known, _)| *known != key)
            .collect();
        self
    }

    /// Its name.
    pub fn name(&self) -> &CommandName {
        &self.name
    }

    /// The value of an upper-case key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.properties.get(key)
    }

    /// All properties, in order, without `COMMAND`.
    pub fn properties(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.properties.iter()
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
        self.properties()
            .try_for_each(|(key, value)| encode::checked(key, value).map(drop))
    }

    /// The same with those values replaced for which `change` gives others.
    pub(super) fn try_map<E>(
        &self,
        mut change: impl FnMut(&str, &str) -> Result<Option<String>, E>,
    ) -> Result<Self, E> {
        let mut properties = Pairs::default();
        for (key, value) in self.properties() {
            let changed = change(key, value)?;
            properties.push(key, changed.as_deref().unwrap_or(value));
        }
        Ok(Self::from_pairs(self.name.clone(), properties))
    }

    /// From pairs whose keys are upper-case and differ.
    pub(super) fn from_pairs(name: CommandName, properties: Pairs) -> Self {
        Self { name, properties }
    }

    /// How long its text is, or a little less.
    pub(super) fn text_len(&self) -> usize {
        "COMMAND=".len() + self.name.as_str().len() + self.properties.text_len()
    }

    /// Whether no key and no value has a control character.
    pub(super) fn is_plain(&self) -> bool {
        encode::is_plain(self.properties.text())
    }

    fn set(&mut self, key: &str, value: &str) {
        self.properties.set(&key.to_ascii_uppercase(), value);
    }
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<&str> = self.properties().map(|(key, _)| key).collect();
        f.debug_struct("Command")
            .field("name", &self.name)
            .field("keys", &keys)
            .finish_non_exhaustive()
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
