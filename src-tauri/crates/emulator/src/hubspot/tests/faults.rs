use serde_json::{Value, json};

use super::{Bench, CONTACTS, props};
use crate::exchange::InnerFault;

fn rows(bench: &mut Bench, count: usize) -> Vec<Value> {
    (0..count)
        .map(|_| {
            let id = bench.contact(&json!({}));
            json!({ "id": id, "properties": { "city": "Oslo" } })
        })
        .collect()
}

#[test]
fn some_rows_of_a_batch_fail() {
    let mut bench = Bench::new();
    let rows = rows(&mut bench, 4);
    bench.fault = Some(InnerFault::PartialBatch { every: 2, code: "INTERNAL_ERROR".to_owned() });
    let seen = bench.post(&format!("{CONTACTS}/batch/update"), &json!({ "inputs": rows }));
    assert_eq!((seen.status, seen.ids().len(), seen.at("/numErrors")), (207, 2, &json!(2)));
    assert_eq!(seen.at("/errors/0/context/ids"), &json!([rows[1]["id"]]));
    let untraced = json!({ "inputs": [props(&json!({})), props(&json!({}))] });
    assert_eq!(bench.post(&format!("{CONTACTS}/batch/create"), &untraced).status, 400);
    bench.fault = None;
    assert_eq!(bench.get(CONTACTS).ids().len(), 4);
    let failed =
        bench.get(&format!("{CONTACTS}/{}?properties=city", rows[1]["id"].as_str().unwrap()));
    assert!(failed.at("/properties/city").is_null());
}

#[test]
fn results_come_in_another_order() {
    let mut bench = Bench::new();
    let rows = rows(&mut bench, 50);
    let sent: Vec<String> = rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
    bench.fault = Some(InnerFault::Shuffled);
    let mut got = bench.post(&format!("{CONTACTS}/batch/update"), &json!({ "inputs": rows })).ids();
    assert_ne!(got, sent);
    got.sort_by_key(|id| id.parse::<u64>().unwrap());
    assert_eq!(got, sent);
}

#[test]
fn a_workflow_rewrites_what_was_written() {
    let mut bench = Bench::new();
    let id = bench.contact(&json!({}));
    bench.fault = Some(InnerFault::Rewrites { field: "city".to_owned(), value: "OSLO".to_owned() });
    let seen = bench.patch(&format!("{CONTACTS}/{id}"), &props(&json!({ "city": "Oslo" })));
    assert_eq!(seen.text("/properties/city"), "Oslo");
    bench.fault = None;
    let seen = bench.get(&format!("{CONTACTS}/{id}?propertiesWithHistory=city"));
    assert_eq!(seen.text("/propertiesWithHistory/city/0/value"), "OSLO");
    assert_eq!(seen.text("/propertiesWithHistory/city/0/sourceType"), "AUTOMATION_PLATFORM");
}

#[test]
fn a_late_commit_keeps_its_early_stamp() {
    let mut bench = Bench::new();
    let id = bench.contact(&json!({}));
    bench.now += 1_000;
    let at = bench.now;
    bench.fault = Some(InnerFault::LateCommit { millis: 30_000 });
    bench.patch(&format!("{CONTACTS}/{id}"), &props(&json!({ "city": "Oslo" })));
    bench.fault = None;
    let since = json!({ "filterGroups": [{ "filters": [
        { "propertyName": "lastmodifieddate", "operator": "GTE", "value": at.to_string() }] }] });
    bench.now += 29_999;
    let search = format!("{CONTACTS}/search");
    assert!(bench.post(&search, &since).ids().is_empty());
    bench.now += 1;
    let seen = bench.post(&search, &since);
    assert_eq!(seen.ids(), [id]);
    assert_eq!(
        seen.text("/results/0/properties/lastmodifieddate"),
        super::stamp(at).strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
    );
}
