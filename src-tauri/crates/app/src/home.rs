//! Where the product keeps its things. The same folders as the window's shell takes, so that what
//! the CLI did shows in the window.

use std::ffi::OsString;
use std::path::PathBuf;

use etcetera::base_strategy::{BaseStrategy, choose_native_strategy};
use thiserror::Error;

/// The reverse-DNS identifier: it names the folders, the keychain service and the notifications.
/// Fixed for ever.
pub const IDENTIFIER: &str = "app.crosswalk.desktop";

/// The variable that moves everything to one folder.
pub const HOME_VARIABLE: &str = "CROSSWALK_HOME";

/// The folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// `settings.toml`.
    pub config: PathBuf,
    /// The database's own folder, apart from what a web view keeps.
    pub db: PathBuf,
    /// Logs.
    pub logs: PathBuf,
    /// The passphrase-encrypted vault, where no keychain runs.
    pub vault_file: PathBuf,
}

/// No folder could be found.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("no home folder: set HOME or {HOME_VARIABLE}")]
pub struct NoHome;

impl Home {
    /// Everything below one folder.
    #[must_use]
    pub fn below(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Home {
            config: folder.join("config"),
            db: folder.join("db"),
            logs: folder.join("logs"),
            vault_file: folder.join("vault.age"),
        }
    }

    /// The folders of this user: `override_to` is the value of [`HOME_VARIABLE`].
    ///
    /// # Errors
    /// [`NoHome`].
    pub fn find(override_to: Option<OsString>) -> Result<Self, NoHome> {
        if let Some(folder) = override_to.filter(|it| !it.is_empty()) {
            return Ok(Home::below(folder));
        }
        let base = choose_native_strategy().map_err(|_| NoHome)?;
        let data = base.data_dir().join(IDENTIFIER);
        let config = if cfg!(target_os = "macos") {
            data.clone()
        } else {
            base.config_dir().join(IDENTIFIER)
        };
        let logs = if cfg!(target_os = "macos") {
            base.home_dir().join("Library/Logs").join(IDENTIFIER)
        } else {
            data.join("logs")
        };
        Ok(Home { config, db: data.join("db"), logs, vault_file: data.join("vault.age") })
    }

    /// Plans that are kept in the state folder. They hold personal data.
    #[must_use]
    pub fn plans(&self) -> PathBuf {
        self.db.join("plans")
    }

    /// The database file.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.db.join("state.db")
    }
}

#[cfg(test)]
mod tests {
    use super::{HOME_VARIABLE, Home};

    #[test]
    fn one_variable_moves_everything() {
        let home = Home::find(Some("/tmp/elsewhere".into())).unwrap();
        assert_eq!(home, Home::below("/tmp/elsewhere"), "{HOME_VARIABLE} decides");
        assert!(home.database().starts_with("/tmp/elsewhere/db"));
        assert!(home.vault_file.starts_with("/tmp/elsewhere"));
    }

    #[test]
    fn an_empty_variable_is_none() {
        let home = Home::find(Some("".into())).unwrap();
        assert!(home.database().ends_with("app.crosswalk.desktop/db/state.db"));
    }
}
