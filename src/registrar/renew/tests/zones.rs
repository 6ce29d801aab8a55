use proptest::prelude::*;

use super::*;

/// Zone, what `StatusDomain` shows, parameters beside the usual ones, and the command that must go out.
#[test]
fn what_each_kind_of_zone_is_sent() {
    let status = |paid: &str, expires: &str, more: &str| {
        format!(
            "200 ok\nSTATUS=ACTIVE\nPAIDUNTILDATE={paid} 10:00:00\nEXPIRATIONDATE={expires} 10:00:00\n{more}"
        )
    };
    let usual = || status("2026-12-01", "2026-12-01", "");
    let uin = Params::default().with(".TRAVEL UIN Code", "UIN-7");
    let cases: Vec<(&str, &'static str, String, Params, String)> = vec![
        (
            "com",
            EXPLICIT,
            usual(),
            params().with("regperiod", 3),
            "RenewDomain/3/2026".into(),
        ),
        (
            "de",
            AHEAD,
            usual(),
            params(),
            "PayDomainRenewal/1/2026".into(),
        ),
        (
            "it",
            AHEAD,
            usual(),
            params(),
            "PayDomainRenewal/1/2026".into(),
        ),
        (
            "nl",
            AHEAD,
            usual(),
            params(),
            "PayDomainRenewal/1/2026".into(),
        ),
        (
            "dk",
            "200 ok\nREGISTRYEXPLICITRENEWAL=NO\nZONERENEWALPERIODS=1Y 2Y",
            usual(),
            params().with("regperiod", 2),
            "PayDomainRenewal/2/2026".into(),
        ),
        (
            "travel",
            EXPLICIT,
            usual(),
            params().with("additionalfields", uin),
            "RenewDomain/1/2026/X-TRAVEL-UIN=UIN-7".into(),
        ),
        (
            "travel",
            EXPLICIT,
            usual(),
            params(),
            "RenewDomain/1/2026".into(),
        ),
        // The registry renewed by itself, and nobody has paid: a renewal would come on top.
        (
            "com",
            EXPLICIT,
            status("2026-11-01", "2027-11-01", ""),
            params(),
            "PayDomainRenewal/1/2027".into(),
        ),
        // Paid and not settled with the registry yet; WHMCS knows.
        (
            "com",
            EXPLICIT,
            status("2027-12-01", "2026-12-01", ""),
            params(),
            "RenewDomain/1/2026".into(),
        ),
        // The renewal mode is left alone, whatever it is.
        (
            "com",
            EXPLICIT,
            status("2026-12-01", "2026-12-01", "RENEWALMODE=RENEWONCE"),
            params(),
            "RenewDomain/1/2026".into(),
        ),
        (
            "com",
            EXPLICIT,
            status("2026-12-01", "2026-12-01", "RENEWALMODE=AUTORENEW"),
            params(),
            "RenewDomain/1/2026".into(),
        ),
        // A cost that WHMCS keeps makes no premium name.
        (
            "com",
            EXPLICIT,
            usual(),
            params().with("premiumCost", "500"),
            "RenewDomain/1/2026".into(),
        ),
        // No paid time: the registry's own.
        (
            "com",
            EXPLICIT,
            "200 ok\nSTATUS=ACTIVE\nREGISTRATIONEXPIRATIONDATE=2027-01-01 00:00:00".into(),
            params(),
            "RenewDomain/1/2027".into(),
        ),
    ];
    for (tld, zone, before, params, wanted) in cases {
        let mut script = renew(&params.with("tld", tld))
            .aside("QueryDomainRepositoryInfo", zone)
            .answer(reply(&before))
            .answer(reply("200 ok"));
        script.value();
        let asked = script.asked();
        assert_eq!(asked.len(), 2, "{tld}");
        let domain = format!("DOMAIN=example.{tld}");
        let sent = asked
            .last()
            .unwrap()
            .replace("COMMAND=", "")
            .replace("PERIOD=", "")
            .replace("EXPIRATION=", "");
        let sent: Vec<&str> = sent.lines().filter(|line| *line != domain).collect();
        assert_eq!(sent.join("/"), wanted, "{tld} {before}");
    }
}

proptest! {
    /// Whatever WHMCS shows, and whatever is paid: the guard is the year of the registry's expiry as it was just read.
    #[test]
    fn the_guard_is_always_sent_and_always_the_registrys(
        expires in 2026_i32..2034, unpaid in 0_i32..=1, month in 1_u32..=12, shown in 2020_i32..2040, explicit in any::<bool>(),
    ) {
        let before = format!(
            "200 ok\nSTATUS=ACTIVE\nEXPIRATIONDATE={expires}-{month:02}-15 23:30:00\n\
             PAIDUNTILDATE={}-{month:02}-15 23:30:00", expires - unpaid
        );
        let zone = if explicit { EXPLICIT } else { "200 ok\nREGISTRYEXPLICITRENEWAL=NO" };
        let mut script = renew(&params())
            .aside("QueryDomainRepositoryInfo", zone)
            .load("domain", shop(&format!("{shown}-01-01"), ""))
            .answer(reply(&before))
            .answer(reply("200 ok"));
        script.value();
        let guards: Vec<String> = script.asked().iter().skip(1)
            .filter_map(|order| order.lines().find_map(|line| line.strip_prefix("EXPIRATION=")))
            .map(str::to_owned)
            .collect();
        prop_assert_eq!(guards, vec![expires.to_string()]);
    }
}
