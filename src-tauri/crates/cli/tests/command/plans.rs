//! A plan is saved, looked at and applied.

use serde_json::{Value, json};

use crate::harness::{Linked, text};

#[test]
fn m11_a_plan_is_saved_and_applied_by_commands() {
    let linked = Linked::of(12, "contacts");
    let file = linked.home.path().join("plan.json");
    let path = file.to_str().expect("UTF-8").to_owned();
    let saved = linked.run(&["plan", "--out", &path, "--detailed-exitcode"]);
    assert_eq!(saved.status.code(), Some(3), "{saved:?}");
    let told = text(&saved.stdout);
    assert!(told.contains("holds personal data"), "{told}");
    assert!(told.contains("The first run always asks"), "{told}");
    let plan: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    let links = plan["links"].as_array().expect("links").len();
    // Somebody edits one of them meanwhile: that one is named, and nothing of it is written.
    let first = plan["links"]
        .as_array()
        .unwrap()
        .iter()
        .find(|link| link["acts"]["salesforce"].is_object() && link["ends"]["hubspot"].is_object())
        .expect("somebody whom HubSpot tells of");
    let id = first["ends"]["hubspot"]["id"].as_str().unwrap();
    linked.emulated.edit("hubspot", ("contacts", id), json!({ "firstname": "Somebody else" }));
    let strict = linked.json(1, &["apply", &path, "--strict"]);
    assert_eq!(strict["result"], "outdated");
    assert_eq!(strict["counts"]["written"], json!({ "salesforce": 0, "hubspot": 0 }));
    let applied = linked.told(0, &["apply", &path]);
    let line = format!("contacts {id}: not written: the plan of now writes something else.");
    assert!(applied.contains(&line), "{applied}");
    let again = linked.json(0, &["apply", &path]);
    let left = again["left"].as_array().expect("a list");
    assert_eq!(left.len(), links, "{again}");
    assert_eq!(left.iter().filter(|left| left["why"] == "gone").count(), links - 1);
    // The first run is not over: the rest was never shown.
    assert_eq!(linked.json(7, &["sync", "--once"])["result"], "braked");
}

#[test]
fn m11_the_first_records_are_written_and_the_rest_asks_again() {
    let linked = Linked::of(12, "contacts");
    let first = linked.json(0, &["apply", "--first", "2"]);
    let written = &first["counts"]["written"];
    let of = |side: &str| written[side].as_u64().expect("a count");
    assert!((2..=4).contains(&(of("salesforce") + of("hubspot"))), "{first}");
    assert_eq!(linked.json(7, &["sync", "--once"])["result"], "braked");
    let wrong = linked.run(&["apply", "plan.json", "--first", "2"]);
    assert_eq!(wrong.status.code(), Some(2), "{wrong:?}");
    let wrong = linked.run(&["apply", "--strict"]);
    assert_eq!(wrong.status.code(), Some(2), "{wrong:?}");
}

#[test]
fn m11_a_file_that_is_no_plan_is_refused() {
    let linked = Linked::new(10);
    let file = linked.home.path().join("plan.json");
    std::fs::write(&file, "[]").unwrap();
    let refused = linked.json(1, &["apply", file.to_str().unwrap()]);
    assert_eq!(refused["error"]["code"], "bad_plan_file", "{refused}");
    let absent = linked.json(1, &["apply", "/nowhere/plan.json"]);
    assert_eq!(absent["error"]["code"], "bad_plan_file", "{absent}");
}
