#![allow(clippy::unwrap_used)] // a test may fail by panic

use super::*;
use crate::base::time;
use crate::registrar::scripted::{Script, reply};

mod button;
mod ends;

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
fn what_the_list_lacks_is_looked_at_though_it_was_seen_lately() {
    let mut script = sync()
        .load("snapshot", seen(Some((60, DAY))))
        .load("findings", known("unlisted", 30, false))
        .answer(reply(
            "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2027-01-01 00:00:00",
        ));
    assert_eq!(told(&mut script), ["active=1", "expirydate=2027-01-01"]);
    assert!(found(&script).unwrap().is_empty(), "it is there");
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
    for cells in [
        "STATUS=PENDINGDELETE\nPAIDUNTILDATE=2026-07-01 00:00:00",
        "STATUS=PENDINGDELETE\nPAIDUNTILDATE=2026-06-01 00:00:00\nDELETIONRESTORABLEPERIOD=0",
        "STATUS=SOMETHING\nPAIDUNTILDATE=2027-06-15 00:00:00",
    ] {
        let mut script = sync()
            .load("domain", shop("Pending Registration", ""))
            .load("findings", known("ended", DAY, false))
            .answer(reply(&format!("200 ok\n{cells}")));
        assert!(
            told(&mut script).is_empty(),
            "that is not what was ordered: {cells}"
        );
        assert!(kept(&script, "audit").is_empty(), "{cells}");
    }
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
fn a_domain_that_has_ended_here_comes_to_life_on_a_date_alone_that_may_be_written() {
    for status in ["Grace", "Redemption", "Expired"] {
        let of = |expiry: &str, cells: &str| {
            let cells = format!("200 ok\nSTATUS=ACTIVE\n{cells}");
            let script = sync().load("domain", shop(status, expiry));
            told(&mut script.answer(reply(&cells)))
        };
        let paid = "PAIDUNTILDATE=2027-06-01 00:00:00";
        assert_eq!(
            of("2026-06-01", paid),
            ["active=1", "expirydate=2027-06-01"]
        );
        for (case, expiry, cells) in [
            ("no date", "2026-06-01", "CLASS=DOMAIN"),
            (
                "before all",
                "2026-06-01",
                "PAIDUNTILDATE=1970-01-01 00:00:00",
            ),
            (
                "after all",
                "2026-06-01",
                "PAIDUNTILDATE=2099-01-01 00:00:00",
            ),
            ("far before the shop's", "2029-06-01", paid),
        ] {
            assert!(of(expiry, cells).is_empty(), "{status}: {case}");
        }
    }
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
        ends::missing(ELSEWHERE, NOTHING, NOTHING)
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
