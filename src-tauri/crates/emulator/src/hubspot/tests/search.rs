use serde_json::{Value, json};

use super::super::HubSpotSettings;
use super::{Bench, CONTACTS, props};

const SEARCH: &str = "/crm/objects/2026-09/contacts/search";

fn filter(property: &str, operator: &str, value: &str) -> Value {
    json!({ "propertyName": property, "operator": operator, "value": value })
}

fn search(filters: &[Value]) -> Value {
    json!({ "filterGroups": [{ "filters": filters }] })
}

fn people() -> Bench {
    let mut bench = Bench::new();
    for (name, city, number) in [("Ann", "New York", "2"), ("Bob", "Oslo", "10"), ("Eve", "", "")] {
        bench.now += 1;
        bench.contact(&json!({ "firstname": name, "city": city, "hs_latitude": number, "hs_lead_status": "OPEN",
            "email": format!("{name}@example.com") }));
    }
    bench
}

fn names(bench: &mut Bench, filters: &[Value]) -> String {
    let seen = bench.post(SEARCH, &search(filters));
    assert_eq!(seen.status, 200, "{}", seen.body);
    let results = seen.at("/results").as_array().unwrap();
    results
        .iter()
        .map(|result| result["properties"]["firstname"].as_str().unwrap().get(..1).unwrap())
        .collect()
}

#[test]
fn every_operator_means_what_it_says() {
    for (filters, expected) in [
        (filter("firstname", "EQ", "ANN"), "A"),
        (filter("firstname", "NEQ", "ann"), "BE"),
        (filter("hs_latitude", "LT", "10"), "A"),
        (filter("hs_latitude", "LTE", "10"), "AB"),
        (filter("hs_latitude", "GT", "2"), "B"),
        (filter("hs_latitude", "GTE", "2"), "AB"),
        (
            json!({ "propertyName": "hs_latitude", "operator": "BETWEEN", "value": "3", "highValue": "10" }),
            "B",
        ),
        (json!({ "propertyName": "firstname", "operator": "IN", "values": ["ann", "eve"] }), "AE"),
        (json!({ "propertyName": "firstname", "operator": "IN", "values": ["Ann"] }), ""),
        (json!({ "propertyName": "firstname", "operator": "NOT_IN", "values": ["ann"] }), "BE"),
        (json!({ "propertyName": "city", "operator": "HAS_PROPERTY" }), "AB"),
        (json!({ "propertyName": "city", "operator": "NOT_HAS_PROPERTY" }), "E"),
        (filter("city", "CONTAINS_TOKEN", "york"), "A"),
        (filter("city", "CONTAINS_TOKEN", "yor"), ""),
        (filter("city", "CONTAINS_TOKEN", "yor*"), "A"),
        (filter("email", "CONTAINS_TOKEN", "*@example.com"), "ABE"),
        (filter("city", "NOT_CONTAINS_TOKEN", "york"), "BE"),
        (filter("hs_lead_status", "EQ", "open"), ""),
        (filter("hs_lead_status", "EQ", "OPEN"), "ABE"),
        (filter("createdate", "GT", "2020-01-01"), "ABE"),
    ] {
        let mut bench = people();
        assert_eq!(names(&mut bench, std::slice::from_ref(&filters)), expected, "{filters}");
    }
}

#[test]
fn malformed_searches_are_refused() {
    let mut bench = people();
    for body in [
        search(&[filter("city", "NOT_HAS_PROPERTY", "x")]),
        search(&[filter("city", "IS", "x")]),
        search(&[filter("unheard", "EQ", "x")]),
        search(&[json!({ "propertyName": "city", "operator": "EQ" })]),
        json!({ "sorts": ["city", "firstname"] }),
        json!({ "after": "next" }),
        json!({ "limit": 0 }),
    ] {
        bench.now += 1_000;
        assert_eq!(bench.post(SEARCH, &body).status, 400, "{body}");
    }
}

#[test]
fn filters_are_limited() {
    let mut bench = people();
    let group = |count: usize| json!({ "filters": vec![filter("city", "EQ", "x"); count] });
    for (counts, status) in
        [(vec![6, 6, 6], 200), (vec![7], 400), (vec![1; 6], 400), (vec![5, 5, 5, 4], 400)]
    {
        bench.now += 1_000;
        let groups: Vec<Value> = counts.iter().map(|count| group(*count)).collect();
        assert_eq!(
            bench.post(SEARCH, &json!({ "filterGroups": groups })).status,
            status,
            "{counts:?}"
        );
    }
}

#[test]
fn pages_go_by_offset() {
    let mut bench = people();
    let first = bench.post(SEARCH, &json!({ "limit": 2, "sorts": [{ "propertyName": "firstname", "direction": "DESCENDING" }] }));
    assert_eq!((first.at("/total"), first.text("/paging/next/after")), (&json!(3), "2"));
    assert_eq!(first.text("/results/0/properties/firstname"), "Eve");
    let last = bench.post(SEARCH, &json!({ "limit": 2, "after": 2, "sorts": ["-firstname"] }));
    assert_eq!(last.text("/results/0/properties/firstname"), "Ann");
    assert!(last.at("/paging").is_null());
}

#[test]
fn a_page_holds_two_hundred() {
    let mut bench = people();
    assert_eq!(bench.post(SEARCH, &json!({ "limit": 200 })).status, 200);
    assert_eq!(bench.post(SEARCH, &json!({ "limit": 201 })).status, 400);
}

#[test]
fn nothing_beyond_ten_thousand() {
    let mut bench = people();
    assert_eq!(bench.post(SEARCH, &json!({ "limit": 200, "after": "9800" })).status, 200);
    assert_eq!(bench.post(SEARCH, &json!({ "limit": 200, "after": "9801" })).status, 400);
}

#[test]
fn the_index_lags_behind_the_writes() {
    let settings = HubSpotSettings { search_lag_millis: 5_000, ..HubSpotSettings::default() };
    let mut bench = Bench::with(settings);
    let id = bench.contact(&json!({ "city": "Oslo" }));
    assert_eq!(names_in(&mut bench, "Oslo"), 0);
    bench.now += 5_000;
    assert_eq!(names_in(&mut bench, "Oslo"), 1);
    bench.patch(&format!("{CONTACTS}/{id}"), &props(&json!({ "city": "Moss" })));
    assert_eq!((names_in(&mut bench, "Oslo"), names_in(&mut bench, "Moss")), (1, 0));
    bench.now += 5_000;
    assert_eq!((names_in(&mut bench, "Oslo"), names_in(&mut bench, "Moss")), (0, 1));
}

fn names_in(bench: &mut Bench, city: &str) -> usize {
    bench.post(SEARCH, &search(&[filter("city", "EQ", city)])).ids().len()
}

#[test]
fn archived_records_are_never_found() {
    let mut bench = people();
    let id = bench.post(SEARCH, &search(&[filter("firstname", "EQ", "bob")])).ids().remove(0);
    bench.send("DELETE", &format!("{CONTACTS}/{id}"), &Value::Null);
    assert_eq!(names(&mut bench, &[]), "AE");
}

#[test]
fn ids_compare_as_numbers_over_a_hundred_thousand() {
    let mut bench = Bench::new();
    let ids: Vec<u64> = (0..100_000)
        .map(|_| bench.contact(&json!({ "firstname": "Ann" })).parse().unwrap())
        .collect();
    assert!(ids[0] < 10_000 && ids[ids.len() - 1] > 100_000);
    let since = filter("lastmodifieddate", "GTE", &bench.now.to_string());
    let (mut last, mut read) = (0, 0);
    // Every tenth stretch of the keyset; each page is a fresh query.
    for _ in 0..20 {
        bench.now += 1_000;
        let body = json!({ "limit": 200, "sorts": ["hs_object_id"], "filterGroups": [{ "filters": [
            since, filter("hs_object_id", "GT", &last.to_string())] }] });
        let seen = bench.post(SEARCH, &body);
        assert_eq!(seen.at("/total"), 100_000 - read);
        let got: Vec<u64> = seen.ids().iter().map(|id| id.parse().unwrap()).collect();
        assert_eq!(got, ids[read..read + 200]);
        (last, read) = (got[199], read + 200);
    }
}

#[test]
fn associations_can_be_searched() {
    let mut bench = people();
    let account = bench.grant.account.clone();
    let contact = bench.post(SEARCH, &search(&[filter("firstname", "EQ", "bob")])).ids().remove(0);
    let company = bench.put("companies", &json!({ "name": "Firm" }));
    assert!(bench.hubspot.associate(
        &account,
        ("contacts", &contact),
        ("companies", &company),
        None
    ));
    assert_eq!(names(&mut bench, &[filter("associations.company", "EQ", &company)]), "B");
}

#[test]
fn pages_by_id_see_what_is_written_between_them() {
    let mut bench = Bench::new();
    let ids: Vec<String> = (0..6)
        .map(|at| bench.contact(&json!({ "email": format!("p{at}@example.com"), "city": "Oslo" })))
        .collect();
    let page = |bench: &mut Bench, after: &str| {
        bench.now += 60_000;
        let mut body = search(&[filter("city", "EQ", "Oslo"), filter("hs_object_id", "GT", after)]);
        body["limit"] = json!(2);
        body["sorts"] = json!([{ "propertyName": "hs_object_id", "direction": "ASCENDING" }]);
        let seen = bench.post(SEARCH, &body);
        (seen.ids(), seen.at("/total").as_u64().unwrap())
    };
    assert_eq!(page(&mut bench, "0"), (ids[..2].to_vec(), 6));
    assert_eq!(page(&mut bench, &ids[1]), (ids[2..4].to_vec(), 4));
    let moved = format!("{CONTACTS}/{}", ids[4]);
    bench.patch(&moved, &props(&json!({ "city": "Bergen" })));
    assert_eq!(page(&mut bench, &ids[3]), (ids[5..].to_vec(), 1));
    bench.patch(&moved, &props(&json!({ "city": "Oslo" })));
    assert_eq!(page(&mut bench, &ids[3]), (ids[4..].to_vec(), 2));
    assert_eq!(page(&mut bench, &ids[5]), (Vec::new(), 0));
}

#[test]
fn words_are_looked_for_in_the_usual_properties() {
    let mut bench = people();
    let seen = bench.post(SEARCH, &json!({ "query": "new yo" }));
    assert_eq!(seen.ids().len(), 0, "cities are not among them");
    let seen = bench.post(SEARCH, &json!({ "query": "BOB@" }));
    assert_eq!(
        (seen.at("/total"), seen.text("/results/0/properties/firstname")),
        (&json!(1), "Bob")
    );
}

#[test]
fn filters_may_stand_alone_at_the_top() {
    let mut bench = people();
    let seen = bench.post(SEARCH, &json!({ "filters": [filter("firstname", "EQ", "bob")] }));
    assert_eq!(seen.at("/total"), &json!(1));
}
