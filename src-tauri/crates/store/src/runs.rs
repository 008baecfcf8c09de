//! Table `run`: passes that a person can look back on. An idle pass has no row: it would be a disk
//! write a minute that nobody reads.

use crosswalk_model::{PairId, RunId, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};
use serde_json::Value as Object;

use crate::codec::{At, Json, maybe_at, text_enum};
use crate::{Store, StoreError};

pub(crate) const TABLE: &str = "
CREATE TABLE run (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  pair            INTEGER NOT NULL REFERENCES pair (id),
  kind            TEXT NOT NULL,
  mapping_version INTEGER NOT NULL,
  actor           TEXT NOT NULL,
  started         INTEGER NOT NULL,
  ended           INTEGER,
  result          TEXT,
  counts          TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX run_pair ON run (pair, id);";

text_enum! {
    /// What a run was for.
    RunKind {
        /// The timer, *Sync now* or `sync`.
        Pass = "pass",
        /// A plan that a person applied.
        Apply = "apply",
        /// The comparison of everything.
        Sweep = "sweep",
        /// Old values put back.
        Undo = "undo",
        /// A person's act on single records.
        ByHand = "by_hand",
    }
}

/// A run that begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRun {
    /// The pair.
    pub pair: PairId,
    /// What for.
    pub kind: RunKind,
    /// Which design decides.
    pub mapping_version: i64,
    /// Who asked: `timer`, or a person at the window or the CLI.
    pub actor: String,
}

/// A row of `run`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The row.
    pub id: RunId,
    /// The pair.
    pub pair: PairId,
    /// What for.
    pub kind: RunKind,
    /// Which design decided.
    pub mapping_version: i64,
    /// Who asked.
    pub actor: String,
    /// When it began.
    pub started: Timestamp,
    /// When it ended; `None` while it runs. One that was killed ends when the state is opened again.
    pub ended: Option<Timestamp>,
    /// How it ended, as a code.
    pub result: Option<String>,
    /// Its figures, as the engine counts them.
    pub counts: Object,
}

impl Store {
    /// Begins a run.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn begin_run(&self, new: &NewRun, at: Timestamp) -> Result<RunId, StoreError> {
        self.write(|tx| {
            tx.prepare_cached(
                "INSERT INTO run (pair, kind, mapping_version, actor, started)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                new.pair.0,
                new.kind,
                new.mapping_version,
                new.actor,
                At(at)
            ])?;
            Ok(RunId(tx.last_insert_rowid()))
        })
    }

    /// Ends a run with its result, a code, and its figures.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`].
    pub fn end_run(
        &self,
        run: RunId,
        result: &str,
        counts: &Object,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            let changed = tx.execute(
                "UPDATE run SET ended = ?2, result = ?3, counts = ?4 WHERE id = ?1",
                params![run.0, At(at), result, Json(counts)],
            )?;
            match changed {
                1 => Ok(()),
                _ => Err(StoreError::NoSuch { what: "run", id: run.to_string() }),
            }
        })
    }

    /// One run.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`].
    pub fn run(&self, id: RunId) -> Result<Run, StoreError> {
        self.read(|tx| {
            tx.query_row("SELECT * FROM run WHERE id = ?1", [id.0], read)
                .optional()?
                .ok_or_else(|| StoreError::NoSuch { what: "run", id: id.to_string() })
        })
    }

    /// The newest runs of a pair, at most `limit`, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn runs(&self, pair: PairId, limit: usize) -> Result<Vec<Run>, StoreError> {
        self.read(|tx| {
            let sql = "SELECT * FROM run WHERE pair = ?1 ORDER BY id DESC LIMIT ?2";
            let mut ask = tx.prepare_cached(sql)?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            Ok(ask.query_map(params![pair.0, limit], read)?.collect::<Result<_, _>>()?)
        })
    }

    /// All runs of a pair that began at this time or later, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn runs_since(&self, pair: PairId, since: Timestamp) -> Result<Vec<Run>, StoreError> {
        self.read(|tx| {
            let sql = "SELECT * FROM run WHERE pair = ?1 AND started >= ?2 ORDER BY id DESC";
            let mut ask = tx.prepare_cached(sql)?;
            Ok(ask.query_map(params![pair.0, At(since)], read)?.collect::<Result<_, _>>()?)
        })
    }

    /// The last run of a pair that came to an end and judged its whole plan, so that it says whether a
    /// brake holds: neither one that only planned, nor an undo, nor what was done to chosen records.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn last_whole_run(&self, pair: PairId) -> Result<Option<Run>, StoreError> {
        self.read(|tx| {
            let sql = "SELECT * FROM run
                 WHERE pair = ?1 AND kind IN ('pass', 'sweep', 'apply')
                   AND result IN ('braked', 'done', 'some_failed')
                   AND json_extract(counts, '$.part') IS NULL
                 ORDER BY id DESC LIMIT 1";
            Ok(tx.prepare_cached(sql)?.query_row([pair.0], read).optional()?)
        })
    }
}

/// Ends the runs that were killed: a state has one writer, so that none of them can still be under way
/// when it is opened. They ended when they were last heard of, and wrote what the history has of them.
pub(crate) fn end_killed(db: &mut Connection) -> Result<(), StoreError> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute(
        "UPDATE run SET
           result = 'interrupted',
           ended = coalesce((SELECT max(at) FROM history WHERE history.run = run.id), started),
           counts = json_object('written', json_object(
             'salesforce', (SELECT count(DISTINCT link || act) FROM history
                            WHERE history.run = run.id AND side = 'salesforce'),
             'hubspot', (SELECT count(DISTINCT link || act) FROM history
                         WHERE history.run = run.id AND side = 'hubspot')))
         WHERE ended IS NULL",
        [],
    )?;
    Ok(tx.commit()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Run> {
    Ok(Run {
        id: RunId(row.get("id")?),
        pair: PairId(row.get("pair")?),
        kind: row.get("kind")?,
        mapping_version: row.get("mapping_version")?,
        actor: row.get("actor")?,
        started: row.get::<_, At>("started")?.0,
        ended: maybe_at(row, "ended")?,
        result: row.get("result")?,
        counts: row.get::<_, Json<_>>("counts")?.0,
    })
}
