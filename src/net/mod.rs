//! Bytes to a server and back. This module knows nothing of registrars or panels.
//!
//! [`Transport`] is the one seam: the client of each wire talks to it, tests script it, and [`http`] is its only real
//! implementation (and the only file that names the HTTP library). [`pool::transport`] is what the binding hands down:
//! it finds or makes the client that a request wants, one pool a process.

use std::path::PathBuf;
use std::time::Duration;

use crate::names::Secret;

mod breaker;
mod error;
pub mod http;
mod pause;
pub mod pool;
mod process;
mod proxy;
mod trust;

pub use error::{Delivery, TransportError};
pub use pause::pause;
pub use process::without_signals;
pub use proxy::{ProxyUrl, ProxyUrlError};

/// Sends one request and returns the answer, whatever its HTTP status.
pub trait Transport: Send + Sync {
    /// Posts the form and waits for the whole body.
    ///
    /// # Errors
    ///
    /// Any [`TransportError`]; its [`delivery`](TransportError::delivery) says whether the server may have acted.
    fn post(&self, request: &Request) -> Result<Reply, TransportError>;

    /// Whether a request that can as well wait is worth a try: not while its server is known to be down.
    fn is_reachable(&self, request: &Request) -> bool {
        let _ = request;
        true
    }
}

/// One HTTP POST of a form.
#[derive(Clone, Debug)]
pub struct Request {
    /// Absolute URL, without credentials and without a query.
    pub url: String,
    /// The encoded form (`application/x-www-form-urlencoded`). It holds the password, hence the type.
    pub body: Secret,
    /// Which route the bytes take.
    pub route: Route,
    /// A kept connection, or one made for this request alone.
    pub connection: Connection,
    /// Longest wait for TCP and TLS.
    pub connect_timeout: Duration,
    /// Longest wait for everything.
    pub total_timeout: Duration,
    /// A body longer than this is [`TransportError::TooLarge`].
    pub max_response_bytes: usize,
    /// Sent as `User-Agent`: product and version, nothing about the shop.
    pub user_agent: String,
}

/// The route to a server: what separates one kept connection from another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Route {
    /// Forward proxy, `http://[user:password@]host:port` or `https://...`.
    pub proxy: Option<ProxyUrl>,
    /// PEM file with roots beside the system's.
    pub ca_file: Option<PathBuf>,
}

/// Whether a kept connection may serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    /// Made for this request: a command that costs money must not meet a dead kept connection.
    Fresh,
    /// From the pool where one is warm.
    Warm,
}

/// What came back.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// The whole body, undecoded. It may hold auth codes, so `Debug` shows only its length.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}
