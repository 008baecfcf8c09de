//! A placeholder that stands where the real vendor will.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::exchange::{Actor, Effect, Feature, Reply, Request, Turn};

/// Placeholder.
#[derive(Clone, Debug, Default)]
pub struct HubSpotSettings {}

/// Placeholder.
#[derive(Debug)]
pub struct HubSpot {
    held: BTreeMap<String, BTreeMap<u64, Map<String, Value>>>,
    next: u64,
}

/// Placeholder.
pub const FEATURES: &[Feature] = &[];

impl HubSpot {
    /// Placeholder.
    #[must_use]
    pub fn new(_settings: HubSpotSettings, seed: u64) -> Self {
        Self { held: BTreeMap::new(), next: seed * 1_000_000_000 }
    }

    /// Placeholder.
    pub fn handle(&mut self, _turn: &Turn<'_>, _request: &Request) -> Reply {
        Reply {
            response: http::Response::new(Bytes::from_static(b"[]")),
            route: "GET /",
            effect: Effect::Read,
            actor: Actor::Nobody,
            account: None,
            delay: Duration::ZERO,
        }
    }

    /// Placeholder.
    pub fn put(
        &mut self,
        _now: Timestamp,
        _account: &str,
        object: &str,
        fields: Map<String, Value>,
    ) -> String {
        self.next += 1;
        if !self.held.contains_key(object) {
            self.held.insert(object.to_owned(), BTreeMap::new());
        }
        if let Some(rows) = self.held.get_mut(object) {
            rows.insert(self.next, fields);
        }
        self.next.to_string()
    }

    /// Placeholder.
    #[must_use]
    pub fn dump(&self, _account: &str) -> Value {
        json!(self.held)
    }

    /// Placeholder.
    ///
    /// # Errors
    /// Never.
    pub fn load(&mut self, _dump: &Value) -> Result<(), String> {
        Ok(())
    }

    /// Placeholder.
    #[must_use]
    pub fn accounts(&self) -> Vec<String> {
        Vec::new()
    }

    /// Placeholder.
    pub fn grants(&mut self, _now: Timestamp) -> Vec<Grant> {
        Vec::new()
    }

    /// Placeholder.
    pub fn associate(
        &mut self,
        _account: &str,
        _from: (&str, &str),
        _to: (&str, &str),
        _type_id: Option<u32>,
    ) -> bool {
        false
    }

    /// Placeholder.
    ///
    /// # Errors
    /// Always.
    pub fn act(&mut self, _now: Timestamp, _act: Value) -> Result<Value, String> {
        Err("placeholder".to_owned())
    }
}

/// Placeholder.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Placeholder.
    pub account: String,
    /// Placeholder.
    pub client_id: String,
    /// Placeholder.
    pub client_secret: String,
    /// Placeholder.
    pub access_token: String,
    /// Placeholder.
    pub refresh_token: String,
    /// Placeholder.
    pub service_key: String,
}
