//! QueryDNSZoneList.

use crate::commands::paging::Paging;
use crate::commands::plain_list::within_depth;
use crate::commands::{Call, Outcome};
use crate::pattern;
use crate::wire::{Refusal, Response};
use crate::world::{DnsZone, unicode, wire_time};

use super::read::peer_user;

const DEFAULT_LIMIT: usize = 100;

/// Parameters about quotas and expiration, which no simulated zone has.
const NOT_SIMULATED: &[&str] = &[
    "MAXEXPIRATIONDATE",
    "MAXQUERY-QUOTA-COUNT",
    "MAXQUERY-QUOTA-PREDICTION",
    "MINEXPIRATIONDATE",
    "MINQUERY-QUOTA-COUNT",
    "MINQUERY-QUOTA-PREDICTION",
    "QUERY-QUOTA-STATUS",
];

/// The zones that are not hidden. TOTAL counts all of them, filtered or not, as the page says.
pub(super) fn query_dns_zone_list(call: &mut Call<'_>) -> Outcome {
    if let Some(key) = NOT_SIMULATED
        .iter()
        .find(|key| call.command.filled(key).is_some())
    {
        return Err(Refusal::not_simulated(key));
    }
    let wide = call.required("WIDE")?;
    if wide.eq_ignore_ascii_case("DNSNODE") {
        return Err(Refusal::not_simulated("WIDE=DNSNODE"));
    }
    let zones = call.book.dns_zones.values();
    let all: Vec<&DnsZone> = zones
        .filter(|zone| !zone.hidden && within_depth(call, &zone.account, "SELF"))
        .collect();
    let mut found: Vec<&DnsZone> = all
        .iter()
        .copied()
        .filter(|zone| passes(call, zone))
        .collect();
    order(call, &mut found)?;
    let paging = Paging::read(call.command, DEFAULT_LIMIT)?;
    let rows = paging.rows(&found);
    let mut response = paging.describe(call.quirks, rows.len(), Response::ok());
    let suppressed = match call.command.filled("NOTOTAL") {
        Some("1") => call.quirks.is("nototal", "one_suppresses"),
        Some("0") => call.quirks.is("nototal", "zero_suppresses"),
        _ => false,
    };
    if !suppressed {
        response = response.with("TOTAL", all.len().to_string());
    }
    response = response.with_all("DNSZONE", rows.iter().map(|zone| zone.dotted()));
    if wide == "1" {
        response = columns(call, rows, response);
    }
    Ok(response)
}

fn passes(call: &Call<'_>, zone: &DnsZone) -> bool {
    let matches = |key: &str, value: &str| {
        call.command
            .filled(key)
            .is_none_or(|wanted| pattern::matches(wanted, value))
    };
    let dated = |name: &str, value: &str| {
        let bound = |end: &str| call.command.filled(&format!("{end}{name}"));
        bound("MIN").is_none_or(|least| value >= least)
            && bound("MAX").is_none_or(|most| value <= most)
    };
    let plain = call
        .command
        .filled("DNSZONE")
        .map(|p| p.trim_end_matches('.'));
    plain.is_none_or(|wanted| pattern::matches(wanted, &zone.name))
        && matches("SUBCLASS", subclass(zone))
        && matches("SOAMNAME", &zone.soa.mname)
        && matches("STATUS", &zone.status)
        && dated("CREATEDDATE", &wire_time(zone.created))
        && dated("UPDATEDDATE", &wire_time(zone.updated))
}

/// `EXTERNAL` as in the example of the page; its words for the others are not known.
fn subclass(zone: &DnsZone) -> &'static str {
    if zone.external { "EXTERNAL" } else { "MASTER" }
}

/// By name unless ORDERBY says otherwise; `DESC` turns the order round.
fn order(call: &Call<'_>, rows: &mut [&DnsZone]) -> Result<(), Refusal> {
    let asked = call.command.filled("ORDERBY").unwrap_or("DNSZONE");
    let asked = asked.to_uppercase();
    match asked.strip_suffix("DESC").unwrap_or(&asked) {
        "DNSZONE" => rows.sort_by(|a, b| a.name.cmp(&b.name)),
        "CREATEDDATE" => rows.sort_by_key(|zone| zone.created),
        "UPDATEDDATE" => rows.sort_by_key(|zone| zone.updated),
        _ => return Err(Refusal::new(505, format!("ORDERBY ({asked})"))),
    }
    if asked.ends_with("DESC") {
        rows.reverse();
    }
    Ok(())
}

fn columns(call: &Call<'_>, rows: &[&DnsZone], response: Response) -> Response {
    let parent = |zone: &DnsZone| call.book.parent_user(&zone.account);
    let column = |cell: &dyn Fn(&DnsZone) -> String| -> Vec<String> {
        rows.iter().map(|zone| cell(zone)).collect()
    };
    response
        .with_all("DNSZONECONFIGCLASS", column(&|_| String::new()))
        .with_all("DNSZONECREATEDDATE", column(&|z| wire_time(z.created)))
        .with_all(
            "DNSZONERRSTOTAL",
            column(&|z| (z.served().len() + 1).to_string()),
        )
        .with_all("DNSZONESOAEXPIRE", column(&|z| z.soa.expire.to_string()))
        .with_all("DNSZONESOAMINTTL", column(&|z| z.soa.min_ttl.to_string()))
        .with_all("DNSZONESOAMNAME", column(&|z| z.soa.mname.clone()))
        .with_all("DNSZONESOAREFRESH", column(&|z| z.soa.refresh.to_string()))
        .with_all("DNSZONESOARETRY", column(&|z| z.soa.retry.to_string()))
        .with_all("DNSZONESOARNAME", column(&|z| z.soa.rname.clone()))
        .with_all("DNSZONESOASERIAL", column(&|z| z.soa.serial.to_string()))
        .with_all("DNSZONESOATTL", column(&|z| z.soa.ttl.to_string()))
        .with_all("DNSZONESUBCLASS", column(&|z| subclass(z).to_owned()))
        .with_all("DNSZONEUMLAUT", column(&|z| unicode(&z.dotted())))
        .with_all("DNSZONEUPDATEDDATE", column(&|z| wire_time(z.updated)))
        .with_all("PARENTUSER", column(&parent))
        .with_all("PEERUSER", column(&|z| peer_user(call, z)))
        .with_all("STATUS", column(&|z| z.status.clone()))
        .with_all("USER", column(&|z| z.account.clone()))
}
