//! The outside of the API: forms, logins, entities, roles, refusals, connections.

use serde_json::json;

use crate::support::{LIVE, OTE, Sandbox, add_domain};

#[test]
fn a_call_is_answered_in_the_response_grammar() {
    let sandbox = Sandbox::start();
    let answer = sandbox.call("[COMMAND]\nCOMMAND = StatusAccount\nEOF");
    assert_eq!(answer.code, 200);
    assert_eq!(answer.description, "Command completed successfully");
    assert_eq!(answer.one("AMOUNT"), "100.00");
    assert_eq!(answer.one("CURRENCY"), "USD");
    assert_eq!(answer.one("CREDIT"), "0.00");
    assert_eq!(answer.one("DEPOSIT"), "0.00");
    assert_eq!(answer.one("VAT"), "0.00");
}

#[test]
fn answer_layouts_are_quirks() {
    let layouts: [(&[&str], &str); 2] = [
        (&[], "PROPERTY[AMOUNT][0]=100.00\r\n"),
        (
            &[
                "answer_blanks=around",
                "answer_newline=lf",
                "answer_order=code_first",
            ],
            "[RESPONSE]\nDESCRIPTION = Command completed successfully\nCODE = 200\nPROPERTY[AMOUNT]",
        ),
    ];
    for (quirks, expected) in layouts {
        let sandbox = Sandbox::with_quirks(quirks);
        let form = [
            ("s_entity", OTE),
            ("s_login", "shop"),
            ("s_pw", "secret"),
            ("s_command", "COMMAND=StatusAccount"),
        ];
        let text = sandbox.send(&form).text();
        assert!(text.contains(expected), "{text}");
    }
}

#[test]
fn wrong_credentials_and_the_wrong_entity_are_530() {
    let sandbox = Sandbox::start();
    sandbox.post(
        "accounts",
        json!({"entity": "live", "login": "liveonly", "password": "x"}),
    );
    let code = |entity, login, password| {
        sandbox
            .call_as(entity, login, password, "COMMAND=StatusAccount")
            .code
    };
    assert_eq!(code(OTE, "shop", "secret"), 200);
    assert_eq!(code(OTE, "shop", "wrong"), 530);
    assert_eq!(code(OTE, "shop", ""), 530);
    assert_eq!(code(OTE, "nobody", "secret"), 530);
    assert_eq!(code("", "shop", "secret"), 530);
    assert_eq!(code("9999", "shop", "secret"), 530);
    assert_eq!(code(LIVE, "liveonly", "x"), 200);
    assert_eq!(code(OTE, "liveonly", "x"), 530);
}

#[test]
fn an_unknown_session_is_530_with_the_documented_text() {
    let sandbox = Sandbox::start();
    let form = [
        ("s_entity", OTE),
        ("s_session", "gone"),
        ("s_command", "COMMAND=StatusAccount"),
    ];
    let answer = sandbox.send(&form).answer();
    assert_eq!(
        (answer.code, answer.description.as_str()),
        (530, "SESSION NOT FOUND")
    );
}

#[test]
fn the_two_entities_have_separate_books() {
    let sandbox = Sandbox::start();
    let added = sandbox.call_as(LIVE, "shop", "secret", &add_domain("live-only.com", ""));
    assert_eq!(added.code, 200, "{added:?}");
    let status = "COMMAND=StatusDomain\nDOMAIN=live-only.com";
    assert_eq!(sandbox.call_as(LIVE, "shop", "secret", status).code, 200);
    assert_eq!(sandbox.call(status).code, 545);
    let amount = |entity| {
        let answer = sandbox.call_as(entity, "shop", "secret", "COMMAND=StatusAccount");
        answer.one("AMOUNT").to_owned()
    };
    assert_eq!(amount(LIVE), "89.60");
    assert_eq!(amount(OTE), "100.00");
    assert!(sandbox.ledger().is_empty());
}

#[test]
fn role_users_may_do_what_their_list_allows() {
    for (quirk, code) in [("refused_acl_code=530", 530), ("refused_acl_code=531", 531)] {
        let sandbox = Sandbox::with_quirks(&[quirk]);
        sandbox.post(
            "roles",
            json!({"account": "shop", "role": "whmcs", "password": "rolepw",
                   "access": "StatusAccount():ALLOW\nCheckDomains():ALLOW\nCheckDomains[DOMAIN0=*.de]:DENY"}),
        );
        let call = |command| sandbox.call_as(OTE, "shop!whmcs", "rolepw", command);
        assert_eq!(call("COMMAND=StatusAccount").one("AMOUNT"), "100.00");
        assert_eq!(call("COMMAND=CheckDomains\nDOMAIN0=a.com").code, 200);
        for refused in [
            "COMMAND=CheckDomains\nDOMAIN0=a.de",
            "COMMAND=QueryDomainList",
        ] {
            let answer = call(refused);
            assert_eq!(answer.code, code);
            let text = "Authorization failed; Operation forbidden by ACL";
            assert!(answer.description.starts_with(text));
        }
        let wrong = sandbox.call_as(OTE, "shop!whmcs", "secret", "COMMAND=StatusAccount");
        assert_eq!(wrong.code, 530);
        let unknown = sandbox.call_as(OTE, "shop!other", "rolepw", "COMMAND=StatusAccount");
        assert_eq!(unknown.code, 530);
    }
}

#[test]
fn a_sub_user_is_acted_for_by_its_parent_only() {
    let sandbox = Sandbox::start();
    for (login, parent) in [("child", Some("shop")), ("stranger", None)] {
        sandbox.post(
            "accounts",
            json!({"login": login, "password": "x", "balance": "5.00", "parent": parent}),
        );
    }
    let view = |user| {
        let form = [
            ("s_entity", OTE),
            ("s_login", "shop"),
            ("s_pw", "secret"),
            ("s_user", user),
            ("s_command", "COMMAND=StatusAccount"),
        ];
        sandbox.send(&form).answer()
    };
    assert_eq!(view("child").one("AMOUNT"), "5.00");
    assert_eq!(view("shop").one("AMOUNT"), "100.00");
    assert_eq!(view("stranger").code, 531);
}

#[test]
fn check_authentication_tells_right_from_wrong() {
    let sandbox = Sandbox::start();
    sandbox.post("accounts", json!({"login": "other", "password": "x"}));
    let check = |user: &str, password: &str| {
        let command = format!("COMMAND=CheckAuthentication\nSUBUSER={user}\nPASSWORD={password}");
        sandbox.call(&command).code
    };
    assert_eq!(check("shop", "secret"), 200);
    assert_eq!(check("shop", "wrong"), 530);
    assert_eq!(check("other", "x"), 531);
}

#[test]
fn malformed_unknown_and_unsimulated_commands_have_different_codes() {
    let sandbox = Sandbox::start();
    assert_eq!(sandbox.call("").code, 507);
    assert_eq!(sandbox.call("COMMAND=StatusAccount\nnonsense").code, 507);
    assert_eq!(sandbox.call("COMMAND=FlyToTheMoon").code, 500);
    assert_eq!(sandbox.call("COMMAND=StatusAccount\nNONSENSE=1").code, 503);
    assert_eq!(sandbox.call("COMMAND=StatusDomain").code, 504);
    assert_eq!(sandbox.call("COMMAND=StatusDomain\nDOMAIN=a b").code, 505);
    let unsimulated = sandbox.call("COMMAND=QueryTMCHMarkList");
    assert_eq!(unsimulated.code, 549);
    assert!(
        unsimulated
            .description
            .contains("SANDBOX DOES NOT SIMULATE")
    );
    let counters = sandbox.server.control().counters();
    assert_eq!(counters["not_simulated"], json!({"QueryTMCHMarkList": 1}));
    assert_eq!(counters["requests"], 7);
}

#[test]
fn connections_are_counted_and_kept_open() {
    let sandbox = Sandbox::start();
    let form = [
        ("s_entity", OTE),
        ("s_login", "shop"),
        ("s_pw", "secret"),
        ("s_command", "COMMAND=StatusAccount"),
    ];
    let mut first = sandbox.connect();
    for _ in 0..3 {
        assert_eq!(first.post_form(&form).answer().code, 200);
    }
    let mut second = sandbox.connect();
    assert_eq!(second.post_form(&form).answer().code, 200);
    assert_eq!(
        second
            .request("GET", "/control/clock", "text/plain", "")
            .status,
        200
    );
    let mut third = sandbox.connect();
    assert_eq!(
        third
            .request("GET", "/control/clock", "text/plain", "")
            .status,
        200
    );
    assert_eq!(sandbox.count("accepted"), 3);
    assert_eq!(sandbox.count("with_api_call"), 2);
    assert_eq!(sandbox.count("open"), 3);
    let exchanges = sandbox.server.control().get("exchanges").unwrap();
    let numbers: Vec<u64> = exchanges
        .as_array()
        .unwrap()
        .iter()
        .map(|exchange| exchange["connection"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers, [1, 1, 1, 2]);
}

#[test]
fn get_is_not_served() {
    let sandbox = Sandbox::start();
    let reply = sandbox
        .connect()
        .request("GET", "/api/call.cgi?s_pw=secret", "text/plain", "");
    assert_eq!(reply.status, 405);
}
