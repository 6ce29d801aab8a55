//! The engine says only that a name is wrong. This looks for the label and the character that make it so.

use super::{IdnError, uts46};
use crate::names::{LabelFault, NameError};

/// Why these labels have no ASCII form. It is called after a failure only, so it may take its time; that time is bounded
/// by the length that a text may have.
pub(super) fn failure(labels: &str) -> IdnError {
    labels
        .split('.')
        .find_map(label_failure)
        .unwrap_or(IdnError::Direction) // the only rule that looks at more than one label
}

fn label_failure(label: &str) -> Option<IdnError> {
    if uts46::to_unicode(label).is_some() {
        return None;
    }
    let shown: String = label.chars().take(MAX_CHARACTERS).collect();
    if has_ace_prefix(label) {
        return Some(if label.is_ascii() {
            IdnError::BadPunycode { label: shown }
        } else {
            IdnError::Mixed { label: shown }
        });
    }
    if label.starts_with('-') || label.ends_with('-') {
        return Some(NameError::bad_label(label, LabelFault::Hyphen).into());
    }
    let character = label.chars().find(|c| is_disallowed(*c));
    if character.is_none() && uts46::to_marked_unicode(label).chars().count() > MAX_CHARACTERS {
        return Some(NameError::bad_label(label, LabelFault::TooLong).into()); // the engine gives up at 1,000
    }
    Some(IdnError::Disallowed {
        character,
        label: shown,
    })
}

/// Whether a character can stand neither alone nor behind a letter. A combining mark can do the second, a right-to-left
/// letter the first.
fn is_disallowed(c: char) -> bool {
    let alone = c.to_string();
    uts46::to_unicode(&alone).is_none() && uts46::to_unicode(&format!("a{alone}")).is_none()
}

fn has_ace_prefix(label: &str) -> bool {
    label
        .get(..4)
        .is_some_and(|prefix| prefix.eq_ignore_ascii_case("xn--"))
}

/// The longest label; no more of a hostile one is shown.
const MAX_CHARACTERS: usize = 63;

#[cfg(test)]
mod tests {
    use super::*;

    fn code(labels: &str) -> &'static str {
        failure(labels).code()
    }

    #[test]
    fn the_character_to_blame_is_named() {
        for (labels, character) in [
            ("a/b.com", Some('/')),
            ("ok.a b", Some(' ')),
            ("ä\u{80}.com", Some('\u{80}')),
            ("a\u{200D}b.de", Some('\u{200D}')),
            ("\u{301}a.com", None),
            ("aא.com", None),
        ] {
            let IdnError::Disallowed { character: got, .. } = failure(labels) else {
                unreachable!("{labels}: {:?}", failure(labels));
            };
            assert_eq!(got, character, "{labels:?}");
        }
    }

    #[test]
    fn each_kind_of_failure_is_told_apart() {
        assert_eq!(code("xn--a.com"), "idn.bad_punycode");
        assert_eq!(code("XN--A.com"), "idn.bad_punycode");
        assert_eq!(code("xn--faß.de"), "idn.mixed");
        assert_eq!(code("1a.אב"), "idn.direction");
        assert_eq!(code("-ä.de"), "name.bad_label");
        assert_eq!(code(&format!("{}.de", "ä".repeat(1_001))), "name.bad_label");
    }
}
