//! Table `cursor`: where each pull of each object stands. A cursor moves in the transaction that
//! stores what it covers (I9).
//!
//! A vendor's cursor can move although nothing changed (HubSpot's is a time). Writing that down
//! would cost a disk write every idle minute, so such a move is only *parked* in memory. After a
//! crash the older cursor stands and the quiet stretch is read once more.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use crosswalk_model::connector::Cursor;
use crosswalk_model::{ConnectionId, ObjectName, Timestamp};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::codec::{At, text_enum};
use crate::field_sets::FieldSetId;
use crate::{Store, StoreError};

pub(crate) const TABLE: &str = "
CREATE TABLE cursor (
  connection INTEGER NOT NULL REFERENCES connection (id) ON DELETE CASCADE,
  object     TEXT NOT NULL,
  kind       TEXT NOT NULL,
  cursor     TEXT NOT NULL,
  field_set  INTEGER NOT NULL REFERENCES field_set (id),
  at         INTEGER NOT NULL,
  PRIMARY KEY (connection, object, kind)
) STRICT, WITHOUT ROWID;";

text_enum! {
    /// Which pull of an object.
    CursorKind {
        /// What changed since last time.
        Incremental = "incremental",
        /// Everything, once; the cursor goes when it is through.
        Backfill = "backfill",
        /// The hourly look further back (P1).
        Verify = "verify",
        /// The comparison of all ids (P2).
        Sweep = "sweep",
    }
}

/// A row of `cursor`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCursor {
    /// The connector's own mark.
    pub cursor: Cursor,
    /// The fields that the pull asks for.
    pub field_set: FieldSetId,
    /// When it last moved, by our clock. For showing only.
    pub at: Timestamp,
}

/// Cursors that moved without news, by connection, object and kind.
pub(crate) type Parked = BTreeMap<(ConnectionId, ObjectName, CursorKind), StoredCursor>;

impl Store {
    /// Where a pull stands.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn cursor(
        &self,
        connection: ConnectionId,
        object: &ObjectName,
        kind: CursorKind,
    ) -> Result<Option<StoredCursor>, StoreError> {
        let key = (connection, object.clone(), kind);
        let parked = self.parked.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if parked.is_some() {
            return Ok(parked);
        }
        self.read(|tx| get(tx, connection, object, kind))
    }

    /// Sets a cursor outside a page: the start of an incremental pull, fixed as a backfill begins.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn set_cursor(
        &self,
        connection: ConnectionId,
        object: &ObjectName,
        kind: CursorKind,
        to: &StoredCursor,
    ) -> Result<(), StoreError> {
        self.write(|tx| put(tx, connection, object, kind, to))?;
        self.unpark(connection, object, kind);
        Ok(())
    }

    /// Forgets a cursor: a backfill is through, or a pull starts over.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn drop_cursor(
        &self,
        connection: ConnectionId,
        object: &ObjectName,
        kind: CursorKind,
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.execute(
                "DELETE FROM cursor WHERE connection = ?1 AND object = ?2 AND kind = ?3",
                params![connection.0, object.as_str(), kind],
            )?;
            Ok(())
        })?;
        self.unpark(connection, object, kind);
        Ok(())
    }

    /// Writes parked cursors down; for the end of a session.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn flush_cursors(&self) -> Result<(), StoreError> {
        let mut parked = self.parked.lock().unwrap_or_else(PoisonError::into_inner);
        if parked.is_empty() {
            return Ok(());
        }
        self.write(|tx| {
            parked.iter().try_for_each(|((connection, object, kind), to)| {
                put(tx, *connection, object, *kind, to)
            })
        })?;
        parked.clear();
        Ok(())
    }

    pub(crate) fn park(
        &self,
        connection: ConnectionId,
        object: &ObjectName,
        kind: CursorKind,
        to: StoredCursor,
    ) {
        let mut parked = self.parked.lock().unwrap_or_else(PoisonError::into_inner);
        parked.insert((connection, object.clone(), kind), to);
    }

    pub(crate) fn unpark(&self, connection: ConnectionId, object: &ObjectName, kind: CursorKind) {
        let mut parked = self.parked.lock().unwrap_or_else(PoisonError::into_inner);
        parked.remove(&(connection, object.clone(), kind));
    }
}

pub(crate) fn get(
    tx: &Transaction<'_>,
    connection: ConnectionId,
    object: &ObjectName,
    kind: CursorKind,
) -> Result<Option<StoredCursor>, StoreError> {
    let row = tx
        .prepare_cached(
            "SELECT cursor, field_set, at FROM cursor
             WHERE connection = ?1 AND object = ?2 AND kind = ?3",
        )?
        .query_row(params![connection.0, object.as_str(), kind], |row| {
            Ok(StoredCursor {
                cursor: Cursor(row.get(0)?),
                field_set: FieldSetId(row.get(1)?),
                at: row.get::<_, At>(2)?.0,
            })
        })
        .optional()?;
    Ok(row)
}

pub(crate) fn put(
    tx: &Transaction<'_>,
    connection: ConnectionId,
    object: &ObjectName,
    kind: CursorKind,
    to: &StoredCursor,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO cursor (connection, object, kind, cursor, field_set, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (connection, object, kind) DO UPDATE
         SET cursor = excluded.cursor, field_set = excluded.field_set, at = excluded.at
         WHERE (cursor, field_set) IS NOT (excluded.cursor, excluded.field_set)",
    )?
    .execute(params![
        connection.0,
        object.as_str(),
        kind,
        to.cursor.0,
        to.field_set.0,
        At(to.at)
    ])?;
    Ok(())
}
