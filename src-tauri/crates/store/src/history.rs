//! Table `history`: every write that was carried out, with what undo needs (I18). One row per
//! field, and one more without a field for a create or a delete.

use std::collections::BTreeMap;

use crosswalk_model::mapping::SyncRule;
use crosswalk_model::plan::{Act, FieldChange};
use crosswalk_model::{
    Content, FieldName, Life, LinkId, ObjectName, Observed, PairId, Reading, Record, RecordId,
    RecordRef, Ruling, RunId, Side, Timestamp,
};
use rusqlite::{Row, Transaction, params};

use crate::codec::{At, Json, SideText, at, maybe_at, maybe_name, name, text_enum};
use crate::outbox::{OutboxRow, Settled};
use crate::{Store, StoreError};

pub(crate) const TABLE: &str = "
CREATE TABLE history (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  pair      INTEGER NOT NULL REFERENCES pair (id),
  run       INTEGER NOT NULL REFERENCES run (id),
  link      INTEGER NOT NULL,
  side      TEXT NOT NULL CHECK (side IN ('salesforce', 'hubspot')),
  object    TEXT NOT NULL,
  record    TEXT NOT NULL,
  act       TEXT NOT NULL,
  field     TEXT,
  mapping   TEXT,
  before    TEXT NOT NULL,
  after     TEXT,
  stored    TEXT,
  snapshot  TEXT,
  rule      TEXT,
  ruling    TEXT,
  request   TEXT,
  sent_at   INTEGER,
  at        INTEGER NOT NULL,
  undone_by INTEGER REFERENCES run (id)
) STRICT;
CREATE INDEX history_run ON history (run, id);
CREATE INDEX history_link ON history (link, id);
CREATE INDEX history_record ON history (object, record, id);
CREATE INDEX history_at ON history (at);";

text_enum! {
    /// What kind of write.
    HistoryAct {
        /// A record was changed.
        Update = "update",
        /// A record was made.
        Create = "create",
        /// A record was deleted.
        Delete = "delete",
    }
}

/// A row of `history`. The mapping version and the actor stand in its run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryRow {
    /// The row.
    pub id: i64,
    /// The pair.
    pub pair: PairId,
    /// The run.
    pub run: RunId,
    /// The link.
    pub link: LinkId,
    /// The side that was written.
    pub side: Side,
    /// The record that was written.
    pub record: RecordRef,
    /// What kind of write.
    pub act: HistoryAct,
    /// The field; `None` for the row of a create or a delete as such.
    pub field: Option<FieldName>,
    /// The field mapping that decided.
    pub mapping: Option<crosswalk_model::MappingId>,
    /// What the target held before.
    pub before: Reading,
    /// What was sent.
    pub after: Option<Content>,
    /// What the target held afterwards: undo is allowed only where it still does.
    pub stored: Option<Content>,
    /// Of a delete: everything that was known of the record. Of a create: its modified time right
    /// after, by which an undo sees whether anybody touched it since.
    pub snapshot: Option<Observed>,
    /// The sync rule.
    pub rule: Option<SyncRule>,
    /// How it ruled.
    pub ruling: Option<Ruling>,
    /// The vendor's request id.
    pub request: Option<String>,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// When it was settled.
    pub at: Timestamp,
    /// The run that put it back.
    pub undone_by: Option<RunId>,
}

/// A settled write, for its history rows.
pub(crate) struct HistoryNote<'a> {
    pub row: &'a OutboxRow,
    pub record: &'a RecordRef,
    pub settled: &'a Settled,
    pub before: Option<&'a Observed>,
}

impl Store {
    /// What a run wrote, in order.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn history_of_run(&self, run: RunId) -> Result<Vec<HistoryRow>, StoreError> {
        self.history("SELECT * FROM history WHERE run = ?1 ORDER BY id", run.0)
    }

    /// What was ever written for a link, in order.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn history_of_link(&self, link: LinkId) -> Result<Vec<HistoryRow>, StoreError> {
        self.history("SELECT * FROM history WHERE link = ?1 ORDER BY id", link.0)
    }

    /// The rows of a run that were not put back, newest first: what an undo of it looks at.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn undoable_of_run(&self, run: RunId) -> Result<Vec<HistoryRow>, StoreError> {
        self.history(
            "SELECT * FROM history WHERE run = ?1 AND undone_by IS NULL ORDER BY id DESC",
            run.0,
        )
    }

    /// The rows of a link that were not put back, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn undoable_of_link(&self, link: LinkId) -> Result<Vec<HistoryRow>, StoreError> {
        self.history(
            "SELECT * FROM history WHERE link = ?1 AND undone_by IS NULL ORDER BY id DESC",
            link.0,
        )
    }

    /// Notes that a run put these rows back.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn mark_undone(&self, rows: &[i64], by: RunId) -> Result<(), StoreError> {
        self.write(|tx| {
            for row in rows {
                tx.prepare_cached(
                    "UPDATE history SET undone_by = ?2 WHERE id = ?1 AND undone_by IS NULL",
                )?
                .execute(params![row, by.0])?;
            }
            Ok(())
        })
    }

    /// How often each field of a link was written per side since `since`: the loop brake counts
    /// these (P4).
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn writes_since(
        &self,
        pair: PairId,
        since: Timestamp,
    ) -> Result<Vec<FieldWrites>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT link, mapping,
                        sum(side = 'salesforce') AS salesforce, sum(side = 'hubspot') AS hubspot,
                        count(DISTINCT iif(side = 'salesforce', after, NULL)) AS to_salesforce,
                        count(DISTINCT iif(side = 'hubspot', after, NULL)) AS to_hubspot
                 FROM history
                 WHERE pair = ?1 AND at >= ?2 AND mapping IS NOT NULL
                 GROUP BY link, mapping ORDER BY link, mapping",
            )?;
            let rows = ask.query_map(params![pair.0, At(since)], |row| {
                Ok(FieldWrites {
                    link: LinkId(row.get("link")?),
                    field: name(row, "mapping")?,
                    times: crosswalk_model::Both {
                        salesforce: row.get("salesforce")?,
                        hubspot: row.get("hubspot")?,
                    },
                    values: crosswalk_model::Both {
                        salesforce: row.get("to_salesforce")?,
                        hubspot: row.get("to_hubspot")?,
                    },
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    fn history(&self, sql: &'static str, id: i64) -> Result<Vec<HistoryRow>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(sql)?;
            Ok(ask.query_map([id], read)?.collect::<Result<_, _>>()?)
        })
    }
}

/// How often one field of one link was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldWrites {
    /// The link.
    pub link: LinkId,
    /// The field mapping.
    pub field: crosswalk_model::MappingId,
    /// Times per side.
    pub times: crosswalk_model::Both<u32>,
    /// Different values among them, per side.
    pub values: crosswalk_model::Both<u32>,
}

/// Writes the rows of one settled write.
pub(crate) fn write(
    tx: &Transaction<'_>,
    note: &HistoryNote<'_>,
    taken: &[&FieldChange],
    now: Timestamp,
) -> Result<(), StoreError> {
    match note.row.act {
        Act::Update { .. } => {}
        Act::Create { .. } => add(tx, note, (HistoryAct::Create, None), now)?,
        Act::Delete { .. } => add(tx, note, (HistoryAct::Delete, None), now)?,
    }
    for change in taken {
        let act = match note.row.act {
            Act::Update { .. } => HistoryAct::Update,
            Act::Create { .. } => HistoryAct::Create,
            Act::Delete { .. } => HistoryAct::Delete,
        };
        add(tx, note, (act, Some(change)), now)?;
    }
    Ok(())
}

fn add(
    tx: &Transaction<'_>,
    note: &HistoryNote<'_>,
    (act, change): (HistoryAct, Option<&FieldChange>),
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = note.row;
    let stored = change.map(|it| note.settled.stored.get(&it.field).unwrap_or(&it.after));
    let made = Observed {
        record: Record {
            at: note.record.clone(),
            life: Life::Live,
            modified: note.settled.modified.0,
            modified_by: note.settled.modified.1.clone(),
            absorbed: Vec::new(),
            fields: BTreeMap::new(),
        },
        stamps: BTreeMap::new(),
    };
    let overwritten = change.and_then(|it| note.settled.overwritten.get(&it.field));
    let before = match (overwritten, change) {
        (Some(content), _) => Reading::from(Some(content)),
        (None, Some(change)) => change.before.clone(),
        (None, None) => Reading::Unknown,
    };
    let snapshot = match (act, change) {
        (HistoryAct::Delete, _) => note.before,
        (HistoryAct::Create, None) => Some(&made),
        (HistoryAct::Create | HistoryAct::Update, _) => None,
    };
    tx.prepare_cached(
        "INSERT INTO history (pair, run, link, side, object, record, act, field, mapping, before,
                              after, stored, snapshot, rule, ruling, request, sent_at, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
    )?
    .execute(params![
        row.pair.0,
        row.run.0,
        row.link.0,
        row.side.as_str(),
        note.record.object.as_str(),
        note.record.id.as_str(),
        act,
        change.map(|it| it.field.as_str()),
        change.map(|it| it.mapping.as_str()),
        Json(&before),
        change.map(|it| Json(&it.after)),
        stored.map(Json),
        snapshot.map(Json),
        change.map(|it| Json(&it.rule)),
        change.map(|it| Json(&it.ruling)),
        row.request.as_ref().or(note.settled.request.as_ref()),
        at(row.sent_at),
        At(now)
    ])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<HistoryRow> {
    Ok(HistoryRow {
        id: row.get("id")?,
        pair: PairId(row.get("pair")?),
        run: RunId(row.get("run")?),
        link: LinkId(row.get("link")?),
        side: row.get::<_, SideText>("side")?.0,
        record: RecordRef {
            object: name::<ObjectName>(row, "object")?,
            id: name::<RecordId>(row, "record")?,
        },
        act: row.get("act")?,
        field: maybe_name(row, "field")?,
        mapping: maybe_name(row, "mapping")?,
        before: row.get::<_, Json<_>>("before")?.0,
        after: row.get::<_, Option<Json<_>>>("after")?.map(|it| it.0),
        stored: row.get::<_, Option<Json<_>>>("stored")?.map(|it| it.0),
        snapshot: row.get::<_, Option<Json<_>>>("snapshot")?.map(|it| it.0),
        rule: row.get::<_, Option<Json<_>>>("rule")?.map(|it| it.0),
        ruling: row.get::<_, Option<Json<_>>>("ruling")?.map(|it| it.0),
        request: row.get("request")?,
        sent_at: maybe_at(row, "sent_at")?,
        at: row.get::<_, At>("at")?.0,
        undone_by: row.get::<_, Option<i64>>("undone_by")?.map(RunId),
    })
}

#[cfg(test)]
mod tests;
