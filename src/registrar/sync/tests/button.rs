//! `SyncNow`, and the date that a person accepts.

use super::*;

fn now(params: &Params, row: Params) -> Script {
    verb("SyncNow", params).load("domain", row)
}

/// What the database was told to write, as `id domain from to`.
fn written(script: &Script) -> Vec<String> {
    let rows = kept(script, "dates")
        .into_iter()
        .flat_map(|effect| match effect.get("rows") {
            Some(Value::List(rows)) => rows.clone(),
            _ => Vec::new(),
        });
    let words = rows.map(|row| match row {
        Value::Map(row) => ["id", "domain", "from", "to"]
            .map(|name| row.text(name).unwrap().unwrap().into_owned())
            .join(" "),
        _ => String::new(),
    });
    words.collect()
}

#[test]
fn the_button_writes_the_date_and_reads_it_back() {
    let cells = "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2027-09-26 00:00:00";
    let mut script = now(&params(), shop("Active", "2026-09-26"))
        .later("domain", shop("Active", "2027-09-26"))
        .answer(reply(cells));
    assert_eq!(told(&mut script), ["expiry=2027-09-26"]);
    assert_eq!(written(&script), ["7 example.com 2026-09-26 2027-09-26"]);
    let order: Vec<_> = script
        .effects()
        .iter()
        .map(|effect| effect.text("effect").unwrap().unwrap())
        .collect();
    assert_eq!(
        order,
        ["snapshot", "dates"],
        "no finding was there, and none is"
    );
}

#[test]
fn a_date_that_somebody_else_wrote_meanwhile_is_no_success() {
    let cells = "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2027-09-26 00:00:00";
    for meanwhile in ["2026-09-26", "2028-01-01", ""] {
        let mut script = now(&params(), shop("Active", "2026-09-26"))
            .later("domain", shop("Active", meanwhile))
            .answer(reply(cells));
        assert_eq!(
            script.failure().code,
            "registrar.changed_meanwhile",
            "{meanwhile}"
        );
        assert_eq!(written(&script).len(), 1, "{meanwhile}");
    }
}

#[test]
fn a_date_that_the_shop_has_is_not_written_again() {
    let cells = "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2027-09-26 00:00:00";
    let mut script = now(&params(), shop("Active", "2027-09-26")).answer(reply(cells));
    assert_eq!(told(&mut script), ["expiry=2027-09-26"]);
    assert!(written(&script).is_empty());
    assert_eq!(
        kept(&script, "snapshot").len(),
        1,
        "what was seen is kept all the same"
    );
}

#[test]
fn the_button_looks_though_the_snapshot_is_fresh_and_leaves_other_states_alone() {
    let cells = "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2027-01-01 00:00:00";
    let script =
        now(&params(), shop("Cancelled", "2026-09-26")).load("snapshot", seen(Some((1, DAY))));
    let mut script = script.answer(reply(cells));
    assert_eq!(told(&mut script), ["expiry=2026-09-26"], "the shop's own");
    assert_eq!(script.asked(), ["COMMAND=StatusDomain\nDOMAIN=example.com"]);
    assert!(written(&script).is_empty());
}

/// The administrator was shown this date, and typed the domain's name.
fn accepting(date: &str) -> Params {
    params()
        .with("accepted_date", date)
        .with("confirmed", "Example.com")
}

#[test]
fn a_date_far_back_is_written_when_a_person_accepts_the_one_that_was_shown() {
    let run = |shown: &str, found: &str, status: &str, cells: &str| {
        let finding = Params::default()
            .with("kind", "earlier")
            .with("value", found)
            .with("age", 60);
        let mut script = verb("AcceptDateConfirmed", &accepting(shown))
            .load("domain", shop(status, "2027-09-26"))
            .load("findings", Value::List(vec![finding.into()]))
            .answer(reply(&format!("200 ok\nSTATUS=ACTIVE\n{cells}")));
        let code = script.failure().code;
        (written(&script), code)
    };
    let early = "PAIDUNTILDATE=2026-09-01 00:00:00";
    // The scripted row stays as it was, so that the date is not seen there.
    let (dates, code) = run("2026-09-01", "2026-09-01", "Active", early);
    assert_eq!(dates, ["7 example.com 2027-09-26 2026-09-01"]);
    assert_eq!(code, "registrar.changed_meanwhile");
    for (case, shown, found, status, cells) in [
        (
            "another was shown",
            "2026-08-01",
            "2026-09-01",
            "Active",
            early,
        ),
        (
            "what was found is not what was shown",
            "2026-08-01",
            "2026-08-01",
            "Active",
            early,
        ),
        ("not active", "2026-09-01", "2026-09-01", "Expired", early),
        (
            "put right since",
            "2026-09-01",
            "2026-09-01",
            "Active",
            "PAIDUNTILDATE=2027-10-01 00:00:00",
        ),
        (
            "no date",
            "2026-09-01",
            "2026-09-01",
            "Active",
            "PAIDUNTILDATE=",
        ),
    ] {
        let (dates, code) = run(shown, found, status, cells);
        assert!(dates.is_empty(), "{case}");
        assert_eq!(code, "registrar.date_not_accepted", "{case}");
    }
}

#[test]
fn the_date_that_was_accepted_is_told_once_the_shop_has_it() {
    let mut script = verb("AcceptDateConfirmed", &accepting("2026-09-01"))
        .load("domain", shop("Active", "2026-09-01"))
        .answer(reply(
            "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2026-09-01 00:00:00",
        ));
    let value = script.value();
    let message = value.map("message").unwrap().unwrap();
    assert_eq!(message.get("key"), Some(&"sync.date_accepted".into()));
    assert!(written(&script).is_empty(), "it has it already");
}

#[test]
fn nobody_accepts_by_the_look_alone_nor_without_the_name_and_the_date() {
    let early = "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2026-09-01 00:00:00";
    let mut script =
        now(&accepting("2026-09-01"), shop("Active", "2027-09-26")).answer(reply(early));
    script.value();
    assert!(written(&script).is_empty());
    assert_eq!(found(&script).unwrap(), ["earlier"]);
    for (case, params, code) in [
        (
            "no name",
            params().with("accepted_date", "2026-09-01"),
            "registrar.unconfirmed",
        ),
        (
            "another name",
            accepting("2026-09-01").with("confirmed", "example.org"),
            "registrar.unconfirmed",
        ),
        (
            "no date",
            params().with("confirmed", "example.com"),
            "registrar.missing_param",
        ),
        ("no date at all", accepting("soon"), "registrar.bad_param"),
    ] {
        let refused = crate::registrar::plan("AcceptDateConfirmed", &params, &Context::default());
        assert_eq!(refused.err().unwrap().code(), code, "{case}");
    }
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
