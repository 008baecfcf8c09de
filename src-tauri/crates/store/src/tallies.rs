//! Figures that brakes and overviews are made of, counted where the rows are.

use crosswalk_model::plan::ActTotals;
use crosswalk_model::{Both, LinkState, MappingId, PairId, Side, Timestamp};
use rusqlite::{Row, params};

use crate::codec::{At, SideText, StateText, name};
use crate::observed::Home;
use crate::{Store, StoreError};

/// Links of one mapping in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateCount {
    /// The object mapping.
    pub mapping: MappingId,
    /// The state.
    pub state: LinkState,
    /// The reason's code.
    pub reason: String,
    /// How many.
    pub links: u64,
}

/// What of one object mapping went to one side, or did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The object mapping.
    pub mapping: MappingId,
    /// The side that was to be written.
    pub side: Side,
    /// Records that were written.
    pub written: u64,
    /// Records that were met with an error for the first time.
    pub failed: u64,
}

impl Store {
    /// What went to either side from one time on until before another, by object mapping. A record
    /// counts once, however often it was written.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn flow(
        &self,
        pair: PairId,
        (from, until): (Timestamp, Timestamp),
    ) -> Result<Vec<Flow>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "WITH met (mapping, side, written, failed) AS (
                   SELECT link.mapping, history.side, history.link, NULL
                   FROM history JOIN link ON link.id = history.link
                   WHERE history.at >= ?2 AND history.at < ?3 AND history.pair = ?1
                   UNION ALL
                   SELECT link.mapping, error_item.side, NULL, error_item.link
                   FROM error_item JOIN link ON link.id = error_item.link
                   WHERE error_item.first_at >= ?2 AND error_item.first_at < ?3
                     AND error_item.pair = ?1
                 )
                 SELECT mapping, side, count(DISTINCT written) AS written,
                        count(DISTINCT failed) AS failed
                 FROM met GROUP BY mapping, side ORDER BY mapping, side",
            )?;
            let rows = ask.query_map(params![pair.0, At(from), At(until)], |row| {
                Ok(Flow {
                    mapping: name(row, "mapping")?,
                    side: row.get::<_, SideText>("side")?.0,
                    written: row.get::<_, i64>("written")?.unsigned_abs(),
                    failed: row.get::<_, i64>("failed")?.unsigned_abs(),
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// What passes did by themselves to an object mapping since a time, by the side written to
    /// (P4). What a person applied does not count: they have seen it. Opt-outs do not either.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn acts_since(&self, home: &Home, since: Timestamp) -> Result<Both<ActTotals>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT history.side AS side,
                        count(DISTINCT CASE WHEN act = 'create' THEN link END) AS creates,
                        count(DISTINCT CASE WHEN act = 'update' THEN link END) AS updates,
                        count(DISTINCT CASE WHEN act = 'delete' THEN link END) AS deletes,
                        sum(field IS NOT NULL AND after = 'null') AS cleared,
                        sum(field IS NOT NULL) AS written
                 FROM history JOIN run ON run.id = history.run JOIN link ON link.id = history.link
                 WHERE history.at >= ?3 AND history.pair = ?1 AND link.mapping = ?2
                   AND run.kind = 'pass'
                   AND coalesce(ruling, '') NOT LIKE '%opt_out%'
                 GROUP BY history.side",
            )?;
            let mut totals: Both<ActTotals> = Both::default();
            let asked = params![home.pair.0, home.mapping.as_str(), At(since)];
            let rows =
                ask.query_map(asked, |row| Ok((row.get::<_, SideText>("side")?.0, acts(row)?)))?;
            for row in rows {
                let (side, acts): (Side, ActTotals) = row?;
                *totals.get_mut(side) = acts;
            }
            Ok(totals)
        })
    }

    /// Whole live links of an object mapping.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn count_whole(&self, home: &Home) -> Result<u32, StoreError> {
        self.read(|tx| {
            Ok(tx
                .prepare_cached(
                    "SELECT count(*) FROM link WHERE pair = ?1 AND mapping = ?2
                     AND state <> 'unlinked'
                     AND salesforce_id IS NOT NULL AND hubspot_id IS NOT NULL",
                )?
                .query_row(params![home.pair.0, home.mapping.as_str()], |row| row.get(0))?)
        })
    }

    /// Links of a pair by mapping, state and reason, most first.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn states(&self, pair: PairId) -> Result<Vec<StateCount>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT mapping, state, reason ->> '$.code' AS code, count(*) AS links FROM link
                 WHERE pair = ?1 GROUP BY mapping, state, code
                 ORDER BY mapping, links DESC, state, code",
            )?;
            let rows = ask.query_map([pair.0], |row| {
                let links: i64 = row.get("links")?;
                Ok(StateCount {
                    mapping: name(row, "mapping")?,
                    state: row.get::<_, StateText>("state")?.0,
                    reason: row.get("code")?,
                    links: u64::try_from(links).unwrap_or(0),
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

fn acts(row: &Row<'_>) -> rusqlite::Result<ActTotals> {
    Ok(ActTotals {
        creates: row.get("creates")?,
        updates: row.get("updates")?,
        deletes: row.get("deletes")?,
        cleared: row.get::<_, Option<u32>>("cleared")?.unwrap_or(0),
        values: row.get::<_, Option<u32>>("written")?.unwrap_or(0),
    })
}
