//! Whom a connection trusts: the system's authorities, read once for all clients of the process, and those of a file beside
//! them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore, version};
use rustls_native_certs::{load_certs_from_paths, load_native_certs};

use super::TransportError;
use super::process::PerProcess;

/// How long roots serve before they are read anew: the system's change with its updates.
const LIFETIME: Duration = Duration::from_secs(300);

/// The lock is held while they are read: whoever wants them at that time needs them too.
static SYSTEM: PerProcess<Mutex<Option<Roots>>> = PerProcess::new();

struct Roots {
    since: Instant,
    store: Arc<RootCertStore>,
}

/// TLS 1.2 or newer for HTTP/1.1, verified against the system's roots and the file's.
///
/// # Errors
///
/// [`TransportError::Client`]: the file cannot be read or holds no certificate, or there is no root at all.
pub(super) fn config(file: Option<&Path>) -> Result<ClientConfig, TransportError> {
    let mut roots = system();
    if let Some(file) = file {
        add(Arc::make_mut(&mut roots), file)?;
    }
    if roots.is_empty() {
        return Err(client_error("the system has no certificate authorities"));
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&version::TLS13, &version::TLS12])
        .map_err(|error| client_error(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

fn system() -> Arc<RootCertStore> {
    let slot = SYSTEM.get_or_make(Mutex::default);
    let mut slot = slot.lock();
    if let Some(roots) = &*slot
        && roots.since.elapsed() < LIFETIME
    {
        return Arc::clone(&roots.store);
    }
    let store = Arc::new(read());
    *slot = Some(Roots {
        since: Instant::now(),
        store: Arc::clone(&store),
    });
    store
}

/// The system's bundle, which is one file. The folder that it stands in holds the same certificates in hundreds of files, so
/// folders are read only where there is no bundle, or where `SSL_CERT_DIR` names another one. What cannot be parsed is left
/// out.
fn read() -> RootCertStore {
    let folder = std::env::var_os(openssl_probe::ENV_CERT_DIR).map(PathBuf::from);
    let serves = |bundle: &PathBuf| folder.is_none() || folder.as_deref() == bundle.parent();
    let bundle = openssl_probe::probe().cert_file.filter(serves);
    let found = bundle.map(|file| load_certs_from_paths(Some(&file), None));
    let found = found.filter(|found| !found.certs.is_empty());
    let mut store = RootCertStore::empty();
    store.add_parsable_certificates(found.unwrap_or_else(load_native_certs).certs);
    store
}

fn add(store: &mut RootCertStore, file: &Path) -> Result<(), TransportError> {
    let unusable = |reason: &dyn std::fmt::Display| {
        client_error(format!("CA file {}: {reason}", file.display()))
    };
    let pem = std::fs::read(file).map_err(|error| unusable(&error))?;
    let mut empty = true;
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        let certificate = certificate.map_err(|error| unusable(&error))?;
        store.add(certificate).map_err(|error| unusable(&error))?;
        empty = false;
    }
    if empty {
        return Err(unusable(&"no certificate in it"));
    }
    Ok(())
}

pub(super) fn client_error(reason: impl Into<String>) -> TransportError {
    TransportError::Client {
        reason: reason.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_is_read_once_for_all_clients() {
        let (first, second) = (system(), system());
        assert!(Arc::ptr_eq(&first, &second));
        assert!(!first.is_empty());
    }
}
