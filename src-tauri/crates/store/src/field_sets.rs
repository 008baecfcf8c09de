//! Table `field_set`: the sets of fields that pulls asked for. An observed row names the one it
//! was last read with; a pull whose set grew starts a backfill of the new fields (M2).

use std::collections::BTreeSet;

use crosswalk_model::{ConnectionId, FieldName, ObjectName};
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::codec::Json;
use crate::{Store, StoreError};

pub(crate) const TABLE: &str = "
CREATE TABLE field_set (
  id         INTEGER PRIMARY KEY,
  connection INTEGER NOT NULL REFERENCES connection (id) ON DELETE CASCADE,
  object     TEXT NOT NULL,
  fields     TEXT NOT NULL,
  UNIQUE (connection, object, fields)
) STRICT;";

/// A row of `field_set`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FieldSetId(pub i64);

impl Store {
    /// The id of a set of fields, made on first use.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn field_set(
        &self,
        connection: ConnectionId,
        object: &ObjectName,
        fields: &BTreeSet<FieldName>,
    ) -> Result<FieldSetId, StoreError> {
        self.write(|tx| {
            let known: Option<i64> = tx
                .prepare_cached(
                    "SELECT id FROM field_set
                     WHERE connection = ?1 AND object = ?2 AND fields = ?3",
                )?
                .query_row(params![connection.0, object.as_str(), Json(fields)], |row| row.get(0))
                .optional()?;
            if let Some(id) = known {
                return Ok(FieldSetId(id));
            }
            tx.execute(
                "INSERT INTO field_set (connection, object, fields) VALUES (?1, ?2, ?3)",
                params![connection.0, object.as_str(), Json(fields)],
            )?;
            Ok(FieldSetId(tx.last_insert_rowid()))
        })
    }

    /// The fields of a set.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`].
    pub fn fields_of(&self, id: FieldSetId) -> Result<BTreeSet<FieldName>, StoreError> {
        self.read(|tx| {
            tx.query_row("SELECT fields FROM field_set WHERE id = ?1", [id.0], |row| {
                Ok(row.get::<_, Json<_>>(0)?.0)
            })
            .optional()?
            .ok_or_else(|| StoreError::NoSuch { what: "field set", id: id.0.to_string() })
        })
    }
}
