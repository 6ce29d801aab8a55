//! Starting and stopping.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::config::Config;
use crate::control::{self, Control};
use crate::net::{CountingListener, Link};
use crate::shared::Shared;
use crate::world::{StoreError, write_atomically};

/// How long requests in work may take to finish when the server stops.
const GRACE: Duration = Duration::from_secs(2);

/// Why the sandbox cannot start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// The address is in use.
    AddressInUse(SocketAddr),
    /// The address cannot be listened on.
    Listen(SocketAddr, io::Error),
    /// The address is not loopback. The sandbox has no TLS and obeys whoever reaches it.
    NotLoopback(SocketAddr),
    /// No threads for the server.
    Runtime(io::Error),
    /// The state file.
    State(StoreError),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AddressInUse(address) => {
                write!(
                    f,
                    "{address} is in use by another program; choose another port, or port 0 for a free one"
                )
            }
            Self::Listen(address, reason) => write!(f, "cannot listen on {address}: {reason}"),
            Self::NotLoopback(address) => {
                write!(
                    f,
                    "{address} is not a loopback address; the sandbox serves this machine only"
                )
            }
            Self::Runtime(reason) => write!(f, "cannot start threads: {reason}"),
            Self::State(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for StartError {}

/// A running sandbox. It stops when dropped.
///
/// It has its own threads, so tests without an async runtime can use it. It must not be dropped
/// inside an async task.
///
/// # Examples
///
/// ```
/// use ispbridge_sandbox::{Config, Server};
///
/// let config = Config { accounts: vec!["shop:secret:100.00:USD".parse()?], ..Config::default() };
/// let server = Server::start(config)?;
/// assert!(server.url().starts_with("http://127.0.0.1:"));
/// assert_eq!(server.control().counters()["requests"], 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Server {
    address: SocketAddr,
    control: Control,
    /// `None` once stopped.
    running: Option<Running>,
}

/// The signals that ask for an end.
pub struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

struct Running {
    runtime: Runtime,
    task: JoinHandle<io::Result<()>>,
    stop: oneshot::Sender<()>,
}

impl Server {
    /// Loads the state, listens, and serves.
    ///
    /// # Errors
    ///
    /// [`StartError`]: address, state file or threads.
    pub fn start(config: Config) -> Result<Self, StartError> {
        let address = config.listen;
        if !address.ip().is_loopback() {
            return Err(StartError::NotLoopback(address));
        }
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(StartError::Runtime)?;
        let listener =
            runtime
                .block_on(TcpListener::bind(address))
                .map_err(|reason| match reason.kind() {
                    io::ErrorKind::AddrInUse => StartError::AddressInUse(address),
                    _ => StartError::Listen(address, reason),
                })?;
        let bound = listener.local_addr();
        let bound = bound.map_err(|reason| StartError::Listen(address, reason))?;
        // The state comes after the address: of two sandboxes on one port, one touches the file.
        let shared = Arc::new(Shared::open(config).map_err(StartError::State)?);
        let control = Control::new(Arc::clone(&shared));
        let (stop, stopped) = oneshot::channel();
        let task = runtime.spawn(serve(listener, shared, stopped));
        Ok(Self {
            address: bound,
            control,
            running: Some(Running {
                runtime,
                task,
                stop,
            }),
        })
    }

    /// `http://127.0.0.1:PORT`, without a path. The API is at `/api/call.cgi`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address with the real port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Looks inside, and orders faults.
    pub fn control(&self) -> &Control {
        &self.control
    }

    /// Writes the URL into a file, whole or not at all, for scripts that wait for the start.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn write_port_file(&self, path: &Path) -> io::Result<()> {
        write_atomically(path, format!("{}\n", self.url()).as_bytes())
    }

    /// Starts to catch SIGINT and SIGTERM, which would end the process otherwise.
    ///
    /// # Errors
    ///
    /// The signals cannot be caught.
    pub fn catch_signals(&self) -> io::Result<Signals> {
        let _context = self.running.as_ref().map(|running| running.runtime.enter());
        Ok(Signals {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    /// Waits for one of them.
    pub fn wait_for(&self, mut signals: Signals) {
        if let Some(running) = &self.running {
            running.runtime.block_on(async {
                tokio::select! {
                    _ = signals.interrupt.recv() => {}
                    _ = signals.terminate.recv() => {}
                }
            });
        }
    }

    /// Stops: no new connections, requests in work get two seconds.
    pub fn stop(mut self) {
        self.shut_down();
    }

    fn shut_down(&mut self) {
        let Some(running) = self.running.take() else {
            return;
        };
        // The receiver is gone only if serving has ended already.
        let _ = running.stop.send(());
        let finished = async { tokio::time::timeout(GRACE, running.task).await };
        let _ = running.runtime.block_on(finished);
        running.runtime.shutdown_timeout(GRACE);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shut_down();
    }
}

async fn serve(
    listener: TcpListener,
    shared: Arc<Shared>,
    stopped: oneshot::Receiver<()>,
) -> io::Result<()> {
    let router = Router::new()
        .route("/api/call.cgi", post(crate::api::call))
        .with_state(Arc::clone(&shared))
        .nest(
            "/control",
            control::router(Control::new(Arc::clone(&shared))),
        );
    let listener = CountingListener {
        inner: listener,
        shared,
    };
    axum::serve(
        listener,
        router.into_make_service_with_connect_info::<Link>(),
    )
    .with_graceful_shutdown(async {
        // A dropped sender means the same as a sent word.
        let _ = stopped.await;
    })
    .await
}
