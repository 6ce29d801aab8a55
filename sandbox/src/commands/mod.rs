//! What the simulated commands do. One file a group; a group lists its handlers, and a new group
//! is one line in [`GROUPS`].

mod account;
mod availability;
mod domain;
mod list;

use jiff::Timestamp;

use crate::quirks::Quirks;
use crate::wire::{Command, Refusal, Response};
use crate::world::{Book, LogEntry};

/// The result of a command.
pub(crate) type Outcome = Result<Response, Refusal>;

/// One simulated command.
pub(crate) struct Handler {
    /// The documented spelling.
    name: &'static str,
    run: fn(&mut Call<'_>) -> Outcome,
    kind: Kind,
}

/// What a command may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Read,
    /// Writes; the registry may also answer "accepted, not finished" (PENDING).
    WriteOrPend,
}

const GROUPS: &[&[Handler]] = &[
    account::HANDLERS,
    availability::HANDLERS,
    domain::HANDLERS,
    list::HANDLERS,
];

/// Who sends the command.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// The account it works on.
    pub(crate) account: String,
    /// The role after the `!`, or empty.
    pub(crate) role: String,
}

/// All that a handler may look at and change.
pub(crate) struct Call<'a> {
    pub(crate) book: &'a mut Book,
    pub(crate) caller: &'a Caller,
    pub(crate) command: &'a Command,
    /// Which documented page accepted the parameters.
    pub(crate) variant: usize,
    pub(crate) now: Timestamp,
    pub(crate) quirks: &'a Quirks,
    /// Accept, but leave unfinished.
    pub(crate) pend: bool,
}

/// The handler of a command, if it is simulated.
pub(crate) fn handler(name: &str) -> Option<&'static Handler> {
    GROUPS
        .iter()
        .copied()
        .flatten()
        .find(|handler| handler.name.eq_ignore_ascii_case(name))
}

/// The names of all simulated commands.
pub(crate) fn simulated() -> impl Iterator<Item = &'static str> {
    GROUPS.iter().copied().flatten().map(|handler| handler.name)
}

pub(crate) use domain::settle;

impl Handler {
    pub(crate) fn run(&self, call: &mut Call<'_>) -> Outcome {
        (self.run)(call)
    }

    pub(crate) fn can_pend(&self) -> bool {
        self.kind == Kind::WriteOrPend
    }

    pub(crate) fn writes(&self) -> bool {
        self.kind != Kind::Read
    }
}

impl Call<'_> {
    /// A mandatory parameter; the reference check has made sure of it, so 504 is a formality.
    fn required(&self, key: &str) -> Result<&str, Refusal> {
        self.command
            .filled(key)
            .ok_or_else(|| Refusal::new(504, key))
    }

    /// Whether objects of `account` are within the caller's reach: its own and its sub-users'.
    fn reaches(&self, account: &str) -> bool {
        let parent = self.book.accounts.get(account).map(|a| a.parent.as_ref());
        account == self.caller.account || parent.flatten() == Some(&self.caller.account)
    }

    /// Writes a line of the object log.
    fn log_domain(&mut self, name: &str, operation: &str) {
        let status = if self.pend { "PENDING" } else { "SUCCESSFUL" };
        let index = self.book.next_id();
        self.book.log.push(LogEntry {
            index,
            time: self.now,
            account: self.caller.account.clone(),
            role: self.caller.role.clone(),
            class: "DOMAIN".to_owned(),
            object: name.to_owned(),
            operation: operation.to_owned(),
            status: status.to_owned(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::reference;

    #[test]
    fn every_simulated_command_is_documented_and_listed_once() {
        let mut seen = std::collections::BTreeSet::new();
        for name in simulated() {
            let documented = reference().command(name).map(|c| c.name.as_str());
            assert_eq!(documented, Some(name));
            assert!(seen.insert(name), "{name} twice");
        }
        assert_eq!(seen.len(), 7);
    }
}
