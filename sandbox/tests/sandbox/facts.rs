//! Zone facts, the object list, the object log.

use serde_json::json;

use crate::life::{about, at, go_to};
use crate::support::{OTE, Sandbox, add_domain};

#[test]
fn options_are_paired_by_index() {
    let sandbox = Sandbox::start();
    let answer =
        sandbox.call("COMMAND=QueryDomainOptions\nDOMAIN0=a.com\nDOMAIN1=a.zz\nDOMAIN2=a.co.uk");
    assert_eq!(answer.code, 200);
    let repository = answer.all("REPOSITORY");
    assert_eq!(repository, ["COM-OTE-1API1", "", "NOMINET-OTE-1API1"]);
    assert_eq!(answer.all("ZONETRANSFERPERIODS")[2], "0Y");
    let change = answer.all("ZONEPOLICYREGISTRANTNAMECHANGEBY");
    assert_eq!(change, ["ICANN-TRADE", "", "UPDATE"]);
    let strict = Sandbox::with_quirks(&["options_unknown_zone=549", "options_restorable=present"]);
    assert_eq!(
        strict.call("COMMAND=QueryDomainOptions\nDOMAIN0=a.zz").code,
        549
    );
    let com = strict.call("COMMAND=QueryDomainOptions\nDOMAIN0=a.com");
    assert_eq!(com.one("ZONEDELETIONRESTORABLEPERIOD"), "30d");
    assert_eq!(strict.call("COMMAND=QueryDomainOptions").code, 504);
}

#[test]
fn repository_facts_are_those_that_the_commands_keep() {
    let sandbox = Sandbox::start();
    let info =
        |name: &str| sandbox.call(&format!("COMMAND=QueryDomainRepositoryInfo\nDOMAIN={name}"));
    let com = info("example.com");
    assert_eq!(com.one("REGISTRYEXPLICITRENEWAL"), "YES");
    assert_eq!(com.one("ZONERENEWALPAYMENTPERIOD"), "-61d");
    assert_eq!(com.all("ADDONID"), ["WHOISTRUSTEE", "WHOISTRUSTEELITE"]);
    let de = info("example.de");
    assert_eq!(de.one("REGISTRYEXPLICITRENEWAL"), "NO");
    assert_eq!(de.one("RESTOREPOLICY"), "NONE");
    assert!(!de.has("ADDONID"));
    assert_eq!(
        info("example.it").one("REGISTRYTRADETRANSFERINCLUDED"),
        "YES"
    );
    assert_eq!(info("example.zz").code, 549);
}

#[test]
fn the_object_list_has_classes_patterns_and_depth() {
    let sandbox = at("2026-01-10", &[]);
    for name in ["a.com", "b.com"] {
        assert_eq!(sandbox.call(&add_domain(name, "")).code, 200);
    }
    about(&sandbox, "DeleteDomain", "b.com", "");
    let list = |more: &str| sandbox.call(&format!("COMMAND=QueryObjectList\nWIDE=1{more}"));
    assert_eq!(
        list("\nOBJECTCLASS=*DOMAIN").all("OBJECTID"),
        ["b.com", "a.com"]
    );
    assert_eq!(list("\nOBJECTCLASS=DOMAIN").one("OBJECTID"), "a.com");
    assert_eq!(
        list("\nOBJECTCLASS=DELETEDDOMAIN\nOBJECTID=?.com").one("OBJECTID"),
        "b.com"
    );
    assert_eq!(list("\nOBJECTCLASS=CONTACT").one("TOTAL"), "2");
    assert_eq!(list("\nUSERDEPTH=SUBUSER").one("COUNT"), "0");
    assert_eq!(
        list("\nOBJECTCLASS=DELETEDDOMAIN\nOBJECTID=a.com").one("COUNT"),
        "0"
    );
    assert_eq!(sandbox.call("COMMAND=QueryObjectList").code, 504);
    sandbox.post(
        "quirks",
        json!({"no_deleted_domains": "545", "deleted_status": "pendingdelete"}),
    );
    assert_eq!(
        list("\nOBJECTCLASS=DELETEDDOMAIN\nOBJECTID=a.com").code,
        545
    );
    let shown = about(&sandbox, "StatusDomain", "b.com", "");
    assert_eq!(shown.one("STATUS"), "PENDINGDELETE");
}

#[test]
fn the_log_tells_who_did_what() {
    let sandbox = at("2026-01-10", &[]);
    sandbox.call(&add_domain("a.com", "\nAUTH=secret-code"));
    about(&sandbox, "RenewDomain", "a.com", "\nEXPIRATION=2027");
    let query = "COMMAND=QueryObjectLogList\nOBJECTCLASS=DOMAIN\nOBJECTID=A.com";
    let log = sandbox.call(&format!("{query}\nORDERBY=LOGDATEDESC"));
    assert_eq!(log.all("OPERATIONTYPE"), ["RENEW", "CREATE"]);
    let index = &log.all("LOGINDEX")[0];
    let entry = sandbox.call(&format!("COMMAND=StatusObjectLog\nLOGINDEX={index}"));
    assert_eq!(entry.one("OPERATIONSTATUS"), "SUCCESSFUL");
    let info = entry.all("OPERATIONINFO");
    assert!(info.contains(&"EXPIRATION=2027".to_owned()), "{info:?}");
    assert!(info.contains(&"COMMAND=RenewDomain".to_owned()), "{info:?}");
    assert_eq!(
        sandbox
            .call(&format!("{query}\nOPERATIONTYPE=RENEW\nLIMIT=1"))
            .one("TOTAL"),
        "1"
    );
    assert_eq!(
        sandbox
            .call(&format!("{query}\nMINDATE=2026-01-11"))
            .one("COUNT"),
        "0"
    );
    assert_eq!(sandbox.call(&format!("{query}\nMINDATE=never")).code, 505);
    assert_eq!(
        sandbox.call("COMMAND=StatusObjectLog\nLOGINDEX=1").code,
        545
    );
    sandbox.post("accounts", json!({"login": "other", "password": "secret"}));
    let theirs = sandbox.call_as(OTE, "other", "secret", query);
    assert_eq!(theirs.one("COUNT"), "0");
    let status = format!("COMMAND=StatusObjectLog\nLOGINDEX={index}");
    assert_eq!(sandbox.call_as(OTE, "other", "secret", &status).code, 531);
}

#[test]
fn the_log_may_be_late() {
    let sandbox = at("2026-01-10", &["log_delay=60"]);
    sandbox.call(&add_domain("a.com", ""));
    let query = "COMMAND=QueryObjectLogList\nOBJECTID=a.com";
    assert_eq!(sandbox.call(query).one("COUNT"), "0");
    go_to(&sandbox, "2026-01-11");
    assert_eq!(sandbox.call(query).one("COUNT"), "1");
}
