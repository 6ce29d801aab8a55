//! Certificates made for one test, and servers that show them.

#![allow(
    dead_code,
    reason = "each test binary compiles this file and uses its part of it"
)]

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned, SupportedProtocolVersion};

use super::server::{Received, Server, answer, read_request};

pub(crate) static TLS12: &SupportedProtocolVersion = &rustls::version::TLS12;
pub(crate) static TLS13: &SupportedProtocolVersion = &rustls::version::TLS13;

/// A file that goes when the test does.
pub(crate) struct PemFile(pub(crate) PathBuf);

impl PemFile {
    pub(crate) fn new(name: &str, text: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("ispbridge-{}-{name}.pem", std::process::id()));
        std::fs::write(&path, text).unwrap();
        Self(path)
    }
}

impl Drop for PemFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// An authority that nobody knows.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A server's certificate and its key.
pub(crate) struct Identity {
    certificate: rcgen::Certificate,
    key: KeyPair,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new([]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        Self(CertifiedIssuer::self_signed(params, key).unwrap())
    }

    pub(crate) fn pem(&self) -> String {
        self.0.pem()
    }

    pub(crate) fn sign(&self, host: &str) -> Identity {
        self.sign_params(&CertificateParams::new([host.to_owned()]).unwrap())
    }

    pub(crate) fn sign_expired(&self, host: &str) -> Identity {
        let mut params = CertificateParams::new([host.to_owned()]).unwrap();
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2021, 1, 1);
        self.sign_params(&params)
    }

    fn sign_params(&self, params: &CertificateParams) -> Identity {
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        Identity { certificate, key }
    }
}

/// Answers `[RESPONSE]` to each request over TLS of one of these versions.
pub(crate) fn serve(identity: &Identity, versions: &[&'static SupportedProtocolVersion]) -> Server {
    let (tell, _) = channel();
    serve_and_tell(identity, versions, tell)
}

/// The same, telling what it was asked.
pub(crate) fn serve_and_tell(
    identity: &Identity,
    versions: &[&'static SupportedProtocolVersion],
    tell: Sender<Received>,
) -> Server {
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(identity.key.serialize_der()));
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(versions)
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![identity.certificate.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    Server::start(move |stream, _| {
        let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
        let mut stream = StreamOwned::new(connection, stream);
        while let Some(request) = read_request(&mut stream) {
            let _ = tell.send(request); // nobody may listen
            answer(&mut stream, b"[RESPONSE]");
        }
    })
}
