//! GetEnvironment, SetEnvironment, QueryEnvironmentList.

use serde_json::json;

use crate::support::{Answer, OTE, Sandbox};

fn with_child() -> Sandbox {
    let sandbox = Sandbox::start();
    sandbox.post(
        "accounts",
        json!({"login": "child", "password": "pw", "parent": "shop"}),
    );
    sandbox
}

fn set(sandbox: &Sandbox, more: &str) -> u16 {
    let command =
        format!("COMMAND=SetEnvironment\nENVIRONMENTKEY0=a/b\nENVIRONMENTNAME0=x\n{more}");
    sandbox.call(&command).code
}

fn get(sandbox: &Sandbox, more: &str) -> Answer {
    sandbox.call(&format!(
        "COMMAND=GetEnvironment\nENVIRONMENTKEY0=a/b\nENVIRONMENTNAME0=x\n{more}"
    ))
}

fn child(sandbox: &Sandbox, command: &str) -> Answer {
    sandbox.call_as(OTE, "child", "pw", command)
}

const CHILD_GET: &str = "COMMAND=GetEnvironment\nENVIRONMENTKEY0=a/b\nENVIRONMENTNAME0=x";

#[test]
fn values_are_kept_replaced_and_removed() {
    let sandbox = with_child();
    assert_eq!(set(&sandbox, "ENVIRONMENTVALUE0={\"v\": \"%{i}\"}"), 200);
    let second = "ENVIRONMENTKEY1=none\nENVIRONMENTNAME1=y\nENVIRONMENTKEY2=bad";
    let answer = get(&sandbox, second);
    assert_eq!(
        answer.all("ENVIRONMENTVALUE"),
        ["{\"v\": \"%{i}\"}", "", ""]
    );
    assert_eq!(answer.one("MISSING"), "none/y");
    assert_eq!(answer.one("INVALID"), "bad/");
    assert_eq!(answer.all("PRIVATE"), ["0", "", ""]);
    assert_eq!(set(&sandbox, "ENVIRONMENTVALUE0=2\nPRIVATE0=1"), 200);
    assert_eq!(get(&sandbox, "").one("ENVIRONMENTVALUE"), "2");
    assert_eq!(set(&sandbox, ""), 200);
    assert_eq!(get(&sandbox, "").one("MISSING"), "a/b/x");
    let single = "COMMAND=SetEnvironment\nENVIRONMENTNAME=n\nENVIRONMENTVALUE=v";
    assert_eq!(sandbox.call(single).code, 200);
    let single = sandbox.call("COMMAND=GetEnvironment\nENVIRONMENTNAME=n");
    assert_eq!(single.one("ENVIRONMENTVALUE"), "v");
    assert_eq!(
        sandbox
            .call("COMMAND=SetEnvironment\nENVIRONMENTKEY0=k")
            .code,
        504
    );
}

#[test]
fn a_sub_user_can_read_its_parents_value_unless_it_is_private() {
    let sandbox = with_child();
    set(&sandbox, "ENVIRONMENTVALUE0=from above");
    assert_eq!(child(&sandbox, CHILD_GET).one("ENVIRONMENTVALUE"), "");
    let above = |more: &str| child(&sandbox, &format!("{CHILD_GET}\nUSEPARENT0=1{more}"));
    assert_eq!(above("\nLEVEL0=1").one("ENVIRONMENTVALUE"), "from above");
    assert_eq!(above("\nLEVEL0=0").one("ENVIRONMENTVALUE"), "");
    assert_eq!(above("\nSUBUSER0=child").code, 541);
    set(&sandbox, "ENVIRONMENTVALUE0=from above\nPRIVATE0=1");
    assert_eq!(above("").one("MISSING"), "a/b/x");
}

#[test]
fn a_parent_sets_values_of_its_sub_users_and_may_keep_them_to_itself() {
    let sandbox = with_child();
    let given = "SUBUSER=child\nENVIRONMENTVALUE0=v\nPARENTONLYWRITABLE=YES";
    assert_eq!(set(&sandbox, given), 200);
    let own = format!(
        "{}\nENVIRONMENTVALUE0=mine",
        CHILD_GET.replace("Get", "Set")
    );
    assert_eq!(child(&sandbox, &own).code, 531);
    assert_eq!(child(&sandbox, CHILD_GET).one("ENVIRONMENTVALUE"), "v");
    let seen = get(&sandbox, "SUBUSER0=child");
    assert_eq!(seen.one("PARENT_ONLY_WRITABLE"), "yes");
    assert_eq!(seen.one("PARENT_ONLY_READABLE"), "no");
    set(
        &sandbox,
        "SUBUSER=child\nENVIRONMENTVALUE0=v\nPARENTONLYREADABLE=YES",
    );
    assert_eq!(child(&sandbox, CHILD_GET).one("ENVIRONMENTVALUE"), "");
    assert_eq!(get(&sandbox, "SUBUSER0=nobody").code, 531);
    assert_eq!(
        set(&sandbox, "ENVIRONMENTVALUE0=v\nPARENTONLYREADABLE=YES"),
        541
    );
}

#[test]
fn the_list_has_keys_or_the_values_below_one() {
    let sandbox = with_child();
    for (key, name) in [("a/b", "x"), ("a/b", "y"), ("a/bc", "z"), ("d", "w")] {
        sandbox.call(&format!(
            "COMMAND=SetEnvironment\nENVIRONMENTKEY={key}\nENVIRONMENTNAME={name}\nENVIRONMENTVALUE=v"
        ));
    }
    let keys = sandbox.call("COMMAND=QueryEnvironmentList");
    assert_eq!(keys.all("ENVIRONMENTKEY"), ["a/b", "a/bc", "d"]);
    assert!(!keys.has("ENVIRONMENTVALUE"));
    let list = |more: &str| {
        sandbox.call(&format!(
            "COMMAND=QueryEnvironmentList\nENVIRONMENTKEY=a/b{more}"
        ))
    };
    assert_eq!(list("").all("ENVIRONMENTNAME"), ["x", "y"]);
    assert_eq!(
        list("\nMATCHMODE=PREFIX").all("ENVIRONMENTNAME"),
        ["x", "y", "z"]
    );
    assert_eq!(list("\nMATCHMODE=FUZZY").code, 541);
    let empty = child(&sandbox, "COMMAND=QueryEnvironmentList");
    assert_eq!((empty.one("COUNT"), empty.one("TOTAL")), ("0", "0"));
}
