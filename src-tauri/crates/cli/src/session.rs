//! Opens the app as a verb needs it.

use std::io::{IsTerminal, Read};
use std::sync::Arc;

use crosswalk_app::network::Reach;
use crosswalk_app::peek::{Opening, VaultWish};
use crosswalk_app::{Access, App, Home, MachineClock, PairId, Side, Unwatched, logbook};
use secrecy::SecretString;

use crate::args::{Global, OnePair, SideName, VaultKind};
use crate::exit::Failure;
use crate::progress::Watcher;
use crate::say::Say;

/// What a verb is given.
#[derive(Debug)]
pub struct Session<'a> {
    /// The flags.
    pub global: &'a Global,
    /// Where it speaks.
    pub say: &'a Say,
}

impl Session<'_> {
    /// The folders.
    pub fn home(&self) -> Result<Home, Failure> {
        let named = self.global.home.clone().map(std::ffi::OsString::from);
        Home::find(named).map_err(|error| Failure::usage(error, self.say.word("usage-home")))
    }

    /// For looking: the state is not written, and no vendor is asked.
    pub async fn reading(&self) -> Result<App, Failure> {
        self.open(Access::Read, VaultWish::None, Arc::new(Unwatched)).await
    }

    /// For noting a person's word: no vendor is asked.
    pub async fn noting(&self) -> Result<App, Failure> {
        self.open(Access::Write, VaultWish::None, Arc::new(Unwatched)).await
    }

    /// For asking the vendors.
    pub async fn online(&self) -> Result<(App, Arc<Watcher>), Failure> {
        self.reaching(Reach::Vendors).await
    }

    /// The same, with the loopback let through where an emulator is about to be linked.
    pub async fn reaching(&self, reach: Reach) -> Result<(App, Arc<Watcher>), Failure> {
        let vault = match self.global.vault {
            VaultKind::Keychain => VaultWish::Keychain,
            VaultKind::File => VaultWish::File(self.passphrase()?),
        };
        let watcher = Watcher::of(self.say);
        let home = self.home()?;
        logbook::start(&home, Arc::new(MachineClock));
        let opening = Opening { home, access: Access::Write, vault, reach, watch: watcher.clone() };
        Ok((App::open_for(opening).await?, watcher))
    }

    async fn open(
        &self,
        access: Access,
        vault: VaultWish,
        watch: Arc<Unwatched>,
    ) -> Result<App, Failure> {
        let reach = Reach::Vendors;
        let opening = Opening { home: self.home()?, access, vault, reach, watch };
        Ok(App::open_for(opening).await?)
    }

    fn passphrase(&self) -> Result<SecretString, Failure> {
        self.secret("CROSSWALK_PASSPHRASE", "usage-passphrase")
    }

    /// The pair that is meant.
    pub fn pair(&self, app: &App, one: OnePair) -> Result<PairId, Failure> {
        if let Some(number) = one.pair {
            return Ok(PairId(number));
        }
        let usage = |why, remedy| Err(Failure::usage(self.say.word(why), self.say.word(remedy)));
        match app.pairs()?.as_slice() {
            [pair] => Ok(pair.id),
            [] => usage("usage-no-pair", "usage-add-pair"),
            _ => usage("usage-many-pairs", "usage-name-pair"),
        }
    }

    /// A secret, named by a message of the list of words, from the environment, or piped in: never an argument, which others can see, and
    /// never typed on a terminal, which would show it.
    pub fn secret(&self, variable: &str, what: &str) -> Result<SecretString, Failure> {
        if let Some(given) = std::env::var(variable).ok().filter(|it| !it.is_empty()) {
            return Ok(SecretString::from(given));
        }
        let mut stdin = std::io::stdin();
        let mut text = String::new();
        if !self.global.no_input && !stdin.is_terminal() {
            stdin.read_to_string(&mut text).map_err(|error| {
                Failure::of_machine(&self.say.words, ("machine-stdin", ""), &error)
            })?;
        }
        let text = text.trim_end_matches(['\r', '\n']);
        if text.is_empty() {
            let words = &self.say.words;
            let missing = words.say("usage-secret-missing", &[("what", self.say.word(what))]);
            let remedy = words.say("usage-secret", &[("variable", variable.to_owned())]);
            return Err(Failure::usage(missing, remedy));
        }
        Ok(SecretString::from(text.to_owned()))
    }
}

impl From<SideName> for Side {
    fn from(name: SideName) -> Self {
        match name {
            SideName::Salesforce => Side::Salesforce,
            SideName::Hubspot => Side::HubSpot,
        }
    }
}
