//! How a verb ends.

use super::message::Message;
use super::params::{Params, Value};

/// The end of a run.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It was done; what the verb returns, in its own shape.
    Done(Value),
    /// It was not done, or nobody knows.
    Failed(Failure),
}

/// Why a verb did not succeed, in words for each reader.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Stable text, such as `ispapi.545` or `registrar.missing_param`.
    pub code: String,
    /// Fit for a customer.
    pub customer: Message,
    /// What an administrator needs: the code, the raw description, what to do.
    pub admin: Message,
    /// Whether the registrar may have acted.
    pub in_doubt: bool,
}

impl Outcome {
    /// Done, with nothing to return.
    pub fn done() -> Self {
        Self::Done(Value::Map(Params::default()))
    }
}
