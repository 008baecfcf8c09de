use serde_json::json;

use super::Bench;

const EVENTS: &str = "/email/public/v1/events";

fn sent(bench: &mut Bench, to: &[&str]) -> String {
    let sent = bench.act(&json!({ "act": "send_mail", "subject": "Hello", "to": to }));
    sent["id"].as_str().unwrap().to_owned()
}

fn open(bench: &mut Bench, mail: &str, email: &str) {
    bench.now += 1_000;
    bench.act(&json!({ "act": "open", "mail": mail, "email": email }));
}

#[test]
fn the_log_comes_the_newest_first() {
    let mut bench = Bench::new();
    let mail = sent(&mut bench, &["ann@example.com", "bob@example.com"]);
    let start = bench.now;
    for email in ["ann@example.com", "bob@example.com", "ann@example.com"] {
        open(&mut bench, &mail, email);
    }
    let seen = bench.get(&format!("{EVENTS}?eventType=OPEN"));
    let events = seen.at("/events").as_array().unwrap();
    let when: Vec<i64> = events.iter().map(|event| event["created"].as_i64().unwrap()).collect();
    assert_eq!(when, [start + 3_000, start + 2_000, start + 1_000]);
    assert_eq!(seen.text("/events/0/recipient"), "ann@example.com");
    assert_eq!(seen.at("/events/0/emailCampaignId").to_string(), mail);
    // Both ends of the window belong to it.
    let window = format!("&startTimestamp={}&endTimestamp={}", start + 1_000, start + 2_000);
    let seen = bench.get(&format!("{EVENTS}?eventType=OPEN{window}"));
    assert_eq!(seen.at("/events").as_array().unwrap().len(), 2);
    let named = bench.get(&format!("/email/public/v1/campaigns/{mail}"));
    assert_eq!((named.status, named.text("/subject")), (200, "Hello"));
}

#[test]
fn a_page_holds_a_thousand() {
    let mut bench = Bench::new();
    let mail = sent(&mut bench, &["ann@example.com"]);
    for _ in 0..1_001 {
        bench.act(&json!({ "act": "open", "mail": mail, "email": "ann@example.com" }));
    }
    let first = bench.get(&format!("{EVENTS}?eventType=OPEN&limit=5000"));
    assert_eq!(first.at("/events").as_array().unwrap().len(), 1_000);
    assert_eq!(first.at("/hasMore"), true);
    let offset = first.text("/offset").to_owned();
    // Who opens meanwhile moves nothing.
    open(&mut bench, &mail, "ann@example.com");
    let last = bench.get(&format!("{EVENTS}?eventType=OPEN&limit=1000&offset={offset}"));
    assert_eq!(last.at("/events").as_array().unwrap().len(), 1);
    assert_eq!(last.at("/hasMore"), false);
}

#[test]
fn an_offset_is_short_lived() {
    let mut bench = Bench::new();
    let mail = sent(&mut bench, &["ann@example.com"]);
    for _ in 0..3 {
        open(&mut bench, &mail, "ann@example.com");
    }
    let first = bench.get(&format!("{EVENTS}?limit=1"));
    let offset = first.text("/offset").to_owned();
    bench.now += 600_000;
    let late = bench.get(&format!("{EVENTS}?limit=1&offset={offset}"));
    assert_eq!(late.status, 400, "{}", late.body);
}

#[test]
fn repeats_stand_on_the_timeline_once_and_in_the_log_each() {
    let mut bench = Bench::new();
    let mail = sent(&mut bench, &["ann@example.com"]);
    for _ in 0..3 {
        open(&mut bench, &mail, "ann@example.com");
    }
    bench.act(&json!({ "act": "forward", "mail": mail, "email": "ann@example.com" }));
    let shown = bench.act(&json!({ "act": "timeline", "email": "ann@example.com" }));
    assert_eq!(shown["timeline"].as_array().unwrap().len(), 2, "{shown}");
    let log = bench.get(&format!("{EVENTS}?eventType=OPEN&recipient=ANN@example.com"));
    assert_eq!(log.at("/events").as_array().unwrap().len(), 3);
    let nobody = bench.hubspot.act(
        super::stamp(bench.now),
        json!({ "act": "open", "mail": mail, "email": "nobody@example.com" }),
    );
    assert!(nobody.unwrap_err().contains("got no such mail"));
}
