use serde_json::{Value, json};

use super::{Bench, CONTACTS, props};

#[test]
fn properties_may_be_repeated_or_listed() {
    let mut bench = Bench::new();
    let id = bench.contact(&json!({ "firstname": "Ann", "city": "Oslo" }));
    for query in [
        "properties=city&properties=phone",
        "properties=city,phone",
        "properties=city,phone,unheard",
    ] {
        let seen = bench.get(&format!("{CONTACTS}/{id}?{query}"));
        assert_eq!(seen.text("/properties/city"), "Oslo");
        assert!(seen.body["properties"].as_object().unwrap().contains_key("phone"));
        assert_eq!(seen.at("/properties/phone"), &Value::Null);
        assert!(!seen.body["properties"].as_object().unwrap().contains_key("unheard"));
        assert!(!seen.body["properties"].as_object().unwrap().contains_key("firstname"));
    }
}

#[test]
fn writes_answer_with_strings_and_an_empty_text_clears() {
    let mut bench = Bench::new();
    let made =
        bench.post(CONTACTS, &props(&json!({ "firstname": "Ann", "email": "Ann@Example.com" })));
    assert_eq!(made.status, 201);
    assert_eq!(made.text("/properties/email"), "ann@example.com");
    let id = made.text("/id").to_owned();
    bench.now += 5;
    let seen =
        bench.patch(&format!("{CONTACTS}/{id}"), &props(&json!({ "firstname": "", "city": null })));
    assert_eq!((seen.status, seen.at("/properties/firstname")), (200, &Value::Null));
    assert_ne!(seen.text("/updatedAt"), seen.text("/createdAt"));
    assert_eq!(seen.text("/properties/lastmodifieddate"), seen.text("/updatedAt"));
    assert_eq!(bench.patch(&format!("{CONTACTS}/{id}"), &props(&json!({ "city": 5 }))).status, 400);
    assert_eq!(bench.patch(&format!("{CONTACTS}/1"), &props(&json!({}))).status, 404);
}

#[test]
fn lists_page_by_a_link_on_this_host() {
    let mut bench = Bench::new();
    let ids: Vec<String> = (0..12).map(|_| bench.contact(&json!({ "firstname": "Ann" }))).collect();
    let first = bench.get(CONTACTS);
    assert_eq!(first.ids(), ids[..10]);
    let link = first.text("/paging/next/link").to_owned();
    assert!(link.starts_with("http://127.0.0.1:9/crm/objects/2026-09/contacts?"), "{link}");
    let second = bench.get(&link);
    assert_eq!(second.ids(), ids[10..]);
    assert!(second.at("/paging").is_null());
}

#[test]
fn pages_have_a_largest_size() {
    let mut bench = Bench::new();
    assert_eq!(bench.get(&format!("{CONTACTS}?limit=100")).status, 200);
    assert_eq!(bench.get(&format!("{CONTACTS}?limit=101")).status, 400);
    assert_eq!(bench.get(&format!("{CONTACTS}?limit=51&propertiesWithHistory=city")).status, 400);
    assert_eq!(bench.get(&format!("{CONTACTS}?limit=0")).status, 400);
}

#[test]
fn archived_records_are_listed_apart() {
    let mut bench = Bench::new();
    let (kept, gone) = (bench.contact(&json!({})), bench.contact(&json!({})));
    assert_eq!(bench.send("DELETE", &format!("{CONTACTS}/{gone}"), &Value::Null).status, 204);
    assert_eq!(bench.get(CONTACTS).ids(), [kept]);
    let bin = bench.get(&format!("{CONTACTS}?archived=true"));
    assert_eq!(bin.ids(), std::slice::from_ref(&gone));
    assert!(bin.at("/results/0/archivedAt").is_string());
    assert_eq!(bench.get(&format!("{CONTACTS}/{gone}")).status, 404);
    bench.act(&json!({ "act": "restore", "object": "contacts", "id": gone }));
    assert_eq!(bench.get(&format!("{CONTACTS}/{gone}")).status, 200);
    assert_eq!(bench.send("DELETE", &format!("{CONTACTS}/{gone}"), &Value::Null).status, 204);
    bench.now += 91 * 86_400_000;
    assert_eq!(bench.get(&format!("{CONTACTS}?archived=true")).ids(), Vec::<String>::new());
}

#[test]
fn history_names_value_time_and_source() {
    let mut bench = Bench::new();
    let id = bench.contact(&json!({ "city": "Oslo" }));
    bench.now += 1_000;
    bench.patch(&format!("{CONTACTS}/{id}"), &props(&json!({ "city": "Bergen" })));
    bench.now += 1_000;
    bench.act(&json!({ "act": "edit", "object": "contacts", "id": id, "fields": { "city": "Moss" }, "user": 5 }));
    let seen = bench.get(&format!("{CONTACTS}/{id}?propertiesWithHistory=city"));
    let values: Vec<&str> =
        (0..3).map(|at| seen.text(&format!("/propertiesWithHistory/city/{at}/value"))).collect();
    assert_eq!(values, ["Moss", "Bergen", "Oslo"]);
    assert_eq!(seen.text("/propertiesWithHistory/city/0/sourceType"), "CRM_UI");
    assert_eq!(seen.at("/propertiesWithHistory/city/0/updatedByUserId"), 5);
    assert_eq!(seen.text("/propertiesWithHistory/city/1/sourceType"), "INTEGRATION");
}

#[test]
fn a_duplicate_address_is_a_conflict_with_the_id_in_the_message() {
    let mut bench = Bench::new();
    let id = bench
        .contact(&json!({ "email": "ann@example.com", "hs_additional_emails": "a2@example.com" }));
    for email in ["ANN@example.com", "a2@example.com"] {
        let seen = bench.post(CONTACTS, &props(&json!({ "email": email })));
        assert_eq!((seen.status, seen.text("/category")), (409, "CONFLICT"));
        assert_eq!(seen.text("/message"), format!("Contact already exists. Existing ID: {id}"));
        assert!(seen.at("/context").is_null() && seen.at("/errors").is_null());
    }
    let by_email = bench.get(&format!("{CONTACTS}/a2@example.com?idProperty=email"));
    assert_eq!(by_email.text("/id"), id);
    assert_eq!(bench.get(&format!("{CONTACTS}/Oslo?idProperty=city")).status, 400);
}

#[test]
fn companies_need_a_name_or_domain_and_deals_their_three() {
    let mut bench = Bench::new();
    let companies = "/crm/objects/2026-09/companies";
    assert_eq!(bench.post(companies, &props(&json!({ "city": "Oslo" }))).status, 400);
    for _ in 0..2 {
        assert_eq!(bench.post(companies, &props(&json!({ "domain": "same.example" }))).status, 201);
    }
    let seen = bench.post("/crm/objects/2026-09/deals", &props(&json!({ "dealname": "One" })));
    assert_eq!(seen.status, 400);
    assert_eq!(seen.at("/context/properties"), &json!(["dealstage", "pipeline"]));
}

#[test]
fn bulk_edits_give_one_millisecond() {
    let mut bench = Bench::new();
    let ids: Vec<String> = (0..3).map(|_| bench.contact(&json!({}))).collect();
    bench.now += 777;
    bench.act(&json!({ "act": "bulk_edit", "object": "contacts", "fields": { "city": "Oslo" } }));
    let stamps: std::collections::BTreeSet<String> = ids
        .iter()
        .map(|id| {
            bench.get(&format!("{CONTACTS}/{id}")).text("/properties/lastmodifieddate").to_owned()
        })
        .collect();
    assert_eq!(stamps.len(), 1);
}

#[test]
fn a_path_can_be_too_long() {
    let mut bench = Bench::new();
    let listed = |count: usize| format!("{CONTACTS}?properties={}", "city,".repeat(count));
    assert_eq!(bench.get(&listed(3_000)).status, 200);
    assert_eq!(bench.get(&listed(3_200)).status, 414);
}
