//! Table `base`: what each side of a link held when they last agreed (M3), per side and field.

use crosswalk_model::triple::Base;
use crosswalk_model::{Both, FieldName, LinkId, Side};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use crate::codec::Json;
use crate::links::by_side;
use crate::{Store, StoreError};

pub(crate) const TABLE: &str = "
CREATE TABLE base (
  link       INTEGER PRIMARY KEY REFERENCES link (id) ON DELETE CASCADE,
  salesforce TEXT NOT NULL DEFAULT '{}',
  hubspot    TEXT NOT NULL DEFAULT '{}'
) STRICT;";

pub(crate) fn get(tx: &Transaction<'_>, link: LinkId) -> Result<Base, StoreError> {
    let base = tx
        .prepare_cached("SELECT salesforce, hubspot FROM base WHERE link = ?1")?
        .query_row([link.0], |row| read(row, 0))
        .optional()?;
    Ok(base.unwrap_or_default())
}

/// Reads the two columns of a base from `first` on; a link without a row has an empty base.
pub(crate) fn read(row: &Row<'_>, first: usize) -> rusqlite::Result<Base> {
    let side = |column| -> rusqlite::Result<_> {
        Ok(row.get::<_, Option<Json<_>>>(column)?.map(|it| it.0).unwrap_or_default())
    };
    Ok(Base { salesforce: side(first)?, hubspot: side(first + 1)? })
}

/// Moves the given entries of a base on; the others stay. Writes only what differs.
pub(crate) fn advance(tx: &Transaction<'_>, link: LinkId, by: &Base) -> Result<(), StoreError> {
    if by.salesforce.is_empty() && by.hubspot.is_empty() {
        return Ok(());
    }
    let before = get(tx, link)?;
    let mut now = before.clone();
    for side in Side::ALL {
        let entries = by.get(side).iter().map(|(field, value)| (field.clone(), value.clone()));
        now.get_mut(side).extend(entries);
    }
    if now == before { Ok(()) } else { put(tx, link, &now) }
}

impl Store {
    /// Moves entries of a base without a write: a record is there again without some of whom it
    /// named.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn move_base(&self, link: LinkId, by: &Base) -> Result<(), StoreError> {
        if by.salesforce.is_empty() && by.hubspot.is_empty() {
            return Ok(());
        }
        self.write(|tx| advance(tx, link, by))
    }

    /// Forgets what both sides of a link held of one field when they last agreed: it became another
    /// field.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn forget_base(&self, link: LinkId, names: Both<&FieldName>) -> Result<(), StoreError> {
        self.write(|tx| {
            let mut base = get(tx, link)?;
            let held = Side::ALL.map(|side| base.get_mut(side).remove(*names.get(side)).is_some());
            if held.into_iter().any(|held| held) { put(tx, link, &base) } else { Ok(()) }
        })
    }
}

fn put(tx: &Transaction<'_>, link: LinkId, base: &Base) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO base (link, salesforce, hubspot) VALUES (?1, ?2, ?3)
         ON CONFLICT (link) DO UPDATE
         SET salesforce = excluded.salesforce, hubspot = excluded.hubspot",
    )?
    .execute(params![link.0, Json(&base.salesforce), Json(&base.hubspot)])?;
    Ok(())
}

/// Forgets what one side held: its end moved to another record (M5).
pub(crate) fn drop_side(tx: &Transaction<'_>, link: LinkId, side: Side) -> Result<(), StoreError> {
    macro_rules! forget {
        ($s:literal) => {
            concat!("UPDATE base SET ", $s, " = '{}' WHERE link = ?1 AND ", $s, " <> '{}'")
        };
    }
    tx.prepare_cached(by_side!(side, forget))?.execute([link.0])?;
    Ok(())
}

#[cfg(test)]
mod tests;
