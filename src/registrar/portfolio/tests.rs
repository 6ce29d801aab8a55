#![allow(clippy::unwrap_used)] // a test may fail by panic

use super::*;
use crate::base::time;
use crate::registrar::scripted::{Script, reply};

mod list;

const NOW: i64 = 1_000_000;
const ACCOUNT: &str = "200 ok\nUSER=shop";

fn step(cursor: &Params, policy: &Params) -> Script {
    let params = Params::default()
        .with("Username", "shop")
        .with("Password", "s3cret")
        .with("cursor", cursor.clone());
    let params = policy
        .iter()
        .fold(params, |all, (name, value)| all.with(name, value.clone()));
    let context = Context {
        now: time::parse("2026-06-15 12:00:00").unwrap(),
        ..Context::default()
    };
    Script::new("SyncPortfolio", &params, &context).load("snapshot", pages_kept())
}

/// The database after any page of these tests: its rows are there.
fn pages_kept() -> Params {
    let row = || {
        let facts = Params::default().with("state", "active");
        Value::Map(Params::default().with("facts", facts).with("seen", NOW))
    };
    let names = ["a.com", "b.com", "c.com", "d.com"].into_iter();
    let rows = names.map(|name| (name.to_owned(), row()));
    Params::default()
        .with("now", NOW)
        .with("rows", rows.collect::<Params>())
}

fn begin() -> Script {
    step(&Params::default(), &Params::default())
}

fn cursor_of(script: &mut Script) -> Params {
    script.value().map("cursor").unwrap().unwrap().into_owned()
}

fn word(cursor: &Params, name: &str) -> String {
    cursor.text(name).unwrap().unwrap_or_default().into_owned()
}

/// A page of the list in version 2, beginning at `first`.
fn page(
    first: usize,
    total: usize,
    names: &[&str],
) -> Result<crate::ispapi::Response, crate::ispapi::Error> {
    let mut cells = format!(
        "200 ok\nFIRST={first}\nCOUNT={}\nTOTAL={total}\nLIMIT=1000",
        names.len()
    );
    for name in names {
        for cell in [
            "\nOBJECTID=",
            name,
            "\nSTATUS=ACTIVE\nPAIDUNTILDATE=2027-01-01 00:00:00",
        ] {
            cells.push_str(cell);
        }
    }
    reply(&cells)
}

fn kept(script: &Script, effect: &str) -> Vec<Params> {
    let effects = script
        .effects()
        .iter()
        .filter(|one| one.get("effect") == Some(&Value::from(effect)));
    effects
        .flat_map(|effect| match effect.get("rows") {
            Some(Value::List(rows)) => rows.clone(),
            _ => Vec::new(),
        })
        .filter_map(|row| match row {
            Value::Map(row) => Some(row),
            _ => None,
        })
        .collect()
}

#[test]
fn a_platform_without_version_two_is_asked_in_version_one() {
    let mut refused = begin()
        .answer(reply(ACCOUNT))
        .answer(reply("503 Invalid parameter"));
    let cursor = cursor_of(&mut refused);
    let cells = "200 ok\nFIRST=0\nCOUNT=1\nTOTAL=1\nLIMIT=1000\nDOMAIN=a.com\nDOMAINSTATUS=ACTIVE\nDOMAINPAIDUNTILDATE=2027-01-01 00:00:00";
    let mut one = step(&cursor, &Params::default())
        .answer(reply(ACCOUNT))
        .answer(reply(cells));
    let cursor = cursor_of(&mut one);
    assert!(!one.asked().get(1).unwrap().contains("VERSION"));
    let rows = kept(&one, "snapshot");
    let facts = rows
        .first()
        .unwrap()
        .map("facts")
        .unwrap()
        .unwrap()
        .into_owned();
    assert_eq!(
        (word(&facts, "state"), word(&facts, "expiry")),
        ("active".to_owned(), "2027-01-01 00:00:00".to_owned())
    );
    assert_eq!(word(&cursor, "phase"), "shop");
}

#[test]
fn another_account_and_a_refused_list_stop_the_pass() {
    let mut other = begin()
        .answer(reply("200 ok\nUSER=somebody"))
        .answer(page(0, 1, &["a.com"]));
    assert_eq!(other.failure().code, "registrar.wrong_account");
    let mut refused = begin()
        .answer(reply(ACCOUNT))
        .answer(reply("421 Try again"));
    assert_eq!(refused.failure().code, "ispapi.421");
    let mut empty = begin().answer(reply(ACCOUNT)).answer(page(0, 0, &[]));
    assert_eq!(
        word(&cursor_of(&mut empty), "phase"),
        "finished",
        "an empty account proves nothing"
    );
}

fn shop_cursor() -> Params {
    let cursor = Cursor {
        phase: Phase::Shop,
        started: NOW - 100,
        ..Cursor::default()
    };
    cursor.to_params()
}

/// A domain of the shop: expiry, due date, next invoice.
fn row(id: i64, name: &str, status: &str, dates: [&str; 3]) -> Value {
    let [expiry, due, invoice] = dates;
    Params::default()
        .with("id", id)
        .with("domain", name)
        .with("status", status)
        .with("expirydate", expiry)
        .with("nextduedate", due)
        .with("nextinvoicedate", invoice)
        .with("idprotection", 0)
        .into()
}

/// What was seen: name, seconds after the start of the pass, seconds since it was touched after that start, paid time.
fn seen(rows: &[(&str, i64, i64, &str)]) -> Params {
    let rows = rows.iter().map(|(name, after, touched, paid)| {
        let facts = Params::default()
            .with("state", "active")
            .with("expiry", format!("{paid} 10:00:00"));
        let row = Params::default()
            .with("facts", facts)
            .with("seen", NOW - 100 + after)
            .with("touched", NOW - 100 + touched);
        ((*name).to_owned(), Value::Map(row))
    });
    Params::default()
        .with("now", NOW)
        .with("rows", rows.collect::<Params>())
}

fn compare(policy: &Params, rows: Vec<Value>, snapshots: Params) -> Script {
    step(&shop_cursor(), policy)
        .load("domains", rows)
        .load("snapshot", snapshots)
}

fn writing() -> Params {
    Params::default().with("write_dates", "on")
}

fn same(date: &str) -> [&str; 3] {
    [date, date, date]
}

fn kinds(script: &Script) -> Vec<String> {
    kept(script, "findings")
        .iter()
        .map(|row| word(row, "kind"))
        .collect()
}

#[test]
fn only_what_differs_is_written_and_only_where_whmcs_would() {
    let rows = vec![
        row(1, "same.com", "Active", same("2027-01-01")),
        row(2, "Other.com", "Active", same("2026-01-01")),
        row(3, "ended.com", "Expired", same("2026-01-01")),
        row(
            4,
            "öbb.at",
            "Active",
            ["0000-00-00", "2026-01-01", "2026-01-01"],
        ),
    ];
    let snapshots = seen(&[
        ("same.com", 5, -9, "2027-01-01"),
        ("other.com", 5, -9, "2027-01-01"),
        ("ended.com", 5, -9, "2027-01-01"),
        ("xn--bb-eka.at", 5, -9, "2027-02-02"),
    ]);
    let mut script = compare(&writing(), rows, snapshots);
    let cursor = cursor_of(&mut script);
    let changes = kept(&script, "dates");
    let change = |id: i64, domain: &str, from: &str, to: &str| {
        Params::default()
            .with("id", id)
            .with("domain", domain)
            .with("from", from)
            .with("to", to)
    };
    assert_eq!(
        changes,
        [
            change(2, "other.com", "2026-01-01", "2027-01-01"),
            change(4, "xn--bb-eka.at", "", "2027-02-02"),
        ]
    );
    assert_eq!(kinds(&script), ["date"]);
    assert_eq!(
        (
            word(&cursor, "after"),
            word(&cursor, "compared"),
            word(&cursor, "written")
        ),
        ("4".into(), "4".into(), "2".into())
    );
    assert!(script.asked().is_empty());
}

#[test]
fn where_the_shop_only_wants_to_be_told_nothing_is_written() {
    let rows = vec![row(2, "other.com", "Active", same("2026-01-01"))];
    let mut script = compare(
        &Params::default(),
        rows,
        seen(&[("other.com", 5, -9, "2027-01-01")]),
    );
    script.value();
    assert!(kept(&script, "dates").is_empty());
    assert_eq!(kinds(&script), ["date"]);
}

#[test]
fn the_due_date_follows_unless_an_invoice_is_out() {
    let policy = writing().with("sync_due", "on").with("due_days", 10);
    let rows = vec![
        row(
            1,
            "a.com",
            "Active",
            ["2026-01-01", "2025-12-22", "2025-12-22"],
        ),
        row(
            2,
            "b.com",
            "Active",
            ["2026-01-01", "2025-12-22", "2026-12-22"],
        ),
        row(
            3,
            "c.com",
            "Active",
            ["2026-01-01", "2026-12-22", "2027-12-22"],
        ),
    ];
    let snapshots = seen(&[
        ("a.com", 5, -9, "2027-01-01"),
        ("b.com", 5, -9, "2027-01-01"),
        ("c.com", 5, -9, "2027-01-01"),
    ]);
    let mut script = compare(&policy, rows, snapshots);
    script.value();
    let changes = kept(&script, "dates");
    let due: Vec<_> = changes
        .iter()
        .map(|change| (word(change, "due_from"), word(change, "due_to")))
        .collect();
    let moved = ("2025-12-22".to_owned(), "2026-12-22".to_owned());
    assert_eq!(due, [moved, Default::default(), Default::default()]);
    assert_eq!(kinds(&script), ["due"], "the third is right already");
}

#[test]
fn an_order_in_between_leaves_the_domain_alone() {
    let rows = vec![row(1, "a.com", "Active", same("2028-01-01"))];
    let mut script = compare(&writing(), rows, seen(&[("a.com", 5, 5, "2027-01-01")]));
    script.value();
    assert!(script.effects().is_empty());
}

#[test]
fn what_is_missing_is_found_and_never_ended() {
    let rows = vec![
        row(1, "gone.com", "Active", same("2027-01-01")),
        row(2, "seenbefore.com", "Active", same("2027-01-01")),
        row(3, "long-gone.com", "Expired", same("2025-01-01")),
        row(4, "no name", "Active", same("2027-01-01")),
    ];
    let mut script = compare(
        &writing(),
        rows,
        seen(&[("seenbefore.com", -5, -9, "2027-01-01")]),
    );
    script.value();
    assert_eq!(kinds(&script), ["unlisted", "unlisted"]);
    assert!(kept(&script, "dates").is_empty());
    let [(ids, kinds)] = settled(&script).try_into().unwrap();
    assert_eq!(ids, [1, 2, 3]);
    for kind in ["ended", "missing"] {
        assert!(!kinds.contains(&kind.to_owned()), "{kind} is Sync's to say");
    }
}

#[test]
fn what_is_seen_again_is_not_missing_any_more() {
    let rows = vec![
        row(1, "back.com", "Active", same("2027-01-01")),
        row(2, "gone.com", "Grace", same("2026-06-01")),
    ];
    let mut script = compare(&writing(), rows, seen(&[("back.com", 5, -9, "2027-01-01")]));
    script.value();
    assert!(kinds(&script).is_empty());
    let may_clear = |id: i64| {
        let settled = settled(&script);
        let mut of_it = settled.iter().filter(|(ids, _)| ids.contains(&id));
        of_it.any(|(_, kinds)| kinds.contains(&"missing".to_owned()))
    };
    assert!(may_clear(1));
    assert!(
        !may_clear(2),
        "the list does not have it: Sync's wait goes on"
    );
}

/// Which domains have findings of which kinds settled, effect by effect.
fn settled(script: &Script) -> Vec<(Vec<i64>, Vec<String>)> {
    let effects = script.effects().iter();
    let findings = effects.filter(|one| one.get("effect") == Some(&"findings".into()));
    let list = |effect: &Params, name: &str| match effect.get(name) {
        Some(Value::List(values)) => values.clone(),
        _ => Vec::new(),
    };
    let number = |value: &Value| match value {
        Value::Int(number) => *number,
        _ => 0,
    };
    let text = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        _ => String::new(),
    };
    findings
        .map(|effect| {
            let ids = list(effect, "domain_ids").iter().map(number).collect();
            let kinds = list(effect, "kinds").iter().map(text).collect();
            (ids, kinds)
        })
        .collect()
}

#[test]
fn a_date_far_back_or_impossible_is_found_and_not_written() {
    let rows = vec![
        row(1, "a.com", "Active", same("2029-01-01")),
        row(2, "b.com", "Active", same("2027-01-01")),
    ];
    let snapshots = seen(&[
        ("a.com", 5, -9, "2027-01-01"),
        ("b.com", 5, -9, "1970-01-01"),
    ]);
    let mut script = compare(&writing(), rows, snapshots);
    script.value();
    assert_eq!(kinds(&script), ["earlier", "implausible"]);
    assert!(kept(&script, "dates").is_empty());
}

#[test]
fn the_end_of_the_shop_is_the_end_of_the_pass() {
    let mut script = compare(&writing(), Vec::new(), seen(&[]));
    assert_eq!(word(&cursor_of(&mut script), "phase"), "finished");
    for what in ["domains", "snapshot"] {
        let rows = vec![row(1, "a.com", "Active", same("2029-01-01"))];
        let mut script = compare(&writing(), rows, seen(&[])).load(what, Value::Null);
        assert_eq!(script.failure().code, "registrar.no_database", "{what}");
    }
}
