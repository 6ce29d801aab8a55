//! The filters. Values are patterns (`*`, `?`), so DOMAIN is no exact look-up; MIN and MAX compare
//! times as text, which the wire's form allows. A filter sent empty is no filter.

use regex::{Regex, RegexBuilder};

use super::Version;
use super::cells::Cells;
use crate::pattern;
use crate::wire::{Command, Refusal};
use crate::world::Domain;

/// All filters of one command.
pub(super) struct Filter(Vec<Condition>);

struct Condition {
    /// Cells, one of which must pass.
    cells: Vec<String>,
    test: Test,
}

enum Test {
    /// One word of the cell is one of these, in any case.
    Among(Vec<String>),
    /// At most.
    Max(String),
    /// At least.
    Min(String),
    /// One word of the cell matches the pattern.
    Pattern(String),
    Regex {
        regex: Regex,
        wanted: bool,
    },
}

/// Parameters that filter the cell of the same name by pattern.
const SAME_NAME: &[&str] = &[
    "ADDON-PROXY",
    "ADMINCONTACT",
    "BILLINGCONTACT",
    "DESCRIPTION",
    "DOMAIN",
    "NAMESERVER",
    "OBJECTCLASS",
    "OBJECTID",
    "OWNERCONTACT",
    "REPOSITORY",
    "STATUS",
    "SUBCLASS",
    "TECHCONTACT",
    "TRANSFERLOCK",
    "USER",
    "X-ACCEPT-WHOISTRUSTEE-TAC",
    "X-ACCEPT-WHOISTRUSTEELITE-TAC",
];

const CONTACTS: &[&str] = &[
    "OWNERCONTACT",
    "ADMINCONTACT",
    "TECHCONTACT",
    "BILLINGCONTACT",
];

impl Filter {
    pub(super) fn read(command: &Command, version: Version) -> Result<Self, Refusal> {
        let mut conditions = Vec::new();
        for (key, value) in command.parameters() {
            if value.is_empty() {
                continue;
            }
            if let Some(condition) = condition(key, value, version)? {
                conditions.push(condition);
            }
        }
        for base in ["DOMAIN", "NAMESERVER"] {
            let wanted: Vec<String> = filled(command, base);
            if !wanted.is_empty() {
                conditions.push(on(base, Test::Among(wanted)));
            }
        }
        Ok(Self(conditions))
    }

    pub(super) fn accepts(&self, cells: &Cells<'_>, domain: &Domain) -> bool {
        self.0.iter().all(|condition| {
            condition
                .cells
                .iter()
                .any(|cell| condition.test.passes(&cells.value(domain, cell)))
        })
    }
}

fn filled(command: &Command, base: &str) -> Vec<String> {
    let list = command.list(base).into_iter();
    list.map(|(_, value)| value.to_lowercase())
        .filter(|value| !value.is_empty())
        .collect()
}

fn on(cell: &str, test: Test) -> Condition {
    Condition {
        cells: vec![cell.to_owned()],
        test,
    }
}

fn condition(key: &str, value: &str, version: Version) -> Result<Option<Condition>, Refusal> {
    let pattern = || Test::Pattern(value.to_owned());
    if SAME_NAME.contains(&key) {
        return Ok(Some(on(key, pattern())));
    }
    if let Some((cell, wanted)) = regex_cell(key) {
        let regex = RegexBuilder::new(value)
            .case_insensitive(true)
            .build()
            .map_err(|_| Refusal::new(505, key))?;
        return Ok(Some(on(cell, Test::Regex { regex, wanted })));
    }
    let dated = |cell: &str| cell.ends_with("DATE");
    Ok(match key {
        "CONTACT" => Some(Condition {
            cells: CONTACTS.iter().map(|cell| (*cell).to_owned()).collect(),
            test: pattern(),
        }),
        // Version 1 writes the subclass with a dot at its end.
        "DOMAINSUBCLASS" => {
            let class = value.trim_end_matches('.').to_owned();
            Some(on("SUBCLASS", Test::Pattern(class)))
        }
        // Version 1 says RENEW, version 2 AUTORENEW.
        "RENEWALMODE" if version == Version::One => Some(on("SHORTRENEWALMODE", pattern())),
        "RENEWALMODE" => Some(on("RENEWALMODE", pattern())),
        "X-TRUSTEE" | "X-MOBI-ACCEPT-INSTANTMOBILIZER-TAC" if value == "1" => {
            Some(on(key, pattern()))
        }
        _ => match (key.strip_prefix("MIN"), key.strip_prefix("MAX")) {
            (Some(cell), _) if dated(cell) => Some(on(cell, Test::Min(value.to_owned()))),
            (_, Some(cell)) if dated(cell) => Some(on(cell, Test::Max(value.to_owned()))),
            _ => None,
        },
    })
}

/// `DOMAINREGEX` wants a match, `DOMAINREGEXNOT` none.
fn regex_cell(key: &str) -> Option<(&str, bool)> {
    match key.strip_suffix("REGEXNOT") {
        Some(cell) => Some((cell, false)),
        None => key.strip_suffix("REGEX").map(|cell| (cell, true)),
    }
}

impl Test {
    fn passes(&self, cell: &str) -> bool {
        match self {
            Self::Among(wanted) => cell
                .split(' ')
                .any(|word| wanted.iter().any(|w| w.eq_ignore_ascii_case(word))),
            Self::Max(most) => !cell.is_empty() && cell <= most.as_str(),
            Self::Min(least) => cell >= least.as_str(),
            Self::Pattern(wanted) => cell.split(' ').any(|word| pattern::matches(wanted, word)),
            Self::Regex { regex, wanted } => regex.is_match(cell) == *wanted,
        }
    }
}
