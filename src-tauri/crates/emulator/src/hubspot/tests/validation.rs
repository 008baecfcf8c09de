use serde_json::{Value, json};

use super::super::{BackwardStage, EmailConflict, HubSpotSettings};
use super::{Bench, CONTACTS, props};

/// The codes of a refused write, by property.
fn codes(bench: &mut Bench, properties: &Value) -> Vec<(String, String)> {
    let seen = bench.post(CONTACTS, &props(properties));
    if seen.status == 201 {
        return Vec::new();
    }
    assert_eq!((seen.status, seen.text("/category")), (400, "VALIDATION_ERROR"));
    assert!(seen.text("/message").starts_with("Property values were not valid: [{"));
    let errors = seen.at("/errors").as_array().unwrap();
    errors
        .iter()
        .map(|error| {
            let name = error["context"]["propertyName"][0].as_str().unwrap();
            (name.to_owned(), error["code"].as_str().unwrap().to_owned())
        })
        .collect()
}

fn check(properties: &Value, code: &str) {
    let got = codes(&mut Bench::new(), properties);
    let got: Vec<&str> = got.iter().map(|(_, code)| code.as_str()).collect();
    let expected: Vec<&str> = if code.is_empty() { Vec::new() } else { vec![code] };
    assert_eq!(got, expected, "{properties}");
}

#[test]
fn what_an_administrator_made_necessary_is_needed_in_every_write() {
    let mut bench = Bench::new();
    let id = bench.contact(&json!({ "email": "ann@example.com" }));
    let rule = json!({ "act": "require_property", "object": "contacts", "property": "jobtitle",
        "when": ["lifecyclestage", "customer"] });
    bench.act(&rule);
    let path = format!("{CONTACTS}/{id}");
    assert_eq!(bench.patch(&path, &props(&json!({ "city": "Oslo" }))).status, 200);
    let customer = props(&json!({ "lifecyclestage": "customer" }));
    let refused = [bench.patch(&path, &customer), bench.post(CONTACTS, &customer)];
    for seen in refused {
        assert_eq!((seen.status, seen.text("/category")), (400, "VALIDATION_ERROR"));
        assert_eq!(seen.text("/errors/0/code"), "MISSING_CONDITIONAL_REQUIRED_PROPERTY");
        assert_eq!(seen.at("/context/properties"), &json!(["jobtitle"]));
    }
    let older = "/crm/objects/2026-03/contacts";
    assert_eq!(bench.post(older, &customer).status, 201, "only 2026-09 enforces it");
    let both = props(&json!({ "lifecyclestage": "customer", "jobtitle": "Boss" }));
    assert_eq!(bench.patch(&path, &both).status, 200);
    assert_eq!(bench.patch(&path, &props(&json!({ "jobtitle": "" }))).status, 400);
    bench.act(&json!({ "act": "require_property", "object": "contacts", "property": "phone" }));
    let seen = bench.patch(&path, &props(&json!({ "city": "Moss" })));
    assert_eq!(seen.text("/errors/0/code"), "MISSING_REQUIRED_PROPERTY");
}

#[test]
fn an_unknown_property_fails_the_record() {
    check(&json!({ "firstname": "Ann", "unheard_of": "1" }), "PROPERTY_DOESNT_EXIST");
}

#[test]
fn a_read_only_property_fails_the_record() {
    check(&json!({ "hs_object_id": "1" }), "READ_ONLY_VALUE");
    check(&json!({ "lastmodifieddate": "2026-01-01T00:00:00Z" }), "READ_ONLY_VALUE");
    check(&json!({ "hs_email_optout": "true" }), "READ_ONLY_VALUE");
    let seen = Bench::new().post(CONTACTS, &props(&json!({ "hs_object_id": "1" })));
    assert_eq!(
        seen.text("/errors/0/message"),
        "\"hs_object_id\" is a read only property; its value cannot be set."
    );
}

#[test]
fn values_must_fit_the_type() {
    for (properties, code) in [
        (json!({ "hs_lead_status": "OPEN" }), ""),
        (json!({ "hs_lead_status": "open" }), "INVALID_OPTION"),
        (json!({ "hs_lead_status": "Attempted to Contact" }), "INVALID_OPTION"),
        (json!({ "hubspot_owner_id": "77" }), "INVALID_OPTION"),
        (json!({ "hs_latitude": "59.9" }), ""),
        (json!({ "hs_latitude": "59,9" }), "INVALID_INTEGER"),
        (json!({ "hs_latitude": "1.2.3" }), "INVALID_INTEGER"),
        (json!({ "closedate": "2026-01-02T03:04:05Z" }), ""),
        (json!({ "closedate": "1767225600123" }), ""),
        (json!({ "closedate": "tomorrow" }), "INVALID_LONG"),
        (json!({ "hs_job_change_detected_date": "2026-01-02" }), ""),
        (json!({ "hs_job_change_detected_date": "1767225600000" }), ""),
        (json!({ "hs_job_change_detected_date": "1767225600001" }), "INVALID_DATE"),
        (json!({ "hs_job_change_detected_date": "2.1.2026" }), "INVALID_DATE"),
        (json!({ "hs_facebook_ad_clicked": "true" }), ""),
        (json!({ "hs_facebook_ad_clicked": "yes" }), "INVALID_OPTION"),
        (json!({ "email": "no-at-sign" }), "INVALID_EMAIL"),
        (json!({ "email": "a@b" }), "INVALID_EMAIL"),
        (json!({ "city": "x".repeat(65_536) }), ""),
        (json!({ "city": "x".repeat(65_537) }), "INVALID_STRING"),
    ] {
        check(&properties, code);
    }
}

#[test]
fn every_bad_property_is_named() {
    let got = codes(
        &mut Bench::new(),
        &json!({ "email": "x", "unheard": "1", "hs_object_id": "1", "city": "Oslo" }),
    );
    let mut names: Vec<&str> = got.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["email", "hs_object_id", "unheard"]);
}

#[test]
fn a_stage_belongs_to_its_pipeline() {
    let mut bench = Bench::new();
    let deals = "/crm/objects/2026-09/deals";
    let deal = |stage: &str, pipeline: &str| {
        props(&json!({ "dealname": "One", "dealstage": stage, "pipeline": pipeline }))
    };
    assert_eq!(bench.post(deals, &deal("nowhere", "default")).status, 400);
    assert_eq!(bench.post(deals, &deal("closedwon", "nowhere")).status, 400);
    let made = bench.post(deals, &deal("closedwon", "default"));
    assert_eq!(made.status, 201);
    let one = format!("{deals}/{}", made.text("/id"));
    let seen = bench.patch(&one, &props(&json!({ "dealstage": "nowhere" })));
    assert_eq!(seen.text("/errors/0/code"), "INVALID_OPTION");
}

#[test]
fn multiple_choices_append_after_a_semicolon() {
    let mut bench = Bench::new();
    let option = |value: &str| json!({ "label": value, "value": value, "hidden": false });
    let new = json!({ "name": "tags", "label": "Tags", "type": "enumeration", "fieldType": "checkbox",
        "groupName": "contactinformation", "options": [option("a"), option("b"), option("c")] });
    bench.post("/crm/properties/2026-09/contacts", &new);
    let id = bench.contact(&json!({ "tags": "a" }));
    let one = format!("{CONTACTS}/{id}");
    assert_eq!(bench.patch(&one, &props(&json!({ "tags": ";b" }))).text("/properties/tags"), "a;b");
    assert_eq!(bench.patch(&one, &props(&json!({ "tags": "c" }))).text("/properties/tags"), "c");
    assert_eq!(bench.patch(&one, &props(&json!({ "tags": "c;z" }))).status, 400);
}

#[test]
fn lifecycle_goes_forward_only() {
    for (setting, status) in [(BackwardStage::Unchanged, 200), (BackwardStage::Refused, 400)] {
        let mut bench =
            Bench::with(HubSpotSettings { backward_stage: setting, ..HubSpotSettings::default() });
        let id = bench.contact(&json!({ "lifecyclestage": "customer" }));
        let one = format!("{CONTACTS}/{id}");
        assert_eq!(bench.patch(&one, &props(&json!({ "lifecyclestage": "lead" }))).status, status);
        let read = format!("{one}?properties=lifecyclestage");
        assert_eq!(bench.get(&read).text("/properties/lifecyclestage"), "customer");
        bench.patch(&one, &props(&json!({ "lifecyclestage": "" })));
        bench.patch(&one, &props(&json!({ "lifecyclestage": "lead" })));
        assert_eq!(bench.get(&read).text("/properties/lifecyclestage"), "lead");
    }
}

#[test]
fn an_address_in_use_is_refused_on_patch() {
    for (setting, status) in [(EmailConflict::Conflict, 409), (EmailConflict::Validation, 400)] {
        let mut bench =
            Bench::with(HubSpotSettings { email_conflict: setting, ..HubSpotSettings::default() });
        bench.contact(&json!({ "email": "ann@example.com" }));
        let id = bench.contact(&json!({ "email": "bob@example.com" }));
        let one = format!("{CONTACTS}/{id}");
        assert_eq!(
            bench.patch(&one, &props(&json!({ "email": "ann@example.com" }))).status,
            status
        );
        assert_eq!(bench.patch(&one, &props(&json!({ "email": "bob@example.com" }))).status, 200);
    }
}
