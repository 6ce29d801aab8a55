//! `SyncNow`, and the date that a person accepts.

use super::*;

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
