//! Kept and fresh connections, through the process's pool.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

#[path = "support/server.rs"]
mod server;

use std::io::{Read, Write};
use std::net::Shutdown;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use ispbridge::net::{Connection, Delivery, Request, TransportError, pool};

use server::{Server, answer, read_request, request};

fn warm(server: &Server) -> Request {
    Request {
        connection: Connection::Warm,
        ..request(&server.url())
    }
}

#[test]
fn ten_warm_requests_share_one_connection() {
    let server = Server::echo();
    let transport = pool::transport();
    for _ in 0..10 {
        transport.post(&warm(&server)).unwrap();
    }
    assert_eq!(server.accepted(), 1);
}

#[test]
fn ten_fresh_requests_make_ten_connections_and_leave_none() {
    let server = Server::echo();
    let transport = pool::transport();
    transport.post(&warm(&server)).unwrap();
    for _ in 0..10 {
        transport.post(&request(&server.url())).unwrap();
    }
    assert_eq!(
        server.accepted(),
        11,
        "a fresh request uses no kept connection"
    );
    server.wait_for_ended(10); // only the warm one is still open
}

/// The server closes each connection after its answer, as a server does whose keep-alive time is over. Whether the
/// client saw the close before the next request is a race; either way each call ends, and an error says "unknown"
/// unless the bytes did not leave.
#[test]
fn a_kept_connection_that_died_costs_no_more_than_an_honest_error() {
    let received = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&received);
    let server = Server::start(move |mut stream, _| {
        if read_request(&mut stream).is_some() {
            counter.fetch_add(1, Ordering::SeqCst);
            answer(&mut stream, b"once");
        }
    });
    let transport = pool::transport();
    let mut answered = 0;
    for _ in 0..100 {
        match transport.post(&warm(&server)) {
            Ok(reply) => {
                assert_eq!(reply.body, b"once");
                answered += 1;
            }
            Err(TransportError::Send { .. } | TransportError::Connect { .. }) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
    assert!(answered > 0);
    assert_eq!(
        received.load(Ordering::SeqCst),
        answered,
        "each request arrived at most once"
    );
}

/// The request arrives on the kept connection, and then the server goes away: nothing may send it again.
#[test]
fn a_request_that_arrived_is_never_repeated() {
    let received = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&received);
    let server = Server::start(move |mut stream, _| {
        while read_request(&mut stream).is_some() {
            match counter.fetch_add(1, Ordering::SeqCst) {
                0 => answer(&mut stream, b"first"),
                _ => return,
            }
        }
    });
    let transport = pool::transport();
    transport.post(&warm(&server)).unwrap();
    let error = transport.post(&warm(&server)).unwrap_err();
    assert!(matches!(error, TransportError::Send { .. }), "{error:?}");
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert_eq!(received.load(Ordering::SeqCst), 2);
    assert_eq!(server.accepted(), 1);
}

/// The same with a reset instead of an orderly end, in the middle of the form.
#[test]
fn a_form_that_broke_off_half_way_is_unknown() {
    let server = Server::start(|mut stream, _| {
        let _ = stream.read(&mut [0; 1000]);
        let _ = stream.shutdown(Shutdown::Both); // with unread bytes: a reset
    });
    let mut request = request(&server.url());
    request.body = ispbridge::names::Secret::new("x".repeat(16 << 20));
    let error = pool::transport().post(&request).unwrap_err();
    assert!(matches!(error, TransportError::Send { .. }), "{error:?}");
    assert_eq!(server.accepted(), 1);
}

#[test]
fn many_threads_may_post_at_once() {
    let server = Server::echo();
    let transport = pool::transport();
    thread::scope(|scope| {
        for _ in 0..8 {
            let (transport, request) = (&transport, warm(&server));
            scope.spawn(move || {
                for _ in 0..10 {
                    let reply = transport.post(&request).unwrap();
                    assert_eq!(reply.body, request.body.expose().as_bytes());
                }
            });
        }
    });
    let connections = server.accepted();
    assert!(
        connections < 80,
        "{connections} connections for 80 requests"
    );
}

#[test]
fn a_server_that_asks_to_close_gets_a_new_connection_each_time() {
    let server = Server::start(|mut stream, _| {
        read_request(&mut stream);
        let _ = stream
            .write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
    });
    for _ in 0..10 {
        pool::transport().post(&warm(&server)).unwrap();
    }
    assert_eq!(server.accepted(), 10);
}
