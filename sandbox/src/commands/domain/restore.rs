//! RestoreDomain.

use rust_decimal::Decimal;

use super::{name_of, renew, require_own, values};
use crate::commands::{Call, Outcome};
use crate::life;
use crate::wire::{Refusal, Response};
use crate::world::{Charge, Deleted, DomainName, Restore, wire_time};
use crate::zones::{self, Zone, plus_days};

/// How long a restore takes where it is not done in real time (reference: up to three working
/// days).
const DAYS_TO_RESTORE: i32 = 3;

/// Brings a deleted domain back, for RESTORE and, by quirk, a year. The answer carries PENDING even
/// where the registry works in real time (note and example of the reference; quirk
/// `restore_answer`).
pub(super) fn restore_domain(call: &mut Call<'_>) -> Outcome {
    values::refuse_unsimulated(call.command)?;
    let name = name_of(call.required("DOMAIN")?)?;
    let zone = zones::supported(name.zone())?;
    let deleted = restorable(call, &name, zone)?;
    renew::check_class(call, &deleted.domain, zone)?;
    let account = account_for(call, &deleted)?;
    let amount = life::restore_price(call.book, &deleted.domain, &account, call.now)?;
    let mode = match call.command.filled("RENEWALMODE") {
        Some(_) => values::renewal_mode(call, &account)?,
        None => deleted.domain.renewal_mode.clone(),
    };
    let charges = pay(call, &account, name.as_str(), amount)?;
    let realtime = zone.restore == "REALTIME" && !call.pend;
    let restore = Restore {
        account,
        renewal_mode: mode,
        years: years(call, &deleted),
        charges,
        // What the control endpoint made pending waits for its word.
        done_at: (!call.pend).then(|| plus_days(call.now, DAYS_TO_RESTORE)),
    };
    if let Some(entry) = call.book.deleted.get_mut(name.as_str()) {
        entry.restore = Some(restore);
    }
    let status = if realtime { "SUCCESSFUL" } else { "PENDING" };
    call.log("DOMAIN", name.as_str(), "RESTORE", status);
    if realtime {
        life::restored(call.book, name.as_str(), call.now);
    }
    Ok(answer(call, &name, realtime))
}

/// The deleted domain, if it can still be restored: 545 when there is none, 552 when it is too
/// late or a restore is under way, and by quirk `restore_active` when it is not deleted.
fn restorable(call: &Call<'_>, name: &DomainName, zone: &Zone) -> Result<Deleted, Refusal> {
    let Some(deleted) = call.book.deleted.get(name.as_str()) else {
        require_own(call, name)?;
        let code = call.quirks.value("restore_active").parse().unwrap_or(552);
        return Err(Refusal::new(code, ""));
    };
    if !call.reaches(&deleted.domain.account) {
        return Err(Refusal::new(531, ""));
    }
    if zone.restore == "NONE" || deleted.restore.is_some() {
        return Err(Refusal::new(552, &deleted.domain.status));
    }
    if call.now >= deleted.restorable_until {
        return Err(Refusal::new(552, "RESTORE PERIOD IS OVER"));
    }
    Ok(deleted.clone())
}

/// SUBUSER names the account that gets (and pays for) the domain.
fn account_for(call: &Call<'_>, deleted: &Deleted) -> Result<String, Refusal> {
    match call.command.filled("SUBUSER") {
        Some(user) if !call.reaches(user) => Err(Refusal::new(531, format!("SUBUSER {user}"))),
        Some(user) => Ok(user.to_owned()),
        None => Ok(deleted.domain.account.clone()),
    }
}

/// Whether a year comes with it (quirk `restore_year`).
fn years(call: &Call<'_>, deleted: &Deleted) -> u16 {
    let expired = deleted.domain.expiration <= call.now;
    match call.quirks.value("restore_year") {
        "always" => 1,
        "never" => 0,
        _ => u16::from(expired),
    }
}

fn pay(
    call: &mut Call<'_>,
    account: &str,
    name: &str,
    amount: Decimal,
) -> Result<Vec<u64>, Refusal> {
    let charge = Charge {
        account,
        command: "RestoreDomain",
        object: name,
        amount,
    };
    let entry = call.book.charge(&charge, call.now)?;
    Ok(entry.into_iter().collect())
}

fn answer(call: &Call<'_>, name: &DomainName, realtime: bool) -> Response {
    let restored = call.book.domains.get(name.as_str());
    match restored {
        Some(domain) if realtime && call.quirks.is("restore_answer", "final") => Response::ok()
            .with("DOMAIN", name.as_str())
            .with("EXPIRATIONDATE", wire_time(domain.expiration)),
        _ => Response::ok().pending(),
    }
}
