//! What is told before the first run, and after each change of the mapping: H25, H35, H48, H150.

use std::time::Duration;

use crosswalk_app::objects::ObjectToAdd;
use crosswalk_app::pairs::IdFields;
use crosswalk_app::preflight::{Because, PreflightCode, PreflightLine, Severity};
use crosswalk_app::words::{Language, Words};
use crosswalk_desktop::World;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{OnDelete, Scope, SyncRule};
use serde_json::json;

use crate::{add_field, add_property, field, keeping, map, settled};

async fn found(world: &World) -> Vec<PreflightLine> {
    world.app.preflight(world.pair).await.unwrap().lines
}

fn one(lines: &[PreflightLine], code: PreflightCode) -> &PreflightLine {
    let mut of_it = lines.iter().filter(|line| line.code == code);
    let first = of_it.next().unwrap_or_else(|| panic!("{code:?}: {lines:?}"));
    assert!(of_it.next().is_none(), "{code:?} once: {lines:?}");
    first
}

#[tokio::test(start_paused = true)]
async fn h150_what_does_not_fit_is_counted_before_the_first_run() {
    let world = keeping(&["contacts"]).await;
    let options = ["red", "green"].map(|it| json!({ "label": it, "value": it, "hidden": false }));
    let colour = json!({ "name": "colour", "label": "Colour", "type": "enumeration",
        "fieldType": "select", "groupName": "contactinformation", "options": options });
    add_property(&world, "contacts", &colour);
    let red = json!([{ "value": "red", "label": "red", "active": true, "defaultValue": false,
                       "validFor": null }]);
    let there = json!({ "name": "Colour__c", "label": "Colour", "type": "picklist",
        "soapType": "xsd:string", "length": 255, "restrictedPicklist": true,
        "picklistValues": red });
    add_field(&world, "Contact", there);
    let needed = json!({ "name": "Needed__c", "label": "Needed", "type": "string",
        "soapType": "xsd:string", "length": 20, "nillable": false });
    add_field(&world, "Contact", needed);
    map(&world, field("colour", "Colour__c", SyncRule::TwoWay)).await;
    for (name, colour) in [("Ann", "red"), ("Bo", "green"), ("Cy", "green")] {
        let email = format!("{}@example.no", name.to_lowercase());
        let fields = json!({ "email": email, "lastname": name, "colour": colour });
        world.hubspot_contact(fields);
    }
    let long = "B".repeat(90);
    world.hubspot_contact(json!({ "email": "dag@example.no", "lastname": long }));
    let plan = world.app.plan_view(world.pair, "test").await.unwrap();
    assert_eq!(plan.preflight.because, Because::FirstRun);
    let lines = &plan.preflight.lines;
    let gap = one(lines, PreflightCode::PicklistGap);
    assert_eq!((gap.count, gap.side, gap.severity), (2, Some(Salesforce), Severity::Warning));
    assert_eq!(
        (gap.fields.as_slice(), gap.examples.as_slice()),
        (["Colour".to_owned()].as_slice(), ["green".to_owned()].as_slice(),)
    );
    let long = one(lines, PreflightCode::TooLong);
    assert_eq!((long.count, long.examples.len()), (1, 0), "nobody's name is quoted");
    let needed = one(lines, PreflightCode::RequiredUnmapped);
    assert_eq!(
        (needed.fields.as_slice(), needed.side),
        (["Needed".to_owned()].as_slice(), Some(Salesforce),)
    );
    // The long name is told by its own name.
    assert_eq!(one(lines, PreflightCode::RequiredEmpty).count, 3, "{lines:?}");
    for language in Language::ALL {
        let words = Words::of(language);
        for line in lines {
            let told = words.preflight_lines(line).join(" ");
            assert!(!told.contains("preflight-"), "{told}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn p4_creates_and_calls_are_told_and_the_run_that_wrote_ends_the_first() {
    let world = keeping(&["contacts"]).await;
    for name in ["ann", "bo"] {
        let email = format!("{name}@example.no");
        world.hubspot_contact(json!({ "email": email, "lastname": "Berg" }));
    }
    world.hubspot_contact(json!({ "email": "", "lastname": "Nobody" }));
    world.app.plan_view(world.pair, "test").await.unwrap();
    let lines = found(&world).await;
    assert_eq!(one(&lines, PreflightCode::Creates).count, 2);
    assert_eq!(one(&lines, PreflightCode::Calls).side, Some(Salesforce));
    settled(&world).await;
    let now = world.app.preflight(world.pair).await.unwrap();
    assert_eq!(now.because, Because::Nothing, "{now:?}");
    world.rule("phone", SyncRule::TwoWay).await;
    let now = world.app.preflight(world.pair).await.unwrap();
    assert_eq!(now.because, Because::MappingChanged, "{now:?}");
}

#[tokio::test(start_paused = true)]
async fn h25_whom_a_filter_left_out_is_not_deleted_along_and_that_is_told() {
    let world = keeping(&["contacts"]).await;
    let ann = json!({ "email": "ann@example.no", "lastname": "Berg", "city": "Oslo" });
    let ann = world.hubspot_contact(ann);
    settled(&world).await;
    world
        .remap(|file| {
            file.mappings[0].in_scope = Some(Scope::Filter("city != \"out\"".to_owned()));
            file.mappings[0].delete.hubspot = OnDelete::Delete;
        })
        .await;
    world.edit(HubSpot, "contacts", &ann, json!({ "city": "out" }));
    settled(&world).await;
    let lines = found(&world).await;
    let left = one(&lines, PreflightCode::DeletesOutsideScope);
    assert_eq!((left.count, left.severity), (1, Severity::Note));
}

#[tokio::test(start_paused = true)]
async fn h48_companies_that_come_after_deals_are_told_of() {
    let world = keeping(&["contacts", "deals"]).await;
    let told = |lines: &[PreflightLine]| {
        lines.iter().any(|line| line.code == PreflightCode::CompaniesAfterDeals)
    };
    assert!(!told(&found(&world).await));
    let new =
        ObjectToAdd { hubspot: "companies".into(), salesforce: None, id_fields: IdFields::Make };
    world.app.add_object(world.pair, new).await.unwrap();
    assert!(told(&found(&world).await), "the native connector would unlink accounts");
    let together = keeping(&["companies", "contacts", "deals"]).await;
    assert!(!told(&found(&together).await));
}

/// Its properties are there, and then it writes.
#[tokio::test(start_paused = true)]
async fn h35_p9_a_native_connector_is_told_of_and_one_that_runs_stops() {
    let world = keeping(&["companies", "contacts"]).await;
    for (object, name) in [
        ("contacts", "salesforcecontactid"),
        ("contacts", "salesforcelastsynctime"),
        ("companies", "salesforceaccountid"),
    ] {
        let group = if object == "contacts" { "contactinformation" } else { "companyinformation" };
        let stamp = name.ends_with("time");
        let (kind, shape) = if stamp { ("datetime", "date") } else { ("string", "text") };
        let property = json!({ "name": name, "label": name, "type": kind, "fieldType": shape,
                               "groupName": group });
        add_property(&world, object, &property);
    }
    let ann = world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    settled(&world).await;
    world.wait(Duration::from_secs(2 * 3_600)).await;
    world.sync().await;
    let lines = found(&world).await;
    assert_eq!(one(&lines, PreflightCode::CompanyMerges).severity, Severity::Note);
    assert!(!lines.iter().any(|line| line.code == PreflightCode::NativeRuns), "{lines:?}");
    let at = world.now().as_millisecond().to_string();
    world.edit(HubSpot, "contacts", &ann, json!({ "salesforcelastsynctime": at }));
    world.wait(Duration::from_secs(3_700)).await;
    let at = world.now().as_millisecond().to_string();
    world.edit(HubSpot, "contacts", &ann, json!({ "salesforcelastsynctime": at }));
    world.sync().await;
    let lines = found(&world).await;
    assert_eq!(lines[0].code, PreflightCode::NativeRuns, "the gravest first: {lines:?}");
    assert_eq!(lines[0].severity, Severity::Stop);
}

#[tokio::test(start_paused = true)]
async fn s23_records_that_look_alike_are_counted_before_the_run() {
    let world = keeping(&["companies", "contacts"]).await;
    for name in ["Acme", "Acme AS"] {
        world.hubspot_record("companies", json!({ "name": name, "domain": "acme.no" }));
    }
    world.app.plan_view(world.pair, "test").await.unwrap();
    let lines = found(&world).await;
    let doubles = one(&lines, PreflightCode::Duplicates);
    assert_eq!((doubles.count, doubles.side), (2, Some(HubSpot)));
    assert_eq!(doubles.fields, ["domain"]);
}
