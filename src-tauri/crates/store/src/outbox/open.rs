//! Writes that may have left and are not closed, and the loads that they travel in.

use std::collections::BTreeSet;

use crosswalk_model::connector::Load;
use crosswalk_model::{LinkId, MappingId, ObjectName, OutboxId, PairId, Side, Timestamp};
use rusqlite::{ToSql, params};

use super::{OutboxRow, read};
use crate::codec::{At, Json, SideText, name};
use crate::{Store, StoreError};

/// A load that was opened and whose rows have no outcome yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenLoad {
    /// The load.
    pub load: Load,
    /// The side that it writes to.
    pub side: Side,
    /// The object.
    pub object: ObjectName,
}

/// Creates that may travel in one load.
#[derive(Clone, Debug)]
pub struct LoadAsk<'a> {
    /// The pair.
    pub pair: PairId,
    /// The side that is written.
    pub side: Side,
    /// What is made.
    pub object: &'a ObjectName,
    /// Object mappings whose writes stay.
    pub held: &'a BTreeSet<MappingId>,
}

fn page_size(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

impl Store {
    fn rows(&self, sql: &'static str, asked: &[&dyn ToSql]) -> Result<Vec<OutboxRow>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(sql)?;
            Ok(ask.query_map(asked, read)?.collect::<Result<_, _>>()?)
        })
    }

    /// Writes of a pair that may have left and are not closed, oldest first: they are looked at
    /// before anything is planned for their links.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn outbox_unsettled(&self, pair: PairId) -> Result<Vec<OutboxRow>, StoreError> {
        self.outbox(
            pair,
            "SELECT outbox.*, link.mapping FROM outbox JOIN link ON link.id = outbox.link
             WHERE outbox.pair = ?1 AND outbox.state IN ('sent', 'written', 'lost')
             ORDER BY outbox.id",
        )
    }

    /// Those of them that nobody answered for, and that are in no load.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn outbox_unanswered(&self, pair: PairId) -> Result<Vec<OutboxRow>, StoreError> {
        self.outbox(
            pair,
            "SELECT outbox.*, link.mapping FROM outbox JOIN link ON link.id = outbox.link
             WHERE outbox.pair = ?1
               AND (outbox.state = 'lost' OR (outbox.state = 'sent' AND outbox.load IS NULL))
             ORDER BY outbox.id",
        )
    }

    /// Those of them that were answered with a yes, at most `limit` from after `after` on.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn outbox_written(
        &self,
        pair: PairId,
        after: OutboxId,
        limit: usize,
    ) -> Result<Vec<OutboxRow>, StoreError> {
        self.rows(
            "SELECT outbox.*, link.mapping FROM outbox JOIN link ON link.id = outbox.link
             WHERE outbox.pair = ?1 AND outbox.state = 'written' AND outbox.id > ?2
             ORDER BY outbox.id LIMIT ?3",
            params![pair.0, after.0, page_size(limit)],
        )
    }

    /// The sides to which a pair has writes that were answered with a yes and are not settled.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn written_sides(&self, pair: PairId) -> Result<BTreeSet<Side>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT DISTINCT side FROM outbox WHERE pair = ?1 AND state = 'written'",
            )?;
            let sides = ask.query_map([pair.0], |row| Ok(row.get::<_, SideText>(0)?.0))?;
            Ok(sides.collect::<Result<_, _>>()?)
        })
    }

    /// Links of which a write may have left and is not closed.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn links_on_their_way(&self, pair: PairId) -> Result<BTreeSet<LinkId>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT link FROM outbox
                 WHERE pair = ?1 AND state IN ('sent', 'written', 'lost')",
            )?;
            let links = ask.query_map([pair.0], |row| Ok(LinkId(row.get(0)?)))?;
            Ok(links.collect::<Result<_, _>>()?)
        })
    }

    /// Whether a write of one of these links may have left and is not closed.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn any_on_its_way(&self, links: [LinkId; 2]) -> Result<bool, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT 1 FROM outbox
                 WHERE link IN (?1, ?2) AND state IN ('sent', 'written', 'lost')",
            )?;
            Ok(ask.exists(links.map(|link| link.0))?)
        })
    }

    /// Loads of a pair whose rows have no outcome yet, in the order of their names.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn open_loads(&self, pair: PairId) -> Result<Vec<OpenLoad>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT DISTINCT load, side, object FROM outbox
                 WHERE pair = ?1 AND state = 'sent' AND load IS NOT NULL ORDER BY load",
            )?;
            let loads = ask.query_map([pair.0], |row| {
                Ok(OpenLoad {
                    load: Load(row.get("load")?),
                    side: row.get::<_, SideText>("side")?.0,
                    object: name(row, "object")?,
                })
            })?;
            Ok(loads.collect::<Result<_, _>>()?)
        })
    }

    /// Rows of a load that have no outcome yet, at most `limit` from after `after` on.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn rows_of_load(
        &self,
        load: &Load,
        after: OutboxId,
        limit: usize,
    ) -> Result<Vec<OutboxRow>, StoreError> {
        self.rows(
            "SELECT outbox.*, link.mapping FROM outbox JOIN link ON link.id = outbox.link
             WHERE outbox.load = ?1 AND outbox.state = 'sent' AND outbox.id > ?2
             ORDER BY outbox.id LIMIT ?3",
            params![load.0, after.0, page_size(limit)],
        )
    }

    /// Planned creates, at most `limit` from after `after` on.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn planned_creates(
        &self,
        of: &LoadAsk<'_>,
        after: OutboxId,
        limit: usize,
    ) -> Result<Vec<OutboxRow>, StoreError> {
        let (side, object) = (of.side.as_str(), of.object.as_str());
        self.rows(
            "SELECT outbox.*, link.mapping FROM outbox JOIN link ON link.id = outbox.link
             WHERE outbox.pair = ?1 AND outbox.state = 'planned' AND outbox.side = ?2
               AND outbox.object = ?3 AND outbox.record IS NULL AND outbox.id > ?4
               AND (exempt OR link.mapping NOT IN (SELECT value FROM json_each(?5)))
             ORDER BY outbox.id LIMIT ?6",
            params![of.pair.0, side, object, after.0, Json(of.held), page_size(limit)],
        )
    }

    /// Notes, before a load is started, that these writes may leave in it.
    ///
    /// # Errors
    /// [`StoreError::WrongState`] when one is not planned any more; then none is noted.
    pub fn mark_loaded(
        &self,
        ids: &[OutboxId],
        load: &Load,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            for id in ids {
                let changed = tx
                    .prepare_cached(
                        "UPDATE outbox SET state = 'sent', sent_at = ?2, load = ?3,
                                           attempt = attempt + 1
                         WHERE id = ?1 AND state = 'planned'",
                    )?
                    .execute(params![id.0, At(at), load.0])?;
                if changed != 1 {
                    return Err(StoreError::WrongState("that write is not waiting to be sent"));
                }
            }
            Ok(())
        })
    }

    /// How many writes of a pair are planned and not sent.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn planned_count(&self, pair: PairId) -> Result<u64, StoreError> {
        self.read(|tx| {
            let count: i64 = tx
                .prepare_cached(
                    "SELECT count(*) FROM outbox WHERE pair = ?1 AND state = 'planned'",
                )?
                .query_row([pair.0], |row| row.get(0))?;
            Ok(u64::try_from(count).unwrap_or(0))
        })
    }
}
