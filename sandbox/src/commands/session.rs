//! StartSession and EndSession (wire facts, sessions).

use super::{Call, Handler, Kind, Outcome};
use crate::wire::{Refusal, Response};

pub(super) const HANDLERS: &[Handler] = &[
    Handler {
        name: "EndSession",
        run: end_session,
        kind: Kind::Write,
    },
    Handler {
        name: "StartSession",
        run: start_session,
        kind: Kind::Write,
    },
];

/// Seconds: smallest and largest value, and what counts when nothing is given.
const TIMEOUT: (i64, i64, i64) = (60, 3_600, 600);
const MAX_TTL: (i64, i64, i64) = (60, 86_400, 86_400);

/// Starts a session for the login that sends this; 521 when the account has too many (how many that
/// is, is not known: quirk `session_limit`). TYPE is not looked at.
fn start_session(call: &mut Call<'_>) -> Outcome {
    let timeout = seconds(call, "TIMEOUT", TIMEOUT)?;
    let max_ttl = seconds(call, "MAXTTL", MAX_TTL)?;
    let limit = call.quirks.value("session_limit").parse().unwrap_or(100);
    if call.book.sessions_of(call.caller.own_account(), call.now) >= limit {
        return Err(Refusal::new(521, ""));
    }
    let login = &call.caller.login;
    let id = call.book.start_session(login, timeout, max_ttl, call.now);
    Ok(Response::ok().with("SESSION", id))
}

/// 505 outside of the documented limits.
fn seconds(
    call: &Call<'_>,
    key: &str,
    (least, most, default): (i64, i64, i64),
) -> Result<i64, Refusal> {
    let Some(text) = call.command.filled(key) else {
        return Ok(default);
    };
    let seconds = text.parse().ok();
    seconds
        .filter(|seconds| (least..=most).contains(seconds))
        .ok_or_else(|| Refusal::new(505, format!("{key} ({text})")))
}

/// Ends the session in which it is sent; 545 when it is sent with a password.
fn end_session(call: &mut Call<'_>) -> Outcome {
    if call.book.end_session(&call.caller.session) {
        Ok(Response::ok())
    } else {
        Err(Refusal::new(545, "SESSION"))
    }
}
