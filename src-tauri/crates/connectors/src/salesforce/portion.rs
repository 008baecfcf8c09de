//! How many rows one composite takes now (P6). A composite that ran into a time limit was too much
//! work for the org's own triggers and flows: the next one is half as large, and grows again when
//! full ones come through.
//!
//! Nothing here repeats a request. Upserts whose answer was lost are sent again in halves by the
//! writer, since the id field makes a repeat harmless; updates are looked at by the engine before
//! they are planned again, and then meet the smaller portion.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// A lost answer after so long is taken for a time limit, not for a cut line. Salesforce gives a
/// request up to ten minutes, its front and our own wire less; a cut comes at any moment.
pub(super) const LONG_WAIT: Duration = Duration::from_secs(30);

/// A portion that is too much stands for something else than its size.
const LEAST: usize = 25;

/// The rows of the next composite.
#[derive(Debug)]
pub(super) struct Portion {
    rows: AtomicUsize,
    most: usize,
}

impl Portion {
    pub(super) const fn new(most: usize) -> Self {
        Portion { rows: AtomicUsize::new(most), most }
    }

    pub(super) fn rows(&self) -> usize {
        self.rows.load(Ordering::Relaxed)
    }

    /// So many rows took too long.
    pub(super) fn too_many(&self, rows: usize) {
        let half = (rows / 2).max(LEAST);
        self.rows.fetch_min(half, Ordering::Relaxed);
    }

    /// So many rows came through. Only a full portion says that more would.
    pub(super) fn came_through(&self, rows: usize) {
        let now = self.rows();
        if rows >= now {
            let next = (now * 2).min(self.most);
            // Another write may have halved it meanwhile: then it stays.
            let kept = self.rows.compare_exchange(now, next, Ordering::Relaxed, Ordering::Relaxed);
            if let Err(other) = kept {
                tracing::debug!(other, "the portion was changed meanwhile");
            }
        }
    }
}

#[cfg(test)]
mod tests;
