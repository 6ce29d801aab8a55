//! What a zone asks of transfers and trades.

use rust_decimal::Decimal;

use crate::commands::Call;
use crate::quirks::Quirks;
use crate::wire::Refusal;
use crate::zones::Zone;

/// Hours until the losing registrar of a gTLD can no longer object (five days).
pub(super) const GTLD_HOURS: i64 = 120;

/// How long the losing registrar takes when it is not told otherwise. Other zones hand a domain
/// over as soon as the code is right (inferred).
pub(super) fn usual_hours(zone: &Zone) -> i64 {
    if is_generic(zone) { GTLD_HOURS } else { 0 }
}

/// Registration and a change of owner keep a gTLD domain from being transferred for so long.
pub(in crate::commands) const LOCK_DAYS: i32 = 60;

/// How the owner of a domain changes (ZONEPOLICYREGISTRANTNAMECHANGEBY).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::commands) enum OwnerChange {
    /// A trade after ICANN's rules: both owners confirm, or their agent does.
    IcannTrade,
    /// A trade; at once, or when the registry has looked at it.
    Trade { realtime: bool },
    /// ModifyDomain, or outside of the API.
    Other,
}

/// Whether ICANN's rules on transfers hold: the gTLDs.
pub(in crate::commands) fn is_generic(zone: &Zone) -> bool {
    owner_change(zone) == OwnerChange::IcannTrade
}

pub(in crate::commands) fn owner_change(zone: &Zone) -> OwnerChange {
    match zone.owner_change.as_str() {
        "ICANN-TRADE" => OwnerChange::IcannTrade,
        "TRADE" => OwnerChange::Trade {
            realtime: zone.trade_realtime,
        },
        _ => OwnerChange::Other,
    }
}

/// The years that come with a transfer; one when none are asked for, where the zone has that. 548 (quirk
/// `transfer_period_code`) where a transfer brings no year and one is asked for (registrar facts, transfer in: .no), else
/// 541 for what the zone does not have.
pub(super) fn years(zone: &Zone, period: Option<&str>, quirks: &Quirks) -> Result<u16, Refusal> {
    match zone.transfer.years(period) {
        Err(_) if zone.transfer.most == 0 => {
            let code = quirks.value("transfer_period_code").parse().unwrap_or(548);
            Err(Refusal::new(
                code,
                format!("PERIOD {}", period.unwrap_or("")),
            ))
        }
        years => years,
    }
}

/// The transfer price, and renewals for the years beyond the first.
pub(super) fn price(call: &Call<'_>, zone: &Zone, years: u16) -> Result<Decimal, Refusal> {
    let price = call.book.price(&call.caller.account, &zone.tld)?;
    let more = Decimal::from(years.saturating_sub(1));
    Ok(price.transfer + price.renew * more)
}
