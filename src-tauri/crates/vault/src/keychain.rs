//! The OS keychain; on Linux the Secret Service of the desktop session.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use crosswalk_model::Secrets;
use crosswalk_model::secrets::{Slot, VaultError};
use keyring_core::api::CredentialStore;
use keyring_core::{Entry, Error};
use secrecy::{ExposeSecret, SecretString};

use crate::{blocking, name_of};

/// The service that every entry is filed under.
pub const SERVICE: &str = "app.crosswalk.desktop";

/// The user's keychain. It asks anew each time it is opened, so one that starts late is found.
pub struct Keychain {
    store: Arc<CredentialStore>,
    installation: String,
}

impl Keychain {
    /// Opens the keychain and makes sure that it answers.
    ///
    /// # Errors
    /// [`VaultError::NoKeychain`] where none runs; [`VaultError::Locked`] where it is locked and
    /// nobody unlocked it.
    pub async fn open(installation: String) -> Result<Keychain, VaultError> {
        blocking(move || {
            let store = platform_store().map_err(|e| VaultError::NoKeychain(e.to_string()))?;
            let probe = store.build(SERVICE, &[&installation, "/probe"].concat(), None);
            match probe.and_then(|entry| entry.get_secret()) {
                Ok(_) | Err(Error::NoEntry) => Ok(Keychain { store, installation }),
                Err(error) => Err(failure(&error)),
            }
        })
        .await
    }

    fn entry(&self, slot: &Slot) -> Result<Entry, VaultError> {
        let user = [self.installation.as_str(), "/", &name_of(slot)].concat();
        self.store.build(SERVICE, &user, None).map_err(|e| failure(&e))
    }
}

impl fmt::Debug for Keychain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keychain").field("installation", &self.installation).finish_non_exhaustive()
    }
}

#[async_trait]
impl Secrets for Keychain {
    async fn get(&self, slot: &Slot) -> Result<Option<SecretString>, VaultError> {
        let entry = self.entry(slot)?;
        blocking(move || match entry.get_password() {
            Ok(secret) => Ok(Some(secret.into())),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(failure(&error)),
        })
        .await
    }

    async fn put(&self, slot: &Slot, secret: SecretString) -> Result<(), VaultError> {
        let entry = self.entry(slot)?;
        blocking(move || entry.set_password(secret.expose_secret()).map_err(|e| failure(&e))).await
    }

    async fn delete(&self, slot: &Slot) -> Result<(), VaultError> {
        let entry = self.entry(slot)?;
        blocking(move || match entry.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(failure(&error)),
        })
        .await
    }
}

#[cfg(target_os = "linux")]
fn platform_store() -> Result<Arc<CredentialStore>, Error> {
    let store: Arc<CredentialStore> = zbus_secret_service_keyring_store::Store::new()?;
    Ok(store)
}

#[cfg(not(target_os = "linux"))]
fn platform_store() -> Result<Arc<CredentialStore>, Error> {
    Err(Error::NoDefaultStore)
}

/// Says an error without what it carries: some variants hold the stored bytes.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is foreign and non-exhaustive")]
fn failure(error: &Error) -> VaultError {
    match error {
        Error::NoStorageAccess(_) => VaultError::Locked(error.to_string()),
        Error::NoDefaultStore => VaultError::NoKeychain(error.to_string()),
        Error::PlatformFailure(_) => VaultError::Failed(error.to_string()),
        Error::BadEncoding(_) | Error::BadDataFormat(..) => {
            VaultError::Failed("the keychain's entry is not ours".to_owned())
        }
        Error::Ambiguous(_) => {
            VaultError::Failed("the keychain holds several entries of one name".to_owned())
        }
        _ => VaultError::Failed(error.to_string()),
    }
}
