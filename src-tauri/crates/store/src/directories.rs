//! Tables `owner` and `schema`: what the slow clocks bring of an account, kept so that a pass
//! need not ask.

use crosswalk_model::connector::Owner;
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{ConnectionId, ObjectName, Timestamp};
use rusqlite::{OptionalExtension, params};

use crate::codec::{At, Json};
use crate::{Store, StoreError};

pub(crate) const TABLE: &str = "
CREATE TABLE owner (
  connection INTEGER NOT NULL REFERENCES connection (id) ON DELETE CASCADE,
  object     TEXT NOT NULL,
  id         TEXT NOT NULL,
  owner      TEXT NOT NULL,
  PRIMARY KEY (connection, object, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE schema (
  connection INTEGER NOT NULL REFERENCES connection (id) ON DELETE CASCADE,
  object     TEXT NOT NULL,
  schema     TEXT NOT NULL,
  hash       TEXT NOT NULL,
  at         INTEGER NOT NULL,
  PRIMARY KEY (connection, object)
) STRICT;";

/// A remembered schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSchema {
    /// The schema.
    pub schema: ObjectSchema,
    /// Its hash, made by the caller.
    pub hash: String,
    /// When it was read.
    pub at: Timestamp,
}

impl Store {
    /// Replaces the owners of a connection.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn save_owners(
        &self,
        connection: ConnectionId,
        owners: &[Owner],
    ) -> Result<(), StoreError> {
        if self.owners(connection)? == owners {
            return Ok(());
        }
        self.write(|tx| {
            tx.execute("DELETE FROM owner WHERE connection = ?1", [connection.0])?;
            for owner in owners {
                tx.prepare_cached(
                    "INSERT OR REPLACE INTO owner (connection, object, id, owner)
                     VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![
                    connection.0,
                    owner.at.object.as_str(),
                    owner.at.id.as_str(),
                    Json(owner)
                ])?;
            }
            Ok(())
        })
    }

    /// The owners of a connection, in order of object and id.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn owners(&self, connection: ConnectionId) -> Result<Vec<Owner>, StoreError> {
        self.read(|tx| {
            let sql = "SELECT owner FROM owner WHERE connection = ?1 ORDER BY object, id";
            let mut ask = tx.prepare_cached(sql)?;
            let rows = ask.query_map([connection.0], |row| Ok(row.get::<_, Json<_>>(0)?.0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Keeps an object's schema; one with the same hash is left as it is.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn save_schema(
        &self,
        connection: ConnectionId,
        schema: &ObjectSchema,
        hash: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.prepare_cached(
                "INSERT INTO schema (connection, object, schema, hash, at)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (connection, object) DO UPDATE
                 SET schema = excluded.schema, hash = excluded.hash, at = excluded.at
                 WHERE hash <> excluded.hash",
            )?
            .execute(params![
                connection.0,
                schema.object.as_str(),
                Json(schema),
                hash,
                At(at)
            ])?;
            Ok(())
        })
    }

    /// An object's remembered schema.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn schema(
        &self,
        connection: ConnectionId,
        object: &ObjectName,
    ) -> Result<Option<StoredSchema>, StoreError> {
        self.read(|tx| {
            Ok(tx
                .prepare_cached(
                    "SELECT schema, hash, at FROM schema WHERE connection = ?1 AND object = ?2",
                )?
                .query_row(params![connection.0, object.as_str()], |row| {
                    Ok(StoredSchema {
                        schema: row.get::<_, Json<_>>(0)?.0,
                        hash: row.get(1)?,
                        at: row.get::<_, At>(2)?.0,
                    })
                })
                .optional()?)
        })
    }
}
