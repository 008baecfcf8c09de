//! Runs a pass: pull, match, plan, push, settle; and sweep and undo.
//!
//! Invariant: the only room that orders I/O. Knows `Connector`, never a vendor.

pub mod clock;
pub mod ledger;
pub mod watch;

pub use clock::Clock;
pub use ledger::Ledger;
pub use watch::{Progress, Step, Stopped, Watch};
