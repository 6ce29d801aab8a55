//! The sandbox against the public API reference, where its data is at hand.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use ispbridge_sandbox::check_command_text;
use serde_json::{Value, json};

use crate::shared::{json_lines, reference};
use crate::support::{Answer, Sandbox, add_domain};

/// Examples of the reference that contradict its own tables.
const CONTRADICTIONS: &[(&str, u16)] = &[
    ("docs/DOMAIN/APPLICATION/ADDDOMAINAPPLICATION#1", 504), // no PERIOD, no tech contact
    ("docs/DOMAIN/APPLICATION/ADDDOMAINAPPLICATION#1-nested", 504),
    ("docs/DOMAIN/QUERYDOMAINLIST_VERSION2#1", 503), // TOTAL is no parameter
    ("docs/USER/EVENT/QUERYEVENTLIST#1", 503),       // MIN_DATE for MINDATE
    ("docs/USER/UPDATEROLEUSER#2", 504),             // no ROLEID
    ("docs/WEEBLY/PAYWEBSITERENEWAL#1", 503),        // OBJECTID for ID
    ("docs/WEEBLY/SETWEBSITERENEWALMODE#1", 503),    // OBJECTID for ID
    ("docs/WEEBLY/UPDATEWEBSITE#1", 503),            // TITEL for TITLE
    ("docs/WEEBLY/UPGRADEWEBSITE#1", 504),           // no PERIOD
];

#[test]
fn the_examples_of_the_reference_pass_the_parameter_check() {
    let Some(path) = reference("encode-docs.jsonl") else {
        return;
    };
    let mut wrong = Vec::new();
    let rows = json_lines(&path);
    assert!(rows.len() > 200);
    for row in rows {
        let id = row["id"].as_str().unwrap();
        let expected = CONTRADICTIONS
            .iter()
            .find(|(known, _)| *known == id)
            .map(|(_, code)| *code);
        let result = check_command_text(row["expect_s_command"].as_str().unwrap());
        let code = result.as_ref().err().map(|(code, _)| *code);
        if code != expected {
            wrong.push(format!("{id}: {result:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Properties that an example shows and the sandbox does not, with the reason.
const LEFT_OUT: &[(&str, &[&str])] = &[
    // A value that the trade takes away: the sandbox keeps it.
    ("docs/DOMAIN/TRADE/CHECKDOMAINTRADE#1", &["OLD-X-WDRP-RSP"]),
    (
        "docs/DOMAIN/STATUSDOMAIN#1",
        &[
            // Optional, and only while a registrant verification runs.
            "X-REGISTRANT-VERIFICATION-EMAIL",
            "X-REGISTRANT-VERIFICATION-NAME",
            "X-REGISTRANT-VERIFICATION-REQUESTEDDATE",
            "X-REGISTRANT-VERIFICATION-STATUS",
            "X-REGISTRANT-VERIFICATION-TAG",
            // Optional, and only when they were set.
            "X-WDRP-RSP",
            "X-WHOIS-RSP",
            "X-WHOIS-URL",
        ],
    ),
];

/// Properties that the sandbox shows on top of an example, with the reason.
const ON_TOP: &[(&str, &[&str])] = &[
    // An application needs a tech contact (table), the examples show an owner only.
    (
        "docs/DOMAIN/APPLICATION/ADDDOMAINAPPLICATION#1",
        &["ADMINCONTACT", "BILLINGCONTACT", "TECHCONTACT"],
    ),
    (
        "docs/DOMAIN/APPLICATION/STATUSDOMAINAPPLICATION#1",
        &[
            "ADMINCONTACT",
            "BILLINGCONTACT",
            "NAMESERVER",
            "TECHCONTACT",
        ],
    ),
    // The table of the page has it, the example does not.
    ("docs/DOMAIN/QUERYDOMAINLIST_VERSION2#1", &["ADDON-PROXY"]),
];

const HANDLES: &str = "\nOWNERCONTACT0=P-OWNER\nADMINCONTACT0=P-ADMIN\nTECHCONTACT0=P-TECH\nBILLINGCONTACT0=P-BILLING";

#[test]
fn answers_have_the_properties_of_the_reference_examples() {
    let Some(path) = reference("parse-docs.jsonl") else {
        return;
    };
    let sandbox = Sandbox::start();
    let money = json!({"entity": "ote", "login": "shop", "amount": "1000.00"});
    sandbox.post("balance", money);
    let internal = "\nNAMESERVER0=ns1.ispapi.net\nNAMESERVER1=ns2.ispapi.net";
    let added = sandbox.call(&add_domain("example-one.com", internal));
    let examples = [
        ("docs/DOMAIN/ADDDOMAIN#1", added),
        ("docs/DOMAIN/STATUSDOMAIN#1", sandbox.call("COMMAND=StatusDomain\nDOMAIN=example-one.com")),
        ("docs/DOMAIN/MODIFYDOMAIN#1", sandbox.call("COMMAND=ModifyDomain\nDOMAIN=example-one.com\nTRANSFERLOCK=1")),
        ("docs/DOMAIN/CHECKDOMAINS#1", sandbox.call("COMMAND=CheckDomains\nDOMAIN0=premium-name.org\nDOMAIN1=free.org\nPREMIUMCHANNELS=*")),
        ("docs/DOMAIN/QUERYDOMAINLIST#1", sandbox.call("COMMAND=QueryDomainList\nWIDE=1\nLIMIT=2")),
        ("docs/DOMAIN/QUERYDOMAINLIST_VERSION2#1", sandbox.call("COMMAND=QueryDomainList\nVERSION=2\nWIDE=1\nLIMIT=1\nPROPERTIES=PRICE")),
        ("docs/DOMAIN/RENEWDOMAIN#1", sandbox.call("COMMAND=RenewDomain\nDOMAIN=example-one.com")),
        ("docs/DOMAIN/PAYDOMAINRENEWAL#1", {
            sandbox.post("clock", json!({"move": "700d"}));
            sandbox.call("COMMAND=PayDomainRenewal\nDOMAIN=example-one.com")
        }),
        ("docs/DOMAIN/SETDOMAINRENEWALMODE#1", sandbox.call("COMMAND=SetDomainRenewalMode\nDOMAIN=example-one.com\nRENEWALMODE=AUTODELETE")),
        ("docs/OBJECT/LOG/QUERYOBJECTLOGLIST#1", sandbox.call("COMMAND=QueryObjectLogList\nFIRST=1\nLIMIT=2\nOBJECTCLASS=DOMAIN\nOBJECTID=example-one.com\nUSERDEPTH=SELF")),
        ("docs/OBJECT/LOG/STATUSOBJECTLOG#1", sandbox.call(&format!("COMMAND=StatusObjectLog\nLOGINDEX={}", sandbox.call("COMMAND=QueryObjectLogList\nLIMIT=1").one("LOGINDEX")))),
        ("docs/OBJECT/QUERYOBJECTLIST#1", sandbox.call("COMMAND=QueryObjectList\nLIMIT=2\nOBJECTCLASS=CONTACT\nUSERDEPTH=ALL\nWIDE=1")),
        ("docs/DOMAIN/QUERYDOMAINOPTIONS#1", sandbox.call("COMMAND=QueryDomainOptions\nDOMAIN0=domain.shop\nPROPERTIES=LAUNCHPHASES")),
        ("docs/DOMAIN/REGOC/QUERYDOMAINREPOSITORYINFO#1", sandbox.call("COMMAND=QueryDomainRepositoryInfo\nDOMAIN=example.com")),
        ("docs/DOMAIN/CHECKDOMAINREGISTRATION#1", {
            for role in ["OWNER", "ADMIN", "TECH", "BILLING"] {
                sandbox.post("contacts", json!({"entity": "ote", "account": "shop", "handle": format!("P-{role}")}));
            }
            sandbox.call(&format!("COMMAND=CheckDomainRegistration\nDOMAIN=free.com{HANDLES}\nNAMESERVER0=ns1.example.net"))
        }),
        ("docs/DOMAIN/APPLICATION/ADDDOMAINAPPLICATION#1", sandbox.call(&format!("COMMAND=AddDomainApplication\nDOMAIN=premium-name.biz\nPERIOD=1\nCLASS=PREMIUM_BIZ_TIER 2\nPRICE=450\nCURRENCY=USD{HANDLES}\nNAMESERVER0=ns1.example.net"))),
        ("docs/DOMAIN/APPLICATION/STATUSDOMAINAPPLICATION#1", {
            let list = sandbox.call("COMMAND=QueryDomainApplicationList");
            sandbox.call(&format!("COMMAND=StatusDomainApplication\nAPPLICATION={}", list.one("APPLICATION")))
        }),
        ("docs/DOMAIN/APPLICATION/QUERYDOMAINAPPLICATIONLIST#1", sandbox.call("COMMAND=QueryDomainApplicationList\nWIDE=1\nLIMIT=2")),
        ("docs/DOMAIN/DELETEDOMAIN#1", sandbox.call("COMMAND=DeleteDomain\nDOMAIN=example-one.com")),
        ("docs/DOMAIN/RESTOREDOMAIN#1", sandbox.call("COMMAND=RestoreDomain\nDOMAIN=example-one.com")),
        ("docs/DOMAIN/PUSHDOMAIN#1", {
            let servers = "\nNAMESERVER0=ns1.example.net\nNAMESERVER1=ns2.example.net";
            assert_eq!(sandbox.call(&add_domain("my-domain.de", servers)).code, 200);
            sandbox.call("COMMAND=PushDomain\nDOMAIN=my-domain.de\nTARGET=TRANSIT")
        }),
        ("docs/USER/ACCOUNT/STATUSACCOUNT#1", sandbox.call("COMMAND=StatusAccount")),
        ("docs/USER/SESSION/CHECKAUTHENTICATION#1", sandbox.call("COMMAND=CheckAuthentication\nSUBUSER=shop\nPASSWORD=secret")),
    ];
    for (id, answer) in examples {
        assert_shape(&path, id, &answer);
    }
}

/// An answer has the code, the PENDING mark and the properties of an example.
pub(crate) fn assert_shape(path: &Path, id: &str, answer: &Answer) {
    let rows = json_lines(path);
    let row = rows.iter().find(|row| row["id"] == id).unwrap();
    assert_eq!(json!(answer.code), row["expect"]["code"], "{id}");
    let pending = row["expect"]["pending"].as_bool().unwrap_or(false);
    assert_eq!(answer.pending, pending, "{id}");
    let names: BTreeSet<&str> = answer.properties.keys().map(String::as_str).collect();
    let mut expected: BTreeSet<&str> = names_of(&row["expect"]["properties"]);
    let of = |list: &[(&str, &'static [&'static str])]| {
        list.iter()
            .find(|(known, _)| *known == id)
            .map_or(&[][..], |(_, names)| names)
    };
    expected.retain(|name| !of(LEFT_OUT).contains(name));
    expected.extend(of(ON_TOP));
    assert_eq!(names, expected, "{id}");
}

fn names_of(properties: &Value) -> BTreeSet<&str> {
    properties
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn the_table_is_what_the_script_derives() {
    let Some(path) = reference("known-commands.json") else {
        return;
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let derived = Command::new("python3")
        .arg(root.join("tools/derive_ispapi_commands.py"))
        .arg(path)
        .args(["--output", "-"])
        .output()
        .unwrap();
    assert!(
        derived.status.success(),
        "{}",
        String::from_utf8_lossy(&derived.stderr)
    );
    let table = std::fs::read(root.join("sandbox/data/ispapi_commands.json")).unwrap();
    assert!(
        derived.stdout == table,
        "run tools/derive_ispapi_commands.py"
    );
}
