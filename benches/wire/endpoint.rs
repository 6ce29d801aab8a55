//! The far end: an HTTP server over TLS that gives every request the same reply, and beside it the way there that is longer.

use std::error::Error;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::json;

use super::{Done, delay, say};

/// Serves until standard input ends, so that it never outlives the run. Prints the ports of both ways.
pub(super) fn run(ca_file: &Path, reply_file: &Path, milliseconds: u64) -> Done {
    let config = Arc::new(identity(ca_file)?);
    let answer = Arc::new(answer(&std::fs::read(reply_file)?));
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let direct = listener.local_addr()?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (config, answer) = (Arc::clone(&config), Arc::clone(&answer));
            thread::spawn(move || serve(stream, config, &answer));
        }
    });
    let delayed = delay::start(direct, Duration::from_millis(milliseconds))?;
    say(&json!({ "direct": direct.port(), "delayed": delayed.port() }).to_string())?;
    io::copy(&mut io::stdin(), &mut io::sink())?;
    Ok(())
}

/// A certificate for 127.0.0.1 from an authority of this run; the authority's own goes to the file.
fn identity(ca_file: &Path) -> Result<ServerConfig, Box<dyn Error>> {
    let mut params = CertificateParams::new([])?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    // OpenSSL takes a certificate whose issuer has its own name for a self-signed one.
    params
        .distinguished_name
        .push(DnType::CommonName, "benchmark authority");
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;
    std::fs::write(ca_file, authority.pem())?;
    let key = KeyPair::generate()?;
    let certificate =
        CertificateParams::new(["127.0.0.1".to_owned()])?.signed_by(&key, &authority)?;
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)?;
    Ok(config)
}

fn answer(reply: &[u8]) -> Vec<u8> {
    let length = reply.len();
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n");
    [head.as_bytes(), reply].concat()
}

/// Answers until the client leaves. Small writes go out at once: the session tickets that open a connection would else hold
/// up its first answer, and only a client of many connections would pay for that.
fn serve(
    stream: TcpStream,
    config: Arc<ServerConfig>,
    answer: &[u8],
) -> Result<(), Box<dyn Error + Send + Sync>> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(StreamOwned::new(ServerConnection::new(config)?, stream));
    while take_request(&mut stream)? {
        let out = stream.get_mut();
        out.write_all(answer)?;
        out.flush()?;
    }
    Ok(())
}

/// Reads one request; false when there is none any more.
fn take_request(stream: &mut impl BufRead) -> io::Result<bool> {
    let mut length = 0;
    let mut line = String::new();
    while line != "\r\n" {
        line.clear();
        if stream.read_line(&mut line)? == 0 {
            return Ok(false);
        }
        let lower = line.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
    }
    io::copy(&mut stream.take(length), &mut io::sink())?;
    Ok(true)
}
