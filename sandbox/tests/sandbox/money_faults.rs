//! Every fault against every command that costs money: the charge is made when the fault says so,
//! and never otherwise.

use serde_json::{Value, json};

use crate::life::{about, at};
use crate::support::{OTE, Reply, Sandbox, add_domain, contact};

/// A command that costs money, and what has to be there first.
struct Money {
    command: &'static str,
    text: fn() -> String,
    prepare: fn(&Sandbox),
}

const PAID: &[Money] = &[
    Money {
        command: "AddDomain",
        text: || add_domain("new.com", ""),
        prepare: |_| {},
    },
    Money {
        command: "AddDomainApplication",
        text: || {
            let contacts = contact("OWNERCONTACT0") + &contact("TECHCONTACT0");
            format!(
                "COMMAND=AddDomainApplication\nDOMAIN=premium-name.biz\nPERIOD=1{contacts}\n\
                 CLASS=PREMIUM_BIZ_TIER 2\nPRICE=450\nCURRENCY=USD"
            )
        },
        prepare: |_| {},
    },
    Money {
        command: "TransferDomain",
        text: || "COMMAND=TransferDomain\nDOMAIN=theirs.com\nAUTH=code-123".to_owned(),
        prepare: |sandbox| sandbox.post("foreign", json!({"name": "theirs.com"})),
    },
    Money {
        command: "RenewDomain",
        text: || "COMMAND=RenewDomain\nDOMAIN=own.com\nEXPIRATION=2027".to_owned(),
        prepare: |sandbox| seed(sandbox, "own.com", "2027-01-20"),
    },
    Money {
        command: "PayDomainRenewal",
        text: || "COMMAND=PayDomainRenewal\nDOMAIN=own.de\nEXPIRATION=2026".to_owned(),
        prepare: |sandbox| seed(sandbox, "own.de", "2026-02-20"),
    },
    Money {
        command: "RestoreDomain",
        text: || "COMMAND=RestoreDomain\nDOMAIN=own.com".to_owned(),
        prepare: |sandbox| {
            seed(sandbox, "own.com", "2027-01-20");
            about(sandbox, "DeleteDomain", "own.com", "");
        },
    },
    Money {
        command: "TradeDomain",
        text: || {
            let owner = contact("OWNERCONTACT0");
            format!("COMMAND=TradeDomain\nDOMAIN=own.ch{owner}")
        },
        prepare: |sandbox| seed(sandbox, "own.ch", "2027-01-20"),
    },
    Money {
        command: "X-ACCEPT-WHOISTRUSTEE-TAC",
        text: || "COMMAND=ModifyDomain\nDOMAIN=own.com\nX-ACCEPT-WHOISTRUSTEE-TAC=1".to_owned(),
        prepare: |sandbox| seed(sandbox, "own.com", "2027-01-20"),
    },
];

fn seed(sandbox: &Sandbox, name: &str, expiration: &str) {
    let domain = json!({
        "entity": "ote", "account": "shop", "name": name, "created": "2025-01-20",
        "expiration": expiration,
    });
    sandbox.post("domains", domain);
}

fn ready(money: &Money) -> Sandbox {
    let sandbox = at("2026-01-10", &[]);
    let rich = json!({"entity": "ote", "login": "shop", "amount": "5000.00"});
    sandbox.post("balance", rich);
    (money.prepare)(&sandbox);
    sandbox
}

fn send(sandbox: &Sandbox, text: &str) -> Reply {
    let form = [
        ("s_entity", OTE),
        ("s_login", "shop"),
        ("s_pw", "secret"),
        ("s_command", text),
    ];
    sandbox.send(&form)
}

fn charges(sandbox: &Sandbox) -> usize {
    let ledger = sandbox.server.control().get("ledger?entity=ote").unwrap();
    ledger.as_array().unwrap().len()
}

fn received(sandbox: &Sandbox) -> u64 {
    let counters = sandbox.server.control().counters();
    counters["received"].as_u64().unwrap()
}

/// The fault as it hits before and after the change of state.
fn both_ways() -> Vec<(Value, bool)> {
    let mut found = vec![
        (json!({"effect": "close_before_executing"}), false),
        (json!({"effect": "close_before_reading"}), false),
        (json!({"effect": "close_on_accept"}), false),
        (json!({"effect": "close_after_executing"}), true),
        (json!({"effect": "close_after_answer"}), true),
    ];
    for execute in [false, true] {
        found.extend([
            (
                json!({"effect": "answer", "code": 421, "execute": execute}),
                execute,
            ),
            (
                json!({"effect": "body", "text": "404", "execute": execute}),
                execute,
            ),
            (json!({"effect": "cut_body", "execute": execute}), execute),
            (
                json!({"effect": "delay", "milliseconds": 1, "execute": execute}),
                execute,
            ),
            (
                json!({"effect": "http_status", "status": 502, "execute": execute}),
                execute,
            ),
            (json!({"effect": "short_body", "execute": execute}), execute),
        ]);
    }
    found
}

#[test]
fn every_fault_hits_every_paid_command_before_or_after_its_charge() {
    for money in PAID {
        for (fault, executes) in both_ways() {
            let sandbox = ready(money);
            sandbox.post("faults", fault.clone());
            send(&sandbox, &(money.text)());
            let told = format!("{} {fault}", money.command);
            assert_eq!(charges(&sandbox), usize::from(executes), "{told}");
            let left = sandbox.server.control().get("faults").unwrap();
            assert_eq!(left, json!([]), "{told}");
        }
    }
}

#[test]
fn the_ledger_names_the_command_that_was_charged() {
    for money in PAID {
        let sandbox = ready(money);
        send(&sandbox, "COMMAND=StatusAccount");
        assert_eq!(
            send(&sandbox, &(money.text)()).answer().code,
            200,
            "{}",
            money.command
        );
        let ledger = sandbox.server.control().get("ledger").unwrap();
        let [entry] = ledger.as_array().unwrap().as_slice() else {
            panic!("{}: {ledger}", money.command);
        };
        assert_eq!(entry["command"], money.command);
        assert_eq!(entry["caused_by"]["number"], entry["received"]);
        assert_eq!(entry["caused_by"]["code"], 200);
        let object = entry["object"].as_str().unwrap();
        assert!(
            (money.text)().contains(&format!("DOMAIN={object}")),
            "{object}"
        );
    }
}

#[test]
fn a_late_command_takes_effect_when_its_time_has_come() {
    for money in PAID {
        for (when, silent) in [
            ("after_seconds", false),
            ("after_requests", false),
            ("", true),
        ] {
            let sandbox = ready(money);
            let mut fault = json!({"effect": "execute_late", "silent": silent});
            if !when.is_empty() {
                fault[when] = json!(2);
            }
            sandbox.post("faults", fault.clone());
            let told = format!("{} {fault}", money.command);
            if silent {
                sandbox.connect().send_and_leave(OTE, &(money.text)());
                sandbox.until("received", |received| received > 0);
            } else {
                assert_eq!(send(&sandbox, &(money.text)()).status, 0, "{told}");
            }
            assert_eq!(charges(&sandbox), 0, "{told}");
            match when {
                "after_requests" => {
                    send(&sandbox, "COMMAND=StatusAccount");
                    assert_eq!(charges(&sandbox), 0, "{told}");
                    send(&sandbox, "COMMAND=StatusAccount");
                }
                "after_seconds" => {
                    sandbox.post("clock", json!({"move": "1s"}));
                    assert_eq!(charges(&sandbox), 0, "{told}");
                    sandbox.post("clock", json!({"move": "1s"}));
                }
                _ => sandbox.post("clock", json!({"move": "1s"})),
            }
            assert_eq!(charges(&sandbox), 1, "{told}");
        }
    }
}

#[test]
fn a_late_renewal_is_done_at_its_own_time() {
    let sandbox = at("2026-01-10", &[]);
    seed(&sandbox, "own.com", "2027-01-20");
    let late = json!({"effect": "execute_late", "after_seconds": 3600});
    sandbox.post("faults", late);
    send(
        &sandbox,
        "COMMAND=RenewDomain\nDOMAIN=own.com\nEXPIRATION=2027",
    );
    sandbox.post("clock", json!({"move": "2d"}));
    let ledger = sandbox.server.control().get("ledger").unwrap();
    assert_eq!(ledger[0]["time"], "2026-01-10T13:00:00Z");
    let exchanges = sandbox.server.control().get("exchanges").unwrap();
    assert_eq!(
        (&exchanges[0]["executed"], &exchanges[0]["code"]),
        (&json!(true), &json!(200))
    );
}

#[test]
fn a_doubled_command_does_not_lose_a_late_one() {
    let sandbox = Sandbox::start();
    for fault in [
        json!({"effect": "execute_late", "after_requests": 2}),
        json!({"effect": "deliver_twice"}),
    ] {
        sandbox.post("faults", fault);
    }
    send(&sandbox, &add_domain("late.com", ""));
    send(&sandbox, "COMMAND=StatusAccount");
    assert_eq!(charges(&sandbox), 0);
    send(&sandbox, "COMMAND=StatusAccount");
    assert_eq!(charges(&sandbox), 1);
}

#[test]
fn a_command_that_is_delivered_twice_is_carried_out_twice() {
    let second = [
        ("AddDomain", 540, 1),
        ("AddDomainApplication", 540, 1),
        ("TransferDomain", 536, 1),
        ("RenewDomain", 555, 1),
        ("PayDomainRenewal", 555, 1),
        ("RestoreDomain", 552, 1),
        ("TradeDomain", 200, 2),
        ("X-ACCEPT-WHOISTRUSTEE-TAC", 200, 1),
    ];
    for (money, (command, code, charged)) in PAID.iter().zip(second) {
        assert_eq!(money.command, command);
        for (first, seen) in [(false, code), (true, 200)] {
            let sandbox = ready(money);
            let before = received(&sandbox);
            sandbox.post("faults", json!({"effect": "deliver_twice", "first": first}));
            let told = format!("{command} {first}");
            assert_eq!(
                send(&sandbox, &(money.text)()).answer().code,
                seen,
                "{told}"
            );
            assert_eq!(charges(&sandbox), charged, "{told}");
            assert_eq!(received(&sandbox), before + 2, "{told}");
        }
    }
    // Without its guard a renewal is made twice.
    let sandbox = at("2026-01-10", &[]);
    seed(&sandbox, "own.com", "2027-01-20");
    sandbox.post("faults", json!({"effect": "deliver_twice"}));
    send(&sandbox, "COMMAND=RenewDomain\nDOMAIN=own.com");
    assert_eq!(charges(&sandbox), 2);
}

#[test]
fn a_fault_can_name_the_number_of_its_command() {
    let sandbox = Sandbox::start();
    sandbox.post("faults", json!({"nth": 2, "effect": "answer", "code": 421}));
    let codes = [(); 3].map(|()| send(&sandbox, "COMMAND=StatusAccount").answer().code);
    assert_eq!(codes, [200, 421, 200]);
    let early = json!({"nth": 2, "effect": "close_on_accept"});
    assert!(sandbox.server.control().post("faults", early).is_err());
}

#[test]
fn a_plan_of_chance_repeats_itself() {
    let codes = |seed: u64| {
        let sandbox = Sandbox::start();
        let plan = json!({"seed": seed, "rules": [
            {"command": "StatusAccount", "per_mille": 300, "effect": "answer", "code": 421},
            {"command": "AddDomain", "per_mille": 300, "effect": "cut_body"},
        ]});
        sandbox.post("chaos", plan);
        let codes: Vec<u16> = (0..60)
            .map(|_| send(&sandbox, "COMMAND=StatusAccount").answer().code)
            .collect();
        let shown = sandbox.server.control().get("chaos").unwrap();
        let hits = codes.iter().filter(|code| **code == 421).count();
        assert_eq!(
            (&shown["drawn"], &shown["hits"]),
            (&json!(60), &json!(hits))
        );
        sandbox.server.control().delete("chaos").unwrap();
        assert_eq!(send(&sandbox, "COMMAND=StatusAccount").answer().code, 200);
        codes
    };
    let first = codes(3);
    assert!(first.contains(&421) && first.contains(&200));
    assert_eq!(first, codes(3));
    assert_ne!(first, codes(4));
}
