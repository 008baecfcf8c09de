//! The owner of a connection's tokens.
//!
//! A vendor that rotates refresh tokens revokes everything when it sees an old one again. So there
//! is one refresh at a time, and a fresh token is in the vault before anybody sends with it.

use std::sync::Arc;

use async_trait::async_trait;
use crosswalk_model::secrets::{SecretKind, Secrets};
use crosswalk_model::{ConnectionId, ConnectorError, Gate, Side, Wire};
use secrecy::SecretString;
use tokio::sync::Mutex;

use super::app::App;
use super::flow::permit;
use super::stored::{Stored, slot, vault};
use super::{exchange, flow};
use crate::line::{Grant, Tokens};

#[cfg(test)]
mod tests;

/// Owns the tokens of one connection.
#[derive(Debug)]
pub struct TokenOwner {
    connection: ConnectionId,
    app: App,
    secrets: Arc<dyn Secrets>,
    wire: Arc<dyn Wire>,
    gate: Arc<dyn Gate>,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    tokens: Option<Stored>,
    generation: u64,
    /// Nobody may send with tokens that the vault has not taken yet.
    saved: Saved,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Saved {
    #[default]
    InVault,
    NotYet,
}

impl TokenOwner {
    /// Owns what the vault keeps for this connection.
    #[must_use]
    pub fn new(
        connection: ConnectionId,
        app: App,
        secrets: Arc<dyn Secrets>,
        wire: Arc<dyn Wire>,
        gate: Arc<dyn Gate>,
    ) -> TokenOwner {
        TokenOwner { connection, app, secrets, wire, gate, held: Mutex::default() }
    }

    /// Disconnects: revokes the refresh token, and forgets every secret of the connection, in the
    /// vault and in memory, even if the vendor could not be told.
    ///
    /// # Errors
    /// What the vault or the vendor said; after a vendor's error the secrets are gone all the same.
    pub async fn revoke(&self) -> Result<(), ConnectorError> {
        let mut held = self.held.lock().await;
        let kept = Stored::load(self.secrets.as_ref(), self.connection).await;
        let told = match kept {
            Ok(Some(tokens)) => self.tell(&tokens).await,
            Ok(None) => Ok(()),
            Err(error) => Err(error),
        };
        *held = Held { generation: held.generation + 1, ..Held::default() };
        for kind in [SecretKind::Tokens, SecretKind::ClientSecret, SecretKind::StaticToken] {
            self.secrets.delete(&slot(self.connection, kind)).await.map_err(vault)?;
        }
        told
    }

    async fn tell(&self, tokens: &Stored) -> Result<(), ConnectorError> {
        flow::permit(&self.gate, self.connection).await?;
        let secret = self.secret().await?;
        exchange::revoke(self.wire.as_ref(), &self.app, secret.as_ref(), tokens).await
    }

    async fn secret(&self) -> Result<Option<SecretString>, ConnectorError> {
        match self.app.side {
            Side::Salesforce => Ok(None),
            Side::HubSpot => {
                let slot = slot(self.connection, SecretKind::ClientSecret);
                self.secrets.get(&slot).await.map_err(vault)
            }
        }
    }

    /// Puts what is in hand into the vault, if that is still to be done.
    async fn save(&self, held: &mut Held) -> Result<(), ConnectorError> {
        if let (Saved::NotYet, Some(tokens)) = (held.saved, &held.tokens) {
            tokens.keep(self.secrets.as_ref(), self.connection).await?;
            held.saved = Saved::InVault;
        }
        Ok(())
    }

    async fn loaded(&self, held: &mut Held) -> Result<Stored, ConnectorError> {
        self.save(held).await?;
        if let Some(tokens) = &held.tokens {
            return Ok(tokens.clone());
        }
        let kept = Stored::load(self.secrets.as_ref(), self.connection).await?;
        let tokens =
            kept.ok_or_else(|| sign_in("the vault holds no sign-in for this connection"))?;
        self.app.rule.check(self.app.side, &tokens.base)?;
        held.tokens = Some(tokens.clone());
        Ok(tokens)
    }

    async fn renewed(&self, tokens: &Stored) -> Result<Stored, ConnectorError> {
        let Some(old) = &tokens.refresh else {
            return Err(sign_in("the sign-in came without a refresh token"));
        };
        let secret = self.secret().await?;
        permit(&self.gate, self.connection).await?;
        match exchange::refresh(self.wire.as_ref(), &self.app, secret.as_ref(), old).await {
            Err(ConnectorError::SignInNeeded { why }) => {
                // Somebody may have signed in anew meanwhile, in the window or on the command line.
                let kept = Stored::load(self.secrets.as_ref(), self.connection).await?;
                let newer = kept.filter(|kept| !kept.same_refresh(tokens));
                newer.ok_or(ConnectorError::SignInNeeded { why })
            }
            other => other,
        }
    }
}

#[async_trait]
impl Tokens for TokenOwner {
    async fn current(&self) -> Result<Grant, ConnectorError> {
        let mut held = self.held.lock().await;
        let tokens = self.loaded(&mut held).await?;
        Ok(grant(&tokens, held.generation))
    }

    async fn refresh(&self, stale: &Grant) -> Result<Grant, ConnectorError> {
        let mut held = self.held.lock().await;
        let tokens = self.loaded(&mut held).await?;
        if held.generation > stale.generation {
            return Ok(grant(&tokens, held.generation));
        }
        let fresh = self.renewed(&tokens).await?;
        held.tokens = Some(fresh.clone());
        held.generation += 1;
        held.saved = Saved::NotYet;
        self.save(&mut held).await?;
        Ok(grant(&fresh, held.generation))
    }
}

fn grant(tokens: &Stored, generation: u64) -> Grant {
    Grant { token: tokens.access.clone(), base: tokens.base.clone(), generation }
}

fn sign_in(why: &str) -> ConnectorError {
    ConnectorError::SignInNeeded { why: why.to_owned() }
}
