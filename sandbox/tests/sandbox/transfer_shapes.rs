//! Transfers, trades, contacts and hosts against the examples of the public API reference.

use serde_json::json;

use crate::contacts::TEST_CONTACT;
use crate::reference::assert_shape;
use crate::shared::reference;
use crate::support::{Sandbox, add_domain};
use crate::trades::with_domain;
use crate::transfers::{transfer, with_foreign};

#[test]
fn transfers_have_the_shape_of_the_examples() {
    let Some(path) = reference("parse-docs.jsonl") else {
        return;
    };
    let locked = [("locked", json!(true)), ("registrar", json!(""))];
    let sandbox = with_foreign(&["authisvalid=unknown"], &locked);
    let checked = sandbox.call("COMMAND=CheckDomainTransfer\nDOMAIN=away.com");
    assert_shape(
        &path,
        "docs/DOMAIN/TRANSFER/CHECKDOMAINTRANSFER#1",
        &checked,
    );
    let sandbox = with_foreign(&[], &[("registrar", json!(""))]);
    let ordered = transfer(&sandbox, "away.com", "AUTH=right-code");
    assert!(ordered.pending);
    assert_shape(&path, "docs/DOMAIN/TRANSFERDOMAIN#1", &ordered);
    let shown = sandbox.call("COMMAND=StatusDomainTransfer\nDOMAIN=away.com");
    assert_shape(&path, "docs/DOMAIN/TRANSFER/STATUSDOMAINTRANSFER#1", &shown);
    let sent = sandbox.call("COMMAND=ResendDomainTransferConfirmationEmails\nDOMAIN=away.com");
    let id = "docs/DOMAIN/TRANSFER/RESENDDOMAINTRANSFERCONFIRMATIONEMAILS#1";
    assert_shape(&path, id, &sent);
}

#[test]
fn trades_have_the_shape_of_the_examples() {
    let Some(path) = reference("parse-docs.jsonl") else {
        return;
    };
    let sandbox = with_domain(&[]);
    let set = "COMMAND=ModifyDomain\nDOMAIN=trade.com\nNAMESERVER0=a.net\nX-WHOIS-RSP=A\n\
               X-WHOIS-URL=http://a.example";
    assert_eq!(sandbox.call(set).code, 200);
    let order = "DOMAIN=trade.com\nOWNERCONTACT0=P-NEW";
    let checked = sandbox.call(&format!("COMMAND=CheckDomainTrade\n{order}"));
    assert_shape(&path, "docs/DOMAIN/TRADE/CHECKDOMAINTRADE#1", &checked);
    sandbox.call(&format!("COMMAND=TradeDomain\n{order}"));
    let shown = sandbox.call("COMMAND=StatusDomainTrade\nDOMAIN=trade.com");
    assert_shape(&path, "docs/DOMAIN/TRADE/STATUSDOMAINTRADE#1", &shown);
    sandbox.post(
        "verifications",
        json!({"entity": "ote", "name": "trade.com"}),
    );
    let list = "COMMAND=QueryDomainPendingRegistrantVerificationList\nDOMAIN=trade.com";
    let id = "docs/DOMAIN/QUERYDOMAINPENDINGREGISTRANTVERIFICATIONLIST#1";
    assert_shape(&path, id, &sandbox.call(list));
    for verb in [
        "StatusDomainRegistrantVerification",
        "ResendDomainRegistrantVerificationEmail",
    ] {
        let answer = sandbox.call(&format!("COMMAND={verb}\nDOMAIN=trade.com"));
        assert_shape(
            &path,
            &format!("docs/DOMAIN/{}#1", verb.to_uppercase()),
            &answer,
        );
    }
}

#[test]
fn contacts_and_hosts_have_the_shape_of_the_examples() {
    let Some(path) = reference("parse-docs.jsonl") else {
        return;
    };
    let sandbox = Sandbox::start();
    sandbox.call(&add_domain("glue.com", ""));
    let validate = "COMMAND=ValidateContact\nREGISTRY=AU\nX-AU-OWNER-ACCEPT-VALIDATION-TERMS=1\n\
                    X-AU-OWNER-IDTYPE=4\nX-AU-OWNER-IDNUMBER=PP1\nX-AU-OWNER-DOB=1973-02-16\n\
                    CONTACT=P-1";
    let add = format!("COMMAND=AddContact\nCONTACT=P-1\n{TEST_CONTACT}");
    let host = "NAMESERVER=ns1.glue.com";
    for (page, command) in [
        ("CONTACT/ADDCONTACT", add),
        (
            "CONTACT/STATUSCONTACT",
            "COMMAND=StatusContact\nCONTACT=P-1".to_owned(),
        ),
        (
            "CONTACT/MODIFYCONTACT",
            "COMMAND=ModifyContact\nCONTACT=P-1\nCITY=Rome".to_owned(),
        ),
        ("CONTACT/VALIDATECONTACT", validate.to_owned()),
        (
            "CONTACT/QUERYCONTACTLIST",
            "COMMAND=QueryContactList\nWIDE=1".to_owned(),
        ),
        (
            "CONTACT/DELETECONTACT",
            "COMMAND=DeleteContact\nCONTACT=P-1".to_owned(),
        ),
        (
            "NAMESERVER/ADDNAMESERVER",
            format!("COMMAND=AddNameserver\n{host}\nIPADDRESS0=192.0.2.1"),
        ),
        (
            "NAMESERVER/STATUSNAMESERVER",
            format!("COMMAND=StatusNameserver\n{host}"),
        ),
        (
            "NAMESERVER/MODIFYNAMESERVER",
            format!("COMMAND=ModifyNameserver\n{host}\nIPADDRESS0=::1"),
        ),
        (
            "NAMESERVER/DELETENAMESERVER",
            format!("COMMAND=DeleteNameserver\n{host}"),
        ),
    ] {
        assert_shape(
            &path,
            &format!("docs/DOMAIN/{page}#1"),
            &sandbox.call(&command),
        );
    }
}

#[test]
fn codes_on_order_have_the_shape_of_the_examples() {
    let Some(path) = reference("parse-docs.jsonl") else {
        return;
    };
    let sandbox = Sandbox::start();
    let servers = "\nNAMESERVER0=a.net\nNAMESERVER1=b.net";
    sandbox.call(&add_domain("code.de", servers));
    sandbox.call(&add_domain("code.at", servers));
    for (page, name, verb) in [
        ("DENIC_CREATEAUTHINFO1", "code.de", "DENIC_CreateAuthInfo1"),
        ("DENIC_DELETEAUTHINFO1", "code.de", "DENIC_DeleteAuthInfo1"),
        ("REQUESTDOMAINAUTHINFO", "code.at", "RequestDomainAuthInfo"),
    ] {
        let answer = sandbox.call(&format!("COMMAND={verb}\nDOMAIN={name}"));
        assert_shape(&path, &format!("docs/DOMAIN/{page}#1"), &answer);
    }
}
