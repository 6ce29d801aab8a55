//! What may be sent again, and how often (`ispapi-wire`, section 9). The protocol has no request number, so a command that
//! changes something is repeated only where not one byte of it left.

use super::code::Repeat;
use super::effect::CommandEffect;
use super::error::Error;
use super::parse::Malformed;
use super::response::Response;
use crate::net::{Delivery, TransportError};

/// How often, the first time included, a command may be sent in all, if its last try ended so.
///
/// | end of the try | reads | writes |
/// |---|---|---|
/// | not sent: refused, name or TLS failure | 3 | 2 |
/// | not sent: no connection in time | 2 | 2 |
/// | 420, 421, 423, 520 | 3 | 1 |
/// | connection broke, reply cut, a gateway answered | 2 | 1 |
/// | everything else, a timeout after sending and 425 included | 1 | 1 |
pub(super) fn tries(effect: CommandEffect, end: &Result<Response, Error>) -> u32 {
    let reads = effect == CommandEffect::Reads;
    match end {
        Err(Error::Transport { error, .. }) => transport_tries(reads, error),
        Ok(response) if reads && response.code().repeat() == Repeat::AtOnce => 3,
        Err(Error::Http { status: 500.., .. }) if reads => 2,
        Err(Error::Malformed { what, .. })
            if reads && matches!(what, Malformed::Empty | Malformed::NoEnd) =>
        {
            2
        }
        _ => 1,
    }
}

fn transport_tries(reads: bool, error: &TransportError) -> u32 {
    match (error.delivery(), error) {
        (Delivery::NotSent, TransportError::Client { .. }) => 1,
        (Delivery::NotSent, TransportError::Timeout { .. }) => 2,
        (Delivery::NotSent, _) if reads => 3,
        (Delivery::NotSent, _) => 2,
        (Delivery::Unknown, TransportError::Body { .. } | TransportError::Send { .. }) if reads => {
            2
        }
        (Delivery::Unknown, _) => 1,
    }
}
