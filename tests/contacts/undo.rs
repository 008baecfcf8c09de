//! M12: what a run wrote is put back on both sides, where it still holds that.

use std::time::Duration;

use crosswalk_desktop::World;
use crosswalk_engine::{UndoReport, UndoTarget};
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::{LinkState, ReasonCode, RunId};
use crosswalk_reconcile::undo::Kept;
use serde_json::json;

struct Told {
    world: World,
    here: String,
    there: String,
    run: RunId,
}

/// A run that wrote a phone to Salesforce and a title to HubSpot.
async fn told() -> Told {
    let world = World::new().await;
    let here = world.hubspot_contact(json!({
        "email": "ann@example.no", "lastname": "Berg", "phone": "1",
    }));
    let there = world.salesforce_record(
        "Contact",
        json!({ "Email": "ann@example.no", "LastName": "Berg", "Title": "Chief" }),
    );
    let run = world.apply().await.run.unwrap();
    world.wait(Duration::from_secs(1_200)).await;
    Told { world, here, there, run }
}

async fn undo(world: &World, target: UndoTarget) -> UndoReport {
    let engine = world.app.engine(world.pair).await.unwrap();
    engine.undo(world.pair, target, "test").await.expect("an undo")
}

#[tokio::test(start_paused = true)]
async fn m12_a_run_is_put_back_on_both_sides_and_nothing_flows_after_it() {
    let Told { world, here, there, run } = told().await;
    let report = undo(&world, UndoTarget::Run(run)).await;
    assert_eq!(report.kept, [], "{report:?}");
    assert_eq!(world.field(Salesforce, "Contact", &there, "Phone"), json!(null));
    assert_ne!(world.field(HubSpot, "contacts", &here, "jobtitle"), json!("Chief"));
    assert_eq!(world.why(&here), [(LinkState::PutBack, ReasonCode::PutBack)]);
    let before = world.last_exchange();
    world.wait(Duration::from_secs(1_200)).await;
    world.apply().await;
    assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
    assert_eq!(world.why(&here), [(LinkState::PutBack, ReasonCode::PutBack)]);
    world.edit(HubSpot, "contacts", &here, json!({ "phone": "3" }));
    world.apply().await;
    assert_eq!(world.field(Salesforce, "Contact", &there, "Phone"), json!("3"), "the next edit");
}

#[tokio::test(start_paused = true)]
async fn m12_what_changed_since_is_left_and_named() {
    let Told { world, here, there, .. } = told().await;
    world.edit(Salesforce, "Contact", &there, json!({ "Phone": "9" }));
    let link = world.link(&here);
    let report = undo(&world, UndoTarget::Link(link)).await;
    let kept: Vec<Kept> = report.kept.iter().map(|(_, why)| *why).collect();
    assert_eq!(kept, [Kept::ChangedSince]);
    assert_eq!(world.field(Salesforce, "Contact", &there, "Phone"), json!("9"));
    assert_ne!(world.field(HubSpot, "contacts", &here, "jobtitle"), json!("Chief"));
}

#[tokio::test(start_paused = true)]
async fn m12_undoing_a_create_deletes_only_what_nobody_touched() {
    let world = World::new().await;
    for name in ["ann", "bo"] {
        world.hubspot_contact(json!({ "email": format!("{name}@x.no"), "lastname": "Berg" }));
    }
    let run = world.apply().await.run.unwrap();
    let made = world.records(Salesforce, "Contact");
    assert_eq!(made.len(), 2);
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(Salesforce, "Contact", &made[0].0, json!({ "Department": "Sales" }));
    let report = undo(&world, UndoTarget::Run(run)).await;
    assert_eq!(report.kept.len(), 1, "{report:?}");
    let left = world.records(Salesforce, "Contact");
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].0, made[0].0);
    world.wait(Duration::from_secs(1_200)).await;
    world.apply().await;
    assert_eq!(world.records(Salesforce, "Contact").len(), 1, "it is not made again");
    assert_eq!(world.records(HubSpot, "contacts").len(), 2);
    assert_eq!(world.why(&made[1].0)[0].0, LinkState::Unlinked);
}
