//! Secrets for this session only.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use crosswalk_model::Secrets;
use crosswalk_model::secrets::{Slot, VaultError};
use secrecy::SecretString;

/// Memory that is wiped when it goes. For "keep for this session only", the demo and tests.
#[derive(Default)]
pub struct SessionVault {
    kept: Mutex<BTreeMap<Slot, SecretString>>,
}

impl SessionVault {
    fn kept(&self) -> MutexGuard<'_, BTreeMap<Slot, SecretString>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for SessionVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionVault").finish_non_exhaustive()
    }
}

#[async_trait]
impl Secrets for SessionVault {
    async fn get(&self, slot: &Slot) -> Result<Option<SecretString>, VaultError> {
        Ok(self.kept().get(slot).cloned())
    }

    async fn put(&self, slot: &Slot, secret: SecretString) -> Result<(), VaultError> {
        self.kept().insert(slot.clone(), secret);
        Ok(())
    }

    async fn delete(&self, slot: &Slot) -> Result<(), VaultError> {
        self.kept().remove(slot);
        Ok(())
    }
}
