//! The transport of a process: what the sandbox delivers, and does not, as the client gets to see it.

use std::collections::BTreeMap;
use std::sync::Arc;

use ispbridge::net::{Reply, Request, Transport, TransportError};
use ispbridge_sandbox::Delivery;
use serde_json::Value;

use crate::process::Process;
use crate::world::World;

/// What goes wrong with one exchange.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fault {
    /// No connection: nothing was sent.
    NotConnected,
    /// An effect of the sandbox's fault queue.
    Sandbox(Value),
}

/// What goes wrong in a case, and what did.
#[derive(Default)]
pub(crate) struct Faults {
    /// By the name of a command and how many of this name came before it.
    planned: BTreeMap<(String, usize), Fault>,
    /// By the place among all exchanges.
    at: BTreeMap<usize, Fault>,
    seen: BTreeMap<String, usize>,
    exchanges: usize,
    /// How many hit.
    pub(crate) hits: usize,
    /// How often an order was delivered twice.
    pub(crate) doubled_orders: usize,
}

impl Faults {
    /// The exchange at this place of the case goes wrong.
    pub(crate) fn plan_at(&mut self, place: usize, fault: Fault) {
        self.at.insert(place, fault);
    }

    /// The next command of this name goes wrong, or the one `skip` after it.
    pub(crate) fn plan(&mut self, command: &str, skip: usize, fault: Fault) {
        let seen = self.seen.get(command).copied().unwrap_or_default();
        self.planned
            .insert((command.to_owned(), seen + skip), fault);
    }

    /// From here on all goes well.
    pub(crate) fn end(&mut self) {
        self.planned.clear();
        self.at.clear();
    }

    pub(crate) fn exchanges(&self) -> usize {
        self.exchanges
    }

    fn next(&mut self, command: &str) -> Option<Fault> {
        let seen = self.seen.entry(command.to_owned()).or_default();
        let planned = self.planned.remove(&(command.to_owned(), *seen));
        *seen += 1;
        let fault = planned.or_else(|| self.at.remove(&self.exchanges));
        self.exchanges += 1;
        self.hits += usize::from(fault.is_some());
        fault
    }
}

/// The way of one process to the registrar.
pub(crate) struct Wire {
    world: Arc<World>,
    process: Arc<Process>,
}

impl Wire {
    pub(crate) fn new(world: &Arc<World>, process: &Arc<Process>) -> Self {
        Self {
            world: Arc::clone(world),
            process: Arc::clone(process),
        }
    }

    fn exchange(&self, request: &Request) -> Result<Reply, TransportError> {
        let world = &self.world;
        let command = command_name(request.body.expose());
        let fault = world.faults.lock().next(&command);
        world.tell(|| {
            format!(
                "    {command} {}",
                fault.as_ref().map(|f| format!("{f:?}")).unwrap_or_default()
            )
        });
        match fault {
            Some(Fault::NotConnected) => return Err(not_connected()),
            Some(Fault::Sandbox(effect)) => {
                let is_doubled = effect["effect"] == "deliver_twice";
                if is_doubled && world.operation.paid.contains(&command.as_str()) {
                    world.faults.lock().doubled_orders += 1;
                }
                world.control().post("faults", effect).unwrap();
            }
            None => {}
        }
        let reply = world.sandbox.call(request.body.expose().as_bytes());
        world.control().delete("faults").unwrap(); // one that cannot hit this command hits no other
        self.received(reply.delivery, request)
    }

    fn received(&self, delivery: Delivery, request: &Request) -> Result<Reply, TransportError> {
        let ok = |body| Ok(Reply { status: 200, body });
        match delivery {
            Delivery::Answer(body) | Delivery::AnswerThenClosed(body) | Delivery::CutBody(body) => {
                ok(body)
            }
            Delivery::HttpStatus { status, body } => Ok(Reply { status, body }),
            Delivery::Late { milliseconds, body } => {
                let limit = i64::try_from(request.total_timeout.as_secs()).unwrap();
                let late = i64::try_from(milliseconds / 1000).unwrap();
                self.world.pass(late.min(limit));
                if late < limit {
                    ok(body)
                } else {
                    Err(timeout(request))
                }
            }
            Delivery::Silence => {
                let limit = i64::try_from(request.total_timeout.as_secs()).unwrap();
                self.world.pass(limit);
                Err(timeout(request))
            }
            Delivery::ShortBody { .. } => Err(TransportError::Body {
                reason: "the body is shorter than promised".to_owned(),
            }),
            Delivery::Closed | Delivery::NotAccepted | Delivery::NotRead => {
                Err(TransportError::Send {
                    reason: "the connection was closed".to_owned(),
                })
            }
            other => {
                panic!("the sandbox delivers {other:?}, and nothing here knows what that means")
            }
        }
    }
}

impl Transport for Wire {
    fn post(&self, request: &Request) -> Result<Reply, TransportError> {
        self.process.step(&self.world);
        let end = self.exchange(request);
        self.process.step(&self.world);
        end
    }
}

/// The command's name in a form: `s_command=COMMAND%3DStatusDomain%0ADOMAIN...`.
fn command_name(form: &str) -> String {
    let (_, rest) = form.split_once("COMMAND%3D").expect("a command");
    rest.chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect()
}

fn not_connected() -> TransportError {
    TransportError::Connect {
        reason: "refused".to_owned(),
    }
}

fn timeout(request: &Request) -> TransportError {
    TransportError::Timeout {
        after: request.total_timeout,
        connecting: false,
    }
}
