//! The quota: every command costs points, which are forgotten with time. Off unless the quirk
//! `quota` is on.
//!
//! The figures are those of the public wiki page about the quota system: a check 1 point a name,
//! register, transfer, trade and contact 10; beyond the soft limit of 300 every call is 5 seconds
//! late, at the hard limit of 500 the account is locked; a fifth is forgotten each minute. What the
//! page leaves open is inferred: any other command costs 1, the lock ends when the points are below
//! the soft limit again, and a refused call costs nothing.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::wire::{Command, Refusal};
use crate::world::Entity;

/// Commands that cost ten points.
const EXPENSIVE: &[&str] = &[
    "ADDCONTACT",
    "ADDDOMAIN",
    "ADDDOMAINAPPLICATION",
    "CLONECONTACT",
    "MODIFYCONTACT",
    "TRADEDOMAIN",
    "TRANSFERDOMAIN",
];

/// The figures; each may be set.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Figures {
    soft: u64,
    hard: u64,
    /// How much of the points a minute takes away.
    decay_percent: u64,
    /// How late an answer is beyond the soft limit.
    delay_milliseconds: u64,
}

impl Default for Figures {
    fn default() -> Self {
        Self {
            soft: 300,
            hard: 500,
            decay_percent: 20,
            delay_milliseconds: 5_000,
        }
    }
}

/// The points of all accounts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Quota {
    figures: Figures,
    used: BTreeMap<(Entity, String), Usage>,
}

#[derive(Clone, Copy, Debug)]
struct Usage {
    /// Thousandths of a point: what is forgotten leaves fractions.
    thousandths: u64,
    /// Up to when minutes were counted.
    since: Timestamp,
    locked: bool,
}

impl Quota {
    /// Other figures; all points are forgotten.
    pub(crate) fn set(&mut self, figures: Figures) {
        *self = Self {
            figures,
            used: BTreeMap::new(),
        };
    }

    /// All points are forgotten.
    pub(crate) fn forget(&mut self) {
        self.used.clear();
    }

    /// The figures, and the points of each account as of its last call.
    pub(crate) fn shown(&self) -> Value {
        let used = self.used.iter().map(|((entity, account), usage)| {
            let points = usage.thousandths / 1_000;
            let name = format!("{}/{account}", entity.name());
            (name, json!({ "points": points, "locked": usage.locked }))
        });
        json!({ "figures": self.figures, "used": used.collect::<BTreeMap<_, _>>() })
    }

    /// Takes the points of a command; how late its answer is to be, or 425.
    pub(crate) fn spend(
        &mut self,
        entity: Entity,
        account: &str,
        command: &Command,
        now: Timestamp,
    ) -> Result<Duration, Refusal> {
        let figures = self.figures;
        let key = (entity, account.to_owned());
        let usage = self.used.entry(key).or_insert(Usage {
            thousandths: 0,
            since: now,
            locked: false,
        });
        usage.forget(figures, now);
        if usage.locked {
            return Err(Refusal::new(425, ""));
        }
        usage.thousandths += points(command) * 1_000;
        usage.locked = usage.thousandths >= figures.hard * 1_000;
        let late = usage.thousandths >= figures.soft * 1_000;
        let delay = if late { figures.delay_milliseconds } else { 0 };
        Ok(Duration::from_millis(delay))
    }
}

impl Usage {
    fn forget(&mut self, figures: Figures, now: Timestamp) {
        let minutes = (now.as_second() - self.since.as_second()).max(0) / 60;
        let kept = 100_u64.saturating_sub(figures.decay_percent);
        // After this many minutes nothing is left, whatever the figures.
        for _ in 0..minutes.min(1_000) {
            self.thousandths = self.thousandths * kept / 100;
        }
        let counted = jiff::SignedDuration::from_mins(minutes);
        self.since = self.since.checked_add(counted).unwrap_or(now);
        self.locked &= self.thousandths >= figures.soft * 1_000;
    }
}

fn points(command: &Command) -> u64 {
    let name = command.name().to_uppercase();
    if name == "CHECKDOMAINS" {
        let names = command.list("DOMAIN").len().max(1);
        return u64::try_from(names).unwrap_or(u64::MAX);
    }
    if EXPENSIVE.contains(&name.as_str()) {
        10
    } else {
        1
    }
}
