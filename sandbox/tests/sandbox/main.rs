//! The sandbox, spoken to over raw HTTP.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failed unwrap is a failed test"
)]
#![allow(clippy::doc_markdown, reason = "command names are the vocabulary here")]

mod applications;
mod changes;
mod contacts;
mod dns;
mod dns_forwards;
mod domains;
mod endings;
mod environment;
mod events;
mod facts;
mod faults;
mod hosts;
mod in_process;
mod life;
mod lists;
mod money_faults;
mod names;
mod orders;
mod parameters;
mod premium;
mod program;
mod quirks;
mod quota;
mod reference;
mod reference_shapes;
mod scale;
mod sessions;
#[path = "../../../tests/support/shared.rs"]
mod shared;
mod state;
mod support;
mod trades;
mod transfer_shapes;
mod transfers;
mod user;
mod wire;
