//! What WHMCS does before and after a call of the module, and in its cron.

use std::sync::Arc;

use ispbridge::base::params::{Params, Value};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::operation::Operation;
use crate::process::Process;
use crate::world::World;

/// Which status of WHMCS a settled order moves, as `ShopDomain::FOLLOWS`: operation, state, before, after.
const STATUS: [(&str, &str, &str, &str); 7] = [
    ("register", "done", "Pending", "Active"),
    ("register", "done", "Pending Registration", "Active"),
    ("register", "pending", "Pending", "Pending Registration"),
    ("register", "pending", "Active", "Pending Registration"),
    ("register", "void", "Pending Registration", "Pending"),
    ("transfer", "done", "Pending", "Pending Transfer"),
    ("transfer", "pending", "Pending", "Pending Transfer"),
];

/// One domain of the shop, its invoices, and what its people were told.
pub(crate) struct Shop {
    pub(crate) domain_id: i64,
    pub(crate) status: String,
    pub(crate) expiry: String,
    /// The newest paid invoice item.
    reference: i64,
    /// How often each purchase was told to be a success; the last is the one that is asked for.
    pub(crate) told: Vec<usize>,
    /// When WHMCS had finished with the last success, by the database's clock; `None` before.
    seen_at: Option<i64>,
    /// The currency in which WHMCS keeps the cost of a premium name.
    cost_currency: &'static str,
    /// Whether WHMCS moves the expiry after a renewal, or leaves that to its sync.
    pub(crate) moves_expiry: bool,
    /// Whether WHMCS calls the hook of a success.
    pub(crate) has_hook: bool,
    /// Whether it moves the domain before it calls that hook.
    pub(crate) moves_first: bool,
}

impl Shop {
    pub(crate) fn new(operation: &Operation) -> Self {
        Self {
            domain_id: 7,
            status: "Pending".to_owned(),
            expiry: operation.expiry.to_owned(),
            reference: 100,
            told: vec![0],
            seen_at: None,
            cost_currency: operation.cost_currency(),
            moves_expiry: true,
            has_hook: true,
            moves_first: false,
        }
    }

    /// The customer pays for the same once more, which is a purchase of its own.
    pub(crate) fn buy(&mut self) {
        self.reference += 1;
        self.told.push(0);
        self.seen_at = None;
    }

    pub(crate) fn purchases(&self) -> usize {
        self.told.len()
    }

    /// Whether the last purchase was told to be a success.
    pub(crate) fn is_told(&self) -> bool {
        self.told.last().is_some_and(|times| *times > 0)
    }

    /// The row of `tbldomains`, as `ShopDomain` loads it.
    pub(crate) fn domain(&self) -> Value {
        Value::Map(
            Params::default()
                .with("status", self.status.as_str())
                .with("expirydate", self.expiry.as_str())
                .with("nextduedate", self.expiry.as_str())
                .with("registrationdate", "")
                .with("type", "Register")
                .with("registrar", "ispapi")
                .with("reference", self.reference.to_string())
                .with("cost_currency", self.cost_currency),
        )
    }

    fn tell(&mut self) {
        if let Some(times) = self.told.last_mut() {
            *times += 1;
        }
    }

    /// What WHMCS writes after a success.
    fn succeed(&mut self, operation: &Operation) {
        operation.success.clone_into(&mut self.status);
        let expiry: Option<Date> = self.expiry.parse().ok();
        if let (Some(expiry), true) = (expiry, self.moves_expiry) {
            self.expiry = expiry.saturating_add(1.year()).to_string();
        }
    }

    /// Whether a call now asks for the last purchase, and not for another one.
    pub(crate) fn is_asked_again(&self, operation: &Operation, now: i64) -> bool {
        self.seen_at
            .is_none_or(|seen| now - seen < operation.same_for)
    }

    /// As `ShopDomain::follow`.
    pub(crate) fn follow(&mut self, operation: &str, state: &str) -> bool {
        let status = STATUS
            .iter()
            .find(|(o, s, before, _)| *o == operation && *s == state && *before == self.status);
        if let Some((.., after)) = status {
            self.status = (*after).to_owned();
        }
        status.is_some()
    }
}

/// WHMCS asks the module for the operation, and takes note of a success. Nobody asks where that would be another purchase.
pub(crate) fn act(world: &Arc<World>, process: &Arc<Process>) -> Params {
    let operation = world.operation;
    if !world.shop.lock().is_asked_again(operation, world.now()) {
        return Params::default();
    }
    let params = operation.params(&world.shop.lock());
    let outcome = process.run(world, operation.verb, &params);
    if !outcome.flag("done").unwrap() {
        return outcome;
    }
    let moves_first = {
        let mut shop = world.shop.lock();
        shop.tell();
        shop.moves_first
    };
    for moves in [moves_first, !moves_first] {
        process.step(world);
        if moves {
            world.shop.lock().succeed(operation);
        } else {
            hook(world);
        }
    }
    world.shop.lock().seen_at = Some(world.now());
    outcome
}

/// As `TakeNote::registration` and its like.
fn hook(world: &World) {
    let mut shop = world.shop.lock();
    if !shop.has_hook {
        return;
    }
    let kind = world.operation.kind;
    let mut store = world.store.lock();
    store.report(shop.domain_id, kind, world.now());
    if kind == "register" && store.rows.iter().any(|row| row.state == "pending") {
        shop.follow(kind, "pending");
    }
}

/// The cron's slices of orders, as `Cron::settleOrders` and `Cron::renewRests`.
pub(crate) fn cron(world: &Arc<World>, process: &Arc<Process>) {
    let unfinished =
        |row: &crate::store::Row| row.operation == "register" && row.state == "pending";
    if world.store.lock().rows.iter().any(unfinished) {
        world.shop.lock().follow("register", "pending");
    }
    process.step(world);
    let params = World::settings().with("most", 20);
    process.run(world, "SettleOrders", &params);
    process.step(world);
    let rests = world.store.lock().with_years_left(world.now());
    for (restore, years) in rests {
        let params = {
            let shop = world.shop.lock();
            let params = world.operation.params(&shop).with("regperiod", years);
            params.with("restore", restore)
        };
        process.run(world, "RenewRest", &params);
    }
}

/// The table is told once more in PHP, by operation and state.
#[test]
fn the_table_is_that_of_the_modules() {
    let source = include_str!("../../modules/ispbridge/lib/ShopDomain.php");
    let (_, table) = source.split_once("FOLLOWS = [").unwrap();
    let (table, _) = table.split_once("\n    ];").unwrap();
    let mut rows = Vec::new();
    let mut operation = "";
    for line in table.lines() {
        let words: Vec<&str> = line.split('\'').skip(1).step_by(2).collect();
        match words.as_slice() {
            [] => {}
            [word] => operation = word,
            [state, moves @ ..] => {
                let moves = moves.chunks_exact(2);
                rows.extend(moves.map(|pair| (operation, *state, pair[0], pair[1])));
            }
        }
    }
    assert_eq!(rows, STATUS);
}
