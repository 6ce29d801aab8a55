use std::sync::Arc;
use std::time::Duration;

use crate::base::params::{Params, Value};
use crate::ispapi::{Budget, Command, Stopwatch, points};

use super::Plan;

/// How many points are leased at a time (design rule 8).
const LEASE: u32 = 50;

/// The part of the account's quota that a run may spend. All workers share the quota through a row of the host's database; a run
/// leases from it when a read needs points, and tells at its end what it spent.
pub(super) struct Points {
    scope: String,
    budget: Arc<Budget>,
    /// Whether a person waits for an order: its reads are never held back, on points that nobody leased.
    is_order: bool,
    leased: u32,
}

impl Points {
    /// The points of a plan's account.
    pub(super) fn of(plan: &dyn Plan, clock: &Stopwatch) -> Self {
        let budget = Budget::new(clock.clone());
        let is_order = plan.is_order();
        if is_order {
            budget.lease(u32::MAX);
        }
        Self {
            scope: plan.settings().scope(),
            budget: Arc::new(budget),
            is_order,
            leased: 0,
        }
    }

    pub(super) fn budget(&self) -> Arc<Budget> {
        self.budget.clone()
    }

    /// The effect that leases what these commands need, `None` where enough is in hand.
    pub(super) fn wanted(&self, commands: &[Command]) -> Option<Params> {
        let needed = commands.iter().map(points).fold(0, u32::saturating_add);
        if self.is_order || self.budget.usage().left >= needed {
            return None;
        }
        Some(
            Params::default()
                .with("effect", "points")
                .with("scope", self.scope.as_str())
                .with("want", i64::from(needed.max(LEASE))),
        )
    }

    /// Takes what the host granted; what cannot be read is nothing.
    pub(super) fn lease(&mut self, answer: &Value) {
        let Value::Map(answer) = answer else {
            return;
        };
        let number = |name| {
            let number = answer.integer(name, 0..=i64::from(u32::MAX)).ok().flatten();
            number
                .and_then(|number| u32::try_from(number).ok())
                .unwrap_or(0)
        };
        let (granted, blocked) = (number("granted"), number("blocked"));
        self.leased = self.leased.saturating_add(granted);
        self.budget.lease(granted);
        if blocked > 0 {
            self.budget.block_for(Duration::from_secs(blocked.into()));
        }
    }

    /// What the host must note in the quota's row, `None` where nothing was leased or spent.
    pub(super) fn usage(&self) -> Option<Params> {
        let usage = self.budget.usage();
        let blocked = usage.blocked_for.unwrap_or_default();
        if self.leased == 0 && usage.spent == 0 && blocked.is_zero() {
            return None;
        }
        let started = u64::from(blocked.subsec_nanos() > 0); // a second that has begun counts
        let seconds = i64::try_from(blocked.as_secs().saturating_add(started)).unwrap_or(i64::MAX);
        Some(
            Params::default()
                .with("scope", self.scope.as_str())
                .with("leased", i64::from(self.leased))
                .with("spent", i64::from(usage.spent))
                .with("blocked", seconds),
        )
    }
}
