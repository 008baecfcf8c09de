//! Permits: every send takes one. The gate holds rate limits and budgets, one ledger per
//! connection; engine implements it over store.

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ids::ConnectionId;

/// Hands out permits to send.
#[async_trait]
pub trait Gate: Send + Sync + fmt::Debug {
    /// Waits until one call may be sent, and books it.
    ///
    /// # Errors
    /// [`Closed`] when the budget is used up: waiting is not worth it.
    async fn permit(&self, ask: Ask) -> Result<(), Closed>;

    /// Corrects the ledger by what the vendor's answer said.
    fn learn(&self, connection: ConnectionId, lesson: &Lesson);
}

/// What a permit is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ask {
    /// Whose ledger.
    pub connection: ConnectionId,
    /// Which limiter.
    pub bucket: Bucket,
    /// Which share of the budget.
    pub purpose: Purpose,
}

/// Limits that vendors count apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bucket {
    /// Salesforce's calls; daily limit, no rate limit.
    Salesforce,
    /// HubSpot's calls; ten-second burst and daily limit.
    HubSpot,
    /// HubSpot's searches; five a second, within the daily limit.
    HubSpotSearch,
    /// Sign-in calls: counted by no vendor limit, kept apart and bounded.
    SignIn,
}

/// What a call is for. Opt-outs have a reserved share; automatic retries stop early (H140).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Reading and writing in a pass.
    Sync,
    /// Carrying an opt-out.
    OptOut,
    /// An automatic retry.
    Retry,
    /// A person asked for it.
    Person,
}

/// No permit.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{why}")]
pub struct Closed {
    /// Which limit or budget.
    pub why: String,
    /// When it opens again, where known.
    pub retry_after: Option<Duration>,
}

/// What an answer said about the vendor's limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lesson {
    /// Calls of the day used by everybody, where the vendor says so.
    pub day_used: Option<u64>,
    /// Calls of the day allowed to everybody.
    pub day_max: Option<u64>,
    /// Calls left in the current burst window.
    pub burst_left: Option<u64>,
    /// Calls allowed in a burst window.
    pub burst_max: Option<u64>,
    /// The vendor asked for a pause on this bucket.
    pub pause: Option<(Bucket, Duration)>,
}
