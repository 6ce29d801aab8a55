//! `/api/call.cgi`: form in, response text out, faults in between.

mod execute;
mod login;

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response as HttpResponse};
use futures_util::StreamExt as _;

use crate::commands;
use crate::faults::Effect;
use crate::journal::Exchange;
use crate::net::Link;
use crate::shared::Shared;
use crate::wire::{Command, Form, FormatError, Layout, Refusal, Response};

/// Largest request: far above any real command.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Serves one call.
pub(crate) async fn call(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(link): ConnectInfo<Link>,
    request: Request,
) -> HttpResponse {
    let started = Instant::now();
    shared.requests.fetch_add(1, Ordering::SeqCst);
    if link.is_first_call() {
        let count = &shared.connections.with_api_call;
        count.fetch_add(1, Ordering::SeqCst);
    }
    if shared.faults.lock().take_early(&Effect::CloseBeforeReading) {
        link.cut();
        return StatusCode::NO_CONTENT.into_response();
    }
    let Ok(body) = to_bytes(request.into_body(), MOST_BYTES).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let form = Form::parse(&body);
    let command = Command::parse(&form.command);
    let effect = command.as_ref().ok().and_then(|c| effect_for(&shared, c));
    // Files are written with the world locked: a thread of its own keeps the server awake.
    let worker = Arc::clone(&shared);
    let number = link.number;
    let asked = effect.clone();
    let task = move || carry_out(&worker, number, &form, command, asked.as_ref());
    let Ok(response) = tokio::task::spawn_blocking(task).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let text = response.render(layout(&shared), started.elapsed());
    deliver(&link, text, effect).await
}

fn effect_for(shared: &Shared, command: &Command) -> Option<Effect> {
    let can_pend = commands::handler(command.name()).is_some_and(commands::Handler::can_pend);
    let mut faults = shared.faults.lock();
    faults.take_for(command.name(), command.object(), can_pend)
}

/// Executes the command unless the effect forbids it, and writes the journal.
fn carry_out(
    shared: &Shared,
    connection: u64,
    form: &Form,
    command: Result<Command, FormatError>,
    effect: Option<&Effect>,
) -> Response {
    let now = shared.world.lock().clock.now();
    let mut exchange = Exchange::new(now, connection, form);
    if let Some(effect) = effect {
        exchange.fault = serde_json::to_string(effect).unwrap_or_default();
    }
    if let Ok(command) = &command {
        exchange.set_command(command);
    }
    let executes = effect.is_none_or(Effect::executes);
    let response = match command {
        Err(error) => Response::from(Refusal::new(507, error.to_string())),
        Ok(_) if !executes => Response::ok(),
        Ok(command) => {
            let pend = effect == Some(&Effect::Pending);
            exchange.executed = true;
            execute::execute(shared, form, &command, pend)
        }
    };
    if executes {
        exchange.code = response.code();
    }
    shared.journal.lock().add(exchange);
    response
}

fn layout(shared: &Shared) -> Layout {
    let quirks = shared.quirks.lock();
    Layout {
        blanks: quirks.is("answer_blanks", "around"),
        code_first: quirks.is("answer_order", "code_first"),
        crlf: quirks.is("answer_newline", "crlf"),
    }
}

/// Sends the answer, or what the fault makes of it.
async fn deliver(link: &Link, text: String, effect: Option<Effect>) -> HttpResponse {
    match effect {
        None | Some(Effect::Pending) => plain(text),
        Some(Effect::Answer { code, .. }) => {
            let refused = Response::from(Refusal::new(code, ""));
            let layout = Layout {
                blanks: false,
                code_first: false,
                crlf: text.contains('\r'),
            };
            plain(refused.render(layout, Duration::ZERO))
        }
        Some(Effect::Body { text, .. }) => plain(text),
        Some(Effect::CloseAfterAnswer) => {
            link.close_after_answer();
            plain(text)
        }
        Some(Effect::CutBody) => plain(first_half(&text)),
        Some(Effect::Delay { milliseconds }) => {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            plain(text)
        }
        Some(Effect::HttpStatus { status, .. }) => html_error(status),
        Some(Effect::ShortBody) => short_body(&text),
        Some(
            Effect::CloseAfterExecuting
            | Effect::CloseBeforeExecuting
            | Effect::CloseBeforeReading
            | Effect::CloseOnAccept,
        ) => {
            link.cut();
            StatusCode::NO_CONTENT.into_response()
        }
    }
}

fn plain(text: String) -> HttpResponse {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

/// Ends inside the answer, with CODE and DESCRIPTION in it where they come first.
fn first_half(text: &str) -> String {
    let half = text.len() / 2;
    let end = (half..text.len()).find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or_default())
        .unwrap_or_default()
        .to_owned()
}

fn html_error(status: u16) -> HttpResponse {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let page = format!(
        "<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>\n"
    );
    (status, [(header::CONTENT_TYPE, "text/html")], page).into_response()
}

/// A length that is larger than the body. The body is a stream, whose length the HTTP library
/// cannot compare with the header.
fn short_body(text: &str) -> HttpResponse {
    let promised = (text.len() + 512).to_string();
    let chunk: Result<Bytes, Infallible> = Ok(Bytes::from(text.to_owned()));
    // The end comes one turn later: else the library drops what it has not flushed yet.
    let end = futures_util::stream::once(async {
        tokio::task::yield_now().await;
        Ok(Bytes::new())
    });
    let stream = futures_util::stream::iter([chunk]).chain(end);
    (
        [
            (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
            (header::CONTENT_LENGTH, promised),
        ],
        Body::from_stream(stream),
    )
        .into_response()
}
