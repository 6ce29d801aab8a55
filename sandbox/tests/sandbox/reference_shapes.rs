//! Answers about zones, sessions, users, environment and events beside the reference's examples.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::shared::{json_lines, reference};
use crate::support::{Answer, Sandbox};

/// A sandbox in which every example has something to answer with.
fn furnished() -> Sandbox {
    let sandbox = Sandbox::start();
    sandbox.post("clock", json!({"set": "2016-11-15 10:00:00"}));
    sandbox.post(
        "accounts",
        json!({"login": "test.customer", "password": "pw", "parent": "shop"}),
    );
    sandbox.post(
        "events",
        json!({"entity": "ote", "account": "shop", "class": "DOMAIN_TRANSFER", "domain": "a.com",
            "subclass": "TRANSFER_PENDING", "info": "USERTRANSFER: a -> b"}),
    );
    sandbox
}

/// The UpdateDNSZone example whole: it gives one record twice and deletes it again.
const UPDATE: &str = "COMMAND=UpdateDNSZone\nADDRR0=domain.com. 3600 IN A 192.168.0.2\n\
    DELRR0=@ 3600 IN A 192.168.0.1\nDNSZONE=domain.com.\nRR0=@ IN NS nameserver1\n\
    RR1=@ IN NS nameserver2\nRR2=domain.com. 3600 IN A 192.168.0.1\n\
    RR3=domain.com. IN MX 100 mx.domain.com.\nRR4=mx.domain.com. IN A 192.168.0.1\n\
    RR5=domain.com. 3600 IN A 192.168.0.1\nRR6=*.domain.com. 3600 IN A 10.10.0.1\n\
    SOAEXPIRE=3600000\nSOAMINTTL=172800\nSOAREFRESH=86400\nSOARETRY=7200\n\
    SOARNAME=hostmaster.domain.com.\nSOASERIAL=2\nSOATTL=3600";
const SET: &str = "COMMAND=SetEnvironment\nENVIRONMENTKEY=_system/defaults\nENVIRONMENTNAME=nameserver\n\
    ENVIRONMENTVALUE=ns1.hexonet.net,ns2.hexonet.net\nSUBUSER=test.customer";
const GET: &str = "COMMAND=GetEnvironment\nENVIRONMENTKEY0=_system/defaults\n\
    ENVIRONMENTKEY1=_system/defaults\nENVIRONMENTNAME0=nameserver\nENVIRONMENTNAME1=renewalmode\n\
    SUBUSER0=test.customer\nSUBUSER1=test.customer";
const RATES: &str = "COMMAND=QueryExchangeRates\nCURRENCYTO=USD\nFIRST=0\nLIMIT=2\n\
    MAXDATE=2016-11-15 00:00:00\nMINDATE=2016-11-12 00:00:00";

/// Examples of the reference and the commands that answer them, in an order that makes sense.
const EXAMPLES: &[(&str, &str)] = &[
    (
        "DOMAIN/CONVERTIDN",
        "COMMAND=ConvertIdn\nDOMAIN0=äöütest.com",
    ),
    (
        "DOMAIN/DNSZONE/CREATEDNSZONE",
        "COMMAND=CreateDNSZone\nDNSZONE=domain.com.\nEXTERNAL=1",
    ),
    ("DOMAIN/DNSZONE/UPDATEDNSZONE", UPDATE),
    (
        "DOMAIN/DNSZONE/STATUSDNSZONE",
        "COMMAND=StatusDNSZone\nDNSZONE=domain.com.",
    ),
    (
        "DOMAIN/DNSZONE/QUERYDNSZONERRLIST",
        "COMMAND=QueryDNSZoneRRList\nDNSZONE=domain.com.",
    ),
    (
        "DOMAIN/DNSZONE/QUERYDNSZONELIST",
        "COMMAND=QueryDNSZoneList\nLIMIT=2\nSUBCLASS=external\nUSERDEPTH=self\nWIDE=1",
    ),
    (
        "DOMAIN/QUERYDOMAINSUGGESTIONLIST",
        "COMMAND=QueryDomainSuggestionList\nKEYWORD=coffeeshop\nSOURCE=ISPAPI-SUGGESTIONS\nCATEGORY0=shopping,marketing\nLANGUAGE0=en",
    ),
    (
        "OBJECT/CHECKAUTHORIZATION",
        "COMMAND=CheckAuthorization\nOBJECTCLASS=USER\nOBJECTID=test.customer",
    ),
    ("USER/ACCOUNT/QUERYEXCHANGERATES", RATES),
    (
        "USER/CLASS/QUERYUSERCLASSLIST",
        "COMMAND=QueryUserClassList",
    ),
    (
        "USER/CLASS/STATUSUSERCLASS",
        "COMMAND=StatusUserClass\nUSERCLASS=STANDARD",
    ),
    ("USER/ENVIRONMENT/SETENVIRONMENT", SET),
    ("USER/ENVIRONMENT/GETENVIRONMENT", GET),
    (
        "USER/ENVIRONMENT/QUERYENVIRONMENTLIST",
        "COMMAND=QueryEnvironmentList\nSUBUSER=test.customer",
    ),
    (
        "USER/EVENT/QUERYEVENTLIST",
        "COMMAND=QueryEventList\nLIMIT=2\nWIDE=1",
    ),
    (
        "USER/EVENT/STATUSEVENT",
        "COMMAND=StatusEvent\nEVENT=22473397",
    ),
    (
        "USER/EVENT/DELETEEVENT",
        "COMMAND=DeleteEvent\nEVENT=22473397",
    ),
    (
        "USER/GETUSERINDEX",
        "COMMAND=GetUserIndex\nUSER=test.customer",
    ),
    ("USER/SESSION/STARTSESSION", "COMMAND=StartSession"),
    ("USER/STATUSUSER", "COMMAND=StatusUser\nRELATIONS=0"),
];

#[test]
fn answers_have_the_properties_of_the_examples() {
    let Some(path) = reference("parse-docs.jsonl") else {
        return;
    };
    let sandbox = furnished();
    let rows = json_lines(&path);
    for (id, command) in EXAMPLES {
        let answer = sandbox.call(command);
        compare(&rows, &format!("docs/{id}#1"), &answer);
    }
    let session = sandbox
        .call("COMMAND=StartSession")
        .one("SESSION")
        .to_owned();
    let form = [
        ("s_entity", "1234"),
        ("s_session", &session),
        ("s_command", "COMMAND=EndSession"),
    ];
    let ended = sandbox.send(&form).answer();
    compare(&rows, "docs/USER/SESSION/ENDSESSION#1", &ended);
}

fn compare(rows: &[Value], id: &str, answer: &Answer) {
    let row = rows.iter().find(|row| row["id"] == id).unwrap();
    assert_eq!(json!(answer.code), row["expect"]["code"], "{id} {answer:?}");
    let expected = row["expect"]["properties"].as_object().unwrap();
    let expected: BTreeSet<&str> = expected.keys().map(String::as_str).collect();
    let names: BTreeSet<&str> = answer.properties.keys().map(String::as_str).collect();
    assert_eq!(names, expected, "{id}");
}

#[test]
fn a_record_list_has_the_order_of_magnitude_of_the_example() {
    let sandbox = furnished();
    for (_, command) in &EXAMPLES[1..3] {
        assert_eq!(sandbox.call(command).code, 200);
    }
    let rows = sandbox.call("COMMAND=QueryDNSZoneRRList\nDNSZONE=domain.com.\nRRTYPE=A");
    assert_eq!(
        rows.all("RR"),
        [
            "mx.domain.com. 3600 IN A 192.168.0.1",
            "*.domain.com. 3600 IN A 10.10.0.1",
            "domain.com. 3600 IN A 192.168.0.2",
        ]
    );
}
