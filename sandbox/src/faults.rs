//! Faults on order: what goes wrong, for which command, how often.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::effect::{Effect, check_keys};
use crate::pattern;

/// One entry of the fault queue. The first entry that matches a command is applied.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fault {
    /// Pattern of the command name (`*`, `?`; any case).
    #[serde(default = "any")]
    pub command: String,
    /// Pattern of the object, e.g. the domain name.
    #[serde(default = "any")]
    pub object: String,
    /// Only the command with this number: the how-manieth received of any name, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nth: Option<u64>,
    /// How many matching commands pass unharmed first.
    #[serde(default)]
    pub skip: u32,
    /// How many are hit after that.
    #[serde(default = "once")]
    pub count: u32,
    /// What happens.
    #[serde(flatten)]
    pub effect: Effect,
}

fn any() -> String {
    "*".to_owned()
}

fn once() -> u32 {
    1
}

impl Fault {
    /// Reads a fault; a misspelt key is an error (serde cannot see that below `flatten`).
    pub(crate) fn from_json(value: Value) -> Result<Self, String> {
        check_keys(&value, &["command", "count", "nth", "object", "skip"])?;
        serde_json::from_value(value).map_err(|error| error.to_string())
    }
}

/// The queue.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    /// Appends a fault; refuses one that could never match.
    pub(crate) fn add(&mut self, fault: Fault) -> Result<(), String> {
        let anything = fault.command == "*" && fault.object == "*" && fault.nth.is_none();
        if fault.effect.knows_no_command() && !anything {
            let words = "this effect comes before the command is known: command and object must be *, without nth";
            return Err(words.to_owned());
        }
        if fault.count == 0 {
            return Err("count must be at least 1".to_owned());
        }
        self.0.push(fault);
        Ok(())
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// What is still to come.
    pub(crate) fn waiting(&self) -> &[Fault] {
        &self.0
    }

    /// Takes `effect` for a connection or request whose command is not known yet.
    pub(crate) fn take_early(&mut self, effect: &Effect) -> bool {
        self.take(|fault| fault.effect == *effect).is_some()
    }

    /// Takes the effect for a command. `can_pend` keeps PENDING away from other commands.
    pub(crate) fn take_for(
        &mut self,
        number: u64,
        command: &str,
        object: &str,
        can_pend: bool,
    ) -> Option<Effect> {
        self.take(|fault| {
            !fault.effect.knows_no_command()
                && fault.nth.is_none_or(|nth| nth == number)
                && (can_pend || fault.effect != Effect::Pending)
                && pattern::matches(&fault.command, command)
                && pattern::matches(&fault.object, object)
        })
    }

    fn take(&mut self, matches: impl Fn(&Fault) -> bool) -> Option<Effect> {
        let place = self.0.iter().position(matches)?;
        let fault = self.0.get_mut(place)?;
        if fault.skip > 0 {
            fault.skip -= 1;
            return None;
        }
        let effect = fault.effect.clone();
        fault.count -= 1;
        if fault.count == 0 {
            self.0.remove(place);
        }
        Some(effect)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use serde_json::json;

    use super::*;

    fn queue(json: &str) -> Faults {
        let mut faults = Faults::default();
        faults.add(serde_json::from_str(json).unwrap()).unwrap();
        faults
    }

    #[test]
    fn a_fault_hits_the_matching_commands_only_and_as_often_as_told() {
        let mut faults = queue(r#"{"command":"Add*","skip":1,"count":2,"effect":"cut_body"}"#);
        let mut hit = |name| faults.take_for(1, name, "a.com", true).is_some();
        assert!(!hit("StatusDomain"));
        assert!(!hit("AddDomain"));
        assert!(hit("AddDomain"));
        assert!(hit("addcontact"));
        assert!(!hit("AddDomain"));
    }

    #[test]
    fn a_fault_can_name_the_number_of_its_command() {
        let mut faults = queue(r#"{"nth":3,"effect":"cut_body"}"#);
        let mut hit = |number| {
            faults
                .take_for(number, "AddDomain", "a.com", true)
                .is_some()
        };
        assert!(!hit(2));
        assert!(hit(3));
        assert!(!hit(3));
    }

    #[test]
    fn pending_waits_for_a_command_that_can_be_pending() {
        let mut faults = queue(r#"{"effect":"pending"}"#);
        assert_eq!(faults.take_for(1, "StatusDomain", "a.com", false), None);
        assert_eq!(
            faults.take_for(1, "AddDomain", "a.com", true),
            Some(Effect::Pending)
        );
    }

    #[test]
    fn faults_that_could_never_match_are_refused() {
        let mut faults = Faults::default();
        let early = r#"{"command":"AddDomain","effect":"close_before_reading"}"#;
        assert!(faults.add(serde_json::from_str(early).unwrap()).is_err());
        assert!(
            faults
                .add(serde_json::from_str(r#"{"count":0,"effect":"cut_body"}"#).unwrap())
                .is_err()
        );
        for wrong in [
            json!({"effect": "meteor"}),
            json!({"effect": "cut_body", "cuont": 2}),
        ] {
            assert!(Fault::from_json(wrong).is_err());
        }
    }
}
