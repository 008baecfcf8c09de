//! What the vault keeps of a sign-in: one JSON text, because its parts change together.

use crosswalk_model::secrets::{SecretKind, Secrets, Slot, VaultError};
use crosswalk_model::{ConnectionId, ConnectorError};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use url::Url;

/// Tokens with where they are good.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub access: SecretString,
    pub refresh: Option<SecretString>,
    pub base: Url,
}

#[derive(Serialize, Deserialize)]
struct Text {
    access_token: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    refresh_token: Option<String>,
    base: Url,
}

pub(super) const fn slot(connection: ConnectionId, kind: SecretKind) -> Slot {
    Slot { connection, kind }
}

pub(super) fn vault(error: VaultError) -> ConnectorError {
    ConnectorError::Vault(error.to_string())
}

impl Stored {
    pub(super) async fn load(
        secrets: &dyn Secrets,
        connection: ConnectionId,
    ) -> Result<Option<Stored>, ConnectorError> {
        let kept = secrets.get(&slot(connection, SecretKind::Tokens)).await.map_err(vault)?;
        let Some(kept) = kept else { return Ok(None) };
        // The parser's own words would quote the text.
        let text: Text = serde_json::from_str(kept.expose_secret())
            .map_err(|_| ConnectorError::Vault("the kept tokens are unreadable".to_owned()))?;
        Ok(Some(Stored {
            access: SecretString::from(text.access_token),
            refresh: text.refresh_token.map(SecretString::from),
            base: text.base,
        }))
    }

    pub(super) async fn keep(
        &self,
        secrets: &dyn Secrets,
        connection: ConnectionId,
    ) -> Result<(), ConnectorError> {
        let text = Text {
            access_token: self.access.expose_secret().to_owned(),
            refresh_token: self.refresh.as_ref().map(|token| token.expose_secret().to_owned()),
            base: self.base.clone(),
        };
        let text = serde_json::to_string(&text)
            .map_err(|_| ConnectorError::Vault("tokens that make no JSON".to_owned()))?;
        let slot = slot(connection, SecretKind::Tokens);
        secrets.put(&slot, SecretString::from(text)).await.map_err(vault)
    }

    /// Whether both hold the same refresh token.
    pub(super) fn same_refresh(&self, other: &Stored) -> bool {
        let text = |stored: &Stored| stored.refresh.as_ref().map(|t| t.expose_secret().to_owned());
        text(self) == text(other)
    }
}
