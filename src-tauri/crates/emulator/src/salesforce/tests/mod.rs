//! Raw requests in, statuses and bodies out.

mod bulk;
mod collections;
mod composite;
mod limits;
mod oauth;
mod objects;
mod orgs;
mod people;
mod query;
mod quirks;
mod rows;

use std::collections::BTreeSet;

use bytes::Bytes;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{Salesforce, SalesforceSettings};
use crate::exchange::{InnerFault, Reply, Request, Turn};

/// A Salesforce with one org, a signed-in app, and a clock.
pub(super) struct Bench {
    pub(super) vendor: Salesforce,
    pub(super) org: String,
    pub(super) token: String,
    pub(super) refresh: String,
    pub(super) now: Timestamp,
    pub(super) off: BTreeSet<String>,
    pub(super) fault: Option<InnerFault>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) origin: &'static str,
}

/// An answer, its body parsed where it is JSON.
#[derive(Debug)]
pub(super) struct Got {
    pub(super) status: u16,
    pub(super) body: Value,
    pub(super) text: String,
    pub(super) headers: http::HeaderMap,
}

pub(super) const ORIGIN: &str = "http://127.0.0.1:8101";

impl Bench {
    pub(super) fn new() -> Self {
        Self::with(SalesforceSettings::default())
    }

    pub(super) fn with(settings: SalesforceSettings) -> Self {
        let client = settings.apps[0].client_id.clone();
        let mut vendor = Salesforce::new(settings, 7);
        let facts = vendor.accounts().remove(0);
        let now: Timestamp = "2026-11-02T10:00:00Z".parse().unwrap();
        let user = facts.users.last().unwrap().0.clone();
        let tokens = vendor.grant(now, &facts.id, &user, &client).unwrap();
        // `CROSSWALK_EMULATOR_OFF=salesforce.fls` runs the tests with a feature off, to see one
        // fail.
        let off = std::env::var("CROSSWALK_EMULATOR_OFF").unwrap_or_default();
        let off = off.split(',').filter(|name| !name.is_empty()).map(ToOwned::to_owned).collect();
        Self {
            vendor,
            org: facts.id,
            token: tokens.access,
            refresh: tokens.refresh,
            now,
            off,
            fault: None,
            headers: Vec::new(),
            origin: ORIGIN,
        }
    }

    pub(super) fn reply(&mut self, request: &Request) -> Reply {
        let turn =
            Turn { now: self.now, off: &self.off, fault: self.fault.as_ref(), origin: self.origin };
        self.vendor.handle(&turn, request)
    }

    /// Sends a request with the token.
    pub(super) fn send(&mut self, method: &str, path: &str, body: &str) -> Got {
        let mut builder = http::Request::builder()
            .method(method)
            .uri(format!("{ORIGIN}{path}"))
            .header("authorization", format!("Bearer {}", self.token));
        if !self.headers.iter().any(|(name, _)| name == "content-type") {
            builder = builder.header("content-type", "application/json");
        }
        for (name, value) in &self.headers {
            builder = builder.header(name, value);
        }
        let request = builder.body(Bytes::copy_from_slice(body.as_bytes())).unwrap();
        got(self.reply(&request))
    }

    /// A call below `/services/data/v66.0`.
    pub(super) fn call(&mut self, method: &str, path: &str, body: &Value) -> Got {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.send(method, &format!("/services/data/v66.0{path}"), &body)
    }

    pub(super) fn get(&mut self, path: &str) -> Got {
        self.call("GET", path, &Value::Null)
    }

    /// Creates a row that must succeed, and returns its id.
    pub(super) fn make(&mut self, object: &str, fields: Value) -> String {
        let got = self.call("POST", &format!("/sobjects/{object}"), &fields);
        assert_eq!(got.status, 201, "{got:?}");
        got.body["id"].as_str().unwrap().to_owned()
    }

    pub(super) fn act(&mut self, mut act: Value) -> Value {
        act["account"] = self.org.as_str().into();
        self.vendor.act(self.now, act).unwrap()
    }

    /// A fresh token for the same user.
    pub(super) fn sign_in(&mut self) {
        let facts = self.vendor.accounts().remove(0);
        let user = facts.users.last().unwrap().0.clone();
        let tokens = self.vendor.grant(self.now, &facts.id, &user, &facts.client_ids[0]).unwrap();
        self.token = tokens.access;
        self.refresh = tokens.refresh;
    }

    pub(super) fn later(&mut self, seconds: i64) {
        self.now += jiff::SignedDuration::from_secs(seconds);
    }

    pub(super) fn put(&mut self, object: &str, fields: Value) -> String {
        let fields: Map<String, Value> = fields.as_object().unwrap().clone();
        self.vendor.put(self.now, &self.org.clone(), object, fields)
    }

    /// Runs a query and returns the answer.
    pub(super) fn query(&mut self, soql: &str) -> Got {
        let encoded: String = url::form_urlencoded::byte_serialize(soql.as_bytes()).collect();
        self.get(&format!("/query?q={encoded}"))
    }

    /// An error of a single-row or whole request: status, code, fields.
    pub(super) fn refused(
        &mut self,
        method: &str,
        path: &str,
        body: Value,
    ) -> (u16, String, Value) {
        let got = self.call(method, path, &body);
        let first = &got.body[0];
        let code = first["errorCode"].as_str().unwrap_or("").to_owned();
        (got.status, code, first["fields"].clone())
    }
}

pub(super) fn got(reply: Reply) -> Got {
    let text = String::from_utf8(reply.response.body().to_vec()).unwrap();
    let body = serde_json::from_str(&text).unwrap_or(json!(null));
    let status = reply.response.status().as_u16();
    Got { status, body, text, headers: reply.response.headers().clone() }
}
