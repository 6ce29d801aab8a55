use super::*;
use crate::registrar::scripted::{lost, not_sent, reply};

pub(super) const HERE: &str = "200 ok\nSTATUS=ACTIVE\nTRANSFERDATE=2026-01-09 00:00:00\nPAIDUNTILDATE=2027-09-01 00:00:00\n\
    EXPIRATIONDATE=2027-09-01 00:00:00\nRENEWALMODE=AUTORENEW\nTRANSFERLOCK=0\nNAMESERVER=old.example.org\n\
    NAMESERVER=ns2.example.net\nOWNERCONTACT=AUTO-1\nADMINCONTACT=P-ADM1\nTECHCONTACT=\nBILLINGCONTACT=P-BIL1";
/// As [`HERE`], with nothing left to set.
pub(super) const SETTLED: &str =
    "200 ok\nPAIDUNTILDATE=2027-09-01 00:00:00\nRENEWALMODE=AUTOEXPIRE\nTRANSFERLOCK=";
const RUNNING: &str = "200 ok\nTRANSFERTYPE=INCOMING\nTRANSFERSTATUS=PENDING\nCREATEDDATE=2";
const FAILED: &str = "200 ok\nTRANSFERTYPE=INCOMING\nTRANSFERSTATUS=FAILED\nCREATEDDATE=2\n\
    TRANSFERLOG=requested\nTRANSFERLOG=domain transfer denied by the other side, AUTH=s3cr3t-42";

pub(super) fn sync(given: &Params, row: Option<Params>) -> Script {
    let rows = Value::List(row.into_iter().map(Value::Map).collect());
    script("TransferSync", given).load("journal", rows)
}

pub(super) fn state(script: &mut Script) -> String {
    script.value().text("state").unwrap().unwrap().into_owned()
}

#[test]
fn a_domain_that_is_here_is_complete_with_its_expiry() {
    let mut script = sync(&params("com"), Some(row("pending", 5000))).answer(reply(SETTLED));
    let value = script.value();
    assert_eq!(value.text("state").unwrap().unwrap(), "completed");
    assert_eq!(value.text("expiry").unwrap().unwrap(), "2027-09-01");
    assert_eq!(effects(&script), ["settle done"]);
    assert_eq!(evidence(&script, "after"), Some(Value::from("done")));
}

#[test]
fn an_expiry_that_cannot_be_true_is_left_out() {
    for date in [
        "0000-00-00 00:00:00",
        "1969-12-31 00:00:00",
        "2099-01-01 00:00:00",
        "soon",
    ] {
        let here = format!("200 ok\nRENEWALMODE=AUTOEXPIRE\nPAIDUNTILDATE={date}");
        let mut script = sync(&params("com"), Some(row("pending", 5000))).answer(reply(&here));
        assert_eq!(script.value().get("expiry"), Some(&Value::Null), "{date}");
    }
}

#[test]
fn a_domain_that_came_by_itself_is_complete_and_somebody_is_told() {
    for known in [None, Some(row("void", 9000))] {
        let mut script = sync(&params("com"), known).answer(reply(HERE));
        assert_eq!(state(&mut script), "completed");
        assert_eq!(effects(&script), ["task"]);
        assert_eq!(names(&script), ["StatusDomain"]);
    }
    let mut nothing_to_set = sync(&params("com"), None).answer(reply(SETTLED));
    assert_eq!(state(&mut nothing_to_set), "completed");
    assert!(effects(&nothing_to_set).is_empty());
}

#[test]
fn what_is_under_way_or_shows_no_trace_yet_is_pending() {
    for (entry, known) in [
        (RUNNING, Some(row("pending", 5000))),
        (RUNNING, None),
        (GONE, Some(row("pending", 5000))),
        (GONE, Some(row("doubt", 100))),
        (GONE, Some(row("done", 100))),
        (GONE, None),
        (
            "200 ok\nTRANSFERTYPE=OUTGOING\nTRANSFERSTATUS=FAILED",
            Some(row("pending", 5000)),
        ),
    ] {
        let mut script = sync(&params("com"), known).aside("StatusDomainTransfer", entry);
        script = script.answer(reply(GONE));
        assert_eq!(state(&mut script), "pending", "{entry}");
        assert!(effects(&script).is_empty(), "{entry}");
    }
    let mut sending = sync(&params("com"), Some(row("open", 59)));
    assert_eq!(state(&mut sending), "pending");
    assert!(sending.asked().is_empty());
}

#[test]
fn an_order_in_doubt_that_is_under_way_is_written_down() {
    let mut script = sync(&params("com"), Some(row("doubt", 100)))
        .aside("StatusDomainTransfer", RUNNING)
        .answer(reply(GONE));
    assert_eq!(state(&mut script), "pending");
    assert_eq!(effects(&script), ["close_task", "settle pending"]);
}

#[test]
fn a_stale_answer_is_not_taken() {
    let before = Params::default()
        .with("kind", "transfer")
        .with("entry", "")
        .with("transferred", "2026-01-09 00:00:00");
    let mut script = sync(
        &params("com"),
        Some(row("pending", 5000).with("before", before)),
    );
    script = script.answer(reply(HERE));
    assert_eq!(state(&mut script), "pending");
}

#[test]
fn a_failure_is_said_in_plain_words_and_shows_no_code() {
    let mut script = sync(&params("com"), Some(row("pending", 5000)))
        .aside("StatusDomainTransfer", FAILED)
        .answer(reply(GONE));
    let value = script.value();
    assert_eq!(value.text("state").unwrap().unwrap(), "failed");
    let reason = value.map("reason").unwrap().unwrap().into_owned();
    assert_eq!(
        reason.text("key").unwrap().unwrap(),
        "transfer.reason_denied"
    );
    assert_eq!(effects(&script), ["task", "settle void"]);
    assert!(
        tasks(&script)[0].contains("denied by the other side, AUTH ***"),
        "{:?}",
        tasks(&script)
    );
    let written = format!(
        "{:?}{:?}",
        tasks(&script),
        serde_json::to_string(&Value::Map(value)).unwrap()
    );
    assert!(!written.contains("s3cr3t"));
}

#[test]
fn a_failure_in_the_log_counts_only_behind_the_request() {
    let log = "200 ok\nLOGINDEX=9\nLOGINDEX=8\nOPERATIONTYPE=INBOUND_TRANSFER\nOPERATIONTYPE=TRANSFER\n\
        OPERATIONSTATUS=FAILED\nOPERATIONSTATUS=REQUEST";
    let with = |row: Option<Params>| sync(&params("com"), row).aside("QueryObjectLogList", log);
    let mut newer = with(Some(row("pending", 5000))).answer(reply(GONE));
    assert_eq!(state(&mut newer), "failed");
    let mut unknown = with(None).answer(reply(GONE));
    assert_eq!(state(&mut unknown), "failed");
    assert!(effects(&unknown).is_empty());
    let before = Params::default().with("kind", "transfer").with("log", "9");
    let mut older = with(Some(row("pending", 5000).with("before", before))).answer(reply(GONE));
    assert_eq!(state(&mut older), "pending");
}

#[test]
fn a_row_that_others_closed_is_told_as_what_it_came_to() {
    for (facts, wanted, reason) in [
        (
            Params::default().with("code", "cancelled"),
            "failed",
            "transfer.reason_cancelled",
        ),
        (
            Params::default().with("code", "no_trace"),
            "failed",
            "transfer.reason_unknown",
        ),
        (
            Params::default()
                .with("code", "refuted")
                .with("reason", "denied"),
            "failed",
            "transfer.reason_denied",
        ),
        (Params::default().with("code", "546"), "pending", ""),
        (Params::default().with("released", true), "pending", ""),
    ] {
        let mut script = sync(
            &params("com"),
            Some(row("void", 5000).with("evidence", facts)),
        );
        script = script.answer(reply(GONE));
        let value = script.value();
        assert_eq!(value.text("state").unwrap().unwrap(), wanted);
        let key = value
            .map("reason")
            .unwrap()
            .and_then(|r| r.text("key").unwrap().map(std::borrow::Cow::into_owned));
        assert_eq!(key.unwrap_or_default(), reason);
        assert!(effects(&script).is_empty());
    }
}

#[test]
fn an_order_that_never_got_a_trace_has_failed_after_a_while() {
    let mut script = sync(&params("com"), Some(row("doubt", 60 + 900))).answer(reply(GONE));
    assert_eq!(state(&mut script), "failed");
    assert_eq!(effects(&script), ["task", "close_task", "settle void"]);
}

#[test]
fn a_transfer_that_takes_too_long_is_told_once() {
    let late = row("pending", 15 * 24 * 3600);
    let ask = |row: Params| {
        let script = sync(&params("com"), Some(row)).aside("StatusDomainTransfer", RUNNING);
        script.answer(reply(GONE))
    };
    let mut first = ask(late.clone());
    assert_eq!(state(&mut first), "pending");
    assert_eq!(effects(&first), ["task", "settle pending"]);
    assert_eq!(evidence(&first, "told"), Some(Value::Bool(true)));
    let mut second = ask(late.with("evidence", Params::default().with("told", true)));
    assert_eq!(state(&mut second), "pending");
    assert!(effects(&second).is_empty());
}

#[test]
fn what_cannot_be_read_is_an_error_and_changes_nothing() {
    for answer in [
        reply("421 Try again"),
        reply("530 Authentication failed"),
        lost(),
        not_sent(),
    ] {
        let mut script = sync(&params("com"), Some(row("pending", 5000))).answer(answer);
        script.failure();
        assert!(effects(&script).is_empty());
    }
    let mut blind = script("TransferSync", &params("com")).load("journal", Value::Null);
    assert_eq!(blind.failure().code, "registrar.no_journal");
}
