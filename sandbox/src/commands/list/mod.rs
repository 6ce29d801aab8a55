//! QueryDomainList, in both versions: filter, order, page, columns.

mod cells;
mod columns;
mod filter;
mod page;

use std::sync::Arc;

use super::plain_list::Depth;
use super::{Call, Handler, Kind, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::{Domain, Listed};
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
    let names = found(call, version)?;
    let cells = Cells::new(call.book, call.quirks, call.now);
    let page = Page::read(call.command, call.quirks, names.len())?;
    let rows: Vec<&Domain> = page
        .rows(&names)
        .iter()
        .filter_map(|name| call.book.domains.get(name))
        .collect();
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
        .merge(columns::numbered_nameservers(call, version, &rows)))
}

/// The names that pass the filters, in order. Pages are asked for one after the other, so the last
/// list is remembered while nothing changes.
fn found(call: &mut Call<'_>, version: Version) -> Result<Arc<Vec<String>>, Refusal> {
    let key = key(call);
    if let Some(listed) = call.book.listed.as_ref().filter(|l| l.key == key) {
        return Ok(Arc::clone(&listed.names));
    }
    let cells = Cells::new(call.book, call.quirks, call.now);
    let test = filter::Filter::read(call.command, version)?;
    let depth = Depth::read(call.command, "SELF");
    let mut found: Vec<&Domain> = call
        .book
        .domains
        .values()
        .filter(|domain| depth.holds(call, &domain.account) && test.accepts(&cells, domain))
        .collect();
    page::order(call.command, version, &cells, &mut found)?;
    let names: Vec<String> = found.iter().map(|domain| domain.name.clone()).collect();
    let names = Arc::new(names);
    call.book.listed = Some(Listed {
        key,
        names: Arc::clone(&names),
    });
    Ok(names)
}

/// All that a list depends on: who asks what, when, and the state of the domains. What only chooses
/// the page or its columns is left out.
fn key(call: &Call<'_>) -> String {
    const PAGE: &[&str] = &["FIRST", "LIMIT", "NOTOTAL", "PROPERTIES", "WIDE"];
    let mut parts = vec![
        call.caller.account.clone(),
        call.now.to_string(),
        call.book.domains.changes().to_string(),
        format!("{:?}", call.quirks),
    ];
    let asked = call.command.parameters();
    let asked = asked.filter(|(key, _)| !PAGE.contains(key));
    parts.extend(asked.map(|(key, value)| format!("{key}={value}")));
    parts.join("\n")
}
