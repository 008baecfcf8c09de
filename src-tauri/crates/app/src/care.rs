//! Care of the state itself: backups, and a look at what is there.

use std::path::{Path, PathBuf};

use crosswalk_model::{AccountId, ConnectionId, PairId, Side, Timestamp};
use crosswalk_reconcile::numbers;
use crosswalk_store::backups::{self, BackupFile};
use crosswalk_store::{Access, Store, StoreError};
use jiff::Span;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::error::{AppError, ErrorReport};
use crate::home::Home;
use crate::open::{App, SignInWay};
use crate::status::by_cause;
use crate::ties;

/// When history was last looked through for what is past its time.
const RETAINED_AT: &str = "care/retained_at";

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct BackupLine {
    /// The file.
    pub path: PathBuf,
    /// When it was made.
    pub at: Timestamp,
    /// Its size.
    pub bytes: u64,
}

/// What a look at the state found. No secrets, no record data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Health {
    /// The program's version.
    pub version: &'static str,
    /// The system.
    pub system: String,
    /// The database file.
    pub database: PathBuf,
    /// What is wrong with it, if anything.
    pub trouble: Option<ErrorReport>,
    /// The newest backup.
    pub newest_backup: Option<BackupLine>,
    /// Linked accounts.
    pub accounts: Vec<AccountHealth>,
    /// Pairs, with whether they run.
    pub pairs: Vec<PairHealth>,
}

/// A linked account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct AccountHealth {
    /// Its number.
    pub connection: ConnectionId,
    /// Which CRM.
    pub side: Side,
    /// Org id or portal id.
    pub account: AccountId,
    /// Whether the loopback is let through for it.
    pub development: bool,
}

/// A pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PairHealth {
    /// Its number.
    pub pair: PairId,
    /// Whether it runs.
    pub state: &'static str,
    /// Why it does not.
    pub why: Option<String>,
    /// Open groups of errors.
    pub error_groups: usize,
    /// Open conflicts.
    pub conflicts: usize,
}

impl App {
    /// Makes a backup now.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn back_up(&self) -> Result<BackupLine, AppError> {
        Ok(backup_line(self.store.back_up(self.options.clock.now())?))
    }

    /// What is due once a day: a backup, and history that was kept for its time goes. Each has a
    /// clock of its own: whoever backs up by hand every day keeps nothing longer.
    pub(crate) fn daily_care(&self) -> Result<(), AppError> {
        let now = self.options.clock.now();
        self.store.back_up_daily(now)?;
        let last: Option<Timestamp> = self.store.setting(RETAINED_AT)?;
        if last.is_some_and(|at| (0..24).contains(&now.duration_since(at).as_hours())) {
            return Ok(());
        }
        let today = now.to_zoned(TimeZone::UTC);
        if let Ok(kept) = today.checked_sub(Span::new().months(numbers::HISTORY_MONTHS)) {
            self.store.retain(kept.timestamp(), kept.timestamp())?;
        }
        Ok(self.store.set_setting(RETAINED_AT, &now)?)
    }
}

/// The backups of a home, newest first.
///
/// # Errors
/// [`AppError::Store`].
pub fn list_backups(home: &Home) -> Result<Vec<BackupLine>, AppError> {
    let found = backups::list(&home.database())?;
    Ok(found.into_iter().map(backup_line).collect())
}

/// Puts a backup in the place of the state; what was there is kept beside it.
///
/// # Errors
/// [`AppError::Store`] when another instance holds the state, or the backup is not sound.
pub fn restore_backup(home: &Home, backup: &Path) -> Result<(), AppError> {
    Ok(backups::restore(&home.database(), backup)?)
}

/// Looks at the state without writing to it.
///
/// # Errors
/// [`AppError::Store`] when the folder of backups does not read.
pub fn health(home: &Home) -> Result<Health, AppError> {
    let mut health = Health {
        version: env!("CARGO_PKG_VERSION"),
        system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        database: home.database(),
        trouble: None,
        newest_backup: list_backups(home)?.into_iter().next(),
        accounts: Vec::new(),
        pairs: Vec::new(),
    };
    let read = Store::open(home.database(), Access::Read).and_then(|store| look(&store));
    match read {
        Ok((accounts, pairs)) => (health.accounts, health.pairs) = (accounts, pairs),
        Err(error) => health.trouble = Some(AppError::from(error).report()),
    }
    Ok(health)
}

fn look(store: &Store) -> Result<(Vec<AccountHealth>, Vec<PairHealth>), StoreError> {
    let mut accounts = Vec::new();
    for connection in store.connections()? {
        let way: Option<SignInWay> = store.setting(&SignInWay::key(connection.id))?;
        accounts.push(AccountHealth {
            connection: connection.id,
            side: connection.side,
            account: connection.account.id,
            development: way.is_some_and(|way| way.development),
        });
    }
    let mut pairs = Vec::new();
    for pair in store.pairs()? {
        pairs.push(PairHealth {
            pair: pair.id,
            state: pair.state.as_str(),
            why: pair.why,
            error_groups: by_cause(store.error_groups(pair.id)?).len(),
            conflicts: store.conflicts(pair.id)?.len() + ties::rows(store, pair.id)?.len(),
        });
    }
    Ok((accounts, pairs))
}

fn backup_line(file: BackupFile) -> BackupLine {
    BackupLine { path: file.path, at: file.at, bytes: file.bytes }
}
