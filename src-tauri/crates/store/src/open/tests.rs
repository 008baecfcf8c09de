#[cfg(unix)]
mod crashes;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use rusqlite::Connection;

use crate::fixture::{House, path, t};
use crate::migrations::KNOWN;
use crate::{Access, Store, StoreError};

#[test]
fn sec26_files_are_closed_to_others() {
    let house = House::new();
    house.linked("003A", "1");
    house.store.back_up(t(0)).unwrap();
    let folder = house.store.path().parent().unwrap();
    assert_eq!(mode(folder), 0o700);
    assert_eq!(mode(&folder.join("backups")), 0o700);
    let mut seen = 0;
    for place in [folder.to_owned(), folder.join("backups")] {
        for entry in fs::read_dir(place).unwrap() {
            let entry = entry.unwrap().path();
            if entry.is_file() {
                assert_eq!(mode(&entry), 0o600, "{entry:?}");
                seen += 1;
            }
        }
    }
    assert!(seen >= 5, "database, log, shared memory, lock and backup, not {seen}");
}

#[test]
fn sec26_an_open_folder_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("db");
    fs::create_dir(&db).unwrap();
    fs::set_permissions(&db, fs::Permissions::from_mode(0o755)).unwrap();
    fs::write(db.join("state.db"), "").unwrap();
    fs::set_permissions(db.join("state.db"), fs::Permissions::from_mode(0o644)).unwrap();
    let store = Store::open(path(&folder), Access::Write).unwrap();
    assert_eq!(mode(&db), 0o700);
    assert_eq!(mode(store.path()), 0o600);
}

#[test]
fn sec26_links_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("elsewhere");
    fs::create_dir(&target).unwrap();
    symlink(&target, folder.path().join("db")).unwrap();
    assert_refused(Store::open(path(&folder), Access::Write));

    for name in ["state.db", "state.lock"] {
        for make in [soft, hard] {
            let folder = tempfile::tempdir().unwrap();
            fs::create_dir(folder.path().join("db")).unwrap();
            let victim = folder.path().join("victim");
            fs::write(&victim, "").unwrap();
            make(&victim, &folder.path().join("db").join(name));
            assert_refused(Store::open(path(&folder), Access::Write));
            assert_eq!(fs::read(&victim).unwrap(), b"");
        }
    }
}

#[test]
fn sec18_the_connection_is_defensive() {
    let house = House::new();
    let db = house.store.connection();
    let trusted: i64 = db.query_row("PRAGMA trusted_schema", [], |row| row.get(0)).unwrap();
    assert_eq!(trusted, 0);
    let keys: i64 = db.query_row("PRAGMA foreign_keys", [], |row| row.get(0)).unwrap();
    assert_eq!(keys, 1);
    let synchronous: i64 = db.query_row("PRAGMA synchronous", [], |row| row.get(0)).unwrap();
    assert_eq!(synchronous, 2, "FULL");
    let erases: i64 = db.query_row("PRAGMA secure_delete", [], |row| row.get(0)).unwrap();
    assert_eq!(erases, 1);
    // Defensive mode: neither the schema table nor its shadow can be written by a statement.
    let writable = db.execute_batch(
        "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'link';",
    );
    assert!(writable.is_err());
    let extension: Result<i64, _> =
        db.query_row("SELECT load_extension('x')", [], |row| row.get(0));
    assert!(extension.is_err());
}

#[test]
fn sec18_no_statement_is_built_from_data() {
    let mut files = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut read = 0;
    while let Some(file) = files.pop() {
        if file.is_dir() {
            files.extend(fs::read_dir(file).unwrap().map(|it| it.unwrap().path()));
            continue;
        }
        if file.file_name().unwrap() == "tests.rs" {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        read += 1;
        for (number, line) in text.lines().enumerate() {
            let builds = line.contains("format!") || line.contains("push_str");
            let sql = ["SELECT ", "UPDATE ", "INSERT ", "DELETE ", "PRAGMA "];
            assert!(!(builds && sql.iter().any(|it| line.contains(it))), "{file:?}:{number}");
        }
    }
    assert!(read > 20);
}

#[test]
fn there_is_one_writer_and_any_number_of_readers() {
    let house = House::new();
    let second = Store::open(house.store.path(), Access::Write);
    assert!(matches!(second, Err(StoreError::Locked(_))), "{second:?}");
    let reader = Store::open(house.store.path(), Access::Read).unwrap();
    assert_eq!(reader.pairs().unwrap().len(), 1);
    assert!(matches!(reader.rename_pair(house.pair, "no"), Err(StoreError::ReadOnly)));
    let place = house.store.path().to_owned();
    let House { folder, store, .. } = house;
    drop(store);
    Store::open(place, Access::Write).unwrap();
    drop(folder);
}

#[test]
fn a_newer_database_is_refused_and_left_alone() {
    let house = House::new();
    let place = house.store.path().to_owned();
    let House { folder, store, .. } = house;
    drop(store);
    Connection::open(&place).unwrap().pragma_update(None, "user_version", 99).unwrap();
    for access in [Access::Write, Access::Read] {
        let refused = Store::open(&place, access).unwrap_err();
        assert!(matches!(refused, StoreError::Newer { found: 99, known: KNOWN }), "{refused:?}");
        assert!(refused.to_string().contains("newer Crosswalk"));
    }
    drop(folder);
}

#[test]
fn i16_a_damaged_database_names_its_newest_sound_backup() {
    let house = House::new();
    house.linked("003A", "1");
    let older = house.store.back_up(t(0)).unwrap();
    let newer = house.store.back_up(t(86_400)).unwrap();
    let place = house.store.path().to_owned();
    let House { folder, store, pair, .. } = house;
    drop(store);
    for hurt in [&place, &newer.path] {
        let mut bytes = fs::read(hurt).unwrap();
        for byte in bytes.iter_mut().skip(4096) {
            *byte ^= 0x5a;
        }
        fs::write(hurt, bytes).unwrap();
    }
    for access in [Access::Write, Access::Read] {
        let StoreError::Corrupt { newest_backup, .. } = Store::open(&place, access).unwrap_err()
        else {
            panic!("damage must be named");
        };
        assert_eq!(newest_backup.as_deref(), Some(older.path.as_path()));
    }
    crate::backups::restore(&place, &older.path).unwrap();
    let store = Store::open(&place, Access::Write).unwrap();
    assert_eq!(store.pair(pair).unwrap().name, "Acme");
    assert!(place.with_extension("replaced").exists(), "the damaged file is kept");
    drop(folder);
}

#[test]
fn a_missing_state_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = Store::open(path(&folder), Access::Read);
    assert!(matches!(missing, Err(StoreError::Absent(_))), "{missing:?}");
}

#[test]
fn a_write_that_fails_midway_leaves_nothing() {
    let house = House::new();
    let refused = house.store.write(|tx| {
        tx.execute("UPDATE pair SET name = 'half'", [])?;
        Err::<(), _>(StoreError::WrongState("midway"))
    });
    assert!(refused.is_err());
    assert_eq!(house.store.pair(house.pair).unwrap().name, "Acme");
}

#[test]
fn a_crash_midway_leaves_the_last_commit() {
    let house = House::new();
    house.linked("003A", "1");
    let copy = tempfile::tempdir().unwrap();
    let place = path(&copy);
    fs::create_dir(place.parent().unwrap()).unwrap();
    // The image a crash leaves: taken from the files while a transaction is open.
    house
        .store
        .write(|tx| {
            tx.execute("UPDATE pair SET name = 'half'", [])?;
            for ending in ["state.db", "state.db-wal"] {
                let from = house.store.path().with_file_name(ending);
                fs::copy(from, place.with_file_name(ending)).unwrap();
            }
            Ok(())
        })
        .unwrap();
    let store = Store::open(&place, Access::Write).unwrap();
    assert_eq!(store.pair(house.pair).unwrap().name, "Acme");
    assert_eq!(store.touched(&house.home(), None, 9).unwrap().len(), 1);
    assert_eq!(house.store.pair(house.pair).unwrap().name, "half");
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn assert_refused(opened: Result<Store, StoreError>) {
    assert!(matches!(opened, Err(StoreError::PathRefused { .. })), "{opened:?}");
}

fn soft(victim: &Path, link: &Path) {
    symlink(victim, link).unwrap();
}

fn hard(victim: &Path, link: &Path) {
    fs::hard_link(victim, link).unwrap();
}

#[test]
fn i16_a_flipped_byte_is_never_taken_for_an_empty_state() {
    let house = House::new();
    house.linked("003A", "1");
    let image = house.store.back_up(t(0)).unwrap().path;
    let whole = fs::read(image).unwrap();
    let (mut opened, mut refused) = (0, 0);
    for step in 0..100 {
        let folder = tempfile::tempdir().unwrap();
        let place = path(&folder);
        fs::create_dir(place.parent().unwrap()).unwrap();
        let mut bytes = whole.clone();
        let hit = (step * 7_919) % bytes.len();
        bytes[hit] ^= 0xff;
        fs::write(&place, bytes).unwrap();
        match Store::open(&place, Access::Write) {
            Ok(store) => {
                // A value may be hurt, which reads as an error; rows do not vanish in silence.
                let links = store.touched(&house.home(), None, 9);
                assert!(links.is_err() || links.unwrap().len() == 1, "byte {hit}");
                opened += 1;
            }
            Err(StoreError::Corrupt { .. } | StoreError::Newer { .. }) => refused += 1,
            Err(other) => panic!("byte {hit}: {other:?}"),
        }
    }
    assert!(opened > 0 && refused > 0, "{opened} opened, {refused} refused");
}
