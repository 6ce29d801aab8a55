//! QueryDomainApplicationList.

use regex::RegexBuilder;

use super::status_text;
use crate::commands::plain_list::{order, page, within_depth};
use crate::commands::{Call, Outcome};
use crate::pattern;
use crate::wire::Refusal;
use crate::world::{Application, ContactRole, wire_time};

const ORDERS: &[&str] = &["CLASS", "DOMAIN", "USER", "CREATEDDATE", "UPDATEDDATE"];

/// Columns without WIDE, and those that come on top. Which ones WIDE adds is not documented.
const NARROW: &[&str] = &["APPLICATION", "CLASS", "DOMAIN", "DOMAINUMLAUT", "STATUS"];
const WIDE: &[&str] = &[
    "ADMINCONTACT",
    "BILLINGCONTACT",
    "CLAIMKEY",
    "CREATEDDATE",
    "EXPIRATIONDATE",
    "INVALIDPARAMETER",
    "MISSINGPARAMETER",
    "NAMESERVER",
    "OWNERCONTACT",
    "PARENTUSER",
    "PEERUSER",
    "TECHCONTACT",
    "UPDATEDDATE",
    "USER",
    "X-DOMAIN-ROID",
];

/// Lists applications; the filters are patterns, several DOMAINn or CLASSn are alternatives.
pub(super) fn query_domain_application_list(call: &mut Call<'_>) -> Outcome {
    let regex = match call.command.filled("DOMAINREGEX") {
        None => None,
        Some(text) => Some(
            RegexBuilder::new(text)
                .case_insensitive(true)
                .build()
                .map_err(|_| Refusal::new(505, "DOMAINREGEX"))?,
        ),
    };
    let mut rows: Vec<&Application> = call
        .book
        .applications
        .values()
        .filter(|application| within_depth(call, &application.account, "ALL"))
        .filter(|application| {
            let fits = |key: &str| passes(call, key, &cell(call, application, key));
            ["CLASS", "DOMAIN", "OWNERCONTACT", "STATUS"]
                .iter()
                .all(|key| fits(key))
        })
        .filter(|application| regex.as_ref().is_none_or(|r| r.is_match(&application.name)))
        .collect();
    order(call, ORDERS, &mut rows, |row, key| cell(call, row, key))?;
    let (rows, response) = page(call, rows)?;
    let wide: &[&str] = if call.command.flag("WIDE") { WIDE } else { &[] };
    Ok(NARROW.iter().chain(wide).fold(response, |response, name| {
        response.with_all(name, rows.iter().map(|row| cell(call, row, name)))
    }))
}

fn passes(call: &Call<'_>, key: &str, text: &str) -> bool {
    let mut wanted: Vec<&str> = call.command.list(key).iter().map(|(_, v)| *v).collect();
    wanted.extend(call.command.filled(key));
    wanted.retain(|value| !value.is_empty());
    wanted.is_empty() || wanted.iter().any(|pattern| pattern::matches(pattern, text))
}

fn cell(call: &Call<'_>, application: &Application, name: &str) -> String {
    if let Some(role) = ContactRole::ALL.into_iter().find(|r| r.parameter() == name) {
        return application
            .contacts
            .get(&role)
            .map(|h| h.join(" "))
            .unwrap_or_default();
    }
    match name {
        "APPLICATION" => application.id.to_string(),
        "CLASS" => application.class.clone(),
        "CREATEDDATE" => wire_time(application.created),
        "DOMAIN" => application.name.clone(),
        "DOMAINUMLAUT" => application.unicode(),
        "NAMESERVER" => application.nameservers.join(" "),
        "PARENTUSER" => call.parent_of(&application.account),
        "STATUS" => status_text(call, application).to_owned(),
        "UPDATEDDATE" => wire_time(application.updated),
        "USER" => application.account.clone(),
        _ => String::new(),
    }
}
