//! How a domain comes to its end in the shop, and what keeps it from that.

use super::*;

const PUSHED: &str = "200 ok\nOPERATIONTYPE=PUSH\nOPERATIONSTATUS=SUCCESSFUL";

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
pub(super) fn missing(status: &str, log: &'static str, deleted: &str) -> Script {
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
fn what_the_list_lacks_does_not_shorten_the_wait() {
    let mut script =
        missing(NOT_THERE, NOTHING, NOTHING).load("findings", known("unlisted", 9 * DAY, true));
    assert_eq!(script.failure().code, "registrar.missing");
    assert_eq!(found(&script).unwrap(), ["missing"]);
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
            "a push in a zone that lets nobody push",
            NOT_THERE,
            PUSHED,
            "expired=1",
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
fn a_push_is_a_way_out_only_where_the_zone_has_one() {
    let of = |tld: &str| {
        let mut script = verb("Sync", &params().with("tld", tld))
            .load("findings", known("missing", DAY, false))
            .aside("QueryObjectLogList", PUSHED)
            .answer(reply(NOT_THERE))
            .answer(reply(NOTHING))
            .answer(reply(OWN_ACCOUNT));
        told(&mut script)
    };
    for tld in ["co.uk", ".de", "AT"] {
        assert_eq!(of(tld), ["transferredAway=1"], "{tld}");
    }
    for tld in ["net", "dk"] {
        assert_eq!(of(tld), ["expired=1"], "{tld}");
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
    let stopped = kept(&script, "audit_stopped").pop().unwrap();
    let written = kept(&script, "audit").pop().unwrap();
    for name in ["scope", "domain_id", "trace"] {
        let value = stopped.get(name).unwrap();
        assert_eq!(Some(value), written.get(name), "{name}");
    }

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
    assert!(kept(&script, "audit_stopped").is_empty());
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
fn a_name_that_somebody_else_has_is_not_restorable_whatever_the_list_says() {
    let listed = "200 ok\nCOUNT=1\nOBJECTID=example.com\nEXPIRATIONDATE=2026-06-01 00:00:00";
    let mut first = missing(ELSEWHERE, NOTHING, listed);
    assert_eq!(first.failure().code, "registrar.missing");
    assert_eq!(found(&first).unwrap(), ["missing"]);
    let mut second = missing(ELSEWHERE, NOTHING, listed)
        .load("findings", known("missing", DAY, false))
        .answer(reply(OWN_ACCOUNT));
    assert_eq!(told(&mut second), ["transferredAway=1"]);
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
    for (case, kinds, cells) in [
        (
            "not yet",
            &["ending"][..],
            "PAIDUNTILDATE=2026-07-01 00:00:00\nDELETIONRESTORABLEPERIOD=0",
        ),
        (
            "restorable, not yet",
            &["ending"],
            "PAIDUNTILDATE=2026-07-01 00:00:00\nDELETIONRESTORABLEPERIOD=30d",
        ),
        (
            "nobody knows",
            &["ending"],
            "PAIDUNTILDATE=2026-06-01 00:00:00",
        ),
        ("no date", &["ending"], "DELETIONRESTORABLEPERIOD=0"),
        (
            "an impossible date",
            &["implausible", "ending"],
            "PAIDUNTILDATE=1970-01-01 00:00:00\nDELETIONRESTORABLEPERIOD=0",
        ),
        (
            "a date far before the shop's",
            &["earlier", "ending"],
            "PAIDUNTILDATE=2025-06-01 00:00:00\nDELETIONRESTORABLEPERIOD=0",
        ),
    ] {
        let mut script = sync()
            .load("findings", known("ended", DAY, false))
            .answer(reply(&format!("200 ok\nSTATUS=PENDINGDELETE\n{cells}")));
        let told = told(&mut script);
        assert!(
            told.iter().all(|word| word.starts_with("expirydate=")),
            "{case}: {told:?}"
        );
        assert_eq!(found(&script).unwrap(), kinds, "{case}");
    }
}

#[test]
fn a_name_that_is_being_restored_does_not_end() {
    let cells =
        "STATUS=PENDINGRESTORE\nPAIDUNTILDATE=2026-06-01 00:00:00\nDELETIONRESTORABLEPERIOD=0";
    let mut script = sync()
        .load("findings", known("ended", DAY, false))
        .answer(reply(&format!("200 ok\n{cells}")));
    assert_eq!(told(&mut script), ["expirydate=2026-06-01"]);
    assert!(found(&script).unwrap().is_empty());
}

/// The registrar may show a deleted name by its state or only in the list of deleted ones: WHMCS is told the same.
#[test]
fn a_deleted_name_that_can_be_restored_has_expired_whichever_way_it_shows() {
    let cells = "200 ok\nSTATUS=PENDINGDELETE\nPAIDUNTILDATE=2026-06-01 00:00:00\nDELETIONRESTORABLEPERIOD=30d";
    let mut script = sync().answer(reply(cells));
    assert_eq!(told(&mut script), ["expirydate=2026-06-01", "expired=1"]);
    assert_eq!(found(&script).unwrap(), ["ending"]);
}
