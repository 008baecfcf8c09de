//! The other end for unit tests: a wire that answers by script, a gate that counts, a vault in
//! memory.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use crosswalk_model::gate::{Ask, Closed, Lesson};
use crosswalk_model::secrets::{Slot, VaultError};
use crosswalk_model::wire::{Call, WireError};
use crosswalk_model::{ConnectionId, Gate, Secrets, Wire};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use url::Url;

use crate::line::{Habits, Jitter, Line, Sent};
use crate::sign_in::StaticToken;

/// HubSpot's clock in every scripted answer that does not say otherwise.
pub const DATE: &str = "Mon, 23 Nov 2026 12:00:00 GMT";

/// The connection of every test.
pub const CONNECTION: ConnectionId = ConnectionId(7);

/// One request as it went out.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: http::Method,
    pub uri: http::Uri,
    pub headers: http::HeaderMap,
    pub body: Bytes,
}

impl Seen {
    pub fn path(&self) -> &str {
        self.uri.path_and_query().unwrap().as_str()
    }
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
    pub fn text(&self) -> String {
        String::from_utf8(self.body.to_vec()).unwrap()
    }
    pub fn bearer(&self) -> &str {
        self.headers.get("authorization").map_or("", |value| value.to_str().unwrap())
    }
}

type Reply = Box<dyn FnOnce(&Seen) -> Result<http::Response<Bytes>, WireError> + Send>;

/// Answers in the order of its script, and fails the test when it runs out.
#[derive(Default)]
pub struct ScriptedWire {
    script: Mutex<VecDeque<Reply>>,
    seen: Mutex<Vec<Seen>>,
}

impl std::fmt::Debug for ScriptedWire {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ScriptedWire")
    }
}

impl ScriptedWire {
    pub fn new() -> Arc<ScriptedWire> {
        Arc::default()
    }

    /// Answers with a status and a JSON body (null: none).
    pub fn answer(self: &Arc<Self>, status: u16, body: Value) -> &Arc<Self> {
        self.reply(move |_| Ok(response(status, &body, &[])))
    }

    pub fn answer_with(
        self: &Arc<Self>,
        status: u16,
        body: Value,
        headers: &'static [(&'static str, &'static str)],
    ) -> &Arc<Self> {
        self.reply(move |_| Ok(response(status, &body, headers)))
    }

    pub fn fail(self: &Arc<Self>, error: WireError) -> &Arc<Self> {
        self.reply(move |_| Err(error))
    }

    pub fn reply(
        self: &Arc<Self>,
        reply: impl FnOnce(&Seen) -> Result<http::Response<Bytes>, WireError> + Send + 'static,
    ) -> &Arc<Self> {
        self.script.lock().unwrap().push_back(Box::new(reply));
        self
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The last request's body.
    pub fn last(&self) -> Value {
        self.seen().last().unwrap().json()
    }
}

pub fn response(status: u16, body: &Value, headers: &[(&str, &str)]) -> http::Response<Bytes> {
    let body = if body.is_null() { Vec::new() } else { serde_json::to_vec(body).unwrap() };
    let builder = http::Response::builder().status(status).header("date", DATE);
    let mut response = builder.body(Bytes::from(body)).unwrap();
    for (name, value) in headers {
        let name = http::HeaderName::from_bytes(name.as_bytes()).unwrap();
        response.headers_mut().insert(name, http::HeaderValue::from_str(value).unwrap());
    }
    response
}

#[async_trait]
impl Wire for ScriptedWire {
    async fn exchange(&self, call: Call) -> Result<http::Response<Bytes>, WireError> {
        let (head, body) = call.request.into_parts();
        let seen = Seen { method: head.method, uri: head.uri, headers: head.headers, body };
        self.seen.lock().unwrap().push(seen.clone());
        let reply = self.script.lock().unwrap().pop_front();
        tokio::task::yield_now().await;
        reply.unwrap_or_else(|| panic!("no answer left for {} {}", seen.method, seen.uri))(&seen)
    }
}

/// Gives every permit until told otherwise, and remembers what was asked and learnt.
#[derive(Debug, Default)]
pub struct CountingGate {
    pub asks: Mutex<Vec<Ask>>,
    pub lessons: Mutex<Vec<Lesson>>,
    pub open_for: Mutex<Option<usize>>,
}

#[async_trait]
impl Gate for CountingGate {
    async fn permit(&self, ask: Ask) -> Result<(), Closed> {
        let mut asks = self.asks.lock().unwrap();
        if self.open_for.lock().unwrap().is_some_and(|open| asks.len() >= open) {
            return Err(Closed { why: "the share is used up".into(), retry_after: None });
        }
        asks.push(ask);
        Ok(())
    }

    fn learn(&self, _: ConnectionId, lesson: &Lesson) {
        self.lessons.lock().unwrap().push(*lesson);
    }
}

/// A vault in memory that can be told to fail.
#[derive(Debug, Default)]
pub struct MemoryVault {
    kept: Mutex<BTreeMap<Slot, SecretString>>,
    pub broken: Mutex<Option<VaultError>>,
}

impl MemoryVault {
    pub fn text(&self, slot: &Slot) -> Option<String> {
        self.kept.lock().unwrap().get(slot).map(|secret| secret.expose_secret().to_owned())
    }

    pub fn set(&self, slot: Slot, text: &str) {
        self.kept.lock().unwrap().insert(slot, SecretString::from(text.to_owned()));
    }

    pub fn is_empty(&self) -> bool {
        self.kept.lock().unwrap().is_empty()
    }

    fn check(&self) -> Result<(), VaultError> {
        self.broken.lock().unwrap().clone().map_or(Ok(()), Err)
    }
}

#[async_trait]
impl Secrets for MemoryVault {
    async fn get(&self, slot: &Slot) -> Result<Option<SecretString>, VaultError> {
        Ok(self.kept.lock().unwrap().get(slot).cloned())
    }
    async fn put(&self, slot: &Slot, secret: SecretString) -> Result<(), VaultError> {
        self.check()?;
        self.kept.lock().unwrap().insert(slot.clone(), secret);
        Ok(())
    }
    async fn delete(&self, slot: &Slot) -> Result<(), VaultError> {
        self.check()?;
        self.kept.lock().unwrap().remove(slot);
        Ok(())
    }
}

/// A line over the script, signed in with a static token.
pub fn line(wire: &Arc<ScriptedWire>, gate: &Arc<CountingGate>, habits: Arc<dyn Habits>) -> Line {
    let base = Url::parse("https://api.hubapi.com/").unwrap();
    Line {
        connection: CONNECTION,
        wire: wire.clone(),
        gate: gate.clone(),
        tokens: Arc::new(StaticToken::new(SecretString::from("pat-canary".to_owned()), base)),
        habits,
        jitter: Jitter::seeded(1),
        sent: Sent::default(),
    }
}
