//! Sessions (`ispapi-wire`, section 6): a text that takes the place of login and password. Where one is kept is not known
//! here: it comes in with the account, and goes out through [`Client::session`].

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::client::Client;
use super::code::{Class, Code};
use super::command::Command;
use super::effect::CommandEffect;
use super::error::Error;
use super::name::CommandName;
use super::parse::Malformed;
use super::platform::Account;
use super::response::Response;
use crate::names::Secret;

/// What the server says of a session that it does not know, to the letter. Any other 530 is about the password or the role,
/// and trying again could lock the account.
const LOST: &str = "SESSION NOT FOUND";

/// The session of a client.
pub(super) struct Session(Mutex<State>);

struct State {
    current: Option<Secret>,
    /// Whether a lost session may be replaced: login and password are there, and were not refused.
    renewable: bool,
}

impl Session {
    pub(super) fn of(account: &Account) -> Self {
        let session = account.session.as_ref();
        Self(Mutex::new(State {
            current: session.filter(|session| !session.is_empty()).cloned(),
            // A one-time password has served once it was sent.
            renewable: !account.login.is_empty()
                && !account.password.is_empty()
                && account.one_time_password.is_none(),
        }))
    }

    pub(super) fn current(&self) -> Option<Secret> {
        self.state().current.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the command was refused, and so not carried out, because its session is gone.
pub(super) fn is_lost(command: &Command, end: &Result<Response, Error>) -> bool {
    let about_sessions = [CommandName::START_SESSION, CommandName::END_SESSION];
    let lost = |response: &Response| {
        response.code() == Code::AUTHENTICATION_FAILED && response.description() == LOST
    };
    !about_sessions.contains(command.name()) && end.as_ref().is_ok_and(lost)
}

impl Client {
    /// The session in use: the one given, or the one that took its place. Whoever keeps it between requests stores this one.
    pub fn session(&self) -> Option<Secret> {
        self.session.current()
    }

    /// Logs in by login and password, and uses the session from now on. The server keeps it for 10 minutes after its last use,
    /// for a day at most.
    ///
    /// # Errors
    ///
    /// [`Error::Command`] where the login was refused; any error of [`request`](Self::request).
    pub fn start_session(&self) -> Result<Secret, Error> {
        let session = self.log_in()?;
        self.session.state().current = Some(session.clone());
        Ok(session)
    }

    /// Ends the session, if there is one. One that the server no longer knows has ended, too.
    ///
    /// # Errors
    ///
    /// [`Error::Command`] where that was refused; any error of [`request`](Self::request). The session is still in use then.
    pub fn end_session(&self) -> Result<(), Error> {
        let Some(session) = self.session.current() else {
            return Ok(());
        };
        let end = self.exchange(
            &Command::of(CommandName::END_SESSION),
            CommandEffect::Writes,
            Some(&session),
        )?;
        if end.description() != LOST {
            end.into_result()?;
        }
        let mut state = self.session.state();
        state.current.take_if(|current| *current == session);
        Ok(())
    }

    /// Another session in the place of a lost one; `None` where there can be none. One thread logs in, the others wait for it
    /// and take what it got. After a refused login it is not tried again.
    pub(super) fn renewed(&self, lost: &Secret) -> Option<Secret> {
        let mut state = self.session.state();
        match &state.current {
            Some(current) if current != lost => return Some(current.clone()),
            Some(_) if state.renewable => {}
            _ => return None,
        }
        match self.log_in() {
            Ok(session) => {
                state.current = Some(session.clone());
                Some(session)
            }
            Err(error) => {
                let refused = |code: Code| code.class() != Class::Temporary;
                state.renewable = !matches!(error, Error::Command { code, .. } if refused(code));
                None
            }
        }
    }

    fn log_in(&self) -> Result<Secret, Error> {
        let effect = CommandEffect::Writes;
        let command = Command::of(CommandName::START_SESSION);
        let response = self.exchange(&command, effect, None)?.into_result()?;
        let session = response.first("SESSION").filter(|text| !text.is_empty());
        session.map(Secret::new).ok_or(Error::Malformed {
            what: Malformed::NoSession,
            effect,
        })
    }
}
