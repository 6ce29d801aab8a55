//! Registrant verifications: QueryDomainPendingRegistrantVerificationList,
//! StatusDomainRegistrantVerification, ResendDomainRegistrantVerificationEmail.

use jiff::Timestamp;

use super::contact::full_name;
use super::domain::{name_of, require_own};
use super::{Call, Handler, Kind, Outcome, plain_list};
use crate::pattern;
use crate::wire::{Refusal, Response};
use crate::world::{Book, ContactRole, Domain, Verification, wire_time};
use crate::zones::{self, plus_days};

pub(super) const HANDLERS: &[Handler] = &[
    Handler {
        name: "QueryDomainPendingRegistrantVerificationList",
        run: list,
        kind: Kind::Read,
    },
    Handler {
        name: "ResendDomainRegistrantVerificationEmail",
        run: resend,
        kind: Kind::Write,
    },
    Handler {
        name: "StatusDomainRegistrantVerification",
        run: status,
        kind: Kind::Read,
    },
];

/// Days to verify (example of the reference: requested 27 November, due 12 December).
const DAYS: i32 = 15;

/// A domain whose owner has still to verify.
type Row<'a> = (&'a Domain, &'a Verification);

/// The columns, by which ORDERBY may sort; `DESC` after the name turns the order round.
const COLUMNS: &[&str] = &[
    "DOMAIN",
    "DOMAINREPOSITORY",
    "DOMAINUMLAUT",
    "X-REGISTRANT-VERIFICATION-DUEDATE",
    "X-REGISTRANT-VERIFICATION-EMAIL",
    "X-REGISTRANT-VERIFICATION-NAME",
    "X-REGISTRANT-VERIFICATION-REQUESTEDDATE",
    "X-REGISTRANT-VERIFICATION-STATUS",
];

/// All domains whose owners have not verified; DOMAIN is a pattern.
fn list(call: &mut Call<'_>) -> Outcome {
    let wanted = call.command.filled("DOMAIN").unwrap_or("*");
    let pending = call.book.verifications.iter();
    let mut found: Vec<Row<'_>> = pending
        .filter(|(name, entry)| !entry.verified && pattern::matches(wanted, name))
        .filter_map(|(name, entry)| Some((call.book.domains.get(name)?, entry)))
        .filter(|(domain, _)| plain_list::within_depth(call, &domain.account, "ALL"))
        .collect();
    plain_list::order(call, COLUMNS, &mut found, |row, name| cell(call, row, name))?;
    let (rows, mut response) = plain_list::page(call, found)?;
    for name in COLUMNS {
        response = response.with_all(name, rows.iter().map(|row| cell(call, row, name)));
    }
    Ok(response)
}

fn cell(call: &Call<'_>, (domain, entry): &Row<'_>, name: &str) -> String {
    match name {
        "DOMAIN" => domain.name.clone(),
        "DOMAINREPOSITORY" => zones::zone(domain.zone())
            .map_or_else(String::new, |zone| zone.repository(call.book.entity)),
        "DOMAINUMLAUT" => domain.unicode(),
        "X-REGISTRANT-VERIFICATION-DUEDATE" => wire_time(entry.due),
        "X-REGISTRANT-VERIFICATION-EMAIL" => entry.email.clone(),
        "X-REGISTRANT-VERIFICATION-NAME" => entry.name.clone(),
        "X-REGISTRANT-VERIFICATION-REQUESTEDDATE" => wire_time(entry.requested),
        _ => entry.status(call.now).to_owned(),
    }
}

/// The verification of one domain's owner; 545 when there never was one, or not of that NAME and
/// EMAIL.
fn status(call: &mut Call<'_>) -> Outcome {
    let entry = own(call)?;
    let differs = |key: &str, value: &str| call.command.filled(key).is_some_and(|k| k != value);
    if differs("NAME", &entry.name) || differs("EMAIL", &entry.email) {
        return Err(Refusal::new(545, ""));
    }
    Ok(Response::ok()
        .with("EMAIL", &entry.email)
        .with_all("LOG", entry.log.iter().cloned())
        .with("NAME", &entry.name)
        .with("STATUS", entry.status(call.now)))
}

/// Sends the mail again; 545 without a verification, 552 when the owner has verified.
fn resend(call: &mut Call<'_>) -> Outcome {
    if own(call)?.verified {
        return Err(Refusal::new(552, "SUCCESSFUL"));
    }
    let name = name_of(call.required("DOMAIN")?)?;
    let now = call.now;
    if let Some(entry) = call.book.verifications.get_mut(name.as_str()) {
        let words = format!("verification email to <{}>", entry.email);
        entry.note("SEND", &words, now);
    }
    Ok(Response::ok())
}

fn own<'a>(call: &'a Call<'_>) -> Result<&'a Verification, Refusal> {
    let name = name_of(call.required("DOMAIN")?)?;
    require_own(call, &name)?;
    let entry = call.book.verifications.get(name.as_str());
    entry.ok_or_else(|| Refusal::new(545, "NO VERIFICATION"))
}

/// What StatusDomain shows about a verification, by property.
pub(super) fn properties(call: &Call<'_>, domain: &Domain, response: Response) -> Response {
    let Some(entry) = call.book.verifications.get(&domain.name) else {
        return response;
    };
    response
        .with("X-REGISTRANT-VERIFICATION-EMAIL", &entry.email)
        .with("X-REGISTRANT-VERIFICATION-NAME", &entry.name)
        .with(
            "X-REGISTRANT-VERIFICATION-REQUESTEDDATE",
            wire_time(entry.requested),
        )
        .with("X-REGISTRANT-VERIFICATION-STATUS", entry.status(call.now))
        .with("X-REGISTRANT-VERIFICATION-TAG", "VERIFICATION")
}

/// Asks the owner of a domain to verify.
pub(crate) fn start(book: &mut Book, name: &str, now: Timestamp) -> Result<(), String> {
    let domain = book.domains.get(name);
    let domain = domain.ok_or_else(|| format!("{name} is no domain of an account"))?;
    let owner = domain.contacts(ContactRole::Owner).first();
    let fields = owner.and_then(|handle| book.contacts.get(handle));
    let fields = fields
        .map(|contact| contact.fields.clone())
        .unwrap_or_default();
    let mut entry = Verification {
        name: full_name(&fields),
        email: fields.get("EMAIL").cloned().unwrap_or_default(),
        requested: now,
        due: plus_days(now, DAYS),
        verified: false,
        log: Vec::new(),
    };
    let whom = format!("{} <{}>", entry.name, entry.email);
    entry.note(
        "REQUESTED",
        &format!("Created new registrant verification for {whom}"),
        now,
    );
    entry.note(
        "SEND",
        &format!("verification email to <{}>", entry.email),
        now,
    );
    book.verifications.insert(name.to_owned(), entry);
    Ok(())
}

/// The owner has verified.
pub(crate) fn finish(book: &mut Book, name: &str, now: Timestamp) -> Result<(), String> {
    let entry = book.verifications.get_mut(name);
    let entry = entry.ok_or_else(|| format!("no verification of {name}"))?;
    entry.verified = true;
    let words = "registrant email verified from remote address 127.0.0.1";
    entry.note("SUCCESSFUL", words, now);
    entry.note("SUCCESSFUL", "1 domains verified successfully", now);
    Ok(())
}
