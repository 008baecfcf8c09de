//! Linking accounts from a surface that stays open: one sign-in at a time, which can be given up.

use crosswalk_model::Side;
use crosswalk_model::mapping::PairFile;
use secrecy::SecretString;
use url::Url;

use super::Desk;
use crate::accounts::candidate::{Candidate, CandidateLine};
use crate::accounts::{AccountLine, ByBrowser, ByToken, NewAccount, SignInPage};
use crate::error::AppError;
use crate::network::Reach;
use crate::open::App;
use crate::pairs::{PairAdded, PairToAdd};
use crate::rhythm::Keeping;

impl Desk {
    /// Signs in by a token. Nothing is stored before [`Desk::confirm_account`].
    ///
    /// # Errors
    /// As [`crate::App::sign_in_by_token`].
    pub async fn sign_in_by_token(
        &self,
        new: NewAccount,
        token: SecretString,
    ) -> Result<CandidateLine, AppError> {
        let app = self.app().await?;
        let (side, development) = (new.side, self.reach == Reach::Loopback);
        let base = new.base.unwrap_or_else(|| vendors_own(side).to_owned());
        let new = ByToken { side, base, token, development, rights: new.rights };
        let candidate = app.sign_in_by_token(new).await?;
        self.show(&app, candidate).await
    }

    /// Signs in in the person's browser, which `open` is asked to show the page. The page is told as
    /// news too, to be copied. `client` is the id of the person's own app, and its secret where the
    /// vendor wants one. Nothing is stored before [`Desk::confirm_account`].
    ///
    /// # Errors
    /// As [`crate::App::sign_in_by_browser`]; [`AppError::Refused`] when it was given up.
    pub async fn sign_in_by_browser(
        &self,
        new: NewAccount,
        client: (String, Option<SecretString>),
        open: impl FnOnce(&SignInPage) + Send,
    ) -> Result<CandidateLine, AppError> {
        let app = self.app().await?;
        let side = new.side;
        let how = ByBrowser {
            side,
            client_id: client.0,
            client_secret: client.1,
            login: new.base.unwrap_or_else(|| vendors_own(side).to_owned()),
            development: self.reach == Reach::Loopback,
            rights: new.rights,
        };
        let show = |page: &Url| {
            self.board().sign_in(side, page.to_string());
            open(page);
        };
        let candidate = tokio::select! {
            signed_in = app.sign_in_by_browser(how, show) => signed_in?,
            // Dropping the other one closes the listener; nothing was stored.
            () = self.given_up.notified() => {
                return Err(AppError::Refused("the sign-in was given up".to_owned()));
            }
        };
        self.show(&app, candidate).await
    }

    /// Keeps who signed in until a person says whether that is right. One that nobody answered is
    /// given back.
    async fn show(&self, app: &App, candidate: Candidate) -> Result<CandidateLine, AppError> {
        let line = app.candidate_line(&candidate)?;
        if let Some(older) = self.candidate.lock().await.replace(candidate) {
            // Whoever signs in again is not kept from it by a vendor who cannot be told.
            app.decline(older).await.ok();
        }
        Ok(line)
    }

    /// Links the account that signed in last.
    ///
    /// # Errors
    /// [`AppError::Refused`] when nobody did; as [`crate::App::confirm`].
    pub async fn confirm_account(&self) -> Result<AccountLine, AppError> {
        let app = self.app().await?;
        let candidate = self.candidate.lock().await.take();
        let none = || AppError::Refused("no sign-in waits to be confirmed".to_owned());
        let linked = app.confirm(candidate.ok_or_else(none)?).await?;
        self.board().changed();
        app.account_line(linked)
    }

    /// Gives back the sign-in that waits to be confirmed, if one does.
    ///
    /// # Errors
    /// As [`crate::App::decline`].
    pub async fn decline_account(&self) -> Result<(), AppError> {
        match self.candidate.lock().await.take() {
            Some(candidate) => self.app().await?.decline(candidate).await,
            None => Ok(()),
        }
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

    /// As [`Desk::add_pair`], by the design of a file.
    ///
    /// # Errors
    /// As [`crate::App::add_pair_of_file`].
    pub async fn add_pair_of_file(
        &self,
        new: PairToAdd,
        file: &PairFile,
    ) -> Result<PairAdded, AppError> {
        let added = self.app().await?.add_pair_of_file(new, file).await?;
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
