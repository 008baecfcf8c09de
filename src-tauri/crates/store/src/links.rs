//! Table `link`: which record is which, and records that still look for a partner.
//!
//! I5: two partial unique indexes keep a record out of a second live link of one object mapping.
//! A *mark* is a number that only grows: a link is touched while it carries one. Whoever decides
//! names the newest mark it has seen, so that news that came in meanwhile keeps its mark.

mod ends;

use crosswalk_model::{
    ConnectionId, Link, LinkId, LinkState, MappingId, PairId, Reason, ReasonCode, RecordRef, RunId,
    Side, Timestamp,
};
use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::codec::{At, Json, SideText, StateText, maybe_name, name};
use crate::match_keys::{CandidateLink, candidate_link};
use crate::observed::Home;
use crate::{Store, StoreError};

pub(crate) use ends::set_end;

pub(crate) const TABLE: &str = "
CREATE TABLE mark (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  last INTEGER NOT NULL
) STRICT;
INSERT INTO mark (one, last) VALUES (1, 0);
CREATE TABLE link (
  id                INTEGER PRIMARY KEY AUTOINCREMENT,
  pair              INTEGER NOT NULL REFERENCES pair (id),
  mapping           TEXT NOT NULL,
  salesforce_object TEXT,
  salesforce_id     TEXT,
  hubspot_object    TEXT,
  hubspot_id        TEXT,
  state             TEXT NOT NULL,
  reason            TEXT NOT NULL,
  origin            TEXT CHECK (origin IN ('salesforce', 'hubspot')),
  touched           INTEGER NOT NULL DEFAULT 0,
  decided_run       INTEGER REFERENCES run (id),
  decided_at        INTEGER,
  made_at           INTEGER NOT NULL,
  CHECK (salesforce_id IS NOT NULL OR hubspot_id IS NOT NULL),
  CHECK ((salesforce_object IS NULL) = (salesforce_id IS NULL)),
  CHECK ((hubspot_object IS NULL) = (hubspot_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX link_live_salesforce ON link (salesforce_object, salesforce_id, pair, mapping)
  WHERE state <> 'unlinked' AND salesforce_id IS NOT NULL;
CREATE UNIQUE INDEX link_live_hubspot ON link (hubspot_object, hubspot_id, pair, mapping)
  WHERE state <> 'unlinked' AND hubspot_id IS NOT NULL;
CREATE INDEX link_dead_salesforce ON link (salesforce_object, salesforce_id, pair, mapping)
  WHERE state = 'unlinked' AND salesforce_id IS NOT NULL;
CREATE INDEX link_dead_hubspot ON link (hubspot_object, hubspot_id, pair, mapping)
  WHERE state = 'unlinked' AND hubspot_id IS NOT NULL;
CREATE INDEX link_touched ON link (pair, mapping, id) WHERE touched > 0;
CREATE INDEX link_state ON link (pair, mapping, state);";

/// A point in the order of marks.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Mark(pub i64);

/// Whether a touch reaches tombstones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tombstones {
    Too,
    Not,
}

/// Where a link stands, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The link.
    pub link: LinkId,
    /// Where it stands.
    pub state: LinkState,
    /// Why.
    pub reason: Reason,
}

macro_rules! by_side {
    ($side:expr, $sql:ident) => {
        match $side {
            crosswalk_model::Side::Salesforce => $sql!("salesforce"),
            crosswalk_model::Side::HubSpot => $sql!("hubspot"),
        }
    };
}
pub(crate) use by_side;

impl Store {
    /// The newest mark. Take it before reading triples and hand it to `save_plan`.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn mark(&self) -> Result<Mark, StoreError> {
        self.read(|tx| Ok(Mark(tx.query_row("SELECT last FROM mark", [], |row| row.get(0))?)))
    }

    /// Marks links, so that the next plan looks at them.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn touch(&self, links: &[LinkId]) -> Result<(), StoreError> {
        if links.is_empty() {
            return Ok(());
        }
        self.write(|tx| {
            let mark = draw_mark(tx)?;
            links.iter().try_for_each(|link| touch_link(tx, *link, mark))
        })
    }

    /// Marks every link of an object mapping, tombstones apart: its rules changed.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn touch_all(&self, home: &Home) -> Result<usize, StoreError> {
        self.write(|tx| {
            let mark = draw_mark(tx)?;
            Ok(tx.execute(
                "UPDATE link SET touched = ?3
                 WHERE pair = ?1 AND mapping = ?2 AND state <> 'unlinked'",
                params![home.pair.0, home.mapping.as_str(), mark.0],
            )?)
        })
    }

    /// Says why links wait. Their marks stay, so that the next plan looks at them.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn explain_links(
        &self,
        run: RunId,
        verdicts: &[Verdict],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            verdicts.iter().try_for_each(|verdict| set_verdict(tx, verdict, Some(run), at))
        })
    }

    /// Stores decisions of nothing to do, and clears the marks up to `as_of`.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn decide_links(
        &self,
        run: Option<RunId>,
        as_of: Mark,
        verdicts: &[Verdict],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            for verdict in verdicts {
                set_verdict(tx, verdict, run, at)?;
                clear_mark(tx, verdict.link, as_of)?;
            }
            Ok(())
        })
    }

    /// One link.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`].
    pub fn link(&self, id: LinkId) -> Result<Link, StoreError> {
        self.read(|tx| by_id(tx, id))
    }

    /// The ends on one side of whole links that are no tombstones, in order of the link, at most
    /// `limit` after `after`.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn linked_after(
        &self,
        home: &Home,
        side: Side,
        after: Option<LinkId>,
        limit: usize,
    ) -> Result<Vec<(LinkId, RecordRef)>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT * FROM link WHERE pair = ?1 AND mapping = ?2 AND id > ?3
                   AND state <> 'unlinked'
                   AND salesforce_id IS NOT NULL AND hubspot_id IS NOT NULL
                 ORDER BY id LIMIT ?4",
            )?;
            let from = after.map_or(0, |link| link.0);
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let asked = params![home.pair.0, home.mapping.as_str(), from, limit];
            let mut found = Vec::new();
            for link in ask.query_map(asked, read)? {
                let link = link?;
                if let Some(at) = link.ends.get(side) {
                    found.push((link.id, at.clone()));
                }
            }
            Ok(found)
        })
    }

    /// The link of a record in a mapping: the live one, else its newest tombstone.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn link_of(
        &self,
        home: &Home,
        side: Side,
        at: &RecordRef,
    ) -> Result<Option<Link>, StoreError> {
        self.read(|tx| match of_record(tx, home, side, at)? {
            Some(found) => by_id(tx, found.id).map(Some),
            None => Ok(None),
        })
    }
}

/// Draws the next mark.
pub(crate) fn draw_mark(tx: &Transaction<'_>) -> Result<Mark, StoreError> {
    let last = tx
        .prepare_cached("UPDATE mark SET last = last + 1 RETURNING last")?
        .query_row([], |row| row.get(0))?;
    Ok(Mark(last))
}

pub(crate) fn touch_link(tx: &Transaction<'_>, link: LinkId, mark: Mark) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE link SET touched = ?2 WHERE id = ?1")?
        .execute(params![link.0, mark.0])?;
    Ok(())
}

pub(crate) fn clear_mark(
    tx: &Transaction<'_>,
    link: LinkId,
    as_of: Mark,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE link SET touched = 0 WHERE id = ?1 AND touched > 0 AND touched <= ?2",
    )?
    .execute(params![link.0, as_of.0])?;
    Ok(())
}

/// Writes a verdict down, unless it stands there already.
pub(crate) fn set_verdict(
    tx: &Transaction<'_>,
    verdict: &Verdict,
    run: Option<RunId>,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE link SET state = ?2, reason = ?3, decided_run = ?4, decided_at = ?5
         WHERE id = ?1 AND (state, reason) IS NOT (?2, ?3)",
    )?
    .execute(params![
        verdict.link.0,
        verdict.state.as_str(),
        Json(&verdict.reason),
        run.map(|it| it.0),
        At(at)
    ])?;
    Ok(())
}

/// Marks every link of a record, in every pair of its connection.
pub(crate) fn touch_record(
    tx: &Transaction<'_>,
    (connection, side, at): (ConnectionId, Side, &RecordRef),
    mark: Mark,
    tombstones: Tombstones,
) -> Result<usize, StoreError> {
    macro_rules! live {
        ($s:literal) => {
            concat!(
                "UPDATE link SET touched = ?1 WHERE ",
                $s,
                "_object = ?2 AND ",
                $s,
                "_id = ?3 ",
                "AND state <> 'unlinked' AND pair IN (SELECT id FROM pair WHERE ",
                $s,
                " = ?4)"
            )
        };
    }
    macro_rules! dead {
        ($s:literal) => {
            concat!(
                "UPDATE link SET touched = ?1 WHERE ",
                $s,
                "_object = ?2 AND ",
                $s,
                "_id = ?3 ",
                "AND state = 'unlinked' AND pair IN (SELECT id FROM pair WHERE ",
                $s,
                " = ?4)"
            )
        };
    }
    let named = params![mark.0, at.object.as_str(), at.id.as_str(), connection.0];
    let mut touched = tx.prepare_cached(by_side!(side, live))?.execute(named)?;
    if tombstones == Tombstones::Too {
        touched += tx.prepare_cached(by_side!(side, dead))?.execute(named)?;
    }
    Ok(touched)
}

/// The record's live link of a mapping, else its newest tombstone.
pub(crate) fn of_record(
    tx: &Transaction<'_>,
    home: &Home,
    side: Side,
    at: &RecordRef,
) -> Result<Option<CandidateLink>, StoreError> {
    macro_rules! live {
        ($s:literal) => {
            concat!(
                "SELECT id, state, salesforce_id IS NOT NULL AND hubspot_id IS NOT NULL AS whole ",
                "FROM link WHERE ",
                $s,
                "_object = ?1 AND ",
                $s,
                "_id = ?2 AND pair = ?3 ",
                "AND mapping = ?4 AND state <> 'unlinked'"
            )
        };
    }
    macro_rules! dead {
        ($s:literal) => {
            concat!(
                "SELECT id, state, salesforce_id IS NOT NULL AND hubspot_id IS NOT NULL AS whole ",
                "FROM link WHERE ",
                $s,
                "_object = ?1 AND ",
                $s,
                "_id = ?2 AND pair = ?3 ",
                "AND mapping = ?4 AND state = 'unlinked' ORDER BY id DESC LIMIT 1"
            )
        };
    }
    let named = params![at.object.as_str(), at.id.as_str(), home.pair.0, home.mapping.as_str()];
    let found =
        tx.prepare_cached(by_side!(side, live))?.query_row(named, candidate_link).optional()?;
    if found.is_some() {
        return Ok(found);
    }
    Ok(tx.prepare_cached(by_side!(side, dead))?.query_row(named, candidate_link).optional()?)
}

/// Adds a row for a record that has no partner yet, marked.
pub(crate) fn add_one_ended(
    tx: &Transaction<'_>,
    home: &Home,
    (side, at): (Side, &RecordRef),
    mark: Mark,
    now: Timestamp,
) -> Result<LinkId, StoreError> {
    macro_rules! add {
        ($s:literal) => {
            concat!(
                "INSERT INTO link (pair, mapping, ",
                $s,
                "_object, ",
                $s,
                "_id, state, reason, ",
                "touched, made_at) VALUES (?1, ?2, ?3, ?4, 'new', ?5, ?6, ?7)"
            )
        };
    }
    tx.prepare_cached(by_side!(side, add))?.execute(params![
        home.pair.0,
        home.mapping.as_str(),
        at.object.as_str(),
        at.id.as_str(),
        Json(Reason::new(ReasonCode::NotPlannedYet)),
        mark.0,
        At(now)
    ])?;
    Ok(LinkId(tx.last_insert_rowid()))
}

pub(crate) fn by_id(tx: &Transaction<'_>, id: LinkId) -> Result<Link, StoreError> {
    tx.prepare_cached("SELECT * FROM link WHERE id = ?1")?
        .query_row([id.0], read)
        .optional()?
        .ok_or_else(|| StoreError::NoSuch { what: "link", id: id.to_string() })
}

/// The pair of a link.
pub(crate) fn pair_of(tx: &Transaction<'_>, id: LinkId) -> Result<PairId, StoreError> {
    tx.prepare_cached("SELECT pair FROM link WHERE id = ?1")?
        .query_row([id.0], |row| row.get(0))
        .optional()?
        .map(PairId)
        .ok_or_else(|| StoreError::NoSuch { what: "link", id: id.to_string() })
}

pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Link> {
    Ok(Link {
        id: LinkId(row.get("id")?),
        mapping: name::<MappingId>(row, "mapping")?,
        ends: crosswalk_model::Both {
            salesforce: end(row, "salesforce_object", "salesforce_id")?,
            hubspot: end(row, "hubspot_object", "hubspot_id")?,
        },
        state: row.get::<_, StateText>("state")?.0,
        reason: row.get::<_, Json<Reason>>("reason")?.0,
        origin: row.get::<_, Option<SideText>>("origin")?.map(|it| it.0),
    })
}

fn end(row: &Row<'_>, object: &str, id: &str) -> rusqlite::Result<Option<RecordRef>> {
    let object = maybe_name(row, object)?;
    let id = maybe_name(row, id)?;
    Ok(object.zip(id).map(|(object, id)| RecordRef { object, id }))
}

#[cfg(test)]
mod tests;
