//! From an array to a [`Command`]: loosely typed values in, checked keys and values out, nothing copied on the way.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::command::Command;
use super::encode::{self, EncodeError, shown};
use super::name::CommandName;
use super::pairs::Pairs;

mod read;

/// A command on its way in, from anything that deserializes. Lists become `KEY0`, `KEY1` ... without gaps, also where PHP's
/// own keys have some (the meaning of a gap is documented nowhere); other arrays append their keys. Nulls are left out, empty
/// texts clear.
///
/// # Examples
///
/// ```
/// use ispbridge::ispapi::{CommandDraft, encode};
///
/// let draft: CommandDraft = serde_json::from_str(r#"{"COMMAND":"CheckDomains","domain":["a.com","b.com"]}"#).unwrap();
/// assert_eq!(encode(&draft.finish()?), "COMMAND=CheckDomains\nDOMAIN0=a.com\nDOMAIN1=b.com");
/// # Ok::<(), ispbridge::ispapi::EncodeError>(())
/// ```
pub struct CommandDraft {
    name: Option<CommandName>,
    pairs: Pairs,
    /// The key of the value that comes next.
    key: String,
    /// The first one; what follows it is read and dropped.
    error: Option<EncodeError>,
}

/// One value that is no array.
#[derive(Clone, Copy)]
enum Scalar<'a> {
    Bool(bool),
    Bytes,
    Int(i64),
    Null,
    Text(&'a str),
}

impl Default for CommandDraft {
    fn default() -> Self {
        Self {
            name: None,
            pairs: Pairs::for_an_order(),
            key: String::with_capacity(64),
            error: None,
        }
    }
}

impl CommandDraft {
    /// The command.
    ///
    /// # Errors
    ///
    /// Any [`EncodeError`] but [`EncodeError::Idn`]; each names the key, none a value.
    pub fn finish(self) -> Result<Command, EncodeError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let name = self.name.ok_or(EncodeError::MissingCommand)?;
        let mut keys = HashSet::with_capacity(self.pairs.len());
        let twice = self.pairs.iter().find(|(key, _)| !keys.insert(*key));
        match twice {
            Some((key, _)) => Err(EncodeError::DuplicateKey {
                key: key.to_owned(),
            }),
            None => Ok(Command::from_pairs(name, self.pairs)),
        }
    }

    /// The key of a list's next element, where `base` bytes are the list's own key and `first` is the place of its first pair.
    fn element(&mut self, base: usize, first: usize) {
        self.key.truncate(base);
        let _ = write!(self.key, "{}", self.pairs.len() - first); // a text takes whatever is written
    }

    /// The key of a map's field.
    fn field(&mut self, base: usize, field: &str) {
        self.key.truncate(base);
        self.key.push_str(field);
    }

    /// Whether it is the command's name that comes next.
    fn is_name(&self) -> bool {
        self.key.eq_ignore_ascii_case("COMMAND")
    }

    fn nested(&mut self) {
        let key = if self.is_name() { "COMMAND" } else { &self.key };
        let key = shown(key);
        self.fail(EncodeError::Nested { key });
    }

    fn fail(&mut self, error: EncodeError) {
        self.error.get_or_insert(error);
    }

    /// The value of the key that was begun.
    fn scalar(&mut self, value: Scalar<'_>) {
        if self.error.is_some() {
            return;
        }
        let added = match value {
            Scalar::Bool(flag) => self.text(if flag { "1" } else { "0" }),
            Scalar::Bytes => Err(EncodeError::NotUtf8 {
                key: shown(&self.key),
            }),
            Scalar::Int(number) => self.text(&number.to_string()),
            Scalar::Null if self.is_name() => Err(EncodeError::MissingCommand),
            Scalar::Null => Ok(()),
            Scalar::Text(text) => self.text(text),
        };
        if let Err(error) = added {
            self.fail(error);
        }
    }

    fn text(&mut self, value: &str) -> Result<(), EncodeError> {
        if self.is_name() {
            let name = CommandName::parse(value)?;
            return match self.name.replace(name) {
                Some(_) => Err(EncodeError::DuplicateKey {
                    key: "COMMAND".into(),
                }),
                None => Ok(()),
            };
        }
        self.key.make_ascii_uppercase();
        let value = encode::checked(&self.key, value)?;
        self.pairs.push(&self.key, &value);
        Ok(())
    }

    /// Numbers the pairs from `first` on without gaps: their keys turned out to be those of a list.
    fn renumber(&mut self, base: usize, first: usize) {
        let values: Vec<String> = self
            .pairs
            .iter()
            .skip(first)
            .map(|(_, v)| v.to_owned())
            .collect();
        self.pairs.truncate(first);
        for value in values {
            self.element(base, first);
            self.pairs.push(&self.key, &value);
        }
    }
}

/// Whether a key is that of a list's element.
fn is_number(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_digit())
}
