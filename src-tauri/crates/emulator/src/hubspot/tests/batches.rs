use serde_json::{Value, json};

use super::super::{HubSpotSettings, UpsertByEmail};
use super::{Bench, CONTACTS, props};

fn inputs(inputs: &[Value]) -> Value {
    json!({ "inputs": inputs })
}

#[test]
fn a_batch_takes_a_hundred() {
    let mut bench = Bench::new();
    let rows = |count: usize| {
        let rows: Vec<Value> = (0..count).map(|_| props(&json!({ "firstname": "Ann" }))).collect();
        inputs(&rows)
    };
    let made = bench.post(&format!("{CONTACTS}/batch/create"), &rows(100));
    assert_eq!((made.status, made.ids().len()), (201, 100));
    assert_eq!(bench.post(&format!("{CONTACTS}/batch/create"), &rows(101)).status, 400);
}

#[test]
fn missing_ids_of_a_read_are_one_error() {
    let mut bench = Bench::new();
    let id = bench.contact(&json!({ "city": "Oslo" }));
    let body =
        json!({ "inputs": [{ "id": id }, { "id": "1" }, { "id": "2" }], "properties": ["city"] });
    let seen = bench.post(&format!("{CONTACTS}/batch/read"), &body);
    assert_eq!((seen.status, seen.ids()), (207, vec![id]));
    assert_eq!(seen.at("/numErrors"), 1);
    assert_eq!(seen.text("/errors/0/category"), "OBJECT_NOT_FOUND");
    assert_eq!(seen.at("/errors/0/context/ids"), &json!(["1", "2"]));
}

#[test]
fn one_bad_input_fails_the_batch_unless_all_are_traced() {
    let mut bench = Bench::new();
    let create = format!("{CONTACTS}/batch/create");
    let (good, bad) = (json!({ "email": "a@example.com" }), json!({ "email": "nonsense" }));
    let seen = bench.post(&create, &inputs(&[props(&good), props(&bad)]));
    assert_eq!(seen.status, 400);
    assert!(bench.get(CONTACTS).ids().is_empty());
    let traced = |trace: &str, properties: &Value| json!({ "objectWriteTraceId": trace, "properties": properties });
    let seen = bench.post(&create, &inputs(&[traced("x", &good), props(&bad)]));
    assert_eq!(seen.status, 400, "one trace id is not enough");
    let seen = bench.post(&create, &inputs(&[traced("x", &good), traced("y", &bad)]));
    assert_eq!((seen.status, seen.at("/numErrors")), (207, &json!(1)));
    assert_eq!(seen.text("/results/0/objectWriteTraceId"), "x");
    assert_eq!(seen.at("/errors/0/context/objectWriteTraceId"), &json!(["y"]));
    let seen =
        bench.post(&create, &inputs(&[props(&good), props(&json!({ "email": "b@example.com" }))]));
    assert_eq!(seen.status, 409);
}

#[test]
fn updates_say_which_ids_are_missing() {
    let mut bench = Bench::new();
    let id = bench.contact(&json!({ "email": "a@example.com" }));
    let row = |id: &str| json!({ "id": id, "properties": { "city": "Oslo" } });
    let update = format!("{CONTACTS}/batch/update");
    let seen = bench.post(&update, &inputs(&[row(&id), row("1")]));
    assert_eq!((seen.status, seen.ids()), (207, vec![id]));
    assert_eq!(seen.at("/errors/0/context/ids"), &json!(["1"]));
    let by_email =
        json!({ "id": "a@example.com", "idProperty": "email", "properties": { "city": "Moss" } });
    assert_eq!(
        bench.post(&update, &inputs(&[by_email])).text("/results/0/properties/city"),
        "Moss"
    );
}

#[test]
fn one_record_stands_in_a_batch_once() {
    let mut bench = Bench::new();
    let id = bench.contact(&json!({}));
    let row = json!({ "id": id, "properties": { "city": "Oslo" } });
    assert_eq!(
        bench.post(&format!("{CONTACTS}/batch/update"), &inputs(&[row.clone(), row])).status,
        400
    );
}

#[test]
fn upserts_say_what_is_new() {
    let mut bench = Bench::new();
    let key = json!({ "name": "crosswalk_id", "label": "Crosswalk", "type": "string", "fieldType": "text",
        "groupName": "contactinformation", "hasUniqueValue": true });
    bench.post("/crm/properties/2026-09/contacts", &key);
    let row = |city: &str| json!({ "id": "003A", "idProperty": "crosswalk_id", "properties": { "city": city } });
    let upsert = format!("{CONTACTS}/batch/upsert");
    let first = bench.post(&upsert, &inputs(&[row("Oslo")]));
    assert_eq!((first.status, first.at("/results/0/new")), (200, &json!(true)));
    let second = bench.post(&upsert, &inputs(&[row("Moss")]));
    assert_eq!(second.at("/results/0/new"), &json!(false));
    assert_eq!((second.ids(), second.text("/results/0/properties/city")), (first.ids(), "Moss"));
    let wrong = json!({ "id": "Oslo", "idProperty": "city", "properties": {} });
    assert_eq!(bench.post(&upsert, &inputs(&[wrong])).status, 400);
    let taken = bench.post(CONTACTS, &props(&json!({ "crosswalk_id": "003A" })));
    assert_eq!(taken.text("/errors/0/code"), "CONFLICTING_UNIQUE_VALUE");
}

#[test]
fn an_upsert_by_email_is_never_partial() {
    let row =
        json!({ "id": "a@example.com", "idProperty": "email", "properties": { "city": "Moss" } });
    for (setting, status) in [(UpsertByEmail::Refused, 400), (UpsertByEmail::Overwrites, 200)] {
        let mut bench =
            Bench::with(HubSpotSettings { upsert_by_email: setting, ..HubSpotSettings::default() });
        let id = bench.contact(&json!({ "email": "a@example.com", "firstname": "Ann" }));
        let seen =
            bench.post(&format!("{CONTACTS}/batch/upsert"), &inputs(std::slice::from_ref(&row)));
        assert_eq!(seen.status, status);
        let name = bench.get(&format!("{CONTACTS}/{id}")).at("/properties/firstname").clone();
        assert_eq!(name.is_null(), setting == UpsertByEmail::Overwrites);
    }
}

#[test]
fn batch_archive_has_no_body() {
    let mut bench = Bench::new();
    let id = bench.contact(&json!({}));
    let seen = bench.post(
        &format!("{CONTACTS}/batch/archive"),
        &inputs(&[json!({ "id": id }), json!({ "id": "1" })]),
    );
    assert_eq!((seen.status, seen.reply.response.body().len()), (204, 0));
    assert_eq!(bench.get(&format!("{CONTACTS}/{id}")).status, 404);
}

#[test]
fn a_partial_batch_of_2026_09_may_be_a_200() {
    let settings = HubSpotSettings { dated_partial_is_200: true, ..HubSpotSettings::default() };
    let mut bench = Bench::with(settings);
    let body = json!({ "inputs": [{ "id": "1" }] });
    for (base, status) in [("/crm/objects/2026-09", 200), ("/crm/v3/objects", 207)] {
        let seen = bench.post(&format!("{base}/contacts/batch/read"), &body);
        assert_eq!((seen.status, seen.at("/numErrors")), (status, &json!(1)));
    }
}
