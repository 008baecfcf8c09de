//! Questions across tables: how a pair stands, and which link a person means.

use std::collections::BTreeMap;

use crosswalk_model::{Link, LinkId, LinkState, MappingId, PairId, ReasonCode};
use rusqlite::params;

use crate::codec::{StateText, name};
use crate::links;
use crate::observed::Home;
use crate::{Store, StoreError};

/// How many links of each object mapping stand in each state.
pub type Overview = BTreeMap<MappingId, BTreeMap<LinkState, u64>>;

impl Store {
    /// Counts the links of a pair by object mapping and state.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn overview(&self, pair: PairId) -> Result<Overview, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT mapping, state, count(*) FROM link WHERE pair = ?1
                 GROUP BY mapping, state",
            )?;
            let rows = ask.query_map([pair.0], |row| {
                let count: i64 = row.get(2)?;
                let state = row.get::<_, StateText>("state")?.0;
                Ok((name::<MappingId>(row, "mapping")?, state, count.unsigned_abs()))
            })?;
            let mut found = Overview::new();
            for row in rows {
                let (mapping, state, count) = row?;
                found.entry(mapping).or_default().insert(state, count);
            }
            Ok(found)
        })
    }

    /// Live links with both ends: what the shares of the brakes are taken of (P4).
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn count_linked(&self, home: &Home) -> Result<u64, StoreError> {
        self.read(|tx| {
            let count: i64 = tx
                .prepare_cached(
                    "SELECT count(*) FROM link WHERE pair = ?1 AND mapping = ?2
                     AND state <> 'unlinked'
                     AND salesforce_id IS NOT NULL AND hubspot_id IS NOT NULL",
                )?
                .query_row(params![home.pair.0, home.mapping.as_str()], |row| row.get(0))?;
            Ok(count.unsigned_abs())
        })
    }

    /// The links in which a record of this id stands, on either side, tombstones too.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn links_by_id(&self, pair: PairId, id: &str) -> Result<Vec<LinkId>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT id FROM link WHERE pair = ?1 AND ?2 IN (salesforce_id, hubspot_id)
                 ORDER BY state = 'unlinked', id",
            )?;
            let rows = ask.query_map(params![pair.0, id], |row| Ok(LinkId(row.get(0)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The links that are left out for one reason, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn left_out_for(&self, pair: PairId, code: ReasonCode) -> Result<Vec<Link>, StoreError> {
        self.read(|tx| {
            // Most are left out for something else, and reading JSON is the slow part.
            let mut ask = tx.prepare_cached(
                "SELECT * FROM link WHERE pair = ?1 AND state = 'left_out'
                 AND instr(reason, ?2) > 0 AND reason ->> 'code' = ?2 ORDER BY id",
            )?;
            let rows = ask.query_map(params![pair.0, code.as_str()], links::read)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The links of the records that carry a match key (`email`), on either side.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn links_by_key(
        &self,
        pair: PairId,
        kind: &str,
        value: &str,
    ) -> Result<Vec<LinkId>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT DISTINCT link.id, link.state = 'unlinked' AS dead
                 FROM pair
                 JOIN match_key ON match_key.connection IN (pair.salesforce, pair.hubspot)
                 JOIN observed ON observed.record = match_key.record
                 JOIN link ON link.pair = pair.id
                  AND ((match_key.connection = pair.salesforce
                        AND link.salesforce_object = observed.object
                        AND link.salesforce_id = observed.vendor_id)
                    OR (match_key.connection = pair.hubspot
                        AND link.hubspot_object = observed.object
                        AND link.hubspot_id = observed.vendor_id))
                 WHERE pair.id = ?1 AND match_key.kind = ?2 AND match_key.value = ?3
                 ORDER BY dead, link.id",
            )?;
            let asked = params![pair.0, kind, value];
            let rows = ask.query_map(asked, |row| Ok(LinkId(row.get(0)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

#[cfg(test)]
mod tests;
