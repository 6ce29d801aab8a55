//! Deletion, restore, push; and the dry run of a registration.

use serde_json::json;

use crate::life::{about, charges, go_to, status};
use crate::orders::{SERVERS, is, last_charge, refused, with_domains};
use crate::support::{OTE, add_domain};

#[test]
fn a_deleted_domain_comes_back_for_the_restore_price() {
    let sandbox = with_domains(&["a.com"], &[]);
    sandbox.post(
        "balance",
        json!({"entity": "ote", "login": "shop", "amount": "300.00"}),
    );
    refused(&sandbox, "RestoreDomain", "a.com", "", 552);
    let deleted = about(&sandbox, "DeleteDomain", "a.com", "");
    assert_eq!((deleted.code, deleted.pending), (200, true));
    assert_eq!(deleted.one("STATUS"), "PENDINGDELETE");
    refused(&sandbox, "RenewDomain", "a.com", "", 545);
    refused(&sandbox, "DeleteDomain", "a.com", "", 545);
    refused(
        &sandbox,
        "RestoreDomain",
        "a.com",
        "\nCLASS=PREMIUM_COM_A",
        541,
    );
    let restored = about(
        &sandbox,
        "RestoreDomain",
        "a.com",
        "\nRENEWALMODE=AUTOEXPIRE",
    );
    assert_eq!((restored.code, restored.pending), (200, true));
    assert!(is(&last_charge(&sandbox), "RestoreDomain", "78.00"));
    let back = status(&sandbox, "a.com");
    assert_eq!(back.one("STATUS"), "ACTIVE");
    assert_eq!(back.one("RENEWALMODE"), "AUTOEXPIRE");
    assert_eq!(back.one("EXPIRATIONDATE"), "2027-01-10 12:00:00");
}

#[test]
fn a_restore_of_an_expired_domain_brings_a_year_or_five_days() {
    let cases = [
        ("restore_year=if_expired", "2028-01-10 12:00:00"),
        ("restore_year=never", "2027-01-10 12:00:00"),
    ];
    for (quirk, expiration) in cases {
        let sandbox = with_domains(&["a.com"], &[quirk, "restore_answer=final"]);
        let mode = "\nRENEWALMODE=AUTOEXPIRE";
        assert_eq!(
            about(&sandbox, "SetDomainRenewalMode", "a.com", mode).code,
            200
        );
        go_to(&sandbox, "2027-03-01");
        let restored = about(&sandbox, "RestoreDomain", "a.com", "");
        assert_eq!(restored.one("EXPIRATIONDATE"), expiration);
        assert!(!restored.pending);
        go_to(&sandbox, "2027-03-04");
        assert_eq!(status(&sandbox, "a.com").one("EXPIRATIONDATE"), expiration);
        go_to(&sandbox, "2027-03-10");
        let code = if quirk.ends_with("never") { 545 } else { 200 };
        assert_eq!(status(&sandbox, "a.com").code, code);
    }
}

#[test]
fn a_restore_takes_days_where_the_registry_does_and_can_be_rejected() {
    let sandbox = with_domains(&["a.ch", "b.com"], &[]);
    sandbox.post(
        "balance",
        json!({"entity": "ote", "login": "shop", "amount": "300.00"}),
    );
    about(&sandbox, "DeleteDomain", "a.ch", "");
    assert!(about(&sandbox, "RestoreDomain", "a.ch", "").pending);
    refused(&sandbox, "RestoreDomain", "a.ch", "", 552);
    assert_eq!(status(&sandbox, "a.ch").code, 545);
    go_to(&sandbox, "2026-01-14");
    assert_eq!(status(&sandbox, "a.ch").one("STATUS"), "ACTIVE");
    // Ordered to pend, then rejected: the money comes back, and it can be tried again.
    about(&sandbox, "DeleteDomain", "b.com", "");
    sandbox.post(
        "faults",
        json!({"command": "RestoreDomain", "effect": "pending"}),
    );
    assert!(about(&sandbox, "RestoreDomain", "b.com", "").pending);
    assert_eq!(status(&sandbox, "b.com").code, 545);
    let settle = json!({"entity": "ote", "name": "b.com", "confirmed": false});
    sandbox.post("settle", settle);
    assert!(is(&last_charge(&sandbox), "RestoreDomain", "-78.00"));
    about(&sandbox, "RestoreDomain", "b.com", "");
    assert_eq!(status(&sandbox, "b.com").code, 200);
}

#[test]
fn deletion_differs_by_zone_and_is_refused_while_hosts_are_used() {
    let sandbox = with_domains(&["a.de", "a.at", "a.com"], &[]);
    let gone = about(&sandbox, "DeleteDomain", "a.de", "");
    assert_eq!(
        (gone.code, gone.pending, gone.has("STATUS")),
        (200, false, false)
    );
    assert_eq!(sandbox.call(&add_domain("a.de", SERVERS)).code, 200);
    refused(
        &sandbox,
        "DeleteDomain",
        "a.at",
        "\nX-AT-SCHEDULEDATE=never",
        541,
    );
    refused(
        &sandbox,
        "DeleteDomain",
        "a.com",
        "\nX-AT-SCHEDULEDATE=now",
        541,
    );
    assert_eq!(about(&sandbox, "DeleteDomain", "a.at", "").code, 200);
    assert_eq!(status(&sandbox, "a.at").one("RENEWALMODE"), "AUTODELETE");
    about(&sandbox, "DeleteDomain", "a.at", "\nX-AT-SCHEDULEDATE=now");
    assert_eq!(status(&sandbox, "a.at").code, 545);
    let uses = "\nNAMESERVER0=ns1.a.com\nNAMESERVER1=ns2.a.com";
    assert_eq!(sandbox.call(&add_domain("b.com", uses)).code, 200);
    refused(&sandbox, "DeleteDomain", "a.com", "", 532);
    sandbox.post(
        "faults",
        json!({"command": "DeleteDomain", "effect": "pending"}),
    );
    let pending = about(&sandbox, "DeleteDomain", "b.com", "");
    assert_eq!(pending.one("STATUS"), "REQUESTEDDELETE");
    refused(&sandbox, "RenewDomain", "b.com", "", 552);
    sandbox.post(
        "settle",
        json!({"entity": "ote", "name": "b.com", "confirmed": true}),
    );
    assert_eq!(status(&sandbox, "b.com").code, 545);
}

#[test]
fn pushes_go_to_the_registry_to_a_tag_or_to_another_account() {
    let sandbox = with_domains(&["a.de", "a.uk", "a.com"], &[]);
    refused(&sandbox, "PushDomain", "a.com", "", 549);
    refused(&sandbox, "PushDomain", "a.de", "\nTARGET=OTHERTAG", 541);
    refused(&sandbox, "PushDomain", "a.uk", "\nTARGET=1API-DE", 541);
    assert_eq!(about(&sandbox, "PushDomain", "a.de", "").code, 200);
    assert_eq!(status(&sandbox, "a.de").code, 531);
    assert_eq!(
        about(&sandbox, "PushDomain", "a.uk", "\nTARGET=OTHERTAG").code,
        200
    );
    assert_eq!(
        sandbox.state()["ote"]["foreign"]["a.uk"]["registrar"],
        "OTHERTAG"
    );
    let log = "COMMAND=QueryObjectLogList\nOBJECTCLASS=DOMAIN\nOBJECTID=a.de\nORDERBY=LOGDATEDESC\nLIMIT=1";
    assert_eq!(sandbox.call(log).one("OPERATIONTYPE"), "OUTBOUND_TRANSFER");
    sandbox.post("accounts", json!({"login": "other", "password": "secret"}));
    refused(&sandbox, "PushDomain", "a.com", "\nTARGET=shop", 541);
    about(&sandbox, "ModifyDomain", "a.com", "\nTRANSFERLOCK=1");
    refused(&sandbox, "PushDomain", "a.com", "\nTARGET=other", 552);
    about(&sandbox, "ModifyDomain", "a.com", "\nTRANSFERLOCK=0");
    assert_eq!(
        about(&sandbox, "PushDomain", "a.com", "\nTARGET=other").code,
        200
    );
    assert_eq!(status(&sandbox, "a.com").code, 531);
    let theirs = sandbox.call_as(OTE, "other", "secret", "COMMAND=StatusDomain\nDOMAIN=a.com");
    assert_eq!(theirs.one("USER"), "other");
}

#[test]
fn the_dry_run_refuses_what_adddomain_refuses_and_changes_nothing() {
    let sandbox = with_domains(&["a.com"], &[]);
    let dry =
        |name: &str| add_domain(name, SERVERS).replace("AddDomain", "CheckDomainRegistration");
    let possible = sandbox.call(&dry("b.com"));
    assert_eq!(possible.code, 218);
    assert_eq!(possible.one("REPOSITORY"), "COM-OTE-1API1");
    for (name, code) in [
        ("a.com", 540),
        ("premium-name.org", 504),
        ("b.swiss", 504),
        ("b.zz", 549),
    ] {
        assert_eq!(sandbox.call(&dry(name)).code, code, "{name}");
        assert_eq!(
            sandbox.call(&add_domain(name, SERVERS)).code,
            code,
            "{name}"
        );
    }
    assert_eq!(charges(&sandbox).len(), 1);
    assert_eq!(status(&sandbox, "b.com").code, 545);
}
