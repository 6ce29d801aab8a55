//! The only file that names the `idna` crate: its engine with our flags.

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

const ENGINE: Uts46 = Uts46::new();

/// All of ASCII but letters, digits, hyphen, dot and underscore.
const DENIED: AsciiDenyList = AsciiDenyList::new(true, "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}~");

/// The ASCII form, or nothing where there is none. Lengths are not checked.
pub(super) fn to_ascii(name: &str) -> Option<String> {
    let ascii = ENGINE
        .to_ascii(
            name.as_bytes(),
            DENIED,
            Hyphens::CheckFirstLast,
            DnsLength::Ignore,
        )
        .ok()?;
    // Plain letters come first in Punycode, so only such a label can break the rule that `to_unicode` checks.
    let suspect = ascii.contains("xn--xn--");
    (!suspect || to_unicode(&ascii).is_some()).then(|| ascii.into_owned())
}

/// The Unicode form, or nothing where there is none.
///
/// A label that still begins with `xn--` was encoded twice. The standard refuses it (validity criterion 4); the crate does
/// so only together with all other hyphens in the third and fourth place, which we allow.
pub(super) fn to_unicode(name: &str) -> Option<String> {
    let (unicode, result) = ENGINE.to_unicode(name.as_bytes(), DENIED, Hyphens::CheckFirstLast);
    let twice = unicode.split('.').any(|label| label.starts_with("xn--"));
    (result.is_ok() && !twice).then(|| unicode.into_owned())
}

/// The Unicode form with U+FFFD in the place of what is wrong.
pub(super) fn to_marked_unicode(name: &str) -> String {
    ENGINE
        .to_unicode(name.as_bytes(), DENIED, Hyphens::CheckFirstLast)
        .0
        .into_owned()
}
