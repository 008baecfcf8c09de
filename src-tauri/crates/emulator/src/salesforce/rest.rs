//! The front door: which host, path and token a request has, and what answers it.

use bytes::Bytes;
use http::{HeaderValue, Response, header};
use serde_json::{Value, json};

use super::Salesforce;
use super::doors;
use super::grants::Session;
use super::soql::Scope;
use super::wire::{Answer, Ask, Body, Call, Power, Refusal, decode, pairs};
use super::world::Org;
use crate::exchange::{Actor, Effect, Reply, Request, Turn};

/// Offered versions with the label of their release.
const RELEASES: [(u16, &str); 10] = [
    (59, "Winter '24"),
    (60, "Spring '24"),
    (61, "Summer '24"),
    (62, "Winter '25"),
    (63, "Spring '25"),
    (64, "Summer '25"),
    (65, "Winter '26"),
    (66, "Spring '26"),
    (67, "Summer '26"),
    (68, "Winter '27"),
];

/// The bytes of a URI and its headers; a quirk says whether the URL of a composite's part is under it.
pub(super) const LONGEST_HEAD: usize = 16_384;

/// The newest version that is retired.
const RETIRED: u16 = 30;

/// Who and where, for the log.
struct Trace {
    actor: Actor,
    account: Option<String>,
}

impl Salesforce {
    pub(super) fn answer(&mut self, turn: &Turn<'_>, request: &Request) -> Reply {
        if self.off != *turn.off {
            let of_orgs = |name: &String| name.contains(".orgs.");
            if self.off.union(turn.off).any(of_orgs) {
                self.orgs.iter_mut().for_each(|org| org.profile(turn));
            }
            self.off.clone_from(turn.off);
        }
        let mut trace = Trace { actor: Actor::Nobody, account: None };
        let answer = match self.open_path(turn, request) {
            Some(answer) => answer,
            None => self.closed_path(turn, request, &mut trace),
        };
        reply(answer, trace)
    }

    /// Paths that need no session.
    fn open_path(&mut self, turn: &Turn<'_>, request: &Request) -> Option<Answer> {
        let path = request.uri().path();
        if path.contains("//") {
            return Some(Answer::from(Refusal::not_found()).at("//"));
        }
        match path.trim_end_matches('/') {
            "/services/data" if turn.on("salesforce.versions") => {
                Some(Answer::json(200, versions()).at("GET /services/data"))
            }
            _ => self.sign_in_path(turn, request),
        }
    }

    fn closed_path(&mut self, turn: &Turn<'_>, request: &Request, trace: &mut Trace) -> Answer {
        let uri = request.uri();
        if size_of(request) > LONGEST_HEAD && turn.on("salesforce.uri_length") {
            return Refusal::new("URI_TOO_LONG", "URI Too Long").with(414).into();
        }
        let path = uri.path().trim_start_matches('/').trim_end_matches('/');
        let Some(rest) = path.strip_prefix("services/data/") else {
            return Refusal::not_found().into();
        };
        let (version, rest) = rest.split_once('/').unwrap_or((rest, ""));
        let version = match version_of(turn, version) {
            Ok(version) => version,
            Err(refusal) => return refusal.into(),
        };
        let session = match self.session(turn, request) {
            Ok(session) => session,
            Err(refusal) => return refusal.into(),
        };
        let may = session.scope.split(' ').any(|scope| matches!(scope, "api" | "full"));
        if !may && turn.on("salesforce.auth.scope") {
            let text = "This session is not valid for use with the REST API";
            return Refusal::new("INVALID_SESSION_ID", text).with(401).into();
        }
        let org = &mut self.orgs[session.org];
        trace.actor = Actor::App(session.client.clone());
        trace.account = Some(org.id.clone());
        let ask = Ask {
            method: request.method().clone(),
            path: rest.split('/').filter(|part| !part.is_empty()).map(decode).collect(),
            query: pairs(uri.query().unwrap_or("")),
            headers: request.headers().clone(),
            body: request.body().clone(),
        };
        let call = Call { turn, version, user: session.user.clone(), power: Power::App };
        let mut answer = match org.charge(&call) {
            Ok(()) => {
                org.run_jobs(&call);
                org.dispatch(&call, &ask)
            }
            Err(refusal) => refusal.into(),
        };
        if turn.on("salesforce.limits.header") {
            answer.headers.push(("Sforce-Limit-Info", org.limit_info(turn)));
        }
        answer
    }

    /// The session of the bearer token, if it is alive and of the host.
    pub(super) fn session(
        &mut self,
        turn: &Turn<'_>,
        request: &Request,
    ) -> Result<Session, Refusal> {
        let dead = || Refusal::new("INVALID_SESSION_ID", "Session expired or invalid").with(401);
        let header = request.headers().get(header::AUTHORIZATION);
        let text = header.and_then(|value| value.to_str().ok()).unwrap_or("");
        let token = text.split_once(' ').filter(|(kind, _)| {
            kind.eq_ignore_ascii_case("bearer") || kind.eq_ignore_ascii_case("oauth")
        });
        let (_, token) = token.ok_or_else(dead)?;
        let known = self.grants.sessions.contains_key(token.trim());
        let anybody = self.grants.sessions.keys().next().filter(|_| !known).cloned();
        let token = match anybody {
            Some(other) if !turn.on("salesforce.auth.session") => other,
            Some(_) | None => token.trim().to_owned(),
        };
        let session = self.grants.sessions.get_mut(&token).ok_or_else(dead)?;
        let life = self.settings.quirks.token_life_seconds;
        let age = turn.now.as_second() - session.used.as_second();
        if age > life && turn.on("salesforce.auth.expiry") {
            return Err(dead());
        }
        if self.settings.quirks.token_slides {
            session.used = turn.now;
        }
        let org = &self.orgs[session.org];
        let host = turn.origin.strip_prefix("https://");
        // A login host says who somebody is, and holds no records.
        let records = request.uri().path().starts_with("/services/data");
        let elsewhere =
            host.is_some_and(|host| host != org.settings.host && (records || !is_login(host)));
        let active = org.is_active(&session.user);
        let abroad = elsewhere && turn.on("salesforce.auth.host");
        let gone = !active && turn.on("salesforce.auth.active_user");
        if abroad || gone { Err(dead()) } else { Ok(session.clone()) }
    }
}

fn size_of(request: &Request) -> usize {
    let uri = request.uri().path_and_query().map_or(0, |text| text.as_str().len());
    let headers = request.headers().iter();
    uri + headers.map(|(name, value)| name.as_str().len() + value.len() + 4).sum::<usize>()
}

/// The hosts that only sign in.
fn is_login(host: &str) -> bool {
    host == "login.salesforce.com" || host == "test.salesforce.com"
}

impl Org {
    /// Answers a request below the version; a composite comes here for each of its parts.
    pub(crate) fn dispatch(&mut self, call: &Call<'_>, ask: &Ask) -> Answer {
        let path: Vec<&str> = ask.path.iter().map(String::as_str).collect();
        let custom = doors::to_custom_object(&path) && !call.turn.on("salesforce.custom_objects");
        if custom || !call.turn.on(doors::below_version(ask.method.as_str(), &path)) {
            return Refusal::not_found().into();
        }
        match path.as_slice() {
            [] => resources(call),
            ["sobjects"] if ask.method == http::Method::GET => self.describe_global(call),
            ["sobjects", _, "updated"] => self.updated(call, ask).unwrap_or_else(Answer::from),
            ["sobjects", _, "deleted"] => self.deleted(call, ask).unwrap_or_else(Answer::from),
            ["sobjects", ..] => self.sobject(call, ask),
            ["composite", "sobjects", ..] => self.collection(call, ask),
            ["composite"] => self.composite(call, ask),
            ["jobs", ..] => self.jobs(call, ask),
            ["tooling", ..] => self.tooling(call, ask),
            ["limits"] => self.limits(call),
            ["limits", "recordCount"] => self.record_count(ask),
            ["query"] => self.query(call, ask, Scope::Living),
            ["queryAll"] if call.turn.on("salesforce.query.query_all") => {
                self.query(call, ask, Scope::All)
            }
            ["queryAll"] => self.query(call, ask, Scope::Living),
            ["query" | "queryAll", locator] => self.next_page(call, locator),
            _ => Refusal::not_found().into(),
        }
    }
}

fn resources(call: &Call<'_>) -> Answer {
    let base = format!("/services/data/v{}.0", call.version);
    let names = ["sobjects", "query", "queryAll", "composite", "limits", "tooling", "jobs"];
    let list = names.iter().map(|name| ((*name).to_owned(), format!("{base}/{name}").into()));
    Answer::json(200, Value::Object(list.collect())).at("GET /services/data/{version}")
}

fn versions() -> Value {
    let one = |(number, label): &(u16, &str)| {
        json!({"label": label, "url": format!("/services/data/v{number}.0"),
            "version": format!("{number}.0")})
    };
    RELEASES.iter().map(one).collect()
}

/// 66 of `v66.0`.
fn version_of(turn: &Turn<'_>, text: &str) -> Result<u16, Refusal> {
    if text == "latest" {
        return Ok(68);
    }
    let number = text.strip_prefix('v').and_then(|rest| rest.strip_suffix(".0"));
    let number: Option<u16> = number.and_then(|digits| digits.parse().ok());
    let Some(number) = number else { return Err(Refusal::not_found()) };
    if number <= RETIRED && turn.on("salesforce.versions.retired") {
        let text = format!("The requested resource is no longer available: v{number}.0 is retired");
        return Err(Refusal::new("GONE", text).with(410));
    }
    let offered = RELEASES.iter().any(|(known, _)| *known == number);
    if offered { Ok(number) } else { Err(Refusal::not_found()) }
}

fn reply(answer: Answer, trace: Trace) -> Reply {
    let (kind, bytes) = match answer.body {
        Body::Empty => (None, Bytes::new()),
        Body::Json(value) => {
            (Some("application/json;charset=UTF-8"), Bytes::from(super::number::write(&value)))
        }
        Body::Written(text) => (Some("application/json;charset=UTF-8"), Bytes::from(text)),
        Body::Csv(text) => (Some("text/csv;charset=UTF-8"), Bytes::from(text)),
        Body::Html(text) => (Some("text/html;charset=UTF-8"), Bytes::from(text)),
    };
    let mut response = Response::new(bytes);
    *response.status_mut() = http::StatusCode::from_u16(answer.status).unwrap_or_default();
    if let Some(kind) = kind {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) =
            (header::HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value))
        {
            response.headers_mut().insert(name, value);
        }
    }
    let failed = answer.status >= 400;
    Reply {
        response,
        route: answer.route,
        effect: if failed { Effect::Read } else { answer.effect },
        actor: trace.actor,
        account: trace.account,
        delay: answer.delay,
    }
}
