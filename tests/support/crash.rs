//! A pass that ends in the middle, as a crash would end it.

use std::sync::atomic::{AtomicUsize, Ordering};

use crosswalk_engine::{Progress, Step, Stopped, Watch};

/// Ends the pass at the given passing of a step, once.
#[derive(Debug)]
pub struct Crash {
    at: Step,
    left: AtomicUsize,
}

impl Crash {
    /// At the `nth` passing, from one.
    #[must_use]
    pub fn at(step: Step, nth: usize) -> Crash {
        Crash { at: step, left: AtomicUsize::new(nth) }
    }
}

impl Watch for Crash {
    fn tell(&self, _event: &Progress) {}

    fn reach(&self, step: Step) -> Result<(), Stopped> {
        let counts = step == self.at && self.left.load(Ordering::SeqCst) > 0;
        if counts && self.left.fetch_sub(1, Ordering::SeqCst) == 1 {
            return Err(Stopped(step));
        }
        Ok(())
    }
}
