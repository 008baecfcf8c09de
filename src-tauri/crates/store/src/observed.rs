//! Table `observed`: what each connection's records held at the last pull.
//!
//! A page is compared as stored text first; only a row that differs is parsed, merged field by
//! field and written. A page without news writes nothing.

pub(crate) mod merge;
mod pages;

use std::collections::BTreeMap;

use crosswalk_model::{
    ConnectionId, FieldName, Life, ObjectName, Observed, Record, RecordId, RecordRef, Timestamp,
};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use crate::codec::{At, Json, at, maybe_at, maybe_name, name};
use crate::field_sets::FieldSetId;
use crate::{Store, StoreError};

pub use pages::{CursorMove, Home, Page, PageSaved};

pub(crate) const TABLE: &str = "
CREATE TABLE observed (
  record      INTEGER PRIMARY KEY,
  connection  INTEGER NOT NULL REFERENCES connection (id) ON DELETE CASCADE,
  object      TEXT NOT NULL,
  vendor_id   TEXT NOT NULL,
  life        TEXT NOT NULL,
  absorbed    TEXT NOT NULL,
  modified    INTEGER,
  modified_by TEXT,
  field_set   INTEGER REFERENCES field_set (id),
  fields      TEXT NOT NULL,
  stamps      TEXT NOT NULL,
  seen_at     INTEGER NOT NULL,
  UNIQUE (connection, object, vendor_id)
) STRICT;";

/// How far our clock and a vendor's may be apart where the one's times are held against the other's.
const CLOCKS: std::time::Duration = std::time::Duration::from_secs(5 * 60);

/// A row as it stands, with its number.
pub(crate) struct Stored {
    pub row: i64,
    pub field_set: Option<FieldSetId>,
    pub observed: Observed,
}

impl Store {
    /// What is remembered of some records, by the asked reference; unknown ones are left out.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn observed(
        &self,
        connection: ConnectionId,
        records: &[RecordRef],
    ) -> Result<BTreeMap<RecordRef, Observed>, StoreError> {
        self.read(|tx| {
            let mut found = BTreeMap::new();
            for at in records {
                if let Some(stored) = get(tx, connection, at)? {
                    found.insert(at.clone(), stored.observed);
                }
            }
            Ok(found)
        })
    }

    /// Every remembered record of an object in order of id, `limit` at a time, from after `after`.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn observed_after(
        &self,
        connection: ConnectionId,
        object: &ObjectName,
        after: Option<&RecordId>,
        limit: usize,
    ) -> Result<Vec<Observed>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT * FROM observed
                 WHERE connection = ?1 AND object = ?2 AND vendor_id > ?3
                 ORDER BY vendor_id LIMIT ?4",
            )?;
            let after = after.map_or("", RecordId::as_str);
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let rows = ask.query_map(params![connection.0, object.as_str(), after, limit], read)?;
            Ok(rows.map(|it| it.map(|stored| stored.observed)).collect::<Result<_, _>>()?)
        })
    }

    /// The newest of the vendor's times that any remembered record of a connection carries.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn newest_stamp(&self, connection: ConnectionId) -> Result<Option<Timestamp>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT max(modified) AS newest FROM observed WHERE connection = ?1",
            )?;
            Ok(ask.query_row([connection.0], |row| maybe_at(row, "newest"))?)
        })
    }

    /// How many records of a connection a user changed after `since`, at a time when no run of ours
    /// was at work and in nothing that we wrote: somebody else works under that name (P9).
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn changed_by_others_as(
        &self,
        (connection, user): (ConnectionId, &RecordId),
        since: Timestamp,
    ) -> Result<u64, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT count(*) FROM observed o
                 WHERE o.connection = ?1 AND o.modified_by = ?2 AND o.modified > ?3
                   AND NOT EXISTS (
                     SELECT 1 FROM run r
                     WHERE r.started - ?4 <= o.modified
                       AND coalesce(r.ended, r.started) + ?4 >= o.modified)
                   AND NOT EXISTS (
                     SELECT 1 FROM history h
                     WHERE h.object = o.object AND h.record = o.vendor_id
                       AND h.at + ?4 >= o.modified)",
            )?;
            let slack = i64::try_from(CLOCKS.as_nanos()).unwrap_or(i64::MAX);
            let bound = params![connection.0, user.as_str(), At(since), slack];
            let count: i64 = ask.query_row(bound, |row| row.get(0))?;
            Ok(count.unsigned_abs())
        })
    }

    /// How many live records of an object are remembered; an empty side is a brake (P4).
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn count_observed(
        &self,
        connection: ConnectionId,
        object: &ObjectName,
    ) -> Result<u64, StoreError> {
        self.read(|tx| {
            let count: i64 = tx
                .prepare_cached(
                    "SELECT count(*) FROM observed
                     WHERE connection = ?1 AND object = ?2 AND life = '\"live\"'",
                )?
                .query_row(params![connection.0, object.as_str()], |row| row.get(0))?;
            Ok(count.unsigned_abs())
        })
    }
}

pub(crate) fn get(
    tx: &Transaction<'_>,
    connection: ConnectionId,
    at: &RecordRef,
) -> Result<Option<Stored>, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT * FROM observed WHERE connection = ?1 AND object = ?2 AND vendor_id = ?3",
        )?
        .query_row(params![connection.0, at.object.as_str(), at.id.as_str()], read)
        .optional()?)
}

pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored {
        row: row.get("record")?,
        field_set: row.get::<_, Option<i64>>("field_set")?.map(FieldSetId),
        observed: Observed {
            record: Record {
                at: RecordRef { object: name(row, "object")?, id: name(row, "vendor_id")? },
                life: row.get::<_, Json<Life>>("life")?.0,
                modified: maybe_at(row, "modified")?,
                modified_by: maybe_name(row, "modified_by")?,
                absorbed: row.get::<_, Json<_>>("absorbed")?.0,
                fields: row.get::<_, Json<_>>("fields")?.0,
            },
            stamps: row.get::<_, Json<BTreeMap<FieldName, Timestamp>>>("stamps")?.0,
        },
    })
}

/// Adds a record that was never seen and returns its row.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    connection: ConnectionId,
    observed: &Observed,
    read_with: (Option<FieldSetId>, Timestamp),
) -> Result<i64, StoreError> {
    let record = &observed.record;
    tx.prepare_cached(
        "INSERT INTO observed (connection, object, vendor_id, life, absorbed, modified,
                               modified_by, field_set, fields, stamps, seen_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        connection.0,
        record.at.object.as_str(),
        record.at.id.as_str(),
        Json(&record.life),
        Json(&record.absorbed),
        at(record.modified),
        record.modified_by.as_ref().map(RecordId::as_str),
        read_with.0.map(|it| it.0),
        Json(&record.fields),
        Json(&observed.stamps),
        At(read_with.1),
    ])?;
    Ok(tx.last_insert_rowid())
}

/// Replaces what is remembered of a record.
pub(crate) fn update(
    tx: &Transaction<'_>,
    row: i64,
    observed: &Observed,
    read_with: (Option<FieldSetId>, Timestamp),
) -> Result<(), StoreError> {
    let record = &observed.record;
    tx.prepare_cached(
        "UPDATE observed SET life = ?2, absorbed = ?3, modified = ?4, modified_by = ?5,
                             field_set = ?6, fields = ?7, stamps = ?8, seen_at = ?9
         WHERE record = ?1",
    )?
    .execute(params![
        row,
        Json(&record.life),
        Json(&record.absorbed),
        at(record.modified),
        record.modified_by.as_ref().map(RecordId::as_str),
        read_with.0.map(|it| it.0),
        Json(&record.fields),
        Json(&observed.stamps),
        At(read_with.1),
    ])?;
    Ok(())
}
