//! The board: what a window is told while work goes on. Events of a pass are folded into one
//! picture of it, so that a hundred thousand of them a second cost a window ten, and none of the
//! figures is lost.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crosswalk_engine::{Progress, RunResult, Sent, Stage, Step, Stopped, Watch};
use crosswalk_model::{Both, MappingId, PairId, RunId, Side, Timestamp};
use serde::Serialize;
use tokio::sync::Notify;

use crate::rhythm::LoopNews;

/// News of one topic come at most once in this time: ten a second.
pub const PACE: Duration = Duration::from_millis(100);

/// Writes of the pass under way that are told one by one.
const RECENT: usize = 20;

/// What a window is told. Each is a picture of how things stand, never a difference: one that is
/// missed is made good by the next.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "topic")]
pub enum News {
    /// The pass that is under way, or how it ended.
    Run(LiveRun),
    /// The timer's last word on a pair.
    Rhythm {
        /// The pair.
        pair: PairId,
        /// Its word.
        news: LoopNews,
    },
    /// What is stored changed: look again.
    Changed,
    /// The page where a person signs in, which is open in their browser now.
    SignIn {
        /// To which product.
        side: Side,
        /// The page; it holds no secret.
        page: String,
    },
    /// The demo is being made ready.
    Demo(DemoStage),
    /// A person clicked a notice: go there.
    Open {
        /// The pair.
        pair: PairId,
        /// The screen.
        place: Place,
        /// The group of errors, where it is about one.
        group: Option<String>,
    },
}

/// A screen that a notice leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// How everything stands.
    Overview,
    /// The plan.
    Preview,
    /// What fails.
    Errors,
}

/// How far the demo is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "stage")]
pub enum DemoStage {
    /// Both CRMs are up and filled.
    Started,
    /// Both accounts are linked.
    Linked,
    /// A first plan was made.
    Found,
    /// It was applied.
    Applied,
    /// There is something of each kind to look at.
    Ready,
    /// It could not be made ready.
    Failed,
}

/// A pass as it stands, folded from its events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct LiveRun {
    /// The run's row; none until there is something to decide.
    pub run: Option<RunId>,
    /// The stage it is in.
    pub stage: Option<Stage>,
    /// Records read so far, per side.
    pub read: Both<u64>,
    /// Those of them that differ from what was known.
    pub changed: Both<u64>,
    /// Links and writes planned so far, by object mapping.
    pub planned: BTreeMap<MappingId, Planned>,
    /// Rows carried out, per side.
    pub written: Both<u64>,
    /// Rows that failed, per side.
    pub failed: Both<u64>,
    /// Rows still to send, per side.
    pub left: Both<u64>,
    /// Records that were not written, each with a reason of its own.
    pub not_written: u64,
    /// Object mappings that a brake holds.
    pub braked: Vec<MappingId>,
    /// The last writes that came back, newest first.
    pub recent: Vec<Sent>,
    /// How it ended; none while it runs.
    pub result: Option<RunResult>,
    /// Events that this picture is made of.
    pub events: u64,
}

/// How far the plan of one object mapping is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Planned {
    /// Links that were looked at.
    pub links: u64,
    /// Writes that are planned.
    pub writes: u64,
}

impl LiveRun {
    /// Takes in one event.
    fn fold(&mut self, event: &Progress) {
        self.events += 1;
        match event {
            Progress::Began { run } => self.run = Some(*run),
            Progress::Stage { stage } => self.stage = Some(*stage),
            Progress::Read { side, records, changed } => {
                *self.read.get_mut(*side) += records;
                *self.changed.get_mut(*side) += changed;
            }
            Progress::Planned { mapping, links, writes } => {
                self.planned.insert(mapping.clone(), Planned { links: *links, writes: *writes });
            }
            Progress::Wrote { side, done, failed, left, last } => {
                *self.written.get_mut(*side) += done;
                *self.failed.get_mut(*side) += failed;
                *self.left.get_mut(*side) = *left;
                self.recent.splice(..0, last.iter().rev().cloned());
                self.recent.truncate(RECENT);
            }
            Progress::NotWritten { .. } => self.not_written += 1,
            Progress::Braked { mapping } => {
                if !self.braked.contains(mapping) {
                    self.braked.push(mapping.clone());
                }
            }
            Progress::Ended { result, .. } => self.result = Some(*result),
        }
    }
}

/// What is not told yet, by topic.
#[derive(Debug, Default)]
struct Pinned {
    run: LiveRun,
    run_is_news: bool,
    changed: bool,
    rhythm: BTreeSet<PairId>,
    last_words: BTreeMap<PairId, (Timestamp, LoopNews)>,
    sign_in: Option<(Side, String)>,
    demo: Option<DemoStage>,
}

/// The board. It is the watch of an app that a window looks at.
#[derive(Debug, Default)]
pub struct Board {
    pinned: Mutex<Pinned>,
    news: Notify,
    stop: AtomicBool,
}

impl Board {
    /// The pass that is under way or ended last, as it stands.
    #[must_use]
    pub fn run(&self) -> LiveRun {
        self.pinned().run.clone()
    }

    /// The pass under way ends before its next step; what was saved stays.
    pub fn cancel(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// The stored state changed.
    pub fn changed(&self) {
        self.pin(|pinned| pinned.changed = true);
    }

    /// Other accounts are looked at from now on: what was pinned is not about them.
    pub(crate) fn wipe(&self) {
        self.pin(|pinned| *pinned = Pinned { changed: true, ..Pinned::default() });
    }

    /// The timer's last word on a pair since this started, and when it came.
    pub(crate) fn last_word(&self, pair: PairId) -> Option<(Timestamp, LoopNews)> {
        self.pinned().last_words.get(&pair).cloned()
    }

    pub(crate) fn rhythm(&self, (pair, at): (PairId, Timestamp), news: LoopNews) {
        self.pin(|pinned| {
            pinned.rhythm.insert(pair);
            pinned.last_words.insert(pair, (at, news));
            pinned.changed = true;
        });
    }

    pub(crate) fn sign_in(&self, side: Side, page: String) {
        self.pin(|pinned| pinned.sign_in = Some((side, page)));
    }

    pub(crate) fn demo(&self, stage: DemoStage) {
        self.pin(|pinned| {
            pinned.demo = Some(stage);
            pinned.changed = true;
        });
    }

    /// Tells news until it is dropped: at once when there are some, and then no sooner than
    /// [`PACE`] after the last ones.
    pub async fn tell(&self, tell: &mut (dyn FnMut(News) + Send)) {
        // Endless by purpose: whoever listens drops it.
        loop {
            self.news.notified().await;
            self.take().into_iter().for_each(&mut *tell);
            tokio::time::sleep(PACE).await;
        }
    }

    /// What is news, and is none any more.
    fn take(&self) -> Vec<News> {
        let mut pinned = self.pinned();
        let mut news = Vec::new();
        if std::mem::take(&mut pinned.run_is_news) {
            news.push(News::Run(pinned.run.clone()));
        }
        for pair in std::mem::take(&mut pinned.rhythm) {
            let word = pinned.last_words.get(&pair).cloned();
            news.extend(word.map(|(_, news)| News::Rhythm { pair, news }));
        }
        news.extend(pinned.sign_in.take().map(|(side, page)| News::SignIn { side, page }));
        news.extend(pinned.demo.take().map(News::Demo));
        if std::mem::take(&mut pinned.changed) {
            news.push(News::Changed);
        }
        news
    }

    fn pin(&self, pin: impl FnOnce(&mut Pinned)) {
        pin(&mut self.pinned());
        self.news.notify_one();
    }

    fn pinned(&self) -> MutexGuard<'_, Pinned> {
        self.pinned.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watch for Board {
    /// The picture of the pass before goes, and so does an order to stop it.
    fn begin(&self) {
        self.stop.store(false, Ordering::Relaxed);
        self.pin(|pinned| {
            pinned.run = LiveRun::default();
            pinned.run_is_news = true;
            pinned.changed = true;
        });
    }

    fn end(&self) {
        self.changed();
    }

    fn tell(&self, event: &Progress) {
        let mut pinned = self.pinned();
        pinned.run.fold(event);
        let ended = matches!(event, Progress::Ended { .. });
        pinned.changed |= ended;
        // Whoever listens was woken by the first of many and has not looked yet.
        let told = std::mem::replace(&mut pinned.run_is_news, true);
        drop(pinned);
        if !told || ended {
            self.news.notify_one();
        }
    }

    fn reach(&self, step: Step) -> Result<(), Stopped> {
        if self.stop.load(Ordering::Relaxed) { Err(Stopped(step)) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests;
