use super::*;

/// Two clicks at once: the other one was carried out between our look into the journal and our read, which shows its result.
#[test]
fn a_renewal_that_was_carried_out_meanwhile_is_not_repeated() {
    let rows = journal([row(7, "done", "2026-12-01 14:53:20")]);
    let mut script = renew(&params())
        .load("domain", shop("2026-12-01", "11"))
        .later("journal", rows)
        .answer(reply(AFTER))
        .answer(reply(AFTER));
    script.value();
    assert_eq!(script.asked().len(), 2);
    assert!(effects(&script).is_empty());
}

#[test]
fn a_repetition_is_told_again_or_refused_and_never_charged() {
    let done = |reported: bool, age: i64| {
        let row = row(7, "done", "2026-12-01 14:53:20").with("reported", reported);
        journal([row.with("age", age).with("settled_age", age)])
    };
    let call = |rows: Value, expiry: &str, reference: &str| {
        let script = renew(&params()).load("journal", rows).answer(reply(AFTER));
        script.load("domain", shop(expiry, reference))
    };
    let mut unheard = call(done(false, 100), "2026-12-01", "11");
    unheard.value();
    let mut known = call(done(true, 100), "2026-12-01", "11");
    let mut click = call(done(true, 100), "2027-12-01", "11");
    for (script, key) in [
        (&mut known, "renew.known"),
        (&mut click, "renew.clicked_twice"),
    ] {
        let failure = script.failure();
        assert_eq!(
            (failure.code.as_str(), failure.customer.key()),
            ("registrar.renewed_already", key)
        );
    }
    for script in [unheard, known, click] {
        assert_eq!(script.asked().len(), 1);
        assert!(effects(&script).is_empty());
    }
    let mut paid_again = call(done(true, 100), "2027-12-01", "12")
        .answer(reply("200 ok\nEXPIRATIONDATE=2028-12-01 14:53:20"));
    paid_again.value();
    assert_eq!(effects(&paid_again), ["claim", "settle done"]);
}

/// The cron settled the order half an hour ago, and WHMCS was told by a call just now.
#[test]
fn a_second_click_counts_from_when_whmcs_was_told() {
    let told = |seconds: i64| {
        let row = row(7, "done", "2026-12-01 14:53:20").with("reported", true);
        let row = row
            .with("age", 1900)
            .with("settled_age", 1800)
            .with("reported_age", seconds);
        let script = renew(&params())
            .load("journal", journal([row]))
            .answer(reply(AFTER));
        script.load("domain", shop("2027-12-01", "11"))
    };
    let mut click = told(5);
    assert_eq!(click.failure().customer.key(), "renew.clicked_twice");
    let mut decision = told(600).answer(reply("200 ok\nEXPIRATIONDATE=2028-12-01 14:53:20"));
    decision.value();
}

#[test]
fn an_order_whose_process_died_is_settled_by_evidence_and_not_repeated() {
    let open = || {
        let row = row(7, "open", "2026-12-01 14:53:20").with("settled_age", Value::Null);
        renew(&params())
            .load("journal", journal([row]))
            .load("domain", shop("2026-12-01", "11"))
    };
    let mut happened = open().answer(reply(AFTER));
    happened.value();
    assert_eq!(effects(&happened), ["close_task", "settle done"]);
    let mut not_yet = open().answer(reply(BEFORE));
    assert_eq!(not_yet.failure().code, "registrar.in_progress");
    let mut unreadable = open().answer(lost());
    assert!(unreadable.failure().in_doubt);
}

#[test]
fn a_term_that_is_gone_again_can_be_ordered_again_after_a_day() {
    let from = "2026-12-01 14:53:20";
    let gone = |age: i64| {
        let row = row(7, "done", from)
            .with("reported", true)
            .with("settled_age", age);
        let script = renew(&params())
            .load("journal", journal([row]))
            .answer(reply(BEFORE));
        script.load("domain", shop("2026-12-01", "12"))
    };
    let mut young = gone(24 * 3600 - 1);
    assert_eq!(young.failure().code, "registrar.renewed_already");
    assert!(effects(&young).is_empty());
    let mut old = gone(24 * 3600).answer(reply(RENEWED));
    old.value();
    assert_eq!(effects(&old), ["settle void", "claim", "settle done"]);
}
