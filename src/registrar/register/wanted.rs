use crate::base::params::{ParamError, Params};
use crate::ispapi::{Command, CommandName};
use crate::names::{DomainName, HostName, Tld};

use crate::registrar::contact::Contact;
use crate::registrar::fields::{FieldContext, FieldSet, Operation, Switches, wire_params};
use crate::registrar::{Context, Error, Settings, domain, nameservers};

use super::offer::Offer;

/// What was ordered, beside the name.
pub(super) struct Wanted {
    pub(super) years: i64,
    owner: Contact,
    admin: Contact,
    nameservers: Vec<HostName>,
    idn_language: Option<String>,
    /// What the registry asks beyond contacts, for a registration and for an application.
    fields: [FieldSet; 2],
    pub(super) transfer_lock: bool,
    pub(super) internal_dns: bool,
    pub(super) privacy: bool,
}

impl Wanted {
    /// Reads the order. The answers to additional fields are judged for both ways in which a name may be ordered.
    pub(super) fn read(
        params: &Params,
        settings: &Settings,
        context: &Context,
        extension: &str,
    ) -> Result<Self, Error> {
        let people = domain::original(params)?;
        let owner = Contact::registrant(&people)?.suited(extension);
        Ok(Self {
            years: domain::years(params)?,
            fields: fields(params, context, extension, &owner)?,
            owner,
            admin: Contact::admin(&people)?.suited(extension),
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

    /// What WHMCS should store in place of what was typed, so that a repeated order says the same.
    pub(super) fn write_back(&self) -> Params {
        let [registration, _] = &self.fields;
        registration
            .write_back
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.as_str().into()))
            .collect()
    }

    fn common(&self, name: CommandName, domain: &DomainName) -> Command {
        let [registration, application] = &self.fields;
        let fields = if name == CommandName::ADD_DOMAIN_APPLICATION {
            application
        } else {
            registration
        };
        let mut command = Command::of(name)
            .with("DOMAIN", domain.as_str())
            .with("PERIOD", self.years.to_string());
        command = self.owner.add_to(command, "OWNERCONTACT0");
        for role in ["ADMINCONTACT0", "TECHCONTACT0", "BILLINGCONTACT0"] {
            command = self.admin.add_to(command, role);
        }
        for (role, field) in &fields.remove_contact_fields {
            command = command.without(&format!("{role}{field}"));
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
        let pairs = fields.params.iter();
        pairs.fold(command, |command, (key, value)| {
            command.with(key, value.as_str())
        })
    }
}

/// The additional fields for a registration and for an application (registrar facts 22). The language of an internationalised name is
/// WHMCS' own question, so it is not asked here again.
fn fields(
    params: &Params,
    context: &Context,
    extension: &str,
    owner: &Contact,
) -> Result<[FieldSet; 2], Error> {
    let tld = Tld::parse(extension).map_err(|_| ParamError::bad("tld", "a TLD"))?;
    let answers = params.map("additionalfields")?.unwrap_or_default();
    let switches = Switches::read(params)?;
    let asked = FieldContext {
        country: Some(owner.country()),
        organization: owner.is_organization(),
        now: context.now,
        ..FieldContext::new(&switches)
    };
    let set = |command| wire_params(&tld, Operation::Register, command, &answers, &asked);
    Ok([set("AddDomain")?, set("AddDomainApplication")?])
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
