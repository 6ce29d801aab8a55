//! HTTP over real sockets: the only file that names the HTTP library.
//!
//! HTTP/1.1 only, no redirects, no retries, no cookies, no compression, no proxy from the environment; TLS 1.2 or
//! newer, always verified. What cannot be set cannot be set wrongly.

use std::error::Error;
use std::io::{self, Read};
use std::time::Duration;

use reqwest::blocking::{Client, ClientBuilder, Response};
use reqwest::header::{CONTENT_TYPE, USER_AGENT};
use reqwest::{Proxy, Url};

use super::process::without_signals;
use super::trust::{self, client_error};
use super::{Connection, Reply, Request, Route, Transport, TransportError};

/// Apache closes a kept connection after 5 s unless told otherwise (`KeepAliveTimeout`), nginx after 75 s: leaving it
/// before the server does keeps requests off dying connections.
const IDLE_LIMIT: Duration = Duration::from_secs(4);

/// As many as one `callMany` uses at a time.
const IDLE_CONNECTIONS: usize = 8;

/// What a client is made for: requests that differ in one of these need different clients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    route: Route,
    connection: Connection,
    connect_timeout: Duration,
}

impl Line {
    /// The line that a request wants.
    ///
    /// The connection gets at most nine tenths of the total time. Otherwise, where both limits are the same, the
    /// total one would end a hopeless connection attempt, and nobody could tell that nothing had been sent.
    pub fn of(request: &Request) -> Self {
        let most = request
            .total_timeout
            .saturating_sub(request.total_timeout / 10);
        Self {
            route: request.route.clone(),
            connection: request.connection,
            connect_timeout: request.connect_timeout.min(most),
        }
    }
}

/// A client for one [`Line`], with the connections that it keeps and the thread that moves its bytes.
pub struct Http {
    client: Client,
    line: Line,
}

impl Http {
    /// Reads the roots and starts the client's thread, with every signal blocked in it. No connection yet.
    ///
    /// Dropping a client waits for its thread, and that one for a name lookup in progress.
    ///
    /// # Errors
    ///
    /// [`TransportError::Client`]: the CA file cannot be read or holds no certificate, the system has no roots, no
    /// thread is left.
    pub fn new(line: Line) -> Result<Self, TransportError> {
        let trusted = trust::config(line.route.ca_file.as_deref())?;
        let builder = settings(&line)?.tls_backend_preconfigured(trusted);
        let client = without_signals(|| builder.build());
        let client = client.map_err(|error| client_error(innermost(&error)))?;
        Ok(Self { client, line })
    }

    fn send(&self, request: &Request) -> Result<Response, TransportError> {
        if Line::of(request) != self.line {
            return Err(client_error(
                "the request wants another route or connection",
            ));
        }
        self.client
            .post(url(&request.url)?)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(USER_AGENT, &request.user_agent)
            .timeout(request.total_timeout)
            .body(request.body.expose().to_owned())
            .send()
            .map_err(|error| self.no_answer(request, &error.without_url()))
    }

    /// Says what stopped a request before its answer began.
    ///
    /// Once the connection stood, nothing counts as unsent: the library may hand the request over to a connection
    /// whose other end is closing, and only on a kept one does it notice in time, and then takes another by itself.
    fn no_answer(&self, request: &Request, error: &reqwest::Error) -> TransportError {
        let reason = innermost(error);
        let connecting = error.is_connect();
        if error.is_builder() {
            client_error(reason)
        } else if ran_out(error) {
            let (connect, total) = (self.line.connect_timeout, request.total_timeout);
            let after = if connecting { connect } else { total };
            TransportError::Timeout { after, connecting }
        } else if error.is_dns() {
            TransportError::Dns { reason }
        } else if connecting && causes(error).any(is_tls) {
            TransportError::Tls { reason }
        } else if connecting {
            TransportError::Connect { reason }
        } else {
            TransportError::Send { reason }
        }
    }
}

impl Transport for Http {
    fn post(&self, request: &Request) -> Result<Reply, TransportError> {
        let response = self.send(request)?;
        let status = response.status().as_u16();
        let body = body(response, request)?;
        Ok(Reply { status, body })
    }
}

impl std::fmt::Debug for Http {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Http")
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}

/// One repeat cannot be switched off in the library below: a request that a dying *kept* connection gave back before
/// its first byte goes out over another one. A fresh connection is never left for a second.
fn settings(line: &Line) -> Result<ClientBuilder, TransportError> {
    // A pool of no connections is switched off: each request opens its own, and nothing of it stays.
    let kept = match line.connection {
        Connection::Fresh => 0,
        Connection::Warm => IDLE_CONNECTIONS,
    };
    let builder = Client::builder()
        .http1_only()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_proxy()
        .connect_timeout(line.connect_timeout)
        .pool_max_idle_per_host(kept)
        .pool_idle_timeout(IDLE_LIMIT);
    match &line.route.proxy {
        None => Ok(builder),
        Some(proxy) => Proxy::all(proxy.expose())
            .map(|proxy| builder.proxy(proxy))
            .map_err(|error| client_error(innermost(&error))),
    }
}

fn url(text: &str) -> Result<Url, TransportError> {
    let url = Url::parse(text).map_err(|error| client_error(format!("the URL: {error}")))?;
    match url.scheme() {
        "http" | "https" if url.username().is_empty() && url.password().is_none() => Ok(url),
        "http" | "https" => Err(client_error("the URL holds credentials")),
        _ => Err(client_error("the URL is neither http nor https")),
    }
}

fn body(response: Response, request: &Request) -> Result<Vec<u8>, TransportError> {
    let limit = request.max_response_bytes;
    let most = u64::try_from(limit).unwrap_or(u64::MAX);
    if response
        .content_length()
        .is_some_and(|announced| announced > most)
    {
        return Err(TransportError::TooLarge { limit });
    }
    let mut body = Vec::new();
    match response.take(most.saturating_add(1)).read_to_end(&mut body) {
        Ok(_) if body.len() > limit => Err(TransportError::TooLarge { limit }),
        Ok(_) => Ok(body),
        Err(error) if ran_out(&error) => Err(TransportError::Timeout {
            after: request.total_timeout,
            connecting: false,
        }),
        Err(error) => Err(TransportError::Body {
            reason: innermost(&error),
        }),
    }
}

/// Whether one of our own limits ended it. The system's `ETIMEDOUT` (a peer that went silent) is a broken connection:
/// it comes at a time of the system's choosing.
fn ran_out(error: &(dyn Error + 'static)) -> bool {
    let by_library = |cause: &(dyn Error + 'static)| {
        cause.downcast_ref().is_some_and(reqwest::Error::is_timeout)
    };
    let by_system = |cause: &(dyn Error + 'static)| {
        cause
            .downcast_ref()
            .and_then(io::Error::raw_os_error)
            .is_some()
    };
    causes(error).any(by_library) && !causes(error).any(by_system)
}

/// The TLS library refused, or the server hung up in the middle of the handshake: while a connection is being made,
/// only the handshake reads, so only it can meet an end.
fn is_tls(cause: &(dyn Error + 'static)) -> bool {
    let hung_up = |error: &io::Error| error.kind() == io::ErrorKind::UnexpectedEof;
    cause.is::<rustls::Error>() || cause.downcast_ref().is_some_and(hung_up)
}

/// The error and what it came from. A wrapping `io::Error` leaves the wrapped one out of its `source`, so it is asked.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&cause| {
        let wrapped = cause.downcast_ref().and_then(io::Error::get_ref);
        wrapped
            .map(|wrapped| -> &'a (dyn Error + 'static) { wrapped })
            .or_else(|| cause.source())
    })
}

/// The text of the first cause: the layers above only say which call failed.
fn innermost(error: &(dyn Error + 'static)) -> String {
    causes(error)
        .last()
        .map(ToString::to_string)
        .unwrap_or_default()
}
