//! The process's clients: made on the first request that wants them, kept for the next, never shared across a fork.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use once_cell::sync::OnceCell;
use parking_lot::Mutex;

use super::breaker::Breaker;
use super::http::{Http, Line};
use super::process::{PerProcess, without_signals};
use super::{Delivery, Reply, Request, Transport, TransportError};

/// More lines than any shop has; it bounds threads and sockets when a configuration goes astray.
const MOST_CLIENTS: usize = 32;

/// How long a client serves before a new one takes its place. A busy connection never goes idle: without this limit a
/// long-lived worker would never look up the host again, nor read a renewed CA file.
const LIFETIME: Duration = Duration::from_secs(300);

static POOL: PerProcess<Pool> = PerProcess::new();

/// The transport that everything shares. Cheap: no thread, socket or runtime before the first request.
pub fn transport() -> Arc<dyn Transport> {
    Arc::new(Pooled)
}

/// What this process's pool did so far, for `phpinfo()`; it creates nothing.
pub fn stats() -> Stats {
    POOL.get().map(|pool| pool.stats()).unwrap_or_default()
}

/// Sends each request through the client for its route and kind of connection.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pooled;

impl Transport for Pooled {
    fn post(&self, request: &Request) -> Result<Reply, TransportError> {
        POOL.get_or_make(Pool::default).post(request)
    }

    fn is_reachable(&self, request: &Request) -> bool {
        let pool = POOL.get();
        pool.is_none_or(|pool| pool.breaker.lets_through(request, Instant::now()))
    }
}

/// Counters of one process; a forked child begins at zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Clients that stand now.
    pub clients: usize,
    /// Requests that ended in failure before anything was sent.
    pub failed_unsent: u64,
    /// Requests whose outcome the transport cannot tell.
    pub failed_unknown: u64,
    /// Requests that were not begun, since nothing answered there.
    pub kept_back: u64,
    /// Requests begun, whatever became of them.
    pub requests: u64,
    /// Servers that count as down now.
    pub servers_down: usize,
}

/// Newest use first. The lock covers the list alone: a client is built, used and dropped outside of it.
#[derive(Default)]
struct Pool {
    slots: Mutex<VecDeque<Slot>>,
    requests: AtomicU64,
    failed_unsent: AtomicU64,
    failed_unknown: AtomicU64,
    breaker: Breaker,
}

struct Slot {
    line: Line,
    since: Instant,
    client: SharedClient,
}

/// The cell lets one thread build while others that want the same client wait, and nobody else does.
type SharedClient = Arc<OnceCell<Http>>;

impl Pool {
    fn post(&self, request: &Request) -> Result<Reply, TransportError> {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let line = Line::of(request);
        let client = self.client(&line, Instant::now());
        let reply = client
            .get_or_try_init(|| Http::new(line))
            .and_then(|http| http.post(request));
        if let Err(error) = &reply {
            self.count(error);
        }
        self.breaker.note(request, &reply, Instant::now());
        reply
    }

    /// The line's client, built or not, now at the head of the list.
    fn client(&self, line: &Line, now: Instant) -> SharedClient {
        let mut retired = Vec::new();
        let mut slots = self.slots.lock();
        let kept = slots.iter().position(|slot| slot.line == *line);
        let kept = kept.and_then(|place| slots.remove(place));
        let slot = match kept {
            Some(slot) if now.saturating_duration_since(slot.since) < LIFETIME => slot,
            old => {
                retired.extend(old);
                Slot {
                    line: line.clone(),
                    since: now,
                    client: SharedClient::default(),
                }
            }
        };
        let client = Arc::clone(&slot.client);
        slots.push_front(slot);
        let most = MOST_CLIENTS.min(slots.len());
        retired.extend(slots.drain(most..));
        drop(slots);
        retire(retired);
        client
    }

    fn count(&self, error: &TransportError) {
        let counter = match error.delivery() {
            Delivery::NotSent => &self.failed_unsent,
            Delivery::Unknown => &self.failed_unknown,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    fn stats(&self) -> Stats {
        let slots = self.slots.lock();
        let stands = |slot: &&Slot| slot.client.get().is_some();
        Stats {
            clients: slots.iter().filter(stands).count(),
            failed_unsent: self.failed_unsent.load(Ordering::Relaxed),
            failed_unknown: self.failed_unknown.load(Ordering::Relaxed),
            kept_back: self.breaker.kept_back(),
            requests: self.requests.load(Ordering::Relaxed),
            servers_down: self.breaker.shut(),
        }
    }
}

/// Drops clients on a thread of its own: a drop waits for the client's thread and for a name lookup in progress, and
/// the request that happened to come now has time limits to keep.
fn retire(slots: Vec<Slot>) {
    if slots.iter().all(|slot| slot.client.get().is_none()) {
        return;
    }
    let thread = thread::Builder::new().name("ispbridge-retire".into());
    // Where no thread is left, the closure, and with it the clients, is dropped here and now.
    let _ = without_signals(|| thread.spawn(move || drop(slots)));
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::expect_used,
        reason = "a duration that cannot be added must fail the test"
    )]

    use std::path::PathBuf;

    use super::*;
    use crate::names::Secret;
    use crate::net::{Connection, Route};

    /// Port 9 of loopback (discard), where nothing listens: no test here needs an answer.
    fn request() -> Request {
        Request {
            url: "http://127.0.0.1:9/".to_owned(),
            body: Secret::new(""),
            route: Route::default(),
            connection: Connection::Warm,
            connect_timeout: Duration::from_secs(5),
            total_timeout: Duration::from_secs(10),
            max_response_bytes: 1,
            user_agent: "ispbridge/test".to_owned(),
        }
    }

    fn line(ca_file: usize) -> Line {
        let mut request = request();
        request.route.ca_file = Some(PathBuf::from(format!("/nowhere/{ca_file}")));
        Line::of(&request)
    }

    #[test]
    fn a_line_keeps_its_client_until_its_time_is_over() {
        let (pool, start) = (Pool::default(), Instant::now());
        let later = |seconds| {
            start
                .checked_add(Duration::from_secs(seconds))
                .expect("a short time")
        };
        let first = pool.client(&line(1), start);
        assert!(Arc::ptr_eq(&first, &pool.client(&line(1), later(299))));
        let second = pool.client(&line(1), later(300));
        assert!(!Arc::ptr_eq(&first, &second), "use does not prolong it");
        assert!(Arc::ptr_eq(&second, &pool.client(&line(1), later(599))));
    }

    #[test]
    fn the_line_that_was_not_used_longest_goes_first() {
        let (pool, now) = (Pool::default(), Instant::now());
        let first = pool.client(&line(0), now);
        let second = pool.client(&line(1), now);
        for number in 2..MOST_CLIENTS {
            pool.client(&line(number), now);
        }
        assert!(
            Arc::ptr_eq(&first, &pool.client(&line(0), now)),
            "still there, and now the newest"
        );
        pool.client(&line(MOST_CLIENTS), now);
        assert_eq!(pool.slots.lock().len(), MOST_CLIENTS);
        assert!(Arc::ptr_eq(&first, &pool.client(&line(0), now)));
        assert!(!Arc::ptr_eq(&second, &pool.client(&line(1), now)));
    }

    #[test]
    fn what_differs_in_route_connection_or_time_to_connect_shares_no_client() {
        let pool = Pool::default();
        let mut fresh = request();
        fresh.connection = Connection::Fresh;
        let mut hurried = request();
        hurried.connect_timeout = Duration::from_secs(1);
        let lines = [
            Line::of(&request()),
            Line::of(&fresh),
            Line::of(&hurried),
            line(1),
        ];
        for line in &lines {
            pool.client(line, Instant::now());
        }
        assert_eq!(pool.slots.lock().len(), lines.len());
    }

    #[test]
    fn a_limit_of_the_answer_alone_shares_the_client() {
        let (mut longer, now) = (request(), Instant::now());
        longer.total_timeout = Duration::from_secs(200);
        let pool = Pool::default();
        let client = pool.client(&Line::of(&request()), now);
        assert!(Arc::ptr_eq(&client, &pool.client(&Line::of(&longer), now)));
    }

    #[test]
    fn failures_are_counted_and_a_failed_client_is_built_anew() {
        let pool = Pool::default();
        let mut unusable = request();
        unusable.route.ca_file = Some(PathBuf::from("/nowhere"));
        for _ in 0..2 {
            assert_eq!(
                pool.post(&unusable).map_err(|error| error.code()),
                Err("transport.client")
            );
        }
        let unsent = Stats {
            failed_unsent: 2,
            requests: 2,
            ..Stats::default()
        };
        assert_eq!(pool.stats(), unsent);
    }

    #[test]
    fn a_built_client_is_retired_without_waiting_here() {
        let (pool, start) = (Pool::default(), Instant::now());
        let _ = pool.post(&request());
        assert_eq!(pool.stats().clients, 1);
        let later = start.checked_add(LIFETIME * 2).expect("a short time");
        pool.client(&Line::of(&request()), later);
        assert_eq!(pool.stats().clients, 0);
    }
}
