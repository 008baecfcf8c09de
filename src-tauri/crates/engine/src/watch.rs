//! What a pass tells while it runs, and where it can be stopped.

use std::fmt;

use crosswalk_model::{LinkId, MappingId, ObjectName, ReasonCode, RecordId, RunId, Side};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Sees every step and event of a pass. A window turns events into pictures, a test stops the
/// pass at a labelled step, a person cancels it.
pub trait Watch: Send + Sync + fmt::Debug {
    /// A pass is about to begin, or something else that reads and writes both sides.
    fn begin(&self) {}

    /// What began is over, however it ended: nothing is under way any more.
    fn end(&self) {}

    /// Something happened.
    fn tell(&self, event: &Progress);

    /// The pass is about to go past a labelled step.
    ///
    /// # Errors
    /// [`Stopped`] ends the pass here, as a cancel or a crash would.
    fn reach(&self, step: Step) -> Result<(), Stopped>;
}

/// The pass was stopped at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("stopped at {0}")]
pub struct Stopped(pub Step);

/// A watch that neither looks nor stops.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn tell(&self, _event: &Progress) {}

    fn reach(&self, _step: Step) -> Result<(), Stopped> {
        Ok(())
    }
}

macro_rules! steps {
    ($($(#[$meta:meta])* $step:ident = $text:literal,)*) => {
        /// The labelled steps of a pass, in their order. Each is a point at which a kill must
        /// lose nothing and double nothing.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Step { $($(#[$meta])* $step,)* }

        impl Step {
            /// Every step.
            pub const ALL: &'static [Step] = &[$(Step::$step,)*];

            /// The label.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Step::$step => $text,)* }
            }

            /// Reads a label back.
            #[must_use]
            pub fn parse(text: &str) -> Option<Step> {
                Step::ALL.iter().copied().find(|step| step.as_str() == text)
            }
        }
    };
}

steps! {
    /// The run has its row; nothing was asked of anybody.
    RunBegun = "run_begun",
    /// A page was answered and is not saved.
    PageRead = "page_read",
    /// A page and its cursor are saved.
    PageSaved = "page_saved",
    /// Both sides are read.
    Pulled = "pulled",
    /// Writes of an earlier pass that were left open are cleared up.
    Recovered = "recovered",
    /// Unlinked records have met their partners.
    Matched = "matched",
    /// A part of the plan is decided and not saved.
    PartPlanned = "part_planned",
    /// The plan is saved; nothing was sent.
    PlanSaved = "plan_saved",
    /// A batch passed its check.
    Checked = "checked",
    /// A batch is marked as sent; it has not left.
    BeforeSend = "before_send",
    /// A load was handed over.
    LoadStarted = "load_started",
    /// A load was looked at and still runs.
    LoadRuns = "load_runs",
    /// A batch was answered; the answer is not saved.
    AfterAnswer = "after_answer",
    /// A batch is settled.
    Settled = "settled",
    /// Everything is written; the run's row is open.
    Pushed = "pushed",
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One write that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Sent {
    /// The side that was written.
    pub side: Side,
    /// The link.
    pub link: LinkId,
    /// The object there.
    pub object: ObjectName,
    /// The record; none for one that was not made.
    pub record: Option<RecordId>,
    /// What was done to it.
    pub deed: SentAs,
    /// Fields that were written.
    pub fields: u64,
    /// Whether it got through.
    pub fate: Fate,
}

/// What a write does to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SentAs {
    /// It makes it.
    Create,
    /// It changes it.
    Update,
    /// It deletes it.
    Delete,
}

/// What became of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It was carried out.
    Done,
    /// It was not; the inbox, or the next pass, has it.
    Failed,
}

/// One event. The window, the CLI's bars and `--json-stream` show the same ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum Progress {
    /// A run began.
    Began {
        /// The run.
        run: RunId,
    },
    /// A stage began.
    Stage {
        /// Which.
        stage: Stage,
    },
    /// Records were read.
    Read {
        /// From which side.
        side: Side,
        /// Records in this page.
        records: u64,
        /// How many of them differ from what was known.
        changed: u64,
    },
    /// Links were planned.
    Planned {
        /// The object mapping.
        mapping: MappingId,
        /// Links looked at so far.
        links: u64,
        /// Writes planned so far.
        writes: u64,
    },
    /// A batch came back.
    Wrote {
        /// To which side.
        side: Side,
        /// Rows carried out.
        done: u64,
        /// Rows that failed.
        failed: u64,
        /// Rows still to send to that side.
        left: u64,
        /// The last rows of it, by what they did and to whom; never what they wrote.
        last: Vec<Sent>,
    },
    /// A record was not written, with the reason.
    NotWritten {
        /// The object mapping.
        mapping: MappingId,
        /// Why.
        reason: ReasonCode,
    },
    /// A brake holds writes back.
    Braked {
        /// The object mapping.
        mapping: MappingId,
    },
    /// The run ended.
    Ended {
        /// The run.
        run: RunId,
        /// How.
        result: RunResult,
    },
}

/// The stages a person sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Reading both sides.
    Pull,
    /// Finding partners.
    Match,
    /// Deciding.
    Plan,
    /// Writing.
    Push,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RunResult {
    /// Everything that was planned is written, or there was nothing to write.
    Done,
    /// Finished, and some records failed.
    SomeFailed,
    /// A brake held writes back.
    Braked,
    /// Only planned.
    Planned,
    /// The plan of now is not the one that a person was shown, and that person wants nothing
    /// written then.
    Outdated,
    /// It could not go on: a person has to do something.
    Failed,
    /// Stopped by a person, a limit or the network; the next pass goes on.
    Interrupted,
}

impl RunResult {
    /// The name in the database and `--json`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            RunResult::Done => "done",
            RunResult::SomeFailed => "some_failed",
            RunResult::Braked => "braked",
            RunResult::Planned => "planned",
            RunResult::Outdated => "outdated",
            RunResult::Failed => "failed",
            RunResult::Interrupted => "interrupted",
        }
    }
}
