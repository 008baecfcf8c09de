//! Table `link_order`: records for which a person ordered a partner (M7), whatever the create
//! settings say.

use crosswalk_model::{LinkId, ObjectName, Timestamp};
use rusqlite::{OptionalExtension, params};

use crate::codec::{At, name};
use crate::{Store, StoreError, links};

pub(crate) const TABLE: &str = "
CREATE TABLE link_order (
  link       INTEGER PRIMARY KEY REFERENCES link (id) ON DELETE CASCADE,
  object     TEXT NOT NULL,
  ordered_at INTEGER NOT NULL
) STRICT;";

impl Store {
    /// Orders a partner of an object for the record of a one-ended link, which is marked. A later
    /// order replaces an earlier one.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`]; [`StoreError::WrongState`] when the link is whole.
    pub fn order_create(
        &self,
        link: LinkId,
        object: &ObjectName,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            if links::by_id(tx, link)?.is_whole() {
                return Err(StoreError::WrongState("that record has a partner"));
            }
            tx.prepare_cached(
                "INSERT INTO link_order (link, object, ordered_at) VALUES (?1, ?2, ?3)
                 ON CONFLICT (link) DO UPDATE
                 SET object = excluded.object, ordered_at = excluded.ordered_at",
            )?
            .execute(params![link.0, object.as_str(), At(at)])?;
            let mark = links::draw_mark(tx)?;
            links::touch_link(tx, link, mark)
        })
    }

    /// The object of which a person ordered a partner.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn ordered_create(&self, link: LinkId) -> Result<Option<ObjectName>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached("SELECT object FROM link_order WHERE link = ?1")?;
            Ok(ask.query_row([link.0], |row| name(row, "object")).optional()?)
        })
    }
}
