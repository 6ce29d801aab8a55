use std::hash::{BuildHasher, RandomState};
use std::thread;
use std::time::Duration;

/// The shortest wait before a repetition.
const SHORTEST: Duration = Duration::from_millis(100);

/// Waits before something is sent again: longer with each time that it was sent, and never twice the same, so that workers
/// which failed together do not return together (`ispapi-wire`, section 9: jitter).
pub fn pause(sent: u32) {
    thread::sleep(wait(sent, RandomState::new().hash_one(sent)));
}

/// Between one and two times the shortest wait, as often as it was sent; ten times at the most.
fn wait(sent: u32, chance: u64) -> Duration {
    let longest = SHORTEST * sent.clamp(1, 10);
    let part = u32::try_from(chance % 1000).unwrap_or_default();
    longest + longest * part / 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_grows_and_is_bounded_whatever_the_chance() {
        for chance in [0, 999, 123_456_789, u64::MAX] {
            assert!(
                (100..200).contains(&wait(1, chance).as_millis()),
                "{chance}"
            );
            assert!(
                (200..400).contains(&wait(2, chance).as_millis()),
                "{chance}"
            );
            assert!(
                (1000..2000).contains(&wait(u32::MAX, chance).as_millis()),
                "{chance}"
            );
        }
        assert_ne!(wait(1, 1), wait(1, 2));
    }
}
