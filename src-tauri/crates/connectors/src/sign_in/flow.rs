//! One try at signing in: the page to open, and the code it brings.

use std::sync::Arc;

use crosswalk_model::gate::{Ask, Bucket, Purpose};
use crosswalk_model::{ConnectionId, ConnectorError, Gate, Secrets, Side, Wire};
use oauth2::{
    AuthorizationCode, CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
};
use secrecy::SecretString;
use url::Url;

use super::app::App;
use super::exchange;
use super::static_token::StaticToken;
use super::stored::Stored;

#[cfg(test)]
mod tests;

/// A try that waits for its callback. Verifier and state are fresh in every one (SEC1).
#[derive(Debug)]
pub struct SignIn {
    app: App,
    redirect: RedirectUrl,
    verifier: PkceCodeVerifier,
    state: CsrfToken,
    page: Url,
}

/// Tokens of a sign-in that nobody keeps yet.
#[derive(Debug)]
pub struct SignedIn {
    app: App,
    stored: Stored,
}

impl SignIn {
    /// Prepares a try whose answer will come to `redirect`
    /// ([`super::CallbackListener::redirect_uri`]).
    ///
    /// # Errors
    /// [`ConnectorError::Protocol`] when `redirect` is no URL.
    pub fn begin(app: &App, redirect: &str) -> Result<SignIn, ConnectorError> {
        let redirect = RedirectUrl::new(redirect.to_owned())
            .map_err(|_| ConnectorError::Protocol("the redirect address is no URL".to_owned()))?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let client = exchange::client(app, None).set_redirect_uri(redirect.clone());
        let asked = client
            .authorize_url(CsrfToken::new_random)
            .add_scopes(app.scopes.iter().map(|scope| Scope::new((*scope).to_owned())))
            .set_pkce_challenge(challenge);
        let (page, state) = if app.optional.is_empty() {
            asked.url()
        } else {
            asked.add_extra_param("optional_scope", app.optional.join(" ")).url()
        };
        Ok(SignIn { app: app.clone(), redirect, verifier, state, page })
    }

    /// The vendor's page to open in the user's own browser.
    #[must_use]
    pub const fn page(&self) -> &Url {
        &self.page
    }

    /// What the callback has to carry.
    pub const fn state(&self) -> &CsrfToken {
        &self.state
    }

    /// Trades the code for tokens. HubSpot wants the app's client secret besides.
    ///
    /// # Errors
    /// [`ConnectorError::SignInNeeded`] when the vendor refuses the code, or the secret lacks.
    pub async fn redeem(
        self,
        wire: &dyn Wire,
        code: AuthorizationCode,
        secret: Option<&SecretString>,
    ) -> Result<SignedIn, ConnectorError> {
        if self.app.side == Side::HubSpot && secret.is_none() {
            let why = "the client secret of the HubSpot app is missing".to_owned();
            return Err(ConnectorError::SignInNeeded { why });
        }
        let client = exchange::client(&self.app, secret).set_redirect_uri(self.redirect);
        let send = exchange::OverWire(wire);
        let answer =
            client.exchange_code(code).set_pkce_verifier(self.verifier).request_async(&send).await;
        let answer = answer.map_err(|error| exchange::refused(&error))?;
        Ok(SignedIn { stored: exchange::stored(&self.app, &answer)?, app: self.app })
    }
}

impl SignedIn {
    /// Keeps the tokens as a connection's. They are durable when this returns.
    ///
    /// # Errors
    /// [`ConnectorError::Vault`] when the vault does not take them.
    pub async fn keep(
        &self,
        secrets: &dyn Secrets,
        connection: ConnectionId,
    ) -> Result<(), ConnectorError> {
        self.stored.keep(secrets, connection).await
    }

    /// Gives the sign-in back: the vendor is told that the tokens are not wanted.
    ///
    /// # Errors
    /// What the vendor said.
    pub async fn revoke(
        self,
        wire: &dyn Wire,
        secret: Option<&SecretString>,
    ) -> Result<(), ConnectorError> {
        exchange::revoke(wire, &self.app, secret, &self.stored).await
    }

    /// The access token alone, to ask who signed in before there is a connection to keep it for.
    #[must_use]
    pub fn provisional(&self) -> StaticToken {
        StaticToken::new(self.stored.access.clone(), self.stored.base.clone())
    }
}

/// A permit for one call to a token endpoint.
pub(super) async fn permit(
    gate: &Arc<dyn Gate>,
    connection: ConnectionId,
) -> Result<(), ConnectorError> {
    let ask = Ask { connection, bucket: Bucket::SignIn, purpose: Purpose::Sync };
    gate.permit(ask).await.map_err(|closed| ConnectorError::LimitReached {
        why: closed.why,
        retry_after: closed.retry_after,
    })
}
