//! ispbridge: the engine of a WHMCS integration for domain and hosting resellers, loaded by PHP as an extension.
//!
//! # The map
//!
//! | folder | what it knows |
//! |---|---|
//! | [`names`] | names parsed once, then trusted: domains, hosts, secrets |
//! | [`base`] | the words that every verb uses: parameters, time, effects, outcomes, messages |
//! | [`idn`] | U-labels and A-labels |
//! | [`net`] | bytes to a server and back, and whether they were sent; the process's one connection pool |
//! | [`ispapi`] | the registrar's wire: commands, replies, dialects, the client |
//! | [`registrar`] | what a registrar module does: one plan a WHMCS verb |
//! | `php` | the binding (feature `php`): convert, call, convert |
//!
//! A request travels one way: PHP makes an `Ispbridge\Run`; its plan ([`registrar`]) asks for effects; the ones that concern
//! the registrar are answered here through [`ispapi::Client`], the others by PHP; at the end stands an outcome.
//! Who may import whom is guarded by `tests/architecture.rs`.

pub mod base;
pub mod idn;
pub mod ispapi;
pub mod names;
pub mod net;
pub mod registrar;

#[cfg(feature = "php")]
mod php;
