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
    /// What the registry asks beyond contacts.
    fields: FieldSet,
    /// The same where the name is applied for; what is wrong with it matters only then.
    application_fields: Result<FieldSet, Error>,
    pub(super) transfer_lock: bool,
    pub(super) internal_dns: bool,
    pub(super) privacy: bool,
}

impl Wanted {
    /// Reads the order.
    pub(super) fn read(
        params: &Params,
        settings: &Settings,
        context: &Context,
        extension: &str,
    ) -> Result<Self, Error> {
        let people = domain::original(params)?;
        let owner = Contact::registrant(&people)?.suited(extension);
        let fields = |operation| fields(params, context, extension, &owner, operation);
        Ok(Self {
            years: domain::years(params)?,
            fields: fields(Operation::Register)?,
            application_fields: fields(Operation::Application),
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
        let command = self.common(CommandName::ADD_DOMAIN, domain, &self.fields);
        let command = command.with("RENEWALMODE", "AUTOEXPIRE");
        if self.internal_dns {
            return command.with("INTERNALDNS", "1");
        }
        command
    }

    /// `AddDomainApplication` (registrar facts 4.2): it knows neither renewal mode nor zone, which come once the domain is there.
    ///
    /// # Errors
    ///
    /// What is wrong with the answer to an additional field.
    pub(super) fn application(&self, domain: &DomainName, offer: &Offer) -> Result<Command, Error> {
        let fields = self.application_fields.as_ref().map_err(Clone::clone)?;
        let command = self
            .common(CommandName::ADD_DOMAIN_APPLICATION, domain, fields)
            .with("CLASS", offer.class.as_str());
        Ok(match &offer.price {
            None => command,
            Some(price) => command
                .with("PRICE", price.amount.to_string())
                .with("CURRENCY", price.currency.as_str()),
        })
    }

    /// What WHMCS should store in place of what was typed, so that a repeated order says the same.
    pub(super) fn write_back(&self) -> Params {
        self.fields
            .write_back
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.as_str().into()))
            .collect()
    }

    fn common(&self, name: CommandName, domain: &DomainName, fields: &FieldSet) -> Command {
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

/// The additional fields of an operation (registrar facts 22). The language of an internationalised name is
/// WHMCS' own question, so it is not asked here again.
fn fields(
    params: &Params,
    context: &Context,
    extension: &str,
    owner: &Contact,
    operation: Operation,
) -> Result<FieldSet, Error> {
    let tld = Tld::parse(extension).map_err(|_| ParamError::bad("tld", "a TLD"))?;
    let answers = params.map("additionalfields")?.unwrap_or_default();
    let switches = Switches::read(params)?;
    let asked = FieldContext {
        country: Some(owner.country()),
        organization: owner.is_organization(),
        now: context.now,
        ..FieldContext::new(&switches)
    };
    let command = operation.command();
    Ok(wire_params(&tld, operation, command, &answers, &asked)?)
}
