use super::*;

#[test]
fn a_line_is_mapped_by_its_longest_words() {
    for (line, key) in [
        (
            "2026-01-02 Domain transfer DENIED by the other side",
            "transfer.reason_denied",
        ),
        (
            "failed; WRONG AUTH (cancelled)",
            "ispapi.customer.wrong_code",
        ),
        (
            "request expired without an answer",
            "transfer.reason_no_reply",
        ),
        ("something else", "transfer.reason_unknown"),
        ("", "transfer.reason_unknown"),
    ] {
        assert_eq!(sentence(line).key(), key, "{line}");
    }
}

#[test]
fn every_sentence_is_in_the_catalogue() {
    let known: Vec<_> = crate::base::message::keys().collect();
    for (_, key) in REASONS {
        assert!(known.contains(key), "{key}");
    }
}

#[test]
fn what_may_be_a_code_is_cut_off() {
    for (line, wanted) in [
        (
            "denied by the losing registrar",
            "denied by the losing registrar",
        ),
        ("WRONG AUTH", "WRONG AUTH"),
        ("wrong AUTH=s3cr3t", "wrong AUTH ***"),
        (
            "the authorization code aB3$x is wrong",
            "the authorization ***",
        ),
        ("code:aB3$x", "code ***"),
        ("zoë: Passwort ünknown x", "*** Passwort ***"),
        ("aB3$x-9z is no valid auth code", "*** is no *** auth ***"),
        ("given hunter, wrong AUTH", "given *** wrong AUTH"),
        ("unauthorized request", "unauthorized ***"),
        ("xyzauthABC", "***auth ***"),
        ("denied by jo@example.com", "denied by ***"),
        ("denied: aB3$x-9z (S3cret99)", "denied: ***"),
        (
            "2026-01-02 denied for shop24.example.com by C&A (#12345)",
            "2026-01-02 denied for shop24.example.com by C&A (#12345)",
        ),
    ] {
        assert_eq!(masked(line), wanted);
    }
    assert_eq!(masked(&"ü".repeat(500)).chars().count(), LONGEST);
}

#[test]
fn plain_words_hold_those_of_the_reasons() {
    let words = REASONS.iter().flat_map(|(words, _)| words.split(' '));
    for word in words {
        assert!(is_plain(word), "{word}");
    }
}

proptest::proptest! {
    #[test]
    fn no_code_survives(
        before in "[a-z ]{0,30}", code in "[A-Z0-9$&]{8,16}", after in "[a-z ]{0,30}", word in "auth code|Passwort|TOKEN|authinfo",
    ) {
        for line in [
            format!("{before} {word} {code} refused"),
            format!("{before} {code} {after} {word}"),
            format!("{before}{code}{word}={code}"),
            format!("'{code}' {word}{code}"),
        ] {
            let line = masked(&line);
            proptest::prop_assert!(!line.contains(&code), "{}", line);
        }
    }

    #[test]
    fn no_mixed_code_and_no_address_survives(
        before in "[a-z ]{0,30}", code in "[a-z]{3}[0-9$&]{3}[A-Za-z0-9$&]{0,9}", after in "[a-z ]{0,30}",
    ) {
        let line = masked(&format!("{before} {code} {after} {code}@example.com"));
        proptest::prop_assert!(!line.contains(&code) && !line.contains('@'), "{}", line);
    }
}
