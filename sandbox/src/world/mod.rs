//! What the simulated registrar remembers: two separate books (LIVE and OT&E) and a clock.

mod access;
mod account;
mod agenda;
mod book;
mod clock;
mod dns;
mod domain;
mod environment;
mod event;
mod foreign;
mod host;
mod ledger;
mod life;
mod market;
mod record;
mod record_data;
mod rng;
mod session;
mod store;
mod tracked;
mod transfer;
mod verification;

use serde::{Deserialize, Serialize};

pub use access::{AccessList, AccessListError};
pub(crate) use account::{Account, Role};
pub(crate) use agenda::Agenda;
pub(crate) use book::{Book, Contact, Listed, LogEntry, NewLogEntry};
pub(crate) use clock::{Clock, moment, wire_time};
pub(crate) use dns::DnsZone;
pub(crate) use domain::unicode;
pub(crate) use domain::{ContactRole, Domain, DomainName, PendingChange};
pub(crate) use environment::{Environment, Variable};
pub(crate) use event::{Event, Events, NewEvent};
pub(crate) use foreign::Foreign;
pub(crate) use host::HostDates;
pub(crate) use ledger::{Charge, LedgerEntry};
pub(crate) use life::{Application, ApplicationStatus, Deleted, Life, Restore};
pub(crate) use market::{
    Market, PremiumChange, PriceChange, RelationChange, Relations, relation_class,
};
pub(crate) use record::{Reading, Record, RecordPattern};
pub(crate) use rng::Rng;
pub(crate) use session::{Lookup, Session};
pub use store::StoreError;
pub(crate) use store::{Store, write_atomically};
pub(crate) use tracked::Tracked;
pub(crate) use transfer::{Answer, Transfer, TransferKind, TransferStatus};
pub(crate) use verification::Verification;

/// One of the two systems behind one address. `s_entity` chooses (wire facts, endpoints).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Entity {
    /// The system that costs money: `54cd`.
    Live,
    /// The test system: `1234`.
    Ote,
}

impl Entity {
    /// Both, LIVE first.
    pub const ALL: [Self; 2] = [Self::Live, Self::Ote];

    /// The value of `s_entity`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Live => "54cd",
            Self::Ote => "1234",
        }
    }

    /// The name used by the command line and the control endpoint: `live` or `ote`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Ote => "ote",
        }
    }

    pub(crate) fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|entity| entity.code() == code)
    }
}

/// Everything that survives a restart with `--state`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) live: Book,
    pub(crate) ote: Book,
}

impl World {
    /// Empty books. The seed makes auth codes and handles repeatable.
    pub(crate) fn new(clock: Clock, seed: u64) -> Self {
        Self {
            clock,
            live: Book::new(Entity::Live, Rng::new(seed)),
            ote: Book::new(Entity::Ote, Rng::new(seed.wrapping_add(1))),
        }
    }

    pub(crate) fn book(&self, entity: Entity) -> &Book {
        match entity {
            Entity::Live => &self.live,
            Entity::Ote => &self.ote,
        }
    }

    pub(crate) fn book_mut(&mut self, entity: Entity) -> &mut Book {
        match entity {
            Entity::Live => &mut self.live,
            Entity::Ote => &mut self.ote,
        }
    }
}
