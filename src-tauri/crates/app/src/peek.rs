//! Opening for a surface: which vault and which network a state folder needs is written in it.

use std::sync::Arc;

use crosswalk_engine::{Clock, MachineClock, Watch};
use crosswalk_store::{Access, Store};
use secrecy::SecretString;

use crate::error::AppError;
use crate::home::Home;
use crate::network::{Reach, VaultPlace, vault, wire};
use crate::open::{App, Options, SignInWay};
use crate::pairs::installation;

/// How a surface wants the app.
#[derive(Debug)]
pub struct Opening {
    /// The folders.
    pub home: Home,
    /// Whether it may write its state.
    pub access: Access,
    /// Where secrets rest.
    pub vault: VaultWish,
    /// Whether an emulator on the loopback is about to be linked.
    pub reach: Reach,
    /// Whoever watches passes.
    pub watch: Arc<dyn Watch>,
}

/// Where secrets rest, as a person chose.
#[derive(Debug)]
pub enum VaultWish {
    /// No secret is needed: nothing is asked of a vendor.
    None,
    /// The system's keychain.
    Keychain,
    /// The encrypted file beside the state.
    File(SecretString),
}

impl App {
    /// Opens the app for a surface.
    ///
    /// # Errors
    /// [`AppError::Store`], [`AppError::Vault`].
    pub async fn open_for(opening: Opening) -> Result<App, AppError> {
        let peeked = peek(&opening)?;
        let place = match opening.vault {
            VaultWish::None => VaultPlace::Session,
            VaultWish::Keychain => VaultPlace::Keychain(peeked.installation),
            VaultWish::File(passphrase) => {
                VaultPlace::File(opening.home.vault_file.clone(), passphrase)
            }
        };
        let options = Options {
            access: opening.access,
            watch: opening.watch,
            ..Options::new(vault(place).await?, wire(peeked.reach)?)
        };
        App::open(opening.home, options)
    }
}

struct Peeked {
    installation: String,
    reach: Reach,
}

/// Looks into the state before it is opened for good. The folder of the database is the writer's
/// to make.
fn peek(opening: &Opening) -> Result<Peeked, AppError> {
    let database = opening.home.database();
    let store = Store::open(&database, opening.access)?;
    let installation = match opening.access {
        Access::Write => {
            let stamp = (u64::from(std::process::id()), MachineClock.now(), database);
            installation(&store, stamp)?
        }
        Access::Read => store.setting(crate::pairs::INSTALLATION)?.unwrap_or_default(),
    };
    let mut reach = opening.reach;
    for connection in store.connections()? {
        let way: Option<SignInWay> = store.setting(&SignInWay::key(connection.id))?;
        if way.is_some_and(|way| way.development) {
            reach = Reach::Loopback;
        }
    }
    Ok(Peeked { installation, reach })
}
