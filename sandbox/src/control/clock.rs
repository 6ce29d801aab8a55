//! Moving the clock.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::world::{World, moment};

/// POST clock: what to change, in this order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClockChange {
    /// `2027-01-31 10:00:00`, UTC.
    set: Option<String>,
    /// A span: `1y`, `30d`, `-2h`, `P1Y`.
    r#move: Option<String>,
    /// Stand still, or run again.
    stopped: Option<bool>,
}

/// Far enough for every test, and far from the end of the calendar, where years can no longer be
/// added.
const LAST_DAY: &str = "3000-01-01";

pub(super) fn change(world: &mut World, change: &ClockChange) -> Result<Value, String> {
    let mut clock = world.clock;
    if let Some(text) = &change.set {
        clock.set(moment(text)?);
    }
    if let Some(text) = &change.r#move {
        let span: jiff::Span = text.parse().map_err(|e| format!("`{text}`: {e}"))?;
        let moved = clock
            .now()
            .to_zoned_datetime(jiff::tz::TimeZone::UTC)
            .checked_add(span);
        clock.set(moved.map_err(|error| error.to_string())?.timestamp());
    }
    if clock.now() > moment(LAST_DAY)? {
        return Err(format!("the clock ends at {LAST_DAY}"));
    }
    match change.stopped {
        Some(true) => clock.stop(),
        Some(false) => clock.run(),
        None => {}
    }
    world.clock = clock;
    Ok(json!({}))
}
