//! What follows once evidence has told how an order ended whose own run did not see it.
//!
//! It is done before the row is settled. A process that is lost in between leaves a row that is judged again, and what follows is
//! done again: so each of these may be done twice.

use std::collections::VecDeque;

use crate::base::effect::{Store, Task};
use crate::base::journal::{Operation, Row, RowState, Settled, Settlement};
use crate::base::message::Message;
use crate::base::params::Params;
use crate::ispapi::{Code, Command, CommandName};

use crate::registrar::error::unexpected;
use crate::registrar::{Effect, Event};

use super::{Answer, Ruling, matter};

/// A row that is followed up, then settled.
pub(in crate::registrar) struct Following {
    domain: String,
    queue: VecDeque<Effect>,
    settlement: Settlement,
}

/// Where it is.
pub(in crate::registrar) enum Followed {
    Wants(Effect),
    /// The end: what became of the settlement.
    Settled(Settled),
}

impl Following {
    /// What follows from this ruling; `None` where it brings nothing new. `tells` says whether people are told what only they can do.
    pub(in crate::registrar) fn of(
        row: &Row,
        ruling: &Ruling,
        scope: &str,
        tells: bool,
    ) -> Option<Self> {
        let settlement = ruling.settlement(row)?;
        let mut queue = VecDeque::new();
        queue.extend(application(row, ruling, scope));
        if row.state != RowState::Pending {
            queue.push_back(Effect::Store(close_task(row)));
        }
        let tells = tells && row.rest_of().is_none(); // the cron's own order, which nobody is to repeat
        queue.extend(task(row, ruling).filter(|_| tells).map(Effect::Task));
        Some(Self {
            domain: row.domain.clone(),
            queue,
            settlement,
        })
    }

    /// The same, with something else to be kept before the row is settled.
    pub(in crate::registrar) fn with(mut self, store: Store) -> Self {
        self.queue.push_back(Effect::Store(store));
        self
    }

    /// The first effect.
    pub(in crate::registrar) fn start(&mut self) -> Effect {
        let next = self.queue.pop_front();
        next.unwrap_or_else(|| Effect::Settle(self.settlement.clone()))
    }

    /// Takes what happened.
    pub(in crate::registrar) fn step(&mut self, event: Event) -> Followed {
        match event {
            Event::Performed => {}
            Event::Answer(answer) => {
                let failed = failed_completion(&self.domain, &answer);
                self.queue.extend(failed.map(Effect::Task));
            }
            Event::Settled(settled) => return Followed::Settled(settled),
            _ => return Followed::Wants(unexpected()),
        }
        Followed::Wants(self.start())
    }
}

/// The to-do of a row's doubt has become void.
pub(in crate::registrar) fn close_task(row: &Row) -> Store {
    let key = matter(row.operation, &row.domain);
    Store::new("close_task", Params::default().with("key", key))
}

/// The application behind a row, as it stands now; and what it could not say at its start.
fn application(row: &Row, ruling: &Ruling, scope: &str) -> Vec<Effect> {
    let facts = match ruling {
        Ruling::Happened(proof) => &proof.facts,
        _ => &row.evidence,
    };
    let Some(number) = facts.text("application").ok().flatten() else {
        return Vec::new();
    };
    let state = match ruling.state() {
        RowState::Done => "successful",
        RowState::Void => "failed",
        _ => "open",
    };
    let fields = Params::default()
        .with("scope", scope)
        .with("domain_id", row.domain_id)
        .with("domain", row.domain.as_str())
        .with("application", number.into_owned())
        .with("state", state);
    let mut effects = Vec::new();
    if state == "successful" {
        effects.extend(completion(row).into_iter().map(Effect::Ask));
    }
    effects.push(Effect::Store(Store::new("application", fields)));
    effects
}

/// `AddDomainApplication` takes neither a renewal mode nor a zone (registrar facts 4.2); the account's default mode may cost the shop
/// money (2.4).
fn completion(row: &Row) -> Vec<Command> {
    let of = |name| Command::of(name).with("DOMAIN", row.domain.as_str());
    let mut commands =
        vec![of(CommandName::SET_DOMAIN_RENEWAL_MODE).with("RENEWALMODE", "AUTOEXPIRE")];
    let wishes = row.before.map("wishes").ok().flatten().unwrap_or_default();
    if wishes.flag("internal_dns").unwrap_or_default() {
        commands.push(of(CommandName::MODIFY_DOMAIN).with("INTERNALDNS", "1"));
    }
    commands
}

/// What an application could not say at its start and could not be set afterwards either, somebody has to set.
fn failed_completion(domain: &str, answer: &Answer) -> Option<Task> {
    let reason = match answer {
        Ok(response) if response.code() == Code::OK => return None,
        Ok(response) => response.safe_description().to_owned(),
        Err(error) => error.to_string(),
    };
    let named = |key| {
        Message::new(key)
            .with("domain", domain)
            .with("reason", reason.as_str())
    };
    Some(Task {
        key: format!("completion:{domain}"),
        title: named("task.completion").english(),
        description: named("settle.completion_admin").english(),
    })
}

/// What only people can do.
fn task(row: &Row, ruling: &Ruling) -> Option<Task> {
    let (title, description, reason) = match ruling {
        Ruling::Void(facts) => match facts.text("reason").ok().flatten() {
            Some(reason) => ("task.refuted", "settle.refuted_admin", reason.into_owned()),
            None => ("task.void", "settle.void_admin", String::new()),
        },
        Ruling::Happened(proof)
            if row.operation == Operation::Renew && !proof.pending && !row.reported =>
        {
            ("task.renewed", "settle.renewed_admin", String::new())
        }
        _ => return None,
    };
    let named = |key| {
        Message::new(key)
            .with("domain", row.domain.as_str())
            .with("operation", row.operation.name())
            .with("reason", reason.as_str())
            .with("trace", row.trace.as_str())
    };
    Some(Task {
        key: matter(row.operation, &row.domain),
        title: named(title).english(),
        description: named(description).english(),
    })
}
