use serde_json::{Value, json};

use super::super::HubSpotSettings;
use super::{Bench, CONTACTS, props};

const LISTS: &str = "/crm/lists/2026-09";

fn one_filter(property: &str, operation: &Value) -> Value {
    json!({ "filterBranchType": "OR", "filters": [], "filterBranches": [{
        "filterBranchType": "AND", "filterBranches": [],
        "filters": [{ "filterType": "PROPERTY", "property": property, "operation": operation }],
    }] })
}

fn list(name: &str, branch: &Value) -> Value {
    json!({ "name": name, "objectTypeId": "0-1", "processingType": "DYNAMIC", "filterBranch": branch })
}

fn in_city(city: &str) -> Value {
    one_filter(
        "city",
        &json!({ "operationType": "MULTISTRING", "operator": "IS_EQUAL_TO", "values": [city] }),
    )
}

fn make(bench: &mut Bench, body: &Value) -> String {
    let made = bench.post(LISTS, body);
    assert_eq!(made.status, 200, "{}", made.body);
    made.text("/list/listId").to_owned()
}

fn members(bench: &mut Bench, list: &str, query: &str) -> Vec<String> {
    let seen = bench.get(&format!("{LISTS}/{list}/memberships/join-order{query}"));
    assert_eq!(seen.status, 200, "{}", seen.body);
    let results = seen.at("/results").as_array().unwrap();
    results.iter().map(|one| one["recordId"].as_str().unwrap().to_owned()).collect()
}

fn lists_of(bench: &mut Bench, ids: &[&str]) -> Vec<usize> {
    let inputs: Vec<Value> =
        ids.iter().map(|id| json!({ "objectTypeId": "0-1", "recordId": id })).collect();
    let seen = bench
        .post(&format!("{LISTS}/records/memberships/batch/read"), &json!({ "inputs": inputs }));
    assert_eq!(seen.status, 200, "{}", seen.body);
    let results = seen.at("/results").as_array().unwrap();
    results.iter().map(|one| one["recordListMemberships"].as_array().unwrap().len()).collect()
}

#[test]
fn a_list_is_found_by_id_and_by_name() {
    let mut bench = Bench::new();
    bench.contact(&json!({ "email": "ann@example.com", "city": "Oslo" }));
    let id = make(&mut bench, &list("In Oslo & around", &in_city("oslo")));
    let by_name = format!("{LISTS}/object-type-id/0-1/name/In%20Oslo%20%26%20around");
    for path in [format!("{LISTS}/{id}"), format!("/crm/v3/lists/{id}"), by_name] {
        let seen = bench.get(&path);
        assert_eq!(seen.text("/list/listId"), id, "{path}");
        assert_eq!(seen.text("/list/processingType"), "DYNAMIC");
        assert_eq!(seen.at("/list/size"), 1);
        assert!(seen.at("/list/filterBranch").is_null());
    }
    let seen = bench.get(&format!("{LISTS}/{id}?includeFilters=true"));
    assert_eq!(seen.at("/list/filterBranch"), &in_city("oslo"));
    for path in [format!("{LISTS}/1"), format!("{LISTS}/object-type-id/0-2/name/In%20Oslo")] {
        let seen = bench.get(&path);
        assert_eq!((seen.status, seen.text("/subCategory")), (404, "ILS.LIST_NOT_FOUND"), "{path}");
    }
    assert_eq!(bench.post(LISTS, &list("In Oslo & around", &in_city("oslo"))).status, 400);
    let by_word = format!("{LISTS}/object-type-id/contacts/name/In%20Oslo");
    assert_eq!(bench.get(&by_word).status, 400);
}

#[test]
fn an_active_list_follows_the_records_after_a_while() {
    let settings = HubSpotSettings { list_lag_millis: 5_000, ..HubSpotSettings::default() };
    let mut bench = Bench::with(settings);
    let ann = bench.contact(&json!({ "email": "ann@example.com", "city": "Oslo" }));
    let bob = bench.contact(&json!({ "email": "bob@example.com", "city": "Bergen" }));
    let id = make(&mut bench, &list("In Oslo", &in_city("Oslo")));
    assert!(members(&mut bench, &id, "").is_empty());
    bench.now += 5_000;
    assert_eq!(members(&mut bench, &id, ""), [ann.as_str()]);
    bench.patch(&format!("{CONTACTS}/{bob}"), &props(&json!({ "city": "oslo" })));
    bench.patch(&format!("{CONTACTS}/{ann}"), &props(&json!({ "city": "" })));
    assert_eq!(lists_of(&mut bench, &[&ann, &bob]), [1, 0]);
    bench.now += 5_000;
    assert_eq!(lists_of(&mut bench, &[&ann, &bob]), [0, 1]);
    bench.act(&json!({ "act": "archive", "object": "contacts", "id": bob }));
    assert_eq!(lists_of(&mut bench, &[&bob, "1"]), [0, 0]);
}

#[test]
fn members_come_in_the_order_in_which_they_joined() {
    let mut bench = Bench::new();
    let ids: Vec<String> = ["ann", "bob", "eve"]
        .iter()
        .map(|name| {
            bench.now += 10;
            bench.contact(&json!({ "email": format!("{name}@example.com"), "city": "Oslo" }))
        })
        .collect();
    let id = make(&mut bench, &list("In Oslo", &in_city("Oslo")));
    let [ann, bob, eve] = ids.as_slice() else { panic!("three") };
    bench.now += 10;
    bench.patch(&format!("{CONTACTS}/{ann}"), &props(&json!({ "city": "Bergen" })));
    bench.now += 10;
    bench.patch(&format!("{CONTACTS}/{ann}"), &props(&json!({ "city": "Oslo" })));
    assert_eq!(members(&mut bench, &id, ""), [bob.clone(), eve.clone(), ann.clone()]);
    let first = bench.get(&format!("{LISTS}/{id}/memberships/join-order?limit=2"));
    assert_eq!(first.at("/total"), 3);
    let after = first.text("/paging/next/after").to_owned();
    assert_eq!(
        members(&mut bench, &id, &format!("?limit=2&after={after}")),
        std::slice::from_ref(ann)
    );
    // The last page stays where it was, and shows who joins later.
    bench.now += 10;
    let zoe = bench.contact(&json!({ "email": "zoe@example.com", "city": "Oslo" }));
    assert_eq!(members(&mut bench, &id, &format!("?after={after}")), [ann.clone(), zoe]);
    let back = format!("?before={after}");
    assert_eq!(members(&mut bench, &id, &back), std::slice::from_ref(bob));
    assert_eq!(bench.get(&format!("{LISTS}/{id}/memberships/join-order?limit=251")).status, 400);
    assert_eq!(bench.get(&format!("{LISTS}/{id}/memberships/join-order?after=x")).status, 400);
}

#[test]
fn who_has_no_value_stays_out_unless_the_filter_says_otherwise() {
    let mut bench = Bench::new();
    for (name, stage) in [("ann", "lead"), ("bob", "subscriber"), ("eve", "")] {
        bench.contact(&json!({ "email": format!("{name}@example.com"), "lifecyclestage": stage }));
    }
    let none_of = |blank: bool| {
        one_filter(
            "lifecyclestage",
            &json!({ "operationType": "ENUMERATION", "operator": "IS_NONE_OF",
                "values": ["subscriber"], "includeObjectsWithNoValueSet": blank }),
        )
    };
    let with = make(&mut bench, &list("with", &none_of(true)));
    let without = make(&mut bench, &list("without", &none_of(false)));
    assert_eq!(members(&mut bench, &with, "").len(), 2);
    assert_eq!(members(&mut bench, &without, "").len(), 1);
}

#[test]
fn static_lists_do_not_follow() {
    let mut bench = Bench::new();
    bench.contact(&json!({ "email": "ann@example.com", "city": "Oslo" }));
    let mut once = list("once", &in_city("Oslo"));
    once["processingType"] = json!("SNAPSHOT");
    let once = make(&mut bench, &once);
    let by_hand = json!({ "name": "by hand", "objectTypeId": "0-1", "processingType": "MANUAL" });
    let by_hand = make(&mut bench, &by_hand);
    bench.now += 1;
    bench.contact(&json!({ "email": "bob@example.com", "city": "Oslo" }));
    assert_eq!(members(&mut bench, &once, "").len(), 1);
    assert!(members(&mut bench, &by_hand, "").is_empty());
    for wrong in [
        json!({ "name": "x", "objectTypeId": "0-1", "processingType": "ACTIVE" }),
        json!({ "name": "x", "objectTypeId": "0-1", "processingType": "DYNAMIC" }),
        list(
            "x",
            &one_filter(
                "nonsense",
                &json!({ "operationType": "ALL_PROPERTY", "operator": "IS_KNOWN" }),
            ),
        ),
        list("x", &json!({ "filterBranchType": "AND", "filters": [] })),
    ] {
        assert_eq!(bench.post(LISTS, &wrong).status, 400, "{wrong}");
    }
}

#[test]
fn s51_a_contact_is_in_a_list_by_what_its_company_holds() {
    let mut bench = Bench::new();
    let by_company = |kind: u32| {
        json!({ "filterBranchType": "OR", "filters": [], "filterBranches": [{
            "filterBranchType": "AND", "filters": [], "filterBranches": [{
                "filterBranchType": "ASSOCIATION", "objectTypeId": "0-2", "operator": "IN_LIST",
                "associationTypeId": kind, "associationCategory": "HUBSPOT_DEFINED",
                "filterBranches": [],
                "filters": [{ "filterType": "PROPERTY", "property": "city", "operation": {
                    "operationType": "MULTISTRING", "operator": "IS_EQUAL_TO",
                    "values": ["Oslo"] } }],
            }],
        }] })
    };
    let company = |bench: &mut Bench, city: &str| {
        let made = bench.act(&json!({ "act": "create", "object": "companies",
                                      "fields": { "name": city, "city": city } }));
        made["id"].as_str().unwrap().to_owned()
    };
    let (oslo, bergen) = (company(&mut bench, "Oslo"), company(&mut bench, "Bergen"));
    let (ann, bo) = (bench.contact(&json!({ "city": "Bergen" })), bench.contact(&json!({})));
    let tie = |bench: &mut Bench, contact: &str, company: &str| {
        bench.act(&json!({ "act": "associate", "object": "contacts", "id": contact,
                           "to": "companies", "other": company, "type": 1 }));
    };
    tie(&mut bench, &ann, &oslo);
    tie(&mut bench, &bo, &bergen);
    bench.now += 600_000;
    let list = make(&mut bench, &list("Of Oslo", &by_company(1)));
    assert_eq!(members(&mut bench, &list, ""), std::slice::from_ref(&ann));
    // The company moves, and so do its people; whoever joins it later joins the list later.
    bench.now += 600_000;
    bench.act(&json!({ "act": "edit", "object": "companies", "id": bergen,
                       "fields": { "city": "Oslo" } }));
    bench.now += 600_000;
    assert_eq!(members(&mut bench, &list, ""), [ann.clone(), bo.clone()]);
    bench.act(&json!({ "act": "edit", "object": "companies", "id": oslo,
                       "fields": { "city": "Moss" } }));
    bench.now += 600_000;
    assert_eq!(members(&mut bench, &list, ""), [bo]);
    let other = json!({ "name": "All", "objectTypeId": "0-1", "processingType": "DYNAMIC",
                        "filterBranch": by_company(279) });
    assert_eq!(bench.post(LISTS, &other).status, 400, "it is not told that it fits");
}
