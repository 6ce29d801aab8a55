//! What the simulated commands do. One file a group; a group lists its handlers, and a new group
//! is one line in [`GROUPS`].

mod account;
mod auth_info;
mod availability;
mod contact;
mod dns;
mod domain;
mod environment;
mod event;
mod host;
mod idn;
mod list;
mod object_log;
mod objects;
mod paging;
mod plain_list;
mod rates;
mod session;
mod suggest;
mod trade;
mod transfer;
mod user;
mod verification;
mod zone_facts;

use jiff::Timestamp;

use crate::quirks::Quirks;
use crate::wire::{Command, Refusal, Response};
use crate::world::{Book, NewLogEntry};

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
    /// Writes, and is finished when it answers.
    Write,
    /// Writes; the registry may also answer "accepted, not finished" (PENDING).
    WriteOrPend,
}

const GROUPS: &[&[Handler]] = &[
    account::HANDLERS,
    auth_info::HANDLERS,
    availability::HANDLERS,
    contact::HANDLERS,
    dns::HANDLERS,
    domain::APPLICATIONS,
    domain::HANDLERS,
    environment::HANDLERS,
    event::HANDLERS,
    host::HANDLERS,
    idn::HANDLERS,
    list::HANDLERS,
    object_log::HANDLERS,
    objects::HANDLERS,
    rates::HANDLERS,
    session::HANDLERS,
    suggest::HANDLERS,
    trade::HANDLERS,
    transfer::HANDLERS,
    user::HANDLERS,
    verification::HANDLERS,
    zone_facts::HANDLERS,
];

/// Who sends the command.
#[derive(Clone, Debug, Default)]
pub(crate) struct Caller {
    /// The account it works on.
    pub(crate) account: String,
    /// The role after the `!`, or empty.
    pub(crate) role: String,
    /// Who logged in: `account` or `account!role`; another account than the one it works on when a
    /// sub-user is viewed.
    pub(crate) login: String,
    /// The session it came with, or empty.
    pub(crate) session: String,
}

impl Caller {
    /// The account that logged in.
    pub(crate) fn own_account(&self) -> &str {
        self.login.split('!').next().unwrap_or_default()
    }
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
pub(crate) use transfer::{decide, leave};
pub(crate) use verification::{finish as finish_verification, start as start_verification};

/// Does what is due by now between registrars and on the market; whether anything was.
pub(crate) fn advance(book: &mut Book, now: Timestamp) -> bool {
    let applications = domain::advance_applications(book, now);
    transfer::advance(book, now) || applications
}

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

    /// The account above this one, or nothing.
    fn parent_of(&self, account: &str) -> String {
        let account = self.book.accounts.get(account);
        account.and_then(|a| a.parent.clone()).unwrap_or_default()
    }

    /// Writes a line of the object log.
    fn log_domain(&mut self, name: &str, operation: &str) {
        let status = if self.pend { "PENDING" } else { "SUCCESSFUL" };
        self.log("DOMAIN", name, operation, status);
    }

    /// Writes a line of the object log about an object of any class.
    fn log(&mut self, class: &str, object: &str, operation: &str, status: &str) {
        let entry = NewLogEntry {
            account: &self.caller.account,
            role: &self.caller.role,
            class,
            object,
            operation,
            status,
            info: operation_info(self.caller, self.command, self.pend),
        };
        self.book.log(entry, self.now);
    }
}

/// OPERATIONINFO as StatusObjectLog shows it: the command whole, auth codes included, and the head
/// of the answer.
fn operation_info(caller: &Caller, command: &Command, pend: bool) -> Vec<String> {
    let lines = |text: &[&str]| -> Vec<String> { text.iter().map(|&t| t.to_owned()).collect() };
    let mut info = lines(&["[HEADER]"]);
    info.push(format!("user={}", caller.account));
    info.extend(lines(&["remoteaddr=127.0.0.1", "", "[COMMAND]"]));
    info.extend(command.parameters().map(|(k, v)| format!("{k}={v}")));
    info.push(format!("COMMAND={}", command.name()));
    info.extend(lines(&["EOF", "", "[RESPONSE]"]));
    info.push("DESCRIPTION=Command completed successfully".to_owned());
    info.push("CODE=200".to_owned());
    if pend {
        info.push("PENDING=1".to_owned());
    }
    info.extend(lines(&["", "EOF"]));
    info
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
        assert!(seen.len() >= 44, "{seen:?}");
    }
}
