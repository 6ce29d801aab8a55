//! What is set once a domain is here: a transfer itself takes no lock, no privacy and no renewal mode, and moves no site.

use rust_decimal::Decimal;

use crate::base::journal::Row;
use crate::base::params::{ParamError, Params};
use crate::base::time;
use crate::ispapi::{Command, CommandName, Response};
use crate::names::{DomainName, HostName};
use crate::registrar::contact::Contact;
use crate::registrar::order::evidence::reaches;
use crate::registrar::zone::ZoneFacts;
use crate::registrar::{Error, Settings, nameservers};

use super::verb::{EXPIRATION, OWED};
use super::zones;

/// What the customer ordered and the shop wants for a domain that came in.
pub(super) struct Wishes {
    /// The ordered name servers, where the shop lets them follow a transfer.
    nameservers: Option<Result<Vec<HostName>, String>>,
    /// Owner, and the contact of the other roles, where the registry may have none.
    contacts: Option<Result<[Contact; 2], String>>,
    internal_dns: bool,
    privacy: bool,
    transfer_lock: bool,
    /// What the customer paid for the transfer, where the shop says so.
    paid: Option<Decimal>,
}

/// One thing to set.
pub(super) struct Step {
    /// What, for a to-do.
    pub(super) what: &'static str,
    /// How, or why it cannot be.
    pub(super) command: Result<Command, String>,
}

impl Wishes {
    /// Reads the settings, and in `order` what the shop keeps of the order. Data that cannot be used is a to-do later and keeps no
    /// transfer from being complete.
    pub(super) fn read(
        params: &Params,
        settings: &Settings,
        domain: &DomainName,
    ) -> Result<Self, Error> {
        let order = params.map("order")?.unwrap_or_default();
        let sets_nameservers = params.flag("NSUpdTransfer")?;
        let sets_contacts = params.flag("CHUpdTransfer")? && zones::of(domain).thin;
        Ok(Self {
            nameservers: sets_nameservers.then(|| ordered_nameservers(&order, params)),
            contacts: sets_contacts.then(|| people(&order).map_err(|error| error.to_string())),
            internal_dns: params.flag("dnsmanagement")?,
            privacy: params.flag("idprotection")?,
            transfer_lock: settings.transfer_lock,
            paid: order
                .text("firstpaymentamount")?
                .and_then(|amount| amount.parse().ok()),
        })
    }

    /// Whether the zone's facts are wanted for [`steps`](Self::steps).
    pub(super) fn wants_zone(&self) -> bool {
        self.privacy
    }

    /// What is to be set, money first: contacts before name servers, the lock last.
    pub(super) fn steps(
        &self,
        domain: &DomainName,
        status: &Response,
        zone: &ZoneFacts,
    ) -> Vec<Step> {
        let steps = [
            renewal_mode(domain, status),
            self.set_contacts(domain, status),
            self.set_nameservers(domain, status),
            switch(self.internal_dns, "DNS", "INTERNALDNS", domain, None),
            self.protect(domain, status, zone),
            switch(
                self.transfer_lock && status.first("TRANSFERLOCK") == Some("0"), // empty: the zone has no lock
                "transfer lock",
                "TRANSFERLOCK",
                domain,
                None,
            ),
        ];
        steps.into_iter().flatten().collect()
    }

    /// Years that were paid, and that the transfer did not bring: the dates tell where both are known. Nothing is owed where the
    /// customer paid nothing.
    pub(super) fn owed_years(&self, row: &Row, status: &Response) -> i64 {
        let owed = row.before.integer(OWED, 0..=10).ok().flatten();
        if self.paid == Some(Decimal::ZERO) {
            return 0;
        }
        let before = row.before.text(EXPIRATION).ok().flatten();
        let before = before.and_then(|text| time::parse(&text));
        let now = status.first("EXPIRATIONDATE").and_then(time::parse);
        let dates = before.zip(now);
        let came_with_it = dates.is_some_and(|(before, now)| reaches(now, before, row.years));
        owed.filter(|_| !came_with_it).unwrap_or_default()
    }

    fn set_contacts(&self, domain: &DomainName, status: &Response) -> Option<Step> {
        let roles = unreadable_roles(status);
        let contacts = self.contacts.as_ref().filter(|_| !roles.is_empty())?;
        let command = contacts
            .as_ref()
            .map_err(Clone::clone)
            .map(|[owner, other]| {
                roles.iter().fold(modify(domain), |command, role| {
                    let contact = if *role == "OWNERCONTACT" {
                        owner
                    } else {
                        other
                    };
                    contact.add_to(command, &format!("{role}0"))
                })
            });
        Some(Step {
            what: "contacts",
            command,
        })
    }

    /// All ordered name servers, and none of the old ones.
    fn set_nameservers(&self, domain: &DomainName, status: &Response) -> Option<Step> {
        let what = "name servers";
        let wanted = match self.nameservers.as_ref()? {
            Ok(wanted) => wanted.iter().map(HostName::as_str).collect::<Vec<_>>(),
            Err(reason) => {
                let command = Err(reason.clone());
                return Some(Step { what, command });
            }
        };
        let current = nameservers::current(status);
        let new = wanted
            .iter()
            .copied()
            .filter(|w| !current.iter().any(|c| c == w));
        let gone = current
            .iter()
            .map(String::as_str)
            .filter(|c| !wanted.contains(c));
        let (new, gone): (Vec<_>, Vec<_>) = (new.collect(), gone.collect());
        if wanted.is_empty() || (new.is_empty() && gone.is_empty()) {
            return None;
        }
        let command = modify(domain)
            .with_list("DELNAMESERVER", gone)
            .with_list("ADDNAMESERVER", new);
        Some(Step {
            what,
            command: Ok(command),
        })
    }

    /// Privacy was bought with the transfer; it is charged when it is switched on, so not where it is on already.
    fn protect(&self, domain: &DomainName, status: &Response, zone: &ZoneFacts) -> Option<Step> {
        let key = "X-ACCEPT-WHOISTRUSTEE-TAC";
        let wanted = self.privacy && status.first(key) != Some("1");
        let missing = (zone.has_privacy() == Some(false)).then_some("the zone has none");
        switch(wanted, "ID protection", key, domain, missing)
    }
}

/// The account's default renews by itself, and charges the shop for customers who did not pay (registrar facts 2.4).
fn renewal_mode(domain: &DomainName, status: &Response) -> Option<Step> {
    let mode = "AUTOEXPIRE";
    let is_set = status
        .first("RENEWALMODE")
        .is_some_and(|known| known.eq_ignore_ascii_case(mode));
    let command = Command::of(CommandName::SET_DOMAIN_RENEWAL_MODE)
        .with("DOMAIN", domain.as_str())
        .with("RENEWALMODE", mode);
    (!is_set).then_some(Step {
        what: "renewal mode",
        command: Ok(command),
    })
}

fn switch(
    wanted: bool,
    what: &'static str,
    key: &str,
    domain: &DomainName,
    obstacle: Option<&str>,
) -> Option<Step> {
    let command = match obstacle {
        Some(reason) => Err(reason.to_owned()),
        None => Ok(modify(domain).with(key, "1")),
    };
    wanted.then_some(Step { what, command })
}

fn modify(domain: &DomainName) -> Command {
    Command::of(CommandName::MODIFY_DOMAIN).with("DOMAIN", domain.as_str())
}

/// The roles without a contact of the customer's: none at all, or one that the registrar made up (registrar facts 5.3).
fn unreadable_roles(status: &Response) -> Vec<&'static str> {
    let roles = [
        "OWNERCONTACT",
        "ADMINCONTACT",
        "TECHCONTACT",
        "BILLINGCONTACT",
    ];
    let made_up = |role: &&str| {
        let handle = status.first(role).unwrap_or_default().trim();
        let start = handle.get(.."AUTO-".len());
        handle.is_empty() || start.is_some_and(|start| start.eq_ignore_ascii_case("AUTO-"))
    };
    roles.into_iter().filter(made_up).collect()
}

/// Those of the order; WHMCS' parameters where the order names none.
fn ordered_nameservers(order: &Params, params: &Params) -> Result<Vec<HostName>, String> {
    let ordered = nameservers::wanted(order).map_err(|error| error.to_string())?;
    if ordered.is_empty() {
        return nameservers::wanted(params).map_err(|error| error.to_string());
    }
    Ok(ordered)
}

fn people(order: &Params) -> Result<[Contact; 2], ParamError> {
    Ok([Contact::registrant(order)?, Contact::admin(order)?])
}
