//! Forward proxies: what they are told, and what they never hear.

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

use std::io::{self, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use ispbridge::net::{Delivery, ProxyUrl, Reply, Request, TransportError};

use server::{Received, Server, read_request, request};
use tls::{Authority, PemFile, TLS12, TLS13, serve, serve_and_tell};

/// A proxy that records what it is asked and answers with these bytes.
fn proxy(reply: &'static [u8]) -> (Server, Receiver<Received>) {
    let (tell, received) = channel();
    let server = Server::start(move |mut stream, _| {
        if let Some(request) = read_request(&mut stream) {
            tell.send(request).unwrap();
            let _ = stream.write_all(reply);
        }
    });
    (server, received)
}

/// A proxy that opens a tunnel to this address for whoever asks, and records what it was asked.
fn tunnel(to: SocketAddr) -> (Server, Receiver<Received>) {
    let (tell, received) = channel();
    let server = Server::start(move |mut near, _| {
        tell.send(read_request(&mut near).unwrap()).unwrap();
        let mut far = TcpStream::connect(to).unwrap();
        let (mut from_near, mut to_far) = (near.try_clone().unwrap(), far.try_clone().unwrap());
        near.write_all(b"HTTP/1.1 200 Established\r\n\r\n").unwrap();
        thread::spawn(move || io::copy(&mut from_near, &mut to_far));
        let _ = io::copy(&mut far, &mut near);
    });
    (server, received)
}

fn through(proxy: &Server, credentials: &str, url: &str) -> Request {
    let mut request = request(url);
    let text = format!("http://{credentials}{}", proxy.address);
    request.route.proxy = Some(ProxyUrl::parse(&text).unwrap());
    request
}

fn send(request: &Request) -> Result<Reply, TransportError> {
    let reply = server::send(request);
    if let Err(error) = &reply {
        let texts = format!("{error} {error:?}");
        assert!(
            !texts.contains("h@rd") && !texts.contains("h%40rd") && !texts.contains("cmVzZWxsZXI"),
            "{texts}"
        );
    }
    reply
}

/// `base64("reseller:h@rd")`.
const AUTHORIZATION: &str = "Basic cmVzZWxsZXI6aEByZA==";

#[test]
fn a_plain_url_is_asked_for_in_its_absolute_form() {
    let (proxy, received) = proxy(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    let reply = send(&through(
        &proxy,
        "reseller:h@rd@",
        "http://127.0.0.1:9/api/call.cgi",
    ))
    .unwrap();
    let received = received.recv().unwrap();
    assert_eq!(reply.body, b"ok");
    assert_eq!(
        received.first_line(),
        "POST http://127.0.0.1:9/api/call.cgi HTTP/1.1"
    );
    assert_eq!(received.header("proxy-authorization"), Some(AUTHORIZATION));
}

#[test]
fn without_credentials_none_are_sent() {
    let (proxy, received) = proxy(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    send(&through(&proxy, "", "http://127.0.0.1:9/")).unwrap();
    assert_eq!(received.recv().unwrap().header("proxy-authorization"), None);
}

/// The proxy gets the host's name for a tunnel and nothing of the form; its refusal comes before anything was sent.
#[test]
fn a_tunnel_that_is_refused_sent_nothing() {
    for reply in [
        &b"HTTP/1.1 407 Who\r\nContent-Length: 0\r\n\r\n"[..],
        b"HTTP/1.1 502 No\r\n\r\n",
        b"",
    ] {
        let (proxy, received) = proxy(reply);
        let error = send(&through(
            &proxy,
            "reseller:h@rd@",
            "https://api.example/api/call.cgi",
        ))
        .unwrap_err();
        let received = received.recv().unwrap();
        assert!(matches!(error, TransportError::Connect { .. }), "{error:?}");
        assert_eq!(error.delivery(), Delivery::NotSent);
        assert_eq!(received.first_line(), "CONNECT api.example:443 HTTP/1.1");
        assert_eq!(received.header("proxy-authorization"), Some(AUTHORIZATION));
        assert!(received.body.is_empty());
    }
}

#[test]
fn a_proxy_that_is_not_there_is_no_connection() {
    let (proxy, _) = proxy(b"");
    let mut request = through(&proxy, "reseller:h@rd@", "http://127.0.0.1:9/");
    request.route.proxy = Some(ProxyUrl::parse("reseller:h@rd@127.0.0.1:1").unwrap());
    let error = send(&request).unwrap_err();
    assert!(matches!(error, TransportError::Connect { .. }), "{error:?}");
}

#[test]
fn the_log_form_of_a_request_shows_no_secret() {
    let (proxy, _) = proxy(b"");
    let text = format!(
        "{:?}",
        through(&proxy, "reseller:h@rd@", "http://127.0.0.1:9/")
    );
    assert!(
        !text.contains("h@rd") && !text.contains(server::PASSWORD),
        "{text}"
    );
}

/// What the proxy gets to see is the host, and its own credentials; the rest is between the two ends.
#[test]
fn a_tunnel_takes_the_credentials_and_sees_nothing_else() {
    let authority = Authority::new();
    let file = PemFile::new("tunnel", &authority.pem());
    let (tell, asked) = channel();
    let registrar = serve_and_tell(&authority.sign("localhost"), &[TLS12, TLS13], tell);
    let (proxy, received) = tunnel(registrar.address);
    let url = format!(
        "https://localhost:{}/api/call.cgi",
        registrar.address.port()
    );
    let mut request = through(&proxy, "reseller:h%40rd@", &url);
    request.route.ca_file = Some(file.0.clone());
    assert_eq!(send(&request).unwrap().body, b"[RESPONSE]");
    let seen = received.recv().unwrap();
    let first = format!("CONNECT localhost:{} HTTP/1.1", registrar.address.port());
    assert_eq!(seen.first_line(), first);
    assert_eq!(seen.header("proxy-authorization"), Some(AUTHORIZATION));
    let asked = asked.recv().unwrap();
    assert_eq!(asked.header("proxy-authorization"), None);
    assert_eq!(asked.body, request.body.expose().as_bytes());
}

/// `https://` in the proxy's address: TLS up to the proxy, so that nobody on the way reads its credentials.
#[test]
fn a_proxy_over_tls_is_verified_and_takes_the_credentials() {
    let authority = Authority::new();
    let file = PemFile::new("proxy", &authority.pem());
    let (tell, received) = channel();
    let proxy = serve_and_tell(&authority.sign("localhost"), &[TLS12, TLS13], tell);
    let text = format!("https://reseller:h%40rd@localhost:{}", proxy.address.port());
    let mut request = request("http://127.0.0.1:9/api/call.cgi");
    request.route.proxy = Some(ProxyUrl::parse(&text).unwrap());
    let error = send(&request).unwrap_err();
    assert!(matches!(error, TransportError::Tls { .. }), "{error:?}");
    assert_eq!(error.delivery(), Delivery::NotSent);
    request.route.ca_file = Some(file.0.clone());
    assert_eq!(send(&request).unwrap().body, b"[RESPONSE]");
    let seen = received.recv().unwrap();
    assert_eq!(seen.header("proxy-authorization"), Some(AUTHORIZATION));
}

#[test]
fn a_tunnel_to_an_impostor_is_refused() {
    let impostor = serve(&Authority::new().sign("localhost"), &[TLS13]);
    let (proxy, _received) = tunnel(impostor.address);
    let url = format!("https://localhost:{}/", impostor.address.port());
    let error = send(&through(&proxy, "", &url)).unwrap_err();
    assert!(matches!(error, TransportError::Tls { .. }), "{error:?}");
    assert_eq!(error.delivery(), Delivery::NotSent);
}
