//! What must hold for any bytes. The fuzz targets call these with what the engine makes up, `tests/fuzz_corpus.rs` with the
//! corpus. A check fails by panic.

use std::sync::{Arc, Mutex};

use ispbridge::base::params::{Params, Value};
use ispbridge::idn::{Deviations, domain_name, host_name, to_ascii, to_ascii_with, to_unicode};
use ispbridge::ispapi::{
    Account, Client, Column, Command, CommandDraft, EncodeError, Environment, MAX_GAPS,
    MAX_GAPS_PER_CELL, Pages, Platform, Response, encode, explain, parse,
};
use ispbridge::names::Secret;
use ispbridge::net::{Reply, Request, Transport, TransportError};

/// A reply, or anything in its place: read in bounded memory, or refused; its own text says the same; a list ends.
pub fn ispapi_parse(bytes: &[u8]) {
    let Ok(response) = parse(bytes) else { return };
    let text = response.to_text();
    assert_eq!(parse(text.as_bytes()).as_ref(), Ok(&response), "{text}");

    let lines = bytes.split(|byte| *byte == b'\n').count();
    let cells: usize = response.columns().map(Column::len).sum();
    assert!(
        cells <= MAX_GAPS + (1 + MAX_GAPS_PER_CELL) * lines,
        "{cells} cells of {lines} lines"
    );

    let _ = (
        response.to_params(),
        explain(&response),
        response.list_control(),
    );
    list_ends(&response);
}

fn list_ends(response: &Response) {
    let list = Command::new("QueryDomainList").expect("a name");
    let mut pages = Pages::new(list, std::num::NonZeroU32::MIN).expect("a list");
    let mut asked = 0;
    while pages.next_page_command().is_some() {
        asked += 1;
        assert!(asked <= 2, "the same page again is no new one");
        let _ = pages.take(response);
    }
}

/// A command out of records that RS (0x1e) ends: key, US (0x1f), value; GS (0x1d) between the elements of a list, and a value that
/// is one NUL is null. It is refused, or goes out with one line a property, and says the same when it is read back.
pub fn ispapi_encode(bytes: &[u8]) {
    let Ok(command) = command_of(&params(bytes)) else {
        return;
    };
    let text = encode(&command);
    assert_eq!(text.split('\n').count(), 1 + command.properties().len());
    let back: Params = text
        .split('\n')
        .map(|line| line.split_once('=').expect("a key and a value"))
        .map(|(key, value)| (key.to_owned(), Value::from(value)))
        .collect();
    let back = command_of(&back).expect("what went out can go out again");
    assert_eq!(encode(&back), text);
    for ((key, value), (same, read)) in command.properties().zip(back.properties()) {
        let clean: String = value
            .chars()
            .filter(|c| !matches!(c, '\r' | '\n'))
            .collect();
        assert_eq!((key, clean.as_str()), (same, read));
    }
    sent(&command, &text);
}

/// The form of a command that goes out: each field once, and the command's text in the last.
fn sent(command: &Command, text: &str) {
    let wire = Arc::new(Wire::default());
    let account = Account::new(Environment::Ote, "login", Secret::new("p&w=+ %"));
    let platform = Platform::ispapi_public("fuzz").expect("our own addresses");
    let answer =
        Client::new(Arc::clone(&wire) as Arc<dyn Transport>, platform, account).request(command);
    let bodies = wire.0.lock().expect("a whole journal");
    let Some(body) = bodies.first() else {
        assert!(answer.is_err_and(|error| error.is_not_sent()));
        return;
    };
    let form: Vec<(String, String)> = serde_urlencoded::from_str(body).expect("a form");
    let names: Vec<&str> = form.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["s_entity", "s_login", "s_pw", "s_command"]);
    assert_eq!(
        form.get(2).map(|(_, value)| value.as_str()),
        Some("p&w=+ %")
    );
    let received = form.last().map_or("", |(_, value)| value.as_str());
    assert_eq!(received.matches('\n').count(), text.matches('\n').count());
    // Names in Unicode travel in their ASCII form.
    assert!(
        received == text || !text.is_ascii(),
        "{received:?} {text:?}"
    );
}

fn command_of(params: &Params) -> Result<Command, EncodeError> {
    let json = serde_json::to_string(params).expect("text and lists");
    let draft: CommandDraft = serde_json::from_str(&json).expect("an array");
    draft.finish()
}

fn params(bytes: &[u8]) -> Params {
    let text = String::from_utf8_lossy(bytes);
    let records = text.split('\u{1e}').filter(|record| !record.is_empty());
    records
        .map(|record| {
            let (key, value) = record.split_once('\u{1f}').unwrap_or((record, "\0"));
            (key.to_owned(), value_of(value))
        })
        .collect()
}

fn value_of(text: &str) -> Value {
    if text == "\0" {
        return Value::Null;
    }
    if text.contains('\u{1d}') {
        return Value::List(text.split('\u{1d}').map(Value::from).collect());
    }
    Value::from(text)
}

#[derive(Default)]
struct Wire(Mutex<Vec<String>>);

impl Transport for Wire {
    fn post(&self, request: &Request) -> Result<Reply, TransportError> {
        let body = request.body.expose().to_owned();
        self.0.lock().expect("a whole journal").push(body);
        let body = b"CODE=200\nDESCRIPTION=ok\nEOF\n".to_vec();
        Ok(Reply { status: 200, body })
    }
}

/// A name, or anything in its place: refused, or converted to a form that stays and comes back.
pub fn idn(bytes: &[u8]) {
    let name = String::from_utf8_lossy(bytes);
    let _ = (domain_name(&name), host_name(&name));
    if let Ok(unicode) = to_unicode(&name) {
        assert_eq!(to_unicode(&unicode).as_deref(), Ok(unicode.as_str()));
    }
    let Ok(ascii) = to_ascii(&name) else { return };
    assert!(ascii.is_ascii() && !ascii.contains(|c: char| c.is_ascii_uppercase()));
    assert_eq!(to_ascii(&ascii).as_deref(), Ok(ascii.as_str()));
    let unicode = to_unicode(&ascii).expect("an ASCII form has a Unicode form");
    let again = to_ascii_with(&unicode, Deviations::Keep);
    assert_eq!(again.as_deref(), Ok(ascii.as_str()));
}
