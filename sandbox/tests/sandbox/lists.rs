//! QueryDomainList: versions, filters, order, pages.

use serde_json::json;

use crate::support::{Answer, Sandbox};

/// Five domains of `shop`, one of a sub-user, one of a stranger.
fn portfolio(quirks: &[&str]) -> Sandbox {
    let sandbox = Sandbox::with_quirks(quirks);
    for (login, parent) in [("child", Some("shop")), ("stranger", None)] {
        sandbox.post(
            "accounts",
            json!({"login": login, "password": "x", "parent": parent}),
        );
    }
    let rows = [
        ("alpha.com", "shop", "2020-01-01", true, "AUTORENEW"),
        ("beta.net", "shop", "2020-02-01", false, "AUTOEXPIRE"),
        ("gamma.com", "shop", "2020-03-01", false, "AUTORENEW"),
        ("delta.org", "shop", "2020-04-01", false, "AUTODELETE"),
        ("xn--fa-hia.de", "shop", "2020-05-01", false, "AUTORENEW"),
        ("child.com", "child", "2020-06-01", false, "AUTORENEW"),
        ("stranger.com", "stranger", "2020-07-01", false, "AUTORENEW"),
    ];
    for (name, account, created, lock, mode) in rows {
        sandbox.post(
            "domains",
            json!({"entity": "ote", "name": name, "account": account, "created": created,
                   "transfer_lock": lock, "renewal_mode": mode, "privacy": lock,
                   "nameservers": ["ns1.ispapi.net", format!("ns.{name}")]}),
        );
    }
    sandbox
}

fn list(sandbox: &Sandbox, more: &str) -> Answer {
    sandbox.call(&format!("COMMAND=QueryDomainList\n{more}"))
}

fn names(sandbox: &Sandbox, more: &str) -> Vec<String> {
    let answer = list(sandbox, &format!("VERSION=2\n{more}"));
    assert_eq!(answer.code, 200, "{answer:?}");
    answer.all("OBJECTID").to_vec()
}

#[test]
fn version_one_has_prefixed_columns() {
    let sandbox = portfolio(&[]);
    let narrow = list(&sandbox, "");
    assert_eq!(narrow.all("DOMAIN").len(), 5);
    assert!(!narrow.has("DOMAINAUTH"));
    let wide = list(&sandbox, "WIDE=1\nDOMAIN=alpha.*");
    for (name, value) in [
        ("DOMAIN", "alpha.com"),
        ("DOMAINTRANSFERLOCK", "1"),
        ("DOMAINPAIDUNTILDATE", "2021-01-01 00:00:00"),
        ("DOMAINRENEWALMODE", "renew"),
        ("DOMAINNAMESERVER0", "ns1.ispapi.net"),
        ("DOMAINNAMESERVER1", "ns.alpha.com"),
        ("DOMAINSTATUS", "ACTIVE"),
        ("DOMAINTRANSFERDATE", "0000-00-00 00:00:00"),
        ("USER", "shop"),
        ("X-EXPIRED", "1"),
    ] {
        assert_eq!(wide.one(name), value, "{name}");
    }
}

#[test]
fn version_two_has_plain_columns() {
    let sandbox = portfolio(&[]);
    let wide = list(
        &sandbox,
        "VERSION=2\nWIDE=1\nDOMAIN=xn--*\nPROPERTIES=PRICE",
    );
    for (name, value) in [
        ("OBJECTID", "xn--fa-hia.de"),
        ("DESCRIPTION", "faß.de"),
        ("OBJECTCLASS", "DOMAIN"),
        ("SUBCLASS", "DE"),
        ("TRANSFERLOCK", ""),
        ("TRANSFERDATE", ""),
        ("NAMESERVER", "ns1.ispapi.net ns.xn--fa-hia.de"),
        ("PAIDUNTILDATE", "2021-05-01 00:00:00"),
        ("RENEWALPRICE", "5.70"),
        ("CURRENCY", "USD"),
        ("ADDON-PROXY", "0"),
    ] {
        assert_eq!(wide.one(name), value, "{name}");
    }
    let narrow = list(&sandbox, "VERSION=2");
    assert!(!narrow.has("AUTH") && !narrow.has("TRANSFERLOCK"));
}

#[test]
fn filters_are_patterns_and_combine() {
    let sandbox = portfolio(&[]);
    let cases: [(&str, &[&str]); 14] = [
        ("DOMAIN=*.com", &["alpha.com", "gamma.com"]),
        ("DOMAIN=?eta.net", &["beta.net"]),
        ("DOMAIN=alpha", &[]),
        (
            "DOMAIN0=beta.net\nDOMAIN1=alpha.com",
            &["alpha.com", "beta.net"],
        ),
        ("OBJECTID=delta.org", &["delta.org"]),
        ("DESCRIPTION=fa*", &["xn--fa-hia.de"]),
        ("SUBCLASS=COM\nDOMAIN=g*", &["gamma.com"]),
        ("RENEWALMODE=AUTODELETE", &["delta.org"]),
        (
            "MINCREATEDDATE=2020-02-15\nMAXCREATEDDATE=2020-04-15",
            &["delta.org", "gamma.com"],
        ),
        ("ADDON-PROXY=WHOIS*", &["alpha.com"]),
        ("DOMAINREGEX=^(alpha|beta)", &["alpha.com", "beta.net"]),
        ("SUBCLASSREGEXNOT=COM|NET", &["delta.org", "xn--fa-hia.de"]),
        ("STATUS=PENDING*", &[]),
        (
            "STATUS=",
            &[
                "alpha.com",
                "beta.net",
                "delta.org",
                "gamma.com",
                "xn--fa-hia.de",
            ],
        ),
    ];
    for (filter, expected) in cases {
        assert_eq!(names(&sandbox, filter), expected, "{filter}");
    }
    let locked = list(&sandbox, "TRANSFERLOCK=1");
    assert_eq!(locked.all("DOMAIN"), ["alpha.com"]);
    let by_class = list(
        &sandbox,
        "DOMAINSUBCLASS=NET.\nRENEWALMODE=EXPIRE\nNAMESERVER0=ns.beta.net",
    );
    assert_eq!(by_class.all("DOMAIN"), ["beta.net"]);
    assert_eq!(list(&sandbox, "VERSION=2\nDOMAINREGEX=(").code, 505);
}

#[test]
fn depth_reaches_sub_users_but_never_strangers() {
    let sandbox = portfolio(&[]);
    assert_eq!(names(&sandbox, "USERDEPTH=SELF").len(), 5);
    assert_eq!(names(&sandbox, "USERDEPTH=SUBUSER"), ["child.com"]);
    assert_eq!(names(&sandbox, "USERDEPTH=ALL").len(), 6);
}

#[test]
fn rows_come_in_the_order_asked() {
    let sandbox = portfolio(&[]);
    let first = |order: &str| names(&sandbox, &format!("ORDERBY={order}\nLIMIT=1"))[0].clone();
    assert_eq!(first("OBJECTID"), "alpha.com");
    assert_eq!(first("OBJECTIDDESC"), "xn--fa-hia.de");
    assert_eq!(first("CREATEDDATEDESC"), "xn--fa-hia.de");
    assert_eq!(first("PAIDUNTILDATE"), "alpha.com");
    assert_eq!(list(&sandbox, "VERSION=2\nORDERBY=SHOESIZE").code, 506);
    assert_eq!(
        list(&sandbox, "ORDERBY=DOMAINDESC\nLIMIT=1").one("DOMAIN"),
        "xn--fa-hia.de"
    );
}

#[test]
fn pages_cover_the_list_without_overlap() {
    let sandbox = portfolio(&[]);
    let page = |first: u32| list(&sandbox, &format!("VERSION=2\nFIRST={first}\nLIMIT=2"));
    let mut seen = Vec::new();
    for first in [0, 2, 4] {
        let answer = page(first);
        assert_eq!(answer.one("FIRST"), first.to_string());
        assert_eq!(answer.one("LIMIT"), "2");
        assert_eq!(answer.one("TOTAL"), "5");
        let count: usize = answer.one("COUNT").parse().unwrap();
        let last: usize = answer.one("LAST").parse().unwrap();
        assert_eq!(last + 1, first as usize + count);
        seen.extend(answer.all("OBJECTID").to_vec());
    }
    assert_eq!(seen, names(&sandbox, ""));
    assert_eq!(list(&sandbox, "LIMIT=-1").code, 541);
}

#[test]
fn an_empty_page_has_no_columns_and_its_last_is_a_quirk() {
    for (value, last) in [
        ("first", Some("7")),
        ("minus_one", Some("-1")),
        ("absent", None),
    ] {
        let sandbox = portfolio(&[&format!("empty_list_last={value}")]);
        let answer = list(&sandbox, "FIRST=7\nWIDE=1");
        assert_eq!(answer.one("COUNT"), "0");
        assert_eq!(answer.one("TOTAL"), "5");
        assert_eq!(answer.all("LAST").first().map(String::as_str), last);
        assert!(!answer.has("DOMAIN") && !answer.has("DOMAINNAMESERVER0"));
    }
}

#[test]
fn what_suppresses_the_total_is_a_quirk() {
    for (value, with_one, with_zero) in [
        ("one_suppresses", false, true),
        ("zero_suppresses", true, false),
    ] {
        let sandbox = portfolio(&[&format!("nototal={value}")]);
        assert_eq!(
            list(&sandbox, "VERSION=2\nNOTOTAL=1").has("TOTAL"),
            with_one
        );
        assert_eq!(
            list(&sandbox, "VERSION=2\nNOTOTAL=0").has("TOTAL"),
            with_zero
        );
        assert!(list(&sandbox, "VERSION=2").has("TOTAL"));
    }
}

#[test]
fn column_names_and_limits_that_are_open_are_quirks() {
    let sandbox = portfolio(&[
        "list_limit=10",
        "list_privacy_column=ADDON-PROXY",
        "list_renewal_mode=AUTORENEW",
    ]);
    let answer = list(&sandbox, "VERSION=2\nWIDE=1\nDOMAIN=alpha.com");
    assert_eq!(answer.one("LIMIT"), "10");
    assert_eq!(answer.one("ADDON-PROXY"), "WHOISTRUSTEE");
    assert!(!answer.has("X-ACCEPT-WHOISTRUSTEE-TAC"));
    assert_eq!(answer.one("RENEWALMODE"), "AUTORENEW");
    let usual = list(&portfolio(&[]), "VERSION=2\nWIDE=1\nDOMAIN=alpha.com");
    assert_eq!(usual.one("RENEWALMODE"), "renew");
    assert_eq!(usual.one("X-ACCEPT-WHOISTRUSTEE-TAC"), "1");
}

#[test]
fn what_is_not_simulated_is_said() {
    let sandbox = portfolio(&[]);
    assert_eq!(list(&sandbox, "VERSION=3").code, 506);
    assert_eq!(list(&sandbox, "VERSION=2\nTRANSFER-DIRECTION=IN").code, 549);
    assert_eq!(
        list(&sandbox, "VERSION=2\nDOMAINSALE-STATUS=ACTIVE").code,
        549
    );
}
