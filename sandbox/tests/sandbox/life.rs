//! Domains over time: renewal modes, grace, redemption, release; and the commands that interfere.

use serde_json::json;

use crate::support::{Answer, OTE, Sandbox, add_domain};
use ispbridge_sandbox::Config;

/// A sandbox that stands at noon of this day.
pub(crate) fn at(day: &str, quirks: &[&str]) -> Sandbox {
    let mut config = Config {
        clock: Some(format!("{day}T12:00:00Z").parse().unwrap()),
        ..Config::default()
    };
    for quirk in quirks {
        config.quirks.set(quirk).unwrap();
    }
    let sandbox = Sandbox::with(config);
    sandbox.post("clock", json!({"stopped": true}));
    sandbox.post("clock", json!({"set": format!("{day} 12:00:00")}));
    sandbox
}

pub(crate) fn go_to(sandbox: &Sandbox, day: &str) {
    sandbox.post("clock", json!({"set": format!("{day} 12:00:00")}));
}

pub(crate) fn status(sandbox: &Sandbox, name: &str) -> Answer {
    sandbox.call(&format!("COMMAND=StatusDomain\nDOMAIN={name}"))
}

pub(crate) fn about(sandbox: &Sandbox, command: &str, name: &str, more: &str) -> Answer {
    sandbox.call(&format!("COMMAND={command}\nDOMAIN={name}{more}"))
}

fn register(sandbox: &Sandbox, name: &str, more: &str) {
    assert_eq!(sandbox.call(&add_domain(name, more)).code, 200, "{name}");
}

/// Command and amount of every ledger entry.
pub(crate) fn charges(sandbox: &Sandbox) -> Vec<(String, String)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let ledger = sandbox.ledger();
    ledger
        .iter()
        .map(|entry| (text(&entry["command"]), text(&entry["amount"])))
        .collect()
}

fn charged(sandbox: &Sandbox) -> Vec<(String, String)> {
    charges(sandbox).split_off(1)
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter()
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
        .collect()
}

#[test]
fn autorenew_pays_at_accounting_and_renews_at_finalization() {
    let sandbox = at("2026-01-10", &[]);
    register(&sandbox, "a.com", "");
    go_to(&sandbox, "2027-01-04");
    assert_eq!(status(&sandbox, "a.com").one("NEXTACTION"), "pay");
    assert_eq!(charged(&sandbox), []);
    go_to(&sandbox, "2027-01-06");
    let paid = status(&sandbox, "a.com");
    assert_eq!(paid.one("PAIDUNTILDATE"), "2028-01-10 12:00:00");
    assert_eq!(paid.one("EXPIRATIONDATE"), "2027-01-10 12:00:00");
    assert_eq!(paid.one("NEXTACTION"), "finalize");
    assert_eq!(charged(&sandbox), pairs(&[("AUTORENEW", "10.50")]));
    go_to(&sandbox, "2027-01-11");
    let renewed = status(&sandbox, "a.com");
    assert_eq!(renewed.one("EXPIRATIONDATE"), "2028-01-10 12:00:00");
    // Three more years in one go: each at its own date.
    go_to(&sandbox, "2030-01-20");
    assert_eq!(
        status(&sandbox, "a.com").one("EXPIRATIONDATE"),
        "2031-01-10 12:00:00"
    );
    let times: Vec<String> = sandbox
        .ledger()
        .iter()
        .map(|entry| entry["time"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(times.len(), 5);
    assert_eq!(times[4], "2030-01-05T12:00:00Z");
}

#[test]
fn autorenew_without_funds_retries_every_day_and_ends_at_failure() {
    let sandbox = at("2026-01-10", &[]);
    register(&sandbox, "a.com", "");
    let money = |amount: &str| {
        sandbox.post(
            "balance",
            json!({"entity": "ote", "login": "shop", "amount": amount}),
        );
    };
    money("0.00");
    go_to(&sandbox, "2027-02-01");
    let grace = status(&sandbox, "a.com");
    assert_eq!(grace.one("STATUS"), "ACTIVE");
    assert_eq!(grace.one("EXPIRATIONDATE"), "2027-01-10 12:00:00");
    money("10.50");
    go_to(&sandbox, "2027-02-03");
    assert_eq!(
        status(&sandbox, "a.com").one("EXPIRATIONDATE"),
        "2028-01-10 12:00:00"
    );
    go_to(&sandbox, "2028-02-22");
    assert_eq!(status(&sandbox, "a.com").code, 200);
    go_to(&sandbox, "2028-02-24");
    assert_eq!(status(&sandbox, "a.com").code, 545);
    assert_eq!(charged(&sandbox), pairs(&[("AUTORENEW", "10.50")]));
}

#[test]
fn an_expired_domain_is_restorable_then_blocked_then_free() {
    let sandbox = at("2026-01-10", &[]);
    register(&sandbox, "a.com", "\nRENEWALMODE=AUTOEXPIRE");
    go_to(&sandbox, "2027-02-22"); // failure is 44 days after 10 January
    assert_eq!(status(&sandbox, "a.com").one("NEXTACTION"), "expire");
    go_to(&sandbox, "2027-02-23");
    assert_eq!(status(&sandbox, "a.com").code, 545);
    let list = "COMMAND=QueryObjectList\nWIDE=1\nOBJECTCLASS=DELETEDDOMAIN\nOBJECTID=a.com";
    let found = sandbox.call(list);
    assert_eq!(found.one("OBJECTID"), "a.com");
    assert_eq!(found.one("EXPIRATIONDATE"), "2027-01-10 12:00:00");
    let check = "COMMAND=CheckDomains\nDOMAIN0=a.com";
    assert!(sandbox.call(check).one("DOMAINCHECK").starts_with("211"));
    assert_eq!(sandbox.call(&add_domain("a.com", "")).code, 554);
    // 30 days later it can no longer be restored, 5 days after that it is nobody's.
    go_to(&sandbox, "2027-03-26");
    assert_eq!(about(&sandbox, "RestoreDomain", "a.com", "").code, 552);
    assert_eq!(sandbox.call(list).one("COUNT"), "0");
    go_to(&sandbox, "2027-03-31");
    assert!(sandbox.call(check).one("DOMAINCHECK").starts_with("210"));
    assert_eq!(about(&sandbox, "RestoreDomain", "a.com", "").code, 545);
    assert_eq!(charged(&sandbox), []);
}

#[test]
fn renewonce_renews_once() {
    let sandbox = at("2026-01-10", &[]);
    register(&sandbox, "a.com", "\nRENEWALMODE=RENEWONCE");
    go_to(&sandbox, "2027-01-20");
    let renewed = status(&sandbox, "a.com");
    assert_eq!(renewed.one("EXPIRATIONDATE"), "2028-01-10 12:00:00");
    assert_eq!(renewed.one("RENEWALMODE"), "AUTOEXPIRE");
    go_to(&sandbox, "2028-03-01");
    assert_eq!(status(&sandbox, "a.com").code, 545);
}

#[test]
fn autoexpire_hands_a_domain_to_a_registry_that_takes_it_and_autodelete_does_not() {
    let sandbox = at("2026-01-10", &[]);
    let servers = "\nNAMESERVER0=ns1.example.net\nNAMESERVER1=ns2.example.net";
    register(
        &sandbox,
        "a.de",
        &format!("{servers}\nRENEWALMODE=AUTOEXPIRE"),
    );
    register(
        &sandbox,
        "b.de",
        &format!("{servers}\nRENEWALMODE=AUTODELETE"),
    );
    go_to(&sandbox, "2027-01-06"); // failure is 5 days before the end
    assert_eq!(status(&sandbox, "a.de").code, 531);
    assert_eq!(status(&sandbox, "b.de").code, 545);
    let check = sandbox.call("COMMAND=CheckDomains\nDOMAIN0=a.de\nDOMAIN1=b.de");
    let codes: Vec<&str> = check.all("DOMAINCHECK").iter().map(|t| &t[..3]).collect();
    assert_eq!(codes, ["211", "210"]);
}

#[test]
fn a_registry_that_takes_its_time_confirms_and_deletes_later() {
    let sandbox = at("2026-01-10", &[]);
    let servers = "\nNAMESERVER0=ns1.example.net\nNAMESERVER1=ns2.example.net";
    let added = sandbox.call(&add_domain("a.dk", servers));
    assert!(added.pending);
    assert_eq!(added.one("STATUS"), "REQUESTEDCREATE");
    assert_eq!(about(&sandbox, "DeleteDomain", "a.dk", "").code, 552);
    go_to(&sandbox, "2026-01-12");
    assert_eq!(status(&sandbox, "a.dk").one("STATUS"), "ACTIVE");
    let deleted = about(&sandbox, "DeleteDomain", "a.dk", "");
    assert!(deleted.pending);
    assert_eq!(status(&sandbox, "a.dk").one("STATUS"), "PENDINGDELETE");
    assert_eq!(about(&sandbox, "RestoreDomain", "a.dk", "").code, 552);
    go_to(&sandbox, "2026-02-12");
    assert_eq!(status(&sandbox, "a.dk").code, 545);
}

#[test]
fn renewal_modes_are_set_and_a_paid_term_can_be_taken_back() {
    for (quirk, unrenewed, paid_until) in [
        ("unrenew=auto_paid", "1", "2027-01-10 12:00:00"),
        ("unrenew=never", "0", "2028-01-10 12:00:00"),
    ] {
        let sandbox = at("2026-01-10", &[quirk]);
        register(&sandbox, "a.com", "");
        go_to(&sandbox, "2027-01-06");
        let set = about(
            &sandbox,
            "SetDomainRenewalMode",
            "a.com",
            "\nRENEWALMODE=AUTOEXPIRE",
        );
        assert_eq!(set.one("UNRENEW"), unrenewed);
        let now = status(&sandbox, "a.com");
        assert_eq!(now.one("PAIDUNTILDATE"), paid_until);
        assert_eq!(now.one("RENEWALMODE"), "AUTOEXPIRE");
        let sum: f64 = sandbox
            .ledger()
            .iter()
            .map(|e| e["amount"].as_str().unwrap().parse::<f64>().unwrap())
            .sum();
        let expected = if unrenewed == "1" { 10.40 } else { 20.90 };
        assert!((sum - expected).abs() < 0.001, "{sum}");
    }
}

#[test]
fn renewal_modes_that_do_not_exist_are_refused() {
    let sandbox = at("2026-01-10", &[]);
    register(&sandbox, "a.com", "");
    let set = |more: &str| about(&sandbox, "SetDomainRenewalMode", "a.com", more).code;
    assert_eq!(set(""), 504);
    assert_eq!(set("\nRENEWALMODE=RENEWONCE"), 505);
    assert_eq!(set("\nRENEWALMODE=AUTORENEWMONTHLY"), 541);
    assert_eq!(set("\nRENEWALMODE=AUTORENEW\nPERIOD=20Y"), 541);
    assert_eq!(set("\nRENEWALMODE=AUTORENEW\nPERIOD=2Y"), 200);
    assert_eq!(status(&sandbox, "a.com").one("RENEWALPERIOD"), "2Y");
    let elsewhere = "COMMAND=SetDomainRenewalMode\nDOMAIN=no.com\nRENEWALMODE=AUTORENEW";
    assert_eq!(sandbox.call(elsewhere).code, 545);
    go_to(&sandbox, "2027-01-12");
    assert_eq!(
        status(&sandbox, "a.com").one("EXPIRATIONDATE"),
        "2029-01-10 12:00:00"
    );
    assert_eq!(charged(&sandbox), pairs(&[("AUTORENEW", "21.00")]));
}

#[test]
fn a_month_is_a_twelfth_of_a_year() {
    let sandbox = at("2026-01-10", &[]);
    let servers = "\nNAMESERVER0=ns1.example.net\nNAMESERVER1=ns2.example.net";
    register(&sandbox, "a.de", servers);
    let mode = "\nRENEWALMODE=AUTORENEWMONTHLY\nPERIOD=1M";
    assert_eq!(
        about(&sandbox, "SetDomainRenewalMode", "a.de", mode).code,
        200
    );
    go_to(&sandbox, "2026-11-15");
    let paid = status(&sandbox, "a.de");
    assert_eq!(paid.one("PAIDUNTILDATE"), "2027-02-10 12:00:00");
    assert_eq!(charged(&sandbox), pairs(&[("AUTORENEW", "0.48")])); // 5.70 / 12
}

#[test]
fn a_seeded_domain_rests_for_a_day_and_then_catches_up() {
    let sandbox = at("2026-01-10", &[]);
    let overdue = json!({"entity": "ote", "name": "a.com", "account": "shop",
                         "created": "2025-01-01", "expiration": "2026-01-01"});
    sandbox.post("domains", overdue);
    assert_eq!(
        status(&sandbox, "a.com").one("PAIDUNTILDATE"),
        "2026-01-01 00:00:00"
    );
    assert_eq!(charges(&sandbox), []);
    go_to(&sandbox, "2026-01-12");
    let renewed = status(&sandbox, "a.com");
    assert_eq!(renewed.one("EXPIRATIONDATE"), "2027-01-01 00:00:00");
    // Renewed when it was paid, not when it should have been.
    assert_eq!(renewed.one("UPDATEDDATE"), "2026-01-11 12:00:00");
    let far = json!({"set": "9000-01-01"});
    assert!(sandbox.server.control().post("clock", far).is_err());
}

#[test]
fn time_goes_on_over_a_restart() {
    let path = std::env::temp_dir().join(format!("sandbox-life-{}.json", std::process::id()));
    let config = || Config {
        state: Some(path.clone()),
        clock: Some("2026-01-10T12:00:00Z".parse().unwrap()),
        ..Config::default()
    };
    let first = Sandbox::with(config());
    register(&first, "a.com", "");
    first.post("clock", json!({"stopped": true}));
    drop(first);
    let second = Sandbox::with(config());
    go_to(&second, "2027-01-06");
    let paid = second.call_as(OTE, "shop", "secret", "COMMAND=StatusDomain\nDOMAIN=a.com");
    assert!(paid.one("PAIDUNTILDATE").starts_with("2028-01-10"));
    std::fs::remove_file(path).unwrap();
}
