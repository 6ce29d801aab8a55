//! Changes of owner, verifications of owners, and codes on order.

use serde_json::json;

use crate::contacts::TEST_CONTACT;
use crate::domains::{modify, status};
use crate::orders::asked;
use crate::support::{Answer, Sandbox, add_domain};
use crate::transfers::amounts;

const AGENT: &str = "X-CONFIRM-DA-OLD-REGISTRANT=1\nX-CONFIRM-DA-NEW-REGISTRANT=1";

/// `trade.com`, and the contact P-NEW that is to own it.
pub(crate) fn with_domain(quirks: &[&str]) -> Sandbox {
    let sandbox = Sandbox::with_quirks(quirks);
    sandbox.post(
        "clock",
        json!({"set": "2026-03-01 12:00:00", "stopped": true}),
    );
    sandbox.call(&add_domain("trade.com", ""));
    sandbox.call(&format!(
        "COMMAND=AddContact\nCONTACT=P-NEW\n{TEST_CONTACT}"
    ));
    sandbox
}

fn trade(sandbox: &Sandbox, more: &str) -> Answer {
    sandbox.call(&format!("COMMAND=TradeDomain\nDOMAIN=trade.com\n{more}"))
}

fn trade_status(sandbox: &Sandbox) -> Answer {
    sandbox.call("COMMAND=StatusDomainTrade\nDOMAIN=trade.com")
}

#[test]
fn an_agent_changes_the_owner_at_once() {
    let sandbox = with_domain(&[]);
    let done = trade(&sandbox, &format!("OWNERCONTACT0=P-NEW\n{AGENT}"));
    assert_eq!((done.code, done.pending), (200, false));
    assert!(
        done.description
            .ends_with("; realtime domain trade succeeded")
    );
    let domain = status(&sandbox, "trade.com");
    assert_eq!(domain.one("OWNERCONTACT"), "P-NEW");
    assert_eq!(
        domain.one("TRADE-TRANSFERLOCK-EXPIRATIONDATE"),
        "2026-04-30 12:00:00"
    );
    assert!(!domain.has("X-CONFIRM-DA-OLD-REGISTRANT"));
    assert_eq!(trade_status(&sandbox).code, 545);
    assert_eq!(amounts(&sandbox), ["10.40"]);
    let leave = json!({"entity": "ote", "name": "trade.com"});
    assert!(
        sandbox
            .server
            .control()
            .post("outgoing", leave.clone())
            .is_err()
    );
    sandbox.post("clock", json!({"move": "61d"}));
    assert!(!status(&sandbox, "trade.com").has("TRADE-TRANSFERLOCK-EXPIRATIONDATE"));
    sandbox.post("outgoing", leave);
}

#[test]
fn the_lock_after_a_trade_can_be_declined() {
    let sandbox = with_domain(&[]);
    let more = format!("OWNERCONTACT0=P-NEW\nX-REQUEST-OPT-OUT-TRANSFERLOCK=1\n{AGENT}");
    trade(&sandbox, &more);
    assert!(!status(&sandbox, "trade.com").has("TRADE-TRANSFERLOCK-EXPIRATIONDATE"));
    let hidden = with_domain(&["trade_lock_property=absent"]);
    trade(&hidden, &format!("OWNERCONTACT0=P-NEW\n{AGENT}"));
    assert!(!status(&hidden, "trade.com").has("TRADE-TRANSFERLOCK-EXPIRATIONDATE"));
}

#[test]
fn owners_confirm_or_the_trade_fails() {
    for (confirmed, owner_changes) in [(Some(true), true), (Some(false), false), (None, false)] {
        let sandbox = with_domain(&["finished_transfer=kept", "trade_in_transfer_status=present"]);
        let before = status(&sandbox, "trade.com").one("OWNERCONTACT").to_owned();
        assert!(trade(&sandbox, "OWNERCONTACT0=P-NEW").pending);
        assert_eq!(trade(&sandbox, "OWNERCONTACT0=P-NEW").code, 536);
        assert_eq!(
            status(&sandbox, "trade.com").one("TRADE-OWNERCONTACT"),
            "P-NEW"
        );
        let running = trade_status(&sandbox);
        assert_eq!(running.one("TRANSFERSTATUS"), "REQUESTED");
        assert_eq!(running.one("OLD-OWNERCONTACT"), before);
        let shown = crate::transfers::transfer_status(&sandbox, "trade.com");
        assert_eq!(shown.one("TRANSFERTYPE"), "TRADE");
        assert_eq!(
            sandbox.call("COMMAND=DeleteContact\nCONTACT=P-NEW").code,
            506
        );
        match confirmed {
            Some(word) => sandbox.post(
                "settle",
                json!({"entity": "ote", "name": "trade.com", "confirmed": word}),
            ),
            None => sandbox.post("clock", json!({"move": "15d"})),
        }
        let end = if owner_changes {
            "SUCCESSFUL"
        } else {
            "FAILED"
        };
        assert_eq!(trade_status(&sandbox).one("TRANSFERSTATUS"), end);
        let owner = status(&sandbox, "trade.com").one("OWNERCONTACT").to_owned();
        assert_eq!(owner == "P-NEW", owner_changes);
    }
}

#[test]
fn a_trade_is_cancelled() {
    let sandbox = with_domain(&[]);
    assert_eq!(trade(&sandbox, "ACTION=cancel").code, 545);
    trade(&sandbox, "OWNERCONTACT0=P-NEW");
    assert_eq!(trade(&sandbox, "ACTION=cancel").code, 200);
    assert_eq!(trade_status(&sandbox).code, 545);
    assert_ne!(status(&sandbox, "trade.com").one("OWNERCONTACT"), "P-NEW");
}

#[test]
fn trades_that_cannot_be_are_refused() {
    let sandbox = with_domain(&[]);
    let servers = "\nNAMESERVER0=a.net\nNAMESERVER1=b.net";
    sandbox.call(&add_domain("tausch.de", servers));
    sandbox.post("foreign", json!({"name": "away.com"}));
    let cases = [
        ("trade.com", "", 504),
        ("trade.com", "OWNERCONTACT0=P-404", 545),
        ("trade.com", "OWNERCONTACT0=P-NEW\nAUTH=wrong-code", 531),
        ("trade.com", "OWNERCONTACT0=P-NEW\nACTION=approve", 506),
        ("trade.com", "OWNERCONTACT0=P-NEW\nSHOESIZE=42", 503),
        ("away.com", "OWNERCONTACT0=P-NEW", 531),
        ("nobody.com", "OWNERCONTACT0=P-NEW", 545),
        ("tausch.de", "OWNERCONTACT0=P-NEW", 549),
    ];
    for (name, more, code) in cases {
        let answer = sandbox.call(&format!("COMMAND=TradeDomain\nDOMAIN={name}\n{more}"));
        assert_eq!(answer.code, code, "{name} {more}: {answer:?}");
    }
    let check = |name: &str, more: &str| {
        sandbox
            .call(&format!("COMMAND=CheckDomainTrade\nDOMAIN={name}\n{more}"))
            .code
    };
    assert_eq!(check("trade.com", "OWNERCONTACT0=P-NEW"), 218);
    assert_eq!(check("tausch.de", "OWNERCONTACT0=P-NEW"), 219);
    assert_eq!(check("trade.com", ""), 504);
    assert_eq!(trade_status(&sandbox).code, 545);
    assert_eq!(amounts(&sandbox), ["10.40", "5.60"]);
}

#[test]
fn an_owner_verifies_in_time_or_is_overdue() {
    let sandbox = with_domain(&[]);
    let call = |verb: &str| sandbox.call(&format!("COMMAND={verb}\nDOMAIN=trade.com"));
    let list = || call("QueryDomainPendingRegistrantVerificationList");
    assert_eq!(list().one("COUNT"), "0");
    assert_eq!(call("ResendDomainRegistrantVerificationEmail").code, 545);
    assert_eq!(call("StatusDomainRegistrantVerification").code, 545);
    let word = json!({"entity": "ote", "name": "trade.com"});
    sandbox.post("verifications", word);
    let pending = list();
    assert_eq!(pending.one("X-REGISTRANT-VERIFICATION-STATUS"), "PENDING");
    assert_eq!(
        pending.one("X-REGISTRANT-VERIFICATION-DUEDATE"),
        "2026-03-16 12:00:00"
    );
    assert_eq!(call("ResendDomainRegistrantVerificationEmail").code, 200);
    assert_eq!(
        call("StatusDomainRegistrantVerification").all("LOG").len(),
        3
    );
    sandbox.post("clock", json!({"move": "16d"}));
    assert_eq!(list().one("X-REGISTRANT-VERIFICATION-STATUS"), "OVERDUE");
    let shown = status(&sandbox, "trade.com");
    assert_eq!(shown.one("X-REGISTRANT-VERIFICATION-STATUS"), "OVERDUE");
    sandbox.post(
        "verifications",
        json!({"entity": "ote", "name": "trade.com", "verified": true}),
    );
    assert_eq!(list().one("COUNT"), "0");
    assert_eq!(call("ResendDomainRegistrantVerificationEmail").code, 552);
    let done = call("StatusDomainRegistrantVerification");
    assert_eq!(
        (done.one("STATUS"), done.one("NAME")),
        ("SUCCESSFUL", "Ada Lovelace")
    );
    let other = "COMMAND=StatusDomainRegistrantVerification\nDOMAIN=trade.com\nEMAIL=x@y.example";
    assert_eq!(sandbox.call(other).code, 545);
}

#[test]
fn a_german_code_is_made_and_taken_away() {
    let sandbox = with_domain(&[]);
    sandbox.call(&add_domain(
        "code.de",
        "\nNAMESERVER0=a.net\nNAMESERVER1=b.net",
    ));
    let create = |more: &str| {
        sandbox.call(&format!(
            "COMMAND=DENIC_CreateAuthInfo1\nDOMAIN=code.de{more}"
        ))
    };
    let made = create("\nAUTH=topsecret");
    assert_eq!(made.one("AUTH"), "topsecret");
    assert_eq!(made.one("X-DE-AUTHINFO1-EXPIRATIONDATE"), "2026-03-31");
    assert_eq!(status(&sandbox, "code.de").one("AUTH"), "topsecret");
    let dated = create("\nX-DE-AUTHINFO1-EXPIRATIONDATE=2026-03-20");
    assert_eq!(dated.one("X-DE-AUTHINFO1-EXPIRATIONDATE"), "2026-03-20");
    assert_ne!(dated.one("AUTH"), "topsecret");
    assert_eq!(
        create("\nX-DE-AUTHINFO1-EXPIRATIONDATE=2026-02-20").code,
        541
    );
    assert_eq!(create("\nX-DE-AUTHINFO1-EXPIRATIONDATE=soon").code, 505);
    let delete = "COMMAND=DENIC_DeleteAuthInfo1\nDOMAIN=code.de";
    assert_eq!(sandbox.call(delete).one("STATUS"), "ACTIVE");
    assert_eq!(status(&sandbox, "code.de").one("AUTH"), "");
    assert_eq!(sandbox.call(delete).code, 545);
    let elsewhere = "COMMAND=DENIC_CreateAuthInfo1\nDOMAIN=trade.com";
    assert_eq!(sandbox.call(elsewhere).code, 541);
    assert_eq!(modify(&sandbox, "code.de", "AUTH=my-own-code").code, 200);
}

#[test]
fn codes_and_tokens_are_not_for_every_zone() {
    let sandbox = with_domain(&[]);
    let code =
        |verb: &str, name: &str| sandbox.call(&format!("COMMAND={verb}\nDOMAIN={name}")).code;
    let servers = "\nNAMESERVER0=a.net\nNAMESERVER1=b.net";
    sandbox.call(&add_domain("code.be", servers));
    assert_eq!(code("RequestDomainAuthInfo", "code.be"), 200);
    assert_eq!(code("RequestDomainAuthInfo", "trade.com"), 541);
    assert_eq!(code("RequestDomainPin", "trade.com"), 549);
    assert_eq!(code("RequestDomainAuthInfo", "nobody.com"), 545);
    assert_eq!(code("RequestDomainPin", "nobody.com"), 545);
}

#[test]
fn a_requested_code_may_come_with_the_answer_and_only_once() {
    let sandbox = with_domain(&["requested_auth=returned"]);
    let servers = "\nNAMESERVER0=a.net\nNAMESERVER1=b.net";
    sandbox.call(&add_domain("code.eu", servers));
    let request = || sandbox.call("COMMAND=RequestDomainAuthInfo\nDOMAIN=code.eu");
    let first = request();
    assert!(!first.pending);
    assert_eq!(status(&sandbox, "code.eu").one("AUTH"), first.one("AUTH"));
    assert_eq!(request().code, 540);
}

/// A domain in a zone whose trades have a price, and what is left of the ledger's amounts.
fn zone_trade(sandbox: &Sandbox, name: &str, more: &str) -> Answer {
    let servers = "\nNAMESERVER0=a.net\nNAMESERVER1=b.net";
    let added = sandbox.call(&add_domain(name, &format!("{servers}{}", asked(name))));
    assert_eq!(added.code, 200, "{added:?}");
    let auth = status(sandbox, name).one("AUTH").to_owned();
    let more = more.replace("THE-CODE", &auth);
    sandbox.call(&format!(
        "COMMAND=TradeDomain\nDOMAIN={name}\nOWNERCONTACT0=P-NEW{more}"
    ))
}

#[test]
fn a_trade_of_a_registry_costs_its_price() {
    let sandbox = with_domain(&[]);
    sandbox.post(
        "balance",
        json!({"entity": "ote", "login": "shop", "amount": "500"}),
    );
    let done = zone_trade(&sandbox, "tausch.ch", "");
    assert_eq!((done.code, done.pending), (200, false));
    let charge = sandbox.ledger().pop().unwrap();
    assert_eq!(
        (&charge["command"], &charge["amount"]),
        (&json!("TradeDomain"), &json!("23.36"))
    );
    assert!(!status(&sandbox, "tausch.ch").has("TRADE-TRANSFERLOCK-EXPIRATIONDATE"));
    assert_eq!(zone_trade(&sandbox, "ruil.be", "").code, 504);
    assert_eq!(
        zone_trade(&sandbox, "ruil2.be", "\nAUTH=THE-CODE").code,
        200
    );
}

#[test]
fn a_registry_may_take_its_time_and_refuse() {
    for (approved, end) in [(true, "P-NEW"), (false, "")] {
        let sandbox = with_domain(&[]);
        let amount = json!({"entity": "ote", "login": "shop", "amount": "500"});
        sandbox.post("balance", amount);
        assert!(zone_trade(&sandbox, "byte.nu", "").pending);
        let paid = amounts(&sandbox);
        if approved {
            sandbox.post("clock", json!({"move": "3d"}));
            assert_eq!(amounts(&sandbox), paid);
        } else {
            let no = json!({"entity": "ote", "name": "byte.nu", "confirmed": false});
            sandbox.post("settle", no);
            let back = format!("-{}", paid.last().unwrap());
            assert_eq!(amounts(&sandbox).last(), Some(&back));
        }
        assert_eq!(
            status(&sandbox, "byte.nu").one("OWNERCONTACT") == end,
            approved
        );
    }
}

#[test]
fn a_trade_that_cannot_be_paid_is_refused() {
    let sandbox = with_domain(&[]);
    let servers = "\nNAMESERVER0=a.net\nNAMESERVER1=b.net";
    sandbox.call(&add_domain("tausch.ch", servers));
    sandbox.post(
        "balance",
        json!({"entity": "ote", "login": "shop", "amount": "23.35"}),
    );
    let order = "DOMAIN=tausch.ch\nOWNERCONTACT0=P-NEW";
    for verb in ["TradeDomain", "CheckDomainTrade"] {
        assert_eq!(sandbox.call(&format!("COMMAND={verb}\n{order}")).code, 546);
    }
    assert_ne!(status(&sandbox, "tausch.ch").one("OWNERCONTACT"), "P-NEW");
}
