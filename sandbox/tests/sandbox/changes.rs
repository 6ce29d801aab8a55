//! ModifyDomain: nameservers, lock, codes, contacts, privacy, DNSSEC.

use crate::domains::{modify, status};
use crate::support::{Sandbox, add_domain, contact};

#[test]
fn nameservers_are_replaced_added_and_deleted() {
    let sandbox = Sandbox::start();
    sandbox.call(&add_domain(
        "ns.com",
        "\nNAMESERVER0=a.net\nNAMESERVER1=b.net\nNAMESERVER2=c.net",
    ));
    let list = || status(&sandbox, "ns.com").all("NAMESERVER").to_vec();
    assert_eq!(
        modify(&sandbox, "ns.com", "NAMESERVER0=x.net\nNAMESERVER1=y.net").code,
        200
    );
    assert_eq!(list(), ["x.net", "y.net"]);
    assert_eq!(
        modify(
            &sandbox,
            "ns.com",
            "ADDNAMESERVER0=z.net\nDELNAMESERVER0=x.net"
        )
        .code,
        200
    );
    assert_eq!(list(), ["y.net", "z.net"]);
    assert_eq!(modify(&sandbox, "ns.com", "DELNAMESERVER0=x.net").code, 541);
    assert_eq!(modify(&sandbox, "ns.com", "ADDNAMESERVER0=Z.net").code, 540);
    assert_eq!(modify(&sandbox, "ns.com", "NAMESERVER0=").code, 200);
    assert!(list().is_empty());
}

#[test]
fn merging_nameservers_is_a_quirk() {
    let sandbox = Sandbox::with_quirks(&["modify_nameservers=merge"]);
    sandbox.call(&add_domain(
        "ns.com",
        "\nNAMESERVER0=a.net\nNAMESERVER1=b.net\nNAMESERVER2=c.net",
    ));
    modify(&sandbox, "ns.com", "NAMESERVER0=x.net\nNAMESERVER1=y.net");
    assert_eq!(
        status(&sandbox, "ns.com").all("NAMESERVER"),
        ["x.net", "y.net", "c.net"]
    );
}

#[test]
fn locks_codes_and_contacts_change() {
    let sandbox = Sandbox::start();
    sandbox.call(&add_domain("change.com", ""));
    let first = status(&sandbox, "change.com");
    assert_eq!(first.one("TRANSFERLOCK"), "0");
    assert_eq!(
        modify(
            &sandbox,
            "change.com",
            "TRANSFERLOCK=1\nGENERATERANDOMAUTH=1"
        )
        .code,
        200
    );
    let second = status(&sandbox, "change.com");
    assert_eq!(second.one("TRANSFERLOCK"), "1");
    assert_ne!(second.one("AUTH"), first.one("AUTH"));
    let owner = contact("OWNERCONTACT0").replace("Ada", "Grace");
    assert_eq!(modify(&sandbox, "change.com", owner.trim_start()).code, 200);
    let third = status(&sandbox, "change.com");
    assert_ne!(third.one("OWNERCONTACT"), first.one("OWNERCONTACT"));
    assert_eq!(third.one("TECHCONTACT"), first.one("TECHCONTACT"));
    let by_code = format!(
        "COMMAND=ModifyDomain\nDOMAINAUTH=change.com {}\nTRANSFERLOCK=0",
        third.one("AUTH")
    );
    assert_eq!(sandbox.call(&by_code).code, 200);
    let wrong = "COMMAND=ModifyDomain\nDOMAINAUTH=change.com wrong-code\nTRANSFERLOCK=1";
    assert_eq!(sandbox.call(wrong).code, 531);
    assert_eq!(status(&sandbox, "change.com").one("TRANSFERLOCK"), "0");
}

#[test]
fn a_zone_without_lock_or_privacy_says_so() {
    let sandbox = Sandbox::start();
    let more = "\nNAMESERVER0=a.net\nNAMESERVER1=b.net";
    assert_eq!(
        sandbox
            .call(&add_domain("nolock.de", &format!("{more}\nTRANSFERLOCK=1")))
            .code,
        541
    );
    let refused = sandbox.call(&add_domain(
        "nolock.de",
        &format!("{more}\nX-ACCEPT-WHOISTRUSTEE-TAC=1"),
    ));
    assert_eq!(refused.code, 541);
    assert!(
        refused
            .description
            .ends_with("X-ACCEPT-WHOISTRUSTEE-TAC not supported")
    );
    assert_eq!(sandbox.call(&add_domain("nolock.de", more)).code, 200);
    assert_eq!(status(&sandbox, "nolock.de").one("TRANSFERLOCK"), "");
    let lenient = Sandbox::with_quirks(&["unsupported_lock=ignored"]);
    assert_eq!(
        lenient
            .call(&add_domain("nolock.de", &format!("{more}\nTRANSFERLOCK=1")))
            .code,
        200
    );
}

#[test]
fn privacy_is_charged_when_it_is_switched_on() {
    for (quirk, charges) in [("privacy_again=free", 2), ("privacy_again=charged", 3)] {
        let sandbox = Sandbox::with_quirks(&[quirk]);
        sandbox.call(&add_domain("private.com", ""));
        let on = "X-ACCEPT-WHOISTRUSTEE-TAC=1";
        for change in [on, on, "X-ACCEPT-WHOISTRUSTEE-TAC=0", "TRANSFERLOCK=1"] {
            assert_eq!(modify(&sandbox, "private.com", change).code, 200);
        }
        let ledger = sandbox.ledger();
        assert_eq!(ledger.len(), charges, "{quirk}");
        assert_eq!(ledger[1]["amount"], "3.41");
        assert_eq!(ledger[1]["command"], "X-ACCEPT-WHOISTRUSTEE-TAC");
        assert_eq!(
            status(&sandbox, "private.com").one("X-ACCEPT-WHOISTRUSTEE-TAC"),
            "0"
        );
    }
}

#[test]
fn dnssec_records_are_set_added_and_removed() {
    let sandbox = Sandbox::start();
    sandbox.call(&add_domain("signed.com", "\nSECDNS-DS0=1 8 2 AA"));
    modify(
        &sandbox,
        "signed.com",
        "ADDSECDNS-DS0=2 8 2 BB\nSECDNS-MAXSIGLIFE=3600",
    );
    let answer = status(&sandbox, "signed.com");
    assert_eq!(answer.all("SECDNS-DS"), ["1 8 2 AA", "2 8 2 BB"]);
    assert_eq!(answer.one("SECDNS-MAXSIGLIFE"), "3600");
    modify(&sandbox, "signed.com", "SECDNS-REMOVE-ALL=1");
    assert!(!status(&sandbox, "signed.com").has("SECDNS-DS"));
}
