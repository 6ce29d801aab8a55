//! TLS: what is trusted, what is not, and that a refused handshake sent nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

#[path = "support/server.rs"]
mod server;
#[path = "support/tls.rs"]
mod tls;

use std::io::{Read, Write};
use std::path::Path;

use ispbridge::net::{Delivery, Reply, TransportError};

use server::{Server, request, send};
use tls::{Authority, PemFile, TLS12, TLS13, serve};

fn send_to(server: &Server, host: &str, ca_file: Option<&Path>) -> Result<Reply, TransportError> {
    let mut request = request(&format!(
        "https://{host}:{}/api/call.cgi",
        server.address.port()
    ));
    request.route.ca_file = ca_file.map(Path::to_owned);
    send(&request)
}

fn assert_refused(result: Result<Reply, TransportError>, word: &str) {
    let error = result.unwrap_err();
    assert!(
        matches!(&error, TransportError::Tls { reason } if reason.contains(word)),
        "{word}: {error:?}"
    );
    assert_eq!(error.delivery(), Delivery::NotSent);
}

#[test]
fn a_certificate_of_an_unknown_authority_is_refused() {
    let authority = Authority::new();
    let server = serve(&authority.sign("localhost"), &[TLS12, TLS13]);
    assert_refused(send_to(&server, "localhost", None), "UnknownIssuer");
}

#[test]
fn the_ca_file_adds_its_authority() {
    let authority = Authority::new();
    let file = PemFile::new("adds", &authority.pem());
    for version in [TLS12, TLS13] {
        let server = serve(&authority.sign("localhost"), &[version]);
        assert_eq!(
            send_to(&server, "localhost", Some(&file.0)).unwrap().body,
            b"[RESPONSE]"
        );
    }
}

#[test]
fn a_certificate_for_another_host_is_refused() {
    let authority = Authority::new();
    let file = PemFile::new("other", &authority.pem());
    let server = serve(&authority.sign("registrar.example"), &[TLS12, TLS13]);
    assert_refused(
        send_to(&server, "localhost", Some(&file.0)),
        "not valid for name",
    );
}

#[test]
fn an_expired_certificate_is_refused() {
    let authority = Authority::new();
    let file = PemFile::new("expired", &authority.pem());
    let server = serve(&authority.sign_expired("localhost"), &[TLS12, TLS13]);
    assert_refused(send_to(&server, "localhost", Some(&file.0)), "expired");
}

/// A hand-made `ServerHello` that picks TLS 1.1 (RFC 4346, section 7.4.1.3): the TLS library of the tests cannot.
#[test]
fn a_server_that_picks_tls_1_1_is_refused() {
    let server = Server::start(|mut stream, _| {
        let _ = stream.read(&mut [0; 4096]);
        let hello = [
            &[0x16, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2][..],
            &[7; 32],
            &[0, 0xc0, 0x13, 0],
        ]
        .concat();
        let _ = stream.write_all(&hello);
        let _ = stream.read_to_end(&mut Vec::new());
    });
    assert_refused(send_to(&server, "localhost", None), "incompatible");
}

#[test]
fn a_server_without_tls_is_refused() {
    assert_refused(
        send_to(
            &Server::start(|mut stream, _| {
                let _ = stream.read(&mut [0; 4096]);
                let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
            }),
            "localhost",
            None,
        ),
        "corrupt",
    );
}

#[test]
fn a_server_that_hangs_up_in_the_handshake_is_refused() {
    let server = Server::start(|mut stream, _| {
        let _ = stream.read(&mut [0; 4096]);
    });
    assert_refused(send_to(&server, "localhost", None), "eof");
}

/// The connection limit covers the handshake: TCP stands, TLS does not.
#[test]
fn a_handshake_that_hangs_sent_nothing() {
    let server = Server::start(|mut stream, _| {
        let _ = stream.read_to_end(&mut Vec::new());
    });
    let mut request = request(&format!("https://localhost:{}/", server.address.port()));
    request.connect_timeout = std::time::Duration::from_millis(200);
    let after = request.connect_timeout;
    assert_eq!(
        send(&request),
        Err(TransportError::Timeout {
            after,
            connecting: true
        })
    );
}

#[test]
fn a_ca_file_without_roots_is_named() {
    let empty = PemFile::new("empty", "");
    let broken = PemFile::new(
        "broken",
        "-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----\n",
    );
    let no_der = PemFile::new(
        "no-der",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    );
    let server = Server::echo();
    for file in [
        &empty.0,
        &broken.0,
        &no_der.0,
        Path::new("/nowhere/roots.pem"),
    ] {
        let error = send_to(&server, "localhost", Some(file)).unwrap_err();
        let name = file.to_str().unwrap();
        assert!(
            matches!(&error, TransportError::Client { reason } if reason.contains(name)),
            "{error:?}"
        );
    }
    assert_eq!(server.accepted(), 0);
}
