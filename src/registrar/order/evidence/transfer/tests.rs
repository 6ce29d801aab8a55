#![allow(clippy::unwrap_used)] // a test may fail by panic

use super::*;
use crate::registrar::scripted::{lost, reply};

const GONE: &str = "545 Entity reference not found";

/// `StatusDomain`, `StatusDomainTransfer` and the log.
fn verdict(before: &Params, domain: &str, entry: &str, log: &str) -> Verdict {
    let answers =
        [domain, entry, log].map(|text| if text.is_empty() { lost() } else { reply(text) });
    Transfer.verdict(before, 1, &answers)
}

fn before(entry: &str, arrived: &str) -> Params {
    let log = reply("200 ok\nLOGINDEX=7\nOPERATIONTYPE=TRANSFER\nOPERATIONSTATUS=FAILED");
    Transfer::before(&[reply(GONE), reply(entry), log], arrived)
}

fn entry(status: &str, created: &str) -> String {
    format!(
        "200 ok\nTRANSFERTYPE=INCOMING\nTRANSFERSTATUS={status}\nCREATEDDATE={created}\n\
         TRANSFERLOG=domain transfer initiated\nTRANSFERLOG=denied by registrar, AUTH=s3cr3t-42"
    )
}

fn log(operation: &str, status: &str) -> String {
    format!(
        "200 ok\nLOGINDEX=9\nLOGINDEX=8\nLOGINDEX=7\nOPERATIONTYPE=UPDATE\nOPERATIONTYPE={operation}\n\
         OPERATIONTYPE=TRANSFER\nOPERATIONSTATUS=FAILED\nOPERATIONSTATUS={status}\nOPERATIONSTATUS=FAILED"
    )
}

fn is_pending(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Happened(proof) if proof.pending)
}

#[test]
fn a_domain_that_is_here_has_come_whatever_brought_it() {
    let here = "200 ok\nTRANSFERDATE=2026-01-05 00:00:00";
    for entry in [GONE, &entry("SUCCESSFUL", "2"), &entry("FAILED", "2"), ""] {
        let verdict = verdict(&before(GONE, ""), here, entry, "");
        let Verdict::Happened(proof) = verdict else {
            unreachable!("it is here: {entry}")
        };
        assert!(!proof.pending);
        assert_eq!(
            proof.facts.text(ARRIVED).unwrap().unwrap(),
            "2026-01-05 00:00:00"
        );
    }
}

#[test]
fn an_answer_about_an_earlier_stay_proves_nothing() {
    let here = "200 ok\nTRANSFERDATE=2020-01-05 00:00:00";
    let stayed = before(GONE, "2020-01-05 00:00:00");
    assert!(matches!(
        verdict(&stayed, here, GONE, GONE),
        Verdict::NoTrace
    ));
    let came = "200 ok\nREGISTRARTRANSFERDATE=2026-01-05 00:00:00";
    assert!(matches!(verdict(&stayed, came, GONE, GONE), Verdict::Happened(p) if !p.pending));
    assert!(is_pending(&verdict(
        &before(GONE, ""),
        here,
        &entry("PENDING", "2"),
        GONE
    )));
}

#[test]
fn only_an_incoming_transfer_that_is_not_final_is_under_way() {
    for status in ["INITIATED", "REQUESTED", "PENDING", "", "SOMETHING NEW"] {
        let verdict = verdict(&before(GONE, ""), GONE, &entry(status, "2"), "");
        assert!(is_pending(&verdict), "{status}");
    }
    let untyped = "200 ok\nTRANSFERSTATUS=PENDING";
    assert!(is_pending(&verdict(&before(GONE, ""), GONE, untyped, "")));
    for kind in ["OUTGOING", "TRADE", "NEW"] {
        let other = format!("200 ok\nTRANSFERTYPE={kind}\nTRANSFERSTATUS=PENDING");
        assert!(
            matches!(
                verdict(&before(GONE, ""), GONE, &other, GONE),
                Verdict::NoTrace
            ),
            "{kind}"
        );
    }
}

#[test]
fn a_failed_entry_refutes_and_shows_no_code() {
    let Verdict::Refuted(line) = verdict(&before(GONE, ""), GONE, &entry("FAILED", "2"), "") else {
        unreachable!("it failed")
    };
    assert_eq!(line, "denied by registrar, AUTH ***");
}

#[test]
fn the_entry_of_an_earlier_request_says_nothing_of_this_one() {
    for created in ["1", ""] {
        let old = entry("FAILED", created);
        assert!(matches!(
            verdict(&before(&old, ""), GONE, &old, GONE),
            Verdict::NoTrace
        ));
        assert!(is_pending(&verdict(
            &before(&old, ""),
            GONE,
            &entry("PENDING", created),
            ""
        )));
    }
}

#[test]
fn the_log_tells_where_no_entry_does() {
    let before = before(GONE, "");
    for status in ["REQUEST", "PENDING", "SUCCESSFUL"] {
        assert!(
            is_pending(&verdict(&before, GONE, GONE, &log("TRANSFER", status))),
            "{status}"
        );
    }
    let failed = log("INBOUND_TRANSFER", "FAILED");
    assert!(matches!(
        verdict(&before, GONE, GONE, &failed),
        Verdict::Refuted(_)
    ));
    assert!(is_pending(&verdict(
        &before,
        GONE,
        &entry("PENDING", "2"),
        &failed
    )));
    let other = log("OUTBOUND_TRANSFER", "FAILED");
    assert!(matches!(
        verdict(&before, GONE, GONE, &other),
        Verdict::NoTrace
    ));
}

#[test]
fn what_cannot_be_read_is_no_proof_of_a_failure() {
    let before = before(GONE, "");
    for domain in ["", "421 Try again", "530 Authentication failed"] {
        let failed = entry("FAILED", "2");
        assert!(
            matches!(verdict(&before, domain, &failed, ""), Verdict::Unreadable),
            "{domain}"
        );
        assert!(
            is_pending(&verdict(&before, domain, &entry("PENDING", "2"), "")),
            "{domain}"
        );
    }
    for (entry, log) in [("", GONE), (GONE, ""), ("421 Try again", GONE)] {
        let verdict = verdict(&before, GONE, entry, log);
        assert!(matches!(verdict, Verdict::Unreadable), "{entry}, {log}");
    }
}
