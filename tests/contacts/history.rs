//! What is kept of every write (I18), and what a side that tidies does to its base (M3).

use std::time::Duration;

use crosswalk_emulator::exchange::Effect;
use crosswalk_model::Side::{self, HubSpot, Salesforce};
use crosswalk_model::mapping::SyncRule;
use crosswalk_store::HistoryRow;
use serde_json::json;

use crate::pushes::{One, one};

/// The history rows of the next pass, and the design that its run was decided by.
async fn written(ann: &One) -> (Vec<HistoryRow>, i64) {
    ann.world.wait(Duration::from_secs(700)).await;
    let run = ann.world.sync().await.run.expect("a run that wrote");
    let store = ann.world.app.store();
    (store.history_of_run(run).unwrap(), store.run(run).unwrap().mapping_version)
}

fn of(rows: &[HistoryRow], side: Side) -> &HistoryRow {
    rows.iter().find(|row| row.side == side).expect("a row of the side")
}

#[tokio::test(start_paused = true)]
async fn m12_every_write_is_kept_with_the_design_that_decided_and_the_vendors_request() {
    let ann = one().await;
    let world = &ann.world;
    world.rule("phone", SyncRule::TwoWay).await;
    world.apply().await;
    world.edit(HubSpot, "contacts", &ann.here, json!({ "phone": "2" }));
    world.edit(Salesforce, "Contact", &ann.there, json!({ "Title": "Boss" }));
    let before = world.last_exchange();
    let (rows, version) = written(&ann).await;
    let newest = world.app.mapping_versions(world.pair).unwrap()[0].version;
    assert_eq!(version, newest);
    assert!(version > 1, "the rule made another version");
    let (here, there) = (of(&rows, HubSpot), of(&rows, Salesforce));
    assert_eq!(there.field.as_ref().unwrap().as_str(), "Phone");
    assert_eq!(there.rule, Some(SyncRule::TwoWay));
    assert_eq!(here.field.as_ref().unwrap().as_str(), "jobtitle");
    assert!(here.sent_at.is_some() && there.sent_at.is_some());
    for (row, part) in [(here, "/contacts/batch/update"), (there, "/composite")] {
        let named = row.request.clone().expect("each vendor names each request");
        let sent = world.emulator.log(|log| {
            let exchanges = log.since(before).iter();
            let batch = exchanges.filter(|it| it.path.contains(part) && it.effect == Effect::Write);
            batch.map(|it| it.request_id.clone()).collect::<Vec<_>>()
        });
        assert_eq!(sent, [named]);
    }
    // A later version decides the later run, and the earlier one still says its own.
    world.rule("phone", SyncRule::AlwaysHubspot).await;
    world.apply().await;
    world.edit(HubSpot, "contacts", &ann.here, json!({ "phone": "3" }));
    let (_, later) = written(&ann).await;
    assert_eq!(later, version + 1);
    assert_eq!(world.app.store().run(here.run).unwrap().mapping_version, version);
}

/// Salesforce writes the title in capitals. That is its own base from then on: HubSpot keeps what
/// was typed there, nothing flows back, and the next edit on either side is an edit.
#[tokio::test(start_paused = true)]
async fn m3_a_side_that_tidies_changes_its_own_base_and_nothing_else() {
    let ann = one().await;
    let world = &ann.world;
    world.rule("jobtitle", SyncRule::AlwaysHubspot).await;
    world.apply().await;
    world.act(
        Salesforce,
        json!({ "act": "add_trigger", "object": "Contact", "field": "Title", "value": "BOSS" }),
    );
    world.edit(HubSpot, "contacts", &ann.here, json!({ "jobtitle": "boss" }));
    ann.pass().await;
    let before = world.last_exchange();
    for phone in ["2", "3"] {
        assert_eq!((ann.here("jobtitle"), ann.there("Title")), (json!("boss"), json!("BOSS")));
        // The record moves; the tidied field does not.
        world.edit(Salesforce, "Contact", &ann.there, json!({ "Phone": phone }));
        ann.pass().await;
        assert_eq!(ann.here("phone"), json!(phone));
    }
    assert_eq!(world.writes_since(before), 2, "{:#?}", world.told_since(before));
    let triple = world.app.store().triple(world.link(&ann.here)).unwrap();
    let base = |side: Side, field: &str| triple.base.get(side).get(field).cloned();
    assert_ne!(base(HubSpot, "jobtitle"), base(Salesforce, "Title"), "each side has its own");
    assert_eq!(base(HubSpot, "phone"), base(Salesforce, "Phone"));
}
