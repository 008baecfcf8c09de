//! The database's formats. A migration, once released, is never changed; a new one only adds.

use std::path::Path;

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use crate::{StoreError, backups};
use crate::{
    bases, budgets, conflicts, connections, cursors, directories, erasure, error_items, field_sets,
    history, links, lost, mapping_versions, match_keys, observed, opt_outs, orders, outbox, pairs,
    runs, settings,
};

/// The tables of format 1, parents first.
const FORMAT_1: [&str; 18] = [
    connections::TABLE,
    pairs::TABLE,
    mapping_versions::TABLE,
    field_sets::TABLE,
    cursors::TABLE,
    observed::TABLE,
    match_keys::TABLE,
    runs::TABLE,
    links::TABLE,
    bases::TABLE,
    outbox::TABLE,
    conflicts::TABLE,
    error_items::TABLE,
    history::TABLE,
    opt_outs::TABLE,
    budgets::TABLE,
    directories::TABLE,
    settings::TABLE,
];

/// What format 2 adds: who asked for a retry (P8), who is not to be remembered (P10), and what people
/// ordered by hand (M7).
const FORMAT_2: [&str; 3] = [error_items::WHO_ASKED, erasure::TABLE, orders::TABLE];

/// What format 3 adds: the load that a write travels in.
const FORMAT_3: [&str; 1] = [outbox::LOADS];

/// What format 4 adds: what went with a deleted record (M10).
const FORMAT_4: [&str; 1] = [lost::TABLE];

/// What format 5 adds: what a person typed to decide a conflict (M4).
const FORMAT_5: [&str; 1] = [conflicts::TYPED];

/// What format 6 adds: what the look of a slow clock cost (P1).
const FORMAT_6: [&str; 1] = [settings::COSTS];

/// The newest format this program knows.
pub(crate) const KNOWN: i64 = 6;

/// Brings a database to the newest format; one that holds something is backed up first.
pub(crate) fn bring_up(db: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let found = format(db)?;
    if found > KNOWN {
        return Err(StoreError::Newer { found, known: KNOWN });
    }
    if found == KNOWN {
        return Ok(());
    }
    if found > 0 {
        backups::before_migration(db, path, found)?;
    }
    let formats = [&FORMAT_1[..], &FORMAT_2, &FORMAT_3, &FORMAT_4, &FORMAT_5, &FORMAT_6];
    let steps = formats.map(|tables| tables.join("\n"));
    let steps = steps.iter().map(|step| M::up(step)).collect();
    Migrations::new(steps).to_latest(db).map_err(|error| {
        if let rusqlite_migration::Error::RusqliteError { err, .. } = error {
            return err.into();
        }
        StoreError::Sql(rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
    })
}

/// Refuses a database that a reader cannot read.
pub(crate) fn expect_current(db: &Connection) -> Result<(), StoreError> {
    let found = format(db)?;
    match found.cmp(&KNOWN) {
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Greater => Err(StoreError::Newer { found, known: KNOWN }),
        std::cmp::Ordering::Less => Err(StoreError::NeedsMigration { found, known: KNOWN }),
    }
}

/// The database's format.
pub(crate) fn format(db: &Connection) -> Result<i64, StoreError> {
    Ok(db.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

#[cfg(test)]
mod tests;
