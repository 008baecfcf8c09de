//! The figures that policies use, in one place. All of them are settings; these are the defaults.

use std::time::Duration;

/// Changes closer together than this count as simultaneous: Salesforce wins (A25).
pub const SKEW_WINDOW: Duration = Duration::from_secs(60);
/// How long a check before a write stays good (P6).
pub const CHECK_GOOD_FOR: Duration = Duration::from_secs(60);
/// Records of an object whose history a pass reads behind its writes to HubSpot, whatever their check
/// was: a request with histories takes so many (P6).
pub const LOOKED_BEHIND: usize = 50;
/// From how long between a check and the answer to its write on the history of the whole batch is
/// read (P6).
pub const LONG_WINDOW: Duration = Duration::from_secs(5);
/// How far an incremental pull reaches back, on either side (P1).
pub const PULL_OVERLAP: Duration = Duration::from_secs(10 * 60);
/// How often a verify pull runs (P1).
pub const VERIFY_EVERY: Duration = Duration::from_secs(60 * 60);
/// How far a verify pull reaches back (P1).
pub const VERIFY_REACH: Duration = Duration::from_secs(2 * 60 * 60);
/// Share of the Salesforce daily limit that we take, in percent.
pub const SALESFORCE_SHARE_PERCENT: u32 = 25;
/// Automatic retries stop at this part of our share, in percent (H140).
pub const RETRIES_STOP_PERCENT: u32 = 75;
/// Part of the budget that is kept for opt-outs, in percent (P5).
pub const OPT_OUT_RESERVE_PERCENT: u32 = 2;
/// Pause between automatic retries of a failing record (H141).
pub const RETRY_EVERY: Duration = Duration::from_secs(20 * 60);
/// Automatic retries at that pace; then nightly (H141).
pub const RETRIES: u32 = 10;
/// Nights on which a failing record is tried after that; then it waits for its value, the mapping or
/// a person. Two weeks, so that whoever can mend it may be away.
pub const RETRY_NIGHTS: u32 = 14;
/// Archived listings (P1).
pub const ARCHIVED_EVERY: Duration = Duration::from_secs(24 * 60 * 60);
/// Opt-out statuses of linked people (A14).
pub const OPT_OUTS_EVERY: Duration = Duration::from_secs(24 * 60 * 60);
/// Owners, users, pipelines and describe (P1).
pub const SCHEMA_EVERY: Duration = Duration::from_secs(60 * 60);
/// The sweep (P2).
pub const SWEEP_EVERY: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// Asleep for longer than this, the next pass sweeps (P2).
pub const SWEEP_AFTER_SLEEP: Duration = Duration::from_secs(10 * 24 * 60 * 60);
/// Asleep for longer than this, a pass first asks whether deletes can have been missed (P2): a full
/// log of Salesforce's is purged about every two hours.
pub const DELETES_SAFE_FOR: Duration = Duration::from_secs(2 * 60 * 60);
/// Months of history that are kept.
pub const HISTORY_MONTHS: u32 = 13;
/// Daily and weekly backups that are kept.
pub const BACKUPS_KEPT: (u32, u32) = (7, 4);
/// The usual pause between passes (P11, H103).
pub const POLL_EVERY: Duration = Duration::from_secs(15 * 60);
/// Asleep for longer than this, a person is told before the pass catches up (P11).
pub const LONG_ASLEEP: Duration = Duration::from_secs(2 * 24 * 60 * 60);
/// The shortest pause, while changes arrive (P11).
pub const POLL_AT_LEAST: Duration = Duration::from_secs(60);

/// Deletes that stop a plan (P4).
pub const BRAKE_DELETES: u32 = 50;
/// Deletes that stop a plan, in percent of the linked records.
pub const BRAKE_DELETES_PERCENT: u32 = 1;
/// Cleared values that stop a plan.
pub const BRAKE_CLEARED_VALUES: u32 = 50;
/// Changed records that stop a plan, in percent of the linked records.
pub const BRAKE_CHANGED_PERCENT: u32 = 20;
/// Creates that stop a plan.
pub const BRAKE_CREATES: u32 = 100;
/// Creates that stop a plan, in percent of the linked records.
pub const BRAKE_CREATES_PERCENT: u32 = 20;
/// Shares count from this many linked records of the object on.
pub const BRAKE_SHARES_FROM: u32 = 500;
/// The window over which brakes add up.
pub const BRAKE_WINDOW: Duration = Duration::from_secs(24 * 60 * 60);
/// Own writes of one field on both sides within the window that pause the field.
pub const LOOP_WRITES: u32 = 3;
/// So many times that many pause the field even where every value is a new one.
pub const LOOP_GROWS: u32 = 4;
/// How often to look whether HubSpot's own connector runs (P9).
pub const OTHERS_EVERY: Duration = Duration::from_secs(60 * 60);
/// After how long without a write of its own HubSpot's own connector counts as off: it looks at both
/// sides every 15 minutes (H103).
pub const OTHERS_QUIET: Duration = Duration::from_secs(30 * 60);
