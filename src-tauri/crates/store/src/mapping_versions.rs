//! Table `mapping_version`: every design a pair ever had. Plans and history name the one that
//! decided. Rows are never changed.

use crosswalk_model::mapping::PairFile;
use crosswalk_model::{PairId, Timestamp};
use rusqlite::{OptionalExtension, Row, params};

use crate::codec::{At, Json};
use crate::{Store, StoreError, error_items, pairs};

pub(crate) const TABLE: &str = "
CREATE TABLE mapping_version (
  pair     INTEGER NOT NULL REFERENCES pair (id),
  version  INTEGER NOT NULL,
  document TEXT NOT NULL,
  hash     TEXT NOT NULL,
  note     TEXT,
  made_at  INTEGER NOT NULL,
  PRIMARY KEY (pair, version)
) STRICT, WITHOUT ROWID;";

/// A row of `mapping_version`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingVersion {
    /// The pair.
    pub pair: PairId,
    /// Counts from 1 within the pair.
    pub version: i64,
    /// The design.
    pub document: PairFile,
    /// Hash of the canonical document.
    pub hash: String,
    /// What the admin wanted to remember.
    pub note: Option<String>,
    /// When it was saved.
    pub made_at: Timestamp,
}

/// A design to save.
#[derive(Clone, Copy, Debug)]
pub struct NewMapping<'a> {
    /// The design.
    pub document: &'a PairFile,
    /// Hash of the canonical document.
    pub hash: &'a str,
    /// What the admin wants to remember.
    pub note: Option<&'a str>,
}

impl Store {
    /// Saves a design as the pair's newest and returns its version; what was refused under the one
    /// before is due for another try. The newest one with the same hash is not saved again.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`].
    pub fn save_mapping(
        &self,
        pair: PairId,
        new: &NewMapping<'_>,
        at: Timestamp,
    ) -> Result<i64, StoreError> {
        self.write(|tx| {
            pairs::by_id(tx, pair)?;
            let newest: Option<(i64, String)> = tx
                .query_row(
                    "SELECT version, hash FROM mapping_version WHERE pair = ?1
                     ORDER BY version DESC LIMIT 1",
                    [pair.0],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?;
            let version = match newest {
                Some((version, hash)) if hash == new.hash => return Ok(version),
                Some((version, _)) => version + 1,
                None => 1,
            };
            tx.execute(
                "INSERT INTO mapping_version (pair, version, document, hash, note, made_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![pair.0, version, Json(new.document), new.hash, new.note, At(at)],
            )?;
            error_items::ask_anew(tx, pair, at)?;
            Ok(version)
        })
    }

    /// The design of a pair: a given version, or the newest.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn mapping(
        &self,
        pair: PairId,
        version: Option<i64>,
    ) -> Result<Option<MappingVersion>, StoreError> {
        self.read(|tx| {
            Ok(tx
                .prepare_cached(
                    "SELECT * FROM mapping_version
                     WHERE pair = ?1 AND version = coalesce(?2, version)
                     ORDER BY version DESC LIMIT 1",
                )?
                .query_row(params![pair.0, version], read)
                .optional()?)
        })
    }

    /// Every design of a pair, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn mappings(&self, pair: PairId) -> Result<Vec<MappingVersion>, StoreError> {
        self.read(|tx| {
            let sql = "SELECT * FROM mapping_version WHERE pair = ?1 ORDER BY version DESC";
            let mut ask = tx.prepare_cached(sql)?;
            let rows = ask.query_map([pair.0], read)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<MappingVersion> {
    Ok(MappingVersion {
        pair: PairId(row.get("pair")?),
        version: row.get("version")?,
        document: row.get::<_, Json<_>>("document")?.0,
        hash: row.get("hash")?,
        note: row.get("note")?,
        made_at: row.get::<_, At>("made_at")?.0,
    })
}

#[cfg(test)]
mod tests;
