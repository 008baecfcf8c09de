//! The small tables: settings, slow clocks, budget, owners, schemas, runs, opt-outs, cursors.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::connector::{Cursor, Owner};
use crosswalk_model::gate::{Bucket, Purpose};
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{RecordRef, Side};

use crate::fixture::{House, as_sent, object, t, writes_phone};
use crate::{Access, CursorKind, OptOut, OptOutState, RunKind, Store, StoredCursor, Struck};

#[test]
fn settings_and_slow_clocks_are_kept() {
    let house = House::new();
    assert_eq!(house.store.setting::<u32>("polling").unwrap(), None);
    house.store.set_setting("polling", &15).unwrap();
    house.store.set_setting("polling", &20).unwrap();
    assert_eq!(house.store.setting::<u32>("polling").unwrap(), Some(20));
    assert!(house.store.setting::<String>("polling").is_err(), "another shape is an error");
    let connection = house.connections.hubspot;
    assert_eq!(house.store.slow_clock(connection, "owners").unwrap(), None);
    house.store.strike(connection, "owners", t(1), Some(3)).unwrap();
    house.store.strike(connection, "owners", t(2), None).unwrap();
    assert_eq!(house.store.slow_clock(connection, "owners").unwrap(), Some(t(2)));
    house.store.strike(connection, "deletes", t(3), None).unwrap();
    let struck = |what: &str, at, calls| Struck { what: what.to_owned(), at, calls };
    let all = [struck("deletes", t(3), None), struck("owners", t(2), Some(3))];
    assert_eq!(house.store.slow_clocks(connection).unwrap(), all, "the last look's cost stays");
}

#[test]
fn a_setting_is_changed_in_one_step_and_a_shape_that_is_none_begins_anew() {
    let house = House::new();
    let push = |it: u32| {
        let push = |all: &mut Vec<u32>| {
            all.push(it);
            all.len()
        };
        house.store.change_setting("list", push).unwrap()
    };
    assert_eq!((push(7), push(8)), (1, 2));
    assert_eq!(house.store.setting::<Vec<u32>>("list").unwrap(), Some(vec![7, 8]));
    house.store.set_setting("list", &"something else").unwrap();
    assert_eq!(push(9), 1);
}

#[test]
fn i8_calls_are_booked_in_blocks_and_given_back() {
    let house = House::new();
    let connection = house.connections.salesforce;
    let kind = (Bucket::Salesforce, Purpose::Sync);
    house.store.book(connection, t(0), kind, 50).unwrap();
    house.store.book(connection, t(0), kind, 50).unwrap();
    house.store.book(connection, t(0), kind, -30).unwrap();
    house.store.book(connection, t(60), (Bucket::Salesforce, Purpose::OptOut), 1).unwrap();
    let booked = house.store.booked(connection, t(0)).unwrap();
    assert_eq!(booked.iter().map(|it| it.used).collect::<Vec<_>>(), [70, 1]);
    assert_eq!(house.store.booked(connection, t(1)).unwrap().len(), 1);
}

#[test]
fn owners_and_schemas_are_kept() {
    let house = House::new();
    let connection = house.connections.hubspot;
    let owner = |id: &str| Owner {
        at: RecordRef::new("owners", id),
        name: "Ann".to_owned(),
        email: Some("ann@x.test".to_owned()),
        user: None,
        active: true,
        kind: "PERSON".to_owned(),
    };
    house.store.save_owners(connection, &[owner("1"), owner("2")]).unwrap();
    house.store.save_owners(connection, &[owner("2")]).unwrap();
    assert_eq!(house.store.owners(connection).unwrap(), [owner("2")]);
    let schema = ObjectSchema {
        object: object(Side::HubSpot),
        label: "Contact".to_owned(),
        createable: true,
        updateable: true,
        deletable: false,
        fields: BTreeMap::new(),
        pipelines: Vec::new(),
        log: None,
        record_types: Vec::new(),
        with_the_object: std::collections::BTreeSet::new(),
        takes_along: std::collections::BTreeSet::new(),
    };
    house.store.save_schema(connection, &schema, "a", t(1)).unwrap();
    house.store.save_schema(connection, &schema, "a", t(2)).unwrap();
    let stored = house.store.schema(connection, &schema.object).unwrap().unwrap();
    assert_eq!((stored.schema, stored.at), (schema, t(1)), "the same schema is not written again");
}

#[test]
fn runs_end_with_their_figures() {
    let house = House::new();
    let counts = serde_json::json!({ "changed": 3 });
    house.store.end_run(house.run, "done", &counts, t(9)).unwrap();
    let run = house.store.run(house.run).unwrap();
    assert_eq!((run.ended, run.result.as_deref(), run.counts), (Some(t(9)), Some("done"), counts));
    assert_eq!(house.store.runs(house.pair, 5).unwrap().len(), 1);
    assert!(
        house.store.end_run(crosswalk_model::RunId(99), "", &serde_json::json!({}), t(1)).is_err()
    );
}

#[test]
fn a_run_that_was_killed_has_ended_when_the_state_is_opened_again() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let rows = house.plan(&[writes_phone(link, "1", "1", "2")]).unwrap();
    house.store.mark_sent(&[rows[0].id], t(1)).unwrap();
    house.store.settle(&[as_sent(rows[0].id, "1")], t(7)).unwrap();
    assert_eq!(house.store.run(house.run).unwrap().ended, None, "it is under way");
    let House { folder: _folder, store, run, .. } = house;
    let path = store.path().to_owned();
    drop(store);
    let run = Store::open(path, Access::Write).unwrap().run(run).unwrap();
    assert_eq!((run.ended, run.result.as_deref()), (Some(t(7)), Some("interrupted")));
    assert_eq!(run.counts, serde_json::json!({ "written": { "salesforce": 0, "hubspot": 1 } }));
}

#[test]
fn opt_outs_wait_until_they_are_carried() {
    let house = House::new();
    let mut out = OptOut {
        pair: house.pair,
        link: None,
        address: Some("a@x.test".to_owned()),
        address_hash: "h".to_owned(),
        side: Side::Salesforce,
        source: Some("person".to_owned()),
        state: OptOutState::Open,
        at: t(1),
        carried_at: None,
    };
    house.store.save_opt_outs(std::slice::from_ref(&out)).unwrap();
    assert_eq!(house.store.open_opt_outs(house.pair).unwrap(), [out.clone()]);
    out.state = OptOutState::Carried;
    out.carried_at = Some(t(2));
    house.store.save_opt_outs(std::slice::from_ref(&out)).unwrap();
    assert!(house.store.open_opt_outs(house.pair).unwrap().is_empty());
    assert_eq!(house.store.opt_outs_of(house.pair, &["h".to_owned()]).unwrap(), [out]);
}

#[test]
fn cursors_are_set_and_dropped() {
    let house = House::new();
    let (connection, contacts) = (house.connections.hubspot, object(Side::HubSpot));
    let to =
        StoredCursor { cursor: Cursor("c".to_owned()), field_set: house.sets.hubspot, at: t(1) };
    let kind = CursorKind::Backfill;
    house.store.set_cursor(connection, &contacts, kind, &to).unwrap();
    assert_eq!(house.store.cursor(connection, &contacts, kind).unwrap(), Some(to));
    assert_eq!(house.store.cursor(connection, &contacts, CursorKind::Verify).unwrap(), None);
    house.store.drop_cursor(connection, &contacts, kind).unwrap();
    assert_eq!(house.store.cursor(connection, &contacts, kind).unwrap(), None);
    let fields = house.store.fields_of(house.sets.hubspot).unwrap();
    assert_eq!(fields, BTreeSet::from(["email".into()]));
    let again = house.store.field_set(connection, &contacts, &fields).unwrap();
    assert_eq!(again, house.sets.hubspot);
    assert_eq!(house.store.count_observed(connection, &contacts).unwrap(), 0);
}

#[test]
fn only_a_run_that_judged_its_whole_plan_says_whether_a_brake_holds() {
    let house = House::new();
    let run = |kind, result: &str, counts: serde_json::Value| {
        let actor = "window".to_owned();
        let new = crate::NewRun { pair: house.pair, kind, mapping_version: 1, actor };
        let run = house.store.begin_run(&new, t(10)).unwrap();
        house.store.end_run(run, result, &counts, t(11)).unwrap();
    };
    let says = || house.store.last_whole_run(house.pair).unwrap().and_then(|run| run.result);
    let whole = || serde_json::json!({});
    assert_eq!(says(), None);
    run(RunKind::Pass, "braked", whole());
    for _ in 0..100 {
        run(RunKind::Pass, "planned", whole());
    }
    run(RunKind::Undo, "done", whole());
    run(RunKind::ByHand, "done", whole());
    run(RunKind::Apply, "done", serde_json::json!({ "part": true }));
    assert_eq!(says().as_deref(), Some("braked"), "none of these let it go");
    run(RunKind::Apply, "some_failed", whole());
    assert_eq!(says().as_deref(), Some("some_failed"));
    assert_eq!(house.store.runs_since(house.pair, t(10)).unwrap().len(), 105);
    assert_eq!(house.store.runs_since(house.pair, t(12)).unwrap(), []);
}

#[test]
fn two_settings_change_together() {
    let house = House::new();
    let change = |one: &mut u32, other: &mut Vec<u32>| {
        *one += 1;
        other.push(*one);
    };
    house.store.change_settings(("a", "b"), change).unwrap();
    house.store.change_settings(("a", "b"), change).unwrap();
    assert_eq!(house.store.setting::<u32>("a").unwrap(), Some(2));
    assert_eq!(house.store.setting::<Vec<u32>>("b").unwrap(), Some(vec![1, 2]));
}
