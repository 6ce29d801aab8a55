//! One round trip: what goes out, what comes back, and what is sent again.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)] // a test may fail by panic

mod wire_script;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ispbridge::ispapi::{
    Budget, Class, Code, Command, CommandName, EncodeError, Error, Malformed, NotSent,
};
use ispbridge::net::{Connection, Reply};
use wire_script::{Script, account, broken, client, code, platform, refused, reply, timeout};

fn read() -> Command {
    Command::of(CommandName::STATUS_DOMAIN).with("DOMAIN", "example.com")
}

fn write() -> Command {
    Command::of(CommandName::MODIFY_DOMAIN).with("DOMAIN", "example.com")
}

fn order() -> Command {
    Command::of(CommandName::ADD_DOMAIN).with("DOMAIN", "example.com")
}

#[allow(clippy::unnecessary_wraps)] // the shape of a script
fn http(status: u16, body: &str) -> Result<Reply, ispbridge::net::TransportError> {
    Ok(Reply {
        status,
        body: body.into(),
    })
}

#[test]
fn the_form_goes_to_the_system_of_the_account() {
    let script = Script::new([code(200)]);
    client(&script)
        .request(&Command::of(CommandName::STATUS_ACCOUNT))
        .unwrap();
    let request = &script.requests()[0];
    assert_eq!(request.url, "https://api-ote.ispapi.net/api/call.cgi");
    assert_eq!(request.user_agent, "ispbridge/test");
    assert_eq!(
        script.bodies(),
        ["s_entity=1234&s_login=test.user&s_pw=test.passw0rd&s_command=COMMAND%3DStatusAccount"]
    );
}

#[test]
fn connection_and_patience_follow_what_the_command_does() {
    let ends: Vec<_> = (0..3).map(|_| code(200)).collect();
    let script = Script::new(ends);
    let client = client(&script);
    for command in [read(), write(), order()] {
        client.request(&command).unwrap();
    }
    let limits = platform().limits;
    let made: Vec<_> = script
        .requests()
        .iter()
        .map(|r| (r.connection, r.total_timeout))
        .collect();
    assert_eq!(
        made,
        [
            (Connection::Warm, limits.read_timeout),
            (Connection::Warm, limits.write_timeout),
            (Connection::Fresh, limits.write_timeout),
        ]
    );
}

#[test]
fn a_refusal_is_an_answer() {
    let script = Script::new([code(545)]);
    let response = client(&script).request(&order()).unwrap();
    assert_eq!(
        (response.code(), response.class()),
        (Code::NOT_FOUND, Class::Permanent)
    );
    let error = response.into_result().unwrap_err();
    assert_eq!(error.code(), "ispapi.545");
}

#[test]
fn a_read_is_repeated_within_bounds() {
    for (ends, sent) in [
        (vec![refused(), refused(), code(200)], 3),
        (vec![refused(), refused(), refused()], 3),
        (vec![timeout(true), timeout(true)], 2),
        (vec![timeout(false)], 1),
        (vec![broken(), code(200)], 2),
        (vec![broken(), broken()], 2),
        (vec![code(421), code(423), code(520)], 3),
        (vec![code(420), refused(), code(200)], 3),
        (vec![code(425)], 1),
        (vec![code(422)], 1),
        (vec![code(549)], 1),
        (vec![reply("CODE=200\nDESCRIPTION=ok\n"), code(200)], 2),
        (vec![reply(""), code(200)], 2),
        (vec![reply("CODE=200\nEOF\n")], 1),
        (vec![http(502, "<html>"), code(200)], 2),
        (vec![http(403, "<html>")], 1),
    ] {
        let case = format!("{ends:?}");
        let script = Script::new(ends);
        let _ = client(&script).request(&read());
        assert_eq!(script.requests().len(), sent, "{case}");
    }
}

#[test]
fn what_changes_something_is_repeated_only_if_it_was_not_sent() {
    for command in [write(), order()] {
        for (ends, sent) in [
            (vec![refused(), code(200)], 2),
            (vec![refused(), refused()], 2),
            (vec![refused(), broken()], 2),
            (vec![timeout(true), code(200)], 2),
            (vec![timeout(false)], 1),
            (vec![broken()], 1),
            (vec![code(420)], 1),
            (vec![code(421)], 1),
            (vec![code(423)], 1),
            (vec![code(425)], 1),
            (vec![code(520)], 1),
            (vec![reply("")], 1),
            (vec![http(502, "")], 1),
        ] {
            let case = format!("{command:?} {ends:?}");
            let script = Script::new(ends);
            let _ = client(&script).request(&command);
            assert_eq!(script.requests().len(), sent, "{case}");
        }
    }
}

#[test]
fn doubt_is_told_for_what_was_sent_and_changes_something() {
    for (end, doubt) in [
        (refused(), false),
        (timeout(true), false),
        (timeout(false), true),
        (broken(), true),
        (reply("CODE=200\nDESCRIPTION=ok\n"), true),
        (reply("404"), true),
        (http(504, "<html>"), true),
    ] {
        let case = format!("{end:?}");
        let script = Script::new([end.clone(), end.clone()]);
        assert_eq!(
            client(&script)
                .request(&order())
                .unwrap_err()
                .outcome_unknown(),
            doubt,
            "{case}"
        );
        let script = Script::new([end.clone(), end.clone(), end]);
        assert!(
            !client(&script)
                .request(&read())
                .unwrap_err()
                .outcome_unknown(),
            "{case}"
        );
    }
}

#[test]
fn only_the_body_counts() {
    let body = "[RESPONSE]\nCODE=200\nDESCRIPTION=ok\nEOF\n";
    let script = Script::new([http(500, body)]);
    assert_eq!(client(&script).request(&order()).unwrap().code(), Code::OK);
    let script = Script::new([http(403, "no")]);
    let error = client(&script).request(&order()).unwrap_err();
    assert!(matches!(error, Error::Http { status: 403, .. }));
    let script = Script::new([http(200, "no")]);
    let error = client(&script).request(&order()).unwrap_err();
    assert!(matches!(
        error,
        Error::Malformed {
            what: Malformed::NoEnd,
            ..
        }
    ));
}

#[test]
fn a_repetition_waits_and_takes_a_fresh_connection() {
    let script = Script::new([code(421), broken(), code(200)]);
    let waits = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&waits);
    let pause = Arc::new(move |sent| seen.lock().unwrap().push(sent));
    let end = client(&script).with_pause(pause).request(&read());
    assert!(end.is_err(), "the second try allows two in all");
    assert_eq!(*waits.lock().unwrap(), [1]);
    let connections: Vec<_> = script.requests().iter().map(|r| r.connection).collect();
    assert_eq!(connections, [Connection::Warm, Connection::Fresh]);
}

#[test]
fn what_cannot_go_out_is_never_sent() {
    let script = Script::new([]);
    let error = client(&script)
        .request(&order().with("X-A", "a\0b"))
        .unwrap_err();
    let key = "X-A".to_owned();
    assert_eq!(error, Error::Encode(EncodeError::ControlCharacter { key }));
    assert!(!error.outcome_unknown());
    assert!(script.requests().is_empty());
}

#[test]
fn exchanges_are_kept_on_request_and_taken_once() {
    let script = Script::new([refused(), code(545)]);
    let silent = client(&script);
    silent.request(&read()).unwrap();
    assert!(silent.take_exchanges().is_empty());

    let script = Script::new([refused(), code(545)]);
    let ticks = Mutex::new(0);
    let stopwatch = Arc::new(move || {
        let mut ticks = ticks.lock().unwrap();
        *ticks += 20;
        Duration::from_millis(*ticks)
    });
    let client = client(&script).with_recording(stopwatch);
    client.request(&read()).unwrap();
    let exchanges = client.take_exchanges();
    let seen: Vec<_> = exchanges
        .iter()
        .map(|e| {
            (
                e.command.as_str(),
                e.attempt,
                e.milliseconds,
                e.error.is_some(),
                e.reply.is_some(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("StatusDomain", 1, 20, true, false),
            ("StatusDomain", 2, 20, false, true)
        ]
    );
    assert_eq!(
        exchanges[1].reply.as_deref(),
        Some("[RESPONSE]\nCODE=545\nDESCRIPTION=text\nEOF\n")
    );
    assert_eq!(
        serde_json::to_string(&exchanges[1].request).unwrap(),
        r#"{"COMMAND":"StatusDomain","DOMAIN":"example.com"}"#
    );
    assert!(client.take_exchanges().is_empty());
}

#[test]
fn a_session_of_the_account_is_used() {
    let script = Script::new([code(200)]);
    let account = account().with_session(ispbridge::names::Secret::new("sid"));
    let client = ispbridge::ispapi::Client::new(Arc::clone(&script) as _, platform(), account);
    client.request(&read()).unwrap();
    assert_eq!(
        script.bodies(),
        ["s_entity=1234&s_session=sid&s_command=COMMAND%3DStatusDomain%0ADOMAIN%3Dexample.com"]
    );
}

#[test]
fn a_body_that_is_no_reply_is_logged_at_its_beginning() {
    let page = format!(
        "<html>no way, test.passw0rd</html>\nPROPERTY[AUTH][0]=hush\n{}",
        "x".repeat(100_000)
    );
    let script = Script::new([http(403, &page)]);
    let client = client(&script).with_recording(Arc::new(|| Duration::ZERO));
    client.request(&order()).unwrap_err();
    let exchange = &client.take_exchanges()[0];
    let text = exchange.reply.as_deref().unwrap();
    assert!(
        text.starts_with("<html>no way, ***</html>\nPROPERTY[AUTH][0]=***\nxx"),
        "{text}"
    );
    assert!(text.len() < 5_000);
    assert_eq!(
        exchange.error.as_deref(),
        Some("HTTP status 403 instead of a reply of the API")
    );
}

/// A client with so many points, by a clock that stands.
fn on_points(
    points: u32,
    ends: Vec<Result<Reply, ispbridge::net::TransportError>>,
) -> (ispbridge::ispapi::Client, Arc<Budget>, Arc<Script>) {
    let script = Script::new(ends);
    let budget = Arc::new(Budget::new(Arc::new(|| Duration::ZERO)));
    budget.lease(points);
    let client = client(&script).with_budget(Arc::clone(&budget));
    (client, budget, script)
}

#[test]
fn without_points_a_read_is_not_sent_and_an_order_is() {
    let (client, budget, script) = on_points(1, vec![code(200), code(200)]);
    client.request(&read()).unwrap();
    let error = client.request(&read()).unwrap_err();
    assert_eq!(error, Error::NotSent(NotSent::RateLimited));
    assert!(error.is_not_sent() && !error.outcome_unknown());
    client.request(&order()).unwrap();
    assert_eq!((budget.usage().spent, script.requests().len()), (11, 2));
}

#[test]
fn a_repetition_takes_points_and_ends_with_them() {
    let (client, budget, script) = on_points(2, vec![code(421), code(421)]);
    assert_eq!(client.request(&read()).unwrap().code(), Code::new(421));
    assert_eq!((budget.usage().spent, script.requests().len()), (2, 2));
}

#[test]
fn a_lock_is_an_answer_and_blocks_the_reads_that_follow() {
    let (client, budget, script) = on_points(9, vec![code(425), code(200)]);
    assert_eq!(client.request(&read()).unwrap().code(), Code::LOCKED);
    assert_eq!(budget.usage().blocked_for, Some(Duration::from_secs(60)));
    client.request(&read()).unwrap_err();
    client.request(&write()).unwrap();
    assert_eq!(script.requests().len(), 2);
}

#[test]
fn a_client_may_be_shared_by_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<ispbridge::ispapi::Client>();
}
