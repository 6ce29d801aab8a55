//! Time as the registrar writes it: UTC, without an offset. What cannot be parsed is unknown, never a date.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// An instant from `YYYY-MM-DD HH:MM:SS`, with an optional fraction that is dropped; `None` for anything else, the
/// platform's `0000-00-00 00:00:00` included.
///
/// # Examples
///
/// ```
/// use ispbridge::base::time::parse;
///
/// assert_eq!(parse("2018-11-20 11:35:15.0").unwrap().to_string(), "2018-11-20T11:35:15Z");
/// assert!(parse("0000-00-00 00:00:00").is_none());
/// ```
pub fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let instant = DateTime::strptime("%Y-%m-%d %H:%M:%S", seconds).ok()?;
    TimeZone::UTC.to_timestamp(instant).ok()
}

/// An instant as the registrar writes it.
pub fn format(instant: Timestamp) -> String {
    instant.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// The same moment of the calendar so many years later, in UTC; the 29th of February becomes the 28th. `None` out of range.
pub fn add_years(instant: Timestamp, years: i64) -> Option<Timestamp> {
    let span = Span::new().try_years(years).ok()?;
    let later = TimeZone::UTC.to_datetime(instant).checked_add(span);
    TimeZone::UTC.to_timestamp(later.ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nonsense_is_unknown() {
        for text in [
            "",
            "0000-00-00 00:00:00",
            "2018-02-30 00:00:00",
            "2018-11-20",
            "2018-11-20 11:35:15.",
            "x",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_written_is_read_back() {
        let text = "2018-11-20 11:35:15";
        assert_eq!(parse(text).map(format).as_deref(), Some(text));
    }
}
