//! What is forgotten: a person, on a privacy deletion (P10), and what has become too old.

use crosswalk_model::{ConnectionId, LinkState, Reason, ReasonCode, RecordRef, Timestamp};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use crate::codec::{At, Json};
use crate::open::{Access, connect};
use crate::{Store, StoreError, backups, migrations};

impl Store {
    /// Forgets people by their records: everything observed, base values, values in history,
    /// writes, conflicts and errors. Their links become tombstones, so that nothing is made anew
    /// of them; the opt-out ledger keeps the hash of their address and the history that something
    /// was written. Reaches the backups too; one of an older format cannot be cleaned and is
    /// removed. Returns how many links were cleaned.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails; then ask again.
    pub fn erase(
        &self,
        people: &[(ConnectionId, RecordRef)],
        at: Timestamp,
    ) -> Result<usize, StoreError> {
        let cleaned = self.write(|tx| forget(tx, people, at))?;
        checkpoint(&self.connection())?;
        for backup in backups::list(self.path())? {
            let mut db = connect(&backup.path, Access::Write)?;
            if migrations::format(&db)? != migrations::KNOWN {
                drop(db);
                backups::remove(&backup.path)?;
                continue;
            }
            let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            forget(&tx, people, at)?;
            tx.commit()?;
            checkpoint(&db)?;
            db.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
        }
        Ok(cleaned)
    }

    /// Forgets history, closed errors and conflicts from before `history`, and closed writes from
    /// before `writes`. Returns how many rows went.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn retain(&self, history: Timestamp, writes: Timestamp) -> Result<usize, StoreError> {
        self.write(|tx| {
            let mut gone = tx.execute("DELETE FROM history WHERE at < ?1", [At(history)])?;
            gone += tx.execute(
                "DELETE FROM error_item WHERE state = 'gone' AND last_at < ?1",
                [At(history)],
            )?;
            gone += tx.execute(
                "DELETE FROM conflict WHERE state IN ('done', 'gone')
                 AND coalesce(decided_at, found_at) < ?1",
                [At(history)],
            )?;
            gone += tx.execute(
                "DELETE FROM outbox WHERE state IN ('settled', 'refused', 'dropped')
                 AND closed_at < ?1",
                [At(writes)],
            )?;
            gone += tx.execute("DELETE FROM budget WHERE opens < ?1", [At(writes)])?;
            Ok(gone)
        })
    }
}

fn forget(
    tx: &Transaction<'_>,
    people: &[(ConnectionId, RecordRef)],
    at: Timestamp,
) -> Result<usize, StoreError> {
    let mut cleaned = 0;
    for (connection, record) in people {
        let named = params![connection.0, record.object.as_str(), record.id.as_str()];
        let mut ask = tx.prepare_cached(
            "SELECT link.id FROM link JOIN pair ON pair.id = link.pair
             WHERE (pair.salesforce = ?1 AND salesforce_object = ?2 AND salesforce_id = ?3)
                OR (pair.hubspot = ?1 AND hubspot_object = ?2 AND hubspot_id = ?3)",
        )?;
        let links: Vec<i64> = ask.query_map(named, |row| row.get(0))?.collect::<Result<_, _>>()?;
        for link in links {
            forget_link(tx, link, at)?;
            cleaned += 1;
        }
        tx.execute(
            "DELETE FROM observed WHERE connection = ?1 AND object = ?2 AND vendor_id = ?3",
            named,
        )?;
    }
    Ok(cleaned)
}

fn forget_link(tx: &Transaction<'_>, link: i64, at: Timestamp) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM base WHERE link = ?1",
        "DELETE FROM outbox WHERE link = ?1",
        "DELETE FROM conflict WHERE link = ?1",
        "DELETE FROM error_item WHERE link = ?1",
        "UPDATE opt_out SET address = NULL WHERE link = ?1",
    ] {
        tx.execute(sql, [link])?;
    }
    let unknown = Json(crosswalk_model::Reading::Unknown);
    tx.execute(
        "UPDATE history SET before = ?2, after = NULL, stored = NULL, snapshot = NULL
         WHERE link = ?1",
        params![link, unknown],
    )?;
    tx.execute(
        "UPDATE link SET state = ?2, reason = ?3, touched = 0, decided_at = ?4 WHERE id = ?1",
        params![link, LinkState::Unlinked.as_str(), Json(Reason::new(ReasonCode::Deleted)), At(at)],
    )?;
    Ok(())
}

/// Empties the write-ahead log, in which the old pages would live on.
fn checkpoint(db: &Connection) -> Result<(), StoreError> {
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

#[cfg(test)]
mod tests;
