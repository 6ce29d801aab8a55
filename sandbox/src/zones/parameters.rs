//! The X- parameters of each zone, and what a registration there must say
//! (`data/zone_parameters.json`, derived by `tools/derive_zone_parameters.py`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::wire::{Command, Refusal};

/// One parameter of one zone.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ZoneParameter {
    tld: String,
    parameter: String,
    #[serde(default)]
    required: bool,
    /// Required only where this parameter has one of `values`.
    when: Option<String>,
    #[serde(default)]
    values: Vec<String>,
    /// It is 1, or it is no agreement.
    #[serde(default)]
    agreement: bool,
}

struct Tables {
    by_zone: BTreeMap<String, Vec<ZoneParameter>>,
    /// Parameters that some zone has for itself, and which zones.
    zones_of: BTreeMap<String, Vec<String>>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let rows: Vec<ZoneParameter> =
        crate::embedded::rows_below_header(include_str!("../../data/zone_parameters.json"));
    let mut tables = Tables {
        by_zone: BTreeMap::new(),
        zones_of: BTreeMap::new(),
    };
    for row in rows {
        let zones = tables.zones_of.entry(row.parameter.clone()).or_default();
        zones.push(row.tld.clone());
        tables.by_zone.entry(row.tld.clone()).or_default().push(row);
    }
    tables
});

/// Whether a registration says all that the zone asks: 504 for what is missing, 541 for an agreement
/// that is refused.
pub(crate) fn check_required(tld: &str, command: &Command) -> Result<(), Refusal> {
    for row in TABLES.by_zone.get(tld).into_iter().flatten() {
        match command.filled(&row.parameter) {
            None if row.is_required(command) => return Err(Refusal::new(504, &row.parameter)),
            Some(value) if row.agreement && value != "1" => {
                return Err(Refusal::new(541, format!("{} ({value})", row.parameter)));
            }
            _ => {}
        }
    }
    Ok(())
}

/// 503 for a parameter that other zones have for themselves and this one has not. Parameters that no
/// zone has for itself are everybody's; a zone below another one has the other's too.
pub(crate) fn check_known(tld: &str, command: &Command) -> Result<(), Refusal> {
    let above = tld.rsplit('.').next().unwrap_or(tld);
    let stranger = command.parameters().find(|(key, _)| {
        let zones = TABLES.zones_of.get(*key);
        zones.is_some_and(|zones| !zones.iter().any(|zone| zone == tld || zone == above))
    });
    match stranger {
        Some((key, _)) => Err(Refusal::new(503, key)),
        None => Ok(()),
    }
}

impl ZoneParameter {
    fn is_required(&self, command: &Command) -> bool {
        let among = |when: &String| {
            let value = command.filled(when).unwrap_or_default();
            self.values.iter().any(|wanted| wanted == value)
        };
        self.required && self.when.as_ref().is_none_or(among)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::reference;
    use crate::zones::zone;

    #[test]
    fn every_parameter_is_documented_and_every_zone_known() {
        let table = reference();
        for (tld, rows) in &TABLES.by_zone {
            let application = zone(tld).map(|zone| !zone.application.is_empty());
            assert!(application.is_some(), "{tld} is in zones.json");
            for row in rows.iter().filter(|row| row.required) {
                let command = match application {
                    Some(true) => "AddDomainApplication",
                    _ => "AddDomain",
                };
                let documented = table.command(command);
                assert!(
                    documented.is_some_and(|c| c.knows(&row.parameter)),
                    "{tld} {}",
                    row.parameter
                );
            }
        }
        let required = TABLES.by_zone.values().flatten().filter(|r| r.required);
        assert_eq!((required.count(), TABLES.by_zone.len()), (150, 160));
    }
}
