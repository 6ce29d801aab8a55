//! Why a transfer failed: the registry's prose becomes a sentence of ours for the customer, and a line without codes for the staff.

use crate::base::message::Message;
use crate::ispapi::MASK;

include!(concat!(env!("OUT_DIR"), "/transfer_reasons.rs"));

/// Behind these words a registry may quote the code itself.
const REVEALING: [&str; 5] = ["auth", "code", "passw", "secret", "token"];

/// The words that may stand before one of them, and those that begin with one. Any other may be a code.
const PLAIN: &str = "a age an and answer at auth authcode authentication authinfo authorisation authorization authorized because been by \
    cancel canceled cancelled clienttransferprohibited code confirmed contained contains declined denied domain due error \
    expired failed failure for from given has have in incorrect invalid is it losing match mismatch missing needs no not of \
    on other out passphrase password passwort pendingdelete registrar registry rejected request requires secret side that \
    the timed to token transfer un unauthorized was with without wrong";

/// Registries want at least this of a code.
const SHORTEST_CODE: usize = 6;

/// More of a line tells nobody anything.
const LONGEST: usize = 200;

/// The sentence for the customer.
pub(in crate::registrar) fn sentence(line: &str) -> Message {
    let line = line.to_ascii_lowercase();
    let matching = REASONS.iter().filter(|(words, _)| line.contains(words));
    let longest = matching.max_by_key(|(words, _)| words.len());
    Message::new(longest.map_or("transfer.reason_unknown", |(_, key)| key))
}

/// A line of the registrar's logs as far as staff may read it. The orders' codes are not known here, so nothing can be searched for
/// them. A line that speaks of codes keeps the words that are known to be none, and ends with the first that a code may follow; any
/// other line loses what looks like a code. Addresses of mail boxes always go.
pub(in crate::registrar) fn masked(line: &str) -> String {
    let line: String = line
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST)
        .collect();
    let lower = line.to_ascii_lowercase();
    let found = REVEALING
        .iter()
        .filter_map(|stem| Some((lower.find(stem)?, stem.len())));
    match found.min() {
        Some((start, length)) => {
            let (before, rest) = line.split_at(start);
            around(before, rest, length)
        }
        None => shown(&line, |token| {
            !token.contains('@') && !is_like_a_code(token)
        }),
    }
}

/// The text before a revealing word, that word, and no more.
fn around(before: &str, rest: &str, stem: usize) -> String {
    let end = rest.find(|c: char| !c.is_ascii_alphabetic());
    let word = rest.split_at(end.unwrap_or(rest.len())).0;
    let kept = if is_plain(word) { word.len() } else { stem };
    let (word, hidden) = rest.split_at(kept);
    let mut text = shown(before, is_plain);
    if before.ends_with(char::is_whitespace) && !text.is_empty() {
        text.push(' ');
    }
    text.push_str(word);
    if !hidden.trim().is_empty() {
        text.push(' ');
        text.push_str(MASK);
    }
    text
}

/// The words of a text, one mask in the place of those that are not shown.
fn shown(text: &str, is_shown: impl Fn(&str) -> bool) -> String {
    let words = text.split_whitespace();
    let mut words: Vec<&str> = words
        .map(|word| if is_shown(word) { word } else { MASK })
        .collect();
    words.dedup_by(|later, earlier| *later == MASK && *earlier == MASK);
    words.join(" ")
}

/// Whether a word is one of those that stand in such lines, with its punctuation.
fn is_plain(token: &str) -> bool {
    let word = bare(token);
    word.is_empty()
        || PLAIN
            .split(' ')
            .any(|plain| plain.eq_ignore_ascii_case(word))
}

fn bare(token: &str) -> &str {
    token.trim_matches(|c: char| ".,;:()[]'\"".contains(c))
}

/// Letters mixed with digits or signs; names of hosts are none.
fn is_like_a_code(token: &str) -> bool {
    let token = bare(token);
    let has = |wanted: fn(char) -> bool| token.chars().any(wanted);
    let is_mixed = has(char::is_alphabetic)
        && (has(|c| c.is_ascii_digit()) || has(|c| "!#$%&*+?^~|<>{}".contains(c)));
    is_mixed && token.chars().count() >= SHORTEST_CODE && !is_host(token)
}

fn is_host(token: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let last = token.rsplit_once('.').map(|(_, last)| last);
    last.is_some_and(|last| last.len() > 1 && last.chars().all(|c| c.is_ascii_alphabetic()))
        && token.split('.').all(is_label)
}

#[cfg(test)]
mod tests;
