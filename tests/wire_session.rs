//! Sessions: begun, used, renewed once where the server forgot one, and ended.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)] // a test may fail by panic

mod wire_script;

use std::sync::{Arc, Barrier, Mutex};

use ispbridge::ispapi::{
    Account, Client, Code, Command, CommandName, Concurrency, Error, Malformed,
};
use ispbridge::names::Secret;
use ispbridge::net::{Connection, Reply, Request, Transport, TransportError};
use wire_script::{Script, account, code, platform, refused, reply, timeout};

const LOGIN: &str =
    "s_entity=1234&s_login=test.user&s_pw=test.passw0rd&s_command=COMMAND%3DStartSession";

fn read() -> Command {
    Command::of(CommandName::STATUS_ACCOUNT)
}

fn order() -> Command {
    Command::of(CommandName::ADD_DOMAIN)
}

#[allow(clippy::unnecessary_wraps)] // the shape of a script
fn refusal(description: &str) -> Result<Reply, TransportError> {
    reply(format!(
        "[RESPONSE]\nCODE=530\nDESCRIPTION={description}\nEOF\n"
    ))
}

fn lost() -> Result<Reply, TransportError> {
    refusal("SESSION NOT FOUND")
}

#[allow(clippy::unnecessary_wraps)]
fn begun(session: &str) -> Result<Reply, TransportError> {
    reply(format!(
        "[RESPONSE]\nPROPERTY[SESSION][0]={session}\nCODE=200\nDESCRIPTION=ok\nEOF\n"
    ))
}

fn by(account: Account, ends: Vec<Result<Reply, TransportError>>) -> (Client, Arc<Script>) {
    let script = Script::new(ends);
    let client = Client::new(Arc::clone(&script) as _, platform(), account);
    (client, script)
}

/// A client of the session `old`, with login and password.
fn in_session(ends: Vec<Result<Reply, TransportError>>) -> (Client, Arc<Script>) {
    by(account().with_session(Secret::new("old")), ends)
}

fn status_in(session: &str) -> String {
    format!("s_entity=1234&s_session={session}&s_command=COMMAND%3DStatusAccount")
}

fn held(client: &Client) -> Option<String> {
    client.session().map(|session| session.expose().to_owned())
}

#[test]
fn a_session_is_begun_used_and_ended() {
    let (client, script) = by(
        account(),
        vec![begun("new"), code(200), code(200), code(200)],
    );
    assert_eq!(held(&client), None);
    assert_eq!(client.start_session().unwrap().expose(), "new");
    assert_eq!(held(&client).as_deref(), Some("new"));
    client.request(&read()).unwrap();
    client.end_session().unwrap();
    assert_eq!(held(&client), None);
    client.request(&read()).unwrap();
    let end = "s_entity=1234&s_session=new&s_command=COMMAND%3DEndSession";
    let plain =
        "s_entity=1234&s_login=test.user&s_pw=test.passw0rd&s_command=COMMAND%3DStatusAccount";
    assert_eq!(script.bodies(), [LOGIN, &status_in("new"), end, plain]);
    client.end_session().unwrap(); // there is none, so nothing is sent
}

#[test]
fn a_lost_session_is_renewed_and_the_command_sent_once_more() {
    let (client, script) = in_session(vec![lost(), begun("new"), code(200)]);
    assert_eq!(client.request(&read()).unwrap().code(), Code::OK);
    assert_eq!(
        script.bodies(),
        [status_in("old"), LOGIN.to_owned(), status_in("new")]
    );
    assert_eq!(held(&client).as_deref(), Some("new"));
}

#[test]
fn an_order_that_was_refused_for_its_session_goes_again_over_a_fresh_connection() {
    let (client, script) = in_session(vec![lost(), begun("new"), timeout(false)]);
    assert!(client.request(&order()).unwrap_err().outcome_unknown());
    let connections: Vec<_> = script.requests().iter().map(|r| r.connection).collect();
    assert_eq!(
        connections,
        [Connection::Fresh, Connection::Warm, Connection::Fresh]
    );
}

#[test]
fn a_session_that_is_lost_again_at_once_is_not_chased() {
    let (client, script) = in_session(vec![lost(), begun("new"), lost()]);
    assert_eq!(
        client.request(&read()).unwrap().code(),
        Code::AUTHENTICATION_FAILED
    );
    assert_eq!(script.requests().len(), 3);
}

#[test]
fn any_other_530_is_an_answer() {
    for description in [
        "Authentication failed",
        "Authorization failed; Operation forbidden by ACL",
        "SESSION NOT FOUND.",
        "session not found",
        "",
    ] {
        let (client, script) = in_session(vec![refusal(description)]);
        assert_eq!(client.request(&read()).unwrap().description(), description);
        assert_eq!(script.requests().len(), 1, "{description}");
    }
}

#[test]
fn without_a_password_or_with_a_spent_one_a_lost_session_is_an_answer() {
    let mut without = Account::new(account().environment, "test.user", Secret::new(""));
    without.session = Some(Secret::new("old"));
    let mut spent = account().with_session(Secret::new("old"));
    spent.one_time_password = Some(Secret::new("123456"));
    for account in [without, spent] {
        let (client, script) = by(account, vec![lost()]);
        assert_eq!(
            client.request(&read()).unwrap().description(),
            "SESSION NOT FOUND"
        );
        assert_eq!(script.requests().len(), 1);
    }
    // Never by a client that has no session at all.
    let (client, script) = by(account(), vec![lost()]);
    client.request(&read()).unwrap();
    assert_eq!(script.requests().len(), 1);
}

#[test]
fn a_refused_login_is_never_tried_again() {
    let (client, script) = in_session(vec![lost(), refusal("Authentication failed"), lost()]);
    for _ in 0..2 {
        let response = client.request(&read()).unwrap();
        assert_eq!(response.description(), "SESSION NOT FOUND");
    }
    assert_eq!(script.requests().len(), 3, "one login in all");
}

#[test]
fn a_login_that_did_not_arrive_may_be_tried_with_the_next_command() {
    let (client, script) = in_session(vec![
        lost(),
        refused(),
        refused(), // the login was not sent, and tried once more
        lost(),
        begun("new"),
        code(200),
    ]);
    assert_eq!(
        client.request(&read()).unwrap().description(),
        "SESSION NOT FOUND"
    );
    assert_eq!(client.request(&read()).unwrap().code(), Code::OK);
    assert_eq!(script.requests().len(), 6);
}

#[test]
fn commands_about_sessions_renew_none() {
    for name in [CommandName::START_SESSION, CommandName::END_SESSION] {
        let (client, script) = in_session(vec![lost()]);
        client.request(&Command::of(name)).unwrap();
        assert_eq!(script.requests().len(), 1);
    }
    let (client, _) = in_session(vec![lost()]);
    client.end_session().unwrap(); // it has ended
    assert_eq!(held(&client), None);
    let (client, _) = in_session(vec![refusal("Authentication failed")]);
    assert_eq!(client.end_session().unwrap_err().code(), "ispapi.530");
    assert_eq!(held(&client).as_deref(), Some("old"));
}

#[test]
fn a_login_without_a_session_is_no_login() {
    let (client, _) = by(account(), vec![code(200)]);
    let error = client.start_session().unwrap_err();
    assert!(matches!(
        error,
        Error::Malformed {
            what: Malformed::NoSession,
            ..
        }
    ));
    assert_eq!(held(&client), None);
}

/// Forgets `old` while four ask at the same time, and counts logins.
struct Forgetful {
    together: Barrier,
    logins: Mutex<u32>,
}

impl Transport for Forgetful {
    fn post(&self, request: &Request) -> Result<Reply, TransportError> {
        let body = request.body.expose();
        if body.contains("StartSession") {
            let mut logins = self.logins.lock().unwrap();
            *logins += 1;
            return begun(&format!("new{logins}"));
        }
        if body.contains("s_session=old") {
            self.together.wait();
            return lost();
        }
        code(200)
    }
}

#[test]
fn threads_that_lose_one_session_log_in_once() {
    let server = Arc::new(Forgetful {
        together: Barrier::new(4),
        logins: Mutex::default(),
    });
    let client = Client::new(
        Arc::clone(&server) as _,
        platform(),
        account().with_session(Secret::new("old")),
    );
    let ends = client.request_many(&vec![read(); 4], Concurrency::new(4).unwrap());
    assert!(ends.iter().all(|end| {
        end.as_ref()
            .is_ok_and(|response| response.code() == Code::OK)
    }));
    assert_eq!(*server.logins.lock().unwrap(), 1);
    assert_eq!(held(&client).as_deref(), Some("new1"));
}

#[test]
fn no_session_is_logged() {
    let script = Script::new([lost(), begun("MARKER-new"), code(200)]);
    let account = account().with_session(Secret::new("MARKER-old"));
    let client = Client::new(Arc::clone(&script) as _, platform(), account)
        .with_recording(Arc::new(|| std::time::Duration::ZERO));
    client.request(&read()).unwrap();
    let exchanges = client.take_exchanges();
    let names: Vec<_> = exchanges
        .iter()
        .map(|exchange| exchange.command.as_str())
        .collect();
    assert_eq!(names, ["StatusAccount", "StartSession", "StatusAccount"]);
    let text = format!("{client:?} {exchanges:?}");
    assert!(!text.contains("MARKER"), "{text}");
}
