//! An answer's body on its way to the socket: whole, long, slow, or cut short.

use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::Sleep;

use crate::emulator::outcome::AnswerBody;

/// A body that hyper sends.
pub(super) enum Sent {
    Whole(Bytes),
    Spaces { left: u64 },
    Dripping { bytes: Bytes, every: Duration, next: Pin<Box<Sleep>> },
    Broken { arrives: Bytes, promised: u64, flushed: bool },
}

const SPACES: &[u8] = &[b' '; 64 * 1024];

impl Sent {
    pub(super) fn whole(bytes: Bytes) -> Self {
        Self::Whole(bytes)
    }

    pub(super) fn broken(arrives: Bytes, promised: usize) -> Self {
        let promised = u64::try_from(promised).unwrap_or(u64::MAX);
        Self::Broken { arrives, promised, flushed: false }
    }
}

impl From<AnswerBody> for Sent {
    fn from(body: AnswerBody) -> Self {
        match body {
            AnswerBody::Whole(bytes) => Self::Whole(bytes),
            AnswerBody::Spaces { bytes } => Self::Spaces { left: bytes },
            AnswerBody::Dripping { bytes, every } => {
                Self::Dripping { bytes, every, next: Box::pin(tokio::time::sleep(every)) }
            }
        }
    }
}

impl Body for Sent {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match self.get_mut() {
            Self::Whole(bytes) => Poll::Ready(taken(bytes)),
            Self::Spaces { left } => Poll::Ready(spaces(left)),
            Self::Dripping { bytes, every, next } => {
                if bytes.is_empty() {
                    return Poll::Ready(None);
                }
                ready!(next.as_mut().poll(cx));
                next.as_mut().reset(tokio::time::Instant::now() + *every);
                Poll::Ready(Some(Ok(Frame::data(bytes.split_to(1)))))
            }
            Self::Broken { arrives, flushed, .. } => {
                if let Some(frame) = taken(arrives) {
                    return Poll::Ready(Some(frame));
                }
                if !*flushed {
                    // hyper writes out what it has while the body is pending, and not once it
                    // has failed.
                    *flushed = true;
                    cx.waker().wake_by_ref();
                    return Poll::Pending;
                }
                Poll::Ready(Some(Err(io::Error::from(io::ErrorKind::ConnectionReset))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.size_hint().exact() == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(match self {
            Self::Whole(bytes) | Self::Dripping { bytes, .. } => {
                u64::try_from(bytes.len()).unwrap_or(u64::MAX)
            }
            Self::Spaces { left } => *left,
            Self::Broken { promised, .. } => *promised,
        })
    }
}

fn taken(bytes: &mut Bytes) -> Option<Result<Frame<Bytes>, io::Error>> {
    if bytes.is_empty() {
        return None;
    }
    Some(Ok(Frame::data(std::mem::take(bytes))))
}

fn spaces(left: &mut u64) -> Option<Result<Frame<Bytes>, io::Error>> {
    let step = usize::try_from(*left).unwrap_or(usize::MAX).min(SPACES.len());
    let chunk = SPACES.get(..step).filter(|chunk| !chunk.is_empty())?;
    *left = left.saturating_sub(u64::try_from(step).unwrap_or(0));
    Some(Ok(Frame::data(Bytes::from_static(chunk))))
}
