//! A simulated ISPAPI registrar: for tests, and for trying the WHMCS modules without an account.
//!
//! It is a second reading of the public facts about the API. It shares no code with the product's
//! client, so that a mistake in one does not hide a mistake in the other.
//!
//! | where | what |
//! |---|---|
//! | [`Server`] | starts and stops it; [`Config`] says how |
//! | [`InProcess`] | the same without sockets: a request in, its fate out |
//! | `net` | the listener: counts connections, cuts them on order |
//! | `api` | one call: form, login, access list, faults; `/api/call.cgi` around it |
//! | `wire` | command and response text |
//! | `reference` | the documented commands and parameters, from `data/ispapi_commands.json` |
//! | `commands` | what each simulated command does, one file a group |
//! | `life` | what time does to domains |
//! | `world` | accounts, domains, contacts, ledger, clock; the state file |
//! | `trade_prices` | what a change of owner costs |
//! | `zones` | facts and prices of the zones, from `sandbox/data` |
//! | `quirks` | open questions, by subject |
//! | `effect`, `faults`, `chaos`, `late` | what goes wrong; by order, by chance; what takes effect later |
//! | `delivery`, `journal` | what a client sees of a call; what was received |
//! | `exchange` | exchange rates |
//! | `quota` | points for each command, and 425 |
//! | [`Control`] | the same for tests: in process, or as JSON below `/control/` |

#![allow(
    clippy::doc_markdown,
    reason = "command and property names of the wire are the vocabulary here, and `--help` is written in doc comments"
)]

mod api;
mod chaos;
mod cli;
mod commands;
mod config;
mod control;
mod delivery;
mod effect;
mod embedded;
mod exchange;
mod faults;
mod in_process;
mod journal;
mod late;
mod life;
mod net;
mod pattern;
mod quirks;
mod quota;
mod reference;
mod server;
mod shared;
mod trade_prices;
mod wire;
mod world;
mod zones;

pub use chaos::Chaos;
pub use cli::Arguments;
pub use config::{AccountSpec, Config, RoleSpec};
pub use control::{Control, ControlError};
pub use delivery::{Delivery, Executed, Reply};
pub use effect::Effect;
pub use faults::Fault;
pub use in_process::InProcess;
pub use quirks::{QUIRKS, Quirk, QuirkError, Quirks};
pub use reference::check_command_text;
pub use server::{Server, Signals, StartError};
pub use world::{AccessList, AccessListError, Entity, StoreError};
