//! Many domains at once. How fast that is: `cargo bench -p ispbridge-sandbox`.

use std::collections::BTreeSet;

use serde_json::json;

use crate::in_process::{call, start};

const COUNT: usize = 5_500;

fn seed(sandbox: &ispbridge_sandbox::InProcess) {
    let many = json!({
        "entity": "ote", "account": "shop", "name": "bulk-{n}", "count": COUNT,
        "tlds": {"com": 8, "de": 2, "net": 1}, "created": "2020-01-01",
        "expiration": "2026-02-01", "expiration_to": "2027-01-31 00:00:00",
    });
    sandbox.control().post("domains", many).unwrap();
}

#[test]
fn a_list_is_read_page_by_page_whole_and_in_order() {
    for (order, column) in [
        ("", "DOMAIN"),
        ("\nORDERBY=PAIDUNTILDATE\nWIDE=1", "DOMAINPAIDUNTILDATE"),
    ] {
        let sandbox = start();
        seed(&sandbox);
        let mut names = BTreeSet::new();
        let mut last = String::new();
        let mut first = 0;
        while first < COUNT {
            let page = format!("COMMAND=QueryDomainList\nLIMIT=1000\nFIRST={first}{order}");
            let page = call(&sandbox, &page);
            assert_eq!(page.one("TOTAL"), COUNT.to_string());
            for value in page.all(column) {
                assert!(last <= *value, "{last} before {value}");
                last.clone_from(value);
            }
            names.extend(page.all("DOMAIN").iter().cloned());
            first += 1_000;
        }
        assert_eq!(names.len(), COUNT);
        assert_eq!(
            names
                .iter()
                .filter(|name| name.split('.').nth(1) == Some("com"))
                .count(),
            4_000
        );
    }
}

#[test]
fn a_remembered_list_is_forgotten_when_something_changes() {
    let sandbox = start();
    seed(&sandbox);
    let total = |more: &str| {
        let list = call(&sandbox, &format!("COMMAND=QueryDomainList\nLIMIT=1{more}"));
        list.one("TOTAL").parse::<usize>().unwrap()
    };
    assert_eq!(total(""), COUNT);
    let gone = json!({"entity": "ote", "name": "bulk-0.com"});
    sandbox.control().post("remove", gone).unwrap();
    assert_eq!(total(""), COUNT - 1);
    assert_eq!(total("\nDOMAIN=bulk-1*"), 1_111);
    let locked = "\nTRANSFERLOCK=1";
    assert_eq!(total(locked), 0);
    call(
        &sandbox,
        "COMMAND=ModifyDomain\nDOMAIN=bulk-1.com\nTRANSFERLOCK=1",
    );
    assert_eq!(total(locked), 1);
}

#[test]
fn expirations_are_spread_and_what_is_due_happens() {
    let sandbox = start();
    seed(&sandbox);
    let within = |from: &str, to: &str| {
        let list =
            format!("COMMAND=QueryDomainList\nMINEXPIRATIONDATE={from}\nMAXEXPIRATIONDATE={to}");
        call(&sandbox, &list).one("TOTAL").parse::<usize>().unwrap()
    };
    let half = within("2026-02-01", "2026-08-02");
    assert!((2_700..=2_800).contains(&half), "{half}");
    sandbox
        .control()
        .post("clock", json!({"move": "40d"}))
        .unwrap();
    let paid = sandbox.control().get("ledger?command=AUTORENEW").unwrap();
    // 2026-02-10: five days before their end gTLDs are paid, earlier .de.
    assert!(paid.as_array().unwrap().len() > 100);
}

#[test]
fn seeds_that_make_no_sense_are_refused() {
    let sandbox = start();
    let body = |more: serde_json::Value| {
        let mut body =
            json!({"entity": "ote", "account": "shop", "name": "bulk-{n}.com", "count": 3});
        body.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        sandbox.control().post("domains", body)
    };
    assert!(body(json!({})).is_ok());
    for wrong in [
        json!({"name": "bulk.com"}),
        json!({"name": "bulk-{n}.zz"}),
        json!({"name": "bulk_{n}.com"}),
        json!({"count": 2_000_000}),
        json!({"expiration": "2026-02-01", "expiration_to": "2026-01-01"}),
        json!({"count": null, "name": "a.com", "tlds": {"com": 1}}),
    ] {
        assert!(body(wrong.clone()).is_err(), "{wrong}");
    }
}
