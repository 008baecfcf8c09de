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

impl Store {
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
