//! What was said, fit for a log: the commands and replies of a client, redacted.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::command::Command;
use super::effect::CommandEffect;
use super::error::Error;
use super::redact::Secrets;
use super::response::Response;
use crate::base::params::{Params, Value};

/// A clock that only runs forward, from any start. The wire owns none.
pub type Stopwatch = Arc<dyn Fn() -> Duration + Send + Sync>;

/// Exchanges that a client keeps until they are taken; the oldest go first.
pub const MAX_EXCHANGES: usize = 100;

/// A reply longer than this is logged without its data, and its text is cut.
pub const MAX_LOGGED_BYTES: usize = 64 * 1024;

/// So much of a body that is no reply is logged: enough to recognise an error page.
pub const MAX_UNREAD_BYTES: usize = 4 * 1024;

/// One command as sent once, and what came of it. Nothing in it needs further masking.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    /// The command's name.
    pub command: String,
    /// 1 for the first time, 2 for the first repetition.
    pub attempt: u32,
    /// Whether it may have changed something.
    pub writes: bool,
    /// `COMMAND` and the properties, in order.
    pub request: Params,
    /// The reply's text, rebuilt from what was parsed; where that failed, the body's beginning.
    pub reply: Option<String>,
    /// The reply as PHP sees it; empty where there was none, or a very long one.
    pub data: Params,
    /// Why there was no reply.
    pub error: Option<String>,
    /// How long it took.
    pub milliseconds: u64,
}

impl Exchange {
    /// The fields as PHP sees them.
    pub fn to_params(&self) -> Params {
        let milliseconds = i64::try_from(self.milliseconds).unwrap_or(i64::MAX);
        Params::default()
            .with("command", self.command.as_str())
            .with("attempt", i64::from(self.attempt))
            .with("writes", self.writes)
            .with("request", self.request.clone())
            .with("reply", self.reply.as_deref())
            .with("data", self.data.clone())
            .with("error", self.error.as_deref())
            .with("milliseconds", milliseconds)
    }
}

/// One sending of a command.
pub(super) struct Sending<'a> {
    pub(super) command: &'a Command,
    pub(super) secrets: &'a Secrets,
    /// 1 for the first.
    pub(super) attempt: u32,
    /// When it began, by the recorder's clock.
    pub(super) started: Duration,
}

/// How a sending ended.
pub(super) struct End {
    pub(super) response: Result<Response, Error>,
    /// A body that is no reply.
    pub(super) unread: Option<Vec<u8>>,
}

/// Collects exchanges.
pub(super) struct Recorder {
    stopwatch: Stopwatch,
    kept: Mutex<VecDeque<Exchange>>,
}

impl Recorder {
    pub(super) fn new(stopwatch: Stopwatch) -> Self {
        Self {
            stopwatch,
            kept: Mutex::default(),
        }
    }

    /// The time now, for [`record`](Self::record).
    pub(super) fn start(&self) -> Duration {
        (self.stopwatch)()
    }

    pub(super) fn record(&self, sending: &Sending<'_>, end: &End) {
        let took = (self.stopwatch)().saturating_sub(sending.started);
        let mut exchange = Exchange {
            command: sending.command.name().to_string(),
            attempt: sending.attempt,
            writes: sending.command.effect() != CommandEffect::Reads,
            request: request(sending.command, sending.secrets),
            reply: None,
            data: Params::default(),
            error: None,
            milliseconds: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        };
        match &end.response {
            Ok(response) => {
                let secrets = sending.secrets.clone().and_of(response);
                if response.text.len() <= MAX_LOGGED_BYTES {
                    exchange.data = data(response, &secrets);
                }
                exchange.reply = Some(text(response, &secrets));
            }
            Err(error) => {
                exchange.error = Some(sending.secrets.text(&error.to_string()).into_owned());
                let unread = end.unread.as_deref().map(String::from_utf8_lossy);
                exchange.reply = unread.map(|text| {
                    let masked = sending.secrets.text(&text);
                    beginning(&masked, MAX_UNREAD_BYTES).to_owned()
                });
            }
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_EXCHANGES {
            kept.pop_front();
        }
        kept.push_back(exchange);
    }

    pub(super) fn take(&self) -> Vec<Exchange> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.drain(..).collect()
    }
}

fn request(command: &Command, secrets: &Secrets) -> Params {
    let name = ("COMMAND".to_owned(), Value::from(command.name().as_str()));
    let pairs = command.properties().map(|(key, value)| {
        let masked = secrets.value(key, value).into_owned();
        (key.to_owned(), Value::from(masked))
    });
    std::iter::once(name).chain(pairs).collect()
}

/// As [`Response::to_params`], masked.
fn data(response: &Response, secrets: &Secrets) -> Params {
    let mut params = response.to_params();
    params.set(
        "DESCRIPTION",
        secrets.text(response.description()).into_owned(),
    );
    let properties = response.columns().map(|column| {
        let masked = |value| Value::from(secrets.value(column.name(), value).into_owned());
        (
            column.name().to_owned(),
            Value::List(column.iter().map(masked).collect()),
        )
    });
    params.set("PROPERTY", properties.collect::<Params>());
    params
}

/// As [`Response::to_text`], masked, and cut at a line's end where it is long.
fn text(response: &Response, secrets: &Secrets) -> String {
    let mut text = String::new();
    for (line, (name, value)) in response.lines().enumerate() {
        if text.len() > MAX_LOGGED_BYTES {
            let _ = writeln!(text, "... {} more lines", response.lines().count() - line);
            break;
        }
        let value = secrets.value(name.key(), value);
        let _ = writeln!(
            text,
            "{}={}",
            name.text(),
            beginning(&value, MAX_LOGGED_BYTES)
        );
    }
    format!("[RESPONSE]\n{text}EOF\n")
}

/// As much of a value as a log takes.
fn beginning(value: &str, bytes: usize) -> &str {
    let mut end = bytes.min(value.len());
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    value.get(..end).unwrap_or("")
}
