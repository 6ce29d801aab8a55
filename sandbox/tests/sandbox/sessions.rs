//! StartSession, EndSession, and calls with s_session.

use serde_json::json;

use crate::support::{Answer, LIVE, OTE, Sandbox};

fn within(sandbox: &Sandbox, entity: &str, session: &str, command: &str) -> Answer {
    let form = [
        ("s_entity", entity),
        ("s_session", session),
        ("s_command", command),
    ];
    sandbox.send(&form).answer()
}

fn started(sandbox: &Sandbox, more: &str) -> String {
    let answer = sandbox.call(&format!("COMMAND=StartSession{more}"));
    assert_eq!(answer.code, 200, "{answer:?}");
    answer.one("SESSION").to_owned()
}

fn stopped_clock() -> Sandbox {
    let sandbox = Sandbox::start();
    sandbox.post(
        "clock",
        json!({"set": "2026-03-04 10:00:00", "stopped": true}),
    );
    sandbox
}

#[test]
fn a_session_stands_for_login_and_password_until_it_is_ended() {
    let sandbox = stopped_clock();
    let session = started(&sandbox, "");
    let account = within(&sandbox, OTE, &session, "COMMAND=StatusAccount");
    assert_eq!((account.code, account.one("AMOUNT")), (200, "100.00"));
    let elsewhere = within(&sandbox, LIVE, &session, "COMMAND=StatusAccount");
    assert_eq!(elsewhere.code, 530);
    assert_eq!(elsewhere.description, "SESSION NOT FOUND");
    assert_eq!(
        within(&sandbox, OTE, &session, "COMMAND=EndSession").code,
        200
    );
    let after = within(&sandbox, OTE, &session, "COMMAND=StatusAccount");
    assert_eq!(after.code, 530);
    assert_eq!(after.description, "SESSION NOT FOUND");
    assert_eq!(sandbox.call("COMMAND=EndSession").code, 545);
}

#[test]
fn a_session_ends_by_silence_and_by_age_on_the_sandbox_clock() {
    let sandbox = stopped_clock();
    let alive = |session: &str| within(&sandbox, OTE, session, "COMMAND=StatusAccount").code;
    let later = |span: &str| sandbox.post("clock", json!({ "move": span }));
    let session = started(&sandbox, "\nTIMEOUT=60\nMAXTTL=100");
    later("60s");
    assert_eq!(alive(&session), 200);
    later("40s");
    assert_eq!(alive(&session), 200);
    later("1s");
    assert_eq!(alive(&session), 530, "too old");
    let session = started(&sandbox, "");
    later("600s");
    assert_eq!(alive(&session), 200);
    later("601s");
    sandbox.post("quirks", json!({"expired_session": "507"}));
    assert_eq!(alive(&session), 507);
    assert_eq!(alive("unknown"), 530);
}

#[test]
fn a_session_has_the_rights_of_its_role_and_can_view_a_sub_user() {
    let sandbox = stopped_clock();
    sandbox.post(
        "roles",
        json!({"account": "shop", "role": "whmcs", "password": "pw",
            "access": "StartSession():ALLOW\nStatusAccount():ALLOW"}),
    );
    let answer = sandbox.call_as(OTE, "shop!whmcs", "pw", "COMMAND=StartSession");
    let session = answer.one("SESSION");
    assert_eq!(
        within(&sandbox, OTE, session, "COMMAND=StatusAccount").code,
        200
    );
    let refused = within(&sandbox, OTE, session, "COMMAND=StatusUser");
    assert!(
        refused.description.contains("forbidden by ACL"),
        "{refused:?}"
    );
    sandbox.post(
        "accounts",
        json!({"login": "child", "password": "pw", "balance": "7.00", "parent": "shop"}),
    );
    let form = [
        ("s_entity", OTE),
        ("s_session", session),
        ("s_user", "child"),
        ("s_command", "COMMAND=StatusAccount"),
    ];
    assert_eq!(sandbox.send(&form).answer().one("AMOUNT"), "7.00");
}

#[test]
fn times_and_the_number_of_sessions_are_limited() {
    let sandbox = stopped_clock();
    for bad in ["TIMEOUT=59", "TIMEOUT=3601", "MAXTTL=86401", "MAXTTL=x"] {
        let answer = sandbox.call(&format!("COMMAND=StartSession\n{bad}"));
        assert_eq!(answer.code, 505, "{bad}");
    }
    sandbox.post("quirks", json!({"session_limit": "1"}));
    started(&sandbox, "\nTIMEOUT=60");
    assert_eq!(sandbox.call("COMMAND=StartSession").code, 521);
    sandbox.post("clock", json!({"move": "61s"}));
    started(&sandbox, "");
}

#[test]
fn the_control_shows_no_session_id() {
    let sandbox = stopped_clock();
    let session = started(&sandbox, "");
    assert!(!sandbox.state().to_string().contains(&session));
    assert!(!sandbox.server.control().journal().contains(&session));
}
