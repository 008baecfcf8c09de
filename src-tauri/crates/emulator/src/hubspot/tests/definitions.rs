//! What fields and objects a portal has.

use serde_json::{Value, json};

use super::super::{HubSpotSettings, PortalSettings, Tier};
use super::{Bench, CONTACTS, props, stamp};

const BASE: &str = "/crm/properties/2026-09/contacts";

fn text(name: &str) -> Value {
    json!({ "name": name, "label": name, "type": "string", "fieldType": "text",
        "groupName": "contactinformation" })
}

#[test]
fn properties_are_made_read_and_archived_by_the_batch() {
    let mut bench = Bench::new();
    let made = bench.post(
        &format!("{BASE}/batch/create"),
        &json!({ "inputs": [text("one"), text("two"), text("one")] }),
    );
    assert_eq!((made.status, made.at("/numErrors")), (207, &json!(1)));
    assert_eq!(made.text("/results/1/name"), "two");
    let named = |names: &[&str]| -> Value {
        let names: Vec<Value> = names.iter().map(|name| json!({ "name": name })).collect();
        json!({ "inputs": names })
    };
    let read = bench.post(&format!("{BASE}/batch/read"), &named(&["one", "unheard"]));
    assert_eq!((read.status, read.text("/results/0/name")), (207, "one"));
    let gone = bench.post(&format!("{BASE}/batch/archive"), &named(&["one", "two"]));
    assert_eq!(gone.status, 204);
    assert_eq!(bench.get(&format!("{BASE}/two")).status, 404);
}

#[test]
fn groups_are_listed_and_made_once() {
    let mut bench = Bench::new();
    let groups = format!("{BASE}/groups");
    let new = json!({ "name": "crosswalk", "label": "Crosswalk" });
    assert_eq!(bench.post(&groups, &new).status, 201);
    assert_eq!(bench.post(&groups, &new).status, 409);
    let listed = bench.get(&groups);
    let names = listed.at("/results").as_array().unwrap();
    assert!(names.iter().any(|group| group["name"] == "crosswalk"));
}

#[test]
fn a_definition_must_make_sense() {
    let mut bench = Bench::new();
    let with = |key: &str, value: Value| {
        let mut new = text("fine");
        new[key] = value;
        new
    };
    for (new, word) in [
        (with("name", json!("Upper Case")), "name"),
        (with("name", json!("hs_own")), "name"),
        (with("type", json!("number")), "type"),
        (with("fieldType", json!("telepathy")), "type"),
    ] {
        let seen = bench.post(BASE, &new);
        assert_eq!(seen.status, 400, "{new}");
        assert!(seen.text("/message").contains(word), "{}", seen.body);
    }
    let mut bare = with("type", json!("enumeration"));
    bare["fieldType"] = json!("select");
    assert_eq!(bench.post(BASE, &bare).status, 400, "an enumeration needs options");
    bare["externalOptions"] = json!(true);
    assert_eq!(bench.post(BASE, &bare).status, 201);
}

#[test]
fn a_formulas_value_cannot_be_set() {
    let mut bench = Bench::new();
    let formula = json!({ "name": "sum", "label": "Sum", "type": "number",
        "fieldType": "calculation_equation", "groupName": "contactinformation",
        "calculationFormula": "hs_latitude + 1" });
    let made = bench.post(BASE, &formula);
    assert_eq!((made.status, made.at("/calculated")), (201, &json!(true)));
    assert_eq!(made.at("/modificationMetadata/readOnlyValue"), &json!(true));
    let refused = bench.post(CONTACTS, &props(&json!({ "sum": "5" })));
    assert_eq!(refused.text("/errors/0/code"), "READ_ONLY_VALUE");
}

#[test]
fn the_vendors_own_definitions_stay() {
    let mut bench = Bench::new();
    let changed = bench.patch(&format!("{BASE}/hs_object_id"), &json!({ "label": "Number" }));
    assert_eq!(changed.status, 400);
    let gone = bench.send("DELETE", &format!("{BASE}/firstname"), &Value::Null);
    assert_eq!(gone.status, 400);
    let told = gone.text("/subCategory");
    assert_eq!(told, "PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE");
}

#[test]
fn objects_of_ones_own_are_for_enterprise() {
    for (tier, allowed) in [(Tier::Professional, false), (Tier::Enterprise, true)] {
        let portals = vec![PortalSettings { tier, ..PortalSettings::default() }];
        let mut bench = Bench::with(HubSpotSettings { portals, ..HubSpotSettings::default() });
        assert_eq!(bench.get(CONTACTS).status, 200);
        let act = json!({ "act": "add_object_type", "name": "Cars" });
        assert_eq!(bench.hubspot.act(stamp(bench.now), act).is_ok(), allowed, "{tier:?}");
    }
}
