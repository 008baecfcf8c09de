#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeMap;

use crosswalk_model::mapping::{BrakeSettings, SyncRule};
use crosswalk_model::plan::{Act, ActTotals, Brake, FieldChange, LinkPlan};
use crosswalk_model::triple::Base;
use crosswalk_model::{
    Both, Content, LinkId, LinkState, MappingId, Reading, Reason, ReasonCode, RecordRef, Ruling,
    Side,
};

use super::{BrakeFacts, OwnWrites, looping, tripped};

fn change(after: &str, ruling: Ruling) -> FieldChange {
    FieldChange {
        mapping: "phone".into(),
        field: "phone".into(),
        before: Reading::Unknown,
        after: Content::text(after),
        source_field: "Phone".into(),
        source: Content::text(after),
        rule: SyncRule::TwoWay,
        ruling,
    }
}

fn to_hubspot(act: Act) -> LinkPlan {
    LinkPlan {
        link: LinkId(1),
        mapping: "contacts".into(),
        ends: Both::default(),
        acts: Both { salesforce: None, hubspot: Some(act) },
        settled: Base::default(),
        conflicts: Vec::new(),
        skips: Vec::new(),
        then: LinkState::InSync,
        reason: Reason::new(ReasonCode::Synced),
    }
}

fn update(after: &str, ruling: Ruling) -> LinkPlan {
    let at = RecordRef::new("contacts", "1");
    to_hubspot(Act::Update { at, seen: None, changes: vec![change(after, ruling)] })
}

fn create() -> LinkPlan {
    to_hubspot(Act::Create { object: "contacts".into(), changes: Vec::new() })
}

fn delete() -> LinkPlan {
    to_hubspot(Act::Delete { at: RecordRef::new("contacts", "1") })
}

fn check(name: &str, links: &[LinkPlan], facts: BrakeFacts, want: &[(Brake, u32, u32)]) {
    let facts = BTreeMap::from([(MappingId::from("contacts"), facts)]);
    let brakes = tripped(links, &facts, &BrakeSettings::default());
    let got: Vec<_> = brakes.iter().map(|one| (one.brake, one.count, one.limit)).collect();
    assert_eq!(got, want, "{name}");
    assert!(brakes.iter().all(|one| one.side == Side::HubSpot), "{name}");
}

#[test]
fn p4_limits_stop_one_past_the_figure() {
    let linked = |linked| BrakeFacts { linked, ..BrakeFacts::default() };
    let many = |one: LinkPlan, n: usize| vec![one; n];
    let edit = update("x", Ruling::OneSideChanged);
    let clear = update("", Ruling::OneSideChanged);
    check("50 deletes", &many(delete(), 50), linked(100_000), &[]);
    check("51 deletes", &many(delete(), 51), linked(0), &[(Brake::Deletes, 51, 50)]);
    check("1 % of 500", &many(delete(), 6), linked(500), &[(Brake::Deletes, 6, 5)]);
    check("shares count from 500", &many(delete(), 6), linked(499), &[]);
    check("50 clears", &many(clear.clone(), 50), linked(0), &[]);
    check("51 clears", &many(clear, 51), linked(0), &[(Brake::ClearedValues, 51, 50)]);
    check("20 %", &many(edit.clone(), 100), linked(500), &[]);
    check("over 20 %", &many(edit.clone(), 101), linked(500), &[(Brake::ChangedRecords, 101, 100)]);
    check("few links, many edits", &many(edit, 400), linked(499), &[]);
    check("100 creates", &many(create(), 100), linked(500), &[]);
    check("101 creates", &many(create(), 101), linked(0), &[(Brake::Creates, 101, 100)]);
}

#[test]
fn p4_the_last_day_adds_up_and_stops_nothing_by_itself() {
    let day = ActTotals { deletes: 50, creates: 400, ..ActTotals::default() };
    let facts =
        BrakeFacts { last_day: Both { hubspot: day, ..Both::default() }, ..BrakeFacts::default() };
    check("one more delete", &[delete()], facts.clone(), &[(Brake::Deletes, 51, 50)]);
    check("an edit", &[update("x", Ruling::Newest)], facts, &[]);
}

#[test]
fn p4_some_things_always_ask() {
    let first = BrakeFacts { first_run: true, ..BrakeFacts::default() };
    check("first run", &[create()], first.clone(), &[(Brake::FirstRun, 1, 0)]);
    let changed = BrakeFacts { design_changed: true, ..BrakeFacts::default() };
    check("design", &[create()], changed, &[(Brake::ChangedDesign, 1, 0)]);
    let empty = Both { salesforce: true, hubspot: false };
    let emptied = BrakeFacts { emptied: empty, ..BrakeFacts::default() };
    check("empty side", &[delete()], emptied, &[(Brake::EmptySide, 1, 0)]);
    check("opt-outs are exempt", &[update("", Ruling::OptOutReaches)], first, &[]);
}

#[test]
fn p4_a_field_we_keep_writing_on_both_sides_loops() {
    let key = |id| (LinkId(id), MappingId::from("phone"));
    let own = |times: (u32, u32), values: (u32, u32)| OwnWrites {
        times: Both { salesforce: times.0, hubspot: times.1 },
        values: Both { salesforce: values.0, hubspot: values.1 },
    };
    let writes = BTreeMap::from([
        (key(1), own((2, 2), (1, 1))),
        (key(2), own((1, 2), (1, 1))),
        (key(3), own((9, 0), (1, 0))),
        // People who edit on both sides leave new values behind.
        (key(4), own((3, 3), (3, 3))),
        (key(5), own((3, 3), (1, 3))),
        // Something that adds a character each time is caught all the same.
        (key(6), own((7, 6), (7, 6))),
    ]);
    assert_eq!(looping(&writes).into_iter().collect::<Vec<_>>(), [key(1), key(6)]);
}
