//! Which exception each error becomes: the whole mapping, in one place.

use ext_php_rs::exception::PhpException;
use ext_php_rs::types::Zval;

use super::exceptions::{Facts, Kind, Raised};
use crate::base::params::ParamError;
use crate::idn::IdnError;
use crate::ispapi::config::SettingError;
use crate::ispapi::{Command, EncodeError, Error, Malformed};
use crate::net::TransportError;
use crate::registrar::{self, OutOfStep};

/// An error on its way out.
pub(super) trait ToPhp: Sized {
    /// The exception that it becomes.
    fn raised(self) -> Raised;

    /// Thrown.
    fn to_php(self) -> PhpException {
        self.raised().thrown()
    }

    /// As a value, for places where others must go on.
    fn to_value(self) -> Zval {
        self.raised().value()
    }
}

impl ToPhp for (&Command, Error) {
    fn raised(self) -> Raised {
        let (command, error) = self;
        let kind = match &error {
            Error::Command { .. } => Kind::Api,
            Error::Config(_) => Kind::Configuration,
            Error::Malformed { .. } => Kind::MalformedResponse,
            Error::Transport {
                error: TransportError::Timeout { .. },
                ..
            } => Kind::Timeout,
            Error::Http { .. } | Error::NotSent(_) | Error::Transport { .. } => Kind::Transport,
            _ => Kind::Exception,
        };
        let facts = Facts {
            code: if let Error::Command { code, .. } = &error {
                code.number().into()
            } else {
                0
            },
            command: command.name().as_str().to_owned(),
            outcome_unknown: error.outcome_unknown(),
            reason: error.code(),
        };
        Raised::new(kind, &error.to_string(), facts)
    }
}

impl ToPhp for SettingError {
    fn raised(self) -> Raised {
        with_reason(Kind::Configuration, &self, self.code())
    }
}

impl ToPhp for EncodeError {
    fn raised(self) -> Raised {
        with_reason(Kind::Exception, &self, self.code())
    }
}

impl ToPhp for IdnError {
    fn raised(self) -> Raised {
        with_reason(Kind::Idn, &self, self.code())
    }
}

impl ToPhp for Malformed {
    fn raised(self) -> Raised {
        with_reason(Kind::MalformedResponse, &self, self.code())
    }
}

impl ToPhp for OutOfStep {
    fn raised(self) -> Raised {
        with_reason(Kind::Exception, &self, "run.out_of_step")
    }
}

impl ToPhp for ParamError {
    fn raised(self) -> Raised {
        with_reason(Kind::Exception, &self, "run.bad_context")
    }
}

impl ToPhp for registrar::Error {
    fn raised(self) -> Raised {
        with_reason(Kind::Exception, &self, self.code())
    }
}

fn with_reason(kind: Kind, error: &dyn std::error::Error, reason: &str) -> Raised {
    let facts = Facts {
        reason: reason.to_owned(),
        ..Facts::default()
    };
    Raised::new(kind, &error.to_string(), facts)
}
