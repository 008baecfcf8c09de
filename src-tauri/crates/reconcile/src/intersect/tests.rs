use std::collections::BTreeSet;

use crosswalk_model::mapping::SyncRule;
use crosswalk_model::plan::{Act, FieldChange, LinkPlan, PlannedLink};
use crosswalk_model::{
    Both, Content, LinkId, LinkState, Reading, Reason, ReasonCode, RecordRef, Ruling, Value,
};
use proptest::prelude::*;

use super::{Difference, Shown};

fn text(value: &str) -> Content {
    if value.is_empty() { Content::Blank } else { Content::Value(Value::Text(value.to_owned())) }
}

fn at(id: &str) -> RecordRef {
    RecordRef { object: "Contact".into(), id: id.into() }
}

/// `phone: a>b`: a change of a field from one text to another.
fn change(told: &str) -> FieldChange {
    let (field, values) = told.split_once(": ").unwrap();
    let (before, after) = values.split_once('>').unwrap();
    FieldChange {
        mapping: field.into(),
        field: field.into(),
        before: Reading::from(Some(&text(before))),
        after: text(after),
        source_field: field.into(),
        source: text(after),
        rule: SyncRule::TwoWay,
        ruling: Ruling::OneSideChanged,
    }
}

fn update(told: &[&str]) -> Act {
    let changes = told.iter().map(|told| change(told)).collect();
    Act::Update { at: at("003"), seen: None, changes }
}

fn create(told: &[&str]) -> Act {
    let changes = told.iter().map(|told| change(told)).collect();
    Act::Create { object: "Contact".into(), changes }
}

fn planned(link: i64, acts: Both<Option<Act>>) -> PlannedLink {
    let ends = Both { salesforce: Some(at("003")), hubspot: None };
    let base = Both::default();
    PlannedLink { link: LinkId(link), mapping: "contacts".into(), ends, base, acts }
}

fn fresh(of: &PlannedLink) -> LinkPlan {
    LinkPlan {
        link: of.link,
        mapping: of.mapping.clone(),
        ends: of.ends.clone(),
        acts: of.acts.clone(),
        settled: Both::default(),
        conflicts: Vec::new(),
        skips: Vec::new(),
        then: LinkState::InSync,
        reason: Reason::new(ReasonCode::InSync),
    }
}

fn to_salesforce(act: Act) -> Both<Option<Act>> {
    Both { salesforce: Some(act), hubspot: None }
}

/// What becomes of one link of which `shown` was shown and `now` is planned; `None` is written.
fn check(shown: Both<Option<Act>>, now: Both<Option<Act>>) -> Option<Difference> {
    let mut file = Shown::default();
    if super::writes(&shown) {
        assert!(file.add(&planned(1, shown)));
    }
    let met = file.meet(&[fresh(&planned(1, now))]);
    let seen: BTreeSet<LinkId> =
        met.same.iter().copied().chain(met.left.iter().map(|left| left.link)).collect();
    let left: Vec<_> = met.left.into_iter().chain(file.gone(&seen)).map(|left| left.why).collect();
    match (met.same.len(), left.as_slice()) {
        (1, []) => None,
        (0, [why]) => Some(*why),
        (same, left) => panic!("{same} written, {left:?} left"),
    }
}

#[test]
fn m11_only_what_was_shown_and_still_stands_is_written() {
    let phone = || to_salesforce(update(&["phone: a>b"]));
    let rows = [
        ("the same", phone(), phone(), None),
        (
            "another value now",
            phone(),
            to_salesforce(update(&["phone: a>c"])),
            Some(Difference::Changed),
        ),
        (
            "another old value",
            phone(),
            to_salesforce(update(&["phone: x>b"])),
            Some(Difference::Changed),
        ),
        (
            "one field more",
            phone(),
            to_salesforce(update(&["phone: a>b", "title: a>b"])),
            Some(Difference::Changed),
        ),
        (
            "one field less",
            to_salesforce(update(&["phone: a>b", "title: a>b"])),
            phone(),
            Some(Difference::Changed),
        ),
        ("the other side", phone(), phone().swap(), Some(Difference::Changed)),
        (
            "the other side too",
            phone(),
            Both { hubspot: phone().salesforce, ..phone() },
            Some(Difference::Changed),
        ),
        (
            "a create of it",
            phone(),
            to_salesforce(create(&["phone: a>b"])),
            Some(Difference::Changed),
        ),
        (
            "a delete of it",
            phone(),
            to_salesforce(Act::Delete { at: at("003") }),
            Some(Difference::Changed),
        ),
        ("a create", to_salesforce(create(&["n: >b"])), to_salesforce(create(&["n: >b"])), None),
        ("nothing left to write", phone(), Both::default(), Some(Difference::Gone)),
        ("never shown", Both::default(), phone(), Some(Difference::New)),
    ];
    for (told, shown, now, expected) in rows {
        assert_eq!(check(shown, now), expected, "{told}");
    }
}

#[test]
fn m11_an_edit_of_another_field_leaves_a_plan_as_good_as_it_was() {
    let stamped = |second| Act::Update {
        at: at("003"),
        seen: Some(crosswalk_model::Timestamp::from_second(second).unwrap()),
        changes: vec![change("phone: a>b")],
    };
    assert_eq!(check(to_salesforce(stamped(1)), to_salesforce(stamped(2))), None);
}

#[test]
fn m11_what_a_person_left_out_is_neither_written_nor_told() {
    let links = [1, 2].map(|link| planned(link, to_salesforce(update(&["phone: 1>2"]))));
    let mut shown = Shown::default();
    links.iter().for_each(|link| assert!(shown.add(link)));
    shown.leave_out(BTreeSet::from([LinkId(2)]));
    assert_eq!(shown.len(), 1);
    let met = shown.meet(&links.each_ref().map(fresh));
    assert_eq!((met.same, met.left), (BTreeSet::from([LinkId(1)]), Vec::new()));
    assert_eq!(shown.gone(&BTreeSet::from([LinkId(1)])), Vec::new());
}

#[test]
fn m11_another_rule_or_record_is_another_write() {
    let mut ruled = change("phone: a>b");
    ruled.ruling = Ruling::Newest;
    let ruled = Act::Update { at: at("003"), seen: None, changes: vec![ruled] };
    let moved = Act::Update { at: at("004"), seen: None, changes: vec![change("phone: a>b")] };
    for other in [ruled, moved] {
        let shown = to_salesforce(update(&["phone: a>b"]));
        assert_eq!(check(shown, to_salesforce(other)), Some(Difference::Changed));
    }
}

#[test]
fn m11_a_link_that_is_shown_twice_is_told() {
    let mut file = Shown::default();
    let link = planned(1, to_salesforce(update(&["phone: a>b"])));
    assert!(file.add(&link));
    assert!(!file.add(&link));
    assert_eq!(file.len(), 1);
}

fn act() -> impl Strategy<Value = Option<Act>> {
    let told = prop::sample::select(vec!["phone: a>b", "phone: a>c", "title: >b", "title: a>"]);
    let changes = prop::collection::vec(told, 1..3);
    prop_oneof![
        2 => Just(None),
        4 => changes.clone().prop_map(|told| Some(update(&told))),
        1 => changes.prop_map(|told| Some(create(&told))),
        1 => Just(Some(Act::Delete { at: at("003") })),
    ]
}

fn links() -> impl Strategy<Value = Vec<PlannedLink>> {
    prop::collection::vec((act(), act()), 0..6).prop_map(|all| {
        let numbered = (1..).zip(all);
        let link = |(link, (salesforce, hubspot))| planned(link, Both { salesforce, hubspot });
        numbered.map(link).collect()
    })
}

proptest! {
    /// Whatever a file says, what is written is in the plan of now and was shown, and every other
    /// link of both is named once.
    #[test]
    fn m11_law_written_is_shown_and_planned_and_the_rest_is_named(
        shown in links(), now in links(),
    ) {
        let shown: Vec<PlannedLink> =
            shown.into_iter().filter(|link| super::writes(&link.acts)).collect();
        let mut file = Shown::default();
        for link in &shown {
            prop_assert!(file.add(link));
        }
        let fresh: Vec<LinkPlan> = now.iter().map(fresh).collect();
        let met = file.meet(&fresh);
        for link in &met.same {
            let of = |all: &[PlannedLink]| all.iter().find(|it| it.link == *link).cloned();
            prop_assert_eq!(of(&shown).unwrap().acts, of(&now).unwrap().acts);
        }
        let seen: BTreeSet<LinkId> =
            met.same.iter().copied().chain(met.left.iter().map(|left| left.link)).collect();
        let mut named: Vec<LinkId> = met.same.iter().copied().collect();
        named.extend(met.left.iter().chain(&file.gone(&seen)).map(|left| left.link));
        named.sort();
        let with_writes = now.iter().filter(|link| super::writes(&link.acts)).chain(&shown);
        let every: BTreeSet<LinkId> = with_writes.map(|link| link.link).collect();
        prop_assert_eq!(named, every.into_iter().collect::<Vec<_>>());
    }

    /// A plan that went through a file and back is the plan that was written into it.
    #[test]
    fn m11_law_a_file_is_what_it_was_made_of(links in links()) {
        let mut file = Shown::default();
        for link in &links {
            let text = serde_json::to_string(link).unwrap();
            let read: PlannedLink = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(&read, link);
            file.add(&read);
        }
        let fresh: Vec<LinkPlan> = links.iter().map(fresh).collect();
        prop_assert_eq!(file.meet(&fresh).left, Vec::new());
    }

    /// Swapping the sides of both swaps nothing of the answer.
    #[test]
    fn m11_law_no_side_is_preferred(shown in links(), now in links()) {
        let answer = |swapped: bool| {
            let turn = |link: &PlannedLink| {
                let mut link = link.clone();
                if swapped {
                    link.acts = link.acts.swap();
                    link.ends = link.ends.swap();
                }
                link
            };
            let mut file = Shown::default();
            for link in &shown {
                file.add(&turn(link));
            }
            let fresh: Vec<LinkPlan> = now.iter().map(|link| fresh(&turn(link))).collect();
            file.meet(&fresh).same
        };
        prop_assert_eq!(answer(false), answer(true));
    }
}
