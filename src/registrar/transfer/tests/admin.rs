use super::*;
use crate::base::journal::{Row, Settled};
use crate::base::outcome::Outcome;
use crate::ispapi::{Error, Response};
use crate::registrar::scripted::{lost, reply};

const RUNNING: &str = "200 ok\nTRANSFERTYPE=INCOMING\nTRANSFERSTATUS=PENDING\nCREATEDDATE=2";
const REQUESTED: &str = "200 ok\nLOGINDEX=3\nOPERATIONTYPE=TRANSFER\nOPERATIONSTATUS=REQUEST";
const SUCCEEDED: &str =
    "200 ok\nLOGINDEX=4\nOPERATIONTYPE=INBOUND_TRANSFER\nOPERATIONSTATUS=SUCCESSFUL";
const LEAVING: &str = "200 ok\nTRANSFERTYPE=OUTGOING\nTRANSFERSTATUS=REQUESTED";

/// A run whose `StatusDomainTransfer` is answered in turn.
fn run(verb: &str, row: Option<Params>) -> Script {
    let rows = Value::List(row.into_iter().map(Value::Map).collect());
    Script::new(verb, &params("com"), &context()).load("journal", rows)
}

/// What a cancellation finds after it was sent: the domain, its entry, the log.
fn cancel(answer: Result<Response, Error>, domain: &str, entry: &str, log: &'static str) -> Script {
    run("CancelTransfer", Some(row("pending", 5000)))
        .aside("QueryObjectLogList", log)
        .answer(reply(GONE))
        .answer(reply(RUNNING))
        .answer(answer)
        .answer(reply(domain))
        .answer(reply(entry))
}

#[test]
fn a_running_transfer_is_taken_back_and_its_row_closed() {
    let mut script = cancel(reply("200 ok"), GONE, GONE, REQUESTED);
    script.value();
    assert_eq!(
        script.asked()[2],
        "COMMAND=TransferDomain\nDOMAIN=example.com\nACTION=CANCEL"
    );
    assert_eq!(effects(&script), ["settle void"]);
}

#[test]
fn what_the_registrar_shows_counts_and_not_its_answer() {
    let failed = "200 ok\nTRANSFERTYPE=INCOMING\nTRANSFERSTATUS=FAILED\nCREATEDDATE=2";
    for answer in [lost(), reply("534 Not flagged"), reply("421 Try again")] {
        for entry in [GONE, failed] {
            let mut gone = cancel(answer.clone(), GONE, entry, "200 ok");
            gone.value();
            assert_eq!(effects(&gone), ["settle void"]);
        }
        let mut still = cancel(answer, GONE, RUNNING, "200 ok");
        still.failure();
        assert!(effects(&still).is_empty());
    }
    let mut accepted = cancel(reply("200 ok"), GONE, RUNNING, "200 ok");
    assert_eq!(
        accepted.failure().customer.key(),
        "transfer.cancel_accepted"
    );
    let done = "200 ok\nTRANSFERTYPE=INCOMING\nTRANSFERSTATUS=SUCCESSFUL";
    let mut late = cancel(reply("200 ok"), GONE, done, "200 ok");
    late.failure();
    assert!(effects(&late).is_empty());
}

/// The entry of a transfer that is over is not shown any more, whichever way it ended: a row that was charged must not be void.
#[test]
fn a_transfer_that_was_faster_than_its_cancellation_is_not_taken_back() {
    for answer in [reply("200 ok"), reply("534 Not flagged"), lost()] {
        let mut here = cancel(answer.clone(), "200 ok\nTRANSFERDATE=2", GONE, "200 ok");
        assert_eq!(here.failure().customer.key(), "transfer.cancel_too_late");
        assert!(effects(&here).is_empty());
        for (domain, log) in [
            (GONE, SUCCEEDED),
            (GONE, "421 Try again"),
            ("421 Try again", "200 ok"),
        ] {
            let mut unclear = cancel(answer.clone(), domain, GONE, log);
            unclear.failure();
            assert!(effects(&unclear).is_empty(), "{domain} {log}");
        }
    }
    let succeeded = run("CancelTransfer", Some(row("pending", 5000)));
    let mut succeeded = succeeded
        .aside("QueryObjectLogList", SUCCEEDED)
        .answer(reply(GONE))
        .answer(reply(GONE));
    assert_eq!(succeeded.failure().code, "registrar.in_progress");
    assert!(effects(&succeeded).is_empty());
}

#[test]
fn a_cancellation_that_the_journal_did_not_take_is_no_success() {
    let settled = |settled| {
        let mut script = cancel(reply("200 ok"), GONE, GONE, "200 ok").settled(settled);
        script.outcome()
    };
    let moved = |state| Settled::Moved(Box::new(Row::read(&row(state, 5000)).unwrap()));
    assert!(matches!(settled(Settled::Yes), Outcome::Done(_)));
    assert!(matches!(settled(moved("void")), Outcome::Done(_)));
    for (other, key) in [
        (moved("done"), "transfer.cancel_too_late"),
        (moved("pending"), "transfer.cancel_not_noted"),
        (Settled::Unknown, "transfer.cancel_not_noted"),
    ] {
        match settled(other) {
            Outcome::Failed(failure) => assert_eq!(failure.admin.key(), key),
            Outcome::Done(value) => unreachable!("{value:?}"),
        }
    }
}

#[test]
fn a_row_whose_transfer_is_gone_is_closed_and_a_young_one_is_not() {
    let cancel = |row| {
        run("CancelTransfer", row)
            .answer(reply(GONE))
            .answer(reply(GONE))
    };
    for (state, done) in [
        ("pending", &["settle void"][..]),
        ("doubt", &["close_task", "settle void"]), // nobody is to look for it any more
    ] {
        let mut old = cancel(Some(row(state, 960)));
        old.value();
        assert_eq!(effects(&old), done);
        let mut young = cancel(Some(row(state, 959)));
        assert_eq!(young.failure().code, "registrar.in_progress");
        assert!(effects(&young).is_empty());
    }
    let mut none = cancel(None);
    assert_eq!(none.failure().code, "registrar.no_transfer");
    let requested = |row| cancel(Some(row)).aside("QueryObjectLogList", REQUESTED);
    let mut asked_for = requested(row("pending", 960));
    asked_for.value();
    assert_eq!(effects(&asked_for), ["settle void"]);
    let mut unread_log =
        requested(row("pending", 960)).aside("QueryObjectLogList", "421 Try again");
    assert_eq!(unread_log.failure().code, "registrar.in_progress");
    let mut here = run("CancelTransfer", Some(row("pending", 5000)))
        .answer(reply("200 ok"))
        .answer(reply(GONE));
    assert_eq!(here.failure().customer.key(), "transfer.cancel_too_late");
    let mut unread = run("CancelTransfer", Some(row("pending", 5000)))
        .answer(reply("421 Try again"))
        .answer(reply(GONE));
    assert_eq!(unread.failure().code, "ispapi.421");
    let mut sending = run("CancelTransfer", Some(row("open", 59)));
    assert_eq!(sending.failure().code, "registrar.in_progress");
    assert!(sending.asked().is_empty());
}

/// An answer to somebody else's transfer, with what was typed to confirm it.
fn answer(verb: &str, typed: &str) -> Script {
    let params = params("com").with("confirmed", typed);
    Script::new(verb, &params, &context())
}

#[test]
fn only_a_transfer_to_somebody_else_is_answered() {
    for (verb, action, told) in [
        ("ApproveTransferConfirmed", "APPROVE", "transfer.approved"),
        ("DenyTransfer", "DENY", "transfer.denied"),
    ] {
        let run = || answer(verb, "Example.com");
        let mut script = run().answer(reply(LEAVING)).answer(reply("200 ok"));
        let value = script.value();
        let message = value.map("message").unwrap().unwrap();
        assert_eq!(message.text("key").unwrap().unwrap(), told);
        let wanted = format!("COMMAND=TransferDomain\nDOMAIN=example.com\nACTION={action}");
        assert_eq!(script.asked()[1], wanted);
        for other in [
            RUNNING,
            GONE,
            "200 ok\nTRANSFERTYPE=OUTGOING\nTRANSFERSTATUS=SUCCESSFUL",
        ] {
            let mut none = run().answer(reply(other));
            assert_eq!(none.failure().code, "registrar.no_transfer", "{other}");
            assert_eq!(none.asked().len(), 1);
        }
        let mut refused = run()
            .answer(reply(LEAVING))
            .answer(reply("534 Not flagged"));
        assert_eq!(refused.failure().code, "ispapi.534");
        let mut unknown = run().answer(reply(LEAVING)).answer(lost());
        assert!(unknown.failure().in_doubt);
        assert_eq!(unknown.asked().len(), 2);
    }
}

#[test]
fn an_approval_without_the_name_sends_nothing() {
    for typed in ["", "other.com", "example.com.evil.org", "yes"] {
        let mut script = answer("ApproveTransferConfirmed", typed);
        assert_eq!(script.failure().code, "registrar.unconfirmed", "{typed}");
        assert!(script.asked().is_empty(), "{typed}");
    }
}

#[test]
fn mails_are_sent_again_where_a_transfer_runs() {
    let mut sent = run("ResendTransferEmail", None).answer(reply("200 ok"));
    sent.value();
    assert_eq!(
        sent.asked(),
        ["COMMAND=ResendDomainTransferConfirmationEmails\nDOMAIN=example.com"]
    );
    let mut none = run("ResendTransferEmail", None).answer(reply(GONE));
    assert_eq!(none.failure().code, "registrar.no_transfer");
    let mut over = run("ResendTransferEmail", None).answer(reply("552 State"));
    assert_eq!(over.failure().code, "ispapi.552");
}
