//! One connection's line to its vendor: permit, token, send, retry by class.
//!
//! Invariant: one permit per attempt, the bearer only ever to the grant's own origin, and a request
//! that may have been carried out is sent again only when that changes nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use crosswalk_model::gate::{Bucket, Lesson, Purpose};
use crosswalk_model::{ConnectionId, ConnectorError, Gate, Wire};
use secrecy::SecretString;
use url::Url;

pub use self::pause::Jitter;
pub(crate) use self::pause::{retry_after, server_date};

mod attempt;
mod pause;
#[cfg(test)]
mod tests;

/// Who owns the connection's tokens. One refresh in flight; a rotated token is durable in the
/// vault before it is used.
#[async_trait]
pub trait Tokens: Send + Sync + std::fmt::Debug {
    /// The access token to send with, and the base URL that goes with it.
    async fn current(&self) -> Result<Grant, ConnectorError>;

    /// Asks for another token after a 401 on `stale`. Refreshes once for all who ask meanwhile.
    async fn refresh(&self, stale: &Grant) -> Result<Grant, ConnectorError>;
}

/// A token with where it is good.
#[derive(Clone, Debug)]
pub struct Grant {
    /// The bearer token.
    pub token: SecretString,
    /// `https://acme.my.salesforce.com`, `https://api.hubapi.com`: nothing is sent elsewhere.
    pub base: Url,
    /// Counts refreshes, so that a 401 on an old token does not refresh twice.
    pub generation: u64,
}

/// How a vendor differs in what the line does.
pub trait Habits: Send + Sync + std::fmt::Debug {
    /// What the limits headers of an answer say.
    fn lesson(&self, bucket: Bucket, answer: &Answer) -> Lesson;

    /// What an answer asks of the line.
    fn class(&self, answer: &Answer) -> Class;
}

/// What an answer asks of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Class {
    /// Hand it to the caller, whatever its status.
    Final,
    /// The token is no longer good: refresh once, send once more.
    StaleToken,
    /// Try again after a pause; the vendor did nothing.
    Again {
        /// The vendor's own wish, where it has one.
        after: Option<Duration>,
    },
    /// A limit that does not open soon.
    Closed {
        /// Which.
        why: String,
        /// When, where known.
        after: Option<Duration>,
    },
}

/// A connection's line.
#[derive(Debug)]
pub struct Line {
    /// Whose ledger the calls are booked on.
    pub connection: ConnectionId,
    /// How bytes travel.
    pub wire: Arc<dyn Wire>,
    /// Who hands out permits.
    pub gate: Arc<dyn Gate>,
    /// Who owns the token.
    pub tokens: Arc<dyn Tokens>,
    /// How the vendor differs.
    pub habits: Arc<dyn Habits>,
    /// Spreads the pauses before retries; seeded, so that a simulation replays exactly.
    pub jitter: Jitter,
    /// What was sent so far.
    pub sent: Sent,
}

/// Counts requests.
#[derive(Debug, Default)]
pub struct Sent(AtomicU64);

impl Sent {
    /// So many so far.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    fn one_more(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// One request.
#[derive(Clone, Debug)]
pub struct Dispatch {
    /// The method.
    pub method: http::Method,
    /// Path and query below the grant's base, percent-encoded; starts with one slash.
    pub path: String,
    /// Headers besides authorization, host and content length.
    pub headers: Vec<(http::HeaderName, http::HeaderValue)>,
    /// The body and its content type.
    pub body: Option<(Bytes, &'static str)>,
    /// Which limiter.
    pub bucket: Bucket,
    /// Which share of the budget.
    pub purpose: Purpose,
    /// Whether it may be sent again when an answer was lost.
    pub repeat: Repeat,
}

/// Whether a request may be repeated when its answer was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// It changes nothing, or changing it twice is the same.
    Safe,
    /// Only if it certainly never left.
    OnlyUnsent,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: http::StatusCode,
    /// Headers.
    pub headers: http::HeaderMap,
    /// The whole body, decompressed.
    pub body: Bytes,
    /// The request was sent before, and may have been carried out then: what this answer refuses may
    /// be done all the same.
    pub earlier_lost: bool,
}

/// A request that has no answer.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// It was never carried out.
    #[error(transparent)]
    NotDone(#[from] ConnectorError),
    /// It may have been carried out.
    #[error("the answer was lost: {0}")]
    AnswerLost(ConnectorError),
}

impl SendError {
    /// The error of a request that only reads: with nothing at stake, a lost answer is whatever lost
    /// it.
    #[must_use]
    pub fn of_a_read(self) -> ConnectorError {
        match self {
            SendError::NotDone(error) | SendError::AnswerLost(error) => error,
        }
    }
}
