//! One request over real sockets: what is sent and what comes back.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

#[path = "support/server.rs"]
mod server;

use std::io::Write;
use std::sync::mpsc::channel;

use ispbridge::names::Secret;
use ispbridge::net::http::{Http, Line};
use ispbridge::net::{Connection, Delivery, Reply, Transport, TransportError};

use server::{Server, answer, read_request, request, send};

#[test]
fn the_form_goes_out_as_given() {
    let (tell, received) = channel();
    let server = Server::start(move |mut stream, _| {
        tell.send(read_request(&mut stream).unwrap()).unwrap();
        answer(&mut stream, b"[RESPONSE]");
    });
    let reply = send(&request(&server.url())).unwrap();
    let received = received.recv().unwrap();
    assert_eq!(
        reply,
        Reply {
            status: 200,
            body: b"[RESPONSE]".to_vec()
        }
    );
    assert_eq!(received.first_line(), "POST /api/call.cgi HTTP/1.1");
    assert_eq!(
        received.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(received.header("user-agent"), Some("ispbridge/test"));
    assert_eq!(received.body, request("").body.expose().as_bytes());
    for unwanted in [
        "accept-encoding",
        "cookie",
        "expect",
        "referer",
        "transfer-encoding",
    ] {
        assert_eq!(received.header(unwanted), None, "{unwanted}");
    }
}

#[test]
fn a_redirect_is_an_answer_like_any_other() {
    let bytes = b"HTTP/1.1 307 Go\r\nLocation: /elsewhere\r\nSet-Cookie: a=b\r\nContent-Length: 4\r\n\r\nmove";
    let server = Server::raw(bytes);
    let reply = send(&request(&server.url())).unwrap();
    assert_eq!((reply.status, reply.body), (307, b"move".to_vec()));
    assert_eq!(server.accepted(), 1);
}

#[test]
fn an_error_status_is_an_answer_too() {
    let server = Server::raw(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
    assert_eq!(
        send(&request(&server.url())).unwrap(),
        Reply {
            status: 503,
            body: Vec::new()
        }
    );
}

#[test]
fn a_compressed_body_stays_as_it_came() {
    let server = Server::raw(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08",
    );
    assert_eq!(send(&request(&server.url())).unwrap().body, b"\x1f\x8b\x08");
}

#[test]
fn a_body_without_a_length_ends_with_the_connection() {
    let server = Server::raw(b"HTTP/1.0 200 OK\r\n\r\nto the end");
    assert_eq!(send(&request(&server.url())).unwrap().body, b"to the end");
}

#[test]
fn bytes_after_the_announced_length_are_not_the_next_answer() {
    let server = Server::start(|mut stream, number| {
        while read_request(&mut stream).is_some() {
            let text = format!(
                "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nright{number}HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong"
            );
            let _ = stream.write_all(text.as_bytes());
        }
    });
    let mut request = request(&server.url());
    request.connection = Connection::Warm;
    let http = Http::new(Line::of(&request)).unwrap();
    for _ in 0..5 {
        match http.post(&request) {
            Ok(reply) => assert!(reply.body.starts_with(b"right"), "{:?}", reply.body),
            Err(error) => assert!(matches!(error, TransportError::Send { .. }), "{error:?}"),
        }
    }
}

#[test]
fn a_body_is_read_up_to_the_limit_and_not_beyond() {
    let answers: [&[u8]; 3] = [
        b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n12345678",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n12345678\r\n0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\n12345678",
    ];
    for bytes in answers {
        let server = Server::raw(bytes);
        let mut request = request(&server.url());
        request.max_response_bytes = 8;
        assert_eq!(send(&request).unwrap().body, b"12345678");
        request.max_response_bytes = 7;
        let error = send(&request).unwrap_err();
        assert_eq!(error, TransportError::TooLarge { limit: 7 });
        assert_eq!(error.delivery(), Delivery::Unknown);
    }
}

#[test]
fn a_user_agent_that_would_split_the_header_is_refused() {
    let server = Server::echo();
    let mut request = request(&server.url());
    request.user_agent = "ispbridge\r\nX-Evil: 1".to_owned();
    let error = send(&request).unwrap_err();
    assert!(matches!(error, TransportError::Client { .. }), "{error:?}");
    assert_eq!(server.accepted(), 0);
}

#[test]
fn a_client_refuses_what_belongs_to_another_line() {
    let server = Server::echo();
    let mut request = request(&server.url());
    let http = Http::new(Line::of(&request)).unwrap();
    request.connection = Connection::Warm;
    let error = http.post(&request).unwrap_err();
    assert!(matches!(error, TransportError::Client { .. }), "{error:?}");
    assert_eq!(server.accepted(), 0);
}

#[test]
fn a_large_form_arrives_whole() {
    let server = Server::echo();
    let mut request = request(&server.url());
    request.body = Secret::new("x".repeat(1 << 20));
    assert_eq!(
        send(&request).unwrap().body,
        request.body.expose().as_bytes()
    );
}
