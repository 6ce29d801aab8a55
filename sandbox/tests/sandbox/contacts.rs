//! Contact handles.

use serde_json::json;

use crate::support::{Answer, OTE, Sandbox, add_domain};

pub(crate) const TEST_CONTACT: &str = "CITY=Samplecity\nCOUNTRY=DE\nEMAIL=test@example.com\n\
     FIRSTNAME=Test\nLASTNAME=Contact\nPHONE=+49.1234567890\nSTREET=Samplestreet 42\nZIP=123456";

fn add(sandbox: &Sandbox, data: &str) -> Answer {
    sandbox.call(&format!("COMMAND=AddContact\n{data}"))
}

fn status(sandbox: &Sandbox, handle: &str) -> Answer {
    sandbox.call(&format!("COMMAND=StatusContact\nCONTACT={handle}"))
}

#[test]
fn a_contact_is_made_shown_and_found_again() {
    let sandbox = Sandbox::start();
    let made = add(&sandbox, TEST_CONTACT);
    assert_eq!(
        (made.code, made.one("NEW"), made.one("STATUS")),
        (200, "1", "ACTIVE")
    );
    let handle = made.one("CONTACT").to_owned();
    assert!(handle.starts_with("P-TC"), "{handle}");
    let shown = status(&sandbox, &handle);
    assert_eq!(shown.one("NAME"), "Test Contact");
    assert_eq!(shown.one("STREET"), "Samplestreet 42");
    assert_eq!(shown.one("USER"), "shop");
    assert_eq!(shown.one("AUTH").len(), 10);
    let again = add(&sandbox, TEST_CONTACT);
    assert_eq!((again.one("NEW"), again.one("CONTACT")), ("0", &*handle));
    let forced = add(&sandbox, &format!("{TEST_CONTACT}\nNEW=1"));
    assert_eq!(forced.one("NEW"), "1");
    assert_ne!(forced.one("CONTACT"), handle);
    assert!(sandbox.ledger().is_empty());
}

#[test]
fn a_contact_must_be_complete_and_its_handle_free() {
    let sandbox = Sandbox::start();
    for (left_out, code) in [
        ("CITY=Samplecity\n", 504),
        ("STREET=Samplestreet 42\n", 504),
    ] {
        assert_eq!(
            add(&sandbox, &TEST_CONTACT.replace(left_out, "")).code,
            code
        );
    }
    let local = TEST_CONTACT.replace("+49.1234567890", "0123");
    assert_eq!(add(&sandbox, &local).code, 505);
    assert_eq!(
        add(&sandbox, &format!("{TEST_CONTACT}\nSHOESIZE=42")).code,
        503
    );
    let own = format!("{TEST_CONTACT}\nCONTACT=P-OWN");
    assert_eq!(add(&sandbox, &own).one("CONTACT"), "P-OWN");
    assert_eq!(add(&sandbox, &own).code, 540);
    let state = sandbox.state();
    assert_eq!(state["ote"]["contacts"].as_object().unwrap().len(), 1);
}

#[test]
fn fields_change_and_streets_have_lines() {
    let sandbox = Sandbox::start();
    add(&sandbox, &format!("{TEST_CONTACT}\nCONTACT=P-1\nFAX=+49.1"));
    let modify =
        |changes: &str| sandbox.call(&format!("COMMAND=ModifyContact\nCONTACT=P-1\n{changes}"));
    assert_eq!(
        modify("FIRSTNAME=Newname\nSTREET0=One\nSTREET1=Two\nFAX=").code,
        200
    );
    let shown = status(&sandbox, "P-1");
    assert_eq!(shown.one("NAME"), "Newname Contact");
    assert_eq!(shown.all("STREET"), ["One", "Two"]);
    assert_eq!(shown.one("FAX"), "");
    assert_eq!(modify("CITY=").code, 504);
    assert_eq!(modify("EMAIL=nonsense").code, 505);
    assert_eq!(status(&sandbox, "P-1").one("CITY"), "Samplecity");
    assert_eq!(modify("STREET=One , Two").code, 200);
    assert_eq!(status(&sandbox, "P-1").all("STREET"), ["One , Two"]);
}

#[test]
fn used_and_foreign_contacts_are_protected() {
    let sandbox = Sandbox::start();
    sandbox.call(&add_domain("used.com", ""));
    let used = crate::domains::status(&sandbox, "used.com");
    let delete = |handle: &str| {
        sandbox
            .call(&format!("COMMAND=DeleteContact\nCONTACT={handle}"))
            .code
    };
    assert_eq!(delete(used.one("OWNERCONTACT")), 506);
    add(&sandbox, &format!("{TEST_CONTACT}\nCONTACT=P-1"));
    assert_eq!(delete("P-1"), 200);
    assert_eq!(delete("P-1"), 545);
    sandbox.post("accounts", json!({"login": "other", "password": "pw"}));
    sandbox.post(
        "contacts",
        json!({"entity": "ote", "account": "other", "handle": "P-2"}),
    );
    assert_eq!(delete("P-2"), 531);
    assert_eq!(status(&sandbox, "P-2").code, 531);
    assert_eq!(
        sandbox
            .call("COMMAND=ModifyContact\nCONTACT=P-2\nCITY=Rome")
            .code,
        531
    );
    let owner = sandbox.call_as(OTE, "other", "pw", "COMMAND=StatusContact\nCONTACT=P-2");
    assert_eq!(owner.code, 200);
}

#[test]
fn the_list_filters_and_pages() {
    let sandbox = Sandbox::start();
    for (handle, city) in [("P-1", "Rome"), ("P-2", "Oslo"), ("P-3", "Rome")] {
        let data = TEST_CONTACT.replace("Samplecity", city);
        add(&sandbox, &format!("{data}\nCONTACT={handle}"));
    }
    let list = |more: &str| sandbox.call(&format!("COMMAND=QueryContactList{more}"));
    let romans = list("\nCITY=ro*\nORDERBY=CONTACTDESC\nWIDE=1");
    assert_eq!(romans.all("CONTACT"), ["P-3", "P-1"]);
    assert_eq!(romans.all("CONTACTCITY"), ["Rome", "Rome"]);
    let page = list("\nFIRST=1\nLIMIT=1");
    assert_eq!((page.one("CONTACT"), page.one("TOTAL")), ("P-2", "3"));
    assert!(!page.has("CONTACTCITY"));
    assert_eq!(list("\nSTATUS=DELETED").one("COUNT"), "0");
    assert_eq!(list("\nORDERBY=SHOESIZE").code, 506);
}

#[test]
fn a_contact_is_validated_with_the_right_documents() {
    let sandbox = Sandbox::start();
    add(&sandbox, &format!("{TEST_CONTACT}\nCONTACT=P-1"));
    let validate = |terms: &str, more: &str| {
        sandbox.call(&format!(
            "COMMAND=ValidateContact\nREGISTRY=AU\nX-AU-OWNER-IDTYPE=4\nX-AU-OWNER-DOB=1973-02-16\
             \nX-AU-OWNER-ACCEPT-VALIDATION-TERMS={terms}\n{more}"
        ))
    };
    assert_eq!(validate("1", "CONTACT=P-1").code, 504);
    assert_eq!(
        validate("0", "X-AU-OWNER-IDNUMBER=PP1\nCONTACT=P-1").code,
        541
    );
    assert_eq!(
        validate("1", "X-AU-OWNER-IDNUMBER=PP1\nCONTACT=P-9").code,
        545
    );
    let valid = validate("1", "X-AU-OWNER-IDNUMBER=PP1\nCONTACT=P-1");
    assert_eq!(
        (valid.one("CONTACT"), valid.one("X-AU-VALIDATED")),
        ("P-1", "1")
    );
    let made = validate(
        "1",
        &format!("X-AU-OWNER-IDNUMBER=PP1\nNEW=1\n{TEST_CONTACT}"),
    );
    assert_ne!(made.one("CONTACT"), "P-1");
}
