use crosswalk_model::connector::Cursor;
use crosswalk_model::{Connector, ConnectorError, Content, Reading, Value};
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::hubspot::tests::{bench, pull_ask};

fn row(id: u64) -> serde_json::Value {
    json!({ "id": id.to_string(), "properties": {
        "email": format!("p{id}@x.no"), "lastmodifieddate": "2026-11-23T11:59:00.123Z" } })
}

fn full(from: u64) -> serde_json::Value {
    let rows: Vec<_> = (from..from + 200).map(row).collect();
    json!({ "total": 12_000, "results": rows, "paging": { "next": { "after": "200" } } })
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[tokio::test]
async fn p1_a_backfill_walks_by_id_with_a_fresh_query_per_page() {
    let bench = bench();
    bench.wire.answer(200, full(1)).answer(200, json!({ "total": 1, "results": [row(500)] }));
    let mut ask = pull_ask(&["email"]);
    let page = bench.hubspot.pull(std::slice::from_ref(&ask)).await.unwrap().remove(0);
    assert!(page.more);
    assert_eq!(page.records.len(), 200);
    let first = bench.wire.last();
    assert_eq!(first["filterGroups"], json!([]));
    assert_eq!(first["limit"], 200);
    assert_eq!(first["sorts"][0]["propertyName"], "hs_object_id");
    assert!(first.get("after").is_none(), "offsets end at 10,000");

    ask.cursor = Some(page.cursor);
    let page = bench.hubspot.pull(&[ask]).await.unwrap().remove(0);
    assert!(!page.more);
    let filters = &bench.wire.last()["filterGroups"][0]["filters"];
    assert_eq!(
        *filters,
        json!([{ "propertyName": "hs_object_id", "operator": "GT", "value": "200" }])
    );
    // HubSpot's clock stood at 12:00 at the first page.
    let walk = Walk::parse(&page.cursor).unwrap();
    assert_eq!(walk, Walk { since: Some(at("2026-11-23T11:50:00Z")), ..Walk::default() });
}

#[tokio::test]
async fn p1_a_walk_of_changes_keeps_its_start_through_all_pages() {
    let bench = bench();
    let since = at("2026-11-23T10:00:00Z");
    bench.wire.answer(200, full(1)).answer_with(
        200,
        json!({ "results": [] }),
        &[("date", "Mon, 23 Nov 2026 12:20:00 GMT")],
    );
    let mut ask = pull_ask(&["email"]);
    ask.cursor = Some(Walk { since: Some(since), ..Walk::default() }.cursor().unwrap());
    let page = bench.hubspot.pull(std::slice::from_ref(&ask)).await.unwrap().remove(0);
    let filters = bench.wire.last()["filterGroups"][0]["filters"].clone();
    let from = since.as_millisecond().to_string();
    assert_eq!(
        filters,
        json!([{ "propertyName": "lastmodifieddate", "operator": "GTE", "value": from }])
    );
    ask.cursor = Some(page.cursor);
    let page = bench.hubspot.pull(&[ask]).await.unwrap().remove(0);
    let filters = bench.wire.last()["filterGroups"][0]["filters"].clone();
    assert_eq!(filters[0]["value"], from, "same walk, same start");
    assert_eq!(filters[1]["value"], "200");
    assert_eq!(Walk::parse(&page.cursor).unwrap().since, Some(at("2026-11-23T11:50:00Z")));
}

#[tokio::test]
async fn values_that_do_not_parse_are_unknown_and_cost_nothing_else() {
    let bench = bench();
    bench.wire.answer(
        200,
        json!({ "results": [{ "id": "1", "properties": {
            "email": "a@x.no", "amount": "twelve", "birthday": "31.12.1999", "seen_at": "yesterday",
            "topics": ";a;b", "firstname": null, "hs_email_optout": { "odd": [1] },
            "not_in_the_schema": "x", "createdate": 1732356000000_i64 } }] }),
    );
    let fields = [
        "email",
        "amount",
        "birthday",
        "seen_at",
        "topics",
        "firstname",
        "hs_email_optout",
        "not_in_the_schema",
        "createdate",
        "lifecyclestage",
    ];
    let page = bench.hubspot.pull(&[pull_ask(&fields)]).await.unwrap().remove(0);
    let record = &page.records[0];
    let reading = |name: &str| record.reading(&name.into());
    assert_eq!(reading("email"), Reading::Value(Value::Text("a@x.no".into())));
    for name in
        ["amount", "birthday", "seen_at", "hs_email_optout", "not_in_the_schema", "lifecyclestage"]
    {
        assert_eq!(reading(name), Reading::Unknown, "{name}");
    }
    assert_eq!(reading("firstname"), Reading::Blank);
    let topics = Value::Choices(["a".to_owned(), "b".to_owned()].into());
    assert_eq!(record.fields.get("topics"), Some(&Content::Value(topics)));
    assert!(matches!(reading("createdate"), Reading::Value(Value::Instant(_))));
    let asked = bench.wire.last()["properties"].clone();
    assert!(!asked.as_array().unwrap().contains(&json!("not_in_the_schema")));
}

#[tokio::test]
async fn m8_ids_that_a_record_took_over_come_with_it() {
    let bench = bench();
    bench.wire.answer(
        200,
        json!({ "results": [{ "id": "9", "properties": {
            "hs_merged_object_ids": "3; 4;9;x", "lastmodifieddate": "2026-11-23T11:00:00Z" } }] }),
    );
    let page = bench.hubspot.pull(&[pull_ask(&["email"])]).await.unwrap().remove(0);
    let record = &page.records[0];
    assert_eq!(record.absorbed, ["3".into(), "4".into()]);
    assert_eq!(record.modified, Some(at("2026-11-23T11:00:00Z")));
    assert!(record.fields.is_empty(), "only what was asked for");
}

#[tokio::test]
async fn sec32_a_search_that_does_not_move_on_is_stopped() {
    let bench = bench();
    bench.wire.answer(200, full(1));
    let mut ask = pull_ask(&["email"]);
    ask.cursor = Some(Walk { last: Some(200), ..Walk::default() }.cursor().unwrap());
    let error = bench.hubspot.pull(&[ask]).await.unwrap_err();
    assert!(matches!(error, ConnectorError::Protocol(_)), "{error:?}");
}

#[tokio::test]
async fn sec31_a_body_of_another_shape_is_an_error_that_quotes_nothing() {
    for body in [
        json!({ "results": "ann@x.no" }),
        json!([]),
        json!({ "results": [{ "properties": "ann@x.no" }] }),
    ] {
        let bench = bench();
        bench.wire.answer(200, body);
        let error = bench.hubspot.pull(&[pull_ask(&["email"])]).await.unwrap_err();
        assert!(!error.to_string().contains("ann@"), "{error}");
    }
}

#[tokio::test]
async fn a_foreign_cursor_is_refused() {
    for text in ["", "{}x", r#"{"since":"soon"}"#, r#"{"other":1}"#] {
        let bench = bench();
        let mut ask = pull_ask(&["email"]);
        ask.cursor = Some(Cursor(text.into()));
        let error = bench.hubspot.pull(&[ask]).await.unwrap_err();
        assert!(matches!(error, ConnectorError::Protocol(_)), "{text}");
    }
}

#[tokio::test]
async fn cursor_now_is_the_vendors_clock_less_the_overlap() {
    let bench = crate::hubspot::tests::bare();
    bench.wire.answer(200, json!({ "portalId": 1 }));
    let cursor = bench.hubspot.cursor_now().await.unwrap();
    assert_eq!(Walk::parse(&cursor).unwrap().since, Some(at("2026-11-23T11:50:00Z")));
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        any::<f64>().prop_map(serde_json::Value::from),
        "\\PC{0,12}".prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            proptest::collection::btree_map("[a-z]{1,6}", inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}

proptest! {
    #[test]
    fn sec31_no_property_value_fails_its_page(email in any_json(), amount in any_json(), merged in any_json()) {
        let body = json!({ "results": [
            { "id": "1", "properties": { "email": email, "amount": amount, "hs_merged_object_ids": merged } },
            { "id": "2", "properties": { "email": "b@x.no" } },
        ] });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let bench = bench();
        bench.wire.answer(200, body);
        let page = runtime.block_on(bench.hubspot.pull(&[pull_ask(&["email", "amount"])])).unwrap().remove(0);
        prop_assert_eq!(page.records.len(), 2);
        prop_assert_eq!(page.records[1].fields.len(), 1);
    }
}
