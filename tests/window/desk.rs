//! What a window keeps open, without a window: the demo to look at, a plan ordered as it was shown,
//! the loop that a person pauses, and the state that another program holds.

use std::sync::Arc;
use std::time::Duration;

use crosswalk_app::board::{DemoStage, News};
use crosswalk_app::demo::DemoOrder;
use crosswalk_app::desk::{Desk, PERSON, Wish};
use crosswalk_app::network::Reach;
use crosswalk_app::overview::{Activity, ObjectOverview, PairOverview};
use crosswalk_app::preview::PlannedAsk;
use crosswalk_app::rhythm::Keeping;
use crosswalk_app::{AppError, Differing, Home, RunResult, Side, Unwatched};
use crosswalk_engine::Fate;
use tempfile::TempDir;

struct Story {
    desk: Arc<Desk>,
    folder: TempDir,
}

impl Story {
    fn new() -> Story {
        let folder = TempDir::new().unwrap();
        let home = Home::below(folder.path().join("own"));
        Story { desk: Arc::new(Desk::new(home, Reach::Vendors)), folder }
    }

    async fn with_demo() -> Story {
        let story = Story::new();
        let home = Some(story.folder.path().join("demo"));
        let order = DemoOrder { seed: 7, people: 40, home, watch: Arc::new(Unwatched) };
        story.desk.start_demo(order).await.unwrap();
        story
    }

    async fn pair(&self) -> PairOverview {
        self.desk.overview().await.unwrap().pairs.remove(0)
    }
}

/// Waits until it holds. Bounded by the tests' own limit of time.
async fn until(mut holds: impl AsyncFnMut() -> bool) {
    while !holds().await {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_opens_with_an_error_a_conflict_and_a_plan_that_nobody_carries_out() {
    let story = Story::with_demo().await;
    let all = story.desk.overview().await.unwrap();
    assert!(all.demo && all.accounts.len() == 2, "{all:?}");
    let pair = &all.pairs[0];
    assert!(pair.errors > 0 && pair.conflicts > 0 && pair.planned > 0, "{pair:?}");
    assert_eq!(pair.now, Activity::Paused { until: None });
    assert_eq!(pair.last.as_ref().unwrap().result.as_deref(), Some("braked"));
    let contacts =
        pair.objects.iter().find(|it| it.mapping.as_ref().unwrap().as_str() == "contacts");
    assert!(contacts.unwrap().waiting > 0, "the brake keeps them waiting: {:?}", pair.objects);
    assert!(pair.objects.iter().map(|object| object.in_sync).sum::<u64>() > 0);
    let in_buckets = |it: &ObjectOverview| it.in_sync + it.left_out + it.failing + it.waiting;
    let records: u64 = pair.objects.iter().map(in_buckets).sum();
    assert_eq!(
        pair.states.iter().map(|line| line.links).sum::<u64>(),
        records,
        "each has a reason"
    );
    assert!(pair.unread.is_empty(), "the demo shows all: {:?}", pair.unread);
    story.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p4_a_plan_is_ordered_as_it_was_shown() {
    let story = Story::with_demo().await;
    let (pair, app) = (story.pair().await, story.desk.app().await.unwrap());
    let shown = app.preview(pair.pair, PERSON).await.unwrap();
    assert!(!shown.plan.view.brakes.is_empty(), "the accident trips a brake");
    assert!(!pair.production && shown.to_type.is_none(), "nobody's data is at stake");
    let rows = app.planned(pair.pair, &PlannedAsk::default()).unwrap().rows;
    let planned: u64 = shown.plan.view.groups.iter().map(|it| it.records).sum();
    assert_eq!(rows.len() as u64, planned);
    let one_side = PlannedAsk { side: Some(Side::Salesforce), ..PlannedAsk::default() };
    let rows = app.planned(pair.pair, &one_side).unwrap().rows;
    assert!(!rows.is_empty() && rows.iter().all(|row| row.side == Side::Salesforce));
    let done = app.apply_preview((pair.pair, None), Differing::Leave, PERSON).await;
    let done = done.unwrap();
    assert!(done.counts.written.salesforce > 0, "{done:?}");
    assert!(done.backup.is_some(), "a brake was passed, so there is a way back");
    let recent = story.desk.board().run().recent;
    assert!(recent.iter().any(|it| it.record.is_some() && it.fate == Fate::Done), "{recent:?}");
    let flow = app.flow(pair.pair).unwrap();
    let went: u64 = flow.iter().map(|it| it.written.salesforce).sum();
    assert!(went >= done.counts.written.salesforce, "{flow:?}");
    let after = story.pair().await;
    assert_eq!(after.planned, 0, "{after:?}");
    assert_eq!(after.last.unwrap().actor, PERSON);
    story.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p11_a_pair_is_kept_in_step_until_a_person_pauses_it_and_stays_paused() {
    let story = Story::with_demo().await;
    let pair = story.pair().await.pair;
    story.desk.keep(pair, Keeping::InStep).await.unwrap();
    until(async || matches!(story.pair().await.now, Activity::Waiting { next_at: Some(_) })).await;
    story.desk.sync_now(pair).await.unwrap();
    story.desk.keep(pair, Keeping::Paused).await.unwrap();
    assert_eq!(story.pair().await.now, Activity::Paused { until: None });
    assert_eq!(story.desk.app().await.unwrap().under_way(), None, "its pass ended with it");
    story.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_pair_is_synced_or_paused_from_outside_of_the_window() {
    let story = Story::with_demo().await;
    let before = story.pair().await;
    story.desk.of_all(Wish::SyncNow).await.unwrap();
    let after = story.pair().await;
    assert_ne!(after.last.as_ref().unwrap().run, before.last.unwrap().run);
    assert_eq!(after.last.unwrap().actor, PERSON);
    story.desk.keep(before.pair, Keeping::InStep).await.unwrap();
    story.desk.of_all(Wish::Pause).await.unwrap();
    assert_eq!(story.pair().await.now, Activity::Paused { until: None });
    story.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pair_goes_by_the_name_that_a_person_gives_it_and_the_demo_keeps_its_own_pair() {
    let story = Story::with_demo().await;
    let (pair, app) = (story.pair().await.pair, story.desk.app().await.unwrap());
    app.rename_pair(pair, " Nordics ").unwrap();
    assert_eq!(story.pair().await.name, "Nordics");
    assert!(matches!(app.rename_pair(pair, "  "), Err(AppError::Refused(_))));
    let removed = story.desk.remove_pair(pair).await;
    assert!(matches!(removed, Err(AppError::Refused(_))), "{removed:?}");
    assert_eq!(story.pair().await.name, "Nordics");
    story.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_cancels_what_is_under_way_and_is_told_how_it_ended() {
    let story = Story::with_demo().await;
    let (pair, app) = (story.pair().await.pair, story.desk.app().await.unwrap());
    let planning = tokio::spawn({
        let app = app.clone();
        async move { app.preview(pair, PERSON).await }
    });
    until(async || app.under_way().is_some()).await;
    story.desk.cancel().await.unwrap();
    let ended = planning.await.unwrap();
    assert_eq!(ended.unwrap_err().trouble().code, "interrupted");
    assert_eq!(app.under_way(), None);
    // The order to stop was for that one alone.
    app.preview(pair, PERSON).await.unwrap();
    story.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn news_come_of_the_demo_and_of_each_run() {
    let story = Story::new();
    let (told, mut heard) = tokio::sync::mpsc::unbounded_channel();
    let board = story.desk.board().clone();
    let listening = tokio::spawn(async move {
        board.tell(&mut |news| drop(told.send(news))).await;
    });
    let home = Some(story.folder.path().join("demo"));
    let order = DemoOrder { seed: 7, people: 20, home, watch: Arc::new(Unwatched) };
    story.desk.start_demo(order).await.unwrap();
    let (mut ready, mut ended) = (false, None);
    while !ready || ended.is_none() {
        match heard.recv().await.unwrap() {
            News::Demo(stage) => ready = stage == DemoStage::Ready,
            News::Run(run) => ended = run.result.or(ended),
            News::Rhythm { .. } | News::Changed | News::SignIn { .. } | News::Open { .. } => {}
        }
    }
    assert_eq!(ended, Some(RunResult::Braked));
    // Whoever looks at each piece of news ends up seeing that nothing is under way.
    let app = story.desk.app().await.unwrap();
    while app.under_way().is_some() {
        while heard.recv().await.unwrap() != News::Changed {}
    }
    listening.abort();
    story.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sec11_secrets_in_the_file_wait_for_their_passphrase_and_nothing_is_opened_without() {
    let story = Story::new();
    let home = story.desk.home().clone();
    let opened = story.desk.unlock("right".into()).await.unwrap();
    assert!(opened.pairs().unwrap().is_empty());
    drop(opened);
    story.desk.close().await;
    std::fs::write(&home.vault_file, b"kept").unwrap();
    let refused = story.desk.app().await.unwrap_err().trouble();
    assert_eq!(refused.code, "passphrase_needed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_state_that_another_program_holds_is_told_and_opened_when_it_is_free() {
    let story = Story::new();
    let first = story.desk.unlock("word".into()).await.unwrap();
    let second = Desk::new(story.desk.home().clone(), Reach::Vendors);
    assert_eq!(second.unlock("word".into()).await.unwrap_err().trouble().code, "state_held");
    drop(first);
    story.desk.close().await;
    second.unlock("word".into()).await.unwrap();
    second.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_goes_from_their_accounts_to_the_demo_and_back() {
    let story = Story::new();
    story.desk.unlock("word".into()).await.unwrap();
    assert!(!story.desk.overview().await.unwrap().demo);
    let home = Some(story.folder.path().join("demo"));
    let order = DemoOrder { seed: 7, people: 20, home, watch: Arc::new(Unwatched) };
    story.desk.start_demo(order).await.unwrap();
    assert_eq!(story.desk.overview().await.unwrap().pairs.len(), 1);
    story.desk.leave_demo().await;
    story.desk.unlock("word".into()).await.unwrap();
    let own = story.desk.overview().await.unwrap();
    assert!(!own.demo && own.accounts.is_empty() && own.pairs.is_empty(), "{own:?}");
    story.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_restored_only_where_it_is_one_and_never_in_the_demo() {
    let story = Story::with_demo().await;
    let refused = story.desk.restore_backup("/etc/passwd").await;
    assert!(matches!(refused, Err(AppError::Refused(_))), "{refused:?}");
    story.desk.leave_demo().await;
    let none = story.desk.restore_backup("/etc/passwd").await;
    assert!(matches!(none, Err(AppError::NoSuch { .. })), "{none:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_calls_of_the_demo_are_told_by_day() {
    let story = Story::with_demo().await;
    let (pair, app) = (story.pair().await.pair, story.desk.app().await.unwrap());
    let spent = app.spending(pair).unwrap();
    let calls = &spent.days.last().expect("calls were made today").calls;
    assert!(calls.hubspot > 0 && calls.salesforce > 0, "{spent:?}");
    story.desk.close().await;
}
