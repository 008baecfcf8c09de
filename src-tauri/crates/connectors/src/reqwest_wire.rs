//! `Wire` over the network: reqwest with rustls, the system's roots, TLS 1.2 at least.
//!
//! Invariant: no redirect is followed, nothing is sent twice, and no more than `max_body` bytes of
//! an answer are ever held, however small they were when compressed.

use std::error::Error;
use std::net::SocketAddr;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use crosswalk_model::wire::{Call, WireError};
use crosswalk_model::{ConnectorError, Wire};
use rustls::crypto::CryptoProvider;

use crate::hosts::HostRule;

#[cfg(test)]
mod tests;

/// For the connection alone, of the time that a whole exchange has.
const CONNECT: Duration = Duration::from_secs(20);

/// How the network is reached. Everything but `rule` is for tests and for the emulator under the
/// vendors' own names.
#[derive(Clone, Debug)]
pub struct Network {
    /// Under the production rule, nothing but https leaves.
    pub rule: HostRule,
    /// Root certificates besides the system's, as PEM.
    pub extra_roots: Vec<Vec<u8>>,
    /// Names that are not looked up.
    pub resolve: Vec<(String, SocketAddr)>,
}

impl Network {
    /// The network as it is.
    #[must_use]
    pub const fn of(rule: HostRule) -> Network {
        Network { rule, extra_roots: Vec::new(), resolve: Vec::new() }
    }
}

/// The network.
#[derive(Debug)]
pub struct ReqwestWire {
    client: reqwest::Client,
}

impl ReqwestWire {
    /// Sets the client up.
    ///
    /// # Errors
    /// [`ConnectorError::Unreachable`] when the system's roots cannot be read, or an extra one is
    /// no certificate.
    pub fn new(network: &Network) -> Result<ReqwestWire, ConnectorError> {
        if CryptoProvider::get_default().is_none()
            && rustls::crypto::ring::default_provider().install_default().is_err()
        {
            tracing::debug!("another thread installed the crypto provider first");
        }
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("crosswalk/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .tls_version_min(reqwest::tls::Version::TLS_1_2)
            .https_only(network.rule == HostRule::Production)
            .connect_timeout(CONNECT);
        for root in &network.extra_roots {
            let root = reqwest::Certificate::from_pem(root).map_err(set_up)?;
            builder = builder.tls_certs_merge([root]);
        }
        for (name, address) in &network.resolve {
            builder = builder.resolve(name, *address);
        }
        if network.rule == HostRule::Development || !network.resolve.is_empty() {
            // A proxy would look the names up itself.
            builder = builder.no_proxy();
        }
        Ok(ReqwestWire { client: builder.build().map_err(set_up)? })
    }
}

#[async_trait]
impl Wire for ReqwestWire {
    async fn exchange(&self, call: Call) -> Result<http::Response<Bytes>, WireError> {
        let mut request = reqwest::Request::try_from(call.request).map_err(not_sent)?;
        *request.timeout_mut() = Some(call.timeout);
        let mut answer = self.client.execute(request).await.map_err(lost)?;
        let announced = answer.content_length().unwrap_or(0);
        if usize::try_from(announced).map_or(true, |length| length > call.max_body) {
            return Err(WireError::TooLarge(call.max_body));
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(lost)? {
            if body.len() + chunk.len() > call.max_body {
                return Err(WireError::TooLarge(call.max_body));
            }
            body.extend_from_slice(&chunk);
        }
        let mut response = http::Response::new(Bytes::from(body));
        *response.status_mut() = answer.status();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        Ok(response)
    }
}

fn lost(error: reqwest::Error) -> WireError {
    if error.is_connect() || error.is_builder() {
        not_sent(error)
    } else {
        WireError::AnswerLost(words(error))
    }
}

fn not_sent(error: reqwest::Error) -> WireError {
    WireError::NotSent(words(error))
}

fn set_up(error: reqwest::Error) -> ConnectorError {
    ConnectorError::Unreachable(words(error))
}

/// The chain of causes without the URL: a path can carry somebody's address (SEC12).
fn words(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        text.push_str(": ");
        text.push_str(&deeper.to_string());
        cause = deeper.source();
    }
    text
}
