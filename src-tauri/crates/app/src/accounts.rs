//! Linking accounts: sign in, look who it is, keep it.

use std::sync::Arc;

use crosswalk_connectors::sign_in::{SignInError, StaticToken, TokenOwner};
use crosswalk_engine::{Ledger, ScratchBook};
use crosswalk_model::secrets::{SecretKind, Slot};
use crosswalk_model::{Account, AccountKind, ConnectionId, Rights, Side, Timestamp};
use crosswalk_store::{Connection, Pair};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::error::AppError;
use crate::open::{App, SignInWay, terms};

pub mod candidate;
pub mod health;
pub(crate) mod needs;

/// What the HubSpot connector calls the tiers without this integration (S2).
const LOW_TIER: &str = crosswalk_connectors::hubspot::LOW_TIER;

/// Stands for the connection that is about to be made.
const NOBODY: ConnectionId = ConnectionId(0);

/// A sign-in with a token that somebody made by hand: a HubSpot service key, or a development
/// token.
#[derive(Debug)]
pub struct ByToken {
    /// Which CRM.
    pub side: Side,
    /// The API's base URL.
    pub base: String,
    /// The token.
    pub token: SecretString,
    /// Whether the loopback is let through.
    pub development: bool,
    /// How much the connection may do.
    pub rights: Rights,
}

/// Which account a person is about to link.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// Which CRM.
    pub side: Side,
    /// Where to begin: the API's base, or the login host; the vendor's usual one unless given.
    pub base: Option<String>,
    /// How much the connection may do.
    pub rights: Rights,
}

/// The page where a person signs in.
pub use url::Url as SignInPage;

/// A sign-in in the user's own browser.
#[derive(Debug)]
pub struct ByBrowser {
    /// Which CRM.
    pub side: Side,
    /// The app's client id.
    pub client_id: String,
    /// The app's client secret, which HubSpot wants.
    pub client_secret: Option<SecretString>,
    /// The login host of Salesforce; for an emulator, its base.
    pub login: String,
    /// Whether the loopback is let through.
    pub development: bool,
    /// How much the connection may do.
    pub rights: Rights,
}

/// A linked account, as people see it. No secret is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct AccountLine {
    /// The account's number here.
    pub connection: ConnectionId,
    /// Which CRM.
    pub side: Side,
    /// What "who am I" last said.
    pub account: Account,
    /// Whether people sign in in their browser; with a token made by hand they do not.
    pub by_browser: bool,
    /// Whether the loopback is let through for it.
    pub development: bool,
    /// How much the connection may do.
    pub rights: Rights,
    /// When it was linked.
    pub made_at: Timestamp,
}

impl App {
    /// Links an account by a token.
    ///
    /// # Errors
    /// [`AppError::Vendor`] when the vendor refuses the token.
    pub async fn add_account_by_token(&self, new: ByToken) -> Result<Connection, AppError> {
        let candidate = self.sign_in_by_token(new).await?;
        self.confirm(candidate).await
    }

    /// Links an account in the user's browser: `show` opens the page.
    ///
    /// # Errors
    /// [`AppError::Vendor`] when the sign-in fails, is refused, or nobody comes back in time.
    pub async fn add_account_by_browser(
        &self,
        new: ByBrowser,
        show: impl FnOnce(&Url),
    ) -> Result<Connection, AppError> {
        let candidate = self.sign_in_by_browser(new, show).await?;
        self.confirm(candidate).await
    }

    /// Every linked account.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn accounts(&self) -> Result<Vec<Connection>, AppError> {
        Ok(self.store.connections()?)
    }

    /// Every linked account, as people see it.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn account_lines(&self) -> Result<Vec<AccountLine>, AppError> {
        let accounts = self.store.connections()?.into_iter();
        accounts.map(|connection| self.account_line(connection)).collect()
    }

    /// Which CRM a linked account is of.
    ///
    /// # Errors
    /// [`AppError::Store`] when there is no such account.
    pub fn side_of(&self, id: ConnectionId) -> Result<Side, AppError> {
        Ok(self.store.connection_row(id)?.side)
    }

    pub(crate) fn account_line(&self, connection: Connection) -> Result<AccountLine, AppError> {
        let way: Option<SignInWay> = self.store.setting(&SignInWay::key(connection.id))?;
        Ok(AccountLine {
            connection: connection.id,
            side: connection.side,
            account: connection.account,
            by_browser: way.as_ref().is_some_and(|way| way.client_id.is_some()),
            development: way.as_ref().is_some_and(|way| way.development),
            rights: way.map(|way| way.rights).unwrap_or_default(),
            made_at: connection.made_at,
        })
    }

    /// Whether real data is at stake: an account is a production one, and is not an emulator's on
    /// this machine.
    pub(crate) fn is_production(&self, pair: &Pair) -> Result<bool, AppError> {
        for side in Side::ALL {
            let connection = self.store.connection_row(*pair.connections.get(side))?;
            let line = self.account_line(connection)?;
            if line.account.kind == AccountKind::Production && !line.development {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Forgets a linked account: its secrets, and everything that was read through it. The vendor is
    /// told that a sign-in of the browser is over (SEC8); one that cannot be told keeps nobody here.
    ///
    /// # Errors
    /// [`AppError::Store`] while a pair uses it.
    pub async fn remove_account(&self, id: ConnectionId) -> Result<(), AppError> {
        let side = self.store.connection_row(id)?.side;
        let way: Option<SignInWay> = self.store.setting(&SignInWay::key(id))?;
        self.store.remove_connection(id)?;
        self.forget_connector(id);
        if let Some(way) = way.filter(|way| way.client_id.is_some()) {
            self.revoke(id, side, &way).await.ok();
        }
        for kind in [SecretKind::Tokens, SecretKind::ClientSecret, SecretKind::StaticToken] {
            self.options.vault.delete(&Slot { connection: id, kind }).await?;
        }
        Ok(())
    }

    /// Tells the vendor that a sign-in is over. No connection stands in the book for it any more.
    async fn revoke(&self, id: ConnectionId, side: Side, way: &SignInWay) -> Result<(), AppError> {
        let vendor = |error| AppError::Vendor { side, error };
        let app = way.app(side, way.client_id.as_deref().unwrap_or_default())?;
        let book = Arc::new(ScratchBook::default());
        let gate = Arc::new(Ledger::new(self.options.clock.clone(), book));
        gate.admit(id, terms(side));
        let (vault, wire) = (self.options.vault.clone(), self.options.wire.clone());
        TokenOwner::new(id, app, vault, wire, gate).revoke().await.map_err(vendor)
    }

    /// Asks a linked account who it is, now.
    ///
    /// # Errors
    /// [`AppError::Vendor`].
    pub async fn check_account(&self, id: ConnectionId) -> Result<Account, AppError> {
        let side = self.store.connection_row(id)?.side;
        let connector = self.connector(id).await?;
        connector.who_am_i().await.map_err(|error| AppError::Vendor { side, error })
    }

    /// Who a token belongs to, before anything is stored.
    async fn who(&self, side: Side, token: StaticToken) -> Result<Account, AppError> {
        let book = Arc::new(ScratchBook::default());
        let gate = Arc::new(Ledger::new(self.options.clock.clone(), book));
        gate.admit(NOBODY, terms(side));
        let connector = self.connect(side, NOBODY, Arc::new(token), gate);
        let account =
            connector.who_am_i().await.map_err(|error| AppError::Vendor { side, error })?;
        match unsupported(side, account.edition.as_deref()) {
            Some(why) => Err(AppError::Refused(why.to_owned())),
            None => Ok(account),
        }
    }

    fn keep(
        &self,
        side: Side,
        account: &Account,
        way: &SignInWay,
    ) -> Result<ConnectionId, AppError> {
        let id = self.store.save_connection(side, account, self.options.clock.now())?;
        self.store.set_setting(&SignInWay::key(id), way)?;
        self.forget_connector(id);
        Ok(id)
    }
}

/// Editions with which there is nothing to keep in step. What an org can do is asked, not read from
/// its edition, but for Group Edition, which is refused even if its API answers (S4, A18).
fn unsupported(side: Side, edition: Option<&str>) -> Option<&'static str> {
    match (side, edition) {
        (Side::Salesforce, Some("Team Edition")) => {
            Some("Salesforce Group Edition is not supported: link an org of a higher edition")
        }
        (Side::HubSpot, Some(LOW_TIER)) => Some(
            "this HubSpot account is on a Free or Starter tier: Crosswalk needs Professional or \
             Enterprise of at least one of HubSpot's products",
        ),
        (Side::Salesforce | Side::HubSpot, _) => None,
    }
}

fn refused(error: SignInError) -> AppError {
    AppError::Refused(error.to_string())
}

#[cfg(test)]
mod tests;
