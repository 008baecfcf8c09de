use rusqlite::Connection;

use super::{FORMAT_1, KNOWN, format};
use crate::{Access, Store, backups};

/// A database as the first format left it, with an error in its inbox.
fn of_format_1(path: &std::path::Path) {
    let db = Connection::open(path).unwrap();
    db.execute_batch(&FORMAT_1.join("\n")).unwrap();
    db.pragma_update(None, "foreign_keys", false).unwrap();
    db.execute_batch(
        "INSERT INTO error_item (pair, run, link, side, origin, code, words, first_at, last_at,
                                 attempts, state)
         VALUES (1, 1, 1, 'hubspot', 'write', 'bad', '{}', 0, 0, 3, 'gone');
         PRAGMA user_version = 1;",
    )
    .unwrap();
}

#[test]
fn an_older_database_is_backed_up_and_brought_to_the_newest_format() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("db/state.db");
    std::fs::create_dir(path.parent().unwrap()).unwrap();
    of_format_1(&path);
    let store = Store::open(&path, Access::Write).unwrap();
    assert_eq!(format(&store.connection()).unwrap(), KNOWN);
    let kept: (i64, i64) = store
        .connection()
        .query_row("SELECT attempts, asked FROM error_item", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!(kept, (3, 0), "what was there stays");
    let backups = backups::list(store.path()).unwrap();
    assert_eq!(backups.len(), 1);
    let of_before = Connection::open(&backups[0].path).unwrap();
    assert_eq!(format(&of_before).unwrap(), 1);
}
