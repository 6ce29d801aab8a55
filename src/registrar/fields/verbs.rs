//! The two verbs over the table. Neither sends anything.

use crate::base::outcome::Outcome;
use crate::base::params::{ParamError, Params, Value};

use super::super::error::unexpected;
use super::super::{Context, Effect, Error, Event, Plan, Settings};
use super::definitions::{Asked, Customer, definitions};
use super::{Error as FieldError, FieldContext, Language, Operation, Switches, extension, faults};

/// `AdditionalDomainFields`: the fields of `tld`, or of each of `tlds`, for `type` (`register`, `transfer`, or `any` for both), in
/// `language`, filled with what is known of `customer`. The value has them under `fields`, by the TLD as it was asked.
pub(in super::super) struct Definitions(Answered);

/// `ValidateFields`: for each of `domains` (`domain`, `tld`, `type`, `fields`), the messages about its answers.
pub(in super::super) struct Validate(Answered);

/// A plan that knows its end when it begins.
struct Answered {
    settings: Settings,
    value: Params,
}

impl Definitions {
    pub(in super::super) fn new(params: &Params, context: &Context) -> Result<Self, Error> {
        let asked = match params.text("type")?.as_deref() {
            Some("any") => Asked::Any,
            Some(text) => Asked::For(operation(text)),
            None => Asked::For(Operation::Register),
        };
        let switches = Switches::read(params)?;
        let fields = FieldContext {
            idn: params.flag("is_idn")?,
            now: context.now,
            language: language(params)?,
            ..FieldContext::new(&switches)
        };
        let customer = customer(params)?;
        let mut value = Params::default();
        for name in asked_tlds(params)? {
            if let Some(tld) = extension(&name) {
                value.set(
                    name,
                    definitions(&tld, asked, &fields, &customer)
                        .into_iter()
                        .map(Value::Map)
                        .collect::<Vec<_>>(),
                );
            }
        }
        Answered::new(Params::default().with("fields", value), context).map(Self)
    }
}

impl Validate {
    pub(in super::super) fn new(params: &Params, context: &Context) -> Result<Self, Error> {
        let switches = Switches::read(params)?;
        let country = params.text("country")?;
        let fields = FieldContext {
            country: country.as_deref(),
            organization: params.flag("organization")?,
            now: context.now,
            language: language(params)?,
            ..FieldContext::new(&switches)
        };
        let mut judged = Vec::new();
        for domain in maps(params, "domains")? {
            judged.push(Value::Map(judge(domain, &fields)?));
        }
        Answered::new(Params::default().with("domains", judged), context).map(Self)
    }
}

fn judge(domain: &Params, context: &FieldContext<'_>) -> Result<Params, ParamError> {
    let name = domain.text("domain")?.unwrap_or_default();
    let tld = extension(&domain.required("tld")?).ok_or_else(|| ParamError::bad("tld", "a TLD"))?;
    let fields = domain.map("fields")?.unwrap_or_default();
    let context = FieldContext {
        idn: false, // WHMCS asks for the language of such a name itself
        ..*context
    };
    let operation = operation(&domain.text("type")?.unwrap_or_default());
    let mut found = faults(&tld, operation, &fields, &context);
    if operation == Operation::Register {
        // Some registries take applications only, which WHMCS calls registrations too.
        for error in faults(&tld, Operation::Application, &fields, &context) {
            if !found.contains(&error) {
                found.push(error);
            }
        }
    }
    let messages = found
        .iter()
        .map(|error: &FieldError| error.customer().to_params());
    Ok(Params::default()
        .with("domain", name.as_ref())
        .with("messages", messages.collect::<Vec<_>>()))
}

/// WHMCS' word for what is ordered.
fn operation(text: &str) -> Operation {
    if text.eq_ignore_ascii_case("transfer") {
        Operation::Transfer
    } else {
        Operation::Register
    }
}

fn language(params: &Params) -> Result<Language, ParamError> {
    Ok(Language::named(
        &params.text("language")?.unwrap_or_default(),
    ))
}

fn asked_tlds(params: &Params) -> Result<Vec<String>, ParamError> {
    match params.get("tlds") {
        Some(Value::List(list)) => Ok(list
            .iter()
            .filter_map(|tld| match tld {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            })
            .collect()),
        Some(_) => Err(ParamError::bad("tlds", "a list of TLDs")),
        None => Ok(vec![params.required("tld")?.into_owned()]),
    }
}

fn customer(params: &Params) -> Result<Customer, ParamError> {
    let Some(known) = params.map("customer")? else {
        return Ok(Customer::default());
    };
    let text = |name: &str| {
        known
            .text(name)
            .map(|text| text.unwrap_or_default().into_owned())
    };
    Ok(Customer {
        tax_id: text("tax_id")?,
        company: text("companyname")?,
        language: text("language")?,
        dk_user_id: text("dk_user_id")?,
    })
}

fn maps<'a>(params: &'a Params, name: &str) -> Result<Vec<&'a Params>, ParamError> {
    let bad = || ParamError::bad(name, "a list of arrays");
    let Some(Value::List(list)) = params.get(name) else {
        return Err(bad());
    };
    let maps = list.iter().map(|value| match value {
        Value::Map(map) => Ok(map),
        _ => Err(bad()),
    });
    maps.collect()
}

impl Answered {
    /// Nothing is sent, so the account that every plan has is nobody's.
    fn new(value: Params, context: &Context) -> Result<Self, Error> {
        let nobody = Params::default()
            .with("Username", "-")
            .with("Password", "-");
        let settings = Settings::read(&nobody, context)?;
        Ok(Self { settings, value })
    }

    fn step(&mut self, event: &Event) -> Effect {
        match event {
            Event::Start => {
                Effect::Done(Outcome::Done(Value::Map(std::mem::take(&mut self.value))))
            }
            _ => unexpected(),
        }
    }
}

impl Plan for Definitions {
    fn settings(&self) -> &Settings {
        &self.0.settings
    }

    fn step(&mut self, event: Event) -> Effect {
        self.0.step(&event)
    }
}

impl Plan for Validate {
    fn settings(&self) -> &Settings {
        &self.0.settings
    }

    fn step(&mut self, event: Event) -> Effect {
        self.0.step(&event)
    }
}
