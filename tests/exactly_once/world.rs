//! The registrar, the database and the shop of one case.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use ispbridge::base::params::{Params, Value};
use ispbridge_sandbox::{Config, Control, InProcess};
use jiff::Timestamp;
use parking_lot::Mutex;
use serde_json::json;

use crate::operation::Operation;
use crate::shop::Shop;
use crate::store::Store;
use crate::wire::Faults;

pub(crate) const LOGIN: &str = "shop";
pub(crate) const PASSWORD: &str = "s3cret-enough";

/// A command that changes nothing.
const STATUS_ACCOUNT: &str =
    "s_entity=54cd&s_login=shop&s_pw=s3cret-enough&s_command=COMMAND%3DStatusAccount";

/// What the database's clock shows at first.
const FIRST_SECOND: i64 = 1_000_000;

/// Everything that outlives a process. One clock serves the registrar and the database.
pub(crate) struct World {
    pub(crate) operation: &'static Operation,
    pub(crate) sandbox: InProcess,
    pub(crate) store: Mutex<Store>,
    pub(crate) shop: Mutex<Shop>,
    pub(crate) faults: Mutex<Faults>,
    /// Whether somebody waits in a browser.
    pub(crate) web: bool,
    /// Whether the registrar takes the money when it is finished, and not when it is asked.
    pub(crate) charged_later: bool,
    /// Tells what happens, where one run is played alone.
    pub(crate) is_told: bool,
    seconds: AtomicI64,
    traces: AtomicUsize,
}

impl World {
    /// A registrar as it is before anything is bought.
    pub(crate) fn registrar(operation: &Operation) -> InProcess {
        let currency = operation.cost_currency();
        let account = format!("{LOGIN}:{PASSWORD}:100000.00:{currency}");
        let config = Config {
            accounts: vec![account.parse().unwrap()],
            ..Config::default()
        };
        let sandbox = InProcess::start(config).unwrap();
        (operation.prepare)(&sandbox);
        sandbox
    }

    /// A world of its own, from a registrar that serves many.
    pub(crate) fn new(operation: &'static Operation, registrar: &InProcess) -> Self {
        Self {
            operation,
            sandbox: registrar.fork(),
            store: Mutex::default(),
            shop: Mutex::new(Shop::new(operation)),
            faults: Mutex::default(),
            web: true,
            charged_later: false,
            is_told: false,
            seconds: AtomicI64::new(FIRST_SECOND),
            traces: AtomicUsize::new(0),
        }
    }

    pub(crate) fn control(&self) -> &Control {
        self.sandbox.control()
    }

    /// Seconds by the database's clock.
    pub(crate) fn now(&self) -> i64 {
        self.seconds.load(Ordering::SeqCst)
    }

    /// A line of the story.
    pub(crate) fn tell(&self, line: impl FnOnce() -> String) {
        if self.is_told {
            println!("{:>9} {}", self.now() - FIRST_SECOND, line());
        }
    }

    /// Time passes. What waits for another command before it takes effect does not wait longer than the platform does, which ends
    /// a command after three minutes (wire facts 9).
    pub(crate) fn pass(&self, seconds: i64) {
        if seconds > 0 {
            if self.control().get("counters").unwrap()["late"] != 0 {
                (0..3).for_each(|_| drop(self.sandbox.call(STATUS_ACCOUNT.as_bytes())));
            }
            self.seconds.fetch_add(seconds, Ordering::SeqCst);
            let moved = json!({"move": format!("{seconds}s")});
            self.control().post("clock", moved).unwrap();
        }
    }

    /// The time that WHMCS shows, which is the registrar's.
    pub(crate) fn moment(&self) -> Timestamp {
        let clock = self.control().get("clock").unwrap();
        let text = clock["now"].as_str().unwrap().replace(' ', "T");
        format!("{text}Z").parse().unwrap()
    }

    pub(crate) fn next_trace(&self) -> String {
        format!("{:012x}", self.traces.fetch_add(1, Ordering::SeqCst))
    }

    /// Carries out what a run asks of PHP.
    pub(crate) fn perform(&self, effect: &Params) -> Value {
        let text = |name| effect.text(name).unwrap().unwrap_or_default();
        if text("what") == "domain" {
            return self.shop.lock().domain();
        }
        if text("effect") == "status" {
            let mut shop = self.shop.lock();
            let is_done = text("state") == "done";
            if shop.follow(&text("operation"), &text("state")) && is_done {
                let mut store = self.store.lock();
                store.report(shop.domain_id, &text("operation"), self.now());
            }
            return Value::Null;
        }
        self.store.lock().perform(effect, self.now())
    }

    /// How the registrar answers this open question.
    pub(crate) fn answers(&self, quirk: &str) -> String {
        let quirks = self.control().get("quirks").unwrap();
        quirks[quirk].as_str().unwrap().to_owned()
    }

    /// The renewal mode that the registrar keeps for the domain, empty where it has none.
    pub(crate) fn renewal_mode(&self) -> String {
        let state = self.control().state();
        let domain = &state["live"]["domains"][self.operation.domain()];
        domain["renewal_mode"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// The settings of the module, which WHMCS puts among the parameters of every call.
    pub(crate) fn settings() -> Params {
        Params::default()
            .with("Username", LOGIN)
            .with("Password", PASSWORD)
    }
}

/// As the processes of a case share it.
pub(crate) fn share(world: World) -> Arc<World> {
    Arc::new(world)
}
