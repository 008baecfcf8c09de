use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use crosswalk_model::ConnectorError;
use crosswalk_model::gate::{Bucket, Purpose};
use crosswalk_model::wire::WireError;
use proptest::prelude::*;
use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::time::Instant;
use url::Url;

use super::*;
use crate::hubspot::HubSpotHabits;
use crate::scripted::{CONNECTION, CountingGate, ScriptedWire, line, response};

fn dispatch(repeat: Repeat) -> Dispatch {
    Dispatch {
        method: http::Method::POST,
        path: "/crm/objects/2026-09/contacts/batch/create".into(),
        headers: Vec::new(),
        body: Some((bytes::Bytes::from_static(b"{}"), "application/json")),
        bucket: Bucket::HubSpot,
        purpose: Purpose::Sync,
        repeat,
    }
}

struct Bench {
    wire: Arc<ScriptedWire>,
    gate: Arc<CountingGate>,
    line: Line,
}

fn bench() -> Bench {
    let (wire, gate) = (ScriptedWire::new(), Arc::<CountingGate>::default());
    let line = line(&wire, &gate, Arc::new(HubSpotHabits));
    Bench { wire, gate, line }
}

fn cut() -> WireError {
    WireError::AnswerLost("cut".into())
}

fn unsent() -> WireError {
    WireError::NotSent("no route".into())
}

#[tokio::test(start_paused = true)]
async fn every_attempt_takes_its_own_permit_and_retries_are_booked_as_such() {
    let bench = bench();
    bench.wire.fail(unsent()).answer(503, Value::Null).answer(200, json!({}));
    let answer = bench.line.send(dispatch(Repeat::Safe)).await.unwrap();
    assert_eq!(answer.status, 200);
    let purposes: Vec<Purpose> =
        bench.gate.asks.lock().unwrap().iter().map(|ask| ask.purpose).collect();
    assert_eq!(purposes, [Purpose::Sync, Purpose::Retry, Purpose::Retry]);
}

#[tokio::test(start_paused = true)]
async fn sec12_an_answer_that_says_the_token_back_comes_without_it() {
    let bench = bench();
    let grant = bench.line.tokens.current().await.unwrap();
    let token = secrecy::ExposeSecret::expose_secret(&grant.token).to_owned();
    for status in [200, 400, 403] {
        bench.wire.answer(status, json!({ "message": format!("not good: {token}") }));
        let answer = bench.line.send(dispatch(Repeat::Safe)).await.unwrap();
        assert_eq!(answer.body, json!({ "message": "not good: ***" }).to_string());
    }
}

#[tokio::test(start_paused = true)]
async fn an_opt_out_keeps_its_share_when_it_is_retried() {
    let bench = bench();
    bench.wire.fail(unsent()).answer(200, json!({}));
    let opt_out = Dispatch { purpose: Purpose::OptOut, ..dispatch(Repeat::Safe) };
    bench.line.send(opt_out).await.unwrap();
    let asks = bench.gate.asks.lock().unwrap();
    assert!(asks.iter().all(|ask| ask.purpose == Purpose::OptOut && ask.connection == CONNECTION));
}

#[tokio::test(start_paused = true)]
async fn a_create_whose_answer_was_lost_is_not_sent_again() {
    for script in [cut as fn() -> WireError] {
        let bench = bench();
        bench.wire.fail(script());
        let error = bench.line.send(dispatch(Repeat::OnlyUnsent)).await.unwrap_err();
        assert!(matches!(error, SendError::AnswerLost(_)), "{error:?}");
        assert_eq!(bench.wire.seen().len(), 1);
    }
    let bench = bench();
    bench.wire.answer(502, Value::Null);
    let error = bench.line.send(dispatch(Repeat::OnlyUnsent)).await.unwrap_err();
    assert!(matches!(error, SendError::AnswerLost(_)), "a 502 may have been carried out");
}

#[tokio::test(start_paused = true)]
async fn a_create_that_never_left_is_sent_again() {
    let bench = bench();
    bench.wire.fail(unsent()).answer(423, Value::Null).answer(201, json!({}));
    let answer = bench.line.send(dispatch(Repeat::OnlyUnsent)).await.unwrap();
    assert_eq!((answer.status.as_u16(), bench.wire.seen().len()), (201, 3));
}

#[tokio::test(start_paused = true)]
async fn after_a_lost_answer_no_later_failure_says_that_nothing_was_done() {
    let bench = bench();
    bench.wire.fail(cut());
    for _ in 0..4 {
        bench.wire.fail(unsent());
    }
    let error = bench.line.send(dispatch(Repeat::Safe)).await.unwrap_err();
    assert!(matches!(error, SendError::AnswerLost(_)), "{error:?}");
    assert_eq!(bench.wire.seen().len(), 5, "attempts are bounded");
}

#[tokio::test(start_paused = true)]
async fn an_unreachable_vendor_is_said_to_be_one() {
    let bench = bench();
    for _ in 0..5 {
        bench.wire.fail(unsent());
    }
    let error = bench.line.send(dispatch(Repeat::Safe)).await.unwrap_err();
    assert!(matches!(error, SendError::NotDone(ConnectorError::Unreachable(_))), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn a_closed_gate_stops_before_anything_is_sent() {
    let bench = bench();
    *bench.gate.open_for.lock().unwrap() = Some(0);
    let error = bench.line.send(dispatch(Repeat::Safe)).await.unwrap_err();
    assert!(matches!(error, SendError::NotDone(ConnectorError::LimitReached { .. })));
    assert!(bench.wire.seen().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_vendors_wish_is_a_floor() {
    let bench = bench();
    let policy = json!({ "policyName": "TEN_SECONDLY_ROLLING" });
    bench.wire.answer(429, policy).answer(200, json!({}));
    let start = Instant::now();
    bench.line.send(dispatch(Repeat::Safe)).await.unwrap();
    let waited = start.elapsed();
    assert!(waited >= Duration::from_secs(10) && waited < Duration::from_secs(11), "{waited:?}");
    let pause = bench.gate.lessons.lock().unwrap()[0].pause;
    assert_eq!(pause, Some((Bucket::HubSpot, Duration::from_secs(10))));
}

#[tokio::test(start_paused = true)]
async fn sec32_a_wish_of_thirty_years_is_neither_sat_out_nor_believed() {
    let bench = bench();
    bench.wire.answer_with(429, json!({}), &[("retry-after", "1000000000")]);
    let start = Instant::now();
    let error = bench.line.send(dispatch(Repeat::Safe)).await.unwrap_err();
    assert_eq!(start.elapsed(), Duration::ZERO);
    let SendError::NotDone(ConnectorError::LimitReached { retry_after, .. }) = error else {
        panic!("{error:?}");
    };
    assert_eq!(retry_after, Some(Duration::from_secs(86_400)));
}

#[tokio::test(start_paused = true)]
async fn the_daily_limit_is_not_waited_for() {
    let bench = bench();
    bench.wire.answer(429, json!({ "policyName": "DAILY" }));
    let error = bench.line.send(dispatch(Repeat::Safe)).await.unwrap_err();
    assert!(matches!(error, SendError::NotDone(ConnectorError::LimitReached { .. })));
}

#[tokio::test(start_paused = true)]
async fn the_same_seed_gives_the_same_pauses() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let bench = bench();
        bench.wire.fail(unsent()).fail(unsent()).answer(200, json!({}));
        let start = Instant::now();
        bench.line.send(dispatch(Repeat::Safe)).await.unwrap();
        runs.push(start.elapsed());
    }
    assert_eq!(runs[0], runs[1]);
    assert!(runs[0] >= Duration::from_millis(750), "250 ms and 500 ms at least: {:?}", runs[0]);
}

#[derive(Debug, Default)]
struct Counted(AtomicU64);

#[async_trait]
impl Tokens for Counted {
    async fn current(&self) -> Result<Grant, ConnectorError> {
        let generation = self.0.load(Ordering::SeqCst);
        let token = SecretString::from(format!("token-{generation}"));
        Ok(Grant { token, base: Url::parse("https://api.hubapi.com").unwrap(), generation })
    }
    async fn refresh(&self, stale: &Grant) -> Result<Grant, ConnectorError> {
        self.0.store(stale.generation + 1, Ordering::SeqCst);
        self.current().await
    }
}

#[tokio::test(start_paused = true)]
async fn a_stale_token_is_renewed_once_and_the_request_sent_once_more() {
    let mut bench = bench();
    bench.line.tokens = Arc::new(Counted::default());
    bench.wire.answer(401, json!({})).answer(200, json!({}));
    bench.line.send(dispatch(Repeat::OnlyUnsent)).await.unwrap();
    let bearers: Vec<String> =
        bench.wire.seen().iter().map(|seen| seen.bearer().to_owned()).collect();
    assert_eq!(bearers, ["Bearer token-0", "Bearer token-1"]);

    bench.wire.answer(401, json!({})).answer(401, json!({}));
    let error = bench.line.send(dispatch(Repeat::Safe)).await.unwrap_err();
    assert!(matches!(error, SendError::NotDone(ConnectorError::SignInNeeded { .. })));
    assert_eq!(bench.wire.seen().len(), 4, "no refresh loop");
}

#[tokio::test]
async fn sec14_a_path_that_would_leave_its_base_is_refused() {
    let bench = bench();
    for path in [
        "//evil.example/x",
        "/\\evil.example/x",
        "/\t/evil.example",
        "https://evil.example/",
        "",
        "crm",
        "/a/../b",
        "/a/%2e%2e/b",
        "/./a",
        "/a#b",
        "/a b",
        "/ø",
    ] {
        let dispatch = Dispatch { path: path.into(), ..dispatch(Repeat::Safe) };
        let error = bench.line.send(dispatch).await.unwrap_err();
        let refused = matches!(error, SendError::NotDone(ConnectorError::HostRefused(_)));
        assert!(refused, "{path:?}: {error:?}");
    }
    assert!(bench.wire.seen().is_empty());
}

#[tokio::test]
async fn sec14_headers_cannot_replace_host_or_bearer() {
    let bench = bench();
    bench.wire.answer(200, json!({}));
    let headers = vec![
        (http::header::HOST, http::HeaderValue::from_static("evil.example")),
        (http::header::AUTHORIZATION, http::HeaderValue::from_static("Basic x")),
    ];
    bench.line.send(Dispatch { headers, ..dispatch(Repeat::Safe) }).await.unwrap();
    let seen = &bench.wire.seen()[0];
    assert_eq!(seen.bearer(), "Bearer pat-canary");
    assert!(seen.headers.get("host").is_none());
    assert!(seen.headers["authorization"].is_sensitive());
}

proptest! {
    #[test]
    fn sec14_no_path_reaches_another_origin(path in ".{0,40}") {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let bench = bench();
        bench.wire.reply(|_| Ok(response(200, &Value::Null, &[])));
        let dispatch = Dispatch { path: format!("/{path}"), ..dispatch(Repeat::Safe) };
        let sent = runtime.block_on(bench.line.send(dispatch));
        for seen in bench.wire.seen() {
            prop_assert_eq!(seen.uri.host(), Some("api.hubapi.com"));
            prop_assert_eq!(seen.path(), format!("/{path}"));
        }
        prop_assert_eq!(sent.is_ok(), !bench.wire.seen().is_empty());
    }
}

#[test]
fn retry_after_is_read_as_seconds_or_as_a_date() {
    let read = |value: &str| {
        let headers = [("retry-after", value), ("date", "Mon, 23 Nov 2026 12:00:00 GMT")];
        let headers = headers
            .iter()
            .map(|(name, value)| {
                let name = http::HeaderName::from_bytes(name.as_bytes()).unwrap();
                (name, http::HeaderValue::from_str(value).unwrap())
            })
            .collect();
        retry_after(&headers)
    };
    assert_eq!(read("7"), Some(Duration::from_secs(7)));
    assert_eq!(read("Mon, 23 Nov 2026 12:00:30 GMT"), Some(Duration::from_secs(30)));
    assert_eq!(read("Mon, 23 Nov 2026 11:00:00 GMT"), Some(Duration::ZERO));
    assert_eq!(read("soon"), None);
    assert_eq!(read("-1"), None);
}

#[test]
fn sec13_debug_prints_no_token() {
    let grant = Grant {
        token: SecretString::from("canary".to_owned()),
        base: Url::parse("https://api.hubapi.com").unwrap(),
        generation: 0,
    };
    assert!(!format!("{grant:?} {:?}", bench().line).contains("canary"));
}
