//! What can go wrong with a call.

use serde::{Deserialize, Serialize};

use crate::delivery::Executed;

/// What goes wrong. `execute` tells whether the command takes effect all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Effect {
    /// An answer with this code: 420, 421, 423, 425, 520 without effect, or 421 after it.
    Answer {
        /// The code.
        code: u16,
        /// Carry the command out first.
        #[serde(default)]
        execute: bool,
    },
    /// HTTP 200 with this body, e.g. `404`, or nothing at all.
    Body {
        /// The whole body.
        #[serde(default)]
        text: String,
        /// Carry the command out first.
        #[serde(default)]
        execute: bool,
    },
    /// The connection is closed after the command took effect, without an answer.
    CloseAfterExecuting,
    /// The answer is sent whole, then the connection is closed without a word.
    CloseAfterAnswer,
    /// The request is read, then the connection is closed; no effect.
    CloseBeforeExecuting,
    /// The connection is closed when the head of the request has come. The command is not known
    /// then, so `command` and `object` must be `*`.
    CloseBeforeReading,
    /// The connection is closed as soon as it is accepted; `command` and `object` must be `*`.
    CloseOnAccept,
    /// The answer ends in the middle, without `EOF`; HTTP is intact. Without `execute` it is the
    /// answer 421 that is cut.
    CutBody {
        /// Carry the command out first.
        #[serde(default = "yes")]
        execute: bool,
    },
    /// The answer comes late; without `execute` it is 421.
    Delay {
        /// How late.
        milliseconds: u64,
        /// Carry the command out first.
        #[serde(default = "yes")]
        execute: bool,
    },
    /// The command arrives twice, as from a proxy that repeats what it got no answer to; the client
    /// sees the second answer.
    DeliverTwice {
        /// The client sees the first answer.
        #[serde(default)]
        first: bool,
    },
    /// The connection is closed, and the command takes effect later: by the sandbox's clock, before
    /// a later command, or (when neither is given) at the next move of the clock.
    ExecuteLate {
        /// By the clock.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after_seconds: Option<u32>,
        /// Before the how-manieth command after it, from 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after_requests: Option<u32>,
        /// The connection stays open, and no answer comes.
        #[serde(default)]
        silent: bool,
    },
    /// An HTTP error with an HTML page.
    HttpStatus {
        /// 500, 502, ...
        status: u16,
        /// Carry the command out first.
        #[serde(default)]
        execute: bool,
    },
    /// The registry takes its time: PENDING = 1. Only for commands that can be pending.
    Pending,
    /// Content-Length promises more than comes; without `execute` what comes is the answer 421.
    ShortBody {
        /// Carry the command out first.
        #[serde(default = "yes")]
        execute: bool,
    },
}

fn yes() -> bool {
    true
}

impl Effect {
    /// All keys that an effect may have.
    pub(crate) const KEYS: &[&str] = &[
        "after_requests",
        "after_seconds",
        "code",
        "effect",
        "execute",
        "first",
        "milliseconds",
        "silent",
        "status",
        "text",
    ];

    /// Whether a command that is hit by this, or by nothing, is carried out.
    pub(crate) fn executed(effect: Option<&Self>) -> Executed {
        match effect {
            Some(
                Self::Answer { execute: false, .. }
                | Self::Body { execute: false, .. }
                | Self::CloseBeforeExecuting
                | Self::CloseBeforeReading
                | Self::CloseOnAccept
                | Self::CutBody { execute: false }
                | Self::Delay { execute: false, .. }
                | Self::HttpStatus { execute: false, .. }
                | Self::ShortBody { execute: false },
            ) => Executed::Never,
            Some(Self::ExecuteLate { .. }) => Executed::Later,
            Some(_) | None => Executed::AtOnce,
        }
    }

    /// Whether it happens before the command is known.
    pub(crate) fn knows_no_command(&self) -> bool {
        matches!(self, Self::CloseBeforeReading | Self::CloseOnAccept)
    }
}

/// Refuses keys that are neither `own` nor an effect's: serde cannot see them below `flatten`.
pub(crate) fn check_keys(value: &serde_json::Value, own: &[&str]) -> Result<(), String> {
    let keys = value.as_object().into_iter().flat_map(|o| o.keys());
    let known = |key: &str| own.contains(&key) || Effect::KEYS.contains(&key);
    match keys.into_iter().find(|key| !known(key)) {
        None => Ok(()),
        Some(key) => {
            let mut all: Vec<&str> = own.iter().chain(Effect::KEYS).copied().collect();
            all.sort_unstable();
            Err(format!("unknown key `{key}`; known: {}", all.join(", ")))
        }
    }
}
