//! The people behind a registration, out of WHMCS' parameters (contract 1.2) into contact fields of a command (wire facts 3).

use crate::base::html;
use crate::base::params::{ParamError, Params};
use crate::ispapi::Command;

use super::order_zones;

/// The address lines of one contact travel in one field with this between them (wire facts 3).
const LINE_SEPARATOR: &str = " , ";

/// A contact as a registration sends it.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Contact {
    first_name: String,
    last_name: String,
    organization: String,
    street: String,
    city: String,
    state: String,
    zip: String,
    country: String,
    phone: String,
    email: String,
}

/// The keys of one block of parameters.
struct Keys {
    first_name: &'static str,
    last_name: &'static str,
    organization: &'static str,
    address: [&'static str; 2],
    city: &'static str,
    state: &'static str,
    zip: &'static str,
    country: &'static str,
    phone: &'static str,
    email: &'static str,
}

const REGISTRANT: Keys = Keys {
    first_name: "firstname",
    last_name: "lastname",
    organization: "companyname",
    address: ["address1", "address2"],
    city: "city",
    state: "state",
    zip: "postcode",
    country: "countrycode",
    phone: "fullphonenumber",
    email: "email",
};

const ADMIN: Keys = Keys {
    first_name: "adminfirstname",
    last_name: "adminlastname",
    organization: "admincompanyname",
    address: ["adminaddress1", "adminaddress2"],
    city: "admincity",
    state: "adminstate",
    zip: "adminpostcode",
    country: "admincountry",
    phone: "adminfullphonenumber",
    email: "adminemail",
};

impl Contact {
    /// The customer.
    pub(super) fn registrant(params: &Params) -> Result<Self, ParamError> {
        Self::read(params, &REGISTRANT)
    }

    /// Whoever the shop has set for the other three roles.
    pub(super) fn admin(params: &Params) -> Result<Self, ParamError> {
        Self::read(params, &ADMIN)
    }

    fn read(params: &Params, keys: &Keys) -> Result<Self, ParamError> {
        let [first_line, second_line] = keys.address;
        let mut street = required(params, first_line)?;
        if let Some(line) = optional(params, second_line)? {
            street = street + LINE_SEPARATOR + &line;
        }
        Ok(Self {
            first_name: required(params, keys.first_name)?,
            last_name: required(params, keys.last_name)?,
            organization: optional(params, keys.organization)?.unwrap_or_default(),
            street,
            city: required(params, keys.city)?,
            state: optional(params, keys.state)?.unwrap_or_default(),
            zip: required(params, keys.zip)?,
            country: country(params, keys.country)?,
            phone: phone(params, keys.phone)?,
            email: email(params, keys.email)?,
        })
    }

    /// The same as the registry of `extension` wants it.
    #[must_use]
    pub(super) fn suited(mut self, extension: &str) -> Self {
        if order_zones::of(extension).closed_postal_codes {
            self.zip.retain(|c| !c.is_whitespace());
        }
        self
    }

    /// Its country, ISO 3166-1 alpha-2.
    pub(super) fn country(&self) -> &str {
        &self.country
    }

    /// Whether it names an organization.
    pub(super) fn is_organization(&self) -> bool {
        !self.organization.is_empty()
    }

    /// Adds the contact under a role, such as `OWNERCONTACT0`; what is empty is left out.
    pub(super) fn add_to(&self, command: Command, role: &str) -> Command {
        let fields = [
            ("FIRSTNAME", &self.first_name),
            ("LASTNAME", &self.last_name),
            ("ORGANIZATION", &self.organization),
            ("STREET", &self.street),
            ("CITY", &self.city),
            ("STATE", &self.state),
            ("ZIP", &self.zip),
            ("COUNTRY", &self.country),
            ("PHONE", &self.phone),
            ("EMAIL", &self.email),
        ];
        fields
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .fold(command, |command, (field, value)| {
                command.with(&format!("{role}{field}"), value.as_str())
            })
    }
}

fn required(params: &Params, key: &str) -> Result<String, ParamError> {
    optional(params, key)?.ok_or_else(|| ParamError::Missing {
        name: key.to_owned(),
    })
}

/// WHMCS keeps client data HTML-encoded; the registrar gets the text itself.
fn optional(params: &Params, key: &str) -> Result<Option<String>, ParamError> {
    let text = params.text(key)?;
    let Some(text) = text.map(|text| html::decoded(&text).trim().to_owned()) else {
        return Ok(None);
    };
    if text.chars().any(|c| c.is_control() && c != '\t') {
        return Err(ParamError::bad(key, "text without control characters"));
    }
    Ok(Some(text).filter(|text| !text.is_empty()))
}

/// ISO 3166-1 alpha-2, upper case (wire facts 2).
fn country(params: &Params, key: &str) -> Result<String, ParamError> {
    let text = required(params, key)?.to_ascii_uppercase();
    if text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(text)
    } else {
        Err(ParamError::bad(key, "a two-letter country code"))
    }
}

/// `+CC.NUMBER` (wire facts 2); blanks, hyphens, slashes and brackets of the number go.
fn phone(params: &Params, key: &str) -> Result<String, ParamError> {
    let text = required(params, key)?;
    let bad = || ParamError::bad(key, "a phone number as +CC.NUMBER");
    let (code, number) = text
        .strip_prefix('+')
        .and_then(|rest| rest.split_once('.'))
        .ok_or_else(bad)?;
    let number: String = number.chars().filter(|c| !" -./()".contains(*c)).collect();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if digits(code) && code.len() <= 3 && digits(&number) && number.len() <= 14 {
        Ok(format!("+{code}.{number}"))
    } else {
        Err(bad())
    }
}

fn email(params: &Params, key: &str) -> Result<String, ParamError> {
    let text = required(params, key)?;
    let fits = text.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && host.contains('.') && !host.contains('@')
    });
    if fits && !text.contains(char::is_whitespace) {
        Ok(text)
    } else {
        Err(ParamError::bad(key, "an e-mail address"))
    }
}
