use crate::registrar::zone::ZonePeriod;

/// How the years that were paid are ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// PERIOD; `None` leaves it to the server.
    pub(super) period: Option<String>,
    /// Paid years that the transfer does not bring: each is owed to the customer.
    pub(super) owed: i64,
}

impl Term {
    /// The longest term on offer that is not above what was paid; the rest is owed. `None` where every one costs more.
    ///
    /// Where the offer is not known the paid years go out as they are: a zone without them refuses, and nothing is charged. A term
    /// that starts anew (`R1Y`) takes what is left of the old one, so a transfer without a term goes before it.
    pub(super) fn of(offered: &[ZonePeriod], paid: i64) -> Option<Self> {
        if offered.is_empty() {
            return Some(Self::years(paid, 0));
        }
        let fitting = |resets| {
            let periods = offered.iter().filter(move |p| p.resets == resets);
            periods
                .filter_map(|p| p.whole_years())
                .filter(|y| *y <= paid)
                .max()
        };
        match (fitting(false), fitting(true)) {
            (Some(0), _) => Some(Self::none(paid)),
            (Some(years), _) | (None, Some(years)) => Some(Self::years(years, paid - years)),
            (None, None) => None,
        }
    }

    /// Between two accounts of the registrar a domain keeps its term (registrar facts 5.2).
    pub(super) fn between_accounts(offered: &[ZonePeriod], paid: i64) -> Self {
        if offered.iter().any(|p| p.is_none()) {
            return Self::none(paid);
        }
        Self {
            period: None,
            owed: paid,
        }
    }

    /// A transfer that brings no year.
    pub(super) fn none(paid: i64) -> Self {
        Self {
            period: Some("0Y".to_owned()),
            owed: paid,
        }
    }

    fn years(years: i64, owed: i64) -> Self {
        Self {
            period: Some(years.to_string()),
            owed,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;

    fn term(offered: &[(i64, bool)], paid: i64) -> Option<(Option<String>, i64)> {
        let offered: Vec<_> = offered
            .iter()
            .map(|(years, resets)| ZonePeriod {
                years: *years,
                months: 0,
                resets: *resets,
            })
            .collect();
        Term::of(&offered, paid).map(|term| (term.period, term.owed))
    }

    #[test]
    fn what_a_transfer_does_not_bring_is_owed() {
        let sent = |period: &str, owed| Some((Some(period.to_owned()), owed));
        assert_eq!(term(&[], 1), sent("1", 0));
        assert_eq!(term(&[(1, false)], 1), sent("1", 0));
        assert_eq!(term(&[(0, false)], 1), sent("0Y", 1));
        assert_eq!(term(&[(0, false), (1, false)], 1), sent("1", 0));
        assert_eq!(term(&[(0, false), (1, true)], 1), sent("0Y", 1));
        assert_eq!(term(&[(1, true)], 1), sent("1", 0));
        assert_eq!(term(&[(1, false)], 3), sent("1", 2));
        assert_eq!(term(&[(2, false)], 1), None);
    }
}
