//! When the next pass is due (P11). A decision only: who loops and sleeps is the app's.

use std::time::Duration;

use crosswalk_model::{Side, Timestamp};
use crosswalk_reconcile::numbers;
use crosswalk_store::{Pair, Store, StoreError};

use crate::sweep::DELETES_CLOCK;

/// What the pause until the next pass depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beat {
    /// How the last pass ended.
    pub last: LastPass,
    /// The pause before it; none before the first.
    pub paused: Option<Duration>,
    /// What is left of our share of the day's calls, in percent, of the side that has least of
    /// it; `None` while the vendor has not told its limit.
    pub share_left: Option<u32>,
    /// What the pair's admin chose.
    pub pace: Pace,
}

/// How often to look while nothing is in the way, as an admin chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// Quickly while changes arrive.
    #[default]
    AsChangesArrive,
    /// So long after each pass.
    Every(Duration),
}

/// How the last pass ended, as far as the rhythm goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastPass {
    /// It met no change.
    Quiet,
    /// Somebody changed something, or it wrote something.
    Busy,
    /// It stopped, and the next one may simply go on: a limit, the network, a vendor's outage.
    Interrupted {
        /// When the vendor or our own budget said to come again.
        retry_after: Option<Duration>,
    },
    /// A person has to do something first.
    NeedsPerson,
}

/// The share of the day's calls below which passes keep to the usual pace, in percent.
const SPARE_FROM: u32 = 50;

/// The pause until the next pass begins: 60 s while changes arrive and the budget allows, twice as
/// long after each quiet pass, and 15 minutes at most; or what an admin chose, where our share
/// allows it. Only a pause that a vendor asked for is longer. What went wrong is tried again at our
/// own pace, however seldom the pair looks.
#[must_use]
pub fn next_pause(beat: &Beat) -> Duration {
    let shortest = shortest(beat.share_left);
    match (beat.last, beat.pace) {
        (LastPass::Busy | LastPass::Quiet, Pace::Every(pause)) => pause.max(shortest),
        (LastPass::Busy, Pace::AsChangesArrive) => shortest,
        (LastPass::Quiet, Pace::AsChangesArrive) => longer(beat.paused, shortest),
        (LastPass::Interrupted { retry_after }, Pace::AsChangesArrive | Pace::Every(_)) => {
            longer(beat.paused, shortest).max(retry_after.unwrap_or_default())
        }
        (LastPass::NeedsPerson, Pace::AsChangesArrive | Pace::Every(_)) => numbers::POLL_EVERY,
    }
}

/// How long nobody looked, where that is so long that a person is told before the pass catches up
/// under the brakes (P11). A clock that went backwards is no sleep.
#[must_use]
pub fn long_asleep(last_pass: Timestamp, now: Timestamp) -> Option<Duration> {
    let slept = Duration::try_from(now.duration_since(last_pass)).ok()?;
    (slept >= numbers::LONG_ASLEEP).then_some(slept)
}

/// When a pass last read both sides to their ends, to two hours; `None` before the first one, and
/// after a backup was put back, whose clocks start at their beginning.
///
/// # Errors
/// [`StoreError`] when the disk fails.
pub fn last_look(store: &Store, pair: &Pair) -> Result<Option<Timestamp>, StoreError> {
    let mut looks = Vec::new();
    for side in Side::ALL {
        looks.push(store.slow_clock(*pair.connections.get(side), DELETES_CLOCK)?);
    }
    let oldest = looks.into_iter().min().flatten();
    Ok(oldest.filter(|at| *at > Timestamp::UNIX_EPOCH))
}

/// Twice the last pause, from the shortest to the usual one.
fn longer(paused: Option<Duration>, shortest: Duration) -> Duration {
    paused.unwrap_or(numbers::POLL_EVERY).saturating_mul(2).clamp(shortest, numbers::POLL_EVERY)
}

/// Half of the share is there to be fast with; what is left after that has to last the day. In
/// between the shortest pause grows evenly, so that there is no edge to swing about.
fn shortest(share_left: Option<u32>) -> Duration {
    let Some(left) = share_left else { return numbers::POLL_AT_LEAST };
    if left >= SPARE_FROM {
        return numbers::POLL_AT_LEAST;
    }
    let span = numbers::POLL_EVERY.saturating_sub(numbers::POLL_AT_LEAST);
    numbers::POLL_AT_LEAST + span * (SPARE_FROM - left) / SPARE_FROM
}

#[cfg(test)]
mod tests;
