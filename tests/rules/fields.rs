//! Which fields meet, what the vendors' own fields are, and who owns: S43-S49, S53, S54, S59, S60,
//! S65-S67.

use std::time::Duration;

use crosswalk_app::AppError;
use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::hubspot::BackwardStage;
use crosswalk_model::Side;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{FieldMapping, SalesforceField, Scope, SyncRule};
use serde_json::{Value, json};

/// The administrator's own field for the stage.
const STAGE: &str = "Lifecycle_Stage__c";

fn field(hubspot: &str, salesforce: &str, rule: SyncRule) -> FieldMapping {
    FieldMapping {
        id: hubspot.into(),
        hubspot: hubspot.into(),
        salesforce: SalesforceField::Same(salesforce.into()),
        rule,
        transform: Vec::new(),
        note: None,
        other: std::collections::BTreeMap::new(),
    }
}

/// What importing the mapping with one more field is answered.
async fn with_field(world: &World, new: FieldMapping) -> Result<(), String> {
    let mut file = world.app.mapping(world.pair).unwrap();
    let people = file.mappings.iter_mut().find(|it| it.hubspot.as_str() == "contacts").unwrap();
    people.fields.retain(|it| it.id != new.id);
    people.fields.push(new);
    people.fields.sort_by(|a, b| a.id.cmp(&b.id));
    match world.app.import_mapping(world.pair, &file).await {
        Ok(_) => Ok(()),
        Err(AppError::Flawed(flaws)) => {
            Err(flaws.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
        }
        Err(other) => panic!("{other}"),
    }
}

async fn rest(world: &World) {
    for _ in 0..3 {
        world.wait(Duration::from_secs(1_200)).await;
        world.apply().await;
    }
}

#[tokio::test(start_paused = true)]
async fn s43_s44_lifecycle_stage_syncs_once_it_has_a_field_in_salesforce() {
    let world = World::new().await;
    let ann = json!({ "email": "ann@example.no", "lastname": "Berg", "lifecyclestage": "lead" });
    let ann = world.hubspot_contact(ann);
    rest(&world).await;
    let (there, made) = world.records(Salesforce, "Contact").remove(0);
    assert!(!made.keys().any(|name| name.to_lowercase().contains("lifecycle")), "S43");
    // A mapping before there is a field is refused by name.
    let mapping = || field("lifecyclestage", "Lifecycle_Stage__c", SyncRule::ForwardOnly);
    let refused = with_field(&world, mapping()).await.unwrap_err();
    assert!(refused.contains("Lifecycle_Stage__c"), "{refused}");
    add_stages(&world);
    with_field(&world, mapping()).await.unwrap();
    rest(&world).await;
    let stage = || world.field(Salesforce, "Contact", &there, "Lifecycle_Stage__c");
    assert_eq!(stage(), json!("lead"), "S44");
    // A24: a backward value from Salesforce is not carried.
    world.edit(HubSpot, "contacts", &ann, json!({ "lifecyclestage": "customer" }));
    rest(&world).await;
    assert_eq!(stage(), json!("customer"));
    let back = json!({ "Lifecycle_Stage__c": "lead" });
    world.edit(Salesforce, "Contact", &there, back);
    rest(&world).await;
    let here = world.field(HubSpot, "contacts", &ann, "lifecyclestage");
    assert_eq!(here, json!("customer"), "A24");
}

/// A field for the stage, made by the administrator.
fn add_stages(world: &World) {
    for object in ["Contact", "Lead"] {
        let stages = ["subscriber", "lead", "marketingqualifiedlead", "customer"];
        let values: Vec<Value> = stages
            .iter()
            .map(|it| json!({ "value": it, "label": it, "active": true, "defaultValue": false, "validFor": null }))
            .collect();
        let own = json!({ "name": "Lifecycle_Stage__c", "label": "Lifecycle Stage",
            "type": "picklist", "soapType": "xsd:string", "length": 255,
            "restrictedPicklist": true, "picklistValues": values });
        let act = json!({ "act": "add_custom_field", "object": object, "field": own });
        world.act(Salesforce, act);
    }
}

/// Whoever chose another rule than forward-only has allowed that a stage goes back, which HubSpot
/// takes only once the stage is blank.
#[tokio::test(start_paused = true)]
async fn s44_a24_a_stage_goes_back_from_salesforce_only_where_the_rule_says_so() {
    for answer in [BackwardStage::Unchanged, BackwardStage::Refused] {
        for (rule, goes) in [
            (SyncRule::ForwardOnly, false),
            (SyncRule::TwoWay, true),
            (SyncRule::AlwaysSalesforce, true),
        ] {
            let mut beginning = Beginning::default();
            beginning.settings.hubspot.backward_stage = answer;
            let world = World::begin(beginning, |_| {}).await;
            add_stages(&world);
            with_field(&world, field("lifecyclestage", STAGE, rule)).await.unwrap();
            let people = ["ann", "bo"].map(|name| {
                let email = format!("{name}@example.no");
                let here = json!({ "email": email, "lastname": "Berg",
                                   "lifecyclestage": "customer" });
                let there = json!({ "Email": email, "LastName": "Berg", STAGE: "customer" });
                (world.hubspot_contact(here), world.salesforce_record("Contact", there))
            });
            rest(&world).await;
            let [(ann, ann_there), (bo, bo_there)] = &people;
            // Beside the stage, and beside somebody whose stage stays, everything else goes on.
            world.edit(Salesforce, "Contact", ann_there, json!({ STAGE: "lead", "Phone": "1" }));
            world.edit(Salesforce, "Contact", bo_there, json!({ "Phone": "2" }));
            rest(&world).await;
            let case = format!("{rule:?} {answer:?}");
            let here = |id: &str, name: &str| world.field(HubSpot, "contacts", id, name);
            let expected = if goes { "lead" } else { "customer" };
            assert_eq!(here(ann, "lifecyclestage"), json!(expected), "{case}");
            assert_eq!(
                world.field(Salesforce, "Contact", ann_there, STAGE),
                json!("lead"),
                "{case}"
            );
            assert_eq!(here(bo, "lifecyclestage"), json!("customer"), "{case}");
            assert_eq!((here(ann, "phone"), here(bo, "phone")), (json!("1"), json!("2")), "{case}");
            // What is refused says why.
            let told = world.app.error_rows(world.pair).unwrap();
            let told: Vec<&str> = told.iter().map(|it| it.code.as_str()).collect();
            assert_eq!(told, if goes { vec![] } else { vec!["backward"] }, "{case}");
            let before = world.last_exchange();
            rest(&world).await;
            assert_eq!(world.writes_since(before), 0, "{case}: {:#?}", world.told_since(before));
        }
    }
}

/// The line is cut between the two requests that take a stage back.
#[tokio::test(start_paused = true)]
async fn a24_a_stage_that_was_left_blank_on_its_way_back_arrives_and_is_no_word_of_hubspots() {
    for rule in [SyncRule::TwoWay, SyncRule::AlwaysSalesforce] {
        let world = World::new().await;
        add_stages(&world);
        with_field(&world, field("lifecyclestage", STAGE, rule)).await.unwrap();
        let ann = json!({ "email": "ann@example.no", "lastname": "Berg",
                          "lifecyclestage": "customer" });
        let ann = world.hubspot_contact(ann);
        rest(&world).await;
        let there = world.records(Salesforce, "Contact").remove(0).0;
        world.edit(Salesforce, "Contact", &there, json!({ STAGE: "lead" }));
        world.fault(json!({
            "at": { "vendor": "hubspot", "route": "POST /crm/objects/{version}/{type}/batch/update" },
            "nth": 2, "times": 1_000, "kind": { "kind": "cut", "when": "before_effect" },
        }));
        world.wait(Duration::from_secs(1_200)).await;
        world.app.sync(world.pair, "test").await.ok();
        let here = || world.field(HubSpot, "contacts", &ann, "lifecyclestage");
        assert!(here().as_str().unwrap_or_default().is_empty(), "{rule:?}: it is blank");
        world.emulator.clear_faults();
        rest(&world).await;
        assert_eq!(here(), json!("lead"), "{rule:?}");
        assert_eq!(world.field(Salesforce, "Contact", &there, STAGE), json!("lead"), "{rule:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn s44_the_tool_makes_the_field_of_the_lifecycle_stage_where_a_person_asks_for_it() {
    let world = World::new().await;
    let person = |email: &str, stage: &str| {
        let fields = json!({ "email": email, "lastname": "Berg", "lifecyclestage": stage });
        world.hubspot_contact(fields)
    };
    let ann = person("ann@example.no", "marketingqualifiedlead");
    rest(&world).await;
    let before = world.last_exchange();
    rest(&world).await;
    assert_eq!(world.writes_since(before), 0, "nothing is made that nobody asked for");
    let made = world.app.make_lifecycle_field(world.pair).await.unwrap();
    assert_eq!((made.field.as_str(), made.by_hand), ("Crosswalk_Lifecycle_Stage__c", None));
    rest(&world).await;
    let (there, _) = world.records(Salesforce, "Contact").remove(0);
    let stage = || world.field(Salesforce, "Contact", &there, "Crosswalk_Lifecycle_Stage__c");
    assert_eq!(stage(), json!("marketingqualifiedlead"));
    // It is a list of the portal's own stages, on leads as well, and forward only (A24).
    let refused = world.try_edit(
        Salesforce,
        "Contact",
        &there,
        json!({ "Crosswalk_Lifecycle_Stage__c": "nonsense" }),
    );
    assert!(refused.unwrap_err().contains("PICKLIST"));
    world.edit(Salesforce, "Contact", &there, json!({ "Crosswalk_Lifecycle_Stage__c": "lead" }));
    rest(&world).await;
    assert_eq!(
        world.field(HubSpot, "contacts", &ann, "lifecyclestage"),
        json!("marketingqualifiedlead")
    );
    world.edit(HubSpot, "contacts", &ann, json!({ "lifecyclestage": "customer" }));
    rest(&world).await;
    assert_eq!(stage(), json!("customer"));
    let lead = json!({ "Email": "li@example.no", "LastName": "Li", "Company": "Li",
                       "Crosswalk_Lifecycle_Stage__c": "opportunity" });
    world.salesforce_record("Lead", lead);
    rest(&world).await;
    let li = world.records(HubSpot, "contacts").into_iter();
    let li = li.map(|(_, fields)| fields).find(|fields| fields["email"] == "li@example.no");
    assert_eq!(li.unwrap()["lifecyclestage"], json!("opportunity"));
    // Asked again, it is there already.
    let again = world.app.make_lifecycle_field(world.pair).await.unwrap();
    assert_eq!((again.field, again.by_hand), (made.field, None));
}

#[tokio::test(start_paused = true)]
async fn s46_s47_s48_s49_company_name_is_a_text_and_account_name_a_reference() {
    let world = World::new().await;
    let describe = |side: Side, object: &'static str| {
        let connection = *world.app.store().pair(world.pair).unwrap().connections.get(side);
        let schema = world.app.store().schema(connection, &object.into()).unwrap();
        schema.unwrap().schema
    };
    rest(&world).await;
    assert_eq!(describe(Salesforce, "Lead").fields["Company"].native, "string", "S46");
    assert_eq!(describe(Salesforce, "Contact").fields["AccountId"].native, "reference", "S47");
    for there in ["AccountId", "Account.Name"] {
        let per_contact = [("Contact".into(), there.into())].into_iter().collect();
        let mut company = field("company", there, SyncRule::TwoWay);
        company.salesforce = SalesforceField::PerObject(per_contact);
        let refused = with_field(&world, company).await.unwrap_err();
        assert!(refused.contains("contacts.company"), "S48, S49: {refused}");
    }
}

#[tokio::test(start_paused = true)]
async fn s53_s54_the_opt_out_mapping_can_be_neither_changed_nor_dropped() {
    let world = World::new().await;
    let original = world.app.mapping(world.pair).unwrap();
    let locked = |file: &mut crosswalk_model::mapping::PairFile| {
        file.mappings[0].fields.iter().position(|it| it.id.as_str() == "email_opt_out").unwrap()
    };
    let mut dropped = original.clone();
    let at = locked(&mut dropped);
    dropped.mappings[0].fields.remove(at);
    let mut changed = original.clone();
    let at = locked(&mut changed);
    changed.mappings[0].fields[at].rule = SyncRule::DontSync;
    for file in [dropped, changed] {
        let refused = world.app.import_mapping(world.pair, &file).await;
        assert!(matches!(refused, Err(AppError::Flawed(_))), "{refused:?}");
    }
    assert_eq!(world.app.mapping(world.pair).unwrap(), original);
}

#[tokio::test(start_paused = true)]
async fn s59_s60_an_opt_out_of_somebody_who_does_not_sync_waits_on_both_sides() {
    let world = World::new().await;
    let people = ["ann", "bo"].map(|name| {
        let fields = json!({ "email": format!("{name}@example.no"), "lastname": "Berg",
                             "firstname": name, "lifecyclestage": "customer" });
        world.hubspot_contact(fields)
    });
    rest(&world).await;
    world
        .remap(|file| {
            let filter = "lifecyclestage == \"customer\" && city != \"out\"".to_owned();
            file.mappings[0].in_scope = Some(Scope::Filter(filter));
        })
        .await;
    for contact in &people {
        world.edit(HubSpot, "contacts", contact, json!({ "city": "out" }));
    }
    rest(&world).await;
    let contacts = world.records(Salesforce, "Contact");
    let there = |name: &str| {
        contacts.iter().find(|(_, it)| it["FirstName"] == json!(name)).unwrap().0.clone()
    };
    world.act(HubSpot, json!({ "act": "unsubscribe", "email": "ann@example.no" }));
    let out = json!({ "HasOptedOutOfEmail": true });
    world.edit(Salesforce, "Contact", &there("bo"), out);
    world.wait(Duration::from_secs(86_400)).await;
    rest(&world).await;
    let in_salesforce =
        |name: &str| world.field(Salesforce, "Contact", &there(name), "HasOptedOutOfEmail");
    let in_hubspot = |at: usize| world.field(HubSpot, "contacts", &people[at], "hs_email_optout");
    assert_eq!(in_salesforce("ann"), json!(false), "S59");
    assert_ne!(in_hubspot(1), json!("true"), "S60");
    for contact in &people {
        world.edit(HubSpot, "contacts", contact, json!({ "city": "Bergen" }));
    }
    rest(&world).await;
    assert_eq!(in_salesforce("ann"), json!(true), "S59");
    assert_eq!(in_hubspot(1), json!("true"), "S60");
}

/// The three further types of S65, each with a HubSpot owner of equal name and address, and one
/// type that does not count.
#[tokio::test(start_paused = true)]
async fn s65_s66_s67_owners_of_four_types_are_recognised() {
    for (kind, counts) in
        [("Standard", true), ("PowerPartner", true), ("Guest", true), ("CsnOnly", false)]
    {
        let world = World::begin(Beginning::default(), |_| {}).await;
        let user = json!({ "act": "add_user", "username": "eva@acme.example",
            "first_name": "Eva", "last_name": "Lie", "email": "eva@acme.example",
            "user_type": kind });
        let user = world.act(Salesforce, user)["id"].as_str().unwrap().to_owned();
        let owner = json!({ "act": "add_owner", "email": "eva@acme.example", "first_name": "Eva",
                            "last_name": "Lie" });
        let owner = world.act(HubSpot, owner)["id"].as_str().unwrap().to_owned();
        let contact = json!({ "Email": "ann@example.no", "LastName": "Berg", "OwnerId": user });
        world.salesforce_record("Contact", contact);
        rest(&world).await;
        let made = world.records(HubSpot, "contacts").remove(0).1;
        let held = made.get("hubspot_owner_id").cloned().unwrap_or(Value::Null);
        assert_eq!(held == json!(owner), counts, "{kind}: {held}");
    }
}
