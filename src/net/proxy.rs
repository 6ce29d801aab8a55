//! A forward proxy's URL, as an administrator writes it.

use std::fmt::{self, Write};

/// A proxy's URL; it may hold credentials, so `Debug` masks it and there is no `Display`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProxyUrl(String);

impl ProxyUrl {
    /// Reads `[http://|https://][user[:password]@]host[:port]`; without a scheme it is an `http` proxy.
    ///
    /// Credentials may be percent-encoded or plain: whatever stands before the last `@` belongs to them, since no
    /// host holds one. IPv6 addresses stand in brackets.
    ///
    /// # Errors
    ///
    /// [`ProxyUrlError`] names the part that is wrong and never repeats the text.
    ///
    /// # Examples
    ///
    /// ```
    /// use ispbridge::net::{ProxyUrl, ProxyUrlError};
    ///
    /// assert_eq!(ProxyUrl::parse("proxy.example:3128"), ProxyUrl::parse("http://proxy.example:3128/"));
    /// assert_eq!(ProxyUrl::parse("socks5://proxy.example"), Err(ProxyUrlError::Scheme));
    /// ```
    pub fn parse(text: &str) -> Result<Self, ProxyUrlError> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "http" && scheme != "https" {
            return Err(ProxyUrlError::Scheme);
        }
        let (credentials, address) = match rest.rsplit_once('@') {
            Some((credentials, address)) => (Some(credentials), address),
            None => (None, rest),
        };
        let address = address.strip_suffix('/').unwrap_or(address);
        let (host, port) = host_and_port(address)?;
        let mut url = format!("{scheme}://");
        if let Some(credentials) = credentials {
            push_credentials(&mut url, credentials)?;
        }
        url.push_str(&host.to_ascii_lowercase());
        if let Some(port) = port {
            let _ = write!(url, ":{port}"); // writing to a String never fails
        }
        Ok(Self(url))
    }

    /// The URL with its credentials, for the HTTP library alone.
    pub(super) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ProxyUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProxyUrl(***)")
    }
}

/// Why a text is no proxy's URL. It holds nothing of the text, which may have a password in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProxyUrlError {
    /// An `@` with no user before it, or a control character.
    Credentials,
    /// No host, or characters that no host has (a path or a query among them).
    Host,
    /// Not a number from 1 to 65535.
    Port,
    /// Neither `http` nor `https`.
    Scheme,
}

impl fmt::Display for ProxyUrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Credentials => "the proxy's user name or password cannot be read",
            Self::Host => "the proxy's host is missing or not a host",
            Self::Port => "the proxy's port is not a number from 1 to 65535",
            Self::Scheme => "the proxy's scheme is neither http nor https",
        })
    }
}

impl std::error::Error for ProxyUrlError {}

fn host_and_port(address: &str) -> Result<(&str, Option<u16>), ProxyUrlError> {
    let host_end = match address.strip_prefix('[') {
        Some(_) => address.find(']').ok_or(ProxyUrlError::Host)? + 1,
        None => address.find(':').unwrap_or(address.len()),
    };
    let (host, port) = address
        .split_at_checked(host_end)
        .ok_or(ProxyUrlError::Host)?;
    if !is_host(host) {
        return Err(ProxyUrlError::Host);
    }
    match port.strip_prefix(':') {
        None if port.is_empty() => Ok((host, None)),
        None => Err(ProxyUrlError::Host),
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => match digits.parse() {
            Ok(0) | Err(_) => Err(ProxyUrlError::Port),
            Ok(port) => Ok((host, Some(port))),
        },
        Some(_) => Err(ProxyUrlError::Port),
    }
}

fn is_host(host: &str) -> bool {
    if let Some(inner) = host.strip_prefix('[') {
        let address = inner.strip_suffix(']').unwrap_or(inner);
        return address.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let is_label = |label: &str| {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        !label.is_empty() && label.len() <= 63 && label.bytes().all(known)
    };
    host.len() <= 253
        && host
            .strip_suffix('.')
            .unwrap_or(host)
            .split('.')
            .all(is_label)
}

/// Writes `user:password@` so that any URL parser reads the same two words.
fn push_credentials(url: &mut String, credentials: &str) -> Result<(), ProxyUrlError> {
    let (user, password) = match credentials.split_once(':') {
        Some((user, password)) => (user, Some(password)),
        None => (credentials, None),
    };
    if user.is_empty() || credentials.bytes().any(|byte| byte.is_ascii_control()) {
        return Err(ProxyUrlError::Credentials);
    }
    push_encoded(url, user);
    if let Some(password) = password {
        url.push(':');
        push_encoded(url, password);
    }
    url.push('@');
    Ok(())
}

/// Percent-encodes what is not plain, and leaves what is encoded already.
fn push_encoded(url: &mut String, text: &str) {
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let is_escape = matches!(after, [high, low, ..]
            if *byte == b'%' && high.is_ascii_hexdigit() && low.is_ascii_hexdigit());
        if is_escape || byte.is_ascii_alphanumeric() || b"-._~".contains(byte) {
            url.push(char::from(*byte));
        } else {
            let _ = write!(url, "%{byte:02X}"); // writing to a String never fails
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::{ProxyUrl, ProxyUrlError};

    fn parsed(text: &str) -> Result<String, ProxyUrlError> {
        ProxyUrl::parse(text).map(|proxy| proxy.expose().to_owned())
    }

    #[test]
    fn every_usual_form_becomes_one_url() {
        let forms = [
            ("proxy.example", "http://proxy.example"),
            (" Proxy.Example:3128 ", "http://proxy.example:3128"),
            ("http://10.0.0.1:8080/", "http://10.0.0.1:8080"),
            ("HTTPS://proxy.example", "https://proxy.example"),
            ("[::1]:3128", "http://[::1]:3128"),
            ("user@proxy.example:1", "http://user@proxy.example:1"),
            (
                "http://a%40b:c%3Ad@proxy.example",
                "http://a%40b:c%3Ad@proxy.example",
            ),
        ];
        for (text, url) in forms {
            assert_eq!(parsed(text).as_deref(), Ok(url), "{text}");
        }
    }

    #[test]
    fn a_password_may_hold_what_urls_reserve() {
        let url = "http://shop:p%40ss%2F%3F%23%3A100%25%C3%A9@proxy.example:3128";
        assert_eq!(
            parsed("http://shop:p@ss/?#:100%é@proxy.example:3128").as_deref(),
            Ok(url)
        );
    }

    #[test]
    fn nonsense_is_refused_by_its_part() {
        let nonsense = [
            ("", ProxyUrlError::Host),
            ("http://", ProxyUrlError::Host),
            ("http://proxy.example/path", ProxyUrlError::Host),
            ("http://proxy.example?x=1", ProxyUrlError::Host),
            ("proxy example", ProxyUrlError::Host),
            ("http://[::1", ProxyUrlError::Host),
            ("http://[::1]x", ProxyUrlError::Host),
            ("http://a..b", ProxyUrlError::Host),
            ("proxy.example:", ProxyUrlError::Port),
            ("proxy.example:0", ProxyUrlError::Port),
            ("proxy.example:65536", ProxyUrlError::Port),
            ("proxy.example:+80", ProxyUrlError::Port),
            ("socks5://proxy.example", ProxyUrlError::Scheme),
            ("://proxy.example", ProxyUrlError::Scheme),
            ("@proxy.example", ProxyUrlError::Credentials),
            (":password@proxy.example", ProxyUrlError::Credentials),
            ("user:pass\nword@proxy.example", ProxyUrlError::Credentials),
        ];
        for (text, error) in nonsense {
            assert_eq!(parsed(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn debug_masks_the_credentials() {
        let proxy = ProxyUrl::parse("http://user:passw0rd@proxy.example");
        assert_eq!(format!("{proxy:?}"), "Ok(ProxyUrl(***))");
    }
}
