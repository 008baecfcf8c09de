//! A placeholder that stands where the real vendor will.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::exchange::{AccountFacts, Actor, Effect, Feature, Reply, Request, Turn};

/// Placeholder.
#[derive(Clone, Debug, Default)]
pub struct HubSpotSettings {}

/// Placeholder.
#[derive(Debug)]
pub struct HubSpot {
    held: BTreeMap<String, BTreeMap<u64, Map<String, Value>>>,
    next: u64,
}

impl HubSpot {
    /// Placeholder.
    pub const FEATURES: &'static [Feature] = &[];

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
    pub fn load(&mut self, _account: &str, _dump: &Value) -> Result<(), String> {
        Ok(())
    }

    /// Placeholder.
    #[must_use]
    pub fn accounts(&self) -> Vec<AccountFacts> {
        vec![AccountFacts {
            account: "1".to_owned(),
            host: "hubspot".to_owned(),
            access_token: None,
            refresh_token: None,
            client_id: None,
            client_secret: None,
            service_key: None,
        }]
    }

    /// Placeholder.
    ///
    /// # Errors
    /// Always.
    pub fn act(&mut self, _now: Timestamp, _act: Value) -> Result<Value, String> {
        Err("placeholder".to_owned())
    }
}
