//! Salesforce owners whom HubSpot does not have (S69, A20).

use std::time::Duration;

use crosswalk_desktop::World;
use crosswalk_model::Side::{HubSpot, Salesforce};
use serde_json::{Map, Value, json};

const HOUR: Duration = Duration::from_secs(3_700);

/// Sven is an owner on both sides, Eva is a user, and nobody in HubSpot.
async fn world() -> (World, String, String) {
    let world = World::new().await;
    let user = |first: &str| {
        let user = json!({ "act": "add_user", "username": format!("{first}@acme.example"),
            "first_name": first, "last_name": "Lie", "email": format!("{first}@acme.example"),
            "user_type": "Standard" });
        world.act(Salesforce, user)["id"].as_str().unwrap().to_owned()
    };
    let (sven, eva) = (user("Sven"), user("Eva"));
    world.act(
        HubSpot,
        json!({ "act": "add_owner", "email": "sven@acme.example", "first_name": "Sven",
                "last_name": "Lie" }),
    );
    (world, sven, eva)
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
    let (world, sven, eva) = world().await;
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

    // Sven has an owner in HubSpot: that is said, and the rest goes.
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
