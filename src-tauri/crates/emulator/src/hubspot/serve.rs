//! One request through: route, sign-in, limits, scopes, then the route's own code.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue};
use serde_json::Value;

use super::call::{Call, Caller};
use super::portal::Portal;
use super::problem::{Answer, JSON, Outcome, Problem};
use super::record::{Held, Late, Source};
use super::routes::{self, Matched, Need, Run};
use super::{HubSpot, limits, tokens};
use crate::exchange::{Actor, Effect, InnerFault, Reply, Request, Turn};

const NO_ROUTE: &str = "-";

/// Clients have met the limit above 15,000 characters; the vendor states no figure.
const LONGEST_URI: usize = 16_000;

impl HubSpot {
    /// Answers one request.
    pub fn handle(&mut self, turn: &Turn<'_>, request: &Request) -> Reply {
        let path = request.uri().path().to_owned();
        let length = request.uri().path_and_query().map_or(0, |uri| uri.as_str().len());
        if length > LONGEST_URI && turn.on("hubspot.routes.longest_uri") {
            let problem = Problem::new(414, "URI_TOO_LONG", "URI Too Long");
            return self.reply((NO_ROUTE, Effect::Read), None, Err(problem), Vec::new());
        }
        let Some(Matched { route, version, args }) =
            routes::find(turn, request.method().as_str(), &path)
        else {
            let problem = Problem::new(404, "OBJECT_NOT_FOUND", "resource not found");
            return self.reply((NO_ROUTE, Effect::Read), None, Err(problem), Vec::new());
        };
        let mut call = Call {
            turn,
            settings: Arc::clone(&self.settings),
            now: turn.now.as_millisecond(),
            version,
            args,
            query: pairs(request.uri().query().unwrap_or_default().as_bytes()),
            body: Value::Null,
            form: Vec::new(),
            path,
            authorization: header(request, &AUTHORIZATION),
            caller: None,
        };
        match route.run {
            Run::Anyone(run) => {
                call.form = pairs(request.body());
                let outcome = run(self, &call);
                self.reply((route.pattern, route.effect), None, outcome, Vec::new())
            }
            Run::Portal(run) => {
                let outcome = self
                    .enter(&mut call, route, request)
                    .and_then(|()| self.run((route, run), &call));
                let headers = self.limit_headers(&call, route.pattern);
                self.reply((route.pattern, route.effect), call.caller, outcome, headers)
            }
        }
    }

    /// Signs in, counts, checks scopes, reads the body: in that order.
    fn enter(
        &mut self,
        call: &mut Call<'_>,
        route: &routes::Route,
        request: &Request,
    ) -> Outcome<()> {
        let caller = self.tokens.caller(call)?;
        let portal = self.portals.get_mut(&caller.portal).ok_or_else(Problem::missing)?;
        if portal.off != *call.turn.off {
            portal.off.clone_from(call.turn.off);
        }
        portal.mail_withheld =
            !caller.scopes.contains("sales-email-read") && call.on("hubspot.auth.mail_content");
        call.caller = Some(caller);
        limits::admit(portal, call, limits::Bucket::of(route.pattern))?;
        tokens::require(call, &scopes(portal, route.need, call))?;
        call.body = body(request, call)?;
        Ok(())
    }

    fn run(
        &mut self,
        (route, run): (&routes::Route, fn(&mut Portal, &Call<'_>) -> Outcome),
        call: &Call<'_>,
    ) -> Outcome {
        let portal = call
            .caller
            .as_ref()
            .and_then(|caller| self.portals.get_mut(&caller.portal))
            .ok_or_else(Problem::missing)?;
        portal.written.clear();
        if route.effect != Effect::Read && call.on("hubspot.search.pages_stay_true") {
            portal.found = None;
        }
        let outcome = run(portal, call);
        play(portal, call);
        outcome
    }

    fn limit_headers(&self, call: &Call<'_>, route: &str) -> Vec<(&'static str, String)> {
        let silent = limits::Bucket::of(route) == limits::Bucket::Search
            && call.on("hubspot.search.no_rate_headers");
        let portal = call.caller.as_ref().and_then(|caller| self.portals.get(&caller.portal));
        match portal {
            Some(portal) if !silent && call.on("hubspot.limits.headers") => {
                limits::headers(portal, call)
            }
            Some(_) | None => Vec::new(),
        }
    }

    fn reply(
        &mut self,
        (route, effect): (&'static str, Effect),
        caller: Option<Caller>,
        outcome: Outcome,
        headers: Vec<(&'static str, String)>,
    ) -> Reply {
        let answer = outcome.unwrap_or_else(|problem| {
            let mut answer = Answer::json(problem.status, problem.body(&self.chance.uuid()));
            answer
                .headers
                .extend(problem.retry_after.map(|seconds| ("retry-after", seconds.to_string())));
            answer
        });
        let actor = caller.as_ref().map_or(Actor::Nobody, |caller| Actor::App(caller.app.clone()));
        Reply {
            response: response(answer, headers),
            route,
            effect,
            actor,
            account: caller.map(|caller| caller.portal.to_string()),
            delay: Duration::ZERO,
        }
    }
}

fn header(request: &Request, name: &HeaderName) -> Option<String> {
    request.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

fn pairs(encoded: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(encoded)
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect()
}

/// A JSON body; none at all is null.
fn body(request: &Request, call: &Call<'_>) -> Outcome<Value> {
    if request.body().is_empty() {
        return Ok(Value::Null);
    }
    let is_json =
        header(request, &CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/json"));
    if !is_json && call.on("hubspot.auth.media_type") {
        return Err(Problem::new(415, "UNSUPPORTED_MEDIA_TYPE", "HTTP 415 Unsupported Media Type"));
    }
    serde_json::from_slice(request.body()).map_err(|error| {
        Problem::invalid(format!(
            "Invalid input JSON on line {}, column {}",
            error.line(),
            error.column()
        ))
    })
}

/// The scopes that a need comes down to for this call's object type: one of each list.
fn scopes(portal: &Portal, need: Need, call: &Call<'_>) -> Vec<Vec<String>> {
    let (areas, right): (&[&str], &str) = match need {
        Need::Nothing => return Vec::new(),
        Need::Any(scopes) => {
            return vec![scopes.iter().map(|scope| (*scope).to_owned()).collect()];
        }
        Need::Pipelines if call.on("hubspot.pipelines.scopes") => (&["objects", "schemas"], "read"),
        Need::Read | Need::Pipelines => (&["objects"], "read"),
        Need::Write => (&["objects"], "write"),
        Need::SchemaRead => (&["schemas"], "read"),
        Need::SchemaWrite => (&["schemas"], "write"),
    };
    let Ok(object) = portal.object(call.arg(0)) else { return Vec::new() };
    if object.id == "0-5" {
        return vec![vec!["tickets".to_owned()]];
    }
    let of = |area: &&str| vec![format!("crm.{area}.{}.{right}", object.scope_word())];
    areas.iter().map(of).collect()
}

/// Plays the inner faults that follow a write.
fn play(portal: &mut Portal, call: &Call<'_>) {
    let written = std::mem::take(&mut portal.written);
    match call.turn.fault {
        Some(InnerFault::LateCommit { millis }) if call.on("hubspot.faults.late_commit") => {
            let late = Late {
                from: call.now,
                until: call.now + i64::try_from(*millis).unwrap_or(i64::MAX / 4),
            };
            for (object, id) in written {
                if let Some(record) =
                    portal.tables.get_mut(&object).and_then(|table| table.records.get_mut(&id))
                {
                    record.late = Some(late);
                }
            }
        }
        Some(InnerFault::Rewrites { field, value }) if call.on("hubspot.faults.rewrites") => {
            rewrite(portal, &written, field, value, call);
        }
        Some(
            InnerFault::PartialBatch { .. }
            | InnerFault::LateCommit { .. }
            | InnerFault::Shuffled
            | InnerFault::Rewrites { .. },
        )
        | None => {}
    }
}

/// A workflow changes what was just written; the answer is already made.
fn rewrite(
    portal: &mut Portal,
    written: &[(String, u64)],
    field: &str,
    value: &str,
    call: &Call<'_>,
) {
    let source = Arc::new(Source {
        kind: "AUTOMATION_PLATFORM".to_owned(),
        id: "enrollmentId:1".to_owned(),
        label: None,
        user: None,
    });
    for (object, id) in written {
        let Some(table) = portal.tables.get_mut(object) else { continue };
        let Some((name, _)) = table.properties.get_key_value(field) else { continue };
        let name = Arc::clone(name);
        table.release(*id);
        if let Some(record) = table.records.get_mut(id) {
            record.store(
                &name,
                Held { value: value.into(), at: call.now, source: Arc::clone(&source) },
            );
            record.touch(call.now);
        }
        table.hold(*id);
    }
}

fn response(answer: Answer, headers: Vec<(&'static str, String)>) -> http::Response<Bytes> {
    let (bytes, kind) = match (answer.page, answer.body) {
        (Some((page, kind)), _) => (Bytes::from(page), Some(kind)),
        (None, Some(body)) => (Bytes::from(body.to_string()), Some(JSON)),
        (None, None) => (Bytes::new(), None),
    };
    let mut response = http::Response::new(bytes);
    *response.status_mut() = http::StatusCode::from_u16(answer.status).unwrap_or_default();
    let named = headers
        .into_iter()
        .chain(answer.headers)
        .chain(kind.map(|kind| ("content-type", kind.to_owned())));
    for (name, value) in named {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    response
}
