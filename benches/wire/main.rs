//! What the benchmark needs from Rust: its own figures without PHP, and the far end of the line.
//!
//! `tools/bench.sh` builds and runs it; docs/benchmarks.md tells what is measured.
//!
//! - `wire throughput FOLDER` parses and encodes what `benches/corpus.py` wrote, and prints megabytes a second as JSON.
//! - `wire endpoint CA_FILE REPLY_FILE MILLISECONDS` serves until its standard input ends.
//! - `wire relay PORT MILLISECONDS` makes the way to a server on loopback longer, until its standard input ends.

use std::error::Error;
use std::io::{self, Write};
use std::net::Ipv4Addr;
use std::time::Duration;

mod delay;
mod endpoint;
mod throughput;

type Done = Result<(), Box<dyn Error>>;

fn main() -> Done {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["throughput", folder] => throughput::run(folder.as_ref()),
        ["endpoint", ca_file, reply_file, milliseconds] => {
            endpoint::run(ca_file.as_ref(), reply_file.as_ref(), milliseconds.parse()?)
        }
        ["relay", port, milliseconds] => relay(port.parse()?, milliseconds.parse()?),
        _ => say("nothing to measure alone: run tools/bench.sh"),
    }
}

/// Prints the port of the longer way.
fn relay(port: u16, milliseconds: u64) -> Done {
    let server = (Ipv4Addr::LOCALHOST, port).into();
    let relay = delay::start(server, Duration::from_millis(milliseconds))?;
    say(&relay.port().to_string())?;
    io::copy(&mut io::stdin(), &mut io::sink())?;
    Ok(())
}

/// One line on standard output.
fn say(line: &str) -> Done {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()?;
    Ok(())
}
