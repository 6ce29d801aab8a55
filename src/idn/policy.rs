//! What each TLD makes of the deviation characters. The table is `data/idn_policy.json`.

use std::borrow::Cow;

use super::uts46;
use crate::names::Tld;

include!(concat!(env!("OUT_DIR"), "/idn_policy.rs"));

/// What becomes of the four deviation characters: sharp s, final sigma, zero width joiner and non-joiner.
///
/// IDNA2003 mapped them away, IDNA2008 keeps them; in between stands what UTS #46 calls transitional processing. The
/// platform converts for most TLDs the old way (ispapi-wire section 7.2), and a client that differs buys another name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deviations {
    /// They are letters of the name (non-transitional processing).
    Keep,
    /// `ß` and `ẞ` become `ss`, `ς` becomes `σ`, the joiners go (transitional processing).
    Map,
}

impl Deviations {
    /// What a TLD does with them; its last label decides.
    ///
    /// # Examples
    ///
    /// ```
    /// use ispbridge::idn::Deviations;
    /// use ispbridge::names::Tld;
    ///
    /// assert_eq!(Deviations::under(&Tld::parse("de")?), Deviations::Keep);
    /// assert_eq!(Deviations::under(&Tld::parse("de.com")?), Deviations::Map);
    /// # Ok::<(), ispbridge::names::NameError>(())
    /// ```
    pub fn under(tld: &Tld) -> Self {
        DEVIATIONS
            .binary_search_by_key(&tld.last_label(), |(known, _)| known)
            .ok()
            .and_then(|index| DEVIATIONS.get(index))
            .map_or(Self::Map, |(_, deviations)| *deviations)
    }

    /// What the TLD at the end of this name does with them.
    ///
    /// The name is mapped before its end is read, so that a TLD typed in full-width letters counts as itself; a part of the
    /// name that cannot be mapped is marked, not refused, because mapping the deviations may be what makes it right.
    fn of_name(name: &str) -> Self {
        let unicode = uts46::to_marked_unicode(name);
        let last = unicode.rsplit('.').find(|label| !label.is_empty());
        Tld::parse(last.unwrap_or_default()).map_or(Self::Map, |tld| Self::under(&tld))
    }
}

/// The name as UTS #46 shall see it: with the deviation characters mapped, where they are. `forced` overrules the TLD.
pub(super) fn apply(name: &str, forced: Option<Deviations>) -> Cow<'_, str> {
    let is_deviation = |c| matches!(c, 'ß' | 'ẞ' | 'ς' | ZWJ | ZWNJ);
    if !name.contains(is_deviation) {
        return Cow::Borrowed(name);
    }
    match forced.unwrap_or_else(|| Deviations::of_name(name)) {
        Deviations::Keep => Cow::Borrowed(name),
        Deviations::Map => Cow::Owned(mapped(name)),
    }
}

/// UTS #46 section 4, step 1. The capital sharp s is no deviation character by itself, but its mapping is one.
fn mapped(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            'ß' | 'ẞ' => text.push_str("ss"),
            'ς' => text.push('σ'),
            ZWJ | ZWNJ => {}
            _ => text.push(c),
        }
    }
    text
}

const ZWJ: char = '\u{200D}';
const ZWNJ: char = '\u{200C}';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn these_eleven_tlds_keep_them_and_no_other() {
        let keeping: Vec<&str> = DEVIATIONS
            .iter()
            .filter(|(_, deviations)| *deviations == Deviations::Keep)
            .map(|(tld, _)| *tld)
            .collect();
        let expected = "art be ca de fr pm re swiss tf wf yt";
        assert_eq!(keeping.join(" "), expected);
        assert_eq!(DEVIATIONS.len(), keeping.len());
    }

    #[test]
    fn the_last_label_counts_however_it_is_typed() {
        for name in [
            "faß.de",
            "faß.DE",
            "faß。ｄｅ",
            "faß.d\u{AD}e",
            "a/b.faß.de",
        ] {
            assert_eq!(Deviations::of_name(name), Deviations::Keep, "{name}");
        }
        for name in ["faß.com", "faß.de.com", "faß", "faß.рф", "ß.1"] {
            assert_eq!(Deviations::of_name(name), Deviations::Map, "{name}");
        }
    }
}
