//! The seam to the vault. Secrets are only ever handed over as [`SecretString`], whose `Debug`
//! prints nothing of them.

use std::fmt;

use async_trait::async_trait;
use secrecy::SecretString;
use thiserror::Error;

use crate::ids::ConnectionId;

/// Where secrets rest: the OS keychain, or a passphrase-encrypted file.
#[async_trait]
pub trait Secrets: Send + Sync + fmt::Debug {
    /// Reads a secret.
    ///
    /// # Errors
    /// [`VaultError`] when the vault cannot be opened; a secret that is not there is `Ok(None)`.
    async fn get(&self, slot: &Slot) -> Result<Option<SecretString>, VaultError>;

    /// Keeps a secret. It is durable when this returns.
    ///
    /// # Errors
    /// [`VaultError`] when it could not be kept.
    async fn put(&self, slot: &Slot, secret: SecretString) -> Result<(), VaultError>;

    /// Removes a secret; removing what is not there is no error.
    ///
    /// # Errors
    /// [`VaultError`] when the vault cannot be opened.
    async fn delete(&self, slot: &Slot) -> Result<(), VaultError>;
}

/// Which secret.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot {
    /// Whose.
    pub connection: ConnectionId,
    /// Which of its secrets.
    pub kind: SecretKind,
}

/// The secrets of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SecretKind {
    /// Access and refresh token with their facts, as one JSON text: they change together.
    Tokens,
    /// The client secret of the admin's own HubSpot app.
    ClientSecret,
    /// A HubSpot service key or private app token.
    StaticToken,
}

impl SecretKind {
    /// The name in the vault.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            SecretKind::Tokens => "tokens",
            SecretKind::ClientSecret => "client_secret",
            SecretKind::StaticToken => "static_token",
        }
    }
}

/// Why the vault did not serve.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VaultError {
    /// No keychain runs here, and no encrypted file was set up.
    #[error("no keychain is available: {0}")]
    NoKeychain(String),
    /// The keychain is locked.
    #[error("the keychain is locked: {0}")]
    Locked(String),
    /// The passphrase does not open the file.
    #[error("the passphrase does not open the vault file")]
    WrongPassphrase,
    /// The file or the keychain failed.
    #[error("the vault failed: {0}")]
    Failed(String),
}
