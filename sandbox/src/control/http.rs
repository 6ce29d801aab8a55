//! The control words over HTTP.

use axum::extract::{Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use super::{Control, ControlError};

/// The routes, to be put below `/control`.
pub(crate) fn router<S: Clone + Send + Sync + 'static>(control: Control) -> Router<S> {
    Router::new()
        .route("/journal", get(journal).delete(delete_journal))
        .route("/{word}", get(look).post(change).delete(delete))
        .with_state(control)
}

async fn journal(State(control): State<Control>) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/x-ndjson")];
    (kind, control.journal()).into_response()
}

async fn delete_journal(State(control): State<Control>) -> Response {
    answer(control.delete("journal"))
}

async fn look(
    State(control): State<Control>,
    Path(word): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let asked = query.map_or_else(|| word.clone(), |query| format!("{word}?{query}"));
    answer(control.get(&asked))
}

async fn change(
    State(control): State<Control>,
    Path(word): Path<String>,
    Json(body): Json<Value>,
) -> Response {
    answer(control.post(&word, body))
}

async fn delete(State(control): State<Control>, Path(word): Path<String>) -> Response {
    answer(control.delete(&word))
}

fn answer(result: Result<Value, ControlError>) -> Response {
    let error = match result {
        Ok(value) => return Json(value).into_response(),
        Err(error) => error,
    };
    let status = match error {
        ControlError::Bad(_) => StatusCode::BAD_REQUEST,
        ControlError::NotFound(_) => StatusCode::NOT_FOUND,
        ControlError::State(_) => StatusCode::INTERNAL_SERVER_ERROR,
    };
    (status, Json(json!({ "error": error.to_string() }))).into_response()
}
