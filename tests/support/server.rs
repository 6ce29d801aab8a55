//! A scripted server on real sockets: each test writes the connection's side that it wants to see survive.

#![allow(
    dead_code,
    reason = "each test binary compiles this file and uses its part of it"
)]

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use ispbridge::names::Secret;
use ispbridge::net::http::{Http, Line};
use ispbridge::net::{Connection, Reply, Request, Route, Transport, TransportError};

/// Longer than any test needs: what is reached hangs, and must fail instead.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// The password in every test request; no error text may hold it.
pub(crate) const PASSWORD: &str = "passw0rd-of-the-shop";

/// A listener on loopback whose connections are served by the script, each on its own thread.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    accepted: Arc<AtomicUsize>,
    ended: Receiver<usize>,
}

impl Server {
    /// Serves each connection with `script(stream, n)`; `n` counts connections from 1.
    pub(crate) fn start(script: impl Fn(TcpStream, usize) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let accepted = Arc::new(AtomicUsize::new(0));
        let (tell, ended) = channel();
        let (counter, script) = (Arc::clone(&accepted), Arc::new(script));
        thread::spawn(move || accept(&listener, &counter, &script, &tell));
        Self {
            address,
            accepted,
            ended,
        }
    }

    /// Answers every request with 200 and its body, and keeps the connection until the client leaves.
    pub(crate) fn echo() -> Self {
        Self::start(|mut stream, _| {
            while let Some(request) = read_request(&mut stream) {
                answer(&mut stream, &request.body);
            }
        })
    }

    /// Reads one request on each connection, writes these bytes and closes.
    pub(crate) fn raw(bytes: &'static [u8]) -> Self {
        Self::start(move |mut stream, _| {
            read_request(&mut stream);
            let _ = stream.write_all(bytes);
        })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/api/call.cgi", self.address)
    }

    pub(crate) fn accepted(&self) -> usize {
        self.accepted.load(Ordering::SeqCst)
    }

    /// Waits until that many scripts have come to their end.
    pub(crate) fn wait_for_ended(&self, connections: usize) {
        for _ in 0..connections {
            self.ended
                .recv_timeout(PATIENCE)
                .expect("the connection ends");
        }
    }
}

/// Sends with a client of its own, so that tests share nothing. No error may tell a secret or the URL.
pub(crate) fn send(request: &Request) -> Result<Reply, TransportError> {
    let reply = Http::new(Line::of(request)).and_then(|http| http.post(request));
    if let Err(error) = &reply {
        let texts = format!("{error} {error:?}");
        assert!(!texts.contains(PASSWORD), "a secret in {texts}");
        assert!(!texts.contains("call.cgi"), "the URL in {texts}");
    }
    reply
}

fn accept<F>(listener: &TcpListener, accepted: &AtomicUsize, script: &Arc<F>, tell: &Sender<usize>)
where
    F: Fn(TcpStream, usize) + Send + Sync + 'static,
{
    for stream in listener.incoming().map_while(Result::ok) {
        let number = accepted.fetch_add(1, Ordering::SeqCst) + 1;
        let (script, tell) = (Arc::clone(script), tell.clone());
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("a positive timeout");
        thread::spawn(move || {
            script(stream, number);
            let _ = tell.send(number); // the test may be over
        });
    }
}

/// A request as it came over the wire.
pub(crate) struct Received {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Received {
    /// The header's value; names in any case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self
            .head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(':'));
        let mut found = lines.filter(|(key, _)| key.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.trim())
    }

    pub(crate) fn first_line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }
}

/// Reads one whole request; `None` when the client has left.
pub(crate) fn read_request(stream: &mut impl Read) -> Option<Received> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(read_byte(stream)?);
    }
    let head = String::from_utf8(head).ok()?;
    let mut received = Received {
        head,
        body: Vec::new(),
    };
    let length = received
        .header("content-length")
        .map_or(Ok(0), str::parse)
        .ok()?;
    received.body = vec![0; length];
    stream.read_exact(&mut received.body).ok()?;
    Some(received)
}

fn read_byte(stream: &mut impl Read) -> Option<u8> {
    let mut byte = [0];
    match stream.read(&mut byte) {
        Ok(1) => Some(byte[0]),
        _ => None,
    }
}

/// Answers 200 with a length, connection kept.
pub(crate) fn answer(stream: &mut impl Write, body: &[u8]) {
    let _ = try_answer(stream, body); // the client may have left: its own errors are what is tested
}

/// In one write: two small ones would meet Nagle's algorithm and wait for the client's delayed acknowledgement.
fn try_answer(stream: &mut impl Write, body: &[u8]) -> io::Result<()> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.write_all(&[head.as_bytes(), body].concat())?;
    stream.flush()
}

/// A request over a fresh connection, with limits that a healthy loopback never reaches.
pub(crate) fn request(url: &str) -> Request {
    Request {
        url: url.to_owned(),
        body: Secret::new(format!(
            "s_login=shop&s_pw={PASSWORD}&s_command=COMMAND%3DStatusAccount"
        )),
        route: Route::default(),
        connection: Connection::Fresh,
        connect_timeout: PATIENCE,
        total_timeout: PATIENCE * 2,
        max_response_bytes: 1 << 20,
        user_agent: "ispbridge/test".to_owned(),
    }
}
