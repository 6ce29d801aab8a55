//! Faults by chance: each received command draws one number from a seeded generator, so that the
//! same commands after the same plan meet the same faults.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::effect::{Effect, check_keys};
use crate::pattern;
use crate::world::Rng;

/// Probabilities are parts of this.
const WHOLE: u64 = 1_000;

/// A plan, as given.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    seed: u64,
    rules: Vec<Value>,
}

/// One effect and how often it hits.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Rule {
    /// Pattern of the command name.
    #[serde(default = "any")]
    command: String,
    /// Pattern of the object.
    #[serde(default = "any")]
    object: String,
    /// How many of a thousand commands that match.
    per_mille: u64,
    #[serde(flatten)]
    effect: Effect,
}

fn any() -> String {
    "*".to_owned()
}

/// A plan and how far it has come; the default has no rules.
#[derive(Clone, Debug)]
pub struct Chaos {
    seed: u64,
    rng: Rng,
    rules: Vec<Rule>,
    drawn: u64,
    hits: u64,
}

impl Default for Chaos {
    fn default() -> Self {
        Self {
            seed: 0,
            rng: Rng::new(0),
            rules: Vec::new(),
            drawn: 0,
            hits: 0,
        }
    }
}

impl Chaos {
    /// Reads a plan: `{"seed": 7, "rules": [{"effect": "cut_body", "per_mille": 20}, ...]}`.
    ///
    /// # Errors
    ///
    /// What is wrong with it: an unknown key or effect, an effect that comes before the command is
    /// known, rules that hit more than all commands.
    pub fn read(plan: Value) -> Result<Self, String> {
        let plan: Plan = serde_json::from_value(plan).map_err(|error| error.to_string())?;
        let rules = plan.rules.into_iter().map(|value| {
            check_keys(&value, &["command", "object", "per_mille"])?;
            serde_json::from_value(value).map_err(|error| error.to_string())
        });
        let rules = rules.collect::<Result<Vec<Rule>, String>>()?;
        if rules.iter().any(|rule| rule.effect.knows_no_command()) {
            return Err("chance needs a command; take close_before_executing".to_owned());
        }
        let sum: u64 = rules.iter().map(|rule| rule.per_mille.min(WHOLE + 1)).sum();
        if sum > WHOLE {
            return Err(format!("the rules hit {sum} of {WHOLE} commands"));
        }
        Ok(Self {
            seed: plan.seed,
            rng: Rng::new(plan.seed),
            rules,
            drawn: 0,
            hits: 0,
        })
    }

    /// Draws for a command. Every command draws when there is a plan, whether a rule names it or
    /// not: a read more or less moves the faults, a changed rule does not.
    pub(crate) fn draw(&mut self, command: &str, object: &str, can_pend: bool) -> Option<Effect> {
        if self.rules.is_empty() {
            return None;
        }
        self.drawn += 1;
        let drawn = self.rng.below(WHOLE);
        let mut end = 0;
        let rule = self.rules.iter().find(|rule| {
            end += rule.per_mille;
            drawn < end
        })?;
        let fits = (can_pend || rule.effect != Effect::Pending)
            && pattern::matches(&rule.command, command)
            && pattern::matches(&rule.object, object);
        let effect = fits.then(|| rule.effect.clone());
        self.hits += u64::from(fits);
        effect
    }

    /// The plan, how many commands have drawn, and how many were hit.
    pub(crate) fn shown(&self) -> Value {
        json!({
            "seed": self.seed,
            "rules": self.rules,
            "drawn": self.drawn,
            "hits": self.hits,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    fn hits(seed: u64) -> Vec<usize> {
        let plan = json!({"seed": seed, "rules": [
            {"command": "Add*", "per_mille": 50, "effect": "cut_body"},
            {"per_mille": 50, "effect": "pending"},
        ]});
        let mut chaos = Chaos::read(plan).unwrap();
        let hit = |_: &usize| chaos.draw("AddDomain", "a.com", false).is_some();
        (0..2_000).filter(hit).collect()
    }

    #[test]
    fn a_seed_repeats_its_faults_and_about_as_many_as_told_are_hit() {
        assert_eq!(hits(7), hits(7));
        assert_ne!(hits(7), hits(8));
        assert!((70..130).contains(&hits(7).len()), "{}", hits(7).len());
    }

    #[test]
    fn plans_that_make_no_sense_are_refused() {
        for plan in [
            json!({"seed": 1, "rules": [{"per_mille": 1_001, "effect": "cut_body"}]}),
            json!({"seed": 1, "rules": [{"per_mille": 1, "effect": "close_on_accept"}]}),
            json!({"seed": 1, "rules": [{"per_mille": 1, "effect": "cut_body", "often": 1}]}),
            json!({"rules": []}),
        ] {
            assert!(Chaos::read(plan.clone()).is_err(), "{plan}");
        }
    }
}
