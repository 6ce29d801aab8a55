//! Many commands at a time, over the connections that are kept warm.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use super::client::Client;
use super::code::Code;
use super::command::Command;
use super::effect::CommandEffect;
use super::error::{Error, NotSent};
use super::response::Response;
use crate::net::without_signals;

/// How many commands are under way at a time: 1 to [`Concurrency::MOST`], 8 unless told otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concurrency(usize);

impl Concurrency {
    /// More in flight than this, and the platform counts it as an attack.
    pub const MOST: usize = 32;

    /// One after another, in their order, and on no thread but the caller's.
    pub const ONE: Self = Self(1);

    /// So many; `None` for 0 and for more than [`MOST`](Self::MOST).
    pub fn new(commands: usize) -> Option<Self> {
        (1..=Self::MOST)
            .contains(&commands)
            .then_some(Self(commands))
    }
}

impl Default for Concurrency {
    fn default() -> Self {
        Self(8)
    }
}

impl Client {
    /// Sends many commands, some of them at the same time, and returns what [`request`](Self::request) would have, in the
    /// order of the commands. An item that fails stands in its place, and the others go on.
    ///
    /// Reads and free changes go out in any order. Commands that cost money go one after another, in their order, each over a
    /// connection of its own: two orders never race for the same deposit. With a concurrency of 1 everything keeps its order.
    ///
    /// After 425 (usage exceeded) nothing more is sent; what was left over is [`NotSent::RateLimited`].
    ///
    /// No thread outlives the call, and none takes a signal.
    pub fn request_many(
        &self,
        commands: &[Command],
        concurrency: Concurrency,
    ) -> Vec<Result<Response, Error>> {
        let batch = Batch::new(self, commands, concurrency);
        let helpers = concurrency.0.min(batch.others.len()).saturating_sub(1);
        thread::scope(|scope| {
            let helper = || {
                let named = thread::Builder::new().name("ispbridge-many".into());
                without_signals(|| named.spawn_scoped(scope, || batch.work()))
            };
            // Where no thread is left, this one does the work.
            let helpers: Vec<_> = (0..helpers).filter_map(|_| helper().ok()).collect();
            batch.orders.iter().for_each(|place| batch.send(*place));
            batch.work();
            // The scope would wait for their work; only a join waits for the threads themselves.
            for helper in helpers {
                drop(helper.join());
            }
        });
        batch.ends()
    }
}

/// The commands and what came of them, shared by the threads of one call.
struct Batch<'a> {
    client: &'a Client,
    commands: &'a [Command],
    ends: Vec<OnceLock<Result<Response, Error>>>,
    /// Places of the commands that go one after another.
    orders: Vec<usize>,
    /// Places of those that may go at the same time.
    others: Vec<usize>,
    /// How many of these are taken.
    taken: AtomicUsize,
    /// Whether the platform refuses everything for a while.
    blocked: AtomicBool,
}

impl<'a> Batch<'a> {
    fn new(client: &'a Client, commands: &'a [Command], concurrency: Concurrency) -> Self {
        let dialect = client.platform().dialect;
        let alone = |place: &usize| {
            let command = commands.get(*place);
            concurrency.0 == 1
                || command.is_some_and(|command| dialect.effect(command) == CommandEffect::Pays)
        };
        let (orders, others) = (0..commands.len()).partition(alone);
        Self {
            client,
            commands,
            ends: commands.iter().map(|_| OnceLock::new()).collect(),
            orders,
            others,
            taken: AtomicUsize::new(0),
            blocked: AtomicBool::new(false),
        }
    }

    /// Sends what is left, until nothing is.
    fn work(&self) {
        while let Some(place) = self.others.get(self.taken.fetch_add(1, Ordering::Relaxed)) {
            self.send(*place);
        }
    }

    fn send(&self, place: usize) {
        let (Some(command), Some(end)) = (self.commands.get(place), self.ends.get(place)) else {
            return; // places are those of the commands
        };
        if self.blocked.load(Ordering::Relaxed) {
            let _ = end.set(Err(Error::NotSent(NotSent::RateLimited)));
            return;
        }
        let answer = self.client.request(command);
        if matches!(&answer, Ok(response) if response.code() == Code::LOCKED) {
            self.blocked.store(true, Ordering::Relaxed);
        }
        let _ = end.set(answer);
    }

    #[allow(clippy::expect_used)] // every place was sent before the scope ended, or the scope ended in a panic
    fn ends(self) -> Vec<Result<Response, Error>> {
        let ends = self.ends.into_iter();
        ends.map(|end| end.into_inner().expect("a place that was sent"))
            .collect()
    }
}
