//! Sending: the loop over attempts.

use std::time::Duration;

use crosswalk_model::gate::{Ask, Closed, Purpose};
use crosswalk_model::wire::{Call, WireError};
use crosswalk_model::{ConnectorError, VendorWords};
use http::header;
use secrecy::ExposeSecret;
use url::{Position, Url};

use crate::echo;

use super::pause::{self, LONGEST_PLAN, LONGEST_WISH};
use super::{Answer, Class, Dispatch, Grant, Line, Repeat, SendError};

/// How often one request is sent at most, the fresh token's attempt not counted.
const MAX_ATTEMPTS: u32 = 5;

/// For one whole exchange. HubSpot's own front gives up after 100 s (status 524).
const TIMEOUT: Duration = Duration::from_secs(120);

/// The largest answer that is read. A page of 200 records with every property stays far below.
const MAX_BODY: usize = 64 * 1024 * 1024;

/// How much of a refusal's body goes into an error message.
const EXCERPT: usize = 300;

/// What one attempt came to.
enum Turn {
    /// The caller gets this.
    Done(Answer),
    /// The token is stale.
    Stale,
    /// Pause and go on; the reason stands if there is no next attempt.
    Pause { wish: Option<Duration>, why: ConnectorError },
    /// Go no further.
    Stop(ConnectorError),
}

/// Where a request stands between its attempts.
struct Standing {
    grant: Grant,
    refreshed: bool,
    retries: u32,
    /// An earlier attempt may have been carried out.
    maybe_done: bool,
}

impl Line {
    /// Sends a request and hands back the vendor's answer, whatever its status, after retries by
    /// class. Every attempt takes a permit of its own.
    ///
    /// # Errors
    /// [`SendError::NotDone`] when the vendor certainly did nothing, [`SendError::AnswerLost`] when
    /// it may have: a [`Repeat::OnlyUnsent`] request is then not sent again.
    pub async fn send(&self, dispatch: Dispatch) -> Result<Answer, SendError> {
        let grant = self.tokens.current().await?;
        let mut standing = Standing { grant, refreshed: false, retries: 0, maybe_done: false };
        loop {
            let (wish, why) = match self.attempt(&dispatch, &mut standing).await {
                Turn::Done(answer) => {
                    return Ok(Answer { earlier_lost: standing.maybe_done, ..answer });
                }
                Turn::Stop(error) => return Err(standing.give_up(error)),
                Turn::Stale => {
                    self.renew(&mut standing).await?;
                    continue;
                }
                Turn::Pause { wish, why } => (wish, why),
            };
            let repeatable = !standing.maybe_done || dispatch.repeat == Repeat::Safe;
            if !repeatable || standing.retries + 1 >= MAX_ATTEMPTS {
                return Err(standing.give_up(why));
            }
            tokio::time::sleep(pause::before(standing.retries, wish, &self.jitter)).await;
            standing.retries += 1;
        }
    }

    async fn renew(&self, standing: &mut Standing) -> Result<(), SendError> {
        if standing.refreshed {
            let why = "the vendor refuses a token that was just renewed".to_owned();
            return Err(standing.give_up(ConnectorError::SignInNeeded { why }));
        }
        standing.refreshed = true;
        match self.tokens.refresh(&standing.grant).await {
            Ok(grant) => standing.grant = grant,
            Err(error) => return Err(standing.give_up(error)),
        }
        Ok(())
    }

    async fn attempt(&self, dispatch: &Dispatch, standing: &mut Standing) -> Turn {
        let call = match call(dispatch, &standing.grant) {
            Ok(call) => call,
            Err(error) => return Turn::Stop(error),
        };
        let purpose = purpose(dispatch.purpose, standing.retries);
        let ask = Ask { connection: self.connection, bucket: dispatch.bucket, purpose };
        if let Err(Closed { why, retry_after }) = self.gate.permit(ask).await {
            return Turn::Stop(ConnectorError::LimitReached { why, retry_after });
        }
        self.sent.one_more();
        match self.wire.exchange(call).await {
            Ok(response) => self.judge(dispatch, standing, response),
            Err(WireError::NotSent(why)) => {
                Turn::Pause { wish: None, why: ConnectorError::Unreachable(why) }
            }
            Err(WireError::AnswerLost(why)) => {
                standing.maybe_done = true;
                Turn::Pause { wish: None, why: ConnectorError::Unreachable(why) }
            }
            Err(error @ WireError::TooLarge(_)) => {
                standing.maybe_done |= dispatch.method != http::Method::GET;
                Turn::Stop(ConnectorError::Protocol(error.to_string()))
            }
        }
    }

    fn judge(
        &self,
        dispatch: &Dispatch,
        standing: &mut Standing,
        response: http::Response<bytes::Bytes>,
    ) -> Turn {
        let (head, body) = response.into_parts();
        let body = echo::hide(body, &[standing.grant.token.expose_secret()]);
        let (status, headers) = (head.status, head.headers);
        let answer = Answer { status, headers, body, earlier_lost: false };
        let lesson = self.habits.lesson(dispatch.bucket, &answer);
        self.gate.learn(self.connection, &lesson);
        let class = self.habits.class(&answer);
        tracing::debug!(
            connection = self.connection.0,
            bucket = ?dispatch.bucket,
            status = answer.status.as_u16(),
            retries = standing.retries,
            "answered"
        );
        match class {
            Class::Final => Turn::Done(answer),
            Class::StaleToken => Turn::Stale,
            Class::Closed { why, after } => Turn::Stop(limit(why, after)),
            Class::Again { after: Some(after) } if after > LONGEST_WISH => {
                Turn::Stop(limit(format!("{}: asked to wait", answer.status), Some(after)))
            }
            Class::Again { after } => {
                // A server that fails half way may have written; a 4xx did not begin.
                let read = dispatch.method == http::Method::GET;
                standing.maybe_done |= answer.status.is_server_error() && !read;
                Turn::Pause { wish: after, why: exhausted(&answer, after) }
            }
        }
    }
}

impl Standing {
    fn give_up(&self, error: ConnectorError) -> SendError {
        if self.maybe_done { SendError::AnswerLost(error) } else { SendError::NotDone(error) }
    }
}

/// Opt-outs and what a person asked for keep their share; a pass' own retries stop early (H140).
const fn purpose(first: Purpose, retries: u32) -> Purpose {
    match first {
        Purpose::Sync if retries > 0 => Purpose::Retry,
        Purpose::Sync | Purpose::OptOut | Purpose::Retry | Purpose::Person => first,
    }
}

fn limit(why: String, after: Option<Duration>) -> ConnectorError {
    ConnectorError::LimitReached { why, retry_after: after.map(|after| after.min(LONGEST_PLAN)) }
}

fn exhausted(answer: &Answer, after: Option<Duration>) -> ConnectorError {
    let text = String::from_utf8_lossy(&answer.body);
    let message: String = text.chars().take(EXCERPT).collect();
    if answer.status == http::StatusCode::TOO_MANY_REQUESTS {
        return limit(message, after);
    }
    let status = answer.status.as_u16();
    let words = VendorWords { status, message, ..VendorWords::default() };
    ConnectorError::Unavailable(words)
}

fn call(dispatch: &Dispatch, grant: &Grant) -> Result<Call, ConnectorError> {
    let url = absolute(&grant.base, &dispatch.path)?;
    let mut request = http::Request::builder().method(dispatch.method.clone()).uri(url.as_str());
    for (name, value) in &dispatch.headers {
        if *name != header::AUTHORIZATION && *name != header::HOST {
            request = request.header(name, value);
        }
    }
    let body = match &dispatch.body {
        Some((body, kind)) => {
            request = request.header(header::CONTENT_TYPE, *kind);
            body.clone()
        }
        None => bytes::Bytes::new(),
    };
    let request = request
        .header(header::AUTHORIZATION, bearer(grant)?)
        .body(body)
        .map_err(|error| ConnectorError::Protocol(format!("request: {error}")))?;
    Ok(Call { request, timeout: TIMEOUT, max_body: MAX_BODY })
}

fn bearer(grant: &Grant) -> Result<http::HeaderValue, ConnectorError> {
    let text = format!("Bearer {}", grant.token.expose_secret());
    let mut value = http::HeaderValue::from_str(&text).map_err(|_| {
        ConnectorError::SignInNeeded { why: "the token holds characters no header takes".into() }
    })?;
    value.set_sensitive(true);
    Ok(value)
}

/// Puts a path below the base. The URL parser reads `//`, `\`, tabs and `..` in ways that leave
/// the host or the path, so whatever it would change is refused instead (SEC14, SEC17).
fn absolute(base: &Url, path: &str) -> Result<Url, ConnectorError> {
    let refused = || ConnectorError::HostRefused("a path that leaves its base".to_owned());
    if !path.starts_with('/') || path.starts_with("//") || path.contains('#') {
        return Err(refused());
    }
    let url = base.join(path).map_err(|_| refused())?;
    let same = url.origin() == base.origin() && &url[Position::BeforePath..] == path;
    if same && base.username().is_empty() && base.password().is_none() {
        Ok(url)
    } else {
        Err(refused())
    }
}
