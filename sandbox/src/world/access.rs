//! The access list of a role user (wire facts, users and roles).
//!
//! Lines `CommandName():ALLOW`, or with a condition on a parameter,
//! `CommandName[param=*.uk]:DENY`. What no line names is denied. When several lines match, a DENY
//! wins (the order of evaluation is not documented).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::pattern;
use crate::wire::Command;

/// The rules of one role user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccessList(Vec<Rule>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    command: String,
    /// Parameter name and pattern of its value.
    condition: Option<(String, String)>,
    allow: bool,
}

/// A line that is no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessListError {
    line: String,
}

impl fmt::Display for AccessListError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = &self.line;
        write!(
            f,
            "access list line `{line}` is not like CommandName():ALLOW"
        )
    }
}

impl std::error::Error for AccessListError {}

impl AccessList {
    /// Reads a list, one rule a line; empty lines are skipped.
    ///
    /// # Errors
    ///
    /// The first line that is no rule.
    pub fn parse(text: &str) -> Result<Self, AccessListError> {
        text.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(Rule::parse)
            .collect::<Result<_, _>>()
            .map(Self)
    }

    pub(crate) fn allows(&self, command: &Command) -> bool {
        let mut matching = self
            .0
            .iter()
            .filter(|rule| rule.matches(command))
            .peekable();
        matching.peek().is_some() && matching.all(|rule| rule.allow)
    }
}

impl Rule {
    fn parse(line: &str) -> Result<Self, AccessListError> {
        let error = || AccessListError {
            line: line.to_owned(),
        };
        let (left, verdict) = line.rsplit_once(':').ok_or_else(error)?;
        let allow = match verdict.trim().to_uppercase().as_str() {
            "ALLOW" => true,
            "DENY" => false,
            _ => return Err(error()),
        };
        let left = left.trim().replace("()", "");
        let (command, condition) = match left.split_once('[') {
            None => (left.as_str(), None),
            Some((command, rest)) => {
                let inner = rest.strip_suffix(']').ok_or_else(error)?;
                let (name, value) = inner.split_once('=').ok_or_else(error)?;
                (
                    command,
                    Some((name.trim().to_uppercase(), value.trim().to_owned())),
                )
            }
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || "_*?".contains(c);
        if command.is_empty() || !command.chars().all(plain) {
            return Err(error());
        }
        Ok(Self {
            command: command.to_owned(),
            condition,
            allow,
        })
    }

    fn matches(&self, command: &Command) -> bool {
        pattern::matches(&self.command, command.name())
            && self.condition.as_ref().is_none_or(|(name, value)| {
                command
                    .get(name)
                    .is_some_and(|given| pattern::matches(value, given))
            })
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.allow { "ALLOW" } else { "DENY" };
        let command = &self.command;
        match &self.condition {
            None => write!(f, "{command}():{verdict}"),
            Some((name, value)) => write!(f, "{command}[{name}={value}]:{verdict}"),
        }
    }
}

impl From<AccessList> for String {
    fn from(list: AccessList) -> Self {
        let lines: Vec<Self> = list.0.iter().map(Rule::to_string).collect();
        lines.join("\n")
    }
}

impl TryFrom<String> for AccessList {
    type Error = AccessListError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    fn allowed(list: &str, command: &str) -> bool {
        let command = Command::parse(command).unwrap();
        AccessList::parse(list).unwrap().allows(&command)
    }

    #[test]
    fn what_is_not_named_is_denied_and_deny_wins() {
        let list = "StatusDomain():ALLOW\nAddDomain():ALLOW\nAddDomain[domain=*.uk]:DENY";
        assert!(allowed(list, "COMMAND=statusdomain\nDOMAIN=a.com"));
        assert!(allowed(list, "COMMAND=AddDomain\nDOMAIN=a.com"));
        assert!(!allowed(list, "COMMAND=AddDomain\nDOMAIN=a.uk"));
        assert!(!allowed(list, "COMMAND=DeleteDomain\nDOMAIN=a.com"));
    }

    #[test]
    fn a_list_survives_writing_and_reading() {
        let text = "StatusDomain():ALLOW\nAddDomain[DOMAIN=*.uk]:DENY";
        let list = AccessList::parse(text).unwrap();
        assert_eq!(String::from(list), text);
    }

    #[test]
    fn nonsense_is_refused() {
        for line in [
            "StatusDomain",
            "StatusDomain():MAYBE",
            ":ALLOW",
            "A[b]:DENY",
            "A B():ALLOW",
        ] {
            assert!(AccessList::parse(line).is_err(), "{line}");
        }
    }
}
