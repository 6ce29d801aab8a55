//! Every fault at every place, a loss at every step, two workers in every order. Exhaustive within the bounds that are named.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use ispbridge_sandbox::InProcess;
use serde_json::{Value, json};

use crate::baton::Baton;
use crate::operation::{OPERATIONS, Operation};
use crate::process::Process;
use crate::shop::{act, cron};
use crate::verdict::{check_now, rest};
use crate::wire::Fault;
use crate::world::{World, share};

/// What WHMCS and its people do after the first call, and when.
#[derive(Clone, Copy, Debug)]
enum Then {
    /// The cron runs, then somebody asks again, after so many seconds each.
    CronAndAgain(i64, i64),
    /// Somebody asks again after so many seconds.
    Again(i64),
}

const THEN: [Then; 6] = [
    Then::Again(0),
    Then::Again(60),
    Then::Again(20 * 60),
    Then::CronAndAgain(60, 60),
    Then::CronAndAgain(5 * 60, 0),
    Then::CronAndAgain(20 * 60, 60),
];

/// One case: what goes wrong in the first call, and what comes after it.
#[derive(Clone, Debug)]
struct Case {
    /// The place of the exchange, and what goes wrong with it.
    fault: Option<(usize, Fault)>,
    /// The step at which the process is lost.
    lost_at: Option<usize>,
    then: Then,
}

/// All that can go wrong with an exchange. Late is at most three minutes: the platform ends a command then (wire facts 9).
pub(crate) fn faults() -> Vec<Fault> {
    let mut effects = vec![
        json!({"effect": "close_after_answer"}),
        json!({"effect": "close_after_executing"}),
        json!({"effect": "close_before_executing"}),
        json!({"effect": "close_before_reading"}),
        json!({"effect": "close_on_accept"}),
        json!({"effect": "deliver_twice", "first": false}),
        json!({"effect": "deliver_twice", "first": true}),
        json!({"effect": "execute_late", "after_requests": 1}),
        json!({"effect": "execute_late", "after_requests": 2}),
        json!({"effect": "execute_late", "after_requests": 3}),
        json!({"effect": "execute_late", "after_seconds": 1}),
        json!({"effect": "execute_late", "after_seconds": 179, "silent": true}),
        json!({"effect": "execute_late", "after_seconds": 179}),
        json!({"effect": "pending"}),
        json!({"effect": "answer", "code": 425}),
    ];
    for execute in [false, true] {
        for code in [420, 421, 423, 520] {
            effects.push(json!({"effect": "answer", "code": code, "execute": execute}));
        }
        for status in [500, 502] {
            effects.push(json!({"effect": "http_status", "status": status, "execute": execute}));
        }
        effects.push(json!({"effect": "body", "text": "", "execute": execute}));
        effects.push(json!({"effect": "body", "text": "404", "execute": execute}));
        effects.push(json!({"effect": "cut_body", "execute": execute}));
        effects.push(json!({"effect": "short_body", "execute": execute}));
        for milliseconds in [20_000, 240_000] {
            effects
                .push(json!({"effect": "delay", "milliseconds": milliseconds, "execute": execute}));
        }
    }
    let sandbox = effects.into_iter().map(Fault::Sandbox);
    std::iter::once(Fault::NotConnected)
        .chain(sandbox)
        .collect()
}

/// Plays one case to its rest.
fn play(operation: &'static Operation, registrar: &InProcess, case: &Case) -> Result<(), String> {
    let world = share(World::new(operation, registrar));
    if let Some((place, fault)) = &case.fault {
        world.faults.lock().plan_at(*place, fault.clone());
    }
    let process = Arc::new(Process::lost_at(case.lost_at));
    process.live(|process| act(&world, process));
    check_now(&world)?;
    let process = || Arc::new(Process::default());
    let again = match case.then {
        Then::Again(seconds) => seconds,
        Then::CronAndAgain(seconds, again) => {
            world.pass(seconds);
            process().live(|process| cron(&world, process));
            check_now(&world)?;
            again
        }
    };
    world.pass(again);
    process().live(|process| act(&world, process));
    check_now(&world)?;
    rest(&world)
}

/// How many exchanges and steps the first call has where nothing, or this, goes wrong.
fn length(
    operation: &'static Operation,
    registrar: &InProcess,
    fault: Option<(usize, Fault)>,
) -> (usize, usize) {
    let world = share(World::new(operation, registrar));
    if let Some((place, fault)) = fault {
        world.faults.lock().plan_at(place, fault);
    }
    let process = Arc::new(Process::default());
    process.live(|process| act(&world, process));
    let exchanges = world.faults.lock().exchanges();
    (exchanges, process.steps())
}

/// Every fault at every exchange, with a loss at every step; where the fault hits a read, at every fourth. The first operation sees
/// each of them followed by everything that may come after; the others by one of these, in turn.
fn all(operation: &'static Operation, registrar: &InProcess) -> Vec<Case> {
    let (exchanges, _) = length(operation, registrar, None);
    let mut cases = Vec::new();
    let places = (0..exchanges)
        .flat_map(|place| faults().into_iter().map(move |fault| Some((place, fault))));
    let mut turn = 0;
    for fault in std::iter::once(None).chain(places) {
        let (_, steps) = length(operation, registrar, fault.clone());
        let is_order = fault
            .as_ref()
            .is_none_or(|(place, _)| place + 1 == exchanges);
        let each = if is_order { 1 } else { 4 };
        for lost_at in std::iter::once(None).chain((0..steps).step_by(each).map(Some)) {
            turn += 1;
            let one = [THEN[turn % THEN.len()]];
            let is_first = operation.name == OPERATIONS[0].name;
            let then = if is_first && is_order {
                &THEN[..]
            } else {
                &one[..]
            };
            cases.extend(then.iter().map(|then| Case {
                fault: fault.clone(),
                lost_at,
                then: *then,
            }));
        }
    }
    cases
}

/// Plays all of them on both cores, and fails with the first few that are not as they must be.
pub(crate) fn judge<T: Sync + std::fmt::Debug>(
    what: &str,
    cases: &[T],
    play: impl Fn(&T) -> Result<(), String> + Sync,
) {
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(why) = play(case) {
                        wrong.lock().unwrap().push(format!("{why}: {case:?}"));
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    println!("{what}: {} cases", cases.len());
    let some: Vec<_> = wrong.iter().take(12).cloned().collect();
    assert!(
        wrong.is_empty(),
        "{what}: {} of {} cases\n  {}",
        wrong.len(),
        cases.len(),
        some.join("\n  ")
    );
}

#[test]
fn every_fault_everywhere_and_a_loss_at_every_step_is_charged_once() {
    for operation in OPERATIONS {
        let registrar = World::registrar(operation);
        let cases = all(operation, &registrar);
        judge(operation.name, &cases, |case| {
            play(operation, &registrar, case)
        });
    }
}

/// Who finds out that an order which waited for the registry is decided.
#[derive(Clone, Copy, Debug)]
enum Finder {
    Cron,
    /// Somebody who asks for the same once more.
    Again,
}

/// The one who finds out, and the step at which it is lost.
type Discovery = (Finder, Option<usize>);

/// An order is accepted and decided a day later; then comes this process. Says how many steps it made.
fn discover(
    operation: &'static Operation,
    registrar: &InProcess,
    (finder, lost_at): Discovery,
) -> Result<usize, String> {
    let world = share(World::new(operation, registrar));
    Arc::new(Process::default()).live(|process| act(&world, process));
    let word = json!({"entity": "live", "name": operation.domain(), "confirmed": !operation.fails});
    let _ = world.control().post("settle", word); // refused where time alone decides
    world.pass(operation.days * 24 * 60 * 60);
    let process = Arc::new(Process::lost_at(lost_at));
    process.live(|process| match finder {
        Finder::Cron => cron(&world, process),
        Finder::Again => drop(act(&world, process)),
    });
    check_now(&world)?;
    rest(&world).map(|()| process.steps())
}

#[test]
fn what_follows_a_decision_outlives_the_process_that_finds_out() {
    for operation in OPERATIONS.iter().filter(|operation| operation.days > 0) {
        let registrar = World::registrar(operation);
        let mut cases = Vec::new();
        for finder in [Finder::Cron, Finder::Again] {
            let steps = discover(operation, &registrar, (finder, None)).unwrap();
            cases.extend((0..steps).map(|step| (finder, Some(step))));
        }
        let what = format!("{}, decided", operation.name);
        judge(&what, &cases, |case| {
            discover(operation, &registrar, *case).map(drop)
        });
    }
}

/// Two workers ask for the same at the same time.
#[derive(Debug)]
struct Race {
    /// Steps of each turn.
    turns: [usize; 3],
    /// Seconds that pass with each change of turns.
    pause: i64,
    fault: Option<Value>,
}

fn race(operation: &'static Operation, registrar: &InProcess, race: &Race) -> Result<(), String> {
    let world = share(World::new(operation, registrar));
    if let Some(effect) = &race.fault {
        world
            .faults
            .lock()
            .plan(operation.paid[0], 0, Fault::Sandbox(effect.clone()));
    }
    let (clock, pause) = (Arc::clone(&world), race.pause);
    let baton = Arc::new(Baton::new(
        &race.turns,
        Some(Box::new(move || clock.pass(pause))),
    ));
    two_at_once(&world, &baton, || [Process::default(), Process::default()]);
    check_now(&world)?;
    rest(&world)
}

/// Lets two processes ask at the same time.
pub(crate) fn two_at_once(
    world: &Arc<World>,
    baton: &Arc<Baton>,
    processes: impl FnOnce() -> [Process; 2],
) {
    let [first, second] = processes();
    let (first, second) = (first.with_baton(baton, 0), second.with_baton(baton, 1));
    thread::scope(|scope| {
        let second = Arc::new(second);
        scope.spawn(move || second.live(|process| act(world, process)));
        Arc::new(first).live(|process| act(world, process));
    });
}

#[test]
fn two_workers_in_every_order_are_charged_once() {
    let operation = &OPERATIONS[0];
    let registrar = World::registrar(operation);
    let (_, steps) = length(operation, &registrar, None);
    let mut races = Vec::new();
    for pause in [0, 100] {
        for fault in [
            None,
            Some(json!({"effect": "close_after_executing"})),
            Some(json!({"effect": "answer", "code": 421})),
        ] {
            for first in 0..=steps {
                for second in 0..=steps {
                    let turns = if pause == 0 {
                        [first, second, (first * 7 + second) % steps]
                    } else {
                        [first, second, 2]
                    };
                    races.push(Race {
                        turns,
                        pause,
                        fault: fault.clone(),
                    });
                }
            }
        }
    }
    judge("two workers", &races, |case| {
        race(operation, &registrar, case)
    });
}
