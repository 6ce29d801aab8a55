//! What all requests share.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;

use crate::chaos::Chaos;
use crate::config::Config;
use crate::faults::Faults;
use crate::journal::Journal;
use crate::late::Late;
use crate::net::Connections;
use crate::quirks::Quirks;
use crate::quota::Quota;
use crate::world::{Store, StoreError, World};

/// The running sandbox. Locks are taken one at a time, `world` before the others.
pub(crate) struct Shared {
    /// As it was set up.
    pub(crate) config: Config,
    pub(crate) world: Mutex<World>,
    pub(crate) quirks: Mutex<Quirks>,
    pub(crate) quota: Mutex<Quota>,
    pub(crate) faults: Mutex<Faults>,
    pub(crate) chaos: Mutex<Chaos>,
    pub(crate) late: Mutex<Late>,
    pub(crate) journal: Mutex<Journal>,
    pub(crate) connections: Connections,
    /// Commands received, delivered twice counted twice.
    pub(crate) received: AtomicU64,
    /// API requests, control requests excluded.
    pub(crate) requests: AtomicU64,
    /// Commands and parameters that were answered with "not simulated", and how often.
    pub(crate) not_simulated: Mutex<BTreeMap<String, u64>>,
    pub(crate) store: Option<Store>,
}

impl Shared {
    pub(crate) fn new(world: World, config: Config, store: Option<Store>) -> Self {
        Self {
            world: Mutex::new(world),
            quirks: Mutex::new(config.quirks.clone()),
            chaos: Mutex::new(config.chaos.clone()),
            config,
            quota: Mutex::default(),
            faults: Mutex::default(),
            late: Mutex::default(),
            journal: Mutex::default(),
            connections: Connections::default(),
            received: AtomicU64::new(0),
            requests: AtomicU64::new(0),
            not_simulated: Mutex::default(),
            store,
        }
    }

    /// The same sandbox once more, from here on apart: without state file, with an empty journal.
    pub(crate) fn fork(&self) -> Self {
        let fork = Self::new(self.world.lock().clone(), self.config.clone(), None);
        let count = |counter: &AtomicU64| AtomicU64::new(counter.load(Ordering::SeqCst));
        Self {
            quirks: Mutex::new(self.quirks.lock().clone()),
            quota: Mutex::new(self.quota.lock().clone()),
            faults: Mutex::new(self.faults.lock().clone()),
            chaos: Mutex::new(self.chaos.lock().clone()),
            late: Mutex::new(self.late.lock().clone()),
            received: count(&self.received),
            requests: count(&self.requests),
            not_simulated: Mutex::new(self.not_simulated.lock().clone()),
            ..fork
        }
    }

    /// Loads or makes the world, and saves it at once: a file that cannot be written shows now.
    pub(crate) fn open(config: Config) -> Result<Self, StoreError> {
        let store = config.state.as_deref().map(Store::new);
        let saved = store.as_ref().map(Store::load).transpose()?.flatten();
        let mut world = saved.unwrap_or_else(|| config.new_world());
        if let Some(time) = config.clock {
            world.clock.set(time);
        }
        config.furnish(&mut world);
        let shared = Self::new(world, config, store);
        shared.save(&shared.world.lock())?;
        Ok(shared)
    }

    /// Saves the world when there is a state file.
    pub(crate) fn save(&self, world: &World) -> Result<(), StoreError> {
        match &self.store {
            Some(store) => store.save(world),
            None => Ok(()),
        }
    }
}
