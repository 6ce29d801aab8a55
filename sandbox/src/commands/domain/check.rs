//! CheckDomainRegistration: AddDomain's checks, and nothing else.

use super::add;
use super::contacts::Given;
use crate::commands::{Call, Outcome};
use crate::wire::Response;
use crate::world::ContactRole;

/// 218 (or 200, quirk `dry_run_code`) when AddDomain would be accepted; its refusal else.
pub(super) fn check_domain_registration(call: &mut Call<'_>) -> Outcome {
    let order = add::read(call)?;
    let kept = if order.zone.thin { "THIN" } else { "THICK" };
    let mut response = match call.quirks.value("dry_run_code") {
        "200" => Response::ok(),
        _ => Response::plain(218, "Request is available"),
    };
    for role in ContactRole::ALL {
        let given = order.contacts.get(&role).map_or(&[][..], Vec::as_slice);
        // Data that was given has no handle yet.
        let handles = given.iter().filter_map(|contact| match contact {
            Given::Handle(handle) => Some(handle.clone()),
            Given::Data(_) => None,
        });
        response = response
            .with_all(role.parameter(), handles)
            .with(&format!("{}MANAGEMENTTYPE", role.parameter()), kept);
    }
    Ok(response
        .with_all("NAMESERVER", order.nameservers.iter().cloned())
        .with("REPOSITORY", order.zone.repository(call.book.entity)))
}
