use jiff::Timestamp;

use crate::base::time;
use crate::ispapi::{Code, Command, CommandName, Response};
use crate::names::{DomainName, Secret};
use crate::registrar::premium;
use crate::registrar::zone::ZonePeriod;

/// What `CheckDomainTransfer` says of a domain (wire facts 12).
#[derive(Clone, Debug, Default)]
pub(super) struct Check {
    /// AUTHISVALID; the reference writes digits, the platform words.
    pub(super) code_fits: Option<bool>,
    /// AUTHREQUIRED.
    pub(super) needs_code: Option<bool>,
    /// TRANSFERLOCK.
    pub(super) locked: bool,
    /// The domain is with another account of this registrar (USERTRANSFERREQUIRED).
    pub(super) between_accounts: bool,
    /// The class of a premium name.
    pub(super) premium_class: Option<String>,
    /// `PERIODn`.
    pub(super) periods: Vec<ZonePeriod>,
    /// EXPIRATIONDATE at the losing registrar.
    pub(super) expiration: Option<Timestamp>,
}

/// Asks whether a transfer can start.
pub(super) fn question(domain: &DomainName, code: Option<&Secret>) -> Command {
    let command = Command::of(CommandName::CHECK_DOMAIN_TRANSFER).with("DOMAIN", domain.as_str());
    match code {
        Some(code) => command.with("AUTH", code.expose()),
        None => command,
    }
}

/// Whether the answer would be another with the auth code: the domain is with another account, which always wants it
/// (registrar facts 5.2).
pub(super) fn asks_for_code(response: &Response) -> bool {
    let check = Check::read(response);
    let words = response.description().to_ascii_uppercase();
    check.needs_code == Some(true)
        || check.between_accounts
        || (response.code() == Code::NOT_POSSIBLE && words.contains("AUTH CODE REQUIRED"))
}

impl Check {
    pub(super) fn read(response: &Response) -> Self {
        let yes = |name| yes_or_no(response.first(name).unwrap_or_default());
        let classes = ["CLASS", "X-PRICE-CLASS"].into_iter();
        let mut classes = classes.filter_map(|name| response.first(name));
        let periods = response.column("PERIOD");
        Self {
            code_fits: yes("AUTHISVALID"),
            needs_code: yes("AUTHREQUIRED"),
            locked: yes("TRANSFERLOCK") == Some(true),
            between_accounts: yes("USERTRANSFERREQUIRED") == Some(true),
            premium_class: classes.find_map(|class| premium::class(Some(class))),
            periods: periods
                .into_iter()
                .flat_map(|periods| periods.iter().filter_map(ZonePeriod::parse))
                .collect(),
            expiration: response.first("EXPIRATIONDATE").and_then(time::parse),
        }
    }
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim().to_ascii_uppercase().as_str() {
        "1" | "YES" => Some(true),
        "0" | "NO" => Some(false),
        _ => None,
    }
}
