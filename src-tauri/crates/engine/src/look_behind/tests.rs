use crosswalk_model::Reading;
use crosswalk_model::mapping::SyncRule;
use crosswalk_model::plan::Ruling;

use super::*;

fn content(text: &str) -> Content {
    if text.is_empty() { Content::Blank } else { Content::text(text) }
}

/// A write of `new` over `old`, behind which the history shows `versions`, the newest first.
fn over(stored: &str, versions: &[&str], blanks: usize) -> Option<Content> {
    let change = FieldChange {
        mapping: "m".into(),
        field: "f".into(),
        before: Reading::from(Some(&content("old"))),
        after: content("new"),
        source_field: "F".into(),
        source: content("new"),
        rule: SyncRule::TwoWay,
        ruling: Ruling::OneSideChanged,
    };
    let versions: Vec<Option<Content>> =
        versions.iter().map(|it| (*it != "?").then(|| content(it))).collect();
    gone_over(&change, &content(stored), (&versions, blanks))
}

#[test]
fn p6_what_lies_right_below_our_write_and_is_not_what_was_checked_is_gone_over() {
    let theirs = Some(content("theirs"));
    for (versions, expected) in [
        (&["new", "old"][..], None),
        (&["new", "theirs", "old"], theirs.clone()),
        // The last of theirs; they had replaced the other themselves.
        (&["new", "theirs", "more", "old"], theirs.clone()),
        (&["new", "", "old"], Some(Content::Blank)),
        // They went back to what was there, or wrote what we did: nothing is lost.
        (&["new", "old", "theirs", "old"], None),
        // Later edits are no concern of the window.
        (&["later", "new", "old"], None),
        (&["later", "new", "theirs", "old"], theirs.clone()),
        // Nothing is known of a value that does not fit, and of a history that tells no more.
        (&["new", "?", "old"], None),
        (&["new"], None),
        (&["old"], None),
        (&[], None),
    ] {
        assert_eq!(over("new", versions, 0), expected, "{versions:?}");
    }
    // What the vendor made of ours is ours.
    assert_eq!(over("NEW", &["NEW", "new", "old"], 0), None);
    assert_eq!(over("NEW", &["NEW", "old"], 0), None);
    assert_eq!(over("NEW", &["NEW", "theirs", "old"], 0), theirs);
    // A stage that goes back goes by way of none.
    assert_eq!(over("new", &["new", "", "old"], 1), None);
    assert_eq!(over("new", &["new", "", "theirs", "old"], 1), theirs);
}

#[test]
fn p6_the_first_records_of_an_object_are_looked_at_and_all_of_a_batch_that_waited() {
    let then: Timestamp = "2026-12-01T00:00:00Z".parse().unwrap();
    let object = ObjectName::from("contacts");
    let mut window = Window::default();
    let mut allows = |after: i64, records: usize| {
        window.checked = Some(then);
        let now = then + jiff::SignedDuration::from_secs(after);
        window.allows(&object, (records, now))
    };
    assert_eq!(allows(1, 30), 30);
    assert_eq!(allows(1, 30), 20);
    assert_eq!(allows(1, 30), 0);
    assert_eq!(allows(5, 30), 30, "it waited");
    assert_eq!(allows(-1, 30), 30, "the clock was set");
    assert_eq!(window.allows(&object, (30, then)), 30, "no check of this pass");
}
