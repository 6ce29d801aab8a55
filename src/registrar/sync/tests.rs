#![allow(clippy::unwrap_used)] // a test may fail by panic

use super::*;
use crate::base::time;
use crate::registrar::scripted::{Script, reply};

const DAY: i64 = 24 * 60 * 60;
const NOT_THERE: &str = "545 Entity reference not found";
const ELSEWHERE: &str = "531 Authorization failed";
const OWN_ACCOUNT: &str = "200 ok\nUSER=SHOP";
const NOTHING: &str = "200 ok\nCOUNT=0";

fn params() -> Params {
    Params::default()
        .with("Username", "shop!role")
        .with("Password", "s3cret")
        .with("sld", "example")
        .with("tld", "com")
        .with("domainid", 7)
        .with("idprotection", "")
}

/// A domain in this state of WHMCS, with this expiry there.
fn shop(status: &str, expiry: &str) -> Params {
    Params::default()
        .with("status", status)
        .with("expirydate", expiry)
}

fn verb(verb: &str, params: &Params) -> Script {
    let context = Context {
        now: time::parse("2026-06-15 12:00:00").unwrap(),
        web: false,
        ..Context::default()
    };
    Script::new(verb, params, &context)
        .load("applications", Value::List(Vec::new()))
        .load("findings", Value::List(Vec::new()))
        .load("snapshot", seen(None))
        .load("domain", shop("Active", "2026-09-26"))
        .load(
            "finals",
            Params::default().with("count", 1).with("total", 1000),
        )
}

fn sync() -> Script {
    verb("Sync", &params())
}

/// What the database has seen: a row of this age, and when the domain was touched.
fn seen(row: Option<(i64, i64)>) -> Params {
    let now = 1_000_000;
    let rows = row.map(|(age, touched)| {
        let facts = Params::default()
            .with("state", "active")
            .with("expiry", "2027-09-26 14:53:20")
            .with("privacy", false);
        let row = Params::default()
            .with("facts", facts)
            .with("seen", now - age)
            .with("touched", now - touched);
        Params::default().with("example.com", row)
    });
    Params::default()
        .with("now", now)
        .with("rows", rows.unwrap_or_default())
}

/// A finding that the database has.
fn known(kind: &str, age: i64, accepted: bool) -> Value {
    let finding = Params::default()
        .with("kind", kind)
        .with("value", "")
        .with("age", age)
        .with("accepted", accepted);
    Value::List(vec![finding.into()])
}

/// What WHMCS is told, as `key=value`.
fn told(script: &mut Script) -> Vec<String> {
    let value = script.value();
    let words = value.iter().map(|(key, value)| match value {
        Value::Text(text) => format!("{key}={text}"),
        other => format!("{key}={}", u8::from(*other == Value::Bool(true))),
    });
    words.collect()
}

/// What the database was told to keep, by the name of the effect.
fn kept(script: &Script, effect: &str) -> Vec<Params> {
    let effects = script.effects().iter();
    let wanted = effects.filter(|one| one.get("effect") == Some(&Value::from(effect)));
    wanted.cloned().collect()
}

/// The kinds of the findings that the domain has after the run; `None` where nothing about them was written.
fn found(script: &Script) -> Option<Vec<String>> {
    let effect = kept(script, "findings").pop()?;
    let Some(Value::List(rows)) = effect.get("rows") else {
        return None;
    };
    let kind = |row: &Value| match row {
        Value::Map(row) => row.text("kind").unwrap().unwrap().into_owned(),
        _ => String::new(),
    };
    Some(rows.iter().map(kind).collect())
}

#[test]
fn a_living_domain_is_active_with_its_date_and_one_read() {
    let mut script = sync().answer(reply(
        "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2027-09-26 00:30:00",
    ));
    assert_eq!(told(&mut script), ["active=1", "expirydate=2027-09-26"]);
    assert_eq!(script.asked(), ["COMMAND=StatusDomain\nDOMAIN=example.com"]);
    let snapshot = kept(&script, "snapshot");
    assert_eq!(snapshot.len(), 1);
    assert!(
        snapshot
            .iter()
            .all(|effect| effect.get("seen") == Some(&Value::Int(1_000_000)))
    );
    assert_eq!(
        found(&script),
        None,
        "nothing is written where nothing differs"
    );
}

#[test]
fn what_was_seen_lately_is_told_without_a_call() {
    let mut script = sync().load("snapshot", seen(Some((6 * 60 * 60, DAY))));
    assert_eq!(told(&mut script), ["active=1", "expirydate=2027-09-26"]);
    assert!(script.asked().is_empty() && script.effects().is_empty());
}

#[test]
fn what_is_too_old_or_older_than_a_change_is_looked_at() {
    let ordered = |age: i64, settled: i64| {
        let row = Params::default()
            .with("id", 1)
            .with("version", 2)
            .with("operation", "renew")
            .with("state", "done")
            .with("domain", "example.com")
            .with("domain_id", 7)
            .with("years", 1)
            .with("patience", 60)
            .with("age", age)
            .with("settled_age", settled);
        Value::List(vec![row.into()])
    };
    for (case, row, journal) in [
        ("too old", (6 * 60 * 60 + 1, DAY), None),
        ("changed since", (60, 59), None),
        ("changed in the same second", (60, 60), None),
        ("ordered since", (3600, DAY), Some(ordered(1800, 1700))),
        (
            "an order was settled since",
            (3600, DAY),
            Some(ordered(7200, 60)),
        ),
    ] {
        let script = sync().load("snapshot", seen(Some(row)));
        let script = script.load("journal", journal.unwrap_or(Value::List(Vec::new())));
        let mut script = script.answer(reply(
            "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2027-01-01 00:00:00",
        ));
        assert_eq!(
            told(&mut script),
            ["active=1", "expirydate=2027-01-01"],
            "{case}"
        );
    }
    let mut script = sync()
        .load("snapshot", seen(Some((3600, DAY))))
        .load("journal", ordered(2 * DAY, 2 * DAY));
    assert_eq!(
        told(&mut script),
        ["active=1", "expirydate=2027-09-26"],
        "an older order is known"
    );
}

#[test]
fn an_order_on_its_way_leaves_state_and_date_alone() {
    let open = Params::default()
        .with("id", 1)
        .with("version", 1)
        .with("operation", "renew")
        .with("state", "doubt")
        .with("domain", "example.com")
        .with("domain_id", 7)
        .with("years", 1)
        .with("patience", 60)
        .with("age", DAY);
    let mut script = sync().load("journal", Value::List(vec![open.into()]));
    assert!(told(&mut script).is_empty());
    let application = Params::default()
        .with("id", 1)
        .with("domain", "example.com");
    let mut script = sync().load("applications", Value::List(vec![application.into()]));
    assert!(told(&mut script).is_empty());
    for status in ["Pending Transfer", "Cancelled", "Fraud", "Transferred Away"] {
        let mut script = sync().load("domain", shop(status, "2026-09-26"));
        assert!(told(&mut script).is_empty(), "{status}");
        assert!(script.asked().is_empty(), "{status}");
    }
}

#[test]
fn a_registration_is_not_active_before_it_is_real() {
    for words in [
        "STATUS=REQUESTEDCREATE",
        "STATUS=PENDINGCREATE\nSTATUS=ACTIVE",
    ] {
        let cells = format!("200 ok\n{words}\nPAIDUNTILDATE=2027-06-15 00:00:00");
        let mut script = sync()
            .load("domain", shop("Pending Registration", ""))
            .answer(reply(&cells));
        assert!(told(&mut script).is_empty(), "{words}");
    }
    let mut script = sync()
        .load("domain", shop("Pending Registration", ""))
        .answer(reply(
            "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2027-06-15 00:00:00",
        ));
    assert_eq!(told(&mut script), ["active=1", "expirydate=2027-06-15"]);
    for answer in [NOT_THERE, ELSEWHERE] {
        let mut script = sync()
            .load("domain", shop("Pending", ""))
            .answer(reply(answer));
        assert!(told(&mut script).is_empty());
        assert_eq!(
            script.asked().len(),
            1,
            "a registration that is not there yet is not looked for"
        );
    }
}

#[test]
fn inactive_and_unknown_words_are_not_active() {
    for words in ["STATUS=INACTIVE", "STATUS=SOMETHING"] {
        let cells = format!("200 ok\n{words}\nPAIDUNTILDATE=2027-06-15 00:00:00");
        let mut script = sync().answer(reply(&cells));
        assert_eq!(told(&mut script), ["expirydate=2027-06-15"], "{words}");
    }
}

#[test]
fn a_name_in_the_registrys_grace_shows_its_paid_time_and_nothing_that_makes_whmcs_act() {
    let cells = "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2026-06-01 00:00:00\nFAILUREDATE=2026-07-15 00:00:00\n\
                 EXPIRATIONDATE=2027-06-01 00:00:00";
    let mut script = sync()
        .load("domain", shop("Active", "2026-06-01"))
        .answer(reply(cells));
    assert_eq!(told(&mut script), ["active=1", "expirydate=2026-06-01"]);
    let mut script = sync()
        .load("domain", shop("Grace", "2026-06-01"))
        .answer(reply(cells));
    assert_eq!(
        told(&mut script),
        ["expirydate=2026-06-01"],
        "it does not come back to life unpaid"
    );
}

#[test]
fn dates_that_may_not_be_written_become_findings() {
    let mut script = sync()
        .load("domain", shop("Active", "2027-09-26"))
        .answer(reply(
            "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2026-09-01 00:00:00",
        ));
    assert_eq!(told(&mut script), ["active=1"]);
    assert_eq!(found(&script).unwrap(), ["earlier"]);
    let mut script = sync().answer(reply(
        "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=1970-01-01 00:00:00",
    ));
    assert_eq!(told(&mut script), ["active=1"]);
    assert_eq!(found(&script).unwrap(), ["implausible"]);
    let mut script = sync().answer(reply("200 ok\nSTATUS=ACTIVE"));
    assert_eq!(told(&mut script), ["active=1"]);
    assert_eq!(found(&script), None, "no date is no finding");
}

#[test]
fn privacy_that_differs_is_reported_and_never_bought() {
    let cells =
        "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2026-09-26 00:00:00\nX-ACCEPT-WHOISTRUSTEE-TAC=0";
    let mut script = verb("Sync", &params().with("idprotection", "1")).answer(reply(cells));
    assert_eq!(told(&mut script), ["active=1", "expirydate=2026-09-26"]);
    assert_eq!(found(&script).unwrap(), ["privacy"]);
    assert_eq!(script.asked().len(), 1);
}

#[test]
fn a_finding_that_is_over_is_taken_back() {
    let cells = "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2026-09-26 00:00:00";
    let mut script = sync()
        .load("findings", known("missing", 90, false))
        .answer(reply(cells));
    script.value();
    assert_eq!(found(&script).unwrap(), Vec::<String>::new());
}

#[test]
fn nothing_final_is_said_the_first_time() {
    for (case, status, log, deleted) in [
        ("gone", NOT_THERE, NOTHING, NOTHING),
        ("both lists say 545", NOT_THERE, NOT_THERE, NOT_THERE),
        (
            "moved",
            NOT_THERE,
            "200 ok\nLOGINDEX=9\nOPERATIONTYPE=OUTBOUND_TRANSFER\nOPERATIONSTATUS=SUCCESSFUL",
            NOTHING,
        ),
        ("elsewhere", ELSEWHERE, NOTHING, NOTHING),
    ] {
        let mut script = missing(status, log, deleted);
        let failure = script.failure();
        assert_eq!(failure.code, "registrar.missing", "{case}");
        assert_eq!(found(&script).unwrap(), ["missing"], "{case}");
        assert_eq!(
            script.asked().len(),
            2,
            "{case}: the state and the deleted names; the log is aside"
        );
    }
}

/// A domain that is not there; the log and the list of deleted names say this.
fn missing(status: &str, log: &'static str, deleted: &str) -> Script {
    sync()
        .aside("QueryObjectLogList", log)
        .answer(reply(status))
        .answer(reply(deleted))
}

#[test]
fn before_a_day_has_passed_it_is_still_the_first_time() {
    let mut script =
        missing(NOT_THERE, NOTHING, NOTHING).load("findings", known("missing", DAY - 1, false));
    assert_eq!(script.failure().code, "registrar.missing");
    assert_eq!(found(&script), None, "it is known already");
}

#[test]
fn a_day_later_it_is_believed_and_written_down_first() {
    for (case, status, log, wanted) in [
        (
            "a transfer in the log",
            NOT_THERE,
            "200 ok\nOPERATIONTYPE=OUTBOUND_TRANSFER\nOPERATIONSTATUS=SUCCESSFUL",
            "transferredAway=1",
        ),
        (
            "a push in the log",
            NOT_THERE,
            "200 ok\nOPERATIONTYPE=PUSH\nOPERATIONSTATUS=SUCCESSFUL",
            "transferredAway=1",
        ),
        (
            "somebody else has it",
            ELSEWHERE,
            NOTHING,
            "transferredAway=1",
        ),
        ("no trace", NOT_THERE, NOTHING, "expired=1"),
        (
            "transferred away once, and something happened since",
            NOT_THERE,
            "200 ok\nOPERATIONTYPE=DELETE\nOPERATIONTYPE=OUTBOUND_TRANSFER\nOPERATIONSTATUS=SUCCESSFUL\nOPERATIONSTATUS=SUCCESSFUL",
            "expired=1",
        ),
        (
            "a transfer that failed",
            NOT_THERE,
            "200 ok\nOPERATIONTYPE=OUTBOUND_TRANSFER\nOPERATIONSTATUS=FAILED",
            "expired=1",
        ),
    ] {
        let script = missing(status, log, NOTHING).load("findings", known("missing", DAY, false));
        let mut script = script.answer(reply(OWN_ACCOUNT));
        assert_eq!(told(&mut script), [wanted], "{case}");
        let audit = kept(&script, "audit");
        assert_eq!(audit.len(), 1, "{case}");
        assert!(
            audit
                .iter()
                .all(|row| row.get("domain_id") == Some(&Value::Int(7))),
            "{case}"
        );
        let before = |row: &Params| {
            row.map("before")
                .unwrap()
                .unwrap()
                .text("status")
                .unwrap()
                .unwrap()
                .into_owned()
        };
        assert!(audit.iter().all(|row| before(row) == "Active"), "{case}");
    }
}

#[test]
fn gone_without_a_trace_is_cancelled_only_where_the_shop_wants_that() {
    let mut script = verb("Sync", &params().with("MissingDomains", "cancelled"))
        .load("findings", known("missing", DAY, false))
        .answer(reply(NOT_THERE))
        .answer(reply(NOTHING))
        .answer(reply(OWN_ACCOUNT));
    assert_eq!(told(&mut script), ["cancelled=1"]);
}

#[test]
fn another_account_ends_nothing() {
    let of = |account: &str| {
        let script =
            missing(ELSEWHERE, NOTHING, NOTHING).load("findings", known("missing", 9 * DAY, false));
        script.answer(reply(account))
    };
    let mut script = of("200 ok\nUSER=othershop");
    assert_eq!(script.failure().code, "registrar.wrong_account");
    assert!(kept(&script, "audit").is_empty());
    assert_eq!(of("530 Authentication failed").failure().code, "ispapi.530");
    assert_eq!(of("200 ok").failure().code, "registrar.wrong_account");
}

#[test]
fn many_ends_in_a_day_stop_and_open_one_task() {
    let counted = Params::default().with("count", 21).with("total", 100_000);
    let script =
        missing(ELSEWHERE, NOTHING, NOTHING).load("findings", known("missing", DAY, false));
    let mut script = script.load("finals", counted).answer(reply(OWN_ACCOUNT));
    assert_eq!(script.failure().code, "registrar.sync_stopped");
    let tasks = kept(&script, "task");
    assert_eq!(tasks.len(), 1);
    let key = tasks
        .iter()
        .map(|task| task.text("key").unwrap().unwrap().into_owned());
    assert!(
        key.into_iter().all(|key| !key.contains("example")),
        "one for all domains"
    );

    let script =
        missing(ELSEWHERE, NOTHING, NOTHING).load("findings", known("missing", DAY, false));
    let mut script = script
        .load("finals", Value::Null)
        .answer(reply(OWN_ACCOUNT));
    assert_eq!(script.failure().code, "registrar.no_database");
}

#[test]
fn a_person_may_confirm_an_end_at_once() {
    let counted = Params::default().with("count", 500).with("total", 1000);
    let script = missing(ELSEWHERE, NOTHING, NOTHING).load("findings", known("missing", 60, true));
    let mut script = script.load("finals", counted).answer(reply(OWN_ACCOUNT));
    assert_eq!(told(&mut script), ["transferredAway=1"]);
    assert_eq!(kept(&script, "audit").len(), 1);
}

#[test]
fn a_deleted_name_that_can_be_restored_ends_nothing() {
    let row =
        |name: &str, date: &str| format!("200 ok\nCOUNT=1\nOBJECTID={name}\nEXPIRATIONDATE={date}");
    let mut script = missing(
        NOT_THERE,
        NOTHING,
        &row("EXAMPLE.com", "2026-06-01 00:00:00"),
    );
    assert_eq!(told(&mut script), ["expirydate=2026-06-01", "expired=1"]);
    assert_eq!(found(&script).unwrap(), ["deleted"]);
    let mut script = missing(
        NOT_THERE,
        NOTHING,
        &row("example.com", "2026-09-26 00:00:00"),
    );
    assert!(
        told(&mut script).is_empty(),
        "deleted in the middle of its term"
    );
    let mut script = missing(
        NOT_THERE,
        NOTHING,
        &row("xexample.com", "2026-06-01 00:00:00"),
    );
    assert_eq!(
        script.failure().code,
        "registrar.missing",
        "the list's filter is a pattern"
    );
}

#[test]
fn a_question_that_was_not_answered_ends_nothing() {
    for answer in [
        "530 Authorization failed; Operation forbidden by ACL",
        "421 Try again",
    ] {
        let mut script =
            missing(NOT_THERE, NOTHING, answer).load("findings", known("missing", DAY, false));
        assert!(script.failure().code.starts_with("ispapi."), "{answer}");
        assert!(script.effects().is_empty());
    }
    let mut script = sync().answer(reply("421 Try again"));
    assert_eq!(script.failure().code, "ispapi.421");
    let mut script = sync().answer(reply(
        "531 Authorization failed; Operation forbidden by ACL",
    ));
    assert_eq!(
        script.failure().code,
        "ispapi.531",
        "a role without the right is not another account"
    );
}

#[test]
fn a_deletion_for_good_needs_its_date_and_a_second_look() {
    let cells = "200 ok\nSTATUS=PENDINGDELETE\nPAIDUNTILDATE=2026-06-01 00:00:00\nDELETIONRESTORABLEPERIOD=0";
    let mut script = sync().answer(reply(cells));
    assert_eq!(script.failure().code, "registrar.missing");
    assert_eq!(found(&script).unwrap(), ["ended"]);
    let mut script = sync()
        .load("findings", known("ended", DAY, false))
        .answer(reply(cells))
        .answer(reply(OWN_ACCOUNT));
    assert_eq!(told(&mut script), ["active=1", "cancelled=1"]);
    for (case, cells) in [
        (
            "not yet",
            "STATUS=PENDINGDELETE\nPAIDUNTILDATE=2026-07-01 00:00:00\nDELETIONRESTORABLEPERIOD=0",
        ),
        (
            "restorable",
            "STATUS=PENDINGDELETE\nPAIDUNTILDATE=2026-06-01 00:00:00\nDELETIONRESTORABLEPERIOD=30d",
        ),
        (
            "nobody knows",
            "STATUS=PENDINGDELETE\nPAIDUNTILDATE=2026-06-01 00:00:00",
        ),
    ] {
        let mut script = sync()
            .load("findings", known("ended", DAY, false))
            .answer(reply(&format!("200 ok\n{cells}")));
        let told = told(&mut script);
        assert!(
            told.iter().all(|word| word.starts_with("expirydate=")),
            "{case}: {told:?}"
        );
        assert_eq!(found(&script).unwrap(), ["ending"], "{case}");
    }
}

#[test]
fn without_the_database_nothing_is_concluded_and_nothing_asked() {
    for what in ["journal", "applications", "findings", "snapshot"] {
        let mut script = sync().load(what, Value::Null);
        assert_eq!(script.failure().code, "registrar.no_database", "{what}");
        assert!(script.asked().is_empty());
    }
}

#[test]
fn nothing_that_changes_the_registrar_is_ever_sent() {
    let scripts = [
        sync().answer(reply(
            "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2027-09-26 00:00:00\nX-ACCEPT-WHOISTRUSTEE-TAC=0",
        )),
        missing(ELSEWHERE, NOTHING, NOTHING)
            .load("findings", known("missing", DAY, false))
            .answer(reply(OWN_ACCOUNT)),
    ];
    for mut script in scripts {
        script.value();
        for command in script.asked() {
            assert!(
                command.starts_with("COMMAND=Status") || command.starts_with("COMMAND=Query"),
                "{command}"
            );
        }
    }
}

fn now(params: &Params, row: Params) -> Script {
    verb("SyncNow", params).load("domain", row)
}

#[test]
fn the_button_writes_the_date_and_reads_it_back() {
    let cells = "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2027-09-26 00:00:00";
    let mut script = now(&params(), shop("Active", "2026-09-26")).answer(reply(cells));
    // The scripted row stays as it was, as if somebody had changed it meanwhile.
    assert_eq!(script.failure().code, "registrar.changed_meanwhile");
    let dates = kept(&script, "dates");
    assert_eq!(dates.len(), 1);
    let Some(Value::List(rows)) = dates.first().and_then(|effect| effect.get("rows")) else {
        unreachable!("a list of rows")
    };
    let wanted = Params::default()
        .with("id", 7)
        .with("domain", "example.com")
        .with("from", "2026-09-26")
        .with("to", "2027-09-26");
    assert_eq!(rows, &[Value::Map(wanted)]);
    assert_eq!(kept(&script, "snapshot").len(), 1);

    let mut script = now(&params(), shop("Active", "2027-09-26")).answer(reply(cells));
    assert_eq!(told(&mut script), ["expiry=2027-09-26"]);
    assert!(kept(&script, "dates").is_empty(), "nothing differs");
}

#[test]
fn the_button_looks_though_the_snapshot_is_fresh_and_leaves_other_states_alone() {
    let cells = "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2027-01-01 00:00:00";
    let script =
        now(&params(), shop("Cancelled", "2026-09-26")).load("snapshot", seen(Some((1, DAY))));
    let mut script = script.answer(reply(cells));
    script.value();
    assert!(kept(&script, "dates").is_empty());
}

#[test]
fn a_date_far_back_is_written_when_a_person_accepts_the_one_that_was_shown() {
    let shown = |value: &str| {
        let finding = Params::default()
            .with("kind", "earlier")
            .with("value", value)
            .with("age", 60)
            .with("accepted", false);
        Value::List(vec![finding.into()])
    };
    let run = |params: &Params, finding: Value| {
        let row = shop("Active", "2027-09-26");
        let cells = "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2026-09-01 00:00:00";
        let mut script = now(params, row)
            .load("findings", finding)
            .answer(reply(cells));
        let _ = script.outcome();
        !kept(&script, "dates").is_empty()
    };
    let accepting = params().with("accept", true);
    assert!(run(&accepting, shown("2026-09-01")));
    assert!(
        !run(&accepting, shown("2026-08-01")),
        "another one was shown"
    );
    assert!(!run(&params(), shown("2026-09-01")), "nobody accepted");
}

#[test]
fn the_button_says_plainly_why_nothing_was_done() {
    let open = Params::default()
        .with("id", 1)
        .with("domain", "example.com");
    let mut script = now(&params(), shop("Active", "2026-09-26"))
        .load("applications", Value::List(vec![open.into()]));
    assert_eq!(script.failure().code, "registrar.order_pending");
    let mut script = now(&params(), shop("Active", "2026-09-26")).answer(reply(NOT_THERE));
    assert_eq!(script.failure().code, "ispapi.545");
    assert!(script.effects().is_empty());
}
