//! Deals and opportunities where no story of another room tells of them: H46, H49-H51, H53, H54,
//! H57, H71.

use crosswalk_app::words::{Language, Words};
use crosswalk_desktop::World;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{CreateInHubSpot, CreateInSalesforce, StageMap, SyncRule};
use crosswalk_model::{LinkState, ReasonCode};
use serde_json::{Value, json};

use crate::{having, keeping, only, owner, settled, tie, user};

const ALL: [&str; 3] = ["companies", "contacts", "deals"];

fn deal(world: &World, name: &str, more: &Value) -> String {
    let mut fields = json!({ "dealname": name, "dealstage": "qualifiedtobuy",
        "pipeline": "default", "closedate": "2026-12-01T00:00:00Z" });
    for (field, value) in more.as_object().unwrap() {
        fields[field] = value.clone();
    }
    world.hubspot_record("deals", fields)
}

fn opportunity(world: &World, name: &str, more: &Value) -> String {
    let mut fields = json!({ "Name": name, "StageName": "Prospecting", "CloseDate": "2026-12-01" });
    for (field, value) in more.as_object().unwrap() {
        fields[field] = value.clone();
    }
    world.salesforce_record("Opportunity", fields)
}

/// Whatever order objects are switched on in, whoever is named stands before those who name them.
#[tokio::test(start_paused = true)]
async fn h46_parents_come_first_by_themselves() {
    for objects in [["deals", "contacts", "companies"], ["contacts", "deals", "companies"]] {
        let world = keeping(&objects).await;
        let acme = world.hubspot_record("companies", json!({ "name": "Acme" }));
        let ann = world.hubspot_contact(json!({ "email": "ann@acme.no", "lastname": "Berg" }));
        let ship = deal(&world, "Ship", &json!({}));
        tie(&world, ("contacts", &ann), ("companies", &acme), 1);
        tie(&world, ("deals", &ship), ("companies", &acme), 5);
        tie(&world, ("deals", &ship), ("contacts", &ann), 3);
        world.apply().await;
        let account = only(&world, Salesforce, "Account");
        let contact = only(&world, Salesforce, "Contact");
        let there = only(&world, Salesforce, "Opportunity");
        let field = |object: &str, id: &str, name: &str| world.field(Salesforce, object, id, name);
        assert_eq!(field("Contact", &contact, "AccountId"), json!(account), "{objects:?}");
        assert_eq!(field("Opportunity", &there, "AccountId"), json!(account), "{objects:?}");
        let role = only(&world, Salesforce, "OpportunityContactRole");
        assert_eq!(field("OpportunityContactRole", &role, "ContactId"), json!(contact));
    }
}

#[tokio::test(start_paused = true)]
async fn h49_h126_without_their_switches_an_import_makes_no_deals_and_no_companies() {
    let world = keeping(&["contacts"]).await;
    world.salesforce_record("Account", json!({ "Name": "Acme" }));
    opportunity(&world, "Ship", &json!({}));
    let many = |world: &World| ["companies", "deals"].map(|it| world.records(HubSpot, it).len());
    settled(&world).await;
    assert_eq!(many(&world), [0, 0]);
    for (objects, made) in [(["companies", "contacts"].as_slice(), [1, 0]), (&ALL, [1, 1])] {
        let objects: Vec<String> = objects.iter().map(|it| (*it).to_owned()).collect();
        let file = world.app.suggest_mapping(world.pair, &objects).await.unwrap();
        world.app.import_mapping(world.pair, &file).await.unwrap();
        settled(&world).await;
        // What is new to the pair has no id field of its own yet, so nothing is made of it (P7).
        world.app.take_over(world.pair).await.unwrap();
        settled(&world).await;
        assert_eq!(many(&world), made, "{objects:?}");
    }
}

/// A portal with a second pipeline, whose stages have a map of their own.
async fn two_pipelines() -> World {
    let world = keeping(&ALL).await;
    let stages = json!([["asked", "Asked", false], ["sealed", "Sealed", true]]);
    world.act(
        HubSpot,
        json!({ "act": "add_pipeline", "id": "partners", "label": "Partners", "stages": stages }),
    );
    world
}

fn partners() -> StageMap {
    let stages = [("Asked", "Needs Analysis"), ("Sealed", "Closed Won")];
    StageMap {
        object: None,
        pipeline: "Partners".to_owned(),
        record_type: None,
        stages: stages.map(|(here, there)| (here.to_owned(), there.to_owned())).into(),
        also: std::collections::BTreeMap::new(),
    }
}

#[tokio::test(start_paused = true)]
async fn h50_each_pipeline_has_its_own_stages_and_no_deal_changes_pipeline_by_itself() {
    let world = two_pipelines().await;
    world.remap(|file| file.stages.insert(0, partners())).await;
    let usual = deal(&world, "Usual", &json!({ "dealstage": "contractsent" }));
    let partner = deal(&world, "Partner", &json!({ "pipeline": "partners", "dealstage": "asked" }));
    settled(&world).await;
    let there = |name: &str| having(&world, Salesforce, "Opportunity", ("Name", name));
    let (usual_there, partner_there) = (there("Usual"), there("Partner"));
    let stage = |id: &str| world.field(Salesforce, "Opportunity", id, "StageName");
    assert_eq!(stage(&partner_there), json!("Needs Analysis"));
    assert_ne!(stage(&usual_there), json!("Needs Analysis"));
    for id in [&usual_there, &partner_there] {
        world.edit(Salesforce, "Opportunity", id, json!({ "StageName": "Closed Won" }));
    }
    settled(&world).await;
    let at =
        |id: &str| ["pipeline", "dealstage"].map(|field| world.field(HubSpot, "deals", id, field));
    assert_eq!(at(&usual), [json!("default"), json!("closedwon")]);
    assert_eq!(at(&partner), [json!("partners"), json!("sealed")]);
    // A new opportunity makes a deal in the first of them.
    opportunity(&world, "New", &json!({}));
    settled(&world).await;
    let new = having(&world, HubSpot, "deals", ("dealname", "New"));
    assert_eq!(at(&new)[0], json!("default"));
}

#[tokio::test(start_paused = true)]
async fn h50_each_record_type_has_its_own_pipeline_both_ways() {
    let world = two_pipelines().await;
    let record_type = |name: &str| {
        let fields = json!({ "SobjectType": "Opportunity", "DeveloperName": name, "Name": name,
                             "IsActive": true });
        world.salesforce_record("RecordType", fields)
    };
    let (partner, renewal) = (record_type("Partner"), record_type("Renewal"));
    let of = |name: &str| StageMap { record_type: Some(name.to_owned()), ..partners() };
    let mut file = world.app.mapping(world.pair).unwrap();
    file.stages.push(of("Nobody"));
    let flaws = world.app.validate_mapping(world.pair, &file).await.unwrap();
    assert!(format!("{flaws:?}").contains("UnknownRecordType"), "{flaws:?}");
    world.remap(|file| file.stages.push(of("Partner"))).await;
    settled(&world).await;
    let deals = [("default", "contractsent", "Usual"), ("partners", "asked", "Asked")];
    for (pipeline, stage, name) in deals {
        deal(&world, name, &json!({ "pipeline": pipeline, "dealstage": stage }));
    }
    opportunity(&world, "Of partners", &json!({ "RecordTypeId": partner }));
    opportunity(&world, "Of another type", &json!({ "RecordTypeId": renewal }));
    opportunity(&world, "Of none", &json!({}));
    settled(&world).await;
    let there = |name: &str| {
        let id = having(&world, Salesforce, "Opportunity", ("Name", name));
        world.field(Salesforce, "Opportunity", &id, "RecordTypeId")
    };
    assert_eq!([there("Usual"), there("Asked")], [Value::Null, json!(partner)]);
    let here = |name: &str| {
        let id = having(&world, HubSpot, "deals", ("dealname", name));
        ["pipeline", "dealstage"].map(|field| world.field(HubSpot, "deals", &id, field))
    };
    // No stage of the map stands for Prospecting: the pipeline's own words for it are missing, so
    // that the deal waits for them rather than go where it does not belong.
    assert_eq!(here("Of another type")[0], json!("default"));
    assert_eq!(here("Of none")[0], json!("default"));
    let mut file = world.app.mapping(world.pair).unwrap();
    let map = file.stages.iter_mut().find(|it| it.pipeline == "Partners").unwrap();
    map.also.insert("Prospecting".to_owned(), "Asked".to_owned());
    world.app.import_mapping(world.pair, &file).await.unwrap();
    settled(&world).await;
    assert_eq!(here("Of partners"), [json!("partners"), json!("asked")]);
    // Nobody's record type changes afterwards.
    let before = world.last_exchange();
    settled(&world).await;
    assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
}

#[tokio::test(start_paused = true)]
async fn h51_a_deal_in_a_pipeline_that_is_not_mapped_makes_no_opportunity() {
    let world = two_pipelines().await;
    let away = deal(&world, "Away", &json!({ "pipeline": "partners", "dealstage": "asked" }));
    settled(&world).await;
    assert_eq!(world.records(Salesforce, "Opportunity").len(), 0);
    assert_eq!(world.why(&away), [(LinkState::LeftOut, ReasonCode::OutOfScope)]);
    let said = world.app.why(world.pair, &away).unwrap().remove(0).reason;
    assert!(Words::of(Language::English).reason(&said).contains("pipeline"), "{said:?}");
    world.edit(HubSpot, "deals", &away, json!({ "pipeline": "default", "dealstage": "closedwon" }));
    settled(&world).await;
    let there = only(&world, Salesforce, "Opportunity");
    assert_eq!(world.field(Salesforce, "Opportunity", &there, "StageName"), json!("Closed Won"));
}

#[tokio::test(start_paused = true)]
async fn h51_a_deal_that_leaves_for_such_a_pipeline_stops_and_goes_on_when_it_is_back() {
    let world = two_pipelines().await;
    world.rule("amount", SyncRule::TwoWay).await;
    world.rule("dealstage", SyncRule::TwoWay).await;
    let ship = deal(&world, "Ship", &json!({ "amount": "1" }));
    settled(&world).await;
    let there = only(&world, Salesforce, "Opportunity");
    let before = world.record(Salesforce, "Opportunity", &there).unwrap();
    world.edit(
        HubSpot,
        "deals",
        &ship,
        json!({ "pipeline": "partners", "dealstage": "asked", "amount": "2" }),
    );
    world.edit(Salesforce, "Opportunity", &there, json!({ "Description": "By hand" }));
    settled(&world).await;
    let now = world.record(Salesforce, "Opportunity", &there).unwrap();
    assert_eq!((&now["StageName"], &now["Amount"]), (&before["StageName"], &before["Amount"]));
    let here = world.record(HubSpot, "deals", &ship).unwrap();
    assert_eq!(here.get("description").cloned().unwrap_or_default(), json!(null));
    assert_eq!(here["dealstage"], json!("asked"));
    assert_eq!(world.why(&ship), [(LinkState::Held, ReasonCode::HeldOutOfScope)]);
    world.edit(
        HubSpot,
        "deals",
        &ship,
        json!({ "pipeline": "default", "dealstage": "contractsent" }),
    );
    settled(&world).await;
    let back = world.record(Salesforce, "Opportunity", &there).unwrap();
    assert_eq!(back["Amount"], json!(2.0));
    assert_eq!(back["StageName"], json!("Negotiation/Review"));
    assert_eq!(world.field(HubSpot, "deals", &ship, "description"), json!("By hand"));
}

#[tokio::test(start_paused = true)]
async fn h53_people_of_a_deal_are_those_with_a_role_and_an_opportunity_needs_none() {
    let world = keeping(&ALL).await;
    let acme = world.salesforce_record("Account", json!({ "Name": "Acme" }));
    let people = ["ann", "bo"].map(|name| {
        let email = format!("{name}@acme.no");
        let fields = json!({ "Email": email, "LastName": name, "AccountId": acme });
        world.salesforce_record("Contact", fields)
    });
    let there = opportunity(&world, "Ship", &json!({ "AccountId": acme }));
    settled(&world).await;
    let ship = only(&world, HubSpot, "deals");
    let count = || world.field(HubSpot, "deals", &ship, "num_associated_contacts");
    assert!([json!(null), json!("0")].contains(&count()), "nobody of the account by itself");
    let role = json!({ "OpportunityId": there, "ContactId": people[0] });
    world.create(Salesforce, "OpportunityContactRole", role).unwrap();
    settled(&world).await;
    assert_eq!(count(), json!("1"));
    let ann = having(&world, HubSpot, "contacts", ("email", "ann@acme.no"));
    let bo = having(&world, HubSpot, "contacts", ("email", "bo@acme.no"));
    let deals = |id: &str| world.field(HubSpot, "contacts", id, "num_associated_deals");
    assert_eq!(deals(&ann), json!("1"));
    assert_ne!(deals(&bo), json!("1"));
}

/// Type is not among them: the two lists have no option in common (H97).
#[tokio::test(start_paused = true)]
async fn h54_owner_close_date_name_description_amount_and_stage_of_a_deal_cross_by_default() {
    let world = keeping(&ALL).await;
    let sven = owner(&world, "Sven", "Seller");
    let sven_there = user(&world, "sven@acme.example");
    opportunity(
        &world,
        "Ship",
        &json!({ "CloseDate": "2026-12-24", "Description": "Big", "Amount": 12.5,
                 "StageName": "Closed Lost", "OwnerId": sven_there, "Type": "New Customer" }),
    );
    settled(&world).await;
    let made = only(&world, HubSpot, "deals");
    let made = world.record(HubSpot, "deals", &made).unwrap();
    assert!(made["closedate"].as_str().unwrap().starts_with("2026-12-24"), "{made:?}");
    let rest = ["dealname", "description", "amount", "dealstage", "hubspot_owner_id"];
    let held = rest.map(|field| made[field].as_str().unwrap().to_owned());
    assert_eq!(held, ["Ship", "Big", "12.5", "closedlost", &sven]);
    assert_eq!(made.get("dealtype").cloned().unwrap_or_default(), json!(null));
}

#[tokio::test(start_paused = true)]
async fn h57_a_deal_makes_an_opportunity_where_that_is_on_and_what_is_required_is_there() {
    for (setting, made) in [(CreateInSalesforce::Nothing, 0), (CreateInSalesforce::Record, 1)] {
        let world = keeping(&["contacts", "deals"]).await;
        world
            .remap(|file| {
                let deals = file.mappings.iter_mut().find(|it| it.hubspot.as_str() == "deals");
                let deals = deals.unwrap();
                deals.create.salesforce = setting;
                deals.create.hubspot = CreateInHubSpot::Nothing;
            })
            .await;
        // Nobody is on it, and it is of no company: that is no reason.
        let whole = deal(&world, "Whole", &json!({}));
        let undated = deal(&world, "Undated", &json!({ "closedate": "" }));
        settled(&world).await;
        let names: Vec<Value> = world
            .records(Salesforce, "Opportunity")
            .into_iter()
            .map(|(_, it)| it["Name"].clone())
            .collect();
        assert_eq!(names, vec![json!("Whole"); made], "{setting:?}");
        if setting == CreateInSalesforce::Nothing {
            assert_eq!(world.why(&whole), [(LinkState::LeftOut, ReasonCode::CreateOff)]);
            continue;
        }
        assert_eq!(world.why(&undated), [(LinkState::LeftOut, ReasonCode::RequiredMissing)]);
        let dated = json!({ "closedate": "2026-12-01T00:00:00Z" });
        world.edit(HubSpot, "deals", &undated, dated);
        settled(&world).await;
        assert_eq!(world.records(Salesforce, "Opportunity").len(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn h71_a_new_opportunity_belongs_to_the_matching_owner_or_to_whom_we_act_as() {
    let world = keeping(&ALL).await;
    let (sven, eve) = (owner(&world, "Sven", "Seller"), owner(&world, "Eve", "Else"));
    let (sven_there, ann_there) =
        (user(&world, "sven@acme.example"), user(&world, "ann@acme.example"));
    for (name, owner) in [("Known", sven.as_str()), ("Unknown", eve.as_str()), ("Nobodys", "")] {
        deal(&world, name, &json!({ "hubspot_owner_id": owner }));
    }
    settled(&world).await;
    for (name, owner) in [("Known", &sven_there), ("Unknown", &ann_there), ("Nobodys", &ann_there)]
    {
        let made = having(&world, Salesforce, "Opportunity", ("Name", name));
        assert_eq!(
            world.field(Salesforce, "Opportunity", &made, "OwnerId"),
            json!(owner),
            "{name}"
        );
    }
}
