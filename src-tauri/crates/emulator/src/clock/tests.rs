use std::sync::atomic::{AtomicI64, Ordering};

use super::*;

fn start() -> Timestamp {
    "2026-03-01T12:00:00Z".parse().unwrap()
}

#[test]
fn manual_stands_still_until_moved() {
    let clock = Clock::manual(start());
    assert_eq!(clock.now(), start());
    clock.advance(SignedDuration::from_secs(90));
    assert_eq!(clock.clone().now().to_string(), "2026-03-01T12:01:30Z");
    clock.advance(SignedDuration::from_hours(-24));
    assert_eq!(clock.now().to_string(), "2026-02-28T12:01:30Z");
    clock.set(start());
    assert_eq!(clock.now(), start());
}

#[test]
fn given_follows_its_owner_from_where_it_was_set() {
    let seconds = Arc::new(AtomicI64::new(0));
    let owner = Arc::clone(&seconds);
    let clock = Clock::given(move || {
        Timestamp::from_second(owner.load(Ordering::Relaxed)).unwrap_or(Timestamp::UNIX_EPOCH)
    });
    seconds.store(10, Ordering::Relaxed);
    assert_eq!(clock.now().as_second(), 10);
    clock.set(Timestamp::from_second(1_000).unwrap());
    seconds.store(15, Ordering::Relaxed);
    assert_eq!(clock.now().as_second(), 1_005);
}

#[test]
fn real_runs_on_after_a_set() {
    let clock = Clock::real();
    clock.set(start());
    let read = clock.now();
    assert!(read >= start() && read < start() + SignedDuration::from_secs(60), "{read}");
}

#[test]
fn moving_past_the_calendar_stops_at_its_end() {
    let clock = Clock::manual(start());
    clock.advance(SignedDuration::MAX);
    assert_eq!(clock.now(), Timestamp::MAX);
    clock.advance(SignedDuration::MIN);
    clock.advance(SignedDuration::MIN);
    assert_eq!(clock.now(), Timestamp::MIN);
}
