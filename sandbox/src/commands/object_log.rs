//! QueryObjectLogList and StatusObjectLog.

use super::plain_list::{order, page, within_depth};
use super::{Call, Handler, Kind, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::{LogEntry, moment, wire_time};
use crate::zones::plus_seconds;

pub(super) const HANDLERS: &[Handler] = &[
    Handler {
        name: "QueryObjectLogList",
        run: query_object_log_list,
        kind: Kind::Read,
    },
    Handler {
        name: "StatusObjectLog",
        run: status_object_log,
        kind: Kind::Read,
    },
];

const ORDERS: &[&str] = &["OBJECTID", "OBJECTCLASS", "LOGDATE"];

/// Lists the log, oldest first when no order is asked. The filters are exact texts in any case;
/// MINDATE and MAXDATE are inclusive. Entries may show late (quirk `log_delay`).
fn query_object_log_list(call: &mut Call<'_>) -> Outcome {
    let limit = |key: &str| match call.command.filled(key) {
        None => Ok(None),
        Some(text) => moment(text)
            .map(Some)
            .map_err(|_| Refusal::new(505, format!("{key} ({text})"))),
    };
    let (least, most) = (limit("MINDATE")?, limit("MAXDATE")?);
    let is = |key: &str, text: &str| {
        let wanted = call.command.filled(key);
        wanted.is_none_or(|wanted| wanted.eq_ignore_ascii_case(text))
    };
    let mut rows: Vec<&LogEntry> = call
        .book
        .log
        .iter()
        .filter(|entry| visible(call, entry) && within_depth(call, &entry.account, "SELF"))
        .filter(|entry| least.is_none_or(|t| entry.time >= t))
        .filter(|entry| most.is_none_or(|t| entry.time <= t))
        .filter(|entry| is("OBJECTCLASS", &entry.class) && is("OBJECTID", &entry.object))
        .filter(|entry| {
            is("OPERATIONTYPE", &entry.operation) && is("OPERATIONSTATUS", &entry.status)
        })
        .collect();
    order(call, ORDERS, &mut rows, |entry, cell| match cell {
        "OBJECTCLASS" => entry.class.clone(),
        "OBJECTID" => entry.object.clone(),
        // Entries of the same second keep the order of their numbers, both ways.
        _ => format!("{} {:020}", wire_time(entry.time), entry.index),
    })?;
    let (rows, response) = page(call, rows)?;
    Ok(columns(&rows, response))
}

fn columns(rows: &[&LogEntry], response: Response) -> Response {
    let column = |cell: fn(&LogEntry) -> String| rows.iter().map(move |entry| cell(entry));
    response
        .with_all("LOGDATE", column(|e| wire_time(e.time)))
        .with_all("LOGINDEX", column(|e| e.index.to_string()))
        .with_all("LOGROLEID", column(|e| e.role.clone()))
        .with_all("LOGUSER", column(|e| e.account.clone()))
        .with_all("OBJECTCLASS", column(|e| e.class.clone()))
        .with_all("OBJECTID", column(|e| e.object.clone()))
        .with_all("OPERATIONSTATUS", column(|e| e.status.clone()))
        .with_all("OPERATIONTYPE", column(|e| e.operation.clone()))
        .with_all("REFERENCE", column(|e| e.account.clone()))
}

/// One entry whole; OPERATIONINFO repeats the command, auth codes included. 545 for an unknown
/// number, 531 for somebody else's.
fn status_object_log(call: &mut Call<'_>) -> Outcome {
    let index = call.required("LOGINDEX")?;
    let mut log = call.book.log.iter();
    let entry = log.find(|entry| entry.index.to_string() == index);
    let entry = entry
        .filter(|entry| visible(call, entry))
        .ok_or_else(|| Refusal::new(545, format!("LOGINDEX {index}")))?;
    if !call.reaches(&entry.account) {
        return Err(Refusal::new(531, ""));
    }
    Ok(Response::ok()
        .with("LOGDATE", wire_time(entry.time))
        .with("LOGROLEID", &entry.role)
        .with("LOGSTATUS", "ok")
        .with("LOGUSER", &entry.account)
        .with("OBJECTCLASS", &entry.class)
        .with("OBJECTID", &entry.object)
        .with_all("OPERATIONINFO", entry.info.iter().cloned())
        .with("OPERATIONSTATUS", &entry.status)
        .with("OPERATIONTYPE", &entry.operation)
        .with("REFERENCE", &entry.account))
}

fn visible(call: &Call<'_>, entry: &LogEntry) -> bool {
    let delay = call.quirks.value("log_delay").parse().unwrap_or(0);
    plus_seconds(entry.time, delay) <= call.now
}
