#![allow(clippy::unwrap_used)] // a test may fail by panic

use super::*;
use crate::base::params::Value;
use crate::registrar::renew::tests::{effects, journal, params, row, script};
use crate::registrar::scripted::{Script, lost, reply};

const GONE: &str = "545 Entity reference not found";
const DELETED: &str = "200 ok\nSTATUS=PENDINGDELETE\nSUBCLASS=COM\n\
    PAIDUNTILDATE=2026-10-01 00:00:00\nEXPIRATIONDATE=2026-10-01 00:00:00";
const LISTED: &str = "200 ok\nOBJECTID=example.com\nEXPIRATIONDATE=2026-10-01 00:00:00";
const ORDINARY: &str = "200 ok\nDOMAINCHECK=211 Taken\nCLASS=\nPREMIUMCHANNEL=";
const ACCEPTED: &str = "200 ok\nEXPIRATIONDATE=2027-10-01 00:00:00";

fn redeem() -> Params {
    params()
        .with("isInRedemptionGracePeriod", true)
        .with("regperiod", 3)
}

fn restore(params: &Params) -> Script {
    script("RenewDomain", params)
}

#[test]
fn a_deleted_domain_is_restored_and_pending_until_it_is_read_back() {
    // Shown as deleted, or only listed so.
    for (status, reads) in [(DELETED, 2), (GONE, 3), ("531 Authorization failed", 3)] {
        let mut script = restore(&redeem())
            .answer(reply(status))
            .answer(reply(LISTED));
        if reads == 3 {
            script = script.answer(reply(ORDINARY));
        }
        let mut script = script.answer(reply(ACCEPTED));
        assert_eq!(script.value().get("pending"), Some(&Value::Bool(true)));
        let order = "COMMAND=RestoreDomain\nDOMAIN=example.com\nRENEWALMODE=AUTOEXPIRE";
        assert_eq!(script.asked().last(), Some(&order));
        assert_eq!(effects(&script), ["claim", "settle pending"]);
        let claim = script
            .effects()
            .iter()
            .find(|e| e.get("digest").is_some())
            .unwrap();
        assert_eq!(
            claim.text("from").unwrap().unwrap(),
            "restore 2026-10-01 00:00:00"
        );
    }
}

#[test]
fn without_a_paid_restore_nothing_is_restored_and_somebody_is_told() {
    let mut script = restore(&params())
        .answer(reply(DELETED))
        .answer(reply(LISTED));
    assert_eq!(script.failure().code, "registrar.restore_unpaid");
    assert_eq!(effects(&script), ["task"]);
}

#[test]
fn what_cannot_be_restored_is_refused_before_anything_is_sent() {
    let none = "200 ok\nRESTOREPOLICY=NONE";
    let mut without_policy = restore(&redeem())
        .aside("QueryDomainRepositoryInfo", none)
        .answer(reply(DELETED))
        .answer(reply(LISTED));
    let nowhere = || restore(&redeem()).answer(reply(GONE));
    let mut empty = nowhere()
        .answer(reply("200 ok\nCOUNT=0"))
        .answer(reply(ORDINARY));
    let mut absent = nowhere().answer(reply(GONE)).answer(reply(ORDINARY));
    for script in [&mut without_policy, &mut empty, &mut absent] {
        assert_eq!(script.failure().code, "registrar.not_restorable");
        assert!(effects(script).is_empty());
    }
    let mut elsewhere = restore(&params())
        .answer(reply(GONE))
        .answer(reply("200 ok"))
        .answer(reply(ORDINARY));
    assert_eq!(elsewhere.failure().code, "ispapi.545");
}

#[test]
fn without_what_must_be_known_nothing_is_restored() {
    let dateless = "200 ok\nOBJECTID=example.com";
    let gone = || restore(&redeem()).answer(reply(GONE));
    let scripts = [
        gone().answer(reply(dateless)).answer(reply(ORDINARY)),
        gone().answer(lost()).answer(reply(ORDINARY)),
        gone()
            .answer(reply("530 Forbidden"))
            .answer(reply(ORDINARY)),
        gone().answer(reply(LISTED)).answer(lost()),
        gone().answer(reply(LISTED)).answer(reply("549 Failed")),
        restore(&redeem()).answer(reply(DELETED)).answer(lost()),
    ];
    for mut script in scripts {
        script.failure();
        assert!(
            script
                .asked()
                .iter()
                .all(|command| !command.contains("Restore"))
        );
        assert!(effects(&script).is_empty());
    }
}

#[test]
fn a_lost_restore_is_settled_by_the_log_or_stays_in_doubt() {
    let sent = || {
        let script = restore(&redeem())
            .answer(reply(DELETED))
            .answer(reply(LISTED));
        script.answer(lost())
    };
    let mut back = sent()
        .answer(reply(
            "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2027-10-01 00:00:00",
        ))
        .answer(reply("200 ok"));
    assert_eq!(back.value().get("pending"), Some(&Value::Bool(false)));
    assert_eq!(effects(&back), ["claim", "settle done"]);
    let settled = back
        .effects()
        .last()
        .unwrap()
        .map("evidence")
        .unwrap()
        .unwrap();
    assert_eq!(settled.integer("years_left", 0..=10).unwrap(), Some(2));
    let mut nothing = sent().answer(reply(DELETED)).answer(reply(LISTED));
    assert!(nothing.failure().in_doubt);
    assert_eq!(effects(&nothing), ["claim", "task", "settle doubt"]);
}

#[test]
fn a_paid_restore_of_a_living_domain_is_a_renewal_and_somebody_is_told() {
    let alive = "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE=2026-12-01 00:00:00\nEXPIRATIONDATE=2026-12-01 00:00:00";
    let mut script = restore(&redeem())
        .answer(reply(alive))
        .answer(reply("200 ok"));
    script.value();
    assert!(
        script
            .asked()
            .last()
            .unwrap()
            .starts_with("COMMAND=RenewDomain")
    );
    assert_eq!(effects(&script), ["claim", "task", "settle done"]);
}

const CLASS: &str = "PREMIUM_COM_A";

fn prices(restore: &str) -> String {
    let rows = [
        ("PREMIUM_COM_A_ANNUAL", "50"),
        ("PREMIUM_COM_A_CURRENCY", "USD"),
        ("PREMIUM_COM_A_RESTORE", restore),
        ("COM_RESTORE", "80"),
        ("COM_CURRENCY", "USD"),
    ];
    rows.iter()
        .fold("200 ok".to_owned(), |text, (name, value)| {
            text + &format!("\nRELATIONTYPE=PRICE_CLASS_DOMAIN_{name}\nRELATIONVALUE={value}")
        })
}

#[test]
fn a_premium_name_is_restored_with_its_class_where_both_prices_were_paid() {
    let shop = Params::default().with("cost_currency", "USD");
    let premium = || {
        let script = restore(&redeem().with("premiumCost", "150")).load("domain", shop.clone());
        script
            .answer(reply(GONE))
            .answer(reply(LISTED))
            .answer(reply(&format!("200 ok\nCLASS={CLASS}")))
    };
    let mut paid = premium()
        .answer(reply(&prices("80")))
        .answer(reply(ACCEPTED));
    paid.value();
    assert!(
        paid.asked()
            .last()
            .unwrap()
            .lines()
            .any(|line| line == "CLASS=PREMIUM_COM_A")
    );
    for fee in ["80.01", ""] {
        let mut dearer = premium().answer(reply(&prices(fee)));
        assert_eq!(dearer.failure().code, "registrar.premium_price");
        assert_eq!(effects(&dearer), ["task"]);
    }
}

/// A restore of the journal: paid until 2026-10-01, three years paid.
fn restored(state: &str) -> Params {
    let before = Params::default()
        .with("kind", "restore")
        .with("domain", "example.com")
        .with("paid_until", "2026-10-01 00:00:00")
        .with("paid_amount", "150")
        .with("paid_currency", "USD");
    row(7, state, "restore 2026-10-01 00:00:00")
        .with("years", 3)
        .with("before", before)
}

fn rest(rows: Vec<Params>, years: i64) -> Script {
    let params = params().with("restore", 7).with("regperiod", years);
    script("RenewRest", &params).load("journal", journal(rows))
}

fn until(date: &str) -> String {
    format!("200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE={date} 00:00:00\nEXPIRATIONDATE={date} 00:00:00")
}

#[test]
fn what_a_restore_left_over_is_renewed_under_its_own_intent() {
    let mut script = rest(vec![restored("done")], 2)
        .answer(reply(&until("2027-10-01")))
        .answer(reply("200 ok"));
    script.value();
    let order = "COMMAND=RenewDomain\nDOMAIN=example.com\nPERIOD=2\nEXPIRATION=2027";
    assert_eq!(script.asked().last(), Some(&order));
    assert_eq!(effects(&script), ["claim", "settle done"]);
    let claim = script
        .effects()
        .iter()
        .find(|e| e.get("digest").is_some())
        .unwrap();
    let before = claim.map("before").unwrap().unwrap();
    assert_eq!(before.integer("rest_of", 0..=9).unwrap(), Some(7));
}

#[test]
fn the_rest_is_renewed_once() {
    let of = |id: i64| {
        let before = Params::default()
            .with("kind", "renewal")
            .with("rest_of", id);
        row(8, "done", "2026-05-01 00:00:00")
            .with("years", 2)
            .with("before", before)
    };
    let mut again = rest(vec![of(7), restored("done")], 2).answer(reply(&until("2029-10-01")));
    again.value();
    assert!(effects(&again).is_empty());
    // One of another restore says nothing, nor one that had no effect.
    for row in [of(6), of(7).with("state", "void")] {
        let script = rest(vec![row, restored("done")], 2).answer(reply(&until("2027-10-01")));
        let mut script = script.answer(reply("200 ok"));
        script.value();
        assert_eq!(effects(&script), ["claim", "settle done"]);
    }
}

#[test]
fn a_renewal_in_the_way_of_a_rest_is_for_a_person() {
    let other = row(8, "done", "2027-10-01 00:00:00").with("settled_age", 5_000_000);
    let mut script = rest(vec![other, restored("done")], 2).answer(reply(&until("2027-10-01")));
    assert_eq!(script.failure().code, "registrar.renewed_already");
    assert!(effects(&script).is_empty());
}

#[test]
fn the_rest_is_what_the_dates_say_and_nothing_else() {
    let mut nothing = rest(vec![restored("done")], 2).answer(reply(&until("2029-10-01")));
    nothing.value();
    assert!(effects(&nothing).is_empty());
    let unclear = [
        rest(vec![restored("done")], 2).answer(reply(&until("2028-10-01"))),
        rest(vec![restored("done")], 2).answer(reply("200 ok\nSTATUS=ACTIVE")),
        rest(vec![restored("done")], 2).answer(reply(DELETED)),
        rest(vec![restored("void")], 2).answer(reply(&until("2027-10-01"))),
        rest(vec![row(7, "done", "x")], 2).answer(reply(&until("2027-10-01"))),
        rest(Vec::new(), 2).answer(reply(&until("2027-10-01"))),
    ];
    for mut script in unclear {
        assert_eq!(script.failure().code, "registrar.rest_unclear");
        assert!(effects(&script).is_empty());
    }
}

#[test]
fn the_rest_of_a_premium_name_costs_no_more_than_was_paid_with_its_restore() {
    let premium = until("2027-10-01") + "\nSUBCLASS=PREMIUM_COM_A";
    let price = |annual: &str| prices("80").replace("=50", &format!("={annual}"));
    let call = |annual: &str| {
        let script = rest(vec![restored("done")], 2).answer(reply(&premium));
        script.answer(reply(&price(annual)))
    };
    call("75").answer(reply("200 ok")).value();
    assert_eq!(call("75.01").failure().code, "registrar.premium_price");
}

#[test]
fn a_rest_is_no_repetition_of_what_a_customer_orders() {
    let before = Params::default().with("kind", "renewal").with("rest_of", 7);
    let own = row(8, "done", "2027-10-01 00:00:00").with("before", before);
    let script = script("RenewDomain", &params()).load("journal", journal([own]));
    let mut script = script
        .answer(reply(&until("2028-10-01")))
        .answer(reply("200 ok"));
    script.value();
    assert_eq!(effects(&script), ["claim", "settle done"]);
}

#[test]
fn only_a_finished_restore_leaves_years_over() {
    let left =
        |row: Params, status: &str| after_restore(&Row::read(&row).unwrap(), &[reply(status)]);
    assert_eq!(left(restored("done"), &until("2027-10-01")), Some(2));
    assert_eq!(left(restored("pending"), &until("2026-10-01")), Some(3));
    assert_eq!(left(restored("pending"), DELETED), None);
    assert_eq!(left(restored("done"), "200 ok\nSTATUS=ACTIVE"), None);
    assert_eq!(left(row(7, "done", "x"), &until("2027-12-01")), None);
}
