//! What the org does not let the user see or change: H8, H22.

use crosswalk_desktop::World;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::OnDelete;
use serde_json::json;

use crate::{LATER, keeping, only, settled};

fn share(world: &World, id: &str, access: &str) {
    world.act(Salesforce, json!({ "act": "share", "id": id, "access": access }));
}

fn person(world: &World, email: &str) -> String {
    world.salesforce_record("Contact", json!({ "LastName": "Berg", "Email": email }))
}

#[tokio::test(start_paused = true)]
async fn h22_only_hiding_records_from_our_user_keeps_them_from_hubspot() {
    let world = keeping(&["contacts"]).await;
    let hidden = person(&world, "bo@acme.no");
    share(&world, &hidden, "hidden");
    person(&world, "ann@acme.no");
    settled(&world).await;
    let made = only(&world, HubSpot, "contacts");
    assert_eq!(world.field(HubSpot, "contacts", &made, "email"), json!("ann@acme.no"));
    // Shown, he comes with his next change.
    share(&world, &hidden, "edit");
    world.edit(Salesforce, "Contact", &hidden, json!({ "Title": "Boss" }));
    settled(&world).await;
    assert_eq!(world.records(HubSpot, "contacts").len(), 2);
}

#[tokio::test(start_paused = true)]
async fn h8_of_a_record_that_was_hidden_nothing_is_read_written_or_taken_for_deleted() {
    let world = keeping(&["contacts"]).await;
    world.remap(|file| file.mappings[0].delete.hubspot = OnDelete::Delete).await;
    let ann = person(&world, "ann@acme.no");
    settled(&world).await;
    let here = only(&world, HubSpot, "contacts");
    let title = |side| match side {
        HubSpot => world.field(HubSpot, "contacts", &here, "jobtitle"),
        Salesforce => world.field(Salesforce, "Contact", &ann, "Title"),
    };
    share(&world, &ann, "hidden");
    world.edit(Salesforce, "Contact", &ann, json!({ "Title": "Boss" }));
    world.edit(HubSpot, "contacts", &here, json!({ "phone": "+47 22 00 00 00" }));
    for _ in 0..3 {
        world.wait(LATER).await;
        world.apply().await;
    }
    world.app.sweep(world.pair, "test").await.unwrap();
    assert_eq!(title(HubSpot), json!(null), "what is hidden is not read");
    assert_eq!(world.records(HubSpot, "contacts").len(), 1, "and no delete");
    // Shown again, both edits reach the other side.
    share(&world, &ann, "edit");
    world.app.sweep(world.pair, "test").await.unwrap();
    world.wait(std::time::Duration::from_secs(4_000)).await;
    settled(&world).await;
    assert_eq!(title(HubSpot), json!("Boss"));
    assert_eq!(world.field(Salesforce, "Contact", &ann, "Phone"), json!("+47 22 00 00 00"));
    assert_eq!(world.records(HubSpot, "contacts").len(), 1, "nobody twice");
}

#[tokio::test(start_paused = true)]
async fn h8_a_record_that_may_only_be_read_says_so_and_still_tells_what_changed() {
    let world = keeping(&["contacts"]).await;
    let ann = person(&world, "ann@acme.no");
    settled(&world).await;
    let here = only(&world, HubSpot, "contacts");
    share(&world, &ann, "read");
    world.edit(HubSpot, "contacts", &here, json!({ "phone": "+47 22 00 00 00" }));
    settled(&world).await;
    let lines = world.app.error_lines(world.pair).unwrap();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(world.field(Salesforce, "Contact", &ann, "Phone"), json!(null));
    world.edit(Salesforce, "Contact", &ann, json!({ "Title": "Boss" }));
    settled(&world).await;
    assert_eq!(world.field(HubSpot, "contacts", &here, "jobtitle"), json!("Boss"));
    share(&world, &ann, "edit");
    world.wait(std::time::Duration::from_secs(4_000)).await;
    settled(&world).await;
    assert_eq!(world.field(Salesforce, "Contact", &ann, "Phone"), json!("+47 22 00 00 00"));
    assert!(world.app.error_lines(world.pair).unwrap().is_empty());
}
