use std::io::Read as _;

use bytes::Bytes;
use flate2::read::GzDecoder;
use http::Response;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, DATE, LOCATION};
use serde_json::{Value, json};

use super::*;
use crate::crm::tests::echoes;
use crate::emulator::Emulator;
use crate::emulator::outcome::{Answer, Outcome};
use crate::log::{LogDepth, UNROUTED};

fn emulator_with(fault: Fault) -> Emulator {
    let emulator = echoes(LogDepth::Lines);
    emulator.add_fault(fault);
    emulator
}

fn fault(kind: FaultKind) -> Fault {
    Fault { at: Place::default(), nth: 1, times: 1, kind }
}

fn post(emulator: &Emulator, path: &str) -> Outcome {
    let request = http::Request::post(path).body(Bytes::from_static(b"{}")).unwrap();
    emulator.exchange(Vendor::HubSpot, request)
}

fn answer(outcome: Outcome) -> Answer {
    let Outcome::Answer(answer) = outcome else { panic!("cut: {outcome:?}") };
    answer
}

fn body(outcome: Outcome) -> Bytes {
    answer(outcome).response.into_body().read(1 << 20).unwrap()
}

/// One fault, one POST: the status, whether the write happened, and that it counted as a change.
fn check(kind: FaultKind, status: Option<u16>, writes: u64) -> Outcome {
    let emulator = emulator_with(fault(kind.clone()));
    let outcome = post(&emulator, "/things/1");
    assert_eq!(outcome.status(), status, "{kind:?}");
    assert_eq!(emulator.writes_since(0), writes, "{kind:?}");
    assert_eq!(emulator.faults()[0].changed, 1, "{kind:?}");
    let line = emulator.log(|log| log.since(0)[0].clone());
    assert_eq!(line.fault, Some(1), "{kind:?}");
    assert_eq!(line.status, status, "{kind:?}");
    assert_eq!(line.route == UNROUTED, writes == 0, "{kind:?}");
    let next = post(&emulator, "/things/1");
    assert_eq!(next.status(), Some(200), "{kind:?} strikes once");
    assert_eq!(emulator.faults()[0].changed, 1, "{kind:?}");
    outcome
}

#[test]
fn refusals_speak_the_vendors_words() {
    let rows = [
        (Refusal::HubSpotBurst, 429, "TEN_SECONDLY_ROLLING"),
        (Refusal::HubSpotSecondly, 429, "You have reached your secondly limit."),
        (Refusal::HubSpotDaily, 429, "You have reached your daily limit."),
        (Refusal::HubSpotLocked, 423, "locked"),
        (Refusal::HubSpotMigrating { seconds: 120 }, 477, "migrated"),
        (Refusal::HubSpotExpired, 401, "EXPIRED_AUTHENTICATION"),
        (Refusal::HubSpotScopes, 403, "MISSING_SCOPES"),
        (Refusal::HubSpotRefresh, 400, "BAD_REFRESH_TOKEN"),
        (Refusal::SalesforceSession, 401, "INVALID_SESSION_ID"),
        (Refusal::SalesforceDaily, 403, "TotalRequests Limit exceeded."),
        (Refusal::SalesforceConcurrent, 403, "ConcurrentRequests"),
        (Refusal::SalesforceUnavailable, 503, "SERVER_UNAVAILABLE"),
        (Refusal::SalesforceRowLock, 400, "UNABLE_TO_LOCK_ROW"),
        (Refusal::SalesforceRefresh, 400, "invalid_grant"),
        (Refusal::Gateway { status: 502 }, 502, "<html>"),
        (Refusal::Gateway { status: 530 }, 530, "530"),
    ];
    for (refusal, status, word) in rows {
        let kind = FaultKind::Refused { refusal, when: When::BeforeEffect };
        let told = body(check(kind, Some(status), 0));
        assert!(String::from_utf8_lossy(&told).contains(word), "{refusal:?}: {told:?}");
        let kind = FaultKind::Refused { refusal, when: When::AfterEffect };
        check(kind, Some(status), 1);
    }
}

#[test]
fn a_migrating_account_says_when_to_come_back() {
    let refusal = Refusal::HubSpotMigrating { seconds: 120 };
    let told =
        answer(check(FaultKind::Refused { refusal, when: When::BeforeEffect }, Some(477), 0));
    assert_eq!(told.response.headers()["retry-after"], "120");
}

#[test]
fn a_status_by_the_callers_own_words() {
    let kind = FaultKind::Status {
        status: 418,
        body: "short and stout".to_owned(),
        headers: BTreeMap::from([("content-type".to_owned(), "text/plain".to_owned())]),
        when: When::AfterEffect,
    };
    let told = answer(check(kind, Some(418), 1));
    assert_eq!(told.response.headers()[CONTENT_TYPE], "text/plain");
}

#[test]
fn cuts_leave_no_answer() {
    check(FaultKind::Cut { when: When::BeforeEffect }, None, 0);
    check(FaultKind::Cut { when: When::AfterEffect }, None, 1);
    let Outcome::Cut(cut) = check(FaultKind::CutInBody { keep: 5 }, None, 1) else {
        panic!("answered")
    };
    let (partial, promised) = cut.partial.unwrap();
    assert_eq!(partial.body().len(), 5);
    assert!(promised > 5);
}

#[test]
fn bodies_go_wrong() {
    let whole = body(post(&echoes(LogDepth::Lines), "/things/1"));
    let kept = body(check(FaultKind::Truncated { keep: 7 }, Some(200), 1));
    assert_eq!(kept, whole.slice(..7));
    let portal = answer(check(FaultKind::CaptivePortal, Some(200), 0));
    assert_eq!(portal.response.headers()[CONTENT_TYPE], "text/html; charset=utf-8");
    let wrong = answer(check(FaultKind::WrongContentType, Some(200), 1));
    assert_eq!(wrong.response.headers()[CONTENT_TYPE], "text/html; charset=utf-8");
    assert_eq!(wrong.response.into_body().read(1 << 20).unwrap(), whole);
}

#[test]
fn a_redirect_names_the_other_place() {
    let to = "https://evil.example/x".to_owned();
    let told = answer(check(FaultKind::Redirect { to }, Some(302), 0));
    assert_eq!(told.response.headers()[LOCATION], "https://evil.example/x");
}

#[test]
fn a_forged_answer_leads_away_and_keeps_its_records() {
    let told = json!({
        "instance_url": "https://acme.my.salesforce.com", "nextRecordsUrl": "/services/q/01g-200",
        "contentUrl": "services/data/jobs/1", "id": "00Q1", "Website": "https://acme.example/a",
        "paging": { "next": { "after": "7", "link": "https://api.hubapi.com/x?after=7" } },
        "urls": { "rest": "https://acme.my.salesforce.com/r" },
    });
    let kind = FaultKind::Forged { to: "https://evil.example".to_owned() };
    let (outcome, changed) = play::after_effect(&kind, Response::new(told.to_string().into()));
    assert!(changed);
    let read: Value = serde_json::from_slice(&body(outcome)).unwrap();
    let forged = json!({
        "instance_url": "https://evil.example/",
        "nextRecordsUrl": "https://evil.example/services/q/01g-200",
        "contentUrl": "https://evil.example/services/data/jobs/1",
        "id": "00Q1", "Website": "https://acme.example/a",
        "paging": { "next": { "after": "7", "link": "https://evil.example/x?after=7" } },
        "urls": { "rest": "https://evil.example/r" },
    });
    assert_eq!(read, forged);
    let plain = play::after_effect(&kind, Response::new(Bytes::from_static(b"Id\n00Q1\n")));
    assert!(!plain.1, "a page of a bulk job has no address in it");
}

#[test]
fn an_oversized_body_is_not_held_in_memory() {
    let told = answer(check(FaultKind::Oversized { bytes: 1 << 40 }, Some(200), 1));
    let body = told.response.into_body();
    assert_eq!(body.len(), 1 << 40);
    assert_eq!(body.read(1 << 20), None);
}

#[test]
fn a_gzip_bomb_is_small_and_unpacks_to_its_size() {
    let told = answer(check(FaultKind::GzipBomb { mebibytes: 3 }, Some(200), 1));
    assert_eq!(told.response.headers()[CONTENT_ENCODING], "gzip");
    let packed = told.response.into_body().read(1 << 20).unwrap();
    assert!(packed.len() < 8 * 1024, "{}", packed.len());
    let mut unpacked = Vec::new();
    GzDecoder::new(packed.as_ref()).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked.len(), 3 << 20);
}

#[test]
fn late_answers_say_how_late() {
    let late = check(FaultKind::Delay { millis: 750 }, Some(200), 1);
    assert_eq!(late.delay(), Duration::from_millis(752), "the vendor's own two are in it");
    let drip = answer(check(FaultKind::Dripping { millis: 1_000 }, Some(200), 1));
    let length = u32::try_from(drip.response.body().len()).unwrap();
    assert_eq!(drip.response.body().duration(), Duration::from_secs(1) * length);
}

#[test]
fn a_skewed_date_is_off_by_so_much() {
    let told = answer(check(FaultKind::SkewedDate { seconds: -86_400 }, Some(200), 1));
    assert_eq!(told.response.headers()[DATE], "Sat, 28 Feb 2026 12:00:00 GMT");
}

#[test]
fn inner_faults_reach_the_vendor_and_count_when_they_show() {
    let code = "UNABLE_TO_LOCK_ROW".to_owned();
    let inner = InnerFault::PartialBatch { every: 2, code };
    let told = body(check(FaultKind::Inner { fault: inner }, Some(200), 1));
    assert!(String::from_utf8_lossy(&told).contains("UNABLE_TO_LOCK_ROW"));
    check(FaultKind::Inner { fault: InnerFault::LateCommit { millis: 5 } }, Some(200), 1);
    check(FaultKind::Inner { fault: InnerFault::Shuffled }, Some(200), 1);
    let emulator = emulator_with(fault(FaultKind::Inner {
        fault: InnerFault::Rewrites { field: "a".to_owned(), value: "b".to_owned() },
    }));
    let read = http::Request::get("/things/1").body(Bytes::new()).unwrap();
    assert_eq!(emulator.exchange(Vendor::HubSpot, read).status(), Some(200));
    let state = &emulator.faults()[0];
    assert_eq!((state.met, state.changed), (1, 0), "a read writes nothing to rewrite");
}

#[test]
fn what_changes_nothing_does_not_count() {
    for kind in [FaultKind::Truncated { keep: 1 << 20 }, FaultKind::CutInBody { keep: 1 << 20 }] {
        let emulator = emulator_with(fault(kind));
        assert_eq!(post(&emulator, "/things/1").status(), Some(200));
        let state = &emulator.faults()[0];
        assert_eq!((state.met, state.changed), (1, 0));
    }
}

#[test]
fn the_nth_call_and_so_many_after_it() {
    let kind = FaultKind::Cut { when: When::BeforeEffect };
    let emulator = emulator_with(Fault { at: Place::default(), nth: 3, times: 2, kind });
    let struck: Vec<bool> =
        (0..6).map(|_| post(&emulator, "/things/1").status().is_none()).collect();
    assert_eq!(struck, [false, false, true, true, false, false]);
    let state = &emulator.faults()[0];
    assert_eq!((state.met, state.changed), (6, 2));
}

#[test]
fn one_fault_around_an_answer_and_every_delay() {
    let emulator = echoes(LogDepth::Lines);
    for millis in [100, 200] {
        emulator.add_fault(fault(FaultKind::Delay { millis }));
    }
    emulator.add_fault(fault(FaultKind::Cut { when: When::AfterEffect }));
    emulator.add_fault(fault(FaultKind::CaptivePortal));
    let outcome = post(&emulator, "/things/1");
    assert_eq!((outcome.status(), outcome.delay()), (None, Duration::from_millis(302)));
    let changed: Vec<u64> = emulator.faults().iter().map(|state| state.changed).collect();
    assert_eq!(changed, [1, 1, 1, 0]);
}

#[test]
fn places_match_by_vendor_method_path_and_route() {
    let any = Place::default();
    let path = |path: &str| Place { path: Some(path.to_owned()), ..any.clone() };
    let route = |route: &str| Place { route: Some(route.to_owned()), ..any.clone() };
    let update = "POST /crm/objects/{version}/{type}/batch/update";
    let rows = [
        (any.clone(), "/x", true),
        (Place { vendor: Some(Vendor::Salesforce), ..any.clone() }, "/x", false),
        (Place { vendor: Some(Vendor::HubSpot), ..any.clone() }, "/x", true),
        (Place { method: Some("GET".to_owned()), ..any.clone() }, "/x", false),
        (Place { method: Some("POST".to_owned()), ..any.clone() }, "/x", true),
        (path("/crm/v3/"), "/crm/v3/objects/contacts", true),
        (path("/crm/v4/"), "/crm/v3/objects/contacts", false),
        (path("/a?b"), "/a?b", false),
        (route(update), "/crm/v3/objects/contacts/batch/update", true),
        (route(update), "/crm/objects/2026-09/deals/batch/update/", true),
        (route(update), "/crm/objects/2026-09-beta/deals/batch/update?x=1", true),
        (route(update), "/crm/objects/2026-09/deals/batch/create", false),
        (route(update), "/crm/objects/2026-09/deals/batch", false),
        (route(update), "/crm/objects/2026-09/deals/batch/update/more", false),
        (route("GET /x"), "/x", false),
        (route("/x"), "/x", true),
        (
            route("POST /services/data/{version}/composite/sobjects"),
            "/services/data/v66.0/composite/sobjects",
            true,
        ),
    ];
    for (place, asked, expected) in rows {
        let matched = place.matches(Vendor::HubSpot, &Method::POST, asked);
        assert_eq!(matched, expected, "{place:?} {asked}");
    }
}

#[test]
fn faults_are_read_from_json() {
    let fault: Fault = serde_json::from_value(json!({
        "at": {"vendor": "hubspot", "route": "POST /crm/objects/{version}/{type}/search"},
        "nth": 2,
        "kind": {"kind": "refused", "refusal": {"name": "hubspot_migrating", "seconds": 5}}
    }))
    .unwrap();
    assert_eq!((fault.nth, fault.times), (2, 1));
    let refusal = Refusal::HubSpotMigrating { seconds: 5 };
    assert_eq!(fault.kind, FaultKind::Refused { refusal, when: When::BeforeEffect });
    let inner = json!({"kind": "inner", "fault": {"kind": "late_commit", "millis": 9}});
    assert_eq!(
        serde_json::from_value::<FaultKind>(inner).unwrap(),
        FaultKind::Inner { fault: InnerFault::LateCommit { millis: 9 } }
    );
    assert!(serde_json::from_value::<Fault>(json!({"at": {"verb": "GET"}})).is_err());
}
