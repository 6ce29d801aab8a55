//! The platform's quota, as points that this process may spend (`ispapi-wire`, section 9; design rule 8).
//!
//! Points are leased from outside, where all workers share one account of them, and where the quota's figures stand; here they
//! only go down, and what was learned is reported back. 425 is the platform's last word.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::code::{Code, Repeat};
use super::command::Command;
use super::effect::CommandEffect;
use super::exchange::Stopwatch;

/// How long nothing is read after a 425: the shortest wait that the facts allow.
pub const BLOCK: Duration = Duration::from_secs(60);

/// Points in hand, and what the platform said. Shared by the threads of one client, or by several clients of one account.
pub struct Budget {
    clock: Stopwatch,
    state: Mutex<State>,
}

/// A budget as it stands, to be written to where the points are leased from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Points still in hand.
    pub left: u32,
    /// Points of the commands that went out since the last [`Budget::settle`]; more than were leased where orders went ahead.
    pub spent: u32,
    /// How long the platform refuses everything, as far as is known here; the reader adds it to a clock of its own.
    pub blocked_for: Option<Duration>,
}

#[derive(Default)]
struct State {
    left: u32,
    spent: u32,
    /// By the clock of the budget.
    blocked_until: Option<Duration>,
}

/// What `data/ispapi_points.json` knows of a command.
struct PointsRow {
    command: &'static str,
    points: u32,
    /// The list whose every item counts.
    each: Option<&'static str>,
}

include!(concat!(env!("OUT_DIR"), "/ispapi_points.rs"));

/// The points that a command takes from the account's quota: 1 where no row says otherwise.
///
/// # Examples
///
/// ```
/// use ispbridge::ispapi::{Command, points};
///
/// let check = Command::new("CheckDomains")?.with_list("DOMAIN", ["a.com", "b.com", "c.com"]);
/// assert_eq!(points(&check), 3);
/// # Ok::<(), ispbridge::ispapi::EncodeError>(())
/// ```
pub fn points(command: &Command) -> u32 {
    let name = command.name().as_str().to_ascii_uppercase();
    let found = POINTS.binary_search_by_key(&name.as_str(), |row| row.command);
    let Some(row) = found.ok().and_then(|place| POINTS.get(place)) else {
        return 1;
    };
    let items = row.each.map_or(1, |list| items(command, list));
    row.points.saturating_mul(items.max(1))
}

/// How many `KEY0`, `KEY1` ... or `KEY` a command has.
fn items(command: &Command, list: &str) -> u32 {
    let is_item = |key: &str| {
        let index = key.strip_prefix(list);
        index.is_some_and(|index| index.bytes().all(|digit| digit.is_ascii_digit()))
    };
    let count = command.properties().filter(|(key, _)| is_item(key)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl Budget {
    /// No points yet. The clock only has to run forward.
    pub fn new(clock: Stopwatch) -> Self {
        Self {
            clock,
            state: Mutex::default(),
        }
    }

    /// Adds points that were leased.
    pub fn lease(&self, points: u32) {
        let mut state = self.state();
        state.left = state.left.saturating_add(points);
    }

    /// Another worker was told 425: nothing is read for so long. A block that lasts longer already stays.
    pub fn block_for(&self, wait: Duration) {
        let until = (self.clock)().saturating_add(wait);
        let mut state = self.state();
        state.blocked_until = state.blocked_until.max(Some(until));
    }

    /// How it stands.
    pub fn usage(&self) -> Usage {
        let now = (self.clock)();
        let state = self.state();
        state.usage(now)
    }

    /// How it stands, for the account of all workers; what was spent is counted from here anew.
    pub fn settle(&self) -> Usage {
        let now = (self.clock)();
        let mut state = self.state();
        let usage = state.usage(now);
        state.spent = 0;
        usage
    }

    /// Takes the points of a command that is to go out. A read goes only if they are there and nothing is blocked; what a
    /// person ordered always goes, also on points that nobody leased.
    pub(super) fn admits(&self, command: &Command, effect: CommandEffect) -> bool {
        let now = (self.clock)();
        let points = points(command);
        let mut state = self.state();
        let waits = points > state.left || state.usage(now).blocked_for.is_some();
        if effect == CommandEffect::Reads && waits {
            return false;
        }
        state.left = state.left.saturating_sub(points);
        state.spent = state.spent.saturating_add(points);
        true
    }

    /// Learns from an answer: 425 blocks.
    pub(super) fn learn(&self, code: Code) {
        if code.repeat() == Repeat::AfterWait {
            self.block_for(BLOCK);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn usage(&self, now: Duration) -> Usage {
        let rest = self.blocked_until.map(|until| until.saturating_sub(now));
        Usage {
            left: self.left,
            spent: self.spent,
            blocked_for: rest.filter(|rest| !rest.is_zero()),
        }
    }
}

impl fmt::Debug for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Budget").field(&self.usage()).finish()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    /// A budget and its clock, in seconds.
    fn budget(points: u32) -> (Budget, Arc<AtomicU64>) {
        let clock = Arc::new(AtomicU64::new(1000));
        let hand = Arc::clone(&clock);
        let budget = Budget::new(Arc::new(move || {
            Duration::from_secs(hand.load(Ordering::Relaxed))
        }));
        budget.lease(points);
        (budget, clock)
    }

    fn read() -> Command {
        Command::new("StatusDomain").unwrap()
    }

    fn reads(budget: &Budget) -> bool {
        budget.admits(&read(), CommandEffect::Reads)
    }

    #[test]
    fn points_follow_the_table() {
        for (name, cost) in [
            ("AddDomain", 10),
            ("adddomain", 10),
            ("TransferDomain", 10),
            ("TradeDomain", 10),
            ("AddContact", 10),
            ("RenewDomain", 1),
            ("StatusDomain", 1),
            ("NobodyKnowsThis", 1),
            ("CheckDomains", 1),
        ] {
            assert_eq!(points(&Command::new(name).unwrap()), cost, "{name}");
        }
        let check = Command::new("CheckDomains").unwrap();
        let names = check.with_list("DOMAIN", (0..25).map(|n| format!("d{n}.com")));
        let check = names.with("DOMAINCHECKMODE", "DNS");
        assert_eq!(points(&check), 25, "a mode is no name");
    }

    #[test]
    fn reads_go_while_there_are_points() {
        let (budget, _) = budget(2);
        assert!(reads(&budget) && reads(&budget) && !reads(&budget));
        budget.lease(1);
        assert!(reads(&budget) && !reads(&budget));
        assert_eq!(budget.settle().spent, 3);
        assert_eq!(budget.settle().spent, 0);
    }

    #[test]
    fn a_search_that_costs_more_than_is_left_takes_nothing() {
        let (budget, _) = budget(3);
        let search = Command::new("CheckDomains").unwrap();
        let search = search.with_list("DOMAIN", ["a.com", "b.com", "c.com", "d.com"]);
        assert!(!budget.admits(&search, CommandEffect::Reads));
        assert_eq!(budget.usage().left, 3);
    }

    #[test]
    fn what_a_person_ordered_is_never_held_up() {
        let (budget, _) = budget(5);
        let order = Command::new("AddDomain").unwrap();
        assert!(budget.admits(&order, CommandEffect::Pays));
        budget.block_for(BLOCK);
        assert!(budget.admits(&order, CommandEffect::Pays));
        assert!(budget.admits(&order, CommandEffect::Writes));
        let usage = budget.usage();
        assert_eq!((usage.left, usage.spent), (0, 30));
    }

    #[test]
    fn a_lock_stops_reads_for_a_minute_and_is_reported() {
        let (budget, clock) = budget(100);
        budget.learn(Code::OK);
        budget.learn(Code::new(421));
        assert_eq!(budget.usage().blocked_for, None);
        budget.learn(Code::LOCKED);
        assert!(!reads(&budget));
        clock.fetch_add(20, Ordering::Relaxed);
        let rest = Duration::from_secs(40);
        assert_eq!(budget.usage().blocked_for, Some(rest));
        clock.fetch_add(39, Ordering::Relaxed);
        assert!(!reads(&budget));
        clock.fetch_add(1, Ordering::Relaxed);
        assert!(reads(&budget));
        assert_eq!(budget.usage().blocked_for, None);
    }

    #[test]
    fn a_shorter_block_does_not_end_a_longer_one() {
        let (budget, _) = budget(1);
        budget.block_for(Duration::from_secs(300));
        budget.learn(Code::LOCKED);
        let rest = Duration::from_secs(300);
        assert_eq!(budget.usage().blocked_for, Some(rest));
    }

    #[test]
    fn the_table_is_about_commands() {
        assert!(POINTS.iter().all(|row| row.points > 0));
        assert_eq!(POINTS.len(), 8);
    }
}
