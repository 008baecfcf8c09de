//! A wire that answers from a script, for tests.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use crosswalk_model::gate::{Ask, Closed, Lesson};
use crosswalk_model::schema::FieldSchema;
use crosswalk_model::wire::{Call, WireError};
use crosswalk_model::{ConnectionId, ConnectorError, Gate, Wire};
use secrecy::SecretString;
use serde_json::{Value as Json, json};

use super::{SalesforceConnector, SalesforceHabits};
use crate::line::{Grant, Line, Tokens};

/// What the server's clock says in every scripted answer: 2026-11-23T12:00:00Z.
pub(super) const DATE: &str = "Mon, 23 Nov 2026 12:00:00 GMT";

/// A request as the wire saw it.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) headers: http::HeaderMap,
    pub(super) text: String,
}

impl Seen {
    pub(super) fn json(&self) -> Json {
        serde_json::from_str(&self.text).unwrap()
    }

    /// The statement of one part of a composite of queries.
    pub(super) fn soql(&self, at: usize) -> String {
        let url = self.json()["compositeRequest"][at]["url"].as_str().unwrap().to_owned();
        let (path, query) = url.split_once("?q=").unwrap();
        assert_eq!(path, "/services/data/v66.0/queryAll");
        percent_encoding::percent_decode_str(query).decode_utf8().unwrap().into_owned()
    }
}

struct Step {
    expected: &'static str,
    delay: Duration,
    answer: Reply,
}

/// An answer, or what is made of the request's body.
enum Reply {
    Known(Result<http::Response<Bytes>, WireError>),
    Made(fn(&Json) -> String),
}

/// The script and what was asked of it.
#[derive(Default)]
pub(super) struct Script {
    steps: Mutex<VecDeque<Step>>,
    seen: Mutex<Vec<Seen>>,
}

impl std::fmt::Debug for Script {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Script")
    }
}

impl Script {
    pub(super) fn new() -> Arc<Script> {
        Arc::new(Script::default())
    }

    /// The next request has to be `expected` (method and path with query), and is answered so.
    pub(super) fn then(
        &self,
        expected: &'static str,
        status: u16,
        body: impl Into<String>,
    ) -> &Self {
        self.step(expected, Ok(response(status, body.into())))
    }

    /// A request that may come has to be `expected`, and is answered with what `make` makes of its
    /// body.
    pub(super) fn answers(&self, expected: &'static str, make: fn(&Json) -> String) -> &Self {
        let answer = Reply::Made(make);
        self.steps.lock().unwrap().push_back(Step { expected, delay: Duration::ZERO, answer });
        self
    }

    /// The next request has to be `expected`, and has no answer.
    pub(super) fn fails(&self, expected: &'static str, error: WireError) -> &Self {
        self.step(expected, Err(error))
    }

    pub(super) fn step(
        &self,
        expected: &'static str,
        answer: Result<http::Response<Bytes>, WireError>,
    ) -> &Self {
        self.after(expected, Duration::ZERO, answer)
    }

    /// The next request has to be `expected`, and is answered after a delay.
    pub(super) fn after(
        &self,
        expected: &'static str,
        delay: Duration,
        answer: Result<http::Response<Bytes>, WireError>,
    ) -> &Self {
        let answer = Reply::Known(answer);
        self.steps.lock().unwrap().push_back(Step { expected, delay, answer });
        self
    }

    pub(super) fn connector(self: &Arc<Self>) -> SalesforceConnector {
        SalesforceConnector::new(Arc::new(Line {
            connection: ConnectionId(1),
            wire: Arc::clone(self) as Arc<dyn Wire>,
            gate: Arc::new(Open),
            tokens: Arc::new(Fixed),
            habits: Arc::new(SalesforceHabits),
            jitter: crate::line::Jitter::seeded(1),
            sent: crate::line::Sent::default(),
        }))
    }

    /// Everything that was asked, once the script has been played to its end.
    pub(super) fn seen(&self) -> Vec<Seen> {
        assert!(self.steps.lock().unwrap().is_empty(), "steps were left");
        self.so_far()
    }

    /// Everything that was asked so far.
    pub(super) fn so_far(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

#[async_trait]
impl Wire for Script {
    async fn exchange(&self, call: Call) -> Result<http::Response<Bytes>, WireError> {
        let path = call.request.uri().path_and_query().unwrap().as_str().to_owned();
        let line = format!("{} {path}", call.request.method());
        let step = self.steps.lock().unwrap().pop_front();
        let step = step.unwrap_or_else(|| panic!("nothing is left for {line}"));
        assert_eq!(line, step.expected);
        self.seen.lock().unwrap().push(Seen {
            headers: call.request.headers().clone(),
            text: String::from_utf8(call.request.body().to_vec()).unwrap(),
        });
        if !step.delay.is_zero() {
            tokio::time::sleep(step.delay).await;
        }
        match step.answer {
            Reply::Known(answer) => answer,
            Reply::Made(make) => {
                let body = serde_json::from_slice(call.request.body()).unwrap();
                Ok(response(200, make(&body)))
            }
        }
    }
}

fn response(status: u16, body: String) -> http::Response<Bytes> {
    let kind = "application/json;charset=UTF-8";
    http::Response::builder()
        .status(status)
        .header("date", DATE)
        .header("content-type", kind)
        .body(Bytes::from(body))
        .unwrap()
}

#[derive(Debug)]
struct Open;

#[async_trait]
impl Gate for Open {
    async fn permit(&self, _ask: Ask) -> Result<(), Closed> {
        Ok(())
    }

    fn learn(&self, _connection: ConnectionId, _lesson: &Lesson) {}
}

#[derive(Debug)]
struct Fixed;

#[async_trait]
impl Tokens for Fixed {
    async fn current(&self) -> Result<Grant, ConnectorError> {
        Ok(Grant {
            token: SecretString::from("token".to_owned()),
            base: "https://acme.my.salesforce.com".parse().unwrap(),
            generation: 1,
        })
    }

    async fn refresh(&self, stale: &Grant) -> Result<Grant, ConnectorError> {
        Ok(stale.clone())
    }
}

/// A field of a type, made as a describe would make it.
pub(super) fn field(name: &str, native: &str) -> FieldSchema {
    let body = describe("X", &[(name, native)]);
    let schema = super::describe::parse(body.as_bytes()).unwrap();
    schema.fields.get(name).unwrap().clone()
}

/// A describe with these fields and those that every object has.
pub(super) fn describe(object: &str, fields: &[(&str, &str)]) -> String {
    let always = [
        ("Id", "id"),
        ("IsDeleted", "boolean"),
        ("LastModifiedDate", "datetime"),
        ("LastModifiedById", "reference"),
        ("SystemModstamp", "datetime"),
    ];
    let fields: Vec<Json> = always
        .iter()
        .chain(fields)
        .map(|(name, native)| {
            json!({"name": name, "label": name, "type": native, "filterable": true,
                   "createable": true, "updateable": true, "nillable": true,
                   "referenceTo": if *native == "reference" { json!(["Account"]) } else { json!([]) }})
        })
        .collect();
    json!({"name": object, "label": object, "createable": true, "updateable": true,
           "deletable": true, "fields": fields})
    .to_string()
}

/// A composite's answer.
pub(super) fn composite(parts: &[(u16, Json)]) -> String {
    let parts: Vec<Json> = parts
        .iter()
        .enumerate()
        .map(|(at, (status, body))| {
            json!({"body": body, "httpHeaders": {}, "httpStatusCode": status,
                   "referenceId": format!("part{at}")})
        })
        .collect();
    json!({"compositeResponse": parts}).to_string()
}

/// A query's answer.
pub(super) fn rows(records: &[Json]) -> (u16, Json) {
    (200, json!({"totalSize": records.len(), "done": true, "records": records}))
}

/// The nth contact's id.
pub(super) fn contact(n: usize) -> String {
    super::ids::normalise(&format!("003{n:012}")).unwrap().as_str().to_owned()
}

/// A lost answer.
pub(super) fn lost() -> WireError {
    WireError::AnswerLost(format!("after {:?}", Duration::from_secs(120)))
}
