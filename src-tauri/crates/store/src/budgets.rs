//! Table `budget`: calls booked per connection, window, bucket and purpose. The gate books whole
//! blocks ahead, so that an idle pass writes nothing; what a crash loses of a block counts as
//! used.

use crosswalk_model::gate::{Bucket, Purpose};
use crosswalk_model::{ConnectionId, Timestamp};
use rusqlite::params;

use crate::codec::{At, Json};
use crate::{Store, StoreError};

pub(crate) const TABLE: &str = "
CREATE TABLE budget (
  connection INTEGER NOT NULL REFERENCES connection (id) ON DELETE CASCADE,
  opens      INTEGER NOT NULL,
  bucket     TEXT NOT NULL,
  purpose    TEXT NOT NULL,
  used       INTEGER NOT NULL,
  PRIMARY KEY (connection, opens, bucket, purpose)
) STRICT, WITHOUT ROWID;
CREATE TABLE learned (
  connection INTEGER PRIMARY KEY REFERENCES connection (id) ON DELETE CASCADE,
  lesson     TEXT NOT NULL,
  at         INTEGER NOT NULL
) STRICT;";

/// Calls booked in one window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Booked {
    /// When the window opens. How long it is, the gate decides.
    pub opens: Timestamp,
    /// Which limiter.
    pub bucket: Bucket,
    /// Which share.
    pub purpose: Purpose,
    /// Calls.
    pub used: u64,
}

impl Store {
    /// Books calls in a window, a block at a time; a negative number gives the rest of one back.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn book(
        &self,
        connection: ConnectionId,
        opens: Timestamp,
        (bucket, purpose): (Bucket, Purpose),
        calls: i64,
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.prepare_cached(
                "INSERT INTO budget (connection, opens, bucket, purpose, used)
                 VALUES (?1, ?2, ?3, ?4, max(0, ?5))
                 ON CONFLICT (connection, opens, bucket, purpose)
                 DO UPDATE SET used = max(0, used + ?5)",
            )?
            .execute(params![
                connection.0,
                At(opens),
                Json(bucket),
                Json(purpose),
                calls
            ])?;
            Ok(())
        })
    }

    /// Everything booked in the windows that opened since `since`, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn booked(
        &self,
        connection: ConnectionId,
        since: Timestamp,
    ) -> Result<Vec<Booked>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT opens, bucket, purpose, used FROM budget
                 WHERE connection = ?1 AND opens >= ?2 ORDER BY opens, bucket, purpose",
            )?;
            let rows = ask.query_map(params![connection.0, At(since)], |row| {
                Ok(Booked {
                    opens: row.get::<_, At>(0)?.0,
                    bucket: row.get::<_, Json<_>>(1)?.0,
                    purpose: row.get::<_, Json<_>>(2)?.0,
                    used: row.get::<_, i64>(3)?.unsigned_abs(),
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}
