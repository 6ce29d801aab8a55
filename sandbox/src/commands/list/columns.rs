//! Which columns an answer has.
//!
//! Version 1 puts `DOMAIN` before most names, version 2 uses plain ones and calls the name
//! `OBJECTID` (wire facts, column names of QueryDomainList).

use super::Version;
use crate::commands::Call;
use crate::world::Domain;

/// A column: its name on the wire and the cell it shows.
pub(super) struct Column {
    pub(super) name: String,
    pub(super) source: String,
}

/// Version 1, WIDE: plain cells shown with `DOMAIN` before the name.
const PREFIXED: &[&str] = &[
    "ACCOUNTINGDATE",
    "ADMINCONTACT",
    "AUTH",
    "BILLINGCONTACT",
    "CONFIGCLASS",
    "CREATEDBY",
    "CREATEDDATE",
    "EXPIRATIONDATE",
    "FAILUREDATE",
    "FINALIZATIONDATE",
    "INTERNALNAMESERVER",
    "NEXTACTION",
    "NEXTACTIONDATE",
    "OWNERCONTACT",
    "PAIDUNTILDATE",
    "PREPAIDPERIOD",
    "REGISTRAR",
    "REGISTRARTRANSFERDATE",
    "REGISTRARUPDATEDDATE",
    "REGISTRATIONEXPIRATIONDATE",
    "RENEWALPERIOD",
    "REPOSITORY",
    "STATUS",
    "SUBCLASS",
    "TECHCONTACT",
    "TRANSFERDATE",
    "TRANSFERLOCK",
    "UPDATEDBY",
    "UPDATEDDATE",
];

/// Version 1, WIDE: cells under their own name.
const UNPREFIXED: &[&str] = &[
    "PARENTUSER",
    "PEERUSER",
    "USER",
    "X-ACCEPT-WHOISTRUSTEE-TAC",
    "X-ACCEPT-WHOISTRUSTEELITE-TAC",
    "X-EXPIRED",
    "X-MOBI-ACCEPT-INSTANTMOBILIZER-TAC",
    "X-TRUSTEE",
];

/// Version 2 without WIDE (after the sales example of the reference).
const NARROW: &[&str] = &[
    "DESCRIPTION",
    "OBJECTCLASS",
    "OBJECTID",
    "REPOSITORY",
    "SUBCLASS",
];

/// Version 2, WIDE: what comes on top.
const WIDE: &[&str] = &[
    "ACCOUNTINGDATE",
    "ADMINCONTACT",
    "AUTH",
    "BILLINGCONTACT",
    "CLAIMKEY",
    "CREATEDDATE",
    "EXPIRATIONDATE",
    "FAILUREDATE",
    "FINALIZATIONDATE",
    "INTERNALNAMESERVER",
    "INVALIDPARAMETER",
    "MISSINGPARAMETER",
    "NAMESERVER",
    "NEXTACTION",
    "NEXTACTIONDATE",
    "OWNERCONTACT",
    "PAIDUNTILDATE",
    "PARENTUSER",
    "PEERUSER",
    "PREPAIDPERIOD",
    "RENEWALMODE",
    "RENEWALPERIOD",
    "ROID",
    "STATUS",
    "TECHCONTACT",
    "TRANSFERDATE",
    "TRANSFERLOCK",
    "UPDATEDDATE",
    "USER",
];

/// PROPERTIES=PRICE (version 2) or RENEWALPRICE (version 1).
const PRICES: &[&str] = &["CURRENCY", "RENEWALGROSSPRICE", "RENEWALPRICE", "VAT"];

/// PROPERTIES=TRANSFER.
const TRANSFER: &[&str] = &[
    "TRANSFER-CREATEDDATE",
    "TRANSFER-DIRECTION",
    "TRANSFER-NEWREGISTRAR",
    "TRANSFER-OLDREGISTRAR",
    "TRANSFER-STATUS",
];

/// The columns of an answer, without the numbered nameserver columns of version 1.
pub(super) fn columns(call: &Call<'_>, version: Version) -> Vec<Column> {
    let wide = call.command.flag("WIDE");
    let mut found: Vec<Column> = Vec::new();
    let mut plain = |names: &[&str]| found.extend(names.iter().map(|name| column(name, name)));
    match version {
        Version::One => plain(&["DOMAIN"]),
        Version::Two => plain(NARROW),
    }
    if wide && version == Version::One {
        plain(UNPREFIXED);
    } else if wide {
        plain(WIDE);
        plain(privacy_columns(call));
    }
    if wide && version == Version::One {
        let prefixed = PREFIXED
            .iter()
            .map(|name| column(&format!("DOMAIN{name}"), prefixed_source(name)));
        found.extend(prefixed);
        found.push(column("DOMAINUMLAUT", "DESCRIPTION"));
        found.push(column("DOMAINRENEWALMODE", "SHORTRENEWALMODE"));
        found.push(column("DOMAINNAMESERVER", "FIRSTNAMESERVER"));
    } else if wide && call.quirks.is("list_renewal_mode", "renew") {
        for entry in found.iter_mut().filter(|c| c.name == "RENEWALMODE") {
            "SHORTRENEWALMODE".clone_into(&mut entry.source);
        }
    }
    found.extend(asked_columns(call));
    found
}

/// What PROPERTIES adds.
fn asked_columns(call: &Call<'_>) -> Vec<Column> {
    let asked = call.command.filled("PROPERTIES").unwrap_or_default();
    asked
        .split_whitespace()
        .flat_map(|word| match word.to_uppercase().as_str() {
            "PRICE" | "RENEWALPRICE" => PRICES,
            "TRANSFER" => TRANSFER,
            _ => &[],
        })
        .map(|name| column(name, name))
        .collect()
}

fn privacy_columns(call: &Call<'_>) -> &'static [&'static str] {
    match call.quirks.value("list_privacy_column") {
        "ADDON-PROXY" => &["ADDON-PROXY"],
        "X-ACCEPT-WHOISTRUSTEE-TAC" => {
            &["X-ACCEPT-WHOISTRUSTEE-TAC", "X-ACCEPT-WHOISTRUSTEELITE-TAC"]
        }
        _ => &[
            "ADDON-PROXY",
            "X-ACCEPT-WHOISTRUSTEE-TAC",
            "X-ACCEPT-WHOISTRUSTEELITE-TAC",
        ],
    }
}

/// Version 1, WIDE: `DOMAINNAMESERVER0`.. up to the longest list of the page.
pub(super) fn numbered_nameservers(
    call: &Call<'_>,
    version: Version,
    rows: &[&Domain],
) -> Vec<(String, Vec<String>)> {
    if version == Version::Two || !call.command.flag("WIDE") {
        return Vec::new();
    }
    let most = rows.iter().map(|d| d.nameservers.len()).max().unwrap_or(0);
    (0..most)
        .map(|index| {
            let cell = |d: &&Domain| d.nameservers.get(index).cloned().unwrap_or_default();
            (
                format!("DOMAINNAMESERVER{index}"),
                rows.iter().map(cell).collect(),
            )
        })
        .collect()
}

/// A domain that was never transferred has the null date in version 1 and nothing in version 2
/// (examples of the reference).
fn prefixed_source(name: &'static str) -> &'static str {
    match name {
        "TRANSFERDATE" => "REGISTRARTRANSFERDATE",
        _ => name,
    }
}

fn column(name: &str, source: &str) -> Column {
    Column {
        name: name.to_owned(),
        source: source.to_owned(),
    }
}
