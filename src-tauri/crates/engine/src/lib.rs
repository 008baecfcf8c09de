//! Runs a pass: pull, match, plan, push, settle; and sweep and undo.
//!
//! Invariant: the only room that orders I/O. Knows `Connector`, never a vendor.

pub mod chosen;
pub mod clock;
mod dropped;
mod ends;
mod event_log;
mod family;
mod fingerprint;
mod footing;
mod footprint;
mod gone;
mod hindsight;
mod isolate;
pub mod keys;
pub mod ledger;
mod lifecycle;
mod matching;
mod neighbours;
mod opt_out_facts;
mod opt_out_watch;
mod opt_outs;
mod others;
pub mod owners;
mod pace;
mod partners;
pub mod pass;
mod planning;
mod promises;
mod pull;
mod push;
mod reading;
mod recover;
pub mod rhythm;
mod ripple;
mod scope;
mod settle;
pub mod setup;
mod sweep;
mod totals;
pub mod undo;
pub mod unique;
mod unread;
mod verify;
pub mod watch;
pub mod what_if;

pub use chosen::{Choice, Differing};
pub use clock::{Clock, MachineClock};
pub use fingerprint::fingerprint;
pub use ledger::{Book, Ledger, ScratchBook, StoreBook, Terms};
pub use pass::{Counts, Engine, Mode, Order, PassError, PassReport};
pub use scope::look_up as look_up_list;
pub use setup::PairSetup;
pub use undo::{UndoReport, UndoTarget};
pub use unread::Unread;
pub use watch::{Progress, RunResult, Stage, Step, Stopped, Unwatched, Watch};
