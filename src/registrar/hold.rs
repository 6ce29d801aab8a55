//! Suspending a domain and lifting that again: the flag `clientHold`, with which the registry takes the name out of its zone.

use crate::base::params::Params;
use crate::ispapi::{Command, CommandName, Response};

use super::change::{Change, Next, Said, Seen, Target, Verdict};
use super::{Context, Error, Settings, domain};

/// The flag's name in EPP; that the registrar takes it is inferred (registrar facts 20).
const HOLD: &str = "clientHold";

/// Sets the flag or takes it away.
pub(super) struct Hold {
    settings: Settings,
    target: Target,
    on: bool,
    /// Whether the registrar showed the flag before. It may not show flags at all.
    was_shown: bool,
}

impl Hold {
    /// Suspends: web site and mail of the domain stop, so its name must be in `confirmed`.
    pub(super) fn set(
        params: &Params,
        settings: Settings,
        context: &Context,
    ) -> Result<Self, Error> {
        let hold = Self::new(params, settings, context, true)?;
        domain::require_confirmation(params, &hold.target.domain)?;
        Ok(hold)
    }

    /// Lifts it.
    pub(super) fn lift(
        params: &Params,
        settings: Settings,
        context: &Context,
    ) -> Result<Self, Error> {
        Self::new(params, settings, context, false)
    }

    fn new(
        params: &Params,
        settings: Settings,
        context: &Context,
        on: bool,
    ) -> Result<Self, Error> {
        Ok(Self {
            settings,
            target: Target::read(params, context)?,
            on,
            was_shown: false,
        })
    }

    fn done(&self) -> Verdict {
        let key = if self.on { "hold.on" } else { "hold.off" };
        Verdict::Happened("done", self.target.says(key))
    }
}

impl Change for Hold {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn target(&self) -> &Target {
        &self.target
    }

    fn prepare(&mut self, before: &Response) -> Next {
        self.was_shown = domain::has_state(before, HOLD);
        if self.on && self.was_shown {
            return Next::Already(self.target.says("hold.on_already"));
        }
        let key = if self.on { "ADDSTATUS0" } else { "DELSTATUS0" };
        Next::Send(
            Command::of(CommandName::MODIFY_DOMAIN)
                .with("DOMAIN", self.target.domain.as_str())
                .with(key, HOLD),
        )
    }

    fn judge(&self, said: &Said<'_>, seen: &Seen) -> Verdict {
        let is_shown = matches!(seen, Seen::Ours(response) if domain::has_state(response, HOLD));
        match said {
            Said::Accepted(answer) if answer.pending() && is_shown != self.on => {
                Verdict::Happened("pending", self.target.says("hold.pending"))
            }
            Said::Accepted(_) => self.done(),
            Said::Unclear if !matches!(seen, Seen::Ours(_)) => Verdict::Unknown,
            Said::Unclear if self.on && is_shown => self.done(),
            Said::Unclear if !self.on && self.was_shown && !is_shown => self.done(),
            // A flag that was never shown proves nothing by its absence.
            Said::Unclear if !self.was_shown && !is_shown => Verdict::Unknown,
            Said::Unclear => Verdict::NoTrace,
        }
    }
}

#[cfg(test)]
mod tests;
