//! QueryDomainOptions and QueryDomainRepositoryInfo: what is known about a name's zone.

use super::{Call, Handler, Kind, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::{DomainName, Entity};
use crate::zones::{self, Zone, days_text};

pub(super) const HANDLERS: &[Handler] = &[
    Handler {
        name: "QueryDomainOptions",
        run: query_domain_options,
        kind: Kind::Read,
    },
    Handler {
        name: "QueryDomainRepositoryInfo",
        run: query_domain_repository_info,
        kind: Kind::Read,
    },
];

/// Names per call (limits section of the wire facts: the module uses 200).
const MOST_NAMES: usize = 200;

/// A property and how a zone fills it.
type Fact = (&'static str, fn(&Zone, Entity) -> String);

/// The properties that both commands have.
const COMMON: &[Fact] = &[
    ("HOSTIPADDRESSESTYPE", |_, _| "ipv6".to_owned()),
    ("HOSTMANAGEDAS", |_, _| "OBJECT".to_owned()),
    ("NAMESERVERMAX", |_, _| "13".to_owned()),
    ("NAMESERVERMIN", |z, _| z.nameservers_min.to_string()),
    ("REPOSITORY", Zone::repository),
    ("X-PROXY", |z, _| {
        let both = "X-ACCEPT-WHOISTRUSTEE-TAC X-ACCEPT-WHOISTRUSTEELITE-TAC";
        if z.privacy { both } else { "" }.to_owned()
    }),
    ("ZONEADMINCONTACTSMAX", |z, _| z.admin.most.to_string()),
    ("ZONEADMINCONTACTSMIN", |z, _| z.admin.least.to_string()),
    ("ZONEBILLINGCONTACTSMAX", |z, _| z.billing.most.to_string()),
    ("ZONEBILLINGCONTACTSMIN", |z, _| z.billing.least.to_string()),
    ("ZONEPOLICYDOMAINTRADEAPPROVECONFIRMATION", |_, _| {
        String::new()
    }),
    ("ZONEPOLICYDOMAINTRADEREQUESTCONFIRMATION", |_, _| {
        String::new()
    }),
    ("ZONEPOLICYREGISTRANTNAMECHANGEBY", |z, _| {
        z.owner_change.clone()
    }),
    ("ZONEREGISTRANTCONTACTSMAX", |_, _| "1".to_owned()),
    ("ZONEREGISTRANTCONTACTSMIN", |_, _| "1".to_owned()),
    ("ZONEREGISTRATIONPERIODS", |z, _| z.registration.periods()),
    ("ZONERENEWALPERIODS", |z, _| z.renewal.periods()),
    ("ZONETECHCONTACTSMAX", |z, _| z.tech.most.to_string()),
    ("ZONETECHCONTACTSMIN", |z, _| z.tech.least.to_string()),
    ("ZONETRADEPERIODS", |z, _| {
        if z.owner_change == "TRADE" { "0Y" } else { "" }.to_owned()
    }),
    ("ZONETRANSFERPERIODS", |z, _| z.transfer.periods()),
];

/// What only QueryDomainOptions has.
const OPTIONS: &[Fact] = &[
    ("X-INSTANTMOBILIZER", |_, _| String::new()),
    ("X-TRUSTEE", |z, _| z.trustee.clone()),
    ("ZONEPOLICYDOMAINTRANSFERAPPROVECONFIRMATION", |_, _| {
        String::new()
    }),
    ("ZONEPOLICYDOMAINTRANSFERREJECTCONFIRMATION", |_, _| {
        String::new()
    }),
    ("ZONEPOLICYDOMAINTRANSFERREQUESTCONFIRMATION", |_, _| {
        String::new()
    }),
];

/// PROPERTIES=LAUNCHPHASES. The phases are those of zones that take applications.
const LAUNCH_PHASES: &[Fact] = &[
    ("LAUNCHPHASES", |z, _| match z.application.as_str() {
        "" => String::new(),
        phase => format!("{}_{phase}", z.class()),
    }),
    ("LAUNCHPHASESALLOCATIONTYPE", |z, _| only_phased(z, "FCFS")),
    ("LAUNCHPHASESAPPLICATIONDATE", |z, _| {
        only_phased(z, LAUNCHED)
    }),
    ("LAUNCHPHASESCLOSEDATE", |_, _| String::new()),
    ("LAUNCHPHASESSTARTDATE", |z, _| only_phased(z, LAUNCHED)),
];

const LAUNCHED: &str = "2016-09-22 15:00:00";

/// What only QueryDomainRepositoryInfo has. Names of registries, their web sites and their policies
/// are one made-up text for all zones.
const REPOSITORY: &[Fact] = &[
    ("ACCOUNTID", |_, _| "4535".to_owned()),
    ("DELETIONHOLDPERIOD", |z, _| days_text(z.deletion_hold_days)),
    ("DELETIONRESTORABLEPERIOD", |z, _| {
        days_text(z.deletion_restorable_days)
    }),
    ("REGISTRAR", |_, _| "SANDBOX".to_owned()),
    ("REGISTRYCHARSMAX", |_, _| "63".to_owned()),
    ("REGISTRYCHARSMIN", |z, _| z.chars_min.to_string()),
    ("REGISTRYDISPUTEPOLICY", |_, _| {
        "https://registry.example/disputes".to_owned()
    }),
    ("REGISTRYDOMAINNAMECHARSET", |_, _| {
        "LETTERANDNUMBERS".to_owned()
    }),
    ("REGISTRYEXPLICITRENEWAL", |z, _| yes(z.explicit_renewal)),
    ("REGISTRYHANDLEUPDATE", |_, _| "Supported".to_owned()),
    // The example writes this one in mixed case.
    ("REGISTRYIDNCAPABLE", |z, _| {
        if z.idn { "Yes" } else { "No" }.to_owned()
    }),
    ("REGISTRYNAMESERVERCHECKS", |z, _| yes(z.tld == "de")),
    ("REGISTRYNAMESERVERROOTUPDATE", |_, _| {
        "Real-Time".to_owned()
    }),
    ("REGISTRYREGISTRATIONSYSTEM", |z, _| {
        if z.realtime {
            "Real-Time"
        } else {
            "Non-Real-Time"
        }
        .to_owned()
    }),
    ("REGISTRYTRANSFERACKBY", |_, _| "REGISTRAR".to_owned()),
    ("REGISTRYTRANSFERCLASS", |z, _| {
        if z.push == "TAG" { "PUSH" } else { "PULL" }.to_owned()
    }),
    ("REGISTRYTRANSFEREXPIREACTION", |_, _| "ACK".to_owned()),
    ("REGISTRYTRANSFERLOCK", |z, _| yes(z.transfer_lock)),
    ("REGISTRYTRANSFERNACKBY", |_, _| "REGISTRAR".to_owned()),
    ("REGISTRYTRANSFERPENDINGPERIOD", |_, _| "5d".to_owned()),
    (
        "REGISTRYTRANSFERREALTIME",
        |z, _| yes(z.category == "ccTLD"),
    ),
    ("REGISTRYTRANSFERREQUIREAUTHCODE", |z, _| yes(z.auth_code)),
    ("REGISTRYURL", |_, _| "https://registry.example/".to_owned()),
    ("REGISTRYURLNAME", |_, _| "Registry".to_owned()),
    ("REGISTRYWHOISSERVER", |_, _| "-".to_owned()),
    ("REGISTRYWHOISUPDATE", |_, _| "Real-Time".to_owned()),
    ("RESTOREPOLICY", |z, _| z.restore.clone()),
    ("ZONEPOLICYCONTACTORIGINCOUNTRY", |_, _| String::new()),
    ("ZONEPOLICYCONTACTORIGINCOUNTRYREQUIREDFOR", |_, _| {
        "NONE".to_owned()
    }),
    ("ZONEPOLICYDOMAINTRANSFERAPPROVECONFIRMATION", |z, _| {
        foa(z, "EMAIL")
    }),
    ("ZONEPOLICYDOMAINTRANSFERREJECTCONFIRMATION", |z, _| {
        foa(z, "ICANN-FOA-REJECT")
    }),
    ("ZONEPOLICYDOMAINTRANSFERREQUESTCONFIRMATION", |z, _| {
        foa(z, "ICANN-FOA-REQUEST")
    }),
    ("ZONEREGISTRATIONGRACEPERIOD", |_, _| "0".to_owned()),
    ("ZONEREGISTRATIONPERIOD", |z, _| z.registration.periods()),
    ("ZONERENEWALACCOUNTINGPERIOD", |z, _| {
        days_text(z.accounting_days)
    }),
    ("ZONERENEWALFAILUREPERIOD", |z, _| days_text(z.failure_days)),
    ("ZONERENEWALFINALIZATIONPERIOD", |z, _| {
        days_text(z.finalization_days)
    }),
    ("ZONERENEWALPAYMENTPERIOD", |z, _| days_text(z.payment_days)),
    ("ZONESECDNSINTERFACE", |z, _| z.secdns.clone()),
];

/// Where an owner change is a trade.
const TRADES: &[Fact] = &[
    ("REGISTRYTRADEREALTIME", |z, _| yes(z.trade_realtime)),
    (
        "REGISTRYTRADETRANSFERINCLUDED",
        |z, _| yes(z.trade_included),
    ),
];

/// What the privacy services are, a row each.
const ADDONS: &[(&str, [&str; 2])] = &[
    ("ADDONCLASS", ["PROXY", "PROXY"]),
    ("ADDONDISPUTEEMAIL", ["", ""]),
    ("ADDONID", ["WHOISTRUSTEE", "WHOISTRUSTEELITE"]),
    ("ADDONNOTIFICATIONEMAIL", ["", ""]),
    ("ADDONPOLICYOWNERCHANGE", ["IGNORE", "IGNORE"]),
    (
        "ADDONPROPERTYTYPE",
        ["X-ACCEPT-WHOISTRUSTEE-TAC", "X-ACCEPT-WHOISTRUSTEELITE-TAC"],
    ),
    ("ADDONPROPERTYVALUE", ["1", "1"]),
    ("ADDONRENEWALGRACEPERIODSECONDS", ["0", "0"]),
    ("ADDONRENEWALPERIOD", ["1M", "1M"]),
    ("ADDONREPLACEPROPERTIES", ["", ""]),
];

/// A row a name, paired by index. A zone that is not supported has empty cells, or makes the whole
/// command 549 (quirk `options_unknown_zone`).
fn query_domain_options(call: &mut Call<'_>) -> Outcome {
    if call.command.filled("REPOSITORY").is_some() || !call.command.list("REPOSITORY").is_empty() {
        return Err(Refusal::not_simulated("REPOSITORY"));
    }
    let mut names: Vec<&str> = call.command.list("DOMAIN").iter().map(|n| n.1).collect();
    names.extend(call.command.filled("DOMAIN"));
    if names.len() > MOST_NAMES {
        return Err(Refusal::new(541, "TOO MANY DOMAINS"));
    }
    let mut rows = Vec::new();
    for name in names {
        let zone = zone_of(name);
        if zone.is_none() && call.quirks.is("options_unknown_zone", "549") {
            return Err(Refusal::new(549, format!("TLD OF {name} IS NOT SUPPORTED")));
        }
        rows.push(zone);
    }
    let asked = call.command.filled("PROPERTIES").unwrap_or_default();
    let phases = asked.eq_ignore_ascii_case("LAUNCHPHASES");
    let extra = options_extra(call);
    let facts = COMMON.iter().chain(OPTIONS).chain(extra.iter());
    let facts = facts.chain(if phases { LAUNCH_PHASES } else { &[] });
    let entity = call.book.entity;
    Ok(facts.fold(Response::ok(), |response, (name, fact)| {
        let cell = |zone: Option<&Zone>| zone.map_or_else(String::new, |z| fact(z, entity));
        response.with_all(name, rows.iter().copied().map(cell))
    }))
}

/// A documented property that the example lacks, and one that only old clients read.
fn options_extra(call: &Call<'_>) -> Vec<Fact> {
    let mut extra: Vec<Fact> = Vec::new();
    if call.quirks.is("options_auth_code", "present") {
        extra.push(("REGISTRYTRANSFERREQUIREAUTHCODE", |z, _| yes(z.auth_code)));
    }
    if call.quirks.is("options_restorable", "present") {
        extra.push(("ZONEDELETIONRESTORABLEPERIOD", |z, _| {
            days_text(z.deletion_restorable_days)
        }));
    }
    extra
}

/// The facts of one name's zone; the name need not exist. 549 for an unsupported one.
fn query_domain_repository_info(call: &mut Call<'_>) -> Outcome {
    let name = call.required("DOMAIN")?;
    let zone = zone_of(name)
        .ok_or_else(|| Refusal::new(549, format!("TLD OF {name} IS NOT SUPPORTED")))?;
    let trades = match zone.owner_change.as_str() {
        "TRADE" => TRADES,
        _ => &[],
    };
    let facts = COMMON.iter().chain(REPOSITORY).chain(trades);
    let entity = call.book.entity;
    let mut response = facts.fold(Response::ok(), |response, (name, fact)| {
        response.with(name, fact(zone, entity))
    });
    response = response.with_all("CATEGORY", categories(zone));
    for (name, cells) in ADDONS.iter().filter(|_| zone.privacy) {
        response = response.with_all(name, cells.map(str::to_owned));
    }
    Ok(response)
}

/// A zone of a name, or of a bare `com`.
fn zone_of(name: &str) -> Option<&'static Zone> {
    let parsed = DomainName::parse(name);
    parsed
        .and_then(|parsed| zones::zone(parsed.zone()))
        .or_else(|| zones::zone(&name.to_lowercase()))
}

fn categories(zone: &Zone) -> Vec<String> {
    match zone.category.as_str() {
        "ccTLD" => vec!["ccTLD".to_owned()],
        category => vec!["ICANN".to_owned(), category.to_owned()],
    }
}

/// Confirmations that ICANN's transfer policy asks for.
fn foa(zone: &Zone, text: &str) -> String {
    if zone.category == "ccTLD" { "" } else { text }.to_owned()
}

fn only_phased(zone: &Zone, text: &str) -> String {
    if zone.application.is_empty() {
        ""
    } else {
        text
    }
    .to_owned()
}

fn yes(value: bool) -> String {
    if value { "YES" } else { "NO" }.to_owned()
}
