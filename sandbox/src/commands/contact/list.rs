//! QueryContactList: filter, order, page.

use super::updated;
use crate::commands::{Call, Outcome, plain_list};
use crate::pattern;
use crate::wire::Command;
use crate::world::{Contact, wire_time};

/// A handle and its contact.
type Row<'a> = (&'a String, &'a Contact);

/// Fields that can be searched by pattern and that WIDE shows, with CONTACT before the name.
const FIELDS: &[&str] = &[
    "CITY",
    "COUNTRY",
    "EMAIL",
    "FAX",
    "FIRSTNAME",
    "LASTNAME",
    "MIDDLENAME",
    "ORGANIZATION",
    "PHONE",
    "STATE",
    "STREET",
    "TITLE",
    "ZIP",
];

/// Lists the contacts of the caller.
pub(super) fn query_contact_list(call: &mut Call<'_>) -> Outcome {
    let mut found: Vec<Row<'_>> = call
        .book
        .contacts
        .iter()
        .filter(|row| {
            plain_list::within_depth(call, &row.1.account, "SELF") && accepts(call.command, row)
        })
        .collect();
    plain_list::order(
        call,
        &["CONTACT", "USER"],
        &mut found,
        |row, name| match name {
            "USER" => row.1.account.clone(),
            _ => row.0.clone(),
        },
    )?;
    let (rows, response) = plain_list::page(call, found)?;
    let column = |cell: &dyn Fn(&Row<'_>) -> String| rows.iter().map(cell).collect::<Vec<_>>();
    let mut response = response
        .with_all("CONTACT", column(&|row| row.0.clone()))
        .with_all("CONTACTSTATUS", column(&|_| "ACTIVE".to_owned()))
        .with_all("PARENTUSER", column(&|row| call.parent_of(&row.1.account)))
        .with_all("PEERUSER", column(&|_| String::new()))
        .with_all("USER", column(&|row| row.1.account.clone()));
    if !call.command.flag("WIDE") {
        return Ok(response);
    }
    for name in FIELDS {
        response = response.with_all(&format!("CONTACT{name}"), column(&|row| cell(row, name)));
    }
    Ok(response
        .with_all(
            "CONTACTCREATEDDATE",
            column(&|row| wire_time(row.1.created)),
        )
        .with_all("CONTACTUPDATEDDATE", column(&|row| updated(row.1))))
}

fn cell(row: &Row<'_>, name: &str) -> String {
    match name {
        "STREET" => super::street(&row.1.fields).join(", "),
        _ => row.1.fields.get(name).cloned().unwrap_or_default(),
    }
}

fn accepts(command: &Command, row: &Row<'_>) -> bool {
    let like = |key: &str, value: &str| {
        let wanted = command.filled(key);
        wanted.is_none_or(|wanted| pattern::matches(wanted, value))
    };
    let between = |least: &str, most: &str, value: &str| {
        command.filled(least).is_none_or(|least| value >= least)
            && command.filled(most).is_none_or(|most| value <= most)
    };
    like("CONTACT", row.0)
        && like("STATUS", "ACTIVE")
        && FIELDS.iter().all(|name| like(name, &cell(row, name)))
        && between(
            "MINCREATEDDATE",
            "MAXCREATEDDATE",
            &wire_time(row.1.created),
        )
        && between("MINUPDATEDDATE", "MAXUPDATEDDATE", &updated(row.1))
}
