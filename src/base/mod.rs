//! The words that every verb uses: parameters, time, effects, outcomes, messages.

pub mod effect;
pub mod html;
pub mod journal;
pub mod message;
pub mod outcome;
pub mod params;
pub mod time;

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// The tables of `data/` and the date of each, for those who ask how old our knowledge is.
pub fn tables() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLES.iter().copied()
}
