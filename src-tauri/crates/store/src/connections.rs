//! Table `connection`: one signed-in account or org.

use crosswalk_model::{Account, ConnectionId, Side, Timestamp};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use crate::codec::{At, Json, SideText};
use crate::{Store, StoreError};

pub(crate) const TABLE: &str = "
CREATE TABLE connection (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  side       TEXT NOT NULL CHECK (side IN ('salesforce', 'hubspot')),
  account_id TEXT NOT NULL,
  account    TEXT NOT NULL,
  made_at    INTEGER NOT NULL,
  UNIQUE (side, account_id)
) STRICT;";

/// A row of `connection`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// The row.
    pub id: ConnectionId,
    /// Which CRM.
    pub side: Side,
    /// What "who am I" last said.
    pub account: Account,
    /// When it was added.
    pub made_at: Timestamp,
}

impl Store {
    /// Adds a connection, or renews the facts of the one with the same account.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn save_connection(
        &self,
        side: Side,
        account: &Account,
        at: Timestamp,
    ) -> Result<ConnectionId, StoreError> {
        self.write(|tx| {
            let id = tx.query_row(
                "INSERT INTO connection (side, account_id, account, made_at)
                 VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (side, account_id) DO UPDATE SET account = excluded.account
                 RETURNING id",
                params![side.as_str(), account.id.as_str(), Json(account), At(at)],
                |row| row.get(0),
            )?;
            Ok(ConnectionId(id))
        })
    }

    /// Every connection, in the order they were added.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn connections(&self) -> Result<Vec<Connection>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached("SELECT * FROM connection ORDER BY id")?;
            let rows = ask.query_map([], read)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// One connection.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`].
    pub fn connection_row(&self, id: ConnectionId) -> Result<Connection, StoreError> {
        self.read(|tx| by_id(tx, id))
    }

    /// Removes a connection with everything observed through it.
    ///
    /// # Errors
    /// [`StoreError::WrongState`] while a pair uses it.
    pub fn remove_connection(&self, id: ConnectionId) -> Result<(), StoreError> {
        self.write(|tx| {
            by_id(tx, id)?;
            let pairs: i64 = tx.query_row(
                "SELECT count(*) FROM pair WHERE ?1 IN (salesforce, hubspot)",
                [id.0],
                |row| row.get(0),
            )?;
            if pairs > 0 {
                return Err(StoreError::WrongState("a pair still uses this connection"));
            }
            tx.execute("DELETE FROM connection WHERE id = ?1", [id.0])?;
            Ok(())
        })
    }
}

pub(crate) fn by_id(tx: &Transaction<'_>, id: ConnectionId) -> Result<Connection, StoreError> {
    tx.prepare_cached("SELECT * FROM connection WHERE id = ?1")?
        .query_row([id.0], read)
        .optional()?
        .ok_or_else(|| StoreError::NoSuch { what: "connection", id: id.to_string() })
}

fn read(row: &Row<'_>) -> rusqlite::Result<Connection> {
    Ok(Connection {
        id: ConnectionId(row.get("id")?),
        side: row.get::<_, SideText>("side")?.0,
        account: row.get::<_, Json<_>>("account")?.0,
        made_at: row.get::<_, At>("made_at")?.0,
    })
}
