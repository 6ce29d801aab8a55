//! A tiny HTTP client over a TCP stream, and the sandbox it talks to. Not the product's client: a
//! stand-in tested with the code it stands in for would prove nothing.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use ispbridge_sandbox::{Config, Server};
use serde_json::Value;

pub(crate) const LIVE: &str = "54cd";
pub(crate) const OTE: &str = "1234";

/// The parameters of a complete contact for one role, e.g. `contact("OWNERCONTACT0")`.
pub(crate) fn contact(place: &str) -> String {
    let fields = [
        ("FIRSTNAME", "Ada"),
        ("LASTNAME", "Lovelace"),
        ("STREET", "Main Street 1 , Floor 2"),
        ("CITY", "London"),
        ("ZIP", "N1 1AA"),
        ("COUNTRY", "GB"),
        ("PHONE", "+44.2012345"),
        ("EMAIL", "ada@example.com"),
    ];
    let lines = fields.map(|(name, value)| format!("\n{place}{name}={value}"));
    lines.concat()
}

/// AddDomain with four complete contacts.
pub(crate) fn add_domain(name: &str, more: &str) -> String {
    let contacts: String = ["OWNER", "ADMIN", "TECH", "BILLING"]
        .iter()
        .map(|role| contact(&format!("{role}CONTACT0")))
        .collect();
    format!("COMMAND=AddDomain\nDOMAIN={name}{contacts}{more}")
}

/// A sandbox with account `shop` (100.00 USD, password `secret`) in both books.
pub(crate) struct Sandbox {
    pub(crate) server: Server,
}

impl Sandbox {
    pub(crate) fn start() -> Self {
        Self::with(Config::default())
    }

    pub(crate) fn with(mut config: Config) -> Self {
        if config.accounts.is_empty() {
            config.accounts = vec!["shop:secret:100.00:USD".parse().unwrap()];
        }
        let server = Server::start(config).unwrap();
        Self { server }
    }

    pub(crate) fn with_quirks(quirks: &[&str]) -> Self {
        let mut config = Config::default();
        for quirk in quirks {
            config.quirks.set(quirk).unwrap();
        }
        Self::with(config)
    }

    /// Sends a command as `shop` to OT&E over a fresh connection.
    pub(crate) fn call(&self, command: &str) -> Answer {
        self.call_as(OTE, "shop", "secret", command)
    }

    pub(crate) fn call_as(
        &self,
        entity: &str,
        login: &str,
        password: &str,
        command: &str,
    ) -> Answer {
        let form = [
            ("s_entity", entity),
            ("s_login", login),
            ("s_pw", password),
            ("s_command", command),
        ];
        self.send(&form).answer()
    }

    pub(crate) fn send(&self, form: &[(&str, &str)]) -> Reply {
        self.connect().post_form(form)
    }

    pub(crate) fn connect(&self) -> Connection {
        Connection::to(&self.server.address().to_string())
    }

    pub(crate) fn post(&self, word: &str, body: Value) {
        self.server.control().post(word, body).unwrap();
    }

    pub(crate) fn state(&self) -> Value {
        self.server.control().state()
    }

    /// The OT&E ledger.
    pub(crate) fn ledger(&self) -> Vec<Value> {
        self.state()["ote"]["ledger"].as_array().unwrap().clone()
    }

    /// Waits until a counter is as wanted; silence for ten seconds panics.
    pub(crate) fn until(&self, counter: &str, wanted: impl Fn(u64) -> bool) {
        let give_up = Instant::now() + Duration::from_secs(10);
        while !wanted(self.server.control().counters()[counter].as_u64().unwrap()) {
            assert!(Instant::now() < give_up, "{counter} never came");
            std::thread::yield_now();
        }
    }

    pub(crate) fn count(&self, name: &str) -> u64 {
        self.server.control().counters()["connections"][name]
            .as_u64()
            .unwrap()
    }
}

/// One TCP connection.
pub(crate) struct Connection {
    stream: TcpStream,
}

impl Connection {
    pub(crate) fn to(address: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        Self { stream }
    }

    pub(crate) fn post_form(&mut self, form: &[(&str, &str)]) -> Reply {
        let body: Vec<String> = form
            .iter()
            .map(|(name, value)| format!("{name}={}", percent(value)))
            .collect();
        let kind = "application/x-www-form-urlencoded";
        self.request("POST", "/api/call.cgi", kind, &body.join("&"))
    }

    /// Sends a command as `shop` and leaves without waiting for an answer.
    pub(crate) fn send_and_leave(mut self, entity: &str, command: &str) {
        let command = percent(command);
        let body = format!("s_entity={entity}&s_login=shop&s_pw=secret&s_command={command}");
        let head = format!(
            "POST /api/call.cgi HTTP/1.1\r\nHost: sandbox\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        self.stream.write_all((head + &body).as_bytes()).unwrap();
        self.stream
            .set_read_timeout(Some(Duration::from_millis(50)))
            .unwrap();
        let silence = self.stream.read(&mut [0]).unwrap_err();
        assert!(matches!(
            silence.kind(),
            ErrorKind::WouldBlock | ErrorKind::TimedOut
        ));
    }

    pub(crate) fn request(&mut self, method: &str, path: &str, kind: &str, body: &str) -> Reply {
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: sandbox\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
        );
        // A server that hangs up early is the point of some tests.
        let _ = self.stream.write_all((head + body).as_bytes());
        self.read_reply()
    }

    /// Waits until the other side closes; false when it sends something first. Silence panics.
    pub(crate) fn closes(&mut self) -> bool {
        !self.read_more(&mut Vec::new())
    }

    fn read_reply(&mut self) -> Reply {
        let mut bytes = Vec::new();
        let head_end = loop {
            if let Some(end) = find(&bytes, b"\r\n\r\n") {
                break end;
            }
            if !self.read_more(&mut bytes) {
                assert!(bytes.is_empty(), "half a head");
                return Reply::default();
            }
        };
        let head = String::from_utf8(bytes[..head_end].to_vec()).unwrap();
        let mut reply = Reply {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            promised: 0,
            body: Vec::new(),
        };
        for line in head.lines().map(str::to_lowercase) {
            if let Some(length) = line.strip_prefix("content-length: ") {
                reply.promised = length.parse().unwrap();
            }
        }
        reply.body = bytes.split_off(head_end + 4);
        while reply.body.len() < reply.promised && self.read_more(&mut reply.body) {}
        reply
    }

    /// Appends what arrives; false when the other side has closed.
    fn read_more(&mut self, bytes: &mut Vec<u8>) -> bool {
        let mut buffer = [0; 8_192];
        loop {
            match self.stream.read(&mut buffer) {
                Ok(count) => {
                    bytes.extend_from_slice(&buffer[..count]);
                    return count > 0;
                }
                // A read with a timeout is not restarted by the system.
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::ConnectionReset => return false,
                Err(error) => panic!("reading from the sandbox: {error:?}"),
            }
        }
    }
}

/// What came back; status 0 when nothing did.
#[derive(Debug, Default)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) promised: usize,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub(crate) fn answer(&self) -> Answer {
        assert_eq!(self.status, 200);
        Answer::read(&self.text())
    }
}

/// A response text, taken apart.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: u16,
    pub(crate) description: String,
    pub(crate) pending: bool,
    pub(crate) properties: BTreeMap<String, Vec<String>>,
}

impl Answer {
    pub(crate) fn read(text: &str) -> Self {
        let mut lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.remove(0), "[RESPONSE]");
        assert_eq!(lines.pop(), Some("EOF"));
        let mut attributes = BTreeMap::new();
        let mut properties: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for line in lines {
            let (name, value) = line.split_once('=').unwrap();
            let (name, value) = (name.trim(), value.trim().to_owned());
            match name.strip_prefix("PROPERTY[") {
                None => assert!(attributes.insert(name.to_owned(), value).is_none()),
                Some(rest) => {
                    let (name, index) = rest.split_once("][").unwrap();
                    let column = properties.entry(name.to_owned()).or_default();
                    assert_eq!(index, format!("{}]", column.len()), "dense and in order");
                    column.push(value);
                }
            }
        }
        assert!(attributes.contains_key("QUEUETIME"));
        assert!(attributes["RUNTIME"].parse::<f64>().is_ok());
        Self {
            code: attributes["CODE"].parse().unwrap(),
            description: attributes["DESCRIPTION"].clone(),
            pending: attributes.get("PENDING").is_some_and(|value| value == "1"),
            properties,
        }
    }

    /// The only value of a property.
    pub(crate) fn one(&self, name: &str) -> &str {
        match self.properties.get(name).map(Vec::as_slice) {
            Some([value]) => value,
            other => panic!("{name}: {other:?} in {self:?}"),
        }
    }

    pub(crate) fn all(&self, name: &str) -> &[String] {
        self.properties.get(name).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.properties.contains_key(name)
    }
}

pub(crate) fn percent(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}
