//! Records that other tools doubled, revived or lost sight of, and loads that crawled.

use std::collections::BTreeSet;
use std::sync::Arc;

use crosswalk_desktop::at::At;
use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::exchange::Vendor;
use crosswalk_engine::{RunResult, Step};
use crosswalk_model::Side::{self, HubSpot, Salesforce};
use crosswalk_model::mapping::OnDelete;
use crosswalk_model::plan::Brake;
use crosswalk_model::{LinkState, ReasonCode};
use serde_json::{Value, json};

use crate::{MINUTE, ann, ann_watched};

const DAY: u32 = 24 * 60;

/// A search shows no deleted record: only the listing of the archive tells of it.
#[tokio::test(start_paused = true)]
async fn archived_not_in_search() {
    for (policy, left) in [(OnDelete::Nothing, 2), (OnDelete::Delete, 1)] {
        let (world, here, there) = ann(Beginning::default()).await;
        let bo = json!({ "email": "bo@example.no", "lastname": "Dahl" });
        let bo = world.hubspot_contact(bo);
        world.remap(|file| file.mappings[0].delete.salesforce = policy).await;
        world.apply().await;
        world.act(HubSpot, json!({ "act": "archive", "object": "contacts", "id": here }));
        world.edit(HubSpot, "contacts", &bo, json!({ "phone": "+47 1" }));
        let before = world.last_exchange();
        world.wait(DAY * MINUTE).await;
        world.apply().await;
        world.wait(15 * MINUTE).await;
        world.apply().await;
        let told = world.told_since(before);
        let listed = |line: &String| line.contains("contacts") && line.contains("archived=true");
        assert!(told.iter().any(listed), "{told:#?}");
        let people = world.records(Salesforce, "Contact");
        assert_eq!(people.len(), left, "{policy:?}");
        let link = world.why(&there)[0].0;
        assert_eq!(link, LinkState::Unlinked, "{policy:?}");
        assert_eq!(world.records(HubSpot, "contacts").len(), 1, "{policy:?}: not made again");
        assert!(
            people.iter().any(|(_, it)| it.get("Phone") == Some(&json!("+47 1"))),
            "{policy:?}: bo"
        );
    }
}

/// Ann is deleted on one side while a newer value of the other is on its way there: before the pass,
/// after it has read, and right before it writes.
#[tokio::test(start_paused = true)]
async fn revived_delete() {
    let steps = [None, Some(Step::Pulled), Some(Step::PlanSaved), Some(Step::BeforeSend)];
    for gone in Side::ALL {
        for step in steps {
            let at = At::default();
            let (world, here, there) =
                ann_watched(Beginning::default(), Arc::new(at.clone())).await;
            let deleted = match gone {
                HubSpot => json!({ "act": "archive", "object": "contacts", "id": here }),
                Salesforce => json!({ "act": "delete", "id": there }),
            };
            match gone {
                HubSpot => world.edit(Salesforce, "Contact", &there, json!({ "Phone": "9" })),
                Salesforce => world.edit(HubSpot, "contacts", &here, json!({ "phone": "9" })),
            }
            world.wait(2 * MINUTE).await;
            let turn = format!("{gone:?} {step:?}");
            match step {
                None => drop(world.act(gone, deleted)),
                Some(step) => at.then(step, deletes(&world, gone, deleted)),
            }
            for _ in 0..3 {
                world.apply().await;
                world.wait(DAY * MINUTE).await;
            }
            let left = [("contacts", HubSpot), ("Contact", Salesforce)]
                .map(|(object, side)| (world.records(side, object).len(), side != gone));
            assert_eq!(
                left.map(|(many, _)| many),
                left.map(|(_, stays)| usize::from(stays)),
                "{turn}"
            );
            let kept = if gone == HubSpot { &there } else { &here };
            let tombstone = (LinkState::Unlinked, ReasonCode::PartnerDeleted);
            assert_eq!(world.why(kept), [tombstone], "{turn}");
        }
    }
}

/// Somebody deletes a record meanwhile.
fn deletes(world: &World, side: Side, mut act: Value) -> impl FnOnce() + Send + use<> {
    let emulator = world.emulator.clone();
    act["account"] = json!(world.accounts.get(side));
    let vendor = match side {
        HubSpot => Vendor::HubSpot,
        Salesforce => Vendor::Salesforce,
    };
    move || drop(emulator.act(vendor, act).unwrap())
}

/// Rows that the vendor refuses do not turn a load into a call for each record.
#[tokio::test(start_paused = true)]
async fn bulk_fallback() {
    const GOOD: usize = 1_000;
    let mut beginning = Beginning::long();
    beginning.loads_from = Some(GOOD);
    let world = World::begin(beginning, |_| {}).await;
    let rule = json!({ "act": "add_validation_rule", "object": "Contact",
                       "condition": "LastName = 'Bad'", "message": "No such name",
                       "field": "LastName" });
    world.act(Salesforce, rule);
    for nth in 0..GOOD {
        let fields = json!({ "email": format!("p{nth}@example.no"), "lastname": "Berg" });
        world.hubspot_contact(fields);
    }
    let bad = ["x", "y", "z"].map(|name| format!("{name}@example.no"));
    for email in &bad {
        world.hubspot_contact(json!({ "email": email, "lastname": "Bad" }));
    }
    let before = world.last_exchange();
    let report = world.apply().await;
    assert_eq!(report.counts.written.salesforce, GOOD as u64, "{report:?}");
    let told = world.told_since(before);
    let many = |part: &str| told.iter().filter(|line| line.contains(part)).count();
    assert_eq!(many("POST /services/data/v66.0/jobs/ingest "), 1, "{told:#?}");
    assert!(many("/composite") <= 2 * bad.len(), "the bad rows alone: {told:#?}");
    for _ in 0..2 {
        world.wait(15 * MINUTE).await;
        world.apply().await;
    }
    let there = world.records(Salesforce, "Contact");
    let emails: BTreeSet<String> = there.iter().map(|(_, it)| it["Email"].to_string()).collect();
    assert_eq!((there.len(), emails.len()), (GOOD, GOOD), "everybody once");
    let refused = world.records(HubSpot, "contacts").into_iter().filter(|(id, _)| {
        world.why(id).first().is_some_and(|(_, reason)| *reason == ReasonCode::Refused)
    });
    assert_eq!(refused.count(), bad.len(), "and the bad rows are told of");
    let told = world.app.error_rows(world.pair).unwrap().into_iter();
    let told = told.filter(|it| it.code == "FIELD_CUSTOM_VALIDATION_EXCEPTION");
    assert_eq!(told.count(), bad.len());
}

/// Turned on as it is: nobody is made before a person has seen how many, and those who are on both
/// sides already are tied.
#[tokio::test(start_paused = true)]
async fn default_mapping_flood() {
    const HERE: usize = 400;
    const THERE: usize = 300;
    const BOTH: usize = 100;
    let world = World::begin(Beginning::long(), |_| {}).await;
    for nth in 0..HERE {
        let fields = json!({ "email": format!("p{nth}@example.no"), "lastname": "Berg" });
        world.hubspot_contact(fields);
    }
    for nth in HERE - BOTH..HERE - BOTH + THERE {
        // As a lead and as a contact, which is one person.
        let email = format!("P{nth}@Example.no");
        let lead = json!({ "Email": email, "LastName": "Berg", "Company": "Acme" });
        world.salesforce_record("Lead", lead);
        world.salesforce_record("Contact", json!({ "Email": email, "LastName": "Berg" }));
    }
    let many = || {
        let leads = world.records(Salesforce, "Lead").len();
        let contacts = world.records(Salesforce, "Contact").len();
        (world.records(HubSpot, "contacts").len(), leads, contacts)
    };
    let before = world.last_exchange();
    for _ in 0..3 {
        let report = world.sync().await;
        assert_eq!(report.result, RunResult::Braked, "{report:?}");
        assert!(report.brakes.iter().any(|it| it.brake == Brake::FirstRun), "{report:?}");
        world.wait(15 * MINUTE).await;
    }
    assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
    assert_eq!(many(), (HERE, THERE, THERE));
    // The dry run says what a yes comes to, and that is what comes.
    let plan = world.app.plan(world.pair, "test").await.unwrap();
    let creates = plan.counts.creates;
    assert_eq!(creates.hubspot, (THERE - BOTH) as u64);
    assert_eq!(creates.salesforce, (HERE - BOTH) as u64);
    for _ in 0..3 {
        world.apply().await;
        world.wait(15 * MINUTE).await;
    }
    assert_eq!(many(), (HERE + THERE - BOTH, THERE, THERE + HERE - BOTH));
}
