//! Sessions (StartSession page of the API reference; wire facts, sessions).

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Book;

/// Letters of a session id.
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// One session. No `Debug` of its id: whoever has it is logged in.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Session {
    id: String,
    /// `account` or `account!role`.
    pub(crate) login: String,
    pub(crate) started: Timestamp,
    pub(crate) used: Timestamp,
    /// Seconds without a command until it ends.
    pub(crate) timeout: i64,
    /// Seconds until it ends in any case.
    pub(crate) max_ttl: i64,
}

/// What is known about a session id.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Lookup {
    /// It was used now, by this login.
    Alive(String),
    TimedOut,
    Unknown,
}

impl Session {
    fn is_over(&self, now: Timestamp) -> bool {
        now.as_second() - self.used.as_second() > self.timeout
            || now.as_second() - self.started.as_second() > self.max_ttl
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("login", &self.login)
            .field("started", &self.started)
            .finish_non_exhaustive()
    }
}

impl Book {
    /// Starts a session and gives its id: 64 letters, as in the example of the reference.
    pub(crate) fn start_session(
        &mut self,
        login: &str,
        timeout: i64,
        max_ttl: i64,
        now: Timestamp,
    ) -> String {
        let id = self.rng.text(LETTERS, 64);
        self.sessions.retain(|session| !session.is_over(now));
        self.sessions.push(Session {
            id: id.clone(),
            login: login.to_owned(),
            started: now,
            used: now,
            timeout,
            max_ttl,
        });
        id
    }

    /// How many sessions of an account (its roles included) are alive.
    pub(crate) fn sessions_of(&self, account: &str, now: Timestamp) -> usize {
        let of_account =
            |s: &&Session| s.login.split('!').next() == Some(account) && !s.is_over(now);
        self.sessions.iter().filter(of_account).count()
    }

    /// Looks a session up, which keeps it alive.
    pub(crate) fn use_session(&mut self, id: &str, now: Timestamp) -> Lookup {
        match self.sessions.iter_mut().find(|session| session.id == id) {
            None => Lookup::Unknown,
            Some(session) if session.is_over(now) => Lookup::TimedOut,
            Some(session) => {
                session.used = now;
                Lookup::Alive(session.login.clone())
            }
        }
    }

    /// Ends a session; whether there was one.
    pub(crate) fn end_session(&mut self, id: &str) -> bool {
        let before = self.sessions.len();
        self.sessions.retain(|session| session.id != id);
        self.sessions.len() < before
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use crate::world::{Entity, Rng};

    #[test]
    fn a_session_ends_by_silence_by_age_and_by_word() {
        let mut book = Book::new(Entity::Ote, Rng::new(1));
        let at = |second| Timestamp::from_second(second).unwrap();
        let id = book.start_session("shop!whmcs", 60, 150, at(0));
        assert_eq!(id.len(), 64);
        assert_eq!(book.sessions_of("shop", at(60)), 1);
        let alive = Lookup::Alive("shop!whmcs".to_owned());
        assert_eq!(book.use_session(&id, at(60)), alive);
        assert_eq!(book.use_session(&id, at(120)), alive);
        assert_eq!(book.use_session(&id, at(151)), Lookup::TimedOut);
        assert_eq!(book.use_session("x", at(1)), Lookup::Unknown);
        let other = book.start_session("shop", 60, 150, at(200));
        assert!(book.end_session(&other) && !book.end_session(&other));
        assert!(book.sessions.is_empty(), "the dead one is forgotten");
        assert!(!format!("{:?}", book.sessions).contains(&id));
    }
}
