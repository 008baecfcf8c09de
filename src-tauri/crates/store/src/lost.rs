//! Table `lost_reference`: what a record stopped naming because that was deleted, so that it can be
//! given back when the deleted record returns (M10). Nobody edited the record that named it.
//!
//! A row without a field says that the link's own record was gone on that side: whom it named went
//! with it, too. It is written with the reading that shows it, so that nothing in between can lose it.

use crosswalk_model::{ConnectionId, FieldName, LinkId, PairId, RecordRef, Side, Timestamp};
use rusqlite::{Transaction, params};

use crate::codec::{At, SideText, name};
use crate::links::by_side;
use crate::{Store, StoreError};

pub(crate) const TABLE: &str = "
CREATE TABLE lost_reference (
  link      INTEGER NOT NULL REFERENCES link (id) ON DELETE CASCADE,
  side      TEXT NOT NULL CHECK (side IN ('salesforce', 'hubspot')),
  object    TEXT NOT NULL,
  vendor_id TEXT NOT NULL,
  field     TEXT NOT NULL,
  at        INTEGER NOT NULL,
  PRIMARY KEY (link, side, field, object, vendor_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX lost_reference_record ON lost_reference (object, vendor_id, side);";

/// In the place of a field: the link's own record.
const OWN: &str = "";

/// A field that named a record until that was deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The link of the record whose field it is.
    pub link: LinkId,
    /// The side on which all this is.
    pub side: Side,
    /// The field.
    pub field: FieldName,
    /// What it named.
    pub named: RecordRef,
}

impl Store {
    /// Remembers what fields stopped naming. Known ones stay as they are.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn remember_lost(&self, lost: &[Lost], at: Timestamp) -> Result<(), StoreError> {
        if lost.is_empty() {
            return Ok(());
        }
        self.write(|tx| {
            let mut put = tx.prepare_cached(
                "INSERT OR IGNORE INTO lost_reference (link, side, object, vendor_id, field, at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?;
            for it in lost {
                put.execute(params![
                    it.link.0,
                    it.side.as_str(),
                    it.named.object.as_str(),
                    it.named.id.as_str(),
                    it.field.as_str(),
                    At(at)
                ])?;
            }
            Ok(())
        })
    }

    /// The fields of a pair's records that named this one until it was deleted.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn lost_with(
        &self,
        pair: PairId,
        side: Side,
        named: &RecordRef,
    ) -> Result<Vec<Lost>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT link, field FROM lost_reference JOIN link ON link.id = lost_reference.link
                 WHERE object = ?1 AND vendor_id = ?2 AND side = ?3 AND link.pair = ?4
                   AND field <> ''
                 ORDER BY link, field",
            )?;
            let asked = params![named.object.as_str(), named.id.as_str(), side.as_str(), pair.0];
            let found = ask.query_map(asked, |row| {
                let link = LinkId(row.get(0)?);
                Ok(Lost { link, side, field: name(row, "field")?, named: named.clone() })
            })?;
            Ok(found.collect::<Result<_, _>>()?)
        })
    }

    /// The sides on which the record of a link was gone since somebody last looked.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn was_gone(&self, link: LinkId) -> Result<Vec<Side>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(
                "SELECT DISTINCT side FROM lost_reference WHERE link = ?1 AND field = ''
                 ORDER BY side",
            )?;
            let sides = ask.query_map([link.0], |row| Ok(row.get::<_, SideText>(0)?.0))?;
            Ok(sides.collect::<Result<_, _>>()?)
        })
    }

    /// Forgets that the records of a link were gone: what went with them is seen to.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn is_there_again(&self, link: LinkId) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.prepare_cached("DELETE FROM lost_reference WHERE link = ?1 AND field = ''")?
                .execute([link.0])?;
            Ok(())
        })
    }

    /// Whether anything was lost.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn any_lost(&self) -> Result<bool, StoreError> {
        self.read(|tx| Ok(tx.prepare_cached("SELECT 1 FROM lost_reference LIMIT 1")?.exists([])?))
    }

    /// Forgets what was given back, or is beyond that.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn forget_lost(&self, lost: &[Lost]) -> Result<(), StoreError> {
        if lost.is_empty() {
            return Ok(());
        }
        self.write(|tx| {
            let mut take = tx.prepare_cached(
                "DELETE FROM lost_reference
                 WHERE link = ?1 AND side = ?2 AND field = ?3 AND object = ?4 AND vendor_id = ?5",
            )?;
            for it in lost {
                take.execute(params![
                    it.link.0,
                    it.side.as_str(),
                    it.field.as_str(),
                    it.named.object.as_str(),
                    it.named.id.as_str()
                ])?;
            }
            Ok(())
        })
    }
}

/// Notes that a record is gone with every link of it.
pub(crate) fn note_gone(
    tx: &Transaction<'_>,
    (connection, side, at): (ConnectionId, Side, &RecordRef),
    now: Timestamp,
) -> Result<(), StoreError> {
    macro_rules! note {
        ($s:literal) => {
            concat!(
                "INSERT OR IGNORE INTO lost_reference (link, side, object, vendor_id, field, at) ",
                "SELECT id, '",
                $s,
                "', ?1, ?2, ?3, ?4 FROM link WHERE ",
                $s,
                "_object = ?1 AND ",
                $s,
                "_id = ?2 AND pair IN (SELECT id FROM pair WHERE ",
                $s,
                " = ?5)"
            )
        };
    }
    let named = params![at.object.as_str(), at.id.as_str(), OWN, At(now), connection.0];
    tx.prepare_cached(by_side!(side, note))?.execute(named)?;
    Ok(())
}

#[cfg(test)]
mod tests;
