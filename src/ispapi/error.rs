use std::fmt;

use super::code::Code;
use super::effect::CommandEffect;
use super::encode::EncodeError;
use super::page::PagingError;
use super::parse::Malformed;
use super::platform::ConfigError;
use crate::net::{Delivery, TransportError};

/// Why a command got no usable answer. A refusal by the API is an answer: [`Response::code`](super::Response::code).
///
/// No variant holds a secret or an URL.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The API refused; only from [`Response::into_result`](super::Response::into_result).
    Command {
        /// The code.
        code: Code,
        /// The server's words, for administrators.
        description: String,
    },
    /// The configuration cannot work.
    Config(ConfigError),
    /// The command cannot be sent, and was not.
    Encode(EncodeError),
    /// Something between us and the API answered: an HTTP status other than 200, and no reply in the body.
    Http {
        /// The status.
        status: u16,
        /// What the command would have done.
        effect: CommandEffect,
    },
    /// The body is not a whole reply.
    Malformed {
        /// What is wrong.
        what: Malformed,
        /// What the command would have done.
        effect: CommandEffect,
    },
    /// We did not send it.
    NotSent(NotSent),
    /// A list could not be read whole.
    Paging(PagingError),
    /// No answer came.
    Transport {
        /// What happened to the request.
        error: TransportError,
        /// What the command would have done.
        effect: CommandEffect,
    },
}

/// Why we kept a command back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotSent {
    /// Nothing answered there for a while; a read fails at once rather than make a page wait.
    CircuitOpen,
    /// Usage is exceeded: the platform said so (425), or the leased points are spent.
    RateLimited,
}

impl Error {
    /// Whether the account may have been changed or charged, so that the state must be read back before anything is sent
    /// again. False where nothing left this machine, and for commands that only read.
    ///
    /// For [`Error::Command`], which does not know what was sent, it is [`Code::leaves_doubt`]: a temporary refusal of a
    /// writing command is no proof that nothing happened.
    pub fn outcome_unknown(&self) -> bool {
        match self {
            Self::Command { code, .. } => code.leaves_doubt(),
            Self::Config(_) | Self::Encode(_) | Self::NotSent(_) | Self::Paging(_) => false,
            Self::Http { effect, .. } | Self::Malformed { effect, .. } => changes(*effect),
            Self::Transport { error, effect } => {
                error.delivery() == Delivery::Unknown && changes(*effect)
            }
        }
    }

    /// Whether not one byte of the command left this machine, so that it may simply be sent later.
    pub fn is_not_sent(&self) -> bool {
        match self {
            Self::Config(_) | Self::Encode(_) | Self::NotSent(_) => true,
            Self::Transport { error, .. } => error.delivery() == Delivery::NotSent,
            Self::Command { .. } | Self::Http { .. } | Self::Malformed { .. } | Self::Paging(_) => {
                false
            }
        }
    }

    /// The stable text that users of the library may compare, such as `ispapi.545` or `transport.timeout`.
    pub fn code(&self) -> String {
        match self {
            Self::Command { code, .. } => format!("ispapi.{code}"),
            Self::Config(error) => error.code().to_owned(),
            Self::Encode(error) => error.code().to_owned(),
            Self::Http { .. } => "ispapi.http".to_owned(),
            Self::Malformed { what, .. } => what.code().to_owned(),
            Self::NotSent(why) => why.code().to_owned(),
            Self::Paging(error) => error.code().to_owned(),
            Self::Transport { error, .. } => error.code().to_owned(),
        }
    }
}

impl NotSent {
    /// The stable text that users of the library may compare.
    pub fn code(self) -> &'static str {
        match self {
            Self::CircuitOpen => "ispapi.circuit_open",
            Self::RateLimited => "ispapi.rate_limited",
        }
    }
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CircuitOpen => "not sent: the API gave no answer to the last requests",
            Self::RateLimited => "not sent: the platform's limit of requests is reached",
        })
    }
}

fn changes(effect: CommandEffect) -> bool {
    effect != CommandEffect::Reads
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Command { code, description } => {
                write!(f, "the API refused with code {code}: {description}")
            }
            Self::Config(error) => error.fmt(f),
            Self::Encode(error) => error.fmt(f),
            Self::Http { status, .. } => {
                write!(f, "HTTP status {status} instead of a reply of the API")
            }
            Self::Malformed { what, .. } => what.fmt(f),
            Self::NotSent(why) => why.fmt(f),
            Self::Paging(error) => error.fmt(f),
            Self::Transport { error, .. } => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Command { .. } | Self::Http { .. } | Self::NotSent(_) => None,
            Self::Config(error) => Some(error),
            Self::Encode(error) => Some(error),
            Self::Malformed { what, .. } => Some(what),
            Self::Paging(error) => Some(error),
            Self::Transport { error, .. } => Some(error),
        }
    }
}

impl From<ConfigError> for Error {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}

impl From<EncodeError> for Error {
    fn from(error: EncodeError) -> Self {
        Self::Encode(error)
    }
}

impl From<PagingError> for Error {
    fn from(error: PagingError) -> Self {
        Self::Paging(error)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn timeout(connecting: bool, effect: CommandEffect) -> Error {
        let after = Duration::from_secs(1);
        let error = TransportError::Timeout { after, connecting };
        Error::Transport { error, effect }
    }

    #[test]
    fn only_what_was_sent_and_changes_something_is_in_doubt() {
        assert!(timeout(false, CommandEffect::Pays).outcome_unknown());
        assert!(timeout(false, CommandEffect::Writes).outcome_unknown());
        assert!(!timeout(false, CommandEffect::Reads).outcome_unknown());
        assert!(!timeout(true, CommandEffect::Pays).outcome_unknown());
        let malformed = |effect| Error::Malformed {
            what: Malformed::NoEnd,
            effect,
        };
        assert!(malformed(CommandEffect::Pays).outcome_unknown());
        assert!(!malformed(CommandEffect::Reads).outcome_unknown());
    }

    #[test]
    fn a_refusal_carries_its_number() {
        let error = Error::Command {
            code: Code::NOT_FOUND,
            description: "x".into(),
        };
        assert_eq!(error.code(), "ispapi.545");
        assert!(!error.outcome_unknown());
        let busy = Error::Command {
            code: Code::new(421),
            description: "x".into(),
        };
        assert!(busy.outcome_unknown());
    }
}
