//! QueryDomainList, in both versions: filter, order, page, columns.

mod cells;
mod columns;
mod filter;
mod page;

use super::plain_list::within_depth;
use super::{Call, Handler, Kind, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::Domain;
use cells::Cells;
use page::Page;

pub(super) const HANDLERS: &[Handler] = &[Handler {
    name: "QueryDomainList",
    run: query_domain_list,
    kind: Kind::Read,
}];

/// Filters that the sandbox does not act out.
const NOT_SIMULATED: &[&str] = &["ADDON-TRUSTEE", "SUBUSER", "TRANSFER-DIRECTION"];

/// The two forms of the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    One,
    Two,
}

/// Lists the domains of the caller. VERSION=2 asks for the second form; its page about domain
/// sales is not simulated.
fn query_domain_list(call: &mut Call<'_>) -> Outcome {
    let version = match call.command.filled("VERSION") {
        None => Version::One,
        Some("2") => Version::Two,
        Some(other) => return Err(Refusal::new(506, format!("VERSION ({other})"))),
    };
    if let Some(key) = NOT_SIMULATED
        .iter()
        .find(|k| call.command.filled(k).is_some())
    {
        return Err(Refusal::not_simulated(key));
    }
    if call.variant > 1 {
        return Err(Refusal::not_simulated("DOMAIN SALES"));
    }
    let cells = Cells::new(call.book, call.quirks, call.now);
    let test = filter::Filter::read(call.command, version)?;
    let mut found: Vec<&Domain> = call
        .book
        .domains
        .values()
        .filter(|domain| {
            within_depth(call, &domain.account, "SELF") && test.accepts(&cells, domain)
        })
        .collect();
    page::order(call.command, version, &cells, &mut found)?;
    let page = Page::read(call.command, call.quirks, found.len())?;
    let rows = page.rows(&found);
    let response = page.describe(call.command, call.quirks, version, Response::ok());
    if rows.is_empty() {
        return Ok(response);
    }
    Ok(columns::columns(call, version)
        .into_iter()
        .fold(response, |response, column| {
            let values = rows
                .iter()
                .map(|domain| cells.value(domain, &column.source));
            response.with_all(&column.name, values)
        })
        .merge(columns::numbered_nameservers(call, version, rows)))
}
