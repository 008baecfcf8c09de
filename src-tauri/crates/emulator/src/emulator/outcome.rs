//! What a client gets.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Response};

use crate::faults::When;

/// The end of one exchange.
#[derive(Debug)]
pub enum Outcome {
    /// An answer.
    Answer(Answer),
    /// The connection dropped.
    Cut(Cut),
}

/// An answer and when it comes.
#[derive(Debug)]
pub struct Answer {
    /// The answer.
    pub response: Response<AnswerBody>,
    /// Between the request's end and the answer's first byte.
    pub delay: Duration,
}

/// A dropped connection.
#[derive(Debug)]
pub struct Cut {
    /// Whether the vendor had done its work.
    pub when: When,
    /// What arrived, where the drop came inside a body, and the length that was promised.
    pub partial: Option<(Response<Bytes>, usize)>,
    /// Between the request's end and the drop.
    pub delay: Duration,
}

/// A body; the large and the slow ones are not held in memory whole.
#[derive(Debug)]
pub enum AnswerBody {
    /// All there.
    Whole(Bytes),
    /// So many spaces.
    Spaces {
        /// The length.
        bytes: u64,
    },
    /// One byte at a time.
    Dripping {
        /// The body.
        bytes: Bytes,
        /// Between two bytes.
        every: Duration,
    },
}

impl AnswerBody {
    /// Its length in bytes.
    #[must_use]
    pub fn len(&self) -> u64 {
        match self {
            Self::Whole(bytes) | Self::Dripping { bytes, .. } => {
                u64::try_from(bytes.len()).unwrap_or(u64::MAX)
            }
            Self::Spaces { bytes } => *bytes,
        }
    }

    /// Whether there is no byte in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How long it takes from the first byte to the last.
    #[must_use]
    pub fn duration(&self) -> Duration {
        match self {
            Self::Whole(_) | Self::Spaces { .. } => Duration::ZERO,
            Self::Dripping { bytes, every } => {
                every.saturating_mul(u32::try_from(bytes.len()).unwrap_or(u32::MAX))
            }
        }
    }

    /// The whole body, or nothing where it is longer than `max` bytes.
    #[must_use]
    pub fn read(self, max: usize) -> Option<Bytes> {
        let length = usize::try_from(self.len()).ok()?;
        if length > max {
            return None;
        }
        match self {
            Self::Whole(bytes) | Self::Dripping { bytes, .. } => Some(bytes),
            Self::Spaces { .. } => Some(Bytes::from(vec![b' '; length])),
        }
    }
}

impl Outcome {
    /// The answer's status.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Answer(answer) => Some(answer.response.status().as_u16()),
            Self::Cut(_) => None,
        }
    }

    /// How long the client waits for the first byte or the drop.
    #[must_use]
    pub fn delay(&self) -> Duration {
        match self {
            Self::Answer(answer) => answer.delay,
            Self::Cut(cut) => cut.delay,
        }
    }

    pub(crate) fn of(response: Response<AnswerBody>) -> Self {
        Self::Answer(Answer { response, delay: Duration::ZERO })
    }

    pub(crate) fn whole(response: Response<Bytes>) -> Self {
        Self::of(response.map(AnswerBody::Whole))
    }

    pub(crate) fn cut(when: When) -> Self {
        Self::Cut(Cut { when, partial: None, delay: Duration::ZERO })
    }

    pub(crate) fn cut_after(partial: Response<Bytes>, promised: usize) -> Self {
        let partial = Some((partial, promised));
        Self::Cut(Cut { when: When::AfterEffect, partial, delay: Duration::ZERO })
    }

    pub(crate) fn add_delay(&mut self, by: Duration) {
        let delay = match self {
            Self::Answer(answer) => &mut answer.delay,
            Self::Cut(cut) => &mut cut.delay,
        };
        *delay = delay.saturating_add(by);
    }

    pub(crate) fn headers_mut(&mut self) -> Option<&mut HeaderMap> {
        match self {
            Self::Answer(answer) => Some(answer.response.headers_mut()),
            Self::Cut(cut) => cut.partial.as_mut().map(|(response, _)| response.headers_mut()),
        }
    }

    /// What arrives, as far as it is held in memory.
    pub(crate) fn bytes(&self) -> Bytes {
        match self {
            Self::Answer(answer) => match answer.response.body() {
                AnswerBody::Whole(bytes) | AnswerBody::Dripping { bytes, .. } => bytes.clone(),
                AnswerBody::Spaces { .. } => Bytes::new(),
            },
            Self::Cut(cut) => cut
                .partial
                .as_ref()
                .map(|(response, _)| response.body().clone())
                .unwrap_or_default(),
        }
    }
}
