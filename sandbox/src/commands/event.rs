//! QueryEventList, StatusEvent, DeleteEvent (wire facts, event queue).

use super::paging::Paging;
use super::{Call, Handler, Kind, Outcome};
use crate::pattern;
use crate::wire::{Refusal, Response};
use crate::world::{Event, wire_time};

pub(super) const HANDLERS: &[Handler] = &[
    Handler {
        name: "DeleteEvent",
        run: delete_event,
        kind: Kind::Write,
    },
    Handler {
        name: "QueryEventList",
        run: query_event_list,
        kind: Kind::Read,
    },
    Handler {
        name: "StatusEvent",
        run: status_event,
        kind: Kind::Read,
    },
];

const DEFAULT_LIMIT: usize = 100;

/// The events of the account, oldest first. LIMIT=ONLYLAST gives the latest one only.
fn query_event_list(call: &mut Call<'_>) -> Outcome {
    let found = events(call);
    let only_last = call
        .command
        .filled("LIMIT")
        .is_some_and(|limit| limit.eq_ignore_ascii_case("ONLYLAST"));
    let total = found.len();
    let (rows, response) = if only_last {
        let last = total.saturating_sub(1);
        let rows = found.get(last..).unwrap_or_default();
        let place = last.to_string();
        let response = Response::ok()
            .with("FIRST", &place)
            .with("LAST", &place)
            .with("COUNT", rows.len().to_string())
            .with("LIMIT", "1");
        (rows, response)
    } else {
        let paging = Paging::read(call.command, DEFAULT_LIMIT)?;
        let rows = paging.rows(&found);
        (
            rows,
            paging.describe(call.quirks, rows.len(), Response::ok()),
        )
    };
    let response = response
        .with("TOTAL", total.to_string())
        .with_all("EVENT", rows.iter().map(|event| event.id.to_string()));
    if !call.command.flag("WIDE") {
        return Ok(response);
    }
    let fraction = call.quirks.is("event_dates", "fraction");
    let dates = rows.iter().map(|event| date(event, fraction));
    let response = response
        .with_all("EVENTCLASS", rows.iter().map(|event| event.class.clone()))
        .with_all(
            "EVENTSUBCLASS",
            rows.iter().map(|event| event.subclass.clone()),
        )
        .with_all("EVENTDATE", dates);
    Ok((0..4).fold(response, |response, line| {
        let cells = rows.iter().map(|event| event.data.get(line).cloned());
        response.with_all(
            &format!("EVENTDATA{line}"),
            cells.map(Option::unwrap_or_default),
        )
    }))
}

/// What the command asks for, in the order that it asks for.
fn events<'b>(call: &'b Call<'_>) -> Vec<&'b Event> {
    let filled = |key: &str| call.command.filled(key);
    let like = |key: &str, value: &str| filled(key).is_none_or(|p| pattern::matches(p, value));
    let own = call.book.events.iter().filter(|e| call.reaches(&e.account));
    let mut found: Vec<&Event> = own
        .filter(|event| {
            let date = wire_time(event.date);
            like("CLASS", &event.class)
                && like("SUBCLASS", &event.subclass)
                && filled("MINDATE").is_none_or(|least| date.as_str() >= least)
                && filled("MAXDATE").is_none_or(|most| date.as_str() <= most)
        })
        .collect();
    found.sort_by_key(|event| (event.date, event.id));
    if filled("ORDERBY").is_some_and(|order| order.to_uppercase().ends_with("DESC")) {
        found.reverse();
    }
    found
}

fn date(event: &Event, fraction: bool) -> String {
    let date = wire_time(event.date);
    if fraction { date + ".0" } else { date }
}

/// The event that EVENT names; `missing` when it is not there or another's.
fn named<'b>(call: &'b Call<'_>, missing: u16) -> Result<&'b Event, Refusal> {
    let text = call.required("EVENT")?;
    let event = text.parse().ok().and_then(|id| call.book.events.get(id));
    event
        .filter(|event| call.reaches(&event.account))
        .ok_or_else(|| Refusal::new(missing, format!("EVENT {text}")))
}

fn status_event(call: &mut Call<'_>) -> Outcome {
    let event = named(call, 545)?;
    let mut response = Response::ok()
        .with("CLASS", &event.class)
        .with_all("DATA", event.data.iter().cloned())
        .with("DATE", date(event, !call.quirks.is("event_dates", "plain")))
        .with("SUBCLASS", &event.subclass);
    if !event.info.is_empty() {
        response = response.with("INFO", url_encoded(&event.info));
    }
    Ok(response)
}

/// All but letters and digits as `%3a`, as in the example of the page.
fn url_encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            byte => format!("%{byte:02x}"),
        })
        .collect()
}

/// 541 for an event that is not there: the page has no 545.
fn delete_event(call: &mut Call<'_>) -> Outcome {
    let id = named(call, 541)?.id;
    call.book.events.remove(id);
    Ok(Response::ok())
}
