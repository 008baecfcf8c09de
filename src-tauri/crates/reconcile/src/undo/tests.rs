#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use crosswalk_model::mapping::SyncRule;
use crosswalk_model::plan::Act;
use crosswalk_model::{
    Both, Content, LinkId, LinkState, Reading, Record, RecordRef, Ruling, Side, Timestamp,
};

use super::{Deed, Done, Kept, Undo, undo};
use crate::samples::{fields, record, text};

fn done(what: Deed) -> Done {
    Done {
        link: LinkId(7),
        mapping: "contacts".into(),
        side: Side::HubSpot,
        ends: Both {
            salesforce: Some(RecordRef::new("Contact", "003")),
            hubspot: Some(RecordRef::new("contacts", "501")),
        },
        what,
    }
}

fn wrote(before: Reading, stored: &str) -> Done {
    done(Deed::Wrote {
        field_mapping: "phone".into(),
        rule: SyncRule::TwoWay,
        field: "phone".into(),
        other_field: "Phone".into(),
        before,
        stored: text(stored),
    })
}

fn old(value: &str) -> Reading {
    Reading::from(Some(&text(value)))
}

fn run(history: &[Done], hubspot: &Record) -> Undo {
    let salesforce = record("Contact", "003", fields(&[("Phone", text("2"))]));
    let all = Both { salesforce: &salesforce, hubspot };
    undo(history, &|side, at| Some(*all.get(side)).filter(|one| one.at == *at))
}

fn holding(phone: &str) -> Record {
    record("contacts", "501", fields(&[("phone", text(phone))]))
}

#[test]
fn m12_the_old_value_goes_back_where_ours_still_stands() {
    let undone = run(&[wrote(old("1"), "2")], &holding("2"));
    let plan = &undone.links[0];
    let change = &plan.acts.hubspot.as_ref().unwrap().changes()[0];
    assert_eq!(
        (&change.after, &change.source, change.ruling),
        (&text("1"), &text("2"), Ruling::Undo)
    );
    assert_eq!(plan.then, LinkState::PutBack);
    assert!(undone.kept.is_empty());
}

#[test]
fn m12_several_writes_go_back_to_the_first_old_value() {
    let undone = run(&[wrote(old("1"), "2"), wrote(old("2"), "3")], &holding("3"));
    assert_eq!(undone.links[0].acts.hubspot.as_ref().unwrap().changes()[0].after, text("1"));
    let there_and_back = run(&[wrote(old("1"), "2"), wrote(old("2"), "1")], &holding("1"));
    assert_eq!(there_and_back, Undo::default());
}

#[test]
fn m12_what_cannot_go_back_is_said() {
    let why = |history: Done, now: &Record| run(&[history], now).kept[0].1;
    assert_eq!(why(wrote(old("1"), "2"), &holding("9")), Kept::ChangedSince);
    assert_eq!(why(wrote(Reading::Unknown, "2"), &holding("2")), Kept::BeforeUnknown);
    let other = record("contacts", "502", fields(&[]));
    assert_eq!(why(wrote(old("1"), "2"), &other), Kept::RecordGone);
    assert_eq!(why(done(Deed::Deleted), &holding("2")), Kept::Deleted);
    let opt_out = done(Deed::Wrote {
        field_mapping: "email_opt_out".into(),
        rule: SyncRule::OptOut,
        field: "hs_email_optout".into(),
        other_field: "HasOptedOutOfEmail".into(),
        before: Reading::Blank,
        stored: Content::Blank,
    });
    assert_eq!(why(opt_out, &holding("2")), Kept::OptOut);
}

#[test]
fn m12_an_untouched_new_record_is_deleted_and_leaves_a_tombstone() {
    let stamp = Some(Timestamp::from_second(1_800_000_000).unwrap());
    let made = [done(Deed::Made { stamp }), wrote(old("1"), "2")];
    let untouched = Record { modified: stamp, ..holding("2") };
    let plan = run(&made, &untouched).links.remove(0);
    assert!(matches!(plan.acts.hubspot, Some(Act::Delete { .. })));
    assert_eq!(plan.then, LinkState::Unlinked);
    let touched = run(&made[..1], &holding("2"));
    assert_eq!(touched.kept[0].1, Kept::ChangedSince);
    assert!(touched.links.is_empty());
}
