//! The state of the product in SQLite, one file per table.
//!
//! Invariant: the only room with SQL. Every public write is one transaction.
//!
//! A pass uses it in this order: [`Store::save_page`], [`Store::mark`], [`Store::touched`],
//! [`Store::save_plan`], [`Store::mark_sent`], [`Store::mark_written`], [`Store::settle`].

pub mod backups;
mod bases;
mod budgets;
mod codec;
mod conflicts;
mod connections;
mod cursors;
mod directories;
mod erasure;
mod error_items;
mod errors;
mod field_sets;
mod history;
mod links;
mod lost;
mod mapping_versions;
mod match_keys;
mod migrations;
mod observed;
mod open;
mod opt_outs;
mod orders;
mod outbox;
mod overview;
mod pairs;
mod runs;
mod settings;
mod tallies;
mod triples;

pub use budgets::Booked;
pub use conflicts::{Conflict, ConflictState};
pub use connections::Connection;
pub use cursors::{CursorKind, StoredCursor};
pub use directories::StoredSchema;
pub use erasure::Erased;
pub use error_items::{ErrorGroup, ErrorItem, ErrorNote, ErrorState, Origin};
pub use errors::StoreError;
pub use field_sets::FieldSetId;
pub use history::{FieldWrites, HistoryAct, HistoryRow};
pub use links::{Mark, Verdict};
pub use lost::Lost;
pub use mapping_versions::{MappingVersion, NewMapping};
pub use match_keys::{Candidate, CandidateAsk, CandidateLink, Double, Doubles, RecordKeys};
pub use observed::{CursorMove, Home, Page, PageSaved};
pub use open::{Access, Store};
pub use opt_outs::{OptOut, OptOutState};
pub use outbox::{
    Fulfilled, LoadAsk, OpenLoad, OutboxRow, OutboxState, PlanToSave, PromisesKept, Refused,
    Settled, WriteDone,
};
pub use overview::Overview;
pub use pairs::{NewPair, Pair, PairState};
pub use runs::{NewRun, Run, RunKind};
pub use settings::Struck;
pub use tallies::{Flow, StateCount};

#[cfg(test)]
mod fixture;
