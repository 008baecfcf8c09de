//! Writes that are not closed yet. A first sync has as many as there are records, so that they are
//! read in steps, or not with all that they hold.

use std::collections::BTreeSet;

use crosswalk_model::{LinkId, OutboxId, PairId, Side};
use rusqlite::params;

use super::{OutboxRow, read};
use crate::codec::SideText;
use crate::{Store, StoreError};

impl Store {
    /// Writes whose answer said yes and whose stored values are not known yet, past this one, at
    /// most `limit`, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn outbox_written(
        &self,
        pair: PairId,
        after: OutboxId,
        limit: usize,
    ) -> Result<Vec<OutboxRow>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT outbox.*, link.mapping FROM outbox JOIN link ON link.id = outbox.link
                 WHERE outbox.pair = ?1 AND outbox.state = 'written' AND outbox.id > ?2
                 ORDER BY outbox.id LIMIT ?3",
            )?;
            let rows = ask.query_map(params![pair.0, after.0, limit], read)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Writes that may have left, and whose answer did not come.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn outbox_unanswered(&self, pair: PairId) -> Result<Vec<OutboxRow>, StoreError> {
        self.outbox(
            pair,
            "SELECT outbox.*, link.mapping FROM outbox JOIN link ON link.id = outbox.link
             WHERE outbox.pair = ?1 AND outbox.state IN ('sent', 'lost') ORDER BY outbox.id",
        )
    }

    /// The sides of [`Store::outbox_written`].
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn sides_written(&self, pair: PairId) -> Result<BTreeSet<Side>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT DISTINCT side FROM outbox WHERE pair = ?1 AND state = 'written'",
            )?;
            let sides = ask.query_map([pair.0], |row| Ok(row.get::<_, SideText>(0)?.0))?;
            Ok(sides.collect::<Result<_, _>>()?)
        })
    }

    /// Links with a write that may have left and is not settled.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn links_unsettled(&self, pair: PairId) -> Result<BTreeSet<LinkId>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT link FROM outbox WHERE pair = ?1 AND state IN ('sent', 'written', 'lost')",
            )?;
            let links = ask.query_map([pair.0], |row| row.get(0).map(LinkId))?;
            Ok(links.collect::<Result<_, _>>()?)
        })
    }
}
