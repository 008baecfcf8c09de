//! Linking accounts from a surface that stays open: one sign-in at a time, which can be given up.

use crosswalk_model::Side;
use secrecy::SecretString;
use url::Url;

use super::Desk;
use crate::accounts::{AccountLine, ByBrowser, ByToken, NewAccount, SignInPage};
use crate::error::AppError;
use crate::network::Reach;
use crate::pairs::{PairAdded, PairToAdd};
use crate::rhythm::Keeping;

impl Desk {
    /// Links an account by a token.
    ///
    /// # Errors
    /// As [`crate::App::add_account_by_token`].
    pub async fn add_account_by_token(
        &self,
        new: NewAccount,
        token: SecretString,
    ) -> Result<AccountLine, AppError> {
        let app = self.app().await?;
        let (side, development) = (new.side, self.reach == Reach::Loopback);
        let base = new.base.unwrap_or_else(|| vendors_own(side).to_owned());
        let linked = app.add_account_by_token(ByToken { side, base, token, development }).await?;
        self.board().changed();
        app.account_line(linked)
    }

    /// Links an account in the person's browser, which `open` is asked to show the page. The page is
    /// told as news too, to be copied. `client` is the id of the person's own app, and its secret
    /// where the vendor wants one.
    ///
    /// # Errors
    /// As [`crate::App::add_account_by_browser`]; [`AppError::Refused`] when it was given up.
    pub async fn add_account_by_browser(
        &self,
        new: NewAccount,
        client: (String, Option<SecretString>),
        open: impl FnOnce(&SignInPage) + Send,
    ) -> Result<AccountLine, AppError> {
        let app = self.app().await?;
        let side = new.side;
        let how = ByBrowser {
            side,
            client_id: client.0,
            client_secret: client.1,
            login: new.base.unwrap_or_else(|| vendors_own(side).to_owned()),
            development: self.reach == Reach::Loopback,
        };
        let show = |page: &Url| {
            self.board().sign_in(side, page.to_string());
            open(page);
        };
        let linked = tokio::select! {
            linked = app.add_account_by_browser(how, show) => linked?,
            // Dropping the other one closes the listener; nothing was stored.
            () = self.given_up.notified() => {
                return Err(AppError::Refused("the sign-in was given up".to_owned()));
            }
        };
        self.board().changed();
        app.account_line(linked)
    }

    /// Gives up the sign-in that waits for a person, if one does.
    pub fn cancel_sign_in(&self) {
        self.given_up.notify_waiters();
    }

    /// Adds a pair, and begins to keep it in step: its first pass asks before it writes.
    ///
    /// # Errors
    /// As [`crate::App::add_pair`].
    pub async fn add_pair(&self, new: PairToAdd) -> Result<PairAdded, AppError> {
        let added = self.app().await?.add_pair(new).await?;
        self.keep(added.pair, Keeping::InStep).await?;
        Ok(added)
    }
}

/// Where calls begin, or the sign-in, unless a person says otherwise.
const fn vendors_own(side: Side) -> &'static str {
    match side {
        Side::HubSpot => "https://api.hubapi.com",
        Side::Salesforce => "https://login.salesforce.com",
    }
}
