use std::collections::BTreeMap;

use crosswalk_model::{Author, Connector, Content, LastChange, RecordId};
use serde_json::json;

use crate::hubspot::tests::{bare, bench, read_ask};

#[tokio::test]
async fn rows_are_matched_by_id_and_missing_ones_by_their_error() {
    let bench = bench();
    bench.wire.answer(
        207,
        json!({
            "status": "COMPLETE",
            "results": [{ "id": "2", "properties": { "email": "b@x.no" } },
                        { "id": "1", "properties": { "email": "a@x.no" } }],
            "numErrors": 1,
            "errors": [{ "status": "error", "category": "OBJECT_NOT_FOUND", "message": "gone",
                         "context": { "ids": ["3"] } }],
        }),
    );
    let answer = bench.hubspot.read(&read_ask(&["1", "2", "3", "1"], &["email"])).await.unwrap();
    assert_eq!(answer.missing, [RecordId::from("3")]);
    for (id, email) in [("1", "a@x.no"), ("2", "b@x.no")] {
        let record = &answer.found[id];
        assert_eq!(record.at.id.as_str(), id);
        assert_eq!(
            record.fields["email"].value().unwrap(),
            &crosswalk_model::Value::Text(email.into())
        );
    }
    let inputs = bench.wire.last()["inputs"].as_array().unwrap().len();
    assert_eq!(inputs, 3, "an id is asked for once");
}

#[tokio::test]
async fn m8_a_merged_id_is_found_under_the_asked_id_with_the_records_own() {
    let bench = bench();
    bench.wire.answer(
        200,
        json!({ "results": [{ "id": "9", "properties": { "email": "a@x.no", "hs_merged_object_ids": "1;5" } }] }),
    );
    let answer = bench.hubspot.read(&read_ask(&["1"], &["email"])).await.unwrap();
    assert_eq!(answer.found["1"].at.id.as_str(), "9");
    assert!(answer.missing.is_empty());
}

#[tokio::test]
async fn m8_an_id_that_the_batch_leaves_out_silently_is_asked_for_alone() {
    let bench = bench();
    bench
        .wire
        .answer(200, json!({ "results": [] }))
        .answer(200, json!({ "id": "9", "properties": { "email": "a@x.no" } }))
        .answer(404, json!({ "category": "OBJECT_NOT_FOUND" }));
    let answer = bench.hubspot.read(&read_ask(&["1", "2"], &["email"])).await.unwrap();
    assert_eq!(answer.found["1"].at.id.as_str(), "9");
    assert_eq!(answer.missing, [RecordId::from("2")]);
    assert_eq!(
        bench.wire.seen()[2].path(),
        "/crm/objects/2026-09/contacts/1?properties=email,hs_merged_object_ids,lastmodifieddate"
    );
}

#[tokio::test]
async fn large_reads_go_out_in_hundreds_and_histories_in_fifties() {
    let ids: Vec<String> = (0..120).map(|id| id.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let everything = |seen: &crate::scripted::Seen| {
        let inputs = seen.json()["inputs"].as_array().unwrap().clone();
        let rows: Vec<_> = inputs.iter().map(|input| json!({ "id": input["id"] })).collect();
        Ok(crate::scripted::response(200, &json!({ "results": rows }), &[]))
    };
    let sizes = |bench: &crate::hubspot::tests::Bench, skip: usize| -> Vec<usize> {
        let seen = bench.wire.seen();
        seen.iter().skip(skip).map(|seen| seen.json()["inputs"].as_array().unwrap().len()).collect()
    };
    let reads = bench();
    reads.wire.reply(everything).reply(everything);
    assert_eq!(reads.hubspot.read(&read_ask(&ids, &["email"])).await.unwrap().found.len(), 120);
    assert_eq!(sizes(&reads, 1), [100, 20]);
    let times = bare();
    times.wire.reply(everything).reply(everything).reply(everything);
    times.hubspot.field_times(&read_ask(&ids, &["email"])).await.unwrap();
    assert_eq!(sizes(&times, 0), [50, 50, 20]);
}

#[tokio::test]
async fn field_times_are_the_newest_of_each_history_and_say_who() {
    let bench = bare();
    bench.wire.answer(
        200,
        json!({ "results": [{ "id": "1", "properties": {}, "propertiesWithHistory": {
            "email": [{ "value": "b", "timestamp": "2026-11-02T00:00:00Z",
                        "sourceType": "CRM_UI", "sourceLabel": "", "updatedByUserId": 7 },
                      { "value": "a", "timestamp": "2026-11-01T00:00:00Z" }],
            "lastname": [{ "value": "y", "timestamp": "2026-11-03T00:00:00Z",
                           "sourceType": "IMPORT", "sourceLabel": "" }],
            "firstname": [{ "value": "x", "timestamp": "never" }] } }] }),
    );
    let ask = read_ask(&["1"], &["email", "firstname", "lastname"]);
    let of = &bench.hubspot.field_times(&ask).await.unwrap()["1"];
    let change = |at: &str, by| LastChange { at: at.parse().unwrap(), by: Some(by) };
    assert_eq!(of["email"], change("2026-11-02T00:00:00Z", Author::User("7".into())));
    assert_eq!(of["lastname"], change("2026-11-03T00:00:00Z", Author::Program("IMPORT".into())));
    assert!(!of.contains_key("firstname"));
}

#[tokio::test]
async fn past_values_are_read_as_their_fields_are_and_the_newest_stands_first() {
    let bench = bench();
    bench.wire.answer(
        200,
        json!({ "results": [{ "id": "1", "properties": {}, "propertiesWithHistory": {
            "email": [{ "value": "b@example.no", "timestamp": "2026-11-02T00:00:00Z" },
                      { "value": "", "timestamp": "2026-11-01T00:00:00Z" }] } }] }),
    );
    let asked = ["email", "association:companies:primary"];
    let past = bench.hubspot.past_values(&read_ask(&["1"], &asked)).await.unwrap();
    let held = vec![Some(Content::text("b@example.no")), Some(Content::Blank)];
    let expected = BTreeMap::from([("email".into(), held)]);
    assert_eq!(past, BTreeMap::from([("1".into(), expected)]));
}
