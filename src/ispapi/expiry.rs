//! The expiry that ISPAPI's dates add up to. Source: registrar facts, section 6.4.

use jiff::Timestamp;

/// The dates of a domain as `StatusDomain` and `QueryDomainList` give them; each may be missing (wire facts 12.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// EXPIRATIONDATE: the registry's.
    pub expiration: Option<Timestamp>,
    /// FAILUREDATE: from then on the platform lets the name go.
    pub failure: Option<Timestamp>,
    /// FINALIZATIONDATE: when the platform settles a renewal with the registry.
    pub finalization: Option<Timestamp>,
    /// PAIDUNTILDATE: what the account has paid for.
    pub paid_until: Option<Timestamp>,
    /// REGISTRATIONEXPIRATIONDATE.
    pub registration_expiration: Option<Timestamp>,
    /// RENEWALDATE.
    pub renewal: Option<Timestamp>,
}

/// The instant until which the name is safe without another payment; `None` where no date tells.
///
/// Where the name fails only after the paid time, that is the paid time. Where a zone wants its renewals settled earlier, it is
/// the last moment at which the shop can still act.
pub fn shown_expiry(dates: &Dates) -> Option<Timestamp> {
    let Some(paid) = dates.paid_until else {
        return dates
            .expiration
            .or(dates.registration_expiration)
            .or(dates.renewal);
    };
    let Some(failure) = dates.failure.filter(|failure| *failure <= paid) else {
        return Some(paid);
    };
    match (dates.finalization, dates.expiration) {
        (Some(finalization), Some(expiration)) => finalization
            .checked_add(paid.duration_since(expiration))
            .ok(),
        _ => Some(failure),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::parse;

    fn shown(paid: &str, failure: &str, finalization: &str, expiration: &str) -> Option<String> {
        let dates = Dates {
            expiration: parse(expiration),
            failure: parse(failure),
            finalization: parse(finalization),
            paid_until: parse(paid),
            ..Dates::default()
        };
        shown_expiry(&dates).map(crate::base::time::format)
    }

    #[test]
    fn a_name_that_fails_after_its_paid_time_shows_the_paid_time() {
        // The reference's own StatusDomain example.
        let shown = shown(
            "2018-09-26 14:53:20",
            "2018-11-09 14:53:20",
            "2017-09-27 14:53:20",
            "2017-09-26 14:53:20",
        );
        assert_eq!(shown.as_deref(), Some("2018-09-26 14:53:20"));
    }

    #[test]
    fn a_zone_that_settles_early_shows_the_last_safe_moment() {
        let shown = shown(
            "2018-09-26 00:00:00",
            "2018-09-20 00:00:00",
            "2017-09-10 00:00:00",
            "2017-09-26 00:00:00",
        );
        assert_eq!(shown.as_deref(), Some("2018-09-10 00:00:00"));
    }

    #[test]
    fn missing_dates_fall_back_and_never_invent_one() {
        assert_eq!(shown("", "", "", ""), None);
        assert_eq!(
            shown("2018-09-26 00:00:00", "", "", "").as_deref(),
            Some("2018-09-26 00:00:00")
        );
        assert_eq!(
            shown("2018-09-26 00:00:00", "2018-09-20 00:00:00", "", "").as_deref(),
            Some("2018-09-20 00:00:00")
        );
        assert_eq!(
            shown("", "", "", "2017-09-26 00:00:00").as_deref(),
            Some("2017-09-26 00:00:00")
        );
    }
}
