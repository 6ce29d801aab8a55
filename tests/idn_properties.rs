//! What holds for any text: no panic, a typed error or a name, in bounded time; and what was converted once stays.
#![allow(clippy::expect_used)] // a test reports by failing

use std::time::{Duration, Instant};

use ispbridge::idn::{Deviations, domain_name, host_name, to_ascii, to_ascii_with, to_unicode};
use ispbridge::names::{DomainName, HostName, Tld};
use proptest::prelude::*;

/// Text that often is a name as people type it: letters of several scripts, deviation characters, dots of all kinds.
fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[a-z0-9]{1,8}",
        4 => "[äößẞςσéαбжשבاب日本語]{1,4}",
        2 => "[-_*\u{200C}\u{200D}\u{AD}\u{301}\u{308}0-9A-Z]",
        1 => any::<char>().prop_map(String::from),
        4 => Just(".".to_owned()),
        1 => "[。．｡]",
    ];
    name_of(piece)
}

/// The same with labels that are in ASCII form already, or pretend to be.
fn typed_or_encoded() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        2 => typed(),
        1 => "(xn--|XN--)[a-z0-9-]{1,8}",
        1 => prop::sample::select(vec!["xn--", "XN--bcher-kva", "xn--fa-hia", "xn--3xa"]).prop_map(String::from),
        1 => Just(".".to_owned()),
    ];
    name_of(piece)
}

fn name_of(piece: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    (
        prop_oneof![6 => Just(""), 1 => Just("*."), 1 => Just("_dmarc.")],
        prop::collection::vec(piece, 1..6),
        prop_oneof![Just(".de"), Just(".com"), Just(".рф"), Just("."), Just("")],
    )
        .prop_map(|(head, pieces, tail)| format!("{head}{}{tail}", pieces.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_a_panic(text in any::<String>()) {
        let _ = (to_ascii(&text), to_unicode(&text), domain_name(&text), host_name(&text));
        let _ = (DomainName::parse(&text), HostName::parse(&text), Tld::parse(&text));
    }

    #[test]
    fn an_ascii_form_stays_as_it_is(name in typed_or_encoded()) {
        if let Ok(ascii) = to_ascii(&name) {
            prop_assert!(ascii.is_ascii());
            prop_assert_eq!(to_ascii(&ascii), Ok(ascii));
        }
    }

    #[test]
    fn a_unicode_form_stays_as_it_is(name in typed_or_encoded()) {
        if let Ok(unicode) = to_unicode(&name) {
            prop_assert_eq!(to_unicode(&unicode), Ok(unicode));
        }
    }

    #[test]
    fn each_ascii_form_has_a_unicode_form_and_comes_back_from_it(name in typed_or_encoded()) {
        let Ok(ascii) = to_ascii(&name) else { return Ok(()) };
        let unicode = to_unicode(&ascii);
        prop_assert!(unicode.is_ok(), "{:?} of {}", unicode, ascii);
        let again = to_ascii_with(&unicode.unwrap_or_default(), Deviations::Keep);
        prop_assert_eq!(again, Ok(ascii));
    }

    // Not so for a label that came encoded: `xn--fa-hia.com` reads `faß.com`, which typed means `fass.com`.
    #[test]
    fn the_unicode_form_of_a_typed_name_means_the_same_name(name in typed()) {
        let Ok(ascii) = to_ascii(&name) else { return Ok(()) };
        let shown = to_unicode(&ascii).unwrap_or_default();
        prop_assert_eq!(to_ascii(&shown), Ok(ascii), "shown as {}", shown);
    }

    #[test]
    fn an_ascii_form_is_a_host_name(name in typed_or_encoded()) {
        if let Ok(ascii) = to_ascii(&name) {
            let host = host_name(&name).map(|host| host.to_string());
            prop_assert_eq!(host, Ok(ascii.trim_end_matches('.').to_owned()));
        }
    }

    #[test]
    fn what_a_name_prints_is_read_as_the_same_name(text in "(\\*\\.|_)?[a-zA-Z0-9._-]{1,20}") {
        if let Ok(name) = DomainName::parse(&text) {
            prop_assert_eq!(DomainName::parse(&name.to_string()), Ok(name));
        }
        if let Ok(name) = HostName::parse(&text) {
            prop_assert_eq!(HostName::parse(&name.to_string()), Ok(name));
        }
        if let Ok(tld) = Tld::parse(&text) {
            prop_assert_eq!(Tld::parse(&tld.to_string()), Ok(tld));
        }
    }
}

#[test]
fn hostile_text_ends_in_a_short_error_in_bounded_time() {
    let units = [
        "a",
        "ä",
        ".",
        "a.",
        "ä。",
        "xn--",
        "xn--a.",
        "xn--a-",
        "-",
        "_",
        "*.",
        "\u{301}",
        "\u{200D}",
        "ß",
        "א",
        "אa",
        "🦀",
        "\u{0}",
        "\u{202E}",
        "\u{FDFA}",
        "㍿",
        "\u{10FFFF}",
    ];
    for unit in units {
        for characters in [900, 1_024, 1 << 20] {
            let text: String = unit.chars().cycle().take(characters).collect();
            let started = Instant::now();
            let error = to_ascii(&text).expect_err("no name is this long");
            let shown = to_unicode(&text);
            assert!(domain_name(&text).is_err() && host_name(&text).is_err());
            assert!(
                started.elapsed() < Duration::from_secs(5),
                "{unit:?} x {characters}"
            );
            assert!(error.to_string().len() < 1_000, "{error}");
            assert!(
                characters < 1 << 20 || shown.is_err(),
                "{unit:?} x {characters}"
            );
        }
    }
}
