//! StatusUser with its relations, price classes, and the small questions about users and objects.

use std::collections::BTreeMap;

use serde_json::json;

use crate::support::{Answer, OTE, Sandbox, add_domain};
use crate::transfers::{amounts, transfer, with_foreign};

fn relations(answer: &Answer) -> BTreeMap<&str, &str> {
    let types = answer.all("RELATIONTYPE").iter().map(String::as_str);
    let values = answer.all("RELATIONVALUE").iter().map(String::as_str);
    assert_eq!(types.len(), values.len());
    types.zip(values).collect()
}

fn with_child() -> Sandbox {
    let sandbox = Sandbox::start();
    sandbox.post(
        "accounts",
        json!({"login": "child", "password": "pw", "parent": "shop", "currency": "EUR", "balance": "5.00"}),
    );
    sandbox.post("accounts", json!({"login": "other", "password": "pw"}));
    sandbox
}

#[test]
fn a_user_is_shown_without_and_with_relations() {
    let sandbox = with_child();
    sandbox.call(&add_domain("one.com", ""));
    let user = sandbox.call("COMMAND=StatusUser\nRELATIONS=0\nSTATS=1");
    for (name, value) in [
        ("USER", "shop"),
        ("ACCOUNTCURRENCY", "USD"),
        ("ACCOUNTCURRENT", "89.60"),
        ("ACCOUNTVOLUME", "10.40"),
        ("ACCOUNTPAYMENT", "100.00"),
        ("SUBUSERSDIRECT", "1"),
        ("PARENTUSER", "house.sandbox"),
    ] {
        assert_eq!(user.one(name), value, "{name}");
    }
    assert!(!user.has("RELATIONTYPE") && !user.has("TLDCLASS"));
    let child =
        sandbox.call("COMMAND=StatusUser\nSUBUSER=child\nPROPERTIES=USERINDEX PARENTUSERINDEX");
    assert_eq!(
        (child.one("USER"), child.one("PARENTUSER")),
        ("child", "shop")
    );
    let index = sandbox.call("COMMAND=GetUserIndex\nUSER=child");
    assert_eq!(index.one("USERINDEX"), child.one("USERINDEX"));
    assert_eq!(index.one("PARENTUSERINDEX"), child.one("PARENTUSERINDEX"));
    assert_eq!(relations(&child)["PRICE_CLASS_DOMAIN_COM_CURRENCY"], "EUR");
    for (command, code) in [
        ("COMMAND=StatusUser\nSUBUSER=nobody", 545),
        ("COMMAND=StatusUser\nSUBUSER=other", 531),
        ("COMMAND=StatusUser\nPROPERTIES=SHOESIZE", 541),
        ("COMMAND=GetUserIndex\nUSER=other", 531),
    ] {
        assert_eq!(sandbox.call(command).code, code, "{command}");
    }
}

/// Price of a relation as the registrar facts say it is read: by term, or by year.
fn price(relations: &BTreeMap<&str, &str>, part: &str, years: u32) -> f64 {
    let read = |name: String| relations.get(name.as_str())?.parse::<f64>().ok();
    let base = format!("PRICE_CLASS_DOMAIN_COM_{part}");
    read(format!("{base}{years}"))
        .or_else(|| {
            read(base).map(|price| {
                if part == "SETUP" {
                    price
                } else {
                    price * f64::from(years)
                }
            })
        })
        .unwrap()
}

#[test]
fn the_relations_are_what_is_charged() {
    let sandbox = Sandbox::start();
    sandbox.post(
        "balance",
        json!({"entity": "ote", "login": "shop", "add": "400.00"}),
    );
    let user = sandbox.call("COMMAND=StatusUser");
    let prices = relations(&user);
    for years in [1, 2, 10] {
        let name = format!("years{years}.com");
        sandbox.call(&add_domain(&name, &format!("\nPERIOD={years}Y")));
        let charged: f64 = sandbox.ledger().last().unwrap()["amount"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap();
        let listed = price(&prices, "SETUP", years) + price(&prices, "ANNUAL", years);
        assert!(
            (charged - listed).abs() < 0.001,
            "{years}: {charged} {listed}"
        );
    }
    assert_eq!(prices["PRICE_CLASS_DOMAIN_COM_RESTORE"], "78.00");
    assert_eq!(prices["PRICE_CLASS_DOMAIN_COM_TRANSFER"], "10.60");
    assert_eq!(
        prices["PRICE_CLASS_DOMAIN_PREMIUM_BIZ_TIER 2_CURRENCY"],
        "USD"
    );
    assert_eq!(
        prices["PRICE_CLASS_DOMAIN_PREMIUM_TOP_*_ANNUAL_MARKUP_VAR"],
        "25.00"
    );
    assert_eq!(prices["PRICE_CLASS_DOMAIN_AI_SETUP"], "", "blocked");
}

#[test]
fn prices_can_be_changed_for_one_account_or_all() {
    let sandbox = with_child();
    sandbox.post(
        "prices",
        json!({"tld": "com", "currency": "USD", "register": "12.34", "renew": "12.00"}),
    );
    sandbox.post(
        "prices",
        json!({"tld": "com", "currency": "EUR", "account": "child", "transfer": "1.11"}),
    );
    sandbox.call(&add_domain("dear.com", ""));
    assert_eq!(sandbox.ledger()[0]["amount"], "12.34");
    let own = sandbox.call("COMMAND=StatusUser");
    assert_eq!(relations(&own)["PRICE_CLASS_DOMAIN_COM_SETUP"], "0.34");
    assert_eq!(relations(&own)["PRICE_CLASS_DOMAIN_COM_TRANSFER"], "10.60");
    let child = sandbox.call("COMMAND=StatusUser\nSUBUSER=child");
    assert_eq!(relations(&child)["PRICE_CLASS_DOMAIN_COM_TRANSFER"], "1.11");
    let control = sandbox.server.control();
    let unknown = json!({"tld": "nonsense", "currency": "USD"});
    assert!(control.post("prices", unknown).is_err());
}

#[test]
fn relations_can_be_set_taken_away_disabled_and_made_many() {
    let sandbox = Sandbox::start();
    let body = json!({"entity": "ote", "filler_classes": 2000, "disabled": ["DNSZONE_HTTP_FORWARDS_INCLUDED"],
        "set": {"PRICE_CLASS_DOMAIN_COM_RESTORE": null, "PRICE_CLASS_DOMAIN_NET_SETUP": "",
            "DNSZONE_HTTP_FORWARDS_INCLUDED": "0"}});
    sandbox.post("relations", body);
    let user = sandbox.call("COMMAND=StatusUser");
    let shown = relations(&user);
    assert!(shown.len() > 10_000, "{}", shown.len());
    assert!(!shown.contains_key("PRICE_CLASS_DOMAIN_COM_RESTORE"));
    assert_eq!(shown["PRICE_CLASS_DOMAIN_NET_SETUP"], "");
    assert_eq!(
        user.all("RELATIONDISABLED"),
        ["DNSZONE_HTTP_FORWARDS_INCLUDED"]
    );
    let control = sandbox.server.control();
    for wrong in [
        json!({"filler_classes": 100_001}),
        json!({"disabled": ["X"]}),
    ] {
        assert!(control.post("relations", wrong).is_err());
    }
}

#[test]
fn classes_have_labels() {
    let sandbox = Sandbox::start();
    let labels = || {
        let user = sandbox.call("COMMAND=StatusUser\nRELATIONS=0\nPROPERTIES=TLDDATA");
        let labels = user.all("TLDCLASS").iter().cloned();
        labels
            .zip(user.all("TLDLABEL").to_vec())
            .collect::<BTreeMap<_, _>>()
    };
    let plain = labels();
    assert_eq!(plain["COM"], "com");
    assert_eq!(plain["COMAG"], "com.ag");
    assert_eq!(plain["NAMEEMAIL"], "(nameemail)");
    sandbox.post("quirks", json!({"tld_label": "dotted"}));
    let dotted = labels();
    assert_eq!(dotted["COM"], ".com");
    assert_eq!(dotted["NAMEEMAIL"], "(nameemail)");
}

#[test]
fn the_price_class_has_the_relations_of_the_account() {
    let sandbox = Sandbox::start();
    let classes = sandbox.call("COMMAND=QueryUserClassList");
    let class = classes.one("USERCLASS");
    let of_class = sandbox.call(&format!("COMMAND=StatusUserClass\nUSERCLASS={class}"));
    let user = sandbox.call("COMMAND=StatusUser");
    assert_eq!(user.one("USERCLASS"), class);
    assert_eq!(relations(&of_class), relations(&user));
    assert_eq!(
        sandbox.call("COMMAND=StatusUserClass\nUSERCLASS=X").code,
        541
    );
}

#[test]
fn authorization_is_about_objects() {
    let sandbox = with_child();
    sandbox.call(&add_domain("mine.com", "\nINTERNALDNS=1"));
    let check = |login: &str, password: &str, class: &str, id: &str| {
        let command = format!("COMMAND=CheckAuthorization\nOBJECTCLASS={class}\nOBJECTID={id}");
        sandbox.call_as(OTE, login, password, &command).code
    };
    assert_eq!(check("shop", "secret", "DOMAIN", "mine.com"), 200);
    assert_eq!(check("shop", "secret", "DNSZONE", "mine.com."), 200);
    assert_eq!(check("shop", "secret", "USER", "child"), 200);
    assert_eq!(check("shop", "secret", "USER", "other"), 531);
    assert_eq!(check("other", "pw", "DOMAIN", "mine.com"), 531);
    assert_eq!(check("shop", "secret", "SPOON", "mine.com"), 531);
    let user = sandbox.call("COMMAND=CheckAuthorization\nOBJECTCLASS=USER\nOBJECTID=child");
    assert_eq!(user.one("LANGUAGE"), "en_US");
}

#[test]
fn objects_are_counted_by_an_undocumented_command() {
    let sandbox = Sandbox::start();
    sandbox.call(&add_domain("one.com", "\nINTERNALDNS=1"));
    sandbox.call(&add_domain("two.com", ""));
    let counts = sandbox.call("COMMAND=QueryUserObjectStatistics");
    assert_eq!((counts.one("DOMAIN"), counts.one("DNSZONE")), ("2", "1"));
    assert_eq!(counts.one("DOMAIN_PREMIUM"), "0");
    let wrong = sandbox.call("COMMAND=QueryUserObjectStatistics\nUSER=shop");
    assert_eq!(wrong.code, 503);
    sandbox.post("quirks", json!({"object_statistics": "withdrawn"}));
    assert_eq!(sandbox.call("COMMAND=QueryUserObjectStatistics").code, 500);
}

#[test]
fn a_changed_price_is_what_every_paid_command_takes() {
    let sandbox = with_foreign(&[], &[]);
    let body = json!({"tld": "com", "currency": "USD", "account": "shop", "register": "1.01",
        "renew": "1.02", "transfer": "1.03", "restore": "1.04", "privacy": "1.05"});
    sandbox.post("prices", body);
    sandbox.call(&add_domain("new.com", ""));
    sandbox.call("COMMAND=ModifyDomain\nDOMAIN=new.com\nX-ACCEPT-WHOISTRUSTEE-TAC=1");
    sandbox.call("COMMAND=RenewDomain\nDOMAIN=new.com\nPERIOD=1");
    transfer(&sandbox, "away.com", "AUTH=right-code");
    sandbox.call("COMMAND=DeleteDomain\nDOMAIN=new.com");
    sandbox.post("clock", json!({"move": "1h"}));
    sandbox.call("COMMAND=RestoreDomain\nDOMAIN=new.com");
    assert_eq!(amounts(&sandbox), ["1.01", "1.05", "1.02", "1.03", "1.04"]);
}
