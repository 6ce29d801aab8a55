//! Facts about one zone, a row of `data/zones.json` each.

use serde::{Deserialize, Deserializer};

use crate::wire::Refusal;
use crate::world::Entity;

/// One top-level domain, or a second-level one that is sold like it (`co.uk`).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "independent facts, as QueryDomainRepositoryInfo lists them"
)]
pub(crate) struct Zone {
    pub(crate) tld: String,
    repository: String,
    /// `gTLD`, `ngTLD` or `ccTLD`.
    pub(crate) category: String,
    /// Years that can be registered.
    pub(crate) registration: Terms,
    /// Years that can be renewed at once.
    pub(crate) renewal: Terms,
    /// Years that come with a transfer; 0 is a transfer without a year.
    pub(crate) transfer: Terms,
    /// Distance of ACCOUNTINGDATE from PAIDUNTILDATE.
    pub(crate) accounting_days: i32,
    /// Distance of FINALIZATIONDATE from EXPIRATIONDATE.
    pub(crate) finalization_days: i32,
    /// Distance of FAILUREDATE from PAIDUNTILDATE.
    pub(crate) failure_days: i32,
    /// The earliest PayDomainRenewal before PAIDUNTILDATE.
    pub(crate) payment_days: i32,
    /// How long a deleted name stays blocked after it can no longer be restored.
    pub(crate) deletion_hold_days: i32,
    /// How long a deleted name can be restored.
    pub(crate) deletion_restorable_days: i32,
    /// How long a deleted domain stays visible as PENDINGDELETE, where nothing can be restored.
    pub(crate) deletion_pending_days: i32,
    /// Whether RenewDomain exists; else 510, and PayDomainRenewal.
    pub(crate) explicit_renewal: bool,
    /// Whether the registry registers at once.
    pub(crate) realtime: bool,
    /// RESTOREPOLICY.
    pub(crate) restore: String,
    /// What PushDomain can do: `TRANSIT` to the registry, `TAG` to another registrar, or nothing.
    pub(crate) push: String,
    /// The application class without which nothing is registered here, or empty.
    pub(crate) application: String,
    pub(crate) transfer_lock: bool,
    /// Whether a transfer needs an auth code.
    pub(crate) auth_code: bool,
    pub(crate) privacy: bool,
    /// The parameter that books a trustee, or empty.
    pub(crate) trustee: String,
    pub(crate) nameservers_min: usize,
    /// ZONEPOLICYREGISTRANTNAMECHANGEBY.
    pub(crate) owner_change: String,
    pub(crate) trade_realtime: bool,
    pub(crate) trade_included: bool,
    /// `DS`, `KEY` or `NONE`.
    pub(crate) secdns: String,
    pub(crate) idn: bool,
    pub(crate) chars_min: usize,
    /// Whether the registry keeps no contacts.
    pub(crate) thin: bool,
    pub(crate) admin: Terms,
    pub(crate) tech: Terms,
    pub(crate) billing: Terms,
}

/// Which numbers are allowed: `1-10`, or one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Terms {
    pub(crate) least: u16,
    pub(crate) most: u16,
}

impl<'de> Deserialize<'de> for Terms {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let (least, most) = text.split_once('-').unwrap_or((&text, &text));
        match (least.parse(), most.parse()) {
            (Ok(least), Ok(most)) if least <= most => Ok(Self { least, most }),
            _ => Err(serde::de::Error::custom(format!("no range: {text}"))),
        }
    }
}

impl Terms {
    /// `1Y,2Y,3Y`, as the wire lists periods.
    pub(crate) fn periods(self) -> String {
        let years = (self.least..=self.most).map(|years| format!("{years}Y"));
        years.collect::<Vec<_>>().join(",")
    }

    /// PERIOD in years: `2Y`, `2`, `24M`; the least when left out, but one. 541 when it is not
    /// among these terms.
    pub(crate) fn years(self, period: Option<&str>) -> Result<u16, Refusal> {
        let Some(text) = period else {
            return Ok(self.least.max(1).min(self.most));
        };
        let wrong = || Refusal::new(541, format!("PERIOD {text}"));
        let years = match text.strip_suffix('M') {
            Some(months) => {
                let months: u16 = months.parse().map_err(|_| wrong())?;
                months
                    .is_multiple_of(12)
                    .then_some(months / 12)
                    .ok_or_else(wrong)?
            }
            None => text
                .strip_suffix('Y')
                .unwrap_or(text)
                .parse()
                .map_err(|_| wrong())?,
        };
        if (self.least..=self.most).contains(&years) {
            Ok(years)
        } else {
            Err(wrong())
        }
    }
}

impl Zone {
    /// SUBCLASS: the zone in upper case.
    pub(crate) fn class(&self) -> String {
        self.tld.to_uppercase()
    }

    /// `COM-OTE-1API1` in OT&E, `COM-LIVE-1API` else.
    pub(crate) fn repository(&self, entity: Entity) -> String {
        match entity {
            Entity::Live => format!("{}-LIVE-1API", self.repository),
            Entity::Ote => format!("{}-OTE-1API1", self.repository),
        }
    }

    /// The years of a registration.
    pub(crate) fn years(&self, period: Option<&str>) -> Result<u16, Refusal> {
        self.registration.years(period)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use crate::zones::zone;

    #[test]
    fn periods_are_read_in_years() {
        let com = zone("com").unwrap();
        for (text, years) in [(None, 1), (Some("2Y"), 2), (Some("3"), 3), (Some("24M"), 2)] {
            assert_eq!(com.years(text).unwrap(), years, "{text:?}");
        }
        for text in ["0", "11Y", "13M", "99999999Y"] {
            assert!(com.years(Some(text)).is_err(), "{text}");
        }
        assert!(zone("de").unwrap().years(Some("2Y")).is_err());
        assert_eq!(zone("de").unwrap().transfer.years(None).unwrap(), 0);
        assert_eq!(zone("dk").unwrap().renewal.periods(), "1Y,2Y,3Y,4Y,5Y");
    }
}
