use crosswalk_model::{Record, RecordId};

use super::*;

fn event(created: i64, id: &str) -> Record {
    let event = Event {
        id: id.to_owned(),
        created,
        recipient: "Ann@Example.com".to_owned(),
        email_campaign_id: 7,
        app_id: 113,
        url: None,
    };
    event.record(&ObjectName::from(OPENS), Kind::Open, Some("News".to_owned())).unwrap()
}

fn said(record: &Record) -> (&str, u64) {
    (text(record, TITLE).unwrap(), times(record))
}

#[test]
fn an_event_is_named_by_its_time_and_its_id() {
    let record = event(1_780_000_000_000, "a-b");
    assert_eq!(record.at.id, RecordId::from("1780000000000-a-b"));
    assert_eq!(said(&record), ("Opened email: News", 1));
    assert_eq!(text(&record, ADDRESS), Some("ann@example.com"));
    let details = "Opened on 2026-05-28 20:26 UTC, sent to ann@example.com";
    assert_eq!(text(&record, DETAILS), Some(details));
}

#[test]
fn a11_repeats_are_counted_once_each_in_whatever_order_they_come() {
    let events = [event(1_000, "a"), event(3_000, "b"), event(2_000, "c"), event(3_000, "b")];
    let mut known: Option<Record> = None;
    for event in events.iter().chain(&events) {
        known = Some(count_in(known.as_ref(), event));
    }
    let known = known.unwrap();
    assert_eq!(said(&known), ("Opened email 3 times: News", 3));
    assert_eq!(known.modified.unwrap().as_millisecond(), 3_000, "the last one's time");
}

#[test]
fn ids_that_no_reading_can_bring_back_are_let_go() {
    let day = 86_400_000;
    let first = count_in(None, &event(day, "a"));
    let second = count_in(Some(&first), &event(5 * day, "b"));
    assert_eq!(text(&second, COUNTED), Some("432000000-b"));
    assert_eq!(said(&second).1, 2);
}

#[test]
fn a_subject_that_is_too_long_is_cut() {
    let subject = "🎉".repeat(400);
    let mut record = event(1_000, "a");
    put(&mut record, SUBJECT, Value::Text(subject));
    tell(&mut record, Kind::Open, (Timestamp::UNIX_EPOCH, 1));
    let title = text(&record, TITLE).unwrap();
    assert_eq!(title.chars().count(), LONGEST_TITLE);
    assert!(title.starts_with("Opened email: 🎉") && title.ends_with("🎉…"), "{title}");
}
