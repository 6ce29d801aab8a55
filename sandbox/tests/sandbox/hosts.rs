//! Name server hosts.

use serde_json::json;

use crate::domains::modify;
use crate::support::{Answer, OTE, Sandbox, add_domain};

fn with_host() -> Sandbox {
    let sandbox = Sandbox::start();
    sandbox.call(&add_domain("glue.com", ""));
    let made = host(&sandbox, "Add", "ns1.glue.com\nIPADDRESS0=192.0.2.1");
    assert_eq!((made.code, made.one("HOST")), (200, "ns1.glue.com"));
    sandbox
}

fn host(sandbox: &Sandbox, verb: &str, rest: &str) -> Answer {
    sandbox.call(&format!("COMMAND={verb}Nameserver\nNAMESERVER={rest}"))
}

#[test]
fn a_host_is_made_and_shown_with_its_domain() {
    let sandbox = with_host();
    let shown = host(&sandbox, "Status", "NS1.glue.com");
    assert_eq!(shown.all("IPADDRESS"), ["192.0.2.1"]);
    assert_eq!(shown.one("DOMAIN"), "glue.com");
    let domain = sandbox.call("COMMAND=StatusDomain\nDOMAIN=glue.com\nHOSTTYPE=ATTRIBUTE");
    assert_eq!(domain.all("HOST"), ["ns1.glue.com 192.0.2.1"]);
    assert!(sandbox.ledger().iter().all(|e| e["command"] == "AddDomain"));
}

#[test]
fn hosts_that_cannot_be_are_refused() {
    let sandbox = with_host();
    sandbox.post("foreign", json!({"name": "theirs.com"}));
    let add = |rest: &str| host(&sandbox, "Add", rest).code;
    assert_eq!(add("ns1.glue.com\nIPADDRESS0=192.0.2.2"), 540);
    assert_eq!(add("ns2.glue.com"), 504);
    assert_eq!(add("ns2.glue.com\nIPADDRESS0=300.0.0.1"), 505);
    assert_eq!(add("ns2.glue.com\nIPADDRESS0=::1\nIPADDRESS1=0::1"), 541);
    assert_eq!(add("glue.com\nIPADDRESS0=192.0.2.2"), 505);
    assert_eq!(add("ns1.theirs.com\nIPADDRESS0=192.0.2.2"), 531);
    assert_eq!(add("ns1.nobodys.com\nIPADDRESS0=192.0.2.2"), 545);
    assert_eq!(
        add("ns2.glue.com\nIPADDRESS0=192.0.2.2\nDOMAIN=other.com"),
        541
    );
    assert_eq!(host(&sandbox, "Status", "ns2.glue.com").code, 545);
}

#[test]
fn addresses_are_replaced_added_and_taken_away() {
    let sandbox = with_host();
    let change = |rest: &str| host(&sandbox, "Modify", &format!("ns1.glue.com\n{rest}")).code;
    let addresses = || {
        host(&sandbox, "Status", "ns1.glue.com")
            .all("IPADDRESS")
            .to_vec()
    };
    assert_eq!(
        change("DELIPADDRESS0=192.0.2.1\nADDIPADDRESS0=2001:DB8::1"),
        200
    );
    assert_eq!(addresses(), ["2001:db8::1"]);
    assert_eq!(change("DELIPADDRESS0=192.0.2.1"), 541);
    assert_eq!(change("ADDIPADDRESS0=2001:db8:0::1"), 541);
    assert_eq!(change("DELIPADDRESS0=2001:db8::1"), 504);
    assert_eq!(change("IPADDRESS0=192.0.2.7\nIPADDRESS1=192.0.2.8"), 200);
    assert_eq!(addresses(), ["192.0.2.7", "192.0.2.8"]);
    assert_eq!(
        host(&sandbox, "Modify", "ns9.glue.com\nIPADDRESS0=192.0.2.7").code,
        545
    );
}

#[test]
fn a_host_in_use_stays_unless_forced() {
    let sandbox = with_host();
    sandbox.call(&add_domain("user.com", ""));
    modify(&sandbox, "user.com", "NAMESERVER0=ns1.glue.com");
    assert_eq!(host(&sandbox, "Delete", "ns1.glue.com").code, 532);
    let rename = "ns1.glue.com\nNEWNAMESERVER=ns2.glue.com";
    assert_eq!(host(&sandbox, "Modify", rename).code, 532);
    assert_eq!(host(&sandbox, "Delete", "ns1.glue.com\nFORCE=1").code, 200);
    assert_eq!(host(&sandbox, "Delete", "ns1.glue.com").code, 545);
    let left = crate::domains::status(&sandbox, "user.com");
    assert_eq!(left.all("NAMESERVER"), ["ns1.glue.com"]);
}

#[test]
fn an_unused_host_is_renamed_below_its_domain() {
    let sandbox = with_host();
    sandbox.call(&add_domain("else.com", ""));
    let rename = |to: &str| {
        host(
            &sandbox,
            "Modify",
            &format!("ns1.glue.com\nNEWNAMESERVER={to}"),
        )
        .code
    };
    assert_eq!(rename("ns1.else.com"), 541);
    assert_eq!(rename("ns2.glue.com"), 200);
    assert_eq!(host(&sandbox, "Status", "ns1.glue.com").code, 545);
    assert_eq!(
        host(&sandbox, "Status", "ns2.glue.com").one("IPADDRESS"),
        "192.0.2.1"
    );
}

#[test]
fn another_account_cannot_touch_a_host() {
    let sandbox = with_host();
    sandbox.post("accounts", json!({"login": "other", "password": "pw"}));
    for verb in ["Status", "Delete", "Modify"] {
        let text = format!("COMMAND={verb}Nameserver\nNAMESERVER=ns1.glue.com");
        assert_eq!(
            sandbox.call_as(OTE, "other", "pw", &text).code,
            531,
            "{verb}"
        );
    }
}
