//! Errors of this layer, and how any failure becomes words for each reader.

use std::fmt;

use crate::base::message::Message;
use crate::base::outcome::{Failure, Outcome};
use crate::base::params::ParamError;
use crate::idn::IdnError;
use crate::ispapi::{self, Code, Response};
use crate::names::DomainName;

use super::{Effect, fields};

/// Why a verb cannot even start: nothing has been sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// An additional field of the TLD is missing or unusable.
    Field(fields::Error),
    /// A parameter holds no usable name.
    Name {
        /// The parameter.
        name: &'static str,
        /// What is wrong with it.
        reason: IdnError,
    },
    /// A parameter is missing or unusable.
    Param(ParamError),
    /// What cannot be undone was not confirmed by the domain's name.
    Unconfirmed {
        /// The name to type.
        domain: String,
    },
    /// No such verb: a mistake of the caller, not of its data.
    UnknownVerb {
        /// What was asked for.
        verb: String,
    },
}

impl Error {
    /// The stable text that users of the library may compare.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Field(error) => error.code(),
            Self::Name { .. } | Self::Param(ParamError::Bad { .. }) => "registrar.bad_param",
            Self::Param(ParamError::Missing { .. }) => "registrar.missing_param",
            Self::Unconfirmed { .. } => "registrar.unconfirmed",
            Self::UnknownVerb { .. } => "registrar.unknown_verb",
        }
    }

    /// For the customer, and for whoever looks after the shop.
    fn messages(&self) -> (Message, Message) {
        let pair = |customer, admin, values: &[(&'static str, &str)]| {
            let filled = |key| {
                let message = Message::new(key);
                values
                    .iter()
                    .fold(message, |message, (name, value)| message.with(name, *value))
            };
            (filled(customer), filled(admin))
        };
        match self {
            Self::Field(error) => (error.customer(), error.admin()),
            Self::Name { name, reason } => {
                let values = [("name", *name), ("reason", &reason.to_string())];
                pair("error.bad_name", "error.bad_name", &values)
            }
            Self::Param(ParamError::Bad { name, reason }) => {
                let values = [("name", name.as_str()), ("reason", reason)];
                pair("error.bad_parameter", "error.bad_parameter_admin", &values)
            }
            Self::Param(ParamError::Missing { name }) => pair(
                "error.missing_parameter",
                "error.missing_parameter_admin",
                &[("name", name)],
            ),
            Self::Unconfirmed { domain } => pair(
                "confirm.other_name",
                "confirm.other_name",
                &[("domain", domain)],
            ),
            Self::UnknownVerb { .. } => pair("error.internal", "error.internal", &[]),
        }
    }
}

impl From<fields::Error> for Error {
    fn from(error: fields::Error) -> Self {
        Self::Field(error)
    }
}

impl From<ParamError> for Error {
    fn from(error: ParamError) -> Self {
        Self::Param(error)
    }
}

impl From<Error> for Outcome {
    fn from(error: Error) -> Self {
        let (customer, admin) = error.messages();
        let code = error.code().to_owned();
        Self::Failed(Failure {
            code,
            customer,
            admin,
            in_doubt: false,
        })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(error) => error.fmt(f),
            Self::Name { name, reason } => write!(f, "{name}: {reason}"),
            Self::Param(error) => error.fmt(f),
            Self::Unconfirmed { domain } => write!(f, "{domain} was not typed to confirm it"),
            Self::UnknownVerb { verb } => write!(f, "no verb is called {verb}"),
        }
    }
}

impl std::error::Error for Error {}

/// An answer, or the lack of one, as a failure.
#[derive(Clone, Debug)]
pub(super) struct Failed(Failure);

impl Failed {
    /// The answer if it says *done*, else why not. For reads of one domain, and for writes that cost nothing.
    pub(super) fn unless_done(
        answer: Result<Response, ispapi::Error>,
        domain: &DomainName,
    ) -> Result<Response, Self> {
        match answer {
            Ok(response) if response.code() == Code::OK => Ok(response),
            Ok(response) if is_elsewhere(&response) => Err(Self::elsewhere(&response, domain)),
            Ok(response) => Err(Self::answer(&response)),
            Err(error) => Err(Self::wire(&error)),
        }
    }

    /// A refusal by the registrar.
    pub(super) fn answer(response: &Response) -> Self {
        let said = ispapi::explain(response);
        Self(Failure {
            code: format!("ispapi.{}", response.code()),
            customer: said.customer,
            admin: said.admin,
            in_doubt: false,
        })
    }

    /// No answer that can be read.
    pub(super) fn wire(error: &ispapi::Error) -> Self {
        let said = ispapi::explain_error(error);
        Self(Failure {
            code: error.code(),
            customer: said.customer,
            admin: said.admin,
            in_doubt: error.outcome_unknown(),
        })
    }

    /// A failure in our own words.
    pub(super) fn because(code: &str, customer: Message, admin: Message) -> Self {
        Self(Failure {
            code: code.to_owned(),
            customer,
            admin,
            in_doubt: false,
        })
    }

    /// A plan was told what it had not asked for.
    pub(super) fn out_of_step() -> Self {
        let message = Message::new("error.internal");
        Self::because("registrar.out_of_step", message.clone(), message)
    }

    /// Nobody knows whether the registrar acted.
    pub(super) fn in_doubt(self) -> Self {
        Self(Failure {
            in_doubt: true,
            ..self.0
        })
    }

    fn elsewhere(response: &Response, domain: &DomainName) -> Self {
        Self(Failure {
            code: format!("ispapi.{}", response.code()),
            customer: Message::new("error.not_ours").with("domain", domain.as_str()),
            admin: Message::new("error.not_ours_admin").with("domain", domain.as_str()),
            in_doubt: false,
        })
    }
}

impl From<Failed> for Outcome {
    fn from(failed: Failed) -> Self {
        Self::Failed(failed.0)
    }
}

/// Whether `StatusDomain` says that the domain is not in this account: 545, or 531 unless the role lacks the command
/// (wire facts 5).
pub(super) fn is_elsewhere(response: &Response) -> bool {
    response.code() == Code::NOT_FOUND
        || (response.code() == Code::AUTHORIZATION_FAILED && !lacks_right(response))
}

/// Whether the role user's access list refused the command (wire facts 1.4: by code 530 or 531, and these words).
pub(super) fn lacks_right(response: &Response) -> bool {
    let words = "Authorization failed; Operation forbidden by ACL";
    response
        .description()
        .get(..words.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(words))
}

/// The end of a plan that cannot go on with this answer: a refusal, none that can be read, or none at all.
pub(super) fn unreadable(answer: Option<&Result<Response, ispapi::Error>>) -> Outcome {
    match answer {
        Some(Ok(response)) => Failed::answer(response).into(),
        Some(Err(error)) => Failed::wire(error).into(),
        None => out_of_step(),
    }
}

/// A plan was told what it had not asked for. That is a fault of the loop; the end is plain, and nothing more is sent.
pub(super) fn unexpected() -> Effect {
    Effect::Done(out_of_step())
}

/// The same, as an outcome.
pub(super) fn out_of_step() -> Outcome {
    Failed::out_of_step().into()
}
