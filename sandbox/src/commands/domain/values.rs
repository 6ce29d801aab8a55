//! Values that AddDomain and ModifyDomain read in the same way.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::edit::Rules;
use crate::commands::Call;
use crate::quirks::Quirks;
use crate::reference::is_host;
use crate::wire::{Command, Refusal};
use crate::zones::{self, Zone};

/// The privacy services, by parameter.
pub(in crate::commands) const PRIVACY: &str = "X-ACCEPT-WHOISTRUSTEE-TAC";
pub(in crate::commands) const PRIVACY_LITE: &str = "X-ACCEPT-WHOISTRUSTEELITE-TAC";

/// Parameters that the sandbox does not act out.
const NOT_SIMULATED: &[&str] = &["CLAIMKEY", "NAMESERVERSET", "ORDER", "RESET-X-AU-FLAGS"];

/// Refuses documented parameters whose effect is not simulated, rather than ignore them.
pub(in crate::commands) fn refuse_unsimulated(command: &Command) -> Result<(), Refusal> {
    match NOT_SIMULATED
        .iter()
        .find(|key| command.filled(key).is_some())
    {
        Some(key) => Err(Refusal::not_simulated(key)),
        None => Ok(()),
    }
}

pub(in crate::commands) fn nameserver_rules(quirks: &Quirks, merge: bool) -> Rules {
    Rules {
        merge,
        refuse_gaps: quirks.is("nameserver_gaps", "refused"),
        merge_duplicates: quirks.is("duplicate_nameserver", "merged"),
    }
}

/// Lower-case host names, as many as the zone wants (504) and at most 13.
pub(in crate::commands) fn check_nameservers(
    zone: &Zone,
    list: Vec<String>,
) -> Result<Vec<String>, Refusal> {
    let hosts: Vec<String> = list
        .into_iter()
        .map(|host| host.trim_end_matches('.').to_lowercase())
        .collect();
    if let Some(bad) = hosts.iter().find(|h| !is_host(h) || !h.contains('.')) {
        return Err(Refusal::new(505, format!("NAMESERVER ({bad})")));
    }
    if hosts.len() < zone.nameservers_min {
        return Err(Refusal::new(504, "TOO FEW NAMESERVERS"));
    }
    if hosts.len() > 13 {
        return Err(Refusal::new(541, "TOO MANY NAMESERVERS"));
    }
    Ok(hosts)
}

/// An auth code of one's own: at least six characters.
pub(in crate::commands) fn auth(command: &Command) -> Result<Option<String>, Refusal> {
    match command.filled("AUTH") {
        // The code is a secret: the refusal does not repeat it.
        Some(code) if code.chars().count() < 6 => Err(Refusal::new(505, "AUTH")),
        code => Ok(code.map(str::to_owned)),
    }
}

/// TRANSFERLOCK as asked for; a zone without lock refuses (or ignores, by quirk) to lock.
pub(in crate::commands) fn transfer_lock(
    call: &Call<'_>,
    zone: &Zone,
) -> Result<Option<bool>, Refusal> {
    match (call.command.filled("TRANSFERLOCK"), zone.transfer_lock) {
        (None, _) => Ok(None),
        (Some(value), true) => Ok(Some(value == "1")),
        (Some("1"), false) if call.quirks.is("unsupported_lock", "refused") => {
            Err(Refusal::new(541, "TRANSFERLOCK not supported"))
        }
        (Some(_), false) => Ok(Some(false)),
    }
}

/// Whether a privacy parameter asks for the service; 541 where the zone has none.
pub(in crate::commands) fn privacy(
    command: &Command,
    key: &str,
    zone: &Zone,
) -> Result<Option<bool>, Refusal> {
    match command.filled(key) {
        None => Ok(None),
        Some("1") if !zone.privacy => Err(Refusal::new(541, format!("{key} not supported"))),
        Some(value) => Ok(Some(value == "1")),
    }
}

/// The privacy price in the account's currency.
pub(in crate::commands) fn privacy_price(
    call: &Call<'_>,
    account: &str,
    zone: &Zone,
) -> Result<Decimal, Refusal> {
    let price = call.book.price(account, &zone.tld)?;
    price
        .privacy
        .ok_or_else(|| Refusal::new(549, format!("NO PRIVACY PRICE FOR {}", zone.tld)))
}

/// RENEWALMODE; DEFAULT and nothing mean the account's own mode.
pub(in crate::commands) fn renewal_mode(call: &Call<'_>, account: &str) -> Result<String, Refusal> {
    let mode = call.command.filled("RENEWALMODE").unwrap_or("DEFAULT");
    match mode.to_uppercase().as_str() {
        "DEFAULT" => Ok(call.book.account(account)?.renewal_mode.clone()),
        known @ ("AUTORENEW" | "AUTOEXPIRE" | "AUTODELETE" | "RENEWONCE") => Ok(known.to_owned()),
        _ => Err(Refusal::new(541, format!("RENEWALMODE ({mode})"))),
    }
}

/// What the zone asks of a registration beside its contacts; and that no other zone's parameters are
/// among what it is told (quirks `zone_parameters`, `foreign_parameter`).
pub(in crate::commands) fn check_zone_parameters(
    call: &Call<'_>,
    zone: &Zone,
) -> Result<(), Refusal> {
    if call.quirks.is("foreign_parameter", "503") {
        zones::check_known(&zone.tld, call.command)?;
    }
    if call.quirks.is("zone_parameters", "required") {
        zones::check_required(&zone.tld, call.command)?;
    }
    Ok(())
}

/// PERIOD of an order; whether it may be left out, and whether a number alone is read, is open
/// (quirks `period_required`, `period_form`).
pub(in crate::commands) fn period<'a>(call: &Call<'a>) -> Result<Option<&'a str>, Refusal> {
    let period = call.command.filled("PERIOD");
    let bare = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    match period {
        None if call.quirks.is("period_required", "yes") => Err(Refusal::new(504, "PERIOD")),
        Some(text) if bare(text) && call.quirks.is("period_form", "years") => {
            Err(Refusal::new(505, format!("PERIOD ({text})")))
        }
        _ => Ok(period),
    }
}

/// The zone's own X- parameters, which the registrar hands on and shows in StatusDomain.
pub(in crate::commands) fn extensions(command: &Command) -> BTreeMap<String, String> {
    command
        .parameters()
        .filter(|(key, _)| key.starts_with("X-") && *key != PRIVACY && *key != PRIVACY_LITE)
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect()
}
