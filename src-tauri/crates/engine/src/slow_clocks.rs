//! Slow clocks (P1): what is read by the hour, the day or the week besides the changes, and what that
//! costs.

use std::time::Duration;

use crosswalk_model::{ConnectionId, Connector, Side, Timestamp};
use crosswalk_reconcile::numbers;
use crosswalk_store::{Store, StoreError};
use serde::Serialize;

use crate::others;
use crate::pass::{Engine, PassError};

/// A slow clock, by what it has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SlowClock {
    /// The account, its owners, users, pipelines and fields.
    Schema,
    /// Changes from further back than a pull reaches.
    Verify,
    /// Whether another connector writes.
    Others,
    /// What HubSpot lists as archived.
    Archived,
    /// The opt-outs of everybody who is linked (A14).
    OptOuts,
    /// All ids and mapped values (P2).
    Sweep,
}

/// What a slow clock costs a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ClockCost {
    /// The clock.
    pub clock: SlowClock,
    /// How often it strikes, in seconds.
    pub every: u64,
    /// When it last struck; none where it is to strike at once.
    pub at: Option<Timestamp>,
    /// Calls that were made then; what else asked by the same connection meanwhile is among them.
    pub calls: u64,
    /// Calls that this comes to in 24 hours, rounded up.
    pub a_day: u64,
}

/// A reading that a clock ordered, under way.
#[derive(Debug)]
pub(crate) struct Reading {
    clock: SlowClock,
    calls_before: u64,
}

impl SlowClock {
    /// All of them, the most frequent first.
    pub const ALL: [SlowClock; 6] = [
        SlowClock::Schema,
        SlowClock::Verify,
        SlowClock::Others,
        SlowClock::Archived,
        SlowClock::OptOuts,
        SlowClock::Sweep,
    ];

    /// What the store and messages know it by.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            SlowClock::Schema => "schema",
            SlowClock::Verify => "verify",
            SlowClock::Others => "others",
            SlowClock::Archived => "archived",
            SlowClock::OptOuts => "opt_outs",
            SlowClock::Sweep => "sweep",
        }
    }

    const fn every(self) -> Duration {
        match self {
            SlowClock::Schema => numbers::SCHEMA_EVERY,
            SlowClock::Verify => numbers::VERIFY_EVERY,
            SlowClock::Others => numbers::OTHERS_EVERY,
            SlowClock::Archived => numbers::ARCHIVED_EVERY,
            SlowClock::OptOuts => numbers::OPT_OUTS_EVERY,
            SlowClock::Sweep => numbers::SWEEP_EVERY,
        }
    }

    /// Whether it has run down.
    pub(crate) fn is_due(
        self,
        engine: &Engine,
        connection: ConnectionId,
    ) -> Result<bool, PassError> {
        is_older(engine, (connection, self.as_str()), self.every())
    }

    /// When it last struck.
    pub(crate) fn struck(
        self,
        store: &Store,
        connection: ConnectionId,
    ) -> Result<Option<Timestamp>, StoreError> {
        store.slow_clock(connection, self.as_str())
    }

    /// It begins to run: what there is was just read, or is about to be.
    pub(crate) fn begin(self, engine: &Engine, connection: ConnectionId) -> Result<(), StoreError> {
        engine.store.strike(connection, self.as_str(), engine.clock.now(), None)
    }

    /// From here on the calls are its own.
    pub(crate) fn take(self, connector: &dyn Connector) -> Reading {
        Reading { clock: self, calls_before: connector.calls() }
    }
}

impl Reading {
    /// All was read: the clock strikes.
    pub(crate) fn end(
        self,
        engine: &Engine,
        (side, connection): (Side, ConnectionId),
    ) -> Result<(), StoreError> {
        let calls = engine.connectors.get(side).calls().saturating_sub(self.calls_before);
        engine.store.strike(connection, self.clock.as_str(), engine.clock.now(), Some(calls))
    }
}

/// Whether a clock last struck longer ago than this, or never did.
pub(crate) fn is_older(
    engine: &Engine,
    (connection, what): (ConnectionId, &str),
    every: Duration,
) -> Result<bool, PassError> {
    let Some(last) = engine.store.slow_clock(connection, what)? else { return Ok(true) };
    let age = engine.clock.now().duration_since(last);
    Ok(age.is_negative() || age.unsigned_abs() >= every)
}

/// What each slow clock costs a connection. One that never struck is not told.
///
/// # Errors
/// [`StoreError`] when the disk fails.
pub fn costs(store: &Store, connection: ConnectionId) -> Result<Vec<ClockCost>, StoreError> {
    let struck = store.slow_clocks(connection)?;
    let another: Option<Timestamp> = store.setting(&others::key(connection))?.flatten();
    let cost = |clock: SlowClock| {
        let struck = struck.iter().find(|it| it.what == clock.as_str())?;
        // While another connector writes, every pass looks whether it still does.
        let at_every_pass = clock == SlowClock::Others && another.is_some();
        let every = if at_every_pass { numbers::POLL_EVERY } else { clock.every() };
        let (calls, every) = (struck.calls?, every.as_secs());
        let at = Some(struck.at).filter(|at| *at > Timestamp::UNIX_EPOCH);
        let a_day = calls.saturating_mul(A_DAY).div_ceil(every);
        Some(ClockCost { clock, every, at, calls, a_day })
    };
    Ok(SlowClock::ALL.into_iter().filter_map(cost).collect())
}

const A_DAY: u64 = 24 * 60 * 60;
