//! When a write that a vendor refused is tried again by itself (P8, H141).

use std::time::Duration;

use crosswalk_model::Timestamp;

use crate::numbers;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// When the next automatic try is due, after `attempts` tries of the same value were refused, the
/// last of them now: every 20 minutes ten times, then at midnight UTC for some nights. After that
/// nothing happens by itself: the value, the mapping or a person has to ask.
#[must_use]
pub fn next_retry(attempts: u32, now: Timestamp) -> Option<Timestamp> {
    if attempts <= numbers::RETRIES {
        return now.checked_add(numbers::RETRY_EVERY).ok();
    }
    let nights = attempts - numbers::RETRIES;
    if nights > numbers::RETRY_NIGHTS {
        return None;
    }
    let since = now.as_second().rem_euclid(DAY.as_secs().cast_signed());
    Timestamp::from_second(now.as_second() - since).ok()?.checked_add(DAY).ok()
}

#[cfg(test)]
mod tests;
