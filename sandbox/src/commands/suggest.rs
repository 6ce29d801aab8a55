//! QueryDomainSuggestionList.

use super::idn::to_ace;
use super::paging::Paging;
use super::{Call, Handler, Kind, Outcome};
use crate::wire::{Refusal, Response};
use crate::zones::{self, Premium};

pub(super) const HANDLERS: &[Handler] = &[Handler {
    name: "QueryDomainSuggestionList",
    run: query_domain_suggestion_list,
    kind: Kind::Read,
}];

/// "The system has a default value", says the page, and not which.
const DEFAULT_LIMIT: usize = 100;

/// What the engine puts before and after the keyword.
const WORDS: &[(&str, &str)] = &[
    ("", ""),
    ("", "shop"),
    ("my", ""),
    ("", "online"),
    ("get", ""),
    ("", "store"),
    ("the", ""),
    ("", "group"),
    ("go", ""),
    ("", "now"),
    ("", "24"),
    ("best", ""),
];

/// Invented: the reference names none of them but those of its example.
const CATEGORIES: &[&str] = &[
    "business",
    "food",
    "marketing",
    "shopping",
    "technology",
    "travel",
];

/// Suggests names of all zones of the house, or of ZONEn, that contain the keyword; a name may be
/// taken. LANGUAGEn, CATEGORYn and IPADDRESS only make some names more likely: no effect here.
/// SOURCE left out asks the market: names with PREMIUMCHANNEL, PRICE, CURRENCY.
fn query_domain_suggestion_list(call: &mut Call<'_>) -> Outcome {
    let source = call.command.filled("SOURCE").unwrap_or_default();
    match source.to_uppercase().as_str() {
        "ISPAPI-CATEGORIES" => {
            let categories = CATEGORIES.iter().map(|&c| c.to_owned());
            Ok(Response::ok().with_all("CATEGORY", categories))
        }
        "ISPAPI-SUGGESTIONS" => {
            let names = suggestions(call)?;
            let (rows, response) = page(call, &names)?;
            Ok(response.with_all("DOMAIN", rows.iter().cloned()))
        }
        "" => market(call),
        _ => Err(Refusal::new(505, format!("SOURCE ({source})"))),
    }
}

/// The keyword as a label: upper case, blanks and dots do not matter.
fn keyword(call: &Call<'_>) -> Result<String, Refusal> {
    let given = call.required("KEYWORD")?;
    let plain: String = given
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '-')
        .collect();
    to_ace(&plain)
        .filter(|label| label.len() <= 50)
        .ok_or_else(|| Refusal::new(505, format!("KEYWORD ({given})")))
}

/// ZONEn without their dots; third-level zones are not supported by the engine (registrar facts,
/// suggestions). `None` when no zone was given: all of them.
fn wanted_zones(call: &Call<'_>) -> Option<Vec<String>> {
    let given: Vec<String> = call
        .command
        .list("ZONE")
        .into_iter()
        .map(|(_, zone)| zone.trim_matches('.').to_lowercase())
        .filter(|zone| !zone.is_empty())
        .collect();
    (!given.is_empty()).then_some(given)
}

fn suggestions(call: &Call<'_>) -> Result<Vec<String>, Refusal> {
    let keyword = keyword(call)?;
    let wanted = wanted_zones(call);
    let mut zones: Vec<&str> = zones::prices().iter().map(|p| p.tld.as_str()).collect();
    zones.dedup();
    zones.retain(|zone| {
        let asked = wanted.as_ref().is_none_or(|w| w.iter().any(|w| w == zone));
        asked && !zone.contains('.')
    });
    let plain_only = keyword.starts_with("xn--");
    let words = WORDS.iter().take(if plain_only { 1 } else { WORDS.len() });
    Ok(words
        .flat_map(|(before, after)| {
            let label = format!("{before}{keyword}{after}");
            zones.iter().map(move |zone| format!("{label}.{zone}"))
        })
        .collect())
}

/// Premium names of the house's list that contain the keyword.
fn market(call: &Call<'_>) -> Outcome {
    let keyword = keyword(call)?;
    let wanted = wanted_zones(call);
    let in_zone = |name: &str| {
        let zone = name.split_once('.').map_or("", |(_, zone)| zone);
        wanted.as_ref().is_none_or(|w| w.iter().any(|w| w == zone))
    };
    let offers: Vec<&Premium> = zones::premiums()
        .filter(|premium| premium.name.contains(&keyword) && in_zone(&premium.name))
        .collect();
    let (rows, response) = page(call, &offers)?;
    let column = |cell: fn(&Premium) -> String| rows.iter().map(move |offer| cell(offer));
    Ok(response
        .with_all("CURRENCY", column(|offer| offer.currency.clone()))
        .with_all("DOMAIN", column(|offer| offer.name.clone()))
        .with_all("PREMIUMCHANNEL", column(|offer| offer.channel.clone()))
        .with_all(
            "PRICE",
            rows.iter()
                .map(|offer| format!("{:.2}", call.book.amounts(offer, call.now).register)),
        ))
}

/// The page's example has the names only; whether the list says more about itself is open (quirk
/// `suggestion_total`: the old module reads TOTAL).
fn page<'a, T>(call: &Call<'_>, all: &'a [T]) -> Result<(&'a [T], Response), Refusal> {
    let paging = Paging::read(call.command, DEFAULT_LIMIT)?;
    let rows = paging.rows(all);
    let mut response = Response::ok();
    if call.quirks.is("suggestion_total", "present") {
        response = paging
            .describe(call.quirks, rows.len(), response)
            .with("TOTAL", all.len().to_string());
    }
    Ok((rows, response))
}
