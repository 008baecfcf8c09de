//! Backups of the whole database, made by SQLite's own backup, beside it in `backups/`. They hold
//! what the database holds, personal data too, and never a secret.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crosswalk_model::Timestamp;
use rusqlite::Connection;
use rusqlite::backup::Backup;

use crate::errors::StoreError;
use crate::open::{Access, connect, make_private_folder, plain_file, private_file};
use crate::{Store, migrations};

/// Daily backups that are kept.
pub const DAILY_KEPT: usize = 7;
/// Weekly backups that are kept beyond those.
pub const WEEKLY_KEPT: usize = 4;
/// Database pages copied per step.
const STEP: std::ffi::c_int = 4096;

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupFile {
    /// The file.
    pub path: PathBuf,
    /// When it was made, by its name.
    pub at: Timestamp,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Store {
    /// Makes a backup now and thins the older ones out: one a day for seven days, one a week for
    /// four more weeks; the newest always stays.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails; nothing half-made is left.
    pub fn back_up(&self, at: Timestamp) -> Result<BackupFile, StoreError> {
        let made = copy(&self.connection(), self.path(), &at.strftime(NAME).to_string())?;
        thin(self.path())?;
        Ok(made)
    }

    /// Makes a backup before a person's plan passes a brake. The newest seven of these and of those
    /// before a migration are kept beside the daily ones, so that a second plan of a day does not
    /// take the first one's way back.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails; nothing half-made is left.
    pub fn back_up_before_brakes(&self, at: Timestamp) -> Result<BackupFile, StoreError> {
        let name = [&at.strftime(NAME).to_string(), "past-a-brake"].join(".");
        let made = copy(&self.connection(), self.path(), &name)?;
        thin(self.path())?;
        Ok(made)
    }

    /// Makes the day's backup unless there is one from the last 24 hours.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn back_up_daily(&self, at: Timestamp) -> Result<Option<BackupFile>, StoreError> {
        let due = list(self.path())?
            .first()
            .is_none_or(|newest| at.duration_since(newest.at).as_hours() >= 24);
        if due { self.back_up(at).map(Some) } else { Ok(None) }
    }
}

/// How a backup is named after its time, so that names sort by time.
const NAME: &str = "%Y-%m-%dT%H%M%SZ";

/// The backups of the database at `path`, newest first.
///
/// # Errors
/// [`StoreError::Io`].
pub fn list(path: &Path) -> Result<Vec<BackupFile>, StoreError> {
    let folder = folder(path);
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(StoreError::io(&folder))?;
        let name = entry.file_name();
        let Some(at) = name.to_str().and_then(time_of) else { continue };
        let bytes = entry.metadata().map_err(StoreError::io(entry.path()))?.len();
        found.push(BackupFile { path: entry.path(), at, bytes });
    }
    found.sort_by(|a, b| b.path.cmp(&a.path));
    Ok(found)
}

/// Puts a backup in the place of the database at `path`, which must not be open. The replaced
/// file, damaged or not, is kept beside it under a name that ends in `.replaced`. Every slow clock
/// has run down in what was restored, so that the next pass reads and compares everything.
///
/// A crash leaves the database as it was, or a restore that the next opening finishes.
///
/// # Errors
/// [`StoreError::Locked`], [`StoreError::Corrupt`] when the backup does not pass its check,
/// [`StoreError::Newer`].
pub fn restore(path: &Path, backup: &Path) -> Result<(), StoreError> {
    let _lock = crate::open::lock(path)?;
    plain_file(backup)?;
    sound(backup)?;
    let half = path.with_extension(RESTORING);
    remove(&half)?;
    fs::copy(backup, &half).map_err(StoreError::io(&half))?;
    sweep_anew(&half)?;
    private_file().open(&half).and_then(|file| file.sync_all()).map_err(StoreError::io(&half))?;
    let decided = path.with_extension(RESTORED);
    fs::rename(&half, &decided).map_err(StoreError::io(&decided))?;
    sync_folder(path)?;
    finish_restore(path)
}

/// A copy of a backup that is being made ready.
const RESTORING: &str = "restoring";
/// A copy that is ready: from here on it is the database, whatever happens.
const RESTORED: &str = "restored";
/// The database that a restore took the place of.
const REPLACED: &str = "replaced";

/// Puts what a restore made ready in its place; does nothing where no restore stopped midway. Each
/// step leaves the next ones to do.
pub(crate) fn finish_restore(path: &Path) -> Result<(), StoreError> {
    let decided = path.with_extension(RESTORED);
    if fs::symlink_metadata(&decided).is_err() {
        // One that stopped before it was ready never took place.
        return remove(&path.with_extension(RESTORING));
    }
    let aside = path.with_extension(REPLACED);
    let log = |of: &Path| with_ending(of, "-wal");
    if fs::symlink_metadata(path).is_ok() {
        remove(&log(&aside))?;
        fs::rename(path, &aside).map_err(StoreError::io(&aside))?;
    }
    // The log goes aside with its database. Left in its place it would be played into the new one.
    if fs::symlink_metadata(log(path)).is_ok() {
        fs::rename(log(path), log(&aside)).map_err(StoreError::io(&aside))?;
    }
    remove(&with_ending(path, "-shm"))?;
    fs::rename(&decided, path).map_err(StoreError::io(path))?;
    sync_folder(path)
}

/// Removes what restores put aside, and what an interrupted backup left: it is as readable as the
/// database, and what is to be forgotten may stand in it.
pub(crate) fn remove_leftovers(path: &Path) -> Result<(), StoreError> {
    let aside = path.with_extension(REPLACED);
    remove(&aside)?;
    remove(&with_ending(&aside, "-wal"))?;
    remove(&path.with_extension(RESTORING))?;
    remove_halves(path)
}

/// Removes copies that a crash left half made; they are as readable as the database is.
fn remove_halves(path: &Path) -> Result<(), StoreError> {
    let folder = folder(path);
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(()) };
    for entry in entries {
        let entry = entry.map_err(StoreError::io(&folder))?;
        // SQLite's own files of such a copy end in `.half-journal` or `.half-wal`.
        let half =
            entry.path().extension().is_some_and(|it| it.as_encoded_bytes().starts_with(b"half"));
        if half {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// What was deleted since the backup was made may be past what a pull tells of: the slow clocks
/// start at their beginning, and the next pass compares everything (P2).
fn sweep_anew(restored: &Path) -> Result<(), StoreError> {
    let db = connect(restored, Access::Write)?;
    db.execute("UPDATE slow_clock SET last_at = 0", [])?;
    // One file, as the backup was.
    db.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    Ok(())
}

/// The backup before a migration; its name says the format.
pub(crate) fn before_migration(
    db: &Connection,
    path: &Path,
    format: i64,
) -> Result<(), StoreError> {
    let now = Timestamp::now().strftime(NAME).to_string();
    copy(db, path, &[now, format!("format-{format}")].join(".")).map(|_| ())
}

/// The newest backup that opens and passes its check.
pub(crate) fn newest_sound(path: &Path) -> Option<PathBuf> {
    let backups = list(path).ok()?;
    backups.into_iter().map(|it| it.path).find(|it| sound(it).is_ok())
}

fn folder(path: &Path) -> PathBuf {
    path.with_file_name("backups")
}

fn time_of(name: &str) -> Option<Timestamp> {
    let stem = name.strip_suffix(".db")?;
    let time = stem.split('.').next()?;
    jiff::civil::DateTime::strptime(NAME, time)
        .ok()?
        .to_zoned(jiff::tz::TimeZone::UTC)
        .ok()
        .map(|it| it.timestamp())
}

/// Copies into a private file under another name, then gives it its own.
fn copy(db: &Connection, path: &Path, name: &str) -> Result<BackupFile, StoreError> {
    let folder = folder(path);
    make_private_folder(&folder)?;
    let target = folder.join([name, ".db"].concat());
    let half = folder.join([name, ".half"].concat());
    remove(&half)?;
    private_file().create_new(true).open(&half).map_err(StoreError::io(&half))?;
    let copied = copy_into(db, &half);
    if copied.is_err() {
        remove(&half)?;
    }
    copied?;
    fs::rename(&half, &target).map_err(StoreError::io(&target))?;
    sync_folder(&target)?;
    let bytes = fs::metadata(&target).map_err(StoreError::io(&target))?.len();
    let at = time_of(&[name, ".db"].concat()).unwrap_or_default();
    Ok(BackupFile { path: target, at, bytes })
}

fn copy_into(db: &Connection, half: &Path) -> Result<(), StoreError> {
    let flags =
        rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE | rusqlite::OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let mut to = Connection::open_with_flags(half, flags)?;
    Backup::new(db, &mut to)?.run_to_completion(STEP, Duration::ZERO, None)?;
    // A backup is one file: no log beside it to lose.
    to.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    drop(to);
    private_file().open(half).and_then(|file| file.sync_all()).map_err(StoreError::io(half))
}

/// Whether a backup opens, is whole and of a format that this program knows.
pub(crate) fn sound(backup: &Path) -> Result<(), StoreError> {
    let damaged =
        |why: String| StoreError::Corrupt { path: backup.to_owned(), newest_backup: None, why };
    let db = connect(backup, Access::Read).map_err(|e| damaged(e.to_string()))?;
    let word: String = db
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(|e| damaged(e.to_string()))?;
    if word != "ok" {
        return Err(damaged(word));
    }
    let found = migrations::format(&db)?;
    if found > migrations::KNOWN {
        return Err(StoreError::Newer { found, known: migrations::KNOWN });
    }
    if found == 0 { Err(damaged("it holds nothing".to_owned())) } else { Ok(()) }
}

/// Removes backups beyond the kept ones: the newest of each of seven days, then the newest of each
/// of four weeks, and the newest seven that were made before something. What a crash left half made
/// goes too.
fn thin(path: &Path) -> Result<(), StoreError> {
    remove_halves(path)?;
    let (before, daily): (Vec<BackupFile>, Vec<BackupFile>) =
        list(path)?.into_iter().partition(|it| says_before_what(&it.path));
    let kept = kept(&daily.iter().map(|it| it.at).collect::<Vec<_>>());
    let over = daily.iter().zip(kept).filter(|(_, keep)| !keep).map(|(it, _)| it);
    for backup in over.chain(before.iter().skip(DAILY_KEPT)) {
        remove(&backup.path)?;
    }
    Ok(())
}

/// Whether a backup's name tells, after its time, before what it was made.
fn says_before_what(backup: &Path) -> bool {
    backup.file_stem().is_some_and(|stem| stem.as_encoded_bytes().contains(&b'.'))
}

/// Which of these times, newest first, are kept.
fn kept(times: &[Timestamp]) -> Vec<bool> {
    let (mut days, mut weeks) = (Vec::new(), 0);
    let mut last_week = None;
    times
        .iter()
        .map(|time| {
            let date = time.to_zoned(jiff::tz::TimeZone::UTC).date();
            let week = date.iso_week_date();
            let week = Some((week.year(), week.week()));
            if days.last() == Some(&date) {
                return false;
            }
            if days.len() < DAILY_KEPT {
                days.push(date);
                last_week = week;
                return true;
            }
            if week == last_week || weeks == WEEKLY_KEPT {
                return false;
            }
            last_week = week;
            weeks += 1;
            true
        })
        .collect()
}

pub(crate) fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreError::io(path)(error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Makes a rename durable.
#[cfg(unix)]
fn sync_folder(path: &Path) -> Result<(), StoreError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::File::open(folder).and_then(|it| it.sync_all()).map_err(StoreError::io(folder))
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> Result<(), StoreError> {
    Ok(())
}

#[cfg(test)]
mod tests;
