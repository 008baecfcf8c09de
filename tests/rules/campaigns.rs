//! Campaigns of people: H102, H106, H121.

use std::time::Duration;

use crosswalk_desktop::World;
use crosswalk_model::Side::{HubSpot, Salesforce};
use serde_json::{Value, json};

use crate::{keeping, only, settled};

const PROPERTY: &str = "crosswalk_salesforce_campaigns";

async fn world() -> World {
    let world = keeping(&["contacts"]).await;
    let made = world.app.make_campaign_field(world.pair).await.unwrap();
    assert_eq!(made.by_hand, None);
    world
}

fn campaign(world: &World, name: &str) -> String {
    world.salesforce_record("Campaign", json!({ "Name": name, "IsActive": true }))
}

fn join(world: &World, campaign: &str, who: (&str, &str)) -> String {
    let mut member = json!({ "CampaignId": campaign, "Status": "Sent" });
    member[who.0] = json!(who.1);
    world.salesforce_record("CampaignMember", member)
}

fn told(world: &World) -> Value {
    world.field(HubSpot, "contacts", &only(world, HubSpot, "contacts"), PROPERTY)
}

#[tokio::test(start_paused = true)]
async fn h102_the_campaigns_of_a_lead_or_a_contact_stand_in_its_hubspot_contact() {
    for (object, field) in [("Contact", "ContactId"), ("Lead", "LeadId")] {
        let world = world().await;
        let person = json!({ "LastName": "Berg", "Email": "ann@acme.no", "Company": "Acme" });
        let mut person = person;
        if object == "Contact" {
            person.as_object_mut().unwrap().remove("Company");
        }
        let ann = world.salesforce_record(object, person);
        let fair = campaign(&world, "Fair 2026");
        join(&world, &fair, (field, &ann));
        settled(&world).await;
        assert_eq!(told(&world), json!("Fair 2026"), "{object}");
        // To become a member is a reason to be told; the person's own record did not change.
        let webinar = campaign(&world, "Webinar; in May");
        join(&world, &webinar, (field, &ann));
        settled(&world).await;
        assert_eq!(told(&world), json!("Fair 2026;Webinar; in May"), "{object}");
        // What somebody writes there in HubSpot goes back, and never reaches Salesforce.
        let here = only(&world, HubSpot, "contacts");
        world.edit(HubSpot, "contacts", &here, json!({ PROPERTY: "Mine" }));
        settled(&world).await;
        assert_eq!(told(&world), json!("Fair 2026;Webinar; in May"), "{object}");
        assert_eq!(world.records(Salesforce, "CampaignMember").len(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn h106_h121_leaving_a_campaign_is_no_reason_and_the_next_one_tells_it() {
    let world = world().await;
    let ann = json!({ "LastName": "Berg", "Email": "ann@acme.no" });
    let ann = world.salesforce_record("Contact", ann);
    let [fair, webinar] = ["Fair", "Webinar"].map(|name| campaign(&world, name));
    let member = join(&world, &fair, ("ContactId", &ann));
    join(&world, &webinar, ("ContactId", &ann));
    settled(&world).await;
    assert_eq!(told(&world), json!("Fair;Webinar"));
    // Longer than the verify pull looks back, which would read her again.
    world.wait(Duration::from_secs(3 * 3_600)).await;
    settled(&world).await;
    world.act(Salesforce, json!({ "act": "delete", "id": member }));
    settled(&world).await;
    assert_eq!(told(&world), json!("Fair;Webinar"), "nothing told us");
    world.edit(Salesforce, "Contact", &ann, json!({ "Title": "Boss" }));
    settled(&world).await;
    assert_eq!(told(&world), json!("Webinar"), "a change of the person does");
}

#[tokio::test(start_paused = true)]
async fn h106_a_sweep_tells_who_left_a_campaign() {
    let world = world().await;
    let ann = json!({ "LastName": "Berg", "Email": "ann@acme.no" });
    let ann = world.salesforce_record("Contact", ann);
    let fair = campaign(&world, "Fair");
    let member = join(&world, &fair, ("ContactId", &ann));
    settled(&world).await;
    assert_eq!(told(&world), json!("Fair"));
    world.act(Salesforce, json!({ "act": "delete", "id": member }));
    settled(&world).await;
    world.app.sweep(world.pair, "test").await.unwrap();
    settled(&world).await;
    assert_eq!(told(&world), Value::Null);
}

#[tokio::test(start_paused = true)]
async fn h102_a_property_that_is_there_already_is_taken_and_mapped_once() {
    let world = world().await;
    let again = world.app.make_campaign_field(world.pair).await.unwrap();
    assert_eq!(again.by_hand, None);
    let file = world.app.mapping(world.pair).unwrap();
    let mapped = file.mappings[0].fields.iter().filter(|it| it.hubspot.as_str() == PROPERTY);
    assert_eq!(mapped.count(), 1);
}
