use std::fs;

use crosswalk_model::{Life, LinkState, RecordRef, Side};

use crate::fixture::{House, object, quiet, record, t, text, writes_phone};
use crate::{Access, CursorKind, PageSaved, Store};

#[test]
fn a_new_record_waits_in_a_row_of_its_own() {
    let house = House::new();
    let ann = record(Side::Salesforce, "003A", 10, &[("email", "a@x.test")]);
    let saved = house.pull(Side::Salesforce, std::slice::from_ref(&ann), "c1");
    assert_eq!(saved, PageSaved { seen: 1, new: 1, changed: 0, touched: 1 });
    let triples = house.store.touched(&house.home(), None, 10).unwrap();
    assert_eq!(triples.len(), 1);
    assert_eq!(triples[0].link.state, LinkState::New);
    assert_eq!(triples[0].link.ends.salesforce, Some(ann.at.clone()));
    let seen = triples[0].observed.salesforce.as_ref().unwrap();
    assert_eq!(seen.record, ann);
    assert_eq!(seen.stamps["email"], t(10));
}

#[test]
fn i4_a_page_without_news_writes_nothing() {
    let house = House::new();
    let page = [
        record(Side::HubSpot, "1", 10, &[("email", "a@x.test"), ("phone", "1")]),
        record(Side::HubSpot, "2", 11, &[("email", "b@x.test")]),
    ];
    house.pull(Side::HubSpot, &page, "c1");
    let files = || {
        ["state.db", "state.db-wal"].map(|name| {
            let facts = fs::metadata(house.store.path().with_file_name(name)).unwrap();
            (facts.len(), facts.modified().unwrap())
        })
    };
    let before = files();
    for cursor in ["c1", "c2", "c3"] {
        let saved = house.pull(Side::HubSpot, &page, cursor);
        assert_eq!(saved, PageSaved { seen: 2, ..PageSaved::default() });
    }
    house.pull(Side::HubSpot, &[], "c4");
    assert_eq!(files(), before);
    let cursor = |store: &Store| {
        let found = store
            .cursor(house.connections.hubspot, &object(Side::HubSpot), CursorKind::Incremental)
            .unwrap();
        found.unwrap().cursor.0
    };
    assert_eq!(cursor(&house.store), "c4", "a quiet move is remembered");
    let reader = Store::open(house.store.path(), Access::Read).unwrap();
    assert_eq!(cursor(&reader), "c1", "and not written");
    house.store.flush_cursors().unwrap();
    assert_eq!(cursor(&reader), "c4");
}

#[test]
fn i9_news_and_cursor_move_together() {
    let house = House::new();
    house.pull(Side::HubSpot, &[record(Side::HubSpot, "1", 10, &[("phone", "1")])], "c1");
    house.pull(Side::HubSpot, &[], "quiet");
    house.pull(Side::HubSpot, &[record(Side::HubSpot, "1", 20, &[("phone", "2")])], "c2");
    let reader = Store::open(house.store.path(), Access::Read).unwrap();
    let cursor = reader
        .cursor(house.connections.hubspot, &object(Side::HubSpot), CursorKind::Incremental)
        .unwrap();
    assert_eq!(cursor.unwrap().cursor.0, "c2");
}

#[test]
fn a_second_field_set_adds_to_what_is_known() {
    let house = House::new();
    house.pull(Side::HubSpot, &[record(Side::HubSpot, "1", 10, &[("phone", "1")])], "c1");
    house.pull(Side::HubSpot, &[record(Side::HubSpot, "1", 20, &[("city", "Oslo")])], "c2");
    let at = RecordRef { object: object(Side::HubSpot), id: "1".into() };
    let seen = house.store.observed(house.connections.hubspot, std::slice::from_ref(&at)).unwrap();
    let seen = &seen[&at];
    assert_eq!(seen.record.fields["phone"], text("1"));
    assert_eq!(seen.record.fields["city"], text("Oslo"));
    assert_eq!((seen.stamps["phone"], seen.stamps["city"]), (t(10), t(20)));
}

#[test]
fn m2_our_own_write_moves_no_stamp_even_before_it_is_settled() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let rows = house.plan(&[writes_phone(link, "1", "1", "2")]).unwrap();
    house.store.mark_sent(&[rows[0].id], t(40)).unwrap();
    let ours = record(Side::HubSpot, "1", 50, &[("phone", "2"), ("city", "Oslo")]);
    house.pull(Side::HubSpot, &[ours], "c2");
    let seen = house.store.triple(link).unwrap().observed.hubspot.unwrap();
    assert_eq!(seen.record.fields["phone"], text("2"));
    assert_eq!(seen.stamps["phone"], t(10), "ours");
    assert_eq!(seen.stamps["city"], t(50), "somebody else's");
}

#[test]
fn a_delete_touches_the_link_and_makes_no_row() {
    let house = House::new();
    let link = house.linked("003A", "1");
    house.plan(&[quiet(link)]).unwrap();
    let mut gone = record(Side::HubSpot, "1", 20, &[]);
    gone.life = Life::Deleted;
    let mut stranger = record(Side::HubSpot, "9", 20, &[]);
    stranger.life = Life::Deleted;
    house.pull(Side::HubSpot, &[gone, stranger], "c2");
    assert_eq!(house.touched(), [link]);
    let triple = house.store.triple(link).unwrap();
    assert_eq!(triple.observed.hubspot.unwrap().record.life, Life::Deleted);
}

#[test]
fn m6_a_tombstone_is_touched_by_a_life_and_not_by_a_value() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let reason = crosswalk_model::Reason::new(crosswalk_model::ReasonCode::PartnerDeleted);
    house.store.unlink(link, &reason, None, t(0)).unwrap();
    house.pull(Side::HubSpot, &[record(Side::HubSpot, "1", 20, &[("phone", "7")])], "c2");
    assert_eq!(house.touched(), []);
    let mut gone = record(Side::HubSpot, "1", 30, &[]);
    gone.life = Life::Deleted;
    house.pull(Side::HubSpot, &[gone], "c3");
    assert_eq!(house.touched(), [link]);
}
