//! Requests that fail over real sockets: what each failure is called, and whether the server may have acted.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

#[path = "support/server.rs"]
mod server;

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener};
use std::sync::mpsc::channel;
use std::time::Duration;

use ispbridge::net::http::{Http, Line};
use ispbridge::net::{Delivery, Transport, TransportError};

use server::{Server, read_request, request, send};

#[test]
fn a_refused_connection_sent_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let error = send(&request(&format!("http://{address}/api/call.cgi"))).unwrap_err();
    assert!(
        matches!(&error, TransportError::Connect { reason } if reason.contains("refused")),
        "{error:?}"
    );
    assert_eq!(error.delivery(), Delivery::NotSent);
}

/// A label of 64 characters is refused by the system's own resolver before it asks any server, so this test needs no
/// network (RFC 1035, section 2.3.4: 63 at most).
#[test]
fn a_name_that_does_not_resolve_sent_nothing() {
    let url = format!("http://{}.invalid/api/call.cgi", "a".repeat(64));
    let error = send(&request(&url)).unwrap_err();
    assert!(
        matches!(&error, TransportError::Dns { reason } if !reason.is_empty()),
        "{error:?}"
    );
    assert_eq!(error.delivery(), Delivery::NotSent);
}

/// The listener's queue is full, so the system drops further attempts: what a firewall does, on loopback.
#[test]
fn time_that_ran_out_before_the_connection_sent_nothing() {
    let listener = full_listener();
    let mut request = request(&format!(
        "http://{}/api/call.cgi",
        listener.0.local_addr().unwrap()
    ));
    request.connect_timeout = Duration::from_millis(100);
    let after = request.connect_timeout;
    let error = send(&request).unwrap_err();
    assert_eq!(
        error,
        TransportError::Timeout {
            after,
            connecting: true
        }
    );
}

/// `timeout` in the configuration lowers both limits to the same value: nothing was sent all the same.
#[test]
fn equal_limits_still_tell_that_nothing_was_sent() {
    let listener = full_listener();
    let mut request = request(&format!(
        "http://{}/api/call.cgi",
        listener.0.local_addr().unwrap()
    ));
    request.connect_timeout = Duration::from_millis(500);
    request.total_timeout = Duration::from_millis(500);
    let after = Duration::from_millis(450);
    let error = send(&request).unwrap_err();
    assert_eq!(
        error,
        TransportError::Timeout {
            after,
            connecting: true
        }
    );
}

/// A listener nobody accepts from, with connections made until the system takes no more.
fn full_listener() -> (TcpListener, Vec<std::net::TcpStream>) {
    use nix::sys::socket::{
        AddressFamily, Backlog, SockFlag, SockType, SockaddrIn, bind, listen, socket,
    };
    let fd = socket(
        AddressFamily::Inet,
        SockType::Stream,
        SockFlag::empty(),
        None,
    )
    .unwrap();
    bind(
        std::os::fd::AsRawFd::as_raw_fd(&fd),
        &SockaddrIn::new(127, 0, 0, 1, 0),
    )
    .unwrap();
    listen(&fd, Backlog::new(0).unwrap()).unwrap();
    let listener = TcpListener::from(fd);
    let address = listener.local_addr().unwrap();
    let wait = Duration::from_millis(50);
    let taken = std::iter::from_fn(|| std::net::TcpStream::connect_timeout(&address, wait).ok());
    let taken = taken.take(16).collect();
    (listener, taken)
}

#[test]
fn time_that_ran_out_after_the_request_leaves_it_unknown() {
    let server = Server::start(|mut stream, _| {
        read_request(&mut stream);
        read_request(&mut stream); // until the client gives up
    });
    let mut request = request(&server.url());
    request.total_timeout = Duration::from_millis(200);
    let after = request.total_timeout;
    let error = send(&request).unwrap_err();
    assert_eq!(
        error,
        TransportError::Timeout {
            after,
            connecting: false
        }
    );
    assert_eq!(error.delivery(), Delivery::Unknown);
    server.wait_for_ended(1);
}

/// Bytes that keep coming do not stretch the limit: it is one for the whole request.
#[test]
fn a_dripping_body_meets_the_total_limit() {
    let server = Server::start(|mut stream, _| {
        read_request(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        stream
            .set_read_timeout(Some(Duration::from_millis(20)))
            .unwrap();
        // Each failed read is one pause; the drip ends when the client has left.
        while stream.write_all(b".").is_ok() {
            let _ = stream.read(&mut [0]);
        }
    });
    let mut request = request(&server.url());
    request.total_timeout = Duration::from_millis(300);
    let after = request.total_timeout;
    let begun = std::time::Instant::now();
    let error = send(&request).unwrap_err();
    assert_eq!(
        error,
        TransportError::Timeout {
            after,
            connecting: false
        }
    );
    assert!(begun.elapsed() < after * 10, "{:?}", begun.elapsed());
}

#[test]
fn a_cut_body_is_no_answer() {
    let server = Server::raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of");
    let error = send(&request(&server.url())).unwrap_err();
    assert!(matches!(error, TransportError::Body { .. }), "{error:?}");
    let server = Server::raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
    let error = send(&request(&server.url())).unwrap_err();
    assert!(matches!(error, TransportError::Body { .. }), "{error:?}");
    assert_eq!(error.delivery(), Delivery::Unknown);
}

#[test]
fn an_answer_that_is_not_http_breaks_the_request() {
    for bytes in [
        &b"SSH-2.0-OpenSSH\r\n"[..],
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        b"HTTP/1.1 20",
        b"",
    ] {
        let server = Server::raw(bytes);
        let error = send(&request(&server.url())).unwrap_err();
        assert!(
            matches!(error, TransportError::Send { .. }),
            "{bytes:?}: {error:?}"
        );
        assert_eq!(error.delivery(), Delivery::Unknown);
    }
}

/// The server closes at once. Whether a byte got out is a race, and the error must tell it as it was.
#[test]
fn not_sent_is_said_only_when_nothing_arrived() {
    let (tell, received) = channel();
    let server = Server::start(move |mut stream, _| {
        let _ = stream.shutdown(Shutdown::Write);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        tell.send(bytes.len()).unwrap();
    });
    let request = request(&server.url());
    let http = Http::new(Line::of(&request)).unwrap();
    for _ in 0..200 {
        let error = http.post(&request).unwrap_err();
        let arrived = received.recv().unwrap();
        assert!(
            error.delivery() == Delivery::Unknown || arrived == 0,
            "{error:?} with {arrived} bytes"
        );
    }
}

#[test]
fn urls_that_lead_nowhere_are_refused_before_anything_is_sent() {
    for url in [
        "",
        "api.example",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "http://",
        "http://shop:secret@127.0.0.1/",
    ] {
        let error = send(&request(url)).unwrap_err();
        assert!(
            matches!(&error, TransportError::Client { reason } if !reason.contains("secret")),
            "{url}: {error:?}"
        );
        assert_eq!(error.delivery(), Delivery::NotSent);
    }
}
