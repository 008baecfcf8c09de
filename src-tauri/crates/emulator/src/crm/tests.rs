//! A vendor for tests of the core: it counts writes and echoes.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use serde_json::json;

use super::*;
use crate::clock::Clock;
use crate::emulator::Emulator;
use crate::exchange::{Actor, Effect, InnerFault};
use crate::log::LogDepth;

/// Every POST is a write; every answer tells how many there were, the origin and the inner fault.
pub(crate) struct Echo {
    writes: u64,
    seed: u64,
    held: BTreeMap<String, Fields>,
}

impl Crm for Echo {
    fn handle(&mut self, turn: &Turn<'_>, request: &Request) -> Reply {
        let write = request.method() == http::Method::POST;
        self.writes += u64::from(write);
        let body = json!({
            "writes": self.writes,
            "seed": self.seed,
            "now": turn.now.to_string(),
            "origin": turn.origin,
            "received": request.body().len(),
            "fault": turn.fault.map(|fault| match fault {
                InnerFault::PartialBatch { code, .. } => code.clone(),
                InnerFault::LateCommit { .. }
                | InnerFault::Shuffled
                | InnerFault::Rewrites { .. } => "other".to_owned(),
            }),
        });
        let mut response = http::Response::new(Bytes::from(body.to_string()));
        let kind = http::HeaderValue::from_static("application/json");
        response.headers_mut().insert(http::header::CONTENT_TYPE, kind);
        Reply {
            response,
            route: if write { "POST /things/{id}" } else { "GET /things/{id}" },
            effect: if write { Effect::Write } else { Effect::Read },
            actor: Actor::App("demo".to_owned()),
            account: Some("1".to_owned()),
            delay: Duration::from_millis(2),
        }
    }

    fn put(&mut self, now: Timestamp, _account: &str, object: &str, mut fields: Fields) -> String {
        let id = format!("{object}{}", self.held.len() + 1);
        fields.insert("createdAt".to_owned(), json!(now.to_string()));
        self.held.insert(id.clone(), fields);
        id
    }

    fn dump(&self, _account: &str) -> Value {
        json!({ "things": self.held })
    }

    fn resubscribe_attempts(&self) -> usize {
        0
    }

    fn truth(&self, _account: &str, _object: &str) -> Fields {
        self.held.iter().map(|(id, fields)| (id.clone(), fields.clone().into())).collect()
    }

    fn load(&mut self, dump: &Value) -> Result<(), String> {
        let things = dump.get("things").cloned().ok_or("things are missing")?;
        self.held = serde_json::from_value(things).map_err(|error| error.to_string())?;
        Ok(())
    }

    fn accounts(&self) -> Vec<String> {
        vec!["1".to_owned()]
    }

    fn grant(&mut self, _now: Timestamp, account: &str) -> Option<AccountFacts> {
        (account == "1").then(|| AccountFacts {
            account: account.to_owned(),
            host: "echo.example".to_owned(),
            access_token: Some("token".to_owned()),
            refresh_token: None,
            client_id: None,
            client_secret: None,
            service_key: None,
        })
    }

    fn associate(&mut self, _account: &str, from: (&str, &str), to: (&str, &str)) -> bool {
        let known = self.held.contains_key(to.1);
        let Some(from) = self.held.get_mut(from.1).filter(|_| known) else { return false };
        from.insert(format!("to {}", to.0), json!(to.1)).is_none()
    }

    fn act(&mut self, _now: Timestamp, act: Value) -> Result<Value, String> {
        match act.get("act").and_then(Value::as_str) {
            Some("write") => {
                self.writes += 1;
                Ok(json!({ "writes": self.writes }))
            }
            Some("add_owner" | "unsubscribe") => {
                let id = format!("act{}", self.held.len() + 1);
                self.held.insert(id.clone(), act.as_object().cloned().unwrap_or_default());
                Ok(json!({ "id": id }))
            }
            other => Err(format!("no act is called {other:?}")),
        }
    }
}

/// An emulator of two echoes at noon on 1 March 2026.
pub(crate) fn echoes(log: LogDepth) -> Emulator {
    let echo = |seed| Echo { writes: 0, seed, held: BTreeMap::new() };
    let rebuild =
        move |seed| Crms { hubspot: Box::new(echo(seed)), salesforce: Box::new(echo(seed)) };
    let noon = "2026-03-01T12:00:00Z".parse().unwrap();
    Emulator::over(Box::new(rebuild), 1, log, Clock::manual(noon))
}
