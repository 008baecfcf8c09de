//! `/composite`: up to 25 requests in one call, each may use the answers of those before.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_json::{Map, Value, json};

use super::number;
use super::wire::{Answer, Ask, Body, Call, Refusal, decode, pairs};
use super::world::{Org, Outer};
use crate::exchange::Effect;
use crate::json::with;

const MOST: usize = 25;
const MOST_QUERIES: usize = 5;
const ROUTE: &str = "POST /composite";

/// One part of a composite.
struct Part {
    method: Method,
    url: String,
    id: String,
    body: Value,
    headers: Map<String, Value>,
}

impl Part {
    /// Whether it names the answer of an earlier part.
    fn refers(&self) -> bool {
        fn names_one(value: &Value) -> bool {
            match value {
                Value::String(text) => text.contains("@{"),
                Value::Array(list) => list.iter().any(names_one),
                Value::Object(object) => object.values().any(names_one),
                Value::Null | Value::Bool(_) | Value::Number(_) => false,
            }
        }
        self.url.contains("@{") || names_one(&self.body)
    }
}

/// What one part came to.
struct Shown {
    id: String,
    status: u16,
    headers: Map<String, Value>,
    body: Value,
}

impl Org {
    pub(crate) fn composite(&mut self, call: &Call<'_>, ask: &Ask) -> Answer {
        if ask.method != Method::POST {
            return Answer::from(super::rows::wrong_method(&ask.method)).at(ROUTE);
        }
        match self.compose(call, ask) {
            Ok(answer) => answer.at(ROUTE),
            Err(refusal) => Answer::from(refusal).at(ROUTE),
        }
    }

    fn compose(&mut self, call: &Call<'_>, ask: &Ask) -> Result<Answer, Refusal> {
        let body = ask.object()?;
        let whole = flag(&body, "allOrNone")? && call.turn.on("salesforce.composite.all_or_none");
        // The parts run one by one here, so there is nothing to collate.
        flag(&body, "collateSubrequests")?;
        let parts = parts(call, &body)?;
        let outer = if whole { Some(self.begin()) } else { None };
        // Answers are kept for those alone who may look at them.
        let refers = parts.iter().any(Part::refers);
        let mut answers = BTreeMap::new();
        let mut shown = Vec::new();
        let mut wrote = false;
        for part in &parts {
            let answer = self.one(call, part, &answers);
            wrote |= answer.effect == Effect::Write;
            let value = match answer.body {
                Body::Json(value) => value,
                Body::Written(text) => {
                    number::read(text.as_bytes()).unwrap_or_else(|_| Value::from(text))
                }
                Body::Empty => Value::Null,
                Body::Csv(text) | Body::Html(text) => text.into(),
            };
            if answer.status < 400 && refers {
                answers.insert(part.id.clone(), value.clone());
            }
            let headers = answer
                .headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), Value::from(value.as_str())));
            shown.push(Shown {
                id: part.id.clone(),
                status: answer.status,
                headers: headers.collect(),
                body: value,
            });
        }
        self.settle_whole(outer, &mut shown);
        let list: Vec<Value> = shown
            .into_iter()
            .map(|one| {
                let shown = json!({"httpHeaders": one.headers,
                "httpStatusCode": one.status, "referenceId": one.id});
                with(shown, "body", one.body)
            })
            .collect();
        let answer = Answer::json(200, with(json!({}), "compositeResponse", list));
        Ok(if wrote { answer.wrote() } else { answer })
    }

    /// With `allOrNone`, one failure takes every part back.
    fn settle_whole(&mut self, outer: Option<Outer>, shown: &mut [Shown]) {
        if outer.is_none() {
            return;
        }
        if !shown.iter().any(|one| one.status >= 400) {
            self.commit();
            return;
        }
        self.roll_back();
        for one in shown.iter_mut().filter(|one| one.status < 400) {
            one.status = 400;
            one.headers.clear();
            let text = "The transaction was rolled back since another operation in the same \
                        transaction failed.";
            one.body = json!([{"errorCode": "PROCESSING_HALTED", "message": text}]);
        }
    }

    fn one(&mut self, call: &Call<'_>, part: &Part, answers: &BTreeMap<String, Value>) -> Answer {
        if !call.turn.on("salesforce.composite.one_call") {
            self.usage.add(call.turn.now, 1);
        }
        if part.url.len() > super::rest::LONGEST_HEAD && !self.quirks.long_subrequests {
            return Refusal::new("URI_TOO_LONG", "URI Too Long").with(414).into();
        }
        match inner(call, part, answers) {
            Ok(inner) => self.dispatch(call, &inner),
            Err(refusal) => refusal.into(),
        }
    }
}

/// A switch of the request; anything but a boolean refuses it.
fn flag(body: &Map<String, Value>, name: &str) -> Result<bool, Refusal> {
    let Some(value) = body.get(name).filter(|value| !value.is_null()) else { return Ok(false) };
    value.as_bool().ok_or_else(|| {
        let text = format!("Cannot deserialize {name} of type boolean at [line:1, column:1]");
        Refusal::new("JSON_PARSER_ERROR", text)
    })
}

fn parts(call: &Call<'_>, body: &Map<String, Value>) -> Result<Vec<Part>, Refusal> {
    let bad = |text: String| Refusal::new("INVALID_INPUT", text);
    let list = body.get("compositeRequest").and_then(Value::as_array);
    let list = list.ok_or_else(|| bad("compositeRequest is required".to_owned()))?;
    if list.is_empty() || (list.len() > MOST && call.turn.on("salesforce.composite.parts")) {
        let text = format!("A composite request takes 1 to {MOST} subrequests");
        return Err(Refusal::new("LIMIT_EXCEEDED", text));
    }
    let mut parts: Vec<Part> = Vec::new();
    for entry in list {
        let part = part(entry).ok_or_else(|| bad("method, url or referenceId".to_owned()))?;
        if parts.iter().any(|known| known.id == part.id) {
            return Err(bad(format!("Duplicate referenceId: {}", part.id)));
        }
        parts.push(part);
    }
    let heavy = parts.iter().filter(|part| heavy(&part.url)).count();
    if heavy > MOST_QUERIES && call.turn.on("salesforce.composite.queries") {
        let text = format!("At most {MOST_QUERIES} subrequests may be queries or collections");
        return Err(Refusal::new("LIMIT_EXCEEDED", text));
    }
    Ok(parts)
}

/// Queries and collections.
fn heavy(url: &str) -> bool {
    let path = url.split('?').next().unwrap_or("");
    path.contains("/query") || path.contains("/composite/sobjects")
}

fn part(entry: &Value) -> Option<Part> {
    let id = entry["referenceId"].as_str()?;
    let legal = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    if !id.chars().all(legal) || !id.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return None;
    }
    Some(Part {
        method: entry["method"].as_str()?.parse().ok()?,
        url: entry["url"].as_str()?.to_owned(),
        id: id.to_owned(),
        body: entry["body"].clone(),
        headers: entry["httpHeaders"].as_object().cloned().unwrap_or_default(),
    })
}

fn inner(call: &Call<'_>, part: &Part, answers: &BTreeMap<String, Value>) -> Result<Ask, Refusal> {
    let none = BTreeMap::new();
    let refers = call.turn.on("salesforce.composite.references");
    let answers = if refers { answers } else { &none };
    let url = filled(&part.url, answers)?;
    let (path, query) = url.split_once('?').unwrap_or((url.as_str(), ""));
    let base = format!("/services/data/v{}.0/", call.version);
    let Some(rest) = path.strip_prefix(&base).filter(|_| !path.contains("//")) else {
        return Err(Refusal::not_found());
    };
    let nested = ["composite", "composite/batch", "composite/graph", "composite/tree"];
    if nested.contains(&rest.trim_end_matches('/')) {
        return Err(Refusal::new("INVALID_INPUT", "A composite cannot hold a composite"));
    }
    if rest.starts_with("jobs/") {
        return Err(Refusal::new("INVALID_INPUT", "A composite cannot hold a job"));
    }
    let mut headers = HeaderMap::new();
    let own = part.headers.iter().filter(|_| call.turn.on("salesforce.composite.part_headers"));
    for (name, value) in own {
        let pair = name.parse::<HeaderName>().ok().zip(value.as_str());
        if let Some((name, value)) = pair
            && let Ok(value) = HeaderValue::from_str(value)
        {
            headers.insert(name, value);
        }
    }
    let body = filled_value(&part.body, answers)?;
    let body = if body.is_null() { Bytes::new() } else { Bytes::from(number::write(&body)) };
    Ok(Ask {
        method: part.method.clone(),
        path: rest.split('/').filter(|piece| !piece.is_empty()).map(decode).collect(),
        query: pairs(query),
        headers,
        body,
    })
}

fn filled_value(value: &Value, answers: &BTreeMap<String, Value>) -> Result<Value, Refusal> {
    if let Some(text) = value.as_str() {
        return filled(text, answers).map(Value::from);
    }
    if let Some(list) = value.as_array() {
        return list.iter().map(|item| filled_value(item, answers)).collect();
    }
    let Some(object) = value.as_object() else { return Ok(value.clone()) };
    let pair = |(key, item): (&String, &Value)| Ok((key.clone(), filled_value(item, answers)?));
    object.iter().map(pair).collect::<Result<Map<_, _>, Refusal>>().map(Value::Object)
}

/// Puts the answers of earlier parts in place of `@{reference.path[0].field}`.
fn filled(text: &str, answers: &BTreeMap<String, Value>) -> Result<String, Refusal> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("@{") {
        let Some((name, tail)) = after.split_once('}') else { break };
        out.push_str(before);
        out.push_str(&looked_up(name, answers).ok_or_else(|| {
            let text = format!("Invalid reference specified. No value for {name} found");
            Refusal::new("PROCESSING_HALTED", text)
        })?);
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

fn looked_up(name: &str, answers: &BTreeMap<String, Value>) -> Option<String> {
    let name = name.replace('[', ".").replace(']', "");
    let mut steps = name.split('.');
    let mut at = answers.get(steps.next()?)?;
    for step in steps {
        at = match step.parse::<usize>() {
            Ok(place) => at.get(place)?,
            Err(_) => at.get(step)?,
        };
    }
    number::text(at).map_or_else(|| Some(number::write(at)), |text| Some(text.to_owned()))
}
