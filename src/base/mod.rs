//! The words that every verb uses: parameters, time, effects, outcomes, messages.

pub mod effect;
pub mod message;
pub mod outcome;
pub mod params;
pub mod time;
