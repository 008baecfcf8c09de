//! What is told before the first run, and after each change of the mapping: H25, H35, H48, H150.

use std::time::Duration;

use crosswalk_app::objects::ObjectToAdd;
use crosswalk_app::pairs::IdFields;
use crosswalk_app::preflight::{Because, PreflightCode, PreflightLine, Severity};
use crosswalk_app::words::{Language, Words};
use crosswalk_desktop::{Beginning, World};
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{FieldMapping, OnDelete, PairFile, Scope, SyncRule};
use crosswalk_store::NewMapping;
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
    lines.iter().for_each(words_for);
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

/// A design that an import would refuse, as an older program may have left it behind.
fn left_behind(world: &World, change: impl FnOnce(&mut PairFile)) {
    let mut file = world.app.mapping(world.pair).unwrap();
    change(&mut file);
    let new = NewMapping { document: &file, hash: "of an older program", note: None };
    world.app.store().save_mapping(world.pair, &new, world.now()).unwrap();
}

#[tokio::test(start_paused = true)]
async fn s48_s49_a_company_name_that_is_tied_to_the_accounts_name_is_told_and_stops() {
    for there in ["AccountId", "Account.Name"] {
        let world = keeping(&["contacts"]).await;
        settled(&world).await;
        left_behind(&world, |file| {
            file.mappings[0].fields.retain(|it| it.id.as_str() != "company");
            file.mappings[0].fields.push(field("company", there, SyncRule::TwoWay));
        });
        let lines = found(&world).await;
        let told = one(&lines, PreflightCode::CompanyName);
        assert_eq!((told.severity, told.count), (Severity::Stop, 1), "{there}");
        assert_eq!(told.fields, ["company"], "{there}");
        assert!(lines.iter().all(|it| it.code != PreflightCode::MappingFlaw), "{lines:?}");
        words_for(told);
        let before = world.last_exchange();
        world.app.sync(world.pair, "test").await.unwrap_err();
        assert_eq!(world.writes_since(before), 0, "{there}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_design_that_does_not_fit_the_accounts_is_told_and_stops() {
    let world = keeping(&["contacts"]).await;
    settled(&world).await;
    left_behind(&world, |file| {
        let twice = field("mobilephone", "Phone", SyncRule::TwoWay);
        file.mappings[0].fields.push(FieldMapping { id: "second".into(), ..twice });
    });
    let lines = found(&world).await;
    let told = lines.iter().filter(|it| it.code == PreflightCode::MappingFlaw);
    let told: Vec<_> = told.collect();
    assert!(!told.is_empty(), "{lines:?}");
    for line in told {
        assert_eq!((line.severity, line.fields.len()), (Severity::Stop, 1), "{line:?}");
        words_for(line);
    }
    let before = world.last_exchange();
    world.app.sync(world.pair, "test").await.unwrap_err();
    assert_eq!(world.writes_since(before), 0);
}

#[tokio::test(start_paused = true)]
async fn p7_who_is_not_made_for_want_of_an_id_field_is_counted() {
    let beginning = Beginning { id_fields: IdFields::Leave, ..Beginning::default() };
    let world = World::begin(beginning, |_| {}).await;
    for name in ["ann", "bo"] {
        let email = format!("{name}@example.no");
        world.hubspot_contact(json!({ "email": email, "lastname": "Berg" }));
    }
    world.app.plan_view(world.pair, "test").await.unwrap();
    let lines = found(&world).await;
    let told = one(&lines, PreflightCode::NoIdField);
    assert_eq!((told.severity, told.count), (Severity::Warning, 2));
    words_for(told);
    world.apply().await;
    assert_eq!(world.records(Salesforce, "Contact").len(), 0);
}

#[tokio::test(start_paused = true)]
async fn h150_values_that_have_no_form_there_are_counted_and_not_quoted() {
    let world = keeping(&["contacts"]).await;
    let e164 = json!([{ "use": "phone_e164", "region": "NO" }]);
    let transform = serde_json::from_value(e164).unwrap();
    map(&world, FieldMapping { transform, ..field("phone", "Phone", SyncRule::TwoWay) }).await;
    for (name, phone) in [("ann", "22 22 55 55"), ("bo", "call me"), ("cy", "mornings")] {
        let email = format!("{name}@example.no");
        world.hubspot_contact(json!({ "email": email, "lastname": name, "phone": phone }));
    }
    world.app.plan_view(world.pair, "test").await.unwrap();
    let lines = found(&world).await;
    let told = one(&lines, PreflightCode::DoesNotFit);
    assert_eq!((told.severity, told.count, told.side), (Severity::Warning, 2, Some(Salesforce)));
    assert_eq!((told.fields.len(), told.examples.len()), (1, 0), "{told:?}");
    words_for(told);
    world.apply().await;
    let numbers = world.records(Salesforce, "Contact");
    let numbers = numbers.iter().filter(|(_, it)| it.get("Phone").is_some_and(|it| !it.is_null()));
    assert_eq!(numbers.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn h138_a_plan_that_costs_more_calls_than_are_left_is_told_before_it_runs() {
    let mut beginning = Beginning::long();
    beginning.settings.salesforce.orgs[0].daily_calls = Some(300);
    let world = World::begin(beginning, |_| {}).await;
    for nth in 0..1_100 {
        let email = format!("p{nth}@example.no");
        world.hubspot_contact(json!({ "email": email, "lastname": "Berg" }));
    }
    world.app.plan_view(world.pair, "test").await.unwrap();
    let of_salesforce = |lines: &[PreflightLine], code| {
        lines.iter().any(|it| it.code == code && it.side == Some(Salesforce))
    };
    let lines = found(&world).await;
    assert!(of_salesforce(&lines, PreflightCode::Calls), "{lines:?}");
    assert!(!of_salesforce(&lines, PreflightCode::CallsOverBudget), "{lines:?}");
    // Something else uses up our share of the day.
    let salesforce = world.app.pairs().unwrap()[0].connections.salesforce;
    while world.app.check_account(salesforce).await.is_ok() {}
    let lines = found(&world).await;
    let told = one(&lines, PreflightCode::CallsOverBudget);
    assert_eq!((told.severity, told.side), (Severity::Warning, Some(Salesforce)));
    assert!(told.count > 1, "{told:?}");
    assert!(!of_salesforce(&lines, PreflightCode::Calls), "{lines:?}");
    words_for(told);
}

/// Every language has words for a line.
fn words_for(line: &PreflightLine) {
    for language in Language::ALL {
        let told = Words::of(language).preflight_lines(line).join(" ");
        assert!(!told.is_empty() && !told.contains("preflight-"), "{told}");
    }
}
