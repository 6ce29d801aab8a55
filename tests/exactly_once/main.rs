//! Money is spent exactly once: whatever the wire does, wherever a process dies, however often WHMCS and its administrators ask
//! again, and whoever else is at it.
//!
//! The verdict comes from the sandbox's ledger and from the purchases that the test made; the product's own journal is only asked
//! whether it contradicts them. Nothing here waits: one clock serves the registrar and the database, and the test moves it.
//!
//! | file | what |
//! |---|---|
//! | `operation` | what can be bought: one row each |
//! | `money` | what that costs, and what was charged |
//! | `world` | the registrar, the database and the shop of one case |
//! | `store` | the journal and its neighbours as PHP keeps them |
//! | `shop` | what WHMCS does before and after a call of the module |
//! | `process` | a process that may be lost at any step |
//! | `wire` | the transport: what the sandbox's deliveries mean to the client |
//! | `baton` | two processes whose steps are interleaved |
//! | `verdict` | what must be true at every moment, and at the end |
//! | `cases` | every fault at every place, a loss at every step, both workers in every order |
//! | `chance` | runs drawn from a seed |

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test reports by panicking
#![allow(clippy::print_stdout)] // and says its seeds and figures

mod baton;
mod cases;
mod chance;
mod money;
mod operation;
mod process;
mod shop;
mod store;
mod verdict;
mod wire;
mod world;
