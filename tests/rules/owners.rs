//! Salesforce owners whom HubSpot does not have (S69, A20), those whom a person ties (A21), and those
//! who have left (S70-S72).

use std::time::Duration;

use crosswalk_desktop::World;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::OwnerPair;
use serde_json::{Map, Value, json};

use crate::{having, owner, settled};

const HOUR: Duration = Duration::from_secs(3_700);

/// Svein is an owner on both sides, whose ids come first, and Eva is a user, and nobody in HubSpot.
async fn world() -> (World, [String; 2], String) {
    let world = World::new().await;
    let user = |first: &str| {
        let user = json!({ "act": "add_user", "username": format!("{first}@acme.example"),
            "first_name": first, "last_name": "Lie", "email": format!("{first}@acme.example"),
            "user_type": "Standard" });
        world.act(Salesforce, user)["id"].as_str().unwrap().to_owned()
    };
    let (sven, eva) = (user("Svein"), user("Eva"));
    let sven_here = owner(&world, "Svein", "Lie");
    (world, [sven_here, sven], eva)
}

fn contact(world: &World) -> Map<String, Value> {
    world.records(HubSpot, "contacts").swap_remove(0).1
}

/// The owner, and the id, name and type of one whom HubSpot does not have.
fn said(world: &World) -> [String; 4] {
    let contact = contact(world);
    let of = |name: &str| contact.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    [
        of("hubspot_owner_id"),
        of("crosswalk_salesforce_owner_id"),
        of("crosswalk_salesforce_owner_name"),
        of("crosswalk_salesforce_owner_type"),
    ]
}

#[tokio::test(start_paused = true)]
async fn s69_any_salesforce_owner_reaches_hubspot_by_name_where_it_has_no_such_owner() {
    let (world, [_, sven], eva) = world().await;
    let there = world.salesforce_record(
        "Contact",
        json!({ "Email": "ann@example.no", "LastName": "Berg", "OwnerId": eva }),
    );
    world.apply().await;
    assert_eq!(said(&world), ["", "", "", ""], "nothing is made without a word");

    let made = world.app.make_owner_cards(world.pair).await.unwrap();
    assert_eq!(made.objects.len(), 1, "{made:?}");
    assert_eq!(made.by_hand, []);
    world.apply().await;
    let eva_is = ["", &eva, "Eva Lie", "Standard"].map(str::to_owned);
    assert_eq!(said(&world), eva_is);

    // A new record carries them from the start.
    let dan = json!({ "Email": "dan@example.no", "LastName": "Dahl", "OwnerId": eva });
    world.salesforce_record("Contact", dan);
    world.wait(HOUR).await;
    world.apply().await;
    let all = world.records(HubSpot, "contacts");
    let dan = all.iter().find(|(_, it)| it["email"] == "dan@example.no").unwrap();
    assert_eq!(dan.1["crosswalk_salesforce_owner_name"], "Eva Lie");

    // Svein has an owner in HubSpot: that is said, and the rest goes.
    world.edit(Salesforce, "Contact", &there, json!({ "OwnerId": sven }));
    world.wait(HOUR).await;
    world.apply().await;
    let [owner, rest @ ..] = said(&world);
    assert!(!owner.is_empty());
    assert_eq!(rest, ["", "", ""]);

    // Back to Eva: HubSpot's owner is cleared (A20).
    world.edit(Salesforce, "Contact", &there, json!({ "OwnerId": eva }));
    world.wait(HOUR).await;
    let plan = world.app.plan_view(world.pair, "test").await.unwrap();
    assert!(serde_json::to_string(&plan).unwrap().contains("hubspot_owner_id"), "it is shown");
    world.apply().await;
    assert_eq!(said(&world), eva_is);
    let before = world.last_exchange();
    world.wait(HOUR).await;
    world.apply().await;
    assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
    assert_eq!(world.field(Salesforce, "Contact", &there, "OwnerId"), json!(eva));
}

#[tokio::test(start_paused = true)]
async fn s69_a_queue_that_owns_leads_is_named() {
    let (world, _, _) = world().await;
    let queue = json!({ "act": "add_queue", "name": "Inbound", "objects": ["Lead"] });
    let queue = world.act(Salesforce, queue)["id"].as_str().unwrap().to_owned();
    world.salesforce_record(
        "Lead",
        json!({ "Email": "ann@example.no", "LastName": "Berg", "Company": "Acme", "OwnerId": queue }),
    );
    world.app.make_owner_cards(world.pair).await.unwrap();
    world.apply().await;
    assert_eq!(said(&world), ["", &queue, "Inbound", "Queue"].map(str::to_owned));
}

/// Two people who are one, though neither their names nor their addresses say so (A21).
#[tokio::test(start_paused = true)]
async fn s69_s70_a21_owners_who_are_tied_by_hand_cross_both_ways() {
    for tied in [false, true] {
        let (world, [_, sven], eva) = world().await;
        let evelyn = owner(&world, "Evelyn", "Lie-Dahl");
        if tied {
            let pair = OwnerPair {
                hubspot: "Evelyn@acme.example".into(),
                salesforce: "eva@acme.example".into(),
            };
            world.remap(|file| file.owners.push(pair)).await;
        }
        let person = |email: &str, owner: &str| {
            let fields = json!({ "Email": email, "LastName": "Berg", "OwnerId": owner });
            world.salesforce_record("Contact", fields)
        };
        person("ann@example.no", &eva);
        person("dan@example.no", &sven);
        world.hubspot_contact(json!({ "email": "bo@example.no", "lastname": "Dahl",
                                      "hubspot_owner_id": evelyn }));
        settled(&world).await;
        let ann = having(&world, HubSpot, "contacts", ("email", "ann@example.no"));
        let held = world.field(HubSpot, "contacts", &ann, "hubspot_owner_id");
        assert_eq!(held == json!(evelyn), tied, "to HubSpot: {held}");
        let bo = having(&world, Salesforce, "Contact", ("Email", "bo@example.no"));
        let held = world.field(Salesforce, "Contact", &bo, "OwnerId");
        assert_eq!(held == json!(eva), tied, "to Salesforce: {held}");
        // Dan is given to her in HubSpot: without the tie his owner goes back (S72).
        let dan = having(&world, HubSpot, "contacts", ("email", "dan@example.no"));
        let before = world.field(HubSpot, "contacts", &dan, "hubspot_owner_id");
        world.edit(HubSpot, "contacts", &dan, json!({ "hubspot_owner_id": evelyn }));
        settled(&world).await;
        let there = having(&world, Salesforce, "Contact", ("Email", "dan@example.no"));
        let held = world.field(Salesforce, "Contact", &there, "OwnerId");
        assert_eq!(held, json!(if tied { &eva } else { &sven }));
        let held = world.field(HubSpot, "contacts", &dan, "hubspot_owner_id");
        assert_eq!(held, if tied { json!(evelyn) } else { before });
    }
}

/// Svein has left: what he owns is still his in HubSpot, and he is given nothing more.
#[tokio::test(start_paused = true)]
async fn s69_s70_s71_s72_a20_an_inactive_user_is_recognised_and_given_no_record() {
    let (world, [sven_here, sven], eva) = world().await;
    let eva_here = owner(&world, "Eva", "Lie");
    let person = |email: &str, owner: &str| {
        let fields = json!({ "Email": email, "LastName": "Berg", "OwnerId": owner });
        world.salesforce_record("Contact", fields)
    };
    let ann = person("ann@example.no", &sven);
    let dan = person("dan@example.no", &eva);
    world.act(Salesforce, json!({ "act": "deactivate_user", "id": sven }));
    let bo = world.hubspot_contact(json!({ "email": "bo@example.no", "lastname": "Dahl",
                                           "hubspot_owner_id": sven_here }));
    settled(&world).await;
    let here = |email: &str| {
        let id = having(&world, HubSpot, "contacts", ("email", email));
        world.field(HubSpot, "contacts", &id, "hubspot_owner_id")
    };
    assert_eq!(here("ann@example.no"), json!(sven_here), "he is recognised");
    let made = having(&world, Salesforce, "Contact", ("Email", "bo@example.no"));
    let owner = world.field(Salesforce, "Contact", &made, "OwnerId");
    assert_ne!(owner, json!(sven), "a new record is not given to him");
    assert_ne!(world.field(HubSpot, "contacts", &bo, "hubspot_owner_id"), json!(sven_here));
    let told = having(&world, HubSpot, "contacts", ("email", "dan@example.no"));
    world.edit(HubSpot, "contacts", &told, json!({ "hubspot_owner_id": sven_here }));
    settled(&world).await;
    assert_eq!(world.field(Salesforce, "Contact", &dan, "OwnerId"), json!(eva), "nor an old one");
    assert_eq!(here("dan@example.no"), json!(eva_here), "S72: the last of Salesforce's");
    assert_eq!(world.field(Salesforce, "Contact", &ann, "OwnerId"), json!(sven));
}
