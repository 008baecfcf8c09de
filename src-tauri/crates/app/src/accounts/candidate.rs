//! A sign-in that nobody confirmed yet: who it is is known, and nothing is stored.

use std::fmt;

use crosswalk_connectors::sign_in::{CallbackListener, SignIn, SignedIn, StaticToken};
use crosswalk_model::secrets::{SecretKind, Slot};
use crosswalk_model::{Account, ConnectionId, Rights, Side};
use crosswalk_store::Connection;
use secrecy::SecretString;
use serde::Serialize;

use super::{ByBrowser, ByToken, SignInPage, refused};
use crate::error::AppError;
use crate::open::{App, SignInWay};

/// A sign-in that nobody confirmed yet. Its secrets are in memory alone.
pub struct Candidate {
    side: Side,
    account: Account,
    way: SignInWay,
    held: Held,
}

/// What it signed in with.
enum Held {
    Token(StaticToken),
    Browser(Box<SignedIn>, Option<SecretString>),
}

impl fmt::Debug for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Candidate").field("account", &self.account).finish_non_exhaustive()
    }
}

/// Who signed in, for a person to confirm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CandidateLine {
    /// Which CRM.
    pub side: Side,
    /// What "who am I" said.
    pub account: Account,
    /// Whether the loopback is let through for it.
    pub development: bool,
    /// How much the connection would be allowed to do.
    pub rights: Rights,
    /// The account that is linked already and signs in anew by this; none for a new one.
    pub linked: Option<ConnectionId>,
}

impl App {
    /// Signs in by a token, and keeps nothing.
    ///
    /// # Errors
    /// [`AppError::Vendor`] when the vendor refuses the token.
    pub async fn sign_in_by_token(&self, new: ByToken) -> Result<Candidate, AppError> {
        let side = new.side;
        let way = SignInWay {
            client_id: None,
            base: new.base,
            development: new.development,
            rights: new.rights,
        };
        let base = way.rule().base(side, &way.base);
        let base = base.map_err(|error| AppError::Vendor { side, error })?;
        let token = StaticToken::new(new.token, base);
        let account = self.who(side, token.clone()).await?;
        Ok(Candidate { side, account, way, held: Held::Token(token) })
    }

    /// Signs in in the user's browser, and keeps nothing: `show` opens the page.
    ///
    /// # Errors
    /// [`AppError::Vendor`] when the sign-in fails, is refused, or nobody comes back in time.
    pub async fn sign_in_by_browser(
        &self,
        new: ByBrowser,
        show: impl FnOnce(&SignInPage),
    ) -> Result<Candidate, AppError> {
        let side = new.side;
        let vendor = |error| AppError::Vendor { side, error };
        let way = SignInWay {
            client_id: Some(new.client_id.clone()),
            base: new.login,
            development: new.development,
            rights: new.rights,
        };
        let app = way.app(side, &new.client_id)?;
        let listener = CallbackListener::bind().await.map_err(refused)?;
        let sign_in = SignIn::begin(&app, &listener.redirect_uri()).map_err(vendor)?;
        let pasted = self.pasted.open(&listener.redirect_uri(), sign_in.state());
        show(sign_in.page());
        let code = tokio::select! {
            code = listener.wait(sign_in.state()) => code,
            Ok(code) = pasted => code,
        }
        .map_err(refused)?;
        let wire = self.options.wire.as_ref();
        let signed_in =
            sign_in.redeem(wire, code, new.client_secret.as_ref()).await.map_err(vendor)?;
        let account = self.who(side, signed_in.provisional()).await?;
        Ok(Candidate {
            side,
            account,
            way,
            held: Held::Browser(Box::new(signed_in), new.client_secret),
        })
    }

    /// Takes the address of the page that the browser could not open at the end of a sign-in: the
    /// answer stands in it. It is judged as if the browser had brought it.
    ///
    /// # Errors
    /// [`AppError::NotTheAnswer`]; the sign-in under way goes on waiting.
    pub fn paste_answer(&self, address: &str) -> Result<(), AppError> {
        self.pasted.paste(address).map_err(AppError::NotTheAnswer)
    }

    /// Who signed in, for a person to confirm.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn candidate_line(&self, candidate: &Candidate) -> Result<CandidateLine, AppError> {
        let Candidate { side, account, way, .. } = candidate;
        let same = |it: &Connection| it.side == *side && it.account.id == account.id;
        let linked = self.store.connections()?.into_iter().find(same).map(|it| it.id);
        let (development, rights) = (way.development, way.rights);
        Ok(CandidateLine { side: *side, account: account.clone(), development, rights, linked })
    }

    /// Links the account that signed in.
    ///
    /// # Errors
    /// [`AppError::Vault`] when the vault does not take the secrets; [`AppError::Store`].
    pub async fn confirm(&self, candidate: Candidate) -> Result<Connection, AppError> {
        let Candidate { side, account, way, held } = candidate;
        let vendor = |error| AppError::Vendor { side, error };
        let id = self.keep(side, &account, &way)?;
        let vault = self.options.vault.as_ref();
        match held {
            Held::Token(token) => token.keep(vault, id).await.map_err(vendor)?,
            Held::Browser(signed_in, secret) => {
                if let Some(secret) = secret {
                    let slot = Slot { connection: id, kind: SecretKind::ClientSecret };
                    vault.put(&slot, secret).await?;
                }
                signed_in.keep(vault, id).await.map_err(vendor)?;
            }
        }
        Ok(self.store.connection_row(id)?)
    }

    /// Gives a sign-in back: the vendor is told that its tokens are not wanted. A token that somebody
    /// made by hand stays theirs.
    ///
    /// # Errors
    /// [`AppError::Vendor`] when the vendor could not be told; the tokens are gone here all the same.
    pub async fn decline(&self, candidate: Candidate) -> Result<(), AppError> {
        let side = candidate.side;
        let told = match candidate.held {
            Held::Token(_) => Ok(()),
            Held::Browser(signed_in, secret) => {
                signed_in.revoke(self.options.wire.as_ref(), secret.as_ref()).await
            }
        };
        told.map_err(|error| AppError::Vendor { side, error })
    }
}
