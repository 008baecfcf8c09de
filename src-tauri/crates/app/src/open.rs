//! The app, opened: state, vault, network, budget, clock.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crosswalk_connectors::hosts::HostRule;
use crosswalk_connectors::hubspot::{HubSpotConnector, HubSpotHabits};
use crosswalk_connectors::line::{Habits, Jitter, Line, Sent, Tokens};
use crosswalk_connectors::salesforce::{LOADS_FROM, SalesforceConnector, SalesforceHabits};
use crosswalk_connectors::sign_in;
use crosswalk_connectors::sign_in::{Pasteboard, StaticToken, TokenOwner};
use crosswalk_connectors::watch_only::WatchOnly;
use crosswalk_engine::{Clock, Engine, Ledger, MachineClock, StoreBook, Terms, Unwatched, Watch};
use crosswalk_model::{
    Both, ConnectionId, Connector, Gate, PairId, Rights, Secrets, Side, Timestamp, Wire,
};
use crosswalk_store::{Access, Connection, Store};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::home::Home;
use crate::turn::Turns;

/// What an app is opened with.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether it may write its state.
    pub access: Access,
    /// Where secrets rest.
    pub vault: Arc<dyn Secrets>,
    /// How bytes travel.
    pub wire: Arc<dyn Wire>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Whoever watches passes.
    pub watch: Arc<dyn Watch>,
    /// Decides every pause that is left to chance; the machine's own chance in a real run.
    pub seed: u64,
    /// Rows from which new Salesforce records are loaded by a job.
    pub loads_from: usize,
}

impl Options {
    /// Options for writing, over this vault and wire, with the machine's clock.
    #[must_use]
    pub fn new(vault: Arc<dyn Secrets>, wire: Arc<dyn Wire>) -> Options {
        Options {
            access: Access::Write,
            vault,
            wire,
            clock: Arc::new(MachineClock),
            watch: Arc::new(Unwatched),
            seed: MachineClock.now().as_nanosecond().unsigned_abs() as u64,
            loads_from: LOADS_FROM,
        }
    }
}

/// The app.
pub struct App {
    pub(crate) home: Home,
    pub(crate) store: Arc<Store>,
    pub(crate) options: Options,
    pub(crate) ledger: Arc<Ledger>,
    /// One connector per connection, so that there is one owner of its tokens and what it learned
    /// of the account's fields lasts from pass to pass.
    connectors: Mutex<BTreeMap<ConnectionId, Arc<dyn Connector>>>,
    pub(crate) turns: Turns,
    /// Where the answer of a sign-in is pasted that the browser could not bring.
    pub(crate) pasted: Pasteboard,
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("home", &self.home).finish_non_exhaustive()
    }
}

/// How a connection signs in; stored beside it, without secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInWay {
    /// The app's client id; `None` for a static token.
    pub client_id: Option<String>,
    /// Where sign-in and calls begin: a login host, or the API's base.
    pub base: String,
    /// Whether the loopback is let through. People see it wherever the account is shown.
    pub development: bool,
    /// How much the connection may do.
    #[serde(default)]
    pub rights: Rights,
}

impl SignInWay {
    pub(crate) fn key(connection: ConnectionId) -> String {
        format!("connection/{connection}/sign_in")
    }

    pub(crate) const fn rule(&self) -> HostRule {
        if self.development { HostRule::Development } else { HostRule::Production }
    }

    pub(crate) fn app(&self, side: Side, client_id: &str) -> Result<sign_in::App, AppError> {
        let app = match (self.development, side) {
            (true, _) => sign_in::App::development(side, client_id, &self.base),
            (false, Side::Salesforce) => sign_in::App::salesforce(client_id, &self.base),
            (false, Side::HubSpot) => sign_in::App::hubspot(client_id, self.rights),
        };
        app.map(|app| app.with(self.rights)).map_err(|error| AppError::Vendor { side, error })
    }
}

impl App {
    /// Opens the state in a home.
    ///
    /// # Errors
    /// [`AppError::Store`] when the state is held, damaged, newer, or absent for reading.
    pub fn open(home: Home, options: Options) -> Result<App, AppError> {
        let store = Arc::new(Store::open(home.database(), options.access)?);
        let book = Arc::new(StoreBook(store.clone()));
        let ledger = Arc::new(Ledger::new(options.clock.clone(), book));
        Ok(App {
            home,
            store,
            options,
            ledger,
            connectors: Mutex::default(),
            turns: Turns::default(),
            pasted: Pasteboard::default(),
        })
    }

    /// The state, for looking things up.
    #[must_use]
    pub const fn store(&self) -> &Arc<Store> {
        &self.store
    }

    /// The time by this app's clock.
    pub(crate) fn now(&self) -> Timestamp {
        self.options.clock.now()
    }

    /// The engine of a pair.
    ///
    /// # Errors
    /// [`AppError`] when the pair or one of its connections is not there.
    pub async fn engine(&self, pair: PairId) -> Result<Engine, AppError> {
        let pair = self.store.pair(pair)?;
        let salesforce = self.connector(pair.connections.salesforce).await?;
        let hubspot = self.connector(pair.connections.hubspot).await?;
        Ok(Engine {
            store: self.store.clone(),
            connectors: Both { salesforce, hubspot },
            clock: self.options.clock.clone(),
            watch: self.options.watch.clone(),
        })
    }

    /// A connection's connector.
    pub(crate) async fn connector(&self, id: ConnectionId) -> Result<Arc<dyn Connector>, AppError> {
        let connection = self.store.connection_row(id)?;
        let way: SignInWay = self.store.setting(&SignInWay::key(id))?.ok_or_else(|| {
            AppError::NoSuch { what: "sign-in for connection", name: id.to_string() }
        })?;
        self.ledger.admit(id, self.terms_of(id, connection.side)?);
        let tokens = self.tokens(&connection, &way).await?;
        let full = self.connect(connection.side, id, tokens, self.ledger.clone());
        let made = match way.rights {
            Rights::WatchOnly => WatchOnly::over(full),
            Rights::Full => full,
        };
        // Two callers at once both made one; the first to arrive here is everybody's.
        Ok(self.connectors().entry(id).or_insert(made).clone())
    }

    /// Forgets a connection's connector: its sign-in changed.
    pub(crate) fn forget_connector(&self, id: ConnectionId) {
        self.connectors().remove(&id);
    }

    fn connectors(&self) -> MutexGuard<'_, BTreeMap<ConnectionId, Arc<dyn Connector>>> {
        self.connectors.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn tokens(
        &self,
        connection: &Connection,
        way: &SignInWay,
    ) -> Result<Arc<dyn Tokens>, AppError> {
        let (id, side) = (connection.id, connection.side);
        let Some(client_id) = &way.client_id else {
            let at = (side, way.base.as_str(), way.rule());
            let token = StaticToken::load(self.options.vault.as_ref(), id, at).await;
            return Ok(Arc::new(token.map_err(|error| AppError::Vendor { side, error })?));
        };
        Ok(Arc::new(TokenOwner::new(
            id,
            way.app(side, client_id)?,
            self.options.vault.clone(),
            self.options.wire.clone(),
            self.ledger.clone(),
        )))
    }

    /// A connector over given tokens.
    pub(crate) fn connect(
        &self,
        side: Side,
        connection: ConnectionId,
        tokens: Arc<dyn Tokens>,
        gate: Arc<dyn Gate>,
    ) -> Arc<dyn Connector> {
        let habits: Arc<dyn Habits> = match side {
            Side::Salesforce => Arc::new(SalesforceHabits),
            Side::HubSpot => Arc::new(HubSpotHabits),
        };
        let line = Line {
            connection,
            wire: self.options.wire.clone(),
            gate,
            tokens,
            habits,
            jitter: Jitter::seeded(self.options.seed),
            sent: Sent::default(),
        };
        match side {
            Side::Salesforce => {
                let connector = SalesforceConnector::new(Arc::new(line));
                Arc::new(connector.loading_from(self.options.loads_from))
            }
            Side::HubSpot => Arc::new(HubSpotConnector::new(line)),
        }
    }
}

pub(crate) const fn terms(side: Side) -> Terms {
    match side {
        Side::Salesforce => Terms::SALESFORCE,
        Side::HubSpot => Terms::HUBSPOT,
    }
}
