//! One pass at a time: whoever reads or writes both sides waits for a turn, so that a person's order
//! and the timer's pass never plan over each other.

use std::sync::{Mutex, PoisonError};

use crosswalk_model::{PairId, Timestamp};
use serde::Serialize;
use tokio::sync::MutexGuard;

use crate::open::App;

/// What is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct UnderWay {
    /// Of which pair.
    pub pair: PairId,
    /// What.
    pub work: Work,
    /// Since when.
    pub since: Timestamp,
}

/// What a turn is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// Planning, without a write.
    Plan,
    /// Writing what a person ordered.
    Apply,
    /// A pass: the timer's, or *Sync now*.
    Pass,
    /// Comparing everything.
    Sweep,
    /// Putting back.
    Undo,
}

/// Whose turn it is.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    gate: tokio::sync::Mutex<()>,
    now: Mutex<Option<UnderWay>>,
}

/// A turn. It ends when this is dropped, also where the work ended early.
pub(crate) struct Turn<'a> {
    app: &'a App,
    pair: PairId,
    // Dropped after `drop` has cleared what is under way.
    _gate: MutexGuard<'a, ()>,
}

impl Turns {
    fn set(&self, now: Option<UnderWay>) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }
}

impl Turn<'_> {
    /// The pair that the turn was taken for.
    pub const fn pair(&self) -> PairId {
        self.pair
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.app.turns.set(None);
        self.app.options.watch.end();
    }
}

impl App {
    /// What reads or writes both sides now, if anything does.
    #[must_use]
    pub fn under_way(&self) -> Option<UnderWay> {
        *self.turns.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a turn.
    pub(crate) async fn turn(&self, pair: PairId, work: Work) -> Turn<'_> {
        let gate = self.turns.gate.lock().await;
        self.turns.set(Some(UnderWay { pair, work, since: self.options.clock.now() }));
        self.options.watch.begin();
        Turn { app: self, pair, _gate: gate }
    }
}
