//! The sandbox without sockets.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::api;
use crate::config::Config;
use crate::control::Control;
use crate::delivery::{Delivery, Executed, Reply};
use crate::effect::Effect;
use crate::shared::Shared;
use crate::world::{StoreError, moment};

/// What the clock shows when nothing else is said.
const FIRST_DAY: &str = "2026-01-01";

/// A registrar that is called like a function: the body of a request in, its fate out. Nothing
/// waits, nothing depends on the real time: the clock stands still until the control moves it, and
/// RUNTIME is always 0, and the lateness of the quota is left out. Equal calls after an equal start get equal bytes.
///
/// # Examples
///
/// ```
/// use ispbridge_sandbox::{Config, Delivery, Executed, InProcess};
/// use serde_json::json;
///
/// let config = Config { accounts: vec!["shop:secret:100.00:USD".parse()?], ..Config::default() };
/// let sandbox = InProcess::start(config)?;
/// let request = "s_entity=1234&s_login=shop&s_pw=secret&s_command=COMMAND%3DStatusAccount";
/// let Delivery::Answer(body) = sandbox.call(request.as_bytes()).delivery else { unreachable!() };
/// assert!(String::from_utf8(body)?.contains("PROPERTY[AMOUNT][0]=100.00"));
///
/// // A fault, as a test transport would see it: "sent, but nobody answered".
/// sandbox.control().post("faults", json!({"effect": "close_after_executing"}))?;
/// let reply = sandbox.call(request.as_bytes());
/// assert_eq!((reply.delivery, reply.executed), (Delivery::Closed, Executed::AtOnce));
///
/// // A thousand cases from one beginning.
/// let copy = sandbox.fork();
/// copy.control().post("clock", json!({"move": "30d"}))?;
/// assert_eq!(sandbox.control().get("clock")?["now"], "2026-01-01 00:00:00");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct InProcess {
    shared: Arc<Shared>,
    control: Control,
}

impl InProcess {
    /// Opens the accounts and stops the clock, at the time of the settings or at the beginning of
    /// 2026. The address of the settings is not used.
    ///
    /// # Errors
    ///
    /// [`StoreError`], where the settings name a state file.
    pub fn start(mut config: Config) -> Result<Self, StoreError> {
        config.clock = config.clock.or_else(|| moment(FIRST_DAY).ok());
        let start = config.clock;
        let shared = Shared::open(config)?;
        let mut world = shared.world.lock();
        world.clock.stop();
        if let Some(time) = start {
            world.clock.set(time);
        }
        drop(world);
        Ok(Self::of(shared))
    }

    /// Serves the body of one `POST /api/call.cgi`.
    pub fn call(&self, body: &[u8]) -> Reply {
        let early = |effect, delivery| {
            let hit = self.shared.faults.lock().take_early(&effect);
            hit.then_some(Reply {
                delivery,
                executed: Executed::Never,
            })
        };
        if let Some(reply) = early(Effect::CloseOnAccept, Delivery::NotAccepted) {
            return reply;
        }
        self.shared.requests.fetch_add(1, Ordering::SeqCst);
        early(Effect::CloseBeforeReading, Delivery::NotRead)
            .unwrap_or_else(|| api::serve(&self.shared, 0, body, None).reply)
    }

    /// Looks inside, moves the clock, orders faults, starts anew (`reset`).
    pub fn control(&self) -> &Control {
        &self.control
    }

    /// The same sandbox once more, from here on apart. The copy costs as much as its books are large;
    /// it has no state file, and its journal is empty.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self::of(self.shared.fork())
    }

    fn of(shared: Shared) -> Self {
        let shared = Arc::new(shared);
        let control = Control::new(Arc::clone(&shared));
        Self { shared, control }
    }
}
