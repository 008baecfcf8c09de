//! What a person is told of by a desk, and what its tray and its settings change: the real engine over
//! the demo, and a clock in the hand of the test.

use crosswalk_app::demo::DemoOrder;
use crosswalk_app::desk::Desk;
use crosswalk_app::drift::Paused;
use crosswalk_app::network::Reach;
use crosswalk_app::notices::{
    Cause, Change, Level, Means, Names, Notice, NoticeSettings, SeenCause, Telling, Threshold,
    Weight,
};
use crosswalk_app::overview::Activity;
use crosswalk_app::pausing::PauseFor;
use crosswalk_app::rhythm::Keeping;
use crosswalk_app::schedule::Schedule;
use crosswalk_app::shares::ApiShare;
use crosswalk_app::words::{Language, Words};
use crosswalk_app::{AppError, Home, PairId, Unwatched};
use crosswalk_store::PairState;
use jiff::{SignedDuration, Zoned};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

/// The demo on a desk.
struct Story {
    desk: Arc<Desk>,
    pair: PairId,
    _folder: TempDir,
}

impl Story {
    async fn begin() -> Story {
        let folder = TempDir::new().unwrap();
        let desk = Desk::new(Home::below(folder.path().join("own")), Reach::Vendors);
        let home = Some(folder.path().join("demo"));
        let order = DemoOrder { seed: 7, people: 40, home, watch: Arc::new(Unwatched) };
        desk.start_demo(order).await.unwrap();
        let pair = desk.overview().await.unwrap().pairs[0].pair;
        Story { desk: Arc::new(desk), pair, _folder: folder }
    }

    async fn now(&self) -> Activity {
        self.desk.overview().await.unwrap().pairs.remove(0).now
    }

    /// What is told at this second of a Monday's noon.
    async fn tell(&self, seconds: i64) -> Telling {
        let noon: Zoned = "2026-11-23T12:00[Europe/Oslo]".parse().unwrap();
        let now = noon.checked_add(SignedDuration::from_secs(seconds)).unwrap();
        let (app, seen) = (self.desk.app().await.unwrap(), self.desk.seen().await.unwrap());
        app.tell(&now, &seen).unwrap()
    }

    /// What is told when it was gathered.
    async fn told(&self, seconds: i64) -> Vec<Notice> {
        assert_eq!(self.tell(seconds).await.toast, None);
        let toast = self.tell(seconds + 60).await.toast;
        toast.map(|it| it.news().to_vec()).unwrap_or_default()
    }

    async fn want(&self, settings: NoticeSettings) {
        let app = self.desk.app().await.unwrap();
        app.set_notice_settings(&settings).unwrap();
        assert_eq!(app.notice_settings().unwrap(), settings);
    }
}

async fn until(mut holds: impl AsyncFnMut() -> bool) {
    while !holds().await {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_needs_a_person_is_one_notice_and_stands_in_the_list_until_it_is_read() {
    let story = Story::begin().await;
    let app = story.desk.app().await.unwrap();
    let news = story.told(0).await;
    assert!(news.len() > 1 && news.iter().any(|it| it.cause == Cause::Braked), "{news:?}");
    assert_eq!(story.tell(600).await.toast, None, "once");
    let list = app.notice_list(Language::English).unwrap();
    assert_eq!((list.lines.len(), list.unread), (news.len(), news.len() as u64));
    assert!(list.lines.iter().any(|it| it.level == Level::NeedsYou), "{list:?}");
    let failing = list.lines.iter().find(|it| it.group.is_some()).expect("a group of errors");
    app.read_notices(&[failing.id]).unwrap();
    let after = app.notice_list(Language::Bokmal).unwrap();
    assert_eq!(after.unread, list.unread - 1);
    assert!(after.lines.iter().all(|it| it.read == (it.id == failing.id)), "{after:?}");
    assert!(after.lines.iter().any(|it| it.title.contains("nødbrems")), "{after:?}");
    story.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_fails_is_told_with_its_objects_and_with_names_only_where_they_are_wanted() {
    let story = Story::begin().await;
    let words = Words::of(Language::English);
    let failing = |news: Vec<Notice>| {
        let fails = |it: &Notice| matches!(it.cause, Cause::Failing { .. });
        news.into_iter().find(fails).expect("records fail")
    };
    let hidden = failing(story.told(0).await);
    assert!(hidden.people.is_empty() && !hidden.objects.is_empty(), "{hidden:?}");
    story.desk.close().await;
    let story = Story::begin().await;
    story.want(NoticeSettings { names: Names::Shown, ..NoticeSettings::default() }).await;
    let shown = failing(story.told(0).await);
    assert!(!shown.people.is_empty(), "{shown:?}");
    assert!(shown.say(&words).1.contains(&shown.people[0]));
    let list = story.desk.app().await.unwrap().notice_list(Language::English).unwrap();
    let kept = format!("{list:?}");
    assert!(shown.people.iter().all(|name| !kept.contains(name)), "no list keeps names: {kept}");
    story.desk.close().await;
}

/// Whoever has quiet hours, or wants no notices, has them in the window all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn h156_a_pair_that_stops_is_a_notice_and_few_failing_records_are_none_where_one_says_so() {
    let story = Story::begin().await;
    let app = story.desk.app().await.unwrap();
    let threshold = Threshold::Records { least: 1_000 };
    let many = NoticeSettings { threshold, ..NoticeSettings::default() };
    story.want(many.clone()).await;
    let news = story.told(0).await;
    assert!(!news.iter().any(|it| matches!(it.cause, Cause::Failing { .. })), "{news:?}");
    let stop = || app.store().set_pair_state(story.pair, PairState::Paused, Some("wrong_account"));
    stop().unwrap();
    let news = story.told(600).await;
    let stopped = Cause::Stopped { code: "wrong_account".to_owned() };
    assert_eq!((news.len(), &news[0].cause), (1, &stopped), "{news:?}");
    assert_eq!(story.told(1_200).await, [], "once");
    app.store().set_pair_state(story.pair, PairState::Live, None).unwrap();
    // The demo is paused, so that nobody knows yet whether it goes on.
    assert_eq!(story.told(1_800).await, []);
    story.desk.keep(story.pair, Keeping::InStep).await.unwrap();
    until(async || matches!(story.now().await, Activity::Waiting { next_at: Some(_) })).await;
    let news = story.told(2_400).await;
    let mended = |it: &Notice| it.cause == stopped && it.change == Change::Mended;
    assert!(news.iter().any(mended), "{news:?}");
    let quiet = NoticeSettings { needs_you: Means::Window, ..many };
    story.want(quiet).await;
    stop().unwrap();
    assert_eq!(story.told(3_000).await, [], "the desktop is left in peace");
    assert!(matches!(story.now().await, Activity::Stopped { .. }), "and it is shown there");
    let list = app.notice_list(Language::English).unwrap();
    assert!(list.lines[0].title.ends_with("has stopped"), "{list:?}");
    story.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_is_summed_up_with_what_was_written_and_what_still_fails() {
    let story = Story::begin().await;
    let off = Means::Nowhere;
    let (needs_you, errors, summary) = (off, off, Means::Desktop);
    story.want(NoticeSettings { needs_you, errors, summary, ..NoticeSettings::default() }).await;
    assert_eq!(story.tell(0).await.toast, None, "it was asked for just now");
    assert_eq!(story.tell(60).await.toast, None);
    let next_day = 24 * 3_600;
    let toast = story.tell(next_day).await.toast.expect("a day is over");
    let pair = story.desk.overview().await.unwrap().pairs.remove(0);
    let [day] = toast.news() else { panic!("{toast:?}") };
    let figures = Cause::Day { failing: pair.errors, conflicts: pair.conflicts };
    assert_eq!((&day.cause, day.level()), (&figures, Level::Summary));
    assert!(day.records > 0, "the demo's first plan was carried out: {day:?}");
    assert_eq!(story.tell(next_day + 600).await.toast, None, "once a day");
    // A pass may be under way at that hour: the day's figures are there all the same.
    let mut seen = story.desk.seen().await.unwrap();
    seen.looked_at.clear();
    let noon: Zoned = "2026-11-25T12:00[Europe/Oslo]".parse().unwrap();
    let toast = story.desk.app().await.unwrap().tell(&noon, &seen).unwrap().toast;
    assert_eq!(toast.expect("another day is over").news().len(), 1);
    story.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_brake_is_released_by_the_whole_plan_and_not_by_a_few_of_its_records() {
    let story = Story::begin().await;
    let app = story.desk.app().await.unwrap();
    let braked = async || {
        let pairs = story.desk.seen().await.unwrap().looked_at;
        pairs[0].causes.iter().any(|it| it.cause == Cause::Braked)
    };
    assert!(braked().await);
    app.apply_first(story.pair, 1, "test").await.unwrap();
    assert!(braked().await, "the others are held as before");
    app.apply(story.pair, "test").await.unwrap();
    assert!(!braked().await);
    story.desk.close().await;
}

/// What fails when it is seen may get through before it is named.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_gets_through_while_it_is_told_costs_no_other_notice() {
    let story = Story::begin().await;
    let app = story.desk.app().await.unwrap();
    let mut seen = story.desk.seen().await.unwrap();
    let group = "too_long/salesforce/Nothing".to_owned();
    let (cause, weight) = (Cause::Failing { group }, Weight::Always);
    seen.looked_at[0].causes.push(SeenCause { cause: cause.clone(), records: 3, weight });
    let noon: Zoned = "2026-11-23T12:00[Europe/Oslo]".parse().unwrap();
    app.tell(&noon, &seen).unwrap();
    let later = noon.checked_add(SignedDuration::from_secs(60)).unwrap();
    let toast = app.tell(&later, &seen).unwrap().toast.expect("there is much to tell");
    assert!(toast.news().iter().any(|it| it.cause == cause), "{toast:?}");
    let listed = app.notice_list(Language::English).unwrap().lines.len();
    assert_eq!(listed, seen.looked_at[0].causes.len());
    story.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_week_without_any_day_is_refused() {
    let story = Story::begin().await;
    let app = story.desk.app().await.unwrap();
    let none = NoticeSettings { days: Vec::new(), ..NoticeSettings::default() };
    let refused = app.set_notice_settings(&none);
    assert!(matches!(refused, Err(AppError::Refused(_))), "{refused:?}");
    assert_eq!(app.notice_settings().unwrap(), NoticeSettings::default());
    story.desk.close().await;
}

/// Whoever is given more calls does not wait for the hour in which there were none.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn h138_a_share_that_is_changed_has_its_pairs_look_at_once() {
    let story = Story::begin().await;
    story.desk.keep(story.pair, Keeping::InStep).await.unwrap();
    let next = async || {
        let Activity::Waiting { next_at } = story.now().await else { return None };
        next_at
    };
    until(async || next().await.is_some()).await;
    let before = next().await;
    let here = story.desk.app().await.unwrap().api_shares().unwrap()[0].connection;
    story.desk.set_api_share(here, ApiShare::Percent { percent: 80 }).await.unwrap();
    until(async || next().await > before).await;
    story.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_notice_has_its_records_tried_again() {
    let story = Story::begin().await;
    let app = story.desk.app().await.unwrap();
    let lines = app.error_lines(story.pair).unwrap();
    let group = &lines.iter().find(|it| it.drift.is_empty()).expect("records fail").group;
    story.desk.retry(story.pair, group).await.unwrap();
    let unknown = story.desk.retry(story.pair, "no/such/group").await;
    assert!(unknown.is_err(), "{unknown:?}");
    // A field that changed waits for whoever looks at it: a button on a desktop approves nothing.
    let changed = serde_json::json!([{
        "drift": {
            "mapping": "contacts", "field": "fax", "side": "hub_spot", "object": "contacts",
            "name": "fax", "what": "emptied", "pauses": "field",
        },
        "since": "2026-11-23T12:00:00Z",
    }]);
    app.store().set_setting(&Paused::key(story.pair), &changed).unwrap();
    let waits = app.paused_fields(story.pair).unwrap();
    assert_eq!(waits.len(), 1);
    let refused = story.desk.retry(story.pair, "field_emptied/hubspot/fax").await;
    assert!(matches!(refused, Err(AppError::Refused(_))), "{refused:?}");
    assert_eq!(app.paused_fields(story.pair).unwrap(), waits, "it waits as before");
    story.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pause_is_told_with_its_end_and_a_person_ends_it_sooner() {
    let story = Story::begin().await;
    story.desk.keep(story.pair, Keeping::InStep).await.unwrap();
    story.desk.pause(story.pair, PauseFor::Hour).await.unwrap();
    assert!(matches!(story.now().await, Activity::Paused { until: Some(_) }));
    story.desk.end_pauses().await.unwrap();
    assert!(matches!(story.now().await, Activity::Paused { .. }), "it is not over");
    let facts = story.desk.tray_facts().await.unwrap().expect("it is open");
    let menu = facts.menu(&Words::of(Language::English));
    assert!(menu[0][0].text.starts_with("Paused until "), "{menu:?}");
    let app = story.desk.app().await.unwrap();
    let key = format!("pair/{}/paused_until", story.pair);
    app.store().set_setting(&key, &"2020-01-01T00:00:00Z").unwrap();
    story.desk.end_pauses().await.unwrap();
    assert!(!matches!(story.now().await, Activity::Paused { .. }), "it is over");
    story.desk.pause(story.pair, PauseFor::Resumed).await.unwrap();
    story.desk.end_pauses().await.unwrap();
    assert_eq!(story.now().await, Activity::Paused { until: None });
    story.desk.keep(story.pair, Keeping::InStep).await.unwrap();
    assert!(!matches!(story.now().await, Activity::Paused { .. }));
    story.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p11_a_pair_that_syncs_by_hand_moves_when_a_person_says_so_and_then_only() {
    let story = Story::begin().await;
    story.desk.keep(story.pair, Keeping::InStep).await.unwrap();
    until(async || matches!(story.now().await, Activity::Waiting { next_at: Some(_) })).await;
    story.desk.set_schedule(story.pair, Schedule::ByHand).await.unwrap();
    assert_eq!(story.now().await, Activity::ByHand);
    let newest = async || story.desk.overview().await.unwrap().pairs[0].last.clone().unwrap();
    let before = newest().await;
    story.desk.sync_now(story.pair).await.unwrap();
    let after = newest().await;
    assert!(after.started >= before.started && after.actor == "window", "{after:?}");
    assert_eq!(story.now().await, Activity::ByHand, "and waits again");
    story.desk.set_schedule(story.pair, Schedule::Every { minutes: 30 }).await.unwrap();
    until(async || matches!(story.now().await, Activity::Waiting { next_at: Some(_) })).await;
    let app = story.desk.app().await.unwrap();
    assert_eq!(app.schedule(story.pair).unwrap(), Schedule::Every { minutes: 30 });
    for minutes in [0, 1_441] {
        let refused = story.desk.set_schedule(story.pair, Schedule::Every { minutes }).await;
        assert!(matches!(refused, Err(AppError::Refused(_))), "{refused:?}");
    }
    story.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn h138_a_share_is_kept_to_and_shown() {
    let story = Story::begin().await;
    let app = story.desk.app().await.unwrap();
    let shares = app.api_shares().unwrap();
    assert_eq!(shares.len(), 2, "{shares:?}");
    let here = shares[0].connection;
    assert_eq!(shares[0].share, ApiShare::Usual);
    app.set_api_share(here, ApiShare::Calls { calls: 5 }).unwrap();
    let line = app.api_shares().unwrap().remove(0);
    assert_eq!((line.share, line.budget), (ApiShare::Calls { calls: 5 }, Some(5)));
    let pair = story.desk.overview().await.unwrap().pairs.remove(0);
    let calls = pair.calls.get(line.side).unwrap();
    assert_eq!(calls.budget, Some(5), "the overview says so too");
    let refused = app.sync_once(story.pair, "test").await;
    assert!(refused.is_err(), "five calls of the day were used before: {refused:?}");
    let none = app.set_api_share(here, ApiShare::Percent { percent: 0 });
    assert!(matches!(none, Err(AppError::Refused(_))), "{none:?}");
    app.set_api_share(here, ApiShare::Usual).unwrap();
    app.sync_once(story.pair, "test").await.unwrap();
    story.desk.close().await;
}
