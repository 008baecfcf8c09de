//! The verify pull (P1): once an hour changes are read from two hours back, because an index lags
//! and a row can be committed long after its stamp. What is known already comes to nothing.

use crosswalk_model::connector::{Cursor, PullAsk};
use crosswalk_model::gate::Purpose;
use crosswalk_model::{Side, Timestamp};
use crosswalk_reconcile::numbers;

use crate::pass::{Pass, PassError};
use crate::pull::{MOST_PAGES, ObjectPull, began_key};
use crate::slow_clocks::SlowClock;

impl Pass<'_> {
    /// Looks further back on a side when the hour is over.
    pub(crate) async fn verify(&mut self, side: Side) -> Result<(), PassError> {
        let connection = self.pair.connections.into_side(side);
        let engine = self.engine;
        if !SlowClock::Verify.is_due(engine, connection)? {
            return Ok(());
        }
        // Before the first hour is over a backfill has read everything.
        if SlowClock::Verify.struck(&engine.store, connection)?.is_none() {
            return Ok(SlowClock::Verify.begin(engine, connection)?);
        }
        let reading = SlowClock::Verify.take(engine.connectors.get(side).as_ref());
        let from = engine.connectors.get(side).cursor_back(numbers::VERIFY_REACH).await?;
        for pull in self.pulls(side) {
            if self.is_unread(side, &pull.object) || self.is_young(side, &pull)? {
                continue;
            }
            self.read_from(side, &pull, from.clone()).await?;
        }
        Ok(reading.end(engine, (side, connection))?)
    }

    /// What is read for less time than a look back reaches, and without what was before: the look
    /// would show that.
    fn is_young(&self, side: Side, pull: &ObjectPull) -> Result<bool, PassError> {
        if !pull.begins_now() {
            return Ok(false);
        }
        let key = began_key(self.pair.connections.into_side(side), &pull.object);
        let Some(began) = self.engine.store.setting::<Timestamp>(&key)? else { return Ok(true) };
        let age = self.engine.clock.now().duration_since(began);
        Ok(age.is_negative() || age.unsigned_abs() < numbers::VERIFY_REACH)
    }

    async fn read_from(
        &mut self,
        side: Side,
        pull: &ObjectPull,
        from: Cursor,
    ) -> Result<(), PassError> {
        let connection = self.pair.connections.into_side(side);
        let field_set = self.engine.store.field_set(connection, &pull.object, &pull.fields)?;
        let mut cursor = from;
        for _ in 0..MOST_PAGES {
            let ask = PullAsk {
                object: pull.object.clone(),
                fields: pull.fields.clone(),
                cursor: Some(cursor),
                purpose: Purpose::Sync,
            };
            let pages = self.pages_of(side, &[ask]).await?;
            let Some(page) = pages.first().and_then(Option::as_ref) else { return Ok(()) };
            self.take_page(side, pull, (field_set, &page.records), None)?;
            if !page.more {
                return Ok(());
            }
            cursor = page.cursor.clone();
        }
        Err(PassError::Endless("pages"))
    }
}
