//! One process from its first request to its forked child: no thread before, none that takes signals, no shared pool.
//!
//! One test, so that the process has no threads but this test's own when it looks at them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]
#![allow(unsafe_code, reason = "fork and _exit; each use says why it is sound")]

#[path = "support/server.rs"]
mod server;

use std::panic::catch_unwind;

use nix::sys::wait::{WaitStatus, waitpid};
use nix::unistd::{ForkResult, Pid, fork};

use ispbridge::net::pool::{Stats, stats};
use ispbridge::net::{Connection, Request, pool};

use server::{Server, request};

#[test]
fn a_process_and_its_fork_each_have_their_own_pool() {
    let server = Server::echo();
    let request = Request {
        connection: Connection::Warm,
        ..request(&server.url())
    };
    let transport = pool::transport();
    assert_eq!(
        (client_threads(), stats()),
        (vec![], Stats::default()),
        "nothing before the first request"
    );

    assert_eq!(post(&request), stats_after(1));
    assert_eq!(server.accepted(), 1);
    let masks = client_threads();
    assert_eq!(masks.len(), 1, "one client, one thread");
    // Every signal but the two that nobody can block and the two that the C library keeps for itself.
    assert!(
        masks.iter().all(|mask| mask | 0x1_8004_0100 == u64::MAX),
        "{masks:x?}"
    );

    for _ in 0..2 {
        assert_eq!(
            child(|| post(&request) == stats_after(1) && post(&request) == stats_after(2)),
            0
        );
    }
    assert_eq!(
        server.accepted(),
        3,
        "each child made one connection of its own"
    );

    transport.post(&request).unwrap();
    assert_eq!(
        server.accepted(),
        3,
        "the parent still has its kept connection"
    );
}

fn stats_after(requests: u64) -> Stats {
    Stats {
        clients: 1,
        requests,
        ..Stats::default()
    }
}

/// Posts and gives the counters; an error shows in them.
fn post(request: &Request) -> Stats {
    let reply = pool::transport().post(request).unwrap();
    assert_eq!(reply.body, request.body.expose().as_bytes());
    stats()
}

/// Runs `work` in a forked child; its exit code is 0 if that was true, 1 if false, 2 if it panicked.
fn child(work: impl Fn() -> bool + std::panic::UnwindSafe) -> i32 {
    // SAFETY: the child has this thread alone. It uses the allocator, whose locks the C library resets on fork, and
    // what `work` makes; it takes no lock that another thread of the parent may hold, and ends by `_exit`.
    match unsafe { fork() }.unwrap() {
        ForkResult::Child => {
            let code = catch_unwind(work).map_or(2, |passed| i32::from(!passed));
            // SAFETY: ends the process at once, without the parent's exit handlers.
            unsafe { nix::libc::_exit(code) }
        }
        ForkResult::Parent { child } => exit_code(child),
    }
}

fn exit_code(child: Pid) -> i32 {
    match waitpid(child, None).unwrap() {
        WaitStatus::Exited(_, code) => code,
        other => panic!("the child ended by {other:?}"),
    }
}

/// The masks of blocked signals of the HTTP client's threads.
fn client_threads() -> Vec<u64> {
    let tasks = std::fs::read_dir("/proc/self/task")
        .unwrap()
        .map(|task| task.unwrap().path());
    let texts = tasks.filter_map(|task| std::fs::read_to_string(task.join("status")).ok());
    let clients = texts.filter(|text| text.starts_with("Name:\treqwest-"));
    clients.map(|text| blocked(&text)).collect()
}

fn blocked(status: &str) -> u64 {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("SigBlk:\t"))
        .unwrap();
    u64::from_str_radix(line, 16).unwrap()
}
