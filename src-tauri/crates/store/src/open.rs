//! Opening the database: who may, how its file is guarded, and what is checked first.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::cursors::Parked;
use crate::errors::StoreError;
use crate::{backups, migrations, runs};

/// How long a reader waits for a checkpoint or another reader.
const BUSY: Duration = Duration::from_secs(5);

/// What the store is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The one writer of a state folder; waits for nobody.
    Write,
    /// One of any number of readers.
    Read,
}

/// The database. It may be shared between threads; calls take turns. Calls block on the disk, so
/// keep them off async workers.
#[derive(Debug)]
pub struct Store {
    db: Mutex<Connection>,
    pub(crate) parked: Mutex<Parked>,
    path: PathBuf,
    access: Access,
    /// Held for as long as the store lives; the lock goes with the handle.
    _lock: Option<File>,
}

impl Store {
    /// Opens the database file at `path`, making it and its folder (0600, 0700) when it is opened
    /// for writing. A restore that was cut short is finished; an older database is backed up and
    /// migrated.
    ///
    /// # Errors
    /// [`StoreError::Locked`], [`StoreError::Newer`], [`StoreError::Corrupt`],
    /// [`StoreError::PathRefused`], [`StoreError::Absent`], [`StoreError::NeedsMigration`].
    pub fn open(path: impl AsRef<Path>, access: Access) -> Result<Store, StoreError> {
        let path = path.as_ref();
        let (lock, path) = match access {
            Access::Write => {
                let path = guard_folder(path)?;
                let lock = lock(&path)?;
                backups::finish_restore(&path)?;
                guard_file(&path)?;
                (Some(lock), path)
            }
            Access::Read => (None, guard_existing(path)?),
        };
        let mut db = connect(&path, access).map_err(|e| damage(&path, e))?;
        check(&db, &path)?;
        match access {
            Access::Write => {
                migrations::bring_up(&mut db, &path)?;
                runs::end_killed(&mut db)?;
            }
            Access::Read => migrations::expect_current(&db)?,
        }
        let parked = Mutex::default();
        Ok(Store { db: Mutex::new(db), parked, path, access, _lock: lock })
    }

    /// The database file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads in one snapshot.
    pub(crate) fn read<T>(
        &self,
        ask: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut db = self.connection();
        let tx = db.transaction_with_behavior(TransactionBehavior::Deferred)?;
        let answer = ask(&tx)?;
        tx.commit()?;
        Ok(answer)
    }

    /// Writes in one transaction; an error leaves nothing behind. A write that changes no row
    /// touches no file.
    pub(crate) fn write<T>(
        &self,
        act: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if self.access == Access::Read {
            return Err(StoreError::ReadOnly);
        }
        let mut db = self.connection();
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let answer = act(&tx)?;
        tx.commit()?;
        Ok(answer)
    }

    /// The connection, for the few acts that cannot stand in a transaction. A panic in another
    /// thread rolled its transaction back, so a poisoned lock is sound.
    pub(crate) fn connection(&self) -> MutexGuard<'_, Connection> {
        self.db.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens a connection with every guard on (SEC18).
pub(crate) fn connect(path: &Path, access: Access) -> Result<Connection, rusqlite::Error> {
    let mode = match access {
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let flags = mode | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(BUSY)?;
    db.set_prepared_statement_cache_capacity(128);
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "cell_size_check", true)?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    if access == Access::Write {
        db.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        db.pragma_update(None, "synchronous", "FULL")?;
        db.pragma_update_and_check(None, "secure_delete", "ON", |_| Ok(()))?;
    }
    Ok(db)
}

fn check(db: &Connection, path: &Path) -> Result<(), StoreError> {
    let verdict: Result<String, _> = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
    match verdict {
        Ok(word) if word == "ok" => Ok(()),
        Ok(word) => Err(corrupt(path, word)),
        Err(error) => Err(damage(path, error)),
    }
}

/// Tells damage from other failures of SQLite.
fn damage(path: &Path, error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
            corrupt(path, error.to_string())
        }
        Some(_) | None => error.into(),
    }
}

fn corrupt(path: &Path, why: String) -> StoreError {
    StoreError::Corrupt { path: path.to_owned(), newest_backup: backups::newest_sound(path), why }
}

/// Makes the folder, closed to others, and names the file by its folder's real path, so that a
/// link further up (a moved home) is fine while the folder and the file themselves may not be one.
fn guard_folder(path: &Path) -> Result<PathBuf, StoreError> {
    let (folder, name) = split(path)?;
    make_private_folder(folder)?;
    let real = fs::canonicalize(folder).map_err(StoreError::io(folder))?;
    Ok(real.join(name))
}

fn split(path: &Path) -> Result<(&Path, &std::ffi::OsStr), StoreError> {
    let refused = || StoreError::PathRefused { path: path.to_owned(), why: "it names no file" };
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).ok_or_else(refused)?;
    Ok((folder, path.file_name().ok_or_else(refused)?))
}

/// Makes a folder that only this user can enter, or closes the one that is there.
pub(crate) fn make_private_folder(folder: &Path) -> Result<(), StoreError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder).map_err(StoreError::io(folder))?;
    let facts = fs::symlink_metadata(folder).map_err(StoreError::io(folder))?;
    if facts.file_type().is_symlink() || !facts.is_dir() {
        return Err(StoreError::PathRefused { path: folder.to_owned(), why: "not a folder" });
    }
    close_to_others(folder, &facts, 0o700)
}

/// Makes the file before SQLite does, so that it is never open to others, and refuses one that
/// somebody else may have prepared.
fn guard_file(path: &Path) -> Result<(), StoreError> {
    match private_file().create_new(true).open(path) {
        Ok(_) => return Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(StoreError::io(path)(error)),
    }
    let facts = plain_file(path)?;
    close_to_others(path, &facts, 0o600)
}

fn guard_existing(path: &Path) -> Result<PathBuf, StoreError> {
    let (folder, name) = split(path)?;
    let Ok(real) = fs::canonicalize(folder) else {
        return Err(StoreError::Absent(path.to_owned()));
    };
    let path = real.join(name);
    if fs::symlink_metadata(&path).is_err() {
        return Err(StoreError::Absent(path));
    }
    plain_file(&path)?;
    Ok(path)
}

/// A file that is neither a link nor known under a second name.
pub(crate) fn plain_file(path: &Path) -> Result<fs::Metadata, StoreError> {
    let facts = fs::symlink_metadata(path).map_err(StoreError::io(path))?;
    let refused = |why| Err(StoreError::PathRefused { path: path.to_owned(), why });
    if !facts.is_file() {
        return refused("not a plain file");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if facts.nlink() > 1 {
            return refused("it has a second name");
        }
    }
    Ok(facts)
}

/// Options for a file of mode 0600.
pub(crate) fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

#[cfg(unix)]
fn close_to_others(path: &Path, facts: &fs::Metadata, mode: u32) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt;
    if facts.permissions().mode() & 0o777 == mode {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(StoreError::io(path))
}

/// Windows gives the folder under the user's profile an access list of its own.
#[cfg(not(unix))]
fn close_to_others(_: &Path, _: &fs::Metadata, _: u32) -> Result<(), StoreError> {
    Ok(())
}

/// Takes the lock of the only writer. It goes when the process does, however that ends.
pub(crate) fn lock(path: &Path) -> Result<File, StoreError> {
    let path = path.with_extension("lock");
    if fs::symlink_metadata(&path).is_ok() {
        plain_file(&path)?;
    }
    let file =
        private_file().create(true).truncate(false).open(&path).map_err(StoreError::io(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::Locked(path)),
        Err(TryLockError::Error(error)) => Err(StoreError::io(path)(error)),
    }
}

#[cfg(test)]
mod tests;
