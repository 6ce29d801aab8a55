//! The event queue (wire facts, event queue). Whatever ends later than its command pushes an event.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Book, Transfer, TransferKind, TransferStatus};

/// The number before the first event; the examples of the reference are of this size.
const BEFORE_FIRST: u64 = 22_473_396;

/// The events of all accounts of a book, oldest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Events {
    last: u64,
    list: Vec<Event>,
}

/// One event.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Event {
    pub(crate) id: u64,
    pub(crate) account: String,
    /// `DOMAIN_TRANSFER`.
    pub(crate) class: String,
    /// `TRANSFER_PENDING`, `TRANSFER_SUCCESSFUL`; other names are not known from public sources.
    pub(crate) subclass: String,
    pub(crate) date: Timestamp,
    /// Lines such as `domain:example.com`, at most four.
    pub(crate) data: Vec<String>,
    /// Free text; shown URL-encoded.
    pub(crate) info: String,
}

/// What happened.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NewEvent<'a> {
    /// Whose queue it goes to.
    pub(crate) account: &'a str,
    pub(crate) class: &'a str,
    pub(crate) subclass: &'a str,
    /// The domain; becomes the line `domain:...`.
    pub(crate) domain: &'a str,
    pub(crate) info: &'a str,
}

impl Default for Events {
    fn default() -> Self {
        Self {
            last: BEFORE_FIRST,
            list: Vec::new(),
        }
    }
}

impl Events {
    /// Adds an event and gives its number.
    pub(crate) fn push(&mut self, new: NewEvent<'_>, date: Timestamp) -> u64 {
        self.last += 1;
        self.list.push(Event {
            id: self.last,
            account: new.account.to_owned(),
            class: new.class.to_owned(),
            subclass: new.subclass.to_owned(),
            date,
            data: vec![format!("domain:{}", new.domain)],
            info: new.info.to_owned(),
        });
        self.last
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Event> {
        self.list.iter()
    }

    pub(crate) fn get(&self, id: u64) -> Option<&Event> {
        self.list.iter().find(|event| event.id == id)
    }

    pub(crate) fn remove(&mut self, id: u64) {
        self.list.retain(|event| event.id != id);
    }
}

impl Book {
    /// Tells the account how far its transfer or trade is. Of these names the reference shows
    /// DOMAIN_TRANSFER, TRANSFER_PENDING and TRANSFER_SUCCESSFUL; the others are inferred.
    pub(crate) fn push_transfer_event(&mut self, transfer: &Transfer, time: Timestamp) {
        let (class, word) = match transfer.kind {
            TransferKind::Trade => ("DOMAIN_TRADE", "TRADE"),
            _ => ("DOMAIN_TRANSFER", "TRANSFER"),
        };
        let state = match transfer.status {
            TransferStatus::Failed => "FAILED",
            TransferStatus::Successful => "SUCCESSFUL",
            TransferStatus::Initiated | TransferStatus::Requested | TransferStatus::Pending => {
                "PENDING"
            }
        };
        let info = match transfer.kind {
            TransferKind::User => {
                format!("USERTRANSFER: {} -> {}", transfer.other, transfer.account)
            }
            _ => String::new(),
        };
        let event = NewEvent {
            account: &transfer.account,
            class,
            subclass: &format!("{word}_{state}"),
            domain: &transfer.name,
            info: &info,
        };
        self.events.push(event, time);
    }
}
