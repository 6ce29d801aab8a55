//! What belongs to one process: values that a forked child must not share, threads that leave PHP's signals alone.

use std::sync::Arc;

use nix::sys::signal::{SigSet, SigmaskHow};
use parking_lot::Mutex;

/// A value that each process makes for itself, on first use.
///
/// A forked child gets a copy of its parent's sockets but none of its threads: a client made before the fork can
/// neither be used there (its thread does not exist) nor dropped (the drop waits for that thread). So the value
/// carries the process id that made it; a child makes its own and leaks the inherited one on purpose.
pub(super) struct PerProcess<T> {
    slot: Mutex<Option<(u32, Arc<T>)>>,
}

impl<T> PerProcess<T> {
    /// Nothing yet: a `static` of this type costs a process nothing before the first use.
    pub(super) const fn new() -> Self {
        Self {
            slot: Mutex::new(None),
        }
    }

    /// The value of this process, made now if there is none. `make` runs under the lock: it must be quick, no I/O.
    pub(super) fn get_or_make(&self, make: impl FnOnce() -> T) -> Arc<T> {
        self.of_process(std::process::id(), make)
    }

    /// The value of this process, if it was made already.
    pub(super) fn get(&self) -> Option<Arc<T>> {
        match &*self.slot.lock() {
            Some((owner, value)) if *owner == std::process::id() => Some(Arc::clone(value)),
            _ => None,
        }
    }

    fn of_process(&self, process: u32, make: impl FnOnce() -> T) -> Arc<T> {
        let mut slot = self.slot.lock();
        if let Some((owner, value)) = &*slot
            && *owner == process
        {
            return Arc::clone(value);
        }
        let value = Arc::new(make());
        // The inherited value, if any, must not be dropped here: see the type's documentation.
        std::mem::forget(slot.replace((process, Arc::clone(&value))));
        value
    }
}

/// Runs `start` with every signal blocked in this thread, so that threads started by it never take one.
///
/// PHP's handlers (time limit, FPM's shutdown) expect to run on PHP's own thread; a thread inherits the mask of the
/// one that starts it. The mask is put back before this returns, also on a panic.
pub fn without_signals<T>(start: impl FnOnce() -> T) -> T {
    let _restore = BlockedSignals::block();
    start()
}

/// The mask as it was; `None` if it could not be changed, and so need not be put back.
struct BlockedSignals(Option<SigSet>);

impl BlockedSignals {
    fn block() -> Self {
        Self(SigSet::all().thread_swap_mask(SigmaskHow::SIG_SETMASK).ok())
    }
}

impl Drop for BlockedSignals {
    fn drop(&mut self) {
        if let Some(mask) = &self.0 {
            // It fails only for an unknown `how`, which this is not.
            let _ = mask.thread_set_mask();
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test that cannot read its own mask must fail"
    )]

    use std::sync::atomic::{AtomicBool, Ordering};

    use nix::sys::signal::Signal;

    use super::*;

    struct Tell<'a>(&'a AtomicBool);

    impl Drop for Tell<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }

    #[test]
    fn one_process_makes_one_value() {
        let value = PerProcess::new();
        let first = value.of_process(1, || 'a');
        assert_eq!(*first, 'a');
        assert!(Arc::ptr_eq(&first, &value.of_process(1, || 'b')));
    }

    #[test]
    fn another_process_makes_its_own_and_leaks_the_inherited_one() {
        let dropped = AtomicBool::new(false);
        let value = PerProcess::new();
        drop(value.of_process(1, || Tell(&dropped)));
        drop(value.of_process(2, || Tell(&dropped)));
        assert!(!dropped.load(Ordering::Relaxed));
    }

    #[test]
    fn a_look_makes_nothing() {
        let value = PerProcess::<char>::new();
        assert!(value.get().is_none());
        let made = value.get_or_make(|| 'a');
        assert!(Arc::ptr_eq(&made, &value.get().unwrap()));
        value.of_process(0, || 'b');
        assert!(value.get().is_none(), "another process's value is not ours");
    }

    #[test]
    fn started_threads_take_no_signal_and_the_starter_still_does() {
        let before = SigSet::thread_get_mask().unwrap();
        let mask = || SigSet::thread_get_mask().unwrap();
        let inside = without_signals(|| std::thread::spawn(mask).join().unwrap());
        for signal in [
            Signal::SIGTERM,
            Signal::SIGQUIT,
            Signal::SIGPROF,
            Signal::SIGALRM,
        ] {
            assert!(inside.contains(signal), "{signal}");
        }
        assert_eq!(mask(), before);
    }

    #[test]
    fn a_panic_gives_the_signals_back() {
        let before = SigSet::thread_get_mask().unwrap();
        let panicked = std::panic::catch_unwind(|| {
            without_signals(|| std::panic::resume_unwind(Box::new(())))
        });
        assert!(panicked.is_err());
        assert_eq!(SigSet::thread_get_mask().unwrap(), before);
    }
}
