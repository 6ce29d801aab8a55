//! The listener: counts connections, and lets a handler cut the one it serves.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

use crate::effect::Effect;
use crate::shared::Shared;

const OPEN: u8 = 0;
/// The answer that comes next is the last.
const LAST_ANSWER: u8 = 1;
/// The last answer is being written.
const LAST_WORDS: u8 = 2;
/// Nothing more is read or written.
const CUT: u8 = 3;

/// Counts of TCP connections.
#[derive(Debug, Default)]
pub(crate) struct Connections {
    pub(crate) accepted: AtomicU64,
    pub(crate) closed: AtomicU64,
    /// Connections that carried at least one API call.
    pub(crate) with_api_call: AtomicU64,
}

/// The handler's grip on its connection.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    /// Number of the connection, from 1.
    pub(crate) number: u64,
    state: Arc<AtomicU8>,
    carried_call: Arc<AtomicU64>,
}

impl Link {
    /// Ends the connection at once, without another byte.
    pub(crate) fn cut(&self) {
        self.state.store(CUT, Ordering::SeqCst);
    }

    /// Ends the connection once the present answer is out.
    pub(crate) fn close_after_answer(&self) {
        self.state.store(LAST_ANSWER, Ordering::SeqCst);
    }

    /// Notes an API call on this connection; true for the first.
    pub(crate) fn is_first_call(&self) -> bool {
        self.carried_call.fetch_add(1, Ordering::SeqCst) == 0
    }
}

/// Accepts connections on a loopback address.
pub(crate) struct CountingListener {
    pub(crate) inner: TcpListener,
    pub(crate) shared: Arc<Shared>,
}

impl Listener for CountingListener {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let Ok((stream, address)) = self.inner.accept().await else {
                // Out of file handles or the like: the next try must not spin.
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            };
            let counts = &self.shared.connections;
            let number = counts.accepted.fetch_add(1, Ordering::SeqCst) + 1;
            if self.shared.faults.lock().take_early(&Effect::CloseOnAccept) {
                counts.closed.fetch_add(1, Ordering::SeqCst);
                continue;
            }
            let link = Link {
                number,
                state: Arc::new(AtomicU8::new(OPEN)),
                carried_call: Arc::default(),
            };
            let shared = Arc::clone(&self.shared);
            return (
                Wire {
                    stream,
                    link,
                    shared,
                },
                address,
            );
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.inner.local_addr()
    }
}

impl Connected<IncomingStream<'_, CountingListener>> for Link {
    fn connect_info(stream: IncomingStream<'_, CountingListener>) -> Self {
        stream.io().link.clone()
    }
}

/// A TCP stream that can be cut from inside.
pub(crate) struct Wire {
    stream: TcpStream,
    link: Link,
    shared: Arc<Shared>,
}

impl Wire {
    fn is(&self, state: u8) -> bool {
        self.link.state.load(Ordering::SeqCst) == state
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        let closed = &self.shared.connections.closed;
        closed.fetch_add(1, Ordering::SeqCst);
    }
}

fn cut() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionAborted, "cut on order")
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.is(CUT) {
            return Poll::Ready(Err(cut()));
        }
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.is(CUT) {
            return Poll::Ready(Err(cut()));
        }
        if self.is(LAST_ANSWER) {
            self.link.state.store(LAST_WORDS, Ordering::SeqCst);
        }
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.is(LAST_WORDS) {
            // The library flushes when the whole answer is written.
            return Pin::new(&mut self.stream).poll_shutdown(context);
        }
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
