//! Tables `setting` and `slow_clock`: small facts by key, and when each slow clock last struck and
//! what its look cost.

use crosswalk_model::{ConnectionId, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::codec::{At, Json};
use crate::{Store, StoreError};

pub(crate) const TABLE: &str = "
CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE slow_clock (
  connection INTEGER NOT NULL REFERENCES connection (id) ON DELETE CASCADE,
  what       TEXT NOT NULL,
  last_at    INTEGER NOT NULL,
  PRIMARY KEY (connection, what)
) STRICT, WITHOUT ROWID;";

/// What the last look cost, in calls; nothing before the first one.
pub(crate) const COSTS: &str = "
ALTER TABLE slow_clock ADD COLUMN calls INTEGER;";

/// A slow clock that struck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Struck {
    /// Which one.
    pub what: String,
    /// When it last struck.
    pub at: Timestamp,
    /// What its last look cost, in calls.
    pub calls: Option<u64>,
}

impl Store {
    /// A setting. Never a secret: those are in the vault.
    ///
    /// # Errors
    /// [`StoreError`] when the stored value has another shape.
    pub fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, StoreError> {
        self.read(|tx| {
            let value: Option<Json<T>> = tx
                .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
                .query_row([key], |row| row.get(0))
                .optional()?;
            Ok(value.map(|it| it.0))
        })
    }

    /// Keeps a setting.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn set_setting<T: Serialize>(&self, key: &str, value: &T) -> Result<(), StoreError> {
        self.write(|tx| keep(tx, key, value))
    }

    /// Changes a setting in one step, so that two who change it at once lose nothing. One that is not
    /// there yet, or has another shape, begins as nothing.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn change_setting<T, A>(
        &self,
        key: &str,
        change: impl FnOnce(&mut T) -> A,
    ) -> Result<A, StoreError>
    where
        T: Serialize + DeserializeOwned + Default,
    {
        self.write(|tx| {
            let mut value: T = kept(tx, key)?;
            let answer = change(&mut value);
            keep(tx, key, &value)?;
            Ok(answer)
        })
    }

    /// As [`Store::change_setting`], with two of them: both change or neither.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn change_settings<T, U>(
        &self,
        (one, other): (&str, &str),
        change: impl FnOnce(&mut T, &mut U),
    ) -> Result<(), StoreError>
    where
        T: Serialize + DeserializeOwned + Default,
        U: Serialize + DeserializeOwned + Default,
    {
        self.write(|tx| {
            let (mut first, mut second): (T, U) = (kept(tx, one)?, kept(tx, other)?);
            change(&mut first, &mut second);
            keep(tx, one, &first)?;
            keep(tx, other, &second)
        })
    }

    /// Forgets a setting, where there is one.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn drop_setting(&self, key: &str) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.prepare_cached("DELETE FROM setting WHERE key = ?1")?.execute([key])?;
            Ok(())
        })
    }

    /// When a slow clock of a connection last struck; `what` names clock and object.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn slow_clock(
        &self,
        connection: ConnectionId,
        what: &str,
    ) -> Result<Option<Timestamp>, StoreError> {
        self.read(|tx| {
            Ok(tx
                .prepare_cached(
                    "SELECT last_at FROM slow_clock WHERE connection = ?1 AND what = ?2",
                )?
                .query_row(params![connection.0, what], |row| Ok(row.get::<_, At>(0)?.0))
                .optional()?)
        })
    }

    /// All slow clocks of a connection, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn slow_clocks(&self, connection: ConnectionId) -> Result<Vec<Struck>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT what, last_at, calls FROM slow_clock WHERE connection = ?1 ORDER BY what",
            )?;
            let rows = ask.query_map([connection.0], |row| {
                let calls: Option<i64> = row.get(2)?;
                Ok(Struck {
                    what: row.get(0)?,
                    at: row.get::<_, At>(1)?.0,
                    calls: calls.map(i64::unsigned_abs),
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Notes that a slow clock struck, and what its look cost. One without a look leaves the cost of
    /// the last one.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn strike(
        &self,
        connection: ConnectionId,
        what: &str,
        at: Timestamp,
        calls: Option<u64>,
    ) -> Result<(), StoreError> {
        let calls = calls.map(|calls| i64::try_from(calls).unwrap_or(i64::MAX));
        self.write(|tx| {
            tx.prepare_cached(
                "INSERT INTO slow_clock (connection, what, last_at, calls) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (connection, what) DO UPDATE
                 SET last_at = excluded.last_at, calls = coalesce(excluded.calls, calls)",
            )?
            .execute(params![connection.0, what, At(at), calls])?;
            Ok(())
        })
    }
}

/// A setting, or nothing where it has another shape.
fn kept<T: DeserializeOwned + Default>(tx: &Connection, key: &str) -> Result<T, StoreError> {
    let kept: Option<String> = tx
        .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

fn keep<T: Serialize>(tx: &Connection, key: &str, value: &T) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO setting (key, value) VALUES (?1, ?2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value
         WHERE value <> excluded.value",
    )?
    .execute(params![key, Json(value)])?;
    Ok(())
}

#[cfg(test)]
mod tests;
