//! `RequestDelete` lets a domain end with its term; only a confirmed "delete now" ends it at once.

use jiff::Timestamp;

use crate::base::message::Message;
use crate::base::params::Params;
use crate::ispapi::{Command, CommandName, Response};

use super::change::{Change, Next, Said, Seen, Target, Verdict};
use super::leaving::{self, LeavingZone};
use super::{Context, Error, Settings, deleted, domain, expiry};

const AUTODELETE: &str = "AUTODELETE";
const AUTOEXPIRE: &str = "AUTOEXPIRE";

/// `RequestDelete`: sets a renewal mode with which the domain ends at the end of its paid term. Nothing is lost before that, and the
/// mode can be set back.
pub(super) struct Expire {
    settings: Settings,
    target: Target,
    now: Timestamp,
    /// What is sent.
    mode: &'static str,
    /// What stood before, and until when the domain is paid.
    before: String,
    end: String,
}

impl Expire {
    pub(super) fn new(
        params: &Params,
        settings: Settings,
        context: &Context,
    ) -> Result<Self, Error> {
        Ok(Self {
            settings,
            target: Target::read(params, context)?,
            now: context.now,
            mode: AUTODELETE,
            before: String::new(),
            end: String::new(),
        })
    }

    fn zone(&self) -> &'static LeavingZone {
        leaving::zone(&self.target.extension)
    }

    /// Where expiry hands the domain to the registry, it does not end; only a deletion does.
    fn ends_with(&self, mode: &str) -> bool {
        mode == AUTODELETE || (mode == AUTOEXPIRE && !self.zone().expires_to_registry)
    }

    fn command(&self) -> Command {
        Command::of(CommandName::SET_DOMAIN_RENEWAL_MODE)
            .with("DOMAIN", self.target.domain.as_str())
            .with("RENEWALMODE", self.mode)
    }

    fn says(&self, key: &'static str, mode: &str) -> Message {
        let message = self.target.says(key).with("mode", mode);
        let message = message.with("before", self.before.as_str());
        message.with("date", self.end.as_str())
    }
}

impl Change for Expire {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn target(&self) -> &Target {
        &self.target
    }

    fn prepare(&mut self, before: &Response) -> Next {
        if let Some(status) = deleted::deletion(before) {
            let message = self.target.says("delete.pending").with("status", status);
            return Next::Already(message);
        }
        self.before = mode_of(before);
        let end = expiry::of(before).and_then(|at| expiry::expiry_date(at, self.now));
        self.end = end.unwrap_or_else(|| "?".to_owned());
        if self.ends_with(&self.before) {
            return Next::Already(self.says("delete.ends_already", &self.before));
        }
        Next::Send(self.command())
    }

    /// A zone may know only one of the two modes; which, is not documented.
    fn instead(&mut self, refusal: &Response) -> Option<Command> {
        const NO_SUCH_MODE: [u16; 5] = [505, 506, 510, 541, 549];
        let is_about_mode = NO_SUCH_MODE.contains(&refusal.code().number());
        if self.mode == AUTODELETE && is_about_mode && self.ends_with(AUTOEXPIRE) {
            self.mode = AUTOEXPIRE;
            return Some(self.command());
        }
        None
    }

    fn judge(&self, said: &Said<'_>, seen: &Seen) -> Verdict {
        let is_set = matches!(seen, Seen::Ours(response) if mode_of(response) == self.mode);
        match (said, seen) {
            (Said::Accepted(answer), _) if is_set => {
                let took_back = answer.first("UNRENEW") == Some("1");
                let key = if took_back {
                    "delete.ends_unrenewed"
                } else {
                    "delete.ends"
                };
                Verdict::Happened("done", self.says(key, self.mode))
            }
            (Said::Accepted(_), _) => {
                Verdict::Happened("accepted", self.says("delete.ends_accepted", self.mode))
            }
            (Said::Unclear, _) if is_set => {
                Verdict::Happened("done", self.says("delete.ends", self.mode))
            }
            (Said::Unclear, Seen::Ours(_)) => Verdict::NoTrace,
            (Said::Unclear, Seen::Gone | Seen::Unread) => Verdict::Unknown,
        }
    }

    fn ends_renewals(&self) -> bool {
        true
    }
}

/// "Delete now": the domain's name was typed to confirm it.
pub(super) struct Delete {
    settings: Settings,
    target: Target,
}

impl Delete {
    /// Reads `confirmed`, which must be the domain's name.
    pub(super) fn new(
        params: &Params,
        settings: Settings,
        context: &Context,
    ) -> Result<Self, Error> {
        let target = Target::read(params, context)?;
        domain::require_confirmation(params, &target.domain)?;
        Ok(Self { settings, target })
    }

    fn pending(&self, status: &str) -> Verdict {
        let message = self.target.says("delete.pending").with("status", status);
        Verdict::Happened("pending", message)
    }
}

impl Change for Delete {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn target(&self) -> &Target {
        &self.target
    }

    fn prepare(&mut self, before: &Response) -> Next {
        if let Some(status) = deleted::deletion(before) {
            let message = self.target.says("delete.pending").with("status", status);
            return Next::Already(message);
        }
        let command =
            Command::of(CommandName::DELETE_DOMAIN).with("DOMAIN", self.target.domain.as_str());
        let zone = leaving::zone(&self.target.extension);
        Next::Send(if zone.schedules_deletion {
            command.with("X-AT-SCHEDULEDATE", "now")
        } else {
            command
        })
    }

    fn judge(&self, said: &Said<'_>, seen: &Seen) -> Verdict {
        let now = match seen {
            Seen::Ours(response) => deleted::deletion(response),
            Seen::Gone | Seen::Unread => None,
        };
        match (said, seen) {
            (Said::Accepted(answer), _) if answer.pending() => {
                self.pending(answer.first("STATUS").unwrap_or("PENDING"))
            }
            (_, Seen::Gone) => Verdict::Happened("done", self.target.says("delete.done")),
            (_, Seen::Ours(_)) if now.is_some() => self.pending(now.unwrap_or_default()),
            (Said::Accepted(_), _) => {
                Verdict::Happened("accepted", self.target.says("delete.accepted"))
            }
            (Said::Unclear, Seen::Ours(_)) => Verdict::NoTrace,
            (Said::Unclear, Seen::Unread) => Verdict::Unknown,
        }
    }

    fn ends_renewals(&self) -> bool {
        true
    }
}

fn mode_of(response: &Response) -> String {
    let mode = response.first("RENEWALMODE").unwrap_or_default();
    mode.trim().to_ascii_uppercase()
}

#[cfg(test)]
mod tests;
