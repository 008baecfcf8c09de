//! One request of associations, and what it came to.

use crosswalk_model::{ConnectorError, VendorWords};
use serde_json::{Value as Json, json};

use super::{Pair, Wish};
use crate::fate::Fate;
use crate::hubspot::api;
use crate::hubspot::refusal::{self, Refusal};
use crate::line::{Answer, SendError};

impl Pair<'_> {
    pub(super) async fn send(&self, tail: &str, inputs: &[Json]) -> Reply {
        let body = json!({ "inputs": inputs });
        let dispatch = match api::post(self.path(tail), &body, self.batch.purpose) {
            Ok(dispatch) => dispatch,
            Err(error) => return Reply::NotDone(error),
        };
        match self.line.send(dispatch).await {
            // What is refused now may have been done before, and is looked at.
            Ok(answer) if answer.earlier_lost && !is_plain(&answer) => Reply::Lost,
            Ok(answer) => Reply::of(answer),
            Err(SendError::AnswerLost(_)) => Reply::Lost,
            Err(SendError::NotDone(error)) => Reply::NotDone(error),
        }
    }
}

/// Whether an answer has no error in it.
fn is_plain(answer: &Answer) -> bool {
    answer.status.is_success() && answer.status != http::StatusCode::MULTI_STATUS
}

/// What a request came to.
pub(super) enum Reply {
    Answer(Answer),
    /// Refused as a whole, because of one or several of its inputs.
    Refused(VendorWords),
    Busy(VendorWords),
    NotDone(ConnectorError),
    Lost,
}

impl Reply {
    fn of(answer: Answer) -> Reply {
        let status = answer.status.as_u16();
        let words = || Refusal::of(&answer).words(status, &[]);
        match status {
            200..=299 => Reply::Answer(answer),
            423 | 429 => Reply::Busy(words()),
            401 | 403 | 300..=399 => Reply::NotDone(refusal::of_call(&answer)),
            400..=499 => Reply::Refused(words()),
            _ => Reply::Lost,
        }
    }

    pub(super) fn tell(&self, wish: &mut Wish<'_>) {
        match self {
            // An answer is told by what it says of each input.
            Reply::Answer(_) => wish.open = true,
            Reply::Refused(words) => wish.worsen(Fate::Refused(words.clone())),
            Reply::Busy(words) => wish.worsen(Fate::Busy(words.clone())),
            Reply::NotDone(error) => wish.worsen(Fate::of_not_done(error)),
            Reply::Lost => wish.worsen(Fate::Lost),
        }
    }
}
