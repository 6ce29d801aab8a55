//! Commands that were received and take effect later (effect `execute_late`). They are kept in
//! memory only: the end of the process is the end of them.

use jiff::Timestamp;
use parking_lot::Mutex;

use crate::api;
use crate::shared::Shared;
use crate::wire::{Command, Form};

/// When one takes effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Due {
    /// When somebody moves the clock.
    ClockMoves,
    /// Before the command with this number is carried out.
    Received(u64),
    /// When the sandbox's clock has come so far.
    Time(Timestamp),
}

/// One command that waits.
#[derive(Clone)]
pub(crate) struct LateCommand {
    /// The number under which it was received.
    pub(crate) number: u64,
    pub(crate) form: Form,
    pub(crate) command: Command,
    pub(crate) due: Due,
}

/// All that wait, in the order in which they came.
#[derive(Clone, Default)]
pub(crate) struct Late(Vec<LateCommand>);

impl Late {
    pub(crate) fn add(&mut self, command: LateCommand) {
        self.0.push(command);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    fn take(&mut self, is_due: impl Fn(Due) -> bool) -> Vec<LateCommand> {
        let all = std::mem::take(&mut self.0);
        let (due, waiting) = all.into_iter().partition(|command| is_due(command.due));
        self.0 = waiting;
        due
    }
}

/// Carries out what is due before the command with this number.
pub(crate) fn before(shared: &Shared, number: u64) {
    // At or below: a command that was delivered twice has used up a number.
    run(
        shared,
        |due| matches!(due, Due::Received(at) if at <= number),
    );
}

/// Carries out what is due by the sandbox's clock, and what waits for it to be moved.
pub(crate) fn by_clock(shared: &Shared, moved: bool) {
    run(shared, |due| moved && due == Due::ClockMoves);
}

/// Each is carried out at its own time, so that what time does to domains before and after it is
/// done before and after it.
fn run(shared: &Shared, also: impl Fn(Due) -> bool) {
    let waiting: &Mutex<Late> = &shared.late;
    if waiting.lock().0.is_empty() {
        return;
    }
    let now = shared.world.lock().clock.now();
    let passed = |due| matches!(due, Due::Time(time) if time <= now);
    let mut due = waiting.lock().take(|due| passed(due) || also(due));
    due.sort_by_key(|command| match command.due {
        Due::Time(time) => time,
        Due::ClockMoves | Due::Received(_) => now,
    });
    for late in due {
        let time = match late.due {
            Due::Time(time) => time,
            Due::ClockMoves | Due::Received(_) => now,
        };
        api::carry_out_late(shared, &late, time);
    }
}
