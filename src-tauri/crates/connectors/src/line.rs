//! One connection's line to its vendor: permit, token, send, retry by class.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use crosswalk_model::gate::{Bucket, Lesson, Purpose};
use crosswalk_model::{ConnectionId, ConnectorError, Gate, Wire};
use secrecy::SecretString;
use url::Url;

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
}

/// A request that has no answer.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// It was never carried out.
    #[error(transparent)]
    NotDone(#[from] ConnectorError),
    /// It may have been carried out.
    #[error("the answer was lost: {0}")]
    AnswerLost(String),
}

impl Line {
    /// Sends one request.
    ///
    /// # Errors
    /// [`SendError`] says whether it may have been carried out.
    pub async fn send(&self, dispatch: Dispatch) -> Result<Answer, SendError> {
        let mut grant = self.tokens.current().await?;
        let answer = self.once(&dispatch, &grant).await?;
        let (answer, class) = match self.habits.class(&answer) {
            Class::StaleToken => {
                grant = self.tokens.refresh(&grant).await?;
                let again = self.once(&dispatch, &grant).await?;
                let class = self.habits.class(&again);
                (again, class)
            }
            class @ (Class::Final | Class::Again { .. } | Class::Closed { .. }) => (answer, class),
        };
        match class {
            Class::Final => Ok(answer),
            Class::StaleToken => Err(SendError::NotDone(ConnectorError::SignInNeeded {
                why: "refused twice".to_owned(),
            })),
            Class::Again { .. } => match dispatch.repeat {
                Repeat::Safe => {
                    Err(SendError::NotDone(ConnectorError::Unreachable(answer.status.to_string())))
                }
                Repeat::OnlyUnsent => Err(SendError::AnswerLost(answer.status.to_string())),
            },
            Class::Closed { why, after } => {
                Err(SendError::NotDone(ConnectorError::LimitReached { why, retry_after: after }))
            }
        }
    }

    async fn once(&self, dispatch: &Dispatch, grant: &Grant) -> Result<Answer, SendError> {
        use crosswalk_model::gate::Ask;
        use crosswalk_model::wire::{Call, WireError};
        use secrecy::ExposeSecret;
        let ask =
            Ask { connection: self.connection, bucket: dispatch.bucket, purpose: dispatch.purpose };
        self.gate.permit(ask).await.map_err(|closed| ConnectorError::LimitReached {
            why: closed.why,
            retry_after: closed.retry_after,
        })?;
        let uri = format!("{}{}", grant.base.as_str().trim_end_matches('/'), dispatch.path);
        let mut request = http::Request::builder()
            .method(dispatch.method.clone())
            .uri(uri)
            .header("authorization", format!("Bearer {}", grant.token.expose_secret()));
        for (name, value) in &dispatch.headers {
            request = request.header(name, value);
        }
        let body = dispatch.body.as_ref().map(|(bytes, _)| bytes.clone()).unwrap_or_default();
        if let Some((_, kind)) = &dispatch.body {
            request = request.header("content-type", *kind);
        }
        let request =
            request.body(body).map_err(|error| ConnectorError::Protocol(error.to_string()))?;
        let call = Call { request, timeout: Duration::from_secs(120), max_body: 256 << 20 };
        let answer = self.wire.exchange(call).await.map_err(|error| match error {
            WireError::NotSent(why) => SendError::NotDone(ConnectorError::Unreachable(why)),
            WireError::AnswerLost(why) => SendError::AnswerLost(why),
            WireError::TooLarge(size) => SendError::AnswerLost(format!("over {size} bytes")),
        })?;
        let (parts, body) = answer.into_parts();
        let answer = Answer { status: parts.status, headers: parts.headers, body };
        self.gate.learn(self.connection, &self.habits.lesson(dispatch.bucket, &answer));
        Ok(answer)
    }
}
