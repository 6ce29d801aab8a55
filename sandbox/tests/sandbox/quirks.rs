//! Each answer to an open question about orders and terms, on the wire.

use serde_json::json;

use crate::life::{about, at, charges, go_to, status};
use crate::orders::SERVERS;
use crate::support::{OTE, Reply, Sandbox, add_domain};

fn reply(sandbox: &Sandbox, command: &str) -> Reply {
    let form = [
        ("s_entity", OTE),
        ("s_login", "shop"),
        ("s_pw", "secret"),
        ("s_command", command),
    ];
    sandbox.send(&form)
}

fn seed(sandbox: &Sandbox, name: &str, expiration: &str, mode: &str) {
    let domain = json!({
        "entity": "ote", "account": "shop", "name": name, "created": "2020-01-20",
        "expiration": expiration, "renewal_mode": mode,
    });
    sandbox.post("domains", domain);
}

#[test]
fn pending_has_its_place() {
    let order = add_domain("a.dk", &format!("{SERVERS}\nPERIOD=1"));
    for (place, attribute, property) in [
        ("attribute", true, false),
        ("property", false, true),
        ("absent", false, false),
    ] {
        let sandbox = at("2026-01-10", &[&format!("pending_place={place}")]);
        let text = reply(&sandbox, &order).text();
        assert_eq!(text.contains("\nPENDING=1\r"), attribute, "{text}");
        assert_eq!(text.contains("PROPERTY[PENDING][0]=1"), property, "{text}");
        assert!(
            text.contains("PROPERTY[STATUS][0]=REQUESTEDCREATE"),
            "{text}"
        );
    }
}

#[test]
fn a_registration_that_is_not_finished_may_have_another_name_or_none() {
    let quirks = ["requested_create=PENDINGCREATE", "pending_registration=545"];
    let sandbox = at("2026-01-10", &quirks);
    let added = sandbox.call(&add_domain("a.dk", SERVERS));
    assert_eq!(added.one("STATUS"), "PENDINGCREATE");
    assert_eq!(status(&sandbox, "a.dk").code, 545);
    assert_eq!(sandbox.call(&add_domain("a.dk", SERVERS)).code, 540);
    go_to(&sandbox, "2026-01-12");
    assert_eq!(status(&sandbox, "a.dk").one("STATUS"), "ACTIVE");
}

#[test]
fn a_period_may_be_wanted_and_in_years() {
    let sandbox = at("2026-01-10", &["period_required=yes", "period_form=years"]);
    seed(&sandbox, "own.com", "2027-01-20", "AUTORENEW");
    seed(&sandbox, "own.de", "2026-02-20", "AUTOEXPIRE");
    sandbox.post("foreign", json!({"name": "theirs.com"}));
    let cases = [
        ("AddDomain", "new.com"),
        ("TransferDomain", "theirs.com"),
        ("RenewDomain", "own.com"),
        ("PayDomainRenewal", "own.de"),
    ];
    for (command, name) in cases {
        let send = |more: &str| match command {
            "AddDomain" => sandbox.call(&add_domain(name, more)).code,
            "TransferDomain" => {
                about(&sandbox, command, name, &format!("\nAUTH=code-123{more}")).code
            }
            _ => about(&sandbox, command, name, more).code,
        };
        assert_eq!(
            (send(""), send("\nPERIOD=1"), send("\nPERIOD=1Y")),
            (504, 505, 200),
            "{command}"
        );
    }
    assert_eq!(charges(&sandbox).len(), cases.len());
}

#[test]
fn a_name_that_left_may_be_unknown() {
    for (quirk, code) in [("foreign_code=531", 531), ("foreign_code=545", 545)] {
        let sandbox = at("2026-01-10", &[quirk]);
        sandbox.post("foreign", json!({"name": "theirs.com"}));
        assert_eq!(status(&sandbox, "theirs.com").code, code);
        assert_eq!(about(&sandbox, "RenewDomain", "theirs.com", "").code, code);
    }
}

/// A domain that its registry has renewed by itself ten days ago.
fn in_grace(quirks: &[&str]) -> Sandbox {
    let sandbox = at("2026-01-10", quirks);
    seed(&sandbox, "own.com", "2026-01-20", "AUTOEXPIRE");
    go_to(&sandbox, "2026-01-30");
    sandbox
}

fn expiration(sandbox: &Sandbox) -> String {
    let shown = status(sandbox, "own.com");
    assert_eq!(
        shown.one("EXPIRATIONDATE"),
        shown.one("REGISTRATIONEXPIRATIONDATE")
    );
    let listed = sandbox.call("COMMAND=QueryDomainList\nWIDE=1");
    assert_eq!(
        listed.one("DOMAINEXPIRATIONDATE"),
        shown.one("EXPIRATIONDATE")
    );
    shown.one("EXPIRATIONDATE")[..4].to_owned()
}

#[test]
fn the_grace_shows_one_date_and_guards_with_one() {
    let cases = [
        (&["grace_date=registrar"][..], "2026", 200, 541),
        (&["grace_date=registry"][..], "2027", 555, 200),
        (
            &["grace_date=registry", "grace_guard=registrar"][..],
            "2027",
            200,
            541,
        ),
        (
            &["grace_date=registrar", "grace_guard=registry"][..],
            "2026",
            555,
            200,
        ),
    ];
    for (quirks, year, before, after) in cases {
        for (guard, code) in [("2026", before), ("2027", after)] {
            let sandbox = in_grace(quirks);
            assert_eq!(expiration(&sandbox), year, "{quirks:?}");
            let guard = format!("\nEXPIRATION={guard}");
            let renewed = about(&sandbox, "RenewDomain", "own.com", &guard);
            assert_eq!(renewed.code, code, "{quirks:?} {guard}");
            assert_eq!(charges(&sandbox).len(), usize::from(code == 200));
        }
    }
}

#[test]
fn a_renewal_in_the_grace_may_come_on_top() {
    for (quirk, end, paid) in [
        ("renew_in_grace=confirms", "2027", &["RenewDomain"][..]),
        (
            "renew_in_grace=on_top",
            "2028",
            &["AUTORENEW", "RenewDomain"][..],
        ),
    ] {
        let sandbox = in_grace(&[quirk]);
        let renewed = about(&sandbox, "RenewDomain", "own.com", "\nPERIOD=1");
        assert_eq!(renewed.code, 200);
        assert_eq!(expiration(&sandbox), end);
        let shown = status(&sandbox, "own.com");
        assert_eq!(&shown.one("PAIDUNTILDATE")[..4], end);
        let commands: Vec<String> = charges(&sandbox).into_iter().map(|c| c.0).collect();
        assert_eq!(commands, paid);
    }
    let poor = in_grace(&["renew_in_grace=on_top"]);
    poor.post(
        "balance",
        json!({"entity": "ote", "login": "shop", "amount": "15.00"}),
    );
    assert_eq!(about(&poor, "RenewDomain", "own.com", "").code, 546);
    assert_eq!(charges(&poor), []);
}

#[test]
fn renewals_may_answer_nothing_and_pay_one_year_only() {
    let sandbox = at("2026-01-10", &["renewal_answer=bare", "pay_years=one"]);
    seed(&sandbox, "own.com", "2027-01-20", "AUTORENEW");
    seed(&sandbox, "own.dk", "2026-02-20", "AUTOEXPIRE");
    let renewed = about(&sandbox, "RenewDomain", "own.com", "");
    assert_eq!((renewed.code, renewed.has("EXPIRATIONDATE")), (200, false));
    let pay = |more: &str| about(&sandbox, "PayDomainRenewal", "own.dk", more);
    assert_eq!(pay("\nPERIOD=2").code, 541);
    let paid = pay("\nPERIOD=1");
    assert_eq!((paid.code, paid.has("EXPIRATIONDATE")), (200, false));
}

#[test]
fn deleted_names_may_be_listed_without_dates() {
    for (quirk, dated) in [
        ("deleted_columns=all", true),
        ("deleted_columns=names", false),
    ] {
        let sandbox = at("2026-01-10", &[quirk]);
        seed(&sandbox, "own.com", "2027-01-20", "AUTORENEW");
        about(&sandbox, "DeleteDomain", "own.com", "");
        let list = sandbox.call("COMMAND=QueryObjectList\nWIDE=1\nOBJECTCLASS=DELETEDDOMAIN");
        assert_eq!(list.one("OBJECTID"), "own.com");
        assert_eq!(list.has("EXPIRATIONDATE"), dated);
    }
}

#[test]
fn transfers_may_want_no_code_a_code_or_no_year() {
    let quirks = [
        "needless_auth=refused",
        "transfer_period_code=541",
        "usertransfer_code=optional",
        "transfer_type=absent",
    ];
    let sandbox = at("2026-01-10", &quirks);
    for name in ["theirs.dk", "theirs.no"] {
        sandbox.post("foreign", json!({"name": name}));
    }
    let transfer = |name: &str, more: &str| about(&sandbox, "TransferDomain", name, more);
    assert_eq!(transfer("theirs.dk", "\nAUTH=code-123").code, 541);
    assert_eq!(transfer("theirs.dk", "").code, 200);
    assert_eq!(
        transfer("theirs.no", "\nAUTH=code-123\nPERIOD=1Y").code,
        541
    );
    sandbox.post("accounts", json!({"login": "other", "password": "secret"}));
    let theirs = json!({"entity": "ote", "account": "other", "name": "inner.com"});
    sandbox.post("domains", theirs);
    assert_eq!(
        about(&sandbox, "CheckDomainTransfer", "inner.com", "").code,
        218
    );
    assert_eq!(transfer("inner.com", "\nACTION=USERTRANSFER").code, 200);
    assert_eq!(status(&sandbox, "inner.com").one("USER"), "shop");
    sandbox.post("foreign", json!({"name": "theirs.com"}));
    transfer("theirs.com", "\nAUTH=code-123");
    let shown = about(&sandbox, "StatusDomainTransfer", "theirs.com", "");
    assert_eq!((shown.code, shown.has("TRANSFERTYPE")), (200, false));
}
