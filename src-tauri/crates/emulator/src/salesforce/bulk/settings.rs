//! What a test may choose about jobs.

use serde::{Deserialize, Serialize};

/// How an org runs its jobs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BulkSettings {
    /// When a closed job goes on.
    pub pace: BulkPace,
    /// Internal batches of loads per rolling 24 hours.
    pub daily_batches: u64,
    /// Query jobs per rolling 24 hours.
    pub daily_queries: u64,
    /// The largest upload in bytes.
    pub largest_upload: usize,
    /// Rows of an internal batch.
    pub batch_rows: usize,
    /// Rows of a page of results, unless the reader asks for fewer.
    pub result_rows: usize,
    /// Whether users may delete past the recycle bin.
    pub hard_delete: bool,
}

/// When a closed job goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkPace {
    /// Each look at the job is a step: first it is in progress, then a batch at a time.
    Polls,
    /// By the clock.
    Seconds {
        /// In the queue.
        queued: i64,
        /// For each batch.
        batch: i64,
    },
}

impl Default for BulkSettings {
    fn default() -> Self {
        Self {
            pace: BulkPace::Polls,
            daily_batches: 15_000,
            daily_queries: 10_000,
            largest_upload: 100_000_000,
            batch_rows: 10_000,
            result_rows: 50_000,
            hard_delete: false,
        }
    }
}
