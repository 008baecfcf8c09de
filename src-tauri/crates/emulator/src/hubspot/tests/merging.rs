use serde_json::{Value, json};

use super::super::{HubSpotSettings, MergedIds};
use super::{Bench, CONTACTS, props};

fn two(bench: &mut Bench) -> (String, String) {
    (
        bench.contact(&json!({ "email": "ann@example.com", "city": "Oslo" })),
        bench.contact(&json!({ "email": "a2@example.com", "phone": "5", "city": "Moss" })),
    )
}

fn merged(bench: &mut Bench, primary: &str, other: &str) -> String {
    let body = json!({ "primaryObjectId": primary, "objectIdToMerge": other });
    let seen = bench.post(&format!("{CONTACTS}/merge"), &body);
    assert_eq!(seen.status, 200);
    seen.text("/id").to_owned()
}

#[test]
fn a_merge_has_a_new_id() {
    let mut bench = Bench::new();
    let (one, other) = two(&mut bench);
    let id = merged(&mut bench, &one, &other);
    assert!(id != one && id != other);
    let seen = bench.get(&format!(
        "{CONTACTS}/{id}?properties=hs_merged_object_ids,city,phone,hs_additional_emails"
    ));
    assert_eq!(seen.text("/properties/hs_merged_object_ids"), format!("{one};{other}"));
    assert_eq!((seen.text("/properties/city"), seen.text("/properties/phone")), ("Oslo", "5"));
    assert_eq!(seen.text("/properties/hs_additional_emails"), "a2@example.com");
}

#[test]
fn old_ids_lead_to_the_new_and_are_never_archived() {
    let mut bench = Bench::new();
    let (one, other) = two(&mut bench);
    let id = merged(&mut bench, &one, &other);
    for old in [&one, &other] {
        assert_eq!(bench.get(&format!("{CONTACTS}/{old}")).text("/id"), id);
        let read =
            bench.post(&format!("{CONTACTS}/batch/read"), &json!({ "inputs": [{ "id": old }] }));
        assert_eq!((read.status, read.ids()), (200, vec![id.clone()]));
        assert_eq!(
            bench.patch(&format!("{CONTACTS}/{old}"), &props(&json!({ "city": "X" }))).text("/id"),
            id
        );
    }
    assert!(bench.get(&format!("{CONTACTS}?archived=true")).ids().is_empty());
    assert_eq!(bench.get(CONTACTS).ids(), [id]);
    let row = json!({ "id": one, "properties": { "city": "Y" } });
    let update = bench.post(&format!("{CONTACTS}/batch/update"), &json!({ "inputs": [row] }));
    assert_eq!((update.status, update.ids().len()), (200, 0));
}

#[test]
fn the_beta_keeps_the_primary() {
    let mut bench =
        Bench::with(HubSpotSettings { merge_keeps_primary: true, ..HubSpotSettings::default() });
    let (one, other) = two(&mut bench);
    assert_eq!(merged(&mut bench, &one, &other), one);
    assert_eq!(bench.get(&format!("{CONTACTS}/{other}")).text("/id"), one);
}

#[test]
fn a_merge_keeps_associations() {
    let mut bench = Bench::new();
    let (one, other) = two(&mut bench);
    let account = bench.grant.account.clone();
    let company = bench.put("companies", &json!({ "name": "Firm" }));
    bench.hubspot.associate(&account, ("contacts", &other), ("companies", &company), Some(1));
    let id = merged(&mut bench, &one, &other);
    let seen = bench.get(&format!("/crm/v4/objects/contacts/{id}/associations/companies"));
    assert_eq!(seen.at("/results/0/toObjectId").to_string(), company);
}

/// A contact has one primary company, a company is that of many contacts: all of them follow.
#[test]
fn a_merged_company_stays_the_primary_one_of_everybody() {
    let mut bench = Bench::new();
    let account = bench.grant.account.clone();
    let (ann, bo) = two(&mut bench);
    let companies = ["One", "Two"].map(|name| bench.put("companies", &json!({ "name": name })));
    for (contact, company) in [&ann, &bo].into_iter().zip(&companies) {
        bench.hubspot.associate(&account, ("contacts", contact), ("companies", company), Some(1));
    }
    let body = json!({ "primaryObjectId": companies[0], "objectIdToMerge": companies[1] });
    let merged = bench.post("/crm/v3/objects/companies/merge", &body);
    assert_eq!(merged.status, 200);
    for contact in [ann, bo] {
        let path = format!("{CONTACTS}/{contact}?properties=associatedcompanyid");
        let seen = bench.get(&path);
        assert_eq!(seen.text("/properties/associatedcompanyid"), merged.text("/id"));
    }
}

/// The ids that lead to a record are not all that it lists, by another reading.
#[test]
fn a_merge_may_list_only_what_was_merged_into_it() {
    let settings = HubSpotSettings { merged_ids: MergedIds::Others, ..HubSpotSettings::default() };
    let mut bench = Bench::with(settings);
    let (one, other) = two(&mut bench);
    let id = merged(&mut bench, &one, &other);
    let seen = bench.get(&format!("{CONTACTS}/{one}?properties=hs_merged_object_ids"));
    assert_eq!((seen.text("/id"), seen.text("/properties/hs_merged_object_ids")), (&*id, &*other));
}

#[test]
fn a_merged_profile_has_two_hundred_and_fifty_identities() {
    let mut bench = Bench::new();
    let merge = |bench: &mut Bench, primary: &str, other: &str| {
        let body = json!({ "primaryObjectId": primary, "objectIdToMerge": other });
        bench.post(&format!("{CONTACTS}/merge"), &body)
    };
    let more: Vec<String> = (1..249).map(|nth| format!("a{nth}@example.com")).collect();
    let fields = json!({ "email": "a@example.com", "hs_additional_emails": more.join(";") });
    let full = bench.contact(&fields);
    let last = bench.contact(&json!({ "email": "b@example.com" }));
    let seen = merge(&mut bench, &full, &last);
    assert_eq!(seen.status, 200, "{}", seen.body);
    let full = seen.text("/id").to_owned();
    let too_much = bench.contact(&json!({ "email": "c@example.com" }));
    let seen = merge(&mut bench, &full, &too_much);
    assert_eq!((seen.status, seen.text("/status")), (414, "error"));
    assert_eq!(bench.get(&format!("{CONTACTS}/{too_much}")).text("/id"), too_much);
    let nobody = bench.contact(&json!({ "lastname": "Berg" }));
    assert_eq!(merge(&mut bench, &full, &nobody).status, 200, "no further identity");
}

#[test]
fn a_privacy_deletion_leaves_nothing() {
    let mut bench = Bench::new();
    let (one, other) = two(&mut bench);
    let gdpr = format!("{CONTACTS}/gdpr-delete");
    assert_eq!(bench.post(&gdpr, &json!({ "objectId": one })).status, 204);
    let by_email = json!({ "objectId": "a2@example.com", "idProperty": "email" });
    assert_eq!(bench.post(&gdpr, &by_email).status, 204);
    for id in [one, other] {
        assert_eq!(bench.get(&format!("{CONTACTS}/{id}")).status, 404);
        assert_eq!(bench.get(&format!("{CONTACTS}/{id}?archived=true")).status, 404);
    }
    assert_eq!(bench.post(&gdpr, &by_email).status, 204);
    assert_eq!(bench.post(&gdpr, &json!({ "objectId": "1" })).status, 404);
    assert_eq!(bench.send("GET", &gdpr, &Value::Null).status, 404);
}
