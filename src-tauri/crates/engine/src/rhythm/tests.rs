use std::time::Duration;

use crosswalk_model::Timestamp;

use super::{Beat, LastPass, Pace, long_asleep, next_pause};

const MINUTE: u64 = 60;

/// What is expected in seconds, by the last pass, the pause before it and the share left.
#[track_caller]
fn check(last: LastPass, (paused, share_left): (Option<u64>, Option<u32>), expected: u64) {
    let pace = Pace::AsChangesArrive;
    let beat = Beat { last, paused: paused.map(Duration::from_secs), share_left, pace };
    assert_eq!(next_pause(&beat), Duration::from_secs(expected), "{beat:?}");
}

#[test]
fn p11_fifteen_minutes_by_default() {
    check(LastPass::Quiet, (None, None), 15 * MINUTE);
    check(LastPass::Quiet, (Some(15 * MINUTE), Some(100)), 15 * MINUTE);
    check(LastPass::NeedsPerson, (Some(MINUTE), Some(100)), 15 * MINUTE);
}

#[test]
fn p11_a_minute_while_changes_arrive() {
    check(LastPass::Busy, (None, None), MINUTE);
    check(LastPass::Busy, (Some(15 * MINUTE), Some(100)), MINUTE);
    check(LastPass::Busy, (Some(MINUTE), Some(50)), MINUTE);
}

#[test]
fn p11_quiet_passes_double_the_pause() {
    for (before, after) in [(1, 2), (2, 4), (4, 8), (8, 15)] {
        check(LastPass::Quiet, (Some(before * MINUTE), Some(100)), after * MINUTE);
    }
}

#[test]
fn p11_a_small_share_slows_down() {
    check(LastPass::Busy, (Some(MINUTE), Some(25)), 8 * MINUTE);
    check(LastPass::Busy, (Some(MINUTE), Some(0)), 15 * MINUTE);
    check(LastPass::Quiet, (Some(MINUTE), Some(0)), 15 * MINUTE);
}

#[test]
fn p11_after_a_setback_the_next_try_waits_longer_each_time() {
    let again = LastPass::Interrupted { retry_after: None };
    check(again, (Some(MINUTE), None), 2 * MINUTE);
    check(again, (Some(8 * MINUTE), None), 15 * MINUTE);
    let hour = LastPass::Interrupted { retry_after: Some(Duration::from_secs(60 * MINUTE)) };
    check(hour, (Some(MINUTE), None), 60 * MINUTE);
    let soon = LastPass::Interrupted { retry_after: Some(Duration::from_secs(5)) };
    check(soon, (Some(MINUTE), None), 2 * MINUTE);
}

#[test]
fn p11_no_pause_is_shorter_than_a_minute_or_grows_with_a_larger_share() {
    for left in 0..=100 {
        let (last, pace) = (LastPass::Busy, Pace::AsChangesArrive);
        let at = |left| next_pause(&Beat { last, paused: None, share_left: Some(left), pace });
        assert!(at(left) >= Duration::from_secs(MINUTE));
        assert!(at(left + 1) <= at(left), "{left}");
    }
}

#[test]
fn p11_an_admins_pause_is_kept_where_our_share_allows_it_and_a_setback_keeps_our_own() {
    let every = |minutes: u64, last, share_left| {
        let pace = Pace::Every(Duration::from_secs(minutes * MINUTE));
        let paused = Some(Duration::from_secs(minutes * MINUTE));
        next_pause(&Beat { last, paused, share_left, pace }).as_secs() / MINUTE
    };
    let again = LastPass::Interrupted { retry_after: None };
    for (last, share_left, pause, expected) in [
        (LastPass::Quiet, Some(100), 5, 5),
        (LastPass::Busy, Some(100), 120, 120),
        (LastPass::Busy, None, 5, 5),
        (LastPass::Busy, Some(25), 5, 8),
        (again, Some(100), 120, 15),
        (LastPass::NeedsPerson, Some(100), 120, 15),
    ] {
        assert_eq!(every(pause, last, share_left), expected, "{last:?}, every {pause}");
    }
}

#[test]
fn p11_days_asleep_are_said_first() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let monday = at("2026-11-23T08:00:00Z");
    assert_eq!(long_asleep(monday, at("2026-11-24T07:00:00Z")), None);
    let days = Duration::from_secs(3 * 86_400);
    assert_eq!(long_asleep(monday, at("2026-11-26T08:00:00Z")), Some(days));
    assert_eq!(long_asleep(monday, at("2026-11-20T08:00:00Z")), None, "a clock set back");
}
