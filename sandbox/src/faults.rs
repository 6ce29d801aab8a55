//! Faults on order: what goes wrong, for which command, how often.

use serde::{Deserialize, Serialize};
use serde_json::Value;

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

/// What goes wrong. `execute` tells whether the command takes effect all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Effect {
    /// An answer with this code: 420, 421, 423, 425, 520 without effect, or 421 after it.
    Answer {
        /// The code.
        code: u16,
        /// Carry the command out first.
        #[serde(default)]
        execute: bool,
    },
    /// HTTP 200 with this body, e.g. `404`, or nothing at all.
    Body {
        /// The whole body.
        #[serde(default)]
        text: String,
        /// Carry the command out first.
        #[serde(default)]
        execute: bool,
    },
    /// The connection is closed after the command took effect, without an answer.
    CloseAfterExecuting,
    /// The answer is sent whole, then the connection is closed without a word.
    CloseAfterAnswer,
    /// The request is read, then the connection is closed; no effect.
    CloseBeforeExecuting,
    /// The connection is closed when the head of the request has come. The command is not known
    /// then, so `command` and `object` must be `*`.
    CloseBeforeReading,
    /// The connection is closed as soon as it is accepted; `command` and `object` must be `*`.
    CloseOnAccept,
    /// The command takes effect, the answer ends in the middle, without `EOF`; HTTP is intact.
    CutBody,
    /// The command takes effect, the answer comes late.
    Delay {
        /// How late.
        milliseconds: u64,
    },
    /// An HTTP error with an HTML page.
    HttpStatus {
        /// 500, 502, ...
        status: u16,
        /// Carry the command out first.
        #[serde(default)]
        execute: bool,
    },
    /// The registry takes its time: PENDING = 1. Only for commands that can be pending.
    Pending,
    /// The command takes effect, Content-Length promises more than comes.
    ShortBody,
}

impl Fault {
    /// Reads a fault; a misspelt key is an error (serde cannot see that below `flatten`).
    pub(crate) fn from_json(value: Value) -> Result<Self, String> {
        const KEYS: &[&str] = &[
            "code",
            "command",
            "count",
            "effect",
            "execute",
            "milliseconds",
            "object",
            "skip",
            "status",
            "text",
        ];
        let keys = value
            .as_object()
            .into_iter()
            .flat_map(|object| object.keys());
        if let Some(key) = keys.into_iter().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(format!("unknown key `{key}`; known: {}", KEYS.join(", ")));
        }
        serde_json::from_value(value).map_err(|error| error.to_string())
    }
}

impl Effect {
    /// Whether the command is carried out.
    pub(crate) fn executes(&self) -> bool {
        match self {
            Self::Answer { execute, .. }
            | Self::Body { execute, .. }
            | Self::HttpStatus { execute, .. } => *execute,
            Self::CloseBeforeExecuting | Self::CloseBeforeReading | Self::CloseOnAccept => false,
            Self::CloseAfterAnswer
            | Self::CloseAfterExecuting
            | Self::CutBody
            | Self::Delay { .. }
            | Self::Pending
            | Self::ShortBody => true,
        }
    }

    fn knows_no_command(&self) -> bool {
        matches!(self, Self::CloseBeforeReading | Self::CloseOnAccept)
    }
}

/// The queue.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    /// Appends a fault; refuses one that could never match.
    pub(crate) fn add(&mut self, fault: Fault) -> Result<(), String> {
        if fault.effect.knows_no_command() && (fault.command != "*" || fault.object != "*") {
            return Err(
                "this effect comes before the command is known: command and object must be *"
                    .to_owned(),
            );
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
        command: &str,
        object: &str,
        can_pend: bool,
    ) -> Option<Effect> {
        self.take(|fault| {
            !fault.effect.knows_no_command()
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
        let mut hit = |name| faults.take_for(name, "a.com", true).is_some();
        assert!(!hit("StatusDomain"));
        assert!(!hit("AddDomain"));
        assert!(hit("AddDomain"));
        assert!(hit("addcontact"));
        assert!(!hit("AddDomain"));
    }

    #[test]
    fn pending_waits_for_a_command_that_can_be_pending() {
        let mut faults = queue(r#"{"effect":"pending"}"#);
        assert_eq!(faults.take_for("StatusDomain", "a.com", false), None);
        assert_eq!(
            faults.take_for("AddDomain", "a.com", true),
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
