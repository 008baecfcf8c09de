//! The network and the vault, as a surface chooses them.

use std::path::PathBuf;
use std::sync::Arc;

use crosswalk_connectors::hosts::HostRule;
use crosswalk_connectors::reqwest_wire::{Network, ReqwestWire};
use crosswalk_model::{ConnectorError, Secrets, Side, Wire};
use crosswalk_vault::Place;
use secrecy::SecretString;

use crate::error::AppError;

/// Which hosts may be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The vendors over https.
    Vendors,
    /// The loopback too: for an emulator.
    Loopback,
}

/// Where secrets rest.
#[derive(Debug)]
pub enum VaultPlace {
    /// The system's keychain, under this installation's name.
    Keychain(String),
    /// A file that a passphrase opens.
    File(PathBuf, SecretString),
    /// Memory: gone when the program ends.
    Session,
}

/// The network.
///
/// # Errors
/// [`AppError::Vendor`] when the system's certificates cannot be read.
pub fn wire(reach: Reach) -> Result<Arc<dyn Wire>, AppError> {
    let rule = match reach {
        Reach::Vendors => HostRule::Production,
        Reach::Loopback => HostRule::Development,
    };
    // Nothing was asked of either vendor yet; the first one stands for both.
    let failed = |error: ConnectorError| AppError::Vendor { side: Side::Salesforce, error };
    let wire: Arc<dyn Wire> = Arc::new(ReqwestWire::new(&Network::of(rule)).map_err(failed)?);
    Ok(wire)
}

/// Opens a vault.
///
/// # Errors
/// [`AppError::Vault`].
pub async fn vault(place: VaultPlace) -> Result<Arc<dyn Secrets>, AppError> {
    let place = match place {
        VaultPlace::Keychain(installation) => Place::Keychain { installation },
        VaultPlace::File(path, passphrase) => Place::File { path, passphrase },
        VaultPlace::Session => Place::Session,
    };
    Ok(crosswalk_vault::open(place).await?)
}
