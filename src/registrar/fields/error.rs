use std::fmt;

use crate::base::message::Message;
use crate::base::outcome::{Failure, Outcome};

/// Why a field keeps an order from going out. Nothing has been sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The extension under which the domain is sold, without a dot.
    pub tld: String,
    /// The name under which WHMCS stores the field.
    pub field: &'static str,
    /// What the customer sees above it.
    pub label: &'static str,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a field. The value itself is personal data and in no error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// An array, text that is not UTF-8, or control characters.
    BadText,
    /// No date as `YYYY-MM-DD`.
    BadDate,
    /// No Swiss enterprise id.
    BadUid,
    /// An answer is due.
    Missing,
    /// Something must be accepted first.
    NotAccepted,
    /// Longer than any answer.
    TooLong,
    /// A value that is none of the options.
    UnknownOption,
}

impl Error {
    /// The stable text that users of the library may compare.
    pub fn code(&self) -> &'static str {
        match self.fault {
            Fault::Missing => "registrar.field_missing",
            Fault::NotAccepted => "registrar.field_not_accepted",
            Fault::UnknownOption => "registrar.field_option",
            Fault::BadDate | Fault::BadText | Fault::BadUid | Fault::TooLong => {
                "registrar.field_malformed"
            }
        }
    }

    /// For the customer.
    pub fn customer(&self) -> Message {
        let message = match self.fault {
            Fault::BadText => Message::new("fields.bad_text"),
            Fault::BadDate => Message::new("fields.bad_date"),
            Fault::BadUid => Message::new("fields.bad_uid"),
            Fault::Missing => Message::new("fields.missing"),
            Fault::NotAccepted => Message::new("fields.not_accepted"),
            Fault::TooLong => Message::new("fields.too_long"),
            Fault::UnknownOption => Message::new("fields.unknown_option"),
        };
        message
            .with("field", self.label)
            .with("tld", self.tld.as_str())
    }

    /// For whoever looks after the shop.
    pub fn admin(&self) -> Message {
        Message::new("fields.refused_admin")
            .with("name", self.field)
            .with("tld", self.tld.as_str())
            .with("reason", self.fault.to_string())
    }
}

impl From<Error> for Outcome {
    fn from(error: Error) -> Self {
        Self::Failed(Failure {
            code: error.code().to_owned(),
            customer: error.customer(),
            admin: error.admin(),
            in_doubt: false,
        })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BadText => "is no text that can be sent",
            Self::BadDate => "is no date as YYYY-MM-DD",
            Self::BadUid => "is no Swiss enterprise id",
            Self::Missing => "is missing",
            Self::NotAccepted => "is not accepted",
            Self::TooLong => "is too long",
            Self::UnknownOption => "has a value that is none of the options",
        })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "additional field {:?} {}", self.field, self.fault)
    }
}

impl std::error::Error for Error {}
