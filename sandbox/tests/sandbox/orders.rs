//! RenewDomain and PayDomainRenewal.

use serde_json::json;

use crate::life::{about, at, charges, go_to, status};
use crate::support::{Sandbox, add_domain};

pub(crate) const SERVERS: &str = "\nNAMESERVER0=ns1.example.net\nNAMESERVER1=ns2.example.net";

pub(crate) fn with_domains(names: &[&str], quirks: &[&str]) -> Sandbox {
    let sandbox = at("2026-01-10", quirks);
    for name in names {
        let more = format!("{SERVERS}{}", asked(name));
        let added = sandbox.call(&add_domain(name, &more));
        assert_eq!(added.code, 200, "{name}: {added:?}");
    }
    sandbox
}

/// What the zone of a name asks of a registration beside contacts.
pub(crate) fn asked(name: &str) -> &'static str {
    match name.split_once('.').unwrap().1 {
        "it" => {
            "\nX-IT-PIN=RSSMRA85T10A562S\nX-IT-ACCEPT-DIFFUSION-AND-ACCESSIBILITY-TAC=1\n\
             X-IT-ACCEPT-EXPLICIT-TAC=1\nX-IT-ACCEPT-LIABILITY-TAC=1\nX-IT-ACCEPT-REGISTRATION-TAC=1"
        }
        "nu" => "\nX-REGISTRANT-IDNUMBER=[SE]556000-0000\nX-NU-ACCEPT-REGISTRATION-TAC=1",
        _ => "",
    }
}

/// The last charge: command and amount.
pub(crate) fn last_charge(sandbox: &Sandbox) -> (String, String) {
    charges(sandbox).pop().unwrap()
}

pub(crate) fn is(charge: &(String, String), command: &str, amount: &str) -> bool {
    charge.0 == command && charge.1 == amount
}

/// A refusal with this code that leaves money and domain as they were.
pub(crate) fn refused(sandbox: &Sandbox, command: &str, name: &str, more: &str, code: u16) {
    let books = |sandbox: &Sandbox| {
        let mut state = sandbox.state();
        let book = state["ote"].take();
        (
            book["ledger"].clone(),
            book["domains"].clone(),
            book["deleted"].clone(),
        )
    };
    let before = books(sandbox);
    let answer = about(sandbox, command, name, more);
    assert_eq!(answer.code, code, "{command} {name} {more}: {answer:?}");
    assert_eq!(before, books(sandbox), "{command} {name} {more}");
}

#[test]
fn renewdomain_renews_at_once_for_its_price() {
    let sandbox = with_domains(&["a.com"], &[]);
    let renewed = about(
        &sandbox,
        "RenewDomain",
        "a.com",
        "\nPERIOD=2Y\nEXPIRATION=2027",
    );
    assert_eq!(renewed.code, 200);
    assert_eq!(renewed.one("EXPIRATIONDATE"), "2029-01-10 12:00:00");
    assert!(is(&last_charge(&sandbox), "RenewDomain", "21.00"));
    let now = status(&sandbox, "a.com");
    assert_eq!(now.one("EXPIRATIONDATE"), "2029-01-10 12:00:00");
    assert_eq!(now.one("PAIDUNTILDATE"), "2029-01-10 12:00:00");
}

#[test]
fn a_guard_stops_the_second_renewal() {
    for (quirk, code) in [("repeated_renewal=555", 555), ("repeated_renewal=541", 541)] {
        let sandbox = with_domains(&["a.com"], &[quirk]);
        let guard = "\nEXPIRATIONDATE=2027-01-10 12:00:00";
        assert_eq!(about(&sandbox, "RenewDomain", "a.com", guard).code, 200);
        refused(&sandbox, "RenewDomain", "a.com", guard, code);
        refused(
            &sandbox,
            "RenewDomain",
            "a.com",
            "\nEXPIRATIONDATE=2027-01-10",
            code,
        );
        refused(&sandbox, "RenewDomain", "a.com", "\nEXPIRATION=2027", code);
        refused(&sandbox, "RenewDomain", "a.com", "\nEXPIRATION=2030", 541);
        refused(
            &sandbox,
            "RenewDomain",
            "a.com",
            "\nEXPIRATIONDATE=soon",
            505,
        );
        // Without a guard nothing stops it.
        assert_eq!(about(&sandbox, "RenewDomain", "a.com", "").code, 200);
        assert_eq!(charges(&sandbox).len(), 3);
    }
}

#[test]
fn renewdomain_is_refused_where_it_cannot_be() {
    let sandbox = with_domains(&["a.com", "a.de", "b.com"], &[]);
    refused(&sandbox, "RenewDomain", "a.de", "", 510);
    refused(&sandbox, "RenewDomain", "a.com", "\nPERIOD=10Y", 541);
    let nine = about(&sandbox, "RenewDomain", "b.com", "\nPERIOD=9Y");
    assert_eq!(nine.code, 546); // 94.50 of the 73.60 that are left
    refused(&sandbox, "RenewDomain", "free.com", "", 545);
    sandbox.post("foreign", json!({"name": "theirs.com"}));
    refused(&sandbox, "RenewDomain", "theirs.com", "", 531);
    refused(
        &sandbox,
        "RenewDomain",
        "a.com",
        "\nCLASS=PREMIUM_COM_A",
        541,
    );
    refused(&sandbox, "RenewDomain", "a.com", "\nNONSENSE=1", 503);
    sandbox.post(
        "balance",
        json!({"entity": "ote", "login": "shop", "amount": "1000.00"}),
    );
    assert_eq!(
        about(&sandbox, "RenewDomain", "b.com", "\nPERIOD=9Y").code,
        200
    );
    refused(&sandbox, "RenewDomain", "b.com", "", 548);
    let held = "\nADDSTATUS0=clientRenewProhibited";
    assert_eq!(about(&sandbox, "ModifyDomain", "a.com", held).code, 200);
    refused(&sandbox, "RenewDomain", "a.com", "", 552);
}

#[test]
fn paydomainrenewal_pays_now_and_the_registry_renews_later() {
    let sandbox = with_domains(&["a.de"], &[]);
    refused(&sandbox, "PayDomainRenewal", "a.de", "", 548);
    let mode = "\nRENEWALMODE=AUTODELETE";
    assert_eq!(
        about(&sandbox, "SetDomainRenewalMode", "a.de", mode).code,
        200
    );
    go_to(&sandbox, "2026-12-01");
    let guard = "\nEXPIRATIONDATE=2027-01-10 12:00:00";
    let paid = about(&sandbox, "PayDomainRenewal", "a.de", guard);
    assert_eq!(paid.one("EXPIRATIONDATE"), "2028-01-10 12:00:00");
    assert!(is(&last_charge(&sandbox), "PayDomainRenewal", "5.70"));
    refused(&sandbox, "PayDomainRenewal", "a.de", guard, 555);
    refused(&sandbox, "PayDomainRenewal", "a.de", "\nPERIOD=2Y", 541);
    assert_eq!(
        status(&sandbox, "a.de").one("EXPIRATIONDATE"),
        "2027-01-10 12:00:00"
    );
    go_to(&sandbox, "2027-01-20");
    assert_eq!(
        status(&sandbox, "a.de").one("EXPIRATIONDATE"),
        "2028-01-10 12:00:00"
    );
}

#[test]
fn a_guard_on_the_registry_date_leaves_only_the_payment_period() {
    let sandbox = with_domains(&["a.it"], &["pay_guard=expiration"]);
    go_to(&sandbox, "2026-12-01");
    let guard = "\nEXPIRATIONDATE=2027-01-10 12:00:00";
    assert_eq!(about(&sandbox, "PayDomainRenewal", "a.it", guard).code, 200);
    refused(&sandbox, "PayDomainRenewal", "a.it", guard, 548);
    sandbox.post("quirks", json!({"pay_too_early": "allowed"}));
    assert_eq!(about(&sandbox, "PayDomainRenewal", "a.it", guard).code, 200);
    assert_eq!(charges(&sandbox).len(), 3);
}
