use crate::base::params::{ParamError, Params};
use crate::ispapi::{Command, CommandName};
use crate::names::{DomainName, HostName};

use crate::registrar::contact::Contact;
use crate::registrar::{Error, Settings, domain, nameservers};

use super::offer::Offer;

/// What was ordered, beside the name.
pub(super) struct Wanted {
    pub(super) years: i64,
    owner: Contact,
    admin: Contact,
    nameservers: Vec<HostName>,
    idn_language: Option<String>,
    pub(super) transfer_lock: bool,
    pub(super) internal_dns: bool,
    pub(super) privacy: bool,
}

impl Wanted {
    pub(super) fn read(params: &Params, settings: &Settings) -> Result<Self, Error> {
        let people = domain::original(params)?;
        Ok(Self {
            years: domain::years(params)?,
            owner: Contact::registrant(&people)?,
            admin: Contact::admin(&people)?,
            nameservers: nameservers::wanted(params)?,
            idn_language: params
                .text("idnlanguage")?
                .map(std::borrow::Cow::into_owned),
            transfer_lock: settings.transfer_lock,
            internal_dns: params.flag("dnsmanagement")?,
            privacy: params.flag("idprotection")?,
        })
    }

    /// `AddDomain` (registrar facts 4.1). The renewal mode is always sent: the account's default may be automatic renewal, which
    /// charges the shop for customers who did not pay (registrar facts 2.4).
    pub(super) fn registration(&self, domain: &DomainName) -> Command {
        let command = self.common(CommandName::ADD_DOMAIN, domain);
        let command = command.with("RENEWALMODE", "AUTOEXPIRE");
        if self.internal_dns {
            return command.with("INTERNALDNS", "1");
        }
        command
    }

    /// `AddDomainApplication` (registrar facts 4.2): it knows neither renewal mode nor zone, which come once the domain is there.
    pub(super) fn application(&self, domain: &DomainName, offer: &Offer) -> Command {
        let command = self
            .common(CommandName::ADD_DOMAIN_APPLICATION, domain)
            .with("CLASS", offer.class.as_str());
        match &offer.price {
            None => command,
            Some(price) => command
                .with("PRICE", price.amount.to_string())
                .with("CURRENCY", price.currency.as_str()),
        }
    }

    fn common(&self, name: CommandName, domain: &DomainName) -> Command {
        let mut command = Command::of(name)
            .with("DOMAIN", domain.as_str())
            .with("PERIOD", self.years.to_string());
        command = self.owner.add_to(command, "OWNERCONTACT0");
        for role in ["ADMINCONTACT0", "TECHCONTACT0", "BILLINGCONTACT0"] {
            command = self.admin.add_to(command, role);
        }
        command = command.with_list("NAMESERVER", self.nameservers.iter().map(HostName::as_str));
        if let (Some(language), true) = (
            &self.idn_language,
            domain.labels().any(|label| label.starts_with("xn--")),
        ) {
            command = command.with("X-IDN-LANGUAGE", language.as_str());
        }
        for (asked, key) in [
            (self.transfer_lock, "TRANSFERLOCK"),
            (self.privacy, "X-ACCEPT-WHOISTRUSTEE-TAC"),
        ] {
            if asked {
                command = command.with(key, "1");
            }
        }
        command
    }
}

/// What the customer was shown for a premium name: its cost at the registrar; `None` for an ordinary name.
pub(super) fn shown_cost(params: &Params) -> Result<Option<rust_decimal::Decimal>, ParamError> {
    let Some(cost) = params.text("premiumCost")? else {
        return Ok(None);
    };
    let cost: rust_decimal::Decimal = cost
        .parse()
        .map_err(|_| ParamError::bad("premiumCost", "an amount"))?;
    if cost.is_sign_negative() && !cost.is_zero() {
        return Err(ParamError::bad("premiumCost", "an amount"));
    }
    Ok((!cost.is_zero()).then_some(cost))
}
