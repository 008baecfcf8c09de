//! Thousands of new people at once: the vendor runs them as a load of its own (P7).

use std::sync::Arc;

use crosswalk_desktop::crash::Crash;
use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::Emulator;
use crosswalk_engine::{RunResult, Step, Unwatched, Watch};
use crosswalk_model::Side::{HubSpot, Salesforce};
use serde_json::json;

/// One more than what composites carry.
const MANY: usize = 2_001;

/// Where the number itself does not matter, the bar is set lower.
const SOME: usize = 250;

async fn crowd(people: usize, watch: Arc<dyn Watch>, change: impl FnOnce(&mut Beginning)) -> World {
    let mut beginning = Beginning::long();
    change(&mut beginning);
    let world = World::watched(beginning, watch, |_: &Emulator| {}).await;
    for nth in 0..people {
        let email = format!("person{nth}@example.no");
        world.hubspot_contact(json!({ "email": email, "lastname": format!("Name {nth}") }));
    }
    world
}

async fn some(watch: Arc<dyn Watch>, change: impl FnOnce(&mut Beginning)) -> World {
    let lower = |beginning: &mut Beginning| {
        beginning.loads_from = Some(SOME);
        change(beginning);
    };
    crowd(SOME, watch, lower).await
}

/// Everybody is there once, and nothing is left to do.
async fn everybody_once(world: &World, people: usize, turn: &str) {
    let there = world.records(Salesforce, "Contact");
    assert_eq!(there.len(), people, "{turn}");
    let emails: std::collections::BTreeSet<String> =
        there.iter().map(|(_, record)| record["Email"].to_string()).collect();
    assert_eq!(emails.len(), people, "{turn}");
    let before = world.last_exchange();
    let quiet = world.sync().await;
    assert_eq!(quiet.counts.planned(), 0, "{turn}: {quiet:?}");
    assert_eq!(world.writes_since(before), 0, "{turn}: {:#?}", world.told_since(before));
}

fn calls(world: &World, part: &str) -> usize {
    world.told_since(0).iter().filter(|line| line.contains(part)).count()
}

#[tokio::test(start_paused = true)]
async fn p7_thousands_of_new_people_are_one_load() {
    let world = crowd(MANY, Arc::new(Unwatched), |_| {}).await;
    let report = world.apply().await;
    assert_eq!(report.result, RunResult::Done, "{report:?}");
    assert_eq!(report.counts.written.salesforce, MANY as u64);
    let of_loads = calls(&world, "/jobs/ingest");
    assert!((5..=9).contains(&of_loads), "{of_loads}");
    everybody_once(&world, MANY, "load").await;
}

#[tokio::test(start_paused = true)]
async fn two_thousand_less_one_go_in_requests_of_their_own() {
    let world = crowd(MANY - 2, Arc::new(Unwatched), |_| {}).await;
    world.apply().await;
    assert_eq!(calls(&world, "/jobs/"), 0);
    everybody_once(&world, MANY - 2, "composites").await;
}

#[tokio::test(start_paused = true)]
async fn an_org_whose_loads_of_the_day_are_used_up_gets_requests() {
    let world = some(Arc::new(Unwatched), |beginning| {
        beginning.settings.salesforce.orgs[0].bulk.daily_batches = 0;
    })
    .await;
    let report = world.apply().await;
    assert_eq!(report.result, RunResult::Done, "{report:?}");
    everybody_once(&world, SOME, "no loads").await;
}

#[tokio::test(start_paused = true)]
async fn a_bad_row_stays_alone_and_the_rest_is_loaded() {
    let world = some(Arc::new(Unwatched), |_| {}).await;
    let (nobody, long) = ("bad@example.no", "x".repeat(100));
    world.hubspot_contact(json!({ "email": nobody, "lastname": "Bad", "firstname": long }));
    let report = world.apply().await;
    assert_eq!(report.counts.written.salesforce, SOME as u64 + 1, "{report:?}");
    let bad = world.records(Salesforce, "Contact");
    let bad = bad.iter().find(|(_, record)| record["Email"] == nobody);
    assert!(bad.is_some_and(|(_, record)| record.get("FirstName").is_none_or(|it| it.is_null())));
    assert_eq!(calls(&world, "POST /services/data/v66.0/jobs/ingest"), 1);
}

#[tokio::test(start_paused = true)]
async fn p7_a_crash_anywhere_in_a_load_makes_nobody_twice() {
    let steps = [
        (Step::BeforeSend, 1, SOME),
        (Step::LoadStarted, 1, SOME),
        (Step::LoadRuns, 1, SOME),
        (Step::AfterAnswer, 1, SOME),
        (Step::Settled, 1, SOME),
        // What a load brought is settled in parts.
        (Step::Settled, 3, MANY),
    ];
    for (at, nth, people) in steps {
        let crash = Arc::new(Crash::at(at, nth));
        let mut world = crowd(people, crash, |it| it.loads_from = Some(SOME)).await;
        let turn = format!("{at} {nth}");
        assert!(world.app.apply(world.pair, "test").await.is_err(), "{turn}");
        world.reopen();
        for _ in 0..3 {
            world.apply().await;
        }
        everybody_once(&world, people, &turn).await;
    }
}

#[tokio::test(start_paused = true)]
async fn p7_an_upload_that_did_not_arrive_is_given_up_and_nobody_is_lost() {
    for (route, when) in [
        ("PUT /services/data/v66.0/jobs/ingest/{id}/batches", "before_effect"),
        ("PUT /services/data/v66.0/jobs/ingest/{id}/batches", "after_effect"),
        ("PATCH /services/data/v66.0/jobs/ingest/{id}", "before_effect"),
        ("PATCH /services/data/v66.0/jobs/ingest/{id}", "after_effect"),
    ] {
        let world = some(Arc::new(Unwatched), |_| {}).await;
        world.fault(json!({
            "at": { "vendor": "salesforce", "route": route }, "nth": 1, "times": 1,
            "kind": { "kind": "cut", "when": when },
        }));
        let turn = format!("{route} {when}");
        let first = world.app.apply(world.pair, "test").await;
        let given_up = when == "before_effect" || route.starts_with("PUT");
        assert_eq!(first.is_err(), given_up, "{turn}: {first:?}");
        for _ in 0..2 {
            world.apply().await;
        }
        everybody_once(&world, SOME, &turn).await;
    }
}

/// The vendor takes an hour: whoever edits meanwhile is not overwritten by what was loaded, and the
/// rest of the pass does not wait for ever.
#[tokio::test(start_paused = true)]
async fn p7_a_load_that_takes_hours_is_asked_after_and_never_loaded_twice() {
    let world = some(Arc::new(Unwatched), |beginning| {
        let pace = json!({ "seconds": { "queued": 3 * 3600, "batch": 600 } });
        beginning.settings.salesforce.orgs[0].bulk.pace = serde_json::from_value(pace).unwrap();
    })
    .await;
    let report = world.apply().await;
    assert_eq!(report.counts.written.salesforce, 0, "{report:?}");
    let (email, _) = world.records(HubSpot, "contacts").swap_remove(0);
    world.edit(HubSpot, "contacts", &email, json!({ "firstname": "Edited" }));
    world.sync().await;
    assert_eq!(world.records(Salesforce, "Contact").len(), 0);
    world.wait(std::time::Duration::from_secs(4 * 3600)).await;
    for _ in 0..3 {
        world.apply().await;
    }
    assert_eq!(calls(&world, "POST /services/data/v66.0/jobs/ingest"), 1);
    let edited = world.records(Salesforce, "Contact");
    assert!(edited.iter().any(|(_, record)| record["FirstName"] == "Edited"));
    everybody_once(&world, SOME, "hours").await;
}

#[tokio::test(start_paused = true)]
async fn p7_who_is_made_by_hand_while_a_load_runs_is_not_joined_before_it_has_answered() {
    let world = some(Arc::new(Unwatched), |beginning| {
        let pace = json!({ "seconds": { "queued": 3 * 3600, "batch": 600 } });
        beginning.settings.salesforce.orgs[0].bulk.pace = serde_json::from_value(pace).unwrap();
    })
    .await;
    world.apply().await;
    let (here, contact) = world.records(HubSpot, "contacts").swap_remove(0);
    let by_hand = json!({ "Email": contact["email"], "LastName": "By hand" });
    let by_hand = world.salesforce_record("Contact", by_hand);
    world.wait(std::time::Duration::from_secs(1_200)).await;
    world.sync().await;
    assert_ne!(world.link(&by_hand), world.link(&here), "hers is on its way");
    world.wait(std::time::Duration::from_secs(4 * 3600)).await;
    for _ in 0..3 {
        world.apply().await;
    }
    assert_eq!(world.records(Salesforce, "Contact").len(), SOME + 1);
    assert_ne!(world.link(&by_hand), world.link(&here), "whom the load made is hers");
}
