use serde_json::{Value, json};

use super::{Bench, CONTACTS};

const COMPANIES: &str = "/crm/objects/2026-09/companies";
const PAIR: &str = "/crm/associations/2026-09/contacts/companies";

/// Ann, and two companies; then the clock goes on.
fn three(bench: &mut Bench) -> (String, String, String) {
    let ann = bench.contact(&json!({ "firstname": "Ann" }));
    let one = bench.put("companies", &json!({ "name": "One" }));
    let two = bench.put("companies", &json!({ "name": "Two" }));
    bench.now += 60_000;
    (ann, one, two)
}

fn associate(bench: &mut Bench, contact: &str, company: &str, kind: u32) {
    let row = json!({ "from": { "id": contact }, "to": { "id": company }, "types": [
        { "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": kind }] });
    let made = bench.post(&format!("{PAIR}/batch/create"), &json!({ "inputs": [row] }));
    assert_eq!(made.status, 201);
}

/// The contact's primary company, and the company's number of contacts.
fn seen(bench: &mut Bench, contact: &str, company: &str) -> (Value, Value) {
    let contact = bench.get(&format!("{CONTACTS}/{contact}?properties=associatedcompanyid"));
    let company = bench.get(&format!("{COMPANIES}/{company}?properties=num_associated_contacts"));
    (
        contact.at("/properties/associatedcompanyid").clone(),
        company.at("/properties/num_associated_contacts").clone(),
    )
}

fn modified(bench: &mut Bench, path: &str, stamp: &str) -> String {
    bench.get(path).text(&format!("/properties/{stamp}")).to_owned()
}

#[test]
fn what_follows_from_associations_moves_with_them() {
    let mut bench = Bench::new();
    let (ann, one, two) = three(&mut bench);
    associate(&mut bench, &ann, &one, 1);
    assert_eq!(seen(&mut bench, &ann, &one), (json!(one), json!("1")));
    bench.now += 1_000;
    associate(&mut bench, &ann, &two, 1);
    assert_eq!(seen(&mut bench, &ann, &one), (json!(two), json!("1")), "the former stays");
    bench.now += 1_000;
    let gone = json!({ "inputs": [{ "from": { "id": ann }, "to": [{ "id": two }] }] });
    assert_eq!(bench.post(&format!("{PAIR}/batch/archive"), &gone).status, 200);
    assert_eq!(seen(&mut bench, &ann, &two), (Value::Null, json!("0")));
    let read = json!({ "inputs": [{ "id": ann }], "properties": [],
        "propertiesWithHistory": ["associatedcompanyid"] });
    let read = bench.post(&format!("{CONTACTS}/batch/read"), &read);
    let history =
        read.at("/results/0/propertiesWithHistory/associatedcompanyid").as_array().unwrap();
    let values: Vec<&str> =
        history.iter().map(|version| version["value"].as_str().unwrap()).collect();
    assert_eq!(values, ["", &two, &one], "newest first");
}

#[test]
fn the_stamps_of_both_ends_move() {
    let mut bench = Bench::new();
    let (ann, one, _) = three(&mut bench);
    let contact = format!("{CONTACTS}/{ann}?properties=lastmodifieddate");
    let company = format!("{COMPANIES}/{one}?properties=hs_lastmodifieddate");
    let before = (
        modified(&mut bench, &contact, "lastmodifieddate"),
        modified(&mut bench, &company, "hs_lastmodifieddate"),
    );
    associate(&mut bench, &ann, &one, 279);
    let after = (
        modified(&mut bench, &contact, "lastmodifieddate"),
        modified(&mut bench, &company, "hs_lastmodifieddate"),
    );
    assert!(before.0 < after.0 && before.1 < after.1, "{before:?} {after:?}");
    assert_eq!(seen(&mut bench, &ann, &one), (Value::Null, json!("1")), "not its primary one");
}

#[test]
fn an_archived_company_is_nobodys_primary() {
    let mut bench = Bench::new();
    let (ann, one, _) = three(&mut bench);
    associate(&mut bench, &ann, &one, 1);
    bench.now += 60_000;
    bench.send("DELETE", &format!("{COMPANIES}/{one}"), &Value::Null);
    let path = format!("{CONTACTS}/{ann}?properties=associatedcompanyid,lastmodifieddate");
    let contact = bench.get(&path);
    assert_eq!(contact.at("/properties/associatedcompanyid"), &Value::Null);
    let modified = contact.text("/properties/lastmodifieddate").parse::<jiff::Timestamp>();
    assert_eq!(modified.unwrap(), super::stamp(bench.now));
}

#[test]
fn a_restored_company_has_its_contacts_again_only_where_that_is_set() {
    for restore_keeps_associations in [false, true] {
        let settings = super::HubSpotSettings { restore_keeps_associations, ..Default::default() };
        let mut bench = Bench::with(settings);
        let (ann, one, _) = three(&mut bench);
        let gone = bench.contact(&json!({ "firstname": "Gone" }));
        associate(&mut bench, &ann, &one, 1);
        associate(&mut bench, &gone, &one, 1);
        bench.send("DELETE", &format!("{COMPANIES}/{one}"), &Value::Null);
        bench.send("DELETE", &format!("{CONTACTS}/{gone}"), &Value::Null);
        bench.act(&json!({ "act": "restore", "object": "companies", "id": one }));
        let expected = if restore_keeps_associations {
            (json!(one), json!("1"))
        } else {
            (Value::Null, json!("0"))
        };
        assert_eq!(seen(&mut bench, &ann, &one), expected);
    }
}

#[test]
fn a_merge_of_companies_moves_their_contacts() {
    let mut bench = Bench::new();
    let (ann, one, two) = three(&mut bench);
    associate(&mut bench, &ann, &two, 1);
    bench.now += 60_000;
    let body = json!({ "primaryObjectId": one, "objectIdToMerge": two });
    let merged = bench.post(&format!("{COMPANIES}/merge"), &body).text("/id").to_owned();
    assert_eq!(seen(&mut bench, &ann, &merged), (json!(merged), json!("1")));
}

#[test]
fn a_merge_keeps_the_primary_company_of_the_primary_record() {
    for merge_keeps_primary in [false, true] {
        let settings = super::HubSpotSettings { merge_keeps_primary, ..Default::default() };
        let mut bench = Bench::with(settings);
        let (ann, one, two) = three(&mut bench);
        let other = bench.contact(&json!({ "firstname": "Anne" }));
        associate(&mut bench, &ann, &one, 1);
        associate(&mut bench, &other, &two, 1);
        let body = json!({ "primaryObjectId": ann, "objectIdToMerge": other });
        let merged = bench.post(&format!("{CONTACTS}/merge"), &body).text("/id").to_owned();
        assert_eq!(seen(&mut bench, &merged, &two), (json!(one), json!("1")));
    }
}

#[test]
fn people_associate_and_dissociate() {
    let mut bench = Bench::new();
    let (ann, one, _) = three(&mut bench);
    let act = |act: &str| {
        json!({ "act": act, "object": "contacts", "id": ann, "to": "companies", "other": one,
                "type": 1 })
    };
    bench.act(&act("associate"));
    assert_eq!(seen(&mut bench, &ann, &one), (json!(one), json!("1")));
    bench.act(&act("dissociate"));
    assert_eq!(seen(&mut bench, &ann, &one), (Value::Null, json!("1")), "the label alone went");
    let deal = bench.put("deals", &json!({ "dealname": "Big" }));
    bench.act(&json!({ "act": "associate", "object": "deals", "id": deal, "to": "companies",
        "other": one, "type": 5 }));
    let deal =
        format!("/crm/objects/2026-09/deals/{deal}?properties=hs_primary_associated_company");
    assert_eq!(bench.get(&deal).text("/properties/hs_primary_associated_company"), one);
}
