//! QueryEventList, StatusEvent, DeleteEvent.

use serde_json::json;

use crate::support::{Answer, OTE, Sandbox};
use crate::transfers::{transfer, with_foreign};

fn with_events() -> Sandbox {
    let sandbox = Sandbox::start();
    sandbox.post("accounts", json!({"login": "other", "password": "pw"}));
    for (day, subclass, account) in [
        ("01", "TRANSFER_PENDING", "shop"),
        ("02", "TRANSFER_SUCCESSFUL", "shop"),
        ("03", "TRANSFER_PENDING", "other"),
        ("04", "TRANSFER_PENDING", "shop"),
    ] {
        sandbox.post(
            "events",
            json!({"entity": "ote", "account": account, "class": "DOMAIN_TRANSFER",
                "subclass": subclass, "domain": format!("d{day}.com"), "info": "A: b -> c",
                "time": format!("2026-03-{day} 08:27:40")}),
        );
    }
    sandbox
}

fn list(sandbox: &Sandbox, more: &str) -> Answer {
    sandbox.call(&format!("COMMAND=QueryEventList{more}"))
}

#[test]
fn events_are_listed_by_date_class_and_page() {
    let sandbox = with_events();
    let all = list(&sandbox, "\nWIDE=1");
    assert_eq!(
        all.all("EVENTDATA0"),
        ["domain:d01.com", "domain:d02.com", "domain:d04.com"]
    );
    assert_eq!(all.all("EVENTDATE")[0], "2026-03-01 08:27:40");
    assert_eq!(all.all("EVENTDATA3"), ["", "", ""]);
    assert!(!list(&sandbox, "").has("EVENTCLASS"));
    let newest = list(&sandbox, "\nWIDE=1\nLIMIT=1\nORDERBY=EVENTDATEDESC");
    assert_eq!(newest.one("EVENTDATA0"), "domain:d04.com");
    let last = list(&sandbox, "\nWIDE=1\nLIMIT=ONLYLAST");
    assert_eq!(last.one("EVENTDATA0"), "domain:d04.com");
    assert_eq!(
        (last.one("TOTAL"), last.one("COUNT"), last.one("FIRST")),
        ("3", "1", "2")
    );
    let done = list(
        &sandbox,
        "\nWIDE=1\nSUBCLASS=*_SUCC*\nMINDATE=2026-03-02\nMAXDATE=2026-03-03",
    );
    assert_eq!(done.one("EVENTDATA0"), "domain:d02.com");
    assert_eq!(list(&sandbox, "\nCLASS=NONE").one("COUNT"), "0");
    assert_eq!(list(&sandbox, "\nORDERBY=EVENT").code, 505);
}

#[test]
fn an_event_is_shown_with_its_text_and_can_be_deleted_by_its_owner() {
    let sandbox = with_events();
    let id = list(&sandbox, "").all("EVENT")[0].clone();
    let status = |login: &str, password: &str| {
        sandbox.call_as(
            OTE,
            login,
            password,
            &format!("COMMAND=StatusEvent\nEVENT={id}"),
        )
    };
    let event = status("shop", "secret");
    assert_eq!(event.one("DATE"), "2026-03-01 08:27:40.0");
    assert_eq!(event.one("DATA"), "domain:d01.com");
    assert_eq!(event.one("INFO"), "A%3a%20b%20%2d%3e%20c");
    sandbox.post("quirks", json!({"event_dates": "plain"}));
    assert_eq!(status("shop", "secret").one("DATE"), "2026-03-01 08:27:40");
    sandbox.post("quirks", json!({"event_dates": "fraction"}));
    let all = list(&sandbox, "\nWIDE=1");
    assert_eq!(all.all("EVENTDATE")[0], "2026-03-01 08:27:40.0");
    assert_eq!(status("other", "pw").code, 545);
    let delete = format!("COMMAND=DeleteEvent\nEVENT={id}");
    assert_eq!(sandbox.call_as(OTE, "other", "pw", &delete).code, 541);
    assert_eq!(sandbox.call(&delete).code, 200);
    assert_eq!(sandbox.call(&delete).code, 541);
    assert_eq!(status("shop", "secret").code, 545);
    assert_eq!(sandbox.call("COMMAND=StatusEvent\nEVENT=x").code, 505);
}

#[test]
fn transfers_tell_how_far_they_are_and_bring_their_zone() {
    let sandbox = with_foreign(&[], &[]);
    let order = "AUTH=right-code\nINTERNALDNS=1";
    assert_eq!(transfer(&sandbox, "away.com", order).code, 200);
    let seen = || list(&sandbox, "\nWIDE=1").all("EVENTSUBCLASS").to_vec();
    assert_eq!(seen(), ["TRANSFER_PENDING"]);
    sandbox.post("clock", json!({"move": "6d"}));
    assert_eq!(seen(), ["TRANSFER_PENDING", "TRANSFER_SUCCESSFUL"]);
    let zone = sandbox.call("COMMAND=StatusDNSZone\nDNSZONE=away.com.");
    assert_eq!(zone.code, 200);
    let denied = with_foreign(&[], &[("answer", json!("deny"))]);
    transfer(&denied, "away.com", order);
    denied.post("clock", json!({"move": "6d"}));
    let last = list(&denied, "\nWIDE=1\nLIMIT=ONLYLAST");
    assert_eq!(last.one("EVENTSUBCLASS"), "TRANSFER_FAILED");
    assert_eq!(last.one("EVENTDATA0"), "domain:away.com");
}
