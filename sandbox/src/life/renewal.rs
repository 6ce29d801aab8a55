//! Renewals that happen by themselves.

use jiff::Timestamp;
use rust_decimal::Decimal;

use super::renewal_price;
use crate::wire::Refusal;
use crate::world::{Book, Charge, Domain, NewLogEntry};
use crate::zones::{self, plus_days};

/// The term of one renewal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Period {
    Months(u16),
    Years(u16),
}

impl Period {
    /// How long this domain renews by itself: RENEWALPERIOD, a month for AUTORENEWMONTHLY, else a
    /// year.
    fn of(domain: &Domain) -> Self {
        let period = domain.life.renewal_period.as_str();
        if domain.renewal_mode == "AUTORENEWMONTHLY" {
            return Self::Months(1);
        }
        let years = period
            .strip_suffix('Y')
            .and_then(|years| years.parse().ok());
        Self::Years(years.unwrap_or(1))
    }

    fn after(self, time: Timestamp) -> Timestamp {
        match self {
            Self::Months(months) => zones::plus_months(time, months),
            Self::Years(years) => zones::plus_years(time, years),
        }
    }

    /// The price of this period, when a year costs this much; a month a twelfth, in whole cents.
    fn price(self, year: Decimal) -> Decimal {
        match self {
            Self::Months(months) => (year * Decimal::from(months) / Decimal::from(12)).round_dp(2),
            Self::Years(years) => year * Decimal::from(years),
        }
    }
}

/// At ACCOUNTINGDATE: the next term is charged. Without funds it is tried again a day later, until
/// FAILUREDATE ends it. RENEWONCE has then had its renewal.
pub(super) fn pay(book: &mut Book, name: &str, time: Timestamp) {
    let paid = charge(book, name, time);
    let Some(domain) = book.domains.get_mut(name) else {
        return;
    };
    match paid {
        Ok(entry) => {
            domain.paid_until = Period::of(domain).after(domain.paid_until);
            domain.life.auto_paid.extend(entry);
            domain.life.rest_until = None;
            if domain.renewal_mode == "RENEWONCE" {
                "AUTOEXPIRE".clone_into(&mut domain.renewal_mode);
            }
        }
        Err(_) => domain.life.rest_until = Some(plus_days(time, 1)),
    }
}

fn charge(book: &mut Book, name: &str, time: Timestamp) -> Result<Option<u64>, Refusal> {
    let domain = book.domains.get(name);
    let domain = domain.ok_or_else(|| Refusal::new(545, ""))?;
    let amount = Period::of(domain).price(renewal_price(book, domain, time)?);
    let account = domain.account.clone();
    let charge = Charge {
        account: &account,
        command: "AUTORENEW",
        object: name,
        amount,
    };
    book.charge(&charge, time)
}

/// At FINALIZATIONDATE: the registry renews a term that is paid.
pub(super) fn finalize(book: &mut Book, name: &str, time: Timestamp) {
    let Some(domain) = book.domains.get_mut(name) else {
        return;
    };
    let renewed = Period::of(domain).after(domain.expiration);
    domain.expiration = renewed.min(domain.paid_until);
    domain.updated = time;
    domain.life.auto_paid.clear();
    domain.life.rest_until = None;
    let account = domain.account.clone();
    let entry = NewLogEntry {
        account: &account,
        class: "DOMAIN",
        object: name,
        operation: "RENEW",
        status: "SUCCESSFUL",
        ..NewLogEntry::default()
    };
    book.log(entry, time);
}
