#![allow(clippy::unwrap_used)] // a test may fail by panic

use super::*;
use crate::registrar::scripted::{Script, reply};

fn params(tld: &str) -> Params {
    Params::default()
        .with("Username", "shop")
        .with("Password", "s3cret")
        .with("sld", "example")
        .with("tld", tld)
}

fn script(params: &Params) -> Script {
    let now = time::parse("2018-01-01 00:00:00").unwrap();
    let context = Context {
        now,
        ..Context::default()
    };
    Script::new("GetDomainInformation", params, &context)
}

fn information(cells: &str) -> Params {
    let answer = reply(&format!("200 Command completed successfully\n{cells}"));
    let mut script = script(&params("com")).answer(answer);
    let value = script.value();
    assert_eq!(script.asked(), ["COMMAND=StatusDomain\nDOMAIN=example.com"]);
    value
}

#[test]
fn one_read_tells_everything() {
    let value = information(
        "NAMESERVER=ns1.hexonet.net\nNAMESERVER=ns2.hexonet.net\nSTATUS=ACTIVE\nTRANSFERLOCK=0\n\
         PAIDUNTILDATE=2018-09-26 14:53:20\nFAILUREDATE=2018-11-09 14:53:20\n\
         EXPIRATIONDATE=2017-09-26 14:53:20\nX-ACCEPT-WHOISTRUSTEE-TAC=1",
    );
    assert_eq!(value.text("domain").unwrap().unwrap(), "example.com");
    assert_eq!(value.text("expiry").unwrap().unwrap(), "2018-09-26");
    assert_eq!(value.text("status").unwrap().unwrap(), "active");
    assert_eq!(value.get("transfer_lock"), Some(&Value::Bool(false)));
    assert_eq!(value.get("id_protection"), Some(&Value::Bool(true)));
    assert_eq!(value.map("nameservers").unwrap().unwrap().iter().len(), 2);
}

#[test]
fn what_the_registrar_does_not_say_is_unknown() {
    let value =
        information("STATUS=SOMETHING NEW\nTRANSFERLOCK=\nPAIDUNTILDATE=0000-00-00 00:00:00");
    for name in ["status", "transfer_lock", "expiry"] {
        assert_eq!(value.get(name), Some(&Value::Null), "{name}");
    }
}

#[test]
fn states_are_compared_as_whole_words() {
    let status = |cells: &str| {
        information(cells)
            .text("status")
            .unwrap()
            .map(std::borrow::Cow::into_owned)
    };
    assert_eq!(status("STATUS=INACTIVE").as_deref(), Some("inactive"));
    for word in ["pendingDelete", "redemptionPeriod", "requestedDelete"] {
        let said = status(&format!("STATUS=ACTIVE\nSTATUS={word}"));
        assert_eq!(said.as_deref(), Some("pending_delete"), "{word}");
    }
    assert_eq!(
        status("STATUS=ACTIVE\nSTATUS=clientHold").as_deref(),
        Some("suspended")
    );
    assert_eq!(
        status("STATUS=ACTIVE\nPAIDUNTILDATE=2017-12-31 23:59:59").as_deref(),
        Some("expired")
    );
}

#[test]
fn the_page_judges_by_the_gates_of_the_synchronisation() {
    let params = params("com").with("domainid", 7);
    let shown = |expiry: &str, cells: &str| {
        let shop = Params::default()
            .with("status", "Active")
            .with("expirydate", expiry);
        let mut script = script(&params)
            .load("domain", shop)
            .answer(reply(&format!("200 ok\n{cells}")));
        let value = script.value();
        let text = |name| value.text(name).unwrap().map(std::borrow::Cow::into_owned);
        (text("status"), text("expiry"))
    };
    let told =
        |status: &str, expiry: Option<&str>| (Some(status.to_owned()), expiry.map(str::to_owned));
    for (case, shop, cells, wanted) in [
        (
            "1970 is no date",
            "2018-09-26",
            "STATUS=ACTIVE\nPAIDUNTILDATE=1970-01-01 00:00:00",
            told("active", None),
        ),
        (
            "a date far before the shop's waits for a person",
            "2018-12-31",
            "STATUS=ACTIVE\nPAIDUNTILDATE=2017-12-20 00:00:00",
            told("active", None),
        ),
        (
            "a date that passed",
            "2018-12-20",
            "STATUS=ACTIVE\nPAIDUNTILDATE=2017-12-20 00:00:00",
            told("expired", Some("2017-12-20")),
        ),
        (
            "what is not there yet has no date",
            "2018-09-26",
            "STATUS=REQUESTEDCREATE\nPAIDUNTILDATE=2017-12-20 00:00:00",
            told("inactive", None),
        ),
    ] {
        assert_eq!(shown(shop, cells), wanted, "{case}");
    }
}

#[test]
fn privacy_that_is_not_told_is_not_off() {
    for (cells, wanted) in [
        ("STATUS=ACTIVE", Value::Null),
        (
            "STATUS=ACTIVE\nX-ACCEPT-WHOISTRUSTEE-TAC=0",
            Value::Bool(false),
        ),
        (
            "STATUS=ACTIVE\nX-ACCEPT-WHOISTRUSTEELITE-TAC=1",
            Value::Bool(true),
        ),
    ] {
        assert_eq!(
            information(cells).get("id_protection"),
            Some(&wanted),
            "{cells}"
        );
    }
}

#[test]
fn the_page_shows_the_day_that_the_synchronisation_writes() {
    let params = params("com").with("ExpiryDayEarlier", "on");
    let mut script = script(&params).answer(reply("200 ok\nPAIDUNTILDATE=2018-09-26 14:53:20"));
    assert_eq!(
        script.value().get("expiry"),
        Some(&Value::from("2018-09-25"))
    );
}

#[test]
fn a_domain_that_was_read_for_this_page_is_not_read_again() {
    let kept = "[RESPONSE]\nCODE=200\nDESCRIPTION=ok\nPROPERTY[STATUS][0]=ACTIVE\nEOF\n";
    let mut script = script(&params("com")).load("memo", Params::default().with("reply", kept));
    assert_eq!(script.value().get("status"), Some(&Value::from("active")));
    assert!(script.asked().is_empty());
}

#[test]
fn a_waiting_transfer_is_asked_first_and_only_where_the_shop_waits_for_it() {
    let params = params("com").with("domainid", 7);
    let shop = |status: &str| Value::Map(Params::default().with("status", status));
    let running = "200 ok\nTRANSFERTYPE=INCOMING\nTRANSFERSTATUS=REQUESTED\nNAMESERVER=ns1.a.net";
    let mut waiting = script(&params)
        .load("domain", shop("Pending Transfer"))
        .answer(reply(running));
    let value = waiting.value();
    assert_eq!(value.map("nameservers").unwrap().unwrap().iter().len(), 1);
    assert_eq!(value.get("expiry"), None);
    assert_eq!(
        waiting.asked(),
        ["COMMAND=StatusDomainTransfer\nDOMAIN=example.com"]
    );

    for over in [
        "545 Entity reference not found",
        "200 ok\nTRANSFERTYPE=INCOMING\nTRANSFERSTATUS=SUCCESSFUL",
        "200 ok\nTRANSFERTYPE=OUTGOING\nTRANSFERSTATUS=REQUESTED",
    ] {
        let mut script = script(&params)
            .load("domain", shop("Pending Transfer"))
            .answer(reply(over))
            .answer(reply("200 ok\nSTATUS=ACTIVE"));
        assert_eq!(
            script.value().get("status"),
            Some(&Value::from("active")),
            "{over}"
        );
        assert_eq!(script.asked().len(), 2);
    }

    let mut script = script(&params)
        .load("domain", shop("Active"))
        .answer(reply("200 ok"));
    script.value();
    assert_eq!(script.asked(), ["COMMAND=StatusDomain\nDOMAIN=example.com"]);
}

#[test]
fn somebody_elses_transfer_is_told_beside_the_domain() {
    let value = information("STATUS=ACTIVE\nSTATUS=pendingTransfer");
    assert_eq!(value.get("leaving"), Some(&Value::Bool(true)));
    assert_eq!(value.get("status"), Some(&Value::from("active")));
}

#[test]
fn a_change_of_owner_shows_what_the_domain_tells_of_it() {
    let cells = "200 ok\nSTATUS=ACTIVE\nX-REGISTRANT-VERIFICATION-STATUS=PENDING\nX-REGISTRANT-VERIFICATION-EMAIL=a@b.cd\n\
                 TRADE-OWNERCONTACT=P-ABC1\nTRADE-TRANSFERLOCK-EXPIRATIONDATE=2018-03-01 10:00:00";
    let icann = "200 ok\nZONEPOLICYREGISTRANTNAMECHANGEBY=ICANN-TRADE";
    let mut shown = script(&params("com"))
        .aside("QueryDomainOptions", icann)
        .answer(reply(cells));
    let value = shown.value();
    for (name, wanted) in [
        ("irtp", Value::Bool(true)),
        ("irtp_lock", Value::Bool(true)),
        ("irtp_lock_until", Value::from("2018-03-01")),
        ("contact_change_pending", Value::Bool(true)),
        ("suspension_pending", Value::Bool(true)),
        ("registrant_email", Value::from("a@b.cd")),
    ] {
        assert_eq!(value.get(name), Some(&wanted), "{name}");
    }
    assert!(matches!(value.get("irtp_fields"), Some(Value::List(fields)) if fields.len() == 4));

    // Where the platform handles such changes itself, and for country codes, the shop has no part in them.
    for (params, facts) in [
        (params("com").with("IRTP", "api"), icann),
        (params("de"), icann),
        (params("com"), "200 ok"),
    ] {
        let mut script = script(&params)
            .aside("QueryDomainOptions", facts)
            .answer(reply(cells));
        let value = script.value();
        assert_eq!(value.get("irtp"), Some(&Value::Bool(false)));
        assert_eq!(
            value.get("contact_change_pending"),
            Some(&Value::Bool(false))
        );
    }
}

#[test]
fn a_domain_that_is_not_there_is_a_sentence_and_nothing_more_is_asked() {
    let mut script = script(&params("com")).answer(reply("545 Entity reference not found"));
    assert_eq!(script.failure().code, "ispapi.545");
    assert_eq!(script.asked().len(), 1);
    assert!(script.effects().is_empty());
}
