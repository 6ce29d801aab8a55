//! Why a transfer failed: the registry's prose becomes a sentence of ours for the customer, and a line without codes for the staff.

use crate::base::message::Message;
use crate::ispapi::MASK;

include!(concat!(env!("OUT_DIR"), "/transfer_reasons.rs"));

/// Behind these words a registry may quote the code itself.
const REVEALING: [&str; 5] = ["auth", "code", "passw", "secret", "token"];

/// More of a line tells nobody anything.
const LONGEST: usize = 200;

/// The sentence for the customer.
pub(in crate::registrar) fn sentence(line: &str) -> Message {
    let line = line.to_ascii_lowercase();
    let matching = REASONS.iter().filter(|(words, _)| line.contains(words));
    let longest = matching.max_by_key(|(words, _)| words.len());
    Message::new(longest.map_or("transfer.reason_unknown", |(_, key)| key))
}

/// A line of the registrar's logs as far as staff may read it: cut behind the first word that a code may follow. The orders'
/// codes are not known here, so nothing can be searched for them.
pub(in crate::registrar) fn masked(line: &str) -> String {
    let line: String = line
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST)
        .collect();
    let lower = line.to_ascii_lowercase();
    let first = REVEALING.iter().filter_map(|word| lower.find(word)).min();
    let Some(start) = first else {
        return line;
    };
    let rest = line.get(start..).unwrap_or_default();
    let word = rest.find(|c: char| !c.is_ascii_alphabetic());
    let (kept, hidden) = line.split_at(word.map_or(line.len(), |length| start + length));
    if hidden.trim().is_empty() {
        kept.to_owned()
    } else {
        format!("{kept} {MASK}")
    }
}

#[cfg(test)]
mod tests {
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
            ("zoë: Passwort ünknown x", "zoë: Passwort ***"),
        ] {
            assert_eq!(masked(line), wanted);
        }
        assert_eq!(masked(&"ü".repeat(500)).chars().count(), LONGEST);
    }

    proptest::proptest! {
        #[test]
        fn no_code_survives(before in "[a-z ]{0,30}", code in "[A-Z0-9$&]{8,16}") {
            let line = masked(&format!("{before} auth code {code} refused"));
            proptest::prop_assert!(!line.contains(&code));
        }
    }
}
