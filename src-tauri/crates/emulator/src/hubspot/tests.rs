#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod associations;
mod batches;
mod definitions;
mod derived;
mod faults;
mod limits;
mod lists;
mod mail;
mod merging;
mod oauth;
mod objects;
mod search;
mod settings;
mod signed_in;
mod subscriptions;
mod tickets;
mod validation;
mod world;

use std::collections::BTreeSet;

use bytes::Bytes;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Grant, HubSpot, HubSpotSettings};
use crate::exchange::{InnerFault, Reply, Turn};

/// A feature named here is off, to see its test fail.
const OFF: &str = "CROSSWALK_EMULATOR_OFF";

/// A HubSpot with a clock and a signed-in app.
pub(super) struct Bench {
    pub hubspot: HubSpot,
    pub now: i64,
    pub grant: Grant,
    pub token: String,
    pub fault: Option<InnerFault>,
    off: BTreeSet<String>,
}

/// An answer, read.
#[derive(Debug)]
pub(super) struct Seen {
    pub status: u16,
    pub body: Value,
    pub reply: Reply,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.reply.response.headers().get(name).map(|value| value.to_str().unwrap())
    }

    pub fn text(&self, pointer: &str) -> &str {
        self.at(pointer).as_str().unwrap_or_else(|| panic!("no text at {pointer}: {}", self.body))
    }

    pub fn at(&self, pointer: &str) -> &Value {
        self.body.pointer(pointer).unwrap_or(&Value::Null)
    }

    pub fn ids(&self) -> Vec<String> {
        let results = self.at("/results").as_array().cloned().unwrap_or_default();
        results.iter().map(|result| result["id"].as_str().unwrap().to_owned()).collect()
    }
}

impl Bench {
    pub fn new() -> Self {
        Self::with(HubSpotSettings::default())
    }

    pub fn with(settings: HubSpotSettings) -> Self {
        let now = 1_780_000_000_000;
        let mut hubspot = HubSpot::new(settings, 7);
        let grant = hubspot.grants(stamp(now)).remove(0);
        let off = std::env::var(OFF).unwrap_or_default();
        let off = off.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let token = grant.service_key.clone();
        Self { hubspot, now, grant, token, fault: None, off }
    }

    pub fn send(&mut self, method: &str, uri: &str, body: &Value) -> Seen {
        let bytes = if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
        let mut request = http::Request::builder().method(method).uri(uri).body(bytes).unwrap();
        if !self.token.is_empty() {
            let bearer = format!("Bearer {}", self.token);
            request.headers_mut().insert("authorization", bearer.parse().unwrap());
        }
        request.headers_mut().insert("content-type", "application/json".parse().unwrap());
        self.pass(&request)
    }

    pub fn form(&mut self, method: &str, uri: &str, fields: &[(&str, &str)]) -> Seen {
        let body =
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = http::Request::builder().method(method).uri(uri);
        let request = request
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Bytes::from(body))
            .unwrap();
        self.pass(&request)
    }

    pub fn pass(&mut self, request: &http::Request<Bytes>) -> Seen {
        let turn = Turn {
            now: stamp(self.now),
            off: &self.off,
            fault: self.fault.as_ref(),
            origin: "http://127.0.0.1:9",
        };
        let reply = self.hubspot.handle(&turn, request);
        let body = serde_json::from_slice(reply.response.body()).unwrap_or(Value::Null);
        Seen { status: reply.response.status().as_u16(), body, reply }
    }

    pub fn get(&mut self, uri: &str) -> Seen {
        self.send("GET", uri, &Value::Null)
    }

    pub fn post(&mut self, uri: &str, body: &Value) -> Seen {
        self.send("POST", uri, body)
    }

    pub fn patch(&mut self, uri: &str, body: &Value) -> Seen {
        self.send("PATCH", uri, body)
    }

    /// A seeded contact's id.
    pub fn contact(&mut self, fields: &Value) -> String {
        self.put("contacts", fields)
    }

    pub fn put(&mut self, object: &str, fields: &Value) -> String {
        let account = self.grant.account.clone();
        self.hubspot.put(stamp(self.now), &account, object, fields.as_object().unwrap().clone())
    }

    pub fn act(&mut self, act: &Value) -> Value {
        self.hubspot.act(stamp(self.now), act.clone()).unwrap()
    }
}

pub(super) fn stamp(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap()
}

pub(super) const CONTACTS: &str = "/crm/objects/2026-09/contacts";

pub(super) fn props(properties: &Value) -> Value {
    json!({ "properties": properties })
}
