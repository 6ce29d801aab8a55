//! What stands in a cell, by the plain name of its column.

use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::commands::domain::{NO_DATE, internal_nameservers, is_new, prepaid_period, subclass};
use crate::life;
use crate::quirks::Quirks;
use crate::world::{Book, ContactRole, Domain, wire_time};
use crate::zones::{self, Zone};

/// Gives cells by name.
pub(super) struct Cells<'a> {
    book: &'a Book,
    now: Timestamp,
    /// Whether a new domain lacks some dates.
    incomplete_dates: bool,
    /// Whether the registry's date is shown in the grace.
    registry_dates: bool,
}

impl<'a> Cells<'a> {
    pub(super) fn new(book: &'a Book, quirks: &'a Quirks, now: Timestamp) -> Self {
        Self {
            book,
            now,
            incomplete_dates: quirks.is("new_domain_dates", "no_finalization"),
            registry_dates: quirks.is("grace_date", "registry"),
        }
    }

    /// The text of a cell; unknown cells are empty, as unused columns are.
    pub(super) fn value(&self, domain: &Domain, cell: &str) -> String {
        let on = |value: bool| if value { "1" } else { "0" }.to_owned();
        match cell {
            "AUTH" => domain.auth.clone(),
            "CREATEDBY" | "REGISTRAR" | "UPDATEDBY" => "SYSTEM".to_owned(),
            "DESCRIPTION" => domain.unicode(),
            "DOMAIN" | "OBJECTID" => domain.name.clone(),
            "FIRSTNAMESERVER" => domain.nameservers.first().cloned().unwrap_or_default(),
            "INTERNALNAMESERVER" => internal_names(domain),
            "NAMESERVER" => domain.nameservers.join(" "),
            "OBJECTCLASS" => "DOMAIN".to_owned(),
            "PARENTUSER" => self.parent(domain),
            "PREPAIDPERIOD" => prepaid_period(domain),
            "RENEWALMODE" => domain.renewal_mode.clone(),
            "RENEWALPERIOD" => match domain.life.renewal_period.as_str() {
                "" => "1Y".to_owned(),
                chosen => chosen.to_owned(),
            },
            "ROID" => domain.roid.clone(),
            "SHORTRENEWALMODE" => {
                let mode = domain.renewal_mode.to_lowercase();
                mode.trim_start_matches("auto").to_owned()
            }
            "STATUS" => domain.status.clone(),
            "USER" => domain.account.clone(),
            "X-ACCEPT-WHOISTRUSTEE-TAC" => on(domain.privacy),
            "X-ACCEPT-WHOISTRUSTEELITE-TAC" => on(domain.privacy_lite),
            "X-EXPIRED" => on(domain.expiration <= self.now),
            "ADDON-PROXY" => proxy(domain).to_owned(),
            _ => self.other(domain, cell),
        }
    }

    fn other(&self, domain: &Domain, cell: &str) -> String {
        if let Some(role) = ContactRole::ALL.into_iter().find(|r| r.parameter() == cell) {
            return domain.contacts(role).join(" ");
        }
        let Some(zone) = zones::zone(domain.zone()) else {
            return String::new();
        };
        match cell {
            "REPOSITORY" => zone.repository(self.book.entity),
            "SUBCLASS" => subclass(domain, zone),
            "TRANSFERLOCK" => match (zone.transfer_lock, domain.transfer_lock) {
                (false, _) => String::new(),
                (true, false) => "0".to_owned(),
                (true, true) => "1".to_owned(),
            },
            "CURRENCY" | "RENEWALGROSSPRICE" | "RENEWALPRICE" | "VAT" => {
                self.renewal_price(domain, cell)
            }
            _ => self.date(domain, zone, cell),
        }
    }

    fn date(&self, domain: &Domain, zone: &Zone, cell: &str) -> String {
        match cell {
            "NEXTACTION" => life::dates(domain, zone).next_action.to_owned(),
            "REGISTRARTRANSFERDATE" => domain
                .transferred
                .map_or_else(|| NO_DATE.to_owned(), wire_time),
            _ => self
                .instant(domain, zone, cell)
                .map(wire_time)
                .unwrap_or_default(),
        }
    }

    /// The time in a cell; none where it is empty, or no time.
    fn instant(&self, domain: &Domain, zone: &Zone, cell: &str) -> Option<Timestamp> {
        let incomplete = || self.incomplete_dates && is_new(domain, self.now);
        let dates = || life::dates(domain, zone);
        match cell {
            "ACCOUNTINGDATE" => Some(dates().accounting),
            "CREATEDDATE" => Some(domain.created),
            "EXPIRATIONDATE" | "REGISTRATIONEXPIRATIONDATE" => Some(if self.registry_dates {
                life::registry_expiration(domain, zone, self.now)
            } else {
                domain.expiration
            }),
            "FAILUREDATE" | "FINALIZATIONDATE" if incomplete() => None,
            "FAILUREDATE" => Some(dates().failure),
            "FINALIZATIONDATE" => Some(dates().finalization),
            "NEXTACTIONDATE" => Some(dates().next_action_date),
            "PAIDUNTILDATE" => Some(domain.paid_until),
            "TRANSFERDATE" => domain.transferred,
            "REGISTRARUPDATEDDATE" | "UPDATEDDATE" => Some(domain.updated),
            _ => None,
        }
    }

    /// What rows are sorted by: times as times, all else as text.
    pub(super) fn sort_key(&self, domain: &Domain, cell: &str) -> (Option<Timestamp>, String) {
        let zone = zones::zone(domain.zone());
        match zone.and_then(|zone| self.instant(domain, zone, cell)) {
            Some(time) => (Some(time), String::new()),
            None => (None, self.value(domain, cell)),
        }
    }

    fn parent(&self, domain: &Domain) -> String {
        let account = self.book.accounts.get(&domain.account);
        account.and_then(|a| a.parent.clone()).unwrap_or_default()
    }

    fn renewal_price(&self, domain: &Domain, cell: &str) -> String {
        let Some(account) = self.book.accounts.get(&domain.account) else {
            return String::new();
        };
        let Ok(price) = life::renewal_price(self.book, domain, self.now) else {
            return String::new();
        };
        let gross = price * (Decimal::ONE + account.vat / Decimal::ONE_HUNDRED);
        match cell {
            "CURRENCY" => account.currency.clone(),
            "RENEWALPRICE" => format!("{price:.2}"),
            "RENEWALGROSSPRICE" => format!("{:.2}", gross.round_dp(2)),
            _ => format!("{:.2}", account.vat),
        }
    }
}

fn internal_names(domain: &Domain) -> String {
    let rows = internal_nameservers(domain);
    let names: Vec<&str> = rows.iter().filter_map(|r| r.split(' ').next()).collect();
    names.join(" ")
}

fn proxy(domain: &Domain) -> &'static str {
    match (domain.privacy, domain.privacy_lite) {
        (true, _) => "WHOISTRUSTEE",
        (false, true) => "WHOISTRUSTEELITE",
        (false, false) => "0",
    }
}
