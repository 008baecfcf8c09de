//! One function per thing a person can ask for; wiring, the scheduler's loop, progress events.
//!
//! Invariant: the only room that shell, CLI and test bridge call. Owns nothing a person can't
//! ask for.

pub mod accounts;
pub mod activities;
pub mod board;
pub mod campaigns;
pub mod care;
pub mod choices;
pub mod demo;
pub mod desk;
pub mod drafts;
pub mod drift;
pub mod emulate;
pub mod emulated;
pub mod erasing;
pub mod error;
pub mod flow;
pub mod home;
pub mod inbox;
pub mod lifecycle_field;
pub mod logbook;
pub mod lookback;
pub mod maps;
pub mod network;
pub mod notices;
pub mod objects;
pub mod open;
pub mod overview;
pub mod owner_cards;
pub mod pages;
pub mod pairs;
pub mod passes;
pub mod pausing;
pub mod peek;
pub mod plan_files;
pub mod plans;
pub mod preflight;
pub mod preview;
pub mod rhythm;
pub mod schedule;
pub mod scopes;
pub mod shares;
pub mod spending;
pub mod status;
pub mod ties;
pub mod titles;
pub mod transcript;
pub mod tray;
pub mod turn;
pub mod why;
pub mod words;

pub use error::AppError;
pub use home::Home;
pub use open::{App, Options};

// What the surfaces name of the rooms below.
pub use crosswalk_engine::undo::UndoReport as Undone;
pub use crosswalk_engine::{
    Clock, Counts, Differing, MachineClock, PassReport, Progress, RunResult, Stage, Step, Stopped,
    Unwatched, Watch,
};
pub use crosswalk_model::mapping::{ObjectMapping, PairFile, Repeats};
pub use crosswalk_model::{
    Account, Both, ConnectionId, ErrorId, LinkId, LinkState, MappingId, PairId, RecordRef, Rights,
    RunId, Side, Timestamp,
};
pub use crosswalk_reconcile::intersect::{Difference, Left};
pub use crosswalk_reconcile::mapping::Flaw;
pub use crosswalk_store::{Access, Connection};
