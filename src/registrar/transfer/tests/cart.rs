use super::*;
use crate::registrar::scripted::{lost, not_sent, reply};

fn cart(items: &[(&str, &str)]) -> Params {
    let item = |(domain, code): &(&str, &str)| {
        Value::Map(
            Params::default()
                .with("domain", *domain)
                .with("eppcode", *code),
        )
    };
    let items: Vec<Value> = items.iter().map(item).collect();
    Params::default()
        .with("Username", "shop")
        .with("Password", "s3cret-pass")
        .with("transfers", Value::List(items))
}

fn refused(script: &mut Script) -> Vec<(String, String)> {
    let value = script.value();
    let Some(Value::List(refusals)) = value.get("refusals") else {
        unreachable!("a list of refusals")
    };
    let read = |refusal: &Value| match refusal {
        Value::Map(map) => (
            map.text("domain").unwrap().unwrap().into_owned(),
            map.map("reason")
                .unwrap()
                .unwrap()
                .text("key")
                .unwrap()
                .unwrap()
                .into_owned(),
        ),
        _ => unreachable!("a map"),
    };
    refusals.iter().map(read).collect()
}

#[test]
fn only_what_the_registrar_says_is_not_possible_stops_a_customer() {
    let answers = [
        reply("218 ok\nAUTHISVALID=0\nTRANSFERLOCK=1"),
        reply("219 Request is not available; DOMAIN TRANSFER IS PROHIBITED BY AGE OF THE DOMAIN"),
        reply("421 Try again"),
        reply("545 Not found"),
        reply("549 Command failed"),
        lost(),
        not_sent(),
        reply("219 Request is not available"),
    ];
    let names: Vec<String> = (1..answers.len()).map(|n| format!("name{n}.com")).collect();
    let mut items: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    items.push(("zürich.com", "a&amp;b"));
    let script = Script::new("CheckTransfers", &cart(&items), &context());
    let mut script = answers.into_iter().fold(script, Script::answer);
    let wanted = [
        ("name2.com", "ispapi.customer.too_young"),
        ("zürich.com", "ispapi.customer.not_possible"),
    ];
    assert_eq!(
        refused(&mut script),
        wanted.map(|(d, k)| (d.to_owned(), k.to_owned()))
    );
    let asked = script.asked();
    assert_eq!(asked[0], "COMMAND=CheckDomainTransfer\nDOMAIN=name1.com");
    assert_eq!(
        asked[7],
        "COMMAND=CheckDomainTransfer\nDOMAIN=xn--zrich-kva.com\nAUTH=a&b"
    );
}

#[test]
fn no_more_than_twenty_names_are_asked_and_nonsense_is_not() {
    let names: Vec<String> = (0..30).map(|n| format!("name{n}.com")).collect();
    let items: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let script = Script::new("CheckTransfers", &cart(&items), &context());
    let mut script = (0..20).fold(script, |script, _| script.answer(reply("218 ok")));
    assert!(refused(&mut script).is_empty());

    let bad = [
        ("", ""),
        ("nodot", ""),
        ("exa mple.com", ""),
        ("a.com", "a\nb"),
    ];
    let mut nothing = Script::new("CheckTransfers", &cart(&bad), &context());
    assert!(refused(&mut nothing).is_empty());
    assert!(nothing.asked().is_empty());
    for bad in [Value::Null, "a.com".into()] {
        let mut script = Script::new(
            "CheckTransfers",
            &cart(&[]).with("transfers", bad),
            &context(),
        );
        assert_eq!(script.failure().code, "registrar.bad_param");
    }
}

#[test]
fn nobody_waits_longer_than_three_seconds() {
    let plan = crate::registrar::plan("CheckTransfers", &cart(&[]), &context()).unwrap();
    assert_eq!(plan.longest_wait(), Some(std::time::Duration::from_secs(3)));
}
