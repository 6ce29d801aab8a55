//! The pseudo types of extended mode: forwards and aliases, and what they expand to.

use crate::dns::{rows, update, with_zone};

const WEB: &str = "ADDRR0=@ X-HTTP REDIRECT https://b.example/\n\
                   ADDRR1=@ X-HTTP /shop FRAME https://c.example/";
const MAIL: &str = "ADDRR0=@ X-SMTP info@ MAILFORWARD ada@b.example\n\
                    ADDRR1=@ X-SMTP @ MAILFORWARD all@b.example";

#[test]
fn forwards_are_seen_in_extended_mode_and_served_as_what_they_expand_to() {
    let sandbox = with_zone(&[]);
    let extended = format!("EXTENDED=1\nDELRR0=@ A\n{WEB}");
    assert_eq!(update(&sandbox, &extended).code, 200);
    let mail = update(&sandbox, &format!("EXTENDED=1\n{MAIL}"));
    assert_eq!(mail.code, 200, "{mail:?}");
    assert_eq!(
        rows(&sandbox, "SHORT=1\nEXTENDED=1")[2..],
        [
            "@ 3600 IN MX 10 mail.example.com.",
            "www 60 IN A 192.0.2.2",
            "@ 3600 IN X-HTTP REDIRECT https://b.example/",
            "@ 3600 IN X-HTTP /shop FRAME https://c.example/",
            "@ 3600 IN X-SMTP info@ MAILFORWARD ada@b.example",
            "@ 3600 IN X-SMTP @ MAILFORWARD all@b.example",
        ]
    );
    assert_eq!(
        rows(&sandbox, "SHORT=1")[2..],
        [
            "@ 3600 IN MX 10 mail.example.com.",
            "www 60 IN A 192.0.2.2",
            "@ 3600 IN A 192.0.2.80",
            "@ 3600 IN MX 10 mx.ispapi.net.",
        ]
    );
    assert_eq!(
        rows(&sandbox, "SHORT=1\nEXTENDED=1\nRRTYPE=X-SMTP").len(),
        2
    );
}

#[test]
fn the_mx_of_a_mail_forward_cannot_be_added_by_hand() {
    let sandbox = with_zone(&[]);
    update(&sandbox, &format!("EXTENDED=1\n{MAIL}"));
    let again = update(&sandbox, "ADDRR0=@ MX 10 mx.ispapi.net.");
    assert_eq!(again.code, 541);
    assert!(again.description.contains("duplicate record"), "{again:?}");
}

#[test]
fn forwards_are_deleted_in_extended_mode_only() {
    let sandbox = with_zone(&[]);
    update(&sandbox, &format!("EXTENDED=1\n{MAIL}"));
    let forwards = || rows(&sandbox, "EXTENDED=1\nRRTYPE=X-SMTP").len();
    update(&sandbox, "DELRR0=@ X-SMTP");
    assert_eq!(forwards(), 2);
    let one = "EXTENDED=1\nDELRR0=@ X-SMTP info@ MAILFORWARD ada@b.example";
    assert_eq!(update(&sandbox, one).code, 200);
    assert_eq!(forwards(), 1);
    assert_eq!(update(&sandbox, "EXTENDED=1\nDELRR0=@ X-SMTP").code, 200);
    assert_eq!(forwards(), 0);
}

#[test]
fn aliases_and_targets_of_ones_own() {
    let sandbox = with_zone(&[]);
    let answer = update(
        &sandbox,
        "EXTENDED=1\nRR0=@ IN X-ALIAS-MX-WEBAPP gsuite.webapp.ispapi.net.\nRR1=@ X-ALIAS-A host.example.\n\
         RR2=w X-HTTP REDIRECT http://b.example\nRR3=m X-SMTP a@ MAILFORWARD a@b.example\n\
         X-HTTP-A=192.0.2.200\nX-SMTP-MX=mx.b.example.",
    );
    assert_eq!(answer.code, 200, "{answer:?}");
    assert_eq!(
        rows(&sandbox, "SHORT=1")[1..],
        [
            "@ 3600 IN MX 10 gsuite.webapp.ispapi.net.",
            "@ 3600 IN A 192.0.2.81",
            "w 3600 IN A 192.0.2.200",
            "m 3600 IN MX 10 mx.b.example.",
        ]
    );
    assert_eq!(
        update(&sandbox, "EXTENDED=1\nDELRR0=@ IN X-ALIAS-MX-WEBAPP").code,
        200
    );
    assert_eq!(rows(&sandbox, "EXTENDED=1").len(), 4);
}

#[test]
fn mx_records_may_be_hidden_in_extended_mode() {
    let sandbox = with_zone(&["extended_mx=hidden"]);
    assert!(rows(&sandbox, "EXTENDED=1\nRRTYPE=MX").is_empty());
    assert_eq!(rows(&sandbox, "SHORT=1\nRRTYPE=MX").len(), 1);
}
