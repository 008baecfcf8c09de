//! Sign-in: authorise with PKCE, tokens, rotation, revocation, and who one is.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Salesforce;
use super::consent;
use super::doors;
use super::grants::Chain;
use super::settings::ConnectedApp;
use super::wire::{Answer, Body, Refusal, pairs};
use super::world::{Id, Org};
use crate::exchange::{Effect, Request, Turn};

/// An authorisation code that waits for its app.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub(crate) text: String,
    pub(crate) client: String,
    pub(crate) redirect: String,
    pub(crate) challenge: Option<String>,
    pub(crate) scope: String,
    pub(crate) org: usize,
    pub(crate) user: Id,
    pub(crate) made: Timestamp,
}

/// The form or query of an OAuth request.
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The query of the URI and, for a POST, the body.
    fn of(request: &Request) -> Self {
        let mut all = pairs(request.uri().query().unwrap_or(""));
        all.extend(pairs(&String::from_utf8_lossy(request.body())));
        Self(all)
    }
}

impl Salesforce {
    /// Answers the paths of sign-in; nothing if it is another path.
    pub(super) fn sign_in_path(&mut self, turn: &Turn<'_>, request: &Request) -> Option<Answer> {
        let form = Form::of(request);
        let path = request.uri().path().trim_end_matches('/');
        if !turn.on(doors::of_sign_in(path)) {
            return None;
        }
        let answer = match (request.method().as_str(), path) {
            ("GET" | "POST", "/services/oauth2/authorize") => {
                self.authorize(turn, &form).at("GET /services/oauth2/authorize")
            }
            ("POST", consent::DECISION) => {
                self.decide(turn, &form).at("POST /services/oauth2/authorize/decision")
            }
            ("POST", "/services/oauth2/token") => {
                self.token(turn, &form).at("POST /services/oauth2/token")
            }
            ("POST" | "GET", "/services/oauth2/revoke") => {
                self.revoke(&form).at("POST /services/oauth2/revoke")
            }
            ("POST", "/services/oauth2/introspect") => {
                self.introspect(turn, &form).at("POST /services/oauth2/introspect")
            }
            ("GET" | "POST", "/services/oauth2/userinfo") => {
                self.userinfo(turn, request).at("GET /services/oauth2/userinfo")
            }
            ("GET", path) if path.starts_with("/id/") => {
                self.identity(turn, request).at("GET /id/{org}/{user}")
            }
            _ => return None,
        };
        Some(answer)
    }

    fn authorize(&self, turn: &Turn<'_>, form: &Form) -> Answer {
        match self.request_of(turn, form) {
            Ok(_) => consent::page(form, &self.people(turn)),
            Err((error, text)) => consent::refused(error, text),
        }
    }

    /// The app and redirect of an authorise request, if they fit.
    fn request_of(
        &self,
        turn: &Turn<'_>,
        form: &Form,
    ) -> Result<ConnectedApp, (&'static str, &'static str)> {
        let app = self.app(form.get("client_id").unwrap_or(""));
        let app = app.ok_or(("invalid_client_id", "client identifier invalid"))?;
        let redirect = form.get("redirect_uri").unwrap_or("");
        let registered = app.redirect_uris.iter().any(|known| known == redirect);
        let raw_loopback =
            redirect.starts_with("http://") && !redirect.starts_with("http://localhost");
        if (!registered || raw_loopback) && turn.on("salesforce.oauth.redirect") {
            return Err(("redirect_uri_mismatch", "redirect_uri must match configuration"));
        }
        if form.get("response_type") != Some("code") {
            return Err(("unsupported_response_type", "response type not supported"));
        }
        let method = form.get("code_challenge_method").unwrap_or("S256");
        let lacks = app.needs_challenge && form.get("code_challenge").is_none();
        if (lacks || method != "S256") && turn.on("salesforce.oauth.pkce") {
            return Err(("invalid_request", "missing required code challenge"));
        }
        Ok(app.clone())
    }

    /// The consent page's buttons.
    fn decide(&mut self, turn: &Turn<'_>, form: &Form) -> Answer {
        let app = match self.request_of(turn, form) {
            Ok(app) => app,
            Err((error, text)) => return consent::refused(error, text),
        };
        let back = form.get("redirect_uri").unwrap_or("");
        let state = form.get("state");
        if form.get("decision") != Some("approve") && turn.on("salesforce.oauth.denial") {
            let text = "end-user denied authorization";
            return consent::back(
                back,
                state,
                &[("error", "access_denied"), ("error_description", text)],
            );
        }
        let user = Id::from(form.get("user").unwrap_or(""));
        let org = form.get("org").unwrap_or("");
        let place = self.orgs.iter().position(|known| known.id == org);
        let place = place.filter(|at| signs_in_at(turn, &self.orgs[*at]));
        let Some(place) = place.filter(|at| self.orgs[*at].row("User", &user).is_some()) else {
            return consent::refused("invalid_request", "no such user");
        };
        if !self.orgs[place].is_active(&user) && turn.on("salesforce.oauth.active_user") {
            return consent::refused("inactive_user", "user is inactive");
        }
        let absent = app.not_installed_in.contains(&self.orgs[place].id);
        if absent && turn.on("salesforce.oauth.installed") {
            let text = "app must be installed into org";
            return consent::back(
                back,
                state,
                &[("error", "invalid_client"), ("error_description", text)],
            );
        }
        let text = format!("aPrx{}", self.grants.token(45));
        let code = Code {
            text: text.clone(),
            client: app.client_id,
            redirect: back.to_owned(),
            challenge: form.get("code_challenge").map(ToOwned::to_owned),
            scope: form.get("scope").unwrap_or("api refresh_token").to_owned(),
            org: place,
            user,
            made: turn.now,
        };
        self.codes.push(code);
        Answer { effect: Effect::SignIn, ..consent::back(back, state, &[("code", &text)]) }
    }

    fn token(&mut self, turn: &Turn<'_>, form: &Form) -> Answer {
        let result = match form.get("grant_type") {
            Some("authorization_code") if turn.on("salesforce.oauth.code") => {
                self.by_code(turn, form)
            }
            Some("refresh_token") if turn.on("salesforce.oauth.refresh") => {
                self.by_refresh(turn, form)
            }
            Some(_) => Err(denied("unsupported_grant_type", "grant type not supported")),
            None => Err(denied("invalid_request", "missing required parameter: grant_type")),
        };
        match result {
            Ok(answer) => Answer { effect: Effect::SignIn, ..answer },
            Err(answer) => *answer,
        }
    }

    fn by_code(&mut self, turn: &Turn<'_>, form: &Form) -> Result<Answer, Box<Answer>> {
        self.check_client(form)?;
        let text = form.get("code").unwrap_or("");
        let place = self.codes.iter().position(|code| code.text == text);
        let place = place.ok_or_else(|| denied("invalid_grant", "invalid authorization code"))?;
        let code = self.codes[place].clone();
        if turn.on("salesforce.oauth.code_once") {
            self.codes.remove(place);
        }
        let age = turn.now.as_second() - code.made.as_second();
        if age > self.settings.quirks.code_life_seconds && turn.on("salesforce.oauth.code_life") {
            return Err(denied("invalid_grant", "expired authorization code"));
        }
        if code.client != form.get("client_id").unwrap_or("") {
            return Err(denied("invalid_grant", "invalid authorization code"));
        }
        let elsewhere = code.redirect != form.get("redirect_uri").unwrap_or("");
        if elsewhere && turn.on("salesforce.oauth.code_redirect") {
            let text = "redirect_uri must match configuration";
            return Err(denied("redirect_uri_mismatch", text));
        }
        if let Some(challenge) = &code.challenge
            && turn.on("salesforce.oauth.pkce")
        {
            let verifier = form.get("code_verifier").unwrap_or("");
            let sum = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
            if sum != *challenge {
                let error = self.settings.quirks.verifier_error.clone();
                return Err(denied(&error, "invalid code verifier"));
            }
        }
        if turn.on("salesforce.oauth.five_approvals") {
            self.grants.make_room(code.org, &code.user, &code.client);
        }
        let chain = self.grants.sign_in(code.org, &code.user, &code.client, &code.scope);
        Ok(self.granted(turn, &chain, Refreshed::New))
    }

    fn by_refresh(&mut self, turn: &Turn<'_>, form: &Form) -> Result<Answer, Box<Answer>> {
        self.check_client(form)?;
        let text = form.get("refresh_token").unwrap_or("").to_owned();
        let bad = || denied("invalid_grant", "expired access/refresh token");
        let holds = |chain: &&Chain| chain.current == text || chain.spent.contains(&text);
        let chain = self.grants.chains.iter().find(holds).cloned().ok_or_else(bad)?;
        if Some(chain.client.as_str()) != form.get("client_id") {
            return Err(bad());
        }
        let active = self.orgs[chain.org].is_active(&chain.user);
        if !active && turn.on("salesforce.oauth.active_user") {
            return Err(bad());
        }
        if chain.current != text && turn.on("salesforce.oauth.reuse_revokes") {
            // A token that was used before may be stolen: everything of the sign-in ends.
            self.grants.end(chain.number);
            return Err(bad());
        }
        let rotates = self.app(&chain.client).is_some_and(|app| app.rotates);
        if !rotates || !turn.on("salesforce.oauth.rotation") {
            return Ok(self.granted(turn, &chain, Refreshed::Same));
        }
        let fresh = format!("5Aep861{}", self.grants.token(48));
        let known = self.grants.chains.iter_mut().find(|known| known.number == chain.number);
        let Some(known) = known else { return Err(bad()) };
        known.spent.push(std::mem::replace(&mut known.current, fresh));
        let chain = known.clone();
        Ok(self.granted(turn, &chain, Refreshed::New))
    }

    fn check_client(&self, form: &Form) -> Result<(), Box<Answer>> {
        let app = self.app(form.get("client_id").unwrap_or(""));
        let app = app.ok_or_else(|| denied("invalid_client_id", "client identifier invalid"))?;
        match &app.client_secret {
            Some(secret) if form.get("client_secret") != Some(secret) => {
                Err(denied("invalid_client", "invalid client credentials"))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// The answer with tokens; there is no `expires_in`.
    fn granted(&mut self, turn: &Turn<'_>, chain: &Chain, refreshed: Refreshed) -> Answer {
        let org_id = self.orgs[chain.org].id.clone();
        let access = self.grants.open(chain, &org_id, turn.now);
        let id = identity_url(turn, &org_id, &chain.user);
        let issued = turn.now.as_millisecond().to_string();
        let mac = Sha256::digest(format!("{id}{issued}").as_bytes());
        let mut body = json!({"access_token": access, "signature": STANDARD.encode(mac),
            "scope": chain.scope, "instance_url": self.instance(turn, chain.org), "id": id,
            "token_type": "Bearer", "issued_at": issued});
        let offline = chain.scope.split(' ').any(|s| s == "refresh_token" || s == "offline_access");
        if refreshed == Refreshed::New && offline {
            body["refresh_token"] = chain.current.as_str().into();
        }
        Answer::json(200, body)
    }

    fn revoke(&mut self, form: &Form) -> Answer {
        let text = form.get("token").unwrap_or("");
        let by_access = self.grants.sessions.get(text).map(|session| session.chain);
        let by_refresh = self.grants.chains.iter().find(|chain| chain.current == text);
        match (by_refresh.map(|chain| chain.number), by_access) {
            (Some(number), _) => self.grants.end(number),
            (None, Some(_)) => drop(self.grants.sessions.remove(text)),
            (None, None) => {
                return *denied("unsupported_token_type", "this token type is not supported");
            }
        }
        Answer { effect: Effect::SignIn, ..Answer::empty(200) }
    }

    /// Only apps with a secret may look.
    fn introspect(&self, turn: &Turn<'_>, form: &Form) -> Answer {
        let app = self.app(form.get("client_id").unwrap_or(""));
        let secret = app.and_then(|app| app.client_secret.as_deref());
        if secret.is_none() || secret != form.get("client_secret") {
            return *denied("invalid_client", "invalid client credentials");
        }
        let session = self.grants.sessions.get(form.get("token").unwrap_or(""));
        let life = self.settings.quirks.token_life_seconds;
        let left = |used: Timestamp| life - (turn.now.as_second() - used.as_second());
        let Some(session) = session.filter(|session| left(session.used) > 0) else {
            return Answer::json(200, json!({"active": false}));
        };
        Answer::json(
            200,
            json!({"active": true, "scope": session.scope,
            "client_id": session.client, "token_type": "access_token",
            "exp": turn.now.as_second() + left(session.used),
            "sub": identity_url(turn, &self.orgs[session.org].id, &session.user)}),
        )
    }

    fn userinfo(&mut self, turn: &Turn<'_>, request: &Request) -> Answer {
        match self.session(turn, request) {
            Ok(session) => {
                let who = self.who(turn, session.org, &session.user);
                Answer::json(
                    200,
                    json!({"sub": who["id"], "user_id": who["user_id"],
                    "organization_id": who["organization_id"],
                    "preferred_username": who["username"], "name": who["display_name"],
                    "email": who["email"], "email_verified": true, "active": true,
                    "urls": who["urls"]}),
                )
            }
            Err(_) => {
                Answer { body: Body::Html("Bad_OAuth_Token".to_owned()), ..Answer::empty(403) }
            }
        }
    }

    fn identity(&mut self, turn: &Turn<'_>, request: &Request) -> Answer {
        let Ok(session) = self.session(turn, request) else {
            return Answer { body: Body::Html("Bad_OAuth_Token".to_owned()), ..Answer::empty(403) };
        };
        let wanted = format!("/id/{}/{}", self.orgs[session.org].id, session.user);
        if request.uri().path() != wanted {
            return Refusal::not_found().into();
        }
        Answer::json(200, self.who(turn, session.org, &session.user))
    }

    fn who(&self, turn: &Turn<'_>, place: usize, user: &str) -> Value {
        let org = &self.orgs[place];
        let Some((kind, row)) = org.schema.get("User").zip(org.row("User", user)) else {
            return Value::Null;
        };
        let base = self.instance(turn, place);
        json!({"id": identity_url(turn, &org.id, user), "asserted_user": true, "user_id": user,
            "organization_id": org.id, "username": row.get(kind, "Username"),
            "display_name": row.get(kind, "Name"), "email": row.get(kind, "Email"),
            "email_verified": true, "first_name": row.get(kind, "FirstName"),
            "last_name": row.get(kind, "LastName"), "active": row.get(kind, "IsActive"),
            "user_type": "STANDARD", "timezone": row.get(kind, "TimeZoneSidKey"),
            "urls": {"rest": format!("{base}/services/data/v{{version}}/"),
                "sobjects": format!("{base}/services/data/v{{version}}/sobjects/"),
                "query": format!("{base}/services/data/v{{version}}/query/")}})
    }

    fn app(&self, client_id: &str) -> Option<&ConnectedApp> {
        self.settings.apps.iter().find(|app| app.client_id == client_id)
    }

    /// Users of the orgs that sign in at this host: org id, org name, user id, user name.
    fn people(&self, turn: &Turn<'_>) -> Vec<[String; 4]> {
        let mut all = Vec::new();
        for org in self.orgs.iter().filter(|org| signs_in_at(turn, org)) {
            let of_all = !turn.on("salesforce.oauth.active_user");
            for (id, name) in org.users().into_iter().filter(|it| of_all || org.is_active(&it.0)) {
                all.push([org.id.clone(), org.settings.name.clone(), id, name]);
            }
        }
        all
    }

    /// Where the org's API is: the same origin on loopback, else its My Domain.
    fn instance(&self, turn: &Turn<'_>, place: usize) -> String {
        let vendor = turn.origin.starts_with("https://") && !turn.origin.contains("127.0.0.1");
        if vendor && turn.on("salesforce.oauth.instance_url") {
            format!("https://{}", self.orgs[place].settings.host)
        } else {
            turn.origin.to_owned()
        }
    }
}

/// Production signs in at one host, sandboxes at another, and each org at its own; on the loopback
/// all of them do.
fn signs_in_at(turn: &Turn<'_>, org: &Org) -> bool {
    let Some(place) = turn.origin.strip_prefix("https://") else { return true };
    let host = place.split(':').next().unwrap_or(place);
    match host {
        _ if !turn.on("salesforce.oauth.login_hosts") => true,
        "127.0.0.1" | "localhost" => true,
        "login.salesforce.com" => !org.settings.sandbox,
        "test.salesforce.com" => org.settings.sandbox,
        own => own == org.settings.host,
    }
}

/// Whether the answer carries a refresh token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refreshed {
    New,
    Same,
}

fn identity_url(turn: &Turn<'_>, org: &str, user: &str) -> String {
    let loopback = !turn.origin.starts_with("https://") || turn.origin.contains("127.0.0.1");
    let host = if loopback { turn.origin } else { "https://login.salesforce.com" };
    format!("{host}/id/{org}/{user}")
}

fn denied(error: &str, text: &str) -> Box<Answer> {
    let body = json!({"error": error, "error_description": text});
    Box::new(Answer::json(400, body))
}
