//! Which exception each error becomes: the whole mapping, in one place.

use ext_php_rs::exception::PhpException;

use super::exceptions::{Facts, Kind, new};
use crate::base::params::ParamError;
use crate::idn::IdnError;
use crate::ispapi::config::SettingError;
use crate::ispapi::{Command, EncodeError, Error, Malformed};
use crate::net::TransportError;
use crate::registrar::{self, OutOfStep};

/// An error on its way out.
pub(super) trait ToPhp {
    fn to_php(self) -> PhpException;
}

impl ToPhp for (&Command, Error) {
    fn to_php(self) -> PhpException {
        let (command, error) = self;
        let kind = match &error {
            Error::Command { .. } => Kind::Api,
            Error::Config(_) => Kind::Configuration,
            Error::Malformed { .. } => Kind::MalformedResponse,
            Error::Transport {
                error: TransportError::Timeout { .. },
                ..
            } => Kind::Timeout,
            Error::Http { .. } | Error::Transport { .. } => Kind::Transport,
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
        new(kind, &error.to_string(), &facts)
    }
}

impl ToPhp for SettingError {
    fn to_php(self) -> PhpException {
        with_reason(Kind::Configuration, &self, self.code())
    }
}

impl ToPhp for EncodeError {
    fn to_php(self) -> PhpException {
        with_reason(Kind::Exception, &self, self.code())
    }
}

impl ToPhp for IdnError {
    fn to_php(self) -> PhpException {
        with_reason(Kind::Idn, &self, self.code())
    }
}

impl ToPhp for Malformed {
    fn to_php(self) -> PhpException {
        with_reason(Kind::MalformedResponse, &self, self.code())
    }
}

impl ToPhp for OutOfStep {
    fn to_php(self) -> PhpException {
        with_reason(Kind::Exception, &self, "run.out_of_step")
    }
}

impl ToPhp for ParamError {
    fn to_php(self) -> PhpException {
        with_reason(Kind::Exception, &self, "run.bad_context")
    }
}

impl ToPhp for registrar::Error {
    fn to_php(self) -> PhpException {
        with_reason(Kind::Exception, &self, self.code())
    }
}

fn with_reason(kind: Kind, error: &dyn std::error::Error, reason: &str) -> PhpException {
    new(
        kind,
        &error.to_string(),
        &Facts {
            reason: reason.to_owned(),
            ..Facts::default()
        },
    )
}
