//! `/api/call.cgi`: what HTTP adds to a call.

mod execute;
mod login;
mod serve;

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response as HttpResponse};
use futures_util::StreamExt as _;

use crate::delivery::Delivery;
use crate::effect::Effect;
use crate::net::Link;
use crate::shared::Shared;

pub(crate) use serve::{carry_out_late, serve};

/// Largest request: far above any real command.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// How long a silent server is silent, unless the client gives up before.
const SILENCE: Duration = Duration::from_secs(600);

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
        return deliver(&link, Delivery::NotRead).await;
    }
    let Ok(body) = to_bytes(request.into_body(), MOST_BYTES).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    // Files are written with the world locked: a thread of its own keeps the server awake.
    let number = link.number;
    let task = move || serve(&shared, number, &body, Some(started));
    let Ok(served) = tokio::task::spawn_blocking(task).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    tokio::time::sleep(served.hold).await;
    deliver(&link, served.reply.delivery).await
}

async fn deliver(link: &Link, delivery: Delivery) -> HttpResponse {
    match delivery {
        Delivery::Answer(body) | Delivery::CutBody(body) => plain(body),
        Delivery::AnswerThenClosed(body) => {
            link.close_after_answer();
            plain(body)
        }
        Delivery::Closed | Delivery::NotAccepted | Delivery::NotRead => cut(link),
        Delivery::HttpStatus { status, body } => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, [(header::CONTENT_TYPE, "text/html")], body).into_response()
        }
        Delivery::Late { milliseconds, body } => {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            plain(body)
        }
        Delivery::ShortBody { promised, body } => short_body(promised, body),
        Delivery::Silence => {
            // A client that gives up closes the connection, which ends this task.
            tokio::time::sleep(SILENCE).await;
            cut(link)
        }
    }
}

fn cut(link: &Link) -> HttpResponse {
    link.cut();
    StatusCode::NO_CONTENT.into_response()
}

fn plain(body: Vec<u8>) -> HttpResponse {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], body).into_response()
}

/// A length that is larger than the body. The body is a stream, whose length the HTTP library
/// cannot compare with the header.
fn short_body(promised: usize, body: Vec<u8>) -> HttpResponse {
    let chunk: Result<Bytes, Infallible> = Ok(Bytes::from(body));
    // The end comes one turn later: else the library drops what it has not flushed yet.
    let end = futures_util::stream::once(async {
        tokio::task::yield_now().await;
        Ok(Bytes::new())
    });
    let stream = futures_util::stream::iter([chunk]).chain(end);
    (
        [
            (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
            (header::CONTENT_LENGTH, promised.to_string()),
        ],
        Body::from_stream(stream),
    )
        .into_response()
}
