//! The `oauth2` crate's requests over our wire, and its errors in our words.

use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use crosswalk_model::wire::{Call, Wire, WireError};
use crosswalk_model::{ConnectorError, Side, VendorWords};
use oauth2::basic::{
    BasicErrorResponse, BasicErrorResponseType, BasicRevocationErrorResponse,
    BasicTokenIntrospectionResponse, BasicTokenType,
};
use oauth2::{
    AuthType, AuthUrl, Client, ClientId, ClientSecret, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, RefreshToken, RequestTokenError, StandardRevocableToken, StandardTokenResponse,
    TokenResponse, TokenUrl,
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use url::form_urlencoded;

use crate::echo;

use super::app::App;
use super::stored::Stored;

/// For one call to a token endpoint.
const TIMEOUT: Duration = Duration::from_secs(60);
/// A token answer is a few kilobytes, even where tokens are JWTs.
const MAX_BODY: usize = 1024 * 1024;

/// What vendors add to the standard token answer.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Extra {
    #[serde(default)]
    pub instance_url: Option<String>,
}

impl oauth2::ExtraTokenFields for Extra {}

pub(super) type Answer = StandardTokenResponse<Extra, BasicTokenType>;

/// The crate's client, ready to ask and to redeem.
pub(super) type Ready = Client<
    BasicErrorResponse,
    Answer,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// Builds the client. Both vendors want their parameters in the body.
pub(super) fn client(app: &App, secret: Option<&SecretString>) -> Ready {
    let client = Client::new(ClientId::new(app.client_id.clone()))
        .set_auth_uri(AuthUrl::from_url(app.endpoints.authorize.clone()))
        .set_token_uri(TokenUrl::from_url(app.endpoints.token.clone()))
        .set_auth_type(AuthType::RequestBody);
    match secret {
        // A public client must not send one.
        Some(secret) if app.side == Side::HubSpot => {
            client.set_client_secret(ClientSecret::new(secret.expose_secret().to_owned()))
        }
        Some(_) | None => client,
    }
}

/// Trades a refresh token for fresh tokens.
pub(super) async fn refresh(
    wire: &dyn Wire,
    app: &App,
    secret: Option<&SecretString>,
    old: &SecretString,
) -> Result<Stored, ConnectorError> {
    let token = RefreshToken::new(old.expose_secret().to_owned());
    let send = OverWire(wire);
    let answer = client(app, secret).exchange_refresh_token(&token).request_async(&send).await;
    let fresh = stored(app, &answer.map_err(|error| refused(&error))?)?;
    // Without rotation the old one stays good.
    Ok(Stored { refresh: fresh.refresh.or_else(|| Some(old.clone())), ..fresh })
}

/// Tells the vendor that a sign-in is over. RFC 7009, written out: the `oauth2` crate refuses plain
/// http even on the loopback.
pub(super) async fn revoke(
    wire: &dyn Wire,
    app: &App,
    secret: Option<&SecretString>,
    tokens: &Stored,
) -> Result<(), ConnectorError> {
    let request = revocation(app, secret, tokens)?;
    let sent = carry(wire, request).await;
    let answer = sent.map_err(|error| ConnectorError::Unreachable(error.to_string()))?;
    if answer.status().is_success() {
        return Ok(());
    }
    let message = "the vendor did not take the revocation".to_owned();
    let status = answer.status().as_u16();
    Err(ConnectorError::Refused(VendorWords { status, message, ..VendorWords::default() }))
}

fn revocation(
    app: &App,
    secret: Option<&SecretString>,
    tokens: &Stored,
) -> Result<HttpRequest, ConnectorError> {
    let token = tokens.refresh.as_ref().unwrap_or(&tokens.access);
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("token", token.expose_secret());
    // Salesforce takes a token from whoever holds it; HubSpot asks whose app it is.
    if app.side == Side::HubSpot {
        form.append_pair("client_id", &app.client_id);
        if let Some(secret) = secret {
            form.append_pair("client_secret", secret.expose_secret());
        }
    }
    http::Request::post(app.endpoints.revoke.as_str())
        .header(http::header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(form.finish().into_bytes())
        .map_err(|error| ConnectorError::Protocol(format!("request: {error}")))
}

/// The tokens of an answer, with the base host-checked anew.
pub(super) fn stored(app: &App, answer: &Answer) -> Result<Stored, ConnectorError> {
    let base = app.base(answer.extra_fields().instance_url.as_deref())?;
    Ok(Stored {
        access: SecretString::from(answer.access_token().secret().clone()),
        refresh: answer.refresh_token().map(|token| SecretString::from(token.secret().clone())),
        base,
    })
}

/// The wire as the crate's client.
pub(super) struct OverWire<'w>(pub &'w dyn Wire);

impl<'c> oauth2::AsyncHttpClient<'c> for OverWire<'_> {
    type Error = WireError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, WireError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(carry(self.0, request))
    }
}

/// One exchange.
pub(super) async fn carry(
    wire: &dyn Wire,
    request: HttpRequest,
) -> Result<HttpResponse, WireError> {
    let secrets = echo::secrets_of(request.body());
    let call = Call { request: request.map(Bytes::from), timeout: TIMEOUT, max_body: MAX_BODY };
    let answer = wire.exchange(call).await?;
    if answer.status().is_success() {
        // Without rotation the token that was sent comes back, and is meant.
        return Ok(answer.map(|body| body.to_vec()));
    }
    let secrets: Vec<&str> = secrets.iter().map(String::as_str).collect();
    Ok(answer.map(|body| echo::hide(body, &secrets).to_vec()))
}

/// A failed token call. The body of an answer that does not parse is never quoted: it may hold
/// the very tokens.
pub(super) fn refused(error: &RequestTokenError<WireError, BasicErrorResponse>) -> ConnectorError {
    match error {
        RequestTokenError::ServerResponse(said) => {
            let code = said.error().to_string();
            let message = said.error_description().cloned().unwrap_or_default();
            let needs_person = matches!(
                said.error(),
                BasicErrorResponseType::InvalidGrant
                    | BasicErrorResponseType::InvalidClient
                    | BasicErrorResponseType::UnauthorizedClient
            );
            if needs_person {
                ConnectorError::SignInNeeded { why: format!("{code}: {message}") }
            } else {
                let words = VendorWords { status: 400, code, message, fields: Vec::new() };
                ConnectorError::Refused(words)
            }
        }
        RequestTokenError::Request(error) => ConnectorError::Unreachable(error.to_string()),
        RequestTokenError::Parse(..) => {
            ConnectorError::Protocol("a token answer of another shape".to_owned())
        }
        RequestTokenError::Other(_) => {
            ConnectorError::Protocol("a token answer that is none".to_owned())
        }
    }
}
