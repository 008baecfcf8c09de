//! Table `pair`: one HubSpot account with one Salesforce org. A HubSpot account stands in one
//! live pair only (M1); the database itself keeps it so.

use crosswalk_model::{Both, ConnectionId, PairId, Side, Timestamp};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use crate::codec::{At, text_enum};
use crate::connections;
use crate::{Store, StoreError};

pub(crate) const TABLE: &str = "
CREATE TABLE pair (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  name         TEXT NOT NULL,
  salesforce   INTEGER NOT NULL REFERENCES connection (id),
  hubspot      INTEGER NOT NULL REFERENCES connection (id),
  state        TEXT NOT NULL,
  why          TEXT,
  installation TEXT NOT NULL,
  made_at      INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX pair_one_live_hubspot ON pair (hubspot) WHERE state <> 'removed';
CREATE INDEX pair_salesforce ON pair (salesforce);";

text_enum! {
    /// Whether a pair runs.
    PairState {
        /// Being set up: nothing is written yet.
        Setup = "setup",
        /// It runs.
        Live = "live",
        /// A person or a guard stopped it; `why` says what.
        Paused = "paused",
        /// Taken away; its history is kept.
        Removed = "removed",
    }
}

/// A row of `pair`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The row.
    pub id: PairId,
    /// The name people gave it.
    pub name: String,
    /// Its two connections.
    pub connections: Both<ConnectionId>,
    /// Whether it runs.
    pub state: PairState,
    /// Why it does not, as a code.
    pub why: Option<String>,
    /// The stamp of this installation in the accounts' id fields (P9).
    pub installation: String,
    /// When it was added.
    pub made_at: Timestamp,
}

/// What a new pair needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPair {
    /// Its name.
    pub name: String,
    /// Its two connections.
    pub connections: Both<ConnectionId>,
    /// The stamp of this installation.
    pub installation: String,
}

/// What hangs on a pair. Rows that point at others go before those; bases and orders go with their
/// links.
const FORGET: [&str; 8] = [
    "DELETE FROM conflict WHERE pair = ?1",
    "DELETE FROM error_item WHERE pair = ?1",
    "DELETE FROM outbox WHERE pair = ?1",
    "DELETE FROM history WHERE pair = ?1",
    "DELETE FROM opt_out WHERE pair = ?1",
    "DELETE FROM link WHERE pair = ?1",
    "DELETE FROM run WHERE pair = ?1",
    "DELETE FROM mapping_version WHERE pair = ?1",
];

impl Store {
    /// Adds a pair, in state [`PairState::Setup`].
    ///
    /// # Errors
    /// [`StoreError::HubSpotTaken`]; [`StoreError::WrongState`] when a connection is of the other
    /// side.
    pub fn add_pair(&self, new: &NewPair, at: Timestamp) -> Result<PairId, StoreError> {
        self.write(|tx| {
            for side in Side::ALL {
                if connections::by_id(tx, *new.connections.get(side))?.side != side {
                    return Err(StoreError::WrongState("that connection is of the other side"));
                }
            }
            let taken: Option<i64> = tx
                .query_row(
                    "SELECT id FROM pair WHERE hubspot = ?1 AND state <> 'removed'",
                    [new.connections.hubspot.0],
                    |row| row.get(0),
                )
                .optional()?;
            if let Some(pair) = taken {
                return Err(StoreError::HubSpotTaken(PairId(pair)));
            }
            tx.execute(
                "INSERT INTO pair (name, salesforce, hubspot, state, installation, made_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    new.name,
                    new.connections.salesforce.0,
                    new.connections.hubspot.0,
                    PairState::Setup,
                    new.installation,
                    At(at)
                ],
            )?;
            Ok(PairId(tx.last_insert_rowid()))
        })
    }

    /// Every pair that was not removed, in the order they were added.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn pairs(&self) -> Result<Vec<Pair>, StoreError> {
        self.read(|tx| {
            let sql = "SELECT * FROM pair WHERE state <> 'removed' ORDER BY id";
            let mut ask = tx.prepare_cached(sql)?;
            let rows = ask.query_map([], read)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// One pair, removed ones too.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`].
    pub fn pair(&self, id: PairId) -> Result<Pair, StoreError> {
        self.read(|tx| by_id(tx, id))
    }

    /// Starts, pauses or removes a pair; `why` is a code for people.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`]; [`StoreError::Sql`] when a removed pair would come back beside
    /// another live one of its HubSpot account.
    pub fn set_pair_state(
        &self,
        id: PairId,
        state: PairState,
        why: Option<&str>,
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            by_id(tx, id)?;
            tx.execute(
                "UPDATE pair SET state = ?2, why = ?3
                 WHERE id = ?1 AND (state, why) IS NOT (?2, ?3)",
                params![id.0, state, why],
            )?;
            Ok(())
        })
    }

    /// Forgets a pair: its design, its links, what was written and what waits. Its two connections,
    /// and what was read of them, stay (H13).
    ///
    /// # Errors
    /// [`StoreError::NoSuch`].
    pub fn remove_pair(&self, id: PairId) -> Result<(), StoreError> {
        self.write(|tx| {
            by_id(tx, id)?;
            for statement in FORGET {
                tx.execute(statement, [id.0])?;
            }
            let own = format!("pair/{id}/*");
            tx.execute("DELETE FROM setting WHERE key GLOB ?1", [own])?;
            tx.execute("DELETE FROM pair WHERE id = ?1", [id.0])?;
            Ok(())
        })
    }

    /// Renames a pair.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`].
    pub fn rename_pair(&self, id: PairId, name: &str) -> Result<(), StoreError> {
        self.write(|tx| {
            by_id(tx, id)?;
            tx.execute("UPDATE pair SET name = ?2 WHERE id = ?1", params![id.0, name])?;
            Ok(())
        })
    }

    /// Makes this installation the pair's own (`pair take-over`, P9).
    ///
    /// # Errors
    /// [`StoreError::NoSuch`].
    pub fn take_over_pair(&self, id: PairId, installation: &str) -> Result<(), StoreError> {
        self.write(|tx| {
            by_id(tx, id)?;
            let sql = "UPDATE pair SET installation = ?2 WHERE id = ?1";
            tx.execute(sql, params![id.0, installation])?;
            Ok(())
        })
    }
}

pub(crate) fn by_id(tx: &Transaction<'_>, id: PairId) -> Result<Pair, StoreError> {
    tx.prepare_cached("SELECT * FROM pair WHERE id = ?1")?
        .query_row([id.0], read)
        .optional()?
        .ok_or_else(|| StoreError::NoSuch { what: "pair", id: id.to_string() })
}

fn read(row: &Row<'_>) -> rusqlite::Result<Pair> {
    Ok(Pair {
        id: PairId(row.get("id")?),
        name: row.get("name")?,
        connections: Both {
            salesforce: ConnectionId(row.get("salesforce")?),
            hubspot: ConnectionId(row.get("hubspot")?),
        },
        state: row.get("state")?,
        why: row.get("why")?,
        installation: row.get("installation")?,
        made_at: row.get::<_, At>("made_at")?.0,
    })
}

#[cfg(test)]
mod tests;
