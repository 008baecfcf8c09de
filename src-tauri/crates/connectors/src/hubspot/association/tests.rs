use crosswalk_model::connector::PullAsk;
use crosswalk_model::{Connector, Reading};
use serde_json::json;

use super::*;
use crate::hubspot::tests::{Bench, bare, bench, property_list, pull_ask, read_ask};

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

/// The properties of contacts, with the one that tells a contact's company.
fn with_company() -> Bench {
    let bench = bare();
    let mut list = property_list();
    let company = json!({ "name": "associatedcompanyid", "label": "Primary Associated Company ID",
        "type": "number", "fieldType": "number",
        "modificationMetadata": { "readOnlyValue": true } });
    list["results"].as_array_mut().unwrap().push(company);
    bench.wire.answer(200, list);
    bench
}

#[tokio::test]
async fn m10_a_contacts_company_comes_with_the_contact_and_costs_no_call() {
    let bench = with_company();
    let row = |id: &str, company: Json| json!({ "id": id, "properties": { "associatedcompanyid": company } });
    let rows = [
        row("1", json!("71")),
        row("2", Json::Null),
        row("3", json!("")),
        row("4", json!("many")),
        json!({ "id": "5", "properties": {} }),
    ];
    bench.wire.answer(200, json!({ "results": rows, "total": 5 }));
    let page = &bench.hubspot.pull(&[pull_ask(&["email", COMPANY])]).await.unwrap()[0];
    let of = |at: usize| page.records[at].reading(&COMPANY.into());
    assert_eq!(of(0), Reading::Value(Value::Reference(RecordRef::new("companies", "71"))));
    assert_eq!((of(1), of(2)), (Reading::Blank, Reading::Blank));
    assert_eq!((of(3), of(4)), (Reading::Unknown, Reading::Unknown), "nothing that is an id");
    assert!(page.records[0].fields.keys().all(|field| field.as_str() != "associatedcompanyid"));
    let seen = bench.wire.seen();
    assert_eq!(seen.len(), 2, "the property list and the search");
    let properties = seen[1].json()["properties"].clone();
    assert_eq!(
        properties,
        json!(["associatedcompanyid", "email", "hs_merged_object_ids", "lastmodifieddate"])
    );
}

#[tokio::test]
async fn m10_the_time_of_a_contacts_company_is_its_propertys() {
    let bench = bare();
    let versions = json!([{ "value": "71", "timestamp": "2026-11-22T10:00:00Z" },
        { "value": "70", "timestamp": "2026-11-21T10:00:00Z" }]);
    bench.wire.answer(
        200,
        json!({ "results": [{ "id": "1", "properties": {},
            "propertiesWithHistory": { "associatedcompanyid": versions } }] }),
    );
    let ask = read_ask(&["1"], &[COMPANY, "association:contacts"]);
    let times = bench.hubspot.field_times(&ask).await.unwrap();
    let at: crosswalk_model::Timestamp = "2026-11-22T10:00:00Z".parse().unwrap();
    assert_eq!(times["1"], [(FieldName::from(COMPANY), at)].into());
    assert_eq!(
        bench.wire.seen()[0].json()["propertiesWithHistory"],
        json!(["associatedcompanyid"])
    );
}

#[tokio::test]
async fn m10_an_empty_page_of_deals_asks_for_no_associations() {
    let bench = bench();
    bench.wire.answer(200, json!({ "results": [] }));
    bench.wire.answer(200, json!({ "results": [], "total": 0 }));
    let ask = PullAsk { object: "deals".into(), ..pull_ask(&[COMPANY, "association:contacts"]) };
    assert_eq!(bench.hubspot.pull(&[ask]).await.unwrap()[0].records, []);
    assert_eq!(bench.wire.seen().len(), 3, "the property list, the pipelines and the search");
}
