//! Tickets with cases, and objects that the accounts defined themselves: H118-H120, H122, H130, H131.

use std::time::Duration;

use crosswalk_app::AppError;
use crosswalk_app::accounts::ByToken;
use crosswalk_app::maps::as_hubspot_does_it;
use crosswalk_app::objects::{ObjectAdded, ObjectToAdd};
use crosswalk_app::pairs::{FirstRun, IdFields, PairToAdd};
use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::hubspot::{PortalSettings, Tier};
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{OnDelete, SyncRule};
use crosswalk_model::{Both, LinkState, Rights};
use serde_json::{Value, json};

use crate::{associated, having, keeping, only, owner, settled, tie};

async fn add(world: &World, hubspot: &str, salesforce: Option<&str>) -> ObjectAdded {
    let new = ObjectToAdd {
        hubspot: hubspot.into(),
        salesforce: salesforce.map(Into::into),
        id_fields: IdFields::Make,
    };
    let added = world.app.add_object(world.pair, new).await.unwrap();
    assert_eq!(added.by_hand, []);
    added
}

/// People and companies, and tickets beside them.
async fn with_tickets() -> World {
    let world = keeping(&["companies", "contacts"]).await;
    add(&world, "tickets", None).await;
    world
}

fn case(world: &World, more: &Value) -> String {
    let mut fields = json!({ "Subject": "No light", "Status": "Working", "Priority": "High" });
    for (field, value) in more.as_object().unwrap() {
        fields[field] = value.clone();
    }
    world.salesforce_record("Case", fields)
}

fn ticket(world: &World, more: &Value) -> String {
    let mut fields = json!({ "subject": "No water", "hs_pipeline": "0", "hs_pipeline_stage": "1" });
    for (field, value) in more.as_object().unwrap() {
        fields[field] = value.clone();
    }
    world.hubspot_record("tickets", fields)
}

#[tokio::test(start_paused = true)]
async fn h118_a_case_makes_a_ticket_with_its_people_and_its_stage() {
    let world = with_tickets().await;
    let acme = world.salesforce_record("Account", json!({ "Name": "Acme" }));
    let ann = world.salesforce_record(
        "Contact",
        json!({ "LastName": "Berg", "Email": "ann@acme.no", "AccountId": acme }),
    );
    let about = json!({ "ContactId": ann, "AccountId": acme, "Description": "Since noon" });
    let light = case(&world, &about);
    settled(&world).await;
    let made = only(&world, HubSpot, "tickets");
    let field = |name: &str| world.field(HubSpot, "tickets", &made, name);
    assert_eq!(field("subject"), json!("No light"));
    assert_eq!(field("content"), json!("Since noon"));
    assert_eq!(field("hs_ticket_priority"), json!("HIGH"));
    assert_eq!(field("hs_pipeline"), json!("0"));
    let company = only(&world, HubSpot, "companies");
    let contact = only(&world, HubSpot, "contacts");
    assert_eq!(associated(&world, &made, 2), [company]);
    assert_eq!(associated(&world, &made, 1), [contact]);
    // A change on either side reaches the other where the rule lets it, a stage by its map.
    let two_way = |file: &mut crosswalk_model::mapping::PairFile| {
        let mut all = file.mappings.iter_mut();
        let tickets = all.find(|it| it.hubspot.as_str() == "tickets").unwrap();
        let mut fields = tickets.fields.iter_mut();
        let stage = fields.find(|it| it.hubspot.as_str() == "hs_pipeline_stage").unwrap();
        stage.rule = SyncRule::TwoWay;
    };
    world.remap(two_way).await;
    world.edit(HubSpot, "tickets", &made, json!({ "hs_pipeline_stage": "4" }));
    settled(&world).await;
    assert_eq!(world.field(Salesforce, "Case", &light, "Status"), json!("Closed"));
    assert_eq!(world.field(Salesforce, "Case", &light, "IsClosed"), json!(true));
    world.edit(Salesforce, "Case", &light, json!({ "Subject": "Light again", "Status": "New" }));
    settled(&world).await;
    assert_eq!(field("subject"), json!("Light again"));
    assert_eq!(field("hs_pipeline_stage"), json!("1"));
}

#[tokio::test(start_paused = true)]
async fn h118_h122_a_ticket_makes_a_case_and_its_associations_cross_both_ways() {
    let world = with_tickets().await;
    let acme = world.hubspot_record("companies", json!({ "name": "Acme" }));
    let ann = world.hubspot_contact(json!({ "email": "ann@acme.no", "lastname": "Berg" }));
    let bo = world.hubspot_contact(json!({ "email": "bo@acme.no", "lastname": "Dahl" }));
    let water = ticket(&world, &json!({}));
    tie(&world, ("contacts", &ann), ("companies", &acme), 1);
    tie(&world, ("contacts", &bo), ("companies", &acme), 1);
    tie(&world, ("tickets", &water), ("companies", &acme), 26);
    tie(&world, ("tickets", &water), ("contacts", &ann), 16);
    settled(&world).await;
    let made = only(&world, Salesforce, "Case");
    let field = |name: &str| world.field(Salesforce, "Case", &made, name);
    let person = |name: &str| having(&world, Salesforce, "Contact", ("LastName", name));
    assert_eq!(field("Subject"), json!("No water"));
    assert_eq!(field("Status"), json!("New"));
    assert_eq!(field("ContactId"), json!(person("Berg")));
    assert_eq!(field("AccountId"), json!(only(&world, Salesforce, "Account")));
    // Somebody else takes over in Salesforce; then one more person is put on the ticket.
    world.edit(Salesforce, "Case", &made, json!({ "ContactId": person("Dahl") }));
    settled(&world).await;
    assert_eq!(associated(&world, &water, 1), [bo.as_str()]);
    tie(&world, ("tickets", &water), ("contacts", &ann), 16);
    settled(&world).await;
    assert_eq!(field("ContactId"), json!(person("Dahl")), "a case names one");
    let mut both = [ann, bo];
    both.sort();
    assert_eq!(associated(&world, &water, 1), both);
}

#[tokio::test(start_paused = true)]
async fn h118_as_hubspot_does_it_cases_become_tickets_and_never_the_other_way_round() {
    let world = with_tickets().await;
    let light = case(&world, &json!({}));
    world.remap(|file| *file = as_hubspot_does_it(file.clone())).await;
    ticket(&world, &json!({}));
    settled(&world).await;
    assert_eq!(only(&world, Salesforce, "Case"), light);
    let made = having(&world, HubSpot, "tickets", ("subject", "No light"));
    world.edit(HubSpot, "tickets", &made, json!({ "subject": "Ours" }));
    settled(&world).await;
    assert_eq!(world.field(Salesforce, "Case", &light, "Subject"), json!("No light"));
    world.edit(Salesforce, "Case", &light, json!({ "Subject": "Theirs" }));
    settled(&world).await;
    assert_eq!(world.field(HubSpot, "tickets", &made, "subject"), json!("Theirs"));
}

#[tokio::test(start_paused = true)]
async fn h130_a_deleted_case_does_to_its_ticket_what_was_chosen() {
    for (policy, left) in [(OnDelete::Nothing, 1), (OnDelete::Delete, 0)] {
        let world = with_tickets().await;
        world
            .remap(|file| {
                let mut all = file.mappings.iter_mut();
                let tickets = all.find(|it| it.hubspot.as_str() == "tickets").unwrap();
                tickets.delete.hubspot = policy;
            })
            .await;
        let light = case(&world, &json!({}));
        settled(&world).await;
        world.act(Salesforce, json!({ "act": "delete", "id": light }));
        settled(&world).await;
        assert_eq!(world.records(HubSpot, "tickets").len(), left, "{policy:?}");
        assert_eq!(world.records(Salesforce, "Case").len(), 0);
    }
}

/// Both accounts define invoices; HubSpot's hang on contacts and companies.
async fn with_invoices() -> (World, String) {
    let mut beginning = Beginning {
        objects: vec!["companies".to_owned(), "contacts".to_owned()],
        ..Beginning::default()
    };
    let portal = PortalSettings { tier: Tier::Enterprise, ..PortalSettings::default() };
    beginning.settings.hubspot.portals = vec![portal];
    let world = World::begin(beginning, |_| {}).await;
    let properties = json!([
        { "name": "name", "label": "Name", "type": "string", "fieldType": "text" },
        { "name": "amount", "label": "Amount", "type": "number", "fieldType": "number" },
        { "name": "due", "label": "Due", "type": "date", "fieldType": "date" },
    ]);
    let made = world.act(
        HubSpot,
        json!({ "act": "add_object_type", "name": "invoices", "label": "Invoices",
                "properties": properties, "associates": ["contacts", "companies"] }),
    );
    let field = |name: &str, kind: &str, more: Value| {
        let mut field = json!({ "name": name, "label": name.trim_end_matches("__c"),
                                "type": kind, "nillable": true });
        for (key, value) in more.as_object().unwrap() {
            field[key] = value.clone();
        }
        field
    };
    let payer = json!({ "referenceTo": ["Contact"], "relationshipName": "Payer__r", "length": 18 });
    world.act(
        Salesforce,
        json!({ "act": "add_custom_object", "name": "Invoice__c", "label": "Invoice", "fields": [
            field("Amount__c", "double", json!({ "precision": 12, "scale": 2 })),
            field("Due__c", "date", json!({})),
            field("Payer__c", "reference", payer),
        ] }),
    );
    (world, made["name"].as_str().unwrap().to_owned())
}

#[tokio::test(start_paused = true)]
async fn h119_h120_custom_objects_are_kept_in_step_both_ways() {
    let (world, invoices) = with_invoices().await;
    let offered = world.app.objects_on_offer(world.pair).await.unwrap();
    let custom = |all: &[crosswalk_app::objects::ObjectTitle]| {
        let own = all.iter().filter(|it| it.custom);
        own.map(|it| (it.object.to_string(), it.label.clone())).collect::<Vec<_>>()
    };
    assert_eq!(custom(&offered.hubspot), [(invoices.clone(), "Invoices".to_owned())]);
    let there = ("Invoice__c".to_owned(), "Invoices".to_owned());
    assert_eq!(custom(&offered.salesforce), [there]);
    let added = add(&world, &invoices, Some("Invoice__c")).await;
    assert_eq!(added.fields, 4, "name, amount, due, and who pays");
    let ann = world.hubspot_contact(json!({ "email": "ann@acme.no", "lastname": "Berg" }));
    let first = world.hubspot_record(
        &invoices,
        json!({ "name": "I-1", "amount": "1200.50", "due": "2026-12-24" }),
    );
    let of_ann = json!({ "act": "associate", "object": invoices, "id": first, "to": "contacts",
                         "other": ann });
    world.act(HubSpot, of_ann);
    settled(&world).await;
    let made = only(&world, Salesforce, "Invoice__c");
    let field = |name: &str| world.field(Salesforce, "Invoice__c", &made, name);
    assert_eq!(field("Name"), json!("I-1"));
    assert_eq!(field("Amount__c"), json!(1200.5));
    assert_eq!(field("Due__c"), json!("2026-12-24"));
    assert_eq!(field("Payer__c"), json!(only(&world, Salesforce, "Contact")));
    // From Salesforce: a new one, and a change of the first.
    let payer = only(&world, Salesforce, "Contact");
    let fields = json!({ "Name": "I-2", "Amount__c": 7, "Payer__c": payer });
    world.salesforce_record("Invoice__c", fields);
    world.edit(Salesforce, "Invoice__c", &made, json!({ "Amount__c": 1300 }));
    settled(&world).await;
    let second = having(&world, HubSpot, &invoices, ("name", "I-2"));
    assert_eq!(world.field(HubSpot, &invoices, &first, "amount"), json!("1300"));
    assert_eq!(associated(&world, &second, 1), [ann]);
}

#[tokio::test(start_paused = true)]
async fn h119_a_custom_object_is_added_once_and_only_with_a_partner_and_found_again() {
    let (world, invoices) = with_invoices().await;
    let refused = |error: AppError, word: &str| {
        assert!(matches!(error, AppError::Refused(_)), "{error}");
        assert!(error.to_string().contains(word), "{error}");
    };
    let new = |salesforce: Option<&str>| ObjectToAdd {
        hubspot: invoices.as_str().into(),
        salesforce: salesforce.map(Into::into),
        id_fields: IdFields::Make,
    };
    refused(world.app.add_object(world.pair, new(None)).await.unwrap_err(), "no usual partner");
    let added = add(&world, &invoices, Some("Invoice__c")).await;
    let again = world.app.add_object(world.pair, new(Some("Invoice__c"))).await.unwrap_err();
    refused(again, "already");
    world.hubspot_record(&invoices, json!({ "name": "I-1" }));
    settled(&world).await;
    let made = only(&world, Salesforce, "Invoice__c");
    world.app.remove_object(world.pair, &added.mapping).await.unwrap();
    world.edit(Salesforce, "Invoice__c", &made, json!({ "Amount__c": 9 }));
    settled(&world).await;
    let here = only(&world, HubSpot, &invoices);
    assert_eq!(world.field(HubSpot, &invoices, &here, "amount"), Value::Null);
    // Put in again it finds its records again, and catches up.
    add(&world, &invoices, Some("Invoice__c")).await;
    settled(&world).await;
    assert_eq!(only(&world, Salesforce, "Invoice__c"), made);
    assert_eq!(only(&world, HubSpot, &invoices), here);
    assert_eq!(world.field(HubSpot, &invoices, &here, "amount"), json!("9"));
}

#[tokio::test(start_paused = true)]
async fn h131_deletes_of_custom_records_follow_the_policy_of_each_side() {
    for delete_here in [OnDelete::Nothing, OnDelete::Delete] {
        let (world, invoices) = with_invoices().await;
        let added = add(&world, &invoices, Some("Invoice__c")).await;
        world
            .remap(|file| {
                let mut all = file.mappings.iter_mut();
                all.find(|it| it.id == added.mapping).unwrap().delete.hubspot = delete_here;
            })
            .await;
        let kept = world.salesforce_record("Invoice__c", json!({ "Name": "Kept" }));
        let gone = world.salesforce_record("Invoice__c", json!({ "Name": "Gone" }));
        settled(&world).await;
        let partner = |name: &str| having(&world, HubSpot, &invoices, ("name", name));
        let (kept_here, gone_here) = (partner("Kept"), partner("Gone"));
        world.act(Salesforce, json!({ "act": "delete", "id": gone }));
        world.act(HubSpot, json!({ "act": "archive", "object": invoices, "id": kept_here }));
        // HubSpot's archive is looked through once a day.
        world.wait(Duration::from_secs(25 * 3_600)).await;
        settled(&world).await;
        let left = world.records(HubSpot, &invoices).iter().any(|(id, _)| *id == gone_here);
        assert_eq!(left, delete_here == OnDelete::Nothing);
        assert!(world.record(Salesforce, "Invoice__c", &kept).is_some(), "the other side's policy");
        assert_eq!(world.why(&kept_here)[0].0, LinkState::Unlinked);
    }
}

#[tokio::test(start_paused = true)]
async fn h118_the_owner_of_a_case_is_the_owner_of_its_ticket() {
    let world = with_tickets().await;
    let ann = owner(&world, "Ann", "Berg");
    let user = world.act(
        Salesforce,
        json!({ "act": "add_user", "username": "ann@acme.example", "first_name": "Ann",
                "last_name": "Berg", "email": "ann@acme.example" }),
    );
    let water = ticket(&world, &json!({ "hubspot_owner_id": ann }));
    settled(&world).await;
    let made = only(&world, Salesforce, "Case");
    assert_eq!(world.field(Salesforce, "Case", &made, "OwnerId"), user["id"]);
    let first = world.records(Salesforce, "User").first().unwrap().0.clone();
    world.edit(Salesforce, "Case", &made, json!({ "OwnerId": first }));
    settled(&world).await;
    assert_ne!(world.field(HubSpot, "tickets", &water, "hubspot_owner_id"), json!(ann));
}

/// A sign-in from before tickets were asked for: the pair is refused as a whole, and none is left.
#[tokio::test(start_paused = true)]
async fn h118_without_the_scope_of_tickets_no_half_of_a_pair_is_kept() {
    let mut beginning = Beginning::default();
    let second = PortalSettings { id: 4_411_002, ..PortalSettings::default() };
    beginning.settings.hubspot.portals.push(second);
    let world = World::begin(beginning, |_| {}).await;
    let account = world.emulator.accounts(Vendor::HubSpot).pop().unwrap();
    let facts = world.emulator.grant(Vendor::HubSpot, &account).unwrap();
    let by = ByToken {
        side: HubSpot,
        base: format!("https://{}", facts.host),
        token: facts.service_key.unwrap().into(),
        development: false,
        rights: Rights::Full,
    };
    let hubspot = world.app.add_account_by_token(by).await.unwrap().id;
    let scopes = [
        "oauth",
        "crm.objects.owners.read",
        "crm.objects.contacts.read",
        "crm.objects.contacts.write",
        "crm.schemas.contacts.read",
        "crm.schemas.contacts.write",
    ];
    let fewer = json!({ "act": "grant_scopes", "account": account, "scopes": scopes });
    world.emulator.act(Vendor::HubSpot, fewer).unwrap();
    let salesforce = world.app.pairs().unwrap()[0].connections.salesforce;
    let new = |objects: &[&str]| PairToAdd {
        name: "Second".to_owned(),
        connections: Both { salesforce, hubspot },
        objects: objects.iter().map(|it| (*it).to_owned()).collect(),
        id_fields: IdFields::Make,
        first_run: FirstRun::Agree,
    };
    let refused = world.app.add_pair(new(&["contacts", "tickets"])).await.unwrap_err();
    assert!(refused.to_string().contains("tickets"), "{refused}");
    assert_eq!(world.app.pairs().unwrap().len(), 1);
    world.app.add_pair(new(&["contacts"])).await.unwrap();
}
