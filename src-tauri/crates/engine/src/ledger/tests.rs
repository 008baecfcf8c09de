use std::sync::{Arc, Mutex};
use std::time::Duration;

use crosswalk_model::gate::{Ask, Bucket, Gate, Lesson, Purpose};
use crosswalk_model::{ConnectionId, Timestamp};
use tokio::time::Instant;

use super::{Book, LEASE, Ledger, Terms};
use crate::clock::Clock;

const HERE: ConnectionId = ConnectionId(1);

#[derive(Debug)]
struct Paused(Instant);

impl Clock for Paused {
    fn now(&self) -> Timestamp {
        let start: Timestamp = "2026-11-23T00:00:00Z".parse().unwrap();
        start + self.0.elapsed()
    }
}

#[derive(Debug, Default)]
struct Pages(Mutex<Vec<(i64, u64)>>);

impl Book for Pages {
    fn booked_since(&self, _connection: ConnectionId, from: i64) -> Result<u64, String> {
        Ok(self.0.lock().unwrap().iter().filter(|(hour, _)| *hour >= from).map(|(_, n)| n).sum())
    }

    fn book(&self, _connection: ConnectionId, hour: i64, calls: u64) -> Result<(), String> {
        self.0.lock().unwrap().push((hour, calls));
        Ok(())
    }

    fn give_back(&self, _connection: ConnectionId, hour: i64, calls: u64) -> Result<(), String> {
        let mut pages = self.0.lock().unwrap();
        let last = pages.iter_mut().rev().find(|(of, _)| *of == hour).expect("a block of the hour");
        last.1 = last.1.checked_sub(calls).expect("no more than it had");
        Ok(())
    }
}

fn ledger(terms: Terms) -> (Ledger, Arc<Pages>) {
    let pages = Arc::new(Pages::default());
    let ledger = Ledger::new(Arc::new(Paused(Instant::now())), pages.clone());
    ledger.admit(HERE, terms);
    (ledger, pages)
}

const fn sync(bucket: Bucket) -> Ask {
    Ask { connection: HERE, bucket, purpose: Purpose::Sync }
}

/// The most calls that any half-open window of this length held.
fn most_in_a_window(calls: &[Instant], length: Duration) -> usize {
    calls
        .iter()
        .map(|from| calls.iter().filter(|at| *at >= from && **at < *from + length).count())
        .max()
        .unwrap_or(0)
}

#[tokio::test(start_paused = true)]
async fn i8_no_ten_seconds_hold_more_than_the_burst() {
    let (ledger, _) = ledger(Terms { burst: Some(190), ..Terms::HUBSPOT });
    let mut calls = Vec::new();
    for _ in 0..1_000 {
        ledger.permit(sync(Bucket::HubSpot)).await.unwrap();
        calls.push(Instant::now());
    }
    let most = most_in_a_window(&calls, Duration::from_secs(10));
    assert!(most <= 190, "{most} calls in ten seconds");
    let used = calls.last().unwrap().duration_since(calls[0]);
    assert!(used < Duration::from_secs(62), "the allowance is used: {used:?}");
}

/// The vendor's window remembers what a program asked that died since.
#[tokio::test(start_paused = true)]
async fn i8_no_ten_seconds_hold_more_across_restarts() {
    let mut calls = Vec::new();
    for lived in [7, 95, 12, 60, 300] {
        let (ledger, _) = ledger(Terms { burst: Some(100), ..Terms::HUBSPOT });
        for _ in 0..lived {
            ledger.permit(sync(Bucket::HubSpot)).await.unwrap();
            calls.push(Instant::now());
        }
    }
    let most = most_in_a_window(&calls, Duration::from_secs(10));
    assert!(most <= 100, "{most} calls in ten seconds");
}

#[tokio::test(start_paused = true)]
async fn i8_no_second_holds_more_than_five_searches() {
    let (ledger, _) = ledger(Terms { burst: Some(190), ..Terms::HUBSPOT });
    let mut calls = Vec::new();
    for _ in 0..50 {
        ledger.permit(sync(Bucket::HubSpotSearch)).await.unwrap();
        calls.push(Instant::now());
    }
    assert!(most_in_a_window(&calls, Duration::from_secs(1)) <= 5);
}

#[tokio::test(start_paused = true)]
async fn idle_calls_come_out_of_a_leased_block() {
    let (ledger, pages) = ledger(Terms::SALESFORCE);
    for _ in 0..LEASE {
        ledger.permit(sync(Bucket::Salesforce)).await.unwrap();
    }
    assert_eq!(pages.0.lock().unwrap().len(), 1, "one write for a whole block");
    assert_eq!(ledger.usage(HERE).unwrap(), (LEASE, None));
}

#[tokio::test(start_paused = true)]
async fn the_share_closes_and_opt_outs_still_pass() {
    let (ledger, _) = ledger(Terms { day_max: Some(1_000), ..Terms::SALESFORCE });
    let mut sent = 0;
    while ledger.permit(sync(Bucket::Salesforce)).await.is_ok() {
        sent += 1;
    }
    assert_eq!(sent, 245, "25 % of 1,000 less the 2 % that opt-outs keep");
    let opt_out = Ask { purpose: Purpose::OptOut, ..sync(Bucket::Salesforce) };
    for _ in 0..5 {
        ledger.permit(opt_out).await.unwrap();
    }
    ledger.permit(opt_out).await.unwrap_err();
}

/// A person names their share in calls, also before the vendor said how many there are.
#[tokio::test(start_paused = true)]
async fn h138_a_share_in_calls_closes_there_and_never_lies_above_the_vendors_limit() {
    let terms = Terms { share_calls: Some(200), ..Terms::SALESFORCE };
    let (ledger, _) = ledger(terms);
    assert_eq!(ledger.usage(HERE).unwrap(), (0, Some(200)));
    let mut sent = 0;
    while ledger.permit(sync(Bucket::Salesforce)).await.is_ok() {
        sent += 1;
    }
    assert_eq!(sent, 196, "200 less the 2 % that opt-outs keep");
    ledger.admit(HERE, Terms { share_calls: Some(400), ..terms });
    ledger.permit(sync(Bucket::Salesforce)).await.expect("a larger share opens at once");
    ledger.learn(HERE, &Lesson { day_max: Some(150), ..Lesson::default() });
    assert_eq!(ledger.usage(HERE).unwrap().1, Some(150));
    ledger.permit(sync(Bucket::Salesforce)).await.unwrap_err();
}

/// Whoever asks for a connection's connector admits it again: a share that was used up stays so.
#[tokio::test(start_paused = true)]
async fn h138_what_the_vendor_told_stands_when_a_connection_is_admitted_again() {
    let (ledger, _) = ledger(Terms::SALESFORCE);
    ledger.learn(HERE, &Lesson { day_max: Some(400), ..Lesson::default() });
    let mut sent = 0;
    while ledger.permit(sync(Bucket::Salesforce)).await.is_ok() {
        ledger.admit(HERE, Terms::SALESFORCE);
        sent += 1;
        assert!(sent < 400, "the share never closes");
    }
    assert_eq!(sent, 98);
}

#[tokio::test(start_paused = true)]
async fn h140_automatic_retries_stop_at_three_quarters_of_the_share() {
    let (ledger, _) = ledger(Terms { day_max: Some(1_000), ..Terms::SALESFORCE });
    let retry = Ask { purpose: Purpose::Retry, ..sync(Bucket::Salesforce) };
    let mut sent = 0;
    while ledger.permit(retry).await.is_ok() {
        sent += 1;
    }
    assert_eq!(sent, 187);
    ledger.permit(sync(Bucket::Salesforce)).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_budget_opens_again_when_the_day_has_rolled_on() {
    let (ledger, _) = ledger(Terms { day_max: Some(100), ..Terms::SALESFORCE });
    while ledger.permit(sync(Bucket::Salesforce)).await.is_ok() {}
    tokio::time::advance(Duration::from_secs(26 * 3_600)).await;
    ledger.permit(sync(Bucket::Salesforce)).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_wish_of_the_vendor_holds_the_bucket_back() {
    let (ledger, _) = ledger(Terms::HUBSPOT);
    let pause = Some((Bucket::HubSpot, Duration::from_secs(10)));
    ledger.learn(HERE, &Lesson { pause, ..Lesson::default() });
    let before = Instant::now();
    ledger.permit(sync(Bucket::HubSpotSearch)).await.unwrap();
    assert!(before.elapsed() < Duration::from_secs(1), "another bucket goes on");
    ledger.permit(sync(Bucket::HubSpot)).await.unwrap();
    assert!(before.elapsed() >= Duration::from_secs(10));
}

#[tokio::test(start_paused = true)]
async fn a_day_used_up_by_others_closes_ours() {
    let (ledger, _) = ledger(Terms::SALESFORCE);
    let all = Lesson { day_used: Some(10_000), day_max: Some(10_000), ..Lesson::default() };
    ledger.learn(HERE, &all);
    ledger.permit(sync(Bucket::Salesforce)).await.unwrap_err();
    // An hour later one call looks whether that still holds.
    tokio::time::advance(Duration::from_secs(3_600)).await;
    ledger.permit(sync(Bucket::Salesforce)).await.unwrap();
    ledger.learn(HERE, &all);
    ledger.permit(sync(Bucket::Salesforce)).await.unwrap_err();
}

/// What an hour leased and did not call is nobody's: a small share would close on blocks alone.
#[tokio::test(start_paused = true)]
async fn h138_a_small_share_that_is_hardly_used_never_closes_and_counts_what_was_called() {
    for share in [200, 1_000, 100_000] {
        let (ledger, _) = ledger(Terms { share_calls: Some(share), ..Terms::SALESFORCE });
        for hour in 0..100_u64 {
            for _ in 0..5 {
                ledger.permit(sync(Bucket::Salesforce)).await.unwrap();
            }
            let called = 5 * (hour + 1).min(25);
            assert_eq!(ledger.usage(HERE).unwrap().0, called, "of {share} in hour {hour}");
            tokio::time::advance(Duration::from_secs(3_600)).await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_refused_books_nothing_and_a_used_up_share_opens_again() {
    let (ledger, pages) = ledger(Terms { share_calls: Some(100), ..Terms::SALESFORCE });
    while ledger.permit(sync(Bucket::Salesforce)).await.is_ok() {}
    for _ in 0..24 {
        tokio::time::advance(Duration::from_secs(3_600)).await;
        ledger.permit(sync(Bucket::Salesforce)).await.unwrap_err();
    }
    let booked: u64 = pages.0.lock().unwrap().iter().map(|(_, calls)| calls).sum();
    assert_eq!(booked, 98);
    tokio::time::advance(Duration::from_secs(3_600)).await;
    ledger.permit(sync(Bucket::Salesforce)).await.unwrap();
}

/// Programs that die take their blocks with them: of a small share no great part.
#[tokio::test(start_paused = true)]
async fn starts_again_and_again_use_up_no_share() {
    let pages = Arc::new(Pages::default());
    for _ in 0..20 {
        let ledger = Ledger::new(Arc::new(Paused(Instant::now())), pages.clone());
        ledger.admit(HERE, Terms { share_calls: Some(1_000), ..Terms::SALESFORCE });
        ledger.permit(sync(Bucket::Salesforce)).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn the_least_share_leaves_something_for_sync_and_for_opt_outs() {
    let (ledger, _) = ledger(Terms { share_calls: Some(2), ..Terms::SALESFORCE });
    ledger.permit(sync(Bucket::Salesforce)).await.unwrap();
    ledger.permit(sync(Bucket::Salesforce)).await.unwrap_err();
    let opt_out = Ask { purpose: Purpose::OptOut, ..sync(Bucket::Salesforce) };
    ledger.permit(opt_out).await.unwrap();
    ledger.permit(opt_out).await.unwrap_err();
}
