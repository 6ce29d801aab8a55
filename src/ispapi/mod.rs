//! The wire of HEXONET ISPAPI, and of its successor behind the same grammar: commands out, replies in.
//!
//! | file | what |
//! |---|---|
//! | `name`, `command`, `effect` | what is asked, and what it does to the account |
//! | `draft`, `pairs` | an array on its way to a command |
//! | `encode`, `parse`, `columns` | text out, text in |
//! | `code`, `response`, `list` | the typed view of a reply |
//! | `dialect`, `platform`, `endpoint` | whom to ask, as whom |
//! | `client`, `retry`, `error` | one round trip, and what may be repeated |
//! | `budget` | the platform's quota |
//! | `session` | a text in the place of login and password |
//! | `many` | many round trips at a time |
//! | `page` | a list of many pages, whole or an error |
//! | `redact`, `render`, `exchange` | what was said, fit for a log |
//! | `explain` | codes and descriptions in words of ours |
//!
//! The wire facts are restated in `docs/wire-ispapi.md`; "section" in these files means a section of `ispapi-wire`. This
//! module knows neither PHP nor WHMCS, neither clock nor environment, and no HTTP library: bytes travel through
//! [`Transport`](crate::net::Transport), and every limit is passed in.

mod budget;
mod client;
mod code;
mod columns;
mod command;
pub mod config;
mod dialect;
mod draft;
mod effect;
mod encode;
mod endpoint;
mod error;
mod exchange;
mod expiry;
mod explain;
mod list;
mod many;
mod name;
mod page;
mod pairs;
mod parse;
mod platform;
mod redact;
mod render;
mod response;
mod retry;
mod session;

pub use budget::{BLOCK, Budget, Usage, points};
pub use client::{Client, Pause};
pub use code::{Class, Code, Repeat};
pub use command::Command;
pub use dialect::{Dialect, Ispapi};
pub use draft::CommandDraft;
pub use effect::CommandEffect;
pub use encode::{EncodeError, encode};
pub use endpoint::Endpoint;
pub use error::{Error, NotSent};
pub use exchange::{Exchange, MAX_EXCHANGES, MAX_LOGGED_BYTES, MAX_UNREAD_BYTES, Stopwatch};
pub use expiry::{Dates, shown_expiry};
pub use explain::{Explanation, explain, explain_error};
pub use list::{CONTROL, ListControl, Record};
pub use many::Concurrency;
pub use name::CommandName;
pub use page::{MAX_PAGES, PageMark, Pages, PagingError};
pub use parse::{MAX_GAPS, MAX_GAPS_PER_CELL, MAX_INDEX, Malformed, parse};
pub use platform::{Account, ConfigError, Environment, Limits, Platform};
pub use redact::{MASK, PersonalData, is_sensitive};
pub use response::{Column, Response};
