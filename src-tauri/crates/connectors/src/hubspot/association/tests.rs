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
    let change = crosswalk_model::LastChange { at, by: None };
    assert_eq!(times["1"], [(FieldName::from(COMPANY), change)].into());
    assert_eq!(
        bench.wire.seen()[0].json()["propertiesWithHistory"],
        json!(["associatedcompanyid"])
    );
}

#[tokio::test]
async fn m10_an_empty_page_of_deals_asks_for_no_associations() {
    let bench = bench();
    let none = json!({ "results": [] });
    bench.wire.answer(200, none.clone()).answer(200, none);
    bench.wire.answer(200, json!({ "results": [], "total": 0 }));
    let ask = PullAsk { object: "deals".into(), ..pull_ask(&[COMPANY, "association:contacts"]) };
    assert_eq!(bench.hubspot.pull(&[ask]).await.unwrap()[0].records, []);
    assert_eq!(bench.wire.seen().len(), 4, "the property list, pipelines, labels and the search");
}

/// What describes deals behind the property list: labels between them and contacts, and pipelines.
fn deals(labels: Json) -> Bench {
    let bench = bench();
    bench.wire.answer(200, labels).answer(200, json!({ "results": [] }));
    bench
}

fn listed(category: &str, id: u32, label: Option<&str>) -> Json {
    json!({ "category": category, "typeId": id, "label": label })
}

#[tokio::test]
async fn labels_of_an_account_are_fields_of_deals() {
    let labels = [
        listed("HUBSPOT_DEFINED", 3, None),
        listed("USER_DEFINED", 7, Some("Decision maker")),
        listed("USER_DEFINED", 9, None),
        listed("INTEGRATOR_DEFINED", 11, Some("Theirs")),
    ];
    let bench = deals(json!({ "results": labels }));
    let schema = bench.hubspot.describe(&"deals".into()).await.unwrap();
    assert_eq!(bench.wire.seen()[1].path(), "/crm/associations/2026-09/deals/contacts/labels");
    let named = |field: &&FieldSchema| field.name.as_str().contains("label");
    let fields: Vec<&FieldSchema> = schema.fields.values().filter(named).collect();
    let [field] = fields.as_slice() else { panic!("{fields:?}") };
    assert_eq!(field.name, FieldName::from("association:contacts:label:7"));
    assert_eq!(field.label, "Contacts labelled “Decision maker”");
    assert_eq!(field.description.as_deref(), Some("Decision maker"));
    assert_eq!((field.kind, field.updateable), (ValueKind::References, true));
    assert_eq!(field.references, [ObjectName::from("contacts")]);
}

#[tokio::test]
async fn labels_that_may_not_be_seen_leave_the_other_fields() {
    for status in [400, 403, 404] {
        let bench = bench();
        let refused = json!({ "category": "MISSING_SCOPES", "message": "no" });
        bench.wire.answer(status, refused).answer(200, json!({ "results": [] }));
        let schema = bench.hubspot.describe(&"deals".into()).await.unwrap();
        assert!(schema.fields.contains_key("association:contacts"), "{status}");
        assert!(schema.fields.keys().all(|field| !field.as_str().contains("label")), "{status}");
    }
    // Only deals have them here: no other object is asked for any.
    let bench = bench();
    bench.hubspot.describe(&"contacts".into()).await.unwrap();
    assert_eq!(bench.wire.seen().len(), 1);
}

#[tokio::test]
async fn labels_come_with_the_contacts_of_a_deal_and_cost_no_call() {
    let bench = deals(json!({ "results": [] }));
    let rows = ["1", "2"].map(|id| json!({ "id": id, "properties": {} }));
    let plain = listed("HUBSPOT_DEFINED", 3, None);
    let (seven, one) = (listed("USER_DEFINED", 7, Some("A")), listed("USER_DEFINED", 1, Some("B")));
    let to = |id: u32, kinds: &[&Json]| json!({ "toObjectId": id, "associationTypes": kinds });
    let of_one = [to(70, &[&plain, &seven]), to(71, &[&plain]), to(72, &[&plain, &seven, &one])];
    bench.wire.answer(200, json!({ "results": rows })).answer(
        200,
        json!({ "results": [
            { "from": { "id": "1" }, "to": of_one },
            { "from": { "id": "2" }, "to": [to(70, &[&plain])] },
        ] }),
    );
    let fields =
        ["association:contacts", "association:contacts:label:7", "association:contacts:label:1"];
    let ask = crosswalk_model::connector::ReadAsk {
        object: "deals".into(),
        ..read_ask(&["1", "2"], &fields)
    };
    let found = bench.hubspot.read(&ask).await.unwrap().found;
    let reading = |id: &str, field: &str| found[id].reading(&field.into());
    let people = |ids: &[&str]| {
        let all = ids.iter().map(|id| RecordRef::new("contacts", *id));
        Reading::Value(Value::References(all.collect()))
    };
    assert_eq!(reading("1", fields[0]), people(&["70", "71", "72"]));
    assert_eq!(reading("1", fields[1]), people(&["70", "72"]));
    // HubSpot's own type 1 is "Primary"; the account's own is a label like any other.
    assert_eq!(reading("1", fields[2]), people(&["72"]));
    assert_eq!(reading("2", fields[1]), Reading::Blank);
    assert_eq!(bench.wire.seen().len(), 5, "three to describe, the records, their contacts");
}
