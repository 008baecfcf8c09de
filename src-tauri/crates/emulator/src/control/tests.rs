use super::*;
use crate::crm::tests::echoes;

fn ask(emulator: &Emulator, method: &str, name: &str, body: &Value) -> (u16, Value) {
    let request = http::Request::builder()
        .method(method)
        .uri(format!("/_emulator/{name}"))
        .body(Bytes::from(body.to_string()))
        .unwrap();
    assert!(is_control(&request));
    let answer = answer(emulator, &request);
    (answer.status().as_u16(), serde_json::from_slice(answer.body()).unwrap())
}

fn check(emulator: &Emulator, words: (&str, &str), body: &Value, expected: &Value) {
    let (status, told) = ask(emulator, words.0, words.1, body);
    assert_eq!((status, &told), (200, expected), "{words:?}");
}

fn exchange(emulator: &Emulator, method: &str) -> Option<u16> {
    let request = http::Request::builder().method(method).uri("/things/1?x=1");
    emulator.exchange(Vendor::HubSpot, request.body(Bytes::from_static(b"{}")).unwrap()).status()
}

#[test]
fn the_clock_is_read_set_and_advanced() {
    let emulator = echoes(LogDepth::Lines);
    let none = json!({});
    check(&emulator, ("GET", "clock"), &none, &json!({"now": "2026-03-01T12:00:00Z"}));
    let by = json!({"advance_millis": -1_500});
    check(&emulator, ("POST", "clock"), &by, &json!({"now": "2026-03-01T11:59:58.5Z"}));
    let to = json!({"set": "2027-01-01T00:00:00Z"});
    check(&emulator, ("POST", "clock"), &to, &json!({"now": "2027-01-01T00:00:00Z"}));
}

#[test]
fn faults_are_added_listed_and_cleared() {
    let emulator = echoes(LogDepth::Lines);
    let fault = json!({"at": {"method": "POST"}, "kind": {"kind": "cut", "when": "after_effect"}});
    check(&emulator, ("POST", "faults"), &fault, &json!({"id": 1}));
    assert_eq!(exchange(&emulator, "POST"), None);
    let (_, list) = ask(&emulator, "GET", "faults", &json!({}));
    assert_eq!((&list[0]["id"], &list[0]["changed"]), (&json!(1), &json!(1)));
    check(&emulator, ("DELETE", "faults"), &json!({}), &json!({}));
    check(&emulator, ("GET", "faults"), &json!({}), &json!([]));
}

#[test]
fn the_log_is_read_counted_and_cleared() {
    let emulator = echoes(LogDepth::Lines);
    check(&emulator, ("POST", "log"), &json!({"depth": "bodies"}), &json!({}));
    assert_eq!(exchange(&emulator, "GET"), Some(200));
    assert_eq!(exchange(&emulator, "POST"), Some(200));
    let (_, log) = ask(&emulator, "GET", "log?since=1", &json!({}));
    assert_eq!(log["last"], 2);
    let line = &log["exchanges"][0];
    assert_eq!((&line["method"], &line["vendor"]), (&json!("POST"), &json!("hubspot")));
    assert_eq!(line["request"], "{}");
    check(&emulator, ("GET", "writes?since=0"), &json!({}), &json!({"writes": 1}));
    let (_, count) = ask(&emulator, "GET", "count", &json!({}));
    assert_eq!(count.as_array().unwrap().len(), 2);
    check(&emulator, ("DELETE", "log"), &json!({}), &json!({}));
    check(&emulator, ("GET", "count"), &json!({}), &json!([]));
}

#[test]
fn people_act_and_accounts_are_shown() {
    let emulator = echoes(LogDepth::Lines);
    let act = json!({"vendor": "salesforce", "act": {"act": "write"}});
    check(&emulator, ("POST", "act"), &act, &json!({"writes": 1}));
    let unknown = json!({"vendor": "salesforce", "act": {"act": "fly"}});
    assert_eq!(ask(&emulator, "POST", "act", &unknown).0, 400);
    let (_, accounts) = ask(&emulator, "GET", "accounts", &json!({}));
    assert_eq!(accounts, json!({"hubspot": ["1"], "salesforce": ["1"]}));
    let (_, granted) =
        ask(&emulator, "POST", "grant", &json!({"vendor": "hubspot", "account": "1"}));
    assert_eq!(granted["access_token"], "token");
    let unknown = json!({"vendor": "hubspot", "account": "2"});
    assert_eq!(ask(&emulator, "POST", "grant", &unknown).0, 400);
}

#[test]
fn dump_load_and_reset() {
    let emulator = echoes(LogDepth::Lines);
    emulator.put(Vendor::Salesforce, "1", "Contact", serde_json::Map::new());
    let (_, dump) = ask(&emulator, "GET", "dump", &json!({}));
    let (_, one) = ask(&emulator, "GET", "dump?vendor=salesforce&account=1", &json!({}));
    assert_eq!(dump["salesforce"]["1"], one);
    assert_eq!(one["things"].as_object().unwrap().len(), 1);
    check(&emulator, ("POST", "reset"), &json!({"seed": 4}), &json!({}));
    assert_ne!(ask(&emulator, "GET", "dump", &json!({})).1, dump);
    check(&emulator, ("POST", "load"), &dump, &json!({}));
    assert_eq!(ask(&emulator, "GET", "dump", &json!({})).1, dump);
}

#[test]
fn features_are_listed_and_misspelt_ones_refused() {
    let emulator = echoes(LogDepth::Lines);
    let (_, list) = ask(&emulator, "GET", "features", &json!({}));
    assert_eq!(list.as_array().unwrap().len(), features::all().len());
    let (status, told) = ask(&emulator, "POST", "features", &json!({"off": ["telepathy"]}));
    assert_eq!((status, &told["error"]), (400, &json!("no feature is called telepathy")));
    check(&emulator, ("POST", "features"), &json!({"on": ["telepathy"]}), &json!({"off": []}));
}

#[test]
fn what_is_unknown_or_unreadable_is_refused_with_words() {
    let emulator = echoes(LogDepth::Lines);
    let rows = [
        ("GET", "nothing", json!({}), 404),
        ("PUT", "clock", json!({}), 404),
        ("PUT", "log", json!({}), 404),
        ("GET", "log?since=x", json!({}), 400),
        ("POST", "clock", json!({"forward": 1}), 400),
        ("POST", "faults", json!({"kind": {"kind": "earthquake"}}), 400),
        ("GET", "dump?vendor=sap&account=1", json!({}), 400),
    ];
    for (method, name, body, expected) in rows {
        let (status, told) = ask(&emulator, method, name, &body);
        assert_eq!(status, expected, "{method} {name}");
        assert!(told["error"].is_string(), "{told}");
    }
}

#[test]
fn a_browser_page_cannot_move_it() {
    let emulator = echoes(LogDepth::Lines);
    let request = http::Request::post("/_emulator/reset")
        .header(ORIGIN, "https://evil.example")
        .body(Bytes::from_static(b"{\"seed\":1}"))
        .unwrap();
    assert_eq!(answer(&emulator, &request).status(), StatusCode::FORBIDDEN);
}
