//! One call without the network: form in, fate out. Login, faults, journal.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::execute::{self, At};
use crate::commands;
use crate::delivery::{Delivery, Executed, Reply};
use crate::effect::Effect;
use crate::journal::Exchange;
use crate::late::{self, Due, LateCommand};
use crate::shared::Shared;
use crate::wire::{Command, Form, Layout, Refusal, Response};
use crate::zones::plus_seconds;

/// The fate of a call, and how long its answer is held back (425 comes slowly before it comes).
pub(crate) struct Served {
    pub(crate) reply: Reply,
    pub(crate) hold: Duration,
}

/// What carrying a command out brought.
struct Done {
    response: Response,
    hold: Duration,
}

/// Serves the body of one call. `started` is where RUNTIME counts from; without it RUNTIME is 0.
pub(crate) fn serve(
    shared: &Shared,
    connection: u64,
    body: &[u8],
    started: Option<Instant>,
) -> Served {
    let number = shared.received.fetch_add(1, Ordering::SeqCst) + 1;
    late::by_clock(shared, false);
    late::before(shared, number);
    let form = Form::parse(body);
    let now = shared.world.lock().clock.now();
    let mut exchange = Exchange::new(number, now, connection, &form);
    let command = match Command::parse(&form.command) {
        Ok(command) => command,
        Err(error) => {
            let response = Response::from(Refusal::new(507, error.to_string()));
            exchange.code = response.code();
            shared.journal.lock().add(exchange);
            return answered(shared, &response, Duration::ZERO, started);
        }
    };
    exchange.set_command(&command);
    let effect = effect_for(shared, number, &command);
    if let Some(effect) = &effect {
        exchange.fault = serde_json::to_string(effect).unwrap_or_default();
    }
    let executed = Effect::executed(effect.as_ref());
    let done = match executed {
        Executed::AtOnce => at_once(shared, exchange, &form, &command, effect.as_ref()),
        Executed::Later | Executed::Never => {
            shared.journal.lock().add(exchange);
            Done {
                response: Refusal::new(421, "").into(),
                hold: Duration::ZERO,
            }
        }
    };
    if let Some(Effect::ExecuteLate {
        after_seconds,
        after_requests,
        ..
    }) = effect
    {
        let due = match (after_seconds, after_requests) {
            (Some(seconds), _) => Due::Time(plus_seconds(now, i64::from(seconds))),
            (None, Some(requests)) => Due::Received(number.saturating_add(u64::from(requests))),
            (None, None) => Due::ClockMoves,
        };
        shared.late.lock().add(LateCommand {
            number,
            form,
            command,
            due,
        });
    }
    let text = render(shared, &done.response, started);
    Served {
        reply: Reply {
            delivery: delivery(text, effect),
            executed,
        },
        hold: done.hold,
    }
}

/// Carries a late command out, at `time`, and completes its line of the journal.
pub(crate) fn carry_out_late(shared: &Shared, late: &LateCommand, time: Timestamp) {
    let at = At {
        number: late.number,
        time: Some(time),
        pend: false,
    };
    let response = execute::execute(shared, &late.form, &late.command, &at).0;
    if let Some(exchange) = shared.journal.lock().get_mut(late.number) {
        exchange.executed = true;
        exchange.code = response.code();
    }
}

fn at_once(
    shared: &Shared,
    mut exchange: Exchange,
    form: &Form,
    command: &Command,
    effect: Option<&Effect>,
) -> Done {
    let mut again = None;
    let run = |exchange: &mut Exchange| {
        let at = At {
            number: exchange.number,
            time: None,
            pend: effect == Some(&Effect::Pending),
        };
        let (response, hold) = execute::execute(shared, form, command, &at);
        exchange.executed = true;
        exchange.code = response.code();
        Done { response, hold }
    };
    let first = run(&mut exchange);
    if let Some(Effect::DeliverTwice { .. }) = effect {
        // The copy is a command that was received, with a number of its own.
        let mut copy = exchange.clone();
        copy.number = shared.received.fetch_add(1, Ordering::SeqCst) + 1;
        shared.journal.lock().add(exchange);
        again = Some(run(&mut copy));
        exchange = copy;
    }
    shared.journal.lock().add(exchange);
    match (again, effect) {
        (Some(second), Some(Effect::DeliverTwice { first: false })) => second,
        _ => first,
    }
}

/// The ordered fault that hits this command, else what chance has for it.
fn effect_for(shared: &Shared, number: u64, command: &Command) -> Option<Effect> {
    let can_pend = commands::handler(command.name()).is_some_and(commands::Handler::can_pend);
    let (name, object) = (command.name(), command.object());
    let chance = shared.chaos.lock().draw(name, object, can_pend);
    let ordered = shared
        .faults
        .lock()
        .take_for(number, name, object, can_pend);
    ordered.or(chance)
}

fn answered(
    shared: &Shared,
    response: &Response,
    hold: Duration,
    started: Option<Instant>,
) -> Served {
    Served {
        reply: Reply {
            delivery: Delivery::Answer(render(shared, response, started).into_bytes()),
            executed: Executed::Never,
        },
        hold,
    }
}

fn render(shared: &Shared, response: &Response, started: Option<Instant>) -> String {
    let layout = Layout::chosen(&shared.quirks.lock());
    let runtime = started.map_or(Duration::ZERO, |started| started.elapsed());
    response.render(layout, runtime)
}

/// What the fault makes of the answer.
fn delivery(text: String, effect: Option<Effect>) -> Delivery {
    match effect {
        None | Some(Effect::DeliverTwice { .. } | Effect::Pending) => {
            Delivery::Answer(text.into_bytes())
        }
        Some(Effect::Answer { code, .. }) => {
            let refused = Response::from(Refusal::new(code, ""));
            let layout = Layout::plain(text.contains('\r'));
            Delivery::Answer(refused.render(layout, Duration::ZERO).into_bytes())
        }
        Some(Effect::Body { text, .. }) => Delivery::Answer(text.into_bytes()),
        Some(Effect::CloseAfterAnswer) => Delivery::AnswerThenClosed(text.into_bytes()),
        Some(
            Effect::CloseAfterExecuting
            | Effect::CloseBeforeExecuting
            | Effect::ExecuteLate { silent: false, .. },
        ) => Delivery::Closed,
        Some(Effect::CloseBeforeReading) => Delivery::NotRead,
        Some(Effect::CloseOnAccept) => Delivery::NotAccepted,
        Some(Effect::CutBody { .. }) => Delivery::CutBody(first_half(text)),
        Some(Effect::Delay { milliseconds, .. }) => Delivery::Late {
            milliseconds,
            body: text.into_bytes(),
        },
        Some(Effect::ExecuteLate { silent: true, .. }) => Delivery::Silence,
        Some(Effect::HttpStatus { status, .. }) => Delivery::HttpStatus {
            status,
            body: error_page(status).into_bytes(),
        },
        Some(Effect::ShortBody { .. }) => Delivery::ShortBody {
            promised: text.len() + 512,
            body: text.into_bytes(),
        },
    }
}

/// Ends inside the answer, with CODE and DESCRIPTION in it where they come first.
fn first_half(text: String) -> Vec<u8> {
    let mut bytes = text.into_bytes();
    bytes.truncate(bytes.len() / 2);
    bytes
}

fn error_page(status: u16) -> String {
    format!("<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>\n")
}
