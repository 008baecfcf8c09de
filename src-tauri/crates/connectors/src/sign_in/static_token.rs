//! Tokens that nobody refreshes: a HubSpot service key, or the first moments of a sign-in.

use async_trait::async_trait;
use crosswalk_model::secrets::{SecretKind, Secrets};
use crosswalk_model::{ConnectionId, ConnectorError, Side};
use secrecy::SecretString;
use url::Url;

use super::stored::{slot, vault};
use crate::hosts::HostRule;
use crate::line::{Grant, Tokens};

/// One token, one base.
#[derive(Clone, Debug)]
pub struct StaticToken {
    grant: Grant,
}

impl StaticToken {
    /// Wraps a token.
    #[must_use]
    pub const fn new(token: SecretString, base: Url) -> StaticToken {
        StaticToken { grant: Grant { token, base, generation: 0 } }
    }

    /// Keeps a token in the vault as a connection's.
    ///
    /// # Errors
    /// [`ConnectorError::Vault`] when the vault does not take it.
    pub async fn keep(
        &self,
        secrets: &dyn Secrets,
        connection: ConnectionId,
    ) -> Result<(), ConnectorError> {
        let slot = slot(connection, SecretKind::StaticToken);
        secrets.put(&slot, self.grant.token.clone()).await.map_err(vault)
    }

    /// Takes a connection's token from the vault; `base` has to pass the host rule.
    ///
    /// # Errors
    /// [`ConnectorError::SignInNeeded`] when there is none.
    pub async fn load(
        secrets: &dyn Secrets,
        connection: ConnectionId,
        (side, base, rule): (Side, &str, HostRule),
    ) -> Result<StaticToken, ConnectorError> {
        let base = rule.base(side, base)?;
        let kept = secrets.get(&slot(connection, SecretKind::StaticToken)).await.map_err(vault)?;
        let token = kept.ok_or_else(|| ConnectorError::SignInNeeded {
            why: "the vault holds no token for this connection".to_owned(),
        })?;
        Ok(StaticToken::new(token, base))
    }
}

#[async_trait]
impl Tokens for StaticToken {
    async fn current(&self) -> Result<Grant, ConnectorError> {
        Ok(self.grant.clone())
    }

    async fn refresh(&self, _stale: &Grant) -> Result<Grant, ConnectorError> {
        let why = "the vendor refuses the token, and it is of a kind that cannot be renewed";
        Err(ConnectorError::SignInNeeded { why: why.to_owned() })
    }
}
