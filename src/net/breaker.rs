//! Fails fast where nothing answers: a page that makes five calls must not wait five times for a server that is down
//! (`ispapi-wire`, section 9).

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use super::{Request, Route, TransportError};

/// So many failures in a row, with no answer between them, and a place counts as down.
const FAILURES: u32 = 5;

/// How long it counts so at first.
const FIRST_REST: Duration = Duration::from_secs(30);

/// How long after each further try that failed.
const NEXT_REST: Duration = Duration::from_secs(60);

/// More places than any shop asks; it bounds memory when a configuration goes astray.
const MOST_PLACES: usize = 32;

/// What failed where. One a process; nobody is locked out of another process's luck.
#[derive(Default)]
pub(super) struct Breaker {
    places: Mutex<BTreeMap<Place, Door>>,
    kept_back: AtomicU64,
}

/// The login is no part of it: a server that refuses one answers.
type Place = (String, Route);

#[derive(Default)]
struct Door {
    failures: u32,
    /// Shut until then; `None` while failures are few.
    until: Option<Instant>,
    /// Whether one was let through after a rest, and has not come back.
    trying: bool,
}

impl Breaker {
    /// Whether a request may be tried. After a rest one may, and the others wait for how it fares.
    pub(super) fn lets_through(&self, request: &Request, now: Instant) -> bool {
        let mut places = self.places.lock();
        let Some(door) = places.get_mut(&place(request)) else {
            return true;
        };
        match door.until {
            None => true,
            Some(until) if now < until => {
                self.kept_back.fetch_add(1, Ordering::Relaxed);
                false
            }
            Some(_) => {
                door.rest(FIRST_REST, now);
                door.trying = true;
                true
            }
        }
    }

    /// Learns from how a request fared. Writes are always tried, so they teach as well.
    pub(super) fn note<T>(&self, request: &Request, end: &Result<T, TransportError>, now: Instant) {
        match end {
            // It never left this process, which says nothing about the server.
            Err(TransportError::Client { .. }) => {}
            Ok(_) | Err(TransportError::TooLarge { .. }) => {
                self.places.lock().remove(&place(request));
            }
            Err(_) => self.failed(place(request), now),
        }
    }

    fn failed(&self, place: Place, now: Instant) {
        let mut places = self.places.lock();
        if places.len() >= MOST_PLACES && !places.contains_key(&place) {
            places.pop_first();
        }
        let door = places.entry(place).or_default();
        door.failures = door.failures.saturating_add(1);
        if door.trying {
            door.rest(NEXT_REST, now);
        } else if door.until.is_none() && door.failures >= FAILURES {
            door.rest(FIRST_REST, now);
        }
        // Otherwise it was under way when the place was found to be down: no news.
    }

    /// Places that are shut.
    pub(super) fn shut(&self) -> usize {
        let places = self.places.lock();
        places.values().filter(|door| door.until.is_some()).count()
    }

    /// Requests that were not let through.
    pub(super) fn kept_back(&self) -> u64 {
        self.kept_back.load(Ordering::Relaxed)
    }
}

impl Door {
    fn rest(&mut self, rest: Duration, now: Instant) {
        // A clock that cannot be moved that far keeps nobody out.
        self.until = now.checked_add(rest);
        self.trying = false;
    }
}

fn place(request: &Request) -> Place {
    (request.url.clone(), request.route.clone())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "a test may fail by panic")]

    use super::*;
    use crate::names::Secret;
    use crate::net::Connection;

    struct Scene {
        breaker: Breaker,
        start: Instant,
    }

    impl Scene {
        fn new() -> Self {
            Self {
                breaker: Breaker::default(),
                start: Instant::now(),
            }
        }

        fn at(&self, seconds: u64) -> Instant {
            let time = self.start.checked_add(Duration::from_secs(seconds));
            time.expect("a short time")
        }

        fn note(&self, seconds: u64, end: &Result<(), TransportError>) {
            self.breaker.note(&to("a"), end, self.at(seconds));
        }

        fn passes(&self, seconds: u64) -> bool {
            self.breaker.lets_through(&to("a"), self.at(seconds))
        }

        fn down() -> Self {
            let scene = Self::new();
            (0..5).for_each(|_| scene.note(0, &dead()));
            scene
        }
    }

    fn to(host: &str) -> Request {
        Request {
            url: format!("https://{host}/"),
            body: Secret::new(""),
            route: Route::default(),
            connection: Connection::Warm,
            connect_timeout: Duration::from_secs(5),
            total_timeout: Duration::from_secs(10),
            max_response_bytes: 1,
            user_agent: String::new(),
        }
    }

    fn dead() -> Result<(), TransportError> {
        let reason = "refused".to_owned();
        Err(TransportError::Connect { reason })
    }

    #[test]
    fn five_failures_in_a_row_shut_the_door_for_half_a_minute() {
        let scene = Scene::new();
        for _ in 0..4 {
            scene.note(0, &dead());
        }
        assert!(scene.passes(0));
        scene.note(0, &dead());
        assert!(!scene.passes(0) && !scene.passes(29));
        assert_eq!((scene.breaker.shut(), scene.breaker.kept_back()), (1, 2));
        assert!(scene.passes(30));
    }

    #[test]
    fn an_answer_between_failures_begins_the_count_anew() {
        let scene = Scene::new();
        for _ in 0..3 {
            (0..4).for_each(|_| scene.note(0, &dead()));
            scene.note(0, &Ok(()));
        }
        assert!(scene.passes(0));
        let down = Scene::down();
        let limit = 1;
        down.note(1, &Err(TransportError::TooLarge { limit }));
        assert!(down.passes(1), "too long an answer is an answer");
    }

    #[test]
    fn after_a_rest_one_tries_and_the_others_wait_for_it() {
        let scene = Scene::down();
        assert!(scene.passes(31));
        assert!(!scene.passes(31), "one is under way");
        scene.note(32, &dead());
        assert!(!scene.passes(91));
        assert!(scene.passes(92), "a minute after the try that failed");
        scene.note(93, &Ok(()));
        assert!(scene.passes(93) && scene.passes(93));
        assert_eq!(scene.breaker.shut(), 0);
    }

    #[test]
    fn a_try_that_never_came_back_keeps_nobody_out_for_ever() {
        let scene = Scene::down();
        assert!(scene.passes(30));
        assert!(!scene.passes(59));
        assert!(scene.passes(60));
    }

    #[test]
    fn what_was_under_way_when_the_door_shut_prolongs_nothing() {
        let scene = Scene::down();
        scene.note(20, &dead());
        assert!(scene.passes(30));
    }

    #[test]
    fn our_own_mistakes_say_nothing_about_a_server() {
        let scene = Scene::new();
        for _ in 0..9 {
            let reason = "no CA file".to_owned();
            scene.note(0, &Err(TransportError::Client { reason }));
        }
        assert!(scene.passes(0));
    }

    #[test]
    fn places_are_told_apart_and_not_remembered_without_end() {
        let scene = Scene::down();
        assert!(scene.breaker.lets_through(&to("b"), scene.start));
        for number in 0..100 {
            let request = to(&number.to_string());
            scene.breaker.note(&request, &dead(), scene.start);
        }
        assert_eq!(scene.breaker.places.lock().len(), MOST_PLACES);
    }
}
