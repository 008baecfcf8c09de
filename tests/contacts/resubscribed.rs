//! What ends an opt-out in HubSpot without being the person's own word, and what cannot be read (S58,
//! A14).

use std::time::Duration;

use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::OnDelete;
use crosswalk_model::{LinkState, Side};
use serde_json::{Value, json};

use crate::consent::{BOX, Person, person};

/// Ann, who is opted out on both sides.
async fn opted_out(object: &'static str) -> Person {
    let ann = person(object).await;
    ann.unsubscribe();
    ann.pass().await;
    assert_eq!(ann.says(), (true, true));
    ann
}

impl Person {
    fn resubscribe(&self, by: &str) {
        let act = json!({ "act": "resubscribe", "email": "ann@example.no", "by": by });
        self.world.act(HubSpot, act);
    }

    fn is_out(&self, contact: &str) -> bool {
        self.world.field(HubSpot, "contacts", contact, "hs_email_optout") == json!("true")
    }

    /// HubSpot's page of statuses answers so from now on.
    fn page_answers(&self, kind: Value) {
        let at = json!({ "vendor": "hubspot", "path": "/communication-preferences" });
        self.world.fault(json!({ "at": at, "nth": 1, "times": 1_000, "kind": kind }));
    }
}

/// The survivor has the other contact's address, which nobody ever opted out.
#[tokio::test(start_paused = true)]
async fn s58_a14_a_merge_is_no_resubscription() {
    for ann_is_primary in [true, false] {
        let ann = opted_out("Contact").await;
        let other = json!({ "email": "a.berg@example.no", "lastname": "Berg" });
        let other = ann.world.hubspot_contact(other);
        let (primary, loser) =
            if ann_is_primary { (&ann.here, &other) } else { (&other, &ann.here) };
        let merge = json!({ "act": "merge", "object": "contacts", "primary": primary,
                            "other": loser });
        let survivor = ann.world.act(HubSpot, merge)["id"].as_str().unwrap().to_owned();
        assert_eq!(ann.is_out(&survivor), ann_is_primary, "the status is the address' own");
        for _ in 0..4 {
            ann.pass().await;
        }
        assert_eq!(ann.world.link(&survivor), ann.world.link(&ann.there));
        assert!(ann.is_out(&survivor), "ann is the primary: {ann_is_primary}");
        assert_eq!(ann.world.field(Salesforce, "Contact", &ann.there, BOX), json!(true));
    }
}

/// Whoever is made anew has no history of their own; what the other side says stands.
#[tokio::test(start_paused = true)]
async fn s58_a14_a_re_creation_is_no_resubscription() {
    for side in Side::ALL {
        let ann = opted_out("Contact").await;
        let world = &ann.world;
        world
            .remap(|file| {
                file.mappings[0].delete.hubspot = OnDelete::Unlink;
                file.mappings[0].delete.salesforce = OnDelete::Unlink;
            })
            .await;
        world.apply().await;
        let (mut here, mut there) = (ann.here.clone(), ann.there.clone());
        match side {
            HubSpot => {
                world.act(HubSpot, json!({ "act": "archive", "object": "contacts", "id": here }));
                // Whoever made her anew took the address off the list of those who are out.
                ann.resubscribe("import");
                let fields = json!({ "email": "ann@example.no", "lastname": "Berg" });
                here = world.hubspot_contact(fields);
                assert!(!ann.is_out(&here));
            }
            Salesforce => {
                world.act(Salesforce, json!({ "act": "delete", "id": there }));
                let fields = json!({ "Email": "ann@example.no", "LastName": "Berg" });
                there = world.salesforce_record("Contact", fields);
            }
        }
        for _ in 0..2 {
            world.wait(Duration::from_secs(90_000)).await;
            world.apply().await;
        }
        assert_eq!(world.link(&here), world.link(&there), "{side:?}");
        assert!(ann.is_out(&here), "{side:?}");
        assert_eq!(world.field(Salesforce, "Contact", &there, BOX), json!(true), "{side:?}");
    }
}

/// Which is no reason for all others to wait: the box stays, and a person is asked.
#[tokio::test(start_paused = true)]
async fn s58_a14_a_source_that_cannot_be_read_is_a_question_and_stops_nobody() {
    for kind in [
        json!({ "kind": "status", "status": 403, "body": "{\"category\":\"MISSING_SCOPES\"}" }),
        json!({ "kind": "status", "status": 404, "body": "{}" }),
        json!({ "kind": "status", "status": 500, "body": "{}" }),
        json!({ "kind": "status", "status": 200, "body": "<html>" }),
    ] {
        let ann = opted_out("Contact").await;
        let world = &ann.world;
        let bo = world.hubspot_contact(json!({ "email": "bo@example.no", "lastname": "Dahl" }));
        world.apply().await;
        ann.page_answers(kind.clone());
        ann.resubscribe("recipient");
        world.edit(HubSpot, "contacts", &bo, json!({ "phone": "1" }));
        world.wait(Duration::from_secs(1_200)).await;
        let unread = world.sync().await.unread;
        assert_eq!(unread.len(), 1, "{kind}: why it is not known is told: {unread:?}");
        assert_eq!(ann.says(), (false, true), "{kind}: left ticked");
        assert_eq!(world.why(&ann.here)[0].0, LinkState::Conflict, "{kind}");
        let people = world.records(Salesforce, "Contact");
        assert!(
            people.iter().any(|(_, it)| it.get("Phone") == Some(&json!("1"))),
            "{kind}: bo goes on"
        );
        // As long as nobody touches her, the question stands; then the status is read again.
        world.emulator.clear_faults();
        ann.a_day().await;
        assert_eq!(ann.says(), (false, true), "{kind}");
        world.edit(HubSpot, "contacts", &ann.here, json!({ "phone": "2" }));
        ann.pass().await;
        assert_eq!(ann.says(), (false, false), "{kind}: it can be read again");
        assert_eq!(world.why(&ann.here)[0].0, LinkState::InSync, "{kind}");
    }
}

/// Who cannot be reached, or does not let us in, is no question for anybody.
#[tokio::test(start_paused = true)]
async fn a14_a_connection_that_is_down_or_signed_out_ends_the_pass_and_asks_nobody() {
    for kind in [
        json!({ "kind": "cut" }),
        json!({ "kind": "refused", "refusal": { "name": "hubspot_expired" } }),
        json!({ "kind": "refused", "refusal": { "name": "hubspot_daily" } }),
    ] {
        let ann = opted_out("Contact").await;
        ann.page_answers(kind.clone());
        ann.resubscribe("recipient");
        ann.world.wait(Duration::from_secs(1_200)).await;
        assert!(ann.world.app.sync(ann.world.pair, "test").await.is_err(), "{kind}");
        assert_ne!(ann.world.why(&ann.here)[0].0, LinkState::Conflict, "{kind}");
        assert_eq!(ann.says(), (false, true), "{kind}");
        ann.world.emulator.clear_faults();
        ann.pass().await;
        assert_eq!(ann.says(), (false, false), "{kind}");
    }
}
