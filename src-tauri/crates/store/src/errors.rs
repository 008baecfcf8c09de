//! What can go wrong in the store, said as what the caller can do about it.

use std::path::PathBuf;

use crosswalk_model::{LinkId, PairId};
use thiserror::Error;

/// Why the store did not serve.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Another process writes to this state folder; wait for it or close it.
    #[error("another Crosswalk holds {0}")]
    Locked(PathBuf),
    /// The database was made by a newer version; install that version again.
    #[error("the state was written by a newer Crosswalk (format {found}, this one knows {known})")]
    Newer {
        /// The database's format.
        found: i64,
        /// The newest format this program knows.
        known: i64,
    },
    /// The database is older than this program and was opened for reading only; open it once for
    /// writing.
    #[error("the state has format {found} and needs {known}; run a command that may write first")]
    NeedsMigration {
        /// The database's format.
        found: i64,
        /// The format this program reads.
        known: i64,
    },
    /// The database is damaged: restore a backup, or start anew and read everything again. Never
    /// go on with an empty one.
    #[error("the state at {path} is damaged: {why}")]
    Corrupt {
        /// The damaged file.
        path: PathBuf,
        /// The newest backup that opens, if any.
        newest_backup: Option<PathBuf>,
        /// What the check said.
        why: String,
    },
    /// A path is a link, a hard link, or not what it should be; somebody may have put it there.
    #[error("{path} is refused: {why}")]
    PathRefused {
        /// The path.
        path: PathBuf,
        /// What is wrong with it.
        why: &'static str,
    },
    /// There is no state yet, and it was asked for reading.
    #[error("there is no state at {0}")]
    Absent(PathBuf),
    /// No such row.
    #[error("there is no {what} {id}")]
    NoSuch {
        /// The kind of row.
        what: &'static str,
        /// What was asked for.
        id: String,
    },
    /// The HubSpot account stands in another live pair (M1).
    #[error("that HubSpot account is in pair {0} already")]
    HubSpotTaken(PairId),
    /// The record stands in another whole link of the mapping (I5).
    #[error("that record is in link {0} already")]
    EndTaken(LinkId),
    /// The change does not fit the row's state.
    #[error("{0}")]
    WrongState(&'static str),
    /// The disk is full; nothing of the change was kept.
    #[error("the disk is full")]
    DiskFull,
    /// The store was opened for reading only.
    #[error("the state is open for reading only")]
    ReadOnly,
    /// A value could not be written or read as JSON.
    #[error("a stored value does not read: {0}")]
    Json(#[from] serde_json::Error),
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's word.
        source: std::io::Error,
    },
    /// Anything else SQLite says.
    #[error("database: {0}")]
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => StoreError::DiskFull,
            Some(rusqlite::ErrorCode::ReadOnly) => StoreError::ReadOnly,
            Some(_) | None => StoreError::Sql(error),
        }
    }
}

impl StoreError {
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> StoreError {
        let path = path.into();
        move |source| StoreError::Io { path, source }
    }
}
