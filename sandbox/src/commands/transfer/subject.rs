//! The domain that somebody wants to have: what is known about it, and what stands in the way.

use jiff::Timestamp;

use super::terms::{self, LOCK_DAYS};
use crate::commands::Call;
use crate::commands::availability::{Holder, holder};
use crate::commands::contact::full_name;
use crate::wire::Refusal;
use crate::world::{ContactRole, Domain, DomainName, Foreign};
use crate::zones::{Zone, plus_days};

/// A domain that another registrar or another account has.
pub(super) struct Subject {
    /// Whether another account of this registrar has it: a user transfer.
    pub(super) internal: bool,
    pub(super) registrar: String,
    pub(super) created: Timestamp,
    pub(super) expiration: Timestamp,
    pub(super) updated: Timestamp,
    pub(super) nameservers: Vec<String>,
    pub(super) owner: String,
    pub(super) admin: String,
    pub(super) locked: bool,
    /// A registration or deletion under way, as `requestedcreate`.
    unfinished: Option<String>,
    /// `None`: only the registry knows.
    auth: Option<String>,
}

/// What is known about an auth code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Code {
    Right,
    Unknown,
    Wrong,
}

impl Subject {
    /// 540 for a domain that the caller has already, 545 for one that nobody has.
    pub(super) fn find(call: &Call<'_>, name: &DomainName) -> Result<Self, Refusal> {
        let subject = match holder(call.book, name.as_str()) {
            Holder::Account(account) if account == call.caller.account => {
                let words = "DOMAIN is already assigned to your account";
                return Err(Refusal::new(540, words));
            }
            Holder::Account(_) => {
                let domain = call.book.domains.get(name.as_str());
                domain.map(|domain| Self::internal(call, domain))
            }
            Holder::Elsewhere(reason) if reason.is_empty() => {
                let foreign = call.book.foreign.get(name.as_str());
                foreign.map(|foreign| Self::foreign(foreign, call.now))
            }
            Holder::Elsewhere(_) | Holder::Nobody => None,
        };
        subject.ok_or_else(|| Refusal::new(545, format!("DOMAIN {}", name.as_str())))
    }

    fn internal(call: &Call<'_>, domain: &Domain) -> Self {
        let name = |role| {
            let handle = domain.contacts(role).first();
            let contact = handle.and_then(|handle| call.book.contacts.get(handle));
            contact.map_or_else(String::new, |contact| full_name(&contact.fields))
        };
        let expired = call.book.auth_infos.get(&domain.name);
        let expired = expired.is_some_and(|until| *until < call.now);
        let unfinished = (domain.status != "ACTIVE").then(|| domain.status.to_lowercase());
        Self {
            internal: true,
            registrar: "SYSTEM".to_owned(),
            created: domain.created,
            expiration: domain.expiration,
            updated: domain.updated,
            nameservers: domain.nameservers.clone(),
            owner: name(ContactRole::Owner),
            admin: name(ContactRole::Admin),
            locked: domain.transfer_lock
                || domain.flags.iter().any(|f| f == "clientTransferProhibited"),
            unfinished,
            auth: Some(if expired {
                String::new()
            } else {
                domain.auth.clone()
            }),
        }
    }

    /// What the seed does not say is made up: registered two years ago, paid for half a year.
    fn foreign(foreign: &Foreign, now: Timestamp) -> Self {
        let created = foreign.created.unwrap_or_else(|| plus_days(now, -730));
        Self {
            internal: false,
            registrar: foreign.registrar.clone(),
            created,
            expiration: foreign.expiration.unwrap_or_else(|| plus_days(now, 180)),
            updated: created,
            nameservers: foreign.nameservers.clone(),
            owner: foreign.owner.clone(),
            admin: foreign.owner.clone(),
            locked: foreign.locked,
            unfinished: None,
            auth: Some(foreign.auth.clone()).filter(|code| !code.is_empty()),
        }
    }

    /// Whether no transfer is possible without a code: where the zone wants one, and between
    /// accounts always (registrar facts, transfer in).
    pub(super) fn needs_code(&self, zone: &Zone) -> bool {
        self.internal || zone.auth_code
    }

    pub(super) fn judge(&self, code: Option<&str>) -> Code {
        match (&self.auth, code) {
            (Some(right), Some(code)) if !right.is_empty() && right == code => Code::Right,
            (Some(_), Some(_)) => Code::Wrong,
            _ => Code::Unknown,
        }
    }

    /// STATUS values that forbid a transfer, in the words of EPP.
    pub(super) fn forbidding(&self, pending: bool) -> Vec<String> {
        let mut found = Vec::new();
        if self.locked {
            found.push("clientTransferProhibited".to_owned());
        }
        if pending {
            found.push("pendingTransfer".to_owned());
        }
        found.extend(self.unfinished.clone());
        found
    }

    pub(super) fn age_days(&self, now: Timestamp) -> i64 {
        (now.as_second() - self.created.as_second()) / 86_400
    }

    /// Too young to leave its registrar (gTLDs: 60 days).
    pub(super) fn too_young(&self, zone: &Zone, now: Timestamp) -> bool {
        let young = self.age_days(now) < i64::from(LOCK_DAYS);
        !self.internal && young && terms::is_generic(zone)
    }
}
