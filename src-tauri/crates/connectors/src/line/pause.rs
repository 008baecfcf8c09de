//! How long to wait before an attempt is repeated.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use http::HeaderMap;
use jiff::Timestamp;
use jiff::fmt::rfc2822;

/// The pause before the first retry; it doubles with every further one.
const FIRST: Duration = Duration::from_millis(500);

/// The longest pause of our own making.
const LONGEST: Duration = Duration::from_secs(30);

/// The longest pause that is sat out on the vendor's wish. A longer one is handed to the caller.
pub(super) const LONGEST_WISH: Duration = Duration::from_secs(60);

/// What a vendor's wish is cut to before anyone plans by it: a day (SEC32).
pub(super) const LONGEST_PLAN: Duration = Duration::from_secs(24 * 60 * 60);

/// A seeded source of chance (SplitMix64): the same seed gives the same pauses in the same order.
#[derive(Debug)]
pub struct Jitter(AtomicU64);

impl Jitter {
    /// Starts the series of this seed.
    #[must_use]
    pub const fn seeded(seed: u64) -> Jitter {
        Jitter(AtomicU64::new(seed))
    }

    /// A part of `span`, evenly spread from nothing to all of it.
    pub(super) fn part_of(&self, span: Duration) -> Duration {
        let millis = u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
        Duration::from_millis(self.next() % millis.saturating_add(1).max(1))
    }

    fn next(&self) -> u64 {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut z = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

/// The pause before retry number `retry` (from 0): exponential with half of it left to chance. A
/// vendor's wish is a floor.
pub(super) fn before(retry: u32, wish: Option<Duration>, jitter: &Jitter) -> Duration {
    let doubled = FIRST.saturating_mul(2_u32.saturating_pow(retry)).min(LONGEST);
    let half = doubled / 2;
    wish.map_or(half, |wish| wish.min(LONGEST_WISH)) + jitter.part_of(half)
}

/// What `Retry-After` asks for: seconds, or a date against the answer's own `Date`
/// (RFC 9110 10.2.3). `None` where the header is absent or makes no sense.
#[must_use]
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(http::header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds).min(LONGEST_PLAN));
    }
    let until = http_date(text)?;
    let wait = until.duration_since(server_date(headers)?);
    Some(Duration::try_from(wait).unwrap_or(Duration::ZERO).min(LONGEST_PLAN))
}

/// The vendor's clock as the answer states it.
#[must_use]
pub(crate) fn server_date(headers: &HeaderMap) -> Option<Timestamp> {
    http_date(headers.get(http::header::DATE)?.to_str().ok()?)
}

fn http_date(text: &str) -> Option<Timestamp> {
    rfc2822::parse(text).ok().map(|zoned| zoned.timestamp())
}
