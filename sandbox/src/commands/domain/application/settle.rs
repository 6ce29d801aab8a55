//! The outcome of an application.

use jiff::Timestamp;

use crate::commands::availability::{Holder, holder};
use crate::wire::{Refusal, Response};
use crate::world::{Application, ApplicationStatus, Book, Charge, Domain, Life};
use crate::zones;

/// Decides the applications whose time has come; whether there were any.
pub(in crate::commands) fn advance(book: &mut Book, now: Timestamp) -> bool {
    let waiting = book.applications.values();
    let due: Vec<(u64, bool, Timestamp)> = waiting
        .filter(|application| application.status == ApplicationStatus::Requested)
        .filter_map(|application| {
            let time = application.due.filter(|time| *time <= now)?;
            Some((application.id, application.fails, time))
        })
        .collect();
    for (id, fails, time) in &due {
        // An application that cannot be carried out has failed, and says so itself.
        let _ = settle(book, *id, !fails, *time);
    }
    !due.is_empty()
}

/// Makes an application a domain, or fails it and gives its charge back. It also fails when the
/// name is taken meanwhile, or when a charge that is still due cannot be paid.
pub(in crate::commands::domain) fn settle(
    book: &mut Book,
    id: u64,
    confirmed: bool,
    now: Timestamp,
) -> Result<Response, Refusal> {
    let Some(mut application) = book.applications.get(&id).cloned() else {
        return Err(Refusal::new(545, format!("APPLICATION {id}")));
    };
    let free = matches!(holder(book, &application.name), Holder::Nobody);
    let done = confirmed && free && pay_what_is_due(book, &mut application, now);
    if done {
        let domain = registered(book, &application, now);
        book.domains.insert(domain.name.clone(), domain);
        application.status = ApplicationStatus::Successful;
    } else {
        book.give_back(&application.charges, now)?;
        application.status = ApplicationStatus::Failed;
    }
    application.updated = now;
    book.applications.insert(id, application);
    Ok(Response::ok())
}

fn pay_what_is_due(book: &mut Book, application: &mut Application, now: Timestamp) -> bool {
    if !application.charges.is_empty() {
        return true;
    }
    let charge = Charge {
        account: &application.account,
        command: "AddDomainApplication",
        object: &application.name,
        amount: application.price,
    };
    let paid = book.charge(&charge, now);
    paid.map(|entry| application.charges.extend(entry)).is_ok()
}

/// The domain that the application asked for. A name of the aftermarket is an ordinary one from now
/// on; a premium one keeps its class.
fn registered(book: &mut Book, application: &Application, now: Timestamp) -> Domain {
    let end = zones::plus_years(now, application.years);
    let renewal_mode = book.accounts.get(&application.account);
    let premium_class = zones::premium_class(&application.class)
        .map(|_| application.class.clone())
        .unwrap_or_default();
    Domain {
        name: application.name.clone(),
        account: application.account.clone(),
        status: "ACTIVE".to_owned(),
        flags: Vec::new(),
        renewal_mode: renewal_mode.map_or_else(String::new, |a| a.renewal_mode.clone()),
        roid: format!("{}_DOMAIN-SANDBOX", book.next_id()),
        created: now,
        updated: now,
        expiration: end,
        paid_until: end,
        transferred: None,
        contacts: application.contacts.clone(),
        nameservers: application.nameservers.clone(),
        hosts: Vec::new(),
        ds_records: Vec::new(),
        key_records: Vec::new(),
        signature_life: String::new(),
        auth: application.auth.clone(),
        transfer_lock: application.transfer_lock,
        privacy: application.privacy,
        privacy_lite: false,
        internal_dns: false,
        extensions: application.extensions.clone(),
        pending: None,
        life: Life {
            premium_class,
            ..Life::default()
        },
    }
}
