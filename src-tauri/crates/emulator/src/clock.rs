//! The time that the emulated vendors go by.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// A clock; clones show the same time. Any clock can be moved, forwards and backwards: a moved
/// real clock keeps running from where it was set.
#[derive(Clone)]
pub struct Clock {
    source: Source,
    offset: Arc<Mutex<SignedDuration>>,
}

#[derive(Clone)]
enum Source {
    Real,
    Still(Timestamp),
    Given(Arc<dyn Fn() -> Timestamp + Send + Sync>),
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn real() -> Self {
        Self::over(Source::Real)
    }

    /// A clock that moves only when told.
    #[must_use]
    pub fn manual(start: Timestamp) -> Self {
        Self::over(Source::Still(start))
    }

    /// A clock that the caller owns: a simulation passes its runtime's paused clock.
    #[must_use]
    pub fn given(source: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self::over(Source::Given(Arc::new(source)))
    }

    /// The time now; the earliest or latest there is, if it was moved past the calendar's end.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let offset = *self.offset.lock().unwrap_or_else(PoisonError::into_inner);
        self.source.now().saturating_add(offset).unwrap_or(Timestamp::MAX)
    }

    /// Sets the time.
    pub fn set(&self, to: Timestamp) {
        let offset = to.duration_since(self.source.now());
        *self.offset.lock().unwrap_or_else(PoisonError::into_inner) = offset;
    }

    /// Moves the time; a negative duration moves it back.
    pub fn advance(&self, by: SignedDuration) {
        let mut offset = self.offset.lock().unwrap_or_else(PoisonError::into_inner);
        *offset = offset.saturating_add(by);
    }

    fn over(source: Source) -> Self {
        Self { source, offset: Arc::new(Mutex::new(SignedDuration::ZERO)) }
    }
}

impl Source {
    fn now(&self) -> Timestamp {
        match self {
            Self::Real => Timestamp::now(),
            Self::Still(at) => *at,
            Self::Given(read) => read(),
        }
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

#[cfg(test)]
mod tests;
