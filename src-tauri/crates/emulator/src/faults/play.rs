//! How a fault changes an exchange.

use std::io::Write as _;
use std::time::Duration;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, LOCATION};
use http::{HeaderName, HeaderValue, Response, StatusCode};
use serde_json::Value;

use super::{FaultKind, When};
use crate::emulator::outcome::{AnswerBody, Outcome};
use crate::exchange::{Effect, InnerFault, Reply};

/// The faults that one request meets.
#[derive(Debug, Default)]
pub(crate) struct Meeting {
    pub(crate) outer: Option<(u64, FaultKind)>,
    pub(crate) inner: Option<(u64, InnerFault)>,
    pub(crate) delay: Duration,
    pub(crate) skew_seconds: i64,
    /// The delays and skews, which change every answer they meet.
    pub(crate) timing: Vec<u64>,
}

impl Meeting {
    pub(super) fn take(&mut self, id: u64, kind: &FaultKind) {
        if let FaultKind::Inner { fault } = kind {
            self.inner.get_or_insert_with(|| (id, fault.clone()));
        } else if let FaultKind::SkewedDate { seconds } = kind {
            self.skew_seconds = self.skew_seconds.saturating_add(*seconds);
            self.timing.push(id);
        } else if let Some(delay) = kind.delay() {
            self.delay = self.delay.saturating_add(delay);
            self.timing.push(id);
        } else {
            self.outer.get_or_insert_with(|| (id, kind.clone()));
        }
    }
}

/// What is answered without asking the vendor; nothing where the vendor is to work first.
pub(crate) fn before_effect(kind: &FaultKind) -> Option<Outcome> {
    match kind {
        FaultKind::Status { when: When::BeforeEffect, .. }
        | FaultKind::Refused { when: When::BeforeEffect, .. } => refused(kind),
        FaultKind::Cut { when: When::BeforeEffect } => Some(Outcome::cut(When::BeforeEffect)),
        FaultKind::CaptivePortal => Some(answer(
            StatusCode::OK,
            &[("content-type", "text/html; charset=utf-8")],
            Bytes::from_static(PORTAL.as_bytes()),
        )),
        FaultKind::Redirect { to } => {
            let mut outcome = answer(StatusCode::FOUND, &[], Bytes::new());
            if let (Some(headers), Ok(to)) = (outcome.headers_mut(), HeaderValue::from_str(to)) {
                headers.insert(LOCATION, to);
            }
            Some(outcome)
        }
        FaultKind::Status { when: When::AfterEffect, .. }
        | FaultKind::Refused { when: When::AfterEffect, .. }
        | FaultKind::Cut { when: When::AfterEffect }
        | FaultKind::Delay { .. }
        | FaultKind::CutInBody { .. }
        | FaultKind::Truncated { .. }
        | FaultKind::WrongContentType
        | FaultKind::Forged { .. }
        | FaultKind::Oversized { .. }
        | FaultKind::GzipBomb { .. }
        | FaultKind::Dripping { .. }
        | FaultKind::SkewedDate { .. }
        | FaultKind::Inner { .. } => None,
    }
}

/// What the vendor's answer becomes, and whether that is something else.
pub(crate) fn after_effect(kind: &FaultKind, response: Response<Bytes>) -> (Outcome, bool) {
    match kind {
        FaultKind::Status { .. } | FaultKind::Refused { .. } => {
            refused(kind).map_or_else(|| (Outcome::whole(response), false), |told| (told, true))
        }
        FaultKind::Cut { .. } => (Outcome::cut(When::AfterEffect), true),
        FaultKind::CutInBody { keep } => cut_in_body(response, *keep),
        FaultKind::Truncated { keep } => truncated(response, *keep),
        FaultKind::WrongContentType => (with_wrong_type(response), true),
        FaultKind::Forged { to } => forged(response, to),
        FaultKind::Oversized { bytes } => {
            (Outcome::of(response.map(|_| AnswerBody::Spaces { bytes: *bytes })), true)
        }
        FaultKind::GzipBomb { mebibytes } => bomb(response, *mebibytes),
        FaultKind::Dripping { millis } => {
            let every = Duration::from_millis(*millis);
            let dripping = response.map(|bytes| AnswerBody::Dripping { bytes, every });
            let changed = !dripping.body().is_empty();
            (Outcome::of(dripping), changed)
        }
        FaultKind::CaptivePortal
        | FaultKind::Redirect { .. }
        | FaultKind::Delay { .. }
        | FaultKind::SkewedDate { .. }
        | FaultKind::Inner { .. } => (Outcome::whole(response), false),
    }
}

/// Whether a fault that was handed to the vendor shows: its code stands in the answer; a late
/// commit or a rewrite followed a write that was taken; a shuffle met an answer that was given.
pub(crate) fn changed_by_vendor(fault: &InnerFault, reply: &Reply) -> bool {
    let taken = reply.response.status().is_success();
    match fault {
        InnerFault::PartialBatch { code, .. } => {
            let body = reply.response.body();
            body.windows(code.len().max(1)).any(|window| window == code.as_bytes())
        }
        InnerFault::LateCommit { .. } | InnerFault::Rewrites { .. } => {
            taken && reply.effect == Effect::Write
        }
        InnerFault::Shuffled => taken,
    }
}

const PORTAL: &str = "<!DOCTYPE html><html><head><title>Welcome to Guest Wi-Fi</title></head>\
    <body><form action=\"/login\"><button>Accept and connect</button></form></body></html>";

fn refused(kind: &FaultKind) -> Option<Outcome> {
    if let FaultKind::Refused { refusal, .. } = kind {
        let words = refusal.words();
        let headers: Vec<_> =
            words.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let status = StatusCode::from_u16(words.status).ok()?;
        return Some(answer(status, &headers, Bytes::from(words.body)));
    }
    let FaultKind::Status { status, body, headers, .. } = kind else { return None };
    let mut all = vec![("content-type", "application/json;charset=UTF-8")];
    all.extend(headers.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let status = StatusCode::from_u16(*status).ok()?;
    Some(answer(status, &all, Bytes::from(body.clone())))
}

fn answer(status: StatusCode, headers: &[(&str, &str)], body: Bytes) -> Outcome {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    Outcome::whole(response)
}

fn cut_in_body(response: Response<Bytes>, keep: usize) -> (Outcome, bool) {
    let whole = response.body().len();
    if keep >= whole {
        return (Outcome::whole(response), false);
    }
    let partial = response.map(|body| body.slice(..keep));
    (Outcome::cut_after(partial, whole), true)
}

fn truncated(response: Response<Bytes>, keep: usize) -> (Outcome, bool) {
    if keep >= response.body().len() {
        return (Outcome::whole(response), false);
    }
    (Outcome::whole(response.map(|body| body.slice(..keep))), true)
}

fn with_wrong_type(mut response: Response<Bytes>) -> Outcome {
    let wrong = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, wrong);
    Outcome::whole(response)
}

/// Keys under which an answer names where a next call would go.
const ADDRESSES: [&str; 6] = ["instance_url", "id", "urls", "nextRecordsUrl", "link", "contentUrl"];

fn forged(response: Response<Bytes>, to: &str) -> (Outcome, bool) {
    let Ok(mut told) = serde_json::from_slice::<Value>(response.body()) else {
        return (Outcome::whole(response), false);
    };
    let changed = lead_away(&mut told, to);
    let body = if changed { told.to_string().into() } else { response.body().clone() };
    (Outcome::whole(response.map(|_| body)), changed)
}

fn lead_away(told: &mut Value, to: &str) -> bool {
    match told {
        Value::Array(items) => {
            let led: Vec<bool> = items.iter_mut().map(|item| lead_away(item, to)).collect();
            led.contains(&true)
        }
        Value::Object(members) => {
            let lead = |(key, value): (&String, &mut Value)| {
                let here = ADDRESSES.contains(&key.as_str());
                if here { replace_host(value, to) } else { lead_away(value, to) }
            };
            let led: Vec<bool> = members.iter_mut().map(lead).collect();
            led.contains(&true)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Another host before the same path. An `id` that is no address is a record's, and stays.
fn replace_host(value: &mut Value, to: &str) -> bool {
    let paths = match value {
        Value::Object(members) => {
            let led = members.iter_mut().map(|(_, it)| replace_host(it, to)).collect::<Vec<_>>();
            return led.contains(&true);
        }
        Value::String(text) => match text.split_once("://") {
            Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
            None if text.starts_with('/') || text.starts_with("services/") => {
                text.trim_start_matches('/')
            }
            None => return false,
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => return false,
    };
    *value = format!("{to}/{paths}").into();
    true
}

fn bomb(mut response: Response<Bytes>, mebibytes: u32) -> (Outcome, bool) {
    let Ok(packed) = packed_zeros(mebibytes) else {
        return (Outcome::whole(response), false);
    };
    response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    (Outcome::whole(response.map(|_| Bytes::from(packed))), true)
}

fn packed_zeros(mebibytes: u32) -> std::io::Result<Vec<u8>> {
    let zeros = vec![b' '; 1 << 20];
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..mebibytes {
        encoder.write_all(&zeros)?;
    }
    encoder.finish()
}
