use serde_json::{Value, json};

use super::Bench;
use super::rows::key_field;
use crate::exchange::InnerFault;

fn contact(last: &str) -> Value {
    json!({"attributes": {"type": "Contact"}, "LastName": last})
}

#[test]
fn good_rows_stay_when_others_fail() {
    let mut bench = Bench::new();
    let records = [contact("A"), json!({"attributes": {"type": "Contact"}, "Title": "x"})];
    let got = bench.call("POST", "/composite/sobjects", &json!({"records": records}));
    assert_eq!(got.status, 200);
    assert_eq!(got.body[0]["success"], true);
    assert_eq!(
        got.body[1],
        json!({"success": false, "errors": [{
        "statusCode": "REQUIRED_FIELD_MISSING", "fields": ["LastName"],
        "message": "Required fields are missing: [LastName]"}]})
    );
    let id = got.body[0]["id"].as_str().unwrap();
    assert_eq!(bench.get(&format!("/sobjects/Contact/{id}")).status, 200);
}

#[test]
fn all_or_none_takes_the_good_rows_back() {
    let mut bench = Bench::new();
    let records = [contact("A"), json!({"attributes": {"type": "Contact"}, "Title": "x"})];
    let body = json!({"allOrNone": true, "records": records});
    let got = bench.call("POST", "/composite/sobjects", &body);
    assert_eq!(got.status, 200);
    let code = |place: usize| got.body[place]["errors"][0]["statusCode"].clone();
    assert_eq!(code(0), "ALL_OR_NONE_OPERATION_ROLLED_BACK");
    assert_eq!(code(1), "REQUIRED_FIELD_MISSING");
    let objects = bench.vendor.dump(&bench.org)["state"]["objects"].clone();
    assert!(objects["Contact"].as_array().is_none_or(Vec::is_empty));
}

#[test]
fn rows_and_chunks_are_counted() {
    let mut bench = Bench::new();
    let many: Vec<Value> = (0..201).map(|_| contact("A")).collect();
    let got = bench.refused("POST", "/composite/sobjects", json!({"records": many}));
    assert_eq!((got.0, got.1.as_str()), (400, "EXCEEDED_MAX_SIZE_REQUEST"));
    let account = json!({"attributes": {"type": "Account"}, "Name": "A"});
    let mixed = |count: usize| -> Vec<Value> {
        (0..count).map(|n| if n % 2 == 0 { contact("A") } else { account.clone() }).collect()
    };
    let got = bench.refused("POST", "/composite/sobjects", json!({"records": mixed(11)}));
    assert_eq!((got.0, got.1.as_str()), (400, "LIMIT_EXCEEDED"));
    let got = bench.call("POST", "/composite/sobjects", &json!({"records": mixed(10)}));
    assert_eq!(got.status, 200);
}

#[test]
fn an_unknown_field_refuses_the_whole_collection() {
    let mut bench = Bench::new();
    let odd = json!({"attributes": {"type": "Contact"}, "LastName": "A", "Shoe": 1});
    let body = json!({"records": [contact("A"), odd]});
    let got = bench.refused("POST", "/composite/sobjects", body.clone());
    assert_eq!((got.0, got.1.as_str()), (400, "INVALID_FIELD"));
    let mut settings = super::SalesforceSettings::default();
    settings.quirks.unknown_field = crate::salesforce::UnknownField::Row;
    let got = Bench::with(settings).call("POST", "/composite/sobjects", &body);
    assert_eq!(got.body[0]["success"], true);
    assert_eq!(got.body[1]["errors"][0]["statusCode"], "INVALID_FIELD");
}

#[test]
fn upsert_update_and_delete_by_the_batch() {
    let mut bench = Bench::new();
    key_field(&mut bench);
    let row = |key: &str, last: &str| json!({"attributes": {"type": "Contact"}, "Key__c": key, "LastName": last});
    let path = "/composite/sobjects/Contact/Key__c";
    let first = bench.call("PATCH", path, &json!({"records": [row("1", "A"), row("1", "B")]}));
    assert_eq!(first.body[0]["created"], true);
    let id = first.body[0]["id"].clone();
    let again = bench.call("PATCH", path, &json!({"records": [row("1", "C"), row("2", "D")]}));
    assert_eq!(again.body[0], json!({"id": id, "success": true, "errors": [], "created": false}));
    let update = json!({"attributes": {"type": "Contact"}, "id": id, "LastName": "E"});
    let got = bench.call("PATCH", "/composite/sobjects", &json!({"records": [update]}));
    assert_eq!(got.body[0], json!({"id": id, "success": true, "errors": []}));
    let text = id.as_str().unwrap();
    let gone =
        bench.call("DELETE", &format!("/composite/sobjects?ids={text},{text}"), &Value::Null);
    assert_eq!(gone.body[0]["success"], true);
    assert_eq!(gone.body[1]["errors"][0]["statusCode"], "ENTITY_IS_DELETED");
}

#[test]
fn rows_are_read_by_get_and_post_with_null_for_the_missing() {
    let mut bench = Bench::new();
    let id = bench.make("Contact", json!({"LastName": "A"}));
    let missing = "0035w000000zzzzAAA";
    let path = format!("/composite/sobjects/Contact?ids={id},{missing}&fields=Id,LastName");
    let got = bench.get(&path);
    assert_eq!((got.body[0]["LastName"].clone(), got.body[1].clone()), (json!("A"), Value::Null));
    let body = json!({"ids": [id], "fields": ["Id", "Name"]});
    let posted = bench.call("POST", "/composite/sobjects/Contact", &body);
    assert_eq!(posted.body[0]["Name"], "A");
}

#[test]
fn a_test_can_spoil_every_nth_row() {
    let mut bench = Bench::new();
    bench.fault =
        Some(InnerFault::PartialBatch { every: 2, code: "UNABLE_TO_LOCK_ROW".to_owned() });
    let records = [contact("A"), contact("B"), contact("C")];
    let got = bench.call("POST", "/composite/sobjects", &json!({"records": records}));
    let good: Vec<bool> =
        got.body.as_array().unwrap().iter().map(|row| row["success"] == true).collect();
    assert_eq!(good, [true, false, true]);
    assert_eq!(got.body[1]["errors"][0]["statusCode"], "UNABLE_TO_LOCK_ROW");
}

#[test]
fn a_key_stands_once_in_an_upsert() {
    let mut bench = Bench::new();
    super::rows::key_field(&mut bench);
    let row = |key: &str, name: &str| json!({"attributes": {"type": "Contact"}, "Key__c": key, "LastName": name});
    let body = json!({"records": [row("a", "A"), row("b", "B"), row("A", "C")]});
    let got = bench.call("PATCH", "/composite/sobjects/Contact/Key__c", &body).body;
    assert_eq!((&got[0]["created"], &got[1]["created"]), (&json!(true), &json!(true)));
    assert_eq!(got[2]["errors"][0]["statusCode"], "DUPLICATE_VALUE");
    assert_eq!(bench.query("SELECT Id FROM Contact WHERE LastName = 'A'").body["totalSize"], 1);
}
