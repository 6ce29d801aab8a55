//! Two processes of which one moves at a time. Who does is said beforehand, so that a case can be repeated.

use parking_lot::{Condvar, Mutex};

/// After how many steps of the one that moves the other gets its turn.
#[derive(Default)]
pub(crate) struct Baton {
    state: Mutex<State>,
    passed: Condvar,
}

#[derive(Default)]
struct State {
    /// Whose turn it is.
    turn: usize,
    gone: [bool; 2],
    /// Steps until each change of turns, the last one first.
    changes: Vec<usize>,
    /// Steps of the present turn.
    steps: usize,
    /// What is done at each change: time may pass.
    at_change: Option<Box<dyn Fn() + Send>>,
}

impl Baton {
    /// The first process begins; `changes` are the lengths of the turns, the last turn lasts.
    pub(crate) fn new(changes: &[usize], at_change: Option<Box<dyn Fn() + Send>>) -> Self {
        let state = State {
            changes: changes.iter().rev().copied().collect(),
            at_change,
            ..State::default()
        };
        Self {
            state: Mutex::new(state),
            passed: Condvar::new(),
        }
    }

    /// Waits for the first turn of a process.
    pub(crate) fn wait_for(&self, place: usize) {
        let mut state = self.state.lock();
        self.passed
            .wait_while(&mut state, |state| state.turn != place);
    }

    /// A step of the one whose turn it is: the turn may end before it.
    pub(crate) fn step(&self, place: usize) {
        let mut state = self.state.lock();
        if state
            .changes
            .last()
            .is_some_and(|length| state.steps >= *length)
        {
            state.changes.pop();
            self.pass(&mut state);
        }
        self.passed
            .wait_while(&mut state, |state| state.turn != place);
        state.steps += 1;
    }

    /// The process has ended.
    pub(crate) fn leave(&self, place: usize) {
        let mut state = self.state.lock();
        state.gone[place] = true;
        state.changes.clear();
        self.pass(&mut state);
    }

    fn pass(&self, state: &mut State) {
        let other = 1 - state.turn;
        if state.gone[other] {
            return;
        }
        if let Some(at_change) = &state.at_change {
            at_change();
        }
        state.turn = other;
        state.steps = 0;
        self.passed.notify_all();
    }
}
