//! The seam below connectors: one HTTP exchange. Two implementations: reqwest, and the emulator
//! called in process.

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use thiserror::Error;

/// One exchange. Implementations follow no redirect, read no more than `max_body` bytes after
/// decompression, and keep to `timeout` for the whole exchange.
#[async_trait]
pub trait Wire: Send + Sync + fmt::Debug {
    /// Sends a request and reads the whole answer.
    ///
    /// # Errors
    /// [`WireError`] says whether the request may have reached the other end.
    async fn exchange(&self, call: Call) -> Result<http::Response<Bytes>, WireError>;
}

/// A request with its bounds.
#[derive(Debug)]
pub struct Call {
    /// The request; its URI is absolute.
    pub request: http::Request<Bytes>,
    /// For the whole exchange.
    pub timeout: Duration,
    /// Greatest size of the answer's body, in bytes.
    pub max_body: usize,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WireError {
    /// The connection was never made: nothing was sent.
    #[error("could not connect: {0}")]
    NotSent(String),
    /// The request may have been carried out.
    #[error("the answer was lost: {0}")]
    AnswerLost(String),
    /// The answer passed `max_body`.
    #[error("the answer is larger than {0} bytes")]
    TooLarge(usize),
}
