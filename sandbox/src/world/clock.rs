//! The sandbox's time. It starts at the real time and can be set, moved and stopped.

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A clock that runs with the real one at a distance, or stands still.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Clock {
    ahead_seconds: i64,
    stopped_at: Option<Timestamp>,
}

impl Clock {
    pub(crate) fn real() -> Self {
        Self {
            ahead_seconds: 0,
            stopped_at: None,
        }
    }

    /// A running clock that shows `time` now.
    pub(crate) fn at(time: Timestamp) -> Self {
        Self {
            ahead_seconds: time.as_second() - Timestamp::now().as_second(),
            stopped_at: None,
        }
    }

    /// Now, in whole seconds: the wire has no fractions.
    pub(crate) fn now(&self) -> Timestamp {
        let now = self.stopped_at.unwrap_or_else(|| {
            let real = Timestamp::now();
            real.checked_add(self.ahead_seconds.seconds())
                .unwrap_or(real)
        });
        Timestamp::from_second(now.as_second()).unwrap_or(now)
    }

    pub(crate) fn set(&mut self, time: Timestamp) {
        let stopped = self.stopped_at.is_some();
        *self = Self::at(time);
        if stopped {
            self.stopped_at = Some(time);
        }
    }

    pub(crate) fn stop(&mut self) {
        self.stopped_at = Some(self.now());
    }

    pub(crate) fn run(&mut self) {
        *self = Self::at(self.now());
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped_at.is_some()
    }
}

/// `2026-11-23 21:16:00`, UTC, as the wire writes times. A page of a list has ten thousand of them,
/// so the calendar is reckoned here; a year that begins in
/// March has its leap day at the end.
pub(crate) fn wire_time(time: Timestamp) -> String {
    let second = time.as_second();
    let (day, of_day) = (second.div_euclid(86_400), second.rem_euclid(86_400));
    let (year, month, day) = date_of(day);
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    let mut text = String::with_capacity(19);
    for (value, digits, before) in [
        (year, 4, ""),
        (month, 2, "-"),
        (day, 2, "-"),
        (hour, 2, " "),
        (minute, 2, ":"),
        (second, 2, ":"),
    ] {
        text.push_str(before);
        push_digits(&mut text, value, digits);
    }
    text
}

/// Year, month and day of a day, counted from 1970-01-01.
fn date_of(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

fn push_digits(text: &mut String, value: i64, digits: u32) {
    for place in (0..digits).rev() {
        let digit = value / 10_i64.pow(place) % 10;
        text.push(char::from(b'0' + u8::try_from(digit).unwrap_or_default()));
    }
}

/// Reads a time given by a person: `2026-11-23`, `2026-11-23 21:16:00` or RFC 3339; UTC.
pub(crate) fn moment(text: &str) -> Result<Timestamp, String> {
    if let Ok(time) = text.parse::<Timestamp>() {
        return Ok(time);
    }
    text.parse::<jiff::civil::DateTime>()
        .and_then(|time| time.to_zoned_datetime(TimeZone::UTC))
        .map(|zoned| zoned.timestamp())
        .map_err(|error| format!("`{text}` is no time: {error}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[test]
    fn a_stopped_clock_stands_and_can_still_be_set() {
        let mut clock = Clock::at(moment("2026-01-31 10:00:00").unwrap());
        clock.stop();
        assert_eq!(clock.now(), clock.now());
        clock.set(moment("2027-02-28").unwrap());
        assert_eq!(wire_time(clock.now()), "2027-02-28 00:00:00");
        assert!(clock.is_stopped());
        clock.run();
        assert!(!clock.is_stopped());
    }

    #[test]
    fn times_are_written_as_the_calendar_has_them() {
        // Steps of 13 days and some odd seconds, from 1969 to beyond 2200.
        for step in 0..6_500 {
            let time = Timestamp::from_second(-10_000_000 + step * 1_123_457).unwrap();
            let expected = time.strftime("%Y-%m-%d %H:%M:%S").to_string();
            assert_eq!(wire_time(time), expected);
        }
    }

    #[test]
    fn a_set_clock_shows_the_time_it_was_set_to() {
        let time = moment("2030-06-01T12:00:00Z").unwrap();
        let shown = Clock::at(time).now().as_second() - time.as_second();
        assert!((0..=2).contains(&shown), "{shown}");
    }
}
