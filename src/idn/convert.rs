//! Whole names: what stands outside UTS #46 is taken off, the rest converted, and all put together again.

use super::policy::{self, Deviations};
use super::{IdnError, explain, uts46};
use crate::names::{HostName, LabelFault, NameError};

/// No name needs more characters than this, composed or not: 253 octets of ASCII form, times the four code points that
/// the longest canonical decomposition has. Beyond it a text is refused unread, which bounds all time spent here.
const MAX_CHARACTERS: usize = 1_024;

/// The full stops that UTS #46 takes for a dot.
const DOTS: [char; 3] = ['\u{3002}', '\u{FF0E}', '\u{FF61}'];

pub(super) fn to_ascii(name: &str, forced: Option<Deviations>) -> Result<String, IdnError> {
    let ascii = convert(name, |labels| {
        let labels = policy::apply(labels, forced);
        uts46::to_ascii(&labels).ok_or_else(|| explain::failure(&labels))
    })?;
    HostName::parse(&ascii)?; // lengths, and the rules for labels that stood outside
    Ok(ascii)
}

pub(super) fn to_unicode(name: &str) -> Result<String, IdnError> {
    convert(name, |labels| {
        uts46::to_unicode(labels).ok_or_else(|| explain::failure(labels))
    })
}

/// Runs the conversion over the labels that it concerns, joined by dots, and gives back the whole name.
fn convert(
    name: &str,
    conversion: impl Fn(&str) -> Result<String, IdnError>,
) -> Result<String, IdnError> {
    if name.chars().nth(MAX_CHARACTERS).is_some() {
        let limit = MAX_CHARACTERS;
        return Err(NameError::TooLong { limit }.into());
    }
    let name = name.replace(DOTS, ".");
    let (wildcard, labels) = match name.strip_prefix("*.") {
        Some(labels) => ("*.", labels),
        None => ("", name.as_str()),
    };
    if matches!(labels, "" | ".") {
        return Err(NameError::Empty.into());
    }
    let labels = convert_labels(labels, conversion)?;
    let without_root = labels.strip_suffix('.').unwrap_or(&labels);
    if without_root.split('.').any(str::is_empty) {
        return Err(NameError::bad_label("", LabelFault::Empty).into());
    }
    Ok(format!("{wildcard}{labels}"))
}

/// Service labels only lose their capitals; all others are converted together, because the bidi rule looks at all of them.
fn convert_labels(
    labels: &str,
    conversion: impl Fn(&str) -> Result<String, IdnError>,
) -> Result<String, IdnError> {
    let others: Vec<&str> = labels.split('.').filter(|l| !is_service(l)).collect();
    if others.is_empty() {
        return Ok(labels.to_ascii_lowercase());
    }
    let converted = conversion(&others.join("."))?;
    if others.len() == labels.split('.').count() {
        return Ok(converted);
    }
    let mut converted = converted.split('.');
    let woven: Vec<_> = labels
        .split('.')
        .map(|label| {
            if is_service(label) {
                label.to_ascii_lowercase()
            } else {
                converted.next().unwrap_or_default().to_owned()
            }
        })
        .collect();
    Ok(woven.join("."))
}

/// Whether this is a label such as `_dmarc` or `_443`: an underscore, then letters, digits, hyphens, underscores.
fn is_service(label: &str) -> bool {
    label.strip_prefix('_').is_some_and(|rest| {
        rest.bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_dots_taken_off_above_separate_labels() {
        // The weaving counts on it: no other character maps to a text with a dot in it. Above plane 3 nothing is mapped.
        let broken: Vec<char> = ('\u{80}'..='\u{3FFFF}')
            .filter(|c| !DOTS.contains(c))
            .filter(|c| uts46::to_unicode(&c.to_string()).is_some_and(|text| text.contains('.')))
            .collect();
        assert_eq!(broken, Vec::<char>::new());
    }
}
