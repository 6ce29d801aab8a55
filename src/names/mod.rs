//! Names, parsed once and then trusted. This module knows the standard library and nothing of ours.

mod secret;

pub use secret::Secret;
