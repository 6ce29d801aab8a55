use super::*;
use crate::registrar::scripted::{lost, not_sent, reply};

fn transfer(params: &Params) -> Script {
    script("TransferDomain", params).answer(reply(GONE))
}

/// The order of a transfer that is possible, with what the zone and the check say.
fn ordered(params: &Params, zone: &'static str, check: &str) -> (Script, String) {
    let script = transfer(params).aside("QueryDomainOptions", zone);
    let mut script = script.answer(reply(check)).answer(reply(ACCEPTED));
    assert_eq!(script.value().get("pending"), Some(&Value::Bool(true)));
    let order = script.asked().pop().unwrap().to_owned();
    assert!(has_line(&order, "COMMAND=TransferDomain"), "{order}");
    (script, order)
}

fn owed(script: &Script) -> Option<Value> {
    let is_claim = |e: &&Params| e.get("effect") == Some(&Value::from("claim"));
    let claim = script.effects().iter().find(is_claim).unwrap();
    claim.map("before").unwrap().unwrap().get("owed").cloned()
}

#[test]
fn a_transfer_is_checked_sent_once_and_pending() {
    let (script, order) = ordered(&params("com"), "200 ok", POSSIBLE);
    assert_eq!(
        names(&script),
        ["StatusDomain", "CheckDomainTransfer", "TransferDomain"]
    );
    assert_eq!(
        order,
        format!("COMMAND=TransferDomain\nDOMAIN=example.com\nPERIOD=1\nAUTH={CODE}")
    );
    assert_eq!(effects(&script), ["cache", "claim", "settle pending"]);
}

#[test]
fn the_code_goes_out_as_it_was_typed_and_only_where_the_zone_wants_one() {
    for (code, sent) in [
        ("  aB3$x&amp;Y-9z ", Some(CODE)),
        ("&amp;lt;b", Some("&lt;b")),
        ("   ", None),
    ] {
        let (script, order) = ordered(&params("com").with("eppcode", code), "200 ok", POSSIBLE);
        for command in [order.as_str(), script.asked()[1]] {
            let line = command.lines().find_map(|line| line.strip_prefix("AUTH="));
            assert_eq!(line, sent);
        }
    }
    let none = "200 ok\nREGISTRYTRANSFERREQUIREAUTHCODE=NO";
    let (script, _) = ordered(&params("dk"), none, POSSIBLE);
    assert!(
        script
            .asked()
            .iter()
            .all(|command| !command.contains("AUTH="))
    );
    let older = params("com")
        .with("eppcode", "")
        .with("transfersecret", CODE);
    let (_, order) = ordered(&older, "200 ok", POSSIBLE);
    assert!(has_line(&order, &format!("AUTH={CODE}")));
}

#[test]
fn between_two_accounts_the_code_always_goes_out() {
    let none = "200 ok\nREGISTRYTRANSFERREQUIREAUTHCODE=NO\nZONETRANSFERPERIODS=0Y";
    for first in [
        "219 Request is not available; USERTRANSFER - AUTH CODE REQUIRED",
        "218 Request is available\nUSERTRANSFERREQUIRED=1",
    ] {
        let mut script = transfer(&params("dk"))
            .aside("QueryDomainOptions", none)
            .answer(reply(first))
            .answer(reply("218 Request is available\nUSERTRANSFERREQUIRED=1"))
            .answer(reply("200 ok"));
        script.value();
        let order = script.asked().pop().unwrap();
        for line in ["ACTION=USERTRANSFER", "PERIOD=0Y", &format!("AUTH={CODE}")] {
            assert!(has_line(order, line), "{line} in\n{order}");
        }
        assert_eq!(owed(&script), Some(Value::Int(1)));
    }
}

#[test]
fn contacts_and_name_servers_go_where_the_registry_takes_them() {
    let all = [
        "OWNERCONTACT0",
        "ADMINCONTACT0",
        "TECHCONTACT0",
        "BILLINGCONTACT0",
    ];
    for (tld, zone, roles) in [
        ("com", "200 ok", &all[..0]),
        ("es", "200 ok", &all[..0]),
        ("fr", "200 ok", &all[1..3]),
        ("de", "200 ok", &all[..]),
        ("de", "200 ok\nZONEBILLINGCONTACTSMAX=0", &all[..3]),
        ("be", "200 ok", &all[..]),
    ] {
        let (_, order) = ordered(&params(tld), zone, POSSIBLE);
        for role in all {
            let line = format!("{role}LASTNAME=O'Hara");
            assert_eq!(
                has_line(&order, &line),
                roles.contains(&role),
                "{tld} {role}"
            );
        }
        assert_eq!(
            order.contains("NAMESERVER0=ns1.example.net"),
            tld == "be",
            "{tld}"
        );
    }
}

#[test]
fn what_the_registry_asks_of_a_transfer_goes_with_it() {
    let answers = Params::default()
        .with("Legal Type", "CCO")
        .with("ID Protection", "1");
    let given = params("ca").with("additionalfields", answers);
    let (_, order) = ordered(&given, "200 ok", POSSIBLE);
    assert!(has_line(&order, "X-CA-LEGALTYPE=CCO"), "{order}");
    assert!(
        !order.contains("DISCLOSE") && !order.contains("CONTACT0"),
        "{order}"
    );
    let mut without = Script::new("TransferDomain", &params("ca"), &context());
    assert_eq!(without.failure().code, "registrar.field_missing");
    assert!(without.asked().is_empty());
}

#[test]
fn contacts_are_those_before_whmcs_rewrote_them() {
    let original = params("de").with("city", "Zürich");
    let given = params("de")
        .with("city", "Zuerich")
        .with("original", original);
    let (_, order) = ordered(&given, "200 ok", POSSIBLE);
    assert!(has_line(&order, "OWNERCONTACT0CITY=Zürich"), "{order}");
}

#[test]
fn years_that_a_transfer_does_not_bring_are_written_down() {
    for (zone, check, period, left) in [
        ("200 ok\nZONETRANSFERPERIODS=1Y", "", "1", 0),
        ("200 ok\nZONETRANSFERPERIODS=0Y", "", "0Y", 1),
        ("200 ok\nZONETRANSFERPERIODS=0Y R1Y", "", "0Y", 1),
        ("200 ok", "\nPERIOD=0Y", "0Y", 1),
        ("200 ok", "", "1", 0),
    ] {
        let check = format!("{POSSIBLE}{check}\nEXPIRATIONDATE=2026-09-01 00:00:00");
        let (script, order) = ordered(&params("com"), zone, &check);
        assert!(has_line(&order, &format!("PERIOD={period}")), "{order}");
        assert_eq!(owed(&script), Some(Value::Int(left)), "{zone}{check}");
    }
}

#[test]
fn a_tag_is_named_to_the_staff() {
    let none = "200 ok\nREGISTRYTRANSFERREQUIREAUTHCODE=NO\nZONETRANSFERPERIODS=0Y";
    let (script, order) = ordered(&params("co.uk"), none, "218 Request is available");
    assert!(has_line(&order, "ACTION=REQUEST"), "{order}");
    assert_eq!(
        effects(&script),
        ["cache", "claim", "task", "settle pending"]
    );
    assert!(tasks(&script)[0].contains("1API-DE") && tasks(&script)[0].contains("example.co.uk"));
}

#[test]
fn a_name_in_another_script_travels_in_ascii() {
    let given = params("com").with("sld", "Zürich");
    let (_, order) = ordered(&given, "200 ok", POSSIBLE);
    assert!(has_line(&order, "DOMAIN=xn--zrich-kva.com"), "{order}");
}

#[test]
fn a_premium_name_is_ordered_at_the_price_that_was_shown() {
    let check = format!("{POSSIBLE}\nCLASS=PREMIUM_COM_A");
    let relations = "200 ok\nRELATIONTYPE=PRICE_CLASS_DOMAIN_PREMIUM_COM_A_TRANSFER\nRELATIONVALUE=120.30\n\
        RELATIONTYPE=PRICE_CLASS_DOMAIN_PREMIUM_COM_A_CURRENCY\nRELATIONVALUE=USD";
    let premium_of = |cost: &str, currency: &str, years: i64| {
        let given = params("com")
            .with("premiumEnabled", "1")
            .with("regperiod", years)
            .with("premiumCost", cost);
        let shop = Params::default().with("cost_currency", currency);
        transfer(&given)
            .load("domain", Value::Map(shop))
            .answer(reply(&check))
            .answer(reply(relations))
    };
    let premium = |cost: &str| premium_of(cost, "USD", 1);
    let mut same = premium("120.3").answer(reply(ACCEPTED));
    same.value();
    assert!(has_line(same.asked().pop().unwrap(), "CLASS=PREMIUM_COM_A"));
    for cost in ["120.29", "120.31", "12"] {
        let mut other = premium(cost);
        let failure = other.failure();
        assert_eq!(failure.code, "registrar.premium");
        let admin = failure.admin.english();
        assert!(admin.contains("120.30") && admin.contains(cost), "{admin}");
        assert!(!failure.customer.english().contains("120"));
        assert!(effects(&other).iter().all(|effect| effect != "claim"));
    }
    for (currency, years, told) in [
        ("EUR", 1, "120.30 EUR"),
        ("", 1, "120.30 ?"),
        ("USD", 2, "for 2 year(s)"),
    ] {
        let mut other = premium_of("120.30", currency, years);
        let failure = other.failure();
        assert_eq!(failure.code, "registrar.premium");
        let admin = failure.admin.english();
        assert!(admin.contains(told), "{admin}");
        assert!(effects(&other).iter().all(|effect| effect != "claim"));
    }
}

/// A lost answer, or one that asks for patience, says nothing of what became of the order.
#[test]
fn an_order_that_has_failed_says_so_with_its_reason() {
    let failed = |line: &str| {
        format!(
            "200 ok\nTRANSFERTYPE=INCOMING\nTRANSFERSTATUS=FAILED\nCREATEDDATE=2\nTRANSFERLOG={line}"
        )
    };
    let refuted = |answer, line: &str| {
        let read = Script::new("TransferDomain", &params("com"), &context());
        let sent = read.answer(reply(GONE)).answer(reply(GONE));
        let sent = sent.answer(reply(POSSIBLE)).answer(answer);
        let mut script = sent.answer(reply(GONE)).answer(reply(&failed(line)));
        let failure = script.failure();
        assert!(!failure.in_doubt);
        assert_eq!(effects(&script), ["cache", "claim", "settle void"]);
        (failure, evidence(&script, "reason"))
    };
    for answer in [lost(), reply("421 Try again")] {
        let (failure, kept) = refuted(answer.clone(), "denied by the losing registrar");
        assert_eq!(failure.code, "registrar.refuted");
        let admin = failure.admin.english();
        let told = "(transfer) for example.com reached the registrar";
        assert!(admin.contains(told), "{admin}");
        assert!(admin.contains("denied by the losing registrar"), "{admin}");
        assert_eq!(kept, Some("denied by the losing registrar".into()));
        let (unexplained, kept) = refuted(answer, "");
        assert!(unexplained.admin.english().contains("there: - ("));
        assert_eq!(kept, Some("-".into()));
    }
    let (plain, _) = refuted(reply("549 Command failed"), "denied");
    assert_eq!(plain.code, "ispapi.549", "the registrar's own words");
}

#[test]
fn a_lost_answer_is_settled_by_what_the_registrar_shows() {
    let sent = || {
        transfer(&params("com"))
            .answer(reply(POSSIBLE))
            .answer(lost())
    };
    let running =
        "200 ok\nTRANSFERTYPE=INCOMING\nTRANSFERSTATUS=PENDING\nCREATEDDATE=2026-01-10 00:00:00";
    let mut nothing = sent().answer(reply(GONE));
    assert!(nothing.failure().in_doubt);
    assert_eq!(
        effects(&nothing),
        ["cache", "claim", "task", "settle doubt"]
    );

    let mut here = sent().answer(reply("200 ok\nTRANSFERDATE=2026-01-10 00:00:00"));
    assert_eq!(here.value().get("pending"), Some(&Value::Bool(false)));
    assert_eq!(effects(&here), ["cache", "claim", "settle done"]);

    let read = Script::new("TransferDomain", &params("com"), &context());
    let before = read.answer(reply(GONE)).answer(reply(GONE));
    let lost = before.answer(reply(POSSIBLE)).answer(lost());
    let mut shown = lost.answer(reply(GONE)).answer(reply(running));
    assert_eq!(shown.value().get("pending"), Some(&Value::Bool(true)));
    assert_eq!(effects(&shown), ["cache", "claim", "settle pending"]);

    let mut pending = script("TransferDomain", &params("com"))
        .load("journal", journal(row("doubt", 5000)))
        .aside("StatusDomainTransfer", running)
        .answer(reply(GONE));
    assert_eq!(pending.value().get("pending"), Some(&Value::Bool(true)));
    assert_eq!(effects(&pending), ["close_task", "settle pending"]);
}

#[test]
fn a_fault_at_each_step_orders_nothing_twice() {
    for fault in [
        reply("421 Try again"),
        reply("530 Authentication failed"),
        lost(),
        not_sent(),
    ] {
        let mut first = script("TransferDomain", &params("com")).answer(fault.clone());
        first.failure();
        assert_eq!(names(&first), ["StatusDomain"]);
        let mut second = transfer(&params("com")).answer(fault);
        second.failure();
        assert_eq!(names(&second), ["StatusDomain", "CheckDomainTransfer"]);
        assert_eq!(effects(&second), ["cache"]);
    }
    for unread in ["421 Try again", "530 Authentication failed"] {
        let mut entry = transfer(&params("com")).aside("StatusDomainTransfer", unread);
        assert!(!entry.failure().in_doubt);
        assert_eq!(names(&entry), ["StatusDomain"]);
    }
    let refused = |answer| {
        transfer(&params("com"))
            .answer(reply(POSSIBLE))
            .answer(answer)
    };
    for answer in [
        reply("548 Too early"),
        reply("546 Credit limit exceeded"),
        not_sent(),
    ] {
        let is_answer = answer.is_ok();
        let mut script = refused(answer);
        if is_answer {
            script = script.answer(reply(GONE)); // the state is read back
        }
        assert!(!script.failure().in_doubt);
        assert_eq!(effects(&script), ["cache", "claim", "settle void"]);
    }
    let mut busy = refused(reply("421 Try again")).answer(reply(GONE));
    assert!(!busy.failure().in_doubt);
    assert_eq!(effects(&busy), ["cache", "claim", "settle void"]);
}

#[test]
fn a_repetition_is_told_what_the_first_call_came_to() {
    let with = |row: Params, domain: &str| {
        let script = script("TransferDomain", &params("com")).load("journal", journal(row));
        script.answer(reply(domain))
    };
    let unheard = row("done", 100).with("reported", false);
    with(unheard, "200 ok").value();
    let mut heard = with(row("done", 100), "200 ok");
    assert_eq!(heard.failure().code, "registrar.already_ours");
    let owned_by = |id: i64, order: i64| {
        let row = row("done", 100)
            .with("reported", false)
            .with("domain_id", order);
        Script::new(
            "TransferDomain",
            &params("com").with("domainid", id),
            &context(),
        )
        .aside("StatusDomainTransfer", GONE)
        .load("journal", journal(row))
        .answer(reply("200 ok"))
    };
    owned_by(5, 5).value();
    let mut another = owned_by(9, 5);
    assert_eq!(another.failure().code, "registrar.already_ours");
    let mut young = with(row("done", 24 * 3600 - 1), GONE);
    assert_eq!(young.failure().code, "registrar.in_progress");
    let mut waiting = with(row("pending", 5000), GONE);
    assert_eq!(waiting.failure().code, "registrar.in_progress");
    let mut old = with(row("done", 24 * 3600), GONE)
        .answer(reply(POSSIBLE))
        .answer(reply(ACCEPTED));
    old.value();
    assert_eq!(
        effects(&old),
        ["cache", "settle void", "claim", "settle pending"]
    );

    let mut sending =
        script("TransferDomain", &params("com")).load("journal", journal(row("open", 59)));
    assert_eq!(sending.failure().code, "registrar.in_progress");
    assert!(sending.asked().is_empty());
    let mut blind = script("TransferDomain", &params("com")).load("journal", Value::Null);
    assert_eq!(blind.failure().code, "registrar.no_journal");
}

#[test]
fn a_term_that_the_registry_does_not_sell_is_owed_instead() {
    let both = "200 ok\nZONETRANSFERPERIODS=0Y,1Y";
    for refusal in ["548 Too early", "541 Invalid attribute value; PERIOD"] {
        let mut script = transfer(&params("no"))
            .aside("QueryDomainOptions", both)
            .answer(reply(POSSIBLE))
            .answer(reply(refusal))
            .answer(reply(GONE)) // read back
            .answer(reply(ACCEPTED));
        script.value();
        let asked = script.asked();
        let orders = asked
            .iter()
            .rev()
            .filter(|c| c.contains("=TransferDomain\n"));
        let periods = orders.take(2).map(|order| {
            let period = order.lines().find_map(|l| l.strip_prefix("PERIOD="));
            period.unwrap_or_default()
        });
        assert_eq!(periods.collect::<Vec<_>>(), ["0Y", "1"], "{refusal}");
        assert_eq!(
            effects(&script),
            ["cache", "claim", "settle void", "claim", "settle pending"]
        );
        let claims = script.effects().iter();
        let claims = claims.filter(|e| e.get("effect") == Some(&Value::from("claim")));
        let owed = claims.map(|claim| claim.map("before").unwrap().unwrap().get("owed").cloned());
        let owed: Vec<_> = owed.collect();
        assert_eq!(owed, [Some(Value::Int(0)), Some(Value::Int(1))]);
    }
    let mut twice = transfer(&params("no"))
        .aside("QueryDomainOptions", both)
        .answer(reply(POSSIBLE))
        .answer(reply("548 Too early"))
        .answer(reply(GONE))
        .answer(reply("548 Too early"))
        .answer(reply(GONE));
    assert_eq!(twice.failure().code, "ispapi.548");
    let mut funds = transfer(&params("no"))
        .aside("QueryDomainOptions", both)
        .answer(reply(POSSIBLE))
        .answer(reply("546 Credit limit exceeded"))
        .answer(reply(GONE));
    assert_eq!(funds.failure().code, "ispapi.546");
}
