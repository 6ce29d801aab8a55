//! QueryObjectList: objects of all classes, deleted domains among them.

use super::plain_list::{order, page, within_depth};
use super::{Call, Handler, Kind, Outcome};
use crate::pattern;
use crate::wire::{Refusal, Response};
use crate::world::wire_time;

pub(super) const HANDLERS: &[Handler] = &[Handler {
    name: "QueryObjectList",
    run: query_object_list,
    kind: Kind::Read,
}];

const ORDERS: &[&str] = &["OBJECTCLASS", "OBJECTID", "EXPIRATIONDATE"];

/// One object of the list.
struct Row {
    class: &'static str,
    id: String,
    account: String,
    created: String,
    updated: String,
    expiration: String,
}

/// Lists contacts, domains, applications and deleted domains that can be restored. OBJECTCLASS and
/// OBJECTID are patterns. The columns with dates are there when the page has something to show in
/// them. A list of deleted domains without any may be 545 (quirk `no_deleted_domains`).
fn query_object_list(call: &mut Call<'_>) -> Outcome {
    let fits = |key: &str, text: &str| {
        let wanted = call.command.filled(key);
        wanted.is_none_or(|wanted| pattern::matches(wanted, text))
    };
    let mut rows: Vec<Row> = all(call)
        .into_iter()
        .filter(|row| fits("OBJECTCLASS", row.class) && fits("OBJECTID", &row.id))
        .filter(|row| within_depth(call, &row.account, "SELF"))
        .collect();
    rows.sort_by(|a, b| (a.class, &a.id).cmp(&(b.class, &b.id)));
    order(call, ORDERS, &mut rows, |row, cell| match cell {
        "OBJECTCLASS" => row.class.to_owned(),
        "OBJECTID" => row.id.clone(),
        _ => row.expiration.clone(),
    })?;
    let deleted_only = call.command.filled("OBJECTCLASS") == Some("DELETEDDOMAIN");
    if rows.is_empty() && deleted_only && call.quirks.is("no_deleted_domains", "545") {
        return Err(Refusal::new(545, ""));
    }
    let (rows, response) = page(call, rows)?;
    Ok(columns(call, &rows, response))
}

fn columns(call: &Call<'_>, rows: &[Row], mut response: Response) -> Response {
    let column = |cell: fn(&Row) -> &str| -> Vec<String> {
        rows.iter().map(|row| cell(row).to_owned()).collect()
    };
    response = response
        .with_all("OBJECTCLASS", column(|row| row.class))
        .with_all("OBJECTID", column(|row| &row.id));
    for (name, cells) in [
        ("CREATEDDATE", column(|row| &row.created)),
        ("UPDATEDDATE", column(|row| &row.updated)),
        ("EXPIRATIONDATE", column(|row| &row.expiration)),
    ] {
        if cells.iter().any(|cell| !cell.is_empty()) {
            response = response.with_all(name, cells);
        }
    }
    if call.command.flag("WIDE") {
        let parents = rows.iter().map(|row| call.parent_of(&row.account));
        response = response
            .with_all("PARENTUSER", parents)
            .with_all("PEERUSER", rows.iter().map(|_| String::new()))
            .with_all("USER", column(|row| &row.account));
    }
    response
}

fn all(call: &Call<'_>) -> Vec<Row> {
    let book = &call.book;
    let contacts = book.contacts.iter().map(|(handle, contact)| Row {
        class: "CONTACT",
        id: handle.clone(),
        account: contact.account.clone(),
        created: String::new(),
        updated: String::new(),
        expiration: String::new(),
    });
    let domains = book.domains.values().map(|domain| ("DOMAIN", domain));
    let listed = |until| call.quirks.is("deleted_listed", "until_release") || call.now < until;
    let deleted = book.deleted.values();
    let deleted = deleted
        .filter(|deleted| listed(deleted.restorable_until))
        .map(|deleted| ("DELETEDDOMAIN", &deleted.domain));
    let bare = call.quirks.is("deleted_columns", "names");
    let domains = domains.chain(deleted).map(|(class, domain)| {
        let date = |time| match class {
            "DELETEDDOMAIN" if bare => String::new(),
            _ => wire_time(time),
        };
        Row {
            class,
            id: domain.name.clone(),
            account: domain.account.clone(),
            created: date(domain.created),
            updated: date(domain.updated),
            expiration: date(domain.expiration),
        }
    });
    let applications = book.applications.values().map(|application| Row {
        class: "DOMAINAPPLICATION",
        id: application.id.to_string(),
        account: application.account.clone(),
        created: wire_time(application.created),
        updated: wire_time(application.updated),
        expiration: String::new(),
    });
    contacts.chain(domains).chain(applications).collect()
}
