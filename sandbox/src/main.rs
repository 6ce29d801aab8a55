//! The sandbox server.

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use ispbridge_sandbox::{Arguments, Server};

/// Exit code when the sandbox cannot start.
const CANNOT_START: u8 = 2;

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "ispbridge-sandbox: {error}");
            ExitCode::from(CANNOT_START)
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let port_file = arguments.port_file().cloned();
    if let Some(path) = &port_file {
        // A file of an earlier run would send a waiting script to a port that is gone.
        let _ = std::fs::remove_file(path);
    }
    let (config, made_up) = arguments.into_config()?;
    let server = Server::start(config)?;
    // Before the port file: who reads it may send a signal at once.
    let signals = server.catch_signals()?;
    let mut out = io::stdout();
    for (login, password) in made_up {
        // An account of the state file has kept its own.
        if server.control().accepts(&login, &password) {
            writeln!(out, "account {login} password {password}")?;
        }
    }
    writeln!(out, "ispbridge-sandbox listens on {}", server.url())?;
    out.flush()?;
    if let Some(path) = &port_file {
        server
            .write_port_file(path)
            .map_err(|error| format!("port file {}: {error}", path.display()))?;
    }
    server.wait_for(signals);
    server.stop();
    if let Some(path) = &port_file {
        let _ = std::fs::remove_file(path);
    }
    Ok(())
}
