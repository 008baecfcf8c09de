//! The scheduler's loop (P11): pass after pass of one pair, quickly while changes arrive, until
//! somebody ends it. When the next pass is due is the engine's to say; here it is waited for.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crosswalk_engine::rhythm::{Beat, LastPass, last_look, long_asleep, next_pause};
use crosswalk_engine::{Mode, Order, PassError, PassReport, Progress, Step, Stopped, Watch};
use crosswalk_model::{ConnectorError, PairId, Side};
use crosswalk_store::{RunKind, StoreError};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use crate::error::{AppError, ErrorKind, ErrorReport};
use crate::open::App;
use crate::schedule::Schedule;
use crate::turn::Work;

/// The loop's handle, for one loop at a time: *Sync now* and *stop*.
#[derive(Debug, Default)]
pub struct Bell {
    rung: Notify,
    ended: AtomicBool,
}

impl Bell {
    /// *Sync now*: a pause ends at once. While a pass runs, another one follows it directly, since
    /// it may have read past what is to be synced.
    pub fn ring(&self) {
        self.rung.notify_one();
    }

    /// Ends the loop: a pause at once, a pass before its next step. What was saved stays.
    pub fn end(&self) {
        self.ended.store(true, Ordering::Relaxed);
        self.rung.notify_one();
    }

    fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
    }
}

/// What the loop tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "event")]
#[expect(clippy::large_enum_variant, reason = "there is one at a time, and it is lent")]
pub enum LoopNews {
    /// Nobody looked for days. The pass that catches up under the brakes has not begun.
    Asleep {
        /// For how long.
        seconds: u64,
    },
    /// A pass ended.
    Passed {
        /// What it came to.
        report: PassReport,
        /// The pause until the next one.
        next_in_seconds: u64,
    },
    /// A pass could not be done. Told once, until another cause or a pass that can.
    Setback {
        /// Why, and what to do.
        error: ErrorReport,
        /// The pause until the next try.
        next_in_seconds: u64,
    },
    /// The loop itself ended, and nobody told it to: the state does not serve.
    Ended {
        /// Why, and what to do.
        error: ErrorReport,
    },
}

/// Whether a pair is kept in step by itself. Stored: a restart changes nothing about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Keeping {
    /// Pass after pass, as the rhythm says.
    #[default]
    InStep,
    /// A person paused it.
    Paused,
}

impl Keeping {
    fn key(pair: PairId) -> String {
        format!("pair/{pair}/keeping")
    }
}

/// What is known from turn to turn.
#[derive(Debug, Default)]
struct Turns {
    paused: Option<Duration>,
    /// The setback that was told last, until a pass can be done again.
    told: Option<ErrorReport>,
    /// Whether the sleep was told, until a pass can be done again.
    told_asleep: bool,
}

/// A pause is slept in parts of this length: a machine that was suspended notices by its clock that
/// the next pass is due.
const LOOK_AGAIN: Duration = Duration::from_secs(30);

impl App {
    /// Keeps a pair in step until the bell ends it. A pass that cannot be done ends nothing: it is
    /// told once, and tried again later each time, as the vendor or a person lets it.
    ///
    /// # Errors
    /// [`AppError::Store`] when the state itself does not serve.
    pub async fn keep_in_step(
        &self,
        pair: PairId,
        actor: &str,
        bell: &Arc<Bell>,
        tell: &mut (dyn FnMut(&LoopNews) + Send),
    ) -> Result<(), AppError> {
        let mut turns = Turns::default();
        // Endless by purpose: the bell is its bound.
        while !bell.has_ended() {
            self.tell_of_sleep(pair, &mut turns, tell)?;
            let passed = self.round(pair, actor, Some(bell)).await;
            match passed {
                Err(_) if bell.has_ended() => break,
                Err(error) if ends(&error) => return Err(error),
                Ok(_) | Err(_) => {}
            }
            let pause = self.pause_after(pair, &passed, turns.paused)?;
            turns.paused = Some(pause);
            turns.tell(passed, pause, tell);
            self.wait(pause, bell).await;
        }
        Ok(())
    }

    /// Whether a pair is kept in step by itself where somebody stays open for it.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn keeping(&self, pair: PairId) -> Result<Keeping, AppError> {
        Ok(self.store.setting(&Keeping::key(pair))?.unwrap_or_default())
    }

    /// Notes whether a pair is kept in step.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn set_keeping(&self, pair: PairId, keeping: Keeping) -> Result<(), AppError> {
        Ok(self.store.set_setting(&Keeping::key(pair), &keeping)?)
    }

    /// Whether passes of a pair come without a person.
    pub(crate) fn moves_by_itself(&self, pair: PairId) -> Result<bool, AppError> {
        let kept = self.keeping(pair)? == Keeping::InStep;
        Ok(kept && self.schedule(pair)? != Schedule::ByHand)
    }

    /// One pass by itself, after what is due once a day: a backup, and history that is past its
    /// time goes.
    ///
    /// # Errors
    /// [`AppError::Pass`].
    pub async fn sync_once(&self, pair: PairId, actor: &str) -> Result<PassReport, AppError> {
        self.round(pair, actor, None).await
    }

    async fn round(
        &self,
        pair: PairId,
        actor: &str,
        bell: Option<&Arc<Bell>>,
    ) -> Result<PassReport, AppError> {
        let _turn = self.turn(pair, Work::Pass).await;
        self.daily_care()?;
        let mut engine = self.engine(pair).await?;
        if let Some(bell) = bell {
            engine.watch = Arc::new(Belled { watch: engine.watch, bell: bell.clone() });
        }
        let (kind, actor) = (RunKind::Pass, actor.to_owned());
        Ok(engine.run(Order { pair, kind, actor, mode: Mode::Write }).await?)
    }

    fn tell_of_sleep(
        &self,
        pair: PairId,
        turns: &mut Turns,
        tell: &mut (dyn FnMut(&LoopNews) + Send),
    ) -> Result<(), AppError> {
        let looked = last_look(&self.store, &self.store.pair(pair)?)?;
        let slept = looked.and_then(|at| long_asleep(at, self.options.clock.now()));
        match slept {
            Some(slept) if !turns.told_asleep => {
                turns.told_asleep = true;
                tell(&LoopNews::Asleep { seconds: slept.as_secs() });
            }
            Some(_) => {}
            None => turns.told_asleep = false,
        }
        Ok(())
    }

    fn pause_after(
        &self,
        pair: PairId,
        passed: &Result<PassReport, AppError>,
        paused: Option<Duration>,
    ) -> Result<Duration, AppError> {
        let share_left = self.share_left(pair)?;
        let pace = self.schedule(pair)?.pace();
        let beat = Beat { last: last_pass(passed), paused, share_left, pace };
        Ok(next_pause(&beat))
    }

    /// What is left of our share of the day's calls, in percent, of the side that has least of it.
    fn share_left(&self, pair: PairId) -> Result<Option<u32>, AppError> {
        let connections = self.store.pair(pair)?.connections;
        let left = |side: Side| {
            let (used, allowance) = self.ledger.usage(*connections.get(side)).ok()?;
            let allowance = allowance?;
            let percent = allowance.saturating_sub(used).saturating_mul(100) / allowance.max(1);
            u32::try_from(percent).ok()
        };
        Ok(Side::ALL.into_iter().filter_map(left).min())
    }

    /// Sleeps until the next pass is due by the machine's clock, or somebody rings.
    async fn wait(&self, pause: Duration, bell: &Bell) {
        let begun = self.options.clock.now();
        let parts = pause.as_secs().div_ceil(LOOK_AGAIN.as_secs());
        for _ in 0..parts {
            let gone = self.options.clock.now().duration_since(begun);
            // A clock that was set back makes nobody wait longer than so many parts.
            let left = pause.saturating_sub(Duration::try_from(gone).unwrap_or_default());
            if left.is_zero() {
                return;
            }
            let rung = tokio::time::timeout(left.min(LOOK_AGAIN), bell.rung.notified()).await;
            if rung.is_ok() {
                return;
            }
        }
    }
}

impl Turns {
    fn tell(
        &mut self,
        passed: Result<PassReport, AppError>,
        pause: Duration,
        tell: &mut (dyn FnMut(&LoopNews) + Send),
    ) {
        let next_in_seconds = pause.as_secs();
        match passed {
            Ok(report) => {
                self.told = None;
                self.told_asleep = false;
                tell(&LoopNews::Passed { report, next_in_seconds });
            }
            Err(error) => {
                let error = error.report();
                if self.told.as_ref().is_none_or(|told| !same_cause(told, &error)) {
                    self.told = Some(error.clone());
                    tell(&LoopNews::Setback { error, next_in_seconds });
                }
            }
        }
    }
}

/// Whether two setbacks are one to a person: the words may carry a figure that moves.
fn same_cause(one: &ErrorReport, other: &ErrorReport) -> bool {
    let only_words = |text: &str| text.replace(|it: char| it.is_ascii_digit(), "");
    one.code == other.code && only_words(&one.message) == only_words(&other.message)
}

/// How a pass ended, as far as the rhythm goes.
fn last_pass(passed: &Result<PassReport, AppError>) -> LastPass {
    match passed {
        Ok(report) => {
            let (changed, written) = (&report.counts.changed, &report.counts.written);
            let moved = changed.salesforce + changed.hubspot + written.salesforce + written.hubspot;
            if moved == 0 { LastPass::Quiet } else { LastPass::Busy }
        }
        Err(error) if error.kind() == ErrorKind::Later => {
            LastPass::Interrupted { retry_after: retry_after(error) }
        }
        Err(_) => LastPass::NeedsPerson,
    }
}

/// When the vendor or our own budget said to come again.
fn retry_after(error: &AppError) -> Option<Duration> {
    let (AppError::Pass(PassError::Connector(error)) | AppError::Vendor { error, .. }) = error
    else {
        return None;
    };
    if let ConnectorError::LimitReached { retry_after, .. } = error { *retry_after } else { None }
}

/// Whether no later pass could do better: the state itself does not serve, or somebody else than
/// the bell stopped the pass.
fn ends(error: &AppError) -> bool {
    let (AppError::Store(store) | AppError::Pass(PassError::Store(store))) = error else {
        return matches!(error, AppError::Pass(PassError::Stopped(_)));
    };
    !matches!(store, StoreError::DiskFull)
}

/// A pass of the loop: watched as the app's passes are, and stopped by the bell.
#[derive(Debug)]
struct Belled {
    watch: Arc<dyn Watch>,
    bell: Arc<Bell>,
}

impl Watch for Belled {
    fn tell(&self, event: &Progress) {
        self.watch.tell(event);
    }

    fn reach(&self, step: Step) -> Result<(), Stopped> {
        if self.bell.has_ended() { Err(Stopped(step)) } else { self.watch.reach(step) }
    }
}
