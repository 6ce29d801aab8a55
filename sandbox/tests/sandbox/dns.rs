//! CreateDNSZone, UpdateDNSZone, StatusDNSZone, QueryDNSZoneRRList, QueryDNSZoneList.

use ispbridge_sandbox::Config;
use serde_json::json;

use crate::support::{Answer, OTE, Sandbox, add_domain};

/// A sandbox with example.com and its zone: A and MX at the top, www.
pub(crate) fn with_zone(quirks: &[&str]) -> Sandbox {
    let sandbox = Sandbox::with_quirks(quirks);
    sandbox.post(
        "clock",
        json!({"set": "2026-03-04 10:00:00", "stopped": true}),
    );
    assert_eq!(sandbox.call(&add_domain("example.com", "")).code, 200);
    let created = sandbox.call(
        "COMMAND=CreateDNSZone\nDNSZONE=example.com.\nRR0=@ IN NS ns1\nRR1=@ A 192.0.2.1\n\
         RR2=@ MX 10 mail\nRR3=www 60 IN A 192.0.2.2",
    );
    assert_eq!(created.code, 200, "{created:?}");
    sandbox
}

pub(crate) fn update(sandbox: &Sandbox, more: &str) -> Answer {
    sandbox.call(&format!(
        "COMMAND=UpdateDNSZone\nDNSZONE=example.com.\n{more}"
    ))
}

pub(crate) fn rows(sandbox: &Sandbox, more: &str) -> Vec<String> {
    let command = format!("COMMAND=QueryDNSZoneRRList\nDNSZONE=example.com.\n{more}");
    let answer = sandbox.call(&command);
    assert_eq!(answer.code, 200, "{answer:?}");
    assert_eq!(
        answer.one("COUNT"),
        answer.all("RR").len().to_string().as_str()
    );
    answer.all("RR").to_vec()
}

#[test]
fn a_created_zone_is_read_back_long_and_short() {
    let sandbox = with_zone(&[]);
    assert_eq!(
        rows(&sandbox, ""),
        [
            "example.com. 3600 IN SOA ns1.ispapi.net. hostmaster.example.com. 1 86400 7200 3600000 172800",
            "example.com. 3600 IN NS ns1.example.com.",
            "example.com. 3600 IN A 192.0.2.1",
            "example.com. 3600 IN MX 10 mail.example.com.",
            "www.example.com. 60 IN A 192.0.2.2",
        ]
    );
    let short = rows(&sandbox, "SHORT=1\nRRTYPE=a");
    assert_eq!(short, ["@ 3600 IN A 192.0.2.1", "www 60 IN A 192.0.2.2"]);
    let only = rows(&sandbox, "SHORT=1\nRR=% MX");
    assert_eq!(only, ["@ 3600 IN MX 10 mail.example.com."]);
    let relative = with_zone(&["short_data=relative"]);
    assert_eq!(
        rows(&relative, "SHORT=1\nRR=% MX"),
        ["@ 3600 IN MX 10 mail"]
    );
    let total = sandbox.call("COMMAND=QueryDNSZoneRRList\nDNSZONE=example.com\nRRTYPE=TXT");
    assert_eq!((total.one("COUNT"), total.one("TOTAL")), ("0", "5"));
    assert!(!total.has("RR"));
}

#[test]
fn an_update_changes_what_it_names_and_counts_the_serial() {
    let sandbox = with_zone(&[]);
    let answer = update(
        &sandbox,
        "INCSERIAL=1\nDELRR0=www.example.com. 60 IN A 192.0.2.2\nADDRR0=www A 192.0.2.3\nADDRR1=@ TXT v=spf1 -all",
    );
    assert_eq!((answer.code, answer.one("SOASERIAL")), (200, "2"));
    let www = rows(&sandbox, "RR=www A");
    assert_eq!(www, ["www.example.com. 3600 IN A 192.0.2.3"]);
    let txt = rows(&sandbox, "RRTYPE=TXT");
    assert_eq!(txt, ["example.com. 3600 IN TXT \"v=spf1 -all\""]);
    assert_eq!(update(&sandbox, "DELRR0=% A").one("SOASERIAL"), "2");
    assert!(rows(&sandbox, "RRTYPE=A").is_empty());
    let whole = update(&sandbox, "RR0=@ A 192.0.2.9\nSOASERIAL=77\nSOATTL=300");
    assert_eq!(whole.one("SOASERIAL"), "77");
    let all = rows(&sandbox, "");
    assert_eq!(all.len(), 2);
    assert_eq!(all[1], "example.com. 300 IN A 192.0.2.9");
    assert!(all[0].contains(" 77 "), "{}", all[0]);
}

#[test]
fn a_refused_update_changes_nothing() {
    let sandbox = with_zone(&[]);
    let before = rows(&sandbox, "");
    let good = "INCSERIAL=1\nDELRR0=% MX\nADDRR0=ok A 192.0.2.7\n";
    for (bad, code, text) in [
        (
            "ADDRR1=www A 192.0.2.2",
            541,
            "duplicate record [www.example.com. 3600 IN A 192.0.2.2]",
        ),
        ("ADDRR1=bad A 1.2.3", 505, "resource record [bad A 1.2.3]"),
        (
            "ADDRR1=@ X-HTTP REDIRECT http://b.example/",
            505,
            "resource record",
        ),
        ("ADDRR1=www CNAME @", 541, "CNAME and other data"),
        ("ADDRR1=www 61 A 192.0.2.8", 541, "TTL conflict"),
        ("DELRR1=www", 505, "resource record [www]"),
        ("SOATTL=-1", 505, "SOATTL"),
        ("NONSENSE=1", 503, "NONSENSE"),
        ("STATUS=BROKEN", 505, "STATUS"),
        ("X-HTTP-A=192.0.2.1", 541, "X-HTTP-A"),
    ] {
        let answer = update(&sandbox, &format!("{good}{bad}"));
        assert_eq!(answer.code, code, "{bad}: {answer:?}");
        assert!(answer.description.contains(text), "{answer:?}");
        assert_eq!(rows(&sandbox, ""), before, "{bad}");
    }
    let resolved = update(&sandbox, "ADDRR0=www 61 A 192.0.2.8\nRESOLVETTLCONFLICTS=1");
    assert_eq!(resolved.code, 200);
    assert_eq!(
        rows(&sandbox, "SHORT=1\nRR=www A"),
        ["www 60 IN A 192.0.2.2", "www 60 IN A 192.0.2.8"]
    );
}

#[test]
fn deleting_what_is_not_there_is_a_quirk() {
    let gone = "DELRR0=www 60 IN A 192.0.2.99";
    assert_eq!(update(&with_zone(&[]), gone).code, 200);
    let strict = with_zone(&["delrr_missing=refused"]);
    assert_eq!(update(&strict, gone).code, 541);
    assert_eq!(update(&strict, "DELRR0=% SRV").code, 200);
    let unquoted = with_zone(&["txt_without_quotes=refused"]);
    assert_eq!(update(&unquoted, "ADDRR0=@ TXT hello").code, 505);
    assert_eq!(update(&unquoted, "ADDRR0=@ TXT \"hello\"").code, 200);
}

#[test]
fn a_zone_belongs_to_somebody() {
    let sandbox = with_zone(&[]);
    sandbox.post(
        "accounts",
        json!({"login": "other", "password": "pw", "balance": "50.00"}),
    );
    let other = |command: &str| sandbox.call_as(OTE, "other", "pw", command).code;
    assert_eq!(other("COMMAND=StatusDNSZone\nDNSZONE=example.com."), 531);
    assert_eq!(
        other("COMMAND=UpdateDNSZone\nDNSZONE=example.com.\nDELRR0=% A"),
        531
    );
    assert_eq!(other("COMMAND=CreateDNSZone\nDNSZONE=example.com."), 540);
    assert_eq!(
        other("COMMAND=CreateDNSZone\nDNSZONE=sub.example.com."),
        531
    );
    assert_eq!(other("COMMAND=StatusDNSZone\nDNSZONE=missing.com."), 545);
    assert_eq!(other("COMMAND=StatusDNSZone\nDNSZONE=not a zone"), 506);
    let missing = "COMMAND=QueryDNSZoneRRList\nDNSZONE=missing.com.";
    assert_eq!(other(missing), 545);
    for code in ["506", "541", "549"] {
        sandbox.post("quirks", json!({"rr_list_missing_zone": code}));
        assert_eq!(other(missing).to_string(), code);
    }
}

#[test]
fn an_external_zone_must_be_asked_for_and_costs() {
    let sandbox = Sandbox::start();
    let create = "COMMAND=CreateDNSZone\nDNSZONE=elsewhere.com.";
    let refused = sandbox.call(create);
    assert_eq!(refused.code, 541, "{refused:?}");
    let poor = Sandbox::with(Config {
        accounts: vec!["shop:secret:0.20:USD".parse().unwrap()],
        ..Config::default()
    });
    assert_eq!(poor.call(&format!("{create}\nEXTERNAL=1")).code, 546);
    assert_eq!(
        poor.call("COMMAND=StatusDNSZone\nDNSZONE=elsewhere.com.")
            .code,
        545
    );
    assert!(sandbox.ledger().is_empty());
    let bad = sandbox.call(&format!("{create}\nEXTERNAL=1\nRR0=@ A x"));
    assert_eq!(bad.code, 505);
    assert!(sandbox.ledger().is_empty());
    assert_eq!(sandbox.call(&format!("{create}\nEXTERNAL=1")).code, 200);
    let ledger = sandbox.ledger();
    assert_eq!(ledger.len(), 1);
    assert_eq!(ledger[0]["amount"], "0.30");
    assert_eq!(ledger[0]["object"], "elsewhere.com.");
    let ahead = "COMMAND=CreateDNSZone\nDNSZONE=coming.com.\nDOMAINTRANSFER=1";
    assert_eq!(sandbox.call(ahead).code, 200);
    assert_eq!(
        sandbox.ledger().len(),
        1,
        "a zone ahead of a transfer is free"
    );
}

#[test]
fn the_zone_of_internal_dns_is_hidden_until_it_is_created() {
    let sandbox = Sandbox::start();
    sandbox.post("clock", json!({"set": "2026-03-04 10:00:00"}));
    sandbox.call(&add_domain("added.com", "\nINTERNALDNS=1"));
    sandbox.call(&add_domain("example.com", ""));
    let status = "COMMAND=StatusDNSZone\nDNSZONE=example.com.";
    assert_eq!(sandbox.call(status).code, 545);
    sandbox.call("COMMAND=ModifyDomain\nDOMAIN=example.com\nINTERNALDNS=1");
    let made = sandbox.call(status);
    assert_eq!(made.code, 200);
    assert_eq!(
        (made.one("SOASERIAL"), made.one("RRSTOTAL")),
        ("2026030400", "4")
    );
    assert_eq!(
        update(&sandbox, "INCSERIAL=1").one("SOASERIAL"),
        "2026030401"
    );
    sandbox.call("COMMAND=ModifyDomain\nDOMAIN=example.com\nINTERNALDNS=1");
    assert_eq!(sandbox.call(status).one("SOASERIAL"), "2026030401", "kept");
    let list = "COMMAND=QueryDNSZoneList\nWIDE=0";
    assert_eq!(sandbox.call(list).one("TOTAL"), "0");
    let create = "COMMAND=CreateDNSZone\nDNSZONE=example.com.\nEXTERNAL=0";
    sandbox.post("quirks", json!({"create_hidden_zone": "refused"}));
    assert_eq!(sandbox.call(create).code, 540);
    sandbox.post("quirks", json!({"create_hidden_zone": "shown"}));
    assert_eq!(sandbox.call(create).code, 200);
    assert_eq!(sandbox.call(list).all("DNSZONE"), ["example.com."]);
    assert_eq!(sandbox.call(create).code, 540);
}

#[test]
fn the_zone_of_an_earlier_holder_is_not_handed_on() {
    let sandbox = Sandbox::start();
    sandbox.call(&add_domain("example.com", "\nINTERNALDNS=1"));
    update(&sandbox, "ADDRR0=old A 192.0.2.1");
    sandbox.post("remove", json!({"entity": "ote", "name": "example.com"}));
    sandbox.post(
        "accounts",
        json!({"login": "next", "password": "pw", "balance": "50.00"}),
    );
    let order = add_domain("example.com", "\nINTERNALDNS=1");
    assert_eq!(sandbox.call_as(OTE, "next", "pw", &order).code, 200);
    let list = "COMMAND=QueryDNSZoneRRList\nDNSZONE=example.com.\nRRTYPE=A";
    assert_eq!(sandbox.call(list).code, 531);
    assert_eq!(sandbox.call_as(OTE, "next", "pw", list).one("COUNT"), "0");
}

#[test]
fn the_list_of_zones_has_filters_and_pages() {
    let sandbox = with_zone(&[]);
    for name in ["a.org", "b.org"] {
        sandbox.post("clock", json!({"move": "1d"}));
        sandbox.call(&format!(
            "COMMAND=CreateDNSZone\nDNSZONE={name}\nEXTERNAL=1"
        ));
    }
    let list = |more: &str| sandbox.call(&format!("COMMAND=QueryDNSZoneList\n{more}"));
    assert_eq!(list("").code, 504, "WIDE is mandatory");
    assert_eq!(list("WIDE=DNSNODE").code, 549);
    assert_eq!(list("WIDE=0\nORDERBY=NONSENSE").code, 505);
    let external = list("WIDE=1\nSUBCLASS=external\nORDERBY=CREATEDDATEDESC");
    assert_eq!(external.all("DNSZONE"), ["b.org.", "a.org."]);
    assert_eq!(external.all("DNSZONERRSTOTAL"), ["4", "4"]);
    assert_eq!(external.one("TOTAL"), "3", "all zones, as the page says");
    let dated = list("WIDE=0\nMINCREATEDDATE=2026-03-05\nMAXCREATEDDATE=2026-03-06");
    assert_eq!(dated.all("DNSZONE"), ["a.org."]);
    let page = list("WIDE=0\nFIRST=1\nLIMIT=1\nNOTOTAL=1");
    assert_eq!(page.all("DNSZONE"), ["b.org."]);
    assert_eq!((page.one("FIRST"), page.one("LAST")), ("1", "1"));
    assert!(!page.has("TOTAL"));
    assert_eq!(
        list("WIDE=0\nDNSZONE=exam*").all("DNSZONE"),
        ["example.com."]
    );
    assert_eq!(list("WIDE=0\nDNSZONE=none*").one("COUNT"), "0");
}
