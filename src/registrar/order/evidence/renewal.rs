use jiff::{SignedDuration, Timestamp};

use crate::base::params::Params;
use crate::base::time;
use crate::ispapi::{Code, Command, Response};
use crate::names::DomainName;
use crate::registrar::domain;

use super::{Answer, Evidence, KIND, Proof, Verdict};

/// A renewal: the paid time, or where it is not known the registry's expiry, has grown by the years that were ordered.
pub(in crate::registrar) struct Renewal;

/// The dates by which renewals are guarded and judged, each as the registrar wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::registrar) struct Dates {
    /// PAIDUNTILDATE.
    pub(in crate::registrar) paid_until: Option<Timestamp>,
    /// EXPIRATIONDATE, else REGISTRATIONEXPIRATIONDATE.
    pub(in crate::registrar) expiration: Option<Timestamp>,
}

/// Dates of one term differ by so much between registry, registrar and shop: where it ends on a 29th of February, or moves with the
/// time zone.
const TOLERANCE: SignedDuration = SignedDuration::from_hours(3 * 24);

impl Dates {
    /// The dates of a `StatusDomain`.
    pub(in crate::registrar) fn of(response: &Response) -> Self {
        let date = |name| response.first(name).and_then(time::parse);
        Self {
            paid_until: date("PAIDUNTILDATE"),
            expiration: date("EXPIRATIONDATE").or_else(|| date("REGISTRATIONEXPIRATIONDATE")),
        }
    }

    /// The one that an order prolongs.
    pub(in crate::registrar) fn end(&self) -> Option<Timestamp> {
        self.paid_until.or(self.expiration)
    }

    /// The dates of a before-image that [`add_to`](Self::add_to) wrote.
    pub(super) fn read(before: &Params) -> Self {
        let date = |name| {
            let text = before.text(name).ok().flatten();
            text.and_then(|text| time::parse(&text))
        };
        Self {
            paid_until: date("paid_until"),
            expiration: date("expiration"),
        }
    }

    /// A before-image with these dates.
    pub(super) fn add_to(&self, before: Params) -> Params {
        let text = |date: Option<Timestamp>| date.map(time::format);
        before
            .with("paid_until", text(self.paid_until))
            .with("expiration", text(self.expiration))
    }

    /// Whether these dates are at least `years` behind the `later` ones, each compared with its own kind.
    fn grew(&self, later: &Self, years: i64) -> bool {
        let pair = self.comparable(later);
        pair.is_some_and(|(old, new)| reaches(new, old, years))
    }

    /// By how many whole years the `later` dates are ahead of these, from none to `most`; `None` where they cannot be compared.
    pub(super) fn years_until(&self, later: &Self, most: i64) -> Option<i64> {
        self.comparable(later)?;
        let whole = (1..=most).rev().find(|years| self.grew(later, *years));
        Some(whole.unwrap_or(0))
    }

    /// Whether an order would show in the `later` dates. The registry's expiry does not move with a payment ahead, so where the paid time
    /// was known, it alone tells; and dates that cannot be compared tell nothing.
    fn would_show_growth(&self, later: &Self) -> bool {
        match self.paid_until {
            Some(_) => later.paid_until.is_some(),
            None => self.expiration.is_some() && later.expiration.is_some(),
        }
    }

    fn comparable(&self, later: &Self) -> Option<(Timestamp, Timestamp)> {
        self.paid_until
            .zip(later.paid_until)
            .or_else(|| self.expiration.zip(later.expiration))
    }
}

/// Whether `date` is as good as `years` later than `old`.
pub(in crate::registrar) fn reaches(date: Timestamp, old: Timestamp, years: i64) -> bool {
    let due = time::add_years(old, years).and_then(|due| due.checked_sub(TOLERANCE).ok());
    due.is_some_and(|due| date >= due)
}

impl Renewal {
    /// The before-image.
    pub(in crate::registrar) fn before(dates: &Dates) -> Params {
        dates.add_to(Params::default().with(KIND, "renewal"))
    }
}

impl Evidence for Renewal {
    fn kind(&self) -> &'static str {
        "renewal"
    }

    fn questions(&self, domain: &DomainName, _: &Params) -> Vec<Command> {
        vec![domain::status(domain)]
    }

    fn verdict(&self, before: &Params, years: i64, answers: &[Answer]) -> Verdict {
        let Some(Ok(response)) = answers.first() else {
            return Verdict::Unreadable;
        };
        if response.code() != Code::OK {
            return Verdict::Unreadable;
        }
        let (then, now) = (Dates::read(before), Dates::of(response));
        if then.grew(&now, years) {
            return Verdict::Happened(proof(false, now.end()));
        }
        if then.would_show_growth(&now) {
            Verdict::NoTrace
        } else {
            Verdict::Unreadable
        }
    }

    /// The answer carries the new end (wire facts 9).
    fn accepted(&self, _: &Params, response: &Response) -> Proof {
        proof(
            response.pending(),
            response.first("EXPIRATIONDATE").and_then(time::parse),
        )
    }

    /// Without the new end nobody knows what the order has brought (registrar facts 6.1: verify after the call).
    fn is_complete(&self, proof: &Proof) -> bool {
        proof.facts.text("until").is_ok_and(|until| until.is_some())
    }
}

fn proof(pending: bool, until: Option<Timestamp>) -> Proof {
    let facts = Params::default().with("until", until.map(time::format));
    Proof { pending, facts }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;
    use crate::registrar::scripted::reply;

    fn verdict(before: (&str, &str), now: &str, years: i64) -> Verdict {
        let dates = Dates {
            paid_until: time::parse(before.0),
            expiration: time::parse(before.1),
        };
        let answer = reply(&format!("200 ok\n{now}"));
        Renewal.verdict(&Renewal::before(&dates), years, &[answer])
    }

    fn happened(verdict: &Verdict) -> bool {
        matches!(verdict, Verdict::Happened(proof) if !proof.pending)
    }

    #[test]
    fn the_paid_time_must_have_grown_by_the_years() {
        let before = ("2027-02-28 00:00:00", "2026-02-28 00:00:00");
        assert!(happened(&verdict(
            before,
            "PAIDUNTILDATE=2028-02-28 00:00:00",
            1
        )));
        assert!(happened(&verdict(
            before,
            "PAIDUNTILDATE=2028-02-26 00:00:00",
            1
        )));
        for now in ["2027-02-28 00:00:00", "2028-02-24 23:59:59"] {
            let now = verdict(before, &format!("PAIDUNTILDATE={now}"), 1);
            assert!(matches!(now, Verdict::NoTrace));
        }
        let one = verdict(before, "PAIDUNTILDATE=2028-02-28 00:00:00", 2);
        assert!(matches!(one, Verdict::NoTrace), "one year is not two");
    }

    #[test]
    fn dates_of_different_kinds_are_never_compared() {
        let now = "EXPIRATIONDATE=2027-02-28 00:00:00";
        let unreadable = |before, now| matches!(verdict(before, now, 1), Verdict::Unreadable);
        assert!(unreadable(("2025-02-28 00:00:00", ""), now));
        assert!(unreadable(
            ("", "2026-02-28 00:00:00"),
            "PAIDUNTILDATE=2027-02-28 00:00:00"
        ));
        assert!(unreadable(("", ""), now));
        assert!(happened(&verdict(("", "2026-02-28 00:00:00"), now, 1)));
    }

    /// A payment ahead moves the paid time alone: without that, a registry's date that stands still tells nothing.
    #[test]
    fn the_registrys_date_shows_no_payment() {
        let before = ("2026-02-28 00:00:00", "2026-02-28 00:00:00");
        let now = |now: &str| verdict(before, now, 1);
        for still in [
            "EXPIRATIONDATE=2026-02-28 00:00:00",
            "PAIDUNTILDATE=soon\nEXPIRATIONDATE=2026-02-28 00:00:00",
            "STATUS=ACTIVE",
        ] {
            assert!(matches!(now(still), Verdict::Unreadable), "{still}");
        }
        assert!(happened(&now("EXPIRATIONDATE=2027-02-28 00:00:00")));
        let unpaid = verdict(
            ("", "2026-02-28 00:00:00"),
            "EXPIRATIONDATE=2026-02-28 00:00:00",
            1,
        );
        assert!(matches!(unpaid, Verdict::NoTrace));
    }

    #[test]
    fn a_domain_that_cannot_be_read_proves_nothing() {
        let before = Renewal::before(&Dates::default());
        let gone = reply("545 Entity reference not found");
        assert!(matches!(
            Renewal.verdict(&before, 1, &[gone]),
            Verdict::Unreadable
        ));
        assert!(matches!(
            Renewal.verdict(&before, 1, &[]),
            Verdict::Unreadable
        ));
    }
}
