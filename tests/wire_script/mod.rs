//! A transport that plays a script, and the account of the vectors.

#![allow(dead_code)] // each suite uses its part
#![allow(clippy::unnecessary_wraps)] // the shape of a script

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ispbridge::ispapi::{Account, Client, Endpoint, Environment, Platform};
use ispbridge::names::Secret;
use ispbridge::net::{Reply, Request, Transport, TransportError};

/// What the transport answers, in order. A request beyond the script fails the test.
#[derive(Default)]
pub(crate) struct Script {
    ends: Mutex<VecDeque<Result<Reply, TransportError>>>,
    requests: Mutex<Vec<Request>>,
}

impl Script {
    pub(crate) fn new(ends: impl IntoIterator<Item = Result<Reply, TransportError>>) -> Arc<Self> {
        Arc::new(Self {
            ends: Mutex::new(ends.into_iter().collect()),
            requests: Mutex::default(),
        })
    }

    /// The requests that came, in order.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// The bodies of these requests.
    pub(crate) fn bodies(&self) -> Vec<String> {
        let requests = self.requests();
        requests
            .iter()
            .map(|request| request.body.expose().to_owned())
            .collect()
    }
}

impl Transport for Script {
    fn post(&self, request: &Request) -> Result<Reply, TransportError> {
        self.requests.lock().unwrap().push(request.clone());
        let end = self.ends.lock().unwrap().pop_front();
        end.expect("a request that the script does not expect")
    }
}

/// A reply with HTTP status 200.
pub(crate) fn reply(body: impl Into<Vec<u8>>) -> Result<Reply, TransportError> {
    Ok(Reply {
        status: 200,
        body: body.into(),
    })
}

/// A whole reply with a code and nothing else.
pub(crate) fn code(code: u16) -> Result<Reply, TransportError> {
    reply(format!(
        "[RESPONSE]\r\nCODE={code}\r\nDESCRIPTION=text\r\nEOF\r\n"
    ))
}

pub(crate) fn refused() -> Result<Reply, TransportError> {
    Err(TransportError::Connect {
        reason: "refused".into(),
    })
}

pub(crate) fn broken() -> Result<Reply, TransportError> {
    Err(TransportError::Body {
        reason: "reset".into(),
    })
}

pub(crate) fn timeout(connecting: bool) -> Result<Reply, TransportError> {
    let after = Duration::from_secs(30);
    Err(TransportError::Timeout { after, connecting })
}

/// The platform's public addresses.
pub(crate) fn platform() -> Platform {
    let endpoint = |url| Endpoint::parse(url).unwrap();
    Platform::ispapi(
        endpoint("https://api.ispapi.net/api/call.cgi"),
        endpoint("https://api-ote.ispapi.net/api/call.cgi"),
        "ispbridge/test",
    )
}

/// The public demonstration account (`ispapi-wire`, section 14, vector 4).
pub(crate) fn account() -> Account {
    Account::new(Environment::Ote, "test.user", Secret::new("test.passw0rd"))
}

pub(crate) fn client(script: &Arc<Script>) -> Client {
    Client::new(
        Arc::clone(script) as Arc<dyn Transport>,
        platform(),
        account(),
    )
}
