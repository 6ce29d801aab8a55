//! ConvertIDN, QueryDomainSuggestionList, QueryExchangeRates.

use std::fmt::Write as _;

use serde_json::json;

use crate::support::{Answer, Sandbox};

#[test]
fn names_are_converted_in_pairs() {
    let sandbox = Sandbox::start();
    let answer =
        sandbox.call("COMMAND=ConvertIDN\nDOMAIN0=faß.de\nDOMAIN1=faß.com\nDOMAIN2=plain.org");
    assert_eq!(
        answer.all("ACE"),
        ["xn--fa-hia.de", "fass.com", "plain.org"]
    );
    assert_eq!(answer.all("IDN"), ["faß.de", "fass.com", "plain.org"]);
    assert_eq!(sandbox.call("COMMAND=ConvertIDN").code, 504);
    let bad = sandbox.call("COMMAND=ConvertIDN\nDOMAIN0=ok.com\nDOMAIN1=\u{fffd}\u{fffd}.com");
    assert_eq!(bad.code, 505, "{bad:?}");
    assert!(bad.description.contains("DOMAIN1"), "{bad:?}");
    let many = (0..256).fold("COMMAND=ConvertIDN".to_owned(), |mut text, n| {
        let _ = write!(text, "\nDOMAIN{n}=n{n}.com");
        text
    });
    assert_eq!(sandbox.call(&many).code, 505);
}

fn suggest(sandbox: &Sandbox, more: &str) -> Answer {
    sandbox.call(&format!(
        "COMMAND=QueryDomainSuggestionList\nKEYWORD=Coffee Shop\nSOURCE=ISPAPI-SUGGESTIONS{more}"
    ))
}

#[test]
fn suggestions_hold_the_keyword_and_keep_to_the_zones() {
    let sandbox = Sandbox::start();
    let answer = suggest(
        &sandbox,
        "\nZONE0=.com\nZONE1=org\nZONE2=co.uk\nZONE3=nonsense",
    );
    let names = answer.all("DOMAIN");
    assert_eq!(names[..2], ["coffeeshop.com", "coffeeshop.org"]);
    for name in names {
        let (label, zone) = name.split_once('.').unwrap();
        assert!(label.contains("coffeeshop"), "{name}");
        assert!(["com", "org"].contains(&zone), "{name}");
    }
    assert!(
        suggest(&sandbox, "\nZONE0=nonsense")
            .all("DOMAIN")
            .is_empty()
    );
    let first = suggest(&sandbox, "\nLIMIT=2");
    let next = suggest(&sandbox, "\nLIMIT=2\nFIRST=2");
    assert_eq!(
        (first.all("DOMAIN").len(), next.all("DOMAIN").len()),
        (2, 2)
    );
    assert_ne!(first.all("DOMAIN"), next.all("DOMAIN"));
    assert!(!first.has("TOTAL"));
    assert!(suggest(&sandbox, "\nFIRST=5000").all("DOMAIN").is_empty());
    sandbox.post("quirks", json!({"suggestion_total": "present"}));
    let told = suggest(&sandbox, "\nZONE0=com\nLIMIT=2");
    assert_eq!((told.one("TOTAL"), told.one("COUNT")), ("12", "2"));
    assert_eq!(suggest(&sandbox, "\nLIMIT=many").code, 505);
}

#[test]
fn categories_and_the_market_are_other_sources() {
    let sandbox = Sandbox::start();
    let ask = |more: &str| sandbox.call(&format!("COMMAND=QueryDomainSuggestionList\n{more}"));
    let categories = ask("KEYWORD=x\nSOURCE=ISPAPI-CATEGORIES");
    assert!(categories.all("CATEGORY").contains(&"shopping".to_owned()));
    let market = ask("KEYWORD=premium-name\nZONE0=org");
    assert_eq!(market.one("DOMAIN"), "premium-name.org");
    assert_eq!(
        (market.one("PRICE"), market.one("CURRENCY")),
        ("999.99", "USD")
    );
    assert_eq!(market.one("PREMIUMCHANNEL"), "ORG");
    assert_eq!(ask("KEYWORD=x\nSOURCE=OTHER").code, 505);
    assert_eq!(ask("SOURCE=ISPAPI-SUGGESTIONS").code, 504);
}

fn rates(sandbox: &Sandbox, more: &str) -> Answer {
    sandbox.call(&format!("COMMAND=QueryExchangeRates{more}"))
}

/// A Sunday.
fn on_a_sunday() -> Sandbox {
    let sandbox = Sandbox::start();
    sandbox.post(
        "clock",
        json!({"set": "2026-03-08 10:00:00", "stopped": true}),
    );
    sandbox
}

#[test]
fn exchange_rates_need_more_than_one_page() {
    let sandbox = on_a_sunday();
    let first = rates(&sandbox, "");
    assert_eq!((first.one("LIMIT"), first.one("COUNT")), ("100", "100"));
    let total: usize = first.one("TOTAL").parse().unwrap();
    assert!(total > 100);
    let second = rates(&sandbox, "\nFIRST=100");
    assert_eq!(second.all("CURRENCYTO").len(), total - 100);
    assert!(first.all("CURRENCYFROM").iter().all(|from| from == "EUR"));
    assert!(
        first.all("DATE").iter().all(|date| date == "2026-03-06"),
        "a Friday"
    );
    let zloty = |answer: &Answer| answer.all("CURRENCYTO").contains(&"PLN".to_owned());
    assert!(zloty(&first) != zloty(&second));
}

#[test]
fn rates_of_several_days_have_a_row_each() {
    let sandbox = on_a_sunday();
    let range = "\nCURRENCYTO=usd\nMINDATE=2026-03-03 00:00:00\nMAXDATE=2026-03-07 00:00:00";
    let days = rates(&sandbox, range);
    assert_eq!(
        days.all("DATE"),
        ["2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06"]
    );
    let values: std::collections::BTreeSet<&String> = days.all("RATE").iter().collect();
    assert_eq!(values.len(), 4);
    let one = rates(&sandbox, "\nCURRENCYTO=USD\nMAXDATE=2026-03-01");
    assert_eq!(one.all("DATE"), ["2026-02-27"]);
    let again = rates(
        &sandbox,
        "\nCURRENCYTO=USD\nMINDATE=2026-02-27\nMAXDATE=2026-02-27",
    );
    assert_eq!(one.all("RATE"), again.all("RATE"));
    sandbox.post("quirks", json!({"exchange_rate_rows": "history"}));
    let three = rates(&sandbox, "\nCURRENCYTO=USD");
    assert_eq!(
        three.all("DATE"),
        ["2026-03-04", "2026-03-05", "2026-03-06"]
    );
    sandbox.post(
        "quirks",
        json!({"exchange_rate_rows": "history_newest_first"}),
    );
    let turned = rates(&sandbox, "\nCURRENCYTO=USD");
    assert_eq!(turned.all("DATE")[0], "2026-03-06");
    assert_eq!(rates(&sandbox, "\nMINDATE=yesterday").code, 505);
    assert_eq!(rates(&sandbox, "\nCURRENCYTO=XXX").one("TOTAL"), "0");
    assert_eq!(rates(&sandbox, "\nCURRENCYFROM=EUR").code, 503);
}
