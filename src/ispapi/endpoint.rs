use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use super::platform::ConfigError;

/// The address of a system: `https`, or plain `http` to this machine (`ispapi-wire`, section 1.2).
///
/// # Examples
///
/// ```
/// use ispbridge::ispapi::{ConfigError, Endpoint};
///
/// assert!(Endpoint::parse("http://127.0.0.1:8080/api/call.cgi").is_ok());
/// assert_eq!(Endpoint::parse("http://api.ispapi.net/api/call.cgi"), Err(ConfigError::NotLoopback));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Endpoint(String);

impl Endpoint {
    /// Reads an address. Strict on purpose: what one reader takes for a host another may take for a path.
    ///
    /// # Errors
    ///
    /// [`ConfigError::BadUrl`], [`ConfigError::NotLoopback`].
    pub fn parse(url: &str) -> Result<Self, ConfigError> {
        let url = url.trim();
        let (scheme, rest) = url.split_once("://").ok_or(ConfigError::BadUrl)?;
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = host(authority).ok_or(ConfigError::BadUrl)?;
        if !path
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"?#\\".contains(&b))
        {
            return Err(ConfigError::BadUrl);
        }
        match scheme.to_ascii_lowercase().as_str() {
            "https" => Ok(Self(url.to_owned())),
            "http" if is_loopback(host) => Ok(Self(url.to_owned())),
            "http" => Err(ConfigError::NotLoopback),
            _ => Err(ConfigError::BadUrl),
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The host of `host[:port]`; `None` where it is neither a name nor an address.
fn host(authority: &str) -> Option<&str> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (address, port) = rest.split_once(']')?;
            address.parse::<Ipv6Addr>().ok()?;
            (
                address,
                port.strip_prefix(':')
                    .or_else(|| port.is_empty().then_some("443"))?,
            )
        }
        None => authority.split_once(':').unwrap_or((authority, "443")),
    };
    let plain = |b: u8| b.is_ascii_alphanumeric() || b".-_".contains(&b);
    let named = authority.starts_with('[') || host.bytes().all(plain);
    let numbered = port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok();
    (!host.is_empty() && named && numbered).then_some(host)
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse::<Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback())
        || host
            .parse::<Ipv6Addr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_goes_anywhere_and_http_stays_here() {
        for url in [
            "https://api.ispapi.net/api/call.cgi",
            "HTTPS://api.ispapi.net",
            "http://127.0.0.1/api/call.cgi",
            "http://127.9.9.9:1/",
            "http://localhost:8080/api/call.cgi",
            "http://[::1]:8080/api/call.cgi",
        ] {
            assert!(Endpoint::parse(url).is_ok(), "{url}");
        }
        for url in [
            "http://api.ispapi.net/",
            "http://127.1/",
            "http://127.0.0.1.evil.net/",
            "http://10.0.0.1/",
        ] {
            assert_eq!(Endpoint::parse(url), Err(ConfigError::NotLoopback), "{url}");
        }
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        for url in [
            "",
            "api.ispapi.net",
            "ftp://api.ispapi.net/",
            "https:///x",
            "https://user:hush@api.ispapi.net/",
            "http://127.0.0.1\\@evil.net/",
            "http://127.0.0.1#@evil.net/",
            "https://a.net/?s_pw=hush",
            "https://a.net/#x",
            "https://a.net/a b",
            "https://a.net:99999/",
            "https://a.net:/",
            "https://[::1/",
            "https://[x]/",
            "https://[::1]x/",
            "https://a.net\n/",
            "https://ä.net/",
        ] {
            assert_eq!(Endpoint::parse(url), Err(ConfigError::BadUrl), "{url}");
        }
    }
}
