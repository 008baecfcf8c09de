use serde_json::{Value, json};

use super::{Bench, CONTACTS, props};
use crate::exchange::{Actor, Effect};

#[test]
fn dated_and_legacy_paths_are_one() {
    let mut bench = Bench::new();
    let id = bench.contact(&json!({ "firstname": "Ann", "email": "ann@example.com" }));
    for base in
        ["/crm/objects/2026-09", "/crm/objects/2026-03", "/crm/v3/objects", "/crm/v4/objects"]
    {
        for name in ["contacts", "contact", "0-1", "CONTACTS"] {
            for slash in ["", "/"] {
                let seen = bench.get(&format!("{base}/{name}/{id}{slash}"));
                assert_eq!(seen.status, 200, "{base}/{name}/{id}{slash}");
                assert_eq!(seen.text("/properties/firstname"), "Ann");
                assert_eq!(seen.reply.route, "GET /crm/objects/{version}/{type}/{id}");
            }
        }
    }
    assert_eq!(bench.get("/crm/objects/2031-03/contacts").status, 404);
    assert_eq!(bench.get("/crm/objects/2026-09/unheard_of").status, 400);
}

#[test]
fn replies_say_who_and_what() {
    let mut bench = Bench::new();
    let seen = bench.post(CONTACTS, &props(&json!({ "firstname": "Ann" })));
    assert_eq!(seen.reply.effect, Effect::Write);
    assert_eq!(seen.reply.actor, Actor::App("service-key".to_owned()));
    assert_eq!(seen.reply.account.as_deref(), Some(bench.grant.account.as_str()));
    assert_eq!(bench.post(&format!("{CONTACTS}/search"), &json!({})).reply.effect, Effect::Read);
}

#[test]
fn a_dump_loads_back_as_it_was() {
    let mut bench = Bench::new();
    let id = bench.contact(&json!({ "firstname": "Ann", "email": "Ann@Example.com" }));
    let dump = bench.hubspot.dump(&bench.grant.account);
    assert_eq!(dump["truth"]["contacts"][&id]["firstname"], "Ann");
    let alone = bench.hubspot.truth(&bench.grant.account, "contacts");
    assert_eq!(dump["truth"]["contacts"], Value::Object(alone));
    bench.patch(&format!("{CONTACTS}/{id}"), &props(&json!({ "firstname": "Eve" })));
    bench.hubspot.load(&dump).unwrap();
    assert_eq!(bench.hubspot.dump(&bench.grant.account), dump);
    let seen = bench.get(&format!("{CONTACTS}/ann@example.com?idProperty=email"));
    assert_eq!(seen.text("/properties/firstname"), "Ann");
    assert!(bench.hubspot.load(&json!({ "state": 1 })).is_err());
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let run = || {
        let mut bench = Bench::new();
        bench.contact(&json!({ "email": "a@example.com" }));
        let seen = bench.post(CONTACTS, &props(&json!({ "nonsense": "1" })));
        (bench.grant.clone(), seen.body.to_string(), bench.hubspot.dump(&bench.grant.account))
    };
    assert_eq!(run(), run());
}

#[test]
fn accounts_say_which_they_are() {
    let mut bench = Bench::new();
    let seen = bench.get("/account-info/v3/details");
    assert_eq!(seen.at("/portalId").to_string(), bench.grant.account);
    assert_eq!(seen.text("/utcOffset"), "+00:00");
    let seen = bench.get("/account-info/2026-09/api-usage/daily/private-apps");
    assert_eq!(seen.at("/results/0/currentUsage"), 2);
    assert_eq!(seen.at("/results/0/usageLimit"), 625_000);
}

#[test]
fn owners_come_in_pages() {
    let mut bench = Bench::new();
    let mut ids = Vec::new();
    for name in ["ann", "bob", "eve"] {
        let email = format!("{name}@example.com");
        let made = bench.act(
            &json!({ "act": "add_owner", "email": email, "first_name": name, "last_name": "X" }),
        );
        ids.push(made["id"].as_str().unwrap().to_owned());
    }
    bench.act(&json!({ "act": "archive_owner", "id": ids[1] }));
    let first = bench.get("/crm/owners/2026-09?limit=1");
    assert_eq!(first.ids(), [ids[0].clone()]);
    let link = first.text("/paging/next/link").to_owned();
    assert!(link.starts_with("http://127.0.0.1:9/crm/owners/2026-09?"));
    let second = bench.get(&link);
    assert_eq!(second.ids(), [ids[2].clone()]);
    assert!(second.at("/paging").is_null());
    let gone = bench.get("/crm/v3/owners/?archived=true");
    assert_eq!(gone.ids(), [ids[1].clone()]);
    assert!(gone.at("/results/0/userId").is_null());
    let user = first.at("/results/0/userId").to_string();
    let seen = bench.get(&format!("/crm/v3/owners/{user}?idProperty=userId"));
    assert_eq!(seen.text("/id"), ids[0]);
    assert_eq!(bench.get(&format!("/crm/v3/owners/{}", ids[1])).status, 404);
}

#[test]
fn pipelines_have_stages_with_text_metadata() {
    let mut bench = Bench::new();
    let seen = bench.get("/crm/pipelines/2026-09/deals");
    assert_eq!(seen.text("/results/0/id"), "default");
    assert_eq!(
        seen.at("/results/0/stages/5/metadata"),
        &json!({ "isClosed": "true", "probability": "1.0" })
    );
    assert_eq!(
        bench.get("/crm/v3/pipelines/deals/default/stages/closedwon").text("/label"),
        "Closed Won"
    );
    assert_eq!(bench.get("/crm/v3/pipelines/deals/unheard").status, 404);
}

#[test]
fn properties_are_made_once_and_come_back() {
    let mut bench = Bench::new();
    let base = "/crm/properties/2026-09/contacts";
    let new = json!({ "name": "crosswalk_id", "label": "Crosswalk", "type": "string",
        "fieldType": "text", "groupName": "contactinformation", "hasUniqueValue": true });
    assert_eq!(bench.post(base, &new).status, 201);
    assert_eq!(
        bench.get(&format!("{base}/hs_email_optout")).text("/groupName"),
        "emailinformation"
    );
    let mut astray = new.clone();
    astray["groupName"] = json!("contacts_information");
    assert_eq!(bench.post(base, &astray).status, 400);
    let again = bench.post("/crm/v3/properties/contacts", &new);
    assert_eq!((again.status, again.text("/category")), (409, "OBJECT_ALREADY_EXISTS"));
    assert_eq!(again.text("/subCategory"), "Properties.PROPERTY_WITH_NAME_EXISTS");
    let one = format!("{base}/crosswalk_id");
    assert_eq!(bench.get(&one).at("/modificationMetadata/readOnlyValue"), false);
    assert_eq!(bench.send("DELETE", &one, &json!(null)).status, 204);
    let gone = bench.get(&one);
    assert_eq!((gone.status, gone.text("/category")), (404, "OBJECT_NOT_FOUND"));
    assert_eq!(bench.post(base, &new).status, 201);
    let email = bench.get(&format!("{base}/hs_email_optout"));
    assert_eq!(email.at("/modificationMetadata/readOnlyValue"), true);
    let list = bench.get(base);
    assert!(list.at("/paging").is_null());
    assert!(list.at("/results").as_array().unwrap().len() > 300);
}

#[test]
fn options_that_are_sent_replace_the_list() {
    let mut bench = Bench::new();
    let base = "/crm/properties/2026-09/contacts";
    let option = |value: &str| json!({ "label": value, "value": value, "hidden": false });
    let new = json!({ "name": "color", "label": "Color", "type": "enumeration", "fieldType": "select",
        "groupName": "contactinformation", "options": [option("red"), option("blue")] });
    assert_eq!(bench.post(base, &new).status, 201);
    let one = format!("{base}/color");
    let seen = bench.patch(&one, &json!({ "label": "Colour" }));
    assert_eq!(seen.at("/options").as_array().unwrap().len(), 2);
    let seen = bench.patch(&one, &json!({ "options": [option("green")] }));
    assert_eq!(seen.at("/options").as_array().unwrap().len(), 1);
}

#[test]
fn ten_properties_can_be_unique() {
    let mut bench = Bench::new();
    let mut last = 0;
    for at in 0..11 {
        let new = json!({ "name": format!("key_{at}"), "label": "Key", "type": "string",
            "fieldType": "text", "groupName": "companyinformation", "hasUniqueValue": true });
        last = bench.post("/crm/properties/2026-09/companies", &new).status;
    }
    assert_eq!(last, 400);
}

#[test]
fn every_feature_is_named_once() {
    let shown = super::super::FEATURES.iter().copied().flatten().copied();
    let all: Vec<&str> = shown.flat_map(|one| one.each().map(|feature| feature.name)).collect();
    let names: std::collections::BTreeSet<&str> = all.iter().copied().collect();
    assert_eq!(names.len(), all.len());
    assert!(names.iter().all(|name| name.starts_with("hubspot.")));
}

#[test]
fn portals_are_apart() {
    let portals = vec![
        super::super::PortalSettings::default(),
        super::super::PortalSettings { id: 5, ..super::super::PortalSettings::default() },
    ];
    let settings = super::super::HubSpotSettings { portals, ..Default::default() };
    let mut bench = Bench::with(settings);
    bench.contact(&json!({ "email": "ann@example.com" }));
    assert_eq!(bench.get(CONTACTS).ids().len(), 1);
    let other = bench.hubspot.grants(super::stamp(bench.now)).remove(1);
    assert_eq!(other.account, "5");
    bench.token = other.service_key;
    assert_eq!(bench.get(CONTACTS).ids().len(), 0);
    assert_eq!(bench.post(CONTACTS, &props(&json!({ "email": "ann@example.com" }))).status, 201);
}

/// A portal that may define objects of its own.
fn enterprise() -> Bench {
    let portal = super::super::PortalSettings {
        tier: super::super::Tier::Enterprise,
        ..super::super::PortalSettings::default()
    };
    Bench::with(super::super::HubSpotSettings { portals: vec![portal], ..Default::default() })
}

#[test]
fn custom_objects_have_three_names() {
    let mut bench = enterprise();
    let made = bench.act(&json!({ "act": "add_object_type", "name": "Cars" }));
    let (id, name) = (made["id"].as_str().unwrap(), made["name"].as_str().unwrap());
    let group = format!("{name}_information");
    let property = json!({ "name": "plate", "label": "Plate", "type": "string", "fieldType": "text", "groupName": group });
    let account = bench.grant.account.clone();
    let reading = ["crm.schemas.custom.read", "crm.objects.custom.read"];
    bench.token =
        bench.hubspot.grant_with(super::stamp(bench.now), &account, &reading).unwrap().service_key;
    assert_eq!(bench.post(&format!("/crm/properties/2026-09/{id}"), &property).status, 403);
    let scopes =
        ["crm.schemas.custom.write", "crm.objects.custom.read", "crm.objects.custom.write"];
    bench.token =
        bench.hubspot.grant_with(super::stamp(bench.now), &account, &scopes).unwrap().service_key;
    assert_eq!(bench.post(&format!("/crm/properties/2026-09/{id}"), &property).status, 201);
    for word in [id, name, "p_cars"] {
        let uri = format!("/crm/objects/2026-09/{word}");
        assert_eq!(bench.post(&uri, &props(&json!({ "plate": "X" }))).status, 201, "{word}");
    }
    assert_eq!(bench.get(&format!("/crm/v3/objects/{name}?properties=plate")).ids().len(), 3);
}

#[test]
fn custom_objects_are_listed_with_what_they_can_hang_on() {
    let mut bench = enterprise();
    let plate = json!({ "name": "plate", "label": "Plate", "type": "string", "fieldType": "text" });
    let made = bench.act(&json!({ "act": "add_object_type", "name": "cars", "label": "Cars",
                                  "properties": [plate], "associates": ["contacts"] }));
    let list = bench.get("/crm-object-schemas/2026-09/schemas").body;
    let cars = &list["results"][0];
    assert_eq!(list["results"].as_array().unwrap().len(), 1, "the vendor's own have none here");
    assert_eq!(
        (&cars["objectTypeId"], &cars["fullyQualifiedName"], &cars["labels"]["plural"]),
        (&made["id"], &made["name"], &json!("Cars"))
    );
    let ends: Vec<_> = cars["associations"].as_array().unwrap().iter().collect();
    assert_eq!(ends.len(), 2, "one each way");
    assert_eq!(
        (&ends[0]["fromObjectTypeId"], &ends[0]["toObjectTypeId"]),
        (&made["id"], &json!("0-1"))
    );
    let names = cars["properties"].as_array().unwrap();
    assert!(names.iter().any(|property| property["name"] == "plate"));
    for word in [made["id"].as_str().unwrap(), made["name"].as_str().unwrap(), "cars"] {
        let one = bench.get(&format!("/crm/v3/schemas/{word}")).body;
        assert_eq!(one["objectTypeId"], made["id"], "{word}");
    }
    assert_eq!(bench.get("/crm-object-schemas/2026-09/schemas/contacts").status, 404);
}

#[test]
fn a_path_is_served_in_its_own_versions_only() {
    let mut bench = Bench::new();
    for (path, status) in [
        ("/crm/v3/objects/contacts", 200),
        ("/crm/v4/objects/contacts", 200),
        ("/crm/v1/objects/contacts", 404),
        ("/crm/objects/v3/contacts", 404),
        ("/crm/v3/properties/contacts", 200),
        ("/crm/v4/properties/contacts", 404),
        ("/crm/v4/associations/contacts/companies/labels", 200),
        ("/crm/associations/v4/contacts/companies/labels", 200),
        ("/crm/v3/associations/contacts/companies/labels", 404),
        ("/crm/v4/owners", 404),
        ("/account-info/v3/details", 200),
        ("/account-info/v4/details", 404),
        ("/communication-preferences/v3/statuses/a@b.example?channel=EMAIL", 404),
        ("/communication-preferences/v4/statuses/a@b.example?channel=EMAIL", 200),
    ] {
        assert_eq!(bench.get(path).status, status, "{path}");
    }
    let token = bench.grant.access_token.clone();
    for (version, status) in [("v1", 200), ("v3", 404), ("2026-09", 404)] {
        let seen = bench.get(&format!("/oauth/{version}/access-tokens/{token}"));
        assert_eq!(seen.status, status, "{version}");
    }
    for (version, status) in [("v1", 404), ("v2", 404), ("2026-09", 400)] {
        let seen = bench.form("POST", &format!("/oauth/{version}/token/introspect"), &[]);
        assert_eq!(seen.status, status, "{version}");
    }
}

#[test]
fn what_hangs_on_custom_objects_cannot_be_searched() {
    let mut bench = enterprise();
    bench.act(&json!({ "act": "add_object_type", "name": "cars", "associates": ["contacts"] }));
    for (word, status) in [("company", 200), ("cars", 400), ("unheard", 400)] {
        let filter = json!({ "propertyName": format!("associations.{word}"), "operator": "EQ",
            "value": "1" });
        let body = json!({ "filterGroups": [{ "filters": [filter] }] });
        assert_eq!(bench.post(&format!("{CONTACTS}/search"), &body).status, status, "{word}");
    }
}
