use std::fmt;
use std::sync::Arc;

use super::budget::Budget;
use super::command::Command;
use super::effect::CommandEffect;
use super::encode::encode;
use super::error::{Error, NotSent};
use super::exchange::{End, Exchange, Recorder, Sending, Stopwatch};
use super::parse::parse;
use super::platform::{Account, Platform};
use super::redact::Secrets;
use super::response::Response;
use super::retry;
use super::session::{self, Session};
use crate::names::Secret;
use crate::net::{Connection, Request, Transport};

/// One account on one platform. Each request stands for itself; of the account the client keeps its session, where there is one.
pub struct Client {
    transport: Arc<dyn Transport>,
    platform: Platform,
    account: Account,
    pub(super) session: Session,
    budget: Option<Arc<Budget>>,
    pause: Option<Pause>,
    recorder: Option<Recorder>,
}

/// Waits before a command is sent again; told how often it was sent. Without one, repetitions follow at once.
pub type Pause = Arc<dyn Fn(u32) + Send + Sync>;

impl Client {
    /// A client of this account.
    pub fn new(transport: Arc<dyn Transport>, platform: Platform, account: Account) -> Self {
        Self {
            transport,
            platform,
            session: Session::of(&account),
            account,
            budget: None,
            pause: None,
            recorder: None,
        }
    }

    /// The same, spending these points.
    #[must_use]
    pub fn with_budget(mut self, budget: Arc<Budget>) -> Self {
        self.budget = Some(budget);
        self
    }

    /// The same, waiting before each repetition.
    #[must_use]
    pub fn with_pause(mut self, pause: Pause) -> Self {
        self.pause = Some(pause);
        self
    }

    /// The same, keeping what is said for [`take_exchanges`](Self::take_exchanges).
    #[must_use]
    pub fn with_recording(mut self, stopwatch: Stopwatch) -> Self {
        self.recorder = Some(Recorder::new(stopwatch));
        self
    }

    /// What was said since the last call, redacted, oldest first, at most [`MAX_EXCHANGES`](super::MAX_EXCHANGES). Empty
    /// without [`with_recording`](Self::with_recording).
    pub fn take_exchanges(&self) -> Vec<Exchange> {
        self.recorder.as_ref().map_or_else(Vec::new, Recorder::take)
    }

    /// The platform that it asks.
    pub fn platform(&self) -> &Platform {
        &self.platform
    }

    /// The account that it asks for.
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// Sends a command and returns the reply, whatever its code. Repetitions are those of `retry`, and no others; a command
    /// that was refused because its session is gone is sent once more in a new one.
    ///
    /// # Errors
    ///
    /// Any [`Error`] but [`Error::Command`], [`Error::Config`] and [`Error::Paging`]; [`Error::outcome_unknown`] says whether
    /// something may have happened.
    pub fn request(&self, command: &Command) -> Result<Response, Error> {
        let command = self.platform.dialect.localised(command)?;
        let effect = self.platform.dialect.effect(&command);
        let session = self.session.current();
        let end = self.exchange(&command, effect, session.as_ref());
        let lost = session.filter(|_| session::is_lost(&command, &end));
        match lost.and_then(|lost| self.renewed(&lost)) {
            Some(session) => self.exchange(&command, effect, Some(&session)),
            None => end,
        }
    }

    /// Sends a checked command, as often as `retry` allows.
    pub(super) fn exchange(
        &self,
        command: &Command,
        effect: CommandEffect,
        session: Option<&Secret>,
    ) -> Result<Response, Error> {
        let account = Account {
            session: session.cloned(),
            ..self.account.clone()
        };
        let secrets = Secrets::of(&account, command, self.platform.personal_data);
        let mut request = self.http_request(&account, command, effect);
        self.may_go(&request, command, effect)
            .map_err(Error::NotSent)?;
        let mut sent = 1;
        loop {
            let end = self.send(&request, effect, command, &secrets, sent);
            if sent >= retry::tries(effect, &end) || self.may_go(&request, command, effect).is_err()
            {
                return end;
            }
            if let Some(pause) = &self.pause {
                pause(sent);
            }
            request.connection = Connection::Fresh; // the kept one may be what failed
            sent += 1;
        }
    }

    /// Only a read is ever kept back: what a person ordered is always tried.
    fn may_go(
        &self,
        request: &Request,
        command: &Command,
        effect: CommandEffect,
    ) -> Result<(), NotSent> {
        if effect == CommandEffect::Reads && !self.transport.is_reachable(request) {
            return Err(NotSent::CircuitOpen);
        }
        match &self.budget {
            Some(budget) if !budget.admits(command, effect) => Err(NotSent::RateLimited),
            _ => Ok(()),
        }
    }

    fn send(
        &self,
        request: &Request,
        effect: CommandEffect,
        command: &Command,
        secrets: &Secrets,
        attempt: u32,
    ) -> Result<Response, Error> {
        let Some(recorder) = &self.recorder else {
            return self.round_trip(request, effect, secrets).response;
        };
        let sending = Sending {
            command,
            secrets,
            attempt,
            started: recorder.start(),
        };
        let end = self.round_trip(request, effect, secrets);
        recorder.record(&sending, &end);
        end.response
    }

    /// Only the body counts, whatever the HTTP status; without a reply in it, a status other than 200 says more than the
    /// parser.
    fn round_trip(&self, request: &Request, effect: CommandEffect, secrets: &Secrets) -> End {
        let reply = match self.transport.post(request) {
            Ok(reply) => reply,
            Err(error) => {
                let response = Err(Error::Transport { error, effect });
                return End {
                    response,
                    unread: None,
                };
            }
        };
        let error = match parse(&reply.body) {
            Ok(response) => {
                if let Some(budget) = &self.budget {
                    budget.learn(response.code());
                }
                let response = Ok(response.shielded(secrets));
                return End {
                    response,
                    unread: None,
                };
            }
            Err(what) if reply.status == 200 => Error::Malformed { what, effect },
            Err(_) => Error::Http {
                status: reply.status,
                effect,
            },
        };
        End {
            response: Err(error),
            unread: Some(reply.body),
        }
    }

    fn http_request(&self, account: &Account, command: &Command, effect: CommandEffect) -> Request {
        let text = encode(command);
        let form = self.platform.dialect.form(account, &text);
        let limits = &self.platform.limits;
        let (connection, total_timeout) = match effect {
            CommandEffect::Reads => (Connection::Warm, limits.read_timeout),
            CommandEffect::Writes => (Connection::Warm, limits.write_timeout),
            CommandEffect::Pays => (Connection::Fresh, limits.write_timeout),
        };
        let endpoint = self.platform.endpoint(account.environment);
        Request {
            url: endpoint.as_str().to_owned(),
            body: form_body(&form),
            route: self.platform.route.clone(),
            connection,
            connect_timeout: limits.connect_timeout,
            total_timeout,
            max_response_bytes: limits.max_response_bytes,
            user_agent: self.platform.user_agent.clone(),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("platform", &self.platform)
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

/// The form as `application/x-www-form-urlencoded`: a blank becomes `+`, as in the platform's newer SDK.
#[allow(clippy::expect_used)] // pairs of texts always have a form; the error is for numbers, maps and the like
fn form_body(form: &[(&str, &str)]) -> Secret {
    Secret::new(serde_urlencoded::to_string(form).expect("pairs of texts have a form"))
}
