//! Many commands at a time: each answer in its place, orders one after another, nothing after a lock.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)] // a test may fail by panic

mod wire_script;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::thread::{self, ThreadId};

use ispbridge::ispapi::{Client, Command, Concurrency, EncodeError, Error, NotSent, Response};
use ispbridge::net::{Connection, Reply, Request, Transport, TransportError};
use wire_script::{account, code, platform, refused, reply};

/// A server by a closure over the command's text.
struct Server<F>(F);

impl<F> Transport for Server<F>
where
    F: Fn(&str, &Request) -> Result<Reply, TransportError> + Send + Sync,
{
    fn post(&self, request: &Request) -> Result<Reply, TransportError> {
        let (_, command) = request.body.expose().split_once("s_command=").unwrap();
        (self.0)(command, request)
    }
}

fn client<F>(answer: F) -> Client
where
    F: Fn(&str, &Request) -> Result<Reply, TransportError> + Send + Sync + 'static,
{
    Client::new(Arc::new(Server(answer)), platform(), account())
}

fn reads(names: impl IntoIterator<Item = u32>) -> Vec<Command> {
    let command = |n| {
        Command::new("StatusDomain")
            .unwrap()
            .with("DOMAIN", format!("d{n}.com"))
    };
    names.into_iter().map(command).collect()
}

fn order(n: u32) -> Command {
    Command::new("AddDomain")
        .unwrap()
        .with("DOMAIN", format!("d{n}.com"))
}

/// Answers with the name that was asked for.
fn echo(command: &str) -> Result<Reply, TransportError> {
    let name = command.split("DOMAIN%3D").nth(1).unwrap();
    reply(format!("CODE=200\nDESCRIPTION={name}\nEOF\n"))
}

fn said(ends: &[Result<Response, Error>]) -> Vec<String> {
    let text = |end: &Result<Response, Error>| match end {
        Ok(response) => response.description().to_owned(),
        Err(error) => error.code(),
    };
    ends.iter().map(text).collect()
}

fn at_once(commands: usize) -> Concurrency {
    Concurrency::new(commands).unwrap()
}

#[test]
fn answers_stand_where_their_commands_stand() {
    let ends = client(|command, _| echo(command)).request_many(&reads(0..100), at_once(8));
    let names: Vec<_> = (0..100).map(|n| format!("d{n}.com")).collect();
    assert_eq!(said(&ends), names);
}

#[test]
fn as_many_are_under_way_as_was_said_and_all_threads_have_ended() {
    // Each answer waits until eight requests are there, so fewer threads would wait for ever.
    let (barrier, most, now) = (
        Barrier::new(8),
        Arc::new(AtomicUsize::new(0)),
        AtomicUsize::new(0),
    );
    let seen = Arc::clone(&most);
    let threads = Arc::new(Mutex::new(BTreeSet::<String>::new()));
    let names = Arc::clone(&threads);
    let client = client(move |command, _| {
        seen.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        names
            .lock()
            .unwrap()
            .insert(format!("{:?}", thread::current().id()));
        barrier.wait();
        now.fetch_sub(1, Ordering::SeqCst);
        echo(command)
    });
    let ends = client.request_many(&reads(0..24), at_once(8));
    assert!(ends.iter().all(Result::is_ok));
    assert_eq!(most.load(Ordering::SeqCst), 8);
    assert_eq!(threads.lock().unwrap().len(), 8);
}

#[test]
fn one_command_takes_no_thread() {
    let here: ThreadId = thread::current().id();
    let client = client(move |command, _| {
        assert_eq!(thread::current().id(), here);
        echo(command)
    });
    assert!(client.request_many(&reads([1]), at_once(32))[0].is_ok());
    assert!(client.request_many(&[], at_once(32)).is_empty());
}

#[test]
fn a_bad_item_fails_in_its_place() {
    let mut commands = reads(0..3);
    commands[1] = commands[1].clone().with("X-A", "a\0b");
    let answers = client(|command, _| {
        if command.contains("d2") {
            refused()
        } else {
            echo(command)
        }
    });
    let ends = answers.request_many(&commands, at_once(2));
    assert_eq!(
        said(&ends),
        [
            "d0.com",
            EncodeError::ControlCharacter { key: String::new() }.code(),
            "transport.connect"
        ]
    );
    assert!(ends[1].as_ref().unwrap_err().is_not_sent());
}

#[test]
fn after_a_lock_nothing_more_is_sent() {
    let sent = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&sent);
    let client = client(move |command, _| {
        count.fetch_add(1, Ordering::SeqCst);
        if command.contains("d2.") {
            code(425)
        } else {
            echo(command)
        }
    });
    let ends = client.request_many(&reads(0..6), at_once(1));
    assert_eq!(sent.load(Ordering::SeqCst), 3);
    let limited = NotSent::RateLimited.code();
    assert_eq!(
        said(&ends),
        ["d0.com", "d1.com", "text", limited, limited, limited]
    );
    let error = ends[5].as_ref().unwrap_err();
    assert!(error.is_not_sent() && !error.outcome_unknown());
}

#[test]
fn orders_go_one_after_another_in_their_order_and_never_twice() {
    let journal = Arc::new(Mutex::new(Vec::new()));
    let (write, under_way) = (Arc::clone(&journal), AtomicUsize::new(0));
    let client = client(move |command, request| {
        if !command.starts_with("COMMAND%3DAddDomain") {
            return echo(command);
        }
        assert_eq!(request.connection, Connection::Fresh);
        assert_eq!(
            under_way.fetch_add(1, Ordering::SeqCst),
            0,
            "two orders at a time"
        );
        write
            .lock()
            .unwrap()
            .push(command.split("DOMAIN%3D").nth(1).unwrap().to_owned());
        under_way.fetch_sub(1, Ordering::SeqCst);
        code(421)
    });
    let mut commands = reads(0..10);
    for n in [20, 21, 22] {
        commands.insert(usize::try_from(n).unwrap() % 10 * 3, order(n));
    }
    let ends = client.request_many(&commands, at_once(8));
    assert!(ends.iter().all(Result::is_ok));
    assert_eq!(*journal.lock().unwrap(), ["d20.com", "d21.com", "d22.com"]);
}

#[test]
fn one_at_a_time_keeps_the_order_of_all() {
    let journal = Arc::new(Mutex::new(Vec::new()));
    let write = Arc::clone(&journal);
    let client = client(move |command, _| {
        write
            .lock()
            .unwrap()
            .push(command.split("DOMAIN%3D").nth(1).unwrap().to_owned());
        echo(command)
    });
    let commands = [reads([1]), vec![order(2)], reads([3])].concat();
    client.request_many(&commands, at_once(1));
    assert_eq!(*journal.lock().unwrap(), ["d1.com", "d2.com", "d3.com"]);
}

#[test]
fn the_bounds_of_concurrency() {
    assert!(Concurrency::new(0).is_none() && Concurrency::new(33).is_none());
    assert!(Concurrency::new(32).is_some());
    assert_eq!(Concurrency::default(), at_once(8));
}

#[test]
fn a_helper_takes_no_signal_and_the_caller_still_does() {
    use nix::sys::signal::{SigSet, Signal};
    let mask = || SigSet::thread_get_mask().unwrap();
    let (caller, before, both) = (thread::current().id(), mask(), Barrier::new(2));
    let client = client(move |command, _| {
        both.wait(); // so that each of the two threads has one
        let blocked = mask();
        let here = thread::current().id() == caller;
        for signal in [
            Signal::SIGTERM,
            Signal::SIGPROF,
            Signal::SIGALRM,
            Signal::SIGQUIT,
        ] {
            assert_eq!(blocked.contains(signal), !here, "{signal}");
        }
        echo(command)
    });
    assert_eq!(
        said(&client.request_many(&reads(0..2), at_once(2))),
        ["d0.com", "d1.com"]
    );
    assert_eq!(mask(), before);
}
