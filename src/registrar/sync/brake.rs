//! How many domains may come to an end in a day before a person must look.

use crate::base::params::Value;

/// The word in the host's audit under which ends are counted.
pub(super) const FINAL: &str = "final";

/// More than so many at once were never seen to end by themselves.
const MOST: i64 = 20;

/// Nor more than this part of all domains ...
const PERCENT: i64 = 5;

/// ... but one must be able to, or a shop with few domains would never see an end.
const LEAST: i64 = 1;

/// Judges the host's count of domains that came to an end in the last day, this one included, among all of the shop's; `None`
/// where it cannot be read, or lacks this one: then its end was not written down. A person who has confirmed the end goes before the
/// limit.
pub(super) fn judge(counted: &Value, is_confirmed: bool) -> Option<Result<(), String>> {
    let Value::Map(counted) = counted else {
        return None;
    };
    let number = |name| counted.integer(name, 0..=i64::MAX).ok().flatten();
    let (count, total) = (
        number("count").filter(|count| *count > 0)?,
        number("total")?,
    );
    let limit = (total.saturating_mul(PERCENT) / 100).clamp(LEAST, MOST);
    Some(if is_confirmed || count <= limit {
        Ok(())
    } else {
        Err(count.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::params::Params;

    fn passes(count: i64, total: i64) -> Option<bool> {
        let counted = Params::default().with("count", count).with("total", total);
        judge(&Value::Map(counted), false).map(|judged| judged.is_ok())
    }

    #[test]
    fn a_twentieth_of_the_domains_and_never_more_than_twenty() {
        for (count, total, passed) in [
            (1, 3, true),
            (2, 3, false),
            (2, 40, true),
            (3, 40, false),
            (5, 100, true),
            (6, 100, false),
            (20, 10_000, true),
            (21, 10_000, false),
        ] {
            assert_eq!(passes(count, total), Some(passed), "{count} of {total}");
        }
    }

    #[test]
    fn without_a_count_nothing_passes() {
        assert_eq!(judge(&Value::Null, true), None);
        assert_eq!(passes(0, 10), None, "the end was not written down");
        assert_eq!(
            judge(&Value::Map(Params::default().with("count", 1)), false),
            None
        );
    }

    #[test]
    fn a_person_goes_before_the_limit() {
        let counted = Params::default().with("count", 99).with("total", 100);
        assert_eq!(judge(&Value::Map(counted), true), Some(Ok(())));
    }
}
