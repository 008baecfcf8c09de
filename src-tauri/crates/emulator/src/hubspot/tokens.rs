//! Apps, their tokens, and who a bearer token speaks for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::call::{Call, Caller, TokenKind};
use super::chance::Chance;
use super::problem::{Outcome, Problem};
use super::record::Source;
use super::settings::Distribution;
use super::time::{Millis, iso};

/// An OAuth app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct App {
    pub id: u64,
    pub name: String,
    pub client_id: String,
    pub client_secret: String,
    pub redirects: Vec<String>,
    pub scopes: BTreeSet<String>,
    pub distribution: Distribution,
}

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Use {
    Access,
    Refresh,
    ServiceKey,
}

/// One token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Token {
    pub purpose: Use,
    pub portal: u64,
    /// The client id, or the key's name.
    pub app: String,
    pub user: u64,
    pub scopes: BTreeSet<String>,
    pub expires: Option<Millis>,
    pub revoked: bool,
    /// The refresh token that it came from.
    pub parent: Option<String>,
}

/// A code that waits to be exchanged; each works once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Code {
    pub portal: u64,
    pub app: String,
    pub redirect: String,
    pub scopes: BTreeSet<String>,
    pub expires: Millis,
    /// The PKCE challenge, where one was sent.
    pub challenge: Option<String>,
}

/// Everything that signs in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tokens {
    pub apps: BTreeMap<String, App>,
    pub tokens: BTreeMap<String, Token>,
    pub codes: BTreeMap<String, Code>,
}

/// The user that the tokens of the demo speak for.
pub(super) const USER: u64 = 900_001;

impl Tokens {
    /// A new token of a kind; access tokens are long, as clients must expect.
    pub fn mint(&mut self, token: Token, chance: &mut Chance) -> String {
        let name = match token.purpose {
            Use::Access => format!("CJ{}", chance.word(254)),
            Use::Refresh => chance.uuid(),
            Use::ServiceKey => format!("pat-na1-{}", chance.uuid()),
        };
        self.tokens.insert(name.clone(), token);
        name
    }

    /// Who calls, or the 401.
    pub fn caller(&self, call: &Call<'_>) -> Outcome<Caller> {
        let strict = call.on("hubspot.auth.bearer");
        let bearer = call.authorization.as_deref().and_then(bearer);

        let token = bearer
            .and_then(|bearer| self.tokens.get(bearer))
            .filter(|token| token.purpose != Use::Refresh && !token.revoked)
            .filter(|token| {
                token.purpose != Use::ServiceKey || call.on("hubspot.auth.service_keys")
            })
            .or_else(|| self.tokens.values().next().filter(|_| !strict));
        let Some(token) = token else { return Err(unauthenticated()) };
        if let Some(expires) = token.expires
            && expires <= call.now
            && call.on("hubspot.auth.expiry")
        {
            return Err(expired(expires, call.now));
        }
        let id =
            self.apps.get(&token.app).map_or_else(|| "77".to_owned(), |app| app.id.to_string());
        let label =
            self.apps.get(&token.app).map_or_else(|| token.app.clone(), |app| app.name.clone());
        let only = self.tokens.values().map(|token| token.portal).min();
        let portal = only.filter(|_| !call.on("hubspot.portals")).unwrap_or(token.portal);
        Ok(Caller {
            portal,
            app: token.app.clone(),
            kind: self.kind(token, call),
            scopes: token.scopes.clone(),
            source: Arc::new(Source {
                kind: "INTEGRATION".to_owned(),
                id,
                label: Some(label),
                user: None,
            }),
        })
    }

    fn kind(&self, token: &Token, call: &Call<'_>) -> TokenKind {
        if token.purpose == Use::ServiceKey {
            return TokenKind::ServiceKey;
        }
        let app = self.apps.get(&token.app).filter(|_| call.on("hubspot.limits.distribution"));
        TokenKind::OAuth(app.map_or(Distribution::Marketplace, |app| app.distribution))
    }
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn unauthenticated() -> Box<Problem> {
    Problem::new(
        401,
        "INVALID_AUTHENTICATION",
        "Authentication credentials not found. This API supports OAuth 2.0 authentication and you \
         can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview",
    )
}

fn expired(at: Millis, now: Millis) -> Box<Problem> {
    let ago = (now - at) / 1_000;
    Problem::new(
        401,
        "EXPIRED_AUTHENTICATION",
        format!("The OAuth token used to make this call expired {ago} second(s) ago."),
    )
    .with("expire time", vec![iso(at)])
}

/// The 403 of a token without the scopes, one of each list; it names those that it lacks.
pub(super) fn require(call: &Call<'_>, all_of: &[Vec<String>]) -> Outcome<()> {
    let Some(caller) = &call.caller else { return Ok(()) };
    let lacks = |any_of: &&Vec<String>| !any_of.iter().any(|scope| caller.scopes.contains(scope));
    let lacking: Vec<&String> = all_of.iter().filter(lacks).flatten().collect();
    if lacking.is_empty() || !call.on("hubspot.auth.scopes") {
        return Ok(());
    }
    let message = "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.";
    let mut problem = Problem::new(403, "MISSING_SCOPES", message).error(json!({
        "message": "One or more of the following scopes are required.",
        "context": { "requiredGranularScopes": lacking },
    }));
    problem.links.insert("scopes".to_owned(), json!("https://developers.hubspot.com/scopes"));
    Err(problem)
}
