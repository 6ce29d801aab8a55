use super::sync::{HERE, SETTLED, state, sync};
use super::*;
use crate::base::journal::{Row, Settled};
use crate::base::outcome::Outcome;
use crate::registrar::scripted::{lost, reply};
use crate::registrar::{Effect, Event};

/// Everything that can be wished for.
fn wishes() -> Params {
    let order = person(person(Params::default(), ""), "admin")
        .with("ns1", "ns1.example.net")
        .with("ns2", "ns2.example.net")
        .with("firstpaymentamount", "9.99");
    params("com")
        .with("NSUpdTransfer", "on")
        .with("CHUpdTransfer", "on")
        .with("TRANSFERLOCK", "on")
        .with("dnsmanagement", 1)
        .with("idprotection", 1)
        .with("order", order)
}

fn steps(answers: [&str; 6]) -> Script {
    let script = sync(&wishes(), Some(row("pending", 5000))).answer(reply(HERE));
    answers
        .iter()
        .fold(script, |script, answer| script.answer(reply(answer)))
}

#[test]
fn what_was_ordered_is_set_once_the_domain_is_here() {
    let mut script = steps(["200 ok"; 6]);
    assert_eq!(state(&mut script), "completed");
    let asked = script.asked();
    assert_eq!(
        asked[1],
        "COMMAND=SetDomainRenewalMode\nDOMAIN=example.com\nRENEWALMODE=AUTOEXPIRE"
    );
    let contacts = asked[2];
    assert!(
        has_line(contacts, "OWNERCONTACT0LASTNAME=O'Hara")
            && has_line(contacts, "TECHCONTACT0CITY=Cork")
    );
    assert!(!contacts.contains("ADMINCONTACT0") && !contacts.contains("BILLINGCONTACT0"));
    assert!(
        has_line(asked[3], "DELNAMESERVER0=old.example.org"),
        "{}",
        asked[3]
    );
    assert!(has_line(asked[3], "ADDNAMESERVER0=ns1.example.net") && !asked[3].contains("ns2"));
    assert!(has_line(asked[4], "INTERNALDNS=1"));
    assert!(has_line(asked[5], "X-ACCEPT-WHOISTRUSTEE-TAC=1"));
    assert!(has_line(asked[6], "TRANSFERLOCK=1"));
    assert_eq!(effects(&script), ["cache", "settle done", "settle done"]);
    assert_eq!(evidence(&script, "after"), Some(Value::from("done")));
}

#[test]
fn what_could_not_be_set_is_one_to_do_and_keeps_nothing_else_from_being_set() {
    let mut script = steps([
        "549 Command failed",
        "504 TOO FEW ADMIN CONTACTS",
        "200 ok",
        "421 x",
        "541 x",
        "200 ok",
    ]);
    assert_eq!(state(&mut script), "completed");
    assert_eq!(
        effects(&script),
        ["cache", "settle done", "task", "settle done"]
    );
    let [task] = tasks(&script).try_into().unwrap();
    for part in [
        "renewal mode (549",
        "contacts (504",
        "DNS (421",
        "ID protection (541",
    ] {
        assert!(task.contains(part), "{part} in {task}");
    }
    assert!(!task.contains("name servers") && !task.contains("transfer lock"));
}

#[test]
fn a_step_whose_end_is_unknown_is_not_repeated() {
    let script = sync(&wishes(), Some(row("pending", 5000))).answer(reply(HERE));
    let mut script = (0..6).fold(script, |script, _| script.answer(lost()));
    assert_eq!(state(&mut script), "completed");
    assert_eq!(names(&script).len(), 7);
    assert_eq!(tasks(&script).len(), 1);
}

#[test]
fn data_that_cannot_be_used_keeps_no_transfer_from_being_complete() {
    let order = Params::default()
        .with("ns1", "not a host")
        .with("firstpaymentamount", "free");
    let given = wishes().with("order", order).with("idprotection", "");
    let mut script = sync(&given, Some(row("pending", 5000))).answer(reply(HERE));
    for _ in 0..3 {
        script = script.answer(reply("200 ok"));
    }
    assert_eq!(state(&mut script), "completed");
    assert_eq!(
        names(&script)[1..],
        ["SetDomainRenewalMode", "ModifyDomain", "ModifyDomain"]
    );
    let [task] = tasks(&script).try_into().unwrap();
    assert!(
        task.contains("contacts (") && task.contains("name servers ("),
        "{task}"
    );
}

#[test]
fn privacy_that_the_zone_lacks_is_not_asked_for() {
    let given = params("com").with("idprotection", 1);
    let mut script = sync(&given, Some(row("pending", 5000)))
        .aside("QueryDomainOptions", "200 ok\nX-PROXY=")
        .answer(reply(SETTLED));
    assert_eq!(state(&mut script), "completed");
    assert_eq!(names(&script), ["StatusDomain"]);
    assert!(tasks(&script)[0].contains("ID protection (the zone has none)"));
}

#[test]
fn contacts_follow_only_where_the_registry_has_none_and_the_shop_wants_it() {
    for (tld, setting, here) in [
        ("org", "on", HERE),
        ("com", "", HERE),
        (
            "com",
            "on",
            "200 ok\nRENEWALMODE=AUTOEXPIRE\nOWNERCONTACT=P-1\nADMINCONTACT=P-1\nTECHCONTACT=P-1\nBILLINGCONTACT=P-1",
        ),
    ] {
        let given = params(tld).with("CHUpdTransfer", setting);
        let renews = here == HERE;
        let mut script = sync(&given, Some(row("pending", 5000))).answer(reply(here));
        if renews {
            script = script.answer(reply("200 ok"));
        }
        assert_eq!(state(&mut script), "completed");
        assert!(
            script
                .asked()
                .iter()
                .all(|command| !command.contains("CONTACT0")),
            "{tld}"
        );
    }
}

#[test]
fn years_that_were_paid_and_not_brought_are_never_lost() {
    let with = |before: &str, now: &str, paid: &str| {
        let before = Params::default()
            .with("kind", "transfer")
            .with("owed", 1)
            .with("expiration", before);
        let given = params("no").with("order", Params::default().with("firstpaymentamount", paid));
        let here = format!("{SETTLED}\nEXPIRATIONDATE={now}");
        let mut script = sync(&given, Some(row("pending", 5000).with("before", before)));
        script = script.answer(reply(&here));
        assert_eq!(state(&mut script), "completed");
        tasks(&script)
    };
    let (same, later) = ("2026-09-01 00:00:00", "2027-09-01 00:00:00");
    for (now, paid) in [(same, "9.99"), (same, ""), (same, "free"), ("", "9.99")] {
        let [task] = with(same, now, paid).try_into().unwrap();
        assert!(
            task.contains("example.no") && task.contains("years") && task.contains('1'),
            "{task}"
        );
    }
    assert_eq!(with("", later, "9.99").len(), 1);
    for (now, paid) in [(same, "0.00"), (same, "0"), (later, "9.99")] {
        assert!(with(same, now, paid).is_empty(), "{now} {paid}");
    }
}

#[test]
fn work_that_broke_off_is_told_and_not_repeated() {
    let begun = |age| {
        let facts = Params::default().with("after", "begun");
        let row = row("done", 5000)
            .with("evidence", facts)
            .with("settled_age", age);
        sync(&wishes(), Some(row)).answer(reply(HERE))
    };
    let mut working = begun(299);
    assert_eq!(state(&mut working), "pending");
    assert!(effects(&working).is_empty());
    let mut broken = begun(300);
    assert_eq!(state(&mut broken), "completed");
    assert_eq!(effects(&broken), ["task", "settle done"]);
    assert_eq!(names(&broken), ["StatusDomain"]);
    let facts = Params::default().with("after", "done");
    let mut over =
        sync(&wishes(), Some(row("done", 5000).with("evidence", facts))).answer(reply(HERE));
    assert_eq!(state(&mut over), "completed");
    assert!(effects(&over).is_empty());
}

/// How a run goes on when its claim to set things is answered so.
fn claimed(settled: Settled) -> Outcome {
    let mut plan = crate::registrar::plan("TransferSync", &params("com"), &context()).unwrap();
    plan.step(Event::Start);
    plan.step(Event::Loaded(journal(row("pending", 5000))));
    let answers = vec![reply(HERE), reply(GONE), reply("200 ok")];
    assert!(matches!(
        plan.step(Event::Answers(answers)),
        Effect::Settle(_)
    ));
    match plan.step(Event::Settled(settled)) {
        Effect::Done(outcome) => outcome,
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn whoever_does_not_get_the_row_sets_nothing() {
    let moved = Row::read(&row("done", 5000)).unwrap();
    let pending = Outcome::Done(Value::Map(Params::default().with("state", "pending")));
    assert_eq!(claimed(Settled::Moved(Box::new(moved))), pending);
    assert!(
        matches!(claimed(Settled::Unknown), Outcome::Failed(f) if f.code == "registrar.no_journal")
    );
}

#[test]
fn a_row_that_the_cron_settled_still_gets_what_follows() {
    let facts = Params::default().with("transferred", "2026-01-09 00:00:00");
    let mut script = sync(
        &params("com"),
        Some(row("done", 5000).with("evidence", facts)),
    );
    script = script.answer(reply(HERE)).answer(reply("200 ok"));
    assert_eq!(state(&mut script), "completed");
    assert_eq!(names(&script), ["StatusDomain", "SetDomainRenewalMode"]);
    assert_eq!(effects(&script), ["settle done", "settle done"]);
}
