//! What is forgotten: a person, on a privacy deletion (P10), and what has become too old.
//!
//! Table `erased`: records of forgotten people. A CRM may still hold one of them; no page brings it
//! back here.

use std::collections::BTreeSet;

use crosswalk_model::{
    ConnectionId, Link, LinkState, Reason, ReasonCode, RecordRef, Side, Timestamp,
};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use crate::codec::{At, Json};
use crate::open::{Access, connect};
use crate::{Pair, Store, StoreError, backups, migrations};

pub(crate) const TABLE: &str = "
CREATE TABLE erased (
  connection INTEGER NOT NULL REFERENCES connection (id) ON DELETE CASCADE,
  object     TEXT NOT NULL,
  vendor_id  TEXT NOT NULL,
  at         INTEGER NOT NULL,
  PRIMARY KEY (connection, object, vendor_id)
) STRICT, WITHOUT ROWID;";

/// What was forgotten.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Links that were cleaned.
    pub links: usize,
    /// Ids of every record, and every address, that was forgotten: what other files of the state
    /// folder are to be searched for. Never to be stored or logged.
    pub traces: BTreeSet<String>,
}

impl Store {
    /// Forgets people by their records, and the records that those are linked with: everything
    /// observed, base values, values in history, writes, conflicts and errors. Their links become
    /// tombstones, so that nothing is made anew of them, and no later page brings the records
    /// back until somebody lifts the tombstone; the opt-out ledger keeps the hash of their address
    /// and the history that something was written. Reaches the backups too; one of an older format
    /// cannot be cleaned and is removed, and so is what an earlier restore put aside or an interrupted
    /// backup left.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, [`StoreError::WrongState`] while a reader holds old
    /// pages of the log; then ask again.
    pub fn erase(
        &self,
        people: &[(ConnectionId, RecordRef)],
        at: Timestamp,
    ) -> Result<Erased, StoreError> {
        let mut erased = self.write(|tx| forget(tx, people, at))?;
        checkpoint(&self.connection())?;
        backups::remove_leftovers(self.path())?;
        for backup in backups::list(self.path())? {
            let mut db = connect(&backup.path, Access::Write)?;
            if migrations::format(&db)? != migrations::KNOWN {
                drop(db);
                backups::remove(&backup.path)?;
                continue;
            }
            let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // The addresses of then may have been other ones.
            erased.traces.append(&mut forget(&tx, people, at)?.traces);
            tx.commit()?;
            checkpoint(&db)?;
            db.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
        }
        Ok(erased)
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
            gone += tx.execute("DELETE FROM lost_reference WHERE at < ?1", [At(history)])?;
            Ok(gone)
        })
    }
}

fn forget(
    tx: &Transaction<'_>,
    people: &[(ConnectionId, RecordRef)],
    at: Timestamp,
) -> Result<Erased, StoreError> {
    let (records, links) = reach(tx, people)?;
    let mut addresses = BTreeSet::new();
    for record in &records {
        addresses.extend(addresses_of(tx, record)?);
    }
    for link in &links {
        forget_link(tx, *link, at)?;
    }
    for (connection, record) in &records {
        let named = params![connection, record.object.as_str(), record.id.as_str()];
        tx.prepare_cached(
            "DELETE FROM observed WHERE connection = ?1 AND object = ?2 AND vendor_id = ?3",
        )?
        .execute(named)?;
        tx.prepare_cached(
            "DELETE FROM lost_reference WHERE object = ?2 AND vendor_id = ?3 AND link IN
               (SELECT link.id FROM link JOIN pair ON pair.id = link.pair
                WHERE ?1 IN (pair.salesforce, pair.hubspot))",
        )?
        .execute(named)?;
        tx.prepare_cached(
            "INSERT OR IGNORE INTO erased (connection, object, vendor_id, at)
             VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            connection,
            record.object.as_str(),
            record.id.as_str(),
            At(at)
        ])?;
    }
    for address in &addresses {
        forget_address(tx, address)?;
    }
    let mut traces = addresses;
    traces.extend(records.into_iter().map(|(_, record)| record.id.as_str().to_owned()));
    Ok(Erased { links: links.len(), traces })
}

/// Connection and record.
type Place = (i64, RecordRef);

/// The records, those that they are linked with, and all links of both: an org that two pairs share
/// holds the person once.
fn reach(
    tx: &Transaction<'_>,
    people: &[(ConnectionId, RecordRef)],
) -> Result<(BTreeSet<Place>, BTreeSet<i64>), StoreError> {
    let mut open: Vec<Place> = people.iter().map(|(at, record)| (at.0, record.clone())).collect();
    let (mut records, mut links) = (BTreeSet::new(), BTreeSet::new());
    // Each round takes one record that was not met before, so it comes to an end.
    while let Some(place) = open.pop() {
        if records.insert(place.clone()) {
            open.extend(ends_of(tx, &place, &mut links)?);
        }
    }
    Ok((records, links))
}

/// Every end of every link of a record; the links are added to `links`.
fn ends_of(
    tx: &Transaction<'_>,
    (connection, record): &Place,
    links: &mut BTreeSet<i64>,
) -> Result<Vec<Place>, StoreError> {
    let mut ask = tx.prepare_cached(
        "SELECT link.id, pair.salesforce, salesforce_object, salesforce_id,
                pair.hubspot, hubspot_object, hubspot_id
         FROM link JOIN pair ON pair.id = link.pair
         WHERE (pair.salesforce = ?1 AND salesforce_object = ?2 AND salesforce_id = ?3)
            OR (pair.hubspot = ?1 AND hubspot_object = ?2 AND hubspot_id = ?3)",
    )?;
    let mut rows = ask.query(params![connection, record.object.as_str(), record.id.as_str()])?;
    let mut ends = Vec::new();
    while let Some(row) = rows.next()? {
        links.insert(row.get(0)?);
        for at in [1, 4] {
            let object: Option<String> = row.get(at + 1)?;
            if let Some((object, id)) = object.zip(row.get::<_, Option<String>>(at + 2)?) {
                ends.push((row.get(at)?, RecordRef::new(object, id)));
            }
        }
    }
    Ok(ends)
}

/// The addresses by which a record could be found.
fn addresses_of(
    tx: &Transaction<'_>,
    (connection, record): &Place,
) -> Result<Vec<String>, StoreError> {
    let mut ask = tx.prepare_cached(
        "SELECT DISTINCT value FROM match_key JOIN observed USING (record)
         WHERE observed.connection = ?1 AND observed.object = ?2 AND vendor_id = ?3
           AND kind IN ('email', 'additional_email')",
    )?;
    let named = params![connection, record.object.as_str(), record.id.as_str()];
    let found = ask.query_map(named, |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// An address stands in what vendors said of others, too: that it is taken. What others still hold
/// themselves stays theirs.
fn forget_address(tx: &Transaction<'_>, address: &str) -> Result<(), StoreError> {
    for sql in [
        "UPDATE opt_out SET address = NULL WHERE lower(address) = lower(?1)",
        "DELETE FROM error_item WHERE state = 'gone'
         AND instr(lower(concat(words, value)), lower(?1)) > 0",
        "UPDATE error_item SET words = json_set(words, '$.message', ''), value = NULL
         WHERE instr(lower(concat(words, value)), lower(?1)) > 0",
        "DELETE FROM outbox WHERE state IN ('settled', 'refused', 'dropped')
         AND instr(lower(concat(act, then_reason)), lower(?1)) > 0",
        "UPDATE link SET reason = json_remove(reason, '$.detail')
         WHERE instr(lower(reason), lower(?1)) > 0",
    ] {
        tx.execute(sql, [address])?;
    }
    Ok(())
}

/// Whether anybody whose records this connection holds was forgotten.
pub(crate) fn any(tx: &Transaction<'_>, connection: ConnectionId) -> Result<bool, StoreError> {
    let mut ask = tx.prepare_cached("SELECT 1 FROM erased WHERE connection = ?1")?;
    Ok(ask.exists([connection.0])?)
}

/// Whether a record is one of a forgotten person.
pub(crate) fn is_erased(
    tx: &Transaction<'_>,
    connection: ConnectionId,
    at: &RecordRef,
) -> Result<bool, StoreError> {
    let mut ask = tx.prepare_cached(
        "SELECT 1 FROM erased WHERE connection = ?1 AND object = ?2 AND vendor_id = ?3",
    )?;
    Ok(ask.exists(params![connection.0, at.object.as_str(), at.id.as_str()])?)
}

/// Somebody wants the records of a link back: they may be read again.
pub(crate) fn readmit(tx: &Transaction<'_>, link: &Link, pair: &Pair) -> Result<(), StoreError> {
    for side in Side::ALL {
        let Some(at) = link.ends.get(side) else { continue };
        tx.execute(
            "DELETE FROM erased WHERE connection = ?1 AND object = ?2 AND vendor_id = ?3",
            params![pair.connections.get(side).0, at.object.as_str(), at.id.as_str()],
        )?;
    }
    Ok(())
}

fn forget_link(tx: &Transaction<'_>, link: i64, at: Timestamp) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM base WHERE link = ?1",
        "DELETE FROM outbox WHERE link = ?1",
        "DELETE FROM conflict WHERE link = ?1",
        "DELETE FROM error_item WHERE link = ?1",
        "DELETE FROM lost_reference WHERE link = ?1",
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
        params![link, LinkState::Unlinked.as_str(), Json(Reason::new(ReasonCode::Erased)), At(at)],
    )?;
    Ok(())
}

/// Empties the write-ahead log, in which the old pages would live on.
fn checkpoint(db: &Connection) -> Result<(), StoreError> {
    let busy: bool = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy { Err(StoreError::WrongState("somebody reads the state; ask again")) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
