//! Whom to ask, as whom, and for how long to wait. All of it is passed in: nothing here reads a file, a clock or a variable.

use std::fmt;
use std::time::Duration;

use super::dialect::{Dialect, Ispapi};
use super::endpoint::Endpoint;
use super::redact::PersonalData;
use crate::names::Secret;
use crate::net::Route;

/// The platform's two systems, with separate accounts, books and money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Environment {
    /// The real one.
    Live,
    /// The test system ("operational test and evaluation").
    Ote,
}

/// A configuration that cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConfigError {
    /// The URL is not `https://host[:port]/path`, or has credentials, a query or a fragment. It may hold a secret, so it is
    /// not repeated here.
    BadUrl,
    /// Plain http to a host other than this one.
    NotLoopback,
}

/// Who asks.
#[derive(Clone, Debug)]
pub struct Account {
    /// On which system.
    pub environment: Environment,
    /// The user, or `account!role`.
    pub login: String,
    /// Its password, as stored.
    pub password: Secret,
    /// A session; where there is one, login, password and one-time password stay at home.
    pub session: Option<Secret>,
    /// A one-time password.
    pub one_time_password: Option<Secret>,
    /// The sub-user on whose behalf to act ("user view").
    pub subuser: Option<String>,
    /// The client's IP address as asserted to the API's filter.
    pub remote_address: Option<String>,
}

/// The two systems and the way there.
#[derive(Clone, Debug)]
pub struct Platform {
    /// How this platform speaks.
    pub dialect: &'static dyn Dialect,
    /// The real system.
    pub live: Endpoint,
    /// The test system.
    pub ote: Endpoint,
    /// How long and how much.
    pub limits: Limits,
    /// Proxy and roots.
    pub route: Route,
    /// Product and version, nothing about the shop.
    pub user_agent: String,
    /// What the log shows of personal numbers.
    pub personal_data: PersonalData,
}

/// How long to wait, and how much to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For TCP and TLS.
    pub connect_timeout: Duration,
    /// For everything, of a command that reads.
    pub read_timeout: Duration,
    /// For everything, of a command that changes something. The platform's own limit is about three minutes, so less than
    /// that makes outcomes unknown.
    pub write_timeout: Duration,
    /// Length of a reply.
    pub max_response_bytes: usize,
}

impl Account {
    /// Login and password on a system, and nothing else.
    pub fn new(environment: Environment, login: impl Into<String>, password: Secret) -> Self {
        Self {
            environment,
            login: login.into(),
            password,
            session: None,
            one_time_password: None,
            subuser: None,
            remote_address: None,
        }
    }

    /// The same with a session.
    #[must_use]
    pub fn with_session(mut self, session: Secret) -> Self {
        self.session = Some(session);
        self
    }
}

impl Platform {
    /// HEXONET ISPAPI at these addresses.
    pub fn ispapi(live: Endpoint, ote: Endpoint, user_agent: impl Into<String>) -> Self {
        Self {
            dialect: &Ispapi,
            live,
            ote,
            limits: Limits::default(),
            route: Route::default(),
            user_agent: user_agent.into(),
            personal_data: PersonalData::default(),
        }
    }

    /// HEXONET ISPAPI at its public addresses.
    ///
    /// # Errors
    ///
    /// None: the addresses are ours. The type keeps their check in one place.
    pub fn ispapi_public(user_agent: impl Into<String>) -> Result<Self, ConfigError> {
        let public = |environment| Endpoint::parse(Ispapi.public_url(environment));
        Ok(Self::ispapi(
            public(Environment::Live)?,
            public(Environment::Ote)?,
            user_agent,
        ))
    }

    /// The address of a system.
    pub fn endpoint(&self, environment: Environment) -> &Endpoint {
        match environment {
            Environment::Live => &self.live,
            Environment::Ote => &self.ote,
        }
    }
}

impl Default for Limits {
    /// 10 s to connect, 30 s for a read, 200 s for a write, 32 MiB (`ispapi-wire`, sections 1.3 and 4).
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(30),
            write_timeout: Duration::from_secs(200),
            max_response_bytes: 32 * 1024 * 1024,
        }
    }
}

impl ConfigError {
    /// The stable text that users of the library may compare.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadUrl => "ispapi.config.bad_url",
            Self::NotLoopback => "ispapi.config.not_loopback",
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BadUrl => {
                "the address of the API must be https://host/path, without credentials, query and fragment"
            }
            Self::NotLoopback => "plain http is allowed to this machine only (localhost, 127.0.0.1, [::1])",
        })
    }
}

impl std::error::Error for ConfigError {}
