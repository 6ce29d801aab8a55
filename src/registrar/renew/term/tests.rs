#![allow(clippy::unwrap_used)] // a test may fail by panic

use super::*;

const NOW: &str = "2026-11-20 12:00:00";

const GTLD: &[(&str, &str)] = &[
    ("REGISTRYEXPLICITRENEWAL", "YES"),
    ("ZONERENEWALPAYMENTPERIOD", "-61d"),
    ("ZONEREGISTRATIONPERIODS", "1Y,2Y,3Y,4Y,5Y,6Y,7Y,8Y,9Y,10Y"),
    ("ZONERENEWALPERIODS", "1Y,2Y,3Y,4Y,5Y,6Y,7Y,8Y,9Y"),
];

const CCTLD: &[(&str, &str)] = &[
    ("REGISTRYEXPLICITRENEWAL", "NO"),
    ("ZONERENEWALPAYMENTPERIOD", "-61d"),
    ("ZONEREGISTRATIONPERIODS", "1Y"),
    ("ZONERENEWALPERIODS", "1Y"),
];

fn at(text: &str) -> Option<Timestamp> {
    time::parse(text)
}

fn dates(paid_until: &str, expiration: &str) -> Dates {
    Dates {
        paid_until: at(paid_until),
        expiration: at(expiration),
    }
}

fn shop(expiry: &str) -> Shop {
    Shop {
        expiry: expiry.parse().ok(),
        ..Shop::default()
    }
}

fn judge(
    dates: &Dates,
    zone: &[(&str, &str)],
    years: i64,
    expiry: &str,
) -> Result<Term, Impossible> {
    let now = at(NOW).unwrap();
    decide(dates, &ZoneFacts::told(zone), years, &shop(expiry), now)
}

#[test]
fn the_zone_says_how_a_term_is_bought() {
    let dates = dates("2026-12-01 14:53:20", "2026-12-01 14:53:20");
    let way = |zone: &[(&str, &str)]| judge(&dates, zone, 1, "2026-12-01").map(|term| term.way);
    assert_eq!(way(GTLD), Ok(Way::Renew));
    assert_eq!(way(CCTLD), Ok(Way::Pay));
    assert_eq!(way(&[]), Ok(Way::Renew), "nothing is known of the zone");
}

#[test]
fn the_guard_is_the_year_of_the_registrys_expiry_and_no_other() {
    // Paid ahead, and WHMCS has a date of its own.
    let term = judge(
        &dates("2028-12-31 23:59:59", "2027-12-31 23:59:59"),
        GTLD,
        1,
        "2030-01-01",
    );
    let term = term.unwrap();
    assert_eq!(term.guard, 2027);
    assert_eq!(Some(term.from), at("2028-12-31 23:59:59"));
    assert_eq!(Some(term.due), at("2029-12-31 23:59:59"));
}

#[test]
fn a_name_that_the_registry_renewed_and_nobody_paid_is_paid() {
    let unpaid = dates("2026-11-01 00:00:00", "2027-11-01 00:00:00");
    let term = judge(&unpaid, GTLD, 1, "2026-11-01").unwrap();
    assert_eq!((term.way, term.guard), (Way::Pay, 2027));
    let hours_apart = dates("2026-12-01 00:00:00", "2026-12-01 05:00:00");
    assert_eq!(judge(&hours_apart, GTLD, 1, "").unwrap().way, Way::Renew);
}

#[test]
fn a_name_that_the_registrar_paid_ahead_is_not_renewed_twice_for_one_payment() {
    let ahead = dates("2027-12-01 00:00:00", "2026-12-01 00:00:00");
    let until = at("2027-12-01 00:00:00").unwrap();
    assert_eq!(
        judge(&ahead, GTLD, 1, "2026-12-01"),
        Err(Impossible::Ahead(until))
    );
    // WHMCS knows, so another term is meant; or it has no date; or more was paid than is there.
    for (expiry, years) in [("2027-12-01", 1), ("", 1), ("2026-12-01", 2)] {
        assert!(
            judge(&ahead, GTLD, years, expiry).is_ok(),
            "{expiry} {years}"
        );
    }
}

#[test]
fn without_the_registrys_expiry_there_is_no_guard() {
    for (paid_until, expiration) in [
        ("", ""),
        ("2026-12-01 00:00:00", ""),
        ("x", "0000-00-00 00:00:00"),
    ] {
        let known = dates(paid_until, expiration);
        assert_eq!(
            judge(&known, GTLD, 1, "2026-12-01"),
            Err(Impossible::NoGuard)
        );
    }
    let unpaid = dates("", "2026-12-01 00:00:00");
    assert!(judge(&unpaid, GTLD, 1, "").is_ok());
    assert_eq!(
        judge(&unpaid, CCTLD, 1, ""),
        Err(Impossible::NoGuard),
        "no date would show the payment"
    );
}

#[test]
fn only_terms_that_the_zone_sells_are_possible() {
    let dates = dates("2026-12-01 00:00:00", "2026-12-01 00:00:00");
    assert_eq!(
        judge(&dates, CCTLD, 2, ""),
        Err(Impossible::Period(vec![1]))
    );
    let tm = [("ZONERENEWALPERIODS", "5Y 1Y,2Y,1M,2Y")];
    assert_eq!(
        judge(&dates, &tm, 3, ""),
        Err(Impossible::Period(vec![1, 2, 5]))
    );
    assert!(judge(&dates, &tm, 5, "").is_ok());
    let unreadable = [("ZONERENEWALPERIODS", "any")];
    assert!(
        judge(&dates, &unreadable, 3, "").is_ok(),
        "then the server knows"
    );
}

#[test]
fn a_payment_opens_so_many_days_before_the_paid_time_ends() {
    let too_early = |paid_until: &str, zone: &[(&str, &str)]| {
        judge(&dates(paid_until, paid_until), zone, 1, "").err()
    };
    let day = |text: &str| Some(Impossible::TooEarly(text.parse().unwrap()));
    // 61 days before 2027-01-20 12:00:00 is now.
    assert_eq!(too_early("2027-01-20 12:00:00", CCTLD), None);
    assert_eq!(too_early("2027-01-20 12:00:01", CCTLD), day("2026-11-21"));
    assert_eq!(too_early("2027-01-22 00:00:00", CCTLD), day("2026-11-22"));
    assert_eq!(
        too_early("2028-01-01 00:00:00", GTLD),
        None,
        "renewed at once"
    );
    let open = [("REGISTRYEXPLICITRENEWAL", "NO")];
    assert_eq!(
        too_early("2028-01-01 00:00:00", &open),
        None,
        "the window is not known"
    );
}

#[test]
fn where_ten_years_are_sold_nobody_pays_further_than_that() {
    let latest = at("2036-11-20 12:00:00").unwrap();
    let judge = |expiry: &str, zone: &[(&str, &str)]| judge(&dates(expiry, expiry), zone, 9, "");
    assert!(judge("2027-11-20 12:00:00", GTLD).is_ok());
    assert_eq!(
        judge("2027-11-20 12:00:01", GTLD),
        Err(Impossible::TooFar(latest))
    );
    assert!(
        judge("2027-11-20 12:00:01", &[]).is_ok(),
        "then the server knows"
    );
}
