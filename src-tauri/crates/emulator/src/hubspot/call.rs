//! One request, taken apart: who calls, in which version, with what.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use super::problem::{Outcome, Problem};
use super::record::Source;
use super::settings::{Distribution, HubSpotSettings};
use super::time::Millis;
use crate::exchange::Turn;

/// The version in a path; it decides statuses and bodies, never what happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    V1,
    V2,
    V3,
    V4,
    Dated202603,
    Dated202609,
}

impl Version {
    pub fn read(word: &str) -> Option<Self> {
        match word {
            "v1" => Some(Self::V1),
            "v2" => Some(Self::V2),
            "v3" => Some(Self::V3),
            "v4" => Some(Self::V4),
            "2026-03" => Some(Self::Dated202603),
            "2026-09" => Some(Self::Dated202609),
            _ => None,
        }
    }

    pub const fn is_dated(self) -> bool {
        matches!(self, Self::Dated202603 | Self::Dated202609)
    }
}

/// How a token was come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Through an app that is distributed so.
    OAuth(Distribution),
    ServiceKey,
}

/// Who calls.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    pub portal: u64,
    /// The app's client id, or the service key's name.
    pub app: String,
    pub kind: TokenKind,
    pub scopes: BTreeSet<String>,
    pub source: Arc<Source>,
}

/// One request.
pub(super) struct Call<'a> {
    pub turn: &'a Turn<'a>,
    pub settings: Arc<HubSpotSettings>,
    pub now: Millis,
    pub version: Version,
    /// The path's captures, without the version.
    pub args: Vec<String>,
    pub query: Vec<(String, String)>,
    pub body: Value,
    pub form: Vec<(String, String)>,
    pub path: String,
    pub authorization: Option<String>,
    pub caller: Option<Caller>,
}

impl Call<'_> {
    pub fn on(&self, feature: &str) -> bool {
        self.turn.on(feature)
    }

    pub fn arg(&self, at: usize) -> &str {
        self.args.get(at).map_or("", String::as_str)
    }

    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn form(&self, name: &str) -> Option<&str> {
        self.form
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// A list given repeated or comma-separated; clients do both.
    pub fn query_list(&self, name: &str) -> Vec<String> {
        self.query
            .iter()
            .filter(|(key, _)| key == name)
            .flat_map(|(_, value)| {
                let commas =
                    if self.on("hubspot.objects.property_lists") { value.len() + 1 } else { 1 };
                value.splitn(commas, ',')
            })
            .map(str::trim)
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
            .collect()
    }

    pub fn query_flag(&self, name: &str) -> Outcome<bool> {
        match self.query(name) {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(other) => {
                Err(Problem::invalid(format!("Invalid boolean for query param {name}: {other}")))
            }
        }
    }

    /// `limit`, between 1 and `most`.
    pub fn limit(&self, default: usize, most: usize) -> Outcome<usize> {
        let Some(text) = self.query("limit") else { return Ok(default) };
        let limit = text.parse::<usize>().ok().filter(|limit| *limit > 0);
        match limit {
            Some(limit) if limit <= most || !self.on("hubspot.limits.page_sizes") => Ok(limit),
            Some(_) | None => Err(Problem::invalid(format!(
                "Invalid value for limit: {text}. It must be between 1 and {most}"
            ))),
        }
    }

    /// The body's `inputs`, at most `most`.
    pub fn inputs(&self, most: usize) -> Outcome<&Vec<Value>> {
        let Some(inputs) = self.body.get("inputs").and_then(Value::as_array) else {
            return Err(Problem::invalid("Some required fields were not set: [inputs]"));
        };
        if inputs.len() > most && self.on("hubspot.limits.batch_sizes") {
            return Err(Problem::invalid(format!(
                "The maximum number of inputs supported in a batch request for this operation is \
                 {most}. Attempted to process {} inputs.",
                inputs.len()
            )));
        }
        Ok(inputs)
    }

    pub fn source(&self) -> Arc<Source> {
        self.caller
            .as_ref()
            .map_or_else(super::portal::seed_source, |caller| Arc::clone(&caller.source))
    }
}

/// A body's list of names.
pub(super) fn names(body: &Value, key: &str) -> Outcome<Vec<String>> {
    let Some(given) = body.get(key).filter(|given| !given.is_null()) else { return Ok(Vec::new()) };
    let texts = given
        .as_array()
        .map(|items| items.iter().map(|item| item.as_str().map(str::to_owned)).collect());
    match texts {
        Some(Some(texts)) => Ok(texts),
        Some(None) | None => {
            Err(Problem::invalid(format!("Invalid input JSON: {key} must be a list of strings")))
        }
    }
}

/// A text, or a number where clients write one.
pub(super) fn text_or_number(value: Option<&Value>) -> Option<String> {
    let value = value?;
    value.as_str().map(str::to_owned).or_else(|| value.as_u64().map(|number| number.to_string()))
}
