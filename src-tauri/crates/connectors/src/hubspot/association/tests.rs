use crosswalk_model::{Connector, Reading};
use serde_json::json;

use super::*;
use crate::hubspot::tests::{bench, read_ask};

const COMPANY: &str = "association:companies:primary";

#[tokio::test]
async fn m10_associations_are_read_as_references() {
    let bench = bench();
    let rows: Vec<_> =
        (1..=4).map(|id| json!({ "id": id.to_string(), "properties": {} })).collect();
    let to = |id: Json, kind: u32| {
        json!({ "toObjectId": id, "associationTypes": [
        { "category": "HUBSPOT_DEFINED", "typeId": kind, "label": null }] })
    };
    bench
        .wire
        .answer(200, json!({ "results": rows }))
        .answer(
            207,
            json!({
                "results": [
                    { "from": { "id": "1" }, "to": [to(json!(70), 279)],
                      "paging": { "next": { "after": "x" } } },
                    { "from": { "id": "2" }, "to": [to(json!("72"), 279)] },
                ],
                "errors": [{ "category": "OBJECT_NOT_FOUND", "context": { "fromObjectId": ["3"] } }],
            }),
        )
        .answer(200, json!({ "results": [{ "from": { "id": "1" }, "to": [to(json!("71"), 1)] }] }));
    let ask = read_ask(&["1", "2", "3", "4"], &["email", COMPANY, "association:companies"]);
    let found = bench.hubspot.read(&ask).await.unwrap().found;
    let reading = |id: &str, field: &str| found[id].reading(&field.into());
    let company = |id: &str| RecordRef::new("companies", id);
    assert_eq!(reading("1", COMPANY), Reading::Value(Value::Reference(company("71"))));
    let both = [company("70"), company("71")].into();
    assert_eq!(reading("1", "association:companies"), Reading::Value(Value::References(both)));
    assert_eq!(reading("2", COMPANY), Reading::Blank, "associated, and not as the primary one");
    assert_eq!(reading("3", COMPANY), Reading::Blank);
    assert_eq!(reading("4", COMPANY), Reading::Unknown, "nothing was said of it");
    let seen = bench.wire.seen();
    assert_eq!(seen[2].path(), "/crm/associations/2026-09/contacts/companies/batch/read");
    assert_eq!(seen[3].json(), json!({ "inputs": [{ "id": "1", "after": "x" }] }));
    assert_eq!(seen.len(), 4, "one object is read once for both fields");
    assert!(!seen[1].text().contains("association:"), "no property is called that");
}
