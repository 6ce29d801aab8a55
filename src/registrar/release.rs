//! `ReleaseDomain`: hands a domain to another registrar by its tag, or to the registry.

use crate::base::params::Params;
use crate::ispapi::{Command, CommandName, Response};

use super::change::{Change, Next, Said, Seen, Target, Verdict};
use super::error::Failed;
use super::leaving::{self, Release as Way};
use super::{Context, Error, Settings, domain};

/// What `PushDomain` takes for the registry itself (wire facts 12). The registrar also assumes it where no target is given, so
/// one is always sent.
const TRANSIT: &str = "TRANSIT";

/// A release. It goes to the registry only when the word says so, or when the administrator has typed the domain's name.
pub(super) struct Release {
    settings: Settings,
    target: Target,
    tag: String,
}

impl Release {
    /// Reads `transfertag`.
    pub(super) fn new(
        params: &Params,
        settings: Settings,
        context: &Context,
    ) -> Result<Self, Error> {
        let tag = params.text("transfertag")?.unwrap_or_default().into_owned();
        Ok(Self {
            settings,
            target: Target::read(params, context)?,
            tag,
        })
    }

    /// To the registry, confirmed by the name of the domain in `confirmed`.
    pub(super) fn confirmed(
        params: &Params,
        settings: Settings,
        context: &Context,
    ) -> Result<Self, Error> {
        let target = Target::read(params, context)?;
        domain::require_confirmation(params, &target.domain)?;
        Ok(Self {
            settings,
            target,
            tag: TRANSIT.to_owned(),
        })
    }

    fn is_transit(&self) -> bool {
        self.tag.eq_ignore_ascii_case(TRANSIT)
    }

    fn refused(&self, code: &str, key: &'static str) -> Failed {
        let message = self.target.says(key);
        let message = message.with("extension", format!(".{}", self.target.extension));
        Failed::because(code, message.clone(), message)
    }
}

impl Change for Release {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn target(&self) -> &Target {
        &self.target
    }

    /// An empty tag means the registry to the registrar: the owner would be billed by it, and may lose the name (registrar facts
    /// 17). A tag at Nominet is letters, digits and hyphens.
    fn refusal(&self) -> Option<Failed> {
        let is_tag = |tag: &str| {
            !tag.is_empty() && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        match leaving::zone(&self.target.extension).release {
            Way::None => Some(self.refused("registrar.no_push", "release.not_possible")),
            Way::Tag if self.is_transit() || !is_tag(&self.tag) => {
                Some(self.refused("registrar.needs_tag", "release.needs_tag"))
            }
            Way::Transit if !self.is_transit() => {
                Some(self.refused("registrar.needs_transit", "release.needs_transit"))
            }
            Way::Tag | Way::Transit => None,
        }
    }

    fn prepare(&mut self, before: &Response) -> Next {
        if before.first("TRANSFERLOCK") == Some("1") {
            return Next::Refuse(self.refused("registrar.release_locked", "release.locked"));
        }
        let tag = if self.is_transit() {
            TRANSIT
        } else {
            &self.tag
        };
        Next::Send(
            Command::of(CommandName::PUSH_DOMAIN)
                .with("DOMAIN", self.target.domain.as_str())
                .with("TARGET", tag),
        )
    }

    fn judge(&self, said: &Said<'_>, seen: &Seen) -> Verdict {
        match (said, seen) {
            (_, Seen::Gone) => Verdict::Happened("done", self.target.says("release.done")),
            (Said::Accepted(_), _) => {
                Verdict::Happened("accepted", self.target.says("release.accepted"))
            }
            (Said::Unclear, Seen::Ours(_)) => Verdict::NoTrace,
            (Said::Unclear, Seen::Unread) => Verdict::Unknown,
        }
    }

    fn ends_renewals(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests;
