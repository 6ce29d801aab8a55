use rust_decimal::Decimal;

use crate::base::effect::Store;
use crate::base::params::Params;
use crate::ispapi::{Command, CommandName};
use crate::names::{DomainName, HostName, Secret};
use crate::registrar::contact::Contact;
use crate::registrar::fields::{self, FieldContext, FieldSet, Operation, Switches};
use crate::registrar::premium;
use crate::registrar::zone::ZoneFacts;
use crate::registrar::{Context, Error, domain, nameservers};

use super::auth_code;
use super::zones::{self, Contacts, ZoneRules};

/// What was ordered, beside the name.
pub(super) struct Wish {
    /// Years that were paid.
    pub(super) years: i64,
    pub(super) code: Option<Secret>,
    /// What the shop was told that a premium name costs.
    pub(super) premium_cost: Option<Decimal>,
    pub(super) rules: ZoneRules,
    contacts: Vec<(&'static str, Contact)>,
    nameservers: Vec<HostName>,
    fields: FieldSet,
}

const ROLES: [(&str, &str); 4] = [
    ("OWNERCONTACT0", "ZONEREGISTRANTCONTACTSMAX"),
    ("ADMINCONTACT0", "ZONEADMINCONTACTSMAX"),
    ("TECHCONTACT0", "ZONETECHCONTACTSMAX"),
    ("BILLINGCONTACT0", "ZONEBILLINGCONTACTSMAX"),
];

impl Wish {
    /// Contacts and name servers are read only where the registry takes them with a transfer: elsewhere they are no reason to
    /// refuse an order.
    pub(super) fn read(
        params: &Params,
        domain: &DomainName,
        context: &Context,
    ) -> Result<Self, Error> {
        let rules = zones::of(domain);
        let code = match auth_code(params, "eppcode")? {
            None => auth_code(params, "transfersecret")?, // its older name
            code => code,
        };
        Ok(Self {
            years: domain::years(params)?,
            code,
            premium_cost: premium::cost(params)?,
            rules,
            contacts: contacts(params, rules.contacts)?,
            nameservers: if rules.nameservers {
                nameservers::wanted(params)?
            } else {
                Vec::new()
            },
            fields: additional_fields(params, context)?,
        })
    }

    /// What WHMCS should store in place of what was typed, so that a repeated order says the same.
    pub(super) fn write_back(&self, domain_id: i64) -> Option<Store> {
        let values = self.fields.write_back.iter();
        let values: Params = values
            .map(|(name, value)| ((*name).to_owned(), value.as_str().into()))
            .collect();
        let is_known = domain_id > 0 && values.iter().len() > 0;
        let fields = Params::default()
            .with("domain_id", domain_id)
            .with("values", values);
        is_known.then(|| Store::new("field_values", fields))
    }

    /// The contacts, name servers and additional fields that go with the transfer.
    pub(super) fn add_to(&self, mut command: Command, zone: &ZoneFacts) -> Command {
        for (role, contact) in &self.contacts {
            if takes(zone, role) {
                command = contact.add_to(command, role);
            }
        }
        for (role, field) in &self.fields.remove_contact_fields {
            command = command.without(&format!("{role}{field}"));
        }
        for (name, value) in &self.fields.params {
            command = command.with(name, value.as_str());
        }
        command.with_list("NAMESERVER", self.nameservers.iter().map(HostName::as_str))
    }
}

fn contacts(params: &Params, wanted: Contacts) -> Result<Vec<(&'static str, Contact)>, Error> {
    let people = domain::original(params)?;
    let extension = domain::extension(params)?;
    let mut contacts = Vec::new();
    for (role, _) in ROLES.iter().filter(|(role, _)| wanted.has(role)) {
        let contact = match *role {
            "OWNERCONTACT0" => Contact::registrant(&people)?,
            _ => Contact::admin(&people)?,
        };
        contacts.push((*role, contact.suited(extension.as_str())));
    }
    Ok(contacts)
}

/// What the registry asks of a transfer beyond contacts.
fn additional_fields(params: &Params, context: &Context) -> Result<FieldSet, Error> {
    let people = domain::original(params)?;
    let switches = Switches::read(params)?;
    let country = people.text("countrycode")?;
    let about = FieldContext {
        country: country.as_deref(),
        organization: people.text("companyname")?.is_some(),
        now: context.now,
        ..FieldContext::new(&switches)
    };
    let command = CommandName::TRANSFER_DOMAIN;
    let answers = params.map("additionalfields")?.unwrap_or_default();
    let tld = domain::extension(params)?;
    Ok(fields::wire_params(
        &tld,
        Operation::Transfer,
        command.as_str(),
        &answers,
        &about,
    )?)
}

/// Whether the zone has contacts of this role at all.
fn takes(zone: &ZoneFacts, role: &str) -> bool {
    let most = ROLES.iter().find(|(known, _)| *known == role);
    most.and_then(|(_, fact)| zone.get(fact)) != Some("0")
}
