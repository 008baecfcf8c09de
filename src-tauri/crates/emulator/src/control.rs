//! The control plane under `/_emulator/`: the Rust API of [`Emulator`] as JSON. No part of either
//! vendor's API.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, ORIGIN};
use http::{HeaderValue, Response, StatusCode};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::emulator::Emulator;
use crate::exchange::{Request, Vendor};
use crate::faults::Fault;
use crate::features;
use crate::log::{Exchange, LogDepth};
use crate::seed::{self, SeedPlan};

/// Whether a request is for the control plane.
pub(crate) fn is_control(request: &Request) -> bool {
    request.uri().path().starts_with(PREFIX)
}

/// Does what a request asks; errors are `{"error": "…"}` with 400 or 404.
pub(crate) fn answer(emulator: &Emulator, request: &Request) -> Response<Bytes> {
    // A page in a browser must not be able to move the emulator; browsers send `Origin` with
    // every request that could, and no other client does.
    if request.headers().contains_key(ORIGIN) {
        return told(StatusCode::FORBIDDEN, &json!({"error": "not for browsers"}));
    }
    match obey(emulator, request) {
        Ok(value) => told(StatusCode::OK, &value),
        Err(Refused::NotFound) => {
            told(StatusCode::NOT_FOUND, &json!({"error": "no such control", "controls": CONTROLS}))
        }
        Err(Refused::Bad(error)) => told(StatusCode::BAD_REQUEST, &json!({"error": error})),
    }
}

const PREFIX: &str = "/_emulator/";

const CONTROLS: [&str; 19] = [
    "GET clock",
    "POST clock {set} | {advance_millis}",
    "GET faults",
    "POST faults {at, nth, times, kind}",
    "DELETE faults",
    "POST act {vendor, act}",
    "GET log?since=N",
    "POST log {depth}",
    "DELETE log",
    "GET count",
    "GET accounts",
    "POST grant {vendor, account}",
    "GET dump[?vendor=V&account=A]",
    "POST load",
    "POST reset {seed}",
    "GET features",
    "POST features {off, on}",
    "POST seed {seed, people, …}",
    "GET writes?since=N",
];

enum Refused {
    NotFound,
    Bad(String),
}

fn obey(emulator: &Emulator, request: &Request) -> Result<Value, Refused> {
    let name = request.uri().path().strip_prefix(PREFIX).unwrap_or_default();
    match (request.method().as_str(), name) {
        ("GET", "clock") => Ok(clock(emulator)),
        ("POST", "clock") => move_clock(emulator, &read(request)?),
        ("GET", "faults") => shown(&emulator.faults()),
        ("POST", "faults") => Ok(json!({"id": emulator.add_fault(read::<Fault>(request)?)})),
        ("DELETE", "faults") => {
            emulator.clear_faults();
            Ok(json!({}))
        }
        ("POST", "act") => {
            let Act { vendor, act } = read(request)?;
            emulator.act(vendor, act).map_err(Refused::Bad)
        }
        (_, "log" | "count" | "writes") => log(emulator, request, name),
        ("GET", "accounts") => Ok(accounts(emulator)),
        ("POST", "grant") => {
            let Grant { vendor, account } = read(request)?;
            let granted = emulator.grant(vendor, &account);
            shown(&granted.ok_or_else(|| Refused::Bad("no such account".to_owned()))?)
        }
        ("GET", "dump") => dump(emulator, request),
        ("POST", "load") => {
            emulator.load_all(&read(request)?).map_err(Refused::Bad)?;
            Ok(json!({}))
        }
        ("POST", "reset") => {
            emulator.reset(read::<Reset>(request)?.seed);
            Ok(json!({}))
        }
        ("GET", "features") => Ok(shown_features(emulator)),
        ("POST", "features") => switch(emulator, &read(request)?),
        ("POST", "seed") => seed::fill(emulator, &read::<SeedPlan>(request)?)
            .map_err(|e| Refused::Bad(e.to_string())),
        _ => Err(Refused::NotFound),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum ClockMove {
    Set(Timestamp),
    AdvanceMillis(i64),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Act {
    vendor: Vendor,
    act: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Grant {
    vendor: Vendor,
    account: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reset {
    seed: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Depth {
    depth: LogDepth,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Switches {
    #[serde(default)]
    off: Vec<String>,
    #[serde(default)]
    on: Vec<String>,
}

fn clock(emulator: &Emulator) -> Value {
    json!({"now": emulator.clock().now().to_string()})
}

fn move_clock(emulator: &Emulator, to: &ClockMove) -> Result<Value, Refused> {
    match to {
        ClockMove::Set(at) => emulator.clock().set(*at),
        ClockMove::AdvanceMillis(by) => emulator.clock().advance(SignedDuration::from_millis(*by)),
    }
    Ok(clock(emulator))
}

fn log(emulator: &Emulator, request: &Request, name: &str) -> Result<Value, Refused> {
    match (request.method().as_str(), name) {
        ("GET", "log") => {
            let after = asked(request, "since").map_or(Ok(0), |text| {
                text.parse().map_err(|_| Refused::Bad("since is a number".to_owned()))
            })?;
            Ok(lines(emulator, after))
        }
        ("POST", "log") => {
            emulator.set_log_depth(read::<Depth>(request)?.depth);
            Ok(json!({}))
        }
        ("DELETE", "log") => {
            emulator.clear_log();
            Ok(json!({}))
        }
        ("GET", "count") => shown(&emulator.counts()),
        ("GET", "writes") => {
            let after = asked(request, "since").and_then(|text| text.parse().ok()).unwrap_or(0);
            Ok(json!({"writes": emulator.writes_since(after)}))
        }
        _ => Err(Refused::NotFound),
    }
}

fn lines(emulator: &Emulator, after: u64) -> Value {
    emulator.log(|log| {
        let lines: Vec<Value> = log.since(after).iter().map(line_of).collect();
        json!({"last": log.last(), "trace": format!("{:016x}", log.trace()), "exchanges": lines})
    })
}

fn line_of(exchange: &Exchange) -> Value {
    let mut line = serde_json::to_value(exchange).unwrap_or_default();
    if let Some(line) = line.as_object_mut() {
        for (name, body) in [("request", &exchange.request), ("answer", &exchange.answer)] {
            let text = body.as_ref().map(|body| String::from_utf8_lossy(body).into_owned());
            line.insert(name.to_owned(), json!(text));
        }
    }
    line
}

fn accounts(emulator: &Emulator) -> Value {
    let ids = |vendor| emulator.accounts(vendor);
    json!({"hubspot": ids(Vendor::HubSpot), "salesforce": ids(Vendor::Salesforce)})
}

fn dump(emulator: &Emulator, request: &Request) -> Result<Value, Refused> {
    let (vendor, account) = (asked(request, "vendor"), asked(request, "account"));
    let (Some(vendor), Some(account)) = (vendor, account) else {
        return Ok(emulator.dump_all());
    };
    let vendor = Vendor::ALL.into_iter().find(|known| known.name() == vendor);
    let vendor =
        vendor.ok_or_else(|| Refused::Bad("vendor is hubspot or salesforce".to_owned()))?;
    Ok(emulator.dump(vendor, &account))
}

fn shown_features(emulator: &Emulator) -> Value {
    let off = emulator.off();
    let all = features::all().into_iter();
    let list: Vec<Value> = all
        .map(|feature| {
            let on = !off.contains(feature.name);
            json!({"name": feature.name, "what": feature.what, "test": feature.test, "on": on})
        })
        .collect();
    json!(list)
}

fn switch(emulator: &Emulator, switches: &Switches) -> Result<Value, Refused> {
    for feature in &switches.off {
        emulator.switch_off(feature).map_err(|error| Refused::Bad(error.to_string()))?;
    }
    for feature in &switches.on {
        emulator.switch_on(feature);
    }
    Ok(json!({"off": emulator.off()}))
}

fn asked(request: &Request, name: &str) -> Option<String> {
    let query = request.uri().query()?;
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

fn read<T: DeserializeOwned>(request: &Request) -> Result<T, Refused> {
    serde_json::from_slice(request.body()).map_err(|error| Refused::Bad(error.to_string()))
}

fn shown<T: serde::Serialize + ?Sized>(value: &T) -> Result<Value, Refused> {
    serde_json::to_value(value).map_err(|error| Refused::Bad(error.to_string()))
}

fn told(status: StatusCode, value: &Value) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(value.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

#[cfg(test)]
mod tests;
