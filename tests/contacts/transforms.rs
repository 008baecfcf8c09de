//! Values that cross through transforms. Every story ends with a pass that writes nothing.

use std::time::Duration;

use crosswalk_desktop::World;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{FieldMapping, SalesforceField, SyncRule};
use serde_json::{Value, json};

/// A contact and a partner by the same address, each with one field.
fn pair(world: &World, name: &str, here: (&str, &str), there: (&str, &str)) -> (String, String) {
    let email = format!("{name}@example.no");
    let contact = json!({ "email": email, "lastname": name, here.0: here.1 });
    let partner = json!({ "Email": email, "LastName": name, there.0: there.1 });
    (world.hubspot_contact(contact), world.salesforce_record("Contact", partner))
}

/// Maps a property to a field of contacts, through transforms.
async fn through(world: &World, names: (&str, &str), rule: SyncRule, transforms: Value) {
    let new = FieldMapping {
        id: names.0.into(),
        hubspot: names.0.into(),
        salesforce: SalesforceField::PerObject([("Contact".into(), names.1.into())].into()),
        rule,
        transform: serde_json::from_value(transforms).unwrap(),
        note: None,
        other: std::collections::BTreeMap::new(),
    };
    world
        .remap(|file| {
            let mut all = file.mappings.iter_mut();
            let people = all.find(|it| it.hubspot.as_str() == "contacts").unwrap();
            people.fields.retain(|it| it.id != new.id);
            people.fields.push(new);
            people.fields.sort_by(|a, b| a.id.cmp(&b.id));
        })
        .await;
}

async fn later(world: &World) {
    world.wait(Duration::from_secs(1_200)).await;
    world.apply().await;
}

/// The next pass has nothing to write.
async fn quiet(world: &World) {
    let before = world.last_exchange();
    later(world).await;
    assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
}

#[tokio::test(start_paused = true)]
async fn a_phone_number_is_the_same_however_it_is_written_and_crosses_as_e164() {
    let world = World::new().await;
    let e164 = json!([{ "use": "phone_e164", "region": "NO" }]);
    through(&world, ("phone", "Phone"), SyncRule::TwoWay, e164).await;
    let (ann, far_ann) = pair(&world, "ann", ("phone", "22 22 55 55"), ("Phone", "+4722225555"));
    let (bo, far_bo) = pair(&world, "bo", ("phone", "22 22 55 56"), ("Title", "Buyer"));
    let (cy, far_cy) = pair(&world, "cy", ("phone", "call me"), ("Title", "Buyer"));
    world.apply().await;
    // The same number: neither side is tidied.
    assert_eq!(world.field(HubSpot, "contacts", &ann, "phone"), json!("22 22 55 55"));
    assert_eq!(world.field(Salesforce, "Contact", &far_bo, "Phone"), json!("+4722225556"));
    assert_eq!(world.field(HubSpot, "contacts", &bo, "phone"), json!("22 22 55 56"));
    // No number stays where it is, and is named.
    assert_eq!(world.field(Salesforce, "Contact", &far_cy, "Phone"), Value::Null);
    let open = world.app.error_lines(world.pair).unwrap();
    assert!(open.iter().any(|it| it.code == "not_a_phone_number"), "{open:?}");
    quiet(&world).await;
    world.edit(Salesforce, "Contact", &far_ann, json!({ "Phone": "(+47) 22 22 55 57" }));
    world.edit(HubSpot, "contacts", &cy, json!({ "phone": "0046 8 123 456 78" }));
    later(&world).await;
    assert_eq!(world.field(HubSpot, "contacts", &ann, "phone"), json!("+4722225557"));
    assert_eq!(world.field(Salesforce, "Contact", &far_cy, "Phone"), json!("+46812345678"));
    // Only the way that it is written changes: nothing crosses.
    world.edit(HubSpot, "contacts", &bo, json!({ "phone": "(22) 22-55-56" }));
    quiet(&world).await;
}

#[tokio::test(start_paused = true)]
async fn a_value_list_ties_the_options_of_two_picklists_both_ways() {
    let world = World::new().await;
    let list = json!([{ "use": "values", "else_salesforce": "Other", "values": [
        { "hubspot": "OPEN_DEAL", "salesforce": "Web" },
        { "hubspot": "IN_PROGRESS", "salesforce": "Phone Inquiry" },
        { "hubspot": "CONNECTED", "salesforce": "Phone Inquiry" },
        { "hubspot": "BAD_TIMING", "salesforce": "Other" },
    ] }]);
    through(&world, ("hs_lead_status", "LeadSource"), SyncRule::TwoWay, list).await;
    let (ann, far_ann) = pair(&world, "ann", ("hs_lead_status", "OPEN_DEAL"), ("Title", "Buyer"));
    let (bo, far_bo) = pair(&world, "bo", ("city", "Oslo"), ("LeadSource", "Phone Inquiry"));
    let (cy, far_cy) =
        pair(&world, "cy", ("hs_lead_status", "CONNECTED"), ("LeadSource", "Phone Inquiry"));
    let (di, far_di) = pair(&world, "di", ("hs_lead_status", "NEW"), ("Title", "Buyer"));
    world.apply().await;
    assert_eq!(world.field(Salesforce, "Contact", &far_ann, "LeadSource"), json!("Web"));
    assert_eq!(world.field(HubSpot, "contacts", &bo, "hs_lead_status"), json!("IN_PROGRESS"));
    // Two of HubSpot's are one there: both agree with it.
    assert_eq!(world.field(HubSpot, "contacts", &cy, "hs_lead_status"), json!("CONNECTED"));
    assert_eq!(world.field(Salesforce, "Contact", &far_di, "LeadSource"), json!("Other"));
    assert_eq!(world.field(HubSpot, "contacts", &di, "hs_lead_status"), json!("NEW"));
    quiet(&world).await;
    world.edit(Salesforce, "Contact", &far_cy, json!({ "LeadSource": "Web" }));
    world.edit(HubSpot, "contacts", &ann, json!({ "hs_lead_status": "CONNECTED" }));
    later(&world).await;
    assert_eq!(world.field(HubSpot, "contacts", &cy, "hs_lead_status"), json!("OPEN_DEAL"));
    assert_eq!(world.field(Salesforce, "Contact", &far_ann, "LeadSource"), json!("Phone Inquiry"));
    // From one to the other of the two that are one in Salesforce: nothing crosses.
    world.edit(HubSpot, "contacts", &bo, json!({ "hs_lead_status": "CONNECTED" }));
    quiet(&world).await;
    assert_eq!(world.field(Salesforce, "Contact", &far_bo, "LeadSource"), json!("Phone Inquiry"));
}

#[tokio::test(start_paused = true)]
async fn what_is_too_long_is_cut_and_says_so_as_long_as_it_is() {
    let world = World::new().await;
    let cut = json!([{ "use": "trim" }, { "use": "truncate", "chars": 12 }]);
    through(&world, ("jobtitle", "Title"), SyncRule::AlwaysHubspot, cut).await;
    let long = "Head of   procurement and more";
    let (ann, far_ann) = pair(&world, "ann", ("jobtitle", long), ("Title", "Buyer"));
    world
        .hubspot_contact(json!({ "email": "bo@example.no", "lastname": "Dahl", "jobtitle": long }));
    let warned = || {
        let open = world.app.error_lines(world.pair).unwrap();
        open.iter().filter(|it| it.code == "shortened").map(|it| it.items).sum::<u64>()
    };
    world.apply().await;
    assert_eq!(world.field(Salesforce, "Contact", &far_ann, "Title"), json!("Head of proc"));
    assert_eq!(world.field(HubSpot, "contacts", &ann, "jobtitle"), json!(long));
    let titles = world.records(Salesforce, "Contact");
    assert!(titles.iter().all(|(_, it)| it["Title"] == json!("Head of proc")), "{titles:?}");
    assert_eq!(warned(), 2);
    quiet(&world).await;
    assert_eq!(warned(), 2);
    // Salesforce does not rule: its edit goes back to the short form.
    world.edit(Salesforce, "Contact", &far_ann, json!({ "Title": "Seller" }));
    later(&world).await;
    assert_eq!(world.field(Salesforce, "Contact", &far_ann, "Title"), json!("Head of proc"));
    world.edit(HubSpot, "contacts", &ann, json!({ "jobtitle": "Head" }));
    later(&world).await;
    assert_eq!(world.field(Salesforce, "Contact", &far_ann, "Title"), json!("Head"));
    assert_eq!(warned(), 1);
    quiet(&world).await;
}

#[tokio::test(start_paused = true)]
async fn a_draft_shows_what_becomes_of_real_values_and_a_flawed_one_says_why() {
    let world = World::new().await;
    pair(&world, "ann", ("phone", "22 22 55 55"), ("Title", "Buyer"));
    pair(&world, "bo", ("phone", "22 22 55 56"), ("Title", "Buyer"));
    pair(&world, "cy", ("phone", "none"), ("Title", "Buyer"));
    world.apply().await;
    let mut draft = world.app.mapping(world.pair).unwrap();
    let all = draft.mappings.iter_mut().find(|it| it.hubspot.as_str() == "contacts").unwrap();
    let id = all.id.clone();
    for field in &mut all.fields {
        field.transform = serde_json::from_value(match field.hubspot.as_str() {
            "phone" => json!([{ "use": "phone_e164", "region": "NO" }]),
            // No way back, and the rule writes both sides: it alone shows nothing.
            "jobtitle" => json!([{ "use": "truncate", "chars": 3 }]),
            _ => json!([]),
        })
        .unwrap();
    }
    let first = world.app.samples(world.pair, &draft, (&id, None)).await.unwrap();
    let shown = |samples: &crosswalk_app::drafts::samples::Samples| {
        let phone = samples.fields.iter().find(|it| it.field.as_str() == "phone").unwrap();
        let json = serde_json::to_value(&phone.in_salesforce).unwrap();
        json["content"]["text"].clone()
    };
    assert_eq!(shown(&first), json!("+4722225555"));
    let phone = first.fields.iter().find(|it| it.field.as_str() == "phone").unwrap();
    let there = &phone.crossings.salesforce;
    assert_eq!((there.looked_at, there.refused, there.lossy, there.empty), (3, 1, 0, 0));
    let told = serde_json::to_value(&there.examples).unwrap();
    assert_eq!(told[0]["value"]["text"], json!("none"));
    assert_eq!(told[0]["becomes"]["why"], json!("not_a_phone_number"));
    assert!(first.fields.iter().all(|it| it.field.as_str() != "jobtitle"));
    let second = world.app.samples(world.pair, &draft, (&id, first.next)).await.unwrap();
    assert_eq!(shown(&second), json!("+4722225556"));
    let third = world.app.samples(world.pair, &draft, (&id, second.next)).await.unwrap();
    assert_eq!(third.next, None);
    assert_eq!(third.fields.len(), second.fields.len());
    let refused = world.app.import_mapping(world.pair, &draft).await.unwrap_err().to_string();
    assert!(refused.contains("the transform truncate has no way back"), "{refused}");
}
