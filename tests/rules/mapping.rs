//! What is mapped, by which rule, and what values become: H78, H82-H85, H95, H97, H98.

use crosswalk_app::AppError;
use crosswalk_app::maps::MapChange;
use crosswalk_desktop::World;
use crosswalk_model::LinkState;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{PairFile, SalesforceField, SyncRule};
use serde_json::json;

use crate::{LATER, add_field, add_property, field, having, keeping, map, only, settled};

/// Ann on both sides, in step.
async fn ann() -> (World, String, String) {
    let world = World::new().await;
    let here = world.hubspot_contact(json!({
        "email": "ann@example.no", "firstname": "Ann", "lastname": "Berg", "jobtitle": "Chief",
    }));
    let there = world.salesforce_record(
        "Contact",
        json!({ "Email": "ann@example.no", "FirstName": "Ann", "LastName": "Berg",
                "Title": "Chief" }),
    );
    settled(&world).await;
    (world, here, there)
}

#[tokio::test(start_paused = true)]
async fn h78_a_field_is_salesforces_unless_it_is_blank_there_where_nobody_chose_otherwise() {
    let (world, here, there) = ann().await;
    // With a reason of their own: the owner, the opt-out, and who belongs to whom.
    let objects = ["companies", "contacts", "deals"].map(str::to_owned);
    let file = world.app.suggest_mapping(world.pair, &objects).await.unwrap();
    for it in file.mappings.iter().flat_map(|mapping| &mapping.fields) {
        let own = it.hubspot.as_str() == "hubspot_owner_id"
            || it.id.as_str() == "email_opt_out"
            || it.hubspot.as_str().starts_with("association:");
        assert_eq!(it.rule == SyncRule::PreferSalesforceUnlessBlank, !own, "{}", it.id);
    }
    world.edit(HubSpot, "contacts", &here, json!({ "jobtitle": "Boss", "mobilephone": "7" }));
    settled(&world).await;
    assert_eq!(world.field(HubSpot, "contacts", &here, "jobtitle"), json!("Chief"));
    assert_eq!(world.field(Salesforce, "Contact", &there, "MobilePhone"), json!("7"));
}

#[tokio::test(start_paused = true)]
async fn h82_one_mapping_serves_leads_and_contacts_where_the_field_has_one_name() {
    let world = World::new().await;
    world.rule("jobtitle", SyncRule::TwoWay).await;
    let file = world.app.mapping(world.pair).unwrap();
    let title = file.mappings[0].fields.iter().filter(|it| it.hubspot.as_str() == "jobtitle");
    let title: Vec<&SalesforceField> = title.map(|it| &it.salesforce).collect();
    assert_eq!(title, [&SalesforceField::Same("Title".into())]);
    for (name, object) in [("ann", "Contact"), ("bo", "Lead")] {
        let email = format!("{name}@example.no");
        let here = world.hubspot_contact(json!({ "email": email, "lastname": name }));
        let mut there = json!({ "Email": email, "LastName": name });
        if object == "Lead" {
            there["Company"] = json!("Acme");
        }
        let there = world.salesforce_record(object, there);
        settled(&world).await;
        world.edit(HubSpot, "contacts", &here, json!({ "jobtitle": "Boss" }));
        settled(&world).await;
        assert_eq!(world.field(Salesforce, object, &there, "Title"), json!("Boss"), "{object}");
        world.edit(Salesforce, object, &there, json!({ "Title": "Chief" }));
        settled(&world).await;
        assert_eq!(world.field(HubSpot, "contacts", &here, "jobtitle"), json!("Chief"));
    }
}

async fn refused(world: &World, change: impl FnOnce(&mut PairFile)) -> String {
    let mut file = world.app.mapping(world.pair).unwrap();
    change(&mut file);
    match world.app.import_mapping(world.pair, &file).await {
        Err(error @ AppError::Flawed(_)) => error.to_string(),
        other => panic!("it is taken in: {other:?}"),
    }
}

/// Those that people are known by and the law rests on. What else the design began with can go, and
/// every version of it is kept.
#[tokio::test(start_paused = true)]
async fn h83_the_address_and_the_opt_out_stay_mapped_as_they_are() {
    let (world, here, there) = ann().await;
    for id in ["email", "email_opt_out"] {
        refused(&world, |file| file.mappings[0].fields.retain(|it| it.id.as_str() != id)).await;
    }
    let said = refused(&world, |file| {
        let mut all = file.mappings[0].fields.iter_mut();
        all.find(|it| it.id.as_str() == "email").unwrap().hubspot = "work_email".into();
    })
    .await;
    assert!(said.contains("matched"), "{said}");
    let version = world.app.mapping_versions(world.pair).unwrap()[0].version;
    world.remap(|file| file.mappings[0].fields.retain(|it| it.id.as_str() != "jobtitle")).await;
    world.edit(Salesforce, "Contact", &there, json!({ "Title": "Boss" }));
    settled(&world).await;
    assert_eq!(world.field(HubSpot, "contacts", &here, "jobtitle"), json!("Chief"));
    let before = world.app.mapping_version(world.pair, version).unwrap();
    world.app.import_mapping(world.pair, &before).await.unwrap();
    settled(&world).await;
    assert_eq!(world.field(HubSpot, "contacts", &here, "jobtitle"), json!("Boss"));
    // Any two of them are compared, in either order.
    let between = |both| world.app.version_changes(world.pair, both).unwrap();
    let (gone, back) = (between((version, version + 1)), between((version + 1, version)));
    let of_the_field = |it: &MapChange| it.path.starts_with("mappings/contacts/fields/jobtitle/");
    assert!(!gone.is_empty() && gone.iter().all(of_the_field), "{gone:?}");
    assert!(gone.iter().all(|it| it.after.is_none()) && back.iter().all(|it| it.before.is_none()));
    assert_eq!(between((version, version + 2)), []);
    assert!(world.app.version_changes(world.pair, (version, 40)).is_err());
}

#[tokio::test(start_paused = true)]
async fn h84_an_object_has_a_mapping_only_while_it_is_kept_in_step() {
    for objects in [["contacts"].as_slice(), &["companies", "contacts"], &["contacts", "deals"]] {
        let world = keeping(objects).await;
        let file = world.app.mapping(world.pair).unwrap();
        let mapped: Vec<&str> = file.mappings.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(mapped, objects);
        // A field that names what is not kept in step has no place in it either.
        let named = file.mappings.iter().flat_map(|it| &it.fields);
        let named = named.filter(|it| it.hubspot.as_str() == "association:companies:primary");
        assert_eq!(named.count() > 0, objects.contains(&"companies"), "{objects:?}");
        world.apply().await;
        let asked = world.told_since(0);
        for object in ["companies", "deals"] {
            let read = asked.iter().any(|it| it.contains(&format!("/{object}/search")));
            assert_eq!(read, objects.contains(&object), "{object} of {objects:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn h85_what_another_object_would_map_is_suggested_and_nothing_is_made_of_it() {
    let world = World::new().await;
    world.apply().await;
    let before = (world.app.mapping(world.pair).unwrap(), world.last_exchange());
    let objects = ["companies", "contacts"].map(str::to_owned);
    let offered = world.app.suggest_mapping(world.pair, &objects).await.unwrap();
    let companies = offered.mappings.iter().find(|it| it.id.as_str() == "companies").unwrap();
    assert!(companies.fields.len() > 5, "{companies:?}");
    assert_eq!(world.app.mapping(world.pair).unwrap(), before.0);
    world.wait(LATER).await;
    world.sync().await;
    let told = world.told_since(before.1);
    let made = told.iter().filter(|it| it.contains("POST /crm/properties"));
    assert_eq!((made.count(), world.writes_since(before.1)), (0, 0), "{told:#?}");
}

/// A formula over another record's field: it changes, and the record it stands on does not.
#[tokio::test(start_paused = true)]
async fn h95_a_formula_that_changes_triggers_nothing_and_comes_with_the_next_edit() {
    let (world, here, there) = ann().await;
    let formula = json!({ "name": "Region__c", "label": "Region", "type": "string",
        "soapType": "xsd:string", "length": 80, "calculated": true, "createable": false,
        "updateable": false });
    add_field(&world, "Contact", formula);
    map(&world, field("city", "Region__c", SyncRule::AlwaysSalesforce)).await;
    settled(&world).await;
    let silently = |value: &str| {
        let fields = json!({ "Region__c": value });
        let act = json!({ "act": "recalculate", "id": there, "fields": fields });
        world.act(Salesforce, act);
    };
    silently("North");
    for _ in 0..3 {
        world.wait(LATER).await;
        world.sync().await;
    }
    assert_eq!(world.field(HubSpot, "contacts", &here, "city"), json!(null));
    world.edit(Salesforce, "Contact", &there, json!({ "Title": "Boss" }));
    settled(&world).await;
    assert_eq!(world.field(HubSpot, "contacts", &here, "city"), json!("North"));
}

/// Labels may differ as they like: what is compared is the value.
#[tokio::test(start_paused = true)]
async fn h97_options_are_compared_by_value_and_one_that_is_missing_is_a_named_error() {
    let (world, here, there) = ann().await;
    let options = [("north", "Up there"), ("south", "Down there"), ("East", "North")];
    let options =
        options.map(|(value, label)| json!({ "value": value, "label": label, "hidden": false }));
    add_property(
        &world,
        "contacts",
        &json!({ "name": "region", "label": "Region", "type": "enumeration",
                 "fieldType": "select", "groupName": "contactinformation", "options": options }),
    );
    let values = ["North", "South"].map(|it| {
        json!({ "value": it, "label": format!("{it} of here"), "active": true,
                "defaultValue": false, "validFor": null })
    });
    let there_is = json!({ "name": "Region__c", "label": "Region", "type": "picklist",
        "soapType": "xsd:string", "length": 255, "restrictedPicklist": true,
        "picklistValues": values });
    add_field(&world, "Contact", there_is);
    map(&world, field("region", "Region__c", SyncRule::TwoWay)).await;
    world.rule("jobtitle", SyncRule::TwoWay).await;
    settled(&world).await;
    world.edit(HubSpot, "contacts", &here, json!({ "region": "north" }));
    settled(&world).await;
    assert_eq!(world.field(Salesforce, "Contact", &there, "Region__c"), json!("North"));
    world.edit(Salesforce, "Contact", &there, json!({ "Region__c": "South" }));
    settled(&world).await;
    assert_eq!(world.field(HubSpot, "contacts", &here, "region"), json!("south"));
    // Its label is an option there, its value is not.
    world.edit(HubSpot, "contacts", &here, json!({ "region": "East", "jobtitle": "Boss" }));
    settled(&world).await;
    let record = world.record(Salesforce, "Contact", &there).unwrap();
    assert_eq!((&record["Region__c"], &record["Title"]), (&json!("South"), &json!("Boss")));
    assert_eq!(world.why(&here)[0].0, LinkState::Failing);
    let rows = world.app.error_rows(world.pair).unwrap();
    let row = rows.iter().find(|it| it.code == "not_an_option").expect("an error");
    assert_eq!(row.field.as_ref().unwrap().as_str(), "Region__c");
    assert_eq!(row.value.as_deref(), Some("\"East\""));
}

/// A day is midnight UTC where an instant is asked for, and the day in UTC of an instant; the time
/// of day that only one side keeps stays there.
#[tokio::test(start_paused = true)]
async fn h98_a_day_of_one_side_and_an_instant_of_the_other_agree_by_the_day_in_utc() {
    let world = keeping(&["contacts", "deals"]).await;
    world
        .remap(|file| {
            let deals = file.mappings.iter_mut().find(|it| it.hubspot.as_str() == "deals");
            let mut fields = deals.unwrap().fields.iter_mut();
            let close = fields.find(|it| it.id.as_str() == "closedate").unwrap();
            close.rule = SyncRule::TwoWay;
        })
        .await;
    // In Oslo this is the day after already.
    let late = "2026-12-01T23:30:00Z";
    let here = world.hubspot_record(
        "deals",
        json!({ "dealname": "Ship", "dealstage": "contractsent", "pipeline": "default",
                "closedate": late }),
    );
    settled(&world).await;
    let there = only(&world, Salesforce, "Opportunity");
    let day = || world.field(Salesforce, "Opportunity", &there, "CloseDate");
    let instant = || {
        let held = world.field(HubSpot, "deals", &here, "closedate");
        held.as_str().unwrap().parse::<jiff::Timestamp>().unwrap()
    };
    let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap();
    assert_eq!((day(), instant()), (json!("2026-12-01"), at(late)));
    // Another field changes: the time of day stays.
    world.edit(Salesforce, "Opportunity", &there, json!({ "Name": "Ship 2" }));
    settled(&world).await;
    assert_eq!(world.field(HubSpot, "deals", &here, "dealname"), json!("Ship 2"));
    assert_eq!(instant(), at(late));
    world.edit(Salesforce, "Opportunity", &there, json!({ "CloseDate": "2026-12-24" }));
    settled(&world).await;
    assert_eq!(instant(), at("2026-12-24T00:00:00Z"));
    // Another time of the same day is the same day.
    world.edit(HubSpot, "deals", &here, json!({ "closedate": "2026-12-24T18:00:00Z" }));
    settled(&world).await;
    assert_eq!((day(), instant()), (json!("2026-12-24"), at("2026-12-24T18:00:00Z")));
    let boat = having(&world, Salesforce, "Opportunity", ("Name", "Ship 2"));
    assert_eq!(boat, there);
}
