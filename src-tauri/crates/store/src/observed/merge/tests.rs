#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::convert::Infallible;

use crosswalk_model::{Content, FieldName, Life, Observed, Record, Side};
use proptest::prelude::*;

use crate::fixture::{record, t, text};
use crate::links::Tombstones;
use crate::observed::merge::{Merged, first_sight, merge};

type Fields = BTreeMap<FieldName, Content>;

fn joined(old: &Observed, new: &Record, own: &Fields) -> Merged {
    merge(old, new, || Ok::<_, Infallible>(own.clone())).unwrap()
}

fn seen(modified: i64, fields: &[(&str, &str)]) -> Observed {
    first_sight(&record(Side::HubSpot, "1", modified, fields), &Fields::new())
}

#[test]
fn a_late_answer_says_nothing_of_known_fields() {
    let old = seen(20, &[("phone", "new")]);
    let late = record(Side::HubSpot, "1", 10, &[("phone", "old"), ("city", "Oslo")]);
    let Merged::Changed { now, .. } = joined(&old, &late, &Fields::new()) else {
        panic!("the city is news");
    };
    assert_eq!(now.record.fields["phone"], text("new"));
    assert_eq!(now.record.fields["city"], text("Oslo"));
    assert_eq!(now.record.modified, Some(t(20)));
}

#[test]
fn who_belongs_to_a_record_is_of_now_however_old_the_record_looks() {
    let old = seen(20, &[("phone", "new"), ("association:contacts", "Ann")]);
    let late = record(Side::HubSpot, "1", 10, &[("phone", "old"), ("association:contacts", "")]);
    let Merged::Changed { now, .. } = joined(&old, &late, &Fields::new()) else {
        panic!("who belongs to it is news");
    };
    assert_eq!(now.record.fields["phone"], text("new"));
    assert_eq!(now.record.fields["association:contacts"], Content::Blank);
    assert_eq!(now.record.modified, Some(t(20)));
    assert_eq!(now.stamps["association:contacts"], t(20));
}

#[test]
fn a_late_answer_does_not_raise_the_dead() {
    let mut old = seen(20, &[("phone", "1")]);
    old.record.life = Life::Deleted;
    let late = record(Side::HubSpot, "1", 10, &[("phone", "1")]);
    assert_eq!(joined(&old, &late, &Fields::new()), Merged::Same);
    let restored = record(Side::HubSpot, "1", 30, &[("phone", "1")]);
    assert!(matches!(
        joined(&old, &restored, &Fields::new()),
        Merged::Changed { reach: Tombstones::Too, .. }
    ));
}

#[test]
fn i3_our_own_write_coming_back_is_no_news() {
    let old = seen(20, &[("phone", "1")]);
    let echo = record(Side::HubSpot, "1", 30, &[("phone", "1")]);
    assert!(matches!(joined(&old, &echo, &Fields::new()), Merged::Restamped(_)));
}

fn fields() -> impl Strategy<Value = Fields> {
    proptest::collection::btree_map("[a-d]".prop_map(FieldName::from), "[xy]?", 0..4)
        .prop_map(|it| it.into_iter().map(|(name, value)| (name, text(&value))).collect())
}

proptest! {
    /// The laws of a merge: nothing known is lost; a stamp moves exactly with a foreign value;
    /// a second reading of the same is no news.
    #[test]
    fn m2_merge_keeps_its_laws(
        old in fields(), new in fields(), own in fields(), old_at in 0i64..3, new_at in 0i64..3,
    ) {
        let whole = |fields: &Fields, at| Record {
            fields: fields.clone(),
            ..record(Side::HubSpot, "1", at, &[])
        };
        let before = first_sight(&whole(&old, old_at), &Fields::new());
        let reading = whole(&new, new_at);
        let after = match joined(&before, &reading, &own) {
            Merged::Same => before.clone(),
            Merged::Restamped(now) | Merged::Changed { now, .. } => now,
        };
        let stale = new_at < old_at;
        for (field, value) in &after.record.fields {
            let expected = match (old.get(field), new.get(field)) {
                (Some(old), Some(_)) if stale => old,
                (Some(old), None) => old,
                (_, Some(new)) => new,
                (None, None) => unreachable!("a field from nowhere"),
            };
            prop_assert_eq!(value, expected);
            let moved = old.get(field) != Some(value) && own.get(field) != Some(value);
            let stamp = if moved { Some(t(new_at)) } else { before.stamps.get(field).copied() };
            prop_assert_eq!(after.stamps.get(field).copied(), stamp);
        }
        prop_assert!(old.keys().chain(new.keys()).all(|it| after.record.fields.contains_key(it)));
        prop_assert_eq!(after.record.modified, Some(t(old_at.max(new_at))));
        prop_assert_eq!(joined(&after, &reading, &own), Merged::Same);
    }
}
