//! An OpenAPI document: which operation a request is, and what that operation takes and gives.

use std::collections::BTreeSet;
use std::sync::Arc;

use crosswalk_emulator::exchange::Vendor;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::schema::{Named, Schema};
use super::told::{Told, pairs};

/// A document of one vendor's paths.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) vendor: Vendor,
    operations: Vec<Operation>,
}

/// An operation that fits, with how many of its segments are words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'a> {
    pub(super) operation: &'a Operation,
    pub(super) literal: usize,
}

/// What a document says of one method of one path.
#[derive(Debug)]
pub(super) struct Operation {
    method: String,
    template: Vec<String>,
    query: BTreeSet<String>,
    needed: BTreeSet<String>,
    request: Option<Content>,
    needs_body: bool,
    answers: Vec<(String, Option<Content>)>,
}

/// A body: its media type and its schema.
#[derive(Debug)]
struct Content {
    media: String,
    schema: Schema,
}

/// A correction of a document, with its reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Patch {
    /// Why the document is wrong.
    why: String,
    /// The pointer's first part: `schemas` or `paths`.
    r#in: String,
    /// The ends of the names that it changes; `=` before it asks for the whole name.
    names: Vec<String>,
    /// A merge patch (RFC 7386).
    merge: Value,
}

impl Document {
    /// Reads a document as it is.
    pub(super) fn read(vendor: Vendor, text: &str) -> Self {
        let document = serde_json::from_str(text).expect("a document in JSON");
        Self::of(vendor, &document)
    }

    /// Reads a document and corrects it.
    pub(super) fn patched(vendor: Vendor, text: &str, patches: &str) -> Self {
        let mut document: Value = serde_json::from_str(text).expect("a document in JSON");
        let patches: Vec<Patch> = serde_json::from_str(patches).expect("patches in JSON");
        patches.iter().for_each(|patch| apply(&mut document, patch));
        Self::of(vendor, &document)
    }

    /// The operation of a request, the one with the most words where several fit.
    pub(super) fn find(&self, told: &Told<'_>) -> Option<Found<'_>> {
        let segments = told.segments();
        let fitting = self.operations.iter().filter(|operation| operation.method == told.method);
        let found = fitting.filter_map(|operation| {
            let literal = literal(&operation.template, &segments)?;
            Some(Found { operation, literal })
        });
        found.max_by_key(|found| found.literal)
    }

    fn of(vendor: Vendor, document: &Value) -> Self {
        let named: Named =
            Arc::new(document["components"]["schemas"].as_object().cloned().unwrap_or_default());
        let paths = document["paths"].as_object().expect("paths");
        let operations = paths.iter().flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten();
            methods
                .map(|(method, told)| Operation::of(method, path, told, &named))
                .collect::<Vec<_>>()
        });
        Document { vendor, operations: operations.collect() }
    }
}

impl Operation {
    /// Whether it carries other requests.
    pub(super) fn is_composite(&self) -> bool {
        self.template.last().is_some_and(|last| last == "composite")
    }

    /// What the request and the answer break.
    pub(super) fn findings(&self, told: &Told<'_>) -> Vec<String> {
        let mut findings = self.query_findings(told);
        findings.extend(self.request_findings(told.request));
        if let Some((status, body)) = told.answer {
            findings.extend(self.answer_findings(status, body));
        }
        findings
    }

    fn of(method: &str, path: &str, told: &Value, named: &Named) -> Self {
        let parameters = || told["parameters"].as_array().into_iter().flatten();
        let in_query = || parameters().filter(|parameter| parameter["in"] == "query");
        let name = |parameter: &Value| parameter["name"].as_str().unwrap_or_default().to_owned();
        let answers = told["responses"].as_object().into_iter().flatten();
        let body = &told["requestBody"];
        Operation {
            method: method.to_uppercase(),
            template: path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect(),
            query: in_query().map(name).collect(),
            needed: in_query().filter(|it| it["required"] == true).map(name).collect(),
            request: Content::of(body, named),
            needs_body: body["required"] == true,
            answers: answers
                .map(|(status, answer)| (status.clone(), Content::of(answer, named)))
                .collect(),
        }
    }

    fn query_findings(&self, told: &Told<'_>) -> Vec<String> {
        let given: BTreeSet<String> = told.query().into_iter().map(|(name, _)| name).collect();
        let unknown =
            given.difference(&self.query).map(|name| format!("query: `{name}` is not known"));
        let lacking =
            self.needed.difference(&given).map(|name| format!("query: `{name}` is needed"));
        unknown.chain(lacking).collect()
    }

    fn request_findings(&self, body: &[u8]) -> Vec<String> {
        let findings = match &self.request {
            None if body.is_empty() => Vec::new(),
            None => vec!["takes no body".to_owned()],
            Some(_) if body.is_empty() && !self.needs_body => Vec::new(),
            Some(content) => content.findings(body),
        };
        findings.into_iter().map(|finding| format!("request: {finding}")).collect()
    }

    fn answer_findings(&self, status: u16, body: &[u8]) -> Vec<String> {
        let named = |name: &str| self.answers.iter().find(|(known, _)| known == name);
        let exact = named(&status.to_string());
        let found = exact.or_else(|| named("default").filter(|_| status >= 400));
        let findings = match found {
            None => vec!["this status is not documented".to_owned()],
            Some((_, None)) if body.is_empty() => Vec::new(),
            Some((_, None)) => vec!["has no body".to_owned()],
            Some((_, Some(content))) => content.findings(body),
        };
        findings.into_iter().map(|finding| format!("answer {status}: {finding}")).collect()
    }
}

impl Content {
    fn of(told: &Value, named: &Named) -> Option<Self> {
        let (media, body) = told["content"].as_object()?.iter().next()?;
        let schema = Schema::new(body["schema"].clone(), named);
        Some(Content { media: media.clone(), schema })
    }

    fn findings(&self, body: &[u8]) -> Vec<String> {
        let value = match self.media.as_str() {
            "application/json" => match serde_json::from_slice(body) {
                Ok(value) => value,
                Err(error) => return vec![format!("is no JSON: {error}")],
            },
            "application/x-www-form-urlencoded" => form(body),
            _ => json!(String::from_utf8_lossy(body)),
        };
        self.schema.findings(&value)
    }
}

/// A form as an object of texts; a key that comes twice is an array, which no schema takes.
fn form(body: &[u8]) -> Value {
    let mut fields: Map<String, Value> = Map::new();
    for (name, value) in pairs(body) {
        let entry = fields.remove(&name);
        let value = entry.map_or_else(|| json!(value), |first| json!([first, value]));
        fields.insert(name, value);
    }
    Value::Object(fields)
}

/// How many words a template shares with a path that fits it.
fn literal(template: &[String], segments: &[String]) -> Option<usize> {
    if template.len() != segments.len() {
        return None;
    }
    let mut words = 0;
    for (part, segment) in template.iter().zip(segments) {
        let capture = part.starts_with('{');
        if !capture && part != segment {
            return None;
        }
        words += usize::from(!capture);
    }
    Some(words)
}

fn apply(document: &mut Value, patch: &Patch) {
    let place = match patch.r#in.as_str() {
        "schemas" => document.pointer_mut("/components/schemas"),
        "paths" => document.pointer_mut("/paths"),
        other => panic!("a patch is in schemas or paths, not in {other}"),
    };
    let entries = place.and_then(Value::as_object_mut).expect("a place to patch");
    for wanted in &patch.names {
        let named = |name: &str| match wanted.strip_prefix('=') {
            Some(whole) => name == whole,
            None => name.ends_with(wanted),
        };
        let mut changed = false;
        for (_, entry) in entries.iter_mut().filter(|(name, _)| named(name)) {
            let before = entry.clone();
            merge(entry, &patch.merge);
            changed |= *entry != before;
        }
        assert!(changed, "a patch changes nothing at {wanted}: {}", patch.why);
    }
}

/// RFC 7386: null takes a key away, an object goes deeper, anything else replaces.
fn merge(target: &mut Value, patch: &Value) {
    let Some(fields) = patch.as_object() else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = json!({});
    }
    let Some(held) = target.as_object_mut() else { return };
    for (name, value) in fields {
        if value.is_null() {
            held.remove(name);
        } else {
            merge(held.entry(name.clone()).or_insert(Value::Null), value);
        }
    }
}
