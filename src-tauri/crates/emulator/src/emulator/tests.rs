use std::time::Duration;

use serde_json::{Value, json};

use super::*;
use crate::crm::tests::echoes;
use crate::faults::{FaultKind, Place, When};

fn request(method: &str, uri: &str) -> Request {
    http::Request::builder().method(method).uri(uri).body(Bytes::from_static(b"{}")).unwrap()
}

fn told(outcome: Outcome) -> Value {
    let Outcome::Answer(answer) = outcome else { panic!("cut") };
    serde_json::from_slice(&answer.response.into_body().read(1 << 20).unwrap()).unwrap()
}

fn ask(emulator: &Emulator, method: &str) -> Outcome {
    emulator.exchange(Vendor::HubSpot, request(method, "/things/1?a=b"))
}

fn cut(when: When) -> Fault {
    Fault { at: Place::default(), nth: 1, times: 1, kind: FaultKind::Cut { when } }
}

#[test]
fn an_answer_carries_the_vendors_delay_and_the_emulated_date() {
    let emulator = echoes(LogDepth::Lines);
    let Outcome::Answer(answer) = ask(&emulator, "GET") else { panic!("cut") };
    assert_eq!(answer.delay, Duration::from_millis(2));
    assert_eq!(answer.response.headers()[DATE], "Sun, 01 Mar 2026 12:00:00 GMT");
}

#[test]
fn a_cut_before_the_effect_leaves_nothing_and_one_after_it_leaves_the_write() {
    let emulator = echoes(LogDepth::Lines);
    for (when, expected) in [(When::BeforeEffect, 0), (When::AfterEffect, 1)] {
        emulator.reset(1);
        emulator.add_fault(cut(when));
        let Outcome::Cut(cut) = ask(&emulator, "POST") else { panic!("answered") };
        assert_eq!(cut.when, when);
        assert_eq!(emulator.writes_since(0), expected, "the log tells what the vendor did");
        assert_eq!(told(ask(&emulator, "GET"))["writes"], json!(expected));
        assert_eq!(emulator.faults()[0].changed, 1);
    }
}

#[test]
fn the_log_tells_who_did_what() {
    let emulator = echoes(LogDepth::Bodies);
    told(ask(&emulator, "GET"));
    told(ask(&emulator, "POST"));
    let lines = emulator.log(|log| log.since(1).to_vec());
    assert_eq!(lines.len(), 1);
    let line = &lines[0];
    assert_eq!((line.number, line.vendor, line.effect), (2, Vendor::HubSpot, Effect::Write));
    assert_eq!((line.path.as_str(), line.route), ("/things/1?a=b", "POST /things/{id}"));
    assert_eq!((line.account.as_deref(), line.status), (Some("1"), Some(200)));
    assert_eq!(line.actor, Actor::App("demo".to_owned()));
    assert_eq!(line.request.as_deref(), Some(b"{}".as_slice()));
    assert_eq!(fingerprint(line.answer.as_deref().unwrap()), line.answer_hash);
    assert_eq!(emulator.writes_since(1), 1);
    assert_eq!(emulator.writes_since(2), 0);
}

#[test]
fn the_origin_is_what_the_client_called() {
    let emulator = echoes(LogDepth::Counts);
    let rows = [
        ("http://127.0.0.1:99/things/1", None, "http://127.0.0.1:99"),
        ("/things/1", Some("acme.my.salesforce.com"), "https://acme.my.salesforce.com"),
        ("/things/1", Some("a\"b"), "https://login.salesforce.com"),
        ("/things/1", None, "https://login.salesforce.com"),
    ];
    for (uri, host, origin) in rows {
        let mut request = request("GET", uri);
        if let Some(host) = host {
            request.headers_mut().insert(HOST, HeaderValue::from_str(host).unwrap());
        }
        assert_eq!(told(emulator.exchange(Vendor::Salesforce, request))["origin"], origin);
    }
}

#[test]
fn hosts_name_their_vendor() {
    let rows = [
        ("api.hubapi.com", Some(Vendor::HubSpot)),
        ("app.hubspot.com:443", Some(Vendor::HubSpot)),
        ("login.salesforce.com", Some(Vendor::Salesforce)),
        ("acme.my.salesforce.com", Some(Vendor::Salesforce)),
        ("evilhubapi.com", None),
        ("127.0.0.1:8080", None),
    ];
    for (host, vendor) in rows {
        assert_eq!(Vendor::of_host(host), vendor, "{host}");
    }
}

#[test]
fn dump_and_load_bring_everything_back() {
    let emulator = echoes(LogDepth::Lines);
    let fields = json!({"email": "ann@acme.example"});
    let id = emulator.put(Vendor::HubSpot, "1", "contacts", fields.as_object().unwrap().clone());
    let before = emulator.dump_all();
    assert_eq!(before["hubspot"]["1"]["things"][&id]["email"], "ann@acme.example");
    emulator.reset(1);
    assert_ne!(emulator.dump_all(), before);
    emulator.load_all(&before).unwrap();
    assert_eq!(emulator.dump_all(), before);
    assert_eq!(
        emulator.load_all(&json!({"hubspot": {"1": {}}})),
        Err("things are missing".to_owned())
    );
}

#[test]
fn reset_starts_anew_with_another_seed() {
    let emulator = echoes(LogDepth::Lines);
    emulator.add_fault(cut(When::BeforeEffect));
    assert!(matches!(ask(&emulator, "POST"), Outcome::Cut(_)));
    emulator.reset(9);
    assert_eq!(emulator.faults(), []);
    assert_eq!(emulator.log(Log::last), 0);
    assert_eq!(told(ask(&emulator, "GET"))["seed"], 9);
}

#[test]
fn acts_reach_the_vendor_and_are_no_exchange() {
    let emulator = echoes(LogDepth::Lines);
    assert_eq!(emulator.act(Vendor::HubSpot, json!({"act": "write"})), Ok(json!({"writes": 1})));
    assert!(emulator.act(Vendor::HubSpot, json!({"act": "fly"})).is_err());
    assert_eq!(emulator.log(Log::last), 0);
}

#[test]
fn only_known_features_can_be_switched_off() {
    let emulator = echoes(LogDepth::Lines);
    let unknown = emulator.switch_off("hubspot.telepathy");
    assert_eq!(unknown, Err(NoSuchFeature("hubspot.telepathy".to_owned())));
    assert!(emulator.off().is_empty());
    for feature in features::all() {
        emulator.switch_off(feature.name).unwrap();
        assert!(emulator.off().contains(feature.name));
        emulator.switch_on(feature.name);
    }
    assert!(emulator.off().is_empty());
}

#[test]
fn the_same_calls_leave_the_same_trace() {
    let traces: Vec<u64> = (0..2)
        .map(|_| {
            let emulator = echoes(LogDepth::Counts);
            for method in ["GET", "POST", "GET"] {
                emulator.clock().advance(SignedDuration::from_millis(5));
                told(ask(&emulator, method));
            }
            emulator.log(Log::trace)
        })
        .collect();
    assert_eq!(traces[0], traces[1]);
    let emulator = echoes(LogDepth::Counts);
    told(ask(&emulator, "GET"));
    assert_ne!(emulator.log(Log::trace), traces[0]);
}

#[test]
fn real_vendors_answer_alike_for_the_same_seed() {
    let noon = "2026-03-01T12:00:00Z".parse().unwrap();
    let answers: Vec<Vec<u8>> = (0..2)
        .map(|_| {
            let emulator = Emulator::new(Settings::default(), Clock::manual(noon));
            Vendor::ALL
                .into_iter()
                .flat_map(|vendor| {
                    emulator.exchange(vendor, request("GET", "/services/data/")).bytes().to_vec()
                })
                .collect()
        })
        .collect();
    assert!(!answers[0].is_empty());
    assert_eq!(answers[0], answers[1]);
}
