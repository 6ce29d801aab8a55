//! A longer way: a relay that holds every byte back for half of a round trip in each direction, and charges one whole round
//! trip more for setting the connection up, as TCP's own handshake would cost. (The kernel's network emulation needs rights
//! that few machines of continuous integration give.) The handshake of TLS passes through and pays for itself.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Starts a relay to `server`; returns where it listens.
pub(super) fn start(server: SocketAddr, round_trip: Duration) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            // A connection that cannot be relayed is closed by being dropped, and its client says so.
            let _ = relay(client, server, round_trip);
        }
    });
    Ok(address)
}

fn relay(client: TcpStream, server: SocketAddr, round_trip: Duration) -> io::Result<()> {
    let open = Instant::now() + round_trip;
    let server = TcpStream::connect(server)?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let one_way = round_trip / 2;
    pump(client.try_clone()?, server.try_clone()?, open, one_way);
    pump(server, client, open, one_way);
    Ok(())
}

/// Bytes and the moment at which they arrive.
type Chunk = (Instant, Vec<u8>);

fn pump(from: TcpStream, to: TcpStream, open: Instant, one_way: Duration) {
    let (sender, chunks) = channel();
    thread::spawn(move || take(from, &sender, open, one_way));
    thread::spawn(move || deliver(to, &chunks));
}

/// Reads until the end; what comes before the connection is open waits for that too.
fn take(mut from: TcpStream, chunks: &Sender<Chunk>, open: Instant, one_way: Duration) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(length @ 1..) = from.read(&mut buffer) {
        let due = Instant::now().max(open) + one_way;
        let bytes = buffer.get(..length).unwrap_or_default().to_vec();
        if chunks.send((due, bytes)).is_err() {
            return;
        }
    }
}

/// Hands each chunk over when it is due, then passes the end on.
fn deliver(mut to: TcpStream, chunks: &Receiver<Chunk>) {
    for (due, bytes) in chunks {
        thread::sleep(due.saturating_duration_since(Instant::now()));
        if to.write_all(&bytes).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write); // the other side may have left
}
