//! The loop (P11): when passes come, what is told, what ends it. The clock is paused, so that every
//! second is exact.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crosswalk_app::rhythm::{Bell, LoopNews};
use crosswalk_app::schedule::Schedule;
use crosswalk_desktop::at::At;
use crosswalk_desktop::{Beginning, World};
use crosswalk_engine::RunResult;
use crosswalk_engine::watch::Step;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::secrets::{SecretKind, Slot};
use crosswalk_model::{Both, ConnectionId};
use serde_json::json;
use tokio::time::{Instant, sleep};

const MINUTE: Duration = Duration::from_secs(60);

/// A person in step, with the ids in HubSpot and Salesforce.
async fn in_step(beginning: Beginning) -> (World, String, String) {
    watched(beginning, At::default()).await
}

async fn watched(beginning: Beginning, at: At) -> (World, String, String) {
    let world = World::watched(beginning, Arc::new(at), |_| {}).await;
    let ann = json!({ "email": "ann@example.no", "lastname": "Berg", "mobilephone": "1" });
    let here = world.hubspot_contact(ann);
    let ann = json!({ "Email": "ann@example.no", "LastName": "Berg" });
    let there = world.salesforce_record("Contact", ann);
    world.apply().await;
    world.wait(20 * MINUTE).await;
    world.sync().await;
    (world, here, there)
}

/// The loop's news, each with the second it came at, while a story goes on beside it.
async fn told(world: &World, story: impl AsyncFnOnce(&Arc<Bell>)) -> Vec<(u64, LoopNews)> {
    let bell = Arc::new(Bell::default());
    let begun = Instant::now();
    let news = Mutex::new(Vec::new());
    let mut tell = |it: &LoopNews| {
        news.lock().expect("news").push((begun.elapsed().as_secs(), it.clone()));
    };
    let passes = world.app.keep_in_step(world.pair, "test", &bell, &mut tell);
    let beside = async {
        story(&bell).await;
        bell.end();
    };
    let (ended, ()) = tokio::join!(passes, beside);
    ended.expect("the loop ends well");
    news.into_inner().expect("news")
}

/// When passes ended, and the pause after each, in seconds.
fn beats(news: &[(u64, LoopNews)]) -> Vec<(u64, u64)> {
    let beat = |(at, news): &(u64, LoopNews)| match news {
        LoopNews::Passed { next_in_seconds, .. } => Some((*at, *next_in_seconds)),
        LoopNews::Asleep { .. } | LoopNews::Setback { .. } | LoopNews::Ended { .. } => None,
    };
    news.iter().filter_map(beat).collect()
}

/// The codes of the setbacks that were told.
fn setbacks(news: &[(u64, LoopNews)]) -> Vec<&str> {
    news.iter()
        .filter_map(|(_, news)| match news {
            LoopNews::Setback { error, .. } => Some(error.code.as_str()),
            LoopNews::Asleep { .. } | LoopNews::Passed { .. } | LoopNews::Ended { .. } => None,
        })
        .collect()
}

#[tokio::test(start_paused = true)]
async fn p11_h103_passes_come_every_minute_while_changes_arrive_and_every_quarter_otherwise() {
    let (world, _, there) = in_step(Beginning::default()).await;
    let news = told(&world, async |_: &Arc<Bell>| {
        sleep(20 * MINUTE).await;
        world.edit(Salesforce, "Contact", &there, json!({ "MobilePhone": "2" }));
        sleep(60 * MINUTE).await;
    })
    .await;
    let beats = beats(&news);
    let pauses: Vec<u64> = beats.iter().map(|(_, pause)| pause / 60).collect();
    assert_eq!(pauses, [15, 15, 1, 2, 4, 8, 15, 15, 15], "{beats:?}");
    for pair in beats.windows(2) {
        assert_eq!(pair[0].0 + pair[0].1, pair[1].0, "each pause is kept: {beats:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn p11_passes_come_as_often_as_an_admin_chose_also_while_changes_arrive() {
    let (world, _, there) = in_step(Beginning::default()).await;
    world.app.set_schedule(world.pair, Schedule::Every { minutes: 40 }).unwrap();
    let news = told(&world, async |_: &Arc<Bell>| {
        sleep(50 * MINUTE).await;
        world.edit(Salesforce, "Contact", &there, json!({ "MobilePhone": "2" }));
        sleep(60 * MINUTE).await;
        // The pause that began goes on; the next one is as it is chosen by then.
        world.app.set_schedule(world.pair, Schedule::AsChangesArrive).unwrap();
        sleep(20 * MINUTE).await;
    })
    .await;
    let beats = beats(&news);
    let pauses: Vec<u64> = beats.iter().take(4).map(|(_, pause)| pause / 60).collect();
    assert_eq!(pauses, [40, 40, 40, 15], "{beats:?}");
    for pair in beats.windows(2) {
        assert_eq!(pair[0].0 + pair[0].1, pair[1].0, "each pause is kept: {beats:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn p11_sync_now_wakes_the_loop_at_once_and_stop_ends_it_at_once() {
    let (world, _, _) = in_step(Beginning::default()).await;
    let begun = Instant::now();
    let news = told(&world, async |bell: &Arc<Bell>| {
        sleep(100 * Duration::from_secs(1)).await;
        bell.ring();
        sleep(50 * Duration::from_secs(1)).await;
    })
    .await;
    let at: Vec<u64> = beats(&news).into_iter().map(|(at, _)| at).collect();
    assert_eq!(at, [0, 100]);
    assert_eq!(begun.elapsed().as_secs(), 150);
}

#[tokio::test(start_paused = true)]
async fn p11_a_stop_within_a_pass_ends_it_before_its_next_write() {
    let at = At::default();
    let (mut world, _, there) = watched(Beginning::default(), at.clone()).await;
    world.edit(Salesforce, "Contact", &there, json!({ "MobilePhone": "2" }));
    let before = world.last_exchange();
    let news = told(&world, async |bell: &Arc<Bell>| {
        let ending = bell.clone();
        at.then(Step::PlanSaved, move || ending.end());
        sleep(MINUTE).await;
    })
    .await;
    assert_eq!(news, [], "it was cut short");
    assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
    world.reopen();
    assert_eq!(world.sync().await.counts.written.hubspot, 1, "nothing is lost");
}

#[tokio::test(start_paused = true)]
async fn p11_days_asleep_are_said_before_anything_is_asked() {
    let (world, _, there) = in_step(Beginning::default()).await;
    world.edit(Salesforce, "Contact", &there, json!({ "MobilePhone": "2" }));
    world.wait(3 * 24 * 60 * MINUTE).await;
    let bell = Arc::new(Bell::default());
    let before = world.last_exchange();
    let mut news = Vec::new();
    let mut tell = |it: &LoopNews| {
        news.push((world.last_exchange() - before, it.clone()));
        if let LoopNews::Passed { .. } = it {
            bell.end();
        }
    };
    world.app.keep_in_step(world.pair, "test", &bell, &mut tell).await.unwrap();
    let [(asked, LoopNews::Asleep { seconds }), (_, LoopNews::Passed { report, .. })] = &news[..]
    else {
        panic!("{news:?}");
    };
    assert_eq!(*asked, 0, "it is said first");
    assert!((72 * 3_600..75 * 3_600).contains(seconds), "{seconds}");
    assert_eq!(report.counts.written.hubspot, 1, "and then it catches up: {report:?}");
}

#[tokio::test(start_paused = true)]
async fn p11_after_days_asleep_the_brakes_hold_what_is_too_much() {
    let (world, here, _) = in_step(Beginning::default()).await;
    world.remap(|file| file.brakes.cleared_values = Some(0)).await;
    world.rule("mobilephone", crosswalk_model::mapping::SyncRule::TwoWay).await;
    world.apply().await;
    world.edit(HubSpot, "contacts", &here, json!({ "mobilephone": "" }));
    world.wait(3 * 24 * 60 * MINUTE).await;
    let before = world.last_exchange();
    let news = told(&world, async |_: &Arc<Bell>| sleep(MINUTE / 2).await).await;
    let Some((_, LoopNews::Passed { report, .. })) = news.last() else { panic!("{news:?}") };
    assert_eq!(report.result, RunResult::Braked);
    assert_eq!(world.writes_since(before), 0);
}

#[tokio::test(start_paused = true)]
async fn p11_a_share_that_runs_out_keeps_the_pace_slow() {
    let mut beginning = Beginning::default();
    beginning.settings.salesforce.orgs[0].daily_calls = Some(200);
    let (world, _, there) = in_step(beginning).await;
    let news = told(&world, async |_: &Arc<Bell>| {
        // Somebody always edits.
        for number in 0..200 {
            world.edit(
                Salesforce,
                "Contact",
                &there,
                json!({ "MobilePhone": format!("{number}") }),
            );
            sleep(MINUTE / 2).await;
        }
    })
    .await;
    let pauses: Vec<u64> = beats(&news).into_iter().map(|(_, pause)| pause).collect();
    assert!(pauses.first().is_some_and(|pause| *pause > 60), "{pauses:?}");
    assert!(pauses.is_sorted() && pauses.len() > 3, "slower and slower: {pauses:?}");
    assert_eq!(setbacks(&news), ["limit_reached"], "said once: {news:?}");
}

#[tokio::test(start_paused = true)]
async fn p11_an_outage_is_said_once_backs_off_and_ends_nothing() {
    let (world, here, there) = in_step(Beginning::default()).await;
    world.edit(Salesforce, "Contact", &there, json!({ "MobilePhone": "2" }));
    let gone = json!({ "at": { "vendor": "hubspot" }, "times": 100_000,
                       "kind": { "kind": "cut", "when": "before_effect" } });
    world.fault(gone);
    let begun = Instant::now();
    let back = std::cell::RefCell::new(0);
    let news = told(&world, async |_: &Arc<Bell>| {
        sleep(100 * MINUTE).await;
        world.emulator.clear_faults();
        *back.borrow_mut() = begun.elapsed().as_secs();
        sleep(16 * MINUTE).await;
    })
    .await;
    assert_eq!(setbacks(&news), ["unreachable"], "{news:?}");
    let beats = beats(&news);
    assert!(beats[0].0 <= *back.borrow() + 15 * 60 + 60, "it goes on by itself: {beats:?}");
    assert_eq!(world.field(HubSpot, "contacts", &here, "mobilephone"), json!("2"));
}

#[tokio::test(start_paused = true)]
async fn p11_a_vault_without_the_token_waits_for_the_person() {
    let (world, _, _) = in_step(Beginning::default()).await;
    let connections = Both { salesforce: ConnectionId(1), hubspot: ConnectionId(2) };
    let slot = Slot { connection: connections.hubspot, kind: SecretKind::StaticToken };
    let token = world.vault().get(&slot).await.unwrap().expect("a token");
    world.vault().delete(&slot).await.unwrap();
    let news = told(&world, async |_: &Arc<Bell>| {
        sleep(40 * MINUTE).await;
        world.vault().put(&slot, token).await.unwrap();
        sleep(10 * MINUTE).await;
    })
    .await;
    assert_eq!(setbacks(&news), ["sign_in_needed"], "{news:?}");
    assert_eq!(beats(&news), [(45 * 60, 15 * 60)], "every quarter, as nothing hurries: {news:?}");
}

#[tokio::test(start_paused = true)]
async fn p11_the_state_is_backed_up_once_a_day() {
    let (world, _, _) = in_step(Beginning::default()).await;
    told(&world, async |_: &Arc<Bell>| sleep(50 * 60 * MINUTE).await).await;
    let backups = crosswalk_app::care::list_backups(&world.home()).unwrap();
    assert_eq!(backups.len(), 3, "{backups:?}");
}
