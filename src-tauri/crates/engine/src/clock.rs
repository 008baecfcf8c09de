//! The local clock. It says when to poll, sweep or retry; no field is ever decided by it (I15).

use std::fmt;

use jiff::Timestamp;

/// Where the time of day comes from: the machine, or a simulation's paused clock.
pub trait Clock: Send + Sync + fmt::Debug {
    /// The time of day now.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct MachineClock;

impl Clock for MachineClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}
