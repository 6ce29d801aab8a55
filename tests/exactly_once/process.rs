//! A process of the shop: it runs a verb as PHP does, and may be lost at any step.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ispbridge::base::params::{Params, Value};
use ispbridge::ispapi::{Concurrency, Endpoint, Platform};
use ispbridge::registrar::{Context, Run};

use crate::baton::Baton;
use crate::store::Store;
use crate::wire::Wire;
use crate::world::World;

/// One process. Every effect and every exchange with the registrar has a step before it and one after it, before its answer is
/// taken.
#[derive(Default)]
pub(crate) struct Process {
    steps: AtomicUsize,
    /// The step at which it is lost.
    dies_at: Option<usize>,
    /// Where two run at a time: whose turn it is, and which of them this one is.
    baton: Option<(Arc<Baton>, usize)>,
    /// The place of the effect that the database fails at, and whether it does so after the work.
    database_fails: Option<(usize, bool)>,
    effects: AtomicUsize,
}

/// What is thrown when a process is lost.
struct Lost;

impl Process {
    pub(crate) fn lost_at(step: Option<usize>) -> Self {
        Self {
            dies_at: step,
            ..Self::default()
        }
    }

    pub(crate) fn with_baton(mut self, baton: &Arc<Baton>, place: usize) -> Self {
        self.baton = Some((Arc::clone(baton), place));
        self
    }

    pub(crate) fn with_database_failing(mut self, at: Option<(usize, bool)>) -> Self {
        self.database_fails = at;
        self
    }

    /// Lets the process do its work; `None` where it was lost.
    pub(crate) fn live<T>(self: &Arc<Self>, work: impl FnOnce(&Arc<Self>) -> T) -> Option<T> {
        if let Some((baton, place)) = &self.baton {
            baton.wait_for(*place);
        }
        let end = catch_unwind(AssertUnwindSafe(|| work(self)));
        if let Some((baton, place)) = &self.baton {
            baton.leave(*place);
        }
        match end {
            Ok(end) => Some(end),
            Err(thrown) if thrown.is::<Lost>() => None,
            Err(thrown) => resume_unwind(thrown),
        }
    }

    /// A moment in which the process may be lost, or another one may get its turn.
    pub(crate) fn step(&self, world: &World) {
        if let Some((baton, place)) = &self.baton {
            baton.step(*place);
        }
        let step = self.steps.fetch_add(1, Ordering::Relaxed);
        if self.dies_at == Some(step) {
            world.tell(|| "  the process is lost".to_owned());
            resume_unwind(Box::new(Lost)); // no panic hook: nothing failed
        }
    }

    /// How many steps it made.
    pub(crate) fn steps(&self) -> usize {
        self.steps.load(Ordering::Relaxed)
    }

    /// Runs a verb to its end.
    pub(crate) fn run(self: &Arc<Self>, world: &Arc<World>, verb: &str, params: &Params) -> Params {
        let context = Context {
            trace: world.next_trace(),
            web: world.web,
            now: world.moment(),
            ..Context::default()
        };
        let wire = Arc::new(Wire::new(world, self));
        let stopwatch = Arc::new(|| Duration::ZERO);
        let run = Run::new(verb, params, &context, platform(), wire, stopwatch);
        let mut run = run.expect("a verb").with_concurrency(Concurrency::ONE); // reads in their order: a seed repeats its run
        while let Some(effect) = run.next_effect().expect("a run in step") {
            run.answer(&self.perform(world, &effect))
                .expect("a run in step");
        }
        let outcome = run.outcome().expect("a finished run");
        world.tell(|| format!("  {verb}: {}", crate::verdict::said(&outcome)));
        if let Some(points) = outcome.map("points").unwrap() {
            self.perform(world, &points.into_owned().with("effect", "points_spent"));
        }
        outcome
    }

    fn perform(&self, world: &Arc<World>, effect: &Params) -> Value {
        self.step(world);
        let place = self.effects.fetch_add(1, Ordering::Relaxed);
        let fails = self.database_fails.filter(|(at, _)| *at == place);
        world.store.lock().has_failed |= fails.is_some();
        let answer = match fails {
            Some((_, false)) => Store::failed(effect),
            Some((_, true)) => {
                world.perform(effect);
                Store::failed(effect)
            }
            None => world.perform(effect),
        };
        let text = |name| {
            effect
                .text(name)
                .ok()
                .flatten()
                .unwrap_or_default()
                .into_owned()
        };
        world.tell(|| {
            let failed = if fails.is_some() {
                ", and the database fails"
            } else {
                ""
            };
            format!(
                "    {} {} {} {}{failed}",
                text("effect"),
                text("what"),
                text("state"),
                text("key")
            )
        });
        self.step(world);
        answer
    }
}

fn platform() -> Platform {
    let endpoint = |url| Endpoint::parse(url).unwrap();
    Platform::ispapi(
        endpoint("https://api.ispapi.net/api/call.cgi"),
        endpoint("https://api-ote.ispapi.net/api/call.cgi"),
        "ispbridge/test",
    )
}
