//! Secrets at rest: the OS keychain, or a passphrase-encrypted file.
//!
//! Invariant: the only room that touches secrets at rest. There is no third, open place: whoever
//! has neither can keep secrets for the session only, and is told so.

mod file;
mod keychain;
mod session;

use std::path::PathBuf;
use std::sync::Arc;

use crosswalk_model::Secrets;
use crosswalk_model::secrets::{Slot, VaultError};
use secrecy::SecretString;

pub use file::FileVault;
pub use keychain::{Keychain, SERVICE};
pub use session::SessionVault;

/// Where secrets are to be kept. A person chooses; nothing falls back by itself.
#[derive(Debug)]
pub enum Place {
    /// The OS keychain. The text keeps several state folders of one user apart: the
    /// installation's id.
    Keychain {
        /// Whose secrets.
        installation: String,
    },
    /// An encrypted file, made when it is not there.
    File {
        /// The file.
        path: PathBuf,
        /// What opens it. It is asked for, never stored.
        passphrase: SecretString,
    },
    /// Memory: gone when the program ends.
    Session,
}

/// Opens a vault.
///
/// # Errors
/// [`VaultError::NoKeychain`], [`VaultError::Locked`], [`VaultError::WrongPassphrase`],
/// [`VaultError::Failed`].
pub async fn open(place: Place) -> Result<Arc<dyn Secrets>, VaultError> {
    match place {
        Place::Keychain { installation } => {
            let keychain: Arc<dyn Secrets> = Arc::new(Keychain::open(installation).await?);
            Ok(keychain)
        }
        Place::File { path, passphrase } => {
            let file: Arc<dyn Secrets> = Arc::new(FileVault::open(path, passphrase).await?);
            Ok(file)
        }
        Place::Session => {
            let session: Arc<dyn Secrets> = Arc::new(SessionVault::default());
            Ok(session)
        }
    }
}

/// Runs a blocking act off the async workers.
async fn blocking<T: Send + 'static>(
    act: impl FnOnce() -> Result<T, VaultError> + Send + 'static,
) -> Result<T, VaultError> {
    tokio::task::spawn_blocking(act)
        .await
        .unwrap_or_else(|error| Err(VaultError::Failed(error.to_string())))
}

/// A slot's name inside a vault.
fn name_of(slot: &Slot) -> String {
    format!("{}/{}", slot.connection, slot.kind.as_str())
}
