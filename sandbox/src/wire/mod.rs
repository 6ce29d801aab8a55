//! The text on the wire: form, command, response. Knows nothing of domains or money.

mod command;
mod form;
mod response;
mod words;

pub(crate) use command::Command;
pub(crate) use form::Form;
pub(crate) use response::{Layout, Refusal, Response};
