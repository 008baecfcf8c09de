use crosswalk_model::Timestamp;

use super::next_retry;

const NOW: &str = "2026-11-23T08:10:30Z";

#[track_caller]
fn check(attempts: u32, now: &str, expected: Option<&str>) {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    assert_eq!(next_retry(attempts, at(now)), expected.map(at), "after {attempts} tries");
}

#[test]
fn p8_h141_every_twenty_minutes_ten_times() {
    check(1, NOW, Some("2026-11-23T08:30:30Z"));
    check(10, NOW, Some("2026-11-23T08:30:30Z"));
}

#[test]
fn p8_h141_then_nightly_at_midnight() {
    check(11, NOW, Some("2026-11-24T00:00:00Z"));
    check(12, "2026-11-24T00:00:00Z", Some("2026-11-25T00:00:00Z"));
    check(24, "2026-12-31T23:59:59Z", Some("2027-01-01T00:00:00Z"));
}

#[test]
fn p8_then_only_when_the_value_the_mapping_or_a_person_asks() {
    check(25, NOW, None);
    check(u32::MAX, NOW, None);
}
