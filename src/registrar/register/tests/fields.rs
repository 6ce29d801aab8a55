//! What registries ask beyond contact data.

use super::*;

fn answers(pairs: &[(&str, &str)]) -> Params {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), Value::from(*value)))
        .collect()
}

fn order(params: &Params) -> String {
    let mut script = script(params)
        .answer(reply(NOT_OURS))
        .answer(reply(ACCEPTED));
    script.value();
    (*script.asked().last().unwrap()).to_owned()
}

#[test]
fn answers_become_the_parameters_of_their_zone() {
    let fields = answers(&[("Nexus Category", "C11"), ("Application Purpose", "P3")]);
    let order = order(&params().with("tld", "us").with("additionalfields", fields));
    for line in ["X-US-NEXUS-CATEGORY=C11", "X-US-NEXUS-APPPURPOSE=P3"] {
        assert!(order.lines().any(|sent| sent == line), "{line} in\n{order}");
    }
}

#[test]
fn an_answer_that_is_missing_or_unknown_stops_the_order_and_names_the_field() {
    for category in ["", "C99"] {
        let fields = answers(&[("Nexus Category", category), ("Application Purpose", "P3")]);
        let mut script = script(&params().with("tld", "us").with("additionalfields", fields));
        let failure = script.failure();
        assert!(failure.code.contains("field_"), "{}", failure.code);
        assert!(failure.admin.english().contains("Nexus Category"));
        assert!(script.asked().is_empty() && script.effects().is_empty());
    }
}

#[test]
fn the_time_of_an_acceptance_is_kept_before_the_order_goes_out() {
    let fields = answers(&[
        ("Registrant Legal Type", "INDIV"),
        ("Admin Legal Type", "INDIV"),
        ("Registrant Contact", "dkhm1-dk"),
        ("Agreement", "on"),
    ]);
    let params = params()
        .with("tld", "dk")
        .with("companyname", "Zoë Ltd")
        .with("domainid", 5)
        .with("OptInFieldTLDs", ".dk")
        .with("additionalfields", fields);
    let mut script = script(&params)
        .answer(reply(NOT_OURS))
        .answer(reply(ACCEPTED));
    script.value();
    assert_eq!(
        effects(&script),
        ["cache", "field_values", "claim", "settle done"]
    );
    let asked = script.asked();
    let order = asked.last().unwrap();
    assert!(!order.contains("OWNERCONTACT0ORGANIZATION"), "{order}");
    assert!(
        order.contains("X-DK-REGISTRANT-CONTACT=DKHM1-DK"),
        "{order}"
    );
    assert!(
        order.contains("X-DK-AGREEMENT-ACCEPTEDDATE=1970-01-01"),
        "{order}"
    );
}

#[test]
fn swedish_postal_codes_go_out_without_blanks() {
    let fields = answers(&[
        ("Identification Number", "[SE]556677-8899"),
        ("Agreement", "on"),
    ]);
    let order = order(
        &params()
            .with("tld", "se")
            .with("postcode", "111 22")
            .with("additionalfields", fields),
    );
    assert!(order.contains("OWNERCONTACT0ZIP=11122"), "{order}");
}
