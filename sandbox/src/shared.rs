//! What all requests share.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicU64;

use parking_lot::Mutex;

use crate::faults::Faults;
use crate::journal::Journal;
use crate::net::Connections;
use crate::quirks::Quirks;
use crate::quota::Quota;
use crate::world::{Store, StoreError, World};

/// The running sandbox. Locks are taken one at a time, `world` before the others.
pub(crate) struct Shared {
    pub(crate) world: Mutex<World>,
    pub(crate) quirks: Mutex<Quirks>,
    pub(crate) quota: Mutex<Quota>,
    pub(crate) faults: Mutex<Faults>,
    pub(crate) journal: Mutex<Journal>,
    pub(crate) connections: Connections,
    /// API requests, control requests excluded.
    pub(crate) requests: AtomicU64,
    /// Commands and parameters that were answered with "not simulated", and how often.
    pub(crate) not_simulated: Mutex<BTreeMap<String, u64>>,
    pub(crate) store: Option<Store>,
}

impl Shared {
    pub(crate) fn new(world: World, quirks: Quirks, store: Option<Store>) -> Self {
        Self {
            world: Mutex::new(world),
            quirks: Mutex::new(quirks),
            quota: Mutex::default(),
            faults: Mutex::default(),
            journal: Mutex::default(),
            connections: Connections::default(),
            requests: AtomicU64::new(0),
            not_simulated: Mutex::default(),
            store,
        }
    }

    /// Saves the world when there is a state file.
    pub(crate) fn save(&self, world: &World) -> Result<(), StoreError> {
        match &self.store {
            Some(store) => store.save(world),
            None => Ok(()),
        }
    }
}
