//! `save_page`: one transaction takes a page of records in, marks the links it touches and moves
//! the cursor.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::connector::Cursor;
use crosswalk_model::{
    ConnectionId, Life, MappingId, ObjectName, PairId, Record, RecordId, RecordRef, Side, Timestamp,
};
use rusqlite::{Transaction, params};

use crate::codec::Json;
use crate::cursors::{CursorKind, StoredCursor};
use crate::field_sets::FieldSetId;
use crate::links::{self, Mark, Tombstones};
use crate::match_keys::{self, RecordKeys};
use crate::observed::merge::{Merged, first_sight, merge};
use crate::{Store, StoreError, connections, cursors, erasure, lost, observed, outbox};

/// A page to take in.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// Where it comes from.
    pub connection: ConnectionId,
    /// The object that was asked for; the cursor is this object's.
    pub object: &'a ObjectName,
    /// The fields that were asked for.
    pub field_set: FieldSetId,
    /// The records.
    pub records: &'a [Record],
    /// Their match keys, as far as the page tells them.
    pub keys: &'a [RecordKeys],
    /// Every object mapping, of every pair of the connection, that these records belong to. A
    /// record that stands in none of a mapping's links gets a one-ended row there.
    pub homes: &'a [Home],
    /// The cursor that covers the page; `None` for records read by id.
    pub cursor: Option<CursorMove<'a>>,
    /// Our clock.
    pub at: Timestamp,
}

/// An object mapping of a pair.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Home {
    /// The pair.
    pub pair: PairId,
    /// Its object mapping.
    pub mapping: MappingId,
}

/// A cursor that moves with a page.
#[derive(Clone, Copy, Debug)]
pub struct CursorMove<'a> {
    /// Which pull.
    pub kind: CursorKind,
    /// Where it stands now.
    pub to: &'a Cursor,
}

/// What a page came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageSaved {
    /// Records in the page.
    pub seen: usize,
    /// Records never seen before.
    pub new: usize,
    /// Records of which a value, the life or the absorbed ids changed.
    pub changed: usize,
    /// Links marked, new one-ended ones among them.
    pub touched: usize,
}

impl Store {
    /// Takes a page in. Nothing is written when nothing changed: a cursor that moved all the same
    /// is kept in memory then (see [`crate::cursors`]), but for a backfill's.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for an unknown connection.
    pub fn save_page(&self, page: &Page<'_>) -> Result<PageSaved, StoreError> {
        let parks = self.write(|tx| {
            let mut intake = Intake::new(tx, page)?;
            for record in page.records {
                intake.take(record)?;
            }
            let saved = intake.saved;
            let quiet = !intake.wrote;
            let Some(cursor) = page.cursor else { return Ok((saved, None)) };
            let to =
                StoredCursor { cursor: cursor.to.clone(), field_set: page.field_set, at: page.at };
            let before = cursors::get(tx, page.connection, page.object, cursor.kind)?;
            let known = before.as_ref().is_some_and(|it| it.field_set == page.field_set);
            if quiet && known && cursor.kind != CursorKind::Backfill {
                let moved = before.is_some_and(|it| it.cursor != to.cursor);
                return Ok((saved, Some((cursor.kind, moved.then_some(to)))));
            }
            cursors::put(tx, page.connection, page.object, cursor.kind, &to)?;
            Ok((saved, Some((cursor.kind, None))))
        })?;
        let (saved, cursor) = parks;
        match cursor {
            Some((kind, Some(to))) => self.park(page.connection, page.object, kind, to),
            Some((kind, None)) => self.unpark(page.connection, page.object, kind),
            None => {}
        }
        Ok(saved)
    }
}

/// The state of taking one page in.
struct Intake<'a, 'tx> {
    tx: &'a Transaction<'tx>,
    page: &'a Page<'a>,
    side: Side,
    keys: BTreeMap<&'a RecordId, &'a RecordKeys>,
    /// Whether some records of the connection are not to be remembered (P10).
    wary: bool,
    /// Drawn once something is marked, so that a page without news writes nothing.
    mark: Option<Mark>,
    wrote: bool,
    saved: PageSaved,
}

impl<'a, 'tx> Intake<'a, 'tx> {
    fn new(tx: &'a Transaction<'tx>, page: &'a Page<'a>) -> Result<Self, StoreError> {
        let side = connections::by_id(tx, page.connection)?.side;
        let keys = page.keys.iter().map(|it| (&it.record, it)).collect();
        let saved = PageSaved { seen: page.records.len(), ..PageSaved::default() };
        let wary = erasure::any(tx, page.connection)?;
        Ok(Intake { tx, page, side, keys, wary, mark: None, wrote: false, saved })
    }

    fn take(&mut self, record: &Record) -> Result<(), StoreError> {
        if self.as_stored(record)? {
            return Ok(());
        }
        let (tx, page) = (self.tx, self.page);
        if self.wary && erasure::is_erased(tx, page.connection, &record.at)? {
            return Ok(());
        }
        let read_with = (Some(page.field_set), page.at);
        let own = || outbox::own_writes(tx, page.connection, &record.at);
        let Some(old) = observed::get(tx, page.connection, &record.at)? else {
            let row =
                observed::insert(tx, page.connection, &first_sight(record, &own()?), read_with)?;
            self.saved.new += 1;
            return self.news(record, row, Tombstones::Too);
        };
        match merge(&old.observed, record, own)? {
            Merged::Same => Ok(()),
            Merged::Restamped(now) => {
                self.wrote = true;
                observed::update(tx, old.row, &now, (old.field_set, page.at))
            }
            Merged::Changed { now, reach } => {
                observed::update(tx, old.row, &now, read_with)?;
                self.saved.changed += 1;
                self.news(record, old.row, reach)
            }
        }
    }

    /// Whether the row stands word for word as the page has it: the common case, without parsing.
    fn as_stored(&self, record: &Record) -> Result<bool, StoreError> {
        let found = self
            .tx
            .prepare_cached(
                "SELECT 1 FROM observed
                 WHERE connection = ?1 AND object = ?2 AND vendor_id = ?3
                   AND (modified, modified_by) IS (?4, ?5)
                   AND life = ?6 AND absorbed = ?7 AND fields = ?8",
            )?
            .exists(params![
                self.page.connection.0,
                record.at.object.as_str(),
                record.at.id.as_str(),
                crate::codec::at(record.modified),
                record.modified_by.as_ref().map(RecordId::as_str),
                Json(&record.life),
                Json(&record.absorbed),
                Json(&record.fields),
            ])?;
        Ok(found)
    }

    /// Renews the match keys of a record with news and marks its links.
    fn news(&mut self, record: &Record, row: i64, reach: Tombstones) -> Result<(), StoreError> {
        self.wrote = true;
        if let Some(keys) = self.keys.get(&record.at.id) {
            match_keys::replace(self.tx, self.page.connection, (&record.at.object, row), keys)?;
        }
        let mark = match self.mark {
            Some(mark) => mark,
            None => *self.mark.insert(links::draw_mark(self.tx)?),
        };
        let at = (self.page.connection, self.side, &record.at);
        self.saved.touched += links::touch_record(self.tx, at, mark, reach)?;
        match record.life {
            Life::Live | Life::Converted(_) => self.house(&record.at, mark),
            Life::Deleted | Life::NoLongerVisible => lost::note_gone(self.tx, at, self.page.at),
            Life::AbsorbedBy(_) => Ok(()),
        }
    }

    /// Gives the record a one-ended row in every mapping that has none for it.
    fn house(&mut self, at: &RecordRef, mark: Mark) -> Result<(), StoreError> {
        let homes: BTreeSet<&Home> = self.page.homes.iter().collect();
        for home in homes {
            if links::of_record(self.tx, home, self.side, at)?.is_none() {
                links::add_one_ended(self.tx, home, (self.side, at), mark, self.page.at)?;
                self.saved.touched += 1;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
