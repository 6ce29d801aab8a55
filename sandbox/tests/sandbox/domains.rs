//! CheckDomains, AddDomain, StatusDomain, ModifyDomain, and the money they cost.

use ispbridge_sandbox::Config;
use serde_json::json;

use crate::support::{Answer, OTE, Sandbox, add_domain, contact};

/// A sandbox whose clock stands at the time of the reference's AddDomain example.
fn at_a_fixed_time(quirks: &[&str]) -> Sandbox {
    let sandbox = Sandbox::with_quirks(quirks);
    sandbox.post(
        "clock",
        json!({"set": "2017-11-20 11:35:15", "stopped": true}),
    );
    sandbox
}

pub(crate) fn status(sandbox: &Sandbox, name: &str) -> Answer {
    sandbox.call(&format!("COMMAND=StatusDomain\nDOMAIN={name}"))
}

pub(crate) fn modify(sandbox: &Sandbox, name: &str, more: &str) -> Answer {
    sandbox.call(&format!("COMMAND=ModifyDomain\nDOMAIN={name}\n{more}"))
}

#[test]
fn a_registration_costs_its_price_once_and_has_the_documented_dates() {
    let sandbox = at_a_fixed_time(&[]);
    let added = sandbox.call(&add_domain("example-one.com", "\nPERIOD=1Y"));
    assert_eq!(added.code, 200, "{added:?}");
    assert!(!added.pending);
    for (name, value) in [
        ("STATUS", "ACTIVE"),
        ("ACCOUNTINGDATE", "2018-11-15 11:35:15"),
        ("FAILUREDATE", "2019-01-03 11:35:15"),
        ("FINALIZATIONDATE", "2018-11-21 11:35:15"),
        ("PAIDUNTILDATE", "2018-11-20 11:35:15"),
        ("REGISTRATIONEXPIRATIONDATE", "2018-11-20 11:35:15"),
    ] {
        assert_eq!(added.one(name), value, "{name}");
    }
    let ledger = sandbox.ledger();
    assert_eq!(ledger.len(), 1);
    for (key, value) in [
        ("amount", "10.40"),
        ("balance_after", "89.60"),
        ("command", "AddDomain"),
        ("object", "example-one.com"),
        ("currency", "USD"),
        ("account", "shop"),
        ("entity", "ote"),
        ("time", "2017-11-20T11:35:15Z"),
    ] {
        assert_eq!(ledger[0][key], value, "{key}");
    }
    assert_eq!(sandbox.call("COMMAND=StatusAccount").one("AMOUNT"), "89.60");
}

#[test]
fn a_registration_of_several_years_is_charged_for_each() {
    let sandbox = at_a_fixed_time(&[]);
    let added = sandbox.call(&add_domain("three-years.net", "\nPERIOD=3"));
    assert_eq!(added.one("PAIDUNTILDATE"), "2020-11-20 11:35:15");
    assert_eq!(sandbox.ledger()[0]["amount"], "36.00");
}

#[test]
fn a_refused_registration_changes_nothing() {
    let sandbox = Sandbox::start();
    sandbox.post("foreign", json!({"name": "taken.com"}));
    sandbox.call_as("1234", "shop", "secret", &add_domain("mine.com", ""));
    let before = sandbox.state()["ote"].clone();
    let tech = contact("TECHCONTACT0");
    let refusals = [
        (add_domain("taken.com", ""), 554),
        (add_domain("mine.com", ""), 540),
        (add_domain("a.b.com", ""), 549),
        (add_domain("name.unknown", ""), 549),
        (add_domain("premium-name.org", ""), 504),
        (add_domain("new.com", "\nPERIOD=11Y"), 541),
        (add_domain("new.com", "\nPERIOD=18M"), 541),
        (add_domain("new.com", "\nAUTH=short"), 505),
        (add_domain("new.com", "\nRENEWALMODE=SOMETIMES"), 541),
        (add_domain("new.com", "\nNAMESERVER0=single"), 505),
        (
            add_domain("new.com", "\nNAMESERVER0=a.net\nNAMESERVER1=A.net"),
            541,
        ),
        (add_domain("new.com", "\nSUBUSER=nobody"), 531),
        (add_domain("new.com", "\nOWNERCONTACT1=P-NONE"), 545),
        (add_domain("new.com", "\nX-NONSENSE=1"), 503),
        (add_domain("new.com", "\nNAMESERVERSET=1"), 549),
        (add_domain("new.de", ""), 504),
        (add_domain("new.com", "").replace(&tech, ""), 504),
        (
            add_domain("new.com", "")
                .replace("TECHCONTACT0EMAIL=ada@example.com", "TECHCONTACT0FAX=1"),
            504,
        ),
        (
            add_domain("new.com", "").replace("TECHCONTACT0COUNTRY=GB", "TECHCONTACT0COUNTRY=gb"),
            505,
        ),
        (
            add_domain("new.com", "")
                .replace("TECHCONTACT0PHONE=+44.20", "TECHCONTACT0PHONE=004420"),
            505,
        ),
    ];
    for (command, code) in refusals {
        let answer = sandbox.call(&command);
        assert_eq!(answer.code, code, "{answer:?}\n{command}");
    }
    assert_eq!(sandbox.state()["ote"], before);
}

#[test]
fn premium_names_are_refused_with_the_class_that_an_application_needs() {
    let sandbox = Sandbox::start();
    for (name, class) in [
        ("premium-name.org", "CLASS=PREMIUM_ORG_A"),
        ("premium-market.com", "CLASS=AFTERMARKET_PURCHASE_SEDO"),
    ] {
        let refused = sandbox.call(&add_domain(name, ""));
        assert_eq!(refused.code, 504);
        assert_eq!(
            refused.description,
            format!("Missing required attribute; {class}")
        );
    }
}

#[test]
fn the_code_for_a_taken_name_is_a_quirk() {
    for (value, own, foreign) in [("540", 540, 540), ("554", 554, 554)] {
        let sandbox = Sandbox::with_quirks(&[&format!("taken_code={value}")]);
        sandbox.post("foreign", json!({"name": "taken.com"}));
        sandbox.call(&add_domain("mine.com", ""));
        assert_eq!(sandbox.call(&add_domain("mine.com", "")).code, own);
        assert_eq!(sandbox.call(&add_domain("taken.com", "")).code, foreign);
    }
}

#[test]
fn money_that_is_not_there_is_546_until_credit_covers_it() {
    let mut config = Config::default();
    config
        .accounts
        .push("shop:secret:10.39:USD".parse().unwrap());
    let sandbox = Sandbox::with(config);
    assert_eq!(sandbox.call(&add_domain("costs-more.com", "")).code, 546);
    assert!(sandbox.ledger().is_empty());
    sandbox.post(
        "balance",
        json!({"entity": "ote", "login": "shop", "credit": "0.01"}),
    );
    assert_eq!(sandbox.call(&add_domain("costs-more.com", "")).code, 200);
    assert_eq!(sandbox.call("COMMAND=StatusAccount").one("AMOUNT"), "-0.01");
}

#[test]
fn inline_contacts_become_handles_and_equal_data_one_handle() {
    let sandbox = Sandbox::start();
    let command = add_domain(
        "people.com",
        "\nOWNERCONTACT0ORGANIZATION=Analytical Engines",
    );
    assert_eq!(sandbox.call(&command).code, 200);
    let answer = status(&sandbox, "people.com");
    let owner = answer.one("OWNERCONTACT");
    assert!(owner.starts_with("AUTO-"));
    assert_ne!(owner, answer.one("ADMINCONTACT"));
    assert_eq!(answer.one("ADMINCONTACT"), answer.one("TECHCONTACT"));
    let contacts = sandbox.state()["ote"]["contacts"].clone();
    assert_eq!(
        contacts[owner]["fields"]["ORGANIZATION"],
        "Analytical Engines"
    );
    assert_eq!(contacts.as_object().unwrap().len(), 2);
}

#[test]
fn handles_of_other_accounts_cannot_be_used() {
    let sandbox = Sandbox::start();
    sandbox.post("accounts", json!({"login": "other", "password": "x"}));
    for (account, handle) in [("shop", "P-OWN1"), ("other", "P-OTHER1")] {
        sandbox.post(
            "contacts",
            json!({"entity": "ote", "account": account, "handle": handle}),
        );
    }
    let with = |handle: &str| {
        format!(
            "COMMAND=AddDomain\nDOMAIN=handles.com\nOWNERCONTACT0={handle}\nADMINCONTACT0={handle}\nTECHCONTACT0={handle}\nBILLINGCONTACT0={handle}"
        )
    };
    assert_eq!(sandbox.call(&with("P-OTHER1")).code, 545);
    assert_eq!(sandbox.call(&with("P-OWN1")).code, 200);
    assert_eq!(status(&sandbox, "handles.com").one("TECHCONTACT"), "P-OWN1");
}

#[test]
fn status_is_545_for_nobodys_and_531_for_somebody_elses_domain() {
    let sandbox = Sandbox::start();
    sandbox.post("accounts", json!({"login": "other", "password": "x"}));
    sandbox.post(
        "domains",
        json!({"entity": "ote", "name": "others.com", "account": "other"}),
    );
    sandbox.post(
        "foreign",
        json!({"name": "elsewhere.com", "registrar": "Another Registrar"}),
    );
    assert_eq!(status(&sandbox, "nobody.com").code, 545);
    assert_eq!(status(&sandbox, "others.com").code, 531);
    assert_eq!(status(&sandbox, "elsewhere.com").code, 531);
    assert_eq!(modify(&sandbox, "others.com", "TRANSFERLOCK=1").code, 531);
    assert_eq!(modify(&sandbox, "nobody.com", "TRANSFERLOCK=1").code, 545);
}

#[test]
fn status_shows_what_was_registered() {
    let sandbox = at_a_fixed_time(&[]);
    let more = "\nNAMESERVER0=NS1.ispapi.net\nNAMESERVER1=ns.example.org\nTRANSFERLOCK=1\
                \nAUTH=auth-code-1\nRENEWALMODE=AUTOEXPIRE\nX-WHOIS-RSP=Shop";
    sandbox.call(&add_domain("xn--fa-hia.com", more));
    let answer = status(&sandbox, "XN--FA-HIA.com");
    for (name, value) in [
        ("ID", "xn--fa-hia.com"),
        ("DOMAINUMLAUT", "faß.com"),
        ("CLASS", "DOMAIN"),
        ("SUBCLASS", "COM"),
        ("REPOSITORY", "COM-OTE-1API1"),
        ("USER", "shop"),
        ("AUTH", "auth-code-1"),
        ("TRANSFERLOCK", "1"),
        ("RENEWALMODE", "AUTOEXPIRE"),
        ("NEXTACTION", "expire"),
        ("NEXTACTIONDATE", "2019-01-03 11:35:15"),
        ("TRANSFERDATE", "0000-00-00 00:00:00"),
        ("INTERNALNAMESERVER", "ns1.ispapi.net 192.0.2.1"),
        ("X-WHOIS-RSP", "Shop"),
    ] {
        assert_eq!(answer.one(name), value, "{name}");
    }
    assert_eq!(
        answer.all("NAMESERVER"),
        ["ns1.ispapi.net", "ns.example.org"]
    );
    assert_eq!(answer.all("STATUS"), ["ACTIVE"]);
}

#[test]
fn a_domain_paid_ahead_has_the_dates_of_the_reference_example() {
    let sandbox = Sandbox::start();
    sandbox.post(
        "domains",
        json!({"entity": "ote", "name": "hexonet-domain.com", "account": "shop",
               "created": "2016-09-26 14:53:20", "expiration": "2017-09-26 14:53:20",
               "paid_until": "2018-09-26 14:53:20"}),
    );
    let answer = status(&sandbox, "hexonet-domain.com");
    for (name, value) in [
        ("ACCOUNTINGDATE", "2018-09-21 14:53:20"),
        ("ACCOUNTINGPERIOD", "-5d"),
        ("FAILUREDATE", "2018-11-09 14:53:20"),
        ("FAILUREPERIOD", "44d"),
        ("FINALIZATIONDATE", "2017-09-27 14:53:20"),
        ("FINALIZATIONPERIOD", "1d"),
        ("NEXTACTION", "finalize"),
        ("NEXTACTIONDATE", "2017-09-27 14:53:20"),
        ("PREPAIDPERIOD", "1Y"),
        ("CREATEDDATE", "2016-09-26 14:53:20"),
        ("REGISTRATIONGRACEPERIOD", "0"),
    ] {
        assert_eq!(answer.one(name), value, "{name}");
    }
}

#[test]
fn dates_that_may_be_missing_are_quirks() {
    let sandbox = at_a_fixed_time(&[
        "new_domain_dates=no_finalization",
        "renewaldate=present",
        "add_date_properties=expiration_only",
    ]);
    let added = sandbox.call(&add_domain("young.com", ""));
    assert!(added.has("REGISTRATIONEXPIRATIONDATE") && !added.has("PAIDUNTILDATE"));
    let young = status(&sandbox, "young.com");
    assert!(!young.has("FAILUREDATE") && !young.has("FINALIZATIONDATE"));
    assert_eq!(young.one("RENEWALDATE"), "2018-11-20 11:35:15");
    sandbox.post("clock", json!({"move": "25h"}));
    assert_eq!(
        status(&sandbox, "young.com").one("FAILUREDATE"),
        "2019-01-03 11:35:15"
    );
}

#[test]
fn names_are_checked_for_availability() {
    let sandbox = Sandbox::start();
    sandbox.call(&add_domain("mine.com", ""));
    sandbox.post(
        "foreign",
        json!({"name": "blocked.com", "reason": "Domain blocked"}),
    );
    let names = [
        "free.com",
        "mine.com",
        "blocked.com",
        "free.unknown",
        "faß.de",
        "premium-name.org",
    ];
    let command = names
        .iter()
        .enumerate()
        .fold("COMMAND=CheckDomains".to_owned(), |text, (i, name)| {
            format!("{text}\nDOMAIN{i}={name}")
        });
    let plain = sandbox.call(&command);
    let codes: Vec<&str> = plain
        .all("DOMAINCHECK")
        .iter()
        .map(|text| &text[..3])
        .collect();
    assert_eq!(codes, ["210", "211", "211", "549", "505", "211"]);
    assert_eq!(plain.all("REASON")[2], "Domain blocked");
    assert!(!plain.has("CLASS") && !plain.has("PRICE"));
    for (quirk, column) in [
        ("premium_column=PREMIUMCHANNEL", "PREMIUMCHANNEL"),
        ("premium_column=PREMIUMCHANNELS", "PREMIUMCHANNELS"),
    ] {
        sandbox.post(
            "quirks",
            json!({"premium_column": quirk.split_once('=').unwrap().1}),
        );
        let premium = sandbox.call(&format!("{command}\nPREMIUMCHANNELS=*"));
        assert_eq!(premium.all("CLASS"), ["", "", "", "", "", "PREMIUM_ORG_A"]);
        assert_eq!(premium.all(column)[5], "ORG");
        assert_eq!(premium.all("PRICE")[5], "999.99");
        assert_eq!(premium.all("CURRENCY")[5], "USD");
        assert_eq!(
            premium.all("DOMAINCHECK")[5],
            "211 Premium Domain name available [PREMIUM]"
        );
    }
}

#[test]
fn the_ledger_adds_up_under_parallel_orders() {
    let sandbox = Sandbox::start();
    let codes: Vec<u16> = std::thread::scope(|scope| {
        let orders: Vec<_> = (0..16)
            .map(|n| {
                let command = add_domain(&format!("parallel{}.com", n % 12), "");
                let sandbox = &sandbox;
                scope.spawn(move || sandbox.call_as(OTE, "shop", "secret", &command).code)
            })
            .collect();
        orders
            .into_iter()
            .map(|order| order.join().unwrap())
            .collect()
    });
    // 100.00 USD pay for nine domains at 10.40; no name is sold twice.
    assert_eq!(
        codes.iter().filter(|code| **code == 200).count(),
        9,
        "{codes:?}"
    );
    let ledger = sandbox.ledger();
    assert_eq!(ledger.len(), 9);
    let objects: std::collections::BTreeSet<&str> = ledger
        .iter()
        .map(|entry| entry["object"].as_str().unwrap())
        .collect();
    assert_eq!(objects.len(), 9);
    assert_eq!(sandbox.call("COMMAND=StatusAccount").one("AMOUNT"), "6.40");
}
