use std::sync::Arc;

use super::*;

fn read(records: u64) -> Progress {
    Progress::Read { side: Side::HubSpot, records, changed: 1 }
}

/// Listens for as long as `work` takes, and returns what was told with the time of each.
async fn heard(board: &Board, work: impl Future<Output = ()>) -> Vec<(Duration, News)> {
    let begun = tokio::time::Instant::now();
    let mut heard = Vec::new();
    let mut tell = |news| heard.push((begun.elapsed(), news));
    tokio::select! {
        () = board.tell(&mut tell) => {}
        () = work => {}
    }
    heard
}

#[tokio::test(start_paused = true)]
async fn a_flood_of_events_is_told_ten_times_a_second_and_loses_no_figure() {
    let board = Arc::new(Board::default());
    let flood = async {
        for _ in 0..1_000 {
            (0..1_000).for_each(|_| Watch::tell(board.as_ref(), &read(3)));
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        tokio::time::sleep(2 * PACE).await;
    };
    let heard = heard(&board, flood).await;
    assert!((10..=13).contains(&heard.len()), "{} in 1.2 seconds", heard.len());
    for pair in heard.windows(2) {
        assert!(pair[1].0 - pair[0].0 >= PACE, "{:?}", pair);
    }
    let News::Run(last) = &heard.last().unwrap().1 else { panic!("{heard:?}") };
    assert_eq!((last.read.hubspot, last.events), (3_000_000, 1_000_000));
}

#[tokio::test(start_paused = true)]
async fn one_event_is_told_at_once_and_silence_tells_nothing() {
    let board = Board::default();
    let quiet = async {
        tokio::time::sleep(Duration::from_secs(5)).await;
        Watch::tell(&board, &Progress::Stage { stage: Stage::Pull });
        tokio::time::sleep(Duration::from_secs(5)).await;
    };
    let heard = heard(&board, quiet).await;
    assert_eq!(heard.len(), 1, "{heard:?}");
    assert_eq!(heard[0].0.as_secs(), 5);
}

#[tokio::test(start_paused = true)]
async fn the_end_of_a_run_says_to_look_again() {
    let board = Board::default();
    let run = RunId(7);
    let work = async {
        Watch::tell(&board, &Progress::Began { run });
        Watch::tell(&board, &Progress::Ended { run, result: RunResult::Done });
        tokio::time::sleep(PACE).await;
    };
    let heard = heard(&board, work).await;
    let [(_, News::Run(ended)), (_, News::Changed)] = heard.as_slice() else { panic!("{heard:?}") };
    assert_eq!((ended.run, ended.result), (Some(run), Some(RunResult::Done)));
}

#[tokio::test(start_paused = true)]
async fn the_end_of_what_is_under_way_says_to_look_again() {
    let board = Board::default();
    let work = async {
        Watch::begin(&board);
        tokio::time::sleep(2 * PACE).await;
        Watch::end(&board);
        tokio::time::sleep(PACE).await;
    };
    let heard = heard(&board, work).await;
    let news: Vec<&News> = heard.iter().map(|(_, news)| news).collect();
    let [News::Run(_), News::Changed, News::Changed] = news.as_slice() else { panic!("{news:?}") };
}

#[test]
fn a_cancel_stops_the_pass_under_way_and_not_the_next_one() {
    let board = Board::default();
    assert_eq!(board.reach(Step::Pulled), Ok(()));
    board.cancel();
    assert_eq!(board.reach(Step::Pulled), Err(Stopped(Step::Pulled)));
    board.begin();
    assert_eq!(board.reach(Step::RunBegun), Ok(()));
    assert_eq!(board.run(), LiveRun::default());
}

#[test]
fn the_last_writes_of_a_pass_are_told_newest_first_and_are_few() {
    use crosswalk_engine::{Fate, SentAs};
    use crosswalk_model::LinkId;

    let board = Board::default();
    let sent = |link| Sent {
        side: Side::HubSpot,
        link: LinkId(link),
        object: "contacts".into(),
        record: None,
        deed: SentAs::Update,
        fields: 2,
        fate: if link == 45 { Fate::Failed } else { Fate::Done },
    };
    for batch in 0..5 {
        let last = (batch * 10..batch * 10 + 10).map(sent).collect();
        let (done, failed, left) = (10, 0, 0);
        Watch::tell(&board, &Progress::Wrote { side: Side::HubSpot, done, failed, left, last });
    }
    let recent = board.run().recent;
    let links: Vec<i64> = recent.iter().map(|it| it.link.0).collect();
    assert_eq!(links, (30..50).rev().collect::<Vec<_>>());
    assert_eq!(recent[4].fate, Fate::Failed);
    Watch::begin(&board);
    assert_eq!(board.run().recent, [], "another pass begins with none");
}
