//! Applications: AddDomainApplication, StatusDomainApplication, QueryDomainApplicationList.

mod add;
mod list;
mod settle;

use super::super::{Call, Handler, Kind, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::{Application, ApplicationStatus, ContactRole, wire_time};

pub(in crate::commands) use settle::advance;
pub(super) use settle::settle;

pub(in crate::commands) const HANDLERS: &[Handler] = &[
    Handler {
        name: "AddDomainApplication",
        run: add::add_domain_application,
        kind: Kind::Write,
    },
    Handler {
        name: "QueryDomainApplicationList",
        run: list::query_domain_application_list,
        kind: Kind::Read,
    },
    Handler {
        name: "StatusDomainApplication",
        run: status_domain_application,
        kind: Kind::Read,
    },
];

/// One application: 545 for an unknown number, 531 for somebody else's.
fn status_domain_application(call: &mut Call<'_>) -> Outcome {
    let id = call.required("APPLICATION")?;
    let found = id
        .parse()
        .ok()
        .and_then(|n: u64| call.book.applications.get(&n));
    let found = found.ok_or_else(|| Refusal::new(545, format!("APPLICATION {id}")))?;
    if !call.reaches(&found.account) {
        return Err(Refusal::new(531, ""));
    }
    Ok(describe(found, status_text(call, found)))
}

/// STATUS of an application; a running one may be shown in two ways (quirk `application_running`).
fn status_text(call: &Call<'_>, application: &Application) -> &'static str {
    match application.status {
        ApplicationStatus::Failed => "FAILED",
        ApplicationStatus::Requested => call.quirks.value("application_running"),
        ApplicationStatus::Successful => "SUCCESSFUL",
    }
}

/// The properties of an application. The examples write UPDATEBY where the tables say UPDATEDBY.
fn describe(application: &Application, status: &str) -> Response {
    let mut response = Response::ok()
        .with("APPLICATION", application.id.to_string())
        .with("AUTH", &application.auth)
        .with("CLASS", &application.class)
        .with("CREATEDBY", "SYSTEM")
        .with("CREATEDDATE", wire_time(application.created))
        .with("DOMAIN", &application.name)
        .with("DOMAINUMLAUT", application.unicode())
        .with("PEERUSER", "")
        .with("PERIOD", application.years.to_string())
        .with("SMD", "")
        .with("STATUS", status)
        .with("SUBCLASS", &application.class)
        .with("UPDATEBY", "SYSTEM")
        .with("UPDATEDDATE", wire_time(application.updated))
        .with("USER", &application.account)
        .with_all("NAMESERVER", application.nameservers.iter().cloned());
    for role in ContactRole::ALL {
        let handles = application.contacts.get(&role).cloned();
        response = response.with_all(role.parameter(), handles.unwrap_or_default());
    }
    response
}
