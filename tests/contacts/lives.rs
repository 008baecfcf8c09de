//! What becomes of links when records are deleted, restored, merged and converted (M5, M6, M8, M9).

use std::time::Duration;

use crosswalk_app::pairs::FirstRun;
use crosswalk_desktop::{Beginning, World};
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{OnDelete, SyncRule};
use crosswalk_model::{LinkState, ReasonCode, Side};
use serde_json::{Value, json};

/// Two linked people, Ann and Bo, by their HubSpot and Salesforce ids.
struct Two {
    world: World,
    hubspot: [String; 2],
    salesforce: [String; 2],
}

async fn two() -> Two {
    two_as("Contact").await
}

async fn two_as(object: &str) -> Two {
    let world = World::new().await;
    let here = |name: &str| json!({ "email": format!("{name}@example.no"), "firstname": name, "lastname": "Berg" });
    let there = |name: &str| {
        json!({ "Email": format!("{name}@example.no"), "FirstName": name, "LastName": "Berg",
                "Company": (object == "Lead").then_some("Acme") })
    };
    let trimmed = |mut it: Value| {
        if it["Company"].is_null() {
            it.as_object_mut().unwrap().remove("Company");
        }
        it
    };
    let hubspot = ["ann", "bo"].map(|name| world.hubspot_contact(here(name)));
    let salesforce =
        ["ann", "bo"].map(|name| world.salesforce_record(object, trimmed(there(name))));
    world.apply().await;
    world.wait(Duration::from_secs(1_200)).await;
    Two { world, hubspot, salesforce }
}

impl Two {
    async fn on_delete(&self, policy: OnDelete) {
        self.world
            .remap(|file| {
                for mapping in &mut file.mappings {
                    mapping.delete.hubspot = policy;
                    mapping.delete.salesforce = policy;
                }
            })
            .await;
        self.world.apply().await;
    }

    fn delete(&self, side: Side, who: usize) {
        let act = match side {
            Side::Salesforce => json!({ "act": "delete", "id": self.salesforce[who] }),
            Side::HubSpot => {
                json!({ "act": "archive", "object": "contacts", "id": self.hubspot[who] })
            }
        };
        self.world.act(side, act);
    }

    fn restore(&self, side: Side, who: usize) {
        let act = match side {
            Side::Salesforce => json!({ "act": "undelete", "id": self.salesforce[who] }),
            Side::HubSpot => {
                json!({ "act": "restore", "object": "contacts", "id": self.hubspot[who] })
            }
        };
        self.world.act(side, act);
    }

    fn counts(&self) -> (usize, usize) {
        let world = &self.world;
        (world.records(HubSpot, "contacts").len(), world.records(Salesforce, "Contact").len())
    }
}

/// Passes until two in a row write nothing; a handful at most.
async fn settle(world: &World) {
    let mut quiet = 0;
    for _ in 0..6 {
        let before = world.last_exchange();
        world.apply().await;
        quiet = if world.writes_since(before) == 0 { quiet + 1 } else { 0 };
        if quiet == 2 {
            return;
        }
    }
    panic!("the passes do not come to rest");
}

#[tokio::test(start_paused = true)]
async fn m6_a_deleted_salesforce_record_leaves_a_tombstone() {
    let two = two().await;
    two.delete(Salesforce, 0);
    settle(&two.world).await;
    assert_eq!(two.counts(), (2, 1), "by default a delete is not carried");
    let tombstone = (LinkState::Unlinked, ReasonCode::PartnerDeleted);
    assert_eq!(two.world.why(&two.hubspot[0]), [tombstone]);
    two.world.edit(HubSpot, "contacts", &two.hubspot[0], json!({ "phone": "1" }));
    settle(&two.world).await;
    assert_eq!(two.counts(), (2, 1), "nothing is made again of a tombstone");
    let twin = json!({ "Email": "ann@example.no", "LastName": "Twin" });
    two.world.salesforce_record("Contact", twin);
    settle(&two.world).await;
    assert_eq!(two.counts().0, 2, "a tombstone is matched to nobody");
    assert_eq!(two.world.field(HubSpot, "contacts", &two.hubspot[0], "lastname"), json!("Berg"));
}

#[tokio::test(start_paused = true)]
async fn m6_a_new_contact_of_the_address_of_a_tombstone_is_matched_to_nobody() {
    let two = two().await;
    let world = &two.world;
    two.delete(HubSpot, 0);
    world.wait(Duration::from_secs(90_000)).await;
    settle(world).await;
    assert_eq!(world.why(&two.salesforce[0])[0].0, LinkState::Unlinked);
    let twin = world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Twin" }));
    settle(world).await;
    assert_eq!(world.why(&twin), [(LinkState::LeftOut, ReasonCode::DuplicateOfLinked)]);
    assert_eq!(world.field(Salesforce, "Contact", &two.salesforce[0], "LastName"), json!("Berg"));
    assert_eq!(two.counts().1, 2, "and nobody is made");
}

#[tokio::test(start_paused = true)]
async fn m6_a_restore_lifts_the_tombstone() {
    let two = two().await;
    for side in Side::ALL {
        two.delete(side, 0);
        two.world.wait(Duration::from_secs(90_000)).await;
        settle(&two.world).await;
        assert_eq!(two.world.why(&two.hubspot[0])[0].0, LinkState::Unlinked, "{side:?}");
        two.restore(side, 0);
        settle(&two.world).await;
        assert_eq!(two.world.why(&two.hubspot[0])[0].0, LinkState::InSync, "{side:?}");
    }
    two.world.edit(HubSpot, "contacts", &two.hubspot[0], json!({ "phone": "1" }));
    settle(&two.world).await;
    assert_eq!(two.world.field(Salesforce, "Contact", &two.salesforce[0], "Phone"), json!("1"));
}

#[tokio::test(start_paused = true)]
async fn m6_an_archived_hubspot_record_is_met_within_a_day() {
    let two = two().await;
    two.delete(HubSpot, 0);
    settle(&two.world).await;
    two.world.wait(Duration::from_secs(90_000)).await;
    settle(&two.world).await;
    assert_eq!(
        two.world.why(&two.salesforce[0]),
        [(LinkState::Unlinked, ReasonCode::PartnerDeleted)]
    );
    assert_eq!(two.counts(), (1, 2));
}

#[tokio::test(start_paused = true)]
async fn m6_a_reading_that_misses_a_record_asks_at_once() {
    let two = two().await;
    two.delete(HubSpot, 0);
    two.world.edit(Salesforce, "Contact", &two.salesforce[0], json!({ "Phone": "1" }));
    settle(&two.world).await;
    assert_eq!(
        two.world.why(&two.salesforce[0]),
        [(LinkState::Unlinked, ReasonCode::PartnerDeleted)]
    );
}

#[tokio::test(start_paused = true)]
async fn m6_the_policy_delete_carries_a_delete() {
    let two = two().await;
    two.on_delete(OnDelete::Delete).await;
    two.delete(Salesforce, 0);
    settle(&two.world).await;
    assert_eq!(two.counts(), (1, 1));
    two.delete(HubSpot, 1);
    two.world.wait(Duration::from_secs(90_000)).await;
    settle(&two.world).await;
    assert_eq!(two.counts(), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn m6_the_policy_unlink_frees_what_is_left() {
    let two = two().await;
    two.on_delete(OnDelete::Unlink).await;
    two.delete(Salesforce, 0);
    settle(&two.world).await;
    assert_eq!(two.counts(), (2, 2), "the contact that was left found a partner anew");
    assert_eq!(two.world.why(&two.hubspot[0])[0].0, LinkState::InSync);
}

#[tokio::test(start_paused = true)]
async fn m6_the_policy_ask_waits_for_a_person() {
    let two = two().await;
    two.on_delete(OnDelete::Ask).await;
    two.delete(Salesforce, 0);
    settle(&two.world).await;
    assert_eq!(two.counts(), (2, 1));
    let asked = (LinkState::Conflict, ReasonCode::PartnerDeleted);
    assert_eq!(two.world.why(&two.hubspot[0]), [asked]);
}

#[tokio::test(start_paused = true)]
async fn m8_a_hubspot_merge_moves_the_link_to_the_survivor() {
    let two = two().await;
    let world = &two.world;
    let alone = world.hubspot_contact(json!({ "email": "a.berg@example.no", "lastname": "Berg" }));
    let merge = json!({ "act": "merge", "object": "contacts", "primary": two.hubspot[0],
                        "other": alone });
    let survivor = world.act(HubSpot, merge)["id"].as_str().unwrap().to_owned();
    settle(world).await;
    assert_eq!(two.counts(), (2, 2), "nobody is made again");
    assert_eq!(world.link(&survivor), world.link(&two.salesforce[0]));
    world.edit(Salesforce, "Contact", &two.salesforce[0], json!({ "Phone": "1" }));
    settle(world).await;
    assert_eq!(world.field(HubSpot, "contacts", &survivor, "phone"), json!("1"));
}

#[tokio::test(start_paused = true)]
async fn m8_of_two_links_on_one_record_the_one_with_its_address_stays() {
    let two = two().await;
    let world = &two.world;
    let merge = json!({ "act": "merge", "object": "contacts", "primary": two.hubspot[1],
                        "other": two.hubspot[0] });
    let survivor = world.act(HubSpot, merge)["id"].as_str().unwrap().to_owned();
    settle(world).await;
    assert_eq!(two.counts(), (1, 2), "the other contact is kept");
    assert_eq!(world.link(&survivor), world.link(&two.salesforce[1]), "bo's address survived");
    assert_eq!(world.why(&two.salesforce[0]), [(LinkState::Unlinked, ReasonCode::LostToOtherLink)]);
}

/// Nobody looked while the contact was merged and its survivor archived: that one is the only
/// witness of the merge.
#[tokio::test(start_paused = true)]
async fn m8_a_survivor_that_is_archived_unseen_leaves_a_tombstone() {
    let two = two().await;
    let world = &two.world;
    let merge = json!({ "act": "merge", "object": "contacts", "primary": two.hubspot[0],
                        "other": two.hubspot[1] });
    let survivor = world.act(HubSpot, merge)["id"].clone();
    world.act(HubSpot, json!({ "act": "archive", "object": "contacts", "id": survivor }));
    world.wait(Duration::from_secs(90_000)).await;
    settle(world).await;
    for id in &two.salesforce {
        assert_eq!(world.why(id)[0].0, LinkState::Unlinked, "{id}");
    }
    world.act(HubSpot, json!({ "act": "restore", "object": "contacts", "id": survivor }));
    settle(world).await;
    assert_eq!(world.why(&two.salesforce[0])[0].0, LinkState::InSync, "ann's address survived");
    assert_eq!(two.counts(), (1, 2));
}

/// The record stands in two tombstones: the one of its delete is lifted.
#[tokio::test(start_paused = true)]
async fn m6_a_restore_lifts_the_tombstone_beside_a_lost_link() {
    let two = two().await;
    let world = &two.world;
    let merge =
        json!({ "act": "merge", "winner": two.salesforce[0], "losers": [two.salesforce[1]] });
    world.act(Salesforce, merge);
    settle(world).await;
    two.delete(Salesforce, 0);
    settle(world).await;
    two.restore(Salesforce, 0);
    settle(world).await;
    assert_eq!(world.why(&two.hubspot[0])[0].0, LinkState::InSync);
    let lost = (LinkState::Unlinked, ReasonCode::LostToOtherLink);
    assert_eq!(world.why(&two.hubspot[1]), [lost]);
}

/// The partner of what was restored is another one's by now: that is said, not the delete.
#[tokio::test(start_paused = true)]
async fn m6_a_restore_after_its_partner_got_another_says_so() {
    let two = two().await;
    let world = &two.world;
    two.delete(HubSpot, 0);
    world.wait(Duration::from_secs(90_000)).await;
    settle(world).await;
    // Ann's address is to stay hers.
    world.edit(Salesforce, "Contact", &two.salesforce[0], json!({ "Email": "bo@example.no" }));
    let merge =
        json!({ "act": "merge", "winner": two.salesforce[0], "losers": [two.salesforce[1]] });
    world.act(Salesforce, merge);
    settle(world).await;
    assert_eq!(world.why(&two.hubspot[1])[0].0, LinkState::InSync, "bo has ann's contact now");
    two.restore(HubSpot, 0);
    settle(world).await;
    let lost = (LinkState::Unlinked, ReasonCode::LostToOtherLink);
    assert_eq!(world.why(&two.hubspot[0]), [lost]);
}

/// The record whose link a merge took away still carries the partner's id, which HubSpot keeps
/// unique: the record that has the link now goes without.
#[tokio::test(start_paused = true)]
async fn m8_an_id_that_another_record_carries_still_is_left_out() {
    let two = two().await;
    let world = &two.world;
    world.edit(Salesforce, "Contact", &two.salesforce[0], json!({ "Phone": "1" }));
    settle(world).await;
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(Salesforce, "Contact", &two.salesforce[0], json!({ "Email": "bo@example.no" }));
    let merge =
        json!({ "act": "merge", "winner": two.salesforce[0], "losers": [two.salesforce[1]] });
    world.act(Salesforce, merge);
    settle(world).await;
    assert_eq!(world.link(&two.hubspot[1]), world.link(&two.salesforce[0]), "bo's address");
    world.edit(Salesforce, "Contact", &two.salesforce[0], json!({ "Phone": "2" }));
    settle(world).await;
    assert_eq!(world.field(HubSpot, "contacts", &two.hubspot[1], "phone"), json!("2"));
}

/// HubSpot names one taken value at a time. Each of them stays left out while the next is refused.
#[tokio::test(start_paused = true)]
async fn p8_values_that_are_refused_one_after_the_other_are_all_left_out() {
    let two = two().await;
    let world = &two.world;
    world.hubspot_contact(json!({ "email": "cy@example.no", "lastname": "Dahl" }));
    world.edit(Salesforce, "Contact", &two.salesforce[0], json!({ "Phone": "1" }));
    settle(world).await;
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(Salesforce, "Contact", &two.salesforce[0], json!({ "Email": "bo@example.no" }));
    let merge =
        json!({ "act": "merge", "winner": two.salesforce[0], "losers": [two.salesforce[1]] });
    world.act(Salesforce, merge);
    settle(world).await;
    let fields = json!({ "Email": "cy@example.no", "Phone": "2" });
    world.edit(Salesforce, "Contact", &two.salesforce[0], fields);
    settle(world).await;
    assert_eq!(world.field(HubSpot, "contacts", &two.hubspot[1], "phone"), json!("2"));
    assert_eq!(world.field(HubSpot, "contacts", &two.hubspot[1], "email"), json!("bo@example.no"));
}

/// A link that is planned again within the pass is decided by the same times as before.
#[tokio::test(start_paused = true)]
async fn p8_a_value_that_goes_again_without_a_refused_one_is_decided_alike() {
    let two = two().await;
    let world = &two.world;
    world.rule("phone", SyncRule::TwoWay).await;
    world.hubspot_contact(json!({ "email": "cy@example.no", "lastname": "Dahl" }));
    settle(world).await;
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(HubSpot, "contacts", &two.hubspot[0], json!({ "phone": "h" }));
    world.wait(Duration::from_secs(30)).await;
    let fields = json!({ "Phone": "s", "Email": "cy@example.no" });
    world.edit(Salesforce, "Contact", &two.salesforce[0], fields);
    world.wait(Duration::from_secs(300)).await;
    world.edit(HubSpot, "contacts", &two.hubspot[0], json!({ "message": "later" }));
    settle(world).await;
    assert_eq!(world.field(HubSpot, "contacts", &two.hubspot[0], "phone"), json!("s"));
    assert_eq!(world.field(Salesforce, "Contact", &two.salesforce[0], "Phone"), json!("s"));
}

/// A merge into a record that keeps its link is no first link: the base of both sides stands.
#[tokio::test(start_paused = true)]
async fn m5_a_link_that_stays_where_it_is_keeps_its_base() {
    let two = two().await;
    let world = &two.world;
    world.edit(Salesforce, "Contact", &two.salesforce[0], json!({ "Phone": "1" }));
    world.rule("phone", SyncRule::TwoWay).await;
    settle(world).await;
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(HubSpot, "contacts", &two.hubspot[0], json!({ "phone": "" }));
    world.wait(Duration::from_secs(300)).await;
    let merge =
        json!({ "act": "merge", "winner": two.salesforce[0], "losers": [two.salesforce[1]] });
    world.act(Salesforce, merge);
    settle(world).await;
    assert_eq!(world.field(Salesforce, "Contact", &two.salesforce[0], "Phone"), json!(null));
}

#[tokio::test(start_paused = true)]
async fn m8_a_salesforce_merge_moves_the_link_to_the_master() {
    let two = two().await;
    let world = &two.world;
    let master = world
        .salesforce_record("Contact", json!({ "Email": "other@example.no", "LastName": "Berg" }));
    world.act(
        Salesforce,
        json!({ "act": "merge", "winner": master, "losers": [two.salesforce[0]] }),
    );
    settle(world).await;
    assert_eq!(world.link(&master), world.link(&two.hubspot[0]));
    assert_eq!(two.counts().1, 2);
}

#[tokio::test(start_paused = true)]
async fn m9_h58_a_converted_lead_hands_its_link_to_the_contact() {
    let two = two_as("Lead").await;
    let world = &two.world;
    world.act(Salesforce, json!({ "act": "convert_lead", "lead": two.salesforce[0] }));
    settle(world).await;
    let contacts = world.records(Salesforce, "Contact");
    assert_eq!(contacts.len(), 1, "no second contact is made");
    assert_eq!(world.records(HubSpot, "contacts").len(), 2);
    assert_eq!(world.link(&contacts[0].0), world.link(&two.hubspot[0]));
    world.edit(HubSpot, "contacts", &two.hubspot[0], json!({ "phone": "1" }));
    settle(world).await;
    assert_eq!(world.field(Salesforce, "Contact", &contacts[0].0, "Phone"), json!("1"));
}

/// Nobody looked while the lead was converted and its contact deleted.
#[tokio::test(start_paused = true)]
async fn m9_a_lead_whose_contact_is_gone_leaves_a_tombstone() {
    let two = two_as("Lead").await;
    let world = &two.world;
    let convert = json!({ "act": "convert_lead", "lead": two.salesforce[0] });
    let made = world.act(Salesforce, convert);
    world.act(Salesforce, json!({ "act": "delete", "id": made["contact"] }));
    settle(world).await;
    let tombstone = (LinkState::Unlinked, ReasonCode::PartnerDeleted);
    assert_eq!(world.why(&two.hubspot[0]), [tombstone]);
    world.act(Salesforce, json!({ "act": "undelete", "id": made["contact"] }));
    settle(world).await;
    assert_eq!(world.why(&two.hubspot[0])[0].0, LinkState::InSync);
    assert_eq!(world.records(HubSpot, "contacts").len(), 2);
}

#[tokio::test(start_paused = true)]
async fn m5_a_moved_link_is_decided_as_a_first_link() {
    let two = two_as("Lead").await;
    let world = &two.world;
    world.edit(HubSpot, "contacts", &two.hubspot[0], json!({ "jobtitle": "Chief" }));
    settle(world).await;
    let account = world.salesforce_record("Account", json!({ "Name": "Acme" }));
    let contact = world.salesforce_record(
        "Contact",
        json!({ "LastName": "Berg", "Email": "old@example.no", "Title": "Boss",
                "AccountId": account }),
    );
    let convert = json!({ "act": "convert_lead", "lead": two.salesforce[0],
                          "account_id": account, "contact_id": contact });
    world.act(Salesforce, convert);
    settle(world).await;
    assert_eq!(world.link(&contact), world.link(&two.hubspot[0]));
    assert_eq!(world.field(HubSpot, "contacts", &two.hubspot[0], "jobtitle"), json!("Boss"));
    assert_eq!(world.field(Salesforce, "Contact", &contact, "FirstName"), json!("ann"));
}

#[tokio::test(start_paused = true)]
async fn m5_h80_a_first_run_that_only_links_changes_nothing() {
    let beginning = Beginning { first_run: FirstRun::LinkOnly, ..Beginning::default() };
    let world = World::begin(beginning, |_| {}).await;
    let here = world.hubspot_contact(json!({
        "email": "ann@example.no", "lastname": "Berg", "phone": "1",
    }));
    let there = world.salesforce_record(
        "Contact",
        json!({ "Email": "ann@example.no", "LastName": "Bergh", "Phone": "2" }),
    );
    world.hubspot_contact(json!({ "email": "alone@example.no", "lastname": "Dahl" }));
    let before = world.last_exchange();
    world.apply().await;
    assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
    assert_eq!(world.link(&here), world.link(&there));
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(Salesforce, "Contact", &there, json!({ "LastName": "Berge" }));
    world.apply().await;
    assert_eq!(world.field(HubSpot, "contacts", &here, "lastname"), json!("Berge"));
    assert_eq!(world.field(HubSpot, "contacts", &here, "phone"), json!("1"), "stays as it was");
    assert_eq!(world.field(Salesforce, "Contact", &there, "Phone"), json!("2"));
}
