#![allow(clippy::unwrap_used)] // a test may fail by panic

use proptest::prelude::*;

use super::*;
use crate::registrar::scripted::reply;

fn at(text: &str) -> Timestamp {
    time::parse(text).unwrap()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// A day of 2026 in which nothing special happens.
fn today() -> Timestamp {
    at("2026-06-15 12:00:00")
}

/// What a shop that has no date yet writes for a reply.
fn written(cells: &str, day_earlier: bool) -> Option<String> {
    let response = reply(&format!("200 ok\n{cells}")).unwrap();
    match gate(shown(of(&response), day_earlier), today(), None, None) {
        Gate::Passed(date) => Some(date.to_string()),
        _ => None,
    }
}

/// Every case of the facts, and the wrong dates that older modules are known for: what the registrar says, the date as it is,
/// and one day earlier.
const CASES: &[(&str, &str, Option<&str>, Option<&str>)] = &[
    (
        "a gTLD: the name fails 44 days after its paid time",
        "EXPIRATIONDATE=2026-09-26 14:53:20\nFINALIZATIONDATE=2026-09-27 14:53:20\n\
         PAIDUNTILDATE=2027-09-26 14:53:20\nFAILUREDATE=2027-11-09 14:53:20",
        Some("2027-09-26"),
        Some("2027-09-25"),
    ),
    (
        "a negative failure period: settled ten days before the registry's date",
        "EXPIRATIONDATE=2026-09-26 00:00:00\nFINALIZATIONDATE=2026-09-16 00:00:00\n\
         PAIDUNTILDATE=2027-09-26 00:00:00\nFAILUREDATE=2027-09-20 00:00:00",
        Some("2027-09-16"),
        Some("2027-09-15"),
    ),
    (
        "failure at the very moment of the paid time counts as a negative period",
        "EXPIRATIONDATE=2026-09-26 00:00:00\nFINALIZATIONDATE=2026-09-16 00:00:00\n\
         PAIDUNTILDATE=2026-09-26 00:00:00\nFAILUREDATE=2026-09-26 00:00:00",
        Some("2026-09-16"),
        Some("2026-09-15"),
    ),
    (
        "a negative failure period on the first day: no finalization yet, so the earlier of the two",
        "EXPIRATIONDATE=2027-06-15 00:00:00\nPAIDUNTILDATE=2027-06-15 00:00:00\nFAILUREDATE=2027-06-09 00:00:00",
        Some("2027-06-09"),
        Some("2027-06-08"),
    ),
    (
        "the same without the registry's date",
        "FINALIZATIONDATE=2027-06-01 00:00:00\nPAIDUNTILDATE=2027-06-15 00:00:00\nFAILUREDATE=2027-06-09 00:00:00",
        Some("2027-06-09"),
        Some("2027-06-08"),
    ),
    (
        "no failure date yet",
        "EXPIRATIONDATE=2027-06-15 00:00:00\nPAIDUNTILDATE=2027-06-15 00:00:00\nFAILUREDATE=0000-00-00 00:00:00",
        Some("2027-06-15"),
        Some("2027-06-14"),
    ),
    (
        "the registry renewed by itself (auto-renew grace): what is paid counts, not what the registry says",
        "EXPIRATIONDATE=2027-06-01 00:00:00\nFINALIZATIONDATE=2026-06-02 00:00:00\n\
         PAIDUNTILDATE=2026-06-01 00:00:00\nFAILUREDATE=2026-07-15 00:00:00",
        Some("2026-06-01"),
        Some("2026-05-31"),
    ),
    (
        "renewed once at the registry, so nothing more is paid: the mode changes no date",
        "RENEWALMODE=RENEWONCE\nEXPIRATIONDATE=2026-09-01 00:00:00\nFINALIZATIONDATE=2026-09-02 00:00:00\n\
         PAIDUNTILDATE=2026-09-01 00:00:00\nFAILUREDATE=2026-10-15 00:00:00",
        Some("2026-09-01"),
        Some("2026-08-31"),
    ),
    (
        "nothing paid, so the registry's dates in their order",
        "REGISTRATIONEXPIRATIONDATE=2026-08-01 00:00:00\nRENEWALDATE=2026-07-01 00:00:00",
        Some("2026-08-01"),
        Some("2026-07-31"),
    ),
    (
        "only the date of the next renewal",
        "RENEWALDATE=2026-07-01 00:00:00\nFAILUREDATE=2026-06-20 00:00:00",
        Some("2026-07-01"),
        Some("2026-06-30"),
    ),
    (
        "half an hour after midnight is that day in UTC, wherever the server stands",
        "PAIDUNTILDATE=2026-11-20 00:30:00",
        Some("2026-11-20"),
        Some("2026-11-19"),
    ),
    (
        "a fraction of a second",
        "PAIDUNTILDATE=2026-11-20 23:59:59.9",
        Some("2026-11-20"),
        Some("2026-11-19"),
    ),
    ("no date at all", "STATUS=ACTIVE", None, None),
    (
        "1969",
        "PAIDUNTILDATE=1969-12-31 00:00:00\nEXPIRATIONDATE=2027-01-01 00:00:00",
        None,
        None,
    ),
    (
        "1970",
        "PAIDUNTILDATE=1970-01-01 00:00:00\nEXPIRATIONDATE=2027-01-01 00:00:00",
        None,
        None,
    ),
    ("0000", "PAIDUNTILDATE=0000-00-00 00:00:00", None, None),
    ("-0001", "PAIDUNTILDATE=-0001-11-30 00:00:00", None, None),
    (
        "30 November of nothing",
        "PAIDUNTILDATE=-1-11-30 00:00:00",
        None,
        None,
    ),
    (
        "a date that no calendar has",
        "PAIDUNTILDATE=2026-02-30 00:00:00",
        None,
        None,
    ),
    (
        "a date without a time",
        "PAIDUNTILDATE=2026-11-20",
        None,
        None,
    ),
    (
        "the last century",
        "PAIDUNTILDATE=1999-12-31 23:59:59",
        None,
        None,
    ),
    (
        "on the edge of plausible, and a day earlier beyond it",
        "PAIDUNTILDATE=2000-01-01 10:00:00",
        Some("2000-01-01"),
        None,
    ),
    (
        "more than twelve years ahead",
        "PAIDUNTILDATE=2038-06-16 00:00:00",
        None,
        Some("2038-06-15"),
    ),
    (
        "dates that add up beyond the calendar",
        "EXPIRATIONDATE=0001-01-01 00:00:00\nFINALIZATIONDATE=9999-01-01 00:00:00\n\
         PAIDUNTILDATE=9998-01-01 00:00:00\nFAILUREDATE=2026-01-01 00:00:00",
        None,
        None,
    ),
];

#[test]
fn every_case_of_the_facts_and_of_older_modules() {
    for (case, cells, as_it_is, earlier) in CASES {
        assert_eq!(written(cells, false).as_deref(), *as_it_is, "{case}");
        assert_eq!(
            written(cells, true).as_deref(),
            *earlier,
            "a day earlier: {case}"
        );
    }
}

#[test]
fn a_date_far_before_the_shops_waits_for_a_person() {
    let shop = Some(date("2027-06-15"));
    let gated = |text, accepted| gate(Some(at(text)), today(), shop, accepted);
    assert_eq!(
        gated("2026-06-10 00:00:00", None),
        Gate::Passed(date("2026-06-10"))
    ); // 370 days
    let early = date("2026-06-09");
    assert_eq!(gated("2026-06-09 00:00:00", None), Gate::Earlier(early));
    assert_eq!(
        gated("2026-06-09 00:00:00", Some(early)),
        Gate::Passed(early)
    );
    let other = Some(date("2026-06-08"));
    assert_eq!(
        gated("2026-06-09 00:00:00", other),
        Gate::Earlier(early),
        "another date was accepted"
    );
    let late = date("2036-06-15");
    assert_eq!(
        gated("2036-06-15 00:00:00", None),
        Gate::Passed(late),
        "later is no concern"
    );
    let bad = date("1970-01-01");
    assert_eq!(
        gated("1970-01-01 00:00:00", Some(bad)),
        Gate::Implausible(bad),
        "nobody can accept that"
    );
}

#[test]
fn a_name_expires_at_its_instant_not_at_its_day() {
    let expiry = at("2026-11-20 11:35:15");
    assert!(!has_expired(expiry, at("2026-11-20 11:35:14")));
    assert!(has_expired(expiry, expiry));
}

fn instants() -> impl Strategy<Value = Option<Timestamp>> {
    let all = Timestamp::MIN.as_second()..=Timestamp::MAX.as_second();
    let near = at("1990-01-01 00:00:00").as_second()..=at("2050-01-01 00:00:00").as_second();
    let second = prop_oneof![all, near];
    proptest::option::of(second.prop_map(|second| Timestamp::from_second(second).unwrap()))
}

proptest! {
    #[test]
    fn no_dates_of_a_registrar_are_written_outside_the_window(
        dates in proptest::array::uniform6(instants()),
        day_earlier: bool,
        shop in instants(),
    ) {
        let [expiration, failure, finalization, paid_until, registration_expiration, renewal] = dates;
        let dates = Dates { expiration, failure, finalization, paid_until, registration_expiration, renewal };
        let expiry = shown(shown_expiry(&dates), day_earlier);
        let shop = shop.map(utc_date);
        if let Gate::Passed(date) = gate(expiry, today(), shop, None) {
            prop_assert!(date >= self::date("2000-01-01") && date <= self::date("2038-06-15"));
            prop_assert!(shop.is_none_or(|shop| date.saturating_add(370.days()) >= shop));
            prop_assert_eq!(expiry_date(expiry.unwrap(), today()), Some(date.to_string()));
        }
    }

    #[test]
    fn no_text_of_a_registrar_is_written_outside_the_window(text in "[-0-9 :.]{0,24}", year in -9999i32..9999) {
        for text in [text, format!("{year:04}-03-01 00:00:00")] {
            if let Some(date) = written(&format!("PAIDUNTILDATE={text}"), false) {
                prop_assert!(("2000-01-01"..="2038-06-15").contains(&date.as_str()));
            }
        }
    }
}
