//! OAuth: the consent page, the token endpoints of every version, and what they tell of a token.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use url::{Host, Url};

use super::HubSpot;
use super::call::{Call, Version};
use super::problem::{Answer, Outcome, Problem};
use super::settings::Distribution;
use super::time::Millis;
use super::tokens::{App, Code, Token, USER, Use};

const CODE_LIFE: Millis = 60_000;

/// What an authorize request asks for.
struct Wish {
    app: App,
    redirect: String,
    scopes: BTreeSet<String>,
    state: Option<String>,
    challenge: Option<String>,
}

fn refused(message: impl Into<String>) -> Box<Problem> {
    Problem::new(400, "VALIDATION_ERROR", message)
}

/// Reads it from the query of the page, or from the form that the page sends.
fn wish(world: &HubSpot, call: &Call<'_>) -> Outcome<Wish> {
    let given = |name: &str| call.form(name).or_else(|| call.query(name));
    let app = given("client_id")
        .and_then(|id| world.tokens.apps.get(id))
        .ok_or_else(|| refused("We couldn't find the app: client_id is unknown"))?;
    let redirect = given("redirect_uri").ok_or_else(|| refused("redirect_uri is missing"))?;
    let exact = app.redirects.iter().any(|known| known == redirect)
        || !call.on("hubspot.oauth.redirect_match");
    if !exact || !may_redirect(redirect) {
        return Err(refused("The redirect URL doesn't match the app's"));
    }
    let split = |name: &str| -> BTreeSet<String> {
        given(name).unwrap_or_default().split_whitespace().map(str::to_owned).collect()
    };
    let scopes = split("scope");
    let fits = !scopes.is_empty() && scopes.is_subset(&app.scopes);
    if !fits && call.on("hubspot.oauth.scopes_of_app") {
        return Err(refused("The scopes don't match those of the app"));
    }
    let optional = split("optional_scope");
    Ok(Wish {
        scopes: scopes.into_iter().chain(optional.intersection(&app.scopes).cloned()).collect(),
        redirect: redirect.to_owned(),
        state: given("state").map(str::to_owned),
        challenge: given("code_challenge").map(str::to_owned),
        app: app.clone(),
    })
}

/// https, or http for localhost; a domain, never an address.
fn may_redirect(redirect: &str) -> bool {
    let Ok(url) = Url::parse(redirect) else { return false };
    match url.host() {
        Some(Host::Domain(domain)) => {
            url.scheme() == "https" || (url.scheme() == "http" && domain == "localhost")
        }
        Some(Host::Ipv4(_) | Host::Ipv6(_)) | None => false,
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// `GET /oauth/authorize`: a form that a browser, or a test, can send.
pub(super) fn page(world: &mut HubSpot, call: &Call<'_>) -> Outcome {
    show(world, call, None)
}

/// `GET /oauth/{hub}/authorize`.
pub(super) fn page_of_hub(world: &mut HubSpot, call: &Call<'_>) -> Outcome {
    let hub = call.arg(0).parse().map_err(|_| Problem::missing())?;
    show(world, call, Some(hub))
}

fn show(world: &HubSpot, call: &Call<'_>, hub: Option<u64>) -> Outcome {
    let wish = wish(world, call)?;
    let hidden: String = call
        .query
        .iter()
        .map(|(key, value)| {
            format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(key), escape(value))
        })
        .collect();
    let hubs: String = world
        .portals
        .values()
        .filter(|portal| hub.is_none_or(|hub| hub == portal.settings.id))
        .map(|portal| {
            format!(
                "<option value=\"{}\">{}</option>",
                portal.settings.id,
                escape(&portal.settings.name)
            )
        })
        .collect();
    let scopes: String =
        wish.scopes.iter().map(|scope| format!("<li>{}</li>", escape(scope))).collect();
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Connect {name}</title>\
         <h1>Connect {name} to HubSpot</h1><ul>{scopes}</ul>\
         <form method=\"post\" action=\"/oauth/authorize\">{hidden}\
         <label>Account <select name=\"hub_id\">{hubs}</select></label>\
         <button name=\"decision\" value=\"approve\">Connect app</button>\
         <button name=\"decision\" value=\"deny\">Cancel</button></form></html>",
        name = escape(&wish.app.name),
    );
    Ok(Answer {
        status: 200,
        body: None,
        page: Some((html, "text/html; charset=utf-8")),
        headers: Vec::new(),
    })
}

/// `POST /oauth/authorize`: what the person clicked.
pub(super) fn decide(world: &mut HubSpot, call: &Call<'_>) -> Outcome {
    let wish = wish(world, call)?;
    let mut to = Url::parse(&wish.redirect).map_err(|_| refused("redirect_uri is not a URL"))?;
    if call.form("decision") == Some("approve") || !call.on("hubspot.oauth.denial") {
        let portal = match call.form("hub_id").map(str::parse::<u64>) {
            Some(Ok(hub)) if world.portals.contains_key(&hub) => hub,
            Some(_) => return Err(refused("hub_id is unknown")),
            None => world.portals.keys().next().copied().unwrap_or_default(),
        };
        let code = world.chance.uuid();
        to.query_pairs_mut().append_pair("code", &code);
        let Wish { app, redirect, scopes, challenge, .. } = &wish;
        world.tokens.codes.insert(
            code,
            Code {
                portal,
                app: app.client_id.clone(),
                redirect: redirect.clone(),
                scopes: scopes.clone(),
                expires: call.now + CODE_LIFE,
                challenge: challenge.clone(),
            },
        );
    } else {
        to.query_pairs_mut()
            .append_pair("error", "access_denied")
            .append_pair("error_description", "The user denied the request");
    }
    if let Some(state) = &wish.state {
        to.query_pairs_mut().append_pair("state", state);
    }
    let headers = vec![("location", to.to_string())];
    Ok(Answer { status: 302, body: None, page: None, headers })
}

/// A token endpoint's error: OAuth's own fields, and the vendor's.
fn denied(error: &str, description: &str, status: &str) -> Box<Problem> {
    let mut problem = Problem::new(400, "BAD_REQUEST", description);
    problem.raw = Some(json!({
        "error": error,
        "error_description": description,
        "status": status,
        "message": description,
    }));
    problem
}

/// Whether a call without a secret brings what a public client has: the verifier of a code that was
/// asked for with a challenge, which [`exchange`] compares, or a refresh token.
fn proves(world: &HubSpot, call: &Call<'_>) -> bool {
    let code = call.form("code").and_then(|name| world.tokens.codes.get(name));
    let challenged = code.is_some_and(|code| code.challenge.is_some());
    challenged || call.form("refresh_token").is_some()
}

fn client<'a>(world: &'a HubSpot, call: &Call<'_>) -> Outcome<&'a App> {
    call.form("client_id")
        .and_then(|id| world.tokens.apps.get(id))
        .filter(|app| {
            let knows = call.form("client_secret") == Some(app.client_secret.as_str());
            let public = call.settings.pkce_without_secret
                && call.form("client_secret").is_none()
                && proves(world, call);
            knows || public || !call.on("hubspot.oauth.client_secret")
        })
        .ok_or_else(|| {
            denied("invalid_client", "missing or invalid client id or secret", "BAD_CLIENT_ID")
        })
}

/// `POST /oauth/{version}/token`, form-encoded.
pub(super) fn token(world: &mut HubSpot, call: &Call<'_>) -> Outcome {
    let app = client(world, call)?.clone();
    match call.form("grant_type") {
        Some("authorization_code") if call.on("hubspot.oauth.code") => exchange(world, &app, call),
        Some("refresh_token") if call.on("hubspot.oauth.refresh") => refresh(world, &app, call),
        Some(_) | None => {
            Err(denied("unsupported_grant_type", "grant_type is not supported", "BAD_GRANT_TYPE"))
        }
    }
}

fn exchange(world: &mut HubSpot, app: &App, call: &Call<'_>) -> Outcome {
    let bad = || denied("invalid_grant", "missing or unknown auth code", "BAD_AUTH_CODE");
    let name = call.form("code").ok_or_else(bad)?;
    let code = world.tokens.codes.get(name).cloned().ok_or_else(bad)?;
    if call.on("hubspot.oauth.single_use_code") {
        world.tokens.codes.remove(name);
    }
    if code.app != app.client_id || code.expires <= call.now {
        return Err(bad());
    }
    let elsewhere = call.form("redirect_uri") != Some(code.redirect.as_str());
    if elsewhere && call.on("hubspot.oauth.code_redirect") {
        return Err(denied(
            "invalid_grant",
            "redirect uri does not match",
            "MISMATCH_REDIRECT_URI_AUTH_CODE",
        ));
    }
    if let Some(challenge) = &code.challenge
        && call.on("hubspot.oauth.pkce")
    {
        let proof = call
            .form("code_verifier")
            .map(|verifier| URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)));
        if proof.as_ref() != Some(challenge) {
            return Err(denied(
                "invalid_grant",
                "code verifier does not match",
                "BAD_CODE_VERIFIER",
            ));
        }
    }
    let refresh = world.grant(code.portal, app, code.scopes.clone());
    Ok(issue(world, &refresh, call))
}

fn refresh(world: &mut HubSpot, app: &App, call: &Call<'_>) -> Outcome {
    let known = call.form("refresh_token").filter(|name| {
        world.tokens.tokens.get(*name).is_some_and(|token| {
            token.purpose == Use::Refresh && !token.revoked && token.app == app.client_id
        })
    });
    let Some(name) = known.map(str::to_owned) else {
        if !call.on("hubspot.oauth.bad_refresh") {
            return Answer::ok(json!({}));
        }
        return Err(denied(
            "invalid_grant",
            "refresh token is invalid, expired or revoked",
            "BAD_REFRESH_TOKEN",
        ));
    };
    if !call.settings.rotate_refresh_tokens || !call.on("hubspot.oauth.rotation") {
        return Ok(issue(world, &name, call));
    }
    let Some(old) = world.tokens.tokens.get_mut(&name) else { return Err(Problem::missing()) };
    let new = Token { parent: None, ..old.clone() };
    old.revoked = true;
    let renewed = world.tokens.mint(new, &mut world.chance);
    Ok(issue(world, &renewed, call))
}

/// A new access token for a refresh token, as the version words it.
fn issue(world: &mut HubSpot, refresh: &str, call: &Call<'_>) -> Answer {
    let access = world.access(refresh, call.now).unwrap_or_default();
    let mut body = json!({
        "token_type": "bearer",
        "access_token": access,
        "refresh_token": refresh,
        "expires_in": call.settings.token_life_seconds,
    });
    let detailed = call.version != Version::V1 || !call.on("hubspot.oauth.token_details");
    if detailed && let Some(token) = world.tokens.tokens.get(refresh) {
        body["hub_id"] = json!(token.portal);
        body["user_id"] = json!(token.user);
        body["scopes"] = json!(token.scopes);
        body["token_use"] = json!("access_token");
    }
    Answer::json(200, body)
}

/// `POST /oauth/{version}/token/introspect`.
pub(super) fn introspect(world: &mut HubSpot, call: &Call<'_>) -> Outcome {
    let app = client(world, call)?;
    let token = call.form("token").and_then(|name| world.tokens.tokens.get(name));
    let live = token.filter(|token| {
        token.app == app.client_id
            && !token.revoked
            && token.expires.is_none_or(|expires| expires > call.now)
    });
    let Some(token) = live else { return Answer::ok(json!({ "active": false })) };
    let mut body = described(world, token, app, call);
    body["active"] = json!(true);
    body["client_id"] = json!(app.client_id);
    let is_access = token.purpose == Use::Access;
    body["token_use"] = json!(if is_access { "access_token" } else { "refresh_token" });
    body["is_private_distribution"] = json!(app.distribution == Distribution::Private);
    Answer::ok(body)
}

fn described(world: &HubSpot, token: &Token, app: &App, call: &Call<'_>) -> Value {
    let name = world.portals.get(&token.portal).map(|portal| portal.settings.name.clone());
    let mut body = json!({
        "hub_id": token.portal,
        "hub_domain": name,
        "app_id": app.id,
        "user": "admin@example.com",
        "user_id": token.user,
        "scopes": token.scopes,
    });
    if let Some(expires) = token.expires {
        body["expires_in"] = json!((expires - call.now) / 1_000);
    }
    body
}

/// `POST /oauth/{version}/token/revoke`. Revoking what is unknown is no error.
pub(super) fn revoke(world: &mut HubSpot, call: &Call<'_>) -> Outcome {
    let app = client(world, call)?.client_id.clone();
    let name = call.form("token").unwrap_or_default().to_owned();
    let own = world.tokens.tokens.get(&name).is_some_and(|token| token.app == app);
    if own {
        world.revoke(&name);
        if call.settings.revoke_cascades {
            world.revoke_children(&name);
        }
    }
    Ok(Answer { status: 200, body: None, page: None, headers: Vec::new() })
}

fn info(world: &HubSpot, call: &Call<'_>, purpose: Use) -> Outcome {
    let name = call.arg(0);
    let token = world.tokens.tokens.get(name).filter(|token| {
        token.purpose == purpose
            && !token.revoked
            && (token.expires.is_none_or(|expires| expires > call.now)
                || !call.on("hubspot.oauth.token_info"))
    });
    let Some(token) = token else {
        return Err(Problem::new(404, "OBJECT_NOT_FOUND", "The token is unknown or expired"));
    };
    let Some(app) = world.tokens.apps.get(&token.app) else { return Err(Problem::missing()) };
    let mut body = described(world, token, app, call);
    body["token"] = json!(name);
    body["token_type"] = json!(if purpose == Use::Access { "access" } else { "refresh" });
    body["client_id"] = json!(app.client_id);
    Answer::ok(body)
}

/// `GET /oauth/v1/access-tokens/{token}`.
pub(super) fn access_token_info(world: &mut HubSpot, call: &Call<'_>) -> Outcome {
    info(world, call, Use::Access)
}

/// `GET /oauth/v1/refresh-tokens/{token}`.
pub(super) fn refresh_token_info(world: &mut HubSpot, call: &Call<'_>) -> Outcome {
    info(world, call, Use::Refresh)
}

/// `DELETE /oauth/v1/refresh-tokens/{token}`: access tokens already out live on.
pub(super) fn delete_refresh_token(world: &mut HubSpot, call: &Call<'_>) -> Outcome {
    world.revoke(call.arg(0));
    Answer::empty()
}

impl HubSpot {
    /// A refresh token for an app in a portal.
    pub(super) fn grant(&mut self, portal: u64, app: &App, scopes: BTreeSet<String>) -> String {
        let token = Token {
            purpose: Use::Refresh,
            portal,
            app: app.client_id.clone(),
            user: USER,
            scopes,
            expires: None,
            revoked: false,
            parent: None,
        };
        self.tokens.mint(token, &mut self.chance)
    }

    /// An access token from a refresh token.
    pub(super) fn access(&mut self, refresh: &str, now: Millis) -> Option<String> {
        let life = self.settings.token_life_seconds * 1_000;
        let token = Token {
            purpose: Use::Access,
            expires: Some(now + life),
            parent: Some(refresh.to_owned()),
            ..self.tokens.tokens.get(refresh)?.clone()
        };
        Some(self.tokens.mint(token, &mut self.chance))
    }

    /// Kills a token.
    pub(super) fn revoke(&mut self, name: &str) {
        if let Some(token) = self.tokens.tokens.get_mut(name) {
            token.revoked = true;
        }
    }

    /// Kills the access tokens that came from a refresh token.
    pub(super) fn revoke_children(&mut self, name: &str) {
        for token in self.tokens.tokens.values_mut() {
            token.revoked |= token.parent.as_deref() == Some(name);
        }
    }
}
