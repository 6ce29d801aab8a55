//! What was received and what was answered. Secrets are masked on the structured form, before any
//! text exists (wire facts, logging and secrets).

use std::collections::{BTreeMap, VecDeque};

use jiff::Timestamp;
use serde::Serialize;

use crate::wire::{Command, Form};

/// How many calls are kept; older ones are dropped and only counted.
const KEPT: usize = 200_000;

/// One call.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Exchange {
    /// The how-manieth command received, from 1.
    pub(crate) number: u64,
    pub(crate) time: Timestamp,
    /// Number of the TCP connection, from 1.
    pub(crate) connection: u64,
    pub(crate) entity: String,
    pub(crate) login: String,
    pub(crate) user: String,
    pub(crate) command: String,
    pub(crate) object: String,
    /// Name of the fault that was applied, or empty.
    pub(crate) fault: String,
    /// Whether the command was carried out (it may have been refused all the same).
    pub(crate) executed: bool,
    /// Code of the command's own result; 0 when it was not carried out.
    pub(crate) code: u16,
    /// The command, flat and masked.
    #[serde(skip)]
    sent: BTreeMap<String, String>,
}

/// The calls so far.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    exchanges: VecDeque<Exchange>,
    dropped: u64,
}

impl Exchange {
    pub(crate) fn new(number: u64, time: Timestamp, connection: u64, form: &Form) -> Self {
        Self {
            number,
            time,
            connection,
            entity: form.entity.clone(),
            login: form.login.clone(),
            user: form.user.clone(),
            command: String::new(),
            object: String::new(),
            fault: String::new(),
            executed: false,
            code: 0,
            sent: BTreeMap::new(),
        }
    }

    pub(crate) fn set_command(&mut self, command: &Command) {
        command.name().clone_into(&mut self.command);
        command.object().clone_into(&mut self.object);
        self.sent = flat(command);
    }
}

impl Journal {
    pub(crate) fn add(&mut self, exchange: Exchange) {
        if self.exchanges.len() == KEPT {
            self.exchanges.pop_front();
            self.dropped += 1;
        }
        self.exchanges.push_back(exchange);
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The call with this number, unless it was dropped.
    pub(crate) fn get(&self, number: u64) -> Option<&Exchange> {
        let place = self.place(number)?;
        self.exchanges.get(place)
    }

    pub(crate) fn get_mut(&mut self, number: u64) -> Option<&mut Exchange> {
        let place = self.place(number)?;
        self.exchanges.get_mut(place)
    }

    /// Calls come nearly in order: those of other connections may overtake one that is served.
    fn place(&self, number: u64) -> Option<usize> {
        let exact = |place: &usize| {
            let exchange = self.exchanges.get(*place);
            exchange.is_some_and(|exchange| exchange.number == number)
        };
        let first = self.exchanges.front()?.number;
        let guess = usize::try_from(number.saturating_sub(first)).ok();
        let found = guess.filter(exact);
        found.or_else(|| self.exchanges.iter().position(|e| e.number == number))
    }

    pub(crate) fn exchanges(&self) -> impl Iterator<Item = &Exchange> {
        self.exchanges.iter()
    }

    /// The commands, one flat JSON object a line: `{"COMMAND": ..., "DOMAIN": ...}`.
    pub(crate) fn lines(&self) -> String {
        self.exchanges
            .iter()
            .filter(|exchange| !exchange.sent.is_empty())
            .filter_map(|exchange| serde_json::to_string(&exchange.sent).ok())
            .fold(String::new(), |text, line| text + &line + "\n")
    }
}

fn flat(command: &Command) -> BTreeMap<String, String> {
    let name = ("COMMAND".to_owned(), command.name().to_owned());
    let parameters = command.parameters().map(|(key, value)| {
        let shown = if is_secret(key) && !value.is_empty() {
            "***"
        } else {
            value
        };
        (key.to_owned(), shown.to_owned())
    });
    parameters.chain([name]).collect()
}

/// Parameters whose value never shows: passwords, auth codes, tokens, keys.
fn is_secret(key: &str) -> bool {
    const WORDS: &[&str] = &[
        "PASSWORD",
        "SECRET",
        "TOKEN",
        "AUTH-KEY",
        "PRIVATEKEY",
        "CLAIMKEY",
    ];
    const WHOLE: &[&str] = &["OTP", "SESSION", "TRIGGER"];
    (key.ends_with("AUTH") && key != "GENERATERANDOMAUTH")
        || WORDS.iter().any(|word| key.contains(word))
        || WHOLE.contains(&key)
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::indexing_slicing,
        clippy::unwrap_used,
        reason = "a failed one is a failed test"
    )]

    use super::*;

    #[test]
    fn secrets_are_masked_and_the_rest_is_kept() {
        let text = "COMMAND=X\nAUTH=s1\nDOMAINAUTH=a.com s2\nPASSWORD=s3\nOLDPASSWORD=s4\n\
                    X-CZ-ENS-AUTH-KEY=s5\nX-ALLOCATIONTOKEN=s6\nOWNERCONTACT0AUTH=s7\n\
                    X-ASSOCIATION-AUTH=s8\nCLAIMKEY=s9\nGENERATERANDOMAUTH=1\nDOMAIN=a.com\nOTPSECRET=s10";
        let flat = flat(&Command::parse(text).unwrap());
        for number in 1..=10 {
            let secret = format!("s{number}");
            assert!(
                flat.values().all(|value| !value.ends_with(&secret)),
                "{secret}"
            );
        }
        assert_eq!(flat["GENERATERANDOMAUTH"], "1");
        assert_eq!(flat["DOMAIN"], "a.com");
        assert_eq!(flat["COMMAND"], "X");
    }
}
