use std::fmt;
use std::time::Duration;

/// Whether the server may have acted on a request that got no usable answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Not one byte of the request left: it may be sent again.
    NotSent,
    /// It may have arrived: only a read-back can tell.
    Unknown,
}

/// No usable answer came back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportError {
    /// The connection broke while the answer was read.
    Body {
        /// What the library said, without the URL.
        reason: String,
    },
    /// This process cannot make requests: a bad proxy, an unreadable CA file, no threads left.
    Client {
        /// What is wrong, without credentials.
        reason: String,
    },
    /// No connection: refused, unreachable.
    Connect {
        /// What the library said, without the URL.
        reason: String,
    },
    /// The host's name does not resolve.
    Dns {
        /// What the library said, without the URL.
        reason: String,
    },
    /// The request broke off after the connection stood: the server may have it.
    Send {
        /// What the library said, without the URL.
        reason: String,
    },
    /// The server's certificate or handshake was refused.
    Tls {
        /// What the library said, without the URL.
        reason: String,
    },
    /// Time ran out.
    Timeout {
        /// The limit that was reached.
        after: Duration,
        /// Whether it ran out before the connection stood.
        connecting: bool,
    },
    /// The body grew past the limit.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
}

impl TransportError {
    /// Whether the server may have acted.
    pub fn delivery(&self) -> Delivery {
        match self {
            Self::Client { .. } | Self::Connect { .. } | Self::Dns { .. } | Self::Tls { .. } => {
                Delivery::NotSent
            }
            Self::Timeout {
                connecting: true, ..
            } => Delivery::NotSent,
            Self::Body { .. }
            | Self::Send { .. }
            | Self::Timeout {
                connecting: false, ..
            }
            | Self::TooLarge { .. } => Delivery::Unknown,
        }
    }

    /// The stable text that users of the library may compare.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Body { .. } => "transport.body",
            Self::Client { .. } => "transport.client",
            Self::Connect { .. } => "transport.connect",
            Self::Dns { .. } => "transport.dns",
            Self::Send { .. } => "transport.send",
            Self::Timeout { .. } => "transport.timeout",
            Self::Tls { .. } => "transport.tls",
            Self::TooLarge { .. } => "transport.too_large",
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body { reason } => write!(f, "the answer broke off: {reason}"),
            Self::Client { reason } => write!(f, "no request can be made: {reason}"),
            Self::Connect { reason } => write!(f, "no connection: {reason}"),
            Self::Dns { reason } => write!(f, "the host's name does not resolve: {reason}"),
            Self::Send { reason } => write!(f, "the request broke off: {reason}"),
            Self::Timeout {
                after,
                connecting: true,
            } => {
                write!(f, "no connection within {} s", after.as_secs_f32())
            }
            Self::Timeout { after, .. } => {
                write!(f, "no complete answer within {} s", after.as_secs_f32())
            }
            Self::Tls { reason } => write!(f, "the TLS handshake failed: {reason}"),
            Self::TooLarge { limit } => write!(f, "the answer is larger than {limit} bytes"),
        }
    }
}

impl std::error::Error for TransportError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeout_before_the_connection_stood_sent_nothing() {
        let after = Duration::from_secs(5);
        assert_eq!(
            TransportError::Timeout {
                after,
                connecting: true
            }
            .delivery(),
            Delivery::NotSent
        );
        assert_eq!(
            TransportError::Timeout {
                after,
                connecting: false
            }
            .delivery(),
            Delivery::Unknown
        );
    }

    #[test]
    fn a_broken_body_leaves_the_outcome_unknown() {
        let error = TransportError::Body {
            reason: "reset".into(),
        };
        assert_eq!(error.delivery(), Delivery::Unknown);
        assert_eq!(error.code(), "transport.body");
    }
}
