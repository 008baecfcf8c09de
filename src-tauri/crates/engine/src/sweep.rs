//! The sweep (P2): every id and every mapped value of both sides is read and compared. A record
//! that is not met is asked for by id; only then, and without the vendor's word for a delete, is it
//! no longer visible.

use std::collections::BTreeSet;
use std::time::Duration;

use crosswalk_model::connector::{Cursor, PullAsk};
use crosswalk_model::gate::Purpose;
use crosswalk_model::{ConnectionId, Life, ObjectName, PairId, RecordId, Side, Timestamp};
use crosswalk_reconcile::numbers;
use crosswalk_store::{CursorKind, RunKind};

use crate::pass::{Engine, Mode, Order, Pass, PassError, PassReport};
use crate::pull::{MOST_PAGES, ObjectPull};
use crate::setup;
use crate::slow_clocks::{self, SlowClock};
use crate::unread::may_be_one_objects;
use crate::watch::Stage;

/// The clock of how far back deletes can be told of: a call is made only after hours asleep.
pub(crate) const DELETES_CLOCK: &str = "deletes";

/// Remembered records that are compared in one step, and ids asked for in one.
const STEP: usize = 1_000;

impl Engine {
    /// Compares everything, then plans and writes what no brake holds.
    ///
    /// # Errors
    /// [`PassError`].
    pub async fn sweep(&self, pair: PairId, actor: &str) -> Result<PassReport, PassError> {
        let order =
            Order { pair, kind: RunKind::Sweep, actor: actor.to_owned(), mode: Mode::Write };
        let mut pass = setup::begin(self, order).await?;
        let walked = pass.sweep_and_walk().await;
        pass.close(walked)
    }
}

impl Pass<'_> {
    async fn sweep_and_walk(&mut self) -> Result<(), PassError> {
        self.run_row()?;
        self.stage(Stage::Pull);
        for side in [Side::HubSpot, Side::Salesforce] {
            self.sweep_side(side).await?;
        }
        self.walk().await
    }

    /// The sweep, before a pass reads what changed: weekly, after days asleep, after a restore
    /// (which sets the clock to its beginning), and where deletes can have been missed.
    pub(crate) async fn sweep_if_due(&mut self) -> Result<(), PassError> {
        for side in [Side::HubSpot, Side::Salesforce] {
            let connection = self.pair.connections.into_side(side);
            if SlowClock::Sweep.struck(&self.engine.store, connection)?.is_none() {
                // The first pass reads everything anyway.
                SlowClock::Sweep.begin(self.engine, connection)?;
            } else if self.must_sweep(side, connection).await? {
                self.sweep_side(side).await?;
            }
        }
        Ok(())
    }

    async fn must_sweep(&self, side: Side, connection: ConnectionId) -> Result<bool, PassError> {
        if SlowClock::Sweep.is_due(self.engine, connection)? {
            return Ok(true);
        }
        let now = self.engine.clock.now();
        for pull in self.comparable(side) {
            let Some(awake) = self.last_awake(connection, &pull.object)? else { continue };
            let asleep = Duration::try_from(now.duration_since(awake)).unwrap_or_default();
            if asleep >= numbers::SWEEP_AFTER_SLEEP {
                return Ok(true);
            }
            let safe = asleep < numbers::DELETES_SAFE_FOR;
            let connector = self.engine.connectors.get(side);
            if !safe {
                match connector.tells_deletes_since(&pull.object, awake).await {
                    Ok(true) => {}
                    Ok(false) => return Ok(true),
                    // Its pull says what is wrong with it; what it misses is swept afterwards.
                    Err(error) if may_be_one_objects(&error) => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(false)
    }

    /// Notes that every delete until now is known: both sides were read to their ends.
    pub(crate) fn stay_awake(&self) -> Result<(), PassError> {
        for side in Side::ALL {
            let connection = self.pair.connections.into_side(side);
            let clock = (connection, DELETES_CLOCK);
            if slow_clocks::is_older(self.engine, clock, numbers::DELETES_SAFE_FOR)? {
                let now = self.engine.clock.now();
                self.engine.store.strike(connection, DELETES_CLOCK, now, None)?;
            }
        }
        Ok(())
    }

    /// Up to when every delete of an object is known for certain. A quiet cursor's time is not kept
    /// on disk, so the time of the last look counts as well.
    fn last_awake(
        &self,
        connection: ConnectionId,
        object: &ObjectName,
    ) -> Result<Option<Timestamp>, PassError> {
        let store = &self.engine.store;
        let Some(cursor) = store.cursor(connection, object, CursorKind::Incremental)? else {
            return Ok(None);
        };
        let looked = store.slow_clock(connection, DELETES_CLOCK)?;
        let swept = SlowClock::Sweep.struck(store, connection)?;
        Ok([Some(cursor.at), looked, swept].into_iter().flatten().max())
    }

    async fn sweep_side(&mut self, side: Side) -> Result<(), PassError> {
        let reading = SlowClock::Sweep.take(self.engine.connectors.get(side).as_ref());
        for pull in self.swept(side) {
            self.sweep_object(side, &pull).await?;
        }
        let connection = self.pair.connections.into_side(side);
        Ok(reading.end(self.engine, (side, connection))?)
    }

    /// Compares one object. One that cannot be read is owed, and compared as soon as it can be.
    async fn sweep_object(&mut self, side: Side, pull: &ObjectPull) -> Result<(), PassError> {
        if self.is_unread(side, &pull.object) {
            return self.owe(side, &pull.object);
        }
        let owed = owed_key(self.pair.connections.into_side(side), &pull.object);
        let seen = self.read_all(side, pull).await?;
        if let Some(seen) = &seen {
            self.find_unseen(side, &pull.object, seen).await?;
        }
        let store = &self.engine.store;
        if store.setting(&owed)?.unwrap_or(false) != seen.is_none() {
            store.set_setting(&owed, &seen.is_none())?;
        }
        Ok(())
    }

    /// Compares what an earlier pass could not read (P2): deletes may have been missed meanwhile.
    pub(crate) async fn sweep_what_is_owed(&mut self) -> Result<(), PassError> {
        for side in [Side::HubSpot, Side::Salesforce] {
            for pull in self.swept(side) {
                let owed = owed_key(self.pair.connections.into_side(side), &pull.object);
                if self.engine.store.setting(&owed)?.unwrap_or(false) {
                    self.sweep_object(side, &pull).await?;
                }
            }
        }
        Ok(())
    }

    /// Owes an object a comparison: a look at its deletes was left out.
    pub(crate) fn owe(&self, side: Side, object: &ObjectName) -> Result<(), PassError> {
        let owed = owed_key(self.pair.connections.into_side(side), object);
        if !self.engine.store.setting(&owed)?.unwrap_or(false) {
            self.engine.store.set_setting(&owed, &true)?;
        }
        Ok(())
    }

    /// Reads every record of an object; what differs from what is remembered marks its links. The
    /// cursor of changes stays where it is. Nothing where the object cannot be read: absence is not
    /// told then.
    async fn read_all(
        &mut self,
        side: Side,
        pull: &ObjectPull,
    ) -> Result<Option<BTreeSet<RecordId>>, PassError> {
        let connection = self.pair.connections.into_side(side);
        let field_set = self.engine.store.field_set(connection, &pull.object, &pull.fields)?;
        let mut seen = BTreeSet::new();
        let mut cursor: Option<Cursor> = None;
        for _ in 0..MOST_PAGES {
            let ask = PullAsk {
                object: pull.object.clone(),
                fields: pull.fields.clone(),
                cursor: cursor.take(),
                purpose: Purpose::Sync,
            };
            let pages = self.pages_of(side, &[ask]).await?;
            let Some(page) = pages.first().and_then(Option::as_ref) else { return Ok(None) };
            self.take_page(side, pull, (field_set, &page.records), None)?;
            seen.extend(page.records.iter().map(|record| record.at.id.clone()));
            if !page.more {
                return Ok(Some(seen));
            }
            cursor = Some(page.cursor.clone());
        }
        Err(PassError::Endless("pages"))
    }

    /// Asks for every remembered record that the sweep did not meet.
    async fn find_unseen(
        &self,
        side: Side,
        object: &ObjectName,
        seen: &BTreeSet<RecordId>,
    ) -> Result<(), PassError> {
        let connection = self.pair.connections.into_side(side);
        let mut after: Option<RecordId> = None;
        for _ in 0..MOST_PAGES {
            let known =
                self.engine.store.observed_after(connection, object, after.as_ref(), STEP)?;
            let Some(last) = known.last() else { return Ok(()) };
            after = Some(last.record.at.id.clone());
            let unseen: Vec<RecordId> = known
                .into_iter()
                .map(|observed| observed.record)
                .filter(|record| record.life == Life::Live && !seen.contains(&record.at.id))
                .map(|record| record.at.id)
                .collect();
            if unseen.is_empty() {
                continue;
            }
            self.read_now(side, object, unseen).await?;
        }
        Err(PassError::Endless("records"))
    }
}

/// The setting that says that an object was not compared when it was due.
fn owed_key(connection: ConnectionId, object: &ObjectName) -> String {
    format!("connection/{connection}/owed/{object}")
}
