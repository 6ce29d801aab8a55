//! Applications: premium, aftermarket, .swiss.

use serde_json::json;

use crate::life::{about, charges, status};
use crate::support::{Answer, Sandbox, add_domain, contact};

pub(crate) fn apply(sandbox: &Sandbox, name: &str, more: &str) -> Answer {
    let contacts = contact("OWNERCONTACT0") + &contact("TECHCONTACT0");
    sandbox.call(&format!(
        "COMMAND=AddDomainApplication\nDOMAIN={name}\nPERIOD=1{contacts}{more}"
    ))
}

const PREMIUM: &str = "\nCLASS=PREMIUM_BIZ_TIER 2\nPRICE=450\nCURRENCY=USD";

fn rich(quirks: &[&str]) -> Sandbox {
    let sandbox = Sandbox::with_quirks(quirks);
    let money = json!({"entity": "ote", "login": "shop", "amount": "5000.00"});
    sandbox.post("balance", money);
    sandbox
}

fn settle(sandbox: &Sandbox, name: &str, confirmed: bool) {
    let body = json!({"entity": "ote", "name": name, "confirmed": confirmed});
    sandbox.post("settle", body);
}

fn state_of(sandbox: &Sandbox, id: &str) -> String {
    let answer = sandbox.call(&format!(
        "COMMAND=StatusDomainApplication\nAPPLICATION={id}"
    ));
    answer.one("STATUS").to_owned()
}

#[test]
fn a_premium_name_is_applied_for_and_becomes_a_domain_of_its_class() {
    let sandbox = rich(&[]);
    let applied = apply(&sandbox, "premium-name.biz", PREMIUM);
    assert_eq!(applied.code, 200, "{applied:?}");
    assert_eq!(applied.one("STATUS"), "REQUESTED");
    let id = applied.one("APPLICATION");
    assert_eq!(state_of(&sandbox, id), "ACTIVE");
    assert_eq!(status(&sandbox, "premium-name.biz").code, 545);
    assert_eq!(charges(&sandbox).pop().unwrap().1, "450.00");
    assert_eq!(apply(&sandbox, "premium-name.biz", PREMIUM).code, 540);
    settle(&sandbox, "premium-name.biz", true);
    assert_eq!(state_of(&sandbox, id), "SUCCESSFUL");
    let domain = status(&sandbox, "premium-name.biz");
    assert_eq!(domain.one("SUBCLASS"), "PREMIUM_BIZ_TIER 2");
    // Renewals name the class and cost its price.
    assert_eq!(
        about(&sandbox, "RenewDomain", "premium-name.biz", "").code,
        504
    );
    let class = "\nCLASS=PREMIUM_BIZ_TIER 2";
    assert_eq!(
        about(&sandbox, "RenewDomain", "premium-name.biz", class).code,
        200
    );
    assert_eq!(charges(&sandbox).pop().unwrap().1, "451.10");
}

#[test]
fn wrong_orders_are_refused_and_cost_nothing() {
    let sandbox = rich(&[]);
    sandbox.post(
        "accounts",
        json!({"login": "euro", "password": "secret", "balance": "9000.00", "currency": "EUR"}),
    );
    let wrong = [
        ("premium-name.biz", "\nCLASS=PREMIUM_BIZ_TIER 2", 504),
        (
            "premium-name.biz",
            "\nCLASS=PREMIUM_BIZ_TIER 2\nPRICE=450.00",
            504,
        ),
        (
            "premium-name.biz",
            "\nCLASS=PREMIUM_BIZ_TIER 2\nPRICE=45.00\nCURRENCY=USD",
            541,
        ),
        (
            "premium-name.biz",
            "\nCLASS=PREMIUM_BIZ_TIER 2\nPRICE=450.00\nCURRENCY=EUR",
            541,
        ),
        (
            "premium-name.biz",
            "\nCLASS=PREMIUM_BIZ_TIER 1\nPRICE=450.00\nCURRENCY=USD",
            504,
        ),
        ("premium-name.biz", "\nPRICE=450.00\nCURRENCY=USD", 504),
        (
            "plain.biz",
            "\nCLASS=PREMIUM_BIZ_TIER 2\nPRICE=450.00\nCURRENCY=USD",
            541,
        ),
        (
            "plain.swiss",
            "\nCLASS=GOLIVE\nX-SWISS-UID=CHE-1\nNAMESERVER0=ns1.example.net\nNAMESERVER1=ns2.example.net",
            504,
        ),
    ];
    for (name, more, code) in wrong {
        let answer = apply(&sandbox, name, more);
        assert_eq!(answer.code, code, "{name} {more}: {answer:?}");
    }
    let without_tech =
        format!("COMMAND=AddDomainApplication\nDOMAIN=premium-name.biz\nPERIOD=1{PREMIUM}");
    assert_eq!(sandbox.call(&without_tech).code, 504);
    sandbox.post(
        "balance",
        json!({"entity": "ote", "login": "shop", "amount": "449.99"}),
    );
    assert_eq!(apply(&sandbox, "premium-name.biz", PREMIUM).code, 546);
    assert_eq!(charges(&sandbox), []);
    assert_eq!(sandbox.state()["ote"]["applications"], json!({}));
}

#[test]
fn a_failed_application_gives_the_money_back() {
    let sandbox = rich(&[]);
    let market = "\nCLASS=AFTERMARKET_PURCHASE_SEDO\nPRICE=2500.00\nCURRENCY=USD";
    let id = apply(&sandbox, "premium-market.com", market)
        .one("APPLICATION")
        .to_owned();
    settle(&sandbox, &id, false);
    assert_eq!(state_of(&sandbox, &id), "FAILED");
    let amounts: Vec<String> = charges(&sandbox).into_iter().map(|c| c.1).collect();
    assert_eq!(amounts, ["2500.00", "-2500.00"]);
    // Bought in the end, it is an ordinary domain.
    apply(&sandbox, "premium-market.com", market);
    settle(&sandbox, "premium-market.com", true);
    assert_eq!(
        status(&sandbox, "premium-market.com").one("SUBCLASS"),
        "COM"
    );
    assert_eq!(
        about(&sandbox, "RenewDomain", "premium-market.com", "").code,
        200
    );
}

#[test]
fn swiss_names_need_an_application_which_may_be_charged_late() {
    let sandbox = rich(&[
        "application_charge=on_success",
        "application_running=REQUESTED",
    ]);
    let servers = "\nNAMESERVER0=ns1.example.net\nNAMESERVER1=ns2.example.net";
    let refused = sandbox.call(&add_domain("a.swiss", servers));
    assert_eq!(refused.code, 504);
    assert!(refused.description.ends_with("CLASS=GOLIVE"), "{refused:?}");
    let more = format!(
        "\nCLASS=GOLIVE\nX-SWISS-OWNER-TYPE=O\nX-SWISS-UID=CHE-123\nX-CORE-INTENDED-USE=shop\nTRANSFERLOCK=1{servers}"
    );
    let id = apply(&sandbox, "a.swiss", &more)
        .one("APPLICATION")
        .to_owned();
    assert_eq!(state_of(&sandbox, &id), "REQUESTED");
    assert_eq!(charges(&sandbox), []);
    settle(&sandbox, "a.swiss", true);
    let domain = status(&sandbox, "a.swiss");
    assert_eq!(domain.one("TRANSFERLOCK"), "1");
    assert_eq!(domain.one("X-SWISS-UID"), "CHE-123");
    assert_eq!(charges(&sandbox).len(), 1);
}

#[test]
fn a_premium_application_may_be_done_at_once() {
    let sandbox = rich(&["application_premium=at_once"]);
    let applied = apply(&sandbox, "premium-name.biz", PREMIUM);
    assert_eq!(applied.one("STATUS"), "SUCCESSFUL");
    assert_eq!(status(&sandbox, "premium-name.biz").code, 200);
}

#[test]
fn applications_are_listed_and_belong_to_somebody() {
    let sandbox = rich(&[]);
    let id = apply(&sandbox, "premium-name.biz", PREMIUM)
        .one("APPLICATION")
        .to_owned();
    let list = |more: &str| sandbox.call(&format!("COMMAND=QueryDomainApplicationList{more}"));
    assert_eq!(list("\nDOMAIN=premium-*").one("APPLICATION"), id);
    assert_eq!(
        list("\nDOMAIN0=a.com\nDOMAIN1=premium-name.biz").one("TOTAL"),
        "1"
    );
    assert_eq!(list("\nSTATUS=FAILED").one("COUNT"), "0");
    assert_eq!(list("\nDOMAINREGEX=^x").one("COUNT"), "0");
    assert_eq!(list("\nORDERBY=NONSENSE").code, 506);
    assert_eq!(list("\nDOMAINREGEX=(").code, 505);
    sandbox.post("accounts", json!({"login": "other", "password": "secret"}));
    let query = format!("COMMAND=StatusDomainApplication\nAPPLICATION={id}");
    let theirs = sandbox.call_as(crate::support::OTE, "other", "secret", &query);
    assert_eq!(theirs.code, 531);
    let unknown = sandbox.call("COMMAND=StatusDomainApplication\nAPPLICATION=nonsense");
    assert_eq!(unknown.code, 545);
}
