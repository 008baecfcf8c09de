use std::sync::Arc;

use super::*;
use crate::demo::DemoOrder;
use crate::home::Home;
use crate::network::Reach;
use crate::overview::Activity;
use crate::turn::Work;
use crosswalk_engine::Unwatched;

#[test]
fn a_schedule_is_written_so_that_a_later_program_reads_it() {
    for (schedule, text) in [
        (Schedule::AsChangesArrive, r#"{"look":"as_changes_arrive"}"#),
        (Schedule::Every { minutes: 30 }, r#"{"look":"every","minutes":30}"#),
        (Schedule::ByHand, r#"{"look":"by_hand"}"#),
    ] {
        assert_eq!(serde_json::to_string(&schedule).unwrap(), text);
        assert_eq!(serde_json::from_str::<Schedule>(text).unwrap(), schedule);
    }
}

#[test]
fn minutes_are_the_engines_pace() {
    let half_an_hour = Schedule::Every { minutes: 30 };
    assert_eq!(half_an_hour.pace(), Pace::Every(Duration::from_secs(1_800)));
    assert_eq!(Schedule::ByHand.pace(), Pace::AsChangesArrive);
}

/// An apply that takes hours is no reason to forget what a person chose meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p11_a_schedule_that_is_set_while_something_runs_holds_from_its_end_on() {
    let folder = tempfile::TempDir::new().unwrap();
    let desk = Desk::new(Home::below(folder.path().join("own")), Reach::Vendors);
    let home = Some(folder.path().join("demo"));
    let order = DemoOrder { seed: 7, people: 10, home, watch: Arc::new(Unwatched) };
    desk.start_demo(order).await.unwrap();
    let app = desk.app().await.unwrap();
    let pair = app.pairs().unwrap()[0].id;
    app.set_schedule(pair, Schedule::ByHand).unwrap();
    desk.keep(pair, Keeping::InStep).await.unwrap();
    let waits = async |minutes: i64| loop {
        let now = desk.overview().await.unwrap().pairs.remove(0).now;
        if let Activity::Waiting { next_at: Some(at) } = now
            && (at.duration_since(app.now()).as_mins() - minutes).abs() <= 1
        {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    // It had no loop, and has one when the work has ended.
    let turn = app.turn(pair, Work::Apply).await;
    desk.set_schedule(pair, Schedule::Every { minutes: 600 }).await.unwrap();
    drop(turn);
    waits(600).await;
    // It had a loop in a long pause, which is not waited for.
    let turn = app.turn(pair, Work::Apply).await;
    desk.set_schedule(pair, Schedule::Every { minutes: 60 }).await.unwrap();
    drop(turn);
    waits(60).await;
    desk.close().await;
}
